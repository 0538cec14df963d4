"""`leadbench tune --simplify`: what can be simpler in a model, with what each step costs."""

from __future__ import annotations

from pathlib import Path

from models.evaluation.history.asked import Asked, looked_at
from models.exchange.model_file import write_model
from models.problems import LeadbenchError
from models.tuning.simplify import Scale, simpler, together
from models.tuning.simplify_report import simplify_json, simplify_text
from models.tuning.smallest import smallest
from workbench.commands.evaluate import deals_tell, require_outcome
from workbench.commands.scoring import judge_found, problem_json
from workbench.commands.sources import LeadOptions, find_leads, find_model
from workbench.commands.terminal import Terminal
from workbench.commands.tune import check_out, stoppable


def run(
    model: Path | None,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    percent: float,
    out: Path | None,
    as_json: bool,
    terminal: Terminal,
) -> bool:
    """Weigh every step, print it, and write the smallest model. False: it was stopped.

    `percent`: of the lift, that the smallest model is to keep. LeadbenchError where the leads or
    the model are at fault.
    """
    if model is None:
        raise LeadbenchError(
            "Only a model can be made simpler.", "--simplify", "Say which one with --model."
        )
    if not 0 < percent <= 100:
        raise LeadbenchError(
            f"{percent:g} is no share of the lift.", "--keep-lift", "Give percent, such as 95."
        )
    if out is not None and out.suffix.lower() != ".json":
        raise LeadbenchError("A model is written as .json.", str(out), "Choose such a name.")
    check_out(out, path, model)
    found = find_leads(path, options, terminal.progress)
    judged = judge_found(find_model(model, model_name), found, options, terminal)
    if not deals_tell(judged):
        require_outcome(judged.leads)
    terminal.tell(judged.problems)
    stages = () if judged.found.project is None else judged.found.project.stages
    codes = looked_at(judged.leads, stages, Asked()).codes
    share = percent / 100
    with stoppable() as stopped:
        scale = Scale.of(judged.scored, judged.leads, codes)
        offer = simpler(scale, terminal.progress, stopped.asked)
        least = smallest(scale, share, terminal.progress, stopped.asked)
        cost = together(scale, least.steps)
    if out is not None:
        activities = None if judged.activities is None else judged.activities.activities.recipe
        write_model(out, cost.model, judged.leads.recipe, activities)
    if as_json:
        facts = judged.facts()
        facts["problems"] = [problem_json(item) for item in judged.problems]
        told = simplify_json(offer, least, cost, share)
        terminal.answer({**told, "path": None if out is None else str(out), **facts})
    else:
        terminal.say(simplify_text(offer, least, cost))
        if out is not None:
            terminal.say(f"\nWritten: {out}.")
    return not stopped.asked()
