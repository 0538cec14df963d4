"""Decay in words: "half-life 30 days", "fades evenly over 90 days"."""

from __future__ import annotations

from models.leads.wording import figure
from models.scoring.decay import Decay, Fades, Shape
from models.scoring.pieces import days_text


def decay_words(decay: Decay | None) -> str:
    """How a group fades, for its header; "" where it does not."""
    if decay is None:
        return ""
    match decay.shape:
        case Shape.HALF_LIFE:
            return f"half-life {days_text(decay.days)}"
        case Shape.LINEAR:
            return f"fades over {days_text(decay.days)}"
        case Shape.WINDOW:
            return f"ends after {days_text(decay.days)}"
        case Shape.STEPS:
            rows = len(decay.steps)
            if not rows:
                return f"{decay.after}\u202f% is left"
            return f"fades in {'1 step' if rows == 1 else f'{figure(rows)} steps'}"


def decay_sentence(decay: Decay | None) -> str:
    """What the decay of a group means, in a sentence."""
    if decay is None:
        return "Points stay as they are, however old what they are for."
    if decay.way is Fades.BY_ACTIVITY:
        return f"Each occurrence fades by its own age: {_left(decay)}. Other points stay."
    return f"The group's points fade by the age of {_age_of(decay)}: {_left(decay)}."


def _age_of(decay: Decay) -> str:
    if decay.field:
        return decay.field
    types = " or ".join(decay.types)
    return f"the last {types}" if types else "the last activity of its rules"


def _left(decay: Decay) -> str:
    match decay.shape:
        case Shape.HALF_LIFE:
            half, quarter = days_text(decay.days), figure(2 * decay.days)
            return f"half is left after {half}, a quarter after {quarter}"
        case Shape.LINEAR:
            return f"evenly down to nothing within {days_text(decay.days)}"
        case Shape.WINDOW:
            return f"all of it for {days_text(decay.days)}, then nothing"
        case Shape.STEPS:
            if not decay.steps:
                return f"{decay.after}\u202f% is left"
            first, last = decay.steps[0], decay.steps[-1]
            start = f"{first.percent}\u202f% for {days_text(first.to)}"
            return f"{start}, {decay.after}\u202f% after {days_text(last.to)}"
