"""Dealing leads into arms so that it stays the same: by their id or account, never by chance anew.

The SHA-256 of "seed:id" in UTF-8, its first eight hexadecimal digits as a number, divided by
2 ** 32: a share 0..1 that is as good as drawn, and the same on every machine and every day. Below
the share of arm B it is arm B, else arm A. Other systems can do the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from models.evaluation.trials.trial import Trial
from models.leads.columns import TextColumn
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.text import clean, cleaned_key
from models.problems import LeadbenchError

_DIGITS = 8


def share_of(seed: str, name: str) -> float:
    """Where an id or account falls between 0 and 1."""
    told = f"{seed}:{name}".encode("utf-8", "replace")
    return int(sha256(told).hexdigest()[:_DIGITS], 16) / 2.0**32


@dataclass(frozen=True, eq=False)
class Dealt:
    """`ids`: the leads that were dealt, as they stand in the file, in its order. `in_b` (leads,).
    `accounts`: what was dealt by, where it was whole accounts. `nameless`: leads without an id.
    """

    ids: tuple[str, ...]
    in_b: NDArray[np.bool_]
    accounts: tuple[str, ...] = ()
    nameless: int = 0


def dealt(leads: Leads, trial: Trial) -> Dealt:
    """Every lead with an id in its arm. LeadbenchError where no field names lead or account.

    Leads whose account is blank are dealt on their own, by their id.
    """
    identity = leads.recipe.with_role(Role.ID)
    raw = None if identity is None else leads.raw_column(identity)
    if raw is None:
        raise LeadbenchError(
            "No field is the leads' id, so they cannot be dealt so that it stays the same.",
            leads.raw.source,
            "Say on the page Data which field is the lead id.",
        )
    accounts = _accounts(leads) if trial.design.by_account else None
    share, seed = trial.design.share, trial.seed
    known: dict[str, bool] = {}
    ids, in_b, of = [], [], []
    for row in range(len(leads)):
        name = clean(raw[row])
        if not name:
            continue
        account = "" if accounts is None else accounts[row]
        unit = cleaned_key(account) or name
        if unit not in known:
            known[unit] = share_of(seed, unit) < share
        ids.append(raw[row])
        in_b.append(known[unit])
        of.append(account)
    return Dealt(
        tuple(ids),
        np.array(in_b, dtype=bool),
        () if accounts is None else tuple(of),
        len(leads) - len(ids),
    )


def _accounts(leads: Leads) -> list[str]:
    item = leads.recipe.with_role(Role.ACCOUNT)
    column = None if item is None else leads.column(item.name)
    if not isinstance(column, TextColumn):
        raise LeadbenchError(
            "No field of text names the account of a lead.",
            leads.raw.source,
            "Say on the page Data which field is the account, or deal single leads.",
        )
    values = list(column.values)
    return [values[code] for code in column.codes.tolist()]
