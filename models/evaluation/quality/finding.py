"""What is not as it should be about a field, and what mending it would change. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.evaluation.quality.effect import UNREAD, Effect
from models.evaluation.quality.variants import Variants
from models.leads.fields import Input
from models.scoring.bits import Bits


class Sort(StrEnum):
    """The kinds of findings."""

    SPELLINGS = "spellings"
    PLACEHOLDERS = "words for nothing"
    MISFITS = "cells of another kind"
    BLANKS = "blanks"
    CONSTANT = "one value"
    EMPTY = "empty"
    OUTLIERS = "outliers"
    IMPOSSIBLE = "impossible"
    KIND = "kind"
    MIXED = "mixed"


WORDS = {
    Sort.SPELLINGS: "several spellings",
    Sort.PLACEHOLDERS: "seems to mean blank",
    Sort.MISFITS: "cells that do not fit",
    Sort.BLANKS: "blank where rules read",
    Sort.CONSTANT: "one value only",
    Sort.EMPTY: "empty",
    Sort.OUTLIERS: "far-off numbers",
    Sort.IMPOSSIBLE: "cannot be",
    Sort.KIND: "numbers read as text",
    Sort.MIXED: "numbers and words",
}
"""How the table of fields calls them in short."""


@dataclass(frozen=True, eq=False)
class Finding:
    """One finding about a field.

    `what` is a sentence, `remedy` says what to do. `leads` are concerned, `bits` says which (one
    bit a lead, see `scoring.bits`). `examples`: cells and how many leads have each. `mend`: the
    field's recipe after the click whose words are `verb`; None where nobody but a person can mend
    it. `variants`: the proposals of spellings.
    """

    sort: Sort
    field: str
    what: str
    remedy: str
    leads: int
    bits: Bits
    examples: tuple[tuple[str, int], ...] = ()
    mend: Input | None = None
    verb: str = ""
    variants: tuple[Variants, ...] = ()
    effect: Effect = UNREAD
