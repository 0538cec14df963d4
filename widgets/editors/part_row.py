"""What every part of a condition is: a box that shows it, and a line of words with its tools."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.editors.around import Around
from widgets.editors.draft import UNFINISHED, fault
from widgets.editors.draft_nodes import Node, Part
from widgets.editors.part_tools import PartTools, part_wish
from widgets.inputs.flow import FlowLayout
from widgets.inputs.label import Label
from widgets.inputs.tools import switch
from widgets.spacing import spaced


class PartBox(QWidget):
    """`changed(node, gesture)`: a person changed the part. `asked(wish)`: add, clone, remove, up,
    down: what only the branch around can do. `lead`: the words before a condition on details."""

    changed = Signal(object, int)
    asked = Signal(str)
    node: Node
    lead = "where"

    def present(self, node: Node, around: Around) -> None:
        """Show the part, and offer what the leads have."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """To the first thing to fill in."""
        raise NotImplementedError


class WordsLine(QWidget):
    """Inputs that stand like words, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap=4)
        self.flow.setContentsMargins(3, 3, 3, 3)  # room for the ring of the focus
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self.flow.addWidget(widget)

    def place_of(self, widget: QWidget) -> int:
        """The position of a widget."""
        return self.flow.indexOf(widget)


class PartRow(PartBox):
    """A part on a line of its own: words, how many leads it holds for, what can be done with it.

    What it says under the line: what is wrong, or what is still missing.
    """

    node: Part

    def __init__(self, node: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node = node
        self._around = Around()
        self.words = WordsLine(self)
        self.negate = switch("not", "True where this does not hold, also on a blank", self)
        self.words.add(self.negate)
        self.tools = PartTools(self)
        self._message = Label("", "text3", size=12, wrap=True, parent=self)
        line = QHBoxLayout()
        spaced(line, 8)
        line.addWidget(self.words, 1)
        line.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        spaced(self._column, 2, margins=(5, 1, 0, 1))
        self._column.addLayout(line)
        self._column.addWidget(self._message)
        self.negate.clicked.connect(lambda: self._do("not"))
        self.tools.asked.connect(self._do)

    def _take(self, node: Part, around: Around) -> None:
        """Keep what is presented, and show what all parts show."""
        same = node == self.node
        self.node, self._around = node, around
        self.negate.setVisible(node.negated)
        self.negate.setChecked(True)
        self.tools.present(negated=node.negated)
        if around.counts or not same:
            # While nobody counts, as in a drag, a part that stays keeps its number.
            self.tools.count.present(around.count_of(node))

    def _wrong(self) -> tuple[str, str]:
        """What is wrong or missing, and the colour to say it in; "" where nothing is."""
        missing = fault(self.node)
        if missing == UNFINISHED:  # the condition itself says what it lacks
            missing = ""
        return (f"Not used yet. {missing}" if missing else ""), "text3"

    def _say(self) -> None:
        text, token = self._wrong()
        self._message.present(text, token)
        self._message.setVisible(bool(text))

    def _tell(self, node: Part, gesture: int = 0) -> None:
        if node != self.node:
            self.changed.emit(node, gesture)

    def _do(self, wish: str) -> None:
        """What concerns the part alone is done here, the rest by the branch around."""
        if wish == "not":
            self._tell(replace(self.node, negated=not self.node.negated))
        else:
            self.asked.emit(wish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = part_wish(event)
        if wish:
            self._do(wish)
        else:
            super().keyPressEvent(event)
