"""A new project file: laid out, with its first base and perhaps its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from models.leads.raw import RawTable
from models.project import database, record, tables
from models.project.document import Project, Source
from models.project.history import History
from models.project.tables import Progress


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
    """The project without the cells that were shown as examples of faulty ones."""
    return replace(
        project,
        source=_without_examples(project.source),
        activities=_without_examples(project.activities),
        accounts=_without_examples(project.accounts),
        deals=_without_examples(project.deals),
    )


def _without_examples(source: Source | None) -> Source | None:
    if source is None:
        return None
    problems = tuple(replace(problem, examples=()) for problem in source.problems)
    report = None if source.report is None else source.report.without_cells()
    return replace(source, problems=problems, report=report)


def now() -> str:
    """The time as it is written: ISO, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
