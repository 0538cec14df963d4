"""What the editors are told of the leads beyond their fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.evaluation.ahead import ahead_sentence
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.pattern_hits import MOST_VALUES, pattern_hits
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import Selection
from models.scoring.decay import Decay, Fades, Shape, half_life
from models.scoring.engine import score
from models.scoring.model import Group, Rule, ScoringModel
from models.scoring.patterns import searcher
from models.scoring.sight import ScoredBy
from workbench.lead_facts import LeadFacts
from workbench.live_preview import Preview

DAY = date(2026, 4, 1)


def _raw(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "t.csv")


@pytest.fixture(scope="module")
def leads() -> Leads:
    inputs = (Input("Id", role=Role.ID), Input("Name"), Input("Title"), Input("Size", Kind.NUMBER))
    table = _raw(
        Id=["1", "2", "3"],
        Name=["Ann Ray", "Bo Lee", "Cy Fox"],
        Title=["VP Sales", "Head of IT", "vp sales"],
        Size=["1", "2", "3"],
    )
    found = Leads(table, Recipe(inputs))
    own = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("Time", Kind.DATE, Role.ACTIVITY_TIME),
            Input("Topic"),
        )
    )
    rows = _raw(
        Lead=["1", "2"],
        Type=["Webinar", "Webinar"],
        Time=["2026-04-01", "2026-03-22"],
        Topic=["Prices", "Safety"],
    )
    return found.with_activities(match(rows, own, found, "UTC"))


@pytest.fixture
def preview(leads: Leads) -> Preview:
    each = Rule("r1", "Webinars", PerOccurrence(Selection(("Webinar",)), 8, 3))
    decay = Decay(Fades.BY_ACTIVITY, *half_life(10), shape=Shape.HALF_LIFE, days=10)
    model = ScoringModel("m1", "M", (Group("g1", "Engagement", (each,), decay=decay),))
    scored = score(model, leads, DAY)
    return Preview(
        model,
        ScoredBy(leads),
        DAY,
        scored,
        evaluation=None,  # type: ignore[arg-type]
        saved_scored=None,
        baseline=None,
        saved=None,
        cause=None,
        findings=(),
        settled=True,
        milliseconds=0.0,
    )


def test_that_the_chosen_lead_is_told_ahead_and_else_a_typical_one(
    leads: Leads, preview: Preview
) -> None:
    facts = LeadFacts(leads)
    chosen = facts.ahead(preview, "g1", 1)
    assert chosen is not None
    assert chosen.ahead is not None
    assert not chosen.typical
    told = ahead_sentence(chosen.name, chosen.ahead)
    assert told == "Bo Lee has 4 points on 1 April, 0 after 30 days, below 1 from 1 May."
    typical = facts.ahead(preview, "g1", -1)
    assert typical is not None
    assert typical.typical
    assert typical.name == "Bo Lee", "the lower of two is in the middle"


def test_that_nothing_is_told_ahead_while_points_are_dragged(
    leads: Leads, preview: Preview
) -> None:
    assert LeadFacts(leads).ahead(replace(preview, settled=False), "g1", 1) is None


def test_that_no_lead_with_points_is_told_so(leads: Leads, preview: Preview) -> None:
    model = replace(preview.model, groups=(Group("g1", "Empty"),))
    empty = replace(preview, model=model, scored=score(model, leads, DAY))
    found = LeadFacts(leads).ahead(empty, "g1", -1)
    assert found is not None
    assert found.ahead is None


def test_that_patterns_are_tried_on_distinct_values(leads: Leads, preview: Preview) -> None:
    facts = LeadFacts(leads)
    hits = facts.hits(preview, "Title", "^VP")
    assert hits is not None
    assert (hits.matched, hits.tried, hits.examples, hits.all) == (1, 3, ("VP Sales",), True)
    assert facts.hits(preview, "Title", "(") is None
    assert facts.hits(preview, "Size", "1") is None, "numbers are no texts"
    known = facts.activities
    assert known is not None
    details = known.hits("Topic", "e")
    assert details is not None
    assert details.matched == 2
    assert facts.hits(preview, "Topic", "e") is None, "a detail is no field"


def test_that_a_field_of_many_values_is_tried_in_part() -> None:
    many = Leads(_raw(Id=[f"a{n}" for n in range(MOST_VALUES + 5)]), Recipe((Input("Id"),)))
    search = searcher("a1$")
    assert search is not None
    hits = pattern_hits(many.column("Id"), search)
    assert hits is not None
    assert (hits.matched, hits.tried, hits.all) == (1, MOST_VALUES, False)


def test_that_types_and_values_are_offered(leads: Leads) -> None:
    known = LeadFacts(leads).activities
    assert known is not None
    assert [one.value for one in known.types().types] == ["Webinar"]
    assert {one.value for one in known.values("Topic", ())} == {"Prices", "Safety"}
    assert LeadFacts(leads.with_activities(None)).activities is None
