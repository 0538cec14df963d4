"""The evidence of a rule in words and as a small bar: values for painting, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from models.evaluation.evaluation import TOO_FEW, RuleFigures
from models.evaluation.figures import count, percent


class Say(StrEnum):
    """What a run of words tells; where room is short the base goes first."""

    HITS = "hits"
    RATE = "rate"
    BASE = "base"
    FEW = "few"
    MQL = "mql"
    MOST = "most"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Run:
    """Words with one weight."""

    say: Say
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Evidence:
    """Runs of words, and the bar: rate and base as shares of `full`, the right end of all bars.

    `rate` None: nothing to draw. `few`: too few converted to trust the rate.
    """

    runs: tuple[Run, ...]
    rate: float | None = None
    base: float | None = None
    full: float = 1.0
    few: bool = False


def bar_end(base: float | None, rates: list[float]) -> float:
    """The rate at the right end of every bar of a list: four times the base, or the highest."""
    return min(1.0, max([4 * base if base else 0.0, *rates])) or 1.0


@lru_cache(maxsize=4096)
def evidence(
    figures: RuleFigures | None,
    base: float | None,
    full: float,
    *,
    muted: bool = False,
    most: str = "",
) -> Evidence:
    """What is known of a rule: its hits, how they convert against the base, the MQL it adds.
    `most`: what points per occurrence come to at most.

    Remembered, since most rules say the same after a step of a drag.
    """
    if figures is None:
        return Evidence((Run(Say.HITS, "no figures yet"), *_each(most)))
    hits = figures.hits
    runs = [Run(Say.HITS, "hits "), Run(Say.HITS, count(hits.leads), strong=True)]
    if not hits.leads:
        runs = [Run(Say.HITS, "hits no lead")]
    rate = hits.rate
    few = rate is not None and hits.converted <= TOO_FEW
    if rate is None:
        if hits.leads:
            runs.append(Run(Say.RATE, " \u00b7 no outcome yet"))
    elif few:
        runs += [
            Run(Say.RATE, " \u00b7 "),
            Run(Say.FEW, f"{hits.converted} converted: too few"),
        ]
    else:
        runs += [
            Run(Say.RATE, " \u00b7 "),
            Run(Say.RATE, percent(rate), strong=True),
            Run(Say.RATE, " convert"),
        ]
        if base is not None:
            runs.append(Run(Say.BASE, f", base {percent(base)}"))
    if not muted:
        runs += _mql(figures.mql_added)
    runs += _each(most)
    if figures.chosen is not None:
        runs += [
            Run(Say.CHOSEN, " \u00b7 "),
            Run(Say.CHOSEN, count(figures.chosen), strong=True),
            Run(Say.CHOSEN, " chosen"),
        ]
    return Evidence(tuple(runs), rate, base, full, few)


def _each(most: str) -> tuple[Run, ...]:
    return (Run(Say.MOST, f" \u00b7 each, {most}"),) if most else ()


def _mql(added: int | None) -> tuple[Run, ...]:
    if added is None:
        return ()
    if not added:
        return (Run(Say.MQL, " \u00b7 adds no MQL"),)
    word = "adds" if added > 0 else "removes"
    return (
        Run(Say.MQL, f" \u00b7 {word} "),
        Run(Say.MQL, count(abs(added)), strong=True),
        Run(Say.MQL, " MQL"),
    )


def told(evidence: Evidence) -> str:
    """The runs as one line of text."""
    return "".join(run.text for run in evidence.runs)
