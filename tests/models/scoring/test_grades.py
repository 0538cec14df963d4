"""Grades: the matrix of many leads is that of each, and changes of a matrix keep it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring import grade_shapes as shapes
from models.scoring.engine import score
from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.grade_faults import fault_of
from models.scoring.grades import axis_reach, cells_of, graded, labels_of
from models.scoring.model import Axis, ByRange, Group, RangePoints, Rule, ScoringModel

STEPS = st.integers(2, 6)
POINTS = st.integers(-40, 40)


@st.composite
def grades(draw: st.DrawFn) -> Grade:
    cuts = [
        sorted(draw(st.sets(POINTS, min_size=count - 1, max_size=count - 1)), reverse=True)
        for count in (draw(STEPS), draw(STEPS))
    ]
    return shapes.matrix(*cuts)


@given(grades(), st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=30))
def test_that_many_leads_are_graded_as_each_of_them_is(
    grade: Grade, points: list[tuple[int, int]]
) -> None:
    fit, engagement = np.array(points).T
    labels = labels_of(grade)
    found = [labels[cell] for cell in cells_of(grade, fit, engagement)]
    assert found == [grade.label(*pair) for pair in points]


@given(st.lists(st.none() | POINTS, min_size=2, max_size=6), st.lists(POINTS, min_size=1))
def test_that_thresholds_out_of_order_grade_alike_everywhere(
    cuts: list[int | None], points: list[int]
) -> None:
    steps = tuple(GradeStep(str(i), cut) for i, cut in enumerate(cuts))
    grade = Grade(steps, steps, plain_labels(steps, steps))
    array = np.array(points)
    found = cells_of(grade, array, array).tolist()
    cells = [grade.cell(one, one) for one in points]
    assert found == [row * len(steps) + column for row, column in cells]


def test_that_the_axes_add_up_what_groups_give_after_their_limits() -> None:
    leads = Leads(
        RawTable((column_of("N", ["1", "5", "9", ""]),), 4, "n.csv"),
        Recipe((Input("N", Kind.NUMBER),)),
    )

    def rule(name: str, low: int, high: int) -> Rule:
        entries = (RangePoints(0, 5, low), RangePoints(5, None, high))
        return Rule(name, name, ByRange("N", entries))

    model = ScoringModel(
        "m",
        "M",
        (
            Group("g1", "One", (rule("r1", 10, 40),), Axis.FIT, most=25),
            Group("g2", "Two", (rule("r2", -5, 7),), Axis.FIT),
            Group("g3", "Three", (rule("r3", 3, 4),), Axis.ENGAGEMENT),
            Group("g4", "Four", (rule("r4", 50, 60),)),
        ),
        base=30,
        grade=shapes.matrix([32, 5], [4]),
    )
    found = graded(score(model, leads, date(2024, 1, 1)))
    assert found is not None
    assert found.fit.tolist() == [5, 32, 32, 0]
    assert found.engagement.tolist() == [3, 4, 4, 0]
    assert [found.labels[cell] for cell in found.cells] == ["B2", "A1", "A1", "C2"]
    assert axis_reach(model, Axis.FIT) == (-5, 32)
    assert graded(score(replace(model, grade=None), leads, date(2024, 1, 1))) is None


@given(grades(), st.data())
def test_that_no_change_of_a_matrix_leaves_a_hole(grade: Grade, data: st.DataObject) -> None:
    for _ in range(6):
        axis = data.draw(st.sampled_from([Axis.FIT, Axis.ENGAGEMENT]))
        steps = shapes.steps_of(grade, axis)
        change = data.draw(st.sampled_from(["add", "remove", "move", "label", "warm"]))
        if change == "add" and len(steps) < shapes.MOST_STEPS:
            grade = shapes.with_step(grade, axis)
        elif change == "remove" and len(steps) > shapes.LEAST_STEPS:
            place = data.draw(st.integers(0, len(steps) - 1))
            grade = shapes.without_step(grade, axis, place)
        elif change == "move":
            place = data.draw(st.integers(0, len(steps) - 2))
            grade = shapes.moved(grade, axis, place, data.draw(POINTS))
        elif change == "label":
            grade = shapes.labelled(grade, 0, 0, "Best")
        elif change == "warm":
            grade = shapes.warmed(grade)
        assert fault_of(grade) == ""


def test_that_labels_follow_their_names_and_others_stay() -> None:
    grade = shapes.labelled(shapes.matrix([30, 20, 10], [9]), 1, 0, "Top")
    fewer = shapes.without_step(grade, Axis.FIT, 0)
    assert [step.name for step in fewer.fit] == ["A", "B", "C"]
    assert fewer.labels == (("Top", "A2"), ("B1", "B2"), ("C1", "C2"))
    assert [step.threshold for step in fewer.fit] == [20, 10, None]
    more = shapes.with_step(fewer, Axis.ENGAGEMENT)
    assert [step.threshold for step in more.engagement] == [19, 9, None]
    assert more.labels[0] == ("Top", "Top", "A3")
    assert more.labels[1] == ("B1", "B2", "B3")
    called = shapes.renamed(fewer, Axis.FIT, 2, "Z")
    assert called.labels == (("Top", "A2"), ("B1", "B2"), ("Z1", "Z2"))


def test_that_the_lowest_step_gives_its_points_to_the_one_above() -> None:
    grade = shapes.without_step(shapes.matrix([30, 20], [9]), Axis.FIT, 2)
    assert [(step.name, step.threshold) for step in grade.fit] == [("A", 30), ("B", None)]


def test_that_a_threshold_stays_between_its_neighbours() -> None:
    grade = shapes.matrix([30, 20, 10], [9])
    assert shapes.moved(grade, Axis.FIT, 1, 99).fit[1].threshold == 29
    assert shapes.moved(grade, Axis.FIT, 1, -99).fit[1].threshold == 11
    assert shapes.moved(grade, Axis.FIT, 0, 99).fit[0].threshold == 99
    assert shapes.moved(grade, Axis.FIT, 2, -99).fit[2].threshold == -99


def test_that_warm_lies_between_hot_and_cold_on_the_diagonal() -> None:
    grade = shapes.warmed(shapes.matrix([20, 10], [20, 10]))
    assert grade.labels == (
        ("Hot", "Hot", "Warm"),
        ("Hot", "Warm", "Cold"),
        ("Warm", "Cold", "Cold"),
    )


@pytest.mark.parametrize(
    ("grade", "part"),
    [
        (Grade((GradeStep("A"),), shapes.matrix([1], [1]).engagement, (("A1", "A2"),)), "2 to 6"),
        (shapes.labelled(shapes.matrix([1], [1]), 1, 0, " "), "cell B, 1 has no label"),
        (replace(shapes.matrix([1], [1]), labels=(("A1", "A2"), ("B1",))), "has a hole"),
        (replace(shapes.matrix([1], [1]), labels=(("A1", "A2"),)), "1 rows, the matrix has 2"),
        (shapes.renamed(shapes.matrix([1], [1]), Axis.FIT, 0, "B"), "two rows with the name B"),
        (shapes.renamed(shapes.matrix([1], [1]), Axis.ENGAGEMENT, 0, ""), "column of the matrix"),
        (shapes.matrix([5, 5], [1]), "no lead could be graded B"),
    ],
)
def test_that_a_hole_is_told_in_a_sentence(grade: Grade, part: str) -> None:
    assert part in fault_of(grade)
