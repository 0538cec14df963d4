"""`leadbench export`: the model for another system, with what does not fit and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.exchange.all_engines import engine
from models.exchange.all_targets import TARGETS, target
from models.exchange.proof.engine import Engine, Verdict, proved
from models.exchange.proof.words import mismatch_words, verdict_words
from models.exchange.targets.effect import effect_of
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.saving import save
from models.exchange.targets.target import Export, Order, Target
from models.exchange.targets.words import (
    effect_words,
    misfit_words,
    proof_words,
)
from models.leads.wording import count_of, listed, quoted
from models.problems import LeadbenchError
from workbench.commands.scoring import judge, problem_json
from workbench.commands.sources import LeadOptions, find_model, is_project
from workbench.commands.terminal import Terminal

LIST = "list"


@dataclass(frozen=True)
class Choice:
    """What is exported, where to, and how. `options`: KEY=VALUE of the target."""

    model: Path | None
    model_name: str | None
    to: str
    out: Path | None
    options: tuple[str, ...] = ()
    verify: bool = False


def run(
    choice: Choice,
    leads: Path | None,
    options: LeadOptions,
    version: str,
    as_json: bool,
    terminal: Terminal,
) -> bool:
    """Write the export; whether every proof that was asked for holds."""
    if choice.to == LIST:
        _list(as_json, terminal)
        return True
    wanted = target(choice.to)
    if wanted is None:
        raise LeadbenchError(
            f"There is no target {quoted(choice.to)}.",
            "--to",
            f"The targets are {listed([item.key for item in TARGETS])}.",
        )
    if choice.model is None or choice.out is None:
        missing = "--model MODEL" if choice.model is None else "-o OUT"
        raise LeadbenchError("Something is missing.", missing, "Name it.")
    there = _engines(wanted) if choice.verify else ()
    if choice.verify and leads is None and not is_project(choice.model):
        raise LeadbenchError("A proof needs leads.", "--verify", "Name a table of leads.")
    order, facts = _order(choice, choice.model, wanted, leads, options, version, terminal)
    export = written(wanted, order)
    paths = save(export, choice.out)
    verdicts = _verdicts(there, order, export, terminal)
    terminal.tell(export.problems)
    effect = facts.pop("effect", "")
    if as_json:
        terminal.answer(
            {
                "target": wanted.key,
                "proof": wanted.proof.value,
                "files": [str(path) for path in paths],
                "model": order.original.name,
                "model_hash": order.program.hash,
                "as_of": order.program.as_of.isoformat(),
                "misfits": [
                    {
                        "part": item.part.value,
                        "name": item.name,
                        "why": item.why,
                        "instead": item.instead,
                        "left_out": item.left_out,
                    }
                    for item in order.adapted.misfits
                ],
                **facts,
                "verified": [
                    {
                        "engine": found.engine,
                        "version": found.version,
                        "leads": found.leads,
                        "wrong": found.wrong,
                        "compared": list(found.compared),
                        "note": found.note,
                    }
                    for found in verdicts
                ],
                "problems": [problem_json(problem) for problem in export.problems],
            }
        )
    else:
        terminal.say(_words(wanted, order, paths, effect, verdicts))
    return all(verdict.holds for verdict in verdicts)


def _list(as_json: bool, terminal: Terminal) -> None:
    if as_json:
        targets = [
            {
                "key": item.key,
                "name": item.name,
                "family": item.family.value,
                "proof": item.proof.value,
                "gives": item.gives,
                "options": {
                    option.key: [value for value, _ in option.values] for option in item.choices
                },
            }
            for item in TARGETS
        ]
        terminal.answer({"targets": targets})
        return
    wide = max((len(item.key) for item in TARGETS), default=0)
    lines: list[str] = []
    family = None
    for item in TARGETS:
        if item.family is not family:
            family = item.family
            lines += ["", family.value] if lines else [family.value]
        lines.append(f"  {item.key:<{wide}}  {item.proof.value:<9}  {item.gives}")
        for option in item.choices:
            values = "|".join(value for value, _ in option.values)
            values += "|..." if option.free else ""
            lines.append(f"  {'':<{wide}}             --option {option.key}={values}")
    terminal.say("\n".join(lines))


def _order(
    choice: Choice,
    model_path: Path,
    wanted: Target,
    leads: Path | None,
    options: LeadOptions,
    version: str,
    terminal: Terminal,
) -> tuple[Order, dict[str, Any]]:
    chosen = _chosen(wanted, choice.options)
    if leads is None and is_project(model_path):
        leads = model_path
    if leads is None:
        model = find_model(model_path, choice.model_name)
        day = options.as_of or model.as_of or date.today()
        return order_for(wanted, model, day, model.inputs, version, options=chosen), {}
    judged = judge(model_path, choice.model_name, leads, options, terminal)
    terminal.tell(judged.problems)
    scored = judged.scored
    inputs = judged.leads.recipe.inputs
    order = order_for(wanted, judged.model, scored.as_of, inputs, version, scored, chosen)
    effect = effect_of(scored, order.adapted)
    facts = {
        "leads": len(scored),
        "other_score": effect.other_score,
        "other_band": effect.other_band,
        "effect": effect_words(effect, wanted.name),
    }
    return order, facts


def _chosen(wanted: Target, options: tuple[str, ...]) -> list[tuple[str, str]]:
    chosen = []
    for option in options:
        key, _, value = option.partition("=")
        if not value:
            raise LeadbenchError(
                f"{quoted(option)} has no value.", "--option", f"Write it as {key or 'KEY'}=VALUE."
            )
        known = next((item for item in wanted.choices if item.key == key), None)
        if known is None:
            keys = listed([item.key for item in wanted.choices])
            raise LeadbenchError(
                f"{wanted.name} has no option {quoted(key)}.",
                "--option",
                f"Its options are {keys}." if wanted.choices else "It has no options.",
            )
        values = [allowed for allowed, _ in known.values]
        if value not in values and not known.free:
            raise LeadbenchError(
                f"{quoted(value)} is no value of {key}.", "--option", f"Choose {listed(values)}."
            )
        chosen.append((key, value))
    return chosen


def _engines(wanted: Target) -> tuple[Engine, ...]:
    """The engines that are there; LeadbenchError where none is, before anything is written."""
    engines = [found for key in wanted.engines if (found := engine(key)) is not None]
    if not engines:
        raise LeadbenchError(
            f"No engine here runs exports for {quoted(wanted.name)}, so nothing was written.",
            "--verify",
            "Leave it out, and compare some leads with their scores by hand.",
        )
    there = tuple(item for item in engines if item.version())
    if not there:
        raise LeadbenchError(
            f"No engine for {wanted.name} is installed: {listed([e.name for e in engines])}.",
            "--verify",
            " ".join(item.install for item in engines),
        )
    return there


def _verdicts(
    there: tuple[Engine, ...], order: Order, export: Export, terminal: Terminal
) -> tuple[Verdict, ...]:
    """A verdict of each engine."""
    verdicts = []
    for place, item in enumerate(there):
        terminal.progress(f"Running it in {item.name}", place, len(there))
        verdicts.append(proved(item, order, export))
    return tuple(verdicts)


def _words(
    wanted: Target,
    order: Order,
    paths: tuple[Path, ...],
    effect: str,
    verdicts: tuple[Verdict, ...],
) -> str:
    lines = [
        f"{quoted(order.original.name)} for {wanted.name}, as of {order.program.as_of.isoformat()}."
    ]
    lines += [misfit_words(item) for item in order.adapted.misfits]
    if not order.adapted.misfits:
        lines.append("All of the model fits.")
    if order.program.muted:
        lines.append(
            f"{count_of(len(order.program.muted), 'muted rule')} left out: "
            f"{listed(list(order.program.muted))}."
        )
    if effect:
        lines.append(effect)
    lines.append(proof_words(wanted))
    for verdict in verdicts:
        lines.append(verdict_words(verdict))
        lines += [f"  {mismatch_words(example)}" for example in verdict.examples]
    lines += [f"Written: {path}" for path in paths]
    return "\n".join(lines)
