"""A live test analysed: who was in it, whether it is time to look, and what came of it.

Before a look that was planned only the dealing is told, and no outcome is looked at: whoever looks
until a difference shows finds one in tests where nothing differs (Armitage, McPherson and Rowe,
Journal of the Royal Statistical Society A 132 (1969), 235-244: five looks make 5 % into 14 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as of_class
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.trials.alike import units_of
from models.evaluation.trials.arms import dealing_of
from models.evaluation.trials.held import Held
from models.evaluation.trials.looks import Seen, looks_of, seen_of
from models.evaluation.trials.mismatch import Mismatch, mismatch_of
from models.evaluation.trials.refusal import refusal
from models.evaluation.trials.result import Result, result_of
from models.evaluation.trials.segments import Segment
from models.evaluation.trials.taken_in import ArmLeads, TakenIn
from models.evaluation.trials.trial import Trial
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.answers import day_number


@dataclass(frozen=True)
class Question:
    """Which leads, arms and outcome. With a trial its own field, outcome and days hold.

    `arms`: only these values of the field, the control first; () all of them. `shares`: of the
    arms as they were to be dealt, () equal ones. `by`: the field that makes segments. `until`: the
    last day that the leads tell of; None: the last on which anything happened.
    """

    field: str = ""
    outcome: str = ""
    arms: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    first: date | None = None
    last: date | None = None
    by_account: bool = False
    level: float = 0.05
    by: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Analysis:
    """`arms`: who is in the test. `mismatch`: whether they were dealt as was wanted. `refused`: why
    the outcomes are not looked at yet; then there is no `result`. `look`: the day on which they
    can be; `closed`: the last day whose leads count.

    `elsewhere`: leads of the days of the test that are in no arm; `undated`: leads of an arm
    without a day of creation. `both`: accounts that are in more than one arm.
    """

    trial: Trial | None
    field: str
    outcome: str
    arms: tuple[ArmLeads, ...]
    mismatch: Mismatch | None
    until: date | None
    closed: date | None = None
    look: date | None = None
    refused: str = ""
    result: Result | None = None
    segments: tuple[Segment, ...] = ()
    by: str = ""
    elsewhere: int = 0
    undated: int = 0
    both: int = 0
    short: bool = False
    """The test ended with fewer leads than it was planned with."""
    seen: tuple[Seen, ...] = ()
    """The planned looks that were due, up to the one that is shown."""
    held: Held | None = of_class(default=None, compare=False, repr=False)
    """The leads behind the rows; None while a look is to come."""

    @property
    def goes_on(self) -> bool:
        """Whether another look is to come, as those before decided nothing."""
        return bool(self.seen) and not self.seen[-1].found and not self.seen[-1].look.last


def analyse(
    leads: Leads,
    stages: tuple[Stage, ...],
    question: Question,
    trial: Trial | None = None,
) -> Analysis:
    """What can be said. LeadbenchError where a field, an arm or an outcome is not there."""
    asked = question if trial is None else _asked_by(trial, question)
    here, undated = _in_days(leads, asked.first, asked.last)
    dealing = dealing_of(leads, asked.field, here, asked.arms)
    shares = asked.shares or (1 / len(dealing.names),) * len(dealing.names)
    if len(shares) != len(dealing.names):
        raise LeadbenchError(
            f"A share of B is said, and the field has {len(dealing.names)} arms.",
            f"Field {asked.field}",
            "Name the two arms, or leave the share out.",
        )
    several = trial is not None and trial.design.looks > 1
    looked = looked_at(leads, stages, Asked(asked.outcome, young=several))
    cut_off = None if several or looked.cut_off is None else looked.cut_off.day
    test = TakenIn(
        leads,
        looked.codes,
        _young(leads, cut_off),
        dealing.names,
        tuple(here & (dealing.codes == arm) for arm in range(len(dealing.names))),
        _units(leads, asked),
        several and looked.outcome == leads.outcome_name,
    )
    until = asked.until or _until(leads)
    found = Analysis(
        trial,
        asked.field,
        looked.outcome,
        (),
        None,
        until,
        asked.last,
        elsewhere=int((here & (dealing.codes < 0)).sum()),
        undated=undated,
    )
    if trial is None:
        found = _with_arms(found, test, shares)
        counts = test.counts(test.codes)
        _require_known(found, sum(arm.known for arm in counts))
        result = result_of(dealing.names, counts, asked.level)
        return _with_result(found, test, test.codes, asked, result)
    looks = looks_of(leads.created, test.arms, trial)
    due = [look for look in looks if until is not None and look.day <= until]
    seen = seen_of(due, trial, dealing.names, test.counts_at)
    shown = seen[-1].look if seen else looks[0]
    whole, codes, test = test, test.codes_at(shown), test.up_to(shown)
    found = replace(found, closed=shown.closed, look=shown.day, short=shown.short, seen=seen)
    found = _with_arms(found, test, shares)
    if not seen:
        dealt = [arm.leads for arm in found.arms]
        return replace(found, refused=refusal(trial, shown, until, dealt))
    _require_known(found, seen[-1].result.known)
    found = _with_result(found, test, codes, asked, seen[-1].result)
    if found.held is None:
        return found
    told = {one.look.number: whole.bits_at(one.look) for one in seen}
    told_at = tuple(told.get(number) for number in range(1, trial.design.looks + 1))
    return replace(found, held=replace(found.held, looks=told_at))


def _with_arms(found: Analysis, test: TakenIn, shares: Sequence[float]) -> Analysis:
    """The same with who is in the test, and whether they were dealt as was wanted."""
    arms = test.held()
    return replace(found, arms=arms, mismatch=_mismatch(arms, shares), both=test.in_both())


def _with_result(
    found: Analysis, test: TakenIn, codes: NDArray[np.uint8], asked: Question, result: Result
) -> Analysis:
    """The same with what came of it; groups, and the leads of each row, only where no look is to
    come."""
    parts: tuple[Segment, ...] = ()
    held = None
    if not found.goes_on:
        if asked.by:
            parts = test.segments(asked.by, codes, asked.level, result.effect)
        held = Held(test.bits(), tuple(part.bits for part in parts))
    return replace(found, result=result, segments=parts, by=asked.by, held=held)


def _require_known(found: Analysis, known: int) -> None:
    """LeadbenchError where no outcome is known."""
    if not known:
        young = any(arm.young for arm in found.arms)
        raise LeadbenchError(
            "No lead of the test has a known outcome"
            + (": all are too young to have converted." if young else "."),
            f"Outcome {found.outcome}" if found.outcome else "",
            "Wait until they had time to convert, or choose another outcome.",
        )


def _asked_by(trial: Trial, question: Question) -> Question:
    """What the plan says holds; a person chooses segments, and the field where it names none."""
    return Question(
        trial.field or question.field,
        trial.outcome,
        (trial.a, trial.b),
        (1 - trial.design.share, trial.design.share),
        trial.start,
        trial.end,
        trial.design.by_account,
        trial.design.level,
        question.by,
        question.until,
    )


def _in_days(leads: Leads, first: date | None, last: date | None) -> tuple[NDArray[np.bool_], int]:
    """Leads created in between; where no lead has a day, all. And those left out for want of it."""
    created = leads.created
    blank = created == BLANK_DAY
    if blank.all() or (first is None and last is None):
        return np.ones(len(leads), dtype=bool), 0
    here = ~blank
    if first is not None:
        here &= created >= day_number(first)
    if last is not None:
        here &= created <= day_number(last)
    return here, int(blank.sum())


def _units(leads: Leads, asked: Question) -> NDArray[np.int64] | None:
    if not asked.by_account:
        return None
    units = units_of(leads)
    if units is None:
        raise LeadbenchError(
            "The test was dealt by account, and no field of text names the account of a lead.",
            leads.raw.source,
            "Say on the page Data which field is the account.",
        )
    return units


def _until(leads: Leads) -> date | None:
    """The last day on which a lead was created or its outcome became known, or anything was done.

    Days to come (a date that somebody expects) are not told from others here: `until` overrules.
    """
    days = [leads.created, leads.days_of(Role.OUTCOME_DATE)]
    if leads.activities is not None:
        days.append(leads.activities.days)
    now = day_number(date.today())
    latest = [
        int(known.max()) for day in days if len(known := day[(day != BLANK_DAY) & (day <= now)])
    ]
    return day_of(max(latest)) if latest else None


def _young(leads: Leads, cut_off: date | None) -> NDArray[np.bool_]:
    created = leads.created
    if cut_off is None:
        return np.zeros(len(leads), dtype=bool)
    young: NDArray[np.bool_] = (created != BLANK_DAY) & (created > day_number(cut_off))
    return young


def _mismatch(arms: Sequence[ArmLeads], shares: Sequence[float]) -> Mismatch | None:
    if any(arm.units for arm in arms):
        return mismatch_of([arm.units for arm in arms], shares, "account")
    return mismatch_of([arm.leads for arm in arms], shares)
