"""The verdict of a matrix and what it says to look at."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.evaluation.matrix import Matrix, MatrixMovement
from models.evaluation.matrix_words import and_list, matrix_verdict, notes_of
from models.evaluation.metrics import tally_of
from models.leads.tally import Tally
from models.scoring import grade_shapes as shapes
from models.scoring.grade import Grade
from models.scoring.grades import best_first, labels_of

Made = Callable[..., Matrix]
NARROW = "\u202f"


def matrix_of(grade: Grade, counts: list[list[tuple[int, int, int]]]) -> Matrix:
    """Cells of (not converted, converted, unknown)."""
    table = np.array(counts)
    labels, flat = labels_of(grade), table.reshape(-1, 3)
    return Matrix(
        grade,
        tuple(tuple(tally_of(cell) for cell in row) for row in table),
        tuple(tally_of(row) for row in table.sum(axis=1)),
        tuple(tally_of(column) for column in table.sum(axis=0)),
        tally_of(flat.sum(axis=0)),
        {
            label: tally_of(flat[[other == label for other in labels]].sum(axis=0))
            for label in best_first(grade)
        },
    )


THREE = shapes.matrix([20, 10], [20, 10])
FALLING = [
    [(60, 40, 0), (80, 20, 0), (90, 10, 0)],
    [(80, 20, 0), (90, 10, 0), (95, 5, 0)],
    [(90, 10, 0), (95, 5, 0), (99, 1, 0)],
]


def test_that_the_sentence_adds_up_the_best_corner() -> None:
    first, second = matrix_verdict(matrix_of(THREE, FALLING))
    assert first == (
        f"A1, A2 and B1 hold 300 leads, 27{NARROW}% of which converted; "
        f"of the 600 in the other 6 grades 7{NARROW}% did."
    )
    assert second == ""


def test_that_few_labels_are_each_told() -> None:
    first, _ = matrix_verdict(matrix_of(shapes.warmed(THREE), FALLING))
    assert first == (
        f"Hot holds 300 leads, 27{NARROW}% of which converted; Warm 300, 10{NARROW}%; "
        f"Cold 300, 4{NARROW}%."
    )


def test_that_leads_without_an_outcome_are_not_judged() -> None:
    unknown = [[(0, 0, 9)] * 3] * 3
    first, second = matrix_verdict(matrix_of(THREE, unknown))
    assert first == "A1, A2 and B1 hold 27 leads."
    assert second.startswith("No outcome is known")
    some = [[(60, 40, 50), *FALLING[0][1:]], *FALLING[1:]]
    assert ", as far as is known;" in matrix_verdict(matrix_of(THREE, some))[0]
    assert matrix_verdict(matrix_of(THREE, [[(0, 0, 0)] * 3] * 3))[0] == (
        "There are no leads to grade."
    )


def test_that_movement_is_told_against_the_saved_version() -> None:
    made = matrix_of(THREE, FALLING)
    moved = MatrixMovement(np.zeros((9, 9), dtype=np.int64), labels_of(THREE), 37)
    with_movement = Matrix(
        made.grade, made.cells, made.rows, made.columns, made.all, made.by_label, moved
    )
    assert matrix_verdict(with_movement, "v3")[1] == "37 leads change their grade against v3."
    assert matrix_verdict(with_movement)[1] == ""


def test_that_a_worse_cell_that_converts_surely_better_is_named() -> None:
    wrong = [FALLING[2], FALLING[1], FALLING[0]]
    notes = notes_of(matrix_of(THREE, wrong))
    titles = [note.title for note in notes]
    assert titles[0] == "Row B converts better than row A"
    assert notes[0].warns
    assert f"12{NARROW}% of 300 leads against 5{NARROW}% of 300 leads." in notes[0].text
    assert "Conversion falls as it should" not in titles


def test_that_a_difference_within_chance_is_not_told() -> None:
    close = [[(90, 10, 0)] * 3, [(89, 11, 0)] * 3, [(90, 10, 0)] * 3]
    assert not any(note.warns for note in notes_of(matrix_of(THREE, close)))


def test_that_empty_and_thin_grades_are_counted() -> None:
    thin = [[(0, 0, 0), (29, 1, 0), (90, 10, 0)], *FALLING[1:]]
    notes = {note.title: note.text for note in notes_of(matrix_of(THREE, thin))}
    assert notes["One grade holds no lead"] == "A1."
    assert notes["One grade has too few leads to judge"].endswith(": A2.")


def test_that_falling_rates_are_said_and_missing_axes_come_first() -> None:
    assert notes_of(matrix_of(THREE, FALLING))[-1].title == "Conversion falls as it should"
    first = notes_of(matrix_of(THREE, FALLING), ["engagement"])[0]
    assert first.title == "No group measures engagement"
    assert first.warns


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (list("ABC"), "A, B and C")],
)
def test_that_lists_end_in_and(words: list[str], text: str) -> None:
    assert and_list(words) == text


def test_that_a_tally_of_thirty_known_is_too_few() -> None:
    grid = [[(25, 5, 0), *FALLING[0][1:]], *FALLING[1:]]
    titles = [note.title for note in notes_of(matrix_of(THREE, grid))]
    assert "One grade has too few leads to judge" in titles
    assert Tally(31, 5, 26).known == 31
    grid[0][0] = (26, 5, 0)
    titles = [note.title for note in notes_of(matrix_of(THREE, grid))]
    assert "One grade has too few leads to judge" not in titles
