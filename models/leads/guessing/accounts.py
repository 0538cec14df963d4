"""Which field of a table of accounts names the account: by the leads' accounts, or by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from models.leads.cleaning import cleaned
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.shapes import plain_name
from models.leads.raw import RawTable
from models.leads.text import key

NAMES = tuple(
    "account name, account, company name, company, organisation, organization, name, domain, "
    "email domain, website, employer, firma, unternehmen".split(", ")
)
_SAMPLE = 5_000
"""Distinct cells of a column that are looked up among the accounts of the leads."""


def guess_account_recipe(raw: RawTable, guessed: Recipe, keys: Collection[str]) -> Recipe:
    """The recipe of accounts from what the import guessed of the fields' kinds.

    The name is the field whose values are accounts of leads most often; where nothing is known of
    leads it is found by its own name. It has the role of the id. An outcome keeps its role.
    """
    inputs = [_plain(item) for item in guessed]
    name = _by_values(raw, inputs, frozenset(keys)) or _by_name(inputs)
    return Recipe(
        tuple(
            Input(item.name, role=Role.ID, aliases=item.aliases) if item.name == name else item
            for item in inputs
        )
    )


def _plain(item: Input) -> Input:
    kept = item.role in (Role.OUTCOME, Role.IGNORED)
    return item if kept else replace(item, role=Role.FIELD)


def _by_values(raw: RawTable, inputs: list[Input], keys: frozenset[str]) -> str:
    best, most = "", 0.0
    for item in inputs:
        column = raw.find((item.name, *item.aliases))
        if column is None or item.kind not in (Kind.TEXT, Kind.MULTIPLE):
            continue
        texts = [key(text) for _, text in zip(range(_SAMPLE), cleaned(column, item), strict=False)]
        filled = [text for text in texts if text]
        share = sum(text in keys for text in filled) / len(filled) if filled else 0.0
        if share > most:
            best, most = item.name, share
    return best


def _by_name(inputs: list[Input]) -> str:
    texts = {plain_name(item.name): item.name for item in inputs if item.kind is Kind.TEXT}
    return next((texts[name] for name in NAMES if name in texts), "")
