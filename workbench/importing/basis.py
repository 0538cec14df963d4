"""By what recipe the rows of a file would be read, and what becomes of them: pure, for a thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.leads.accounts import Accounts
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.deal_join import join_deals
from models.leads.deals import DealRecipe
from models.leads.fields import Recipe
from models.leads.guessing.exports import recognised
from models.leads.guessing.roles import NO_OUTCOME
from models.leads.guessing.stages import guess_stages
from models.leads.import_changes import report_of
from models.leads.import_report import ImportReport
from models.leads.readers.contract import Imported
from models.leads.recipe_comparison import difference
from models.leads.recipes import apply_recipe, matched
from models.leads.table import Leads
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.start import keys_of_leads, with_accounts, with_activities, with_deals
from workbench.importing.draft import Found, Purpose


@dataclass(frozen=True, eq=False)
class Around:
    """What the file comes to: the project and its leads; None where it starts a new one."""

    project: Project | None = None
    leads: Leads | None = None
    zone: str = "UTC"


@dataclass(frozen=True, eq=False)
class Checked:
    """What takes a look at every cell: the report of the import, and how the rows found leads."""

    report: ImportReport
    joined: Joined | None = None


@dataclass(frozen=True, eq=False)
class Joined:
    """How rows of another table found the leads: a sentence, and what was left out or is odd."""

    sentence: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def lacks(self) -> bool:
        """Whether no row can be joined until a field is chosen."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def found_of(imported: Imported, purpose: Purpose, around: Around, time: str) -> Found:
    """What was read, with the recipe that fits what it is for."""
    project, leads = around.project, around.leads
    if purpose is Purpose.NEXT and project is not None and len(project.recipe):
        return _next(imported, project, around)
    if purpose is Purpose.ACTIVITIES and project is not None and leads is not None:
        taken = with_activities(project, imported, leads, time)
        problems = () if taken.activities is None else taken.activities.problems
        return _found(imported, Recipe(taken.activity_recipe.inputs), around, problems)
    if purpose is Purpose.ACCOUNTS and project is not None and leads is not None:
        taken = with_accounts(project, imported, leads, time)
        problems = () if taken.accounts is None else taken.accounts.problems
        return _found(imported, taken.account_recipe, around, problems)
    if purpose is Purpose.DEALS and project is not None and leads is not None:
        taken = with_deals(project, imported, leads, time)
        problems = () if taken.deals is None else taken.deals.problems
        found = _found(imported, Recipe(taken.deal_recipe.inputs), around, problems)
        return replace(found, deal=taken.deal_recipe)
    found = _found(imported, imported.recipe, around, imported.problems)
    return replace(found, stages=guess_stages(imported.table, imported.recipe))


def checked_of(
    found: Found,
    table: Leads,
    purpose: Purpose,
    around: Around,
    day: date,
    deal: DealRecipe | None = None,
) -> Checked:
    """The rows as they are read now, looked at cell by cell and joined."""
    report = report_of(found.imported, table.recipe, around.zone)
    return Checked(report, joined_of(table, purpose, around, day, deal))


def joined_of(
    table: Leads, purpose: Purpose, around: Around, today: date, deal: DealRecipe | None = None
) -> Joined | None:
    """How the rows, read by their recipe, find the leads of the project; None for leads."""
    project, leads = around.project, around.leads
    if project is None or leads is None:
        return None
    if purpose is Purpose.ACTIVITIES:
        recipe = activity_recipe(table.recipe, project)
        try:
            report = match(table.raw, recipe, leads, around.zone, today).report
        except LeadbenchError as error:
            return Joined("The activities cannot be matched.", (error.problem,))
        return Joined(report.sentence(), report.problems())
    if purpose is Purpose.ACCOUNTS:
        accounts = Accounts(table.raw, table.recipe, around.zone)
        found = accounts.match(keys_of_leads(project, leads))
        source = table.raw.source
        return Joined(found.sentence(source), found.problems(source))
    if purpose is Purpose.DEALS and deal is not None:
        made = join_deals(table.raw, deal, leads, around.zone).report
        told = made.outcome_sentence() if made.says_outcome and not made.missing else ""
        return Joined(f"{made.sentence()} {told}".strip(), made.problems())
    return None


def activity_recipe(recipe: Recipe, project: Project) -> ActivityRecipe:
    """The recipe of activities with the switches that the project has set."""
    return replace(project.activity_recipe, inputs=recipe.inputs)


def prepared(table: Leads) -> Leads:
    """The same rows with all that the page asks of them: it asks in the window's thread."""
    for item in table.recipe:
        raw = table.raw_column(item)
        if raw is not None:
            _ = raw.counts, table.misfits(item.name)
    _ = table.outcome_counts
    return table


def _next(imported: Imported, project: Project, around: Around) -> Found:
    """Next month's file: the project's recipe, what it misses and what is new."""
    known = project.recipe
    recipe, problems = apply_recipe(imported.table, known, around.zone)
    held = matched(imported.table, known)
    other = difference(imported.table, known, held, around.zone, around.leads)
    # What a first import asks of fields and outcome, the project has answered.
    names = {item.name for item in recipe}
    kept = (p for p in imported.problems if p.what != NO_OUTCOME and p.where not in names)
    found = _found(imported, recipe, around, (*kept, *problems))
    return replace(
        found,
        stages=project.stages,
        difference=other,
    )


def _found(
    imported: Imported, recipe: Recipe, around: Around, problems: tuple[Problem, ...]
) -> Found:
    table = prepared(Leads(imported.table, recipe, zone=around.zone))
    system = recognised(column.header for column in imported.table.columns)
    return Found(
        imported,
        recipe,
        table,
        problems,
        imported.evidence,
        system="" if system is None else system.sentence,
    )
