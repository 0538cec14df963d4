from __future__ import annotations

import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.drift.bins import BLANK, OTHER, Sort, ages_of, binned
from models.leads.columns import (
    BLANK_DAY,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.fields import Input, Kind
from models.leads.preparation import prepare
from models.leads.raw import column_of
from models.leads.text import key


def texts(cells: list[str]) -> TextColumn:
    column = prepare(column_of("F", cells), Input("F"))[0]
    assert isinstance(column, TextColumn)
    return column


def every(number: int) -> np.ndarray:
    return np.arange(number, dtype=np.intp)


WORDS = st.lists(st.sampled_from(["Web", "web", "Fair", "x", "y", ""]), min_size=1, max_size=120)


@given(WORDS, WORDS)
def test_that_every_lead_is_in_the_bin_of_its_value(old: list[str], new: list[str]) -> None:
    found = binned(texts(old), every(len(old)), texts(new), every(len(new)))
    for cells, places, at in ((old, found.old, 0), (new, found.new, 1)):
        counts = Counter(places.tolist())
        for place, one in enumerate(found.bins):
            assert counts[place] == (one.old, one.new)[at]
        named = {key(one.name) for one in found.bins if not one.special}
        for cell, place in zip(cells, places.tolist(), strict=True):
            name = found.bins[place].name
            if not cell:
                assert name == BLANK
            elif key(cell) in named:
                assert key(name) == key(cell)
            else:
                assert name in (OTHER, "filled")


def test_that_new_and_gone_values_are_told_with_their_leads() -> None:
    old, new = ["Web"] * 50 + ["Fax"] * 3, ["WEB"] * 40 + ["Podcast"] * 20
    found = binned(texts(old), every(53), texts(new), every(60))
    assert found.fresh == (("Podcast", 20),)
    assert found.gone == (("Fax", 3),)
    assert [one.name for one in found.bins] == ["Web", "Podcast", OTHER, BLANK]


def test_that_only_the_rows_that_are_compared_count() -> None:
    column = texts(["a"] * 30 + ["b"] * 30 + ["c"] * 40)
    found = binned(column, every(30), column, every(60)[30:])
    assert {one.name: (one.old, one.new) for one in found.bins if one.old or one.new} == {
        "a": (30, 0),
        "b": (0, 30),
    }
    assert found.fresh == (("b", 30),)


NUMBERS = st.lists(
    st.one_of(st.just(math.nan), st.integers(-50, 50).map(float)), min_size=1, max_size=200
)


@given(NUMBERS, NUMBERS)
def test_that_ranges_part_the_numbers_in_their_order(old: list[float], new: list[float]) -> None:
    sides = NumberColumn(np.array(old)), NumberColumn(np.array(new))
    found = binned(sides[0], every(len(old)), sides[1], every(len(new)))
    assert found.sort is Sort.RANGES
    assert sum(one.old for one in found.bins) == len(old)
    assert sum(one.new for one in found.bins) == len(new)
    cells = [*zip(old, found.old.tolist(), strict=True), *zip(new, found.new.tolist(), strict=True)]
    known = [(value, place) for value, place in cells if not math.isnan(value)]
    for value, place in known:
        assert all(other <= place for less, other in known if less <= value)
    assert all((place == len(found.bins) - 1) == math.isnan(value) for value, place in cells)


def test_that_ranges_are_tenths_of_the_older_numbers() -> None:
    old = NumberColumn(np.arange(1_000, dtype=np.float64))
    new = NumberColumn(np.full(10, 5_000.0))
    found = binned(old, every(1_000), new, every(10))
    assert [one.old for one in found.bins] == [99, *[100] * 8, 101, 0]
    assert found.bins[9].new == 10  # beyond all that was seen before: the last range


def test_that_yes_no_and_blank_are_three_bins() -> None:
    old = YesNoColumn(np.array([1, 0, -1, 1], dtype=np.int8))
    found = binned(old, every(4), old, every(2))
    assert [(one.name, one.old, one.new) for one in found.bins] == [
        ("yes", 2, 1),
        ("no", 1, 1),
        (BLANK, 1, 0),
    ]


def test_that_a_lead_with_several_values_is_in_each_of_their_bins() -> None:
    cells = ["a;b", "B", "", "c"] * 20
    column = prepare(column_of("F", cells), Input("F", Kind.MULTIPLE))[0]
    assert isinstance(column, MultipleColumn)
    found = binned(column, every(80), column, every(40))
    assert {one.name: (one.old, one.new) for one in found.bins} == {
        "b": (40, 20),
        "a": (20, 10),
        "c": (20, 10),
        BLANK: (20, 10),
    }
    held, _ = found.held(0)
    assert held.tolist() == [True, True, False, False] * 20


def test_that_an_age_counts_back_from_the_creation() -> None:
    days = DateColumn(np.array([90, 110, BLANK_DAY, 5], dtype=np.int32))
    created = np.array([100, 100, 100, BLANK_DAY], dtype=np.int32)
    found = ages_of(days, created).values
    assert found[:2].tolist() == [10.0, -10.0]
    assert np.isnan(found[2:]).all()


def test_that_columns_of_other_kinds_are_compared_by_blank_alone() -> None:
    old = NumberColumn(np.array([1.0, math.nan, 3.0]))
    found = binned(old, every(3), texts(["a", "b", ""]), every(3))
    assert found.sort is Sort.FILLED
    assert [(one.old, one.new) for one in found.bins] == [(2, 2), (1, 1)]
