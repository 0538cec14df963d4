"""A project, leads and edits small enough to look at, for the tests of the file and the history."""

from __future__ import annotations

from dataclasses import replace

from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.raw import Cell, RawTable, column_of
from models.problems import LeadbenchError, Problem
from models.project.document import Project, Source
from models.project.edits import (
    AddRules,
    AnyEdit,
    ChangeActivities,
    ChangeInput,
    ChangeProject,
    ChangeRule,
    MoveThreshold,
    NameVersion,
    RemoveRule,
    SetActivities,
    SetPoints,
)
from models.project.history import Entry, History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel

ACTIVITIES = ActivityRecipe(
    (
        Input("Email", role=Role.ID),
        Input("Done", role=Role.ACTIVITY_TYPE),
        Input("When", Kind.DATE, Role.ACTIVITY_TIME, date_order=DateOrder.DMY),
        Input("Seconds", Kind.NUMBER, decimal=","),
    )
)


def activities() -> RawTable:
    """Three activities, one of them of nobody known."""
    return RawTable(
        (
            column_of("Email", ["ann@canary.example", "bob@canary.example", "canary"]),
            column_of("Done", ["Visit", "", "Click"]),
            column_of("When", ["01.03.2025", "02.03.2025 10:00", "03.03.2025"]),
            column_of("Seconds", ["1,5", "", "x"]),
        ),
        3,
        "activities.csv",
    )


def leads() -> RawTable:
    """Text, numbers, blanks, a character outside the basic plane and half of one."""
    return RawTable(
        (
            column_of(
                "Email", ["ann@canary.example", "", "bob@canary.example", "eve@canary.example"]
            ),
            column_of("Title", ["VP", "vp ", "Canary keeper", "\U0001f426"], header=" Title\n"),
            column_of(
                "Size",
                ["10", "2.5", "", "\ud83d"],
                [Cell.NUMBER, Cell.NUMBER, Cell.EMPTY, Cell.ERROR],
            ),
        ),
        4,
        "export.csv",
        "Sheet 1",
    )


def project(table: RawTable | None = None) -> Project:
    """A model of two rules in a group; leads if a table is given."""
    rules = (
        Rule("r1", "Vice president", Points(15), FieldTest("Title", Test.CONTAINS, ("VP",))),
        Rule("r2", "Large", Points(5), FieldTest("Size", Test.AT_LEAST, (100.0,))),
    )
    model = ScoringModel("m1", "First model", (Group("g1", "Fit", rules),))
    recipe = Recipe((Input("Email", role=Role.ID), Input("Title"), Input("Size")))
    source = None
    if table is not None:
        found = Problem("2 cells are no numbers.", "Size", count=2, examples=("Canary cell",))
        source = Source(table.fingerprint, table.source, table.rows, problems=(found,))
    return Project("Small", source, recipe, (model,), "m1")


def edit_of(number: int, before: Project) -> AnyEdit:
    """A valid edit of a project for each number: the same number and project, the same edit."""
    model = before.models[0]
    kind, size = number % 10, number // 10
    if kind == 8:
        source = Source(f"print {size % 3}", "activities.csv", size) if size % 4 else None
        return SetActivities(source, ACTIVITIES)
    if kind == 9:
        once, clicks = size % 2 == 0, size % 3 == 0
        recipe = replace(ACTIVITIES, identical_once=once, without_machine_clicks=clicks)
        return ChangeActivities(recipe)
    if kind == 0:
        rule = Rule(model.fresh_id("r"), f"Rule {number}", Points(size % 50))
        return AddRules(model.id, "g1", size % 3, (rule,))
    if kind == 1:
        return ChangeProject(f"Name {size % 4}", "")
    if kind == 2:
        return MoveThreshold(model.id, 1 + size % 3, size % 100)
    if kind == 3:
        return NameVersion(model.id, f"v{number}", f"Version {number}", "2025-01-01", "Ann")
    if kind == 4:
        name = ("Email", "Title", "Size")[size % 3]
        return ChangeInput(Input(name, role=(Role.ID, Role.FIELD, Role.OUTCOME)[size // 3 % 3]))
    rules = tuple(model.rules())
    if not rules:
        return ChangeProject("No rules", "left")
    rule = rules[size % len(rules)]
    if kind == 5 and len(rules) > 1:
        return RemoveRule(model.id, rule.id)
    if kind == 6:
        return ChangeRule(model.id, Rule(rule.id, rule.name, rule.award, rule.when, f"Note {size}"))
    return SetPoints(model.id, rule.id, size % 30)


def entry(history: History) -> Entry:
    """What the journal has to write for a history."""
    assert history.last is not None
    return history.last


def says_all(error: LeadbenchError) -> bool:
    """Whether a sentence says what, where and what to do, as a sentence."""
    problem = error.problem
    ends = problem.what.endswith((".", "?")) and problem.remedy.endswith(".")
    return ends and bool(problem.where) and "Errno" not in problem.sentence()
