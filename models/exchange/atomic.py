"""Writing a file so that the old one or the new one is there, whole, and nothing in between.

The only place that writes to a path a person chose.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from models.problems import LeadbenchError

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_STALE = 24 * 3600.0  # seconds after which nobody is still writing a file
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


@contextmanager
def atomic_path(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a path beside `path` to write to; what was written takes its place at the end.

    An error leaves the old file as it was. The new file has the old one's permissions; `private`
    makes it the owner's alone. Raises LeadbenchError where the folder or the disk is at fault.
    """
    target = path.resolve()
    with ExitStack() as stack:
        try:
            _check(target)
            scratch = _scratch(target, private)
        except OSError as error:
            raise cannot_write(error, path) from error
        stack.callback(_remove, scratch)
        try:
            yield scratch
        except OSError as error:
            if error.errno in FULL:
                raise cannot_write(error, path) from error
            raise  # of something else that the writer reads
        try:
            sync(scratch)
            scratch.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise cannot_write(error, path) from error


@contextmanager
def atomic_write(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Write bytes; `path` holds all of them at the end, or what it held before."""
    with atomic_path(path, private=private) as scratch, scratch.open("wb") as stream:
        yield stream


@contextmanager
def atomic_text(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    r"""Write text; a written "\n" becomes `newline`, and "" leaves it alone."""
    with (
        atomic_path(path) as scratch,
        scratch.open("w", encoding=encoding, newline=newline) as stream,
    ):
        yield stream


def cannot_write(error: OSError, path: Path) -> LeadbenchError:
    """Why a file was not written, and what to do about it."""
    if error.errno in FULL:
        return disk_full(path)
    what, remedy = {
        errno.ENOENT: ("The folder does not exist.", "Choose another folder."),
        errno.ENOTDIR: ("The folder does not exist.", "Choose another folder."),
        errno.ENAMETOOLONG: ("The name is too long.", "Choose a shorter name."),
        errno.EINVAL: ("The name is not allowed here.", "Choose another name."),
    }.get(error.errno or 0, ("", ""))
    if error.errno in _DENIED:
        what = "The file may not be written."
        remedy = "Close it in other programs, or choose another folder or name."
    return LeadbenchError(
        what or f"The file could not be written: {error.strerror or type(error).__name__}.",
        str(path),
        remedy or "Choose another folder, or try again.",
    )


def disk_full(path: Path) -> LeadbenchError:
    """The sentence for a disk that is full, with what is left of it."""
    return LeadbenchError(
        f"The disk is full: {free_space(path)} free are not enough. Nothing was changed.",
        str(path),
        "Free some space or choose another disk, then save again.",
    )


def free_space(path: Path) -> str:
    """The free space of the disk that a file is or would be on, for people."""
    folder = next((parent for parent in path.resolve().parents if parent.is_dir()), Path())
    try:
        return size_of(shutil.disk_usage(folder).free)
    except OSError:
        return "unknown space"


def size_of(count: float) -> str:
    """A number of bytes as people say it."""
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.{1 if unit and count < 10 else 0}f} {_UNITS[unit]}"


def _check(target: Path) -> None:
    """A device, a folder or a protected file must not be replaced."""
    if target.is_dir():
        raise LeadbenchError("This is a folder.", str(target), "Choose the name of a file.")
    if target.exists() and not target.is_file():
        raise LeadbenchError("This is not an ordinary file.", str(target), "Choose another name.")
    if target.exists() and not os.access(target, os.W_OK):
        raise LeadbenchError(
            "The file is write-protected.", str(target), "Choose another name or unprotect it."
        )


def _scratch(target: Path, private: bool) -> Path:
    """A new empty file beside the target, with the permissions that the target is to have."""
    _sweep(target.parent)
    scratch = target.with_name(f".leadbench-{secrets.token_hex(8)}.tmp")
    kept = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    mode = 0o600 if private else 0o666 if kept is None else kept
    os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))
    if kept is not None and not private and os.name != "nt":
        scratch.chmod(kept)  # the umask must not take away what the old file had
    return scratch


def _sweep(folder: Path) -> None:
    """Remove what a killed process left here: it may hold personal data."""
    for item in folder.glob(".leadbench-*.tmp"):
        with suppress(OSError):
            if time.time() - item.stat().st_mtime > _STALE:
                item.unlink()


def sync(path: Path) -> None:
    """Return when what was written to a file has reached the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring a new name to the disk, where that can be done: the file itself is there already."""
    with suppress(OSError):  # Windows and some network folders refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(scratch: Path) -> None:
    with suppress(OSError):
        scratch.unlink(missing_ok=True)
