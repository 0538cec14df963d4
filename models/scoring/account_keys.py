"""The account of each lead: by the key of a field, else by the domain of its e-mail address.

Made once for the leads and the two fields; what depends on the day or on the scores is asked of
the leads in the order of their accounts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, TextColumn
from models.leads.derived import EmailDomain, derive
from models.leads.fields import Role
from models.leads.free_mail import FREE_MAIL
from models.leads.raw import Texts
from models.leads.text import key
from models.scoring.account import AccountScore
from models.scoring.answers import day_number
from models.scoring.masks import Masks
from models.scoring.sight import Sight

NO_ACCOUNT = -1


@dataclass(frozen=True, eq=False)
class AccountKeys:
    """Which account each lead is of. `codes`: shape (leads,), positions in `keys`, -1 for none.

    `keys` ascend by code point; `names`: the commonest spelling of each, as it is shown.
    `by_field`, `by_email`: how many leads were found by the field, by the domain.
    `free_mail`: leads without an account whose address is of a host that gives anybody a mailbox.
    """

    codes: NDArray[np.int32]
    keys: Texts
    names: Texts
    by_field: int
    by_email: int
    free_mail: int

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def without(self) -> int:
        """Leads without an account."""
        return len(self.codes) - self.by_field - self.by_email


@dataclass(frozen=True, eq=False)
class People:
    """The leads of every account that exist as of a day.

    `rows`: in the order of their accounts, then as in the table. `starts`: shape (accounts + 1,),
    where the leads of each begin. `account`: that of each of the rows.
    """

    rows: NDArray[np.intp]
    starts: NDArray[np.int64]
    account: NDArray[np.int32] = field(repr=False)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many leads each account has; shape (accounts,)."""
        return np.diff(self.starts)

    def of(self, account: int) -> NDArray[np.intp]:
        """The leads of one account."""
        return self.rows[self.starts[account] : self.starts[account + 1]]


def account_keys(account: AccountScore, masks: Masks, sight: Sight) -> AccountKeys:
    """The account of each lead; kept with the leads."""
    asked = "account keys", found_by(account, masks, sight)
    return masks.kept(asked, lambda: _found(account, masks, sight))


def people_of(account: AccountScore, masks: Masks, sight: Sight) -> People:
    """The leads created by the project's as-of day, by account; a blank creation counts."""
    asked = "account people", found_by(account, masks, sight), sight.day
    return masks.kept(asked, lambda: _people(account_keys(account, masks, sight), masks, sight))


def found_by(account: AccountScore, masks: Masks, sight: Sight) -> Hashable:
    """What the accounts of the leads depend on: the two fields, and how they are seen."""
    fields = account.field, account.email
    return (*fields, account.free_mail), tuple(
        masks.seen_field(name, sight) for name in fields if name
    )


def _people(keys: AccountKeys, masks: Masks, sight: Sight) -> People:
    created = masks.leads.days_of(Role.CREATED)
    there = (created <= day_number(sight.day)) | (created == BLANK_DAY)
    rows = np.flatnonzero(there & (keys.codes >= 0))
    codes = keys.codes[rows]
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes, minlength=len(keys))
    return People(rows[order], np.concatenate(([0], np.cumsum(counts))), codes[order])


def _found(account: AccountScore, masks: Masks, sight: Sight) -> AccountKeys:
    leads = masks.leads
    named = masks.column(account.field, sight) if account.field else None
    mail = masks.column(account.email, sight) if account.email else None
    spelt: list[str] = [""]
    codes = np.zeros(len(leads), dtype=np.int64)
    if isinstance(named, TextColumn):  # a field of another kind names no account
        codes = named.codes.astype(np.int64)
        spelt += list(named.values)[1:]
    by_field = int(np.count_nonzero(codes))
    free = 0
    if isinstance(mail, TextColumn):
        domains = derive(EmailDomain("", account.email), lambda _name: mail, len(leads))
        assert isinstance(domains, TextColumn)
        hosts = FREE_MAIL.get(account.free_mail, ())
        kept = _without(domains.values, frozenset(hosts))
        own = np.where(kept, np.arange(len(kept)) + len(spelt) - 1, 0)[domains.codes]
        blank = codes == 0
        free = int(np.count_nonzero(blank & (domains.codes > 0) & (own == 0)))
        codes = np.where(blank, own, codes)
        spelt += list(domains.values)[1:]
    by_email = int(np.count_nonzero(codes)) - by_field
    return _by_key(codes, spelt, by_field, by_email, free)


def _without(domains: Sequence[str], hosts: frozenset[str]) -> NDArray[np.bool_]:
    """Which domains name a company."""
    found = np.array([domain not in hosts for domain in domains], dtype=np.bool_)
    if len(found):
        found[0] = False
    return found


def _by_key(
    codes: NDArray[np.int64], spelt: list[str], by_field: int, by_email: int, free: int
) -> AccountKeys:
    """Spellings of one key put together; `spelt[0]` is none."""
    counts = np.bincount(codes, minlength=len(spelt)).tolist()
    written: dict[str, int] = {}  # a field may spell a name as a domain does
    for text, count in zip(spelt[1:], counts[1:], strict=True):
        if count:
            written[text] = written.get(text, 0) + count
    best: dict[str, tuple[int, str]] = {}
    for text, count in written.items():
        place_now = -count, text
        text_key = key(text)
        best[text_key] = min(best.get(text_key, place_now), place_now)
    ordered = sorted(best)
    place = {text_key: position for position, text_key in enumerate(ordered)}
    positions = (place.get(key(text), NO_ACCOUNT) for text in spelt[1:])
    table = np.array([NO_ACCOUNT, *positions], dtype=np.int32)
    names = [best[text_key][1] for text_key in ordered]
    return AccountKeys(table[codes], Texts.of(ordered), Texts.of(names), by_field, by_email, free)
