"""The proposed size is the smallest that nothing on the way from the best speaks against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from models.tuning import proposing
from models.tuning.aims import Aim

WORSE = {3: (0.5, 1.0), 4: (2.0, 1.0), 6: (0.9, 1.0), 8: (0.2, 1.0), 10: (0.0, 0.0), 12: (0.1, 1.0)}
"""By how much each size is worse than the best, 10, and the error of that."""


@pytest.fixture(autouse=True)
def _by_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def better(_goal: object, ones: Sequence[Any], others: Sequence[Any], _share: float) -> Any:
        by, error = WORSE[others[0]][0] - WORSE[ones[0]][0], max(WORSE[others[0]][1], 0.0)
        return by, error

    monkeypatch.setattr(proposing, "better_by", better)


def test_that_a_small_size_that_is_good_by_luck_is_not_proposed_over_a_gap() -> None:
    assert proposing.smallest_good({size: [size] for size in WORSE}, Aim()) == 6  # type: ignore[list-item]


def test_that_without_a_gap_the_smallest_within_an_error_is_proposed() -> None:
    sizes = {size: [size] for size in WORSE if size != 4}
    assert proposing.smallest_good(sizes, Aim()) == 3  # type: ignore[arg-type]
    assert proposing.smallest_good({}, Aim()) is None
