"""Leads by the values of a field, as the bars show them."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.evaluation import Tally

ROW, LEAST_ROW = 24, 18
ENDS = 8


@dataclass(frozen=True)
class ValueRow:
    """A value, or a range, with its leads. `rest`: not one value but what remains, or blank."""

    label: str
    tally: Tally
    rest: bool = False
