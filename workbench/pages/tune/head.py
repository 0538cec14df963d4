"""The top of the page Tune: what was found in words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.leads.wording import count_of
from models.tuning.sofar import Sofar
from widgets import theme
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.verdict import Verdict
from workbench.pages.tune.paths import sofar_words


class TuneHead(QWidget):
    """`tune_asked`, `take_asked`, `chances_asked`: somebody wants that."""

    tune_asked = Signal()
    take_asked = Signal()
    chances_asked = Signal()

    def __init__(self, verdict: Verdict, again: QPushButton) -> None:
        """`verdict`, `again`: those of the page."""
        super().__init__()
        self.verdict, self._again = verdict, again
        self.go = QPushButton("Tune again")
        self.go.clicked.connect(lambda _on=False: self.tune_asked.emit())
        self.chances = QPushButton("Chances\u2026")
        self.chances.setToolTip("How many leads of each score convert, to keep with the model")
        self.chances.clicked.connect(lambda _on=False: self.chances_asked.emit())
        self.take = QPushButton()
        theme.set_kind(self.take, "main")
        self.take.clicked.connect(lambda _on=False: self.take_asked.emit())
        row = QHBoxLayout(self)
        spaced(row, 8, margins=(0, RING, RING, RING))
        row.addWidget(verdict, 1)
        for button in (again, self.chances, self.go, self.take):
            row.addWidget(button)

    def offer(self, *, found: bool, may_tune: bool) -> None:
        """Which buttons there are. `found`: a model is looked at, so that one can tune again."""
        self.go.setVisible(found and self._again.isHidden())
        self.take.setVisible(found)
        self.go.setEnabled(may_tune)

    def present_changes(self, taken: int, every: int, *, may_take: bool) -> None:
        """How many changes would be taken, of how many."""
        words = f"{taken} of {every} changes" if taken < every else count_of(every, "change")
        self.take.setText(f"Take {words}")
        self.take.setEnabled(taken > 0 and may_take)

    def say_nothing_yet(self, faults: Sequence[str]) -> None:
        """Nothing is tuned. `faults`: why nothing can be."""
        if faults:
            self.verdict.present("It cannot be tuned like this:", faults[0])
        else:
            self.verdict.present("Not tuned yet.", "Nothing changes before you take it.")

    def say_so_far(self, sofar: Sofar) -> None:
        """What is found while it is still looked for."""
        self.verdict.present(sofar_words(sofar), "Still looking: sizes are compared last.")

    def say(self, verdict: str, faults: Sequence[str], aside: str, *, stale: bool) -> None:
        """What was found. `aside`: what to mind of it; `stale`: it is of something else than there
        is now.
        """
        mind = "The model or what is allowed has changed since: tune again." if stale else aside
        if faults:  # alone: what was found may be too long for both
            verdict = "It cannot be tuned like this:"
            mind = f"{faults[0]} What stands below was found before."
        self.verdict.present(verdict, mind)
