"""Which leads an id in the activities belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import TextColumn
from models.leads.ordering import smallest, stable_order
from models.leads.raw import Codes
from models.problems import LeadbenchError

MOST = 50_000_000
"""Activities of all leads together; more would not fit into memory."""

Rows = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Owners:
    """Of each distinct id in the activities: how many leads have it, and which these are.

    The leads of id code c are leads[firsts[c]] to leads[firsts[c] + counts[c]].
    """

    counts: NDArray[np.int64]
    firsts: NDArray[np.int64]
    leads: Rows

    @classmethod
    def of(cls, lead_ids: TextColumn, ids: TextColumn) -> Owners:
        """Find the leads of each id; ids compare exactly, capitals included."""
        place = {text: code for code, text in enumerate(lead_ids.values) if code}
        table = np.array([place.get(text, 0) for text in ids.values], dtype=np.int64)
        having = np.bincount(lead_ids.codes, minlength=len(lead_ids.values)).astype(np.int64)
        having[0] = 0
        order = stable_order(
            smallest(lead_ids.codes.astype(np.int64), len(lead_ids.values))
        ).astype(np.int32)
        order = order[int((lead_ids.codes == 0).sum()) :]
        before = np.cumsum(having) - having
        return cls(having[table], before[table], order)

    def of_rows(self, codes: Codes, rows: Rows) -> tuple[Rows, Rows]:
        """The lead of each row; a row whose id several leads share is there once for each."""
        counts = self.counts[codes]
        total = int(counts.sum())
        if total == len(rows):
            return self.leads[self.firsts[codes]], rows
        if total > MOST:
            raise LeadbenchError(
                f"Leads that share an id would have {total:,} activities together; "
                f"at most {MOST:,} are possible.",
                "Activities",
                "Remove the doubles among the leads, or choose another field as the lead's id.",
            )
        ends = np.cumsum(counts)
        within = np.arange(total) - np.repeat(ends - counts, counts)
        return (
            self.leads[np.repeat(self.firsts[codes], counts) + within],
            np.repeat(rows, counts),
        )
