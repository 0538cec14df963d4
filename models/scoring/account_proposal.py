"""A first account score for a model: the field, the address and the parts that its leads offer."""

from __future__ import annotations

from collections.abc import Sequence

from models.leads.columns import TextColumn
from models.leads.derived_words import as_inputs
from models.leads.fields import FOR_RULES, Input, Kind, Role
from models.leads.table import Leads
from models.leads.text import key
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import RangePoints
from models.scoring.model import Scale, ScoringModel

COMPANY = ("company", "account", "organisation", "organization", "employer", "firma", "unternehmen")
ADDRESS = ("e-mail", "email", "mail address", "mail")
PEOPLE = ("department", "abteilung", "function", "seniority", "job title", "role", "position")
_LOOKED_AT = 200
"""Distinct values that are looked at for an @."""


def proposed_account(model: ScoringModel, leads: Leads) -> AccountScore | None:
    """What makes sense for these leads; None where nothing says which account a lead is of."""
    texts = [
        item
        for item in leads.recipe
        if item.kind is Kind.TEXT
        and (item.role in FOR_RULES or item.role is Role.CREATED)
        and leads.raw_column(item) is not None
    ]
    email = _with_role(texts, Role.EMAIL)
    email = email or next((item.name for item in texts if _has_addresses(leads, item)), "")
    names = [item for item in texts if item.name != email]
    field = _with_role(names, Role.ACCOUNT) or _named(names, COMPANY)
    if not field and not email:
        return None
    parts = [
        AccountPart(AccountMeasure.HIGHEST),
        AccountPart(AccountMeasure.IN_BAND, band=model.bands[model.mql_band].name, times=5, most=4),
    ]
    derived = [item for item in as_inputs(model.derived) if item.kind is Kind.TEXT]
    people = _named([*derived, *names], PEOPLE)
    if people:
        parts.append(AccountPart(AccountMeasure.DISTINCT, field=people, times=3, most=4))
    # Colleagues add to the best lead, so that accounts need room above the scale of leads; they
    # raise from a score that one lead hardly reaches alone.
    least, most = model.scale.least, model.scale.most
    colleagues = sum(part.times * (part.most or 0) for part in parts)
    scale = Scale(least, -(-(most + colleagues) // 50) * 50)
    at = (model.scale.clamp(model.mql_threshold) + most) // 2
    raises = [RangePoints(float(at), float(most), 5), RangePoints(float(most), None, 10)]
    return AccountScore(field, email, tuple(parts), (), scale, tuple(raises[at >= most :]))


def _with_role(inputs: Sequence[Input], role: Role) -> str:
    return next((item.name for item in inputs if item.role is role), "")


def _named(inputs: Sequence[Input], words: Sequence[str]) -> str:
    """The field whose name is one of the words, else the shortest that contains one."""
    for word in words:
        for item in inputs:
            if key(item.name) == word:
                return item.name
    for word in words:
        found = [item.name for item in inputs if word in key(item.name)]
        if found:
            return min(found, key=len)
    return ""


def _has_addresses(leads: Leads, item: Input) -> bool:
    """Whether most of the values have an @, or the name says so and some have."""
    column = leads.column(item.name)
    if not isinstance(column, TextColumn):
        return False
    values = [column.values[at] for at in range(1, min(len(column.values), _LOOKED_AT))]
    having = sum("@" in value for value in values)
    named = any(word in key(item.name) for word in ADDRESS)
    return 2 * having > len(values) or (named and having > 0)
