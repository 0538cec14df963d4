"""Find duplicated leads: groups with what makes their leads the same, and what was not compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.alike import Pairs, never
from models.leads.duplicates.compared import Compared, compared_fields
from models.leads.duplicates.joining import MOST, joined, linked, sharing
from models.leads.duplicates.keys import Keys, keys_of
from models.leads.duplicates.people import People, like_people
from models.leads.duplicates.rule import Match
from models.leads.fields import Role
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """Leads that are taken for one. `by`: all that makes any two of them the same.

    `likeness`: of the two least like names that are alike enough; 1 where none are.
    `large`: more leads than one person has, so it is shown and never merged: they share a value
    that means nothing, such as none@none.com, or hang together by many values.
    """

    rows: tuple[int, ...]
    by: tuple[Match, ...]
    likeness: float = 1.0
    large: bool = False


@dataclass(frozen=True, eq=False)
class Duplicates:
    """What was found among `rows` leads.

    `groups`: in the order of their first leads; no lead is in two of them. `large`: too large to
    be one lead's; their leads may be in a group too. `chains`: pairs of leads that are alike but
    stayed apart, since a third one is like only one of them. `apart`: leads that somebody said
    are their own.
    """

    rows: int
    by: tuple[Match, ...]
    alike: float
    compared: Compared
    keys: Keys
    groups: tuple[Group, ...] = ()
    large: tuple[Group, ...] = ()
    chains: tuple[tuple[int, int, float], ...] = ()
    apart: int = 0

    @property
    def repeats(self) -> int:
        """Leads that would go if every group became one."""
        return sum(len(group.rows) - 1 for group in self.groups)


def find_duplicates(
    leads: Leads,
    by: Sequence[Match],
    alike: float = 0.9,
    apart: Iterable[str] = (),
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Duplicates:
    """Find the leads that are the same by any of these. Raises Cancelled when stopped.

    `alike`: how like names and companies must be, above 0 and at most 1. `apart`: ids of leads
    that are nobody's duplicates.
    """
    stop = cancelled or never

    def step(what: str, number: int) -> None:
        if stop():
            raise Cancelled
        if progress is not None:
            progress(what, number, 4)

    step("Reading ids, e-mails and names", 0)
    compared = compared_fields(
        leads.recipe, [item.name for item in leads.recipe if leads.raw_column(item) is not None]
    )
    by = tuple(match for match in Match if match in by and match in compared.possible)
    keys = keys_of(leads, compared, MOST)
    own = rows_apart(leads, apart)
    step("Comparing ids and e-mails", 1)
    people = People.of_leads(keys)
    same = {Match.ID: keys.ids, Match.EMAIL: keys.emails, Match.NAME: people.of}
    codes = {match: np.where(own, -1, same[match]) for match in by}
    shared = {match: sharing(found) for match, found in codes.items()}
    small = {
        match: [rows for rows in found if len(rows) <= MOST] for match, found in shared.items()
    }
    large = tuple(
        Group(tuple(rows.tolist()), (match,), large=True)
        for match, found in shared.items()
        for rows in found
        if len(rows) > MOST
    )
    nodes = joined(len(leads), (rows for found in small.values() for rows in found))
    step("Comparing names and companies", 2)
    pairs = Pairs.none()
    if Match.NAME in by:
        pairs = _of_leads(like_people(keys, people, alike, stop), people, codes[Match.NAME])
    sizes = np.bincount(nodes, minlength=len(leads))
    groups, chains = linked(nodes, sizes, _of_nodes(pairs, nodes))
    step("Putting groups together", 3)
    made = _groups(groups, small, pairs)
    return Duplicates(
        len(leads),
        by,
        alike,
        compared,
        keys,
        tuple(group for group in made if not group.large),
        tuple(sorted((*large, *(group for group in made if group.large)), key=_place)),
        tuple(zip(*(part.tolist() for part in _parts(chains)), strict=True)),
        int(own.sum()),
    )


def rows_apart(leads: Leads, apart: Iterable[str]) -> NDArray[np.bool_]:
    """Which leads have one of these ids; shape (rows,)."""
    ids = frozenset(apart)
    if not ids:
        return np.zeros(len(leads), dtype=bool)
    item = leads.recipe.with_role(Role.ID)
    raw = None if item is None else leads.raw_column(item)
    if raw is None:
        return np.array([leads.lead_id(row) in ids for row in range(len(leads))], dtype=bool)
    found: NDArray[np.bool_] = np.array([text in ids for text in raw.texts], dtype=bool)[raw.codes]
    return found


def _place(group: Group) -> tuple[int, ...]:
    return group.rows


def _parts(pairs: Pairs) -> tuple[NDArray[np.generic], ...]:
    return pairs.left, pairs.right, pairs.likeness


def _of_leads(found: Pairs, people: People, person_of: Rows) -> Pairs:
    """Pairs of people as pairs of leads, the first of each."""
    rows = np.flatnonzero(person_of >= 0)
    there, firsts, counts = np.unique(person_of[rows], return_index=True, return_counts=True)
    row = np.full(len(people), -1, dtype=np.int64)
    few = counts <= MOST  # a name and company of more leads than that tell nobody from others
    row[there[few]] = rows[firsts[few]]
    left, right = row[found.left], row[found.right]
    known = (left >= 0) & (right >= 0)
    return Pairs(left[known], right[known], found.likeness[known])


def _of_nodes(pairs: Pairs, nodes: Rows) -> Pairs:
    """Pairs of leads as pairs of nodes; each once, as alike as the most alike of them."""
    one, other = nodes[pairs.left], nodes[pairs.right]
    left, right, likeness = np.minimum(one, other), np.maximum(one, other), pairs.likeness
    differ = left != right
    left, right, likeness = left[differ], right[differ], likeness[differ]
    order = np.lexsort((-likeness, right, left))
    left, right, likeness = left[order], right[order], likeness[order]
    new = np.ones(len(left), dtype=bool)
    new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return Pairs(left[new], right[new], likeness[new])


def _groups(groups: Rows, small: dict[Match, list[Rows]], pairs: Pairs) -> list[Group]:
    """The groups of two leads and more, with what joined them."""
    by: dict[int, set[Match]] = {}
    for match, found in small.items():
        for held in found:
            by.setdefault(int(groups[held[0]]), set()).add(match)
    least: dict[int, float] = {}
    inside = groups[pairs.left] == groups[pairs.right]
    firsts, likeness = groups[pairs.left[inside]].tolist(), pairs.likeness[inside].tolist()
    for first, like in zip(firsts, likeness, strict=True):
        by.setdefault(first, set()).add(Match.NAME)
        least[first] = min(like, least.get(first, 1.0))
    made = []
    for held in sharing(groups):
        first = int(held[0])
        matches = tuple(match for match in Match if match in by.get(first, ()))
        group = Group(tuple(held.tolist()), matches, least.get(first, 1.0))
        made.append(replace(group, large=len(held) > MOST))
    return sorted(made, key=_place)
