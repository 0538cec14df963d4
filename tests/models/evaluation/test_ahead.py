"""Points in the days ahead: the engine's own, told in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from models.evaluation.ahead import Ahead, ahead_sentence, points_ahead, typical_lead
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.activity_summary import detail_values, details_of, type_counts
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.tally import ValueCount
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import ActivityTest, Quantity, Selection, Test
from models.scoring.decay import Decay, Fades, Shape, half_life, window
from models.scoring.engine import score
from models.scoring.model import Group, Points, Rule, ScoringModel

TODAY = date(2026, 4, 1)


def _raw(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "t.csv")


@pytest.fixture(scope="module")
def leads() -> Leads:
    recipe = Recipe(
        (
            Input("Id", role=Role.ID),
            Input("Won", Kind.YES_NO, Role.OUTCOME),
        )
    )
    found = Leads(_raw(Id=["1", "2", "3", "4"], Won=["yes", "no", "yes", ""]), recipe)
    own = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("Time", Kind.DATE, Role.ACTIVITY_TIME),
            Input("Topic"),
            Input("Seconds", Kind.NUMBER),
        )
    )
    rows = [
        ("1", "Webinar", "2026-04-01", "Pricing", "10"),
        ("1", "webinar", "2026-03-22", "Security", "20"),
        ("1", "Click", "2026-03-01", "", ""),
        ("2", "Webinar", "2026-03-12", "Pricing", "10"),
        ("4", "Click", "2026-04-01", "pricing", "5"),
    ]
    columns = [list(cells) for cells in zip(*rows, strict=True)]
    names = ("Lead", "Type", "Time", "Topic", "Seconds")
    return found.with_activities(
        match(_raw(**dict(zip(names, columns, strict=True))), own, found, "UTC")
    )


def _model(decay: Decay | None, most: int | None = None) -> ScoringModel:
    each = Rule("r1", "Webinars", PerOccurrence(Selection(("Webinar",)), 8, 3))
    return ScoringModel("m1", "M", (Group("g1", "Engagement", (each,), decay=decay, most=most),))


def _half_life(days: int) -> Decay:
    steps, after = half_life(days)
    return Decay(Fades.BY_ACTIVITY, steps, after, shape=Shape.HALF_LIFE, days=days)


def test_that_points_ahead_are_those_of_the_engine_on_each_day(leads: Leads) -> None:
    model = _model(_half_life(10))
    ahead = points_ahead(model, "g1", leads, 0, TODAY, 40)
    assert ahead is not None
    assert ahead.points[0] == 12  # 8 today, 4 of the one ten days ago
    assert ahead.points[10] == 6
    assert ahead.before == (16,) * 41
    for day in (0, 7, 40):
        later = score(model, leads, TODAY + timedelta(days=day))
        assert ahead.points[day] == later.given["g1"][0]


def test_that_a_window_ends_and_limits_hold(leads: Leads) -> None:
    steps, after = window(7)
    model = _model(Decay(Fades.BY_GROUP, steps, after, shape=Shape.WINDOW, days=7), most=10)
    ahead = points_ahead(model, "g1", leads, 0, TODAY, 10)
    assert ahead is not None
    assert ahead.points == (*(10,) * 8, 0, 0, 0)
    assert ahead.below(1) == date(2026, 4, 9)
    assert ahead.below(11) == TODAY
    assert ahead.below(0) is None


def test_that_windows_of_rules_end_too_without_decay(leads: Leads) -> None:
    asked = ActivityTest(Quantity(of=Selection(("Webinar",), days=3)), Test.AT_LEAST, (1.0,))
    rule = Rule("r1", "Lately", Points(5), asked)
    model = ScoringModel("m1", "M", (Group("g1", "G", (rule,)),))
    ahead = points_ahead(model, "g1", leads, 0, TODAY, 5)
    assert ahead is not None
    assert ahead.points == (5, 5, 5, 5, 0, 0)
    assert ahead.before == ahead.points
    assert points_ahead(model, "gone", leads, 0, TODAY) is None


def test_that_an_own_day_does_not_hold_the_days_ahead_still(leads: Leads) -> None:
    model = replace(_model(_half_life(10)), own_day=0)
    ahead = points_ahead(model, "g1", leads, 0, TODAY, 20)
    assert ahead is not None
    assert ahead.points[20] == 3


def test_that_the_typical_lead_has_the_median_points(leads: Leads) -> None:
    scored = score(_model(_half_life(10)), leads, TODAY)
    assert scored.given["g1"].tolist() == [12, 2, 0, 0]
    assert typical_lead(scored, "g1") == 1
    assert typical_lead(scored, "gone") is None


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (
            (24, *range(23, -7, -1)),
            "Ann has 24 points on 1 April, \u22126 after 30 days, below 4 from 22 April.",
        ),
        ((0, 0, 0), "Ann has no points of this group on 1 April."),
        ((7, 7, 7), "Ann keeps 7 points for the next 2 days."),
        ((-10, -5, -1), "Ann has \u221210 points on 1 April, \u22121 after 30 days."),
        ((1, 0), "Ann has 1 point on 1 April, 0 after 30 days, below 1 from 2 April."),
        ((20, 18, 16), "Ann has 20 points on 1 April, 16 after 30 days."),
    ],
)
def test_that_the_sentence_tells_the_day_a_month_and_the_end(
    points: tuple[int, ...], words: str
) -> None:
    assert ahead_sentence("Ann", Ahead(TODAY, points, points)) == words


def test_that_types_are_counted_by_key_with_their_leads_and_conversions(leads: Leads) -> None:
    counts = type_counts(leads)
    assert counts.every == ValueCount("", 3, 1, 2, 5)
    assert counts.types == (
        ValueCount("Webinar", 2, 1, 2, 3),
        ValueCount("Click", 2, 1, 1, 2),
    )
    assert counts.whole
    assert type_counts(leads.with_activities(None)).types == ()
    activities = leads.activities
    assert activities is not None
    nothing = leads.only(np.array([2])).with_activities(activities.only(np.array([2])))
    assert type_counts(nothing).types == (), "a table without a row for these leads"
    assert detail_values(nothing, "Topic", ("Webinar",)) == ()


def test_that_details_are_offered_with_their_values(leads: Leads) -> None:
    assert [item.name for item in details_of(leads)] == ["Topic", "Seconds"]
    topics = detail_values(leads, "topic")
    assert topics == (ValueCount("Pricing", 3, 1, 2, 3), ValueCount("Security", 1, 1, 1, 1))
    asked = detail_values(leads, "Topic", ("CLICK",))
    assert asked == (ValueCount("Pricing", 1, 0, 0, 1),), "only those of clicks"
    seconds = {one.value: one.times for one in detail_values(leads, "Seconds")}
    assert seconds == {"10": 2, "20": 1, "5": 1}
    assert detail_values(leads, "Gone") == ()
