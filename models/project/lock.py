"""One window per project: a lock beside the file that dies with the process which holds it."""

from __future__ import annotations

import errno
import getpass
import hashlib
import json
import os
import platform
import sys
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from models.problems import LeadbenchError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LONGEST_NAME = 240
_FAR = 1 << 30  # Windows locks bytes against reading too: one far behind the text
_BUSY = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})
_UNABLE = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})


@dataclass(frozen=True)
class Holder:
    """Who has a project open."""

    pid: int = 0
    host: str = ""
    user: str = ""
    since: str = ""

    def told(self) -> str:
        """The holder in words, as far as known."""
        parts = [f"by {self.user}" if self.user else "", f"on {self.host}" if self.host else ""]
        parts.append(f"since {self.since.replace('T', ' ')[:16]}" if self.since else "")
        parts.append(f"process {self.pid}" if self.pid else "")
        return ", ".join(part for part in parts if part)


class ProjectLock:
    """A held lock on a project's file; `release` gives it back, and so does any death."""

    def __init__(self, beside: Path, handle: int) -> None:
        self._beside = beside
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> ProjectLock | None:
        """Lock the project at `path`; None where the disk knows no locks.

        Raises LeadbenchError if another window has it, OSError if the folder may not be written.
        """
        beside = lock_path(path)
        while True:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
            except OSError as error:
                os.close(handle)
                if error.errno in _UNABLE:
                    return None
                if error.errno in _BUSY:
                    raise _refused(path, read_holder(path)) from None
                raise
            if _is_the_file(handle, beside):
                break
            os.close(handle)  # its holder removed it between our opening and our locking
        lock = cls(beside, handle)
        lock._sign()
        return lock

    def _sign(self) -> None:
        """Write who holds it, for those who are refused."""
        assert self._handle is not None
        text = json.dumps(asdict(_this_process())).encode("ascii")
        # Whoever cannot read the name is refused all the same: a full disk is no reason to fail.
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.write(self._handle, text)

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._handle is None:
            return
        if os.name != "nt":  # there an open file cannot go
            with suppress(OSError):
                self._beside.unlink()
        os.close(self._handle)
        self._handle = None
        if os.name == "nt":
            with suppress(OSError):
                self._beside.unlink()


def take_within(path: Path, stack: ExitStack) -> ProjectLock | None:
    """Lock a file that is about to be made; the stack gives it back if that fails."""
    try:
        lock = ProjectLock.take(path)
    except OSError:
        return None  # writing itself will say what is wrong with the folder
    if lock is not None:
        stack.callback(lock.release)
    return lock


def lock_path(path: Path) -> Path:
    """The file beside a project that its lock is on."""
    path = path.resolve()
    name = f".{path.name}.lock"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()}.lock"
    return path.with_name(name)


def read_holder(path: Path) -> Holder:
    """Who says to have the project open; an empty holder where nobody or nothing readable is."""
    try:
        text = json.loads(lock_path(path).read_bytes()[:4096])
        return Holder(int(text["pid"]), str(text["host"]), str(text["user"]), str(text["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


def is_held(path: Path) -> bool:
    """Whether a living process has the project open."""
    if not lock_path(path).exists():
        return False
    try:
        lock = ProjectLock.take(path)
    except LeadbenchError:
        return True
    if lock is not None:
        lock.release()
    return False


def _this_process() -> Holder:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = ""  # a container without a user database
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Holder(os.getpid(), platform.node(), user, now)


def _refused(path: Path, holder: Holder) -> LeadbenchError:
    who = holder.told()
    return LeadbenchError(
        f"The project is open in another window{f' ({who})' if who else ''}.",
        str(path),
        "Go on in that window or close it, or open the project for reading only.",
    )


def _is_the_file(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
