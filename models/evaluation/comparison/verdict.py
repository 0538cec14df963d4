"""Which of two models is better, in one sentence; that they cannot be told apart is an answer."""

from __future__ import annotations

from models.evaluation.comparison.comparison import LEVEL, Comparison
from models.evaluation.figures import count, decimal, interval
from models.evaluation.tallies import FEWEST
from models.leads.wording import count_of, quoted


def verdict(found: Comparison, a: str, b: str) -> str:
    """The sentence for models of these names."""
    if found.same:
        return f"{quoted(a)} and {quoted(b)} give every lead the same score."
    if found.converted < FEWEST or found.known - found.converted < FEWEST:
        fewer = min(found.converted, found.known - found.converted)
        what = "conversion" if found.converted == fewer else "lead that did not convert"
        plural = "conversions" if found.converted == fewer else "leads that did not convert"
        return (
            f"Not enough data to say which is better: {count_of(fewer, what, plural)} in this "
            f"history, and fewer than {FEWEST} tell nothing."
        )
    auc = found.auc
    if auc is None:
        return "Not enough data to say which is better."
    figures = (
        f"ranking (AUC) {decimal(auc.a.value, 3)} and {decimal(auc.b.value, 3)}, difference "
        f"{decimal(auc.difference.value, 3)} (95\u202f% {interval(auc.difference, 3)})"
    )
    if auc.p < LEVEL:
        better, worse = (a, b) if auc.difference.value > 0 else (b, a)
        return f"{quoted(better)} ranks leads better than {quoted(worse)}: {figures}."
    shown = ""
    if found.smallest is not None:
        shown = (
            f"; it would show a difference of {decimal(found.smallest, 3)} in four of five cases"
        )
    return (
        f"{quoted(a)} and {quoted(b)} cannot be told apart by this history of "
        f"{count(found.converted)} conversions: {figures}{shown}."
    )
