"""What sales can do and what it is worth: the figures that thresholds are chosen by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.thresholds.wishes import Sales
from widgets import theme
from widgets.card import Card
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced

WIDTH = 72


@dataclass(frozen=True)
class SalesWords:
    """What stands beside the figures: `capacity` in a week, `pays` from which chance a lead does,
    `offer` for the value of a win ("" none) and the value itself, `faults`, `mind`: what to keep in
    mind; `currencies` that can be chosen.
    """

    capacity: str = ""
    pays: str = ""
    offer: str = ""
    offered: float = 0.0
    faults: tuple[str, ...] = ()
    mind: str = ""
    currencies: Sequence[str] = ("\u20ac",)


class SalesForm(QWidget):
    """`edited(sales, gesture)` tells what a person said; presenting never emits."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sales = Sales()
        self._words = SalesWords()
        self.people = self._number("People who work leads")
        self.touches = self._number("Leads a day each of them can work")
        self.days = self._number("Days of work in a week")
        self.cost = self._number("Cost of working one lead")
        self.win = self._number("Value of one conversion")
        self.precision = self._number("Share of leads that must convert, in percent")
        self.recall = self._number("Share of all conversions to find, in percent")
        self.currency = ChoiceBox(name="Currency")
        self.currency.picked.connect(lambda mark: self._say(0, currency=str(mark)))
        for box, name in (
            (self.people, "people"),
            (self.touches, "touches_a_day"),
            (self.cost, "cost"),
            (self.win, "win"),
        ):
            box.typed.connect(lambda value, gesture, name=name: self._say(gesture, **{name: value}))
        self.days.typed.connect(
            lambda value, gesture: self._say(gesture, days_a_week=5.0 if value is None else value)
        )
        for box, name in ((self.precision, "precision"), (self.recall, "recall")):
            box.typed.connect(
                lambda value, gesture, name=name: self._say(
                    gesture, **{name: None if value is None else value / 100}
                )
            )
        self.capacity = Label("", "text2", size=12, wrap=True)
        self.pays = Label("", "text", size=12, wrap=True)
        self.offer = QPushButton()
        theme.set_kind(self.offer, "quiet", small=True)
        self.offer.clicked.connect(lambda _on=False: self._say(0, win=self._words.offered))
        self.faults = Label("", "err", size=12, wrap=True)
        self.mind_head = Label("Keep in mind", weight=600)
        self.mind = Label("", "text2", size=12, wrap=True)
        self._lay_out()

    @staticmethod
    def _number(name: str) -> NumberEdit:
        return NumberEdit(name=name, width=WIDTH)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        spaced(column, 8, margins=(0, 0, 4, 0))
        column.addWidget(Label("What sales can do", weight=600))
        column.addLayout(
            _grid(
                ("&People", self.people),
                ("&Leads a day each", self.touches),
                ("&Days a week", self.days),
            )
        )
        column.addWidget(self.capacity)
        column.addSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label("What it is worth", weight=600))
        head.addStretch(1)
        head.addWidget(self.currency)
        column.addLayout(head)
        column.addLayout(_grid(("&Cost of one lead", self.cost), ("Value of one &win", self.win)))
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.pays)
        column.addWidget(self.faults)
        column.addSpacing(6)
        column.addWidget(Label("What is wanted", weight=600))
        column.addLayout(
            _grid(
                ("Leads that con&vert, %", self.precision), ("Conversions to &find, %", self.recall)
            )
        )
        column.addSpacing(6)
        column.addWidget(self.mind_head)
        column.addWidget(self.mind)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card("", SideScroll(body))
        card.title.hide()
        outer.addWidget(card)

    def present(self, sales: Sales, words: SalesWords) -> None:
        """Show what was said and what follows from it."""
        self._sales, self._words = sales, words
        for box, value in (
            (self.people, sales.people),
            (self.touches, sales.touches_a_day),
            (self.days, sales.days_a_week),
            (self.cost, sales.cost),
            (self.win, sales.win),
            (self.precision, _percent(sales.precision)),
            (self.recall, _percent(sales.recall)),
        ):
            box.present(value)
        marks = list(words.currencies)
        if sales.currency not in marks:
            marks.append(sales.currency)
        self.currency.present([(mark, mark or "no sign") for mark in marks], sales.currency)
        for label, text in (
            (self.capacity, words.capacity),
            (self.pays, words.pays),
            (self.faults, "\n".join(words.faults)),
            (self.mind, words.mind),
        ):
            label.present(text)
            label.setVisible(bool(text))
        self.mind_head.setVisible(bool(words.mind))
        self.offer.setText(words.offer)
        self.offer.setVisible(bool(words.offer))

    def _say(self, gesture: int, **said: object) -> None:
        sales = replace(self._sales, **said)  # type: ignore[arg-type]  # its own fields by name
        if sales != self._sales:
            self._sales = sales
            self.edited.emit(sales, gesture)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 6)


def _grid(*rows: tuple[str, QWidget]) -> QGridLayout:
    grid = QGridLayout()
    spaced(grid, 6, across=8)
    for place, (words, box) in enumerate(rows):
        label = Label(words, "text2", size=12)
        label.setBuddy(box)
        grid.addWidget(label, place, 0)
        grid.addWidget(box, place, 1)
    grid.setColumnStretch(0, 1)
    return grid
