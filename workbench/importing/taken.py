"""What leaves the import page: a table with the recipe and the names that were agreed on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.deals import DealRecipe
from models.leads.fields import Recipe
from models.leads.import_changes import report_of
from models.leads.readers.contract import Imported
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import Problem
from models.project.document import Source
from models.project.start import source_of
from workbench.importing.deals import deal_recipe_of
from workbench.importing.draft import Draft, Purpose, problems_of, recipe_of, stages_of


@dataclass(frozen=True, eq=False)
class Taken:
    """A table that is to become leads, activities, accounts or deals, and how it is read.

    No password goes with it: what was needed for reading is not needed any more.
    """

    purpose: Purpose
    name: str
    imported: Imported
    recipe: Recipe
    problems: tuple[Problem, ...] = ()
    stages: tuple[Stage, ...] = ()
    zone: str = "UTC"
    deal: DealRecipe | None = None


def taken_of(draft: Draft, leads: Leads | None = None) -> Taken | None:
    """What would be taken now; None while not all rows are there. `leads`: of the project."""
    if not draft.whole or draft.found is None:
        return None
    return Taken(
        draft.purpose,
        draft.path.stem,
        draft.found.imported,
        recipe_of(draft),
        problems_of(draft),
        stages_of(draft),
        draft.found.table.zone,
        deal_recipe_of(draft, leads),
    )


def source_taken(taken: Taken, time: str) -> Source:
    """What the project keeps of the file: what was found, without what was answered.

    Every cell is looked at for the report: for a thread of its own.
    """
    report = report_of(taken.imported, taken.recipe, taken.zone)
    return replace(source_of(taken.imported, time), problems=taken.problems, report=report)
