from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.evaluation.quality.kinds import mixed_in, numbers_written
from models.evaluation.quality.odd_dates import number_of, odd_days
from models.evaluation.quality.odd_numbers import impossible_in, outliers_in
from models.evaluation.quality.placeholders import codes_for_nothing, is_placeholder
from models.evaluation.quality.values import values_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Input, Role
from models.leads.preparation import prepare
from models.leads.raw import column_of

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    ["N/A", " n.a. ", "-", "???", "Test", "asdf", "000000", "999999", "xxx", "123456", "TBD"],
)
def test_that_words_for_nothing_are_known(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["", "Nora", "Testa AG", "007", "12345", "No", "Contest", "10", "C++"]
)
def test_that_values_are_no_words_for_nothing(text: str) -> None:
    assert not is_placeholder(text)


def test_that_codes_for_unknown_stand_apart() -> None:
    usual = [float(number) for number in range(1, 31)]
    assert codes_for_nothing(np.array([*usual, 999, 999])) == [999.0]
    assert codes_for_nothing(np.array([*usual, -1, -1])) == [-1.0]
    assert codes_for_nothing(np.array([*usual, -1, -2])) == []
    assert codes_for_nothing(np.array([*usual, 500, 999, 999])) == []
    assert codes_for_nothing(np.array([*usual, 999])) == []


def test_that_a_far_number_stands_out_on_the_scale_of_the_field() -> None:
    dice = np.random.default_rng(5)
    even = dice.normal(100, 10, 1000)
    found = outliers_in(np.array([*even, 400.0]))
    assert found is not None
    assert np.flatnonzero(found.rows).tolist() == [1000]
    skewed = np.exp(dice.normal(4, 1.5, 1000))
    assert outliers_in(skewed) is None
    found = outliers_in(np.array([*skewed, 1e12]))
    assert found is not None
    assert found.by_log
    assert np.flatnonzero(found.rows).tolist() == [1000]


def test_that_blanks_and_few_numbers_do_not_stand_out() -> None:
    assert outliers_in(np.array([1.0] * 20 + [1000.0])) is None
    assert outliers_in(np.array([np.nan] * 500)) is None
    assert outliers_in(np.array([5.0] * 500 + [6.0])) is None


def test_that_the_name_of_a_field_says_what_is_impossible() -> None:
    values = np.array([-1.0, 0, 30, 111, 5_000_000, np.nan])
    some = np.concatenate((values, np.full(60, 40.0)))

    def odd(name: str) -> list[int]:
        return np.flatnonzero(impossible_in(name, some)[0]).tolist()

    assert odd("Age") == [0, 3, 4]
    assert odd("Employees") == [0, 4]
    assert odd("Page views") == [0]
    assert odd("Balance") == odd("Average") == odd("Age in days") == []
    assert not impossible_in("Age", values)[0].any()  # half of the numbers: no ages


def test_that_days_that_cannot_be_are_told_once_each() -> None:
    days = [(1970, 1, 1), (1985, 5, 5), (2026, 3, 1), (2026, 3, 2), (2020, 1, 1)]
    column = np.array([*(number_of(date(*day)) for day in days), BLANK_DAY], dtype=np.int32)
    found = {
        odd.why: np.flatnonzero(odd.rows).tolist() for odd in odd_days(column, Role.CREATED, TODAY)
    }
    assert list(found.values()) == [[0], [1], [3]]
    plain = list(odd_days(column, Role.FIELD, TODAY))
    assert [np.flatnonzero(odd.rows).tolist() for odd in plain] == [[0]]


def test_that_an_outcome_before_the_creation_cannot_be() -> None:
    created = np.array([15_100, 15_100, BLANK_DAY, 15_100], dtype=np.int32)
    outcome = np.array([15_099, 15_100, 15_050, BLANK_DAY], dtype=np.int32)
    (odd,) = odd_days(outcome, Role.OUTCOME_DATE, TODAY, created)
    assert np.flatnonzero(odd.rows).tolist() == [0]


def written(cells: list[str]):  # type: ignore[no-untyped-def]
    values = values_of(
        prepare(column_of("f", cells), Input("f"))[0], np.zeros(len(cells), np.uint8)
    )
    assert values is not None
    return numbers_written(values)


def test_that_numbers_that_name_something_are_no_amounts() -> None:
    values = values_of(
        prepare(column_of("f", [str(number) for number in range(40)]), Input("f"))[0],
        np.zeros(40, np.uint8),
    )
    assert values is not None
    for name in ("Owner Id", "accountId", "ZIP", "Phone no.", "customer_number"):
        assert numbers_written(values, name) is None
    assert numbers_written(values, "Rapid growth") is not None


def test_that_numbers_in_a_text_field_are_seen() -> None:
    found = written([str(number) for number in range(40)] + ["many"])
    assert found is not None
    assert found.whole
    found = written([str(number) for number in range(40)] + ["many"] * 40)
    assert found is not None
    assert mixed_in(found)
    assert written(["00123", "12", "13", "14"]) is None
    assert written(["a", "b", "1"]) is None
