"""Bands out of a scorecard's rows: "MQL 60", "Hot: 80+", "Warm 40-59", "Cold < 40"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.exchange.moving_in.numbers_text import dashes
from models.scoring.model import DEFAULT_BANDS, Band, Scale

_NAMES = frozenset(
    "mql sql sal mqls sqls hot warm cold lukewarm ice nurture nurturing priority unqualified "
    "disqualified qualified ready suspect prospect engaged cool heiss hei\u00df kalt chaud froid "
    "high medium low".split()
)
_BESIDE = frozenset(
    "lead leads marketing sales accepted very a tier score line zone status band".split()
)
_FILLERS = frozenset("threshold cutoff cut-off limit from at score line schwelle band".split())
SECTIONS = frozenset(
    "bands band thresholds threshold levels tiers grades cutoffs schwellen stufen "
    "classification".split()
)
"""A heading that holds one of these words begins the bands."""

_NUMBER = r"[\u2212-]?[0-9]{1,6}"
_FROM = rf"(?:>=|>|\u2265|from|at least|ab|over|above)? ?(?P<low>{_NUMBER})"
_TO = rf"(?: ?(?:-|to|bis) ?(?P<high>{_NUMBER})| ?\+| or more| and (?:above|up)| up)?"
_BELOW = rf"(?:<=|<|\u2264|under|below|up to|unter) ?(?P<top>{_NUMBER})"
_UNIT = r" ?(?:points?|pts|punkte)?"
_NAMED = re.compile(
    rf"(?P<name>[^\W\d_][^:=(<>]*?)[ :=(]+(?:{_FROM}{_TO}|{_BELOW}){_UNIT}\)?", re.I
)
_AFTER = re.compile(
    rf"(?:{_FROM}{_TO}|{_BELOW}){_UNIT} ?[:=)\-> ]+ ?(?P<name>[^\W\d_][^:=<>]*)", re.I
)


@dataclass(frozen=True)
class Threshold:
    """A band's name, and from which score on it is; `least` None: from the scale's least."""

    name: str
    least: int | None


def threshold_of(text: str, *, section: bool) -> Threshold | None:
    """The band that a text tells; within a section of bands any name is one."""
    short = dashes(text).replace("|", " ")
    short = re.sub(r"\s+", " ", short)
    found = _NAMED.fullmatch(short) or _AFTER.fullmatch(short)
    if found is None:
        return None
    words = found["name"].split()
    while len(words) > 1 and words[-1].lower() in _FILLERS:
        words.pop()
    low = [word.lower().strip("'\u2019") for word in words]
    known = bool(_NAMES.intersection(low)) and all(w in _NAMES | _BESIDE for w in low)
    if not known and not (section and len(words) <= 4):
        return None
    least = found["low"]
    return Threshold(" ".join(words), None if least is None else int(least.replace("\u2212", "-")))


def is_section(text: str) -> bool:
    """Whether a heading begins the bands."""
    return bool(SECTIONS.intersection(re.findall(r"\w+", text.lower())))


def bands_of(
    found: Sequence[Threshold], reach: tuple[int, int]
) -> tuple[tuple[Band, ...], Scale, str]:
    """The bands and the scale of these thresholds, and what was decided about them.

    `found` has distinct names and thresholds. The scale holds all that the rules can give.
    """
    scale = Scale(min(0, reach[0]), max(100, reach[1]))
    if not found:
        usual = (replace(DEFAULT_BANDS[0], threshold=scale.least), *DEFAULT_BANDS[1:])
        return usual, scale, "No bands were found; the usual ones were put in."
    lows = [item.least for item in found if item.least is not None]
    scale = Scale(min([scale.least, *lows]), max([scale.most, *lows]))
    ordered = sorted(found, key=lambda item: scale.least if item.least is None else item.least)
    bands: tuple[Band, ...] = tuple(
        Band(item.name, scale.least if item.least is None else item.least) for item in ordered
    )
    note = ""
    if bands[0].threshold <= 0 or ordered[0].least is None:
        bands = (replace(bands[0], threshold=scale.least), *bands[1:])
    elif bands[0].threshold > scale.least:
        bands = (Band(f"Below {bands[0].name}", scale.least), *bands)
    place, by_name = _mql(bands)
    if not by_name:
        note = f"No band is called MQL; {bands[place].name} was taken for it."
    return tuple(replace(band, mql=at == place) for at, band in enumerate(bands)), scale, note


def _mql(bands: Sequence[Band]) -> tuple[int, bool]:
    for wanted in ("mql", "marketing qualified", "qualified", "sql", "hot", "ready"):
        for place, band in enumerate(bands):
            low = band.name.lower()
            if wanted in low and "unq" not in low and "below" not in low and "disq" not in low:
                return place, wanted in ("mql", "marketing qualified")
    return len(bands) - 1, False
