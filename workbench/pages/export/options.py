"""What a person chose of the targets' options, remembered for each target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.exchange.targets.target import Target
from models.problems import LeadbenchError

Options = tuple[tuple[str, str], ...]
"""Of one target: keys with their values, by key."""


@dataclass(frozen=True)
class Remembered:
    """The options of all targets; what is not there is as usual."""

    values: tuple[tuple[str, str, str], ...] = ()

    def of(self, target: str) -> Options:
        """What is chosen for a target."""
        return tuple((option, value) for key, option, value in self.values if key == target)

    def having(self, target: str, option: str, value: str) -> Remembered:
        """With another value for an option; "" the usual one."""
        others = [item for item in self.values if item[:2] != (target, option)]
        return Remembered(tuple(sorted([*others, *([(target, option, value)] if value else [])])))

    def kept(self) -> tuple[str, ...]:
        """A line for each, as the settings keep them."""
        return tuple(f"{target} {option}={value}" for target, option, value in self.values)

    @classmethod
    def read(cls, kept: Iterable[str], targets: Sequence[Target]) -> Remembered:
        """From the lines of the settings; what no target takes any more is left out."""
        found = cls()
        known = {(item.key, choice.key): choice for item in targets for choice in item.choices}
        for line in kept:
            names, _, value = line.partition("=")
            target, _, option = names.partition(" ")
            choice = known.get((target, option))
            if choice is None or not value:
                continue
            allowed = value in dict(choice.values) or choice.free
            if allowed and choice.check is not None:
                try:
                    choice.check(value)
                except LeadbenchError:
                    continue
            if allowed:
                found = found.having(target, option, value)
        return found
