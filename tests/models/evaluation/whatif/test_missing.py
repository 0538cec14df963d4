"""Missing fields against brute force: every blank scored with the cell of every filled lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.whatif.filling import MOST_CLASSES
from models.evaluation.whatif.missing import Missing, MissingField, fields_with_blanks, missing_of
from models.evaluation.whatif.supposed import MQL, suppose
from models.evaluation.whatif.suppositions import FieldFilled
from models.leads.columns import blank_rows
from models.leads.derived import DaysBetween
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Cancelled
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from tests.models.evaluation.whatif.written_in import with_cells
from tests.models.scoring import drawn
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_accounts import models_with_accounts
from tests.models.scoring.scorable_models import random_models

seeds = st.integers(0, 2**32 - 1)


def check(found: MissingField, scored: Scored, leads: Leads) -> float:
    """Hold a field against the whole engine; how many leads cross as expected."""
    model, outcome = scored.model, leads.outcome
    column = leads.column(found.field)
    assert column is not None
    blank = np.flatnonzero(blank_rows(column))
    donors = np.flatnonzero(~blank_rows(column))
    assert found.rows.tolist() == blank.tolist()
    assert found.filled == len(donors)
    item = leads.input(found.field)
    raw = None if item is None else leads.raw_column(item)
    assert raw is not None
    above = np.empty((len(blank), len(donors)), dtype=bool)
    of_cell: dict[int, np.ndarray] = {}
    for place, donor in enumerate(donors.tolist()):
        cell = int(raw.codes[donor])
        if cell not in of_cell:
            there = with_cells(leads, found.field, blank.tolist(), donor)
            again = score(model, there, AS_OF, raised=scored.raised)
            of_cell[cell] = again.scores[blank] >= model.mql_threshold
        above[:, place] = of_cell[cell]
    up, down = np.zeros(6), np.zeros(6)
    open_rows = []
    for place, row in enumerate(blank.tolist()):
        now = scored.scores[row] >= model.mql_threshold
        own = outcome[donors] == outcome[row]
        own = own if own.any() else np.ones(len(donors), dtype=bool)
        crosses = above[place] != now
        share = crosses[own].mean()
        way = down if now else up
        way[:4] += share, share * (outcome[row] == 1), crosses.all(), crosses.any()
        if crosses.any():
            open_rows.append(row)
    assert found.open_rows.tolist() == open_rows
    for way, told in ((up, found.up), (down, found.down)):
        assert told.leads.value == pytest.approx(way[0])
        assert told.converted == pytest.approx(way[1])
        assert (told.least, told.most) == (way[2], way[3])
        assert way[2] - 1e-9 <= told.leads.low <= told.leads.value + 1e-9
        assert told.leads.value - 1e-9 <= told.leads.high <= way[3] + 1e-9
    assert found.both.value == pytest.approx(up[0] + down[0])
    assert found.change.value == pytest.approx(up[0] - down[0])
    assert found.span == (up[2] - down[3], up[3] - down[2])
    return found.both.value


@settings(max_examples=12, deadline=None)
@given(seeds, seeds)
def test_that_every_field_moves_what_its_cells_written_in_move(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 24), drawn.model(b)
    scored = score(model, leads, AS_OF)
    missing = missing_of(scored, leads, draws=20)
    assert {item.field for item in missing.fields} == set(fields_with_blanks(leads, model))
    assert missing.mql == np.count_nonzero(scored.scores >= model.mql_threshold)
    for found in missing.fields:
        assert not found.fault
        check(found, scored, leads)
    told = [item.both.value for item in missing.fields]
    assert told == sorted(told, reverse=True)


@cache
def asked() -> Asked:
    rows, kinds = nasty_leads(43, 24)
    return Asked(rows, INPUTS, AS_OF, kinds, done_by(43, rows))


def test_that_it_holds_with_activities_decay_accounts_derived_fields_and_own_days() -> None:
    tried, moved, own, raised, several = 0, 0.0, 0, 0, 0
    for model in (*random_models(17, 9), *models_with_accounts(41, 9)):
        leads = scored_by(model, asked().leads(model.zone), AS_OF).leads
        if len(leads) < 6:
            continue
        scored = score(model, leads, AS_OF)
        for found in missing_of(scored, leads, draws=20).fields[:2]:
            if found.fault:
                assert found.filled == 0
                continue
            moved += check(found, scored, leads)
            tried += 1
            own += model.own_day is not None
            raised += scored.raised is not None
            several += any(isinstance(item, DaysBetween) for item in model.derived)
    assert tried > 15
    assert moved > 3
    assert min(own, raised, several) > 2, (own, raised, several)


def test_that_days_counted_from_another_date_are_each_tried() -> None:
    start, rows = date(2024, 1, 1), 110
    begun = [start + timedelta(row % 20) for row in range(rows)]
    seen = ["" if row % 6 == 0 else str(begun[row] + timedelta(2 * row)) for row in range(rows)]
    columns = column_of("Begun", [str(day) for day in begun]), column_of("Seen", seen)
    leads = Leads(
        RawTable((*columns, column_of("Won", ["yes", "no", ""] * 36 + ["no"] * 2)), rows),
        Recipe(
            (
                Input("Begun", Kind.DATE),
                Input("Seen", Kind.DATE),
                Input("Won", Kind.YES_NO, Role.OUTCOME),
            )
        ),
    )
    days = FieldTest("Days", Test.BETWEEN, (20, 60))
    model = replace(
        MODEL,
        groups=(Group("g1", "Fit", (Rule("r1", "Soon", Points(30), days),)),),
        derived=(DaysBetween("Days", "Begun", "Seen"),),
    )
    scored = score(model, leads, AS_OF)
    (found,) = missing_of(scored, leads, draws=20).fields
    assert found.filled > MOST_CLASSES
    assert check(found, scored, leads) > 3
    with pytest.raises(LeadbenchError, match="too many to try"):
        suppose(scored, model, leads, (FieldFilled("Seen"),), draws=5)


@settings(max_examples=8, deadline=None)
@given(seeds, seeds)
def test_that_a_field_moves_as_many_as_when_it_is_supposed_to_be_filled(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 80), drawn.model(b)
    scored = score(model, leads, AS_OF)
    for found in missing_of(scored, leads, draws=20).fields:
        whole = suppose(scored, model, leads, (FieldFilled(found.field),), draws=5)
        assert found.change.value == pytest.approx(whole.figures[MQL].change.value)
        low, high = whole.figures[MQL].span or (0, 0)
        assert (low, high) == tuple(whole.figures[MQL].before + end for end in found.span)


# Intervals

FIRST = Rule("r1", "First", Points(30), FieldTest("Job", Test.IS, ("VP",)))
LAST = Rule("r2", "Last", Points(-20), FieldTest("Job", Test.IS, ("Clerk",)))
SIZE = Rule("r3", "Large", Points(30), FieldTest("Size", Test.IS, ("large",)))
MODEL = ScoringModel(
    "m1",
    "Jobs",
    (Group("g1", "Fit", (FIRST, LAST, SIZE)),),
    bands=(Band("Cold", 0), Band("MQL", 30, mql=True)),
)
JOBS = ("VP", "Clerk", "Head")
OF_OUTCOME = {"yes": (0.6, 0.1, 0.3), "no": (0.2, 0.4, 0.4), "": (0.3, 0.3, 0.4)}


def leads_of(jobs: list[str], sizes: list[str], won: list[str]) -> Leads:
    columns = column_of("Job", jobs), column_of("Size", sizes), column_of("Won", won)
    inputs = Input("Job"), Input("Size"), Input("Won", Kind.YES_NO, Role.OUTCOME)
    return Leads(RawTable(columns, len(jobs)), Recipe(inputs))


def history(dice: np.random.Generator, rows: int) -> tuple[Leads, Leads]:
    """Leads of which nothing is blank, and the same with jobs missing by outcome."""
    won = dice.choice(["yes", "no", ""], size=rows, p=[0.2, 0.5, 0.3]).tolist()
    jobs = [str(dice.choice(JOBS, p=OF_OUTCOME[one])) for one in won]
    sizes = dice.choice(["large", "small"], size=rows, p=[0.3, 0.7]).tolist()
    lacks = dice.random(rows) < np.array([0.2 if one == "yes" else 0.5 for one in won])
    seen = ["" if gone else job for job, gone in zip(jobs, lacks, strict=True)]
    return leads_of(jobs, sizes, won), leads_of(seen, sizes, won)


def job_of(missing: Missing) -> MissingField:
    return next(item for item in missing.fields if item.field == "Job")


def test_that_intervals_hold_how_many_do_cross_in_95_of_100_histories() -> None:
    dice, tries, held = np.random.default_rng(5), 160, np.zeros(4)
    for _ in range(tries):
        whole, seen = history(dice, 150)
        before = score(MODEL, seen, AS_OF)
        truth = score(MODEL, whole, AS_OF).scores >= 30
        now = before.scores >= 30
        found = job_of(missing_of(before, seen, draws=300))
        up, down = np.count_nonzero(truth & ~now), np.count_nonzero(now & ~truth)
        told = (found.up.leads, up), (found.down.leads, down)
        told += ((found.both, up + down), (found.change, up - down))
        held += [one.low <= true <= one.high for one, true in told]
    # Whole numbers cannot hold 95 % exactly; they hold no less.
    assert (held / tries >= 0.95 - 2.6 * np.sqrt(0.05 * 0.95 / tries)).all(), held / tries
    assert (held / tries < 0.995).all(), held / tries


def test_that_draws_spread_as_binomials_of_shares_that_are_drawn() -> None:
    _, leads = history(np.random.default_rng(8), 900)
    scored = score(MODEL, leads, AS_OF)
    found = job_of(missing_of(scored, leads, draws=4_000))
    column, outcome = leads.column("Job"), leads.outcome
    assert column is not None
    blank = blank_rows(column)
    jobs = np.array([str(cell) for cell in leads.raw.columns[0]])
    large = np.array([str(cell) for cell in leads.raw.columns[1]]) == "large"
    mean = variance = 0.0
    for code in range(3):  # of small leads those cross that are a VP
        many = np.count_nonzero(blank & ~large & (outcome == code))
        donors = ~blank & (outcome == code)
        share, of = (jobs[donors] == "VP").mean(), donors.sum()
        mean += many * share
        # The law of total variance for a share that is itself a binomial's.
        spread = share * (1 - share)
        variance += many * spread * (1 - 1 / of) + many**2 * spread / of
    assert found.up.leads.value == pytest.approx(mean)
    half = (found.up.leads.high - found.up.leads.low) / 2
    assert half == pytest.approx(1.96 * np.sqrt(variance), rel=0.06, abs=1)


# What cannot be told


def test_that_a_field_that_nobody_has_is_listed_with_the_reason_and_comes_last() -> None:
    leads = leads_of([""] * 40, ["large", "", "small", ""] * 10, ["yes", "no"] * 20)
    missing = missing_of(score(MODEL, leads, AS_OF), leads)
    assert [item.field for item in missing.fields] == ["Size", "Job"]
    assert missing.fields[1].fault == "No lead has Job, so nothing tells what others would have."
    assert len(missing.fields[1].rows) == 40
    assert missing.fields[1].both.value == 0


def test_that_what_only_muted_rules_read_is_not_missing() -> None:
    leads = leads_of(["VP", ""] * 20, ["large", ""] * 20, ["yes", "no"] * 20)
    model = MODEL.with_rule(replace(SIZE, muted=True))
    assert set(fields_with_blanks(leads, MODEL)) == {"Job", "Size"}
    assert set(fields_with_blanks(leads, model)) == {"Job"}


def test_that_leads_without_blanks_miss_nothing() -> None:
    leads = leads_of(["VP"] * 9, ["large"] * 9, [""] * 9)
    missing = missing_of(score(MODEL, leads, AS_OF), leads)
    assert missing.fields == ()
    assert (missing.leads, missing.mql, missing.known) == (9, 9, False)


def test_that_it_can_be_stopped_between_two_values() -> None:
    leads = leads_of(["VP", "", "Clerk", ""] * 10, ["large", ""] * 20, [""] * 40)
    tried: list[tuple[str, int, int]] = []

    def step(what: str, at: int, of: int) -> None:
        tried.append((what, at, of))
        if len(tried) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        missing_of(score(MODEL, leads, AS_OF), leads, step)
    assert tried == [("Filling Job", 0, 2)] * 2
