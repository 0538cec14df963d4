from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from models.problems import LeadbenchError
from models.project.document import Project
from models.project.edits import ChangeProject, SetPoints
from models.project.file import ProjectFile
from models.project.lock import ProjectLock, lock_path
from models.project.recovery import discard, left_behind, recover, untitled_path
from tests.models.project.small_project import entry, leads, project, says_all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


def leave_behind(path: Path, document: Project, edits: int = 0) -> None:
    """As a killed window leaves it: the file, and the lock's file without its lock."""
    with ProjectFile.create(path, document, untitled=True) as opened:
        history = opened.load().history
        for number in range(edits):
            history = history.apply(SetPoints("m1", "r1", 100 + number))
            opened.append([entry(history)])
    lock_path(path).write_bytes(b"{}")


def test_that_the_folder_is_the_owners_alone(folder: Path) -> None:
    path = untitled_path(folder)
    assert path.parent == folder
    assert path != untitled_path(folder)
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_that_a_killed_windows_project_is_found_with_name_time_and_changes(folder: Path) -> None:
    path = untitled_path(folder)
    leave_behind(path, project(), 3)
    (item,) = left_behind(folder)
    assert (item.path, item.name, item.changes, item.problem) == (path, "Small", 3, None)
    assert item.time[:2] == "20"
    with recover(item) as file:
        loaded = file.load()
        assert file.untitled
        assert len(loaded.history.done) == loaded.unsaved == 3
        assert left_behind(folder) == ()
    assert len(left_behind(folder)) == 1


def test_that_the_newest_comes_first(folder: Path) -> None:
    for age, name in ((50, "Old"), (10, "New"), (30, "Middle")):
        path = untitled_path(folder)
        leave_behind(path, replace(project(), name=name), 1)
        os.utime(path, (1_700_000_000 - age * 60,) * 2)
    assert [item.name for item in left_behind(folder)] == ["New", "Middle", "Old"]


def test_that_projects_of_living_windows_are_left_alone(folder: Path) -> None:
    with ProjectFile.create(untitled_path(folder), Project(), untitled=True) as file:
        assert left_behind(folder) == ()
        assert file.path.exists()


def test_that_empty_projects_and_untouched_samples_are_removed(folder: Path) -> None:
    table = leads()
    leave_behind(untitled_path(folder), Project())
    leave_behind(untitled_path(folder, sample=True), project(table))
    imported = untitled_path(folder)
    leave_behind(imported, project(table))
    touched = untitled_path(folder, sample=True)
    leave_behind(touched, project(table), 1)
    assert {item.path for item in left_behind(folder)} == {imported, touched}
    assert set(folder.iterdir()) == {imported, touched}


def test_that_a_change_that_was_taken_back_is_none(folder: Path) -> None:
    path = untitled_path(folder)
    with ProjectFile.create(path, Project(), untitled=True) as file:
        history = file.load().history.apply(ChangeProject("Other", ""))
        file.append([entry(history)])
        file.append([entry(history.undo())])
    assert left_behind(folder) == ()


def test_that_discarding_leaves_nothing_and_spares_the_living(folder: Path) -> None:
    path = untitled_path(folder)
    leave_behind(path, project(), 1)
    lock = ProjectLock.take(path)
    assert lock is not None
    with pytest.raises(LeadbenchError) as refused:
        discard(path)
    assert says_all(refused.value)
    assert path.exists()
    lock.release()
    discard(path)
    assert list(folder.iterdir()) == []


def test_that_a_damaged_one_is_named_and_not_removed(folder: Path) -> None:
    path = untitled_path(folder)
    path.write_bytes(b"not a database at all, only text")
    (item,) = left_behind(folder)
    assert item.problem is not None
    assert path.exists()


def test_that_a_folder_that_is_not_there_holds_nothing(folder: Path) -> None:
    assert left_behind(folder) == ()


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LeadbenchError) as refused:
        untitled_path(tmp_path / "file" / "recovery")
    assert says_all(refused.value)
