"""A proof in words."""

from __future__ import annotations

from models.evaluation.figures import count
from models.exchange.proof.engine import Mismatch, Verdict
from models.leads.wording import count_of
from models.scoring.probability import written


def verdict_words(verdict: Verdict) -> str:
    """What came of a proof."""
    who = " ".join(filter(None, (verdict.engine, verdict.version)))
    if verdict.holds:
        return f"{who} gave all {count_of(verdict.leads, 'lead')} the same score and band."
    wrong, leads = count(verdict.wrong), count_of(verdict.leads, "lead")
    return f"{who} gave {wrong} of {leads} another score or band."


def mismatch_words(mismatch: Mismatch) -> str:
    """What a lead got, and what it must get: all in which they differ."""
    got, must = mismatch.got, mismatch.expected
    pairs: list[tuple[object, object]] = [
        (f"{got.score} {got.band or ''}".strip(), f"{must.score} {must.band}")
    ]
    if got.grade is not None:
        pairs.append((got.grade, must.grade))
    if got.output is not None and got.output != must.output:
        pairs.append((got.output, must.output))
    if got.chance is not None and must.chance is not None and got.chance != must.chance:
        pairs.append((written(got.chance), written(must.chance)))
    given, wanted = (", ".join(str(pair[side]) for pair in pairs) for side in (0, 1))
    return f"Row {mismatch.row + 1}: {given} instead of {wanted}"
