"""`leadbench abtest`: plan a live test, or analyse one when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.evaluation.figures import leads as leads_of
from models.evaluation.trials.analysis import Question, analyse
from models.evaluation.trials.design import (
    Design,
    curve_of,
    require_looks,
    shown_by,
    sizes_of,
)
from models.evaluation.trials.look_words import typed_look_words
from models.evaluation.trials.plan_words import proposed_words, shown_words
from models.evaluation.trials.proposed import Proposed, next_monday, proposed_of
from models.evaluation.trials.refusal import governing
from models.evaluation.trials.report import (
    analysis_json,
    analysis_text,
    plan_json,
    plan_text,
    result_json,
    result_text,
)
from models.evaluation.trials.spending import even_bounds, level_of
from models.evaluation.trials.trial import Trial, trial_of
from models.evaluation.trials.typed import TypedArm, typed_result
from models.evaluation.trials.words import UNPLANNED, result_words
from models.exchange.assignment_list import write_assignment
from models.leads.fields import Kind, Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.leads.wording import day_words, listed
from models.problems import LeadbenchError
from models.project.population import population_of
from workbench.commands.deals import find_deals
from workbench.commands.scoring import judge
from workbench.commands.sources import (
    Found,
    LeadOptions,
    find_leads,
    is_project,
    with_options,
    zone_of,
)
from workbench.commands.terminal import Terminal

_LONG_PLAN = 52
EVEN = 50.0
"""The percent of B where nothing is said."""


@dataclass(frozen=True)
class PlanAsked:
    """What is said of a plan; shares are percent, None is not said."""

    difference: float | None
    relative: float | None
    rate: float | None
    per_week: float | None
    power: float
    level: float
    share: float
    by_account: bool
    account_size: float | None
    correlation: float | None
    wait: int | None
    weeks: int | None
    everybody: bool
    stage: str
    start: date | None
    assign: Path | None
    looks: int = 1


@dataclass(frozen=True)
class AnalyseAsked:
    """What is said of a test that is over."""

    field: str
    arms: tuple[str, ...]
    counts: tuple[str, ...]
    stage: str
    first: date | None
    last: date | None
    by: str
    by_account: bool
    plan: str
    level: float
    share: float = 50.0
    look: str = ""


def plan(
    model: Path | None,
    model_name: str | None,
    path: Path | None,
    options: LeadOptions,
    asked: PlanAsked,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print what a test needs. LeadbenchError where the numbers or the leads are at fault."""
    proposed, leads = None, None
    if path is not None:
        source = model if model is not None else path if is_project(path) else None
        if source is None:
            raise LeadbenchError(
                "Leads alone do not say who is an MQL.", path.name, "Say the model with --model."
            )
        plain = replace(options, account=None)  # it names who is alike, no part of the model
        judged = judge(source, model_name, path, plain, terminal)
        project = judged.found.project
        leads = _with_account(judged.leads, options.account)
        proposed = proposed_of(
            judged.scored,
            leads,
            () if project is None else project.stages,
            asked.stage,
            mql=not asked.everybody,
        )
    design = _design(asked, proposed)
    sizes = sizes_of(design)
    curve = curve_of(design) if asked.weeks is None else (shown_by(design, asked.weeks),)
    written = ""
    if asked.assign is not None:
        written = _assign(asked, design, leads)
    if as_json:
        told: dict[str, Any] = plan_json(design, sizes, curve)
        if proposed is not None:
            told["history"] = proposed_words(proposed)
        terminal.answer(told)
        return
    lines = [] if proposed is None else [proposed_words(proposed), ""]
    lines.append(plan_text(design, sizes, curve))
    if asked.weeks is not None:
        lines = [*lines[:-1], shown_words(curve[0]), plan_text(design, sizes, ()).rstrip()]
    terminal.say("\n".join([*lines, *(["", written] if written else [])]))


def analyse_test(
    path: Path | None,
    options: LeadOptions,
    asked: AnalyseAsked,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print what came of a test. LeadbenchError where it is too early, or something is at fault."""
    level = asked.level / 100
    if asked.counts:
        _counts(asked.counts, level, asked.look, as_json, terminal)
        return
    if asked.look:
        raise LeadbenchError(
            "Which look it is follows from the plan and the leads.",
            f"--look {asked.look}",
            "Say it with --counts only.",
        )
    if path is None:
        raise LeadbenchError(
            "No leads are given.",
            remedy="Say the leads, or outcome counts with --counts A=330/4120.",
        )
    found, leads, stages = _leads(path, options, terminal)
    trial = _trial(found, asked, path)
    terminal.progress("Comparing the arms", 0, 0)
    question = Question(
        asked.field,
        asked.stage,
        asked.arms,
        () if asked.share == EVEN else (1 - asked.share / 100, asked.share / 100),
        asked.first,
        asked.last,
        asked.by_account,
        level,
        asked.by,
        options.as_of,
    )
    analysis = analyse(leads, stages, question, trial)
    if as_json:
        terminal.answer(analysis_json(analysis))
    else:
        terminal.say(analysis_text(analysis))
    if analysis.refused:
        raise LeadbenchError(analysis.refused)


def _counts(
    counts: Sequence[str], level: float, look: str, as_json: bool, terminal: Terminal
) -> None:
    arms = [_typed(text) for text in counts]
    said = UNPLANNED
    if look:
        if len(arms) != 2:
            raise LeadbenchError(
                "Looks on the way are planned for tests of two arms.", f"--look {look}"
            )
        number, looks = _look(look)
        level = level_of(even_bounds(looks, level)[number - 1])
        said = typed_look_words(number, looks, level)
    result = typed_result(arms, level)
    first, second = result_words(result)
    second = f"{second} {said}".strip()
    if as_json:
        terminal.answer({"verdict": f"{first} {second}", **result_json(result)})
    else:
        terminal.say(result_text(result, (first, second)))


def _look(text: str) -> tuple[int, int]:
    """Which look of how many from "2/4"."""
    number, _, looks = text.partition("/")
    if not (number.isdecimal() and looks.isdecimal() and 1 <= int(number) <= int(looks)):
        raise LeadbenchError(
            "A look is its number and how many are planned.", f"--look {text}", "Write it as 2/4."
        )
    require_looks(int(looks))
    return int(number), int(looks)


def _typed(text: str) -> TypedArm:
    """An arm from "A=330/4120": conversions of leads."""
    name, equals, numbers = text.rpartition("=")
    converted, slash, leads = numbers.partition("/")
    try:
        if not equals or not slash:
            raise ValueError
        return TypedArm(name, int(leads), int(converted))
    except ValueError:
        raise LeadbenchError(
            "The counts of an arm are its name, its conversions and its leads.",
            f"--counts {text}",
            "Write them as A=330/4120.",
        ) from None


def _design(asked: PlanAsked, found: Proposed | None) -> Design:
    """What was said, and where nothing was said what the history proposes."""
    rate = asked.rate
    if rate is None and found is not None and found.rate is not None:
        rate = 100 * found.rate.value
    if rate is None:
        raise LeadbenchError(
            "Nothing says how many convert today.",
            "--rate",
            "Say it, such as --rate 8 for 8\u202f%, or give leads with outcomes and a model.",
        )
    per_week = asked.per_week
    if per_week is None and found is not None:
        per_week = found.per_week
    if per_week is None:
        raise LeadbenchError(
            "Nothing says how many leads come into the test each week.",
            "--per-week",
            "Say it, such as --per-week 375.",
        )
    if (asked.difference is None) == (asked.relative is None):
        raise LeadbenchError(
            "The difference worth having is said once.",
            "--difference",
            "Say it in points with --difference 2, or in percent of today's rate with --relative "
            "25.",
        )
    points = asked.difference
    if points is None:
        points = rate * (asked.relative or 0) / 100
    alike = None if found is None else found.alike
    size, correlation = asked.account_size, asked.correlation
    if asked.by_account and (size is None or correlation is None):
        if alike is None:
            raise LeadbenchError(
                "Nothing says how alike leads of one account are.",
                "--by-account",
                "Give leads whose account is known with --account, or say --account-size and "
                "--correlation.",
            )
        size = alike.size if size is None else size
        correlation = alike.correlation if correlation is None else correlation
    wait = asked.wait
    if wait is None:
        wait = 0 if found is None or found.wait is None else found.wait
    return Design(
        rate / 100,
        points / 100,
        per_week,
        asked.power / 100,
        asked.level / 100,
        asked.share / 100,
        asked.by_account,
        1.0 if size is None else size,
        0.0 if correlation is None else correlation,
        wait,
        asked.looks,
    )


def _assign(asked: PlanAsked, design: Design, leads: Leads | None) -> str:
    """Deal the leads and say how."""
    if leads is None or asked.assign is None:
        raise LeadbenchError("No leads are given to deal.", "--assign", "Say the leads.")
    sizes = sizes_of(design)
    trial = trial_of(
        "abtest",
        "abtest",
        design,
        sizes,
        asked.start or next_monday(date.today()),
        asked.weeks or sizes.weeks or _LONG_PLAN,
    )
    found = write_assignment(asked.assign, leads, trial)
    b = int(found.in_b.sum())
    nameless = f" {leads_of(found.nameless)} without an id left out." if found.nameless else ""
    return (
        f"{leads_of(len(found.ids))} dealt into {asked.assign.name}: {len(found.ids) - b:,} in A, "
        f"{b:,} in B, by the hash of \u201c{trial.seed}:\u201d and the "
        f"{'account' if found.accounts else 'id'}.{nameless} The first leads count from "
        f"{day_words(trial.start)}."
    )


def _leads(
    path: Path, options: LeadOptions, terminal: Terminal
) -> tuple[Found, Leads, tuple[Stage, ...]]:
    """The leads that are scored, with their outcome, and the stages of the project."""
    found = find_leads(path, options, terminal.progress)
    recipe = with_options(found.recipe, found.table, options)
    leads = Leads(found.table, recipe, zone=zone_of(found.project))
    leads = _with_account(leads, options.account)
    deals = find_deals(leads, found, options, terminal.progress)
    if deals is not None:
        leads = deals.leads
        terminal.tell(deals.problems)
    project = found.project
    if project is None:
        return found, leads, ()
    leads = population_of(project, leads, options.as_of or date.today()).leads
    return found, leads, project.stages


def _with_account(leads: Leads, field: str | None) -> Leads:
    if field is None:
        return leads
    item = leads.input(field)
    if item is None or item.kind is not Kind.TEXT:
        raise LeadbenchError(
            f"The leads have no field of text {listed([field])} that could name the account.",
            leads.raw.source,
            "Say another one with --account.",
        )
    return leads.read_as(leads.recipe.changed(replace(item, role=Role.ACCOUNT)))


def _trial(found: Found, asked: AnalyseAsked, path: Path) -> Trial | None:
    """The plan that holds: the one that is named, or the one that the field belongs to."""
    trials = () if found.project is None else found.project.trials
    if asked.plan:
        wanted = cleaned_key(asked.plan)
        named = next((item for item in trials if cleaned_key(item.name) == wanted), None)
        if named is None:
            raise LeadbenchError(
                f"The project has no plan of the name {listed([asked.plan])}."
                if trials
                else "No live test is planned here.",
                path.name,
                f"Its plans are {listed(item.name for item in trials)}."
                if trials
                else "Leave --plan out.",
            )
        return named
    if not asked.field and len(trials) == 1:
        return trials[0]
    return governing(trials, asked.field)
