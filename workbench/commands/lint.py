"""`leadbench lint`: what is unwise about a model, by itself or on leads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.evaluation.figures import leads as leads_of
from models.evaluation.lint_outcomes import findings_of
from models.leads.wording import count_of, listed
from models.problems import Problem, Severity
from models.scoring.checks import model_problems
from models.scoring.file.model_json import content_hash
from models.scoring.lint.finding import Finding
from models.scoring.model import ScoringModel
from workbench.commands.scoring import judge, problem_json
from workbench.commands.sources import LeadOptions, find_model
from workbench.commands.terminal import Terminal


def run(
    model: Path,
    model_name: str | None,
    path: Path | None,
    options: LeadOptions,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print the findings. LeadbenchError where the model or the leads cannot be read."""
    if path is None:
        chosen = find_model(model, model_name)
        facts: dict[str, Any] = {
            "model": chosen.name,
            "model_hash": content_hash(chosen),
            "as_of": None,
            "missing": [],
            "problems": [],
        }
        problems: tuple[Problem, ...] = ()
        found, leads = findings_of(chosen), None
    else:
        judged = judge(model, model_name, path, options, terminal)
        terminal.progress("Looking at the model", 0, 0)
        chosen, facts, problems = judged.model, judged.facts(), judged.problems
        found, leads = findings_of(chosen, judged.leads, judged.scored), len(judged.leads)
    wrong = model_problems(chosen)
    terminal.tell((*problems, *wrong))
    facts["problems"] += [problem_json(problem) for problem in wrong]
    if as_json:
        terminal.answer({"findings": [_json(item) for item in found], "leads": leads, **facts})
    else:
        terminal.say(_text(chosen, found, leads))


def _json(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "kind": finding.kind.value,
        "what": finding.what,
        "evidence": finding.evidence,
        "remedy": finding.remedy,
        "severity": finding.severity.value,
        "where": {"part": where.part.value, "id": where.id, "name": where.name},
        "fix": None if finding.fix is None else finding.fix.verb,
    }


def _text(model: ScoringModel, found: Sequence[Finding], leads: int | None) -> str:
    on = "" if leads is None else f" on {leads_of(leads)}"
    if not found:
        return f"Model {listed([model.name])}{on}: nothing to say against it."
    lines = [f"Model {listed([model.name])}{on}: {count_of(len(found), 'finding')}."]
    for finding in found:
        grave = "  note" if finding.severity is Severity.NOTE else "  warning"
        lines += [
            "",
            f"{grave}: {finding.what}",
            f"    {finding.evidence}",
            f"    {finding.remedy}",
        ]
    return "\n".join(lines)
