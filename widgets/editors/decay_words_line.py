"""The decay of a group as a sentence of inputs: what fades, by which age, in which shape."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.leads.fields import Kind
from models.scoring.decay import Fades, Shape
from models.scoring.model import Group, ScoringModel
from widgets.editors.around import Around
from widgets.editors.days_edit import DaysEdit
from widgets.editors.decay_draft import DecayDraft
from widgets.editors.part_row import WordsLine
from widgets.editors.types_edit import TypesEdit
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced

WAYS: tuple[tuple[object, str], ...] = (
    (None, "do not fade"),
    (Fades.BY_ACTIVITY, "fade by activity"),
    (Fades.BY_GROUP, "fade by group"),
)
SHAPES: tuple[tuple[object, str], ...] = (
    (Shape.HALF_LIFE, "with a half-life of"),
    (Shape.LINEAR, "evenly over"),
    (Shape.WINDOW, "all at once after"),
    (Shape.STEPS, "in the steps below"),
)
AGES: tuple[tuple[object, str], ...] = (
    ("activity", "the last"),
    ("field", "the date"),
)


class DecayWords(QWidget):
    """`changed(draft, gesture)`: one thing of it was changed. `group.picked`: another group."""

    changed = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = DecayDraft()
        self._by_field = False
        self._first = WordsLine(self)
        self.group = ChoiceBox(self, name="Group")
        self.way = ChoiceBox(self, name="What fades")
        self.shape = ChoiceBox(self, name="How it fades")
        self.days = DaysEdit(self, name="Days", least=1)
        self._first.add(Label("The points of", "text2", parent=self), self.group, self.way)
        self._first.add(self.shape, self.days)
        self._second = WordsLine(self)
        self.age = ChoiceBox(self, name="What tells the age")
        self.types = TypesEdit(
            self, name="Types that tell the age", else_any=True, hint="activity of its rules"
        )
        self.field = FieldChooser(self)
        self._second.add(Label("The age is that of", "text2", parent=self), self.age)
        self._second.add(self.types, self.field)
        self._third = WordsLine(self)
        self.after = NumberEdit(self, name="Percent left after the last row", whole=True, least=0)
        self.undated = NumberEdit(self, name="Percent left without a date", whole=True, least=0)
        self._dateless = Label("% where there is no date", "text2", parent=self)
        self._third.add(self.after, Label("% is left after the last row", "text2", parent=self))
        self._third.add(self.undated, self._dateless)
        column = QVBoxLayout(self)
        spaced(column, 2, margins=(0, 0, 0, 0))
        for line in (self._first, self._second, self._third):
            column.addWidget(line)
        self._connect()

    def _connect(self) -> None:
        self.way.picked.connect(lambda way: self._tell(0, way=way))
        self.shape.picked.connect(lambda shape: self._tell(0, shape=shape))
        self.days.typed.connect(lambda days, g: self._tell(g, days=days))
        self.age.picked.connect(self._pick_age)
        self.types.changed.connect(lambda types: self._tell(0, types=types or (), field=""))
        self.field.picked.connect(lambda name: self._tell(0, field=name))
        self.after.typed.connect(lambda value, g: self._tell(g, after=_whole(value)))
        self.undated.typed.connect(lambda value, g: self._tell(g, undated=_whole(value)))

    def present(self, draft: DecayDraft, model: ScoringModel, group: Group, around: Around) -> None:
        """Show the decay of a group."""
        self._draft = draft
        self.group.present([(item.id, item.name) for item in model.groups], group.id)
        self.way.present(WAYS, draft.way)
        fades = draft.way is not None
        written = fades and draft.shape is not Shape.STEPS
        self.shape.present(SHAPES, draft.shape)
        self.shape.setVisible(fades)
        self.days.present(draft.days)
        self.days.setVisible(written)
        together = draft.way is Fades.BY_GROUP
        self._second.setVisible(together)
        self._by_field = together and (bool(draft.field) or self._by_field)
        if together:
            self._show_age(draft, around)
        self._third.setVisible(fades)
        self.undated.setVisible(together)  # an activity always has its day
        self._dateless.setVisible(together)
        self.after.present(None if draft.after is None else float(draft.after))
        self.undated.present(None if draft.undated is None else float(draft.undated))

    def _show_age(self, draft: DecayDraft, around: Around) -> None:
        self.age.present(AGES, "field" if self._by_field else "activity")
        self.types.setVisible(not self._by_field)
        self.types.present(draft.types, around)
        self.field.setVisible(self._by_field)
        dates = usable(around.fields, (Kind.DATE,))
        self.field.present(draft.field, dates, missing=around.lacks(draft.field))

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        faults = (
            "" if edit.isHidden() else edit.fault for edit in (self.days, self.after, self.undated)
        )
        return next(filter(None, faults), "")

    def _pick_age(self, age: object) -> None:
        """A date is told when its field is chosen; an activity at once."""
        self._by_field = age == "field"
        self.types.setVisible(not self._by_field)
        self.field.setVisible(self._by_field)
        if self._by_field:
            self.field.open()
        else:
            self._tell(0, field="")

    def _tell(self, gesture: int, **changes: object) -> None:
        after = replace(self._draft, **changes)  # type: ignore[arg-type]
        if after != self._draft:
            self.changed.emit(after, gesture)


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, float) else None
