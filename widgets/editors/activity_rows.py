"""Activities as lines of a condition: a quantity, a sequence, inactivity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.leads.text import key
from models.scoring.conditions import Test
from models.scoring.words import test_words
from widgets.editors.around import Around
from widgets.editors.days_edit import DaysEdit
from widgets.editors.draft_changes import measure_tests, with_other_test
from widgets.editors.draft_nodes import ActivityLeaf, InactiveLeaf, Leaf, Node, SequenceLeaf
from widgets.editors.part_row import PartRow
from widgets.editors.quantity_parts import ChosenParts, MakeBox, QuantityParts
from widgets.editors.types_edit import TypesEdit
from widgets.editors.value_inputs import ValueInput, make_input
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.offers import no_offers

NOT_OPEN = "No activities are open: type their names, or open their file on the page Data."


def types_note(types: Iterable[str], around: Around) -> tuple[str, str]:
    """What to know of the types that are asked: one of them does not occur."""
    if around.activities is None:
        return "", "text3"
    counts = around.activities.types()
    known = {key(one.value) for one in counts.types}
    lost = [name for name in types if key(name) not in known]
    if not lost or not counts.whole:
        return "", "text3"
    told = " or ".join(f"\u201c{name}\u201d" for name in lost[:3])
    return f"No activity is of the type {told}.", "warn"


class ActivityRow(PartRow):
    """How often, how many different, how much, how long ago."""

    node: ActivityLeaf

    def __init__(self, make_where: MakeBox, parent: QWidget | None = None) -> None:
        super().__init__(ActivityLeaf(), parent)
        self._input: ValueInput | None = None
        self.quantity = QuantityParts(self.words, make_where)
        self.test = ChoiceBox(self, name="Test")
        where = self.quantity.chosen
        self.words.add(*self.quantity.widgets, self.test, where.add_where)
        self._column.insertWidget(1, where.where)
        self.quantity.changed.connect(self._tell)
        self.test.picked.connect(self._pick_test)

    def present(self, node: Node, around: Around) -> None:
        if not isinstance(node, ActivityLeaf):
            return
        other = self._input is None or node.takes is not self.node.takes
        self._take(node, around)
        self.quantity.present(node, around)
        self.test.present(
            [(test, test_words(test)) for test in measure_tests(node.measure)], node.test
        )
        if other:
            self._change_input(node)
        if self._input is not None:
            self._input.present(Leaf("", node.test, node.values), no_offers)
        self._say()

    def focus_first(self) -> None:
        """To the types; where they stand, to the number."""
        if self.node.of.types is None:
            self.quantity.chosen.types.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._input is not None and self._input.focusProxy() is not None:
            self._input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.test.setFocus(Qt.FocusReason.TabFocusReason)

    def _change_input(self, leaf: ActivityLeaf) -> None:
        if self._input is not None:
            self.words.flow.removeWidget(self._input)
            self._input.hide()
            self._input.deleteLater()
        self._input = make_input(leaf.takes, self)
        self._input.changed.connect(self._take_values)
        place = self.words.place_of(self.quantity.chosen.add_where)
        self.words.flow.insert(place, self._input)
        self._input.show()
        QWidget.setTabOrder(self.test, self._input)

    def _wrong(self) -> tuple[str, str]:
        chosen = self.quantity.chosen
        typed = (self._input.fault if self._input is not None else "") or chosen.fault
        if typed:
            return typed, "err"
        missing, token = super()._wrong()
        if missing:
            return missing, token
        if self._around.details().lacks(self.node.detail):
            return f"The activities have no detail {self.node.detail}.", "err"
        return types_note(self.node.of.types or (), self._around)

    def _pick_test(self, test: object) -> None:
        if isinstance(test, Test):
            self._tell(with_other_test(self.node, test))

    def _take_values(self, values: object, gesture: int) -> None:
        if isinstance(values, tuple):
            self._tell(replace(self.node, values=values), gesture)
        self._say()


class SequenceRow(PartRow):
    """One activity is followed by another within some days."""

    node: SequenceLeaf

    def __init__(self, make_where: MakeBox, parent: QWidget | None = None) -> None:
        super().__init__(SequenceLeaf(), parent)
        self.first = ChosenParts(self.words, make_where, name="What comes first")
        self.then = ChosenParts(self.words, make_where, name="What comes then")
        self.first.where.lead, self.then.where.lead = "the first where", "the second where"
        self.within = DaysEdit(self, name="Days within which it follows")
        follows = Label("is followed by", "text2", parent=self)
        within = Label("within", "text2", parent=self)
        self.words.add(*self.first.widgets, self.first.add_where, follows)
        self.words.add(*self.then.widgets, self.then.add_where)
        self.words.add(within, self.within)
        self._column.insertWidget(1, self.first.where)
        self._column.insertWidget(2, self.then.where)
        self.first.changed.connect(lambda of, g: self._tell(replace(self.node, first=of), g))
        self.then.changed.connect(lambda of, g: self._tell(replace(self.node, then=of), g))
        self.within.typed.connect(self._take_days)

    def present(self, node: Node, around: Around) -> None:
        if not isinstance(node, SequenceLeaf):
            return
        self._take(node, around)
        self.first.present(node.first, around)
        # What follows is as new as what it follows: its own age is asked by few.
        self.then.present(node.then, around, window=node.then.windowed)
        self.within.present(node.within)
        self._say()

    def focus_first(self) -> None:
        """To what is not chosen yet, else to the days."""
        for parts, of in ((self.first, self.node.first), (self.then, self.node.then)):
            if of.types is None:
                parts.types.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.within.setFocus(Qt.FocusReason.TabFocusReason)

    def _wrong(self) -> tuple[str, str]:
        typed = self.within.fault or self.first.fault or self.then.fault
        if typed:
            return typed, "err"
        missing, token = super()._wrong()
        if missing:
            return missing, token
        asked = (*(self.node.first.types or ()), *(self.node.then.types or ()))
        return types_note(asked, self._around)

    def _take_days(self, days: object, gesture: int) -> None:
        self._tell(replace(self.node, within=_days(days)), gesture)
        self._say()


class InactiveRow(PartRow):
    """Nothing happened for more than some days."""

    node: InactiveLeaf

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(InactiveLeaf(), parent)
        self.types = TypesEdit(self, name="Types of activity that stopped", else_any=True)
        self.days = DaysEdit(self, name="Days without activity")
        no = Label("no", "text2", parent=self)
        more = Label("for more than", "text2", parent=self)
        self.words.add(no, self.types, more, self.days)
        self.types.changed.connect(lambda types: self._tell(replace(self.node, types=types or ())))
        self.days.typed.connect(self._take_days)

    def present(self, node: Node, around: Around) -> None:
        if not isinstance(node, InactiveLeaf):
            return
        self._take(node, around)
        self.types.present(node.types, around)
        self.days.present(node.days)
        self._say()

    def focus_first(self) -> None:
        """To the days."""
        self.days.setFocus(Qt.FocusReason.TabFocusReason)
        self.days.select_all()

    def _wrong(self) -> tuple[str, str]:
        if self.days.fault:
            return self.days.fault, "err"
        missing, token = super()._wrong()
        return (missing, token) if missing else types_note(self.node.types, self._around)

    def _take_days(self, days: object, gesture: int) -> None:
        self._tell(replace(self.node, days=_days(days)), gesture)
        self._say()


def _days(days: object) -> int | None:
    return days if isinstance(days, int) else None
