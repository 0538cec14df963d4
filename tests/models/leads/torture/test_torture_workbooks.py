"""Workbooks of every make, whole and broken, against tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.leads.torture import (
    broken_workbooks,
    made_by_libraries,
    other_workbooks,
    workbooks,
)
from tests.models.leads.torture.case import Case, check

ALL = [
    case
    for module in (workbooks, made_by_libraries, broken_workbooks, other_workbooks)
    for case in module.cases()
]


def test_that_no_two_workbooks_have_one_name() -> None:
    assert len({case.name for case in ALL}) == len(ALL) > 50


@pytest.mark.parametrize("case", ALL, ids=str)
def test_that_a_workbook_is_read_right_or_refused_with_a_sentence(
    case: Case, tmp_path: Path
) -> None:
    check(case, tmp_path)
