"""Small tables of people, for the tests of duplicates."""

from __future__ import annotations

from collections.abc import Sequence

from models.leads.fields import Input, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from tests.models.leads.duplicates.slow_duplicates import Person

FIELDS = ("Id", "Email", "Name", "Company")


def leads_of(people: Sequence[Person], **more: Sequence[str]) -> Leads:
    """Leads with id, e-mail, name, company and more fields."""
    cells = {
        "Id": [person.id for person in people],
        "Email": [person.email for person in people],
        "Name": [person.name for person in people],
        "Company": [person.company for person in people],
        **more,
    }
    raw = RawTable(tuple(column_of(name, held) for name, held in cells.items()), len(people))
    roles = {"Id": Role.ID}
    return Leads(
        raw, Recipe(tuple(Input(name, role=roles.get(name, Role.FIELD)) for name in cells))
    )
