"""The side of the page Export that runs an export by the system's own engine."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.exchange.proof.engine import Engine, Verdict
from models.exchange.proof.words import verdict_words
from models.leads.readers.contract import Progress
from models.leads.wording import count_of
from widgets.inputs.label import Label
from widgets.progress import ProgressStrip
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.export.facts import Found, engines_of, prove
from workbench.pages.export.records import proof_records

_BY_HAND = "No engine runs this here: compare some leads with their scores by hand."
_NO_LEADS = "With leads the export can be run here and compared lead by lead."


class ProofSide(QWidget):
    """What can be run here, a button that runs it, and what came of it. `failed(error)`."""

    failed = Signal(object)

    def __init__(self, progress: ProgressStrip) -> None:
        """`progress`: where the page shows what is under way."""
        super().__init__()
        self._found: Found | None = None
        self._current = False
        self.verdicts: tuple[Verdict, ...] = ()
        self.words = Label("", "text", wrap=True)
        self.run = QPushButton("Prove on these leads")
        self.run.clicked.connect(lambda _on=False: self.prove_it())
        self.table = RecordTable("Proofs", self, row=42)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, RING, RING, RING))
        row.addWidget(self.words, 1)
        row.addWidget(self.run)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self._proving = Asking(self)
        self._proving.answered.connect(self._proved)
        self._proving.failed.connect(self.failed)
        self._proving.progressed.connect(progress.present)
        self._proving.finished.connect(progress.finish)
        progress.cancelled.connect(self._proving.cancel)

    def present(self, found: Found | None) -> None:
        """Show what can be proved of an export; what was proved of another is gone."""
        if found is None:
            self._proving.forget()
        if found is None or self._found is None or found.asked != self._found.asked:
            self.verdicts = ()
        self._found = found
        self._show()

    def offer(self, current: bool) -> None:
        """It is proved only while it is of the model and target chosen."""
        self.run.setEnabled(current)

    def _show(self) -> None:
        found = self._found
        self.table.setVisible(bool(self.verdicts))
        if found is None:
            self.run.hide()
            self.words.present("")
            return
        engines = engines_of(found.target)
        leads = 0 if found.order.prepared is None else len(found.order.prepared)
        if found.export is not None and found.export.rows is not None:
            leads = len(found.export.rows)
        self.run.setVisible(bool(engines) and leads > 0 and found.export is not None)
        self.words.present(self._told(engines, leads))
        self.table.present(proof_records(self.verdicts))

    def _told(self, engines: tuple[Engine, ...], leads: int) -> str:
        if self.verdicts:
            return " ".join(map(verdict_words, self.verdicts))
        if not engines:
            return _BY_HAND
        if not leads:
            return _NO_LEADS
        names = " and ".join(item.name for item in engines)
        who = count_of(leads, "lead")
        told = f"Run the export in {names} and compare all that it gives of {who}."
        return " ".join((told, *filter(None, (item.note for item in engines))))

    def prove_it(self) -> None:
        """Run the export by the engines that are there."""
        found = self._found
        if found is None or found.export is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            return found, prove(found, cancelled, progress)

        self._proving.again()
        self._proving.ask(found, work, "Running the export", 1)

    def _proved(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        found, verdicts = answer
        if found is self._found:
            self.verdicts = verdicts
            self._show()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._proving.finish()
