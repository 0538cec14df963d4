"""What is wished of a list for another system; kept in the project for the next time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.exchange.reimport.systems import System, system_of


@dataclass(frozen=True)
class Renamed:
    """A column that a system's fields call otherwise than the proposal."""

    system: str
    column: str
    header: str


@dataclass(frozen=True)
class ListWishes:
    """What a person said, as it was typed: whether it makes sense is said where it is used.

    `system`: a key of SYSTEMS. `id_fields`: of a system, the field of the leads that holds its
    ids. `next_steps`: of a band, by its name, what is to be done with its leads. `per_band`: one
    file for each. `probability`: the chance of the score is wanted too.
    """

    system: str = "hubspot"
    renamed: tuple[Renamed, ...] = ()
    id_fields: tuple[tuple[str, str], ...] = ()
    next_steps: tuple[tuple[str, str], ...] = ()
    per_band: bool = False
    probability: bool = False

    def chosen(self) -> System:
        """The system. LeadbenchError for one that this version does not know."""
        return system_of(self.system)

    @property
    def id_field(self) -> str:
        """The field with the ids of the system; "" where nobody said which."""
        return dict(self.id_fields).get(self.system, "")

    def header(self, column: str) -> str:
        """The header of a column for the chosen system."""
        for item in self.renamed:
            if (item.system, item.column) == (self.system, column):
                return item.header
        return self.chosen().header(column)

    def with_header(self, column: str, header: str) -> ListWishes:
        """The wishes with a column called so for the chosen system; "" brings the proposal back."""
        own = self.system, column
        others = tuple(item for item in self.renamed if (item.system, item.column) != own)
        if header in ("", self.chosen().header(column)):
            return replace(self, renamed=others)
        return replace(self, renamed=(*others, Renamed(*own, header)))

    def with_id_field(self, field: str) -> ListWishes:
        """The wishes with that field for the ids of the chosen system; "" leaves it open."""
        others = tuple(item for item in self.id_fields if item[0] != self.system)
        return replace(self, id_fields=(*others, (self.system, field)) if field else others)

    def with_next_step(self, band: str, text: str) -> ListWishes:
        """The wishes with a next step of a band; "" for none."""
        others = tuple(item for item in self.next_steps if item[0] != band)
        return replace(self, next_steps=(*others, (band, text)) if text else others)
