"""Leads of like name and like company: who is compared with whom, and which pairs are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.alike import Comparison, Pairs, never
from models.leads.duplicates.keys import Keys
from models.leads.readers.contract import Cancelled

Rows = NDArray[np.int64]

COMPANY_ALIKE = 0.9
"""Companies are never the same below this likeness, however like the names may be."""
_AT_ONCE = 200_000


@dataclass(frozen=True, eq=False)
class People:
    """`of` (rows,): the person of each lead, -1 where name, or company and domain, are blank.

    One person is one folded name at one folded company and one domain. `names`, `companies`,
    `domains` and `emails` (people,) are the numbers of `Keys`; the e-mail is a part of who
    somebody is only where names are of one word, else it is -1.
    """

    of: Rows
    names: Rows
    companies: Rows
    domains: Rows
    emails: Rows

    @classmethod
    def of_leads(cls, keys: Keys) -> People:
        """The people of the leads."""
        can = (keys.names >= 0) & ((keys.companies >= 0) | (keys.domains >= 0))
        rows = np.flatnonzero(can)
        emails = keys.emails[rows] if keys.last_names else np.full(len(rows), -1, dtype=np.int64)
        parts = (keys.names[rows], keys.companies[rows], keys.domains[rows], emails)
        numbers = np.zeros(len(rows), dtype=np.int64)
        for part in parts:  # one after the other, so that no number grows too large
            numbers = numbers * (int(part.max(initial=-1)) + 2) + part + 1
            numbers = np.unique(numbers, return_inverse=True)[1]
        _, firsts = np.unique(numbers, return_index=True)
        of = np.full(len(can), -1, dtype=np.int64)
        of[rows] = numbers
        return cls(of, *(part[firsts] for part in parts))

    def __len__(self) -> int:
        return len(self.names)


def like_people(
    keys: Keys, people: People, alike: float, stop: Callable[[], bool] = never
) -> Pairs:
    """All pairs of people whose names are alike, of one company, one domain or like companies."""
    texts = [keys.name_texts[place] for place in people.names.tolist()]
    names = Comparison(texts)
    found = [
        names.within(people.companies, alike, stop),
        names.within(people.domains, alike, stop),
    ]
    there, of = np.unique(people.companies, return_inverse=True)
    blank = int((there < 0).sum())
    companies = Comparison([keys.company_texts[place] for place in there[blank:].tolist()])
    one = np.zeros(len(there) - blank, dtype=np.int64)
    like = companies.within(one, max(alike, COMPANY_ALIKE), stop)
    for left, right in _across(of.reshape(-1) - blank, like):
        if stop():
            raise Cancelled
        found.append(names.keep(left, right, alike))
    pairs = _distinct(found, len(people))
    one, other = people.emails[pairs.left], people.emails[pairs.right]
    may = (one < 0) | (other < 0) | (one == other)
    return Pairs(pairs.left[may], pairs.right[may], pairs.likeness[may])


def _across(companies: Rows, like: Pairs) -> list[tuple[Rows, Rows]]:
    """Each person of a company with each of a like company, in portions."""
    if not len(like):
        return []
    order = np.argsort(companies, kind="stable")
    sizes = np.bincount(companies[companies >= 0], minlength=int(companies.max(initial=0)) + 1)
    firsts = np.cumsum(sizes) - sizes + int((companies < 0).sum())
    lefts, rights = sizes[like.left], sizes[like.right]
    together = lefts * rights
    portions = []
    part = np.cumsum(together) // _AT_ONCE
    for number in range(int(part[-1]) + 1):
        chosen = np.flatnonzero(part == number)
        many = together[chosen]
        pair = np.repeat(chosen, many)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
        left = firsts[like.left[pair]] + within // rights[pair]
        right = firsts[like.right[pair]] + within % rights[pair]
        portions.append((order[left], order[right]))
    return portions


def _distinct(found: list[Pairs], people: int) -> Pairs:
    left = np.concatenate([pairs.left for pairs in found])
    right = np.concatenate([pairs.right for pairs in found])
    likeness = np.concatenate([pairs.likeness for pairs in found])
    _, first = np.unique(left * max(people, 1) + right, return_index=True)
    return Pairs(left[first], right[first], likeness[first])
