"""Deals for a command: from a file that it names, or those that a project brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from models.leads.deal_join import join_deals
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Role
from models.leads.raw import RawTable
from models.leads.readers.contract import Imported, Progress
from models.leads.table import Leads
from models.leads.two_outcomes import two_outcomes
from models.leads.wording import listed
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.start import with_deals
from workbench.commands.sources import Found, LeadOptions, read_file, read_how
from workbench.importing.sheets import sheet_of

_ROLES = {
    Role.ID: "which lead it is",
    Role.OUTCOME: "stage",
    Role.OUTCOME_DATE: "close date",
    Role.VALUE: "amount",
    Role.CREATED: "created",
    Role.IGNORED: "left out",
}


@dataclass(frozen=True, eq=False)
class FoundDeals:
    """The deals of a command, joined to its leads, and what is wrong with them."""

    leads: Leads
    deals: Deals
    table: RawTable
    problems: tuple[Problem, ...]

    def facts(self) -> dict[str, Any]:
        """The same keys in every answer."""
        report, recipe = self.deals.report, self.deals.recipe
        return {
            "file": self.table.source,
            "sheet": self.table.sheet,
            "rows": report.rows_in,
            "joined_by": report.joined_by,
            "matched": report.matched,
            "unknown_leads": report.unknown_rows,
            "no_id": report.blank_ids,
            "shared": report.shared_rows,
            "won": report.won,
            "lost": report.lost,
            "open": report.open,
            "early": report.early,
            "leads": report.leads_with_deals,
            "leads_with_several": report.several,
            "tell_outcome": self.deals.tells,
            "stages_won": list(recipe.won),
            "stages_lost": list(recipe.lost),
            "fields": [
                {"name": item.name, "kind": item.kind.value, "role": item.role.value}
                for item in recipe
                if item.role is not Role.FIELD
            ],
        }

    def lines(self) -> list[str]:
        """The join in words, and what its fields are; problems are told elsewhere."""
        report, recipe = self.deals.report, self.deals.recipe
        told = f"{self.table.source}: {report.sentence()}"
        told += f" {report.outcome_sentence()}" if self.deals.tells else ""
        own = [item for item in recipe if item.role is not Role.FIELD]
        width = max((len(item.name) for item in own), default=0)
        fields = [f"  {i.name.ljust(width)}  {i.kind.value}, {_ROLES[i.role]}" for i in own]
        return [told, *fields]

    def meaning(self) -> str:
        """What makes a lead converted, in words."""
        stage = self.deals.recipe.with_role(Role.OUTCOME)
        if stage is None:
            return f"a deal in {self.table.source}"
        won = " or ".join(self.deals.recipe.won)
        return f"a deal with {stage.name} = {won} in {self.table.source}"


def find_deals(
    leads: Leads, found: Found, options: LeadOptions, progress: Progress
) -> FoundDeals | None:
    """Join the deals to the leads; None where neither a file nor the project has any.

    Where the command names a field as the outcome, deals do not tell it.
    """
    problems: tuple[Problem, ...] = ()
    if options.deals is not None:
        imported, problems = _read(options, leads, progress)
        project = with_deals(found.project or Project(), imported, leads, "")
        table, recipe = imported.table, project.deal_recipe
        problems += () if project.deals is None else project.deals.problems
        recipe = replace(recipe, says_outcome=True)
    elif found.deals is not None and found.project is not None:
        table, recipe = found.deals, found.project.deal_recipe
    else:
        return None
    if options.outcome is not None:
        recipe = replace(recipe, says_outcome=False)
    progress("Joining deals", 0, 0)
    deals = join_deals(table, recipe, leads, leads.zone)
    if options.deals is not None:
        _refuse_unjoined(deals, table, recipe)
    joined = leads.with_deals(deals)
    told = (*problems, *filter(None, (two_outcomes(joined),)), *deals.report.problems())
    told = tuple(replace(problem, where=problem.where or table.source) for problem in told)
    return FoundDeals(joined, deals, table, told)


def _refuse_unjoined(deals: Deals, table: RawTable, recipe: DealRecipe) -> None:
    """LeadbenchError where the deals tell nothing at all."""
    if deals.report.missing:
        fields = listed([column.name for column in table.columns][:12])
        stage = recipe.with_role(Role.OUTCOME)
        remedy = (
            f"Its fields are {fields}. Name the field as other exports do, or leave --deals out."
        )
        if stage is not None and not recipe.won:
            remedy = (
                f"No value of {listed([stage.name])} is called won. Open the deals in the window, "
                "say there which stages are won, and give the project to the command."
            )
        raise LeadbenchError(deals.report.missing[0], table.source, remedy)


def _read(
    options: LeadOptions, leads: Leads, progress: Progress
) -> tuple[Imported, tuple[Problem, ...]]:
    path, how = options.deals, read_how(options.deals_sheet, options.deals_header_rows)
    assert path is not None
    imported = read_file(path, how, "deals-", progress)
    if how.sheet is not None or len(imported.sheets) < 2:
        return imported, ()
    taken = sheet_of(path, imported, leads, progress, lambda: False, of_deals=True, options=how)
    if taken != imported.table.sheet:
        imported = read_file(path, replace(how, sheet=taken), "deals-", progress)
    note = Problem(
        f"Its sheet “{taken}” was taken as the deals.",
        path.name,
        "If that is wrong, say another with --deals-sheet.",
        severity=Severity.NOTE,
    )
    return imported, (note,)
