"""The matrix from counts equals the matrix counted lead by lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation import matrix as matrix_module
from models.evaluation.matrix import Level, MatrixCounts, matrix_of, quantile_cuts
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring import grade_shapes as shapes
from models.scoring.counting import Outcomes
from models.scoring.engine import Scored, score
from models.scoring.grade import Grade
from models.scoring.grade_faults import fault_of
from models.scoring.model import Axis, ByRange, Group, RangePoints, Rule, ScoringModel

DAY = date(2024, 1, 1)
LEVELS = 7


def ladder(name: str, factor: int) -> Rule:
    """As many points as the field says, times a factor."""
    entries = tuple(RangePoints(n, n + 1, factor * n) for n in range(LEVELS))
    return Rule(name, name, ByRange(name, entries))


MODEL = ScoringModel(
    "m",
    "M",
    (
        Group("f", "Fit", (ladder("F", 3),), Axis.FIT),
        Group("e", "Engagement", (ladder("E", -2),), Axis.ENGAGEMENT),
    ),
)


def leads_of(rows: list[tuple[int, int, str]]) -> Leads:
    table = RawTable(
        (
            column_of("F", [str(row[0]) for row in rows]),
            column_of("E", [str(row[1]) for row in rows]),
            column_of("Won", [row[2] for row in rows]),
        ),
        len(rows),
        "leads.csv",
    )
    inputs = (
        Input("F", Kind.NUMBER),
        Input("E", Kind.NUMBER),
        Input("Won", Kind.TEXT, Role.OUTCOME, converted=("yes",)),
    )
    return Leads(table, Recipe(inputs))


def scored_with(grade: Grade | None, leads: Leads) -> Scored:
    return score(replace(MODEL, grade=grade), leads, DAY)


ROWS = st.lists(
    st.tuples(
        st.integers(0, LEVELS - 1), st.integers(0, LEVELS - 1), st.sampled_from(["yes", "no", ""])
    ),
    min_size=1,
    max_size=60,
)


@st.composite
def grades(draw: st.DrawFn) -> Grade:
    cuts = []
    for _ in range(2):
        found = draw(st.sets(st.integers(-15, 22), min_size=1, max_size=5))
        cuts.append(sorted(found, reverse=True))
    grade = shapes.matrix(*cuts)
    return shapes.warmed(grade) if draw(st.booleans()) else grade


@pytest.mark.parametrize("room", [matrix_module.MOST_CELLS, 0])
@given(rows=ROWS, grade=grades(), saved=st.none() | grades())
@settings(max_examples=60)
def test_that_cells_count_what_each_lead_is(
    room: int, rows: list[tuple[int, int, str]], grade: Grade, saved: Grade | None
) -> None:
    leads = leads_of(rows)
    patch = pytest.MonkeyPatch()
    patch.setattr(matrix_module, "MOST_CELLS", room)
    try:
        before = None if saved is None else scored_with(saved, leads)
        counts = MatrixCounts(scored_with(None, leads), Outcomes.of(leads.outcome), before)
    finally:
        patch.undo()
    found = counts.at(grade)

    cell: Counter[tuple[int, int]] = Counter()
    won: Counter[tuple[int, int]] = Counter()
    known: Counter[tuple[int, int]] = Counter()
    labels: Counter[str] = Counter()
    went: Counter[tuple[int, int]] = Counter()
    changed = 0
    for fit, engagement, outcome in rows:
        at = grade.cell(3 * fit, -2 * engagement)
        cell[at] += 1
        won[at] += outcome == "yes"
        known[at] += outcome != ""
        label = grade.label(3 * fit, -2 * engagement)
        labels[label] += 1
        if saved is not None:
            was = saved.cell(3 * fit, -2 * engagement)
            wide, wide_now = len(saved.engagement), len(grade.engagement)
            went[was[0] * wide + was[1], at[0] * wide_now + at[1]] += 1
            changed += saved.label(3 * fit, -2 * engagement) != label
    for row in range(len(grade.fit)):
        for column in range(len(grade.engagement)):
            tally = found.cells[row][column]
            assert (tally.leads, tally.converted, tally.known) == (
                cell[row, column],
                won[row, column],
                known[row, column],
            )
    assert {label: tally.leads for label, tally in found.by_label.items() if tally.leads} == labels
    assert found.all.leads == len(rows)
    assert sum(tally.leads for tally in found.rows) == len(rows)
    assert sum(tally.converted for tally in found.columns) == sum(won.values())
    if saved is None:
        assert found.movement is None
    else:
        assert found.movement is not None
        moved = found.movement.counts
        assert {tuple(map(int, at)): int(moved[tuple(at)]) for at in np.argwhere(moved)} == went
        assert found.movement.changed == changed


def test_that_the_axes_tell_the_points_that_leads_have() -> None:
    leads = leads_of([(1, 0, "yes"), (1, 2, "no"), (4, 2, "")])
    counts = MatrixCounts(scored_with(None, leads), Outcomes.of(leads.outcome))
    assert counts.fit.points.tolist() == [3, 12]
    assert counts.fit.counts.tolist() == [[1, 1, 0], [0, 0, 1]]
    assert counts.engagement.ends == (-4, 0)


def test_that_a_model_without_a_matrix_has_no_figures_of_one() -> None:
    leads = leads_of([(1, 0, "yes")])
    assert matrix_of(scored_with(None, leads), leads) is None
    found = matrix_of(scored_with(shapes.matrix([3], [0]), leads), leads)
    assert found is not None
    assert found.cells[0][0].converted == 1


def test_that_proposed_thresholds_part_the_leads_evenly() -> None:
    points = np.arange(100)
    level = Level(points, np.stack([np.ones(100, dtype=np.int64)] + [np.zeros(100, int)] * 2, 1))
    assert quantile_cuts(level, 4) == (75, 50, 25)


@given(st.lists(st.integers(-5, 40), max_size=50), st.integers(2, 6))
def test_that_proposed_thresholds_make_a_matrix_whatever_the_points(
    points: list[int], parts: int
) -> None:
    held, leads = np.unique(np.array(points, dtype=np.int64), return_counts=True)
    counts = np.zeros((len(held), 3), dtype=np.int64)
    counts[:, 0] = leads
    cuts = quantile_cuts(Level(held, counts), parts)
    assert len(cuts) == parts - 1
    assert fault_of(shapes.matrix(cuts, cuts)) == ""
