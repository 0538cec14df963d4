"""Which of the values that leads have a pattern matches: how many, and some of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.leads.columns import Column, TextColumn

MOST_VALUES = 20_000
"""Distinct values that are tried; a field with more tells of the first of them."""
EXAMPLES = 3


@dataclass(frozen=True)
class PatternHits:
    """`matched` of `tried` distinct values; `all`: nothing was left out."""

    matched: int
    tried: int
    examples: tuple[str, ...] = ()
    all: bool = True


def pattern_hits(column: Column | None, search: Callable[[str], bool]) -> PatternHits | None:
    """What a pattern matches in a column; None where the column holds no texts."""
    if not isinstance(column, TextColumn):
        return None
    distinct = len(column.values) - 1  # the first is blank
    tried = [column.values[place] for place in range(1, min(distinct, MOST_VALUES) + 1)]
    found = [value for value in tried if search(value)]
    return PatternHits(len(found), len(tried), tuple(found[:EXAMPLES]), len(tried) == distinct)
