"""The page What if: scenarios, what the result hangs on, suppositions, and missing fields."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from models.evaluation.by_score import ExpectedByScore
from models.evaluation.part import histogram_of
from models.evaluation.thresholds.wishes import Money, check_money
from models.evaluation.whatif.missing import Missing, missing_of
from models.evaluation.whatif.missing_words import about_missing
from models.evaluation.whatif.sensitivity import Sensitivity, Stopped, sensitivity_of
from models.evaluation.whatif.side_by_side import Line, baseline_line, corrected, line_of
from models.evaluation.whatif.supposed import Supposed, suppose
from models.evaluation.whatif.suppositions import FieldFilled, Supposition, together
from models.evaluation.whatif.words import about_scenarios, about_sensitivity, about_supposed
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.document import Project
from models.scoring.as_of import as_of_day
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.empty_state import EmptyState
from widgets.spacing import spaced
from widgets.switch import Switch
from widgets.tables.record_cells import Named
from workbench.background import Cancel
from workbench.chosen import Chosen, rows_of_all, within
from workbench.chosen_rows import ChosenRows
from workbench.dialogs.history_dialog import time_words
from workbench.live_preview import LivePreview
from workbench.looked_at import LookedAt
from workbench.model_actions import ModelActions
from workbench.pages.whatif.missing_view import MissingView
from workbench.pages.whatif.records import Hung, Tried
from workbench.pages.whatif.scenario_wishes import ScenarioWishes
from workbench.pages.whatif.scenarios_view import BASELINE, TODAY, ScenariosView
from workbench.pages.whatif.sensitivity_view import SensitivityView
from workbench.pages.whatif.suppose_view import SupposeView
from workbench.pages.working_page import WorkingPage
from workbench.session import Baseline, Session, today

NO_LEADS, SHOWN = range(2)
SCENARIOS, MATTERS, SUPPOSE, MISSING = range(4)


@dataclass(frozen=True, eq=False)
class _Answer:
    """What was found for a side, and the question: what it rests on."""

    side: int
    key: object
    found: object


class WhatIfPage(WorkingPage):
    """Works out the side that is shown; scenarios are in the project, suppositions are tried."""

    leads_asked = Signal()
    compare_asked = Signal(str, str)
    rule_asked = Signal(str)
    picture_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Working it out", "Not worked out")
        self._looked_at = LookedAt()
        self._answers: dict[int, _Answer] = {}
        self._lines: dict[object, Line] = {}
        self._moved: dict[object, tuple[Scored, Sensitivity]] = {}
        self._supposed: dict[object, Supposed] = {}
        self._drawn: Chosen | None = None
        self._keys: dict[int, object] = {}
        self._build()
        session.baseline_changed.connect(self.refresh)
        session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        self.refresh()

    # Building

    def _build(self) -> None:
        self.switch = Switch(("Scenarios", "What matters most", "Suppose", "Missing fields"))
        self.switch.picked.connect(self.show_side)
        self.keep = QPushButton("Keep as scenario…")
        theme.set_kind(self.keep, "main")
        self.keep.clicked.connect(lambda _on=False: self._keep())
        self.scenarios, self.matters = ScenariosView(), SensitivityView()
        self.supposing, self.missing = SupposeView(), MissingView()
        scenarios = self.scenarios
        wishes = ScenarioWishes(self.session, scenarios)
        wishes.compare_asked.connect(self.compare_asked)
        wishes.try_asked.connect(self._suppose)
        scenarios.leads_asked.connect(self._choose)
        ChosenRows(
            self.session,
            scenarios.table,
            scenarios.moved_name,
            lambda place: self._of_all(scenarios.moved(place)),
            self.choose_asked.emit,
            opens=False,
            shown=lambda place: self._of_all(scenarios.mql(place)),
        )
        matters = self.matters
        matters.rule_asked.connect(self.rule_asked)
        matters.leads_asked.connect(self._choose)
        ChosenRows(
            self.session,
            matters.table,
            matters.leads_name,
            lambda place: self._of_all(matters.leads_rows(place)),
            self.choose_asked.emit,
            opens=False,
        )
        self.matters.picture_asked.connect(self.picture_asked)
        self.matters.result_picked.connect(self._present_matters)
        supposing = self.supposing
        supposing.changed.connect(self.refresh)
        supposing.leads_asked.connect(self._choose)
        ChosenRows(
            self.session,
            supposing.table,
            supposing.leads_name,
            lambda place: self._of_all(supposing.leads_rows(place)),
            self.choose_asked.emit,
            counts=lambda place: bool(supposing.leads_name(place)),
        )
        self.supposing.picture_asked.connect(self.picture_asked)
        self.missing.choose_asked.connect(self.choose_asked)
        self.missing.suppose_asked.connect(lambda field: self._suppose((FieldFilled(field),)))
        self._sides = QStackedWidget()
        for side in (scenarios, self.matters, self.supposing, self.missing):
            self._sides.addWidget(side)
        self.splitter = self.matters.parts
        top = QHBoxLayout()
        spaced(top, 8)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.again)
        top.addWidget(self.keep)
        self.column.addLayout(top)
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.progress)
        self.column.addWidget(self._sides, 1)
        leads = EmptyState(
            "lightbulb",
            "No leads yet",
            "Open an export to see what another model, another mix of leads or a filled field "
            "would change.",
            "Open leads…",
        )
        leads.asked.connect(self.leads_asked)
        self.frame(leads)

    # Choosing

    def show_side(self, side: int) -> None:
        """Show the scenarios, what matters most, what is supposed, or missing fields."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)
        self.asking.again()
        self.refresh()

    def _choose(self, words: str, rows: NDArray[np.intp]) -> None:
        self.choose_asked.emit(words, self._of_all(rows))

    def _of_all(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Among all leads: rows of those that the scenarios are compared on."""
        leads, model = self.session.leads, self.session.model
        if leads is None or model is None:
            return rows[:0]
        return rows_of_all(rows, self._looked_at.of(model, leads)[0])

    def _keep(self) -> None:
        supposed = self.supposing.suppositions if self.switch.chosen == SUPPOSE else ()
        ModelActions(self, self.session).keep_scenario(supposed)

    def _suppose(self, supposed: tuple[Supposition, ...]) -> None:
        self.supposing.suppose(supposed)
        self.show_side(SUPPOSE)

    def new_leads(self) -> None:
        """Other leads: what was found, and what was supposed of them, is of the past."""
        self._looked_at.forget()
        self._answers.clear()
        self._lines.clear()
        self._moved.clear()
        self._supposed.clear()
        self.matters.present(None, "")
        self.supposing.suppositions = ()
        self.missing.present(None, None)
        super().new_leads()

    # Showing

    def refresh(self) -> None:
        """Show the side that is chosen as it is now."""
        leads, model, project = self.session.leads, self.session.model, self.session.project
        nobody = leads is None or model is None or not len(leads)
        if nobody or leads is None or model is None or project is None:
            self.show_empty(NO_LEADS)
            return
        if not self.show_body():
            return
        try:
            money = project.sales.money
            if money is not None:
                check_money(money)
        except LeadbenchError:
            money = None
        ask = (self._ask_scenarios, self._ask_matters, self._ask_supposed, self._ask_missing)
        ask[self.switch.chosen](project, model, leads, money)

    def _answered_before(self, side: int, key: object) -> bool:
        """Show the answer to the same question; else say that it is being worked out."""
        self._keys[side] = key
        held = self._answers.get(side)
        if held is not None and held.key == key:
            self.asking.forget()
            self._present(side, held.found)
            return True
        return False

    def answered(self, found: object) -> None:
        """Present the answer of a side, unless another was asked for since."""
        if not isinstance(found, _Answer):
            return
        self._answers[found.side] = found
        if found.side == self.switch.chosen and found.key == self._keys.get(found.side):
            self._present(found.side, found.found)

    def _present(self, side: int, answer: object) -> None:
        if side == SCENARIOS and isinstance(answer, tuple):
            self._present_scenarios(answer)
        elif side == MATTERS and isinstance(answer, Hung):
            self.matters.present(answer, self._currency)
            self._present_matters()
        elif side == SUPPOSE and isinstance(answer, Tried):
            self.supposing.present(answer, self._currency)
            self.verdict.present(*about_supposed(answer.found))
        elif side == MISSING and isinstance(answer, Missing):
            self._present_missing(answer)
        elif isinstance(answer, LeadbenchError):
            self.supposing.present(None, self._currency)
            self.verdict.present(answer.problem.what, answer.problem.remedy)

    @property
    def _currency(self) -> str:
        return "" if self.session.project is None else self.session.project.sales.currency

    # Scenarios

    def _ask_scenarios(
        self, project: Project, model: ScoringModel, leads: Leads, money: Money | None
    ) -> None:
        day = as_of_day(model, leads, today())
        by, masks = self._looked_at.of(model, leads)
        baseline = self.session.baseline or Baseline(model, "the model as it is")
        wanted = (baseline.model, model, project.scenarios, leads, money, day)
        if self._answered_before(SCENARIOS, wanted):
            return
        lines = self._lines

        def as_here(other: ScoringModel) -> ScoringModel:
            # All look at the same leads on the same days.
            return replace(other, own_day=model.own_day)

        todo: list[tuple[str, ScoringModel, tuple[Supposition, ...]]] = [(TODAY, model, ())]
        todo += [(item.id, item.model, item.suppositions) for item in project.scenarios]

        def work(cancelled: Cancel, progress: Progress) -> object:
            before = score(as_here(baseline.model), by.leads, day, masks)
            found = [baseline_line(BASELINE, before, by.leads, money)]
            used: dict[object, Line] = {}
            for place, (key, other, supposed) in enumerate(todo):
                if cancelled():
                    raise Cancelled
                progress("Working out scenarios", place, len(todo))
                kept = (baseline.model, other, supposed, by.leads, money, day)
                line = lines.get(kept) or _line(
                    key, before, as_here(other), by.leads, supposed, money
                )
                used[kept] = line
                found.append(replace(line, key=key))
            lines.clear()
            lines.update(used)
            return _Answer(SCENARIOS, wanted, corrected(found))

        if self.asking.ask((SCENARIOS, wanted), work):
            self.scenarios.grey()
            self.doing()

    def _present_scenarios(self, lines: tuple[Line, ...]) -> None:
        project, model = self.session.project, self.session.model
        if project is None or model is None:
            return
        baseline = self.session.baseline or Baseline(model, "the model as it is")
        names = {
            BASELINE: Named(_capital(baseline.name), "the baseline"),
            TODAY: Named(model.name, "on screen"),
        }
        models = {BASELINE: baseline.model, TODAY: model}
        for item in project.scenarios:
            about = [together(item.suppositions, 1), item.author, time_words(item.time)]
            names[item.id] = Named(item.name, ", ".join(part for part in about if part))
            models[item.id] = item.model
        self.scenarios.present(lines, names, models, project.scenarios, self._currency)
        words = {key: name.name for key, name in names.items()}
        self.verdict.present(*about_scenarios(lines, words, baseline.name))

    # Chosen leads

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was chosen while the page was hidden."""
        super().showEvent(event)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Draw the chosen leads; a page that is not in sight does it when it is shown."""
        chosen, leads, model = self.session.chosen, self.session.leads, self.session.model
        if not self.isVisible() or self._drawn is chosen or leads is None or model is None:
            return
        self._drawn = chosen
        by, _ = self._looked_at.of(model, leads)
        mask = None if chosen is None else within(chosen, by)
        self.matters.show_chosen(mask)
        self.supposing.show_chosen(mask)
        self.missing.show_chosen(mask)

    def _pinned(self, model: ScoringModel) -> tuple[ScoringModel | None, str]:
        """The version that is pinned, with its name; None: nothing is, or it is the same model."""
        baseline = self.session.baseline
        if baseline is None:
            return None, ""
        # Both look at the same leads on the same days.
        saved = replace(baseline.model, own_day=model.own_day)
        return (None, "") if saved == model else (saved, baseline.name)

    # What matters most

    def _ask_matters(
        self, _project: Project, model: ScoringModel, leads: Leads, money: Money | None
    ) -> None:
        day = as_of_day(model, leads, today())
        by, masks = self._looked_at.of(model, leads)
        saved, name = self._pinned(model)
        models = (model,) if saved is None else (model, saved)
        wanted = (models, leads, money, day)
        if self._answered_before(MATTERS, wanted):
            return
        known = self._moved

        def work(cancelled: Cancel, progress: Progress) -> object:
            used: dict[object, tuple[Scored, Sensitivity]] = {}
            for place, one in enumerate(models):
                kept = (one, leads, money, day)
                what = "Moving rules and thresholds" + (f" of {name}" if place else "")
                used[kept] = known.get(kept) or _moved(
                    score(one, by.leads, day, masks), by.leads, money, cancelled, progress, what
                )
            known.clear()
            known.update(used)
            (scored, found), *others = used.values()
            before = others[0][1] if others else None
            return _Answer(MATTERS, wanted, Hung(found, scored, before, name))

        if self.asking.ask((MATTERS, wanted), work):
            held = self._answers.get(MATTERS)
            if held is not None and isinstance(held.found, Hung):
                self.matters.present(held.found, self._currency, stale=True)
            self.doing()

    def _present_matters(self) -> None:
        held = self._answers.get(MATTERS)
        if held is not None and isinstance(held.found, Hung):
            found = held.found.found
            self.verdict.present(*about_sensitivity(found, self.matters.name, self._currency))

    # Suppose

    def _ask_supposed(
        self, _project: Project, model: ScoringModel, leads: Leads, money: Money | None
    ) -> None:
        day = as_of_day(model, leads, today())
        by, masks = self._looked_at.of(model, leads)
        self.supposing.offer(by.leads, model)
        supposed = self.supposing.suppositions
        saved, name = self._pinned(model)
        if saved is not None and saved.scale != model.scale:
            saved = None  # its scores have no place on the axis
        rests = (model, leads, money, day, supposed)
        wanted = (*rests, saved, name)
        if not supposed:
            self._keys[SUPPOSE] = wanted
            self.asking.forget()
            self.supposing.present(None, self._currency)
            self.verdict.present(
                "Nothing is supposed yet.",
                "Choose at the left what could be otherwise about the leads.",
            )
            return
        if self._answered_before(SUPPOSE, wanted):
            return

        known = self._supposed

        def work(_cancelled: Cancel, progress: Progress) -> object:
            found = known.get(rests)
            try:
                if found is None:
                    found = suppose(
                        score(model, by.leads, day, masks),
                        model,
                        by.leads,
                        supposed,
                        money,
                        progress=lambda what: progress(what, 0, 0),
                    )
            except LeadbenchError as error:
                return _Answer(SUPPOSE, wanted, error)
            known.clear()
            known[rests] = found
            if saved is None:
                return _Answer(SUPPOSE, wanted, Tried(found))
            scored = score(saved, by.leads, day, masks)
            every = histogram_of(scored, by.leads, np.ones(len(scored), dtype=np.bool_))
            before = ExpectedByScore(every.astype(np.float64), saved.scale.least, saved.bands)
            return _Answer(SUPPOSE, wanted, Tried(found, before, name))

        if self.asking.ask((SUPPOSE, wanted), work):
            self.supposing.grey()
            self.doing()

    # Missing fields

    def _ask_missing(
        self, _project: Project, model: ScoringModel, leads: Leads, _money: Money | None
    ) -> None:
        day = as_of_day(model, leads, today())
        by, masks = self._looked_at.of(model, leads)
        wanted = (model, leads, day)
        if self._answered_before(MISSING, wanted):
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            def step(what: str, at: int, number: int) -> None:
                if cancelled():
                    raise Cancelled
                progress(what, at, number)

            scored = score(model, by.leads, day, masks)
            return _Answer(MISSING, wanted, missing_of(scored, by.leads, step))

        if self.asking.ask((MISSING, wanted), work):
            self.missing.grey()
            self.doing()

    def _present_missing(self, found: Missing) -> None:
        model, leads = self.session.model, self.session.leads
        if model is not None and leads is not None:
            by, _ = self._looked_at.of(model, leads)
            self.missing.present(found, by.rows)
            chosen = self.session.chosen
            self.missing.show_chosen(None if chosen is None else within(chosen, by))
            self.verdict.present(*about_missing(found))


def _moved(
    scored: Scored,
    leads: Leads,
    money: Money | None,
    cancelled: Cancel,
    progress: Progress,
    what: str,
) -> tuple[Scored, Sensitivity]:
    """A model's leads with what its result hangs on."""
    try:
        found = sensitivity_of(
            scored, leads, money, cancelled, lambda done, of: progress(what, done, of)
        )
    except Stopped as stopped:
        raise Cancelled from stopped
    return scored, found


def _line(
    key: str,
    before: Scored,
    model: ScoringModel,
    leads: Leads,
    supposed: tuple[Supposition, ...],
    money: Money | None,
) -> Line:
    """A scenario's figures, or why it has none on these leads."""
    try:
        return line_of(key, before, model, leads, supposed, money)
    except LeadbenchError as error:
        return Line(key, {}, 0, 0, fault=error.problem.sentence())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
