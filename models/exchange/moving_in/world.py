"""What is known while words are read: marks of numbers, fields and activities that there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.exchange.moving_in.numbers_text import USUAL, Marks
from models.leads.fields import Input, Kind
from models.leads.text import cleaned_key


@dataclass(frozen=True)
class World:
    """`fields`: the fields of the project by key, with name and kind; `types`: its activities.

    Both may be empty: a scorecard is read without leads as well, then its words alone count.
    """

    marks: Marks = USUAL
    fields: dict[str, tuple[str, Kind]] = field(default_factory=dict)
    types: tuple[str, ...] = ()

    def kind_of(self, name: str) -> Kind | None:
        """The kind of a field where it is known."""
        found = self.fields.get(cleaned_key(name))
        return None if found is None else found[1]

    def name_of(self, name: str) -> str:
        """The field's own name, where only case or spaces differ."""
        found = self.fields.get(cleaned_key(name))
        return name if found is None else found[0]

    def field_at_start(self, text: str) -> tuple[str, str] | None:
        """The longest known field that a text begins with, and what follows it."""
        low = cleaned_key(text)
        fitting = [
            key
            for key in self.fields
            if low.startswith(key) and not low[len(key) : len(key) + 1].isalnum()
        ]
        if not fitting:
            return None
        longest = max(fitting, key=len)
        return self.fields[longest][0], text[len(longest) :].strip()

    def type_of(self, text: str) -> str | None:
        """The known type of activity that these words name, in whatever order."""
        words = sorted(cleaned_key(text).split())
        return next(
            (name for name in self.types if sorted(cleaned_key(name).split()) == words), None
        )


NOTHING_KNOWN = World()
"""A scorecard without a project: its words alone count."""


def known(inputs: Iterable[Input]) -> dict[str, tuple[str, Kind]]:
    """Fields by key, other names of theirs included."""
    return {
        cleaned_key(name): (item.name, item.kind)
        for item in inputs
        for name in (*item.aliases, item.name)
    }
