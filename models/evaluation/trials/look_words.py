"""What is said of a test that is looked at more than once: which look it is, and what p must be."""

from __future__ import annotations

from models.evaluation.figures import leads
from models.evaluation.trials.amounts import small
from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.looks import Seen
from models.evaluation.trials.refusal import due_words
from models.leads.wording import day_words


def look_of(found: Analysis) -> tuple[int, int]:
    """The number of the look that is shown, and of all that are planned."""
    assert found.trial is not None
    return found.seen[-1].look.number, found.trial.design.looks


def look_words(found: Analysis) -> list[str]:
    """Which of several looks it is, what p had to be below at it, and when the next one is."""
    if found.trial is None or found.trial.design.looks == 1 or not found.seen:
        return []
    number, looks = look_of(found)
    seen = found.seen[-1]
    of_looks = f"This is look {number} of {looks}, of {day_words(seen.look.day)}"
    said = [
        f"{of_looks}: p must be below {small(seen.level)} at it, and intervals are as wide as that."
    ]
    if found.goes_on:
        said.append(f"{_capital(due_words(found.trial, number + 1))}; none comes before.")
    elif number < looks:
        said.append("The arms are told apart at this look, so no later one is needed.")
    return said


def typed_look_words(number: int, looks: int, level: float) -> str:
    """What holds of typed counts at a look; `level`: what p must be below at it."""
    return (
        f"At look {number} of {looks} p must be below {small(level)}, and the interval is as wide "
        "as that; that holds if so many looks, evenly spread, were planned beforehand."
    )


def seen_words(seen: Seen, looks: int) -> str:
    """One look in a list of them."""
    pair, look = seen.result.pairs[0], seen.look
    p = "too few to say" if pair.p is None else f"p {small(pair.p)}"
    told = "told apart" if seen.found else "not told apart"
    return (
        f"Look {look.number} of {looks}, {day_words(look.day)}: {leads(seen.result.known)}, {p}, "
        f"to be below {small(seen.level)}: {told}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
