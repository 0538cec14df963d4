"""One test of one field as a line: field, test, values, and how many leads it holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.leads.fields import Input, Kind
from models.scoring.conditions import SHAPES, Takes, Test, tests_for
from models.scoring.words import test_words
from widgets.editors.around import Around
from widgets.editors.draft_changes import part_of, with_field, with_test
from widgets.editors.draft_nodes import ActivityLeaf, Chosen, Leaf, Node
from widgets.editors.part_row import PartRow
from widgets.editors.pattern_words import pattern_note
from widgets.editors.value_inputs import ValueInput, make_input
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, Other, usable
from widgets.inputs.label import Label
from widgets.inputs.tools import switch

OTHERS = (
    Other("activity", "An activity", "", "flash"),
    Other("sequence", "One activity after another", "", "arrow-right"),
    Other("inactivity", "No activity for some days", "", "timer"),
)
"""What a condition can ask that is no field."""


class LeafRow(PartRow):
    """A part that asks a field of the lead; within a condition on details, a detail."""

    node: Leaf

    def __init__(self, parent: QWidget | None = None, *, of_details: bool = False) -> None:
        super().__init__(Leaf(), parent)
        self._input: ValueInput | None = None
        self.field = FieldChooser(self, thing="detail" if of_details else "field")
        self.test = ChoiceBox(self, name="Test")
        self.exact = switch("exactly", "Capital letters are told apart", self)
        self.words.add(self.field, self.test, self.exact)
        self._note = Label("", "text3", size=12, wrap=True, parent=self)
        self._column.addWidget(self._note)
        self.where = Label("where", "text2", parent=self)
        self.where.hide()
        self.words.flow.insert(0, self.where)
        self.field.picked.connect(self._pick_field)
        self.field.other.connect(self._pick_other)
        self.test.picked.connect(self._pick_test)
        self.exact.clicked.connect(lambda: self._do("exact"))

    def present(self, node: Node, around: Around) -> None:
        if not isinstance(node, Leaf):
            return
        leaf = node
        other_takes = self._input is None or leaf.takes is not self.node.takes
        self._take(leaf, around)
        item = around.find(leaf.field)
        self.field.present(
            leaf.field,
            around.fields if around.of_details else usable(around.fields),
            missing=around.lacks(leaf.field),
            free=around.of_details and not around.fields,
            others=self._others if not (around.of_accounts or around.of_details) else tuple,
        )
        unknown = None if around.of_details else SHAPES[leaf.test].kind
        self.test.present(_tests(item.kind if item is not None else unknown, leaf.test), leaf.test)
        self.test.setVisible(bool(leaf.field))
        self.exact.setVisible(leaf.exact)
        self.exact.setChecked(True)
        texts = SHAPES[leaf.test].kind in (Kind.TEXT, Kind.MULTIPLE)
        cased = texts and leaf.takes is not Takes.PATTERN
        self.tools.present(negated=leaf.negated, exact=leaf.exact if cased else None)
        if other_takes:
            self._change_input(leaf)
        if self._input is not None:
            self._input.present(leaf, lambda: around.offers(leaf.field))
            self._input.setVisible(bool(leaf.field))
        self._say()

    @property
    def is_missing(self) -> bool:
        """Whether the leads lack the field."""
        return bool(self.node.field) and self._around.find(self.node.field) is None

    def focus_first(self) -> None:
        """Where a new test begins: at its field; where that stands, at its values."""
        if not self.node.field:
            self.field.open()
        else:
            self._focus_values(Qt.FocusReason.TabFocusReason)

    def _focus_values(self, reason: Qt.FocusReason) -> None:
        """To the values, or to the test where it takes none."""
        takes_values = self._input is not None and self._input.focusProxy() is not None
        target = self._input if takes_values and self._input is not None else self.test
        target.setFocus(reason)

    def _others(self) -> Sequence[Other]:
        """What can be asked instead of a field; of types of activity those that are typed for."""
        known = self._around.activities
        types = () if known is None else known.types().types
        found = (Other((one.value,), one.value, "activity", always=False) for one in types)
        return (*OTHERS, *found)

    def _change_input(self, leaf: Leaf) -> None:
        if self._input is not None:
            self.words.flow.removeWidget(self._input)
            self._input.hide()
            self._input.deleteLater()
        self._input = make_input(leaf.takes, self)
        self._input.changed.connect(self._take_values)
        self.words.flow.insert(self.words.place_of(self.exact), self._input)
        self._input.show()
        # Tab follows the sentence: the values stand between the test and what is said about case.
        QWidget.setTabOrder(self.test, self._input)

    def _wrong(self) -> tuple[str, str]:
        leaf, around = self.node, self._around
        item = around.find(leaf.field)
        kind = SHAPES[leaf.test].kind
        typed = self._input.fault if self._input is not None else ""
        if typed:
            return typed, "err"
        if around.lacks(leaf.field):
            things, thing = ("activities", "detail") if around.of_details else ("leads", "field")
            things = "accounts" if around.of_accounts else things
            what = f"The {things} have no {thing} {leaf.field}."
            return f"{what} The test is false until then.", "err"
        if item is not None and kind not in (None, item.kind):
            return f"{item.name} is read as {item.kind}: choose a test for that.", "err"
        missing, token = super()._wrong()
        if leaf.takes is Takes.PATTERN and any(leaf.values) and missing:
            token = "err"
        return missing, token

    def _say(self) -> None:
        super()._say()
        pattern = next((value for value in self.node.values if value), "")
        note = ""
        if self.node.takes is Takes.PATTERN and self.node.field:
            hits = self._around.hits(self.node.field, str(pattern)) if pattern else None
            note = pattern_note(hits)
        self._note.present(note)
        self._note.setVisible(bool(note))

    def _pick_field(self, name: str) -> None:
        item = self._around.find(name)
        if item is None and self._around.of_details:
            item = Input(name)  # nobody knows its kind
        if item is not None:
            self._tell(with_field(self.node, item))
            self._focus_values(Qt.FocusReason.OtherFocusReason)  # the offers open

    def _pick_other(self, what: object) -> None:
        if isinstance(what, tuple):
            self._tell(ActivityLeaf(Chosen(what), negated=self.node.negated))
        elif isinstance(what, str):
            self._tell(part_of(what, self.node))

    def _pick_test(self, test: object) -> None:
        if isinstance(test, Test):
            self._tell(with_test(self.node, test))

    def _take_values(self, values: object, gesture: int) -> None:
        if isinstance(values, tuple):
            self._tell(replace(self.node, values=values), gesture)
        self._say()

    def _do(self, wish: str) -> None:
        if wish == "exact":
            self._tell(replace(self.node, exact=not self.node.exact))
        else:
            super()._do(wish)


def _tests(kind: Kind | None, current: Test) -> list[tuple[object, str]]:
    """The tests of a kind in words; the current one too, even where it does not fit."""
    offered = list(tests_for(kind)) if kind is not None else list(Test)
    if current not in offered:
        offered.insert(0, current)
    return [(test, test_words(test)) for test in offered]
