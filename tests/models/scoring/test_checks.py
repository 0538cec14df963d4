from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import Severity
from models.scoring.as_of import as_of_day
from models.scoring.checks import model_problems, problems_of
from models.scoring.conditions import AllOf, FieldTest, Test
from models.scoring.masks import Masks
from models.scoring.model import (
    Band,
    ByRange,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
)
from tests.models.scoring import drawn

DAY = date(2024, 6, 14)
LEADS = Leads(
    RawTable((column_of("Size", ["1", "x", "", "3"]), column_of("Title", ["a", "b", "c", ""])), 4),
    Recipe((Input("Size", Kind.NUMBER), Input("Title"))),
)


def with_rule(*rules: Rule) -> ScoringModel:
    return ScoringModel("m", "M", (Group("g", "Fit", rules),))


def asks(field: str, test: Test, *values: object) -> Rule:
    return Rule("r", "My rule", Points(5), FieldTest(field, test, values))  # type: ignore[arg-type]


def told(model: ScoringModel) -> list[tuple[str, str]]:
    return [(p.where, p.what) for p in problems_of(model, LEADS)]


def test_that_a_sound_model_has_no_problems() -> None:
    assert problems_of(with_rule(asks("Title", Test.IS, "a")), LEADS, Masks(LEADS)) == ()
    for seed in range(40):
        assert not [p for p in model_problems(drawn.model(seed)) if "band" in p.what.lower()]


def test_that_a_missing_field_is_named_with_its_rules() -> None:
    [(where, what)] = told(with_rule(asks("Phone", Test.IS_KNOWN)))
    assert where == "Phone"
    assert "do not have it" in what
    assert "My rule" in what


def test_that_a_muted_rule_misses_nothing() -> None:
    assert told(with_rule(replace(asks("Phone", Test.IS_KNOWN), muted=True))) == []


def test_that_a_test_of_another_kind_is_named() -> None:
    [(where, what)] = told(with_rule(asks("Title", Test.AT_LEAST, 5.0)))
    assert where == "Title"
    assert "read as text" in what
    ranged = Rule("r", "Ranges", ByRange("Title", (RangePoints(0, 1, 5),)))
    [(where, what)] = told(with_rule(ranged))
    assert "Ranges" in what


def test_that_misfits_in_a_used_field_are_counted_with_examples() -> None:
    [problem] = problems_of(with_rule(asks("Size", Test.AT_LEAST, 1.0)), LEADS)
    assert (problem.count, problem.examples) == (1, ("x",))


def test_that_a_rule_that_hits_nobody_is_noted() -> None:
    [problem] = problems_of(with_rule(asks("Title", Test.IS, "zzz")), LEADS, Masks(LEADS), DAY)
    assert problem.severity is Severity.NOTE
    assert problem.where == "My rule"


def test_that_errors_come_before_warnings_and_notes() -> None:
    bands = (Band("Cold", 0), Band("Warm", 40), Band("Hot", 40, mql=True))
    model = replace(with_rule(asks("Phone", Test.IS_KNOWN), asks("Title", Test.IS, "z")))
    found = problems_of(replace(model, bands=bands), LEADS, Masks(LEADS), DAY)
    assert [p.severity for p in found] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def wrong(**changes: object) -> str:
    [problem] = model_problems(replace(ScoringModel("m", "M"), **changes))  # type: ignore[arg-type]
    assert problem.severity is Severity.ERROR
    return problem.what


def test_that_each_fault_of_a_model_is_told() -> None:
    cold, hot = Band("Cold", 0), Band("Hot", 60, mql=True)
    assert "above" in wrong(bands=(cold, Band("Warm", 0), hot))
    assert "begins at 5" in wrong(bands=(replace(cold, threshold=5), hot))
    assert "No lead can reach" in wrong(bands=(cold, replace(hot, threshold=101)))
    assert "MQL band" in wrong(bands=(cold, replace(hot, mql=False)))
    assert "2 bands are named Cold" in wrong(bands=(cold, replace(hot, name="Cold")))
    assert "no bands" in wrong(bands=())
    assert "ends where it begins" in wrong(scale=Scale(0, 0), bands=(replace(cold, mql=True),))
    assert "above the most" in wrong(groups=(Group("g", "G", least=5, most=1),))
    hit = FieldTest("Title", Test.IS_KNOWN)
    assert "no band" in wrong(overrides=(Override("o", "O", hit, Move.AT_LEAST, "Gold"),))
    assert "10,000" in wrong(groups=(Group("g", "G", (Rule("r", "R", Points(10_001), hit),)),))
    empty = Rule("r", "R", Points(1), AllOf((FieldTest("Title", Test.IS),)))
    assert "empty" in wrong(groups=(Group("g", "G", (empty,)),))
    ranges = ByRange("Size", (RangePoints(0, 10, 1), RangePoints(5, 20, 2)))
    assert "overlap" in wrong(groups=(Group("g", "G", (Rule("r", "R", ranges),)),))


def created(*days: str) -> Leads:
    recipe = Recipe((Input("Created", Kind.DATE, Role.CREATED),))
    return Leads(RawTable((column_of("Created", days),), len(days)), recipe)


def test_that_the_as_of_day_is_the_models_or_the_latest_creation_or_today() -> None:
    today = date(2024, 6, 14)
    model = ScoringModel("m", "M")
    leads = created("2024-01-02", "", "2024-03-04", "2025-01-01")
    assert as_of_day(replace(model, as_of=date(2020, 1, 1)), leads, today) == date(2020, 1, 1)
    assert as_of_day(model, leads, today) == date(2024, 3, 4)
    assert as_of_day(model, created("2024-06-14"), today) == today
    assert as_of_day(model, created("2025-01-01", ""), today) == today
    assert as_of_day(model, LEADS, today) == today
