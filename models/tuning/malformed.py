"""Lines and reins that are wrong in themselves, whatever else is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.leads.wording import figure, quoted
from models.tuning.allowed import allowed_of, bounds, names_of, places_of
from models.tuning.lines import Ground
from models.tuning.reins import Hold, Rein, Reins


def malformed(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """What is wrong in the lines and reins themselves, each in a sentence."""
    return (
        *_numbers(reins),
        *_groups(ground),
        *_keys(ground, reins),
        *_own_bounds(ground, reins),
        *_too_long_a_step(ground, reins),
    )


def _numbers(reins: Reins) -> Iterator[str]:
    if reins.step < 1:
        yield f"Points go in steps of {figure(reins.step)}; a step is 1 or more."
    if reins.least > reins.most:
        yield (
            f"The least points of a line, {figure(reins.least)}, are more than the most, "
            f"{figure(reins.most)}."
        )
    for number, what in (
        (reins.most_lines, "lines may give points"),
        (reins.per_field, "lines of one field may give points"),
        (reins.per_group, "lines of one group may give points"),
        (reins.most_changed, "lines may change"),
    ):
        if number is not None and number < 0:
            yield f"At most {figure(number)} {what}; that is less than none."
    if reins.most_moved is not None and not 0 <= reins.most_moved <= 1:
        yield (
            f"The share of MQLs that may move is {figure(reins.most_moved)}; it lies from 0 to 1."
        )


def _groups(ground: Ground) -> Iterator[str]:
    known = {pot.id for pot in ground.pots}
    for line, name in zip(ground.lines, names_of(ground), strict=True):
        if line.group not in known:
            yield f"{name} is of the group {quoted(line.group)}, which is not there."


def _keys(ground: Ground, reins: Reins) -> Iterator[str]:
    known = places_of(ground)
    for key, times in Counter(key for key, _ in reins.lines).items():
        if times > 1 and len({rein for name, rein in reins.lines if name == key}) > 1:
            yield f"The line {quoted(key)} is held in {figure(times)} ways that differ."
    said = (
        ([key for key, _ in reins.lines], "is held"),
        *((keys, "is one of a set") for keys in reins.one_of),
        *((keys, "is part of a rising sequence") for keys in reins.rising),
    )
    unknown = dict.fromkeys((key, what) for keys, what in said for key in keys if key not in known)
    for key, what in unknown:
        yield f"The line {quoted(key)} {what} and is not there."
    for keys in reins.rising:
        for key in [key for key, times in Counter(keys).items() if times > 1]:
            yield f"The line {quoted(key)} is in one rising sequence more than once."


def _own_bounds(ground: Ground, reins: Reins) -> Iterator[str]:
    own = dict(reins.lines)
    for line, name in zip(ground.lines, names_of(ground), strict=True):
        rein = own.get(line.key)
        if rein is None or (rein.least is None and rein.most is None):
            continue
        least, most = bounds(rein, reins)
        if least > most:
            yield (
                f"The least points of {name}, {figure(least)}, are more than its most, "
                f"{figure(most)}."
            )


def _too_long_a_step(ground: Ground, reins: Reins) -> Iterator[str]:
    """Where step and bounds leave every line without points, nothing could be tuned."""
    if not hold_none(reins):
        return
    own, free = dict(reins.lines), Rein()
    open_ = [
        may
        for line, may in zip(ground.lines, allowed_of(ground, reins), strict=True)
        if own.get(line.key, free).hold in (Hold.FREE, Hold.KEEP)
    ]
    if open_ and not any(may.up or may.down for may in open_):
        yield no_points(reins)


def hold_none(reins: Reins) -> bool:
    """Whether the bounds of all lines hold no multiple of the step but 0."""
    step = max(1, reins.step)
    values = range(-(-reins.least // step) * step, reins.most + 1, step)
    return reins.least <= reins.most and not any(values)


def no_points(reins: Reins) -> str:
    """That no line can give points, since step and bounds do not fit each other."""
    return (
        f"No line can give points: {figure(reins.least)} to {figure(reins.most)} hold no "
        f"multiple of the step, {figure(reins.step)}, but 0."
    )
