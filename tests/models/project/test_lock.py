from __future__ import annotations

import getpass
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from models.problems import LeadbenchError
from models.project import lock as lock_module
from models.project.document import Project
from models.project.file import ProjectFile
from models.project.lock import Holder, ProjectLock, is_held, lock_path, read_holder
from tests.models.project.small_project import says_all

HOLD = """
import sys
from pathlib import Path
from models.project.lock import ProjectLock
lock = ProjectLock.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.leadbench"


def holding(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_that_a_second_window_is_told_who_has_the_project(path: Path) -> None:
    with ProjectFile.create(path, Project()):
        with pytest.raises(LeadbenchError, match="another window") as refused:
            ProjectFile.open(path)
        assert says_all(refused.value)
        said = refused.value.problem.what
        assert f"process {os.getpid()}" in said
        assert platform.node() in said
        assert getpass.getuser() in said
        assert "since 20" in said
    ProjectFile.open(path).close()


def test_that_another_process_is_refused_and_a_killed_ones_lock_is_taken_over(path: Path) -> None:
    process = holding(path)
    try:
        assert is_held(path)
        assert read_holder(path).pid == process.pid
        with pytest.raises(LeadbenchError, match=f"process {process.pid}"):
            ProjectLock.take(path)
    finally:
        process.kill()
        process.communicate()
    assert lock_path(path).exists() or os.name == "nt"
    assert not is_held(path)
    lock = ProjectLock.take(path)
    assert lock is not None
    assert is_held(path)
    lock.release()


def test_that_a_released_lock_leaves_no_file(path: Path) -> None:
    lock = ProjectLock.take(path)
    assert lock is not None
    assert json.loads(lock_path(path).read_bytes())["pid"] == os.getpid()
    lock.release()
    lock.release()
    assert list(path.parent.iterdir()) == []


def test_that_a_lock_file_full_of_nonsense_is_no_obstacle(path: Path) -> None:
    for content in (b"", b"{", b"[]", b'{"pid": "x"}', bytes(range(256)), b"7"):
        lock_path(path).write_bytes(content)
        assert read_holder(path) == Holder()
        lock = ProjectLock.take(path)
        assert lock is not None
        assert read_holder(path).pid == os.getpid()
        lock.release()


def test_that_a_refusal_without_a_name_is_still_a_sentence(path: Path) -> None:
    lock = ProjectLock.take(path)
    assert lock is not None
    lock_path(path).write_bytes(b"")
    with pytest.raises(LeadbenchError, match=r"open in another window\.") as refused:
        ProjectLock.take(path)
    assert says_all(refused.value)
    lock.release()


def test_that_a_link_to_a_project_is_the_same_project(path: Path) -> None:
    link = path.with_name("link.leadbench")
    with ProjectFile.create(path, Project()):
        try:
            link.symlink_to(path)
        except OSError:
            pytest.skip("this system makes no links")
        with pytest.raises(LeadbenchError, match="another window"):
            ProjectFile.open(link)


def test_that_names_of_any_length_can_be_locked(tmp_path: Path) -> None:
    name = "n" * 236 + ".leadbench"
    with (
        ProjectFile.create(tmp_path / name, Project()),
        pytest.raises(LeadbenchError, match="another window"),
    ):
        ProjectFile.open(tmp_path / name)


def test_that_a_lock_whose_file_went_while_we_waited_for_it_is_taken_on_the_new_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its holder removes the file when it lets go: a lock on that file would keep nobody out."""
    if os.name == "nt":
        pytest.skip("there an open file cannot be removed")
    real, calls = lock_module._lock, []

    def late(handle: int) -> None:
        if not calls:
            lock_path(path).unlink()
        calls.append(handle)
        real(handle)

    monkeypatch.setattr(lock_module, "_lock", late)
    lock = ProjectLock.take(path)
    assert lock is not None
    with pytest.raises(LeadbenchError, match="another window"):
        ProjectLock.take(path)
    lock.release()


def test_that_a_lock_removed_by_hand_does_not_break_the_next(path: Path) -> None:
    first = ProjectLock.take(path)
    assert first is not None
    if os.name == "nt":
        first.release()
        pytest.skip("there it cannot be removed")
    lock_path(path).unlink()
    second = ProjectLock.take(path)
    assert second is not None
    second.release()
    first.release()
