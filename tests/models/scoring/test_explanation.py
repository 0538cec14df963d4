from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.explanation import StepKind, explain
from models.scoring.explanation_words import in_words
from models.scoring.grade_shapes import matrix
from models.scoring.model import (
    Axis,
    ByRange,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
)
from models.scoring.reasons import MOST_RULES, reasons_for, reasons_text
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)

TITLE = Rule("r1", "Job title", Points(15), FieldTest("Job title", Test.CONTAINS, ("head",)))
SIZE = Rule(
    "r2",
    "Employees",
    ByRange("Employees", (RangePoints(50, 200, 8), RangePoints(200, 1000, 12))),
)
FREE = Rule("r3", "Free mail", Points(-10), FieldTest("Domain", Test.IS, ("mail.example",)))
DEMO = Override("o1", "Demo request", FieldTest("Demo", Test.IS_YES), Move.AT_LEAST, "MQL")
MODEL = ScoringModel(
    "m",
    "M",
    (
        Group("g1", "Fit", (TITLE, SIZE), most=20),
        Group("g2", "Negative", (FREE,), least=-40, most=0),
    ),
    overrides=(DEMO,),
    base=12,
)


def typed_in(**cells: str) -> Leads:
    """One lead that a person typed in."""
    kinds = {
        "Job title": Kind.TEXT,
        "Employees": Kind.NUMBER,
        "Domain": Kind.TEXT,
        "Demo": Kind.YES_NO,
    }
    columns = tuple(column_of(name, [cells.get(name, "")]) for name in kinds)
    return Leads(
        RawTable(columns, 1), Recipe(tuple(Input(name, kind) for name, kind in kinds.items()))
    )


PETRA = {"Job title": "Head of Operations", "Employees": "640", "Domain": "Mail.example"}


def words(leads: Leads, model: ScoringModel = MODEL) -> list[str]:
    return [w.plain() for w in in_words(explain(model, leads, 0, AS_OF), model)]


def test_that_a_typed_in_lead_is_explained_step_by_step() -> None:
    found = explain(MODEL, typed_in(**PETRA), 0, AS_OF)
    assert [(s.kind, s.label, s.points, s.after) for s in found.steps] == [
        (StepKind.BASE, "Base", 12, 12),
        (StepKind.RULE, "Job title: Head of Operations", 15, 27),
        (StepKind.RULE, "Employees: 640", 12, 39),
        (StepKind.LIMIT, "limit of Fit", -7, 32),
        (StepKind.RULE, "Free mail: Mail.example", -10, 22),
    ]
    assert (found.score, found.band_name, found.mql, found.decided) == (22, "Cold", False, "")


def test_that_the_words_say_what_the_steps_do() -> None:
    assert words(typed_in(**PETRA)) == [
        "Starts with 12 points, as every lead does.",
        "Fit: 20 of at most 20. Job title (Head of Operations) +15, Employees (640) +12. "
        "Together 27, of which the limit leaves 20.",
        "Negative: \u221210 of at least \u221240. Free mail (Mail.example) \u221210.",
        "22 points: Cold.",
    ]


def test_that_the_grade_adds_up_the_axes_and_nothing_else() -> None:
    groups = tuple(
        replace(group, axis=axis)
        for group, axis in zip(MODEL.groups, (Axis.FIT, Axis.ENGAGEMENT), strict=True)
    )
    model = replace(MODEL, groups=groups, grade=matrix([20], [-5]))
    leads = typed_in(**{"Job title": "Head", "Employees": "300", "Domain": "mail.example"})
    way = explain(model, leads, 0, AS_OF)
    assert way.grade is not None
    assert (way.grade.label, way.grade.fit, way.grade.engagement) == ("A2", 20, -10)
    said = in_words(way, model)[-1].plain()
    assert said == "Grade A2. Fit 20 is row A, engagement \u221210 is column 2."
    assert explain(MODEL, leads, 0, AS_OF).grade is None


def test_that_an_override_is_the_last_step() -> None:
    leads = typed_in(**PETRA, Demo="yes")
    found = explain(MODEL, leads, 0, AS_OF)
    last = found.steps[-1]
    assert (last.kind, last.name, last.points, last.after) == (
        StepKind.OVERRIDE,
        "Demo request",
        33,
        55,
    )
    assert (
        words(leads)[-1]
        == "55 points: MQL. Demo request makes this lead at least MQL: 22 becomes 55."
    )
    strong = replace(MODEL, base=80)
    assert words(leads, strong)[-1] == (
        "90 points: Hot. Demo request asks for at least MQL, which the points give already."
    )


def test_that_the_scale_is_a_step_where_it_bites() -> None:
    model = replace(MODEL, base=95)
    leads = typed_in(**{"Job title": "Head of IT"})
    found = explain(model, leads, 0, AS_OF)
    assert (found.steps[-1].kind, found.steps[-1].points) == (StepKind.SCALE, -10)
    assert "The scale ends at 100, so 110 points count as 100." in words(leads, model)


def test_that_a_blank_lead_has_its_base_and_says_so() -> None:
    assert words(typed_in()) == [
        "Starts with 12 points, as every lead does.",
        "Fit: 0. No rule applies.",
        "Negative: 0. No rule applies.",
        "12 points: Cold.",
    ]


@given(seeds, seeds)
def test_that_the_steps_add_up_to_the_score_of_the_engine(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 20), drawn.model(b)
    scored = score(model, leads, AS_OF)
    for row in range(len(leads)):
        found = explain(model, leads, row, AS_OF)
        assert found.score == scored.scores[row]
        assert found.band == scored.bands[row]
        assert sum(step.points for step in found.steps) == found.score
        after = 0
        for step in found.steps:
            after += step.points
            assert step.after == after
        for way in found.groups:
            assert way.points == scored.sums[way.id][row]
            assert way.given == scored.given[way.id][row]
        for rule in model.rules():
            told = [s.points for s in found.steps if s.rule == rule.id]
            given_points = int(scored.contribution(rule)[row])
            assert told == ([given_points] if given_points else [])
        assert in_words(found, model)[-1].head.endswith(f": {found.band_name}.")


@given(seeds, seeds)
def test_that_reasons_are_the_largest_steps(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 25), drawn.model(b)
    scored = score(model, leads, AS_OF)
    for row, reasons in enumerate(reasons_for(scored, range(len(leads)))):
        steps = explain(model, leads, row, AS_OF).steps
        rules = [(s.name, s.points) for s in steps if s.kind is StepKind.RULE]
        rules = sorted(rules, key=lambda item: -abs(item[1]))[:MOST_RULES]
        others = [(s.name, s.points) for s in steps if s.kind not in (StepKind.RULE, StepKind.BASE)]
        assert [(r.name, r.points) for r in reasons] == rules + others


def test_that_reasons_are_written_with_true_signs() -> None:
    scored = score(MODEL, typed_in(**PETRA), date(2024, 1, 1))
    assert reasons_text(reasons_for(scored, [0])[0]) == (
        "Job title (+15); Employees (+12); Free mail (\u221210); limit of Fit (\u22127)"
    )


def test_that_muted_rules_give_no_reason() -> None:
    muted = MODEL.with_rule(replace(TITLE, muted=True))
    scored = score(muted, typed_in(**PETRA), AS_OF)
    assert all(reason.name != "Job title" for reason in reasons_for(scored, [0])[0])
