"""Who is not scored: conditions by name, how many leads each leaves out, and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.figures import count, percent
from models.leads.wording import count_of
from models.project.document import LeftOut
from models.project.edits import ChangeLeftOut
from models.project.population import LeftOutCount
from models.scoring.conditions import AnyOf
from models.scoring.left_out_proposals import LeftOutProposal
from models.scoring.words import plain, sentence
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.branch_box import BranchBox
from widgets.editors.draft import built, drawn, is_whole
from widgets.editors.draft_nodes import Branch, Joint, Leaf
from widgets.inputs.field_chooser import usable
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced
from widgets.switch import RING


@dataclass(frozen=True)
class LeftOutView:
    """What the editor shows: the conditions, what each leaves out, what is proposed."""

    left_out: tuple[LeftOut, ...] = ()
    counts: tuple[LeftOutCount, ...] = ()
    proposals: tuple[LeftOutProposal, ...] = ()
    around: Around = field(default_factory=Around)


class LeftOutBox(QWidget):
    """One condition. `changed(LeftOut, gesture)`: it is whole; `remove_asked`."""

    changed = Signal(object, int)
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: LeftOut | None = None
        self._draft = Branch(Joint.ALL)
        self._around = Around()
        self.on = QCheckBox("Leave out", self)
        self.name = LineEdit(self, name="Name of these leads")
        self.told = Label("", "text2", size=12, wrap=True, parent=self)
        self.condition = BranchBox(self, root=True)
        remove = Tool("close", "Score these leads again and forget the condition", self)
        remove.clicked.connect(self.remove_asked)
        head = QHBoxLayout()
        spaced(head, 8)
        head.addWidget(self.on)
        head.addWidget(self.name, 1)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        spaced(column, 6, margins=(10, 8, 4, 10))
        column.addLayout(head)
        column.addWidget(self.condition)
        column.addWidget(self.told)
        self.on.clicked.connect(lambda on: self._tell(0, muted=not on))
        self.name.written.connect(lambda text, gesture: self._tell(gesture, name=text))
        self.condition.changed.connect(self._take)

    @property
    def is_whole(self) -> bool:
        """Whether the condition lacks nothing."""
        return bool(self._draft.parts) and all(map(is_whole, self._draft.parts))

    def begin(self, item: LeftOut, around: Around) -> None:
        """Show one that has no condition yet."""
        self._item, self._draft = item, Branch(Joint.ALL, (Leaf(),))
        self.present(item, None, around)

    def present(self, item: LeftOut, number: LeftOutCount | None, around: Around) -> None:
        """Show a condition and what it leaves out."""
        before, self._item, self._around = self._item, item, around
        other = before is None or before.condition != item.condition
        if other and not (is_whole(self._draft) and built(self._draft) == item.condition):
            self._draft = drawn(item.condition)
        self.on.setChecked(not item.muted)
        self.on.setAccessibleName(f"Leave out {item.name}")
        self.name.show_text(item.name)
        self.condition.present(self._draft, around)
        self.told.present("Say which leads these are." if number is None else told(number))

    def _take(self, branch: object, gesture: int) -> None:
        if not isinstance(branch, Branch):
            return
        self._draft = branch
        self.condition.present(branch, self._around)
        when = built(branch) if self.is_whole else None
        if when is not None:
            self._tell(gesture, condition=when)

    def _tell(self, gesture: int, **changes: object) -> None:
        if self._item is None or changes.get("name") == "":
            return
        after = replace(self._item, **changes)  # type: ignore[arg-type]
        if after != self._item:
            self.changed.emit(after, gesture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line around what belongs together."""
        painter = QPainter(self)
        painter.setPen(theme.current().color("line"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.px(4), theme.px(4))


class LeftOutEditor(QWidget):
    """All conditions and, below them, what could be left out. `edited(ChangeLeftOut, gesture)`."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = LeftOutView()
        self._fresh: LeftOut | None = None
        self._boxes: list[LeftOutBox] = []
        self._list = QVBoxLayout()
        spaced(self._list, 8)
        self._none = Label(
            "Nobody is left out yet. Existing customers, your own staff, tests and junk are better "
            "not scored; whoever is left out is counted wherever leads are.",
            "text2",
            wrap=True,
            parent=self,
        )
        self.add = quiet_button("Leads to leave out", "plus", self)
        self.add.clicked.connect(self._add)
        self._caption = Label("Could be left out", weight=600, size=12, parent=self)
        self._offers = QVBoxLayout()
        spaced(self._offers, 2)
        column = QVBoxLayout(self)
        spaced(column, 10, margins=(RING, RING, RING, RING))  # room for the ring of the focus
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(6))
        column.addWidget(self._caption)
        column.addLayout(self._offers)
        column.addStretch(1)

    def present(self, view: LeftOutView) -> None:
        """Show the conditions; one that is not whole yet stays below them."""
        self._view = view
        self._show()

    def _show(self) -> None:
        view = self._view
        wanted = len(view.left_out) + (self._fresh is not None)
        self._none.setVisible(not wanted)
        self.add.setEnabled(self._fresh is None and bool(usable(view.around.fields)))
        while len(self._boxes) > wanted:
            box = self._boxes.pop()
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self._boxes) < wanted:
            self._boxes.append(self._make())
        for box, item, number in zip(self._boxes, view.left_out, view.counts, strict=False):
            box.present(item, number, view.around)
        self._show_offers()

    def _show_offers(self) -> None:
        there = {item.condition for item in self._view.left_out}
        offered = [item for item in self._view.proposals if item.condition not in there]
        while (item := self._offers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._caption.setVisible(bool(offered))
        for proposal in offered:
            which = plain(sentence(proposal.condition))
            words = (
                f"{proposal.name.capitalize()}: {count_of(proposal.leads, 'lead')} where {which}"
            )
            button = quiet_button(words, "plus", self)
            button.setAccessibleName(f"Leave out {words}")
            button.clicked.connect(lambda _=False, item=proposal: self._accept(item))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _make(self) -> LeftOutBox:
        box = LeftOutBox(self)
        box.changed.connect(lambda item, gesture, own=box: self._change(own, item, gesture))
        box.remove_asked.connect(lambda own=box: self._remove(own))
        self._list.addWidget(box)
        box.show()
        return box

    def _tell(self, items: Sequence[LeftOut], gesture: int = 0) -> None:
        if tuple(items) != self._view.left_out:
            self.edited.emit(ChangeLeftOut(tuple(items)), gesture)

    def _change(self, box: LeftOutBox, item: LeftOut, gesture: int) -> None:
        place = self._boxes.index(box)
        items = list(self._view.left_out)
        if place < len(items):
            items[place] = item
            self._tell(items, gesture)
        elif box.is_whole:
            self._fresh = None
            self._tell([*items, item], gesture)
        else:
            self._fresh = item
            box.present(item, None, self._view.around)

    def _remove(self, box: LeftOutBox) -> None:
        place = self._boxes.index(box)
        items = list(self._view.left_out)
        if place == len(items):
            self._fresh = None
            self._show()
            return
        del items[place]
        self._tell(items)

    def _accept(self, proposal: LeftOutProposal) -> None:
        item = LeftOut(_free_name(proposal.name, self._view.left_out), proposal.condition)
        self._tell([*self._view.left_out, item])

    def _add(self) -> None:
        """A condition to begin with; it leaves nobody out before it says whom."""
        name = _free_name("leads to leave out", self._view.left_out)
        self._fresh = LeftOut(name, AnyOf(()))
        self._show()
        box = self._boxes[-1]
        box.begin(self._fresh, self._view.around)
        box.condition.focus_first()


def _free_name(wanted: str, items: Sequence[LeftOut]) -> str:
    taken = {item.name for item in items}
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def told(number: LeftOutCount) -> str:
    """What a condition leaves out, and what history would go with it."""
    if not number.leads:
        return "No lead is such."
    verb = "would be" if number.muted else "is" if number.leads == 1 else "are"
    first = f"{count_of(number.leads, 'lead')} {verb} left out."
    if number.alone < number.leads:
        earlier = count(number.leads - number.alone)
        first = f"{first[:-1]}, {earlier} of them by an earlier line too."
    if not number.converted:
        return first
    return (
        f"{first} {count(number.converted)} of them converted "
        f"({percent(number.converted / number.known)}): what these leads were like is no longer "
        "part of the history."
    )
