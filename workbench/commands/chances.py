"""`leadbench chances`: the chance of leads by score, rules or trees, learnt from known outcomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from models.evaluation.history.asked import Asked, looked_at
from models.exchange.model_file import write_model
from models.tuning.predictive.judging import By, judged_both, with_trees
from models.tuning.predictive.report import both_json, both_text
from workbench.commands.evaluate import deals_tell, require_outcome
from workbench.commands.outputs import check_model_out
from workbench.commands.scoring import judge, problem_json
from workbench.commands.sources import LeadOptions
from workbench.commands.terminal import Terminal


def run(
    model: Path,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    out: Path | None,
    by: str,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print the chances, and write the model with them. LeadbenchError where something is wrong."""
    if out is not None:
        check_model_out(out, path)
    judged = judge(model, model_name, path, options, terminal)
    if not deals_tell(judged):
        require_outcome(judged.leads)
    terminal.tell(judged.problems)
    project = judged.found.project
    stages = () if project is None else project.stages
    looked = looked_at(judged.leads, stages, Asked())
    found = judged_both(judged.scored, judged.leads, looked, stages)
    way = By(by)
    if way is By.TREES:
        found = with_trees(found, judged.scored, judged.leads, looked, stages)
    chosen = found.of(way) or found.by_score
    if out is not None:
        activities = None if judged.activities is None else judged.activities.activities.recipe
        kept = replace(judged.model, probability=chosen.chances)
        write_model(out, kept, judged.leads.recipe, activities)
    if as_json:
        facts = judged.facts()
        facts["problems"] = [problem_json(item) for item in judged.problems]
        terminal.answer(
            {**both_json(found, way), "output": None if out is None else str(out), **facts}
        )
    else:
        terminal.say(both_text(found, way, judged.model))
        if out is not None:
            terminal.say(f"\nWritten: {out}.")
