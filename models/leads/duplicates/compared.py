"""Which fields tell a lead from another: its id, e-mail, name and company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.leads.duplicates.rule import Match
from models.leads.fields import Recipe, Role
from models.leads.guessing.shapes import plain_name

EMAIL_NAMES = tuple(
    "email, e mail, email address, e mail address, mail, work email, business email, "
    "company email, contact email, primary email, email 1, e mail 1, person email, lead email, "
    "emailadresse, e mail adresse, mail adresse, courriel, adresse e mail, correo, "
    "correo electronico, emailaddress 1, email1".split(", ")
)
FIRST_NAMES = tuple(
    "first name, firstname, given name, forename, lead first name, contact first name, vorname, "
    "prenom, prénom, nombre, nome".split(", ")
)
LAST_NAMES = tuple(
    "last name, lastname, surname, family name, lead last name, contact last name, nachname, "
    "familienname, nom, nom de famille, apellido, apellidos, cognome".split(", ")
)
FULL_NAMES = tuple(
    "full name, fullname, name, lead name, contact name, person name, contact, lead, "
    "contact person, ansprechpartner, nom complet, nombre completo".split(", ")
)
COMPANY_NAMES = tuple(
    "company, company name, companyname, account, account name, organisation, organization, "
    "organisation name, organization name, employer, business name, associated company, "
    "primary company, firm, firma, firmenname, unternehmen, société, societe, entreprise, "
    "empresa, azienda, bedrijf, account id, company id, accountid".split(", ")
)


@dataclass(frozen=True)
class Compared:
    """Names of the fields that are compared; "" or () where the leads have none."""

    id: str = ""
    email: str = ""
    name: tuple[str, ...] = ()
    company: str = ""

    @property
    def possible(self) -> tuple[Match, ...]:
        """By what these leads can be compared."""
        return tuple(
            match
            for match, can in (
                (Match.ID, bool(self.id)),
                (Match.EMAIL, bool(self.email)),
                (Match.NAME, bool(self.name and (self.company or self.email))),
            )
            if can
        )


def compared_fields(recipe: Recipe, columns: Iterable[str]) -> Compared:
    """The fields of a recipe to compare by: those with the role, else those that are called so.

    `columns`: names of the inputs that the table has.
    """
    there = set(columns)
    called: dict[str, str] = {}
    for item in recipe:
        if item.name in there:
            called.setdefault(plain_name(item.name), item.name)

    def with_role(role: Role) -> str:
        item = recipe.with_role(role)
        return item.name if item is not None and item.name in there else ""

    first, last, full = (_first(called, names) for names in (FIRST_NAMES, LAST_NAMES, FULL_NAMES))
    if first and (last or full):
        name: tuple[str, ...] = (first, last or full)
    else:
        name = tuple(part for part in (full or last or first,) if part)
    return Compared(
        with_role(Role.ID),
        with_role(Role.EMAIL) or _first(called, EMAIL_NAMES) or _holding(called, "email"),
        name,
        with_role(Role.ACCOUNT) or _first(called, COMPANY_NAMES),
    )


def _first(called: dict[str, str], names: tuple[str, ...]) -> str:
    return next((called[name] for name in names if name in called), "")


def _holding(called: dict[str, str], word: str) -> str:
    """The first field whose header has the word, such as "Email (private)"."""
    return next((name for plain, name in called.items() if word in plain.split()), "")
