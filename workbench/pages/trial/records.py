"""What the tables of the page Live test show: kept plans, arms, looks, pairs, groups."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np

from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.report import p_words
from models.evaluation.figures import NONE, count, decimal, percent
from models.evaluation.tallies import Interval
from models.evaluation.trials.amounts import small
from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.result import ArmRate, Between
from models.evaluation.trials.segments import Segment
from models.evaluation.trials.spending import even_bounds, level_of
from models.evaluation.trials.taken_in import ArmLeads
from models.evaluation.trials.trial import Trial
from models.evaluation.trials.words import points_of
from models.leads.wording import day_words, figure
from widgets.tables.records import RecordColumn, Records


def _records(titles: Sequence[tuple[str, int]], lines: Sequence[Sequence[str]]) -> Records:
    """A table of words; the first column stretches, the others stand right."""
    columns = tuple(
        RecordColumn(title, width=width, right=place > 0, stretches=place == 0)
        for place, (title, width) in enumerate(titles)
    )
    return Records(columns, np.arange(len(lines)), lambda column, place: lines[place][column])


def plan_records(trials: Sequence[Trial]) -> Records:
    """The plans that are kept."""
    lines = [
        (
            trial.name,
            trial.field or NONE,
            day_words(trial.start),
            day_words(trial.end),
            count(sum(trial.sizes)),
            count(trial.design.looks),
            day_words(trial.look_at(1)),
        )
        for trial in trials
    ]
    titles = (("Plan", 140), ("Arm told by", 120), ("From", 100), ("To", 100))
    return _records((*titles, ("Leads needed", 100), ("Looks", 60), ("First on", 100)), lines)


def arm_records(arms: Sequence[ArmLeads], rates: Sequence[ArmRate]) -> Records:
    """Who is in each arm, and, once that may be seen, how many converted."""
    told = {rate.name: rate for rate in rates}
    lines = []
    for arm in arms:
        rate = told.get(arm.name)
        counts = None if rate is None else rate.counts
        lines.append(
            (
                arm.name,
                count(arm.leads),
                count(arm.young),
                count(arm.unknown),
                "not looked at" if counts is None else f"{counts.converted:,} of {counts.known:,}",
                _rate(None if rate is None else rate.rate),
            )
        )
    titles = (("Arm", 120), ("Leads", 80), ("Too young", 80), ("Unknown", 80))
    return _records((*titles, ("Converted", 120), ("Rate, 95\u202f% interval", 190)), lines)


def typed_records(rates: Sequence[ArmRate]) -> Records:
    """Arms of typed counts."""
    lines = [
        (arm.name, f"{arm.counts.converted:,} of {arm.counts.known:,}", _rate(arm.rate))
        for arm in rates
    ]
    return _records((("Arm", 120), ("Converted", 120), ("Rate, 95\u202f% interval", 190)), lines)


def look_records(found: Analysis) -> Records | None:
    """The planned looks: those that were due, and when the others are; None: there is but one."""
    trial = found.trial
    if trial is None or trial.design.looks == 1:
        return None
    looks = trial.design.looks
    bounds = even_bounds(looks, trial.design.level)
    seen = {one.look.number: one for one in found.seen}
    ended = bool(found.seen) and not found.goes_on
    lines = []
    for number, bound in enumerate(bounds, start=1):
        one = seen.get(number)
        if one is not None:
            p = one.result.pairs[0].p
            lines.append(
                (
                    f"{number} of {looks}",
                    day_words(one.look.day),
                    count(one.result.known),
                    small(one.level),
                    "too few to say" if p is None else small(p),
                    "told apart" if one.found else "not told apart",
                )
            )
            continue
        missed = ended or number < max(seen, default=0)
        lines.append(
            (
                f"{number} of {looks}",
                NONE if missed else f"planned for {day_words(trial.look_at(number))}",
                count(sum(trial.sizes_at(number))),
                NONE if missed else f"about {small(level_of(bound))}",
                NONE,
                "not needed" if missed else "not looked at",
            )
        )
    titles = (("Look", 90), ("Day", 170), ("Leads", 80), ("p must be below", 120), ("p", 100))
    return _records((*titles, ("Arms", 110)), lines)


def pair_records(pairs: Sequence[Between], level: float = LEVEL) -> Records:
    """Each pair of arms: the difference with its interval, and its p.

    The heads say what each holds for: intervals for all pairs at once, p corrected or not.
    """
    many = len(pairs) > 1
    sure = "for all pairs" if many else _sure(level)
    lines = [
        (
            f"{pair.b} less {pair.a}",
            NONE if pair.difference is None else points_of(pair),
            NONE if pair.p is None else p_words(pair.p),
        )
        for pair in pairs
    ]
    return _records(
        (
            ("Arms", 140),
            (f"Difference, points (interval {sure})", 290),
            ("p, Holm" if many else "p", 90),
        ),
        lines,
    )


def _sure(level: float) -> str:
    """How sure an interval is: "95 %", "99.7 %", "99.9985 %"."""
    places = 1 if level >= 0.001 else 1 - floor(log10(100 * level))
    return f"{figure(round(100 * (1 - level), places))}\u202f%"


def segment_records(segments: Sequence[Segment], by: str) -> Records:
    """The groups of leads, each by itself."""
    lines = [
        (
            part.name,
            count(part.a.known + part.b.known),
            _points(part.difference),
            NONE if part.p is None else p_words(part.p),
        )
        for part in segments
    ]
    titles = ((by or "Group", 160), ("Leads", 80), ("B less A, points (95\u202f% each)", 240))
    return _records((*titles, ("p, corrected", 110)), lines)


def _points(found: Interval | None) -> str:
    if found is None:
        return NONE
    low, high = decimal(100 * found.low, 1), decimal(100 * found.high, 1)
    return f"{decimal(100 * found.value, 1)}, {low} to {high}"


def _rate(found: Interval | None) -> str:
    if found is None:
        return NONE
    return f"{percent(found.value)}, {decimal(100 * found.low, 1)} to {percent(found.high)}"
