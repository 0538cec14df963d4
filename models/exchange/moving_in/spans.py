"""Ranges of one field: one row alone is a test, rows that tile the numbers are points by range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.exchange.moving_in.field_words import number
from models.exchange.moving_in.numbers_text import dashes
from models.exchange.moving_in.world import World
from models.leads.wording import figure
from models.scoring.awards import RangePoints
from models.scoring.conditions import AllOf, Condition, FieldTest, Test

_UNDER = re.compile(r"(?:from )?(.+?) ?(?:to|-) ?(?:under|below|<) ?(.+)", re.I)
_UP = re.compile(r"(?:from )?(.+?) (?:up|upwards)", re.I)


@dataclass(frozen=True)
class Span:
    """Numbers from `low` to `high`; None is an open end; which ends belong to it."""

    low: float | None
    high: float | None
    with_low: bool = True
    with_high: bool = True

    @property
    def whole(self) -> bool:
        """Whether its ends are whole numbers."""
        return all(end is None or end == int(end) for end in (self.low, self.high))


def under_span(text: str, world: World) -> Span | None:
    """ "50 to under 200" and "200 up", as we write ranges; they are no single test."""
    short = dashes(text)
    found = _UNDER.fullmatch(short)
    if found is not None:
        low, high = number(found[1], world), number(found[2], world)
        if low is not None and high is not None and low < high:
            return Span(low, high, with_high=False)
    found = _UP.fullmatch(short)
    low = None if found is None else number(found[1], world)
    return None if low is None else Span(low, None)


def span_test(field: str, span: Span) -> Condition:
    """The test for one range."""
    parts = []
    if span.low is not None:
        test = Test.AT_LEAST if span.with_low else Test.MORE_THAN
        parts.append(FieldTest(field, test, (span.low,)))
    if span.high is not None:
        test = Test.AT_MOST if span.with_high else Test.LESS_THAN
        parts.append(FieldTest(field, test, (span.high,)))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def span_of(condition: Condition | None) -> tuple[str, Span] | None:
    """The field and the range that a condition asks for; None where it asks anything else."""
    match condition:
        case FieldTest(field, Test.BETWEEN, (int() | float() as low, int() | float() as high)):
            return field, Span(low, high)
        case FieldTest(field, Test.AT_LEAST, (int() | float() as low,)):
            return field, Span(low, None)
        case FieldTest(field, Test.MORE_THAN, (int() | float() as low,)):
            return field, Span(low, None, with_low=False)
        case FieldTest(field, Test.AT_MOST, (int() | float() as high,)):
            return field, Span(None, high)
        case FieldTest(field, Test.LESS_THAN, (int() | float() as high,)):
            return field, Span(None, high, with_high=False)
        case AllOf((FieldTest() as first, FieldTest() as last)) if first.field == last.field:
            ends = span_of(first), span_of(last)
            if ends[0] and ends[1] and ends[0][1].high is None and ends[1][1].low is None:
                begin, end = ends[0][1], ends[1][1]
                return first.field, Span(begin.low, end.high, begin.with_low, end.with_high)
    return None


@dataclass(frozen=True)
class Tiles:
    """Ranges that follow each other without gap: entries in ascending order, and what was decided
    about their ends."""

    order: tuple[int, ...]
    entries: tuple[RangePoints, ...]
    note: str = ""


def tiled(spans: Sequence[Span], points: Sequence[int]) -> Tiles | None:
    """Points by range where the ranges follow each other; None where they overlap or leave gaps.

    Ranges of whole numbers, "1-49" and "50-199", are read as "from 1 to under 50".
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i].low is not None, spans[i].low or 0.0))
    found = [spans[place] for place in order]
    whole = all(span.whole for span in found)
    cuts: list[float] = []
    notes: list[str] = []
    for before, after in pairwise(found):
        cut = _cut(before, after, whole, notes)
        if cut is None:
            return None
        cuts.append(cut)
    last, first = found[-1], found[0]
    end = last.high
    if end is not None and last.with_high:
        if not whole:
            return None
        end += 1
    start = first.low
    if start is not None and not first.with_low:
        if not whole:
            return None
        start += 1
    lows, highs = [start, *cuts], [*cuts, end]
    entries = tuple(
        RangePoints(low, high, points[place])
        for low, high, place in zip(lows, highs, order, strict=True)
    )
    if any(e.low is not None and e.high is not None and e.low >= e.high for e in entries):
        return None
    if whole and any(span.with_high and span.high is not None for span in found):
        notes.append("Read as whole numbers: each range goes on to where the next one begins.")
    return Tiles(tuple(order), entries, " ".join(dict.fromkeys(notes)))


def _cut(before: Span, after: Span, whole: bool, notes: list[str]) -> float | None:
    """Where one range ends and the next begins; None where they do not meet."""
    if before.high is None or after.low is None:
        return None
    if before.high == after.low:
        if before.with_high and after.with_low:
            notes.append(f"{figure(after.low)} stands in two ranges and counts in the upper one.")
            return after.low
        if before.with_high and whole:
            return after.low + 1
        return after.low if after.with_low else None
    upper = before.high + 1 if before.with_high else before.high
    lower = after.low if after.with_low else after.low + 1
    return lower if whole and upper == lower else None
