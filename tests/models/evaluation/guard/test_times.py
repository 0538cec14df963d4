from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from models.evaluation.guard.cohorts import cohorts_of
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.guard import guard_findings, guard_of
from models.evaluation.guard.times import (
    LEAST_WATCHED,
    converted_by_age,
    of_the_past,
    times_of,
)
from models.evaluation.guard.young import TOO_YOUNG, cut_off_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from tests.models.evaluation.guard.tables import dated_table, day, table_of


def simulated(seed: int, rows: int = 6000, last: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Days of creation, and days that a third of the leads takes: quantiles known by formula."""
    rng = np.random.default_rng(seed)
    created = rng.integers(0, last + 1, rows)
    taken = np.where(rng.random(rows) < 0.33, np.floor(rng.exponential(30, rows)), np.nan)
    return created, taken


@pytest.mark.parametrize("seed", range(5))
def test_that_the_curve_is_that_of_kaplan_and_meier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left = rng.integers(0, 90, 500)
    event = rng.random(500) < 0.4
    curve = converted_by_age(np.zeros(500, dtype=np.int64), left, event)
    truth = ecdf(CensoredData(uncensored=left[event], right=left[~event])).cdf
    for age in range(len(curve)):
        assert curve[age] == pytest.approx(float(truth.evaluate(age)), abs=1e-12)
    assert (left >= len(curve) - 1).sum() >= LEAST_WATCHED


@pytest.mark.parametrize("seed", range(5))
def test_that_leads_watched_late_are_at_risk_only_from_then_on(seed: int) -> None:
    rng = np.random.default_rng(seed)
    entry = np.maximum(rng.integers(-60, 40, 400), 0)
    left = rng.integers(0, 80, 400)
    event = (rng.random(400) < 0.5) & (left >= entry)
    curve = converted_by_age(entry, left, event)
    share = 1.0
    for age in range(len(curve)):
        watched = [at for at in range(400) if entry[at] <= age <= left[at]]
        converted = [at for at in watched if event[at] and left[at] == age]
        share *= 1 - (len(converted) / len(watched) if len(watched) >= LEAST_WATCHED else 0)
        assert curve[age] == pytest.approx(1 - share, abs=1e-12)


def test_that_times_are_found_though_the_slow_have_not_come_yet() -> None:
    created, taken = simulated(1)
    times = times_of(dated_table(created, taken, 400))
    assert times is not None
    assert (times.last, times.dated) == (19723 + 400, times.dated)
    truth = [np.quantile(taken[~np.isnan(taken)], share) for share in (0.5, 0.8, 0.9, 0.95)]
    found = [times.within(share) for share in (0.5, 0.8, 0.9, 0.95)]
    assert found == pytest.approx(truth, rel=0.12, abs=2)
    assert times.ever == pytest.approx(0.33, abs=0.03)
    # Whoever looks only at who has converted takes leads for faster than they are.
    recent = created > 300
    seen = recent & ~np.isnan(taken) & (created + np.nan_to_num(taken) <= 400)
    young = times_of(dated_table(created[recent], taken[recent], 400))
    assert young is not None
    naive = float(np.quantile(taken[seen], 0.8))
    assert naive < young.within(0.8) <= 1.25 * truth[1]


def test_that_leads_of_before_outcomes_were_recorded_do_not_slow_the_estimate() -> None:
    created, taken = simulated(2, rows=8000)
    whole = times_of(dated_table(created, taken, 400))
    forgotten = ~np.isnan(taken) & (created + np.nan_to_num(taken) < 200)
    kept = ~forgotten | (created + np.nan_to_num(taken) >= 200)
    late = times_of(dated_table(created[kept], taken[kept], 400))
    assert whole is not None
    assert late is not None
    for share in (0.5, 0.8, 0.9):
        assert late.within(share) == pytest.approx(whole.within(share), rel=0.15, abs=3)


def test_that_conversions_still_to_come_are_as_many_as_come() -> None:
    created, taken = simulated(3)
    leads = dated_table(created, taken, 400)
    times = times_of(leads)
    cohorts = cohorts_of(leads, times, None)
    assert cohorts is not None
    later = ~np.isnan(taken) & (created + np.nan_to_num(taken) > 400)
    assert cohorts.coming == pytest.approx(later.sum(), rel=0.2)
    assert sum(one.leads for one in cohorts.cohorts) == len(leads)
    assert sum(one.converted for one in cohorts.cohorts) == leads.outcome_counts[1]
    newest = cohorts.cohorts[-1]
    assert newest.coming is not None
    assert newest.coming > 10 * (cohorts.cohorts[0].coming or 0)


def test_that_cohorts_are_months_of_creation_or_longer_where_there_are_many() -> None:
    created = np.array([0, 30, 31, 59, 60])
    short = cohorts_of(dated_table(created, np.full(5, np.nan), 99), None, None)
    assert short is not None
    assert [(str(one.start), one.leads) for one in short.cohorts] == [
        ("2024-01-01", 2),
        ("2024-02-01", 2),
        ("2024-03-01", 1),
    ]
    assert short.cohorts[0].coming is None
    long = cohorts_of(dated_table(np.arange(0, 3650, 10), np.full(365, np.nan), 3650), None, None)
    assert long is not None
    assert long.months == 3
    assert str(long.cohorts[1].start) == "2024-04-01"
    assert sum(one.leads for one in long.cohorts) == 365


def young_of(leads: object) -> Finding:
    [found] = [one for one in guard_findings(leads) if one.kind is GuardKind.YOUNG]  # type: ignore[arg-type]
    return found


def test_that_leads_too_young_are_counted_as_the_condition_that_leaves_them_out_does() -> None:
    created, taken = simulated(4)
    leads = dated_table(created, taken, 400)
    found = young_of(leads)
    times = times_of(leads)
    assert times is not None
    assert isinstance(found.remedy, LeaveOutLeads)
    young = int(Masks(leads).of(found.remedy.condition, Sight(times.last_day)).sum())
    assert found.remedy.leads == dict(found.evidence)["young leads"] == young
    assert young == int((400 - created < times.within(0.9)).sum())
    assert found.grave
    assert found.field == "Created"
    assert f"of conversions take: {dict(found.evidence)['converted so far']} of them" in (
        found.sentence
    )
    switched = guard_of(leads).with_left_out((TOO_YOUNG,)).findings
    assert [one.switched for one in switched if one.kind is GuardKind.YOUNG] == [True]


def test_that_slow_conversions_never_ask_for_more_than_half_of_the_leads() -> None:
    rng = np.random.default_rng(5)
    created = rng.integers(0, 200, 3000)
    taken = np.where(rng.random(3000) < 0.5, rng.integers(0, 190, 3000), np.nan)
    leads = dated_table(created, taken, 200)
    times = times_of(leads)
    assert times is not None
    cut = cut_off_of(leads, times)
    assert cut is not None
    assert cut.share < 90
    assert cut.young <= 1500
    assert "too few leads are older than that" in young_of(leads).sentence


def test_that_leads_old_enough_give_no_finding() -> None:
    rng = np.random.default_rng(6)
    created = rng.integers(0, 300, 1000)
    taken = np.where(rng.random(1000) < 0.3, rng.integers(0, 20, 1000), np.nan)
    taken[0], created[0] = 20, 400  # the one that shows until when the export goes
    found = guard_findings(dated_table(created, taken, 420))
    assert not [one for one in found if one.kind is GuardKind.YOUNG]


def test_that_a_slip_of_the_pen_does_not_move_the_end_of_the_export() -> None:
    created, taken = simulated(7)
    created[:2] = [40_000, -20_000]
    leads = dated_table(created, taken, 400)
    times = times_of(leads)
    assert times is not None
    assert day(times.last - 19723) == day(400)
    assert times.stray == 2


def test_that_missing_days_are_an_answer() -> None:
    won = ["yes", "no"] * 60
    created = [day(at) for at in range(120)]
    item = {"Created": Input("Created", Kind.DATE, Role.CREATED)}
    ends = {"Won on": Input("Won on", Kind.DATE, Role.OUTCOME_DATE)}
    cases = (
        ({"Won": won}, {}, "no field says when a lead was created"),
        ({"Won": won, "Created": created}, item, "no field says on which day leads converted"),
        (
            {"Won": won, "Created": created, "Won on": [created[0], *[""] * 119]},
            {**item, **ends},
            "only 1 lead converted with both days, 30 are needed",
        ),
    )
    for columns, inputs, words in cases:
        found = guard_findings(table_of(columns, inputs))
        assert any(one.sentence.endswith(f"{words}.") for one in found)


def test_that_leads_older_than_the_records_of_outcomes_are_found() -> None:
    created, taken = simulated(8, rows=8000)
    forgotten = ~np.isnan(taken) & (created + np.nan_to_num(taken) < 150)
    seen = np.where(forgotten, np.nan, taken)
    leads = dated_table(created, seen, 400)
    [found] = [one for one in guard_findings(leads) if one.kind is GuardKind.EARLY]
    figures = dict(found.evidence)
    assert figures["conversions expected"] == pytest.approx(forgotten.sum(), rel=0.15)
    assert isinstance(found.remedy, LeaveOutLeads)
    mask = Masks(leads).of(found.remedy.condition, Sight(date(2025, 2, 4)))
    assert found.remedy.leads == mask.sum() == (created < 150).sum()
    whole = guard_findings(dated_table(created, taken, 400))
    assert not [one for one in whole if one.kind is GuardKind.EARLY]


def test_that_leads_of_one_day_watched_alike_are_not_called_young() -> None:
    rng = np.random.default_rng(9)
    created = rng.integers(0, 200, 3000)
    taken = np.where(rng.random(3000) < 0.2, 200 - created + rng.integers(0, 60, 3000), np.nan)
    guard = guard_of(dated_table(created, taken, 260))
    kinds = {one.kind for one in guard.findings}
    assert GuardKind.SNAPSHOT in kinds
    assert not kinds & {GuardKind.YOUNG, GuardKind.EARLY}
    [found] = [one for one in guard.findings if one.kind is GuardKind.SNAPSHOT]
    assert found.sentence.startswith("No lead is at a disadvantage for its age")
    assert found.remedy is None
    assert guard.cohorts is not None
    assert guard.cohorts.cut_off is None
    assert guard.cohorts.cohorts[0].coming is None


def test_that_the_export_goes_until_the_last_thing_that_happened() -> None:
    created, taken = simulated(10)
    leads = dated_table(created, taken, 400)
    short = times_of(leads)
    raw = RawTable(
        (
            *leads.raw.columns,
            column_of("Last activity", [day(460)] + [day(at) for at in created[1:]]),
            column_of("Next call", [day(500)] * len(created)),
        ),
        len(created),
    )
    dates = Input("Last activity", Kind.DATE), Input("Next call", Kind.DATE)
    times = times_of(Leads(raw, Recipe((*leads.recipe.inputs, *dates))))
    assert short is not None
    assert times is not None
    assert times.last == short.last + 60


def test_that_both_ends_together_never_leave_out_all_leads() -> None:
    rng = np.random.default_rng(11)
    created = rng.integers(0, 600, 4000)
    taken = np.where(rng.random(4000) < 0.6, rng.integers(0, 500, 4000), np.nan)
    taken = np.where(created + np.nan_to_num(taken) < 300, np.nan, taken)
    leads = dated_table(created, taken, 600)
    kinds = {one.kind: one for one in guard_findings(leads)}
    early, young = kinds[GuardKind.EARLY].remedy, kinds[GuardKind.YOUNG].remedy
    assert isinstance(early, LeaveOutLeads)
    out = early.leads + (young.leads if isinstance(young, LeaveOutLeads) else 0)
    assert out <= 0.8 * len(leads)
    if young is None:
        assert "wait" in kinds[GuardKind.YOUNG].sentence


def test_that_one_lead_that_converts_at_an_age_of_its_own_does_not_move_the_curve() -> None:
    entry = np.array([0, *[50] * 500])
    left = np.array([3, *([80] * 100), *([90] * 400)])
    event = np.array([True, *([True] * 100), *([False] * 400)])
    curve = converted_by_age(entry, left, event)
    assert curve[79] == 0
    assert curve[-1] == pytest.approx(0.2)


def test_that_only_dates_of_the_past_tell_until_when_an_export_goes() -> None:
    assert all(
        map(of_the_past, ("Last activity", "LastModifiedDate", "Updated at", "Last Contact"))
    )
    assert not any(
        map(of_the_past, ("Last day of contract", "Next call", "Created", "Latest offer"))
    )
