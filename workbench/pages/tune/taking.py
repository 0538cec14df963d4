"""The thresholds that a tuned model is taken with, chosen before it is taken, and what they do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.leads.readers.contract import Progress
from models.tuning.report import Tried, Tuned
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.tune.facts import Asked
from workbench.pages.tune.thresholds import CUTS, Cut, Taken, moved_words, taken_by


class TuneTaking(QWidget):
    """What would be taken is worked out out of the way; `taken` has it at once when it is asked."""

    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cut = Cut.AS_MANY
        self._of: tuple[Asked, Tuned, Tried, frozenset[str]] | None = None
        self._asking = Asking(self)
        self._asking.answered.connect(self._answered)
        self._asking.failed.connect(self.failed)
        self.box = ChoiceBox(name="Thresholds")
        self.box.picked.connect(self._pick)
        self.box.present(CUTS, self.cut)
        self.box.setToolTip(
            "These leads taught the points: what is best for them looks a little better than it is"
        )
        self.words = Label("", "text2", size=12, wrap=True, whole=True)
        label = Label("&Thresholds", "text2", size=12)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        spaced(row, 8, margins=(RING, RING, 0, RING))
        row.addWidget(label)
        row.addWidget(self.box)
        row.addWidget(self.words, 1)

    def present(self, asked: Asked, tuned: Tuned, tried: Tried, refused: frozenset[str]) -> None:
        """Say what taking these changes would do."""
        self._of = asked, tuned, tried, refused
        self._ask()

    def taken(self) -> Taken | None:
        """The model that is taken; None: nothing is presented."""
        return None if self._of is None else taken_by(*self._of, self.cut)

    def finish(self) -> None:
        """Stop the work; before the application ends."""
        self._asking.finish()

    def _pick(self, cut: object) -> None:
        if isinstance(cut, Cut):
            self.cut = cut
            self._ask()

    def _ask(self) -> None:
        of, cut = self._of, self.cut
        if of is None:
            return

        def work(_cancelled: Cancel, _progress: Progress) -> Taken:
            return taken_by(*of, cut)

        self._asking.ask((of, cut), work)

    def _answered(self, found: object) -> None:
        if isinstance(found, Taken):
            # Two lines have room: where the threshold is coarse the rest is in the tip.
            more = "" if found.coarse else found.words
            said = " ".join(filter(None, (found.missing, found.coarse, more)))
            tip = moved_words(found.disruption)
            self.words.setToolTip(f"{found.words}\n{tip}" if found.coarse else tip)
            tone = "err" if found.missing else "warn" if found.coarse else "text2"
            self.words.present(said, tone)
