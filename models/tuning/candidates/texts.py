"""A text, a yes/no or a multiple-value field as candidates: its values, words within its texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import (
    COVERED,
    LEAST_LEADS,
    MOST_VALUES,
    Known,
    common_words,
    tally_of,
)
from models.leads.columns import MultipleColumn, TextColumn, YesNoColumn
from models.leads.text import key
from models.scoring.conditions import FieldTest, Test
from models.tuning.candidate import Sort
from models.tuning.candidates.found import UNLIKELY, Found, Looked, looked_at, together
from models.tuning.candidates.teaching import Sample

MOST_SPELT = 20_000
"""Of a field with more distinct texts those of fewer than `FEW` leads have no part in values."""
FEW = 5
SCREENED = 0.3
"""On a sample a word is looked at further where chance would do as much no more often."""


def of_text(name: str, column: TextColumn, known: Known, sample: Sample) -> Looked:
    """Values that enough leads have; words where values cover little or tell nothing."""
    counts = known.by_code(column.codes, len(column.values))
    values, covered = _values(name, column, counts, known)
    parts = [looked_at(values)]
    if covered < COVERED or not parts[0].found:
        words = list(_words(name, column, sample))
        limit = UNLIKELY if sample.whole else SCREENED
        loud = [one for one in words if one.p <= limit]
        parts.append(Looked(tuple(loud), len(words)))
        several = _together(name, column, loud, sample)
        if several is not None:
            parts.append(Looked((several,), 1))
    return together(parts)


def _values(
    name: str, column: TextColumn, counts: NDArray[np.int64], known: Known
) -> tuple[list[Found], float]:
    """Values by key, and the share of the filled leads that have one of them."""
    totals = counts.sum(axis=1)
    totals[0] = 0
    filled = int(totals.sum())
    many = len(column.values) > MOST_SPELT
    held = np.flatnonzero(totals >= (FEW if many else 1))
    by_key: dict[str, NDArray[np.int64]] = {}
    spelling: dict[str, tuple[int, str]] = {}
    for place in held.tolist():
        text, leads = column.values[place], int(totals[place])
        small = key(text)
        before = by_key.get(small)
        by_key[small] = counts[place] if before is None else before + counts[place]
        most, spelt = spelling.get(small, (0, text))
        if leads > most or (leads == most and text < spelt):
            spelling[small] = leads, text
    common = _common({small: int(pair.sum()) for small, pair in by_key.items()})
    found = []
    for small in common:
        value = spelling[small][1]
        lost, won = by_key[small].tolist()
        when = FieldTest(name, Test.IS, (value,))
        evidence = known.evidence(tally_of((lost, won)))
        found.append(Found(f"{name}: {value}", (name,), when, Sort.VALUE, evidence))
    return found, sum(one.evidence.having.leads for one in found) / max(filled, 1)


def _common(totals: dict[str, int]) -> list[str]:
    order = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
    return [small for small, leads in order if leads >= LEAST_LEADS]


def _words(name: str, column: TextColumn, sample: Sample) -> Iterator[Found]:
    """Words that enough leads have in their texts, with their figures in the sample."""
    codes, places = np.unique(column.codes[sample.rows], return_inverse=True)
    texts = [column.values[code] for code in codes.tolist()]
    leads = np.bincount(places, weights=sample.weights, minlength=len(texts))
    keys = [key(text) for text in texts]
    for small, word in common_words(texts, leads.round().astype(int).tolist()):
        table = np.fromiter(map(partial(_has, small), keys), np.bool_, count=len(keys))
        when = FieldTest(name, Test.CONTAINS, (word,))
        evidence = sample.evidence(table[places])
        yield Found(f"{name} contains {word}", (name,), when, Sort.WORD, evidence)


def _has(part: str, text: str) -> bool:
    return part in text


def _together(name: str, column: TextColumn, words: list[Found], sample: Sample) -> Found | None:
    """All leads with one of the words that stand out upwards, since a text may hold several."""
    up = [one for one in words if one.evidence.stands_out and one.evidence.log_odds > 0]
    said = [str(one.when.values[0]) for one in up if isinstance(one.when, FieldTest)]
    if len(said) < 2:
        return None
    parts = tuple(map(key, said))
    codes, places = np.unique(column.codes[sample.rows], return_inverse=True)
    table = np.array([any(part in key(column.values[c]) for part in parts) for c in codes.tolist()])
    when = FieldTest(name, Test.CONTAINS_ANY_OF, tuple(said))
    title = f"{name} contains {' or '.join(said)}"
    return Found(title, (name,), when, Sort.WORD, sample.evidence(table[places]))


def of_yes_no(name: str, column: YesNoColumn, known: Known) -> Looked:
    """Yes and no."""
    counts = known.by_code(column.values.astype(np.int64) + 1, 3)
    found = []
    for place, value, test in ((2, "yes", Test.IS_YES), (1, "no", Test.IS_NO)):
        lost, won = counts[place].tolist()
        if lost + won >= LEAST_LEADS:
            evidence = known.evidence(tally_of((lost, won)))
            when = FieldTest(name, test)
            found.append(Found(f"{name}: {value}", (name,), when, Sort.VALUE, evidence))
    return looked_at(found)


def of_lists(name: str, column: MultipleColumn, known: Known) -> Looked:
    """Each value that enough leads have among theirs."""
    counts = known.by_code(column.codes, len(column.sets))
    totals: dict[str, Any] = {}
    names: dict[str, tuple[int, str]] = {}
    for place in np.flatnonzero(counts.sum(axis=1)).tolist():
        leads = int(counts[place].sum())
        for small, value in {key(value): value for value in column.sets[place]}.items():
            totals[small] = totals.get(small, 0) + counts[place]
            most, spelt = names.get(small, (0, value))
            if leads > most or (leads == most and value < spelt):
                names[small] = leads, value
    found = []
    for small in _common({small: int(pair.sum()) for small, pair in totals.items()}):
        lost, won = totals[small].tolist()
        value = names[small][1]
        when = FieldTest(name, Test.HAS_ANY_OF, (value,))
        evidence = known.evidence(tally_of((lost, won)))
        found.append(Found(f"{name}: {value}", (name,), when, Sort.VALUE, evidence))
    return looked_at(found)
