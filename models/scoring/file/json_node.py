"""A JSON object being read: hands out its keys as values, notes each fault with its place.

Keys that nobody asked for are kept: by the value that is read if it has an `extra`, else by the
nearest one around it that has.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from models.leads.text import clean
from models.leads.wording import figure
from models.scoring.file.json_faults import Faults, as_day, shown
from models.scoring.file.json_text import inside

Choice = TypeVar("Choice", bound=StrEnum)
Extra = tuple[tuple[str, Any], ...]
Step = str | int | dict[str, str]
"""A key, a position, {"name": ...} for the item of that name or {"only": ...} for the key of a
value that stays the same one whatever changes in it."""

MOST_SCORE = 1_000_000
"""Scores, limits, thresholds and the base lie within plus and minus this."""

_NESTED = (
    *("points", "entries", "least", "most"),
    *("all", "any", "not", "activity", "where", "first", "then"),
    *("when", "yes", "no"),
)


@dataclass(frozen=True)
class Kept:
    """A list or an object of an unknown key, as JSON text: equal, hashable, never changed."""

    json: str


@dataclass(frozen=True)
class KeptWithin:
    """Unknown keys of values that have no `extra`: a list of steps, mark of the place, keys."""

    json: str


class Node:
    """One object of the file at its place."""

    def __init__(
        self,
        value: Any,
        place: str,
        faults: Faults,
        owner: Node | None = None,
        steps: Sequence[Step] = (),
    ) -> None:
        self.place = place
        self.faults = faults
        self.value: dict[str, Any] = {}
        self._asked: set[str] = set()
        self.owner = owner
        self.steps = list(steps)
        self.within: list[tuple[list[Step], dict[str, Any]]] = []
        if isinstance(value, dict):
            self.value = value
        else:
            faults.shape(place, f"must be an object, found {shown(value)}")

    def at(self, key: str) -> str:
        """The place of a key of this object."""
        return inside(self.place, key)

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        self._asked.add(key)
        return self.value.get(key) is not None

    def raw(self, key: str) -> Any:
        """The value of a key as it stands; None where it is absent."""
        self._asked.add(key)
        return self.value.get(key)

    def fault(self, key: str, expected: str) -> None:
        """Note that a key holds something else than expected."""
        value = self.raw(key)
        if key not in self.value:
            self.faults.shape(self.at(key), f"is missing; it must be {expected}")
        else:
            self.faults.shape(self.at(key), f"must be {expected}, found {shown(value)}")

    def text(self, key: str, default: str | None = None, *, blank: bool = True) -> str:
        """A text; a fault if absent and there is no default, or blank where it must not be."""
        value = self.raw(key)
        if default is not None and key not in self.value:
            return default
        if not isinstance(value, str):
            self.fault(key, "a text")
            return ""
        if not blank and not clean(value):
            self.faults.law(self.at(key), "must not be blank")
        return value

    def cleaned(self, key: str) -> str:
        """A text that cells are compared with or a field's name: cleaned as cells are."""
        text = self.text(key, blank=False)
        return clean(text) if self.faults.strict else text

    def as_cleaned(self, value: Any, place: str) -> str:
        """A text that stands at a place within this object and is compared with cells."""
        if not isinstance(value, str):
            self.faults.shape(place, f"must be a text, found {shown(value)}")
            return ""
        if not clean(value):
            self.faults.law(place, "must not be blank")
        return clean(value) if self.faults.strict else value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        value = self.raw(key)
        if key not in self.value:
            return default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, "a list of texts")
            return default
        return tuple(value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A list of pairs of texts; empty where it is absent."""
        value = self.raw(key)
        if key not in self.value:
            return ()
        if not isinstance(value, list) or not all(map(_is_pair, value)):
            self.fault(key, "a list of pairs of texts")
            return ()
        return tuple((first, second) for first, second in value)

    def cleaned_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that cells are compared with; empty where it is absent."""
        value = self.raw(key)
        if key not in self.value:
            return ()
        if not isinstance(value, list):
            self.fault(key, "a list of texts")
            return ()
        return tuple(self.as_cleaned(item, f"{self.at(key)}[{i}]") for i, item in enumerate(value))

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high."""
        value = self.raw(key)
        if default is not None and key not in self.value:
            return default
        return self.as_whole(value, key, self.at(key), low, high)

    def as_whole(self, value: Any, key: str, place: str, low: int, high: int) -> int:
        """A whole number that stands at a place within this object."""
        bounds = f"a whole number from {figure(low)} to {figure(high)}"
        number = value
        if isinstance(value, float) and value.is_integer():
            number = int(value)
        if not isinstance(number, int) or isinstance(number, bool):
            if key not in self.value:
                self.faults.shape(place, f"is missing; it must be {bounds}")
            else:
                self.faults.shape(place, f"must be {bounds}, found {shown(value)}")
            return max(low, min(high, 0))
        if not low <= number <= high:
            self.faults.law(place, f"must be {bounds}, found {shown(value)}")
        return number

    def yes_no(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.raw(key)
        if key not in self.value:
            return default
        if not isinstance(value, bool):
            self.fault(key, "true or false")
            return default
        return value

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """One of the words of a kind."""
        value = self.raw(key)
        if key not in self.value:
            return default
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(f'"{item.value}"' for item in kind)
            self.fault(key, f"one of {words}")
            return default

    def day(self, key: str) -> date | None:
        """A calendar day such as "2024-02-29", or None where it is absent or null."""
        value = self.raw(key)
        return None if value is None else as_day(value, self.at(key), self.faults)

    def child(self, key: str, *, owns: bool = False, only: bool = False) -> Node:
        """The object of a key. `owns`: its value has an `extra` of its own.

        `only`: there is one such object, so that it keeps its unknown keys when it changes.
        """
        return self._node(self.raw(key), self.at(key), [{"only": key} if only else key], owns)

    def children(self, key: str, *, owns: bool = False, named: bool = False) -> list[Node]:
        """The objects of a list; none where it is absent. `named`: found again by their name."""
        value = self.raw(key)
        if key not in self.value:
            return []
        if not isinstance(value, list):
            self.fault(key, "a list")
            return []
        nodes = []
        for position, item in enumerate(value):
            by_name = named and isinstance(item, dict) and isinstance(item.get("name"), str)
            step: Step = {"name": item["name"]} if by_name else position
            nodes.append(self._node(item, f"{self.at(key)}[{position}]", [key, step], owns))
        return nodes

    def _node(self, value: Any, place: str, steps: list[Step], owns: bool) -> Node:
        return Node(value, place, self.faults, None if owns else self, steps)

    def rest(self) -> dict[str, Any]:
        """The keys that nobody asked for."""
        return {key: item for key, item in self.value.items() if key not in self._asked}

    def leave(self) -> None:
        """Hand the unknown keys of a value that has no `extra` to the nearest one that has."""
        if rest := self.rest():
            steps: list[Step] = []
            node: Node = self
            while node.owner is not None:
                steps = [*node.steps, *steps]
                node = node.owner
            node.within.append((steps, rest))

    @property
    def has_extra(self) -> bool:
        """Whether there is an unknown key here or within."""
        return bool(self.within or self.rest())

    def extra(self, written: dict[str, Any]) -> Extra:
        """The unknown keys of this object and of those within that have no `extra`.

        `written`: this object as it will be written; what stands at a place is remembered, so
        that an unknown key goes back to the same condition or to none.
        """
        kept = [(key, freeze(item)) for key, item in self.rest().items()]
        within = [
            [steps, _mark(_follow(written, steps)), rest]
            for steps, rest in self.within
            if isinstance(_follow(written, steps), dict)
        ]
        if within:
            kept.append(("", KeptWithin(json.dumps(within))))
        return tuple(kept)


def check_names(nodes: Sequence[Node], names: Sequence[str]) -> None:
    """Names within a list are distinct."""
    for position, name in enumerate(names):
        if name and name in names[:position]:
            first = nodes[names.index(name)].place
            nodes[position].faults.law(nodes[position].at("name"), f"is the name of {first} too")


def restore(data: dict[str, Any], extra: Extra) -> dict[str, Any]:
    """Put unknown keys back where they were."""
    for key, value in extra:
        if isinstance(value, KeptWithin):
            for steps, mark, rest in json.loads(value.json):
                found = _follow(data, steps)
                known = isinstance(steps[-1], dict)
                if isinstance(found, dict) and (known or _mark(found) == mark):
                    for name, item in rest.items():
                        found.setdefault(name, item)
        else:
            data.setdefault(key, json.loads(value.json) if isinstance(value, Kept) else value)
    return data


def freeze(value: Any) -> Any:
    return Kept(json.dumps(value)) if isinstance(value, dict | list) else value


def _mark(found: Any) -> dict[str, Any]:
    return {key: None if key in _NESTED else value for key, value in found.items()}


def _follow(data: Any, steps: list[Step]) -> Any:
    for step in steps:
        if isinstance(step, dict) and "only" in step:
            data = data.get(step["only"]) if isinstance(data, dict) else None
        elif isinstance(step, dict):
            items = data if isinstance(data, list) else []
            data = next((item for item in items if item.get("name") == step["name"]), None)
        elif isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(item, str) for item in value)
    )
