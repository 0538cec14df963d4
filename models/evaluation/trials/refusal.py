"""Why a result is not shown before its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.evaluation.figures import count
from models.evaluation.trials.looks import Look
from models.evaluation.trials.trial import Trial
from models.leads.text import cleaned_key
from models.leads.wording import count_of, day_words, quoted


def refusal(trial: Trial, look: Look, until: date | None, found: Sequence[int]) -> str:
    """Why the outcomes are not looked at yet, and when they can be; `found`: leads of A and B.

    `look`: the first that is known of.
    """
    if until is None:
        return (
            "No field tells a day, so nothing says whether the test is over. Say which field is "
            "the day of creation, or until which day these leads tell."
        )
    done = " and ".join(
        f"{count(got)} of {count(size)} in {quoted(name)}"
        for got, size, name in zip(found, trial.sizes, (trial.a, trial.b), strict=True)
    )
    why = "Looking before makes chance look like a difference, so no outcome is shown."
    if trial.design.looks > 1 and look.last:
        return (
            f"Too early to look: these leads tell up to {day_words(until)}, and {due_words(trial)} "
            f"(so far {done}). {why}"
        )
    if look.day <= until:
        return f"Too early to look: next to no outcome is known yet of {done}. {why}"
    return (
        f"Too early to look: these leads tell up to {day_words(until)}, and the result can be "
        f"looked at from {day_words(look.day)} on, or sooner if its leads come in sooner (so far "
        f"{done}). {why}"
    )


def due_words(trial: Trial, number: int = 1) -> str:
    """When a look is due: "look 2 of 4 is planned for 5 Mar 2026, once 50 leads ..."."""
    looks = trial.design.looks
    if number >= looks:
        return f"the last look is due on {day_words(trial.look)}, or sooner if its leads come in"
    sizes = " and ".join(
        f"{count(size)} in {quoted(name)}"
        for size, name in zip(trial.sizes_at(number), (trial.a, trial.b), strict=True)
    )
    return (
        f"look {number} of {looks} is planned for {day_words(trial.look_at(number))}: once "
        f"{sizes} had their {count_of(trial.design.wait, 'day')}"
    )


def governing(trials: Sequence[Trial], field: str) -> Trial | None:
    """The plan that a field's leads belong to: whoever has one cannot look past it."""
    wanted = cleaned_key(field)
    return next((trial for trial in trials if wanted and cleaned_key(trial.field) == wanted), None)
