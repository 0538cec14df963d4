"""The page Compare: two models, or a model and what it was, on the same leads."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.comparison.compared import Compared, compare_models
from models.evaluation.comparison.report import p_words
from models.evaluation.comparison.verdict import verdict
from models.evaluation.figures import count
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.as_of import as_of_day
from models.scoring.difference import differences
from models.scoring.masks import Masks
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.gains_curve import GainsCurve
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.tools import Tool
from widgets.progress import ProgressStrip
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from widgets.switch import Switch
from widgets.tables.record_table import RecordTable
from widgets.verdict import Verdict
from workbench.background import Background, Cancel
from workbench.compare_choices import Candidate, candidates, first_pair
from workbench.compare_records import figure_records, threshold_records
from workbench.pages.movers_view import MoversView
from workbench.pages.splitting import PageSplitter
from workbench.session import Session, today

FIGURES, MOVES, DIFFERENCES = range(3)


class ComparePage(QWidget):
    """Compares what is chosen whenever it is shown; nothing of it is in the project."""

    leads_asked = Signal()
    lead_asked = Signal(int)
    picture_asked = Signal(object)
    export_asked = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._keys = ("", "")
        self._found: Compared | None = None
        self._of: Hashable = None
        self._masks: Masks | None = None
        self._work = Background(self)
        self._work.done.connect(self._compared)
        self._work.failed.connect(self.failed)
        self._build()
        self._work.progressed.connect(self.progress.present)
        self._work.failed.connect(lambda _error: self._stop("it failed"))
        self.progress.cancelled.connect(lambda: self._stop())
        session.project_changed.connect(lambda _before, _after: self._show())
        session.leads_changed.connect(self._new_leads)
        self._show()

    # Building

    def _build(self) -> None:
        self.a, self.b = QComboBox(), QComboBox()
        for box, name in ((self.a, "Model A"), (self.b, "Model B")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(20)
            box.activated.connect(lambda _place: self._pick())
        self.swap = Tool("compare", "Exchange A and B", self)
        self.swap.clicked.connect(lambda _on=False: self._exchange())
        self.verdict = Verdict()
        self.progress = ProgressStrip()
        self.switch = Switch(("Figures", "Who moves", "What differs"))
        self.switch.picked.connect(self.show_side)
        self.figures = RecordTable("Figures of A and B", self, row=32)
        self.threshold = RecordTable("Leads at the thresholds", self, row=30)
        self.told = Label("", "text2", size=12, wrap=True)
        self.gains = GainsCurve()
        self.gains.save_requested.connect(lambda: self.picture_asked.emit(self.gains))
        self.movers = MoversView()
        self.movers.lead_asked.connect(self.lead_asked)
        self.movers.export_asked.connect(
            lambda write: self.export_asked.emit("Who moves.csv", write)
        )
        self.words = Rows("What differs from A to B")
        self._lay_out()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        top = QHBoxLayout()
        spaced(top, 8)
        for name, box in (("A", self.a), ("B", self.b)):
            letter = Label(name, weight=600)
            letter.setBuddy(box)
            top.addWidget(letter)
            top.addWidget(box, 1)
            if box is self.a:
                top.addWidget(self.swap)
        top.addStretch(1)
        left = QWidget()
        under = QVBoxLayout(left)
        spaced(under, 8, margins=(0, 0, 0, 0))
        for part in (self.figures, self.told, self.threshold):
            under.addWidget(part)
        under.addStretch(1)
        card = ChartCard(self.gains)
        self._parts = PageSplitter(left, card, lambda width: 0.38 * width, 420, 260, gap=12)
        self._parts.setStretchFactor(0, 1)
        self._sides = QStackedWidget()
        for side in (self._parts, self.movers, self.words):
            self._sides.addWidget(side)
        column.addLayout(top)
        column.addWidget(self.verdict)
        column.addWidget(self.progress)
        column.addWidget(self.switch)
        column.addWidget(self._sides, 1)
        no_leads = EmptyState(
            "compare",
            "No leads yet",
            "Open an export with outcomes to see which of two models finds more of them.",
            "Open leads…",
        )
        no_leads.asked.connect(self.leads_asked)
        nothing = EmptyState(
            "compare",
            "Nothing to compare yet",
            "Change this model, save a version of it or add another model: then both are put on "
            "the same leads.",
        )
        self.stack = QStackedWidget()
        for widget in (no_leads, nothing, body):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        margin, gap = (12, 6) if compact else (16, 10)
        self._column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self._column.setSpacing(theme.px(gap))
        self.verdict.set_size(15 if compact else 17)
        self.figures.setFixedHeight(theme.px(30 + 32 * 7 + 4))
        self.threshold.setFixedHeight(theme.px(30 + 30 * 4 + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller words in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare what was changed while the page was hidden."""
        super().showEvent(event)
        self._adopt()
        self._show()

    @property
    def splitter(self) -> QSplitter:
        """What has sizes that a person chose."""
        return self._parts

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self._parts.restore(state)

    def finish(self) -> None:
        """Stop comparing; before the application ends."""
        self._work.finish()

    # Choosing

    def show_side(self, side: int) -> None:
        """Show the figures, who moves, or what differs."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)

    def choose(self, a: str, b: str) -> None:
        """Compare these candidates, by their keys."""
        self._keys = a, b
        self._show()

    def _pick(self) -> None:
        self.choose(str(self.a.currentData()), str(self.b.currentData()))

    def _exchange(self) -> None:
        self.choose(self._keys[1], self._keys[0])

    def _new_leads(self) -> None:
        self._masks, self._found, self._of = None, None, None
        self._show()

    # Showing

    def _show(self) -> None:
        leads = self._session.leads
        found = candidates(self._session.project, self._session.saved)
        if leads is None or not len(leads) or len(found) < 2:
            self._work.cancel()
            self._found, self._of = None, None
            self.movers.present(None)  # its rows hold the leads they are of
            self.stack.setCurrentIndex(0 if leads is None or not len(leads) else 1)
            return
        self.stack.setCurrentIndex(2)
        if not self.isVisible():
            return
        by_key = {item.key: item for item in found}
        if not {*self._keys} <= by_key.keys() or self._keys[0] == self._keys[1]:
            chosen = self._session.model
            self._keys = first_pair(found, "" if chosen is None else chosen.id)
        a, b = (by_key[key] for key in self._keys)
        self._fill(found)
        self._compare(a, b, leads)

    def _fill(self, found: tuple[Candidate, ...]) -> None:
        for box, key in zip((self.a, self.b), self._keys, strict=True):
            box.clear()
            for item in found:
                box.addItem(item.name, item.key)
            box.setCurrentIndex(box.findData(key))

    def _compare(self, a: Candidate, b: Candidate, leads: Leads) -> None:
        wanted = (a.model, b.model, id(leads))
        if wanted == self._of:
            return
        self._of, self._found = wanted, None
        self.verdict.present("Comparing\u2026")
        days = as_of_day(a.model, leads, today()), as_of_day(b.model, leads, today())
        if self._masks is None or self._masks.leads is not leads:
            self._masks = Masks(leads)
        masks = self._masks

        def work(_cancelled: Cancel, progress: object) -> tuple[object, Compared]:
            assert callable(progress)
            found = compare_models(
                a.model, b.model, leads, days, masks, progress=lambda what: progress(what, 0, 0)
            )
            return wanted, found

        self._work.run(work)

    def _stop(self, why: str = "it was stopped") -> None:
        """Compare nothing until something is chosen."""
        self._work.cancel()
        self._of = None
        self.progress.finish()
        self.verdict.present(f"Not compared: {why}.", "Choose a model to begin again.")

    def _compared(self, answer: object) -> None:
        self.progress.finish()
        if isinstance(answer, tuple) and answer[0] == self._of:
            self._found = answer[1]
            self._present(answer[1])

    def _present(self, found: Compared) -> None:
        names = self.a.currentText(), self.b.currentText()
        first = verdict(found.figures, *names)
        if not found.leads.outcome_name:
            first = (
                "Nothing tells which leads converted, so it cannot be said which model is better; "
                "who moves can."
            )
        self.verdict.present(first, _about(found))
        self.figures.present(figure_records(found))
        self.threshold.present(threshold_records(found))
        self.told.present(_thresholds(found))
        self.gains.present(found.b, found.a, "A", now_name="B")
        self.movers.present(found)
        self.words.clear()
        lines = differences(found.scored_a.model, found.scored_b.model)
        for line in lines or ("Nothing that changes a score differs.",):
            self.words.add(RowWords(line))


def _about(found: Compared) -> str:
    """Of which leads the figures are."""
    figures = found.figures
    parts = [f"{count(figures.known)} leads with a known outcome"]
    if figures.unknown:
        parts.append(f"{count(figures.unknown)} still open")
    if found.left_out:
        parts.append(f"{count_of(found.left_out, 'lead')} not scored by both left out")
    return f"{', '.join(parts)}."


def _thresholds(found: Compared) -> str:
    a, b = found.scored_a.model, found.scored_b.model
    head = f"At the thresholds, {count(a.mql_threshold)} of A and {count(b.mql_threshold)} of B."
    p = found.figures.threshold.p
    if p is None:
        return head
    chance = "could be chance" if p >= 0.05 else "is more than chance"
    return f"{head} How A and B share the conversions of one alone {chance} (p {p_words(p)})."
