"""What the page Tune asks of the models, and what it shows of the answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from models.evaluation.guard.stopping import Stop, Stopped, never
from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.evaluation.thresholds.wishes import Sales
from models.leads.readers.contract import Cancelled, Progress
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.as_of import as_of_day
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.tuning.aims import Aim, Goal
from models.tuning.candidate import Candidate
from models.tuning.candidates.propose import proposals_of
from models.tuning.changes import changes_of as changes
from models.tuning.changes import taken
from models.tuning.ground import named_lines
from models.tuning.lines import Line
from models.tuning.predictive.ceiling import Ceiling, ceiling_of
from models.tuning.refusals import welcome
from models.tuning.report import Change, Tried, Tuned
from models.tuning.sofar import Hear, Sofar, nobody_hears
from models.tuning.task import Rows, Task, none_proposed
from models.tuning.tune import tune
from models.tuning.tuned import tuned_model
from models.tuning.wished import reins_of
from models.tuning.wishes import Wishes
from workbench.background import Cancel
from workbench.chosen import rows_of_all
from workbench.looked_at import LookedAt
from workbench.session import Session, today

SHARE = 0.1
MONEY = "For the most net value it must be known what a touch costs and a win is worth."
SAY_MONEY = "Say both on the page Thresholds, or choose another aim."


@dataclass(frozen=True)
class Asked:
    """What is to be tuned, and how: compared by what it rests on.

    `looked`: keeps what is derived of the leads, for whoever asks next.
    """

    model: ScoringModel
    leads: Leads
    wishes: Wishes
    stages: tuple[Stage, ...]
    sales: Sales
    day: date
    looked: LookedAt = field(default_factory=LookedAt, compare=False, repr=False)

    def scored(self) -> tuple[Scored, Leads]:
        """The leads that the model scores, scored by it."""
        by, masks = self.looked.of(self.model, self.leads, self.day)
        return score(self.model, by.leads, self.day, masks), by.leads


def asked_of(session: Session, looked: LookedAt | None = None) -> Asked | None:
    """What a tuning would be asked now; None where there is nothing to tune."""
    project, model, leads = session.project, session.model, session.leads
    if project is None or model is None or leads is None:
        return None
    day = as_of_day(model, leads, today())
    wishes = project.wishes_of(model.id)
    return Asked(model, leads, wishes, project.stages, project.sales, day, looked or LookedAt())


def aim_of(wishes: Wishes, sales: Sales) -> Aim:
    """The aim with the share or the money that it needs."""
    goal = wishes.aim.goal
    money = sales.money
    if goal is not Goal.VALUE:
        return Aim(goal, SHARE)
    if money is None:
        raise LeadbenchError(MONEY, remedy=SAY_MONEY)
    return Aim(goal, SHARE, money.win, money.cost)


def tuned_by(
    asked: Asked, cancelled: Cancel, progress: Progress, hear: Hear = nobody_hears
) -> Tuned:
    """Tune as it was asked. LeadbenchError where nothing can be learnt.

    `hear` is told what was found so far. Raises Cancelled where it was stopped before anything was.
    """
    found: list[Sofar] = []

    def heard(sofar: Sofar) -> None:
        found[:] = [sofar]
        hear(sofar)

    try:
        tuned = tune(task_of(asked, cancelled)[0], progress, cancelled, heard)
    except LeadbenchError:
        if cancelled():
            raise Cancelled from None
        raise
    if cancelled() and not found:
        raise Cancelled
    by, _ = asked.looked.of(asked.model, asked.leads, asked.day)
    return tuned if tuned.rows is None else replace(tuned, rows=rows_of_all(tuned.rows, by))


def ceiling_by(asked: Asked, tuned: Tuned, cancelled: Cancel, progress: Progress) -> Ceiling | None:
    """What models without points make of the same leads."""
    return ceiling_of(task_of(asked, cancelled)[0], tuned, progress, cancelled)


def task_of(asked: Asked, stopped: Stop = never) -> tuple[Task, tuple[Line, ...]]:
    """What is to be tuned, and the lines of the model. `stopped`: ends the proposing of rules."""
    aim = aim_of(asked.wishes, asked.sales)
    scored, leads = asked.scored()
    looked = looked_at(leads, asked.stages, Outcome())
    lines = named_lines(scored)

    def proposed(rows: Rows) -> tuple[Candidate, ...]:
        try:
            found = proposals_of(
                scored, leads, looked.codes, rows, stages=asked.stages, stopped=stopped
            )
        except Stopped:
            return ()  # what rests on these is thrown away: who asks looks at the same flag
        return welcome(found.candidates, asked.wishes.refused)

    task = Task(
        scored,
        leads,
        looked,
        reins_of(asked.wishes, asked.model, lines),
        aim,
        asked.stages,
        proposed if asked.wishes.proposals else none_proposed,
    )
    return task, lines


def changes_of(tuned: Tuned, tried: Tried) -> tuple[Change, ...]:
    """Every line with points today or by that card, those that change first."""
    found = changes(tuned.ground, tried.points)
    return tuple(sorted(found, key=lambda change: change.before == change.after))


def taken_of(
    model: ScoringModel, tuned: Tuned, tried: Tried, refused: Collection[str]
) -> ScoringModel:
    """The model with the changes that were not refused; if none was, with thresholds that fit."""
    if not refused:
        return tried.model
    points = taken(tuned.ground, tried.points, refused)
    return tuned_model(model, tuned.ground.lines, points, tuned.candidates)
