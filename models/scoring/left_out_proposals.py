"""Whom to leave out of scoring, proposed by what the fields are called and hold.

Customers, staff, tests and records that were closed as junk. Nothing is left out by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import TextColumn, YesNoColumn
from models.leads.fields import AFTER_OUTCOME, Input, Role
from models.leads.table import Leads
from models.leads.text import cleaned_key, key
from models.scoring.conditions import AnyOf, Condition, FieldTest, Test

CUSTOMER_FIELDS = frozenset(
    "lifecycle stage, lifecyclestage, type, account type, contact type, customer type, "
    "relationship, relationship type, company type, category".split(", ")
)
CUSTOMER_WORDS = frozenset(
    "customer, existing customer, current customer, client, existing client, kunde, bestandskunde, "
    "cliente, klant".split(", ")
)
CUSTOMER_FLAGS = frozenset("is customer, customer, existing customer, is client".split(", "))
STATUS_WORDS = ("status", "stage", "state")
JUNK_WORDS = frozenset(
    "junk, spam, junk lead, bad data, bad timing data, duplicate, invalid, wrong number, "
    "do not contact, test, not a lead, bogus, fake".split(", ")
)
TEST_DOMAINS = ("@example.com", "@example.org", "@test.com", "@mailinator.com")
TEST_NAMES = frozenset(
    "test, tester, test test, asdf, qwerty, dummy, test user, test lead".split(", ")
)
FREE_OWNERS = frozenset(("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"))
_MOST_VALUES = 300


@dataclass(frozen=True)
class LeftOutProposal:
    """A name for these leads, which they are, and how many there are."""

    name: str
    condition: Condition
    leads: int


def proposed_left_out(leads: Leads) -> tuple[LeftOutProposal, ...]:
    """Proposals that hold for some leads but not for all, the most certain ones first."""
    return tuple(item for item in _proposed(leads) if 0 < item.leads < len(leads))


def _proposed(leads: Leads) -> Iterator[LeftOutProposal]:
    fields = [item for item in leads.recipe if item.role not in (*AFTER_OUTCOME, Role.IGNORED)]
    yield from _customers(leads, fields)
    yield from _staff(leads, fields)
    yield from _tests(leads, fields)
    yield from _junk(leads, fields)


def _customers(leads: Leads, fields: list[Input]) -> Iterator[LeftOutProposal]:
    for item in fields:
        column = leads.column(item.name)
        if cleaned_key(item.name) in CUSTOMER_FIELDS and isinstance(column, TextColumn):
            yield from _of_values(leads, "existing customers", item, CUSTOMER_WORDS)
        elif cleaned_key(item.name) in CUSTOMER_FLAGS and isinstance(column, YesNoColumn):
            number = int(np.count_nonzero(column.values == 1))
            condition = FieldTest(item.name, Test.IS_YES)
            yield LeftOutProposal("existing customers", condition, number)


def _junk(leads: Leads, fields: list[Input]) -> Iterator[LeftOutProposal]:
    for item in fields:
        words = cleaned_key(item.name).split()
        if words and words[-1] in STATUS_WORDS:
            yield from _of_values(leads, "junk and closed records", item, JUNK_WORDS)


def _of_values(
    leads: Leads, name: str, item: Input, words: frozenset[str]
) -> Iterator[LeftOutProposal]:
    column = leads.column(item.name)
    if not isinstance(column, TextColumn) or len(column.values) > _MOST_VALUES:
        return
    counts = np.bincount(column.codes, minlength=len(column.values)).tolist()
    found = [
        (value, number)
        for value, number in zip(column.values, counts, strict=True)
        if number and key(value) in words
    ]
    if found:
        condition = FieldTest(item.name, Test.IS_ONE_OF, tuple(value for value, _ in found))
        yield LeftOutProposal(name, condition, sum(number for _, number in found))


def _staff(leads: Leads, fields: list[Input]) -> Iterator[LeftOutProposal]:
    """Leads with an address at the domain that the owners of leads have."""
    email, owner = leads.recipe.with_role(Role.EMAIL), leads.recipe.with_role(Role.OWNER)
    if email is None or owner is None or email not in fields:
        return
    domains = set(_domains(leads, owner)) - FREE_OWNERS
    for domain in sorted(domains):
        ending = f"@{domain}"
        number = int(_mask(leads, email, partial(_ends, ending)).sum())
        yield LeftOutProposal("staff", FieldTest(email.name, Test.ENDS_WITH, (ending,)), number)


def _domains(leads: Leads, owner: Input) -> Iterator[str]:
    column = leads.column(owner.name)
    if isinstance(column, TextColumn) and len(column.values) <= _MOST_VALUES:
        for value in column.values:
            name, at, domain = key(value).rpartition("@")
            if at and name and "." in domain:
                yield domain


def _tests(leads: Leads, fields: list[Input]) -> Iterator[LeftOutProposal]:
    parts: list[Condition] = []
    masks = np.zeros(len(leads), dtype=bool)
    email = leads.recipe.with_role(Role.EMAIL)
    if email is not None and email in fields:
        for ending in TEST_DOMAINS:
            if (mask := _mask(leads, email, partial(_ends, ending))).any():
                parts.append(FieldTest(email.name, Test.ENDS_WITH, (ending,)))
                masks |= mask
        if (mask := _mask(leads, email, lambda text: text.startswith("test@"))).any():
            parts.append(FieldTest(email.name, Test.STARTS_WITH, ("test@",)))
            masks |= mask
    for item in fields:
        if "name" in cleaned_key(item.name).split() and item.role is not Role.ACCOUNT:
            mask = _mask(leads, item, lambda text: text in TEST_NAMES)
            if mask.any():
                column = leads.column(item.name)
                assert isinstance(column, TextColumn)
                used = np.unique(column.codes[mask]).tolist()
                values = tuple(column.values[code] for code in used)
                parts.append(FieldTest(item.name, Test.IS_ONE_OF, values))
                masks |= mask
    if parts:
        condition = parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
        yield LeftOutProposal("test records", condition, int(np.count_nonzero(masks)))


def _ends(ending: str, text: str) -> bool:
    return text.endswith(ending)


def _mask(leads: Leads, item: Input, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
    """The leads whose text, as a key, is such; nobody where the field is no text."""
    column = leads.column(item.name)
    if not isinstance(column, TextColumn):
        return np.zeros(len(leads), dtype=bool)
    found: NDArray[np.bool_] = np.array([holds(text) for text in column.keys], dtype=bool)
    return found[column.codes]
