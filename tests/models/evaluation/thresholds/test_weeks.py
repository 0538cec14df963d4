from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.thresholds.weeks import (
    loads_of,
    unworked,
    weeks_of,
    worked_of,
)
from models.leads.columns import BLANK_DAY
from models.scoring.answers import day_number

SIZE = 4
Case = list[tuple[int | None, int, int]]
"""Leads: day of creation, place of the highest threshold they reach (-1 none), outcome."""
cases = st.lists(
    st.tuples(st.none() | st.integers(0, 30), st.integers(-1, SIZE - 1), st.integers(0, 2)),
    min_size=2,
    max_size=30,
).filter(lambda case: len({day for day, _, _ in case if day is not None}) > 1)


def arrays(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    days = np.array([BLANK_DAY if day is None else day for day, _, _ in case], dtype=np.int32)
    return days, np.array([p for _, p, _ in case]), np.array([o for _, _, o in case], np.uint8)


def calendar_week(day: int) -> tuple[int, int]:
    return (date(1970, 1, 1) + timedelta(days=day)).isocalendar()[:2]


def slow_worked(case: Case, per_week: float) -> dict[tuple[int, int], Fraction]:
    """Leads of each place and outcome that are worked, week by week, lead by lead."""
    room_of = Fraction(per_week)
    worked: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    for week in {
        date.fromordinal(d + 719163).isocalendar()[:2] for d, _, _ in case if d is not None
    }:
        here = [
            (place, outcome)
            for day, place, outcome in case
            if day is not None and date.fromordinal(day + 719163).isocalendar()[:2] == week
        ]
        room = room_of
        for place in sorted({p for p, _ in here}, reverse=True):
            alike = [outcome for p, outcome in here if p == place]
            part = min(Fraction(1), max(Fraction(0), room) / len(alike))
            for outcome in alike:
                worked[place, outcome] += part
            room -= len(alike)
    return worked


@given(cases, st.integers(1, 60))
def test_that_the_best_leads_of_each_week_are_worked_as_if_one_went_through_them(
    case: Case, tenths: int
) -> None:
    per_week = tenths / 8
    days, places, codes = arrays(case)
    weeks = weeks_of(days)
    assert weeks is not None
    shares = worked_of(weeks, places, codes, SIZE, per_week).shares
    expected = slow_worked(case, per_week)
    for place in range(-1, SIZE):
        dated = [o for d, p, o in case if p == place and d is not None]
        for outcome in range(3):
            alike = dated.count(outcome)
            if alike:
                wanted = expected[place, outcome] / alike
            elif dated:
                wanted = sum(expected[place, o] for o in range(3)) / len(dated)
            else:
                wanted = Fraction(1)
            assert shares[place + 1, outcome] == pytest.approx(float(wanted))


@given(cases, st.integers(0, SIZE - 1), st.integers(1, 8))
def test_that_each_threshold_loads_each_week_with_the_leads_that_reach_it(
    case: Case, threshold: int, per_week: int
) -> None:
    days, places, codes = arrays(case)
    weeks = weeks_of(days)
    assert weeks is not None
    loads = loads_of(weeks, places, codes, SIZE).at(threshold)
    counts = np.zeros((weeks.number, 3), dtype=int)
    for day, place, outcome in case:
        if day is not None and place >= threshold:
            counts[(day - weeks.first) // 7, outcome] += 1
    assert (loads == counts).all()
    beyond = unworked(loads, per_week)
    assert beyond.tolist() == [max(0, row.sum() - per_week) for row in counts]
    # What is worked and what is not are all that are handed over.
    shares = worked_of(weeks, places, codes, SIZE, per_week).shares
    worked = sum(shares[p + 1, o] for d, p, o in case if d is not None and p >= threshold)
    assert worked + beyond.sum() == pytest.approx(counts.sum())


def test_that_weeks_begin_on_monday() -> None:
    sunday, monday = day_number(date(2026, 3, 1)), day_number(date(2026, 3, 2))
    weeks = weeks_of(np.array([sunday, monday, monday + 6, BLANK_DAY], dtype=np.int32))
    assert weeks is not None
    assert weeks.codes.tolist() == [0, 1, 1, -1]
    assert weeks.first == day_number(date(2026, 2, 23))
    assert weeks.length == pytest.approx(8 / 7)
    assert weeks.undated == 1


def test_that_a_slip_of_the_pen_makes_no_century_of_weeks() -> None:
    days = np.array([*range(20_000, 20_210), -25_000], dtype=np.int32)
    weeks = weeks_of(days)
    assert weeks is not None
    assert weeks.length == 30
    assert weeks.undated == 1


def test_that_one_day_or_none_makes_no_weeks() -> None:
    assert weeks_of(np.array([BLANK_DAY], dtype=np.int32)) is None
    assert weeks_of(np.array([7, 7, BLANK_DAY], dtype=np.int32)) is None
