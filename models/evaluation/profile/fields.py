"""The traits of a field: its values, the words of its texts, the ranges of its numbers, blank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.ranges import cuts_of
from models.evaluation.profile.traits import Evidence, FieldTraits, Sort, Trait
from models.leads.columns import (
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.tally import Tally
from models.leads.text import key
from models.leads.wording import figure
from models.scoring.conditions import AllOf, Condition, FieldTest, Test
from models.scoring.words import range_text

LEAST_LEADS = 20
"""A value that fewer leads have is not looked at by itself."""
MOST_VALUES = 40
"""Values, or words, that are looked at, the commonest first."""
COVERED = 0.5
"""Where common values cover less of the filled leads, the words within the texts are looked at."""

_WORD = re.compile(r"[^\W\d_][\w.&+#-]*[^\W_]|[^\W\d_]", re.UNICODE)
_SMALL = frozenset(
    "the and for of in at on to a an der die das und für von im am zu et de la le du des".split()
)


class Known:
    """The leads whose outcome is known, and who of them converted."""

    def __init__(self, outcome: NDArray[np.uint8]) -> None:
        self.rows = np.flatnonzero(outcome != 2)
        self.converted: NDArray[np.bool_] = outcome[self.rows] == 1
        won = int(self.converted.sum())
        self.all = Tally(len(self.rows), won, len(self.rows) - won)

    def tally(self, mask: NDArray[np.bool_]) -> Tally:
        """Of the known leads those of the mask, shape (all rows,)."""
        having = mask[self.rows]
        leads, won = int(having.sum()), int((having & self.converted).sum())
        return Tally(leads, won, leads - won)

    def evidence(self, having: Tally) -> Evidence:
        """These of the known leads beside all of them."""
        return Evidence(having, self.all)

    def by_code(self, codes: NDArray[Any], size: int) -> NDArray[np.int64]:
        """Known leads that did not convert and did, by code; shape (size, 2)."""
        cells = codes[self.rows].astype(np.int64) * 2 + self.converted
        return np.bincount(cells, minlength=2 * size).reshape(-1, 2)


def tally_of(pair: Sequence[int]) -> Tally:
    """Of leads that did not convert and did."""
    lost, won = int(pair[0]), int(pair[1])
    return Tally(lost + won, won, lost)


def traits_of(name: str, column: Column, known: Known) -> FieldTraits:
    """What the leads have in common in this field."""
    sort = Sort.VALUES
    found: list[Trait] = []
    together = None
    match column:
        case TextColumn():
            sort, found = _of_text(name, column, known)
            if sort is Sort.WORDS:
                together = _together(name, column, known, found)
        case MultipleColumn():
            found = _of_lists(name, column, known)
        case YesNoColumn():
            for value, test in (("yes", Test.IS_YES), ("no", Test.IS_NO)):
                mask = column.values == (value == "yes")
                found.append(
                    Trait(value, known.tally(mask), known.all, FieldTest(name, test), value)
                )
        case NumberColumn():
            sort, found = Sort.RANGES, _of_numbers(name, column.values, known)
        case DateColumn():
            filled = known.tally(~blank_rows(column))
            found.append(Trait("known", filled, known.all, FieldTest(name, Test.IS_KNOWN)))
    blank = known.tally(blank_rows(column))
    if blank.leads >= LEAST_LEADS:
        when = FieldTest(name, Test.IS_BLANK)
        found.append(Trait("blank", blank, known.all, when, blank=True))
    return FieldTraits(name, sort, tuple(trait for trait in found if trait.having.leads), together)


def _common(counts: NDArray[np.int64]) -> list[int]:
    """The places of the commonest values but the blank, which is the first."""
    totals = counts.sum(axis=1)
    totals[0] = 0
    order = np.argsort(-totals, kind="stable")[:MOST_VALUES].tolist()
    return [place for place in order if totals[place] >= LEAST_LEADS]


def _by_key(column: TextColumn) -> tuple[NDArray[Any], list[str]]:
    """Codes of keys instead of spellings, and the commonest spelling of each key."""
    spelt = np.bincount(column.codes, minlength=len(column.values))
    names: dict[str, int] = {"": 0}
    best: dict[str, tuple[int, str]] = {"": (0, "")}
    table = np.zeros(len(column.values), dtype=np.int64)
    for place, (small, text) in enumerate(zip(column.keys, column.values, strict=True)):
        table[place] = names.setdefault(small, len(names))
        number = int(spelt[place])
        if small not in best or number > best[small][0]:
            best[small] = (number, text)
    return table[column.codes], [best[small][1] for small in names]


def _of_text(name: str, column: TextColumn, known: Known) -> tuple[Sort, list[Trait]]:
    codes, values = _by_key(column)
    counts = known.by_code(codes, len(values))
    common = _common(counts)
    filled = int(counts[1:].sum())
    if filled and int(counts[common].sum()) < COVERED * filled:
        return Sort.WORDS, _of_words(name, column, known)
    found = []
    for place in common:
        when = FieldTest(name, Test.IS, (values[place],))
        pair = counts[place].tolist()
        found.append(Trait(values[place], tally_of(pair), known.all, when, values[place]))
    if not any(trait.stands_out for trait in found):
        # Of many job titles none may tell enough where the word "Head" does.
        words = _of_words(name, column, known)
        if any(trait.stands_out for trait in words):
            return Sort.WORDS, words
    return Sort.VALUES, found


def _of_words(name: str, column: TextColumn, known: Known) -> list[Trait]:
    """Words that many texts contain; "contains" is asked, so the figures are those of the rule."""
    spelt = np.bincount(column.codes[known.rows], minlength=len(column.values)).tolist()
    found = []
    for small, word, _ in common_words(column.values, spelt):
        mask = _holding(column, partial(_has, small))
        when = FieldTest(name, Test.CONTAINS, (word,))
        found.append(Trait(word, known.tally(mask), known.all, when, word))
    return found


def common_words(texts: Iterable[str], numbers: Iterable[int]) -> list[tuple[str, str, int]]:
    """Words that many of the texts contain, each text so many times: key, commonest spelling and
    how many times, the commonest words first."""
    number: Counter[str] = Counter()
    spelling: dict[str, Counter[str]] = {}
    for text, leads in zip(texts, numbers, strict=True):
        if leads:
            for word in set(_WORD.findall(text)):
                small = key(word)
                number[small] += leads
                spelling.setdefault(small, Counter())[word] += leads
    common = [
        (leads, small)
        for small, leads in number.items()
        if leads >= LEAST_LEADS and small not in _SMALL and len(small) >= 2
    ]
    common.sort(key=lambda pair: (-pair[0], pair[1]))
    return [
        (small, min(spelling[small].items(), key=lambda pair: (-pair[1], pair[0]))[0], leads)
        for leads, small in common[:MOST_VALUES]
    ]


def _has(part: str, text: str) -> bool:
    return part in text


def _holding(column: TextColumn, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
    table = np.fromiter(map(holds, column.keys), np.bool_, count=len(column.values))
    return table[column.codes]


def _together(name: str, column: TextColumn, known: Known, found: list[Trait]) -> Trait | None:
    """All leads with a word that stands out upwards, since one text may hold several."""
    words = [trait.label for trait in found if trait.stands_out and trait.points > 0]
    if not words:
        return None
    parts = tuple(key(word) for word in words)
    mask = _holding(column, lambda text: any(part in text for part in parts))
    when = FieldTest(name, Test.CONTAINS_ANY_OF, tuple(words))
    return Trait(" or ".join(words), known.tally(mask), known.all, when)


def _of_lists(name: str, column: MultipleColumn, known: Known) -> list[Trait]:
    counts = known.by_code(column.codes, len(column.sets))
    names: dict[str, str] = {}
    totals: dict[str, NDArray[np.int64]] = {}
    for place, values in enumerate(column.sets):
        for small, value in {key(value): value for value in values}.items():
            names.setdefault(small, value)
            totals[small] = totals.get(small, np.zeros(2, dtype=np.int64)) + counts[place]
    order = sorted(totals, key=lambda small: -int(totals[small].sum()))[:MOST_VALUES]
    return [
        Trait(
            names[small],
            tally_of(totals[small].tolist()),
            known.all,
            FieldTest(name, Test.HAS_ANY_OF, (names[small],)),
            names[small],
        )
        for small in order
        if int(totals[small].sum()) >= LEAST_LEADS
    ]


def _of_numbers(name: str, values: NDArray[np.float64], known: Known) -> list[Trait]:
    filled = ~np.isnan(values[known.rows])
    cuts = cuts_of(values[known.rows][filled], known.converted[filled])
    ends: list[float | None] = [None, *cuts, None]
    found = []
    whole = bool(np.all(values[known.rows][filled] % 1 == 0))
    for low, high in pairwise(ends):
        parts: list[Condition] = []
        mask = ~np.isnan(values)
        if low is not None:
            mask &= values >= low
            parts.append(FieldTest(name, Test.AT_LEAST, (low,)))
        if high is not None:
            mask &= values < high
            parts.append(FieldTest(name, Test.LESS_THAN, (high,)))
        when = FieldTest(name, Test.IS_KNOWN) if not parts else _all(parts)
        label = "known" if not parts else _label(low, high, values[mask], whole)
        found.append(Trait(label, known.tally(mask), known.all, when, low=low, high=high))
    return found


def _label(low: float | None, high: float | None, held: NDArray[np.float64], whole: bool) -> str:
    """The range in words; of whole numbers that are all the same, the number."""
    if whole and len(held) and held.min() == held.max():
        return figure(float(held[0]))
    if whole and low is None and high is not None:
        return f"up to {figure(high - 1)}"
    if not whole and low is not None and high is not None:
        return f"{figure(low)} to under {figure(high)}"
    return range_text(low, high)


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
