"""What score and evaluate share: a model, leads read as it says, and the as-of day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.exchange.following import follow
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.repeats import repeated_ids
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity
from models.project.population import population_of
from models.scoring.as_of import as_of_day
from models.scoring.engine import Scored, score
from models.scoring.file.model_json import content_hash
from models.scoring.model import ScoringModel
from models.scoring.other_tables import (
    account_problems,
    activity_problems,
    askers,
    without_activities,
)
from models.scoring.sight import scored_by
from workbench.commands.accounts import FoundAccounts, find_accounts, with_account_field
from workbench.commands.activities import FoundActivities, find_activities, refuse_unmatched
from workbench.commands.deals import FoundDeals, find_deals
from workbench.commands.sources import (
    Found,
    LeadOptions,
    find_leads,
    find_model,
    of_the_file,
    with_options,
)
from workbench.commands.terminal import Terminal

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, eq=False)
class Judged:
    """Leads scored by a model. `missing`: fields that it reads and the leads lack.

    `everybody`: the leads before those without an as-of day were left out; `rows`: the rows of
    `leads` among them.
    """

    model: ScoringModel
    leads: Leads
    everybody: Leads
    rows: NDArray[np.intp]
    scored: Scored
    found: Found
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    activities: FoundActivities | None = None
    accounts: FoundAccounts | None = None
    deals: FoundDeals | None = None

    def facts(self) -> dict[str, Any]:
        """Which model, which day: the same keys in every answer."""
        activities = self.activities
        return {
            **({} if activities is None else {"activities": activities.facts()}),
            **({} if self.accounts is None else {"accounts": self.accounts.facts()}),
            **({} if self.deals is None else {"deals": self.deals.facts()}),
            "model": self.model.name,
            "model_hash": content_hash(self.model),
            "as_of": self.scored.as_of.isoformat(),
            "missing": list(self.missing),
            "problems": [problem_json(problem) for problem in self.problems],
        }


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem with the keys that scripts read."""
    return {
        "what": problem.what,
        "where": problem.where,
        "count": problem.count,
        "remedy": problem.remedy,
        "severity": problem.severity.value,
    }


def judge(
    model_path: Path,
    model_name: str | None,
    leads_path: Path,
    options: LeadOptions,
    terminal: Terminal,
) -> Judged:
    """Score the leads by the model. LeadbenchError where one of them is at fault."""
    model = find_model(model_path, model_name)
    found = find_leads(leads_path, options, terminal.progress)
    return judge_found(model, found, options, terminal)


def judge_found(
    model: ScoringModel, found: Found, options: LeadOptions, terminal: Terminal
) -> Judged:
    """Score leads that were read. LeadbenchError where they or the model are at fault."""
    followed = follow(model, found.table, found.recipe)
    recipe = with_options(followed.leads.recipe, found.table, options)
    leads = followed.leads.read_as(recipe)
    activities = find_activities(leads, found, options, terminal.progress, model.activities)
    if activities is not None:
        if options.activities is not None:
            refuse_unmatched(activities)
        leads = activities.leads
    model = with_account_field(model, leads, options.account)
    accounts = find_accounts(leads, found, options, model, terminal.progress)
    leads = leads if accounts is None else accounts.leads
    deals = find_deals(leads, found, options, terminal.progress)
    leads = leads if deals is None else deals.leads
    population = None
    if found.project is not None:
        population = population_of(found.project, leads, options.as_of or date.today())
        leads = population.leads
    read = model.fields_of_leads()
    if read and len(followed.missing) == len(read):
        raise LeadbenchError(
            f"The leads have none of the {count_of(len(read), 'field')} that the model "
            "reads, so every score would be the same.",
            found.table.source,
            "Choose the leads that the model was made for, or give its fields aliases.",
        )
    if options.as_of is not None or options.own_day is not None:
        model = replace(model, own_day=options.own_day)
    day = options.as_of or as_of_day(model, leads, date.today())
    problems = (*of_the_file(found), *followed.problems, *_about_ids(leads), *_later(leads, day))
    problems += () if population is None else population.problems()
    by = scored_by(model, leads, day)
    if not len(by.leads):
        raise LeadbenchError(
            "No lead is old enough to have an as-of day of its own.",
            found.table.source,
            "Choose fewer days after the creation, or one as-of day for all.",
        )
    problems = (*problems, *by.problems(model, day))
    if activities is not None:
        problems += (*activities.problems, *activity_problems(model, activities.activities))
    elif asking := askers(model):
        names = tuple(asker.name for asker in asking)
        problems += (without_activities(names, "Say where they are with --activities FILE."),)
    if accounts is not None:
        problems += accounts.problems
    if deals is not None:
        problems += deals.problems
    problems += tuple(account_problems(model, leads))
    scored = score(model, by.leads, day)
    return Judged(
        model,
        by.leads,
        leads,
        np.arange(len(leads), dtype=np.intp) if by.rows is None else by.rows,
        scored,
        found,
        problems,
        followed.missing,
        activities,
        accounts,
        deals,
    )


def _about_ids(leads: Leads) -> tuple[Problem, ...]:
    """Equal and blank ids: whoever loads the list into a CRM should know."""
    identity = leads.recipe.with_role(Role.ID)
    raw = None if identity is None else leads.raw_column(identity)
    if identity is None or raw is None:
        return ()
    blank = int(raw.counts[0])
    problems = list(repeated_ids(raw))
    if blank:
        verb = "has" if blank == 1 else "have"
        problems.append(
            Problem(
                f"{count_of(blank, 'lead')} {verb} no id; the list shows it blank.",
                f"Field {identity.name}",
                "Fill it in, or choose another id.",
                blank,
            )
        )
    return tuple(problems)


def _later(leads: Leads, day: date) -> tuple[Problem, ...]:
    """A fixed as-of day is easily forgotten when next month's leads come in."""
    days = leads.created
    number = (day - _EPOCH).days
    late = int(np.count_nonzero((days != BLANK_DAY) & (days > number)))
    if not late:
        return ()
    created = leads.recipe.with_role(Role.CREATED)
    newest = _EPOCH + timedelta(days=int(days.max()))
    verb = "was" if late == 1 else "were"
    return (
        Problem(
            f"{count_of(late, 'lead')} {verb} created after {day.isoformat()}, the day the scores "
            "are as of.",
            f"Field {created.name}" if created is not None else "",
            f"Say another day, such as --as-of {newest.isoformat()}.",
            late,
            severity=Severity.WARNING,
        ),
    )
