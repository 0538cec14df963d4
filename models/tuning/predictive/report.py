"""Chances and the ceiling for scripts (values of JSON) and for a terminal (text)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.evaluation.figures import count, decimal, interval, percent
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.scoring.chance_reasons import OddsLine, odds_lines, times_words
from models.scoring.file.probability_json import added_chances_to_json, probability_to_json
from models.scoring.model import ScoringModel
from models.scoring.probability import (
    WHOLE,
    ChanceStep,
    Probability,
    RuleChances,
    table_of,
)
from models.tuning.predictive.ceiling import Ceiling, Without
from models.tuning.predictive.judging import Both, By, Judged

MOST_LINES = 24
"""A terminal shows so many steps; scripts get all."""


def both_json(found: Both, by: By) -> dict[str, Any]:
    """The keys of `leadbench chances --json`: the way that was asked for, and both compared.

    `probability` or `predictive` is what a model's file has.
    """
    compared: dict[str, Any] = {
        "score": _told(found.by_score),
        "rules": _told(found.by_rules),
        "log_loss_difference": _interval(found.difference),
        "sentence": found.sentence,
    }
    if found.by_trees is not None:
        compared["trees"] = _told(found.by_trees.judged)
        compared["log_loss_difference_trees"] = _interval(found.by_trees.difference)
        compared["sentence_trees"] = found.by_trees.sentence
    return {"by": by.value, **chances_json(found.of(by) or found.by_score), "compared": compared}


def _told(found: Judged) -> dict[str, Any] | None:
    told = found.reliability
    if told is None:
        return None
    return {"log_loss": _interval(told.loss), "calibration_error": told.error}


def chances_json(found: Judged) -> dict[str, Any]:
    """The keys of one way."""
    told = found.reliability
    kept: dict[str, Any]
    if isinstance(found.chances, Probability):
        kept = {"probability": probability_to_json(found.chances)}
    else:
        kept = {"predictive": added_chances_to_json(found.chances)}
    return {
        "method": found.learnt.method.value,
        "sentences": list(found.sentences),
        **kept,
        "log_loss": None if told is None else _interval(told.loss),
        "brier": None if told is None else _interval(told.brier),
        "calibration": None
        if told is None
        else {
            "error": told.error,
            "by_chance": told.by_chance,
            "groups": [
                {
                    "leads": one.leads,
                    "converted": one.converted,
                    "chance": one.chance,
                    "rate": _interval(one.rate),
                }
                for one in told.bins
            ],
        },
    }


def both_text(found: Both, by: By, model: ScoringModel) -> str:
    """The way that was asked for, and which foretells better."""
    told = found.of(by) or found.by_score
    moves = found.by_trees.moves if by is By.TREES and found.by_trees else ()
    return f"{chances_text(told, model, moves)}\n\n{found.told(by)}"


def chances_text(found: Judged, model: ScoringModel, moves: Sequence[OddsLine] = ()) -> str:
    """The sentences, the odds of the rules or what fields do to them (`moves`), the steps and how
    they came true, as lines.
    """
    lines, head = [*found.sentences, ""], "Score from"
    if not isinstance(found.chances, Probability):
        head = "Log-odds from"
    if moves:
        usual = [(one.name, f"×{times_words(one.times)}") for one in moves]
        lines += [*table(("Field", "Moves odds by, on average"), usual), ""]
    if isinstance(found.chances, RuleChances):
        odds = odds_lines(model, found.chances)
        told = [(line.name, f"×{times_words(line.times)}") for line in odds]
        lines += [*table(("Rule", "Odds"), told), ""]
    lines += table(
        (head, "Chance", "95\u202f%"),
        [
            (
                count(step.start) if head == "Score from" else decimal(step.start / WHOLE),
                _percent(step.chance),
                f"{_percent(step.low)} to {_percent(step.high)}",
            )
            for step in shown_steps(table_of(found.chances))
        ],
    )
    if found.reliability is not None:
        rows = [
            (count(one.leads), percent(one.chance), percent(one.rate.value), _between(one.rate))
            for one in found.reliability.bins
        ]
        lines += ["", *table(("Leads", "Chance", "Converted", "95\u202f%"), rows)]
    return "\n".join(lines)


def shown_steps(found: Probability) -> list[ChanceStep]:
    """Some of the steps, evenly, the last one always among them."""
    steps = found.steps
    every = -(-len(steps) // MOST_LINES)
    return [*steps[:-1:every], steps[-1]]


def ceiling_json(found: Ceiling | None) -> dict[str, Any] | None:
    """The key `ceiling` of `leadbench tune --json`; null where it was not asked or cannot be."""
    if found is None:
        return None
    return {
        "best": found.best.name,
        "auc": _interval(found.best.figures.auc),
        "points": _interval(found.points.auc),
        "reach": _interval(found.reach),
        "other_way": _interval(found.beside),
        "methods": [_without(one) for one in found.others],
        "sentences": list(found.sentences),
    }


def _without(found: Without) -> dict[str, Any]:
    return {
        "name": found.name,
        "auc": _interval(found.figures.auc),
        "log_loss": _interval(found.figures.loss),
        "calibration_error": found.reliability.error,
    }


def ceiling_text(found: Ceiling | None) -> str:
    """The same as lines."""
    if found is None:
        return "What the data allow cannot be said: too few leads test."
    rows = [
        (
            one.name,
            "" if one.figures.auc is None else decimal(one.figures.auc.value, 3),
            interval(one.figures.auc, 3),
        )
        for one in found.others
    ]
    return "\n".join((*found.sentences, *table(("Without points", "AUC", "95\u202f%"), rows)))


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _between(found: Interval) -> str:
    return f"{percent(found.low)} to {percent(found.high)}"


def _percent(ten_thousandths: int) -> str:
    return percent(ten_thousandths / WHOLE)
