"""The state of each step in a mark and a line, and which step a file is opened on."""

from __future__ import annotations

from models.evaluation.figures import count
from models.leads.fields import Role
from models.leads.readers.contract import Imported
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import Problem, Severity
from widgets.importing.step_list import StepWords
from workbench.importing.basis import Joined
from workbench.importing.draft import Draft, Purpose, Step, problems_of, recipe_of, still_missing
from workbench.importing.file_facts import asks_password, sheets_to_choose
from workbench.importing.meanings import SENTENCES
from workbench.importing.report_facts import misfits_in

QUESTION = "choose how it is read"
"""How the remedy of a guess ends that the cells did not decide."""


def steps_of(draft: Draft, table: Leads | None, joined: Joined | None) -> tuple[StepWords, ...]:
    """The four steps in their order."""
    if draft.error is not None:
        line = "Protected by a password" if asks_password(draft.error) else "Cannot be read"
        waiting = (StepWords(name, "reading", "") for name in ("Fields", "Meaning", "Check"))
        return (StepWords("File", "wrong", line), *waiting)
    if draft.found is None or table is None:
        names = ("File", "Fields", "Meaning", "Check")
        return tuple(StepWords(name, "reading", "") for name in names)
    return (
        _file(draft, draft.found.imported),
        _fields(draft, table),
        _meaning(draft, table),
        _check(draft, table, joined),
    )


def opening_step(draft: Draft, table: Leads | None, joined: Joined | None) -> Step:
    """The step with the question; Check where all is clear."""
    steps = steps_of(draft, table, joined)
    for step in (Step.FILE, Step.FIELDS, Step.MEANING):
        if steps[step].mark in ("question", "wrong"):
            return step
    return Step.CHECK


def usable(draft: Draft, table: Leads | None, joined: Joined | None) -> bool:
    """Whether all is there that the rows need to be taken."""
    if not draft.whole or table is None or draft.error is not None or not len(table):
        return False
    return draft.purpose.of_leads or (joined is not None and not joined.lacks)


def open_questions(draft: Draft) -> tuple[Problem, ...]:
    """Guesses that the cells did not decide, of fields of which nothing was said since."""
    if draft.found is None:
        return ()
    return tuple(
        problem
        for problem in problems_of(draft)
        if problem.severity is Severity.WARNING and problem.remedy.rstrip(".").endswith(QUESTION)
    )


def _file(draft: Draft, imported: Imported) -> StepWords:
    sheets = sheets_to_choose(imported)
    if len(sheets) > 1 and draft.options.sheet is None:
        return StepWords("File", "question", f"{count(len(sheets))} sheets: which one?")
    parts = [part for part in (imported.table.sheet, imported.encoding) if part]
    rows = f"names in row {count(imported.header_row)}" if imported.header_row else "no names"
    return StepWords("File", "fine", ", ".join((*parts, rows)))


def _fields(draft: Draft, table: Leads) -> StepWords:
    fields = count_of(len(table.raw.columns), "field")
    asked = len(open_questions(draft))
    if asked:
        return StepWords("Fields", "question", f"{fields}, {count_of(asked, 'question')}")
    cells = sum(number for _, number in misfits_in(table))
    if cells:
        return StepWords("Fields", "fine", f"{fields}, {count_of(cells, 'misfit')}")
    return StepWords("Fields", "fine", fields)


def _meaning(draft: Draft, table: Leads) -> StepWords:
    recipe = recipe_of(draft)
    sentences = SENTENCES[draft.purpose]
    held = {item.role for item in recipe if table.raw_column(item) is not None}
    lacking = [one for one in sentences if one.needed and one.role not in held]
    if lacking:
        named = {Role.ID: "who it belongs to", Role.ACTIVITY_TIME: "when it was"}
        return StepWords("Meaning", "wrong", f"Say {named.get(lacking[0].role, 'what it is')}")
    if draft.purpose.of_leads:
        not_converted, converted, _ = table.outcome_counts
        if Role.OUTCOME in held and not (converted and not_converted):
            return StepWords("Meaning", "question", "The outcome parts nothing")
        others = sum(one.role in held for one in sentences if one.role is not Role.OUTCOME)
        outcome = "outcome" if Role.OUTCOME in held else "no outcome"
        more = f" and {count(others)} more" if Role.OUTCOME in held else f", {count(others)} others"
        return StepWords("Meaning", "fine", outcome + (more if others else ""))
    number = sum(one.role in held for one in sentences)
    return StepWords("Meaning", "fine", count_of(number, "meaning"))


def _check(draft: Draft, table: Leads, joined: Joined | None) -> StepWords:
    if draft.found is None or not draft.whole:
        return StepWords("Check", "reading", "Being read")
    if not draft.purpose.of_leads and joined is None:
        return StepWords("Check", "reading", "Being matched")
    missing = len(still_missing(draft)) if draft.purpose is Purpose.NEXT else 0
    if missing:
        are = "is" if missing == 1 else "are"
        return StepWords("Check", "question", f"{count_of(missing, 'field')} {are} missing")
    if joined is not None and joined.lacks:
        return StepWords("Check", "wrong", "Nothing can be joined")
    problems = problems_of(draft) if joined is None else joined.problems
    warnings = sum(p.severity is not Severity.NOTE for p in problems)
    if warnings:
        return StepWords("Check", "question", f"{count_of(warnings, 'finding')} worth a look")
    return StepWords("Check", "fine", f"{count_of(len(table), 'row')}, nothing amiss")
