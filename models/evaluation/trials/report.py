"""Plans and analyses as text for a terminal and as plain values for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.evaluation.comparison.report import p_words
from models.evaluation.figures import NONE, count, decimal, percent
from models.evaluation.tallies import Interval
from models.evaluation.trials.amounts import points
from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.design import Design, Shown, Sizes
from models.evaluation.trials.look_words import seen_words
from models.evaluation.trials.plan_words import chances_words, shown_words, size_words
from models.evaluation.trials.result import Result
from models.evaluation.trials.spending import even_bounds, level_of
from models.evaluation.trials.words import (
    about,
    method_words,
    mismatch_words,
    points_of,
    result_words,
    segments_words,
    verdict,
)


def plan_text(design: Design, sizes: Sizes, curve: Sequence[Shown]) -> str:
    """The sentences, and what shorter and longer tests could show."""
    lines = [size_words(design, sizes), chances_words(design, sizes), ""]
    lines += [shown_words(shown) for shown in curve]
    return "\n".join(lines)


def plan_json(design: Design, sizes: Sizes, curve: Sequence[Shown]) -> dict[str, Any]:
    """The same for scripts; shares are 0..1."""
    return {
        "rate": design.rate,
        "difference": design.difference,
        "power": design.power,
        "level": design.level,
        "share": design.share,
        "leads_a_week": design.per_week,
        "design_effect": design.effect,
        "wait_days": design.wait,
        "looks": [
            {"share": look / design.looks, "z": bound, "p_below": level_of(bound)}
            for look, bound in enumerate(even_bounds(design.looks, design.level), start=1)
        ],
        "leads": {"a": sizes.a, "b": sizes.b},
        "weeks": sizes.weeks,
        "sentence": size_words(design, sizes),
        "could_show": [
            {"weeks": shown.weeks, "leads": shown.leads, "difference": shown.difference}
            for shown in curve
        ],
    }


def result_text(result: Result, sentences: tuple[str, str] | None = None) -> str:
    """The verdict, the arms, the pairs."""
    first, second = sentences or result_words(result)
    lines = [first, *([second] if second else []), ""]
    for arm in result.arms:
        rate = arm.rate
        told = (
            "no outcome known"
            if rate is None
            else f"{count(arm.counts.converted)} of {count(arm.counts.known)}, "
            f"{percent(rate.value)} ({decimal(100 * rate.low, 1)} to {percent(rate.high)})"
        )
        lines.append(f"{arm.name}: {told}")
    for pair in result.pairs:
        p = "too few to say" if pair.p is None else f"p {p_words(pair.p)} ({method_words(pair)})"
        lines.append(f"{pair.b} against {pair.a}: {points_of(pair)}, {p}")
    return "\n".join(lines)


def analysis_text(found: Analysis) -> str:
    """All that can be said of a test; of one that is refused only who is in it."""
    if found.result is None:
        lines = list(verdict(found))
        names = [arm.name for arm in found.arms]
        lines += ["", *(f"{arm.name}: {count(arm.leads)} leads" for arm in found.arms)]
        if found.mismatch is not None:
            planned = found.trial is not None
            lines.append(mismatch_words(found.mismatch, names, planned=planned))
        return "\n".join(lines)
    lines = [result_text(found.result, verdict(found)), "", *about(found)]
    if found.trial is not None and found.trial.design.looks > 1:
        lines += ["", *(seen_words(seen, found.trial.design.looks) for seen in found.seen)]
    if found.segments:
        lines += ["", segments_words(found.segments, found.by, found.result.level)]
        for part in found.segments:
            p = "too few to say" if part.p is None else f"p {p_words(part.p)}"
            between = "" if part.difference is None else points(part.difference.value)
            sign = "" if part.difference is None or part.difference.value >= 0 else "\u2212"
            lines.append(f"  {part.name}: {sign}{between or NONE}, {p}")
    return "\n".join(lines).rstrip()


def result_json(result: Result) -> dict[str, Any]:
    """Arms and pairs for scripts; shares are 0..1."""
    return {
        "level": result.level,
        "design_effect": result.effect,
        "arms": [
            {
                "name": arm.name,
                "leads": arm.counts.known,
                "converted": arm.counts.converted,
                "rate": _interval(arm.rate),
            }
            for arm in result.arms
        ],
        "pairs": [
            {
                "a": pair.a,
                "b": pair.b,
                "difference": _interval(pair.difference),
                "p": pair.p,
                "exact": pair.exact,
            }
            for pair in result.pairs
        ],
        "could_show": result.could_show,
    }


def analysis_json(found: Analysis) -> dict[str, Any]:
    """All of an analysis for scripts."""
    mismatch = found.mismatch
    first, second = verdict(found)
    data: dict[str, Any] = {
        "verdict": f"{first} {second}".strip(),
        "planned": None if found.trial is None else found.trial.name,
        "outcome": found.outcome,
        "assigned": [
            {"name": arm.name, "leads": arm.leads, "young": arm.young, "unknown": arm.unknown}
            for arm in found.arms
        ],
        "split": None
        if mismatch is None
        else {"of": mismatch.of, "p": mismatch.p, "as_planned": not mismatch.grave},
        "looks": [
            {
                "look": seen.look.number,
                "day": seen.look.day.isoformat(),
                "created_up_to": seen.look.closed.isoformat(),
                "leads": seen.result.known,
                "converted": seen.result.converted,
                "share": seen.share,
                "p_below": seen.level,
                "p": seen.result.pairs[0].p,
                "told_apart": seen.found,
            }
            for seen in found.seen
        ],
        "goes_on": found.goes_on,
        "elsewhere": found.elsewhere,
        "undated": found.undated,
    }
    if found.result is not None:
        data |= result_json(found.result)
        data["segments"] = [
            {
                "name": part.name,
                "a": {"leads": part.a.known, "converted": part.a.converted},
                "b": {"leads": part.b.known, "converted": part.b.converted},
                "difference": _interval(part.difference),
                "p": part.p,
            }
            for part in found.segments
        ]
    return data


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}
