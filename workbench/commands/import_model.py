"""`leadbench import-model`: a model that was designed elsewhere, with what was understood."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.exchange.model_file import write_model
from models.exchange.moving_in.bringing import bring_in
from models.exchange.moving_in.brought import Brought, Taken
from models.exchange.moving_in.columns import Chosen, Holds
from models.exchange.moving_in.world import NOTHING_KNOWN, World, known
from models.exchange.table_file import write_table
from models.leads.fields import Recipe
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError
from models.scoring.file.model_json import content_hash
from workbench.commands.outputs import check_model_out
from workbench.commands.sources import LeadOptions, find_leads
from workbench.commands.terminal import Terminal

REPORT = ("Where", "What stands there", "Taken for", "Understood as", "Why not, or what to know")


def run(chosen: argparse.Namespace, terminal: Terminal) -> None:
    """Print what became of each row; write the model and the report where they are asked for.

    LeadbenchError where the file holds no model, or nothing of it was understood.
    """
    if chosen.out is not None:
        check_model_out(chosen.out, chosen.file)
    recipe = None
    world = NOTHING_KNOWN
    if chosen.leads is not None:
        recipe = find_leads(chosen.leads, LeadOptions(), terminal.progress).recipe
        world = World(fields=known(recipe))
    columns = {Holds(what): name for what, name in chosen.column}
    brought = bring_in(
        chosen.file, chosen=Chosen(columns, chosen.decimal), sheet=chosen.sheet, world=world
    )
    if chosen.name:
        brought = replace(brought, model=replace(brought.model, name=chosen.name.strip()))
    if chosen.report is not None:
        write_table(chosen.report, REPORT, report_rows(brought), "Report")
    if chosen.out is not None and any(brought.model.rules()):
        brought = _written(brought, chosen.out, recipe)
    if chosen.json:
        terminal.answer(_json(brought))
    else:
        terminal.say(_text(brought, chosen.out))
    if not any(brought.model.rules()):
        raise LeadbenchError(
            "No rule was understood, so no model was written.",
            chosen.file.name,
            "See the reasons; say which columns hold field, condition, value and points with "
            "--column.",
        )


def report_rows(brought: Brought) -> list[list[str]]:
    """Every row of the file with what became of it, those that were not understood first."""
    missed = [
        [item.place, item.text, "not understood", "", f"{item.reason} {item.suggestion}".strip()]
        for item in brought.missed
    ]
    understood = [
        [item.place, item.text, item.taken.value, item.words, item.note]
        for item in brought.understood
    ]
    return missed + understood


def _written(brought: Brought, out: Path, recipe: Recipe | None) -> Brought:
    return replace(brought, model=write_model(out, brought.model, recipe))


def _json(brought: Brought) -> dict[str, Any]:
    return {
        "kind": brought.kind,
        "model": brought.model.name,
        "model_hash": content_hash(brought.model),
        "rules": len(list(brought.model.rules())),
        "rows": brought.rows,
        "understood": [
            {
                "where": item.place,
                "text": item.text,
                "taken_for": item.taken.value,
                "words": item.words,
                "note": item.note,
            }
            for item in brought.understood
        ],
        "not_understood": [
            {
                "where": item.place,
                "text": item.text,
                "reason": item.reason,
                "suggestion": item.suggestion,
            }
            for item in brought.missed
        ],
        "notes": list(brought.notes),
    }


def _text(brought: Brought, out: Path | None) -> str:
    rules = count_of(len(list(brought.model.rules())), "rule")
    lines = [f"{quoted(brought.model.name)} ({brought.kind}): {rules}."]
    if brought.rows:
        others = [
            count_of(brought.count(taken), name)
            for taken, name in ((Taken.BAND, "band"), (Taken.HEADING, "heading"))
            if brought.count(taken)
        ]
        beside = f" ({', '.join(others)} among them)" if others else ""
        lines[0] += (
            f" Of {count_of(brought.rows, 'row')} {len(brought.understood):,} are understood"
            f"{beside}, {len(brought.missed):,} {'is' if len(brought.missed) == 1 else 'are'} not."
        )
    for item in brought.missed:
        lines += [
            "",
            f"  {item.place} is not understood: {item.text}",
            f"    {item.reason} {item.suggestion}".rstrip(),
        ]
    rules_told = [item for item in brought.understood if item.taken is not Taken.HEADING]
    if rules_told:
        lines.append("")
        lines += [
            f"  {item.place}: {item.words}" + (f"  ({item.note})" if item.note else "")
            for item in rules_told
        ]
    if brought.notes:
        lines += ["", *(f"  {note}" for note in brought.notes)]
    if out is not None and any(brought.model.rules()):
        lines += ["", f"Written to {out}."]
    return "\n".join(lines)
