"""A text, a yes/no or a multiple-value field as candidates: its values, words within its texts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import (
    COVERED,
    LEAST_LEADS,
    MOST_VALUES,
    Known,
    tally_of,
)
from models.leads.columns import MultipleColumn, TextColumn, YesNoColumn
from models.leads.text import key
from models.scoring.conditions import FieldTest, Test
from models.tuning.candidate import Sort
from models.tuning.candidates.alike import alike, either
from models.tuning.candidates.found import Found, Looked, looked_at, together
from models.tuning.candidates.teaching import Sample
from models.tuning.candidates.words import MOST_SPELT, words_in

FEW = 5
"""Of a field with very many texts those of fewer leads have no part in values."""


def of_text(name: str, column: TextColumn, known: Known, sample: Sample) -> Looked:
    """Values that enough leads have, and words within them."""
    counts = known.by_code(column.codes, len(column.values))
    values, covered = _values(name, column, counts, known)
    shown = looked_at([*values, *_together(name, values, known)], len(values))
    if covered >= COVERED and not any(" " in value for one in values for value in one.asked):
        return shown  # words could only say what the values say
    return together([shown, words_in(name, column, counts, known, sample)])


def _values(
    name: str, column: TextColumn, counts: NDArray[np.int64], known: Known
) -> tuple[list[Found], float]:
    """Values by key, and the share of the filled leads that have one of them."""
    totals = counts.sum(axis=1)
    totals[0] = 0
    filled = int(totals.sum())
    many = int(np.count_nonzero(totals)) > MOST_SPELT
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


def _together(name: str, values: list[Found], known: Known) -> list[Found]:
    """All leads with one of the values that lift about as much; a lead has one value at most."""
    found = []
    for chosen in alike(values):
        some = [values[place] for place in chosen]
        said = tuple(value for one in some for value in one.asked)
        pairs = [one.evidence.having for one in some]
        lost, won = sum(p.not_converted for p in pairs), sum(p.converted for p in pairs)
        evidence = known.evidence(tally_of((lost, won)))
        when = FieldTest(name, Test.IS_ONE_OF, said)
        title = f"{name}: {either(said)}"
        found.append(Found(title, (name,), when, Sort.VALUE, evidence, among=len(values)))
    return found


def _common(totals: dict[str, int]) -> list[str]:
    order = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
    return [small for small, leads in order if leads >= LEAST_LEADS]


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
