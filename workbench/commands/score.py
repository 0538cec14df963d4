"""`leadbench score`: a scored list of leads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.evaluation.figures import count, leads
from models.exchange.list_rows import Provenance
from models.exchange.reimport.writing import refuse_inputs
from models.exchange.scored_list import Written, check_name, write_scored_list
from models.leads.wording import listed
from workbench.commands.scoring import judge, problem_json
from workbench.commands.sources import LeadOptions
from workbench.commands.terminal import Terminal


def run(
    model: Path,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    out: Path,
    fields: Sequence[str],
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Score the leads and write the list. LeadbenchError where something is at fault."""
    check_name(out)
    read = (path, model, options.activities, options.accounts, options.deals)
    refuse_inputs([out], filter(None, read))
    judged = judge(model, model_name, path, options, terminal)
    written = write_scored_list(
        out, judged.scored, judged.leads, fields=fields, progress=terminal.progress
    )
    terminal.tell((*judged.problems, *written.problems))
    if as_json:
        facts = judged.facts()
        facts["problems"] += [problem_json(problem) for problem in written.problems]
        terminal.answer({**_figures(written), **facts, "output": str(out)})
    else:
        terminal.say(_words(written.about, out))


def _figures(written: Written) -> dict[str, object]:
    about = written.about
    return {
        "leads": about.leads,
        "mql": about.mql,
        "bands": [
            {"name": name, "threshold": threshold, "leads": number}
            for name, threshold, number in about.bands
        ],
    }


def _words(about: Provenance, out: Path) -> str:
    bands = ", ".join(f"{count(number)} {name}" for name, _, number in reversed(about.bands))
    reach = "reaches" if about.mql == 1 else "reach"
    ids = f"field {listed([about.id_field])}" if about.id_field else "the row in the file"
    return "\n".join(
        (
            f"{leads(about.leads)} scored by {listed([about.model])} as of "
            f"{about.as_of.isoformat()}: {count(about.mql)} {reach} sales.",
            f"{bands}. Lead id: {ids}.",
            f"Written: {out}",
        )
    )
