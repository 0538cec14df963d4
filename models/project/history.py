"""The undo history as a value: what was done, what can be done again, and what was saved.

Each change returns a new history whose `last` says what the journal has to write.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.project.document import Project
from models.project.edits import AnyEdit

MOST_STEPS = 1_000


class Op(StrEnum):
    """What happened to the history. REPLACE and DROP mend the newest edit of an open gesture."""

    EDIT = "edit"
    REPLACE = "replace"
    DROP = "drop"
    UNDO = "undo"
    REDO = "redo"
    SAVE = "save"


@dataclass(frozen=True)
class Entry:
    """One happening as the journal keeps it. Only EDIT and REPLACE carry an edit."""

    op: Op
    label: str
    time: str = ""
    author: str = ""
    edit: AnyEdit | None = None


@dataclass(frozen=True)
class Step:
    """One undoable change with the project on both sides of it."""

    edit: AnyEdit
    before: Project
    after: Project
    label: str
    time: str = ""
    author: str = ""


@dataclass(frozen=True)
class History:
    """The project now, the steps that led here, and those that were undone (next to redo last).

    `saved` is the project as of the last Save. `last` is the entry for the journal; it takes no
    part in equality, nor does the open gesture.
    """

    project: Project
    saved: Project
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    last: Entry | None = field(default=None, compare=False)
    _gesture: str = field(default="", compare=False, repr=False)
    _start: History | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, project: Project) -> History:
        """The history of a project nothing was done to yet."""
        return cls(project, project)

    @property
    def clean(self) -> bool:
        """Nothing differs from the last Save, by whatever way it came back there."""
        return self.project == self.saved

    @property
    def undo_label(self) -> str:
        """What the next undo takes back; "" if there is nothing."""
        return self.done[-1].label if self.done else ""

    @property
    def redo_label(self) -> str:
        """What the next redo does again; "" if there is nothing."""
        return self.undone[-1].label if self.undone else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, oldest first; the first `len(done)` of them are done."""
        return self.done + self.undone[::-1]

    def apply(self, edit: AnyEdit, gesture: str = "", time: str = "", author: str = "") -> History:
        """The history after an edit; this very history if the edit changes nothing.

        Edits that follow each other with the same merge key and the same gesture (not "") are
        one step. A gesture that comes back to its start leaves the history as it was before it,
        redo included.
        """
        after = edit.apply(self.project)
        if after == self.project:
            return self
        start = self._start_of(edit, gesture, after)
        if start is not None and after == start.project:
            return replace(start, last=Entry(Op.DROP, self.undo_label, time, author))
        before = start or self
        label = edit.label(before.project)
        op = Op.EDIT if start is None else Op.REPLACE
        return replace(
            before.pushed(Step(edit, before.project, after, label, time, author)),
            last=Entry(op, label, time, author, edit),
            _gesture=gesture,
            _start=replace(before, last=None, _gesture="", _start=None) if gesture else None,
        )

    def _start_of(self, edit: AnyEdit, gesture: str, after: Project) -> History | None:
        """The history before the step that this edit may take the place of.

        It may not where the step did more than the edit would have done alone: a field that was
        made the lead id and then something else has taken the role from another.
        """
        start = self._start
        if start is None or gesture != self._gesture or edit.merge_key is None:
            return None
        if self.done[-1].edit.merge_key != edit.merge_key:
            return None
        return start if edit.apply(start.project) == after else None

    def pushed(self, step: Step) -> History:
        """The history with a step done; what was undone is forgotten, and what is too long ago."""
        return History(step.after, self.saved, (*self.done, step)[-MOST_STEPS:])

    def undo(self, time: str = "", author: str = "") -> History:
        """The history with the newest step taken back; this very one if there is none."""
        if not self.done:
            return self
        step = self.done[-1]
        return History(
            step.before,
            self.saved,
            self.done[:-1],
            (*self.undone, step),
            Entry(Op.UNDO, step.label, time, author),
        )

    def redo(self, time: str = "", author: str = "") -> History:
        """The history with the newest undone step done again; this very one if there is none."""
        if not self.undone:
            return self
        step = self.undone[-1]
        return History(
            step.after,
            self.saved,
            (*self.done, step),
            self.undone[:-1],
            Entry(Op.REDO, step.label, time, author),
        )

    def settled(self) -> History:
        """The same history; what comes next is a step of its own, whatever its gesture."""
        return replace(self, _gesture="", _start=None)

    def save(self, time: str = "", author: str = "") -> History:
        """The history with the project as it is now as the saved one."""
        return History(
            self.project, self.project, self.done, self.undone, Entry(Op.SAVE, "Save", time, author)
        )
