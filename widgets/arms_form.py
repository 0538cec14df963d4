"""What a live test was that nobody planned here: its days, its outcome, its arms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from models.evaluation.figures import leads
from widgets import theme
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.date_edit import DateEdit
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tick_list import TickList

EVEN = 50.0
"""The percent of the second arm where nothing is said."""


@dataclass(frozen=True)
class ArmsSaid:
    """`arms`: the values that are arms, the one of today first; () all. `share`: percent of B."""

    first: date | None = None
    last: date | None = None
    outcome: str = ""
    arms: tuple[str, ...] = ()
    share: float = EVEN
    by_account: bool = False


@dataclass(frozen=True)
class ArmsOffer:
    """What can be said. `values` of the field with their leads, in the order of arms that nobody
    chose; `outcomes`: names, the last one last; `accounts`: a field names them.
    """

    values: tuple[tuple[str, int], ...] = ()
    outcomes: tuple[str, ...] = ()
    accounts: bool = False


class ArmsForm(QWidget):
    """`said(ArmsSaid)` after a person's change; presenting never emits."""

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer, self.value = ArmsOffer(), ArmsSaid()
        self.first = DateEdit(name="First day that leads of the test were created")
        self.last = DateEdit(name="Last day that leads of the test were created")
        self.outcome = ChoiceBox(name="Outcome that counts")
        self.arms = TickList("Values that are arms")
        self.control = ChoiceBox(name="Arm that is what is done today")
        self.share = NumberEdit(name="Share of the other arm, in percent", width=84)
        self.by_account = QCheckBox("Whole &accounts were dealt")
        grid = QGridLayout()
        spaced(grid, 6, across=8, margins=(0, 0, 0, 0))
        self._share_words = Label("Share of the other arm, %", "text2", size=12)
        for place, (words, box) in enumerate(
            (
                (Label("Created from", "text2", size=12), self.first),
                (Label("Created up to", "text2", size=12), self.last),
                (Label("Outcome", "text2", size=12), self.outcome),
                (Label("Done today", "text2", size=12), self.control),
                (self._share_words, self.share),
            )
        ):
            words.setBuddy(box)
            grid.addWidget(words, place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        spaced(column, 6, margins=(RING, RING, RING, RING))
        column.addLayout(grid)
        column.addWidget(self.by_account)
        column.addWidget(Label("Arms", "text2", size=12))
        column.addWidget(self.arms)
        self.first.typed.connect(lambda _day, _gesture: self._tell())
        self.last.typed.connect(lambda _day, _gesture: self._tell())
        self.outcome.picked.connect(lambda _name: self._tell())
        self.control.picked.connect(lambda _name: self._tell())
        self.share.typed.connect(lambda _share, _gesture: self._tell())
        self.by_account.toggled.connect(lambda _on: self._tell())
        self.arms.ticked.connect(lambda _keys: self._tell())

    def present(self, offer: ArmsOffer, value: ArmsSaid) -> None:
        """Offer these values and show what was said."""
        self.offer, self.value = offer, value
        names = [name for name, _ in offer.values]
        arms = [arm for arm in value.arms if arm in names] or names
        self.first.present(value.first)
        self.last.present(value.last)
        last = offer.outcomes[-1:]
        outcomes = [*((name, name) for name in offer.outcomes[:-1]), *(("", name) for name in last)]
        self.outcome.present(outcomes, value.outcome)
        self.outcome.setEnabled(len(outcomes) > 1)
        words = [(name, f"{name}: {leads(number)}") for name, number in offer.values]
        self.arms.present(words, arms)
        rows = max(2, min(len(names), 8))
        self.arms.setFixedHeight(theme.px(24) * rows + theme.px(6))
        self.control.present([(name, name) for name in arms], arms[0] if arms else "")
        two = len(arms) == 2
        self.share.setVisible(two)
        self._share_words.setVisible(two)
        self.share.present(value.share)
        self.by_account.blockSignals(True)
        self.by_account.setChecked(value.by_account)
        self.by_account.blockSignals(False)
        self.by_account.setVisible(offer.accounts)

    def _tell(self) -> None:
        ticked, control = self.arms.keys(), str(self.control.value or "")
        names = [name for name, _ in self.offer.values]
        arms = _with_first(ticked, control)
        share = self.share.value
        value = ArmsSaid(
            self.first.value,
            self.last.value,
            str(self.outcome.value or ""),
            () if list(arms) == names else arms,
            EVEN if share is None or len(arms) != 2 else share,
            self.by_account.isChecked(),
        )
        if value != self.value:
            self.value = value
            self.said.emit(value)


def _with_first(names: Sequence[str], first: str) -> tuple[str, ...]:
    """The names with one of them first."""
    if first not in names:
        return tuple(names)
    return (first, *(name for name in names if name != first))
