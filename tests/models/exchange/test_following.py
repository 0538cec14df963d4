"""A table is read as the model says; only what the model does not name is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.following import follow, with_inputs
from models.exchange.model_file import write_model
from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived import EmailDomain, LookUp
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.recipes import merged
from models.leads.text import key
from models.problems import Severity
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import FieldTest, Not, Test, Value
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash, read_model
from models.scoring.model import (
    ByValue,
    Group,
    Move,
    Override,
    Points,
    Rule,
    ScoringModel,
    ValuePoints,
)

DAY = date(2026, 3, 31)


def table(**columns: list[str]) -> RawTable:
    named = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(named, len(next(iter(columns.values()))), "next month.csv")


def rule(field: str, test: Test, *values: Value, name: str = "r", points: int = 10) -> Rule:
    return Rule(name, name, Points(points), FieldTest(field, test, values))


def model(*rules: Rule, inputs: tuple[Input, ...] = (), **more: object) -> ScoringModel:
    made = ScoringModel("m", "M", (Group("g", "G", rules),), inputs=inputs)
    return replace(made, **more)  # type: ignore[arg-type]


def test_that_the_models_recipe_counts_and_not_what_the_cells_look_like() -> None:
    inputs = (Input("Size", Kind.NUMBER, decimal=",", thousands="."),)
    small = model(rule("Size", Test.LESS_THAN, 2.0), inputs=inputs)
    raw = table(Size=["1,5", "1.500"])
    guess = Recipe((Input("Size", Kind.TEXT),))
    followed = follow(small, raw, guess)
    assert score(small, followed.leads, DAY).scores.tolist() == [10, 0]
    assert followed.problems == ()


def test_that_an_alias_and_another_case_find_the_column() -> None:
    inputs = (Input("Job title", aliases=("Position",)), Input("Country"))
    small = model(
        rule("Job title", Test.IS, "vp", name="a"),
        rule("Country", Test.IS, "France", name="b"),
        inputs=inputs,
    )
    followed = follow(small, table(POSITION=["VP"], country=["france"]), Recipe())
    assert followed.missing == ()
    assert score(small, followed.leads, DAY).scores.tolist() == [20]


def test_that_a_column_of_the_name_comes_before_one_of_an_alias() -> None:
    inputs = (Input("Email", aliases=("Mail",)),)
    small = model(rule("Email", Test.IS, "a"), inputs=inputs)
    followed = follow(small, table(Mail=["x"], Email=["a"]), Recipe())
    assert score(small, followed.leads, DAY).scores.tolist() == [10]


def test_that_a_missing_field_is_blank_and_named_with_its_rules() -> None:
    small = model(
        rule("Gone", Test.IS_KNOWN, name="knows"),
        rule("Gone", Test.IS_BLANK, name="blank", points=3),
        inputs=(Input("Gone"), Input("Here")),
    )
    followed = follow(small, table(Here=["a", "b"]), Recipe())
    assert followed.missing == ("Gone",)
    (problem,) = followed.problems
    assert problem.where == "Field Gone"
    assert "“knows”, “blank”" in problem.what
    assert score(small, followed.leads, DAY).scores.tolist() == [3, 3]


def test_that_a_field_read_only_by_an_override_is_named_too() -> None:
    out = Override("o", "Out", FieldTest("Gone", Test.IS_KNOWN), Move.AT_MOST, "Cold")
    small = model(rule("Here", Test.IS_KNOWN), inputs=(Input("Here"),), overrides=(out,))
    followed = follow(small, table(Here=["a"]), Recipe())
    assert [problem.where for problem in followed.problems] == ["Field Gone"]
    assert "“Out” reads" in followed.problems[0].what


def test_that_many_missing_fields_are_one_sentence() -> None:
    rules = [rule(f"F{i}", Test.IS_KNOWN, name=f"r{i}") for i in range(6)]
    followed = follow(model(*rules, inputs=(Input("Here"),)), table(Here=["a"]), Recipe())
    (problem,) = followed.problems
    assert problem.count == 6
    assert all(f"“F{i}”" in problem.what for i in range(6))


def test_that_misfits_are_counted_and_grave_above_one_percent() -> None:
    small = model(rule("Size", Test.AT_LEAST, 1.0), inputs=(Input("Size", Kind.NUMBER),))
    for bad, severity in ((1, Severity.NOTE), (2, Severity.WARNING)):
        cells = ["n/a"] * bad + ["5"] * (100 - bad) + [""] * 50
        followed = follow(small, table(Size=cells), Recipe())
        (problem,) = followed.problems
        assert (problem.count, problem.severity) == (bad, severity)
        assert "“n/a”" in problem.what


def test_that_without_inputs_the_guess_serves_and_is_told() -> None:
    small = model(rule("Size", Test.AT_LEAST, 5.0))
    guess = Recipe((Input("Size", Kind.NUMBER),))
    followed = follow(small, table(Size=["4", "5"]), guess)
    assert score(small, followed.leads, DAY).scores.tolist() == [0, 10]
    assert [problem.where for problem in followed.problems] == ["Model M"]


def test_that_without_inputs_a_field_is_read_as_the_rules_ask() -> None:
    """A yes or no that a rule compares as text would else never hold, without a word."""
    small = model(rule("Loan", Test.IS, "yes"))
    guess = Recipe((Input("Loan", Kind.YES_NO),))
    followed = follow(small, table(Loan=["yes", "no"]), guess)
    assert score(small, followed.leads, DAY).scores.tolist() == [10, 0]


def test_that_a_rule_that_can_never_hold_is_told() -> None:
    by_value = Rule("v", "By value", ByValue("Size", (ValuePoints("5", 1),)))
    never = rule("Size", Test.CONTAINS, "5", name="never")
    negated = Rule("n", "negated", Points(1), Not(FieldTest("Size", Test.IS, ("5",))))
    small = model(by_value, never, negated, inputs=(Input("Size", Kind.NUMBER),))
    told = {problem.what for problem in follow(small, table(Size=["5"]), Recipe()).problems}
    assert len(told) == 3
    assert all("the field is read as number" in what for what in told)


def test_that_roles_come_from_the_model_and_else_from_the_guess() -> None:
    guess = Recipe(
        (
            Input("A", role=Role.ID),
            Input("B", Kind.YES_NO, role=Role.OUTCOME),
            Input("C"),
        )
    )
    recipe = merged((Input("C", role=Role.ID),), table(A=["1"], B=["yes"], C=["2"]), guess)
    assert [item.role for item in recipe] == [Role.FIELD, Role.OUTCOME, Role.ID]


NAMES = st.lists(st.sampled_from("A a B b C D É é".split()), unique_by=key, max_size=6)


@given(NAMES, NAMES, NAMES, st.data())
def test_that_every_column_has_one_input_and_every_role_one_field(
    columns: list[str], named: list[str], aliases: list[str], data: st.DataObject
) -> None:
    roles = st.sampled_from(list(Role))

    def recipe(names: list[str]) -> tuple[Input, ...]:
        taken: set[Role] = set()
        found = []
        for name in names:
            role = data.draw(roles)
            if role in taken and role not in (Role.FIELD, Role.IGNORED):
                role = Role.FIELD
            taken.add(role)
            found.append(Input(name, role=role))
        return tuple(found)

    inputs = tuple(
        replace(item, aliases=tuple(a for a in aliases[place : place + 1] if a not in named))
        for place, item in enumerate(recipe(named))
    )
    raw = RawTable(tuple(column_of(name, ["x"]) for name in columns), 1)
    found = merged(inputs, raw, Recipe(recipe(columns)))
    assert len(found) == len(columns)
    single = [item.role for item in found if item.role not in (Role.FIELD, Role.IGNORED)]
    assert len(single) == len(set(single))
    assert len({key(item.name) for item in found}) == len(found)
    known = {key(item.name): item for item in inputs}
    for column, item in zip(columns, found, strict=True):
        if key(column) in known:
            assert item == known[key(column)]


def test_that_a_models_file_brings_the_recipe_of_what_it_needs(tmp_path: Path) -> None:
    recipe = Recipe(
        (
            Input("Id", role=Role.ID),
            Input("Size", Kind.NUMBER, decimal=","),
            Input("Unused"),
            Input("Won", Kind.YES_NO, Role.OUTCOME, converted=("yes",)),
            Input("Secret", role=Role.IGNORED),
        )
    )
    small = model(rule("size", Test.AT_LEAST, 1.0))
    written = write_model(tmp_path / "m.json", small, recipe)
    assert [item.name for item in written.inputs] == ["Id", "Size", "Won"]
    read = read_model(tmp_path / "m.json")
    assert read.inputs == written.inputs
    assert content_hash(read) == content_hash(written)
    assert with_inputs(small, recipe) == written


def test_that_the_fields_behind_derived_ones_are_read_and_written_with_the_model() -> None:
    derived = (EmailDomain("Domain", "Mail"), LookUp("Company", "domain", (("a.example", "A"),)))
    small = model(rule("Company", Test.IS, "a"), derived=derived)
    recipe = Recipe((Input("Mail", blank=("none",)), Input("Other"), Input("Id", role=Role.ID)))
    kept = with_inputs(small, recipe)
    assert [item.name for item in kept.inputs] == ["Mail", "Id"]
    followed = follow(kept, table(Mail=["x@A.example", "none"], Id=["1", "2"]), Recipe())
    assert (followed.problems, followed.missing) == ((), ())
    assert score(kept, followed.leads, DAY).scores.tolist() == [10, 0]
    lacking = follow(kept, table(Id=["1"]), Recipe())
    assert lacking.missing == ("Mail",)
    assert [problem.where for problem in lacking.problems] == ["Field Mail"]
    assert "which “r” reads" in lacking.problems[0].what


def test_that_a_derived_field_reads_what_it_needs_where_kinds_are_guessed() -> None:
    small = model(
        rule("Plan", Test.IS, "small"), derived=(LookUp("Plan", "Code", (("1", "small"),)),)
    )
    guess = Recipe((Input("Code", Kind.NUMBER),))
    followed = follow(small, table(Code=["1", "2"]), guess)
    assert score(small, followed.leads, DAY).scores.tolist() == [10, 0]
    kept = replace(small, inputs=(Input("Code", Kind.NUMBER),))
    told = follow(kept, table(Code=["1"]), Recipe()).problems
    assert any("“Plan” asks for text" in problem.what for problem in told)


def test_that_a_models_file_brings_the_recipe_of_the_activities(tmp_path: Path) -> None:
    recipe = ActivityRecipe((Input("Id", role=Role.ID), Input("Page")), identical_once=True)
    write_model(tmp_path / "m.json", model(), Recipe(()), recipe)
    assert read_model(tmp_path / "m.json").activities == recipe


def test_that_the_field_a_group_fades_by_is_asked_for_and_written_with_the_model() -> None:
    fading = Decay(Fades.BY_GROUP, (DecayStep(30, 100),), field="Seen")
    group = Group("g", "Doing", (rule("Size", Test.AT_LEAST, 1.0),), decay=fading)
    faded = replace(model(), groups=(group,))
    seen = Input("Seen", Kind.DATE, date_order=DateOrder.DMY)
    kept = with_inputs(faded, Recipe((seen, Input("Size", Kind.NUMBER), Input("Other"))))
    assert [item.name for item in kept.inputs] == ["Seen", "Size"]
    lacking = follow(kept, table(Size=["1"]), Recipe())
    assert lacking.missing == ("Seen",)
    assert "which \u201cdecay of Doing\u201d reads" in lacking.problems[0].what
    other = replace(kept, inputs=(Input("Seen"), Input("Size", Kind.NUMBER)))
    told = follow(other, table(Size=["1"], Seen=["soon"]), Recipe()).problems
    assert any("asks for date" in p.what and "no lead has a date" in p.what for p in told)


def test_that_what_finds_and_scores_accounts_is_written_with_the_model() -> None:
    parts = (AccountPart(AccountMeasure.DISTINCT, field="Department"),)
    account = AccountScore("Company", "E-mail", parts)
    names = ("Company", "E-mail", "Department", "Other")
    kept = with_inputs(model(account=account), Recipe(tuple(Input(name) for name in names)))
    assert [item.name for item in kept.inputs] == ["Company", "E-mail", "Department"]
