"""The page Tune: points learnt from history within a person's limits, taken change by change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.history.asked import outcomes_of
from models.leads.readers.contract import Progress
from models.leads.wording import count_of
from models.project.document import Version
from models.project.edits import ChangeWishes, TakeTuned
from models.tuning.first_shown import first_shown
from models.tuning.reins import Hold, Rein
from models.tuning.report import Tried, Tuned
from models.tuning.sofar import Sofar
from models.tuning.wishes import FREE, Wishes
from widgets import theme
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tune_form import TuneForm
from workbench.background import Cancel
from workbench.live_preview import LivePreview
from workbench.pages.proposed_view import ProposedView
from workbench.pages.side_view import SideView
from workbench.pages.simplify_view import SimplifyView
from workbench.pages.tune_empty import no_leads, no_outcome, unasked
from workbench.pages.tune_measuring import TuneMeasuring
from workbench.pages.tune_pricing import TunePricing
from workbench.pages.tune_results import TuneResults
from workbench.pages.tune_sides import TuneSides
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, now
from workbench.tune_facts import Asked, asked_of, tuned_by
from workbench.tune_paths import kept_words, sofar_words
from workbench.tune_words import tune_words

NO_LEADS, NO_OUTCOME = range(2)


class TunePage(WorkingPage):
    """Nothing is tuned before it is asked for; what was found stays until it is asked again."""

    leads_asked = Signal()
    fields_asked = Signal()
    picture_asked = Signal(object)
    rule_asked = Signal(str)
    choose_asked = Signal(str, object)
    chances_asked = Signal()
    heard = Signal(object, object)
    """What a tuning has found so far, told from where it works: the question, and a `Sofar`."""

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Tuning", "Not tuned")
        self.tuned: Tuned | None = None
        self._of: Asked | None = None
        self._asked: Asked | None = None
        self._first = ""
        self._faults: tuple[str, ...] = ()
        # Who stops a tuning wants what was found until then.
        self.progress.cancelled.disconnect(self.asking.cancel)
        self.progress.cancelled.connect(self.asking.end)
        self.asking.finished.connect(self._ended)
        self.heard.connect(self._hear)
        self.measuring = TuneMeasuring(self)
        self.measuring.changed.connect(self.refresh)
        self.measuring.failed.connect(self.failed)
        self.measuring.asking.progressed.connect(self.progress.present)
        self.measuring.asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.measuring.asking.cancel)
        self._place = self._card = 0
        self.proposed = ProposedView(session)
        self.simplify = SimplifyView(session)
        self.results = TuneResults()
        self.path, self.changes = self.results.path, self.results.changes
        self.holds, self.taking = self.results.holds, self.results.taking
        self.splitter = self.results.splitter
        self.taking.failed.connect(self.failed)
        self.pricing = TunePricing(self)
        self.pricing.failed.connect(self.failed)
        self.pricing.changed.connect(self.refresh)
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
        self.results.size_picked.connect(self.choose)
        self.results.card_picked.connect(self._pick_card)
        self.results.refused.connect(self.refresh)
        self.results.opened.connect(self._open)
        self.results.held.connect(self._hold)
        self.path.save_requested.connect(lambda: self.picture_asked.emit(self.path))
        self._lay_out()

    def _lay_out(self) -> None:
        tuning = QWidget()
        self._whole = QVBoxLayout(tuning)
        spaced(self._whole, 8, margins=(0, RING, RING, 0))
        self.sides = TuneSides(tuning, self._views())
        self.switch, self.about = self.sides.switch, self.sides.about
        self.sides.failed.connect(self.failed)
        self.sides.rule_asked.connect(self.rule_asked)
        self.sides.choose_asked.connect(self.choose_asked)
        self.column.addWidget(self.sides, 1)
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
        row = QHBoxLayout()
        spaced(row, 12, margins=(0, 0, 0, 0))
        row.addWidget(self.form)
        self._unasked = unasked()
        self._unasked.asked.connect(self.tune)
        row.addWidget(self.results, 1)
        row.addWidget(self._unasked, 1)
        self._whole.addLayout(row, 1)
        self._lay_out_empty()

    def _lay_out_empty(self) -> None:
        leads, outcome = no_leads(), no_outcome()
        leads.asked.connect(self.leads_asked)
        outcome.asked.connect(self.fields_asked)
        self.frame(leads, outcome)

    def show_side(self, place: int) -> None:
        """Show the tuning, or one of the other sides."""
        self.sides.show_side(place)

    def adopt(self) -> None:
        """The side has the gaps of the page."""
        super().adopt()
        self._whole.setSpacing(self.column.spacing())
        self.sides.column.setSpacing(self.column.spacing())

    def finish(self) -> None:
        """Stop the work of all sides."""
        super().finish()
        self.pricing.finish()
        self.measuring.finish()
        self.taking.finish()
        self.sides.finish()

    # Asking

    @property
    def wishes(self) -> Wishes:
        """What is wished of the model on screen."""
        project, model = self.session.project, self.session.model
        return Wishes() if project is None or model is None else project.wishes_of(model.id)

    def tune(self) -> None:
        """Learn points within what is wished."""
        asked = asked_of(self.session)
        if asked is None or self._faults:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            def hear(sofar: Sofar) -> None:
                self.heard.emit(asked, sofar)

            return asked, tuned_by(asked, cancelled, progress, hear)

        self.measuring.forget()
        self.asking.again()
        if self.asking.ask(asked, work, "Tuning"):
            self._asked = asked
            self.doing()
            self.go.setEnabled(False)
            self.take.setEnabled(False)

    def begin_again(self) -> None:
        """Tune what was stopped."""
        self.tune()

    def _hear(self, asked: object, sofar: object) -> None:
        """Show what is found so far, unless nobody waits for it any more."""
        if isinstance(sofar, Sofar) and self.asking.busy and asked is self._asked:
            self._unasked.hide()
            self.results.show()
            self.results.present_so_far(sofar)
            self.verdict.present(f"{sofar_words(sofar)}", "Still looking: sizes are compared last.")

    def answered(self, found: object) -> None:
        """Present what was found; the proposed size is chosen, unless it is clearly worse."""
        if not isinstance(found, tuple):
            return
        self._of, self.tuned = found
        self._place, self._first = first_shown(self.tuned)
        self._card = 0
        self.results.forget()
        self.simplify.tell_tuned(kept_words(self.tuned))
        self.refresh()
        if self._of is not None and self.tuned is not None:
            self.measuring.ask(self._of, self.tuned)

    def _ended(self) -> None:
        """What was found so far is of no use without an answer."""
        self.results.live = False
        if self.asking.stopped:
            self.refresh()

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._let_go()
        self.pricing.forget()
        super().new_leads()

    def _let_go(self) -> None:
        self.measuring.forget()
        self.tuned, self._of = None, None
        self.simplify.tell_tuned("")
        self.results.forget()

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
        self.results.forget()
        self.refresh()

    def _pick_card(self, card: int) -> None:
        self._card = card
        self.results.forget()
        self.refresh()

    def _open(self, key: str) -> None:
        rule, model = key.partition("/")[0], self.session.model
        if model is not None and model.rule(rule) is not None:
            self.rule_asked.emit(rule)

    # Wishing

    def _wish(self, wishes: object, gesture: int) -> None:
        model = self.session.model
        if model is not None and isinstance(wishes, Wishes):
            self.session.apply(ChangeWishes(model.id, wishes), gesture)

    def _hold(self, key: str, hold: object) -> None:
        if isinstance(hold, Hold):
            rein = FREE if hold is Hold.FREE else Rein(hold)
            self._wish(self.wishes.with_rein(key, rein), 0)

    def _price(self, key: str) -> None:
        asked, tried = asked_of(self.session), self.tried
        if asked is not None:
            self.pricing.ask(asked, None if tried is None else tried.size, key)

    # Taking

    def accept(self) -> None:
        """Put the model with the changes that were not refused in the place of today's."""
        model, taken = self.session.model, self.taking.taken()
        if model is None or taken is None:
            return
        project = self.session.project
        number = 1 if project is None else len(project.versions_of(model.id)) + 1
        version = Version(f"v{number}", "Before tuning", now(), self.session.author, model)
        self.session.apply(TakeTuned(taken.model, version, self.results.accepted))

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
        words = tune_words(model, self.wishes, prices)
        self._faults = words.faults
        self.form.present(self.wishes, words)
        self._present()

    def _present(self) -> None:
        tuned, tried = self.tuned, self.tried
        live = self.asking.busy and self.results.live
        self.results.setVisible(tried is not None or live)
        self._unasked.setVisible(tried is None and not live)
        self.take.setVisible(tried is not None)
        self.go.setVisible(tried is not None)
        self.go.setText("Tune again")
        theme.set_kind(self.go, "")
        self.go.setEnabled(not self.asking.busy and not self._faults)
        self._unasked.allow(not self._faults)
        if live or (tuned is None and self.asking.busy):
            return
        if tuned is None:
            self.about.present("")
            if self._faults:
                self.verdict.present("What is allowed cannot be kept:", self._faults[0])
            elif not self.asking.stopped:
                self.verdict.present("Not tuned yet.", "Nothing changes before you take it.")
            return
        stale = self._of != asked_of(self.session)
        mind = "The model or what is allowed has changed since: tune again." if stale else ""
        if self._faults:
            mind = f"What is allowed now cannot be kept: {self._faults[0]}"
        self.verdict.present(tuned.verdict, mind)
        self.about.present(tuned.division.sentence)
        if tried is None:
            self._unasked.present(tuned.verdict, " ".join(tuned.notes))
            return
        self.results.present(
            tuned, self._place, self._card, self.measuring.ceiling, self.wishes, self._first
        )
        if self._of is not None:
            self.taking.present(self._of, tuned, tried, frozenset(self.results.refusals))
        every, taken = self.results.turned, self.results.accepted
        words = f"{taken} of {every} changes" if taken < every else count_of(every, "change")
        self.take.setText(f"Take {words}")
        self.take.setEnabled(taken > 0 and not stale and not self.asking.busy)
