"""Names of prepared columns: plain letters that every system takes, distinct, easy to recognise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from models.scoring.conditions import Measure, Quantity, Selection

LONGEST = 48
"""Signs of a name: short enough for every system, with room for what a target adds."""

_OTHERS = re.compile("[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}) | str.maketrans(
    "øłđð\u0131", "olddi"
)
_MEASURES = {
    Measure.COUNT: "count",
    Measure.DISTINCT: "distinct",
    Measure.SUM: "sum",
    Measure.SINCE_LAST: "days_since_last",
    Measure.SINCE_FIRST: "days_since_first",
    Measure.LAST: "last_day",
    Measure.FIRST: "first_day",
}


def plain_name(text: str, otherwise: str = "field") -> str:
    """Small letters, digits and underscores of a text, starting with a letter.

    >>> plain_name("Größe (Mio. €)")
    'grosse_mio'
    """
    spread = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    name = _OTHERS.sub("_", "".join(c for c in spread if not unicodedata.combining(c))).strip("_")
    if not name:
        return otherwise
    return (name if name[0].isalpha() else f"{otherwise}_{name}")[:LONGEST].strip("_")


def distinct_name(name: str, taken: Container[str]) -> str:
    """The name, with a number after it where it is taken."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name[: LONGEST - 4].strip('_')}_{number}"
    return found


def with_ending(name: str, ending: str) -> str:
    """The name with an ending, within the length of a name."""
    return f"{name[: LONGEST - len(ending)].strip('_')}{ending}"


def name_of_selection(of: Selection) -> str:
    """Its types and its window, such as pricing_page_visit_30d."""
    types = "_".join(plain_name(name, "type") for name in of.types) or "activities"
    filtered = "" if of.where is None else "_some"
    window = "" if of.days is None else f"_{of.days}d"
    return with_ending(types, f"{filtered}{window}")


def name_of_quantity(quantity: Quantity) -> str:
    """What is measured of which, such as distinct_page_of_visit_30d."""
    measure = _MEASURES[quantity.measure]
    detail = f"_{plain_name(quantity.detail, 'detail')}" if quantity.detail else ""
    of = name_of_selection(quantity.of)
    if quantity.measure is Measure.COUNT:
        return with_ending(of, "_count")
    return with_ending(f"{measure}{detail}"[:24] + f"_of_{of}", "")
