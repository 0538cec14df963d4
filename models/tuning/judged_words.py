"""Which of two sets of points is better, or that the data cannot tell them apart."""

from __future__ import annotations

from models.evaluation.figures import decimal, interval
from models.leads.wording import count_of
from models.tuning.report import Against

FEWEST = 10
"""Leads of the rarer outcome with fewer of which nothing is said of which is better."""


def against_words(found: Against, rarer: int, name: str) -> str:
    """The sentence; `rarer`: leads of the rarer outcome, `name`: what it is held against."""
    auc = found.auc
    if auc is None or rarer < FEWEST:
        return (
            f"Not enough to say whether it is better than {name}: only "
            f"{count_of(rarer, 'lead')} of the rarer outcome."
        )
    gap = auc.difference
    if gap.low == gap.high == 0:
        return f"It ranks these leads exactly as {name}."
    figures = f"AUC {_signed(gap.value)} (95\u202f% {interval(gap, 3)})"
    if auc.told:
        better = "better" if gap.value > 0 else "worse"
        return f"It ranks leads {better} than {name}: {figures}."
    shown = ""
    if found.smallest is not None:
        shown = f"; a difference of {decimal(found.smallest, 3)} would show in four of five cases"
    return f"These leads cannot tell it from {name}: {figures}{shown}."


def _signed(value: float) -> str:
    text = decimal(value, 3)
    return f"+{text}" if value > 0 and text.strip("0.") else text
