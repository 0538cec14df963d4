"""The kind of a column guessed from its cells, all rows counted, with the reason in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.leads.dates import TIME
from models.leads.fields import DateOrder, Input, Kind
from models.leads.guessing.dates import guess_date, with_order
from models.leads.guessing.look import Guess, Look
from models.leads.guessing.numbers import ENOUGH, guess_number, with_decimal
from models.leads.guessing.yes_no_words import NO, YES, words_for
from models.leads.preparation import values_of
from models.leads.raw import Cell
from models.leads.wording import count_of, listed, percent, quoted

SEPARATORS = (";", "|", "\n", ",")
_SHOWN = {"\n": "line breaks"}
_MOSTLY = 0.9
"""Share of yes and no from which the other words of a field are told."""

_CELLS = 20_000
"""Distinct cells that are looked at for lists of values."""
_LISTS = 0.05
"""Share of the filled rows that must hold more than one value."""


def guess_kind(look: Look, name: str) -> Guess:
    """The kind of a column; the order of its dates or its marks may still be open."""
    item = Input(name)
    if not look.filled:
        return Guess(item, "every cell is blank")
    found = _yes_no(look, item)
    if found is None and look.counted and not look.plain_text:
        found = guess_date(look, item) or guess_number(look, item)
    return (
        found
        or _multiple(look, item)
        or _almost_yes_no(look, item)
        or Guess(item, "times of day, kept as text" if _times(look) else "")
    )


def _times(look: Look) -> bool:
    times = sum(rows for pattern, rows in look.patterns.items() if TIME.fullmatch(pattern))
    return bool(times) and times >= ENOUGH * look.counted


def answered(guess: Guess, orders: set[DateOrder], decimals: set[str]) -> Guess:
    """The guess with its question answered by what other columns of the table prove."""
    if guess.mark and len(decimals) == 1:
        return with_decimal(guess, *decimals)
    if not guess.question:
        return guess
    asks_order = guess.item.kind is Kind.DATE and ":" not in guess.sentence
    if asks_order and len(orders) == 1:
        return with_order(guess, *orders)
    return guess


def _yes_no(look: Look, item: Input) -> Guess | None:
    item = replace(item, kind=Kind.YES_NO)
    if set(look.stored) == {int(Cell.YES_NO)}:
        return Guess(item, "every filled cell is true or false")
    if look.words is None:
        return None
    words = frozenset(look.words)
    known = words_for(words)
    if known is None:
        return None
    *first, last = (quoted(word) for word in sorted(words, reverse=True))
    shown = f"{', '.join(first)} or {last}" if first else last
    return Guess(replace(item, yes=known[0], no=known[1]), f"every filled cell is {shown}")


def _almost_yes_no(look: Look, item: Input) -> Guess | None:
    """Text, but nearly yes/no: which cells are not."""
    if look.words is None:
        return None
    others = {word: rows for word, rows in look.words.items() if word not in YES | NO}
    rest = sum(others.values())
    words = frozenset(look.words) - others.keys()
    if not rest or rest > (1 - _MOSTLY) * look.filled or words_for(words) is None:
        return None
    cells = "cell is" if rest == 1 else "cells are"
    return Guess(
        item,
        f"kept as text: {percent(1 - rest / look.filled)} are yes or no; {rest:,} {cells} not, "
        f"such as {listed(list(others)[:2])}",
    )


def _multiple(look: Look, item: Input) -> Guess | None:
    """Lists of values: cells cut by a separator into few values that recur in many cells."""
    raw = look.raw
    if len(raw.texts) > _CELLS:
        return None
    for separator in SEPARATORS:
        if separator.encode() not in raw.texts.data:
            continue
        lists = 0
        lengths: set[int] = set()
        values: Counter[str] = Counter()
        places: dict[str, set[int]] = {}
        for text, rows in zip(raw.texts, raw.counts.tolist(), strict=True):
            found = values_of(text, separator, frozenset())
            lists += rows if len(found) > 1 else 0
            lengths.add(len(found))
            values.update(found)
            for place, value in enumerate(found):
                places.setdefault(value, set()).add(place)
        # In "Berlin, Germany" each value keeps its place; in a list of choices it wanders.
        wander = sum(1 for seen in places.values() if len(seen) > 1)
        recurring = values.total() >= 2 * len(values)
        if (
            lists >= _LISTS * look.filled
            and recurring
            and wander >= 0.3 * len(values)
            and len(lengths - {0}) > 1
            and max(map(len, values)) <= 60
            and (separator != "," or len(values) <= 60)
        ):
            return Guess(
                replace(item, kind=Kind.MULTIPLE, separator=separator),
                f"lists cut by {_SHOWN.get(separator) or quoted(separator)}: "
                f"{count_of(lists, 'cell')} with more than "
                f"one of {count_of(len(values), 'value')}",
            )
    return None
