from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import ttest_ind

from models.evaluation.drift.drift import Drift, drift_of
from models.evaluation.drift.fields import FieldDrift
from models.evaluation.drift.report import drift_json, drift_text
from models.evaluation.drift.rules import State
from models.evaluation.drift.sentence import about, field
from models.evaluation.drift.sides import Who, of_split, of_tables
from models.evaluation.drift.verdict import Call, moved, verdict_of
from models.evaluation.guard.stopping import Stopped
from models.evaluation.history.few import auc_of
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Role
from models.leads.raw import RawTable, column_of
from models.problems import LeadbenchError
from models.scoring.conditions import ActivityTest, Measure, Quantity, Selection
from models.scoring.model import Points, Rule, Scale
from tests.models.evaluation.drift.exports import MODEL, export, people, read
from tests.models.evaluation.simulations import drift as made

ROWS = people()
OLD, NEW = date(2025, 9, 1), date(2025, 10, 1)
TODAY = date(2026, 1, 1)


def of_months(rows: list[dict[str, str]] = ROWS, who: Who = Who.NEW) -> Drift:
    return drift_of(MODEL, of_tables(export(rows, OLD), export(rows, NEW), who), TODAY)


def named(drift: Drift, name: str) -> FieldDrift:
    return next(one for one in drift.fields if one.name == name)


def changed(name: str, value: str, since: date, share: float = 1.0) -> list[dict[str, str]]:
    """The same people, but of those created since a day a share has another value."""
    dice = np.random.default_rng(1)
    return [
        {**row, name: value}
        if row["Created"] >= since.isoformat() and dice.random() < share
        else row
        for row in ROWS
    ]


def test_that_steady_exports_keep_the_model_or_say_what_cannot_be_seen() -> None:
    drift = of_months()
    verdict = verdict_of(drift)
    assert verdict.call in (Call.KEEP, Call.CANNOT_SAY)
    assert not verdict.reasons
    assert not any(map(moved, drift.fields))


def test_that_a_planted_new_value_is_found_and_named() -> None:
    drift = of_months(changed("Source", "Podcast", date(2025, 9, 2), 0.5))
    source = named(drift, "Source")
    assert moved(source)
    assert source.used
    assert source.fresh[0][0] == "Podcast"
    verdict = verdict_of(drift)
    assert verdict.call is Call.WATCH
    assert "“Source” moved" in verdict.sentence + str(verdict.reasons)
    assert "Most in Podcast" in field(source)


def test_that_a_field_which_is_left_blank_from_now_on_is_found() -> None:
    drift = of_months(changed("Size", "", date(2025, 9, 2), 0.6))
    size = named(drift, "Size")
    assert moved(size)
    assert not size.used
    assert size.blanks is not None
    assert size.blanks.low > 0.5
    assert all("Size" not in reason.words for reason in verdict_of(drift).reasons)


def test_that_a_missing_field_that_the_model_reads_asks_for_new_points() -> None:
    old, new = export(ROWS, OLD), export(ROWS, NEW)
    columns = tuple(column for column in new.raw.columns if column.name != "Job")
    short = replace(new, raw=replace(new.raw, columns=columns), _prepared={})
    verdict = verdict_of(drift_of(MODEL, of_tables(old, short), TODAY))
    assert verdict.call is Call.RETUNE
    assert "“Job” is not in the newer export" in verdict.sentence


def test_that_a_number_written_otherwise_is_told() -> None:
    rows = {name: [row[name] for row in ROWS[2400:]] for name in ROWS[0]}
    rows["Size"] = [f"about {size}" for size in rows["Size"]]
    size = named(drift_of(MODEL, of_tables(export(ROWS, OLD), read(rows)), TODAY), "Size")
    assert size.kind is not None
    assert "no numbers as they were read last month" in field(size)


def test_that_a_column_which_only_the_newer_export_has_is_told() -> None:
    rows = {name: [row[name] for row in ROWS[2400:]] for name in ROWS[0]}
    drift = drift_of(
        MODEL, of_tables(export(ROWS, OLD), read({**rows, "Budget": ["1"] * 600})), TODAY
    )
    assert named(drift, "Budget").added
    assert field(named(drift, "Budget")).startswith("Only the newer export has it")


def test_that_nobody_counts_for_conversion_twice_and_both_had_the_same_time() -> None:
    drift = of_months()
    scores = drift.scores
    assert drift.horizon is not None
    assert drift.horizon.days is not None
    every = scores.old.tally.known + scores.new.tally.known
    ripe = sum(
        (NEW - date.fromisoformat(row["Created"])).days >= drift.horizon.days for row in ROWS
    )
    assert every == pytest.approx(ripe, abs=25)
    assert "too young for that" in " ".join(about(drift))


@pytest.mark.parametrize("who", Who)
def test_that_the_conversion_of_next_months_leads_is_compared_whoever_is_looked_at(
    who: Who,
) -> None:
    drift = of_months(who=who)
    assert drift.scores.new.tally.known == of_months().scores.new.tally.known


def test_that_a_rule_which_lost_its_lift_is_found_and_the_model_is_to_be_tuned() -> None:
    dice = np.random.default_rng(2)
    drift = made.looked(made.leads_of(dice, 4_000, lost=True))
    verdict = verdict_of(drift)
    assert verdict.call is Call.RETUNE
    states = {rule.name: rule.state for rule in drift.rules}
    assert states["A"] is State.LOST
    assert states["Size"] is State.HELD


def test_that_other_leads_with_the_same_conversion_are_watched_not_tuned() -> None:
    drift = made.looked(made.leads_of(np.random.default_rng(2), 4_000, mix=True))
    verdict = verdict_of(drift)
    assert verdict.call is Call.WATCH
    assert moved(next(one for one in drift.fields if one.name == "Segment"))
    assert not moved(next(one for one in drift.fields if one.name == "Visits"))


def test_that_hardly_ever_new_points_are_asked_for_where_nothing_changed() -> None:
    dice = np.random.default_rng(11)
    calls = [verdict_of(made.looked(made.leads_of(dice, 800))).call for _ in range(60)]
    assert sum(call is Call.RETUNE for call in calls) <= 3
    assert sum(call is Call.WATCH for call in calls) <= 6


def test_that_few_leads_are_seldom_watched_where_nothing_changed() -> None:
    """All that is only watched together: with the bands apart from the rest it was 9 of 100."""
    calls = made.calls(np.random.default_rng(47), 100, 0.05, 300)
    assert calls.count(Call.WATCH) / len(calls) <= 0.06


def test_that_the_ranking_of_either_side_is_that_of_its_leads_alone() -> None:
    leads = made.leads_of(np.random.default_rng(3), 1_000)
    drift = made.looked(leads)
    scored = drift.of_age[1].scored
    rows = drift.sides.new.rows
    histogram = np.zeros((101, 3), dtype=np.int64)
    np.add.at(histogram, (scored.levels[rows], leads.outcome[rows]), 1)
    assert drift.scores.new.auc == auc_of(histogram)


def test_that_the_mean_differs_as_welch_says() -> None:
    drift = made.looked(made.leads_of(np.random.default_rng(4), 600, mix=True))
    scored = drift.of_age[0].scored.scores
    old, new = (scored[rows] for rows in (drift.sides.old.rows, drift.sides.new.rows))
    low, high = ttest_ind(new, old, equal_var=False).confidence_interval()
    mean = drift.scores.mean
    assert mean is not None
    assert (mean.low, mean.high) == pytest.approx((low, high), rel=1e-3)


def test_that_leads_are_scored_at_the_same_age_where_activities_count() -> None:
    old = export(ROWS, NEW)
    names = ("Id", "Type", "Time")
    # Everybody visits on the day after coming; older ones keep coming back each month.
    cells: dict[str, list[str]] = {name: [] for name in names}
    for row in ROWS:
        day = date.fromisoformat(row["Created"])
        for later in (1, 61, 121):
            cells["Id"].append(row["Id"])
            cells["Type"].append("Visit")
            cells["Time"].append(date.fromordinal(day.toordinal() + later).isoformat())
    table = RawTable(
        tuple(column_of(name, column) for name, column in cells.items()), len(cells["Id"])
    )
    recipe = ActivityRecipe(
        (
            Input("Id", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("Time", Kind.DATE, Role.ACTIVITY_TIME),
        )
    )
    leads = old.with_activities(match(table, recipe, old, "UTC", TODAY))
    visits = ActivityTest(Quantity(Measure.COUNT, Selection(("Visit",))), values=(2.0,))
    rule = Rule("v", "Came back", Points(40), visits)
    group = replace(MODEL.groups[0], rules=(*MODEL.groups[0].rules, rule))
    model = replace(MODEL, groups=(group,))
    drift = drift_of(model, of_split(leads), NEW)
    assert drift.age == 30
    back = next(one for one in drift.rules if one.name == "Came back")
    assert back.old_hits == back.new_hits == 0
    assert drift.unscored[1] > 0


def test_that_nothing_can_be_said_of_ranking_without_outcomes_but_of_fields() -> None:
    rows = {"Job": ["VP"] * 200 + ["clerk"] * 200, "Source": ["Web"] * 400}
    other = {"Job": ["VP"] * 20 + ["clerk"] * 380, "Source": ["Web"] * 400}
    drift = drift_of(MODEL, of_tables(read(rows), read(other)), TODAY)
    assert drift.outcome == "" or drift.scores.ranking is None
    assert moved(named(drift, "Job"))
    verdict = verdict_of(drift)
    assert verdict.call is Call.RETUNE  # the scores moved far, and nothing shows that ranking held
    steady = verdict_of(drift_of(MODEL, of_tables(read(rows), read(rows)), TODAY))
    assert steady.call is Call.CANNOT_SAY
    assert steady.sentence.startswith("Nothing of weight has moved.")


@pytest.mark.parametrize("size", [1, 2, 7])
def test_that_a_handful_of_leads_is_an_answer_and_no_alarm(size: int) -> None:
    few = read({"Id": [f"n{n}" for n in range(size)], "Job": ["VP"] * size})
    drift = drift_of(MODEL, of_tables(export(ROWS, OLD), few), TODAY)
    assert drift_text(drift)
    assert json.dumps(drift_json(drift), allow_nan=False)
    assert verdict_of(drift).call is Call.RETUNE  # they lack the field “Source”


def test_that_text_and_json_hold_every_part() -> None:
    for drift in (of_months(), made.looked(made.leads_of(np.random.default_rng(5), 500))):
        facts = drift_json(drift)
        text = drift_text(drift)
        json.dumps(facts, allow_nan=False)
        assert facts["verdict"] in text
        for one in drift.fields:
            assert one.name in text
        assert len(facts["rules"]) == len(drift.rules)
        assert sum(one["leads"] for one in facts["over_time"]["periods"]) == (
            drift.scores.old.tally.known + drift.scores.new.tally.known
        )


def test_that_it_stops_when_asked() -> None:
    asked = iter([False] * 5 + [True] * 100)
    with pytest.raises(Stopped):
        drift_of(MODEL, of_tables(export(ROWS, OLD), export(ROWS, NEW)), TODAY, lambda: next(asked))


def test_that_a_scale_too_wide_or_an_empty_side_is_a_sentence() -> None:
    sides = of_tables(export(ROWS, OLD), export(ROWS, NEW))
    with pytest.raises(LeadbenchError, match="at most"):
        drift_of(replace(MODEL, scale=Scale(0, 1 << 21)), sides, TODAY)
    with pytest.raises(LeadbenchError, match="no lead to compare"):
        drift_of(MODEL, of_tables(export(ROWS, OLD), export([], NEW)), TODAY)
