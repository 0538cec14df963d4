"""Of every lead what it is compared by: numbers for id, e-mail, name, company and domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import cleaned
from models.leads.duplicates.compared import Compared
from models.leads.duplicates.folding import (
    address,
    business_domain,
    folded_company,
    folded_name,
    in_order,
    is_shared,
)
from models.leads.table import Leads
from models.leads.text import clean

Rows = NDArray[np.int64]

COMPANIES_OF_A_HOST = 3
"""A host where people of more companies than this have their mail is nobody's own."""

_CJK = "\u2e80"
"""From here on scripts write a whole name without a space."""


@dataclass(frozen=True, eq=False)
class Keys:
    """`ids`, `emails`, `domains`, (rows,): leads have the same number where theirs are the same.

    -1: blank, or nothing to compare by. `names` and `companies` (rows,) are places in
    `name_texts` and `company_texts`, folded; -1 is blank. `no_addresses`: cells of the e-mail
    that are none; `shared`: leads with a mailbox that several people read, which are the same by
    e-mail only where their names are too; `shared_examples`: a few of these mailboxes;
    `single_words`: names of one word that are not compared, where most have more; `last_names`:
    most names are of one word, so that two people with an address each are never the same.
    `common_hosts`: hosts where people of many companies have their mail.
    """

    ids: Rows
    emails: Rows
    names: Rows
    companies: Rows
    domains: Rows
    name_texts: tuple[str, ...] = ()
    company_texts: tuple[str, ...] = ()
    no_addresses: int = 0
    no_address_examples: tuple[str, ...] = ()
    shared: int = 0
    shared_examples: tuple[str, ...] = ()
    single_words: int = 0
    last_names: bool = False
    common_hosts: tuple[str, ...] = ()

    def name(self, row: int) -> str:
        """The folded name of a lead; "" where it has none."""
        place = int(self.names[row])
        return self.name_texts[place] if place >= 0 else ""

    def company(self, row: int) -> str:
        """The folded company of a lead; "" where it has none."""
        place = int(self.companies[row])
        return self.company_texts[place] if place >= 0 else ""


def keys_of(leads: Leads, compared: Compared, most: int) -> Keys:
    """What the leads are compared by. An e-mail of more leads than `most` says nothing."""
    ids, _ = _coded(leads, compared.id, clean)
    emails, mails = _coded(leads, compared.email, address)
    names, name_texts, single = _names(leads, compared.name)
    companies, company_texts = _coded(leads, compared.company, folded_company)
    domains, hosts = _domains(emails, mails, companies, most)
    wrong, wrong_examples = _not_addresses(leads, compared.email)
    shared = np.array([is_shared(mail) for mail in mails] or [False])[emails] & (emails >= 0)
    examples = dict.fromkeys(mails[code] for code in emails[shared][:200].tolist())
    return Keys(
        ids,
        _by_name_where_shared(emails, shared, names, name_texts),
        names,
        companies,
        domains,
        tuple(name_texts),
        tuple(company_texts),
        wrong,
        wrong_examples,
        int(shared.sum()),
        tuple(examples)[:5],
        single,
        _mostly_single(names, name_texts),
        hosts,
    )


def _coded(leads: Leads, field: str, fold: Callable[[str], str]) -> tuple[Rows, list[str]]:
    """Of each lead the place of its folded cell among the different ones; -1 is blank."""
    item = leads.input(field) if field else None
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return np.full(len(leads), -1, dtype=np.int64), []
    places: dict[str, int] = {}
    table = np.array(
        [
            places.setdefault(text, len(places)) if text else -1
            for text in (fold(cell) if cell else "" for cell in cleaned(raw, item))
        ],
        dtype=np.int64,
    )
    return table[raw.codes], list(places)


def _names(leads: Leads, fields: Sequence[str]) -> tuple[Rows, list[str], int]:
    """Folded names, of one field or of first and last name; and names of one word left out."""
    codes = np.full(len(leads), -1, dtype=np.int64)
    texts: list[str] = []
    for number, field in enumerate(fields):
        more, words = _coded(leads, field, folded_name)
        if number == 0:
            codes, texts = more, words
            continue
        both = (codes + 1) * (len(words) + 1) + more + 1
        distinct, place = np.unique(both, return_inverse=True)
        joined = [
            " ".join(
                part
                for part in (
                    texts[one // (len(words) + 1) - 1] if one > len(words) else "",
                    words[one % (len(words) + 1) - 1] if one % (len(words) + 1) else "",
                )
                if part
            )
            for one in distinct.tolist()
        ]
        places: dict[str, int] = {}
        table = [places.setdefault(text, len(places)) if text else -1 for text in joined]
        codes, texts = np.array(table, dtype=np.int64)[place], list(places)
    if _mostly_single(codes, texts):
        return codes, texts, 0
    single = _single(codes, texts)
    return np.where(single, -1, codes), texts, int(single.sum())


def _single(codes: Rows, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which names are one word in a script that parts words."""
    one = np.array([" " not in text and max(text, default="") < _CJK for text in texts] or [False])
    found: NDArray[np.bool_] = one[codes] & (codes >= 0)
    return found


def _mostly_single(codes: Rows, texts: Sequence[str]) -> bool:
    return 2 * int(_single(codes, texts).sum()) > int((codes >= 0).sum())


def _domains(
    emails: Rows, mails: list[str], companies: Rows, most: int
) -> tuple[Rows, tuple[str, ...]]:
    """Hosts of business mail; one that many companies use is taken for nobody's own."""
    places: dict[str, int] = {}
    table = [
        places.setdefault(host, len(places)) if host else -1
        for host in (business_domain(mail) for mail in mails)
    ]
    users = np.bincount(emails[emails >= 0], minlength=max(len(mails), 1))
    few = (emails >= 0) & (users[emails] <= most)
    domains = np.where(few, np.array(table or [-1], dtype=np.int64)[emails], -1)
    known = (domains >= 0) & (companies >= 0)
    width = int(companies.max(initial=0)) + 1
    pairs = np.unique(domains[known] * width + companies[known])
    users = np.bincount(pairs // width, minlength=max(len(places), 1))
    common = users > COMPANIES_OF_A_HOST
    hosts = list(places)
    domains = np.where((domains >= 0) & ~common[domains], domains, -1)
    return domains, tuple(hosts[place] for place in np.flatnonzero(common).tolist())


def _not_addresses(leads: Leads, field: str) -> tuple[int, tuple[str, ...]]:
    item = leads.input(field) if field else None
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return 0, ()
    counts = raw.counts.tolist()
    wrong = {
        cell: number
        for cell, number in zip(cleaned(raw, item), counts, strict=True)
        if cell and number and not address(cell)
    }
    return sum(wrong.values()), tuple(wrong)[:5]


def _by_name_where_shared(
    emails: Rows, shared: NDArray[np.bool_], names: Rows, texts: Sequence[str]
) -> Rows:
    """A mailbox of several people is one lead's only together with the name."""
    if not shared.any():
        return emails
    places: dict[str, int] = {}
    table = np.array([places.setdefault(in_order(text), len(places)) for text in texts] or [0])
    width = len(places) + 1
    together = np.max(emails, initial=0) + 1 + emails * width + table[names]
    together = np.where(names >= 0, together, -1)
    return np.where(shared, together, emails)
