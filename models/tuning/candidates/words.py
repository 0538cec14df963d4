"""Words within the texts of a field as candidates: "Job title contains Head"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import Known, common_words, tally_of
from models.evaluation.profile.traits import Evidence
from models.leads.columns import TextColumn
from models.leads.tally import Tally
from models.leads.text import key
from models.scoring.conditions import FieldTest, Test
from models.tuning.candidate import Sort
from models.tuning.candidates.alike import alike, either
from models.tuning.candidates.found import UNLIKELY, Found, Looked
from models.tuning.candidates.teaching import Sample

MOST_SPELT = 20_000
"""Of a field with more distinct texts only those of a sample of the leads are looked at."""
SCREENED = 0.3
"""On a sample a word is looked at further where chance would do as much no more often."""
MOST_WITHIN = 1.2
"""A word is asked for where not many more leads have it within other words."""


@dataclass(frozen=True, eq=False)
class _Texts:
    """Distinct texts with their keys. `counts` (texts, 2): leads that did not convert and did, of
    all that teach or of a sample. `leads`: for how many of all each stands."""

    texts: list[str]
    keys: list[str]
    counts: NDArray[np.int64]
    leads: NDArray[np.float64]
    all: Tally
    whole: bool

    def holding(self, small: str) -> NDArray[np.bool_]:
        """Which texts contain it, by key."""
        return np.fromiter(map(partial(_has, small), self.keys), np.bool_, count=len(self.keys))

    def evidence(self, held: NDArray[np.bool_]) -> Evidence:
        """Of the leads with these texts."""
        return Evidence(tally_of(self.counts[held].sum(axis=0).tolist()), self.all)


def _has(part: str, text: str) -> bool:
    return part in text


def words_in(
    name: str, column: TextColumn, counts: NDArray[np.int64], known: Known, sample: Sample
) -> Looked:
    """Words that enough leads have within several texts; `counts` of the column's texts."""
    texts = _texts(column, counts, known, sample)
    found: list[Found] = []
    held: list[NDArray[np.bool_]] = []
    for small, word, leads in common_words(texts.texts, texts.leads.round().astype(int).tolist()):
        holding = texts.holding(small)
        if texts.leads[holding].sum() > MOST_WITHIN * leads:
            continue  # IT is within Recruiting, too
        if len({texts.keys[place] for place in np.flatnonzero(holding)[:3].tolist()}) > 1:
            when = FieldTest(name, Test.CONTAINS, (word,))
            title = f"{name} contains {word}"
            found.append(Found(title, (name,), when, Sort.WORD, texts.evidence(holding)))
            held.append(holding)
    several = _together(name, found, held, texts)
    tried = len(found)
    limit = UNLIKELY if texts.whole else SCREENED
    return Looked(tuple(one for one in [*found, *several] if one.p <= limit), tried)


def _texts(column: TextColumn, counts: NDArray[np.int64], known: Known, sample: Sample) -> _Texts:
    some = np.flatnonzero(counts.sum(axis=1))
    some = some[some > 0]
    if len(some) <= MOST_SPELT or sample.whole:
        texts = [column.values[place] for place in some.tolist()]
        of = counts[some]
        leads = of.sum(axis=1).astype(np.float64)
        return _Texts(texts, list(map(key, texts)), of, leads, known.all, whole=True)
    codes = column.codes[sample.rows]
    some, places = np.unique(codes, return_inverse=True)
    texts = [column.values[place] for place in some.tolist()]
    of = np.bincount(places * 2 + sample.converted, minlength=2 * len(some)).reshape(-1, 2)
    stands: NDArray[np.float64] = np.bincount(places, sample.weights, len(some)).astype(np.float64)
    every = tally_of(of.sum(axis=0).tolist())
    return _Texts(texts, list(map(key, texts)), of, stands, every, whole=False)


def _together(
    name: str, words: list[Found], held: list[NDArray[np.bool_]], texts: _Texts
) -> list[Found]:
    """All leads with one of the words that lift about as much, since a text may hold several."""
    found = []
    for chosen in alike(words):
        said = tuple(word for place in chosen for word in words[place].asked)
        when = FieldTest(name, Test.CONTAINS_ANY_OF, said)
        holding = np.logical_or.reduce([held[place] for place in chosen])
        title = f"{name} contains {either(said)}"
        evidence = texts.evidence(holding)
        found.append(Found(title, (name,), when, Sort.WORD, evidence, among=len(words)))
    return found
