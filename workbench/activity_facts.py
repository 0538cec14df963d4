"""What the Data page says of activities: the match, the fields, their values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.evaluation.figures import count, percent
from models.leads.activities import Activities
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import Misfits
from models.leads.fields import Input, Kind, Role
from models.leads.match_report import MatchReport
from models.leads.misfits import misfit_problems
from models.leads.raw import RawColumn, RawTable
from models.leads.tally import ValueCount
from models.problems import Problem, Severity
from widgets.field_panel import FieldFacts
from widgets.inputs.field_chooser import SYMBOLS
from widgets.join_report import JoinFacts, SwitchFacts
from widgets.tables.field_table import FieldHead

ROLE_WORDS = {
    Role.FIELD: "a detail for rules",
    Role.ID: "the lead's id",
    Role.ACTIVITY_TYPE: "what was done",
    Role.ACTIVITY_TIME: "when it was done",
    Role.IGNORED: "left out",
}
SHORT_ROLES = {
    Role.FIELD: "",
    Role.ID: "Lead id",
    Role.ACTIVITY_TYPE: "Type",
    Role.ACTIVITY_TIME: "Time",
    Role.IGNORED: "left out",
}
MOST_VALUES = 12


def changed(recipe: ActivityRecipe, item: Input) -> ActivityRecipe:
    """The recipe with a field read otherwise; what is a time is read as dates, and only that."""
    before = next((other for other in recipe if other.name == item.name), None)
    if item.role is Role.ACTIVITY_TIME and item.kind is not Kind.DATE:
        was_time = before is not None and before.role is Role.ACTIVITY_TIME
        item = replace(item, role=Role.FIELD) if was_time else replace(item, kind=Kind.DATE)
    return recipe.changed(item)


def report_facts(report: MatchReport, problems: tuple[Problem, ...]) -> JoinFacts:
    """What was found when matching, and the words of the two switches with their numbers."""
    if report.seconds_known:
        clicks = f"Leave out suspected machine clicks ({count(report.machine_clicks)})"
    else:
        clicks = "Machine clicks cannot be told: no time has seconds"
    identical = f"Count identical activities once ({_repeats(report.duplicates)})"
    return JoinFacts(
        findings_of((*problems, *report.findings()), report.source),
        (
            SwitchFacts(clicks, report.without_machine_clicks, report.seconds_known),
            SwitchFacts(identical, report.identical_once),
        ),
    )


def findings_of(problems: tuple[Problem, ...], file: str) -> tuple[tuple[str, bool], ...]:
    """The problems in words, and whether each is grave; the file is named above."""
    return tuple(
        (_sentence(problem, file), problem.severity is Severity.ERROR) for problem in problems
    )


def _sentence(problem: Problem, file: str) -> str:
    """The problem with its field."""
    return replace(problem, where="").sentence() if problem.where == file else problem.sentence()


def _repeats(number: int) -> str:
    if not number:
        return "none repeats another"
    return f"{count(number)} {'repeats' if number == 1 else 'repeat'} another"


def head_of(raw: RawTable, item: Input, misfits: Misfits) -> FieldHead:
    """The head of a field: kind, fill, distinct values, role, cells that do not fit."""
    column = raw.find((item.name, *item.aliases))
    filled = 0.0 if column is None else 1 - int(column.counts[0]) / max(1, raw.rows)
    distinct = 0 if column is None else int(np.count_nonzero(column.counts[1:]))
    return FieldHead(
        name=item.name,
        kind=item.kind.value,
        icon=SYMBOLS[item.kind],
        filled=filled,
        values=f"{count(distinct)} values",
        role=SHORT_ROLES.get(item.role, ""),
        finding=f"{count(misfits.count)} not a {item.kind}" if misfits.count else "",
        right=item.kind is Kind.NUMBER,
        ignored=item.role is Role.IGNORED,
    )


def misfits_of(activities: Activities | None, item: Input) -> Misfits:
    """The cells of a detail that do not fit its kind; of a time those that are no date."""
    if activities is None:
        return Misfits()
    report = activities.report
    if item.role is Role.ACTIVITY_TIME:
        return Misfits(report.unreadable_times, report.time_examples)
    return next((found for other, found in report.misfits if other == item), Misfits())


def facts_of(raw: RawTable, activities: Activities | None, item: Input) -> FieldFacts:
    """All that the panel says of a field."""
    column = raw.find((item.name, *item.aliases))
    if column is None:
        return FieldFacts(item, ("These activities do not have this field.",))
    filled = raw.rows - int(column.counts[0])
    distinct = int(np.count_nonzero(column.counts[1:]))
    sentences = [
        f"{count(filled)} of {count(raw.rows)} filled ({percent(filled / max(1, raw.rows))}), "
        f"{count(distinct)} different values."
    ]
    if item.role is Role.ACTIVITY_TYPE:
        sentences.append("Rules count activities by these types; capitals make no difference.")
        values = _types(activities) if activities is not None else commonest(column)
    else:
        values = commonest(column)
    findings = tuple(
        (f"{problem.what} {problem.remedy}".strip(), False)
        for problem in misfit_problems(item, misfits_of(activities, item))
    )
    return FieldFacts(item, tuple(sentences), findings, values, distinct=distinct)


def _types(activities: Activities) -> tuple[ValueCount, ...]:
    return tuple(ValueCount(name, number) for name, number in activities.type_counts)


def commonest(column: RawColumn) -> tuple[ValueCount, ...]:
    """The commonest cells and their rows."""
    counts = column.counts
    few = min(MOST_VALUES, len(counts))
    top = np.argpartition(-counts, few - 1)[:few] if few else np.zeros(0, dtype=np.intp)
    top = top[np.argsort(-counts[top], kind="stable")]
    return tuple(
        ValueCount(column.texts[code], int(counts[code])) for code in top.tolist() if counts[code]
    )
