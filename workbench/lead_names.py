"""What a lead is called: a person's name where fields look like one, else its id."""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.fields import Role
from models.leads.raw import RawColumn
from models.leads.table import Leads

FIRST = ("First name", "Firstname", "Given name")
LAST = ("Last name", "Lastname", "Surname", "Family name")
NAME = ("Full name", "Name", "Contact", "Contact name")
TITLE = ("Job title", "Title", "Position", "Role", "job")
MANY = 0.2
"""Names of people differ in at least this share of the leads."""
COMPANY = ("Company", "Company name", "Account", "Organisation", "Organization")


@dataclass(frozen=True, eq=False)
class LeadNames:
    """Finds the fields once; asked for visible rows only."""

    first: RawColumn | None
    last: RawColumn | None
    name: RawColumn | None
    title: RawColumn | None
    company: RawColumn | None
    id: RawColumn | None

    @classmethod
    def of(cls, leads: Leads) -> LeadNames:
        """The naming fields of these leads, by the usual headers."""

        def column(names: tuple[str, ...]) -> RawColumn | None:
            for name in names:
                item = leads.recipe.find(name)
                raw = None if item is None else leads.raw_column(item)
                if item is not None and raw is not None and item.role is not Role.IGNORED:
                    return raw
            return None

        name = column(NAME)
        if name is not None and len(name.texts) < MANY * len(leads):
            name = None  # a column of few words is a way of contact, not a person

        id_input = leads.recipe.with_role(Role.ID)
        return cls(
            column(FIRST),
            column(LAST),
            name,
            column(TITLE),
            column(COMPANY),
            None if id_input is None else leads.raw_column(id_input),
        )

    def key(self, row: int) -> str:
        """The id, or the number of the row."""
        return f"Row {row + 1:,}" if self.id is None else self.id[row] or f"Row {row + 1:,}"

    def of_row(self, row: int) -> tuple[str, str]:
        """Name and details ("Head of Operations, Nordvik Logistics"); the id where no name is."""
        person = " ".join(part for part in (_cell(self.first, row), _cell(self.last, row)) if part)
        person = person or _cell(self.name, row)
        details = [part for part in (_cell(self.title, row), _cell(self.company, row)) if part]
        if not person:
            return self.key(row), ", ".join(details)
        return person, ", ".join((*details, self.key(row)))


def _cell(column: RawColumn | None, row: int) -> str:
    return "" if column is None else column[row]
