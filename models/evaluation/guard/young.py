"""Leads too young to have converted: up to which day leads had time enough, who came later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from models.evaluation.figures import count, leads, percent
from models.evaluation.guard.cohorts import day_of
from models.evaluation.guard.early import leads_too_early
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.times import FEWEST_TIMES, Times
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, NOT_CONVERTED, Leads
from models.leads.wording import count_of, day_words
from models.scoring.conditions import FieldTest, Test

TOO_YOUNG = "Too young to have converted"
"""What the switch calls these leads."""
FULL, LEAST = 90, 50
"""Percent of conversions that a lead should have had the time for; fewer where half the leads
would have to go."""
MOST_OUT = 0.5
LEAST_LEFT = 0.2
"""Share of the leads that must be left, those older than the records of outcomes not counted."""
GRAVE = 0.05
"""Share of all conversions still to come of the young, from which they deceive."""


@dataclass(frozen=True)
class CutOff:
    """Leads created after `day` had less than the `days` that `share` % of conversions take.

    `spares`: enough other leads are left without them.
    """

    day: date
    days: int
    share: int
    young: int
    spares: bool = True


def cut_off_of(leads_: Leads, times: Times) -> CutOff | None:
    """The day after which leads are too young; None where all had the same time, or time enough."""
    if times.snapshot:
        return None
    created = leads_.created
    ages = times.last - created[(created != BLANK_DAY) & (created <= times.last)].astype(np.int64)
    early = leads_too_early(leads_, times)
    least = LEAST_LEFT * len(ages)
    for share in range(FULL, LEAST - 1, -1):
        days = times.within(share / 100)
        young = int((ages < days).sum())
        if young <= min(MOST_OUT * len(ages), len(ages) - early - least):
            return CutOff(day_of(times.last - days), days, share, young) if young else None
    return CutOff(day_of(times.last - days), days, LEAST, young, spares=False)


def young_leads(leads_: Leads, times: Times | None, cut_off: CutOff | None) -> Finding | None:
    """What is said of leads too young, or why nothing can be said; None where all are old."""
    item = leads_.recipe.with_role(Role.CREATED)
    if times is None or item is None:
        return _cannot_say(leads_)
    if times.snapshot:
        return _snapshot(times)
    if cut_off is None:
        return None
    created = leads_.created
    young = (created != BLANK_DAY) & (created > times.last - cut_off.days) & (created <= times.last)
    won = leads_.outcome == CONVERTED
    so_far = int((young & won).sum())
    counted = int((young & (leads_.outcome == NOT_CONVERTED)).sum())
    ages = times.last - created[young & ~won].astype(np.int64)
    coming = float(times.coming(ages).sum())
    if coming < 0.5:
        return None
    number = int(((created != BLANK_DAY) & (created > times.last - cut_off.days)).sum())
    share = percent(number / max(len(leads_), 1))
    why = (
        ""
        if cut_off.share == FULL
        else f" ({percent(FULL / 100, 0)} take {count_of(times.within(FULL / 100), 'day')}, but "
        "too few leads are older than that)"
    )
    return Finding(
        GuardKind.YOUNG,
        item.name,
        f"{leads(number)} ({share}) created after {day_words(cut_off.day)} had less than the "
        f"{count_of(cut_off.days, 'day')} that {percent(cut_off.share / 100, 0)} of conversions "
        f"take{why}: {count(so_far)} of them converted so far, about {count(round(coming))} more "
        f"are still to come. {_deceived(counted)}"
        + ("" if cut_off.spares else " Too few would be left without them: wait."),
        (
            ("young leads", number),
            ("converted so far", so_far),
            ("counted as not converted", counted),
            ("still to come", round(coming, 1)),
            ("percent of conversions", cut_off.share),
            ("within days", cut_off.days),
            *((f"days for {at} %", times.within(at / 100)) for at in (50, 80, 90, 95)),
            ("conversions with both days", times.dated),
        ),
        _notes(times),
        grave=coming >= GRAVE * (int(won.sum()) + coming),
        remedy=LeaveOutLeads(TOO_YOUNG, FieldTest(item.name, Test.AFTER, (cut_off.day,)), number)
        if cut_off.spares
        else None,
    )


def _deceived(counted: int) -> str:
    if not counted:
        return "Whoever of them has converted early is known, and the others are not yet."
    verb = "counts" if counted == 1 else "count"
    return (
        f"Until then {count(counted)} of them {verb} as not converted, and a model that is right "
        "about them looks wrong."
    )


def _snapshot(times: Times) -> Finding:
    first = day_words(day_of(times.first))
    return Finding(
        GuardKind.SNAPSHOT,
        "",
        "No lead is at a disadvantage for its age: nearly all were created before the first "
        f"conversion ({first}), so they seem to be the leads that were open then, each watched for "
        f"the same time, up to {day_words(times.last_day)}.",
        (("share of leads created before it", times.waiting),),
    )


def _notes(times: Times) -> tuple[str, ...]:
    half, most = times.within(0.5), times.within(0.9)
    notes = [
        f"Half of the conversions take at most {count_of(half, 'day')}, {percent(0.8, 0)} "
        f"{times.within(0.8):,}, {percent(0.9, 0)} {most:,}, {percent(0.95, 0)} "
        f"{times.within(0.95):,}: estimated from {count_of(times.dated, 'conversion')} up to "
        f"{day_words(times.last_day)}, with the leads that may still convert."
    ]
    if times.undated:
        notes.append(f"Not in it: {count_of(times.undated, 'converted lead')} without a day.")
    if times.before:
        notes.append(
            f"{count_of(times.before, 'lead')} converted before the day of creation; taken as of "
            "its first day."
        )
    if times.stray:
        notes.append(f"Not in it: {count_of(times.stray, 'lead')} with a day far from all others.")
    return tuple(notes)


def _cannot_say(leads_: Leads) -> Finding | None:
    if not leads_.outcome_counts[1]:
        return None
    created = leads_.recipe.with_role(Role.CREATED)
    both = (leads_.created != BLANK_DAY) & (leads_.days_of(Role.OUTCOME_DATE) != BLANK_DAY)
    dated = int((both & (leads_.outcome == CONVERTED)).sum())
    if created is None or not (leads_.created != BLANK_DAY).any():
        lacks = "no field says when a lead was created"
    elif not dated:
        lacks = "no field says on which day leads converted"
    else:
        lacks = (
            f"only {count_of(dated, 'lead')} converted with both days, {FEWEST_TIMES} are needed"
        )
    return Finding(
        GuardKind.CANNOT_SAY,
        "",
        f"Whether some leads are too young to have converted cannot be said: {lacks}.",
        (("conversions with both days", dated),),
    )
