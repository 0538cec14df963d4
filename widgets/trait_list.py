"""The fields of the ideal customer profile under each other, the strongest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.evaluation.profile.traits import FieldTraits
from models.scoring.conditions import Condition
from widgets import theme
from widgets.trait_card import CardWords, TraitCard

MOST_LIFT = 6.0
"""The right end of every bar at most; a longer one is cut there."""


class TraitList(QScrollArea):
    """`rule_asked` (FieldTraits, Trait or None): the user wants a rule; `leads_asked`
    (FieldTraits, Trait): the leads that have the trait."""

    rule_asked = Signal(object, object)
    leads_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What stands out")
        self.cards: list[TraitCard] = []
        self._shown: tuple[Sequence[FieldTraits], Sequence[CardWords]] = ((), ())
        self._chosen: Mapping[Condition, int] | None = None
        theme.observer().changed.connect(self._restyle)

    def present(self, fields: Sequence[FieldTraits], words: Sequence[CardWords]) -> None:
        """Show fields in their order, with the words beside each; never emits."""
        self._shown = fields, words
        place = self.verticalScrollBar().value()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(12))
        lifts = [trait.lift.high for field in fields for trait in field.outstanding]
        full = min(MOST_LIFT, max([2.0, *lifts]))
        self.cards = []
        for field, beside in zip(fields, words, strict=True):
            card = TraitCard(field, beside, full)
            card.rule_asked.connect(self.rule_asked)
            card.leads_asked.connect(self.leads_asked)
            card.show_chosen(self._chosen)
            column.addWidget(card)
            self.cards.append(card)
        column.addStretch(1)
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        body.adjustSize()
        self.verticalScrollBar().setValue(place)

    def show_chosen(self, numbers: Mapping[Condition, int] | None) -> None:
        """Say at each trait how many of its leads are chosen, by its condition; None: none are."""
        self._chosen = numbers
        for card in self.cards:
            card.show_chosen(numbers)

    def _restyle(self) -> None:
        self.present(*self._shown)
