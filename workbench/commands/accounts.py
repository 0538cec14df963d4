"""A table of accounts for a command: from a file that it names, or that a project brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.leads.accounts import AccountMatch, Accounts
from models.leads.fields import Kind
from models.leads.readers.contract import Progress
from models.leads.table import Leads
from models.leads.wording import listed
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.start import with_accounts
from models.scoring.account_keys import account_keys
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import sight_of
from workbench.commands.sources import Found, LeadOptions, read_file, read_how


@dataclass(frozen=True, eq=False)
class FoundAccounts:
    """The table of accounts of a command, joined to its leads, and what is wrong with it."""

    leads: Leads
    accounts: Accounts
    match: AccountMatch
    problems: tuple[Problem, ...]

    def facts(self) -> dict[str, Any]:
        """The same keys in every answer."""
        return {
            "file": self.accounts.raw.source,
            "rows": len(self.accounts),
            "named_by": self.accounts.named_by,
            "matched": self.match.matched,
            "unmatched": self.match.unmatched,
            "without_leads": self.match.spare,
            "double": self.match.double,
            "blank": self.match.blank,
        }


def with_account_field(model: ScoringModel, leads: Leads, name: str | None) -> ScoringModel:
    """The model with accounts found by another field of the leads; None is not said."""
    if name is None:
        return model
    if model.account is None:
        raise LeadbenchError(
            "The model scores no accounts.", f"--account {name}", "Leave --account out."
        )
    item = leads.input(name)
    if item is None:
        fields = [column.name for column in leads.raw.columns]
        raise LeadbenchError(
            f"The leads have no field {listed([name])}, which is to name the account.",
            leads.raw.source,
            f"The fields are {listed(fields[:12])}.",
        )
    if item.kind is not Kind.TEXT:
        raise LeadbenchError(
            f"The account must be named by a field of text; this one is read as {item.kind.value}.",
            f"{leads.raw.source}, field {item.name}",
            "Choose a field of text.",
        )
    return replace(model, account=replace(model.account, field=item.name))


def find_accounts(
    leads: Leads, found: Found, options: LeadOptions, model: ScoringModel, progress: Progress
) -> FoundAccounts | None:
    """Join the table of accounts to the leads; None where neither a file nor the project has any.

    Which field names the account is guessed by the accounts of the leads.
    """
    problems: tuple[Problem, ...] = ()
    if options.accounts is not None:
        how = read_how(None, options.accounts_header_rows)
        imported = read_file(options.accounts, how, "accounts-", progress)
        before = replace(found.project or Project(), models=(model,), chosen=model.id)
        project = with_accounts(before, imported, leads, "")
        accounts = Accounts(imported.table, project.account_recipe, leads.zone)
        known = () if project.accounts is None else project.accounts.problems
        problems = tuple(p for p in known if accounts.recipe.find(p.where) is None)
    elif found.accounts is not None and found.project is not None:
        accounts = Accounts(found.accounts, found.project.account_recipe, leads.zone)
    else:
        return None
    source = accounts.raw.source
    if model.account is None:
        what = "The model scores no accounts, so their table changes nothing."
        note = Problem(what, source, "Leave --accounts out.", severity=Severity.NOTE)
        return FoundAccounts(leads, accounts, AccountMatch(), (*problems, note))
    keys = account_keys(model.account, Masks(leads), sight_of(model, date(1970, 1, 1)))
    match = accounts.match(list(keys.keys), list(keys.names))
    told = (*problems, *match.problems(source))
    told = tuple(replace(problem, where=problem.where or source) for problem in told)
    return FoundAccounts(leads.with_accounts(accounts), accounts, match, told)
