"""`leadbench compare`: two models on the same leads, with paired statistics and who moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.agreement import Agreements, agreements_by, agreements_in
from models.evaluation.comparison.compared import Compared, compare_scored
from models.evaluation.comparison.report import comparison_json, comparison_text
from models.evaluation.comparison.several import several_of
from models.evaluation.comparison.several import verdict as about
from models.evaluation.comparison.several_report import (
    groups_json,
    groups_text,
    several_json,
    several_text,
)
from models.evaluation.comparison.verdict import verdict
from models.evaluation.history.asked import field_named, require_both_sides
from models.evaluation.history.groups import older_and_newer
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity
from models.scoring.engine import Scored, score
from workbench.commands.evaluate import deals_tell, require_outcome
from workbench.commands.scoring import Judged, judge_found, problem_json
from workbench.commands.sources import LeadOptions, find_leads, find_model
from workbench.commands.terminal import Terminal


@dataclass(frozen=True)
class Choice:
    """Two models or more: a file or project each, and the name where it holds several.

    `by`: the field by whose values A and B are also held against each other; "" none. `split`: the
    first day of the newer leads, on which they are, too; None: not told apart.
    """

    models: Sequence[Path]
    names: Sequence[str]
    by: str = ""
    split: date | None = None


def run(
    choice: Choice, path: Path, options: LeadOptions, as_json: bool, terminal: Terminal
) -> None:
    """Print the comparison. LeadbenchError where the leads or one of the models is at fault."""
    paths, names = _models(choice)
    found = find_leads(path, options, terminal.progress)
    judged = [
        judge_found(find_model(model, name), found, options, terminal)
        for model, name in zip(paths, names, strict=True)
    ]
    if not deals_tell(judged[0]):
        require_outcome(judged[0].leads)
    if choice.by:
        field_named(judged[0].leads, choice.by)  # refused before anything is worked out
    if choice.split is not None:
        require_both_sides(judged[0].leads, judged[0].leads.outcome, choice.split)
    called = _called([item.model.name for item in judged])
    scored, leads, rows, more = _scored(judged)
    every = len(judged[0].everybody)
    several = None
    if len(judged) > 2:
        several = several_of(
            called,
            scored,
            leads.outcome,
            progress=lambda done, of: terminal.progress("Comparing the models", done, of),
        )
        several = replace(several, left_out=every - len(rows))
    problems = tuple(dict.fromkeys((*(p for item in judged for p in item.problems), *more)))
    terminal.tell(problems)
    compared = compare_scored(
        scored[0],
        scored[1],
        leads,
        rows,
        every,
        progress=lambda what: terminal.progress(what, 0, 0),
    )
    groups, periods = _groups(choice.by, compared), _periods(choice.split, compared)
    said = verdict(compared.figures, *called[:2]) if several is None else about(several)
    if as_json:
        facts = comparison_json(compared, *called[:2])
        if several is not None:
            facts["several"] = several_json(several)
        if groups is not None:
            facts["groups"] = groups_json(groups)
        if periods is not None:
            facts["time"] = groups_json(periods)
        hidden = {"problems": [problem_json(item) for item in problems]}
        terminal.answer({**facts, "verdict": said, **hidden})
        return
    parts = [said, comparison_text(compared, *called[:2])]
    if several is not None:
        parts[1] = several_text(several)
    parts += [groups_text(found, *called[:2]) for found in (groups, periods) if found is not None]
    terminal.say("\n\n".join(parts))


def _models(choice: Choice) -> tuple[list[Path], list[str | None]]:
    """All models: --model several times, or one project with --model-name several times."""
    models, names = list(choice.models), list(choice.names)
    if len(models) == 1 and len(names) > 1:
        models *= len(names)
    if len(models) < 2:
        raise LeadbenchError(
            "Two models or more are compared; 1 model is given.",
            remedy="Say --model twice, or of one project --model-name twice.",
        )
    if len(names) not in (0, len(models)):
        raise LeadbenchError(
            f"{count_of(len(names), 'name')} {'is' if len(names) == 1 else 'are'} given for "
            f"{count_of(len(models), 'model')}.",
            f"--model-name {names[0]}",
            "Give the name of each model, in the order of the models.",
        )
    return models, list(names) if names else [None] * len(models)


def _scored(
    judged: Sequence[Judged],
) -> tuple[list[Scored], Leads, NDArray[np.intp], list[Problem]]:
    """The leads that all score, with their rows; what differs but for the models is told."""
    problems = []
    first = judged[0]
    rows = first.rows
    for item in judged[1:]:
        rows = np.intersect1d(rows, item.rows, assume_unique=True)
    all_of_them = "both" if len(judged) == 2 else "all"
    if not len(rows):
        raise LeadbenchError(
            f"No lead is scored by {all_of_them} models.",
            first.found.table.source,
            "Choose models whose as-of days fit these leads.",
        )
    every = len(first.everybody)
    left = every - len(rows)
    if left:
        problems.append(
            Problem(
                f"{count_of(left, 'lead')} {'is' if left == 1 else 'are'} not scored by "
                f"{all_of_them} models and left out of the comparison.",
                first.found.table.source,
                count=left,
                severity=Severity.NOTE,
            )
        )
    scored = [
        one.scored
        if len(rows) == len(one.rows)
        else score(one.model, one.everybody.only(rows), one.scored.as_of)
        for one in judged
    ]
    whole = [one.everybody.only(rows) if left else one.everybody for one in judged]
    if any(not np.array_equal(whole[0].outcome, other.outcome) for other in whole[1:]):
        problems.append(
            Problem(
                "The models were made for different outcomes; that of the first one is used "
                f"({whole[0].outcome_name}).",
                first.found.table.source,
                "Say which counts with --outcome FIELD=VALUE.",
            )
        )
    return scored, whole[0], rows, problems


def _groups(by: str, found: Compared) -> Agreements | None:
    """Where A and B agree by a field, if one was named. LeadbenchError where it is not there."""
    if not by:
        return None
    item = field_named(found.leads, by)
    column = found.leads.prepared(item)[0]
    a, b = found.scored_a, found.scored_b
    return agreements_by(item.name, column, a, b, found.leads.outcome)


def _periods(split: date | None, found: Compared) -> Agreements | None:
    """Where A and B agree among older and newer leads, if a day parts them."""
    if split is None:
        return None
    groups = older_and_newer(found.leads.created, split)
    a, b = found.scored_a, found.scored_b
    return agreements_in("time", groups, a, b, found.leads.outcome)


def _called(names: Sequence[str]) -> list[str]:
    """What the models are called; equal names are told apart by letters, the first A."""
    return [
        f"{name} ({ascii_uppercase[place % 26]})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]
