from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from models.exchange import atomic
from models.exchange.atomic import (
    atomic_path,
    atomic_text,
    atomic_write,
    cannot_write,
    free_space,
    size_of,
)
from models.problems import LeadbenchError

resource = pytest.importorskip("resource") if os.name != "nt" else None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    return path


def only(path: Path) -> bytes:
    """The content of the one file in its folder: nothing else was left behind."""
    assert list(path.parent.iterdir()) == [path]
    return path.read_bytes()


def write_half(stream: IO[Any], half: Any, error: BaseException) -> None:
    stream.write(half)
    raise error


def write_much(stream: IO[bytes]) -> None:
    for _ in range(50):
        stream.write(bytes(4000))


def says_all(error: LeadbenchError, path: Path) -> bool:
    problem = error.problem
    return (
        problem.what.endswith(".")
        and problem.remedy.endswith(".")
        and problem.where == str(path)
        and "Errno" not in problem.sentence()
    )


def test_that_a_written_file_takes_the_place_of_the_old_one(path: Path) -> None:
    with atomic_write(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"old"
    assert only(path) == b"new"


def test_that_text_has_the_encoding_and_line_ends_that_were_asked_for(path: Path) -> None:
    with atomic_text(path, encoding="utf-8-sig", newline="\r\n") as stream:
        stream.write("a\nü\n")
    assert only(path) == b"\xef\xbb\xbfa\r\n\xc3\xbc\r\n"
    with atomic_text(path) as stream:
        stream.write("a\r\n\n")
    assert only(path) == b"a\r\n\n"


def test_that_a_program_may_write_to_the_path_itself(path: Path) -> None:
    with atomic_path(path) as scratch:
        assert scratch.parent == path.parent
        scratch.unlink()
        scratch.write_bytes(b"by itself")
    assert only(path) == b"by itself"


class _Bug(Exception):
    pass


@pytest.mark.parametrize("error", [_Bug(), KeyboardInterrupt(), OSError(errno.EACCES, "another")])
def test_that_an_error_leaves_the_old_file_and_is_not_renamed(
    path: Path, error: BaseException
) -> None:
    with pytest.raises(type(error)) as raised, atomic_write(path) as stream:
        write_half(stream, b"half", error)
    assert raised.value is error
    assert only(path) == b"old"


def test_that_nothing_is_left_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(_Bug), atomic_text(tmp_path / "new.csv") as stream:
        write_half(stream, "half", _Bug())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("which", ["open", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_that_each_failing_step_leaves_the_old_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, which: str, code: int
) -> None:
    def failing(real: Callable[..., Any], when: Callable[..., bool]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            if when(*values):
                raise OSError(code, os.strerror(code), str(values[0]))
            return real(*values, **named)

        return call

    if which == "replace":
        monkeypatch.setattr(Path, "replace", failing(Path.replace, lambda *_: True))
    elif which == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", failing(os.fsync, lambda *_: True))
    else:
        new = failing(os.open, lambda _, flags, *__: flags & os.O_EXCL)
        monkeypatch.setattr(atomic.os, "open", new)
    with pytest.raises(LeadbenchError) as raised, atomic_write(path) as stream:
        stream.write(b"new")
    assert says_all(raised.value, path)
    if code == errno.ENOSPC:
        assert "disk is full" in raised.value.problem.what
        assert "free" in raised.value.problem.what
    assert only(path) == b"old"


def test_that_a_folder_that_cannot_be_synced_is_no_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(name: Path, flags: int, *rest: int) -> int:
        if flags == os.O_RDONLY:
            raise PermissionError(errno.EACCES, "no", str(name))
        return real(name, flags, *rest)

    monkeypatch.setattr(atomic.os, "open", refuse)
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert only(path) == b"new"


@pytest.mark.parametrize("limit", range(0, 200_000, 20_000))
def test_that_a_disk_that_fills_leaves_the_old_file(path: Path, limit: int) -> None:
    """The system's limit on a file's size makes writing fail as a full disk does, at any byte."""
    if resource is None:
        pytest.skip("this system has no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        with pytest.raises(LeadbenchError) as raised, atomic_write(path) as stream:
            write_much(stream)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "disk is full" in raised.value.problem.what
    assert says_all(raised.value, path)
    assert only(path) == b"old"


def test_that_folders_devices_and_protected_files_are_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [tmp_path]
    if os.name != "nt":
        refused.append(Path(os.devnull))
        fifo = tmp_path / "fifo"
        os.mkfifo(fifo)
        refused.append(fifo)
    for target in refused:
        with pytest.raises(LeadbenchError) as raised, atomic_write(target):
            pytest.fail("it must not come to writing")
        assert says_all(raised.value, target)
    monkeypatch.setattr(atomic.os, "access", lambda *_: False)
    with pytest.raises(LeadbenchError, match="write-protected"), atomic_write(path):
        pytest.fail("it must not come to writing")


def test_that_a_missing_folder_and_a_bad_name_are_told(tmp_path: Path) -> None:
    for target in (tmp_path / "none" / "a.csv", tmp_path / ("n" * 400)):
        with pytest.raises(LeadbenchError) as raised, atomic_write(target):
            pytest.fail("it must not come to writing")
        assert says_all(raised.value, target)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
def test_that_permissions_are_the_old_files_the_umasks_or_the_owners_alone(path: Path) -> None:
    def mode(of: Path) -> int:
        return stat.S_IMODE(of.stat().st_mode)

    path.chmod(0o664)
    with atomic_write(path):
        pass
    assert mode(path) == 0o664
    before = os.umask(0o027)
    try:
        with atomic_write(path.with_name("new")):
            pass
        with atomic_write(path.with_name("private"), private=True):
            pass
    finally:
        os.umask(before)
    assert mode(path.with_name("new")) == 0o640
    assert mode(path.with_name("private")) == 0o600


def test_that_a_link_stays_a_link(path: Path) -> None:
    link = path.with_name("link.csv")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("this system makes no links")
    with atomic_write(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_that_names_as_long_as_the_disk_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".csv")
    with atomic_write(path) as stream:
        stream.write(b"new")
    assert only(path) == b"new"


def test_that_what_killed_processes_left_goes_after_a_day(path: Path) -> None:
    old, new = (path.with_name(f".leadbench-{name}.tmp") for name in ("old", "new"))
    for item in (old, new):
        item.write_bytes(b"names and addresses")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    with atomic_write(path):
        pass
    assert not old.exists()
    assert new.exists()


WRITE = """
import sys
from pathlib import Path
from models.exchange.atomic import atomic_write
print("begun", flush=True)
number = 0
while True:
    number += 1
    with atomic_write(Path(sys.argv[1])) as stream:
        for _ in range(100):
            stream.write(bytes([number % 250]) * 5000)
"""


def test_that_a_killed_writer_leaves_a_whole_file(path: Path) -> None:
    for round_ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + 0.013 * round_)
        process.kill()
        process.communicate()
        content = path.read_bytes()
        assert content == b"old" or (len(content) == 500_000 and len(set(content)) == 1)


def test_that_sizes_are_told_as_people_say_them() -> None:
    said = [size_of(count) for count in (0, 999, 1500, 15_000, 999_999_999, 3.2e12, 5e16)]
    assert said == ["0 bytes", "999 bytes", "1.5 KB", "15 KB", "1000 MB", "3.2 TB", "50000 TB"]
    assert free_space(Path("nowhere", "at", "all"))[-1] in "Bs"


def test_that_every_reason_has_a_remedy(tmp_path: Path) -> None:
    for code in sorted(errno.errorcode):
        error = cannot_write(OSError(code, os.strerror(code)), tmp_path)
        assert says_all(error, tmp_path)
