"""Values, or words, of one field that lift conversion about as much: they can be asked for at once.

So "Germany, Austria or Switzerland" is one rule instead of three, as ranges that convert alike are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.tuning.candidates.found import Found

MOST = 8
CLEAR = 0.01
"""Only what chance hardly does by itself is joined with others."""
ALIKE = 0.5
"""Their log odds are at least so many times, at most as many parts, that of the most telling."""


def alike(found: Sequence[Found]) -> Iterator[list[int]]:
    """The places of those upwards, then of those downwards; at least two, in their order."""
    for up in (True, False):
        clear = [
            place
            for place, one in enumerate(found)
            if one.stands_out and one.p <= CLEAR and (one.evidence.log_odds > 0) == up
        ]
        clear.sort(key=lambda place: (-round(found[place].evidence.information, 12), place))
        if len(clear) < 2:
            continue
        most = abs(found[clear[0]].evidence.log_odds)
        chosen = [
            place
            for place in clear
            if ALIKE * most <= abs(found[place].evidence.log_odds) <= most / ALIKE
        ]
        if len(chosen) > 1:
            yield sorted(chosen[:MOST])


def either(words: Sequence[str]) -> str:
    """ "Head, VP or Chief"."""
    return f"{', '.join(words[:-1])} or {words[-1]}"
