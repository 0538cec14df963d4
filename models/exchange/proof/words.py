"""A proof in words."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.figures import count
from models.exchange.proof.engine import PARTS, Mismatch, Verdict
from models.leads.wording import count_of
from models.scoring.probability import written


def verdict_words(verdict: Verdict) -> str:
    """What came of a proof, and of what exactly."""
    who = " ".join(filter(None, (verdict.engine, verdict.version)))
    leads = count_of(verdict.leads, "lead")
    if verdict.holds:
        told = f"{who} gave all {leads} the same {_joined(verdict.compared, 'and')}."
    else:
        other = _joined(verdict.compared, "or")
        told = f"{who} gave {count(verdict.wrong)} of {leads} another {other}."
    return f"{told} {verdict.note}".strip()


def _joined(names: Sequence[str], last: str) -> str:
    """Names with commas, the last one after a word: "score, band and grade"."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def mismatch_words(mismatch: Mismatch) -> str:
    """What a lead got, and what it must get: score and band, and whatever else differs."""
    got, must = mismatch.got, mismatch.expected
    given = [f"{got.score} {got.band or ''}".strip()]
    wanted = [f"{must.score} {must.band}"]
    for name in mismatch.parts:
        if name not in ("score", "band"):
            of, rightly = PARTS[name]
            given.append(_said(name, of(got)))
            wanted.append(_said(name, rightly(must)))
    return f"Row {mismatch.row + 1}: {', '.join(given)} instead of {', '.join(wanted)}"


def _said(name: str, value: object) -> str:
    if value is None:
        return f"no {name}"
    told = written(value) if name == "chance" and isinstance(value, int) else value
    return f"{name} {told}"
