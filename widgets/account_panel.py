"""One account beside the list: its score, its people, and the way of its score in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.leads.wording import figure
from models.scoring.explanation_words import Words
from widgets import theme
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.tables.record_table import RecordTable
from widgets.tables.records import Records
from widgets.words_list import WordsList


@dataclass(frozen=True, eq=False)
class AccountCard:
    """All that the panel shows of an account."""

    name: str
    notes: str
    score: int
    people: Records
    words: Sequence[Words]


class AccountPanel(QWidget):
    """Emits `lead_opened` (row of a lead): its way is wanted."""

    lead_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The chosen account")
        self._name = Label("", size=15, weight=600, wrap=True, parent=self)
        self._notes = Label("", "text2", size=12, wrap=True, parent=self)
        self._score = Label("", size=24, weight=600, parent=self)
        self._head = Label("Its people", size=12, weight=600, parent=self)
        self.people = RecordTable("People of the account", self, row=38)
        self.people.setToolTip("Enter or a double click shows the lead on the page Leads")
        self.people.record_opened.connect(self.lead_opened)
        self._words_head = Label("In words", size=12, weight=600, parent=self)
        self._words = WordsList()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self._words)
        within.addStretch(1)
        scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setAccessibleName("The way of the account's score in words")
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._notes)
        head.addLayout(names, 1)
        head.addWidget(self._score, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        spaced(column, 8, margins=(16, 12, 16, 12))
        column.addLayout(head)
        column.addWidget(self._head)
        column.addWidget(self.people, 3)
        column.addWidget(self._words_head)
        column.addWidget(scroll, 2)
        self._none = EmptyState(
            "domain", "No account chosen", "Choose one in the list to see its people."
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        outer.addWidget(self._none)
        self.present(None)

    def present(self, card: AccountCard | None) -> None:
        """Show an account; None says that none is chosen; never emits."""
        self._whole.setVisible(card is not None)
        self._none.setVisible(card is None)
        if card is None:
            self.people.present(None)
            return
        self._name.present(card.name)
        self._notes.present(card.notes)
        self._score.present(figure(card.score))
        self._score.setFont(theme.font(24, 600, tabular=True))
        self.people.present(card.people)
        self._words.present(card.words)
