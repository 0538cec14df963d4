"""Tables that are brought into an open project: kept in its file first, then one undoable step.

`kept` is work for a thread of its own; what it gives back goes into the session by `enter`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.raw import RawTable
from models.leads.readers import Imported, Progress
from models.leads.table import Leads
from models.problems import Problem
from models.project.document import Project
from models.project.edits import ChangeStages, SetAccounts, SetActivities, SetDeals, SetLeads
from models.project.file import ProjectFile
from workbench.background import Cancel
from workbench.filing.opening import joined, matched, read_leads, share
from workbench.importing.basis import activity_recipe
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken, source_taken
from workbench.session import Session, now


@dataclass(frozen=True, eq=False)
class Brought:
    """A table that came in: `project` names it and its recipe, `leads` have what it says."""

    purpose: Purpose
    imported: Imported
    project: Project
    leads: Leads

    def enter(self, session: Session) -> tuple[Problem, ...]:
        """Make it a step of the session. Gives what it changes in who is scored, if it does."""
        project, table = self.project, self.imported.table
        if self.purpose is Purpose.NEXT:
            return self._enter_leads(session)
        if self.purpose is Purpose.ACTIVITIES:
            made = SetActivities(project.activities, project.activity_recipe)
            session.replace_activities(table, self.leads, made)
        elif self.purpose is Purpose.DEALS:
            session.replace_deals(table, self.leads, SetDeals(project.deals, project.deal_recipe))
        else:
            session.replace_accounts(table, SetAccounts(project.accounts, project.account_recipe))
        return ()

    def _enter_leads(self, session: Session) -> tuple[Problem, ...]:
        source, held = self.project.source, session.project
        assert source is not None
        # Of another table they merge nothing, but their rule is kept, and that is said.
        merges = None if held is None else held.merges
        session.replace_leads(self.leads, SetLeads(source, self.leads.recipe, merges))
        session.apply(ChangeStages(self.project.stages))
        population = session.population
        return () if population is None else population.warnings()


@dataclass(frozen=True, eq=False)
class Place:
    """The open project that a table comes into, as it is when that begins.

    `leads`: the whole table of them, None before there is one.
    """

    file: ProjectFile
    project: Project
    leads: Leads | None
    activities: RawTable | None
    deals: RawTable | None

    def kept(self, taken: Taken, cancelled: Cancel, progress: Progress) -> Brought:
        """Keep the table in the project's file and read it. All but leads come to leads."""
        purpose, table = taken.purpose, taken.imported.table
        project = project_with(taken, self.project)
        told = share(f"Keeping the {WHAT[purpose]}", cancelled, progress)
        self.file.add_table(table, told)
        if purpose is Purpose.NEXT:
            leads = read_leads(table, project, self.activities, self.deals)
            return Brought(purpose, taken.imported, project, leads)
        assert self.leads is not None
        leads = self.leads
        if purpose is Purpose.ACTIVITIES:
            progress("Matching activities", 0, 0)
            leads = matched(leads, table, project)
        elif purpose is Purpose.DEALS:
            progress("Joining deals", 0, 0)
            leads = joined(leads, table, project)
        return Brought(purpose, taken.imported, project, leads)


WHAT = {
    Purpose.NEXT: "leads",
    Purpose.ACTIVITIES: "activities",
    Purpose.ACCOUNTS: "accounts",
    Purpose.DEALS: "deals",
}


def project_with(taken: Taken, project: Project) -> Project:
    """The project with that table in the place of the one before it."""
    source = source_taken(taken, now())
    if taken.purpose is Purpose.NEXT:
        return replace(project, source=source, recipe=taken.recipe, stages=taken.stages)
    if taken.purpose is Purpose.ACTIVITIES:
        recipe = activity_recipe(taken.recipe, project)
        return replace(project, activities=source, activity_recipe=recipe)
    if taken.purpose is Purpose.DEALS:
        assert taken.deal is not None, "the import page offers no deals without their recipe"
        return replace(project, deals=source, deal_recipe=taken.deal)
    return replace(project, accounts=source, account_recipe=taken.recipe)
