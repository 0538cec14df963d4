"""Slips of the pen: rare values that differ from a frequent one by a letter or two.

Nothing is proposed that could be another thing: numbers must be the same, short words are left
alone, one word only may differ, its first letter stays, and no two countries are mixed up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from models.evaluation.quality.countries import country_named
from models.evaluation.quality.folding import GRADED, numbers_in, words_of

FREQUENT = 20
"""Leads that a value must have for rarer ones to be held against it."""
TIMES = 10
"""So many times rarer a slip is."""
MOST_FREQUENT, MOST_RARE = 400, 20_000
"""Values that are compared: the commonest, and the commonest of the rare ones."""
SHORT, LONG = 5, 9
"""Letters of the word that differs: from SHORT on one slip is believed, from LONG on two."""

_AT_ONCE = 2_000


def slips(
    texts: Sequence[str], leads: Sequence[int], cancelled: Callable[[], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs (rare, frequent) of positions; each rare value once, with the likest frequent one."""
    from rapidfuzz.distance import OSA  # lazy: only the page Quality compares spellings
    from rapidfuzz.process import cdist  # lazy: as above

    order = sorted(range(len(texts)), key=lambda place: -leads[place])
    frequent = [place for place in order if leads[place] >= FREQUENT][:MOST_FREQUENT]
    if not frequent:
        return
    most = leads[frequent[0]] // TIMES
    rare = [place for place in order if 0 < leads[place] <= most and _wordy(texts[place])]
    rare = rare[:MOST_RARE]
    wanted = [" ".join(words_of(texts[place])) for place in frequent]
    for start in range(0, len(rare), _AT_ONCE):
        if cancelled():
            return
        some = rare[start : start + _AT_ONCE]
        found = [" ".join(words_of(texts[place])) for place in some]
        distances = cdist(found, wanted, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for row, place in enumerate(some):
            near = np.flatnonzero((distances[row] <= 2) & (distances[row] > 0)).tolist()
            near.sort(key=lambda at: (int(distances[row, at]), -leads[frequent[at]]))
            for at in near:
                other = frequent[at]
                often = leads[other] >= TIMES * leads[place]
                if often and is_slip(texts[place], texts[other]):
                    yield place, other
                    break


def is_slip(rare: str, frequent: str) -> bool:
    """Whether a value may be the other one with a slip in it."""
    from rapidfuzz.distance import OSA  # lazy: as above

    if numbers_in(rare) != numbers_in(frequent) or rare[-1:] in GRADED or frequent[-1:] in GRADED:
        return False
    one, other = words_of(rare), words_of(frequent)
    if len(one) != len(other):
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(apart) != 1:
        return False
    (wrong, right) = apart[0]
    least = min(len(wrong), len(right))
    if least < SHORT or wrong[0] != right[0] or not (wrong.isalpha() and right.isalpha()):
        return False
    if right.startswith(wrong) or wrong.startswith(right):
        return False  # "Sales" is not "Saleswoman", and a plural may be meant
    if OSA.distance(wrong, right) > (2 if least >= LONG else 1):
        return False
    named = country_named(rare)
    return named is None or named == country_named(frequent)


def _wordy(text: str) -> bool:
    return len(text) >= SHORT and "@" not in text and "://" not in text
