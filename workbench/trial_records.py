"""What the tables of the page Live test show: weeks, kept plans, arms, pairs, groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.evaluation.comparison.report import p_words
from models.evaluation.figures import NONE, count, decimal, percent
from models.evaluation.tallies import Interval
from models.evaluation.trials.design import Shown
from models.evaluation.trials.result import ArmRate, Between
from models.evaluation.trials.segments import Segment
from models.evaluation.trials.taken_in import ArmLeads
from models.evaluation.trials.trial import Trial
from models.evaluation.trials.words import points_of
from models.leads.wording import day_words
from widgets.tables.record_table import RecordColumn, Records


def _records(titles: Sequence[tuple[str, int]], lines: Sequence[Sequence[str]]) -> Records:
    """A table of words; the first column stretches, the others stand right."""
    columns = tuple(
        RecordColumn(title, width=width, right=place > 0, stretches=place == 0)
        for place, (title, width) in enumerate(titles)
    )
    return Records(columns, np.arange(len(lines)), lambda column, place: lines[place][column])


def week_records(curve: Sequence[Shown], needed: int | None) -> Records:
    """What tests of so many weeks could show."""
    lines = [
        (
            f"{count(shown.weeks)}{', as planned' if shown.weeks == needed else ''}",
            count(shown.leads),
            NONE if shown.difference is None else decimal(100 * shown.difference, 1),
        )
        for shown in curve
    ]
    return _records((("Weeks", 110), ("Leads", 90), ("Smallest rise, points", 160)), lines)


def plan_records(trials: Sequence[Trial]) -> Records:
    """The plans that are kept."""
    lines = [
        (
            trial.name,
            trial.field or NONE,
            day_words(trial.start),
            day_words(trial.end),
            count(sum(trial.sizes)),
            day_words(trial.look),
        )
        for trial in trials
    ]
    titles = (("Plan", 140), ("Arm told by", 120), ("From", 100), ("To", 100))
    return _records((*titles, ("Leads needed", 100), ("Look from", 100)), lines)


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


def pair_records(pairs: Sequence[Between]) -> Records:
    """Each pair of arms: the difference with its interval, and its p."""
    lines = [
        (
            f"{pair.b} less {pair.a}",
            NONE if pair.difference is None else points_of(pair),
            NONE if pair.p is None else p_words(pair.p),
        )
        for pair in pairs
    ]
    return _records((("Arms", 140), ("Difference, points", 240), ("p", 90)), lines)


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
    titles = ((by or "Group", 160), ("Leads", 80), ("B less A, points", 200))
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
