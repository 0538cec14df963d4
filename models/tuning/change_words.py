"""One change of points in words, with the evidence for it."""

from __future__ import annotations

from models.evaluation.figures import count, leads, percent
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.signs import signed
from models.tuning.report import Turn

ARROW = "\u2192"


def change_words(
    name: str,
    turn: Turn,
    before: int,
    after: int,
    hits: Tally,
    others: Tally,
    fair: Interval | None,
) -> str:
    """Such as "Demo requested: +25 -> +40. 412 leads with it, 31 % converted ..."."""
    return f"{name}: {_turned(turn, before, after)}. {_evidence(hits, others)}{_fair(hits, fair)}"


def _turned(turn: Turn, before: int, after: int) -> str:
    match turn:
        case Turn.SAME:
            return f"{signed(after)} as today"
        case Turn.ADDED:
            return f"new, {signed(after)}"
        case Turn.DROPPED:
            return f"{signed(before)} {ARROW} no points"
        case Turn.UP | Turn.DOWN:
            return f"{signed(before)} {ARROW} {signed(after)}"


def _evidence(hits: Tally, others: Tally) -> str:
    if not hits.known:
        return "No lead with a known outcome has it."
    verb = "has" if hits.known == 1 else "have"
    text = (
        f"{leads(hits.known)} {verb} it, {count(hits.converted)} of them converted "
        f"({percent(hits.rate)})"
    )
    return f"{text}; of the others {percent(others.rate)}." if others.known else f"{text}."


def _fair(hits: Tally, fair: Interval | None) -> str:
    """What the data would give it; where all its leads have one outcome, one end is endless."""
    if fair is None or not hits.known:
        return ""
    low, high = signed(round(fair.low)), signed(round(fair.high))
    beside = " Beside the other lines the data fit"
    if not hits.converted and fair.high < 0:
        return f"{beside} {high} or less."
    if not hits.not_converted and fair.low > 0:
        return f"{beside} {low} or more."
    if fair.low <= 0 <= fair.high:
        return f"{beside} anything from {low} to {high}, also no points."
    return f"{beside} {low} to {high}."
