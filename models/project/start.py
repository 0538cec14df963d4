"""The first project of an imported file: its leads, an empty model, a name; more tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.leads.activity_recipe import ActivityRecipe
from models.leads.deal_join import joined_field
from models.leads.deals import DealRecipe
from models.leads.fields import Recipe, Role
from models.leads.guessing.accounts import guess_account_recipe
from models.leads.guessing.activities import guess_activity_recipe
from models.leads.guessing.deals import guess_deal_recipe
from models.leads.guessing.roles import NO_OUTCOME
from models.leads.readers.contract import Imported
from models.leads.recipes import merged
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.problems import Problem
from models.project.document import Project, Source
from models.scoring.account_keys import account_keys
from models.scoring.account_proposal import proposed_account
from models.scoring.masks import Masks
from models.scoring.model import Axis, Group, ScoringModel
from models.scoring.sight import sight_of

FIRST_GROUPS = (
    Group("g1", "Fit", axis=Axis.FIT, category="explicit", least=0, most=60),
    Group("g2", "Engagement", axis=Axis.ENGAGEMENT, category="implicit", least=0, most=50),
    Group("g3", "Negative", category="negative", least=-40, most=0),
)


def empty_model(model_id: str, name: str) -> ScoringModel:
    """A model to begin with: three empty groups and four bands."""
    return ScoringModel(model_id, name, FIRST_GROUPS)


def source_of(imported: Imported, time: str, problems: tuple[Problem, ...] = ()) -> Source:
    """What the project keeps about the file that its leads or another table came from."""
    return Source(
        table=imported.table.fingerprint,
        file=imported.table.source,
        rows=imported.table.rows,
        sheet=imported.table.sheet,
        imported=time,
        encoding=imported.encoding,
        delimiter=imported.delimiter,
        problems=(*imported.problems, *problems),
    )


def project_of(
    imported: Imported,
    name: str,
    time: str,
    recipe: Recipe | None = None,
    model: ScoringModel | None = None,
    problems: tuple[Problem, ...] = (),
) -> Project:
    """A project on an imported file, with the recipe guessed for it and an empty model."""
    first = model or empty_model("m1", name)
    return Project(
        name=name,
        source=source_of(imported, time, problems),
        recipe=imported.recipe if recipe is None else recipe,
        models=(first,),
        chosen=first.id,
    )


def _of_activities(problem: Problem, guess: ActivityRecipe) -> bool:
    """Whether a finding of the import holds for activities: they need no outcome and leak none.

    Cells that do not fit a field are counted when activities are matched; open questions stay.
    """
    if problem.what == NO_OUTCOME or "leak" in problem.what:
        return False
    return guess.find(problem.where) is None or not problem.count


def with_activities(project: Project, imported: Imported, leads: Leads, time: str) -> Project:
    """The project with these activities, read as its last ones were where fields have their names.

    Which field is the lead's id is guessed by the ids of the leads.
    """
    guess = guess_activity_recipe(imported.table, imported.recipe, leads)
    before = project.activity_recipe
    inputs = merged(before.inputs, imported.table, Recipe(guess.inputs)).inputs
    recipe = ActivityRecipe(inputs, before.without_machine_clicks, before.identical_once)
    problems = tuple(p for p in imported.problems if _of_activities(p, guess))
    source = replace(source_of(imported, time), problems=problems)
    return replace(project, activities=source, activity_recipe=recipe)


def with_accounts(project: Project, imported: Imported, leads: Leads, time: str) -> Project:
    """The project with this table of accounts, read as its last one was where names stay.

    Which field names the account is guessed by the accounts of the leads.
    """
    guess = guess_account_recipe(imported.table, imported.recipe, keys_of_leads(project, leads))
    recipe = merged(project.account_recipe.inputs, imported.table, guess)
    problems = tuple(problem for problem in imported.problems if problem.what != NO_OUTCOME)
    source = replace(source_of(imported, time), problems=problems)
    return replace(project, accounts=source, account_recipe=recipe)


def keys_of_leads(project: Project, leads: Leads) -> tuple[str, ...]:
    """The accounts of the leads as the chosen model finds them, or as one would be proposed."""
    model = project.model
    account = None if model is None else model.account or proposed_account(model, leads)
    if model is None or account is None:
        return ()
    found = account_keys(account, Masks(leads), sight_of(model, date(1970, 1, 1)))
    return tuple(found.keys)


def with_deals(project: Project, imported: Imported, leads: Leads, time: str) -> Project:
    """The project with these deals, read as its last ones were where fields have their names.

    Which field names the lead is guessed by the ids and e-mails of the leads; which stages end a
    deal is kept where the stage is told by the same field.
    """
    guess = guess_deal_recipe(imported.table, imported.recipe, leads)
    before = project.deal_recipe
    inputs = merged(before.inputs, imported.table, Recipe(guess.inputs)).inputs
    recipe = replace(before if len(before) else guess, inputs=inputs)
    if _moved(before, recipe, Role.OUTCOME):
        recipe = replace(recipe, won=guess.won, lost=guess.lost)
    if joined_field(recipe, leads) is None or _moved(before, recipe, Role.ID):
        recipe = replace(recipe, joined_to=guess.joined_to)
    problems = tuple(problem for problem in imported.problems if _of_deals(problem, recipe))
    source = replace(source_of(imported, time), problems=problems)
    return replace(project, deals=source, deal_recipe=recipe)


def _moved(before: DealRecipe, after: DealRecipe, role: Role) -> bool:
    """Whether another field has the role than before."""
    was, now = before.with_role(role), after.with_role(role)
    return was is None or now is None or cleaned_key(was.name) != cleaned_key(now.name)


def _of_deals(problem: Problem, recipe: DealRecipe) -> bool:
    """Whether a finding of the import holds for deals: what the join tells itself is left out."""
    if problem.what == NO_OUTCOME or "leak" in problem.what:
        return False
    item = recipe.find(problem.where)
    return item is None or (item.role is not Role.OUTCOME and not problem.count)
