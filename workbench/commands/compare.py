"""`leadbench compare`: two models on the same leads, with paired statistics and who moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.evaluation.comparison.compared import Compared, compare_scored
from models.evaluation.comparison.report import comparison_json, comparison_text
from models.evaluation.comparison.verdict import verdict
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity
from models.scoring.engine import score
from workbench.commands.evaluate import deals_tell, require_outcome
from workbench.commands.scoring import Judged, judge_found, problem_json
from workbench.commands.sources import LeadOptions, find_leads, find_model
from workbench.commands.terminal import Terminal


@dataclass(frozen=True)
class Choice:
    """Two models: a file or project each, and the name where it holds several."""

    models: Sequence[Path]
    names: Sequence[str]


def run(
    choice: Choice, path: Path, options: LeadOptions, as_json: bool, terminal: Terminal
) -> None:
    """Print the comparison. LeadbenchError where the leads or one of the models is at fault."""
    paths, names = _two(choice)
    found = find_leads(path, options, terminal.progress)
    a, b = (
        judge_found(find_model(model, name), found, options, terminal)
        for model, name in zip(paths, names, strict=True)
    )
    if not deals_tell(a):
        require_outcome(a.leads)
    compared, more = _compared(a, b, terminal)
    problems = tuple(dict.fromkeys((*a.problems, *b.problems, *more)))
    terminal.tell(problems)
    called = _called(a, b)
    said = verdict(compared.figures, *called)
    if as_json:
        facts = comparison_json(compared, *called)
        hidden = {"problems": [problem_json(item) for item in problems]}
        terminal.answer({**facts, "verdict": said, **hidden})
    else:
        terminal.say("\n".join((said, "", comparison_text(compared, *called))))


def _two(choice: Choice) -> tuple[list[Path], list[str | None]]:
    """Both models: --model twice, or one project with --model-name twice."""
    models, names = list(choice.models), list(choice.names)
    if len(models) == 1 and len(names) == 2:
        models *= 2
    if len(models) != 2:
        raise LeadbenchError(
            f"Two models are compared; {count_of(len(models), 'model')} "
            f"{'is' if len(models) == 1 else 'are'} given.",
            remedy="Say --model twice, or of one project --model-name twice.",
        )
    if len(names) not in (0, 2):
        raise LeadbenchError(
            "One name is given for two models.",
            f"--model-name {names[0]}",
            "Give the name of each model, in the order of the models.",
        )
    return models, list(names) if names else [None, None]


def _compared(a: Judged, b: Judged, terminal: Terminal) -> tuple[Compared, list[Problem]]:
    """Both on the leads that both score; what differs between them but for the models is told."""
    problems = []
    rows = np.intersect1d(a.rows, b.rows, assume_unique=True)
    if not len(rows):
        raise LeadbenchError(
            "No lead is scored by both models.",
            a.found.table.source,
            "Choose models whose as-of days fit these leads.",
        )
    every = len(a.everybody)
    left = every - len(rows)
    if left:
        problems.append(
            Problem(
                f"{count_of(left, 'lead')} {'is' if left == 1 else 'are'} not scored by both "
                "models and left out of the comparison.",
                a.found.table.source,
                count=left,
                severity=Severity.NOTE,
            )
        )
    both = [
        one.scored
        if len(rows) == len(one.rows)
        else score(one.model, one.everybody.only(rows), one.scored.as_of)
        for one in (a, b)
    ]
    leads = a.everybody.only(rows) if len(rows) < every else a.everybody
    other = b.everybody.only(rows) if len(rows) < every else b.everybody
    if not np.array_equal(leads.outcome, other.outcome):
        problems.append(
            Problem(
                "The models were made for different outcomes; that of the first one is used "
                f"({leads.outcome_name}).",
                a.found.table.source,
                "Say which counts with --outcome FIELD=VALUE.",
            )
        )
    found = compare_scored(
        both[0], both[1], leads, rows, every, progress=lambda what: terminal.progress(what, 0, 0)
    )
    return found, problems


def _called(a: Judged, b: Judged) -> tuple[str, str]:
    """What the models are called; equal names are told apart."""
    if a.model.name == b.model.name:
        return f"{a.model.name} (A)", f"{b.model.name} (B)"
    return a.model.name, b.model.name
