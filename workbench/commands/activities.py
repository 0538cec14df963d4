"""Activities for a command: from a file that it names, or those that a project brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.evaluation.figures import count
from models.leads.activities import Activities, match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Role
from models.leads.raw import RawTable
from models.leads.readers.contract import Imported, Progress
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.start import with_activities
from workbench.commands.sources import Found, LeadOptions, read_file, read_how
from workbench.importing.sheets import sheet_of

MOST_TYPES = 12
"""Types that are listed; more are counted."""


@dataclass(frozen=True, eq=False)
class FoundActivities:
    """The activities of a command, matched to its leads, and what is wrong with them."""

    leads: Leads
    activities: Activities
    table: RawTable
    problems: tuple[Problem, ...]

    def facts(self) -> dict[str, Any]:
        """The same keys in every answer."""
        report = self.activities.report
        return {
            "file": self.table.source,
            "sheet": self.table.sheet,
            "rows": report.rows_in,
            "matched": report.matched,
            "events": report.events,
            "leads": report.leads_with_activities,
            "unknown_leads": report.unknown_leads,
            "no_time": report.no_time,
            "no_id": report.blank_ids,
            "future": report.future,
            "identical": report.duplicates,
            "machine_clicks": report.machine_clicks,
            "types": [
                {"name": name, "activities": number} for name, number in self.activities.type_counts
            ],
            "fields": [
                {"name": item.name, "kind": item.kind.value, "role": item.role.value}
                for item in self.activities.recipe
            ],
        }


def find_activities(
    leads: Leads,
    found: Found,
    options: LeadOptions,
    progress: Progress,
    said: ActivityRecipe | None = None,
) -> FoundActivities | None:
    """Match the activities to the leads; None where neither a file nor the project has any.

    `said`: how a model wants them read; it counts more than a guess and than the project.
    """
    problems: tuple[Problem, ...] = ()
    if options.activities is not None:
        imported, problems = _read(options.activities, options, leads, progress)
        before = found.project or Project()
        if said is not None and len(said):
            before = replace(before, activity_recipe=said)
        project = with_activities(before, imported, leads, "")
        table, recipe = imported.table, project.activity_recipe
        problems += _not_there(before.activity_recipe, recipe, table)
        if project.activities is not None:
            problems += project.activities.problems
    elif found.activities is not None and found.project is not None:
        own = found.project.activity_recipe
        table, recipe = found.activities, said if said is not None and len(said) else own
    else:
        return None
    progress("Matching activities", 0, 0)
    matched = match(table, recipe, leads, leads.zone, date.today())
    told = (*problems, *matched.report.problems())
    told = tuple(replace(problem, where=problem.where or table.source) for problem in told)
    return FoundActivities(leads.with_activities(matched), matched, table, told)


def _not_there(
    said: ActivityRecipe, recipe: ActivityRecipe, table: RawTable
) -> tuple[Problem, ...]:
    """Fields that the model, or the project, reads of activities and the file lacks."""
    there = {cleaned_key(column.name) for column in table.columns}
    lost = [
        item.name
        for item in said
        if item.role is not Role.IGNORED
        and not there.intersection(cleaned_key(name) for name in (item.name, *item.aliases))
    ]
    if not lost:
        return ()
    time = recipe.time
    instead = f"; the time is that of {listed([time.name])}" if time is not None else ""
    return (
        Problem(
            f"The file lacks {count_of(len(lost), 'field')} that the model reads of activities: "
            f"{listed(lost)}{instead}.",
            table.source,
            "Look whether this is the table of activities, or rename its columns.",
            len(lost),
            tuple(lost),
        ),
    )


def refuse_unmatched(found: FoundActivities) -> None:
    """LeadbenchError where no activity can be matched at all: a score would be of nothing."""
    missing = found.activities.report.missing
    if missing:
        fields = listed([column.name for column in found.table.columns][:12])
        raise LeadbenchError(
            missing[0],
            found.table.source,
            f"Its fields are {fields}. Name the field in the model's activities, or leave "
            "--activities out.",
        )


def _read(
    path: Path, options: LeadOptions, leads: Leads, progress: Progress
) -> tuple[Imported, tuple[Problem, ...]]:
    how = read_how(options.activities_sheet, options.activities_header_rows)
    imported = read_file(path, how, "activities-", progress)
    if how.sheet is not None or len(imported.sheets) < 2:
        return imported, ()
    taken = sheet_of(path, imported, leads, progress, lambda: False, options=how)
    if taken != imported.table.sheet:
        imported = read_file(path, replace(how, sheet=taken), "activities-", progress)
    note = Problem(
        f"Its sheet \u201c{taken}\u201d was taken as the activities.",
        path.name,
        "If that is wrong, say another with --activities-sheet.",
        severity=Severity.NOTE,
    )
    return imported, (note,)


def activities_text(found: FoundActivities) -> list[str]:
    """The match in words, the fields and the types; problems are told elsewhere."""
    recipe: ActivityRecipe = found.activities.recipe
    lines = [f"{found.table.source}: {found.activities.report.sentence()}"]
    width = max((len(item.name) for item in recipe), default=0)
    for item in recipe:
        role = "detail" if item.role is Role.FIELD else item.role.value
        lines.append(f"  {item.name.ljust(width)}  {item.kind.value}, {role}")
    types = found.activities.type_counts
    shown = ", ".join(f"{name or 'none'} {count(number)}" for name, number in types[:MOST_TYPES])
    if shown:
        more = len(types) - MOST_TYPES
        lines.append(f"Types: {shown}{f' and {count(more)} more' if more > 0 else ''}.")
    return lines
