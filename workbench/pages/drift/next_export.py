"""Next month's export as leads, while it is only looked at: the project keeps what it has."""

from __future__ import annotations

from dataclasses import replace

from models.leads.accounts import Accounts
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.population import population_of
from workbench.filing.opening import read_leads
from workbench.importing.taken import Taken
from workbench.session import today


def leads_of(
    taken: Taken,
    project: Project,
    activities: RawTable | None,
    accounts: Accounts | None,
    deals: RawTable | None,
) -> Leads:
    """Who would be scored of an export if it were used; for a thread of its own.

    Read by the recipe agreed on, with the project's activities, accounts and deals, less the
    leads that it leaves out.
    """
    table = taken.imported.table
    source = Source(table.fingerprint, table.source, table.rows, table.sheet)
    there = replace(project, recipe=taken.recipe, source=source)
    leads = read_leads(table, there, activities, deals).with_accounts(accounts)
    return population_of(there, leads, today()).leads
