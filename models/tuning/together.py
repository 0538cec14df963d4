"""Reins that each could be kept but not together: smallest sets of them, in words.

The reins are taken apart into demands; a smallest set of which no points keep all is found by
halves (Junker, QuickXplain, AAAI 2004). Where the solver does not come to an end within its time,
nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.leads.wording import count_of, figure
from models.tuning.allowed import Allowed, Cap, allowed_of, chains, names_of
from models.tuning.lines import Ground
from models.tuning.programme import (
    Budget,
    Demand,
    Held,
    NotKnown,
    Rise,
    demands_of,
    points_keeping,
)
from models.tuning.reins import Hold, Rein, Reins

SECONDS = 2.0
"""The longest that one question may take the solver."""
MOST_TOLD = 3


def cannot_hold_together(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """Smallest sets of reins that no points keep, each in a sentence; none: some points keep all.

    Every line must have points to give, and no cap may be exceeded by lines that must give some.
    """
    if not reins.rising and reins.most_changed is None:
        return ()  # lines that may give none do so, which suits every cap
    return tuple(
        _told(ground, reins, clash) for clash in clashes(ground.now, demands_of(ground, reins))
    )


def falling(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """Rising sequences of which one line must give more than a later one can: told without a
    search, by the lines of each sequence themselves.
    """
    held = allowed_of(ground, reins)
    found: dict[str, None] = {}
    for chain in chains(ground, reins):
        high: int | None = None
        for place in chain:
            values = held[place].values
            if high is not None and values and values[-1] < held[high].values[0]:
                clash = Held(high, held[high]), Held(place, held[place]), Rise(high, place)
                found[_told(ground, reins, clash)] = None
                break
            if values and (high is None or values[0] >= held[high].values[0]):
                high = place
    return tuple(found)[:MOST_TOLD]


def clashes(now: Sequence[int], demands: Sequence[Demand]) -> tuple[tuple[Demand, ...], ...]:
    """Some sets of demands of which no points keep all, but would if one were spared; of each
    demand at most one. `now`: today's points of the lines.
    """
    found: list[tuple[Demand, ...]] = []
    left = list(demands)
    while len(found) < MOST_TOLD and not _possible(now, left):
        found.append(tuple(_smallest(now, left)))
        left = [demand for demand in left if demand not in found[-1]]
    return tuple(found)


def _possible(now: Sequence[int], demands: Sequence[Demand]) -> bool:
    """Whether points keep the demands, for all that is known."""
    try:
        return points_keeping(now, demands, seconds=SECONDS) is not None
    except NotKnown:
        return True


def _smallest(now: Sequence[int], demands: Sequence[Demand]) -> list[Demand]:
    """Demands that cannot hold together, of which none can be spared."""

    def search(known: list[Demand], news: bool, among: list[Demand]) -> list[Demand]:
        if news and not _possible(now, known):
            return []
        if len(among) == 1:
            return among
        half = len(among) // 2
        one, two = among[:half], among[half:]
        of_two = search(known + one, bool(one), two)
        return search(known + of_two, bool(of_two), one) + of_two

    return search([], False, list(demands))


def _told(ground: Ground, reins: Reins, clash: Sequence[Demand]) -> str:
    today = any(isinstance(demand, Budget) for demand in clash)
    parts = (_in_words(ground, reins, demand, today) for demand in clash)
    return f"These cannot hold together: {'; '.join(parts)}."


def _in_words(ground: Ground, reins: Reins, demand: Demand, today: bool) -> str:
    names, lines = names_of(ground), ground.lines
    match demand:
        case Held(place, may):
            rein = dict(reins.lines).get(lines[place].key, Rein())
            return f"{names[place]} {_may(may, rein, lines[place].now)}"
        case Cap(where, _, most):
            start = f"{where[:1].lower()}{where[1:]} at most" if where else "at most"
            return f"{start} {count_of(most, 'line')} may give points"
        case Rise(low, high):
            ends = [f" (today {figure(lines[i].now)})" if today else "" for i in (low, high)]
            return f"points may not fall from {names[low]}{ends[0]} to {names[high]}{ends[1]}"
        case Budget(most):
            return f"at most {count_of(most, 'line')} may change"


def _may(may: Allowed, rein: Rein, now: int) -> str:
    if rein.hold is Hold.LOCK:
        return f"is locked at {count_of(now, 'point')}"
    if rein.hold is Hold.FORBID or not (may.up or may.down):
        return "may give no points"
    sides = [
        f"{figure(values[0])} to {figure(values[-1])}" if len(values) > 1 else figure(values[0])
        for values in (may.down, may.up)
        if values
    ]
    steps = f" in steps of {figure(max(may.up.step, may.down.step))}"
    steps = steps if len(may.up) + len(may.down) > 2 and not steps.endswith(" 1") else ""
    verb, end = ("gives", ", or none") if may.none else ("must give", "")
    return f"{verb} {' or '.join(sides)} points{steps}{end}"
