"""Which lead of each group is kept, and in which order the others fill its blanks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.duplicates.find import Duplicates, rows_apart
from models.leads.duplicates.merging import blank_cells, blank_words
from models.leads.duplicates.rule import DuplicateRule, Keep
from models.leads.table import Leads

Rows = NDArray[np.int64]


def groups_by_rule(
    leads: Leads, duplicates: Duplicates, rule: DuplicateRule
) -> tuple[tuple[int, ...], ...]:
    """The rows of each group that is merged, the one that is kept first, then the next best ...

    Newest and oldest go by the day of creation; a blank day comes last. Where days are the same
    or all blank, the later row of the file counts as the newer one. The fullest has the most
    cells; of equally full ones the first row is kept. Groups that are too large are left out, and
    so are leads that are kept apart.
    """
    apart = rows_apart(leads, rule.apart)
    groups = [
        rows
        for group in duplicates.groups
        if len(rows := [row for row in group.rows if not apart[row]]) > 1
    ]
    if not groups:
        return ()
    members = np.array([row for rows in groups for row in rows], dtype=np.int64)
    of = np.repeat(np.arange(len(groups)), [len(rows) for rows in groups])
    better, ties = _order(leads, members, rule.keep)
    order = np.lexsort((ties, better, of))
    ends = np.cumsum([len(rows) for rows in groups])
    return tuple(tuple(part.tolist()) for part in np.split(members[order], ends[:-1]))


def _order(leads: Leads, members: Rows, keep: Keep) -> tuple[Rows, Rows]:
    """Numbers by which leads are sorted, the best having the least; and what decides ties."""
    match keep:
        case Keep.FIRST:
            return np.zeros(len(members), dtype=np.int64), members
        case Keep.FULLEST:
            filled = np.zeros(len(members), dtype=np.int64)
            blanks = blank_words(leads.raw, leads.recipe)
            for column in leads.raw.columns:
                filled += ~blank_cells(column, column.codes[members], blanks[column.name])
            return -filled, members
        case Keep.NEWEST | Keep.OLDEST:
            days = leads.created[members].astype(np.int64)
            turned = -days if keep is Keep.NEWEST else days
            ties = -members if keep is Keep.NEWEST else members
            return np.where(days == BLANK_DAY, np.iinfo(np.int64).max, turned), ties
