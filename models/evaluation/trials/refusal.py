"""Why a result is not shown before its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.evaluation.figures import count
from models.evaluation.trials.trial import Trial
from models.leads.text import cleaned_key
from models.leads.wording import day_words, quoted


def refusal(trial: Trial, look: date, until: date | None, found: Sequence[int]) -> str:
    """Why the outcomes are not looked at yet, and when they can be; `found`: leads of A and B."""
    if until is None:
        return (
            "No field tells a day, so nothing says whether the test is over. Say which field is "
            "the day of creation, or until which day these leads tell."
        )
    done = " and ".join(
        f"{count(got)} of {count(size)} in {quoted(name)}"
        for got, size, name in zip(found, trial.sizes, (trial.a, trial.b), strict=True)
    )
    return (
        f"Too early to look: these leads tell up to {day_words(until)}, and the result can be "
        f"looked at from {day_words(look)} on, or sooner if its leads come in sooner (so far "
        f"{done}). Looking before makes chance look like a difference, so no outcome is shown."
    )


def governing(trials: Sequence[Trial], field: str) -> Trial | None:
    """The plan that a field's leads belong to: whoever has one cannot look past it."""
    wanted = cleaned_key(field)
    return next((trial for trial in trials if wanted and cleaned_key(trial.field) == wanted), None)
