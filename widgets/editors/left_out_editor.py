"""Who is not scored: conditions by name, how many leads each leaves out, and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.figures import count, percent
from models.leads.fields import Input
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
from widgets.editors.condition_boxes import ConditionBox, ConditionBoxes
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


class LeftOutBox(ConditionBox):
    """One condition. `changed(LeftOut, gesture)`: it is whole; `asked("remove")`."""

    _part = "condition"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on = QCheckBox("Leave out", self)
        self.name = LineEdit(self, name="Name of these leads")
        self.told = Label("", "text2", size=12, wrap=True, parent=self)
        self.condition = BranchBox(self, root=True)
        remove = Tool("close", "Score these leads again and forget the condition", self)
        remove.clicked.connect(lambda: self.asked.emit("remove"))
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
        self._listen()

    def present(self, item: LeftOut, number: LeftOutCount | None, around: Around) -> None:
        """Show a condition and what it leaves out."""
        self.on.setChecked(not item.muted)
        self.on.setAccessibleName(f"Leave out {item.name}")
        self._show_item(item, around)
        self.told.present("Say which leads these are." if number is None else told(number))


class LeftOutEditor(ConditionBoxes):
    """All conditions and, below them, what could be left out. `edited(ChangeLeftOut, gesture)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        none = Label(
            "Nobody is left out yet. Existing customers, your own staff, tests and junk are better "
            "not scored; whoever is left out is counted wherever leads are.",
            "text2",
            wrap=True,
        )
        super().__init__(none, "Leads to leave out", parent)
        self._view = LeftOutView()
        self._caption = Label("Could be left out", weight=600, size=12, parent=self)
        self._offers = QVBoxLayout()
        spaced(self._offers, 2)
        column = self._column
        spaced(column, 10, margins=(RING, RING, RING, RING))  # room for the ring of the focus
        column.addSpacing(theme.px(6))
        column.addWidget(self._caption)
        column.addLayout(self._offers)
        column.addStretch(1)

    def present(self, view: LeftOutView) -> None:
        """Show the conditions; one that is not whole yet stays below them."""
        self._view = view
        self._show()

    def _show(self) -> None:
        super()._show()
        self._show_offers()  # anew: on the keyboard they come after the boxes, as on the page

    def _items(self) -> tuple[LeftOut, ...]:
        return self._view.left_out

    def _fields(self) -> Sequence[Input]:
        return self._view.around.fields

    def _make_box(self) -> LeftOutBox:
        return LeftOutBox(self)

    def _show_box(self, box: LeftOutBox, place: int) -> None:
        view = self._view
        if place < len(view.counts):
            box.present(view.left_out[place], view.counts[place], view.around)

    def _show_fresh(self, box: LeftOutBox, item: LeftOut) -> None:
        box.present(item, None, self._view.around)

    def _make_item(self) -> LeftOut:
        return LeftOut(_free_name("leads to leave out", self._view.left_out), AnyOf(()))

    def _edit(self, items: tuple[LeftOut, ...]) -> ChangeLeftOut:
        return ChangeLeftOut(items)

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

    def _accept(self, proposal: LeftOutProposal) -> None:
        item = LeftOut(_free_name(proposal.name, self._view.left_out), proposal.condition)
        self._tell([*self._view.left_out, item])


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
