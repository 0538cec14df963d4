"""`leadbench drift`: whether newer leads still are what a model was made for, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.evaluation.drift.drift import drift_of
from models.evaluation.drift.report import drift_json, drift_text
from models.evaluation.drift.sides import Sides, Who, of_split, of_tables
from models.leads.recipes import apply_recipe
from models.problems import LeadbenchError
from workbench.commands.scoring import Judged, judge_found, problem_json
from workbench.commands.sources import Found, LeadOptions, find_leads, find_model
from workbench.commands.terminal import Terminal


@dataclass(frozen=True)
class Exports:
    """What is compared: two exports, or one cut at a day of creation (None: the newest quarter).

    `everybody`: all leads of two exports, not only those that are new.
    """

    paths: tuple[Path, ...]
    split: date | None = None
    everybody: bool = False


def run(
    model_path: Path,
    model_name: str | None,
    exports: Exports,
    options: LeadOptions,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print what moved. LeadbenchError where the leads or the model is at fault."""
    _require(exports)
    model = find_model(model_path, model_name)
    found = [find_leads(path, options, terminal.progress) for path in exports.paths]
    old = judge_found(model, found[0], options, terminal)
    judged = [old]
    if len(found) == 1:
        sides = of_split(old.everybody, exports.split)
    else:
        # What is said of fields holds for both; the newer export may lack a value that is named.
        said = replace(options, id=None, created=None, outcome_date=None, outcome=None)
        judged.append(judge_found(model, _as_read(found[1], old), said, terminal))
        sides = _named(
            of_tables(
                old.everybody,
                judged[1].everybody,
                Who.ALL if exports.everybody else Who.NEW,
            ),
            exports,
        )
    problems = tuple(dict.fromkeys(problem for one in judged for problem in one.problems))
    terminal.tell(problems)
    drift = drift_of(
        old.model,
        sides,
        options.as_of or date.today(),
        progress=lambda what: terminal.progress(what, 0, 0),
    )
    if as_json:
        terminal.answer(
            {**drift_json(drift), "problems": [problem_json(problem) for problem in problems]}
        )
    else:
        terminal.say(drift_text(drift))


def _require(exports: Exports) -> None:
    if len(exports.paths) > 2:
        raise LeadbenchError(
            f"{len(exports.paths)} exports are given; two are compared at a time.",
            remedy="Give the older and the newer one, in this order.",
        )
    if len(exports.paths) == 2 and exports.split is not None:
        raise LeadbenchError(
            "Two exports are compared as they are; a day parts the leads of one.",
            f"--split {exports.split.isoformat()}",
            "Leave --split out, or give one export.",
        )


def _as_read(found: Found, old: Judged) -> Found:
    """The newer export read as the older one was; a project reads its leads itself."""
    if found.project is not None:
        return found
    recipe, problems = apply_recipe(found.table, old.everybody.recipe, old.everybody.zone)
    return replace(found, recipe=recipe, problems=(*found.problems, *problems))


def _named(sides: Sides, exports: Exports) -> Sides:
    """The sides called by their files, where these have names of their own."""
    old, new = (path.name for path in exports.paths)
    return replace(sides, old=replace(sides.old, name=old), new=replace(sides.new, name=new))
