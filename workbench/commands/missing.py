"""`leadbench missing`: which missing field would move most leads across the MQL line."""

from __future__ import annotations

from pathlib import Path

from models.evaluation.whatif.missing import missing_of
from models.evaluation.whatif.missing_report import missing_json, missing_text
from models.leads.wording import listed
from workbench.commands.scoring import judge
from workbench.commands.sources import LeadOptions
from workbench.commands.terminal import Terminal


def run(
    model: Path,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print every field that some leads lack. LeadbenchError where model or leads are at fault."""
    judged = judge(model, model_name, path, options, terminal)
    terminal.tell(judged.problems)
    found = missing_of(judged.scored, judged.leads, terminal.progress)
    if as_json:
        terminal.answer({**missing_json(found), **judged.facts()})
    else:
        about = f"Model {listed([judged.model.name])} as of {judged.scored.as_of.isoformat()}."
        terminal.say(f"{about}\n{missing_text(found)}")
