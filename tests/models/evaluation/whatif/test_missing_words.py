"""Missing fields in words: what is said where much, little or nothing is known."""

from __future__ import annotations

import numpy as np
import pytest

from models.evaluation.tallies import Interval
from models.evaluation.whatif.missing import Crossing, Missing, MissingField
from models.evaluation.whatif.missing_words import about_field, about_missing

ZERO = Interval(0, 0, 0)


def field(
    up: float, down: float = 0.0, filled: int = 900, fault: str = "", on: int = 60
) -> MissingField:
    ways = [
        Crossing(Interval(leads, leads // 2, 2 * leads), leads / 8, 0, 60) for leads in (up, down)
    ]
    both, change = Interval(up + down, 0, 99), Interval(up - down, -9, 99)
    return MissingField(
        "Size", np.arange(100), np.arange(on), filled, *ways, both, change, fault=fault
    )


def told(one: MissingField, *, known: bool = True) -> tuple[str, str]:
    return about_missing(Missing((one,), 1_000, 200, known))


@pytest.mark.parametrize(
    ("one", "second"),
    [
        (
            field(40.2, 8),
            "40 would become MQL (5 of them converted) and 8 would no longer be MQL (1 of them "
            "converted): 232 MQL instead of 200.",
        ),
        (field(0.2), "0.2 would become MQL: 200.2 MQL instead of 200."),
        (field(40, filled=12), "But only 12 have it: too few to say."),
    ],
)
def test_that_the_first_field_is_told_with_both_ways(one: MissingField, second: str) -> None:
    opening, rest = told(one)
    assert opening.startswith("Size is the missing field that moves most: filled for the 100 leads")
    assert rest == second


def test_that_conversions_are_not_told_where_no_outcome_is_known() -> None:
    assert "converted" not in told(field(40, 8), known=False)[1]
    assert "converted" not in about_field(field(40, 8), 1_000, known=False)


def test_that_it_is_said_where_nothing_moves_is_missing_or_known() -> None:
    assert about_missing(Missing((), 10, 3, True))[0].startswith("No lead lacks a field")
    assert told(field(0, on=0))[1] == "Nor could it, whatever the leads had there."
    assert told(field(0))[1] == "The table shows how many could cross."
    assert told(field(0, fault="No lead has Size."))[1] == "No lead has Size."


def test_that_one_field_is_a_sentence() -> None:
    assert about_field(field(40, 8), 1_000, known=True) == (
        "100 leads (10.0\u202f%) lack Size; for 60 it decides on which side of the MQL line they "
        "are. 40 would become MQL (20 to 80, 5 of them converted) and 8 would no longer be MQL "
        "(4 to 16, 1 of them converted): +32 MQL."
    )
    assert about_field(field(0, on=0), 1_000, known=True).endswith(
        "whatever they had, none would cross the MQL line."
    )
    assert "None is expected to cross." in about_field(field(0), 1_000, known=True)
    assert about_field(field(9, filled=3), 1_000, known=True).endswith("Only 3 leads tell it.")
    assert about_field(field(0, fault="Nobody."), 1_000, known=True).endswith("lack Size. Nobody.")
