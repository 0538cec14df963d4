"""Who is scored: the leads of the table, duplicated ones merged, some left out by conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.merging import Merged, merge_rows
from models.leads.table import Leads
from models.leads.wording import count_of, listed
from models.problems import Problem, Severity
from models.project.document import LeftOut, Merges, Project
from models.scoring.conditions import tests_in
from models.scoring.masks import Masks
from models.scoring.sight import Sight

WHERE = "Who is scored"


@dataclass(frozen=True)
class LeftOutCount:
    """What one condition leaves out: `leads` that meet it, `alone` those that no earlier one did.

    `converted` of the `known` ones among these leads did: history that would be missing. Of a
    muted one all of this is what it would leave out. `lacks`: fields it asks for that the leads
    do not have: it may have left out others, in another export.
    """

    name: str
    leads: int
    alone: int
    converted: int = 0
    known: int = 0
    muted: bool = False
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Population:
    """Who is scored of all leads of a table.

    `leads`: who is scored. `rows` (leads,): the row of each in the table (of merged leads, the one
    that was kept). `whole`: all leads of the table. `stale`: groups of duplicated leads are of
    another table, so that nothing is merged. `everybody`: all leads with duplicated ones merged,
    before any is left out; `merge`: how they were merged, and by which groups (None: none were).
    """

    leads: Leads
    rows: NDArray[np.intp]
    whole: Leads
    everybody: Leads
    merges: Merges | None = None
    merge: Merged | None = None
    left_out: tuple[LeftOutCount, ...] = ()
    stale: bool = False

    @property
    def groups(self) -> int:
        """Groups of duplicated leads that became one lead each."""
        return 0 if self.merges is None else len(self.merges.groups)

    @property
    def merged(self) -> int:
        """Leads that went into another one."""
        return len(self.whole) - len(self.everybody)

    @property
    def out(self) -> int:
        """Leads that conditions leave out."""
        return len(self.everybody) - len(self.leads)

    def sentence(self) -> str:
        """What happened to the leads of the table, in one line; "" where nothing did."""
        parts = []
        if self.merged:
            parts.append(f"{count_of(self.merged, 'duplicate')} merged")
        if self.out:
            names = [item.name for item in self.left_out if item.alone and not item.muted]
            parts.append(f"{count_of(self.out, 'lead')} left out ({listed(names)})")
        return ", ".join(parts)

    def warnings(self) -> tuple[Problem, ...]:
        """What chooses leads as it did not mean to: the export is another one."""
        return tuple(p for p in self._problems() if p.severity is Severity.WARNING)

    def problems(self) -> tuple[Problem, ...]:
        """The same as findings, for reports and the command line."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if self.merged:
            were = "was" if self.merged == 1 else "were"
            yield Problem(
                f"{count_of(self.merged, 'duplicated lead')} {were} merged into "
                f"{count_of(self.groups, 'other')}, as the project says.",
                WHERE,
                count=self.merged,
                severity=Severity.NOTE,
            )
        for item in self.left_out:
            if item.alone and not item.muted:
                is_ = "is" if item.alone == 1 else "are"
                yield Problem(
                    f"{count_of(item.alone, 'lead')} {is_} left out: {item.name}.",
                    WHERE,
                    count=item.alone,
                    severity=Severity.NOTE,
                )
            if item.lacks and not item.muted:
                many = len(item.lacks) > 1
                yield Problem(
                    f"“{item.name}” leaves leads out by the {'fields' if many else 'field'} "
                    f"{listed(item.lacks)}, which {'are' if many else 'is'} not in this export and "
                    f"so {'read' if many else 'reads'} as blank: other leads are scored than "
                    "before.",
                    WHERE,
                    "Add the field's new name to its aliases, or change the condition.",
                )
        if self.stale:
            yield Problem(
                "The duplicated leads were found in another table; none are merged.",
                WHERE,
                "Look for duplicates again.",
            )


def population_of(
    project: Project, whole: Leads, day: date, before: Population | None = None
) -> Population:
    """Who is scored as of a day; the leads themselves where nothing is merged or left out.

    What an earlier population of the same table has merged and prepared is used again.
    """
    merges = _merges_of(project, whole)
    stale = project.merges is not None and bool(project.merges.groups) and merges is None
    merge = None
    everybody, rows = whole, np.arange(len(whole), dtype=np.intp)
    if merges is not None and merges.groups:
        known = (
            before is not None
            and before.whole.raw is whole.raw
            and before.merges == merges
            and _blanks(before.whole) == _blanks(whole)
        )
        merge = before.merge if known and before is not None else None
        merge = merge or merge_rows(whole.raw, merges.groups, merges.rule.fill, whole.recipe)
        everybody, rows = whole.merged(merge.raw, merge.of), merge.rows
        if known and before is not None:
            everybody = everybody.prepared_like(before.everybody)
    gone, counts = left_out_of(everybody, project.left_out, day)
    leads = everybody
    if gone.any():
        stay = np.flatnonzero(~gone)
        leads, rows = everybody.only(stay), rows[stay]
    return Population(leads, rows, whole, everybody, merges, merge, left_out=counts, stale=stale)


def _blanks(leads: Leads) -> list[tuple[str, tuple[str, ...]]]:
    """The words that each field reads as blank: a merge fills these cells, too."""
    return [(item.name, item.blank) for item in leads.recipe]


def _merges_of(project: Project, whole: Leads) -> Merges | None:
    """The merges, if they are of this table and name rows that it has."""
    merges = project.merges
    if merges is None or project.source is None or merges.table != project.source.table:
        return None
    if any(len(group) < 2 for group in merges.groups):
        return None
    rows = np.fromiter(chain.from_iterable(merges.groups), dtype=np.int64)
    if len(rows) and not (rows.min() >= 0 and rows.max() < len(whole)):
        return None
    return merges if len(np.unique(rows)) == len(rows) else None  # a row is in one group at most


def left_out_of(
    leads: Leads, left_out: tuple[LeftOut, ...], day: date
) -> tuple[NDArray[np.bool_], tuple[LeftOutCount, ...]]:
    """Which of the leads are left out; shape (rows,). And by which condition how many."""
    gone = np.zeros(len(leads), dtype=bool)
    counts = []
    masks, sight = Masks(leads), Sight(day)
    for item in left_out:
        met = masks.of(item.condition, sight)
        alone = int(np.count_nonzero(met & ~gone))
        lost, won, unknown = np.bincount(leads.outcome[met], minlength=3).tolist()
        every = lost + won + unknown
        lacks = _lacking(leads, item)
        counts.append(LeftOutCount(item.name, every, alone, won, won + lost, item.muted, lacks))
        if not item.muted:
            gone = gone | met
    return gone, tuple(counts)


def _lacking(leads: Leads, item: LeftOut) -> tuple[str, ...]:
    """The fields that a condition asks for and the leads do not have, each once."""
    names = dict.fromkeys(test.field for test in tests_in(item.condition))
    found = ((name, leads.input(name)) for name in names)
    return tuple(name for name, field in found if field is None or leads.raw_column(field) is None)
