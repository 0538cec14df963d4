"""The lines by which a difference is told: what changed, came, went, or has another order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from models.leads.wording import figure
from models.scoring.conditions import Condition
from models.scoring.file.json_node import Extra
from models.scoring.words import plain, sentence
from models.signs import signed

ARROW = "\u2192"
_T = TypeVar("_T")


def changed(what: str, before: str, after: str) -> list[str]:
    """What was before and is after; nothing where both are told alike."""
    return [f"{what}: {before} {ARROW} {after}"] if before != after else []


def condition_changed(what: str, before: Condition | None, after: Condition | None) -> list[str]:
    """What a rule or an override asked before and asks after."""
    if before == after:
        return []
    was, now = plain(sentence(before)), plain(sentence(after))
    return changed(what, f"if {was}", f"if {now}") or [f"{what}: another condition"]


def text_changed(what: str, before: str, after: str) -> list[str]:
    """That a long text came, went or is another."""
    if before == after:
        return []
    if not before:
        return [f"Added {what}"]
    return [f"Changed {what}" if after else f"Removed {what}"]


def unknown_changed(what: str, before: Extra, after: Extra) -> list[str]:
    """That keys of a newer version are others."""
    return [f"Changed keys of {what} that this version does not know"] if before != after else []


def entries_changed(
    name: str, before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> list[str]:
    """The entries of a table, each with its points, that came, went or give other points."""
    if before == after:
        return []
    old, new = dict(reversed(before)), dict(reversed(after))
    lines = [
        f"{name}: removed {what} ({signed(old[what])})" for what, _ in before if what not in new
    ]
    for what, given in after:
        if what not in old:
            lines.append(f"{name}: added {what} ({signed(given)})")
        elif old[what] != new[what] == given:
            lines.append(f"{name}, {what}: {figure(old[what])} {ARROW} {figure(given)} points")
    lines += order_changed(f"entries of {name}", before, after, lambda entry: entry[0])
    return list(dict.fromkeys(lines)) or [f"{name}: other entries"]


def come_and_gone(
    before: Sequence[_T],
    after: Sequence[_T],
    what: str,
    same: Callable[[_T], str],
    name: Callable[[_T], str],
) -> list[str]:
    """What came and what went, told by its name."""
    old, new = {same(item) for item in before}, {same(item) for item in after}
    return [
        *(f"Removed {what} {name(item)}" for item in before if same(item) not in new),
        *(f"Added {what} {name(item)}" for item in after if same(item) not in old),
    ]


def order_changed(
    what: str, before: Iterable[_T], after: Iterable[_T], same: Callable[[_T], str]
) -> list[str]:
    """That those which stayed stand in another order."""
    was, now = [same(item) for item in before], [same(item) for item in after]
    shared = set(was) & set(now)
    moved = [item for item in was if item in shared] != [item for item in now if item in shared]
    return [f"Changed the order of {what}"] if moved else []


def steps_changed(
    what: str, before: list[tuple[str, str]], after: list[tuple[str, str]], title: str = ""
) -> tuple[list[str], dict[str, int]]:
    """Steps of a scale by name and threshold, and which of those before each name after is.

    They have no ids: those in the same place between the same neighbours were renamed. `title`
    stands before a name whose threshold moved.
    """
    old, new = dict(before), dict(after)
    places = {name: place for place, (name, _) in enumerate(before)}
    gone = [name for name, _ in before if name not in new]
    come = [name for name, _ in after if name not in old]
    lines: list[str] = []
    if len(gone) == len(come) and len(before) == len(after):
        pairs = [(a, b) for (a, _), (b, _) in zip(before, after, strict=True) if a != b]
        if len(pairs) == len(gone):
            lines = [f"Renamed {what} {a} to {b}" for a, b in pairs]
            places |= {b: places[a] for a, b in pairs}
            gone, come = [], []
    lines += [f"Removed {what} {name}" for name in gone]
    lines += [f"Added {what} {name} from {new[name]}" for name in come]
    for name, threshold in after:
        if name in places and before[places[name]][1] != threshold:
            lines.append(f"{title}{name} threshold {before[places[name]][1]} {ARROW} {threshold}")
    return lines, places
