"""The page Compare: two models, or a model and what it was, on the same leads."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.comparison.compared import Compared, compare_models
from models.evaluation.comparison.report import p_words
from models.evaluation.comparison.verdict import verdict
from models.evaluation.figures import count
from models.leads.readers.contract import Progress
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
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from widgets.switch import Switch
from widgets.tables.record_table import RecordTable
from workbench.background import Cancel
from workbench.compare_choices import Candidate, candidates, first_pair
from workbench.compare_records import figure_records, threshold_records
from workbench.live_preview import LivePreview
from workbench.pages.movers_view import MoversView
from workbench.pages.splitting import PageSplitter
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

NO_LEADS, NOTHING = range(2)
FIGURES, MOVES, DIFFERENCES = range(3)


class ComparePage(WorkingPage):
    """Compares what is chosen whenever it is shown; nothing of it is in the project."""

    leads_asked = Signal()
    lead_asked = Signal(int)
    picture_asked = Signal(object)
    export_asked = Signal(str, object)

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Comparing", "Not compared")
        self._keys = ("", "")
        self._found: Compared | None = None
        self._masks: Masks | None = None
        self._build()
        self.refresh()

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

    def _lay_out(self) -> None:
        column = self.column
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
        top.addWidget(self.again)
        left = QWidget()
        under = QVBoxLayout(left)
        spaced(under, 8, margins=(0, 0, 0, 0))
        for part in (self.figures, self.told, self.threshold):
            under.addWidget(part)
        under.addStretch(1)
        card = ChartCard(self.gains)
        self.splitter = PageSplitter(left, card, lambda width: 0.38 * width, 420, 260, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._sides = QStackedWidget()
        for side in (self.splitter, self.movers, self.words):
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
        self.frame(no_leads, nothing)

    def adopt(self) -> None:
        """Sizes of words and tables for the size of the page."""
        super().adopt()
        self.figures.setFixedHeight(theme.px(30 + 32 * 7 + 4))
        self.threshold.setFixedHeight(theme.px(30 + 30 * 4 + 4))

    # Choosing

    def show_side(self, side: int) -> None:
        """Show the figures, who moves, or what differs."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)

    def choose(self, a: str, b: str) -> None:
        """Compare these candidates, by their keys."""
        self._keys = a, b
        self.begin_again()

    def _pick(self) -> None:
        self.choose(str(self.a.currentData()), str(self.b.currentData()))

    def _exchange(self) -> None:
        self.choose(self._keys[1], self._keys[0])

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._masks, self._found = None, None
        super().new_leads()

    # Showing

    def refresh(self) -> None:
        """Compare the chosen pair as it is now."""
        leads = self.session.leads
        found = candidates(self.session.project, self.session.saved)
        if leads is None or not len(leads) or len(found) < 2:
            self._found = None
            self.movers.present(None)  # its rows hold the leads they are of
            self.show_empty(NO_LEADS if leads is None or not len(leads) else NOTHING)
        elif self.show_body():
            by_key = {item.key: item for item in found}
            if not {*self._keys} <= by_key.keys() or self._keys[0] == self._keys[1]:
                chosen = self.session.model
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
        days = as_of_day(a.model, leads, today()), as_of_day(b.model, leads, today())
        if self._masks is None or self._masks.leads is not leads:
            self._masks = Masks(leads)
        masks = self._masks

        def work(_cancelled: Cancel, progress: Progress) -> Compared:
            return compare_models(
                a.model, b.model, leads, days, masks, progress=lambda what: progress(what, 0, 0)
            )

        if self.asking.ask((a.model, b.model, leads), work):
            self._found = None
            self.doing()

    def answered(self, found: object) -> None:
        """Present a comparison."""
        if isinstance(found, Compared):
            self._found = found
            self._present(found)

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
