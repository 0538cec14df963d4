"""Groups of leads by a field: equal by key, cut at fifths, by months; nothing is lost."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.evaluation.history.groups import MOST_GROUPS, groups_of
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.raw import Texts

EPOCH = date(1970, 1, 1).toordinal()


def told(column: Column, rows: int) -> list[str]:
    found = groups_of(column, np.ones(rows, dtype=bool))
    assert found.rows is None
    return [found.names[code] for code in found.codes.tolist()]


def days(*texts: str) -> DateColumn:
    numbers = [
        date.fromisoformat(text).toordinal() - EPOCH if text else BLANK_DAY for text in texts
    ]
    return DateColumn(np.array(numbers, dtype=np.int32))


def test_that_days_are_months_and_a_slip_of_the_pen_makes_no_years() -> None:
    months = ["2024-01-05", "2024-01-31", "2024-02-01", "1900-01-01", "9999-12-31", ""]
    usual = ["2024-01-10"] * 400
    found = told(days(*months, *usual), 406)[:6]
    far = "(far from all others)"
    assert found == ["Jan 2024", "Jan 2024", "Feb 2024", far, far, "(blank)"]


def test_that_many_months_are_quarters_and_very_many_are_years() -> None:
    months = [f"{year}-{month:02}-01" for year in range(2015, 2021) for month in range(1, 13)]
    assert told(days(*months), len(months))[:4] == ["2015 Q1", "2015 Q1", "2015 Q1", "2015 Q2"]
    long = [f"{year}-06-01" for year in range(1990, 2021)]
    assert told(days(*long), len(long))[0] == "1990"


@pytest.mark.parametrize("texts", [("",) * 3, ("0001-01-01",), ("1969-12-31", "1970-01-01")])
def test_that_any_day_has_a_group(texts: tuple[str, ...]) -> None:
    assert len(told(days(*texts), len(texts))) == len(texts)


def test_that_rare_values_are_one_group_and_case_makes_no_other() -> None:
    values = Texts.of(["", "a", "A", *(f"v{place}" for place in range(100))])
    codes = np.array([1, 2, 0, *range(3, 103), *[1] * 5])
    found = told(TextColumn(codes, values), len(codes))
    assert found[0] == found[1] == "a"
    names = set(found)
    assert len(names) == MOST_GROUPS + 1
    assert f"({102 - MOST_GROUPS} other values)" in names


def test_that_a_lead_with_two_rare_values_is_once_among_the_rare_ones() -> None:
    common = [f"v{place}" for place in range(MOST_GROUPS)]
    sets = ((), *((name,) for name in common), ("r1", "r2", "v0"), ("V0", "v0"))
    codes = np.array([0, *[place + 1 for place in range(MOST_GROUPS)] * 3, len(sets) - 2] * 2)
    codes = np.append(codes, len(sets) - 1)
    found = groups_of(MultipleColumn(codes, sets), np.ones(len(codes), dtype=bool))
    assert found.rows is not None
    entries = list(zip(found.rows.tolist(), found.codes.tolist(), strict=True))
    assert len(set(entries)) == len(entries)
    by_lead = {row: [found.names[code] for at, code in entries if at == row] for row, _ in entries}
    rare = len(codes) // 2 - 1
    assert sorted(by_lead[rare]) == ["(3 other values)", "v0"]
    assert by_lead[len(codes) - 1] == ["v0"]  # of one key
    assert found.rows.tolist() == sorted(found.rows.tolist())


def test_that_numbers_are_ranges_and_blanks_a_group() -> None:
    values = np.array([np.nan, *np.arange(100.0)])
    found = told(NumberColumn(values), 101)
    assert found[0] == "(blank)"
    assert {found.count(name) for name in set(found[1:])} <= {19, 20, 21}
    assert told(NumberColumn(np.array([np.nan, np.nan])), 2) == ["(blank)", "(blank)"]
    assert told(YesNoColumn(np.array([1, 0, -1], dtype=np.int8)), 3) == ["Yes", "No", "(blank)"]
