"""A new project file: laid out, with its first base and perhaps its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from models.leads.fields import Input
from models.leads.raw import RawTable
from models.leads.wording import quoted
from models.problems import Problem
from models.project import database, record, tables
from models.project.document import Project, Source
from models.project.history import History
from models.project.tables import Progress

_SUCH = re.compile(", such as “.*”", re.DOTALL)
"""Cells that a sentence quotes; up to the last mark, since a cell may hold marks of its own."""


def write_new(
    scratch: Path, history: History, found: Sequence[RawTable], progress: Progress | None
) -> None:
    """Fill an empty file that is not in its place yet."""
    db = database.connect_to_scratch(scratch)
    try:
        database.make(db)
        with database.transaction(db):
            db.execute("INSERT INTO meta (key, value) VALUES ('created', ?)", (now(),))
            record.write_base(db, history, 0, now())
        for table in found:
            tables.add_table(lambda: database.transaction(db), table, progress)
    finally:
        db.close()


def without_cells(project: Project) -> Project:
    """The project without cells that were shown as examples, and without ids of leads.

    What a person chose stays, since models mean it: the values of rules, conditions, outcomes and
    spellings. Groups of duplicated leads name rows that are not there, so they go.
    """
    return replace(
        project,
        merges=None,
        source=_without_examples(project.source, project.recipe),
        activities=_without_examples(project.activities, project.activity_recipe),
        accounts=_without_examples(project.accounts, project.account_recipe),
        deals=_without_examples(project.deals, project.deal_recipe),
    )


def _without_examples(source: Source | None, recipe: Iterable[Input]) -> Source | None:
    if source is None:
        return None
    names = frozenset(item.name for item in recipe)
    problems = tuple(_told_without_cells(problem, names) for problem in source.problems)
    report = None if source.report is None else source.report.without_cells()
    return replace(source, problems=problems, report=report)


def _told_without_cells(problem: Problem, names: frozenset[str]) -> Problem:
    """What is told without what cells hold; names of fields are no cells."""
    what = _SUCH.sub("", problem.what)
    cells = (example for example in problem.examples if example not in names)
    if any(quoted(cell) in what for cell in cells):
        what = f"{what.partition('“')[0].rstrip(' ,:;')} …"
    return replace(problem, what=what, examples=())


def now() -> str:
    """The time as it is written: ISO, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
