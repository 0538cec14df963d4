"""The words that say which activities, and what of them: inputs that stand in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.leads.fields import Kind
from models.scoring.conditions import OF_A_DETAIL, Measure
from widgets.editors.around import Around
from widgets.editors.days_edit import DaysEdit
from widgets.editors.draft_changes import with_measure
from widgets.editors.draft_nodes import ActivityLeaf, Branch, Chosen, Joint, Leaf
from widgets.editors.part_row import PartBox, WordsLine
from widgets.editors.types_edit import TypesEdit
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button

MEASURES = (
    (Measure.COUNT, "count of"),
    (Measure.DISTINCT, "number of different"),
    (Measure.SUM, "sum of"),
    (Measure.SINCE_LAST, "days since the last"),
    (Measure.SINCE_FIRST, "days since the first"),
    (Measure.LAST, "the last day of"),
    (Measure.FIRST, "the first day of"),
)
WINDOWS = ((False, "at any time"), (True, "in the last"))
MakeBox = Callable[[QWidget], PartBox]


class ChosenParts(QObject):
    """Which activities: types, how old, and behind a button conditions on details.

    `changed(chosen, gesture)`. `where`: the box of the conditions on details, which stands under
    the line, since it can be long.
    """

    changed = Signal(object, int)

    def __init__(self, line: WordsLine, make_where: MakeBox, *, name: str = "") -> None:
        super().__init__(line)
        self._chosen = Chosen()
        self.types = TypesEdit(line, name=name or "Types of activity")
        self.window = ChoiceBox(line, name="How old the activities may be")
        self.days = DaysEdit(line, name="Days")
        self.add_where = quiet_button("where", "plus", line)
        self.add_where.setAccessibleName("Add a condition on details")
        self.where = make_where(line.parentWidget() or line)
        self.types.changed.connect(lambda types: self._tell(0, types=types))
        self.window.picked.connect(self._pick_window)
        self.days.typed.connect(lambda days, g: self._tell(g, days=days))
        self.add_where.clicked.connect(self._begin_where)
        self.where.changed.connect(lambda branch, g: self._tell(g, where=branch))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The inputs in the order of the sentence."""
        return (self.types, self.window, self.days)

    def present(self, chosen: Chosen, around: Around, *, window: bool = True) -> None:
        """Show which activities; `window` False: nothing is said of their age."""
        self._chosen = chosen
        self.types.present(chosen.types, around)
        self.window.present(WINDOWS, chosen.windowed)
        self.window.setVisible(window)
        self.days.present(chosen.days)
        self.days.setVisible(window and chosen.windowed)
        self.where.present(chosen.where, around.details(chosen.types or ()))
        asked = bool(chosen.where.parts)
        self.where.setVisible(asked)
        self.add_where.setVisible(not asked and chosen.types is not None)

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        return self.days.fault if self._chosen.windowed else ""

    def _tell(self, gesture: int, **changes: object) -> None:
        after = replace(self._chosen, **changes)  # type: ignore[arg-type]
        if after != self._chosen:
            self._chosen = after
            self.changed.emit(after, gesture)

    def _pick_window(self, windowed: object) -> None:
        days = self._chosen.days if self._chosen.days is not None else 30
        self._tell(0, windowed=windowed is True, days=days)
        if windowed is True:
            self.days.setFocus(Qt.FocusReason.TabFocusReason)
            self.days.select_all()

    def _begin_where(self) -> None:
        self._tell(0, where=Branch(Joint.ALL, (Leaf(),)))
        self.where.focus_first()


class QuantityParts(QObject):
    """What is measured of which activities. `changed(leaf, gesture)`: another quantity."""

    changed = Signal(object, int)

    def __init__(self, line: WordsLine, make_where: MakeBox) -> None:
        super().__init__(line)
        self._leaf = ActivityLeaf()
        self.measure = ChoiceBox(line, name="What is measured")
        self.detail = FieldChooser(line, thing="detail")
        self.of = Label("of", "text2", parent=line)
        self.chosen = ChosenParts(line, make_where)
        self.measure.picked.connect(self._pick_measure)
        self.detail.picked.connect(lambda name: self._tell(replace(self._leaf, detail=name)))
        self.chosen.changed.connect(lambda of, g: self._tell(replace(self._leaf, of=of), g))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The inputs in the order of the sentence."""
        return (self.measure, self.detail, self.of, *self.chosen.widgets)

    def present(self, leaf: ActivityLeaf, around: Around, *, measured: bool = True) -> None:
        """Show a quantity; `measured` False: only which activities."""
        self._leaf = leaf
        self.measure.present(MEASURES, leaf.measure)
        self.measure.setVisible(measured)
        of_detail = measured and leaf.measure in OF_A_DETAIL
        self.detail.setVisible(of_detail)
        self.of.setVisible(of_detail)
        if of_detail:
            self._show_detail(leaf, around.details())
        self.chosen.present(leaf.of, around)

    def _show_detail(self, leaf: ActivityLeaf, around: Around) -> None:
        sums = leaf.measure is Measure.SUM
        fitting = [item for item in around.fields if not sums or item.kind is Kind.NUMBER]
        self.detail.present(
            leaf.detail,
            fitting or around.fields,
            missing=around.lacks(leaf.detail),
            free=not around.fields,
        )

    def _tell(self, leaf: ActivityLeaf, gesture: int = 0) -> None:
        if leaf != self._leaf:
            self._leaf = leaf
            self.changed.emit(leaf, gesture)

    def _pick_measure(self, measure: object) -> None:
        if isinstance(measure, Measure):
            self._tell(with_measure(self._leaf, measure))
            if measure in OF_A_DETAIL and not self._leaf.detail:
                self.detail.open()
