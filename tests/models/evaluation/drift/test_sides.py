from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.drift.horizon import Horizon, horizon_of, last_day, newly_told, within
from models.evaluation.drift.sides import FEWEST_YOUNG, Who, of_split, of_tables
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.problems import LeadbenchError
from tests.models.evaluation.drift.exports import FIRST, export, people, read

EPOCH = date(1970, 1, 1)
ROWS = people()


def test_that_the_split_parts_the_dated_leads_and_counts_the_others() -> None:
    rows = [dict(row) for row in ROWS[:400]]
    rows[7]["Created"] = ""
    leads = export(rows, date(2026, 6, 1))
    at = date(2025, 1, 20)
    sides = of_split(leads, at)
    assert sides.undated == 1
    assert len(sides.old) + len(sides.new) == 399
    number = (at - EPOCH).days
    assert (leads.created[sides.old.rows] < number).all()
    assert (leads.created[sides.new.rows] >= number).all()


def test_that_without_a_day_the_newest_quarter_of_those_old_enough_is_newer() -> None:
    leads = export(ROWS, FIRST + timedelta(days=299))
    sides = of_split(leads)
    horizon = horizon_of(leads)
    assert horizon is not None
    assert horizon.days is not None
    ripe = leads.created <= last_day(leads) - horizon.days
    newer = np.intersect1d(sides.new.rows, np.flatnonzero(ripe))
    assert len(newer) == pytest.approx(0.25 * ripe.sum(), rel=0.05)


@pytest.mark.parametrize("split", [date(2024, 1, 1), FIRST, date(2030, 1, 1)])
def test_that_a_split_beside_all_leads_is_refused(split: date) -> None:
    with pytest.raises(LeadbenchError, match="all leads on one side"):
        of_split(export(ROWS[:100], date(2026, 1, 1)), split)


def test_that_leads_without_a_day_or_of_one_day_are_no_two_sides() -> None:
    with pytest.raises(LeadbenchError, match="No lead has a day"):
        of_split(read({"Id": ["1", "2"], "Job": ["VP", "clerk"]}))
    with pytest.raises(LeadbenchError, match="All leads were created on 1 Jan 2025"):
        of_split(export(ROWS[:5], date(2026, 1, 1)))


def test_that_new_leads_are_compared_with_those_that_were_as_young() -> None:
    old, new = export(ROWS, date(2025, 9, 1)), export(ROWS, date(2025, 10, 1))
    sides = of_tables(old, new)
    assert sides.who is Who.NEW
    ids = {old.lead_id(row) for row in range(len(old))}
    assert all(new.lead_id(int(row)) not in ids for row in sides.new.rows)
    assert len(sides.new) == len(new) - len(old)
    assert sides.days is not None
    ages = last_day(old) - old.created[sides.old.rows]
    assert ages.max() < sides.days
    assert sides.days == pytest.approx(30, abs=3)


def test_that_few_young_ones_or_no_days_compare_with_all() -> None:
    old = read({"Id": [f"a{n}" for n in range(80)], "Job": ["VP"] * 80})
    new = read({"Id": [f"b{n}" for n in range(60)], "Job": ["VP"] * 60})
    sides = of_tables(old, new)
    assert (len(sides.old), len(sides.new), sides.days) == (80, 60, None)
    early = export(ROWS[:FEWEST_YOUNG], date(2026, 1, 1))
    late = export(ROWS, date(2025, 10, 1))
    assert len(of_tables(early, late).old) == FEWEST_YOUNG


def test_that_without_ids_or_new_ones_all_leads_are_compared() -> None:
    old, new = read({"Job": ["VP"] * 8}), read({"Job": ["VP"] * 9})
    sides = of_tables(old, new)
    assert (sides.who, sides.seen, len(sides.new)) == (Who.ALL, None, 9)
    same = export(ROWS[:50], date(2026, 1, 1))
    sides = of_tables(same, same)
    assert sides.who is Who.ALL
    assert sides.seen is not None
    assert sides.seen.all()


def test_that_ids_are_compared_as_they_are_written_but_for_spaces() -> None:
    old = read({"Id": ["A1", "a2", ""], "Job": ["", "", ""]})
    new = read({"Id": [" A1 ", "A2", "", "a1"], "Job": ["", "", "", ""]})
    sides = of_tables(old, new)
    assert sides.seen is not None
    assert sides.seen.tolist() == [True, False, False, False]


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 200), st.integers(0, 10_000))
def test_that_outcomes_within_a_time_are_those_of_a_plain_look(days: int, seed: int) -> None:
    leads = export(people(120, seed), date(2025, 10, 1))
    codes, young = within(leads, Horizon(days))
    last = last_day(leads)
    ended = leads.days_of(Role.OUTCOME_DATE)
    for row in range(len(leads)):
        created, end = int(leads.created[row]), int(ended[row])
        late = created > last - days
        assert bool(young[row]) is late
        converted = leads.outcome[row] == 1 and end != BLANK_DAY and end - created <= days
        assert int(codes[row]) == (2 if late else int(converted))


def test_that_of_next_months_export_those_are_told_whom_last_months_could_not_tell() -> None:
    old, new = export(ROWS, date(2025, 9, 1)), export(ROWS, date(2025, 10, 1))
    horizon = Horizon(40)
    told = newly_told(new, old, horizon, None)
    codes, _ = within(new, horizon)
    counted = told & (codes < 2)
    before, _ = within(old, horizon)
    earlier = {old.lead_id(int(row)) for row in np.flatnonzero(before < 2)}
    assert counted.any()
    assert not {new.lead_id(int(row)) for row in np.flatnonzero(counted)} & earlier
