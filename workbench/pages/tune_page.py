"""The page Tune: points learnt from history within a person's limits, taken change by change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.evaluation.history.asked import outcomes_of
from models.leads.readers.contract import Progress
from models.leads.wording import count_of
from models.project.document import Version
from models.project.edits import ChangeWishes, TakeTuned
from models.scoring.model import ScoringModel
from models.tuning.predictive.ceiling import Ceiling
from models.tuning.reins import Hold, Rein
from models.tuning.report import Change, Tried, Tuned, Turn
from models.tuning.wishes import FREE, Wishes
from widgets import theme
from widgets.card import Card
from widgets.chart_card import ChartCard
from widgets.charts.path_chart import PathChart
from widgets.empty_state import EmptyState
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from widgets.tune_form import TuneForm
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.live_preview import LivePreview
from workbench.pages.proposed_view import ProposedView
from workbench.pages.side_view import SideView
from workbench.pages.simplify_view import SimplifyView
from workbench.pages.tune_pricing import TunePricing
from workbench.pages.tune_taking import TuneTaking
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, now
from workbench.tune_facts import (
    Asked,
    asked_of,
    ceiling_by,
    changes_of,
    path_value,
    tune_words,
    tuned_by,
)
from workbench.tune_records import change_records, figure_records

NO_LEADS, NO_OUTCOME = range(2)
HOLDS = (("Lock", Hold.LOCK), ("Must stay", Hold.KEEP), ("Must not give points", Hold.FORBID))


class TunePage(WorkingPage):
    """Nothing is tuned before it is asked for; what was found stays until it is asked again."""

    leads_asked = Signal()
    fields_asked = Signal()
    picture_asked = Signal(object)
    rule_asked = Signal(str)
    choose_asked = Signal(str, object)
    chances_asked = Signal()

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Tuning", "Not tuned")
        self.tuned: Tuned | None = None
        self._of: Asked | None = None
        self.ceiling: Ceiling | None = None
        self.measuring = Asking(self)
        self.measuring.answered.connect(self._measured)
        self.measuring.failed.connect(self.failed)
        self.measuring.progressed.connect(self.progress.present)
        self.measuring.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.measuring.cancel)
        self._place = self._card = 0
        self._refused: set[str] = set()
        self._changes: tuple[Change, ...] = ()
        self.proposed = ProposedView(session)
        self.simplify = SimplifyView(session)
        self.taking = TuneTaking()
        self.taking.failed.connect(self.failed)
        self.pricing = TunePricing(self)
        self.pricing.failed.connect(self.failed)
        self.pricing.changed.connect(self.refresh)
        self._sides = self._views()
        self._build()
        session.baseline_changed.connect(self.refresh)
        self.refresh()

    # Building

    def _views(self) -> tuple[tuple[str, SideView], ...]:
        """The sides after the first, with their names. A new one is a line here."""
        return (("Proposed rules", self.proposed), ("Simplify", self.simplify))

    def _build(self) -> None:
        self.go = QPushButton("Tune")
        theme.set_kind(self.go, "main")
        self.go.clicked.connect(lambda _on=False: self.tune())
        self.chances = QPushButton("Chances\u2026")
        self.chances.setToolTip("How many leads of each score convert, to keep with the model")
        self.chances.clicked.connect(lambda _on=False: self.chances_asked.emit())
        self.take = QPushButton()
        theme.set_kind(self.take, "main")
        self.take.clicked.connect(lambda _on=False: self.accept())
        self.form = TuneForm()
        self.form.edited.connect(self._wish)
        self.form.price_asked.connect(self._price)
        self.path = PathChart()
        self.path.picked.connect(self.choose)
        self.path.save_requested.connect(lambda: self.picture_asked.emit(self.path))
        self.said = Label("", weight=600, wrap=True)
        self.more = Label("", "text2", size=12, wrap=True)
        self.cards = ChoiceBox(name="Model of this size")
        self.cards.picked.connect(self._pick_card)
        self.figures = RecordTable("Figures of the chosen model", self, row=28)
        self.changes = RecordTable("What would change", self, row=28)
        self.changes.ticked.connect(self._tick)
        self.changes.record_opened.connect(self._open)
        self.changes.record_chosen.connect(lambda _record: self._offer_holds())
        self.changes.setToolTip("Space takes or refuses a change, Enter shows the rule")
        self.evidence = Label("", "text2", size=12, wrap=True)
        self.holds = {hold: QPushButton(words) for words, hold in HOLDS}
        for hold, button in self.holds.items():
            theme.set_kind(button, "", small=True)
            button.setCheckable(True)
            button.clicked.connect(
                lambda on=False, hold=hold: self._hold(hold if on else Hold.FREE)
            )
        self._lay_out()

    def _lay_out_sides(self) -> None:
        self.switch = Switch(("Tune", *(name for name, _ in self._sides)))
        self.switch.picked.connect(self.show_side)
        self.about = Label("", "text2", size=12, wrap=True)
        head = QHBoxLayout()
        spaced(head, 12, margins=(0, 0, 0, 0))
        head.addWidget(self.switch)
        head.addWidget(self.about, 1)
        self.column.addLayout(head)
        tuning = QWidget()
        self._whole = QVBoxLayout(tuning)
        spaced(self._whole, 8, margins=(0, RING, RING, 0))
        self._shown = QStackedWidget()
        self._shown.addWidget(tuning)
        for _, side in self._sides:
            self._shown.addWidget(side)
            side.failed.connect(self.failed)
            side.rule_asked.connect(self.rule_asked)
            side.choose_asked.connect(self.choose_asked)
        self.column.addWidget(self._shown, 1)

    def _lay_out(self) -> None:
        self._lay_out_sides()
        top = QHBoxLayout()
        spaced(top, 8, margins=(0, 0, 0, 0))
        top.addWidget(self.verdict, 1)
        top.addWidget(self.again)
        top.addWidget(self.chances)
        top.addWidget(self.go)
        top.addWidget(self.take)
        self._whole.addLayout(top)
        self._whole.addWidget(self.progress)
        self._whole.addWidget(self.pricing.progress)
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        spaced(column, 6, margins=(0, 0, 0, 0))
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, RING, 0, 0))
        self._of_size = Label("&Model of this size", "text2", size=12)
        self._of_size.setBuddy(self.cards)
        row.addWidget(self._of_size)
        row.addWidget(self.cards)
        row.addStretch(1)
        column.addWidget(self.said)
        column.addLayout(row)
        column.addWidget(self.figures)
        column.addWidget(self.more)
        column.addStretch(1)
        self._chosen_card = Card("Chosen", LowScroll(chosen))
        self._path_card = ChartCard(self.path)
        self.splitter = PageSplitter(
            self._path_card, self._chosen_card, lambda width: 0.36 * width, 320, 280, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        below = QWidget()
        lower = QVBoxLayout(below)
        spaced(lower, 4, margins=(0, 0, 0, 0))
        lower.addWidget(self.changes, 1)
        lower.addWidget(self.evidence)
        lower.addWidget(self.taking)
        self._changes_card = Card("What would change", below)
        for button in self.holds.values():
            self._changes_card.header.addWidget(button)
        right = QVBoxLayout()
        spaced(right, 12, margins=(0, 0, 0, 0))
        right.addWidget(self.splitter, 5)
        right.addWidget(self._changes_card, 6)
        row = QHBoxLayout()
        spaced(row, 12, margins=(0, 0, 0, 0))
        row.addWidget(self.form)
        self._results = QWidget()
        self._results.setLayout(right)
        self._unasked = EmptyState(
            "wand",
            "Points learnt from your own history",
            "Say at the left what may change, then tune. Your rules stay yours: you see what each "
            "change rests on, and take it or leave it.",
            "Tune",
        )
        self._unasked.asked.connect(self.tune)
        row.addWidget(self._results, 1)
        row.addWidget(self._unasked, 1)
        self._whole.addLayout(row, 1)
        self._lay_out_empty()

    def _lay_out_empty(self) -> None:
        leads = EmptyState(
            "wand",
            "No leads yet",
            "Open an export with outcomes: points are learnt from leads of which it is known "
            "whether they converted.",
            "Open leads\u2026",
        )
        outcome = EmptyState(
            "wand",
            "No outcome is known",
            "Points are learnt from leads of which it is known whether they converted. Say on the "
            "Data page which field tells it, or open the deals.",
            "Go to the fields",
        )
        leads.asked.connect(self.leads_asked)
        outcome.asked.connect(self.fields_asked)
        self.frame(leads, outcome)

    def show_side(self, place: int) -> None:
        """Show the tuning, or one of the other sides."""
        self.switch.choose(place)
        self._shown.setCurrentIndex(place)
        self.about.setVisible(not place)

    def adopt(self) -> None:
        """The side has the gaps of the page."""
        super().adopt()
        self._whole.setSpacing(self.column.spacing())

    def finish(self) -> None:
        """Stop the work of all sides."""
        super().finish()
        self.pricing.finish()
        self.measuring.finish()
        self.taking.finish()
        for _, side in self._sides:
            side.finish()

    # Asking

    @property
    def wishes(self) -> Wishes:
        """What is wished of the model on screen."""
        project, model = self.session.project, self.session.model
        return Wishes() if project is None or model is None else project.wishes_of(model.id)

    def tune(self) -> None:
        """Learn points within what is wished."""
        asked = asked_of(self.session)
        if asked is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            return asked, tuned_by(asked, cancelled, progress)

        self.measuring.forget()
        self.asking.again()
        if self.asking.ask(asked, work, "Tuning"):
            self.doing()
            self.go.setEnabled(False)

    def begin_again(self) -> None:
        """Tune what was stopped."""
        self.tune()

    def answered(self, found: object) -> None:
        """Present what was found; the proposed size is chosen."""
        if not isinstance(found, tuple):
            return
        self._of, self.tuned = found
        proposed = self.tuned.proposed
        self._place = len(self.tuned.sizes) - 1 if proposed is None else proposed
        self._card = 0
        self._refused.clear()
        self.ceiling = None
        self.refresh()
        self._measure()

    def _measure(self) -> None:
        """Ask what models without points make of the same leads, when the tuning is there."""
        asked, tuned = self._of, self.tuned
        if asked is None or tuned is None or not tuned.sizes or not tuned.whole:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            return ceiling_by(asked, tuned, cancelled, progress)

        self.measuring.again()
        self.measuring.ask((asked, id(tuned)), work, "Measuring what the data allow")

    def _measured(self, found: object) -> None:
        if isinstance(found, Ceiling):
            self.ceiling = found
            self.refresh()

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._let_go()
        self.pricing.forget()
        super().new_leads()

    def _let_go(self) -> None:
        self.measuring.forget()
        self.tuned, self._of, self._changes, self.ceiling = None, None, (), None
        self._refused.clear()

    # Choosing

    @property
    def tried(self) -> Tried | None:
        """The model that is chosen."""
        if self.tuned is None or not self.tuned.sizes:
            return None
        size = self.tuned.sizes[min(self._place, len(self.tuned.sizes) - 1)]
        return size.cards[min(self._card, len(size.cards) - 1)]

    def choose(self, place: int) -> None:
        """Look at another size."""
        self._place, self._card = place, 0
        self._refused.clear()
        self.refresh()

    def _pick_card(self, card: object) -> None:
        if isinstance(card, int):
            self._card = card
            self._refused.clear()
            self.refresh()

    def _tick(self, record: int) -> None:
        if record < len(self._changes):
            self._refused ^= {self._changes[record].key}
            self.refresh()

    def _chosen_change(self) -> Change | None:
        place = self.changes.chosen()
        return self._changes[place] if place is not None and place < len(self._changes) else None

    def _open(self, record: int) -> None:
        rule = self._changes[record].key.partition("/")[0] if record < len(self._changes) else ""
        model = self.session.model
        if model is not None and model.rule(rule) is not None:
            self.rule_asked.emit(rule)

    # Wishing

    def _wish(self, wishes: object, gesture: int) -> None:
        model = self.session.model
        if model is not None and isinstance(wishes, Wishes):
            self.session.apply(ChangeWishes(model.id, wishes), gesture)

    def _hold(self, hold: Hold) -> None:
        change = self._chosen_change()
        if change is not None:
            rein = FREE if hold is Hold.FREE else Rein(hold)
            self._wish(self.wishes.with_rein(change.key, rein), 0)

    def _price(self, key: str) -> None:
        asked, tried = asked_of(self.session), self.tried
        if asked is not None:
            self.pricing.ask(asked, None if tried is None else tried.size, key)

    def _offer_holds(self) -> None:
        change = self._chosen_change()
        hold = Hold.FREE if change is None else self.wishes.rein(change.key).hold
        for one, button in self.holds.items():
            button.setEnabled(change is not None)
            button.setChecked(one is hold)
        self.evidence.present("" if change is None else change.sentence)

    # Taking

    def accept(self) -> None:
        """Put the model with the changes that were not refused in the place of today's."""
        model, taken = self.session.model, self.taking.taken()
        if model is None or taken is None:
            return
        project = self.session.project
        number = 1 if project is None else len(project.versions_of(model.id)) + 1
        version = Version(f"v{number}", "Before tuning", now(), self.session.author, model)
        self.session.apply(TakeTuned(taken.model, version, self._accepted()))

    def _accepted(self) -> int:
        return sum(
            change.turn is not Turn.SAME and change.key not in self._refused
            for change in self._changes
        )

    # Showing

    def refresh(self) -> None:
        """Show what there is now."""
        leads, model, project = self.session.leads, self.session.model, self.session.project
        if leads is None or not len(leads) or model is None or project is None:
            self.show_empty(NO_LEADS)
            return
        if not outcomes_of(leads, project.stages):
            self.show_empty(NO_OUTCOME)
            return
        if self._of is not None and self._of.model.id != model.id:
            self._let_go()
        self.show_body()
        prices = self.pricing.words(asked_of(self.session))
        self.form.present(self.wishes, tune_words(model, self.wishes, prices))
        self._present(model)

    def _present(self, model: ScoringModel) -> None:
        tuned, tried = self.tuned, self.tried
        self._results.setVisible(tried is not None)
        self._unasked.setVisible(tried is None)
        self.take.setVisible(tried is not None)
        self.go.setVisible(tried is not None)
        self.go.setText("Tune again")
        theme.set_kind(self.go, "")
        self.go.setEnabled(not self.asking.busy)
        if tuned is None:
            self.about.present("")
            if not self.asking.busy and not self.asking.stopped:
                self.verdict.present("Not tuned yet.", "Nothing changes before you take it.")
            return
        stale = self._of != asked_of(self.session)
        mind = "The model or what is allowed has changed since: tune again." if stale else ""
        self.verdict.present(tuned.verdict, mind)
        self.about.present(tuned.division.sentence)
        if tried is None:
            self._unasked.present(tuned.verdict, " ".join(tuned.notes))
            return
        best = None if self.ceiling is None else self.ceiling.auc
        self.path.present(path_value(tuned, self._place, self._card, best))
        size = tuned.sizes[self._place]
        self._chosen_card.title.setText(f"Chosen: {count_of(tried.size, 'line')}")
        against = tried.today
        self.said.present(size.sentence if against is None else against.sentence)
        self.cards.present(
            [(at, f"{at + 1} of {len(size.cards)}") for at in range(len(size.cards))], self._card
        )
        for widget in (self.cards, self._of_size):
            widget.setVisible(len(size.cards) > 1)
        records = figure_records(tuned.now, tried, best)
        self.figures.present(records)
        self.figures.setFixedHeight(theme.px(30 + 28 * len(records.rows) + 4))
        allowed = () if self.ceiling is None else self.ceiling.sentences
        self.more.present(" ".join((*allowed, size.sentence, *tuned.notes)))
        if self._of is not None:
            self.taking.present(self._of, tuned, tried, frozenset(self._refused))
        self._changes = changes_of(tuned, tried)
        held = {key: rein.hold for key, rein in self.wishes.reins}
        self.changes.present(change_records(self._changes, self._refused, held, tried.size))
        every = sum(change.turn is not Turn.SAME for change in self._changes)
        taken = self._accepted()
        words = f"{taken} of {every} changes" if taken < every else count_of(every, "change")
        self.take.setText(f"Take {words}")
        self.take.setEnabled(taken > 0 and not stale)
        self._offer_holds()
