"""`leadbench tune`: points learnt from history under a person's rules, proved on other leads."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from models.evaluation.guard.known import fields_that_know
from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.thresholds.wishes import Money, Sales, check_money
from models.exchange.model_file import write_model
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.probability import Probability
from models.tuning.aims import Aim, Goal
from models.tuning.candidate import Candidate
from models.tuning.candidates.propose import proposals_of
from models.tuning.card_thresholds import thresholds_of
from models.tuning.first_shown import first_shown
from models.tuning.fresh import fresh_model
from models.tuning.impossible import refuse_impossible
from models.tuning.predictive.ceiling import ceiling_of
from models.tuning.predictive.report import ceiling_json, ceiling_text
from models.tuning.predictive.tuned_chances import tuned_chances
from models.tuning.refusals import welcome
from models.tuning.report import Tuned, Way
from models.tuning.search.ascent import KICKS as THOROUGH
from models.tuning.task import KICKS, Propose, Rows, Task, none_proposed
from models.tuning.tune import tune
from models.tuning.tuned_report import tuned_json, tuned_text
from models.tuning.wishes import Wishes as Allows
from workbench.commands.allowed import Allowed, allowed_by, own_wishes
from workbench.commands.called_lines import reads
from workbench.commands.evaluate import deals_tell, require_outcome
from workbench.commands.held_lines import Named, held, named_by, refuse_pointless
from workbench.commands.scoring import Judged, judge_found, problem_json
from workbench.commands.sources import LeadOptions, find_leads, find_model
from workbench.commands.terminal import Terminal
from workbench.commands.thresholds import thresholds_json, thresholds_text

GOALS = {
    "log-loss": Goal.LOSS,
    "auc": Goal.AUC,
    "capture": Goal.CAPTURE,
    "value": Goal.VALUE,
}
WAYS = {"time": Way.TIME, "rows": Way.ROWS, "chance": Way.FOLDS}


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for. `named`: what is said of single lines; `allowed`: what else
    may change. `ceiling`: measure what models without points reach. `chances`: write the models
    with their chances.
    """

    aim: Aim = Aim()
    allowed: Allowed = field(default_factory=Allowed)
    named: Named = field(default_factory=Named)
    split: date | None = None
    way: str = ""
    seed: int = 1
    seconds: float | None = None
    kicks: int = KICKS
    sales: Sales = Sales()
    out: Path | None = None
    ceiling: bool = False
    chances: bool = False


def wishes_of(chosen: argparse.Namespace) -> Wishes:
    """The wishes out of the options. LeadbenchError where they make no sense."""
    aim = Aim(GOALS[chosen.aim], chosen.share / 100, chosen.win or 0.0, chosen.cost or 0.0)
    if not 0 < aim.share < 1:
        raise LeadbenchError(
            f"{chosen.share:g} is no share of the leads.", "--share", "Give percent, such as 10."
        )
    if aim.goal is Goal.VALUE:
        if chosen.win is None or chosen.cost is None:
            raise LeadbenchError(
                "Net value needs what a conversion is worth and what a touch costs.",
                "--aim value",
                "Say both with --win and --cost.",
            )
        check_money(Money(aim.cost, aim.win))
    if chosen.seconds is not None and not chosen.seconds > 0:
        raise LeadbenchError(
            "No search can end before it begins.", "--seconds", "Give more than 0."
        )
    return Wishes(
        aim,
        allowed_by(chosen),
        named_by(chosen),
        chosen.split,
        chosen.by or "",
        chosen.seed,
        chosen.seconds,
        THOROUGH if chosen.thorough else KICKS,
        _sales(chosen),
        chosen.out,
        chosen.ceiling,
        chosen.chances,
    )


def _sales(chosen: argparse.Namespace) -> Sales:
    """What thresholds are weighed by; nothing where nothing is said."""
    people = None if chosen.capacity is None else 1.0
    sales = Sales(people, chosen.capacity, 1.0, chosen.cost, chosen.win)
    return Sales() if sales == Sales(days_a_week=1.0) else sales


def run(
    model: Path | None,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    wishes: Wishes,
    as_json: bool,
    terminal: Terminal,
) -> bool:
    """Tune, print what was found and write models. False: it was stopped, the best so far is kept.

    LeadbenchError where the leads, the model or what may change is at fault.
    """
    check_out(wishes.out, path, model)
    found = find_leads(path, options, terminal.progress)
    start = fresh_model(found.recipe) if model is None else find_model(model, model_name)
    judged = judge_found(start, found, options, terminal)
    if not deals_tell(judged):
        require_outcome(judged.leads)
    own = wishes.allowed.over(own_wishes(model, judged.model))
    problems = (*judged.problems, *_told(own.refused if own.proposals else ()))
    terminal.tell(problems)
    task = task_of(judged, wishes, own)
    with stoppable() as stopped:
        tuned = tune(task, terminal.progress, stopped.asked)
        ceiling = None
        if wishes.ceiling and not stopped.asked():
            ceiling = ceiling_of(task, tuned, terminal.progress, stopped.asked)
    place, first = first_shown(tuned)
    paths = _written(tuned, place, task, judged, wishes)
    lab = None
    if tuned.sizes and wishes.sales != Sales():
        lab = thresholds_of(task, tuned.sizes[place].best, wishes.sales)
    if as_json:
        facts = judged.facts()
        facts["problems"] = [problem_json(item) for item in problems]
        if lab is not None:
            facts["thresholds"] = thresholds_json(lab, tuned.sizes[place].best.model)
        told = tuned_json(tuned, paths)
        told |= {"shown": place if tuned.sizes else None, "shown_why": first}
        terminal.answer({**told, "ceiling": ceiling_json(ceiling), **facts})
    else:
        terminal.say(tuned_text(tuned, place if tuned.sizes else None, first))
        if lab is not None:
            terminal.say(f"\n{thresholds_text(lab, tuned.sizes[place].best.model)}")
        if wishes.ceiling:
            terminal.say(f"\n{ceiling_text(ceiling)}")
        if paths:
            terminal.say(f"\nWritten: {', '.join(paths.values())}.")
    return not stopped.asked()


def _told(refused: Sequence[str]) -> Iterator[Problem]:
    if refused:
        yield Problem(
            f"{count_of(len(refused), 'proposed rule')} that the project refuses may not join: "
            f"{listed(refused[:4])}{'' if len(refused) <= 4 else ' and others'}.",
            "The project",
            "Bring back on the page Tune what may.",
            len(refused),
            severity=Severity.NOTE,
        )


def task_of(judged: Judged, wishes: Wishes, own: Allows) -> Task:
    """The task that the wishes make of scored leads. `own`: what may change but for rules that are
    named.
    """
    project = judged.found.project
    stages = () if project is None else project.stages
    looked = looked_at(judged.leads, stages, Asked())
    reins, barred = held(judged, wishes.named, own)
    refuse_impossible(judged.scored, reins, proposals=own.proposals)
    refuse_pointless(judged.scored, wishes.named, reins)
    proposals: Propose = none_proposed
    if own.proposals:
        leaks = fields_that_know(judged.leads, judged.scored.masks, stages)

        def proposals(rows: Rows) -> Sequence[Candidate]:
            found = proposals_of(judged.scored, judged.leads, looked.codes, rows, leaks)
            may = welcome(found.candidates, own.refused)
            return [one for one in may if not reads(one.rule, barred)]

    return Task(
        judged.scored,
        judged.leads,
        looked,
        reins,
        wishes.aim,
        stages,
        proposals,
        split=wishes.split,
        way=WAYS.get(wishes.way),
        seed=wishes.seed,
        seconds=wishes.seconds,
        kicks=wishes.kicks,
    )


def check_out(out: Path | None, *inputs: Path | None) -> None:
    """LeadbenchError before the work where its result could not be written."""
    if out is None:
        return
    if out.suffix and out.suffix.lower() != ".json" and not out.is_dir():
        raise LeadbenchError(
            "A model is written as .json.", str(out), "Choose such a name, or a folder for all."
        )
    for path in filter(None, inputs):
        same = False
        with suppress(OSError):  # one of them is not there yet, or cannot be asked for
            same = out.samefile(path)
        if same:
            raise LeadbenchError(
                "The model would replace the file that it is made from.",
                str(out),
                "Choose another name for -o.",
            )


def _written(
    tuned: Tuned, place: int, task: Task, judged: Judged, wishes: Wishes
) -> dict[int, str]:
    """The files of the models by their place: that of one, or in a folder all of them.

    With chances where they are asked for, or today's model keeps some of its scores.
    """
    out = wishes.out
    if out is None or not tuned.sizes:
        return {}
    kept = isinstance(judged.model.probability, Probability)

    def told(model: ScoringModel) -> ScoringModel:
        if not wishes.chances and not kept:
            return model
        by = score(model, task.leads, task.scored.as_of, task.scored.masks)
        return replace(
            model, probability=tuned_chances(by, task.leads, task.looked, tuned.proof, task.seed)
        )

    activities = None if judged.activities is None else judged.activities.activities.recipe
    recipe = judged.leads.recipe
    if out.suffix.lower() == ".json":
        write_model(out, told(tuned.sizes[place].best.model), recipe, activities)
        return {place: str(out)}
    out.mkdir(parents=True, exist_ok=True)
    paths = {}
    for place, size in enumerate(tuned.sizes):
        file = out / f"tuned-{size.size:02}.json"
        write_model(file, told(size.best.model), recipe, activities)
        paths[place] = str(file)
    return paths


class Stop:
    """Whether somebody has asked to stop."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self, *_: object) -> None:
        """From now on."""
        self._asked = True

    def asked(self) -> bool:
        """Whether it was asked."""
        return self._asked


@contextmanager
def stoppable() -> Iterator[Stop]:
    """While a search goes on Ctrl+C ends it with the best so far; a second one leaves at once."""
    stop = Stop()
    before = signal.getsignal(signal.SIGINT)

    def asked(number: int, frame: object) -> None:
        if stop.asked() and callable(before):
            before(number, frame)  # type: ignore[arg-type]  # a frame, as the system gives it
        stop.ask()

    try:
        signal.signal(signal.SIGINT, asked)
    except ValueError:  # not the main thread: nobody can press a key there
        yield stop
        return
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
