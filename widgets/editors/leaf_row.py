"""One test of one field as a line: field, test, values, and how many leads it holds for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.fields import Input, Kind
from models.leads.tally import ValueCount
from models.leads.text import key
from models.scoring.conditions import SHAPES, Condition, Test, tests_for
from models.scoring.words import test_words
from widgets.editors.draft import Leaf, Node, fault, is_whole, whole, with_field, with_test
from widgets.editors.part_tools import PartTools, part_wish
from widgets.editors.value_inputs import ValueInput, make_input
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.flow import FlowLayout
from widgets.inputs.label import Label
from widgets.inputs.tools import switch
from widgets.spacing import spaced

OffersOf = Callable[[str], Sequence[ValueCount]]


def nothing_offered(_field: str) -> Sequence[ValueCount]:
    """No values are known."""
    return ()


@dataclass(frozen=True)
class Around:
    """What a condition's editor has to know of the leads: fields, values, how many fit."""

    fields: tuple[Input, ...] = ()
    offers: OffersOf = nothing_offered
    counts: Mapping[Condition, int] = field(default_factory=dict)

    def find(self, name: str) -> Input | None:
        """The field of that name; None where the leads do not have it."""
        wanted = key(name)
        return next((item for item in self.fields if key(item.name) == wanted), None)

    def count_of(self, node: Node) -> str:
        """How many leads a part holds for; "" while nobody knows."""
        number = self.counts.get(whole(node)) if self.counts and is_whole(node) else None
        return "" if number is None else count(number)


class LeafRow(QWidget):
    """`changed(leaf, gesture)`: a person changed the test. `asked(wish)`: add, clone, remove, up,
    down: what only the branch around can do."""

    changed = Signal(object, int)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node = Leaf()
        self._around = Around()
        self._input: ValueInput | None = None
        self._words = QWidget(self)
        self._flow = FlowLayout(self._words, gap=4)
        self._flow.setContentsMargins(3, 3, 3, 3)  # room for the ring of the focus
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self.negate = switch("not", "True where this does not hold, also on a blank", self)
        self.field = FieldChooser(self)
        self.test = ChoiceBox(self, name="Test")
        self.exact = switch("exactly", "Capital letters are told apart", self)
        for widget in (self.negate, self.field, self.test, self.exact):
            self._flow.addWidget(widget)
        self.tools = PartTools(self)
        self._message = Label("", "text3", size=12, wrap=True, parent=self)
        line = QHBoxLayout()
        spaced(line, 8)
        line.addWidget(self._words, 1)
        line.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        spaced(column, 2, margins=(5, 1, 0, 1))
        column.addLayout(line)
        column.addWidget(self._message)
        self.field.picked.connect(self._pick_field)
        self.test.picked.connect(self._pick_test)
        self.negate.clicked.connect(lambda: self._do("not"))
        self.exact.clicked.connect(lambda: self._do("exact"))
        self.tools.asked.connect(self._do)

    def present(self, leaf: Leaf, around: Around) -> None:
        """Show a test, and offer what the leads have."""
        other_takes = self._input is None or leaf.takes is not self.node.takes
        same = leaf == self.node
        self.node, self._around = leaf, around
        item = around.find(leaf.field)
        missing = bool(leaf.field) and item is None and bool(around.fields)
        self.field.present(leaf.field, usable(around.fields), missing=missing)
        kind = item.kind if item is not None else SHAPES[leaf.test].kind
        self.test.present(_tests(kind, leaf.test), leaf.test)
        self.test.setVisible(bool(leaf.field))
        self.negate.setVisible(leaf.negated)
        self.negate.setChecked(True)
        self.exact.setVisible(leaf.exact)
        self.exact.setChecked(True)
        texts = SHAPES[leaf.test].kind in (Kind.TEXT, Kind.MULTIPLE)
        self.tools.present(negated=leaf.negated, exact=leaf.exact if texts else None)
        if other_takes:
            self._change_input(leaf)
        if self._input is not None:
            self._input.present(leaf, lambda: around.offers(leaf.field))
            self._input.setVisible(bool(leaf.field))
        if around.counts or not same:
            # While nobody counts, as in a drag, a part that stays keeps its number.
            self.tools.count.present(around.count_of(leaf))
        self._say(item)

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

    def _change_input(self, leaf: Leaf) -> None:
        if self._input is not None:
            self._flow.removeWidget(self._input)
            self._input.hide()
            self._input.deleteLater()
        self._input = make_input(leaf.takes, self)
        self._input.changed.connect(self._take_values)
        self._flow.insert(3, self._input)
        self._input.show()
        # Tab follows the sentence: the values stand between the test and what is said about case.
        QWidget.setTabOrder(self.test, self._input)

    def _say(self, item: Input | None) -> None:
        """What is wrong, or what is still missing."""
        leaf = self.node
        kind = SHAPES[leaf.test].kind
        typed = self._input.fault if self._input is not None else ""
        text, token = typed, "err"
        if not text and leaf.field and item is None and self._around.fields:
            text = f"The leads have no field {leaf.field}. The test is false until then."
        elif not text and item is not None and kind not in (None, item.kind):
            text = f"{item.name} is read as {item.kind}: choose a test for that."
        elif not text:
            missing = fault(leaf)
            text, token = (f"Not used yet. {missing}" if missing else ""), "text3"
        self._message.present(text, token)
        self._message.setVisible(bool(text))

    def _tell(self, leaf: Leaf, gesture: int = 0) -> None:
        if leaf != self.node:
            self.changed.emit(leaf, gesture)

    def _pick_field(self, name: str) -> None:
        item = self._around.find(name)
        if item is not None:
            self._tell(with_field(self.node, item))
            self._focus_values(Qt.FocusReason.OtherFocusReason)  # the offers open

    def _pick_test(self, test: object) -> None:
        if isinstance(test, Test):
            self._tell(with_test(self.node, test))

    def _take_values(self, values: object, gesture: int) -> None:
        if isinstance(values, tuple):
            self._tell(replace(self.node, values=values), gesture)
        self._say(self._around.find(self.node.field))

    def _do(self, wish: str) -> None:
        """What concerns the test alone is done here, the rest by the branch around."""
        if wish == "not":
            self._tell(replace(self.node, negated=not self.node.negated))
        elif wish == "exact":
            self._tell(replace(self.node, exact=not self.node.exact))
        else:
            self.asked.emit(wish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = part_wish(event)
        if wish:
            self._do(wish)
        else:
            super().keyPressEvent(event)


def _tests(kind: Kind | None, current: Test) -> list[tuple[object, str]]:
    """The tests of a kind in words; the current one too, even where it does not fit."""
    offered = list(tests_for(kind)) if kind is not None else list(Test)
    if current not in offered:
        offered.insert(0, current)
    return [(test, test_words(test)) for test in offered]
