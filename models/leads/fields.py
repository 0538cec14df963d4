"""Fields: what a column of leads is called, of which kind it is, how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from models.leads.text import clean, cleaned_key, key


class Kind(StrEnum):
    """What the cells of a field are."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    MULTIPLE = "multiple values"


class Role(StrEnum):
    """What a field means for the project. At most one field has each role but FIELD and IGNORED."""

    FIELD = "field"
    ID = "lead id"
    OUTCOME = "outcome"
    CREATED = "created"
    OUTCOME_DATE = "outcome date"
    REJECTION = "rejection reason"
    VALUE = "deal value"
    OWNER = "owner"
    SOURCE = "source"
    ACCOUNT = "account"
    EMAIL = "e-mail"
    CONSENT = "consent"
    ACTIVITY_TYPE = "activity type"
    ACTIVITY_TIME = "activity time"
    IGNORED = "ignored"


LEAD_ROLES = (
    Role.FIELD,
    Role.ID,
    Role.OUTCOME,
    Role.CREATED,
    Role.OUTCOME_DATE,
    Role.REJECTION,
    Role.VALUE,
    Role.OWNER,
    Role.SOURCE,
    Role.ACCOUNT,
    Role.EMAIL,
    Role.CONSENT,
    Role.IGNORED,
)
"""What a field of the leads' table can mean."""

AFTER_OUTCOME = (Role.OUTCOME, Role.OUTCOME_DATE, Role.REJECTION, Role.VALUE)
"""What is known of a lead only when its outcome is."""

FOR_RULES = (Role.FIELD, Role.OWNER, Role.SOURCE, Role.ACCOUNT, Role.EMAIL, Role.CONSENT)
"""What a field may mean beside its use in rules: it is known before the outcome."""

ACTIVITY_ROLES = (Role.FIELD, Role.ID, Role.ACTIVITY_TYPE, Role.ACTIVITY_TIME, Role.IGNORED)
"""What a field of the activities' table can mean: a FIELD is a detail of the activity."""

DEAL_ROLES = (
    Role.FIELD,
    Role.ID,
    Role.OUTCOME,
    Role.OUTCOME_DATE,
    Role.VALUE,
    Role.CREATED,
    Role.IGNORED,
)
"""What a field of the deals' table can mean: the ID names the lead, the OUTCOME is the stage."""


class DateOrder(StrEnum):
    """The order of day, month and year in dates written with numbers."""

    YMD = "year month day"
    DMY = "day month year"
    MDY = "month day year"


YES_WORDS = ("yes", "y", "true", "1", "ja", "oui", "si", "sí", "x")
NO_WORDS = ("no", "n", "false", "0", "nein", "non")


@dataclass(frozen=True)
class Input:
    """One field and the recipe to read it, so that next month's file is read as this one was.

    `aliases` are other headers the field is known by. `blank` lists words that mean blank
    (compared by key). `converted` holds the values of an outcome that mean converted (compared
    by key); an outcome with none and kind yes/no converts on yes. `blank_is_no`: a blank outcome
    means not converted instead of unknown. `event`: a date that is blank when later than the
    lead's own as-of day. `ornaments` are marks of currency or percent that may stand before or
    after a number; they do not change it, but "()" among them makes a number in parentheses
    negative. `spellings` are pairs (written, meant): a cell that is written so (compared by key)
    is read as the other, before anything else is done with it.
    """

    name: str
    kind: Kind = Kind.TEXT
    role: Role = Role.FIELD
    aliases: tuple[str, ...] = ()
    date_order: DateOrder = DateOrder.YMD
    decimal: str = "."
    thousands: str = ""
    separator: str = ";"
    yes: tuple[str, ...] = YES_WORDS
    no: tuple[str, ...] = NO_WORDS
    blank: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    blank_is_no: bool = False
    event: bool = False
    ornaments: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Recipe:
    """The inputs of a table in the order of its columns; names are distinct by key."""

    inputs: tuple[Input, ...] = ()

    def __iter__(self) -> Iterator[Input]:
        return iter(self.inputs)

    def __len__(self) -> int:
        return len(self.inputs)

    def find(self, name: str) -> Input | None:
        """The input of that name or alias, compared by key."""
        wanted = cleaned_key(name)
        for item in self.inputs:
            if key(item.name) == wanted:
                return item
        for item in self.inputs:
            if wanted in {cleaned_key(alias) for alias in item.aliases}:
                return item
        return None

    def with_role(self, role: Role) -> Input | None:
        """The input that has this role, if any."""
        return next((item for item in self.inputs if item.role is role), None)

    def has(self, other: Recipe, name: str) -> bool:
        """Whether another recipe reads the input of exactly that name as this one does."""
        mine = next((item for item in self.inputs if item.name == name), None)
        return mine is not None and mine in other.inputs

    def changed(self, item: Input) -> Recipe:
        """The recipe with the input of that name replaced; a unique role moves to it."""
        unique = item.role not in (Role.FIELD, Role.IGNORED)
        inputs = tuple(
            item
            if other.name == item.name
            else (replace(other, role=Role.FIELD) if unique and other.role is item.role else other)
            for other in self.inputs
        )
        return Recipe(inputs)


def unique_names(headers: Iterable[str]) -> tuple[str, ...]:
    """Clean, distinct field names for headers: blank becomes "Column 3", doubles "Email (2)"."""
    names: list[str] = []
    taken: set[str] = set()
    for position, header in enumerate(headers, start=1):
        base = clean(header) or f"Column {position}"
        name, number = base, 1
        while key(name) in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(key(name))
        names.append(name)
    return tuple(names)
