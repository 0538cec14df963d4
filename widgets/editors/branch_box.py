"""Parts that hold together: "all of these hold", the parts, and what can be added."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets import theme
from widgets.editors.activity_rows import NOT_OPEN, ActivityRow, InactiveRow, SequenceRow
from widgets.editors.around import Around
from widgets.editors.draft import fault
from widgets.editors.draft_nodes import (
    ActivityLeaf,
    Branch,
    InactiveLeaf,
    Joint,
    Leaf,
    Node,
    SequenceLeaf,
)
from widgets.editors.leaf_row import LeafRow
from widgets.editors.part_row import PartBox
from widgets.editors.part_tools import PartTools, part_wish
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced

JOINTS = [(joint, joint.value) for joint in Joint]


class BranchBox(PartBox):
    """`root`: the whole condition, without tools of its own. `of_details`: its parts ask details
    of activities; it stands under the activity, behind the word "where"."""

    node: Branch

    def __init__(
        self, parent: QWidget | None = None, *, root: bool = False, of_details: bool = False
    ) -> None:
        super().__init__(parent)
        self.node = Branch(Joint.ALL)
        self._root, self._of_details = root, of_details
        self._around = Around()
        self._children: list[PartBox] = []
        self._before = Label("If", "text2", parent=self)
        self.joint = ChoiceBox(self, name="How the conditions hold together")
        self._after = Label("of these hold:", "text2", parent=self)
        self.tools = PartTools(self)
        self._heading = Label("leads", "text2", size=12, parent=self)
        self._message = Label("", "text3", size=12, wrap=True, parent=self)
        self._set_up()
        self.joint.picked.connect(self._pick_joint)
        self.tools.asked.connect(self.asked)

    def _set_up(self) -> None:
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        spaced(head, 6)
        spaced(head, margins=(0 if self._root else 8, 3, 0, 3))
        for widget in (self._before, self.joint, self._after):
            head.addWidget(widget)
        head.addStretch(1)
        self._before.setVisible(self._root)
        if self._root:
            self.tools.hide()
            head.addWidget(self._heading)
            head.addSpacing(PartTools.width_of_tools())
        else:
            head.addWidget(self.tools)
            self._heading.hide()
        self._parts = QVBoxLayout()
        self._parts.setSpacing(0)
        foot = QHBoxLayout()
        spaced(foot, 6, margins=(6, 0, 0, 0 if self._is_where else 4))
        self.add_leaf = quiet_button("Condition", "plus", self)
        self.add_branch = quiet_button("Group", "plus", self)
        self.add_leaf.clicked.connect(lambda: self._add(Leaf()))
        self.add_branch.clicked.connect(lambda: self._add(Branch(Joint.ANY, (Leaf(),))))
        foot.addWidget(self.add_leaf)
        foot.addWidget(self.add_branch)
        foot.addWidget(self._message)
        foot.addStretch(1)
        for button in (self.add_leaf, self.add_branch):
            button.setVisible(not self._is_where)  # the lines have a plus of their own
        inner = QVBoxLayout()
        spaced(inner, margins=(12, 0, 0, 0))
        inner.setSpacing(0)
        inner.addLayout(self._parts)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        spaced(column, margins=(0 if self._root else 4, 0, 0, 0))
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(inner)

    def present(self, node: Node, around: Around) -> None:
        """Show a branch and all below it."""
        if not isinstance(node, Branch):
            return
        branch = node
        same = branch == self.node
        self.node, self._around = branch, around
        self.joint.present(JOINTS, branch.joint)
        several = len(branch.parts) > 1 or branch.joint in (Joint.NONE, Joint.NOT_ALL)
        show_joint = several or not self._root
        self._head.setHidden(self._is_where and not several)
        self.joint.setVisible(show_joint)
        first = self.lead if self._of_details else "If"
        every = "account" if around.of_accounts else "lead"
        self._before.present(first if branch.parts else f"For every {every}")
        text = "of these hold:" if show_joint else "this holds:" if branch.parts else ""
        self._after.present(text)
        if around.of_accounts:
            self._heading.hide()
        elif around.counts or not same:
            self.tools.count.present(around.count_of(branch))
            self._heading.setVisible(self._root and bool(around.counts) and bool(branch.parts))
        self._reconcile(branch.parts)
        missing = "" if self._root else fault(branch)
        if self._root and around.activities is None and any(map(_of_activities, self.rows())):
            missing = NOT_OPEN
        self._message.present(missing)
        self._message.setVisible(bool(missing))

    @property
    def _is_where(self) -> bool:
        """Whether it stands under an activity: a condition of its own behind "where"."""
        return self._root and self._of_details

    def focus_first(self) -> None:
        """The first thing to fill in."""
        if self._children:
            self._children[0].focus_first()
        else:
            self.add_leaf.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaf_rows(self) -> list[LeafRow]:
        """The lines of all tests of fields below, in reading order."""
        return [row for row in self.rows() if isinstance(row, LeafRow)]

    def rows(self) -> list[PartBox]:
        """All lines below, in reading order."""
        found: list[PartBox] = []
        for child in self._children:
            found += child.rows() if isinstance(child, BranchBox) else [child]
        return found

    def _reconcile(self, parts: tuple[Node, ...]) -> None:
        """Keep the widgets of parts that stay, so that the cursor stays in them."""
        old = self._children
        head = 0
        while head < min(len(old), len(parts)) and old[head].node == parts[head]:
            head += 1
        tail = 0
        most = min(len(old), len(parts)) - head
        while tail < most and old[-1 - tail].node == parts[-1 - tail]:
            tail += 1
        middle = old[head : len(old) - tail]
        wanted = parts[head : len(parts) - tail]
        kept = [
            child if _fits(child, part) else None
            for child, part in zip(middle, wanted, strict=False)
        ]
        for child in middle:
            if child not in kept:
                self._drop(child)
        fresh = [
            (kept[i] if i < len(kept) else None) or self._make(part, head + i)
            for i, part in enumerate(wanted)
        ]
        self._children = [*old[:head], *fresh, *old[len(old) - tail :]]
        for child, part in zip(self._children, parts, strict=True):
            child.present(part, self._around)
            if isinstance(child, LeafRow):
                child.where.present(self.lead)
                child.where.setVisible(self._is_where and len(parts) == 1)

    def _box(self, part: Node) -> PartBox:
        """The widget that shows parts of this sort."""
        match part:
            case Leaf():
                return LeafRow(self, of_details=self._of_details)
            case ActivityLeaf():
                return ActivityRow(where_box, self)
            case SequenceLeaf():
                return SequenceRow(where_box, self)
            case InactiveLeaf():
                return InactiveRow(self)
            case Branch():
                return BranchBox(self, of_details=self._of_details)

    def _make(self, part: Node, position: int) -> PartBox:
        child = self._box(part)
        child.changed.connect(lambda node, gesture, own=child: self._take(own, node, gesture))
        child.asked.connect(lambda wish, own=child: self._do(own, wish))
        self._parts.insertWidget(position, child)
        child.show()
        return child

    def _drop(self, child: QWidget) -> None:
        self._parts.removeWidget(child)
        child.hide()
        child.deleteLater()

    # Changes

    def _tell(self, branch: Branch, gesture: int = 0) -> None:
        if branch != self.node:
            self.changed.emit(branch, gesture)

    def _with(self, parts: tuple[Node, ...]) -> Branch:
        return replace(self.node, parts=parts)

    def _pick_joint(self, joint: object) -> None:
        if isinstance(joint, Joint):
            self._tell(replace(self.node, joint=joint))

    def _add(self, node: Node, position: int | None = None) -> None:
        parts = self.node.parts
        place = len(parts) if position is None else position
        self._tell(self._with((*parts[:place], node, *parts[place:])))
        if place < len(self._children):
            self._children[place].focus_first()

    def _take(self, child: PartBox, node: object, gesture: int) -> None:
        place = self._children.index(child)
        if isinstance(node, Node):
            parts = self.node.parts
            self._tell(self._with((*parts[:place], node, *parts[place + 1 :])), gesture)
            if place < len(self._children) and self._children[place] is not child:
                self._children[place].focus_first()  # another sort of part came in its place

    def _do(self, child: PartBox, wish: str) -> None:
        place = self._children.index(child)
        parts = self.node.parts
        match wish:
            case "add":
                self._add(Leaf(), place + 1)
            case "clone":
                self._add(parts[place], place + 1)
            case "remove":
                self._tell(self._with((*parts[:place], *parts[place + 1 :])))
                self._focus_near(place)
            case "wrap":
                whole = Branch(Joint.ALL, (parts[place],))
                self._tell(self._with((*parts[:place], whole, *parts[place + 1 :])))
            case "up" | "down":
                self._shift(place, place + (-1 if wish == "up" else 1))

    def _shift(self, place: int, target: int) -> None:
        if 0 <= target < len(self.node.parts):
            parts = list(self.node.parts)
            parts.insert(target, parts.pop(place))
            self._tell(self._with(tuple(parts)))
            self._children[target].focus_first()

    def _focus_near(self, place: int) -> None:
        if self._children:
            self._children[min(place, len(self._children) - 1)].focus_first()
        else:
            self.add_leaf.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = part_wish(event)
        if wish and not self._root:
            self.asked.emit(wish)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the left holds the parts together."""
        if len(self._children) < 2 and self._root:
            return
        painter = QPainter(self)
        x = theme.px(4) + (0 if self._root else theme.px(8))
        top = self._head.geometry().bottom()
        bottom = self.add_leaf.mapTo(self, QPoint(0, self.add_leaf.height())).y()
        if self._is_where:
            bottom = self.height()
        painter.fillRect(x, top, 2, bottom - top, theme.current().color("line"))


def _of_activities(row: PartBox) -> bool:
    return isinstance(row, ActivityRow | SequenceRow | InactiveRow)


def _fits(child: PartBox, part: Node) -> bool:
    return type(child.node) is type(part)


def where_box(parent: QWidget) -> PartBox:
    """The box of the conditions on an activity's details."""
    return BranchBox(parent, root=True, of_details=True)
