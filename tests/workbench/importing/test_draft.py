"""The draft of an import: what is said stays, and the order of saying makes no difference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Imported
from models.leads.recipe_difference import RecipeDifference
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import Problem
from workbench.importing.draft import (
    Draft,
    Found,
    Purpose,
    answered,
    meaning,
    other_sheet,
    problems_of,
    read_otherwise,
    recipe_of,
    refused,
    same_field,
    saying,
    still_missing,
    still_new,
    with_stage,
)

NAMES = ("Id", "Created", "Won", "Size", "Owner", "Note")
GUESS = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Size", Kind.NUMBER),
        Input("Owner"),
        Input("Note"),
    )
)


def found(recipe: Recipe = GUESS, complete: bool = True, **more: object) -> Found:
    columns = tuple(column_of(item.name, ["1", "2"]) for item in recipe)
    raw = RawTable(columns, 2, "leads.csv")
    imported = Imported(raw, recipe, complete=complete)
    return Found(imported, recipe, Leads(raw, recipe), **more)  # type: ignore[arg-type]


def draft(purpose: Purpose = Purpose.NEW, **more: object) -> Draft:
    empty = Draft(Path("leads.csv"), purpose, **more)  # type: ignore[arg-type]
    return answered(empty, 0, found())


CHANGES: tuple[tuple[str, dict[str, object]], ...] = (
    ("Size", {"kind": Kind.TEXT}),
    ("Size", {"blank": ("n/a",)}),
    ("Owner", {"role": Role.OWNER}),
    ("Note", {"role": Role.ID}),
    ("Won", {"converted": ("yes", "maybe")}),
    ("Won", {"blank_is_no": True}),
    ("Created", {"role": Role.IGNORED}),
)


def said(one: Draft, name: str, changes: dict[str, object]) -> Draft:
    before = recipe_of(one).find(name)
    assert before is not None
    return saying(one, before, replace(before, **changes))  # type: ignore[arg-type]


@given(st.permutations(CHANGES))
def test_that_the_order_of_the_steps_makes_no_difference_to_the_recipe(
    order: list[tuple[str, dict[str, object]]],
) -> None:
    straight, other = draft(), draft()
    for name, changes in CHANGES:
        straight = said(straight, name, changes)
    for name, changes in order:
        other = said(other, name, changes)
    assert recipe_of(other) == recipe_of(straight)
    assert recipe_of(straight) != GUESS


@given(st.permutations(CHANGES), st.integers(0, len(CHANGES)))
def test_that_reading_anew_in_between_changes_nothing_of_what_was_said(
    order: list[tuple[str, dict[str, object]]], when: int
) -> None:
    straight, other = draft(), draft()
    for place, (name, changes) in enumerate(order):
        straight = said(straight, name, changes)
        if place == when:
            other = read_otherwise(other, delimiter=";")
            other = answered(other, other.reading, found())
        other = said(other, name, changes)
    assert recipe_of(other) == recipe_of(straight)


def test_that_a_role_moves_to_the_field_that_was_said_last() -> None:
    one = meaning(draft(), Role.ID, "Note")
    assert recipe_of(one).with_role(Role.ID).name == "Note"  # type: ignore[union-attr]
    one = meaning(one, Role.ID, "Owner")
    assert recipe_of(one).with_role(Role.ID).name == "Owner"  # type: ignore[union-attr]
    assert recipe_of(one).find("Note").role is Role.FIELD  # type: ignore[union-attr]
    one = meaning(one, Role.ID, "")
    assert recipe_of(one).with_role(Role.ID) is None


def test_that_what_is_said_to_be_a_day_is_read_as_one() -> None:
    one = meaning(draft(), Role.OUTCOME_DATE, "Note")
    assert recipe_of(one).find("Note").kind is Kind.DATE  # type: ignore[union-attr]


def test_that_answers_of_an_earlier_reading_are_dropped() -> None:
    one = read_otherwise(draft(), encoding="cp1252")
    assert not one.fresh
    late = answered(one, 0, found(Recipe((Input("Other"),))))
    assert late is one
    assert refused(one, 0, Problem("Too late.")) is one
    assert answered(one, one.reading, found()).fresh


def test_that_first_rows_that_come_late_do_not_take_the_place_of_all_rows() -> None:
    whole = draft()
    assert answered(whole, 0, found(complete=False)) is whole
    assert whole.whole


def test_that_another_sheet_forgets_which_row_held_the_names() -> None:
    one = other_sheet(read_otherwise(draft(), header_row=3), "Log")
    assert one.options.sheet == "Log"
    assert one.options.header_row is None


def test_that_a_password_is_in_no_text_of_the_draft() -> None:
    one = read_otherwise(draft(), password="Quartz-91")
    assert "Quartz-91" not in repr(one)


def test_that_a_renamed_column_is_the_old_field_and_can_be_taken_back() -> None:
    recipe = Recipe((*GUESS.inputs[:3], Input("Staff", Kind.NUMBER), *GUESS.inputs[3:]))
    one = Draft(Path("next.csv"), Purpose.NEXT)
    one = answered(one, 0, found(recipe, difference=RecipeDifference(("Size",), ("Staff",))))
    assert still_missing(one) == ("Size",)
    renamed = same_field(one, "Size", "Staff")
    assert [item.name for item in recipe_of(renamed)] == [*NAMES[:3], "Size", *NAMES[4:]]
    assert recipe_of(renamed).find("Staff").name == "Size"  # type: ignore[union-attr]
    assert not still_missing(renamed)
    assert not still_new(renamed)
    assert recipe_of(same_field(renamed, "Size", "")) == recipe_of(one)


def test_that_a_column_is_one_field_only() -> None:
    one = same_field(same_field(draft(), "Size", "Note"), "Owner", "Note")
    assert one.renamed == (("Owner", "Note"),)


def test_that_stages_stand_in_the_order_of_the_funnel() -> None:
    order = ("accepted by sales", "opportunity")
    one = with_stage(draft(), Stage("opportunity", "Note"), order)
    one = with_stage(one, Stage("accepted by sales", "Owner"), order)
    assert [stage.name for stage in one.stages] == list(order)
    assert with_stage(one, Stage("opportunity", ""), order).stages == one.stages[:1]


def test_that_a_question_that_was_answered_is_not_asked_again() -> None:
    asked = Problem("Day or month first?", "Created", "Look at the field and choose how.")
    one = answered(Draft(Path("a.csv"), Purpose.NEW), 0, found(problems=(asked,)))
    assert problems_of(one) == (asked,)
    assert problems_of(said(one, "Created", {"kind": Kind.TEXT})) == ()


def test_that_a_question_of_many_fields_is_asked_until_all_of_them_are_answered() -> None:
    fields = ("Won", "Size", "Created", "Owner", "Note")
    asked = Problem("Which mark?", "Won, Size, Created and 2 more fields", fields=fields)
    one = answered(Draft(Path("a.csv"), Purpose.NEW), 0, found(problems=(asked,)))
    for name in fields:
        assert problems_of(one) == (asked,)
        one = said(one, name, {"kind": Kind.MULTIPLE})
    assert problems_of(one) == ()
