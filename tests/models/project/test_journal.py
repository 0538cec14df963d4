from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.problems import LeadbenchError
from models.project import journal as journal_module
from models.project.edits import AnyEdit, ChangeProject, SetPoints
from models.project.file import ProjectFile
from models.project.history import Entry, History, Op
from models.project.journal import Journal, gather
from tests.models.project.small_project import edit_of, entry, project, says_all


class Window:
    """What a session does with a history and its journal."""

    def __init__(self, path: Path) -> None:
        self.file = ProjectFile.create(path, project())
        self.history = self.file.load().history
        self.kept: list[str] = []
        self.failures: list[LeadbenchError] = []
        self.journal = Journal(self.file, self.kept.append, self.failures.append)

    def become(self, history: History) -> None:
        if history is not self.history:
            self.history = history
            self.journal.put(entry(history))

    def apply(self, edit: AnyEdit, gesture: str = "") -> None:
        self.become(self.history.apply(edit, gesture, "now", "Ann"))

    def on_disk(self) -> History:
        with ProjectFile.open(self.file.path, read_only=True) as reader:
            return reader.load().history


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path / "p.leadbench")
    yield window
    window.journal.close(discard=True)
    window.file.close()


def wait(condition: Callable[[], object], seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)


def test_that_an_edit_reaches_the_disk_by_itself_within_a_second(window: Window) -> None:
    window.apply(SetPoints("m1", "r1", 20))
    started = time.monotonic()
    wait(lambda: window.kept)
    assert time.monotonic() - started < 1.0
    assert window.on_disk() == window.history
    assert window.journal.waiting == 0


def test_that_edits_of_a_long_drag_reach_the_disk_while_it_lasts(window: Window) -> None:
    for value in range(20, 80):
        window.apply(SetPoints("m1", "r1", value), "drag")
        time.sleep(0.01)
    assert window.kept
    assert len(window.on_disk().done) == 1
    window.journal.flush()
    assert window.on_disk() == window.history


def test_that_putting_an_edit_never_waits_for_the_disk(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun = threading.Event(), threading.Event()
    real = window.file.append

    def slow(entries: list[Entry]) -> None:
        begun.set()
        assert go_on.wait(10)
        real(entries)

    monkeypatch.setattr(window.file, "append", slow)
    window.apply(SetPoints("m1", "r1", 20))
    assert begun.wait(10)
    for value in range(21, 60):
        window.apply(SetPoints("m1", "r1", value), "drag")
    assert window.journal.waiting == 2
    go_on.set()
    window.journal.flush()
    assert window.on_disk() == window.history


def test_that_flushing_leaves_nothing_waiting(window: Window) -> None:
    for number in range(30):
        window.apply(edit_of(number * 7, window.history.project))
    window.become(window.history.undo())
    window.become(window.history.save())
    window.become(window.history.redo())
    window.journal.flush()
    assert window.journal.waiting == 0
    assert window.on_disk() == window.history


def test_that_closing_writes_what_waits(window: Window) -> None:
    window.apply(SetPoints("m1", "r1", 20))
    window.journal.close()
    assert window.on_disk() == window.history
    assert not window.journal._thread.is_alive()


def test_that_failures_are_told_once_and_nothing_is_lost(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "GATHER", 0.01)
    monkeypatch.setattr(journal_module, "RETRY", (0.01, 0.02))
    real, tries = window.file.append, []

    def full(entries: list[Entry]) -> None:
        tries.append(len(entries))
        if len(tries) < 6:
            raise LeadbenchError("The disk is full.", "p", "Free some space.")
        real(entries)

    monkeypatch.setattr(window.file, "append", full)
    window.apply(SetPoints("m1", "r1", 20))
    wait(lambda: len(tries) > 2)
    assert window.kept == []
    window.apply(ChangeProject("Other", ""))
    wait(lambda: window.kept)
    assert len(window.failures) == 1
    assert window.on_disk() == window.history


def test_that_a_flush_that_fails_says_so_and_keeps_the_edits(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: list[Entry]) -> None:
        raise LeadbenchError("The disk is full.", "p", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(window.file, "append", full)
        window.apply(SetPoints("m1", "r1", 20), "drag")
        for act in (window.journal.flush, window.journal.close):
            with pytest.raises(LeadbenchError, match="disk is full"):
                act()
        assert window.journal.waiting == 1
        window.apply(SetPoints("m1", "r1", 21), "drag")
        assert window.journal.waiting == 1
    window.journal.flush()
    assert window.on_disk() == window.history


def test_that_work_can_be_saved_elsewhere_when_the_file_is_gone(
    window: Window, tmp_path: Path
) -> None:
    window.file.path.unlink()
    window.apply(SetPoints("m1", "r1", 20))
    with pytest.raises(LeadbenchError):
        window.journal.flush()
    saved = window.history.save("now", "Ann")
    window.journal.save_as(tmp_path / "q.leadbench", entry(saved))
    window.history = saved
    assert window.journal.waiting == 0
    window.apply(SetPoints("m1", "r1", 21))
    window.journal.flush()
    assert window.on_disk() == window.history
    assert window.history.saved == saved.project


def test_that_a_failed_save_as_keeps_the_edits_and_not_the_save(
    window: Window, tmp_path: Path
) -> None:
    window.apply(SetPoints("m1", "r1", 20))
    with pytest.raises(LeadbenchError):
        window.journal.save_as(tmp_path / "none" / "q.leadbench", entry(window.history.save()))
    window.journal.flush()
    assert window.on_disk() == window.history
    assert not window.on_disk().clean


def test_that_edits_of_a_file_open_for_reading_wait_for_save_as(tmp_path: Path) -> None:
    path = tmp_path / "p.leadbench"
    with ProjectFile.create(path, project()):
        file = ProjectFile.open(path, read_only=True)
        failures: list[LeadbenchError] = []
        journal = Journal(file, lambda _: None, failures.append)
        history = file.load().history.apply(SetPoints("m1", "r1", 20))
        journal.put(entry(history))
        with pytest.raises(LeadbenchError) as refused:
            journal.flush()
        assert says_all(refused.value)
        history = history.save()
        journal.save_as(tmp_path / "q.leadbench", entry(history))
        after = history.apply(SetPoints("m1", "r1", 21))
        journal.put(entry(after))
        journal.close()
        file.close()
    assert failures == []
    with ProjectFile.open(tmp_path / "q.leadbench") as file:
        assert file.load().history == after
    with ProjectFile.open(path) as file:
        assert file.load().history == History.of(project())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_that_a_bug_in_the_writer_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(_: list[Entry]) -> None:
        raise AssertionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(window.file, "append", bug)
        window.apply(SetPoints("m1", "r1", 20))
        wait(lambda: window.failures)
    assert says_all(window.failures[0])
    assert window.journal.waiting == 1


def test_that_gathering_makes_one_entry_of_a_gesture() -> None:
    edit, replaced = Entry(Op.EDIT, "a"), Entry(Op.REPLACE, "b")
    drop, undo = Entry(Op.DROP, ""), Entry(Op.UNDO, "")

    def gathered(*entries: Entry) -> list[tuple[str, str]]:
        pending: list[Entry] = []
        for item in entries:
            gather(pending, item)
        return [(item.op.value, item.label) for item in pending]

    assert gathered(edit, replaced, replaced) == [("edit", "b")]
    assert gathered(edit, replaced, drop) == []
    assert gathered(replaced, replaced) == [("replace", "b")]
    assert gathered(replaced, drop) == [("drop", "")]
    assert gathered(edit, edit, replaced) == [("edit", "a"), ("edit", "b")]
    assert gathered(undo, replaced) == [("undo", ""), ("replace", "b")]
    assert gathered(drop, edit) == [("drop", ""), ("edit", "a")]
