"""`leadbench inspect`: what the import makes of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from models.evaluation.figures import count, leads
from models.evaluation.guard.guard import guard_findings
from models.leads.fields import Input, Role
from models.leads.raw import RawColumn
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import Problem, Severity
from models.project.document import Project
from models.project.start import empty_model
from models.scoring.account_proposal import proposed_account
from workbench.commands.accounts import FoundAccounts, find_accounts
from workbench.commands.activities import FoundActivities, activities_text, find_activities
from workbench.commands.deals import FoundDeals, find_deals
from workbench.commands.import_facts import ImportFacts
from workbench.commands.scoring import problem_json
from workbench.commands.sources import Found, LeadOptions, find_leads, with_options, zone_of
from workbench.commands.terminal import Terminal

_LONG = 28


def run(path: Path, options: LeadOptions, as_json: bool, terminal: Terminal) -> None:
    """Print sheets, fields with their kinds and why, and problems."""
    found = find_leads(path, options, terminal.progress)
    recipe = with_options(found.recipe, found.table, options)
    fields = [
        _field(column, item, found)
        for column in found.table.columns
        if (item := recipe.find(column.name)) is not None
    ]
    leads_found = Leads(found.table, recipe, zone=zone_of(found.project))
    activities = find_activities(leads_found, found, options, terminal.progress)
    model = empty_model("m1", "")
    model = replace(model, account=proposed_account(model, leads_found))
    accounts = find_accounts(leads_found, found, options, model, terminal.progress)
    deals = find_deals(leads_found, found, options, terminal.progress)
    leads_found = leads_found if deals is None else deals.leads
    facts = ImportFacts(found, recipe)
    if as_json:
        more: dict[str, Any] = {} if accounts is None else {"accounts": accounts.facts()}
        if activities is not None:
            leads_found = leads_found.with_activities(activities.activities)
        more |= {} if deals is None else {"deals": deals.facts()}
        more["guard"] = _guard(leads_found, found.project)
        more |= facts.as_json()
        terminal.answer({**more, **_answer(found, fields, activities, accounts, deals)})
    else:
        terminal.say(_text(found, fields, facts, activities, accounts, deals))


def _guard(leads_found: Leads, project: Project | None) -> list[dict[str, object]]:
    """What gives the outcome away, and who had no time or no care to convert."""
    out = () if project is None else tuple(one.name for one in project.left_out if not one.muted)
    stages = () if project is None else project.stages
    return [one.as_json() for one in guard_findings(leads_found, out, stages)]


def _field(column: RawColumn, item: Input, found: Found) -> dict[str, Any]:
    evidence = found.imported.evidence.get(column.name) if found.imported else None
    blank = int(column.counts[0])
    return {
        "name": column.name,
        "kind": item.kind.value,
        "blank": blank if evidence is None else evidence.blank,
        "evidence": "as the project says" if evidence is None else evidence.sentence,
        "role": item.role.value,
        "why": "" if evidence is None else evidence.why,
        "converted": list(item.converted),
        "distinct": int((column.counts[1:] > 0).sum()),
    }


def _answer(
    found: Found,
    fields: list[dict[str, Any]],
    activities: FoundActivities | None,
    accounts: FoundAccounts | None,
    deals: FoundDeals | None,
) -> dict[str, Any]:
    imported = found.imported
    problems = found.problems + (() if activities is None else activities.problems)
    problems += () if accounts is None else accounts.problems
    problems += () if deals is None else deals.problems
    return {
        **({} if activities is None else {"activities": activities.facts()}),
        "file": found.table.source,
        "sheet": found.table.sheet,
        "sheets": [
            {
                "name": sheet.name,
                "rows": sheet.rows,
                "columns": sheet.columns,
                "visible": sheet.visible,
            }
            for sheet in (imported.sheets if imported else ())
        ],
        "encoding": imported.encoding if imported else "",
        "delimiter": imported.delimiter if imported else "",
        "header_row": imported.header_row if imported else 0,
        "header_rows": imported.header_rows if imported else 0,
        "rows": found.table.rows,
        "fields": fields,
        "problems": [problem_json(problem) for problem in problems],
    }


def _text(
    found: Found,
    fields: list[dict[str, Any]],
    facts: ImportFacts,
    activities: FoundActivities | None,
    accounts: FoundAccounts | None,
    deals: FoundDeals | None,
) -> str:
    lines = [f"{found.table.source}: {leads(found.table.rows)}, {count_of(len(fields), 'field')}"]
    lines[0] += _form(found)
    sheets = found.imported.sheets if found.imported else ()
    if len(sheets) > 1:
        names = ", ".join(sheet.name + ("" if sheet.visible else " (hidden)") for sheet in sheets)
        lines.append(f"Sheets: {names}. Read: {found.table.sheet} (another one: --sheet NAME).")
    rows = [("Field", "Kind", "Blank", "Role", "Why")]
    for field in fields:
        role = "" if field["role"] == Role.FIELD.value else field["role"]
        if field["converted"]:
            role += ": " + " or ".join(field["converted"])
        blank = count(field["blank"]) if field["blank"] else ""
        rows.append((_cut(field["name"]), field["kind"], blank, role, field["evidence"]))
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        cells = [
            cell.rjust(width) if at == 2 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        lines.append("  ".join([*cells, row[4]]).rstrip())
    lines += ["", *told] if (told := facts.lines()) else ()
    problems = found.problems
    if activities is not None:
        lines += ["", *activities_text(activities)]
        problems += activities.problems
    if accounts is not None:
        source = accounts.accounts.raw.source
        lines += ["", f"{source}: {accounts.match.sentence(source)}"]
        problems += accounts.problems
    if deals is not None:
        lines += ["", *deals.lines()]
        problems += deals.problems
    lines += ["", *_problems(problems)]
    return "\n".join(lines)


def _form(found: Found) -> str:
    imported = found.imported
    if imported is None:
        return ", from a project"
    if not imported.delimiter:
        return f", sheet {found.table.sheet}" if found.table.sheet else ""
    between = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    mark = between.get(imported.delimiter, f"\u201c{imported.delimiter}\u201d")
    return f", {imported.encoding}, {mark}"


def _cut(name: str) -> str:
    return name if len(name) <= _LONG else name[: _LONG - 1] + "\u2026"


def _problems(problems: tuple[Problem, ...]) -> list[str]:
    grave = sum(problem.severity is not Severity.NOTE for problem in problems)
    if not problems:
        return ["Nothing to settle."]
    head = f"{count(grave)} to look at" if grave else "Nothing to settle"
    notes = len(problems) - grave
    if notes:
        head += f", {count(notes)} {'note' if notes == 1 else 'notes'}"
    order = sorted(problems, key=lambda problem: problem.severity is Severity.NOTE)
    return [f"{head}:", *(f"- {problem.sentence()}" for problem in order)]
