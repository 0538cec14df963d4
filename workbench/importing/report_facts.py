"""What the step Check shows, and what a project shows later of an import: a report to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count
from models.leads.fields import Input, Kind, Role
from models.leads.import_changes import rows_of
from models.leads.import_report import CellChange, ChangeRule, ImportReport
from models.leads.repeated_rows import repeated_rows
from models.leads.table import Leads
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity
from models.project.document import Source
from widgets.importing.report_view import ReportEntry, ReportFacts, ReportSection
from workbench.deal_facts import SHORT_ROLES as OF_DEALS
from workbench.field_facts import SHORT_ROLES
from workbench.importing.basis import Joined
from workbench.importing.draft import Draft, Found, Purpose, problems_of, recipe_of, still_new

MISFIT, SAME_ID, MISSING, OTHER = ChangeRule.MISFIT.name, "same id", "missing", "other"
IS = "is: "
"""What the action of a renamed field begins with; its column follows."""
ROWS, FIELD, MEANS, LEAVE_OUT = "rows", "field", "means", "leave out"
LOST = (ChangeRule.MISFIT, ChangeRule.BLANK_WORD, ChangeRule.ROUNDED, ChangeRule.DAMAGED)
"""What a cell loses by it; the other rules only read a form."""
CELLS = "Cells that are read in another form"
NEXT = {
    Purpose.NEW: (
        "They become the leads of a new project with an empty model.",
        "The file itself is never changed. Every choice can be made otherwise on the Data page.",
    ),
    Purpose.NEXT: (
        "They take the place of the project's leads; its models stay, and undo brings the "
        "old leads back.",
        "The file itself is never changed.",
    ),
    Purpose.ACTIVITIES: (
        "They become the activities of the project's leads; undo brings the old ones back.",
        "The file itself is never changed.",
    ),
    Purpose.DEALS: (
        "They become the deals of the project's leads; undo brings the old ones back.",
        "The file itself is never changed.",
    ),
    Purpose.ACCOUNTS: (
        "They become what is known of the companies; undo brings the old table back.",
        "The file itself is never changed.",
    ),
}


@dataclass(frozen=True, eq=False)
class Concerned:
    """Rows of a table, and why they are shown."""

    rows: NDArray[np.intp]
    why: str


def report_facts(
    draft: Draft,
    found: Found,
    table: Leads,
    joined: Joined | None,
    report: ImportReport | None,
) -> ReportFacts:
    """The report of what would be taken now; what is not counted yet follows."""
    first, second = _verdict(draft, found, table, joined)
    problems = (*problems_of(draft), *(() if joined is None else joined.problems))
    lost = tuple(_misfits(table) if report is None else _changes(report, table, lost=True))
    told = frozenset(problem.what for problem in found.difference.problems())
    asked = _problems(problems, table, notes=False, other=told)
    sections = (
        ReportSection("Other than last time", tuple(_differences(draft))),
        ReportSection("Worth a look", (*lost, *asked)),
        ReportSection("What it was taken for", tuple(_taken_for(draft, found))),
        ReportSection(CELLS, tuple(_changes(report, table, lost=False))),
        ReportSection("Worth knowing", tuple(_problems(problems, table, notes=True))),
        ReportSection("What happens next", (ReportEntry(OTHER, *NEXT[draft.purpose], "fine"),)),
    )
    return ReportFacts(first, second, tuple(section for section in sections if section.entries))


def kept_report(source: Source, table: Leads) -> ReportFacts:
    """The report that a project keeps of its leads, as the file was when it was taken."""
    report = source.report or ImportReport(source.rows, source.rows)
    left = report.rows_in - report.rows
    second = f"{_rows(left)} left out." if left > 0 else "None was left out."
    problems = source.problems
    lost = tuple(_changes(report, table, lost=True))
    sections = (
        ReportSection("Worth a look", (*lost, *_problems(problems, table, notes=False))),
        ReportSection(CELLS, tuple(_changes(report, table, lost=False))),
        ReportSection("Worth knowing", tuple(_problems(problems, table, notes=True))),
    )
    shown = tuple(section for section in sections if section.entries)
    if not shown:
        fine = ReportEntry(OTHER, "Every cell is read as it is written.", mark="fine")
        shown = (ReportSection("Cells", (fine,)),)
    first = f"{count_of(report.rows, 'lead')} from {_rows(report.rows_in)}."
    return ReportFacts(first, second, shown)


def concerned(key: str, table: Leads) -> Concerned | None:
    """The rows that an entry is about; None where it names none."""
    kind, _, name = key.partition(": ")
    item = table.input(name)
    raw = None if item is None else table.raw_column(item)
    if item is None or raw is None:
        return None
    if kind == SAME_ID:
        rows = repeated_rows(raw)
        return Concerned(rows, f"{_rows(len(rows))} whose {item.name} another row has too")
    rule = next((rule for rule in ChangeRule if rule.name == kind), None)
    if rule is None:
        return None
    rows = rows_of(table, item.name, rule)
    if rule is ChangeRule.MISFIT:
        return Concerned(rows, f"{_rows(len(rows))} whose {item.name} {_no(item, 1)}")
    return Concerned(rows, f"{_rows(len(rows))}, {item.name}: {rule.value}")


def entry_of(key: str) -> tuple[str, str]:
    """What an entry is about, and the field that it names ("" none)."""
    kind, _, name = key.partition(": ")
    return kind, name


def misfits_in(table: Leads) -> tuple[tuple[Input, int], ...]:
    """Fields with cells that do not fit, and how many."""
    counted = (
        (item, table.misfits(item.name).count)
        for item in table.recipe
        if table.raw_column(item) is not None
    )
    return tuple((item, number) for item, number in counted if number)


def _verdict(draft: Draft, found: Found, table: Leads, joined: Joined | None) -> tuple[str, str]:
    if joined is not None and joined.sentence:
        first = joined.sentence
    else:
        noun = "lead" if draft.purpose.of_leads else "row"
        first = f"{count_of(len(table), noun)}, {count_of(len(table.raw.columns), 'field')}."
        if draft.purpose.of_leads:
            first = f"{first} {_outcome(table)}"
    if not found.whole:
        return first, "These are the first rows; the rest is being read."
    left = found.imported.rows_in - len(table)
    rows = f"{_rows(found.imported.rows_in)} in the file"
    return first, f"{rows}, {count(left)} left out." if left else f"{rows}, none left out."


def _outcome(table: Leads) -> str:
    not_converted, converted, unknown = table.outcome_counts
    if not converted and not not_converted:
        return "Nothing says which of them converted."
    still = f", {count(unknown)} are open" if unknown else ""
    return f"{count(converted)} converted, {count(not_converted)} did not{still}."


def _differences(draft: Draft) -> Iterator[ReportEntry]:
    if draft.found is None or draft.purpose is not Purpose.NEXT:
        return
    other, renamed, free = draft.found.difference, dict(draft.renamed), still_new(draft)
    likely = {found.field: found for found in other.renamed}
    for name in other.missing:
        column, guess = renamed.get(name, ""), likely.get(name)
        what = (
            f"{quoted(name)} is in the column {quoted(column)} now."
            if column
            else f"{quoted(name)} is not in the file; it is blank for all leads."
        )
        sure = guess is not None and not column and guess.column in free
        yield ReportEntry(
            f"{MISSING}: {name}",
            what,
            guess.sentence() if sure and guess is not None else "",
            mark="fine" if column else "question",
            actions=((f"{IS}{guess.column}", f"It is {guess.column}"),) if sure and guess else (),
            choices=(column, *free) if column else free,
            chosen=column,
            ask=f"Where is {name} now?",
        )
    if free:
        are = "column is" if len(free) == 1 else "columns are"
        names = listed(free[:8]) + (f" and {count(len(free) - 8)} more" if len(free) > 8 else "")
        what = f"{count(len(free))} {are} new: {names}."
        yield ReportEntry(f"{OTHER}: new", what, "No rule reads them yet.", "note")
    for place, problem in enumerate(other.problems()):
        yield ReportEntry(
            f"{place}: {problem.where}",
            f"{problem.where}: {problem.what}",
            problem.remedy,
            "question",
            ((FIELD, "Choose how it is read"),),
        )
    if not other:
        yield ReportEntry(f"{OTHER}: same", "The fields are those of last time.", mark="fine")


def _taken_for(draft: Draft, found: Found) -> Iterator[ReportEntry]:
    """The fields that mean something, in one line, and the program that wrote the file."""
    recipe = recipe_of(draft)
    roles = {**SHORT_ROLES, **(OF_DEALS if draft.purpose is Purpose.DEALS else {})}
    if draft.purpose is Purpose.ACCOUNTS:
        roles[Role.ID] = "Account"
    told = [
        f"{words}: {item.name}"
        for role, words in roles.items()
        if words and role is not Role.IGNORED
        for item in recipe
        if item.role is role and found.table.raw_column(item) is not None
    ]
    left = sum(item.role is Role.IGNORED for item in recipe)
    words = f"{'; '.join(told)}." if told else "No field means more than what rules may ask for."
    gone = f"{count_of(left, 'field')} left out. " if left else ""
    details = f"{gone}{found.system if draft.purpose is Purpose.NEW else ''}".strip()
    yield ReportEntry(f"{MEANS}: ", words, details, "fine", ((MEANS, "Change what they mean"),))


def _misfits(table: Leads) -> Iterator[ReportEntry]:
    for item, number in misfits_in(table):
        cells = f"{count_of(number, 'cell')} {_no(item, number)}"
        such = listed(table.misfits(item.name).examples[:3])
        yield ReportEntry(
            f"{MISFIT}: {item.name}",
            f"{item.name}: {cells}, read as blank.",
            f"Such as {such}. If they mean something, choose another kind.",
            "question",
            ((ROWS, "Show rows"), (FIELD, "Choose how it is read")),
        )


def _problems(
    problems: tuple[Problem, ...],
    table: Leads,
    *,
    notes: bool,
    other: frozenset[str] = frozenset(),
) -> Iterator[ReportEntry]:
    told = {item.name for item in table.recipe}
    for place, problem in enumerate(dict.fromkeys(problems)):
        is_note = problem.severity is Severity.NOTE
        blank = problem.where in told and "read as blank" in problem.what
        if is_note is not notes or blank or _told_as_difference(problem, other):
            continue
        first = problem.fields[0] if problem.fields else problem.where.removeprefix("Field ")
        item = table.recipe.find(first) if first else None
        key, actions = f"{OTHER}: {place}", ()
        if item is not None and table.raw_column(item) is not None:
            same = "id of another" in problem.what
            key = f"{SAME_ID if same else FIELD}: {item.name}"
            rows = ((ROWS, "Show rows"),) if same else ()
            leak = "leak" in problem.what and item.role is not Role.IGNORED
            out = ((LEAVE_OUT, "Leave it out"),) if leak else ()
            actions = (*out, *rows, (FIELD, "Choose how it is read"))
        head = f"{problem.where}: " if item is not None else ""
        mark = {Severity.ERROR: "wrong", Severity.WARNING: "question"}.get(problem.severity, "note")
        yield ReportEntry(key, f"{head}{problem.what}", problem.remedy, mark, actions)


def _changes(report: ImportReport | None, table: Leads, *, lost: bool) -> Iterator[ReportEntry]:
    """What was changed in the cells, a line for each field and rule; `lost`: those that lose."""
    for change in () if report is None else report.changes:
        if (change.rule in LOST) is not lost:
            continue
        item = table.input(change.field)
        there, what = item is not None, f"{count_of(change.count, 'cell')}{_told_of(change, item)}"
        how = ((FIELD, "Choose how it is read"),) if lost else ()
        yield ReportEntry(
            f"{change.rule.name}: {change.field}",
            f"{change.field}: {what}.",
            _examples(change),
            "question" if change.rule is ChangeRule.MISFIT else "note",
            ((ROWS, "Show rows"), *how) if there else (),
        )


def _told_of(change: CellChange, item: Input | None) -> str:
    """What was done to the cells, after their number."""
    one = change.count == 1
    if item is not None and change.rule is ChangeRule.MISFIT:
        return f" {_no(item, change.count)}, read as blank"
    if change.rule is ChangeRule.BLANK_WORD:
        return f" {'has' if one else 'have'} a word for blank"
    return f": {change.rule.value}"


def _examples(change: CellChange) -> str:
    """A few of the cells, as they are written and as they are read."""
    pairs = change.examples[:3]
    if not pairs:
        return ""
    if change.rule in (ChangeRule.MISFIT, ChangeRule.BLANK_WORD):
        such = f"Such as {listed(was for was, _ in pairs)}."
        remedy = " If they mean something, choose another kind."
        return such + (remedy if change.rule is ChangeRule.MISFIT else "")
    if change.rule in (ChangeRule.ONLY_SPACES, ChangeRule.DAMAGED):
        return ""
    return ", ".join(f"{quoted(was)} is {quoted(now) if now else 'blank'}" for was, now in pairs)


def _told_as_difference(problem: Problem, told: frozenset[str]) -> bool:
    """What another section says with a way to answer."""
    if problem.what in told:
        return True
    starts = ("The file does not have the field", "The field")
    ends = ("blank for all leads.", "yet.")
    return problem.what.startswith(starts) and problem.what.endswith(ends)


def _no(item: Input, number: int) -> str:
    noun = {Kind.NUMBER: "number", Kind.DATE: "date"}.get(item.kind)
    if noun is not None:
        return f"is no {noun}" if number == 1 else f"are no {noun}s"
    if item.kind is Kind.YES_NO:
        return "is neither yes nor no" if number == 1 else "are neither yes nor no"
    return "is an error" if number == 1 else "are errors"


def _rows(number: int) -> str:
    return count_of(number, "row")
