"""A proof in words."""

from __future__ import annotations

from models.evaluation.figures import count
from models.exchange.proof.engine import Verdict
from models.leads.wording import count_of


def verdict_words(verdict: Verdict) -> str:
    """What came of a proof."""
    who = " ".join(filter(None, (verdict.engine, verdict.version)))
    if verdict.holds:
        return f"{who} gave all {count_of(verdict.leads, 'lead')} the same score and band."
    wrong, leads = count(verdict.wrong), count_of(verdict.leads, "lead")
    return f"{who} gave {wrong} of {leads} another score or band."
