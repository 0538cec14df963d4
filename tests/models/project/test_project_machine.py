"""Random sequences of what a person does to a project, held against lists of whole projects."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.project.document import Project
from models.project.edits import AnyEdit, SetPoints
from models.project.file import ProjectFile
from models.project.history import History
from models.project.journal import Journal
from tests.models.project.small_project import edit_of, entry, leads, project

numbers = st.integers(0, 400)


@dataclass
class Oracle:
    """What undo, redo and Save mean, said with whole projects: earlier, now, later, saved."""

    now: Project
    saved: Project
    earlier: list[Project] = field(default_factory=list)
    later: list[Project] = field(default_factory=list)
    drag: tuple[tuple[str, ...], Oracle] | None = None

    def apply(self, edit: AnyEdit, drag: bool) -> None:
        after = edit.apply(self.now)
        if after == self.now:
            return
        key = edit.merge_key
        begun = self.drag if drag and self.drag is not None and self.drag[0] == key else None
        if begun is not None and edit.apply(begun[1].now) == after:
            self.become(begun[1])
            if after == self.now:
                return
        start = self.copy()
        self.earlier.append(self.now)
        self.now, self.later = after, []
        self.drag = (key, start) if drag and key is not None else None

    def copy(self) -> Oracle:
        return Oracle(self.now, self.saved, [*self.earlier], [*self.later])

    def become(self, other: Oracle) -> None:
        self.now, self.earlier, self.later = other.now, [*other.earlier], [*other.later]
        self.drag = None

    def step(self, back: bool) -> None:
        source, target = (self.earlier, self.later) if back else (self.later, self.earlier)
        if source:
            target.append(self.now)
            self.now, self.drag = source.pop(), None

    def save(self) -> None:
        self.saved, self.drag = self.now, None

    def agrees(self, history: History) -> bool:
        return (
            history.project == self.now
            and history.saved == self.saved
            and [step.before for step in history.done] == self.earlier
            and [step.after for step in reversed(history.undone)] == self.later[::-1]
            and history.clean == (self.now == self.saved)
        )


class ProjectMachine(RuleBasedStateMachine):
    """A window with a journal, and an oracle. `possible`: what a killed window may leave."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="leadbench-machine-"))
        self.names = self.gestures = 0
        self.leads = leads()
        first = project(self.leads)
        self.oracle = Oracle(first, first)
        self.file = ProjectFile.create(self.name(), first, self.leads)
        self.begin()

    def begin(self) -> None:
        self.history = self.file.load().history
        self.journal = Journal(self.file, lambda _: None, self.failed)
        self.possible = [self.snapshot()]

    def failed(self, error: Exception) -> None:
        raise AssertionError(error)

    def name(self) -> Path:
        self.names += 1
        return self.folder / f"{self.names}.leadbench"

    def gesture(self) -> str:
        self.gestures += 1
        self.oracle.drag = None
        return str(self.gestures)

    def snapshot(self) -> Oracle:
        return self.oracle.copy()

    def take(self, history: History) -> None:
        if history is not self.history:
            self.history = history
            self.journal.put(entry(history))
            self.possible.append(self.snapshot())

    @rule(number=numbers)
    def edit(self, number: int) -> None:
        made = edit_of(number, self.oracle.now)
        self.oracle.apply(made, drag=False)
        self.take(self.history.apply(made, "", "now", "Ann"))

    @precondition(lambda self: any(self.oracle.now.models[0].rules()))
    @rule(values=st.lists(st.integers(0, 20), min_size=1, max_size=6), other=st.booleans())
    def drag(self, values: list[int], other: bool) -> None:
        rules = tuple(self.oracle.now.models[0].rules())
        gesture = self.gesture()
        for number, value in enumerate(values):
            target = rules[-1] if other and number % 3 == 2 else rules[0]
            made = SetPoints("m1", target.id, value)
            self.oracle.apply(made, drag=True)
            self.take(self.history.apply(made, gesture, "now", "Ann"))

    @rule(values=st.lists(numbers, min_size=2, max_size=5))
    def gesture_of_mixed_edits(self, values: list[int]) -> None:
        gesture = self.gesture()
        for number in values:
            made = edit_of(number, self.oracle.now)
            self.oracle.apply(made, drag=True)
            self.take(self.history.apply(made, gesture, "now", "Ann"))

    @rule(count=st.integers(1, 4), back=st.booleans())
    def step(self, count: int, back: bool) -> None:
        for _ in range(count):
            self.oracle.step(back)
            self.take(self.history.undo() if back else self.history.redo())

    @rule()
    def save(self) -> None:
        self.oracle.save()
        self.take(self.history.save())

    @rule()
    def flush(self) -> None:
        self.journal.flush()
        self.possible = [self.snapshot()]

    @rule()
    def save_as(self) -> None:
        self.oracle.save()
        history = self.history.save()
        self.journal.save_as(self.name(), entry(history))
        self.history = history
        self.possible = [self.snapshot()]

    @rule()
    def close_and_open(self) -> None:
        self.journal.close()
        self.file.close()
        self.file = ProjectFile.open(self.file.path)
        kept = self.history
        self.oracle.drag = None
        self.begin()
        assert self.history == kept

    @rule()
    def close_without_saving(self) -> None:
        self.journal.close(discard=True)
        self.file.close(discard=True)
        self.file = ProjectFile.open(self.file.path)
        saved = self.oracle.saved
        self.begin()
        assert self.history.project == saved
        assert self.history.clean
        self.oracle = Oracle(
            saved,
            saved,
            [step.before for step in self.history.done],
            [step.after for step in self.history.undone],
        )
        self.possible = [self.snapshot()]

    @rule()
    def be_killed(self) -> None:
        """A copy of the files between two transactions is what a kill leaves on the disk."""
        path, old = self.name(), self.file.path
        with self.file._guard:
            shutil.copyfile(old, path)
        self.journal.close(discard=True)
        self.file.close()
        self.file = ProjectFile.open(path)
        self.oracle.drag = None
        history = self.file.load().history
        left = [oracle for oracle in self.possible if oracle.agrees(history)]
        assert left, "not one of the states since the last flush"
        self.oracle = left[-1].copy()
        self.begin()

    @invariant()
    def the_oracle_agrees(self) -> None:
        assert self.oracle.agrees(self.history)

    def teardown(self) -> None:
        self.journal.close()
        table = self.file.load_table(self.leads.fingerprint)
        assert table is not None
        history = self.file.load().history
        assert history == self.history
        while history.done:
            history = history.undo()
        first = history.project
        assert first == (self.oracle.earlier[0] if self.oracle.earlier else self.oracle.now)
        self.file.close()
        shutil.rmtree(self.folder)


TestProjectMachine = ProjectMachine.TestCase
TestProjectMachine.settings = settings(max_examples=50, stateful_step_count=25)
