"""The page Tune: points learnt from history within a person's limits, taken change by change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at, outcomes_of
from models.project.document import Version
from models.project.edits import TakeTuned
from models.tuning.report import Tuned
from models.tuning.sofar import Sofar
from models.tuning.tuned_words import one_class
from widgets.spacing import spaced
from widgets.switch import RING
from workbench.live_preview import LivePreview
from workbench.looked_at import LookedAt
from workbench.pages.tune.empty import (
    no_leads,
    no_outcome,
    one_outcome,
    one_outcome_words,
    unasked,
)
from workbench.pages.tune.facts import asked_of
from workbench.pages.tune.found import TuneFound
from workbench.pages.tune.head import TuneHead
from workbench.pages.tune.measuring import TuneMeasuring
from workbench.pages.tune.paths import aside_of, kept_words
from workbench.pages.tune.proposed_view import ProposedView
from workbench.pages.tune.results import TuneResults
from workbench.pages.tune.running import TuneRunning
from workbench.pages.tune.side_view import SideView
from workbench.pages.tune.sides import TuneSides
from workbench.pages.tune.simplify_view import SimplifyView
from workbench.pages.tune.wishing import TuneWishing
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, now

NO_LEADS, NO_OUTCOME, ONE_OUTCOME = range(3)


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
        # What is derived of the leads is derived once for all sides.
        self.looked = LookedAt()
        self.found = TuneFound()
        self.running = TuneRunning(self.asking, self)
        self.measuring = TuneMeasuring(self)
        self.wishing = TuneWishing(session, self.looked, self)
        self.pricing, self.form = self.wishing.pricing, self.wishing.form
        self.proposed, self.simplify = (
            ProposedView(session, self.looked),
            SimplifyView(session, self.looked),
        )
        self.results = TuneResults(session)
        self.path, self.changes = self.results.path, self.results.changes
        self.holds, self.taking = self.results.holds, self.results.taking
        self.splitter = self.results.splitter
        self.head = TuneHead(self.verdict, self.again)
        self.go, self.take = self.head.go, self.head.take
        self._unasked = unasked()
        self._join_work()
        self._join_parts()
        self._lay_out()
        session.baseline_changed.connect(self.refresh)
        self.refresh()

    # Building

    def _views(self) -> tuple[tuple[str, SideView], ...]:
        """The sides after the first, with their names. A new one is a line here."""
        return (("Proposed rules", self.proposed), ("Simplify", self.simplify))

    def _join_work(self) -> None:
        # Who stops a tuning wants what was found until then.
        self.progress.cancelled.disconnect(self.asking.cancel)
        self.progress.cancelled.connect(self.asking.end)
        self.asking.finished.connect(self._ended)
        self.running.found.connect(self._hear)
        self.measuring.changed.connect(self.refresh)
        self.measuring.asking.progressed.connect(self.progress.present)
        self.measuring.asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.measuring.asking.cancel)
        self.pricing.changed.connect(self.refresh)
        for part in (self.measuring, self.pricing, self.taking):
            part.failed.connect(self.failed)

    def _join_parts(self) -> None:
        self.head.tune_asked.connect(self.tune)
        self.head.take_asked.connect(self.accept)
        self.head.chances_asked.connect(self.chances_asked)
        self._unasked.asked.connect(self.tune)
        self.wishing.price_asked.connect(self._price)
        self.results.size_picked.connect(self.choose)
        self.results.card_picked.connect(self._pick_card)
        self.results.refused.connect(self.refresh)
        self.results.opened.connect(self._open)
        self.results.held.connect(self._hold)
        self.results.choose_asked.connect(self.choose_asked)
        self.path.save_requested.connect(lambda: self.picture_asked.emit(self.path))

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
        self._whole.addWidget(self.head)
        self._whole.addWidget(self.progress)
        self._whole.addWidget(self.pricing.progress)
        row = QHBoxLayout()
        spaced(row, 12, margins=(0, 0, 0, 0))
        row.addWidget(self.form)
        row.addWidget(self.results, 1)
        row.addWidget(self._unasked, 1)
        self._whole.addLayout(row, 1)
        leads, outcome, self._one = no_leads(), no_outcome(), one_outcome()
        leads.asked.connect(self.leads_asked)
        for fields in (outcome, self._one):
            fields.asked.connect(self.fields_asked)
        self.frame(leads, outcome, self._one)

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
        for part in (self.pricing, self.measuring, self.taking, self.sides):
            part.finish()

    # Asking

    def tune(self) -> None:
        """Learn points within what is wished, unless that cannot be."""
        asked = asked_of(self.session, self.looked)
        if asked is None or self.wishing.faults:
            return
        self.measuring.forget()
        if self.running.tune(asked):
            self.doing()
            self.go.setEnabled(False)
            self.take.setEnabled(False)

    def begin_again(self) -> None:
        """Tune what was stopped."""
        self.tune()

    def _hear(self, sofar: Sofar) -> None:
        self._unasked.hide()
        self.results.show()
        self.results.present_so_far(sofar)
        self.head.say_so_far(sofar)

    def answered(self, found: object) -> None:
        """Present what was found."""
        if not isinstance(found, tuple):
            return
        asked, tuned = found
        self.found.keep(asked, tuned)
        self.results.forget()
        self.simplify.tell_tuned(kept_words(tuned))
        self.refresh()
        self.measuring.ask(asked, tuned)

    def _ended(self) -> None:
        """What was found so far is of no use without an answer."""
        self.results.live = False
        if self.asking.stopped:
            self.refresh()

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._let_go()
        self.looked.forget()
        self.pricing.forget()
        super().new_leads()

    def _let_go(self) -> None:
        self.measuring.forget()
        self.found.forget()
        self.simplify.tell_tuned("")
        self.results.forget()

    def _price(self, key: str) -> None:
        tried = self.found.tried
        self.wishing.price(None if tried is None else tried.size, key)

    def _hold(self, key: str, hold: object) -> None:
        proposed = self.found.proposed(key)
        if proposed is None:
            self.wishing.hold(key, hold)
        else:
            self.wishing.refuse(proposed, hold)

    # Choosing

    @property
    def tuned(self) -> Tuned | None:
        """What was found; None: nothing is."""
        return self.found.tuned

    def choose(self, place: int) -> None:
        """Look at another size."""
        self.found.place, self.found.card = place, 0
        self.results.forget()
        self.refresh()

    def _pick_card(self, card: int) -> None:
        self.found.card = card
        self.results.forget()
        self.refresh()

    def _open(self, key: str) -> None:
        rule, model = key.partition("/")[0], self.session.model
        if model is not None and model.rule(rule) is not None:
            self.rule_asked.emit(rule)

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
        if why := one_class(looked_at(leads, project.stages, Outcome()).codes):
            self._one.present("Only one outcome", one_outcome_words(why))
            self.show_empty(ONE_OUTCOME)
            return
        if self.found.of is not None and self.found.of.model.id != model.id:
            self._let_go()
        self.show_body()
        self.wishing.present()
        self._present()

    def _present(self) -> None:
        busy, faults = self.asking.busy, self.wishing.faults
        tuned, tried = self.found.tuned, self.found.tried
        live = busy and self.results.live
        self.results.setVisible(tried is not None or live)
        self._unasked.setVisible(tried is None and not live)
        self._unasked.allow(not faults)
        self.head.offer(found=tried is not None, may_tune=not busy and not faults)
        if live or (tuned is None and busy):
            return
        if tuned is None:
            self.about.present("")
            if faults or not self.asking.stopped:
                self.head.say_nothing_yet(faults)
            return
        stale = self.found.of != asked_of(self.session, self.looked)
        self.head.say(self.found.first or tuned.verdict, faults, aside_of(tuned), stale=stale)
        self.about.present(tuned.division.sentence)
        if tried is None:
            self._unasked.present(tuned.verdict, " ".join(tuned.notes))
            return
        self._present_model(tuned, stale=stale)

    def _present_model(self, tuned: Tuned, *, stale: bool) -> None:
        found, tried = self.found, self.found.tried
        self.results.present(
            tuned,
            found.place,
            found.card,
            self.measuring.ceiling,
            self.wishing.wishes,
            tuned.verdict if found.first else "",
        )
        if found.of is not None and tried is not None:
            self.taking.present(found.of, tuned, tried, frozenset(self.results.refusals))
        self.head.present_changes(
            self.results.accepted,
            self.results.turned,
            may_take=not stale and not self.asking.busy,
        )
