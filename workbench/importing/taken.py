"""What leaves the import page: a table with the recipe and the names that were agreed on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.fields import Recipe
from models.leads.import_report import CellChange, ChangeRule, ImportReport
from models.leads.readers.contract import Imported
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import Problem
from models.project.document import Source
from models.project.start import source_of
from workbench.importing.draft import Draft, Purpose, problems_of, recipe_of, stages_of


@dataclass(frozen=True, eq=False)
class Taken:
    """A table that is to become leads, activities or accounts, and how it is read.

    No password goes with it: what was needed for reading is not needed any more.
    """

    purpose: Purpose
    name: str
    imported: Imported
    recipe: Recipe
    problems: tuple[Problem, ...] = ()
    stages: tuple[Stage, ...] = ()
    report: ImportReport | None = None


def taken_of(draft: Draft, table: Leads) -> Taken | None:
    """What would be taken now, read as `table` is; None while not all rows are there."""
    if not draft.whole or draft.found is None:
        return None
    return Taken(
        draft.purpose,
        draft.path.stem,
        draft.found.imported,
        recipe_of(draft),
        problems_of(draft),
        stages_of(draft),
        report_of(draft.found.imported, table),
    )


def report_of(imported: Imported, table: Leads) -> ImportReport:
    """Rows in and out, and the cells that are not read as they were written."""
    changes = []
    for item in table.recipe:
        found = table.misfits(item.name)
        if found.count:
            examples = tuple((text, "") for text in found.examples)
            changes.append(CellChange(item.name, ChangeRule.MISFIT, found.count, examples))
    return ImportReport(imported.rows_in, len(table), tuple(changes))


def source_taken(taken: Taken, time: str) -> Source:
    """What the project keeps of the file: what was found, without what was answered."""
    return replace(source_of(taken.imported, time), problems=taken.problems, report=taken.report)
