"""Ticks on an axis of days: first days of months, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.leads.wording import MONTHS, day_words

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def month_ticks(first: date, last: date, at_most: int) -> tuple[Sequence[date], Sequence[str]]:
    """First days of months between two days, and their words; the year with each January.

    The first tick says its year too. A span within one month has its ends.
    """
    months = [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]
    inside = [month for month in months if first <= month <= last]
    if len(inside) < 2:
        ends = [first] if first == last else [first, last]
        return ends, [day_words(day) for day in ends]
    step = next((step for step in _STEPS if len(inside) / step <= at_most), _STEPS[-1])
    kept = [month for month in inside if (month.year * 12 + month.month - 1) % step == 0]
    words = []
    for place, month in enumerate(kept):
        name = MONTHS[month.month - 1]
        with_year = place == 0 or month.month == 1
        words.append(f"{name} {month.year}" if with_year else name)
    return kept, words
