"""`leadbench score --for SYSTEM`: a list that another system takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.exchange.reimport.back_list import BackList, back_list
from models.exchange.reimport.formats import writer_of
from models.exchange.reimport.previous import previous_of, read_lists
from models.exchange.reimport.telling import ending_problems, problems_of, sentences
from models.exchange.reimport.wishes import ListWishes
from models.exchange.reimport.writing import (
    WrittenFile,
    paths_of,
    refuse_inputs,
    write_back_list,
)
from models.leads.text import clean
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError
from models.scoring.model import ScoringModel
from workbench.commands.scoring import Judged, judge, problem_json
from workbench.commands.sources import LeadOptions
from workbench.commands.terminal import Terminal


@dataclass(frozen=True)
class Said:
    """What the command line says of the list. `headers`: pairs of column and header; `before`:
    lists that were written before."""

    system: str
    headers: Sequence[tuple[str, str]] = ()
    id_field: str = ""
    next_steps: Sequence[tuple[str, str]] = ()
    per_band: bool = False
    probability: bool = False
    before: Sequence[Path] = ()


def run(
    model: Path,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    out: Path,
    said: Said,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Score the leads and write the list or lists. LeadbenchError where something is at fault."""
    writer_of(out)
    judged = judge(model, model_name, path, options, terminal)
    inputs = (path, model, options.activities, options.accounts, options.deals, *said.before)
    outs = [name for name, _ in paths_of(out, judged.model, said.per_band)]
    refuse_inputs(outs, filter(None, inputs))
    wishes = _wishes(said, judged)
    tables = read_lists(said.before, terminal.progress)
    previous = previous_of(tables, wishes) if said.before else None
    back = back_list(judged.scored, judged.leads, wishes, previous)
    files = write_back_list(out, back, said.per_band, terminal.progress)
    problems = (*problems_of(back, judged.scored), *ending_problems(back, out))
    terminal.tell((*judged.problems, *problems))
    if as_json:
        facts = judged.facts()
        facts["problems"] += [problem_json(problem) for problem in problems]
        terminal.answer({**_figures(back, files), **facts, "output": str(out)})
    else:
        terminal.say(_words(back, files, judged.model))


def _wishes(said: Said, judged: Judged) -> ListWishes:
    """What is said here; headers and next steps that a project remembers where nothing is."""
    project = judged.found.project
    wishes = ListWishes() if project is None else project.lists
    wishes = replace(
        wishes, system=said.system, per_band=said.per_band, probability=said.probability
    )
    for column, header in said.headers:
        wishes = wishes.with_header(column, header)
    if said.id_field:
        wishes = wishes.with_id_field(said.id_field)
    for band, text in said.next_steps:
        wishes = wishes.with_next_step(_band(judged.model, band), text)
    return wishes


def _band(model: ScoringModel, name: str) -> str:
    """The band's own name. LeadbenchError where the model has none of that name."""
    found = next((band.name for band in model.bands if clean(band.name) == clean(name)), None)
    if found is None:
        names = ", ".join(band.name for band in model.bands)
        raise LeadbenchError(
            f"The model has no band {listed([name])}.", "--next-step", f"Its bands are {names}."
        )
    return found


def _figures(back: BackList, files: Sequence[WrittenFile]) -> dict[str, Any]:
    change, found = back.change, back.found
    return {
        "system": back.system.key,
        "columns": list(back.header),
        "leads": len(back),
        "files": [
            {"path": str(file.path), "band": file.band or None, "leads": file.leads}
            for file in files
        ],
        "left_out": {
            "blank_id": sum(wrong.leads for wrong in found.wrong if not wrong.fault),
            "wrong_id": sum(wrong.leads for wrong in found.wrong if wrong.fault),
            "repeated_id": found.repeated,
        },
        "changes": None
        if change is None
        else {
            "new": change.new,
            "changed": change.changed,
            "same": change.same,
            "gone": change.gone,
        },
    }


def _words(back: BackList, files: Sequence[WrittenFile], model: ScoringModel) -> str:
    lines = [
        " ".join(sentences(back)),
        f"Scored by {listed([model.name])} as of {back.as_of.isoformat()}. "
        f"Columns: {', '.join(back.header)}; id from field {listed([back.found.field])}.",
    ]
    for file in files:
        whose = f" ({file.band}, {count_of(file.leads, 'lead')})" if file.band else ""
        lines.append(f"Written: {file.path}{whose}")
    return "\n".join(lines)
