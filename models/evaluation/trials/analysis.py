"""A live test analysed: who was in it, whether it is time to look, and what came of it.

Before its planned end only the dealing is told, and no outcome is looked at: whoever looks until a
difference shows finds one in tests where nothing differs (Armitage, McPherson and Rowe, Journal of
the Royal Statistical Society A 132 (1969), 235-244: five looks make 5 % into 14 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.trials.alike import ArmCounts, arm_counts, units_of
from models.evaluation.trials.arms import Dealing, dealing_of
from models.evaluation.trials.mismatch import Mismatch, mismatch_of
from models.evaluation.trials.refusal import refusal
from models.evaluation.trials.result import Result, result_of
from models.evaluation.trials.segments import Segment, segments_of
from models.evaluation.trials.trial import Trial, ripe_after
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.stages import Stage
from models.leads.table import UNKNOWN, Leads
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
class ArmLeads:
    """The leads of an arm: all that were dealt into it, too young to have converted, and those
    without an outcome for another reason. `units`: accounts, where whole ones were dealt.
    """

    name: str
    leads: int
    young: int = 0
    unknown: int = 0
    units: int = 0


@dataclass(frozen=True)
class Analysis:
    """`arms`: who is in the test. `mismatch`: whether they were dealt as planned. `refused`: why
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
    units = _units(leads, asked)
    until = asked.until or _until(leads)
    closed, short = asked.last, False
    if trial is not None:
        closed, short = _closing(leads, trial, dealing, here)
        here = here & ((leads.created <= day_number(closed)) | (leads.created == BLANK_DAY))
    shares = asked.shares or (1 / len(dealing.names),) * len(dealing.names)
    if len(shares) != len(dealing.names):
        raise LeadbenchError(
            f"A share of B is said, and the field has {len(dealing.names)} arms.",
            f"Field {asked.field}",
            "Name the two arms, or leave the share out.",
        )
    looked = looked_at(leads, stages, Asked(asked.outcome))
    young = _young(leads, looked.cut_off.day if looked.cut_off is not None else None)
    codes = looked.codes
    in_arm = [here & (dealing.codes == arm) for arm in range(len(dealing.names))]
    arms = tuple(
        ArmLeads(
            name,
            int(mask.sum()),
            int((mask & young).sum()),
            int((mask & ~young & (codes == UNKNOWN)).sum()),
            0 if units is None else len(np.unique(units[mask])),
        )
        for name, mask in zip(dealing.names, in_arm, strict=True)
    )
    look = None if trial is None else ripe_after(closed or trial.end, trial.design.wait)
    found = Analysis(
        trial,
        asked.field,
        looked.outcome,
        arms,
        _mismatch(arms, shares),
        until,
        closed,
        look,
        elsewhere=int((here & (dealing.codes < 0)).sum()),
        undated=undated,
        both=0 if units is None else _in_both(units, in_arm),
        short=short,
    )
    return _with_result(found, leads, asked, codes, in_arm, units)


def _with_result(
    found: Analysis,
    leads: Leads,
    asked: Question,
    codes: NDArray[np.uint8],
    in_arm: Sequence[NDArray[np.bool_]],
    units: NDArray[np.int64] | None,
) -> Analysis:
    """The same with what came of it, or with the reason why that is not looked at."""
    trial = found.trial
    if (
        trial is not None
        and found.look is not None
        and (found.until is None or found.until < found.look)
    ):
        return replace(
            found,
            refused=refusal(trial, found.look, found.until, [arm.leads for arm in found.arms]),
        )
    known = codes < UNKNOWN
    counts: list[ArmCounts] = []
    for mask in in_arm:
        rows = np.flatnonzero(mask & known)
        counts.append(arm_counts(codes[rows] == 1, None if units is None else units[rows]))
    if not sum(arm.known for arm in counts):
        raise LeadbenchError(
            "No lead of the test has a known outcome"
            + (
                ": all are too young to have converted."
                if any(a.young for a in found.arms)
                else "."
            ),
            f"Outcome {found.outcome}" if found.outcome else "",
            "Wait until they had time to convert, or choose another outcome.",
        )
    names = [arm.name for arm in found.arms]
    power = 0.8 if trial is None else trial.design.power
    result = result_of(names, counts, asked.level, power)
    segments: tuple[Segment, ...] = ()
    if asked.by:
        a, b = in_arm[0] & known, in_arm[1] & known
        segments = segments_of(leads, asked.by, codes, a, b, asked.level, result.effect)
    return replace(found, result=result, segments=segments, by=asked.by)


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


def _closing(
    leads: Leads, trial: Trial, dealing: Dealing, here: NDArray[np.bool_]
) -> tuple[date, bool]:
    """The day after which no lead counts: both arms have their leads, or the test ends.

    And whether it ended with fewer. What the outcomes are plays no part in it.
    """
    reached = []
    for arm, size in enumerate(trial.sizes):
        days = np.sort(leads.created[here & (dealing.codes == arm)])
        days = days[days != BLANK_DAY]
        reached.append(int(days[size - 1]) if 0 < size <= len(days) else None)
    last = [day for day in reached if day is not None]
    if len(last) < len(reached):
        return trial.end, True
    return min(trial.end, day_of(max(last))), False


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


def _in_both(units: NDArray[np.int64], in_arm: Sequence[NDArray[np.bool_]]) -> int:
    """Accounts with leads in more than one arm."""
    _, arms = np.unique(
        np.concatenate([np.unique(units[mask]) for mask in in_arm]), return_counts=True
    )
    return int((arms > 1).sum())
