"""Projects as they are opened: from their file, from a table that was agreed on, from a sample, or
empty.

Plain work for a thread of its own: what it gives back is shown by `Files`. A project that is new
lives in the folder that it is given until it is saved under a name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from models.leads.activities import match
from models.leads.deal_join import join_deals
from models.leads.import_changes import report_of
from models.leads.raw import RawTable
from models.leads.readers import Cancelled, Progress, ReadOptions, read_table
from models.leads.recipes import merged
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.document import Project, Source
from models.project.file import Loaded, ProjectFile
from models.project.history import History
from models.project.recovery import untitled_path
from models.project.start import empty_model, project_of, with_activities
from models.scoring.file.model_json import read_model
from sample_projects import sample
from workbench.background import Cancel
from workbench.importing.taken import Taken, source_taken
from workbench.session import now, today, zone_of

Share = Callable[[float], None]
"""Takes how much is done, of 1."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A project with its file and tables. `fresh`: the file was made just now."""

    file: ProjectFile
    loaded: Loaded
    leads: Leads | None
    fresh: bool = False
    activities: RawTable | None = None
    accounts: RawTable | None = None
    deals: RawTable | None = None

    def put_back(self) -> None:
        """Nobody wants it: close the file, and remove one that was made just now."""
        self.file.close(discard=self.fresh)


def open_project(
    path: Path, cancelled: Cancel, progress: Progress, *, untitled: bool, read_only: bool
) -> Opened:
    """The project of a file, with the tables of today."""
    progress("Opening the project", 0, 0)
    file = ProjectFile.open(path, untitled=untitled, read_only=read_only)
    told = share("Opening the project", cancelled, progress)

    def table_of(source: Source | None) -> RawTable | None:
        return None if source is None else file.load_table(source.table, told)

    try:
        loaded = file.load()
        project = loaded.project
        table, activities = table_of(project.source), table_of(project.activities)
        accounts, deals = table_of(project.accounts), table_of(project.deals)
        leads = None if table is None else read_leads(table, project, activities, deals)
    except (LeadbenchError, Cancelled, MemoryError):
        file.close()
        raise
    return Opened(file, loaded, leads, activities=activities, accounts=accounts, deals=deals)


def project_of_taken(taken: Taken, folder: Path, cancelled: Cancel, progress: Progress) -> Opened:
    """A new project of leads, by the recipe that was agreed on."""
    project = project_of(taken.imported, taken.name, now(), taken.recipe)
    project = replace(project, source=source_taken(taken, now()), stages=taken.stages)
    told = share("Keeping the leads", cancelled, progress)
    return new_project(project, folder, taken.imported.table, told)


def project_of_sample(name: str, folder: Path, cancelled: Cancel, progress: Progress) -> Opened:
    """A copy of a sample, with its models and activities."""
    item = sample(name)
    imported = read_table(item.leads, ReadOptions(), progress, cancelled)
    model = read_model(item.model)
    recipe = merged(model.inputs, imported.table, imported.recipe)
    project = project_of(imported, item.title, now(), recipe, model)
    assert project.source is not None
    report = report_of(imported, recipe, zone_of(project))
    project = replace(project, source=replace(project.source, report=report))
    more = tuple(map(read_model, item.more_models))
    project = replace(project, models=(*project.models, *more), sales=item.sales)
    activities = read_table(item.activities, ReadOptions(), progress, cancelled)
    leads = Leads(imported.table, recipe, zone=zone_of(project))
    project = with_activities(project, activities, leads, now())
    told = share("Keeping the leads", cancelled, progress)
    return new_project(
        project, folder, imported.table, told, activities=activities.table, sample=True
    )


def empty_project(folder: Path) -> Opened:
    """A project with an empty model and no leads."""
    first = empty_model("m1", "Model 1")
    return new_project(Project(models=(first,), chosen=first.id), folder)


def new_project(
    project: Project,
    folder: Path,
    table: RawTable | None = None,
    told: Share | None = None,
    *,
    activities: RawTable | None = None,
    sample: bool = False,
) -> Opened:
    """A project with a file in that folder, until it is given a name."""
    leads = None if table is None else read_leads(table, project, activities)
    path = untitled_path(folder, sample=sample)
    file = ProjectFile.create(
        path, project, table, activities=activities, untitled=True, progress=told
    )
    loaded = Loaded(History.of(project))
    return Opened(file, loaded, leads, fresh=True, activities=activities)


def read_leads(
    table: RawTable,
    project: Project,
    activities: RawTable | None = None,
    deals: RawTable | None = None,
) -> Leads:
    """The leads with all that their first page asks of them: it is shown in the window's thread."""
    leads = Leads(table, project.recipe, zone=zone_of(project))
    for item in project.recipe:
        raw = leads.raw_column(item)
        if raw is not None:
            _ = raw.counts, leads.misfits(item.name)
    if deals is not None:
        leads = joined(leads, deals, project)
    _ = leads.outcome_counts
    if activities is None:
        return leads
    try:
        return matched(leads, activities, project)
    except LeadbenchError:  # the session matches them again and tells why it cannot be
        return leads


def matched(leads: Leads, activities: RawTable, project: Project) -> Leads:
    """The leads with their activities."""
    for column in activities.columns:
        _ = column.counts  # the Data page asks for them in the window's thread
    found = match(activities, project.activity_recipe, leads, leads.zone, today())
    _ = found.type_counts
    return leads.with_activities(found)


def joined(leads: Leads, deals: RawTable, project: Project) -> Leads:
    """The leads with their deals."""
    for column in deals.columns:
        _ = column.counts  # the Data page asks for them in the window's thread
    return leads.with_deals(join_deals(deals, project.deal_recipe, leads, leads.zone))


def share(what: str, cancelled: Cancel, progress: Progress) -> Share:
    """Progress in percent that stops the work where it was cancelled."""

    def told(done: float) -> None:
        if cancelled():
            raise Cancelled
        progress(what, round(done * 100), 100)

    return told
