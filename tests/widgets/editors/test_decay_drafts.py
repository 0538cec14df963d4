"""Decay while it is edited: shapes write rows, a row typed over makes steps, gaps are said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.scoring.decay import Decay, DecayStep, Fades, Shape, half_life, linear, window
from models.scoring.decay_words import decay_sentence, decay_words
from widgets.editors.decay_draft import (
    DecayDraft,
    Row,
    decay_built,
    decay_drawn,
    decay_fault,
    with_days,
    with_next_row,
    with_row,
    with_shape,
    with_way,
)

BEGUN = with_way(DecayDraft(), Fades.BY_ACTIVITY)
STEPS = with_shape(BEGUN, Shape.STEPS)
TWO = replace(STEPS, rows=(Row(30, 100), Row(60, 50)))


@given(
    st.sampled_from(Fades),
    st.sampled_from([(Shape.HALF_LIFE, half_life), (Shape.LINEAR, linear), (Shape.WINDOW, window)]),
    st.integers(1, 400),
    st.sampled_from(["", "Created"]),
)
def test_that_a_decay_comes_back_as_it_was(
    way: Fades, shape: tuple[Shape, object], days: int, field: str
) -> None:
    steps, after = shape[1](days)  # type: ignore[operator]
    by_field = field if way is Fades.BY_GROUP else ""
    decay = Decay(way, steps, after, 0, by_field, (), shape[0], days)
    draft = decay_drawn(decay)
    assert decay_fault(draft) == ""
    assert decay_built(draft) == decay
    assert decay_built(with_days(draft, days)) == decay, "written again it is the same"


def test_that_no_decay_is_none() -> None:
    assert decay_built(decay_drawn(None)) is None
    assert decay_built(with_way(BEGUN, None)) is None


def test_that_fading_begins_with_a_half_life_of_a_month() -> None:
    steps, after = half_life(30)
    decay = Decay(Fades.BY_ACTIVITY, steps, after, shape=Shape.HALF_LIFE, days=30)
    assert decay_built(BEGUN) == decay


def test_that_a_row_typed_over_makes_steps_of_what_was_written() -> None:
    draft = with_row(with_shape(BEGUN, Shape.WINDOW), 0, Row(14, 100))
    decay = decay_built(draft)
    assert decay == Decay(Fades.BY_ACTIVITY, (DecayStep(14, 100),), 0, shape=Shape.STEPS)
    assert decay_built(with_row(draft, 0, None)) == Decay(Fades.BY_ACTIVITY)


def test_that_a_shape_after_steps_covers_about_what_these_did() -> None:
    assert with_shape(TWO, Shape.LINEAR).days == 60
    assert with_shape(replace(TWO, rows=()), Shape.LINEAR).days == 30


def test_that_the_next_row_goes_on_as_the_rows_do() -> None:
    assert with_next_row(TWO).rows[-1] == Row(90, 25)
    assert with_next_row(STEPS.__class__(Fades.BY_GROUP)).rows == (Row(30, 100),)
    assert decay_fault(with_next_row(TWO)) == ""


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (with_days(BEGUN, None), "Type a number of days from 1 to 3,650."),
        (with_days(BEGUN, 4000), "Type a number of days from 1 to 3,650."),
        (with_row(TWO, 1, Row(None, 5)), "Row 2 needs an age and a percent."),
        (
            with_row(TWO, 1, Row(30, 5)),
            "Row 2 must end later than row 1, after 30 days.",
        ),
        (with_row(TWO, 0, Row(3, 101)), "Row 1: what is left is a percent from 0 to 100."),
        (
            with_row(TWO, 0, Row(-1, 100)),
            "Row 1: the age is a number of days from 0 to 100,000.",
        ),
        (
            replace(TWO, after=None),
            "Type the percent that is left after the last row, from 0 to 100.",
        ),
        (
            replace(TWO, undated=200),
            "Type the percent that is left without a date, from 0 to 100.",
        ),
        (TWO, ""),
    ],
)
def test_that_what_is_wrong_with_a_decay_is_said(draft: DecayDraft, said: str) -> None:
    assert decay_fault(draft) == said


@pytest.mark.parametrize(
    ("decay", "header", "sentence"),
    [
        (None, "", "Points stay as they are, however old what they are for."),
        (
            Decay(Fades.BY_ACTIVITY, *half_life(30), shape=Shape.HALF_LIFE, days=30),
            "half-life 30 days",
            "Each occurrence fades by its own age: half is left after 30 days, a quarter after 60."
            " Other points stay.",
        ),
        (
            Decay(Fades.BY_GROUP, *linear(1), field="Created", shape=Shape.LINEAR, days=1),
            "fades over 1 day",
            "The group's points fade by the age of Created: evenly down to nothing within 1 day.",
        ),
        (
            Decay(Fades.BY_GROUP, *window(90), types=("A", "B"), shape=Shape.WINDOW, days=90),
            "ends after 90 days",
            "The group's points fade by the age of the last A or B: all of it for 90 days, then"
            " nothing.",
        ),
        (
            Decay(Fades.BY_GROUP, (DecayStep(30, 100), DecayStep(60, 50)), 10),
            "fades in 2 steps",
            "The group's points fade by the age of the last activity of its rules: 100 % for 30"
            " days, 10 % after 60 days.",
        ),
        (
            Decay(Fades.BY_GROUP, (), 40),
            "40\u202f% is left",
            "The group's points fade by the age of the last activity of its rules: 40 % is left.",
        ),
    ],
)
def test_that_a_decay_is_told_in_words(decay: Decay | None, header: str, sentence: str) -> None:
    assert decay_words(decay) == header
    assert decay_sentence(decay).replace("\u202f", " ") == sentence
