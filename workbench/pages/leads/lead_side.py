"""The side of the Leads page: one lead explained, its next steps, and trials on it.

A trial is kept for each lead while its leads are shown, with what can be undone; none of it is
part of the project. Steps are looked for out of the way, when somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from models.evaluation.steps.actions import Action, Sort, actions_for
from models.evaluation.steps.ground import Ground
from models.evaluation.steps.plans import NextSteps, Plan, Workshop, next_steps
from models.evaluation.steps.stand_in import stand_ins
from models.evaluation.steps.unknown import Unknown, unknown_of
from models.evaluation.steps.words import HOW
from models.leads.lead_trial import Added, LeadTrial, Typed
from models.leads.raw import Cell
from models.leads.table import Leads
from models.project.document import Project
from models.project.edits import ChangeReach
from models.scoring.explanation import explain
from widgets.lead_panel import STEPS, TRY, LeadPanel
from widgets.steps_side import StepsView
from widgets.trial_side import ADDED, ActivityLine
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.live_preview import Preview
from workbench.pages.leads.lead_card import activity_words, before_of, card_of, lead_of
from workbench.pages.leads.step_facts import steps_view
from workbench.session import Session


@dataclass(frozen=True, eq=False)
class _Found:
    """What was found for a lead; `every`: all that could be done, also what is out of reach."""

    steps: NextSteps
    unknown: tuple[Unknown, ...]
    every: tuple[Action, ...]
    band: int


@dataclass(frozen=True, eq=False)
class _Offers:
    """Activities that can be added, of these leads."""

    ground: Ground
    offers: tuple[tuple[int, str], ...]


class LeadSide(QObject):
    """Presents the panel, and keeps trials. `show` follows what the page and the session say."""

    def __init__(self, session: Session, panel: LeadPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.panel = session, panel
        self._preview: Preview | None = None
        self._ground: Ground | None = None
        self._trials: dict[int | None, list[LeadTrial]] = {}
        self.typed_in = False
        self._target: int | None = None
        self._offers: tuple[tuple[int, str], ...] = ()
        self._found: _Found | None = None
        self._seeking, self._offering = Asking(self), Asking(self)
        self._seeking.answered.connect(self._steps_found)
        self._offering.answered.connect(self._offers_found)
        panel.side_picked.connect(lambda _side: self.show())
        panel.back_asked.connect(self.end_trial)
        panel.steps.target_picked.connect(self._pick_target)
        panel.steps.plan_asked.connect(self._try_plan)
        panel.steps.reach_asked.connect(self._reach)
        session.project_changed.connect(self._project_changed)
        trial = panel.trial
        trial.typed.connect(self._typed)
        trial.untyped.connect(lambda field: self._change(lambda t: t.without_typed(field)))
        trial.added.connect(
            lambda place, ago, times: self._change(lambda t: t.with_added(Added(place, ago, times)))
        )
        trial.dropped.connect(self._dropped)
        trial.undo_asked.connect(self._undo)
        trial.reset_asked.connect(self._reset)

    def _project_changed(self, before: Project | None, after: Project) -> None:
        """Other steps are within reach; all else comes with the next preview."""
        if before is not None and before.out_of_reach != after.out_of_reach:
            self.show()

    # What the page says

    def present(self, preview: Preview | None) -> None:
        """Leads scored by the model as it is; None: nothing to show."""
        before = self._preview
        if preview is None or before is None or before.leads is not preview.leads:
            self._trials.clear()
            self.typed_in = False
        self._preview = preview
        if preview is None:
            self._ground, self._found, self._offers = None, None, ()
            self._seeking.forget()
            self._offering.forget()
        elif self._ground is None or self._ground.scored is not preview.scored:
            self._ground = Ground(preview.scored, preview.leads)
        self.show()

    def start_trial(self, row: int | None) -> None:
        """Try a lead out: a row of all leads, or (None, or one that is not scored) a blank one."""
        preview = self._preview
        there = row is not None and preview is not None and preview.by.place_of(row) >= 0
        self.typed_in = not there
        self.panel.show_side(TRY)
        if there and row is not None and row != self._session.lead:
            self._session.choose_lead(row)
        self.show()

    def end_trial(self) -> None:
        """Show the chosen lead of the table as it is there."""
        if self.typed_in:
            self.typed_in = False
        else:
            self._trials.pop(self._key, None)
        self.show()

    def chosen(self) -> None:
        """Another lead of the table was chosen: what was typed in steps aside."""
        self.typed_in = False
        self.show()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._seeking.finish()
        self._offering.finish()

    # Showing

    @property
    def _key(self) -> int | None:
        """The lead's place among those that are scored; None: it is typed in, -1: no lead."""
        if self.typed_in:
            return None
        return -1 if self._preview is None else self._preview.by.place_of(self._session.lead)

    @property
    def trial(self) -> LeadTrial:
        """What is tried on the lead that is shown."""
        held = self._trials.get(self._key)
        return held[-1] if held else LeadTrial(self._key)

    def show(self) -> None:
        """Show the lead, and look for what its side needs."""
        preview = self._preview
        key = self._key
        if preview is None or (key is not None and not 0 <= key < len(preview.leads)):
            self.panel.present(None)
            return
        trial = self.trial
        steps = len(self._trials.get(key, ()))
        if self.panel.side == TRY:
            self._offer()
        self.panel.present(card_of(preview, trial, steps, self._offers))
        if self.panel.side == STEPS:
            self._seek(preview, trial)

    def _offer(self) -> None:
        ground = self._ground
        if ground is None or ground.leads.activities is None:
            self._offers = ()
            return

        def work(_cancelled: Cancel, _progress: Callable[[str, int, int], None]) -> _Offers:
            activities = ground.leads.activities
            assert activities is not None
            places = ground.kinds.places.tolist()
            return _Offers(ground, tuple((at, activity_words(activities, at)) for at in places))

        self._offering.ask(ground, work)

    def _offers_found(self, found: object) -> None:
        if isinstance(found, _Offers) and found.ground is self._ground:
            self._offers = found.offers
            self.show()

    def _seek(self, preview: Preview, trial: LeadTrial) -> None:
        project, ground, model = self._session.project, self._ground, preview.model
        if ground is None or project is None:
            return
        reach, wanted = project.out_of_reach, self._target
        key = preview.scored, trial, reach, wanted

        def work(cancelled: Cancel, _progress: Callable[[str, int, int], None]) -> object:
            one = lead_of(preview, trial)
            account = before_of(preview, trial).account
            bare = Workshop(model, ground.leads, one, preview.as_of, (), account)
            found = next_steps(bare, model.scale.most + 1)
            assert found is not None
            band = found.before.band
            if band + 1 < len(model.bands):
                target = max(wanted or 0, band + 1)
            else:
                return _Found(found, unknown_of(ground, one, band, account), (), band)
            every = actions_for(ground, one, band)
            actions = tuple(action for action in every if action.mark not in reach)
            bench = Workshop(model, ground.leads, one, preview.as_of, actions, account)
            steps = next_steps(bench, model.bands[target].threshold, cancelled)
            if steps is None:
                return None
            return _Found(steps, unknown_of(ground, one, band, account), every, target)

        if self._seeking.ask(key, work):
            self._found = None
            self.panel.steps.present(None)

    def _steps_found(self, found: object) -> None:
        if isinstance(found, _Found) and self._preview is not None:
            self._found = found
            self.panel.steps.present(self._view(found, self._preview))

    def _view(self, found: _Found, preview: Preview) -> StepsView:
        project = self._session.project
        reach = () if project is None else project.out_of_reach
        return steps_view(
            found.steps, found.unknown, found.every, reach, preview.model, found.band, HOW
        )

    # Wishes

    def _pick_target(self, band: object) -> None:
        self._target = band if isinstance(band, int) else None
        self.show()

    def _reach(self, mark: str, within: bool) -> None:
        project = self._session.project
        if project is not None:
            others = tuple(other for other in project.out_of_reach if other != mark)
            self._session.apply(ChangeReach(others if within else (*others, mark)))

    def _change(self, change: Callable[[LeadTrial], LeadTrial]) -> None:
        if self._preview is None:  # a form that goes with its leads still says what was typed
            return
        before = self.trial
        after = change(before)
        if after != before:
            self._trials.setdefault(self._key, []).append(after)
            self.show()

    def _typed(self, field: str, text: str) -> None:
        self._change(lambda trial: self._with_text(trial, field, text))

    def _with_text(self, trial: LeadTrial, field: str, text: str) -> LeadTrial:
        """What was typed; the text that the lead has anyway is no change."""
        assert self._preview is not None
        was = self._text_of(self._preview.leads, field) if trial.row is not None else ""
        if text == was:
            return trial.without_typed(field)
        return trial.with_typed(Typed(field, text))

    def _text_of(self, leads: Leads, field: str) -> str | None:
        item = leads.input(field)
        raw = None if item is None else leads.raw_column(item)
        row = self._key
        return None if raw is None or row is None else raw[row]

    def _dropped(self, line: object) -> None:
        if isinstance(line, ActivityLine):
            if line.state == ADDED:
                self._change(lambda trial: trial.without_added(line.key))
            else:
                self._change(lambda trial: trial.turned(line.key))

    def _undo(self) -> None:
        held = self._trials.get(self._key)
        if held:
            held.pop()
            self.show()

    def _reset(self) -> None:
        trial = self.trial
        if trial:
            self._change(lambda _trial: LeadTrial(trial.row))

    def _try_plan(self, number: int) -> None:
        found = self._found
        if found is None or number >= len(found.steps.plans):
            return
        plan = found.steps.plans[number]
        self.panel.show_side(TRY)
        self.panel.trial.show_part(int(all(s.action.sort is Sort.ACTIVITY for s in plan.steps)))
        self._change(lambda trial: self._with_plan(trial, plan))

    def _with_plan(self, trial: LeadTrial, plan: Plan) -> LeadTrial:
        assert self._preview is not None
        leads = self._preview.leads
        for step in plan.steps:
            action, option = step.action, step.option
            item = leads.input(action.name)
            if action.sort is Sort.ACTIVITY:
                trial = trial.with_added(Added(action.place, 0, option.times))
                continue
            raw = None if item is None else leads.raw_column(item)
            if item is None or raw is None:
                continue
            if option.row >= 0:
                kind = Cell(int(raw.cells[int(raw.codes[option.row])]))
                typed = Typed(item.name, raw[option.row], kind)
                if option.personal and kind is Cell.TEXT:
                    typed = self._stand_in(trial, typed)
                trial = trial.with_typed(typed)
            elif option.value == "today":
                day = plan.after.as_of.isoformat()
                trial = trial.with_typed(Typed(item.name, day, Cell.DATE))
            else:
                trial = trial.with_typed(Typed(item.name, item.yes[0]))
        return trial

    def _stand_in(self, trial: LeadTrial, typed: Typed) -> Typed:
        """Another text that scores like one that names another lead; none: that text."""
        preview = self._preview
        assert preview is not None
        account = before_of(preview, trial).account

        def score_with(one: Typed) -> int:
            lead = lead_of(preview, trial.with_typed(one))
            return explain(preview.model, lead, 0, preview.as_of, account).score

        wanted = score_with(typed)
        others = (replace(typed, text=text) for text in stand_ins(typed.text))
        return next((one for one in others if score_with(one) == wanted), typed)
