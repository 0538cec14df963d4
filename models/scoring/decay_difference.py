"""What differs between two decays of a group."""

from __future__ import annotations

from models.leads.wording import count_of, figure
from models.scoring.decay import Decay, Fades, Shape
from models.scoring.decay_words import decay_words
from models.scoring.difference_lines import ARROW, changed
from models.signs import NARROW


def decay_changed(group: str, before: Decay | None, after: Decay | None) -> list[str]:
    """The lines of a group's decay; its rows one by one unless it was written anew."""
    if before == after:
        return []
    what = f"Decay of {group}"
    if before is None or after is None:
        return changed(what, _words(before), _words(after))
    lines: list[str] = []
    if (before.way, before.shape) != (after.way, after.shape) or after.shape is not Shape.STEPS:
        lines = changed(what, _words(before), _words(after))
    if not lines or after.shape is Shape.STEPS:
        lines += _rows(what, before, after)
        lines += changed(f"{what}, after the last row", _left(before.after), _left(after.after))
    lines += changed(f"{what}, without a date", _left(before.undated), _left(after.undated))
    if before.way is after.way:
        lines += changed(f"{what}, age of", _age_of(before), _age_of(after))
    return lines or [f"{what}: written otherwise"]


def _words(decay: Decay | None) -> str:
    return "none" if decay is None else f"{decay.way}, {decay_words(decay)}"


def _rows(what: str, before: Decay, after: Decay) -> list[str]:
    old, new = ({step.to: step.percent for step in decay.steps} for decay in (before, after))
    lines = [f"{what}: removed {_up_to(to)} ({_left(old[to])})" for to in old if to not in new]
    for to, percent in new.items():
        if to not in old:
            lines.append(f"{what}: added {_up_to(to)} ({_left(percent)})")
        elif old[to] != percent:
            lines.append(f"{what}, {_up_to(to)}: {_left(old[to])} {ARROW} {_left(percent)}")
    return lines


def _up_to(days: int) -> str:
    return f"up to {count_of(days, 'day')}"


def _left(percent: int) -> str:
    return f"{figure(percent)}{NARROW}%"


def _age_of(decay: Decay) -> str:
    if decay.way is Fades.BY_ACTIVITY:
        return "each activity"
    if decay.field:
        return decay.field
    return f"the last {' or '.join(decay.types)}" if decay.types else "the last activity"
