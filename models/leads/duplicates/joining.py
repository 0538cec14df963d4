"""Pairs joined to groups without joining what is unlike: a chain is cut, not followed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.alike import Pairs

Rows = NDArray[np.int64]

MOST = 50
"""Leads of the largest group that is one person's; more share a value that means nothing."""


def sharing(codes: Rows) -> list[Rows]:
    """The rows of each value that two or more rows have, in their order; below 0 is blank."""
    rows = np.flatnonzero(codes >= 0)
    order = rows[np.argsort(codes[rows], kind="stable")]
    values = codes[order]
    edges = np.flatnonzero(np.diff(values, prepend=-1, append=-2))
    many = np.flatnonzero(np.diff(edges) > 1)
    return [order[edges[place] : edges[place + 1]] for place in many.tolist()]


def joined(rows: int, same: Iterable[Rows]) -> Rows:
    """Of each row the first row of its group; rows that are the same by anything are joined."""
    parent = list(range(rows))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for group in same:
        first, *others = group.tolist()
        top = root(first)
        for row in others:
            other = root(row)
            low, high = (top, other) if top < other else (other, top)
            parent[high] = low
            top = low
    return np.array([root(row) for row in range(rows)], dtype=np.int64)


def linked(nodes: Rows, sizes: Rows, pairs: Pairs) -> tuple[Rows, Pairs]:
    """Nodes joined by pairs, the most alike first, where every two of a group are a pair.

    `nodes` (rows,): the first row of each lead's node, `sizes` how many leads a node has,
    `pairs` of nodes. Gives the nodes of the groups, and the pairs that stayed apart: A is like B
    and B like C, but A is not like C, or they would be too many.
    """
    group = nodes.copy()
    members: dict[int, list[int]] = {}
    known = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    of: dict[int, int] = {}
    order = np.lexsort((pairs.right, pairs.left, -pairs.likeness))
    for left, right in zip(pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True):
        one, other = of.get(left, left), of.get(right, right)
        if one == other:
            continue
        ours, theirs = members.get(one, [one]), members.get(other, [other])
        if sum(int(sizes[node]) for node in (*ours, *theirs)) > MOST:
            continue
        if all((min(a, b), max(a, b)) in known for a in ours for b in theirs):
            low, high = min(one, other), max(one, other)
            members[low] = ours + theirs
            members.pop(high, None)
            for node in members[low]:
                of[node] = low
    for node, first in of.items():
        group[node] = first
    group = group[nodes]
    apart = group[pairs.left] != group[pairs.right]
    return group, Pairs(pairs.left[apart], pairs.right[apart], pairs.likeness[apart])
