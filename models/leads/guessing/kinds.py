"""The kind of a column guessed from its cells, all rows counted, with the reason in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.leads.fields import NO_WORDS, YES_WORDS, DateOrder, Input, Kind
from models.leads.guessing.dates import guess_date, with_order
from models.leads.guessing.look import Guess, Look
from models.leads.guessing.numbers import guess_number, with_decimal
from models.leads.preparation import values_of
from models.leads.raw import Cell
from models.leads.wording import count_of, quoted

SEPARATORS = (";", "|", ",")
CLEAR_WORDS = frozenset(("yes", "no", "true", "false"))
"""Words that make a field yes/no even where only one of the two occurs."""

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
    return found or _multiple(look, item) or Guess(item, "")


def answered(guess: Guess, orders: set[DateOrder], decimals: set[str]) -> Guess:
    """The guess with its question answered by what other columns of the table prove."""
    if not guess.question:
        return guess
    asks_order = guess.item.kind is Kind.DATE and ":" not in guess.sentence
    if asks_order and len(orders) == 1:
        return with_order(guess, *orders)
    if guess.mark and len(decimals) == 1:
        return with_decimal(guess, *decimals)
    return guess


def _yes_no(look: Look, item: Input) -> Guess | None:
    item = replace(item, kind=Kind.YES_NO)
    if set(look.stored) == {int(Cell.YES_NO)}:
        return Guess(item, "every filled cell is true or false")
    if look.words is None:
        return None
    words = set(look.words)
    yes, no = words & set(YES_WORDS), words & set(NO_WORDS)
    if words != yes | no or words <= {"0", "1"}:
        return None
    if not (yes and no) and not words <= CLEAR_WORDS:
        return None
    *first, last = (quoted(word) for word in sorted(words, reverse=True))
    shown = f"{', '.join(first)} or {last}" if first else last
    return Guess(item, f"every filled cell is {shown}")


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
                f"lists cut by {quoted(separator)}: {count_of(lists, 'cell')} with more than "
                f"one of {count_of(len(values), 'value')}",
            )
    return None
