"""Text files of every encoding, dialect and locale, whole and broken, against tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.leads.torture import (
    broken_texts,
    dialects,
    encodings,
    ids,
    locales,
    shapes,
)
from tests.models.leads.torture.case import Case, check

ALL = [
    case
    for module in (encodings, dialects, locales, ids, shapes, broken_texts)
    for case in module.cases()
]


def test_that_no_two_files_have_one_name() -> None:
    assert len({case.name for case in ALL}) == len(ALL) > 150


@pytest.mark.parametrize("case", ALL, ids=str)
def test_that_a_text_file_is_read_right_or_refused_with_a_sentence(
    case: Case, tmp_path: Path
) -> None:
    check(case, tmp_path)
