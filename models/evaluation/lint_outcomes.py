"""What past outcomes say against a model: points up where conversion goes down, and the reverse.

Stands here because outcomes are judged on this floor; the rest is in `models/scoring/lint/`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.evaluation.evaluate import outcomes_of
from models.evaluation.figures import count, percent
from models.evaluation.guard.known import known_leaks
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.table import Leads
from models.scoring.counting import CONVERTED, UNKNOWN
from models.scoring.engine import Scored
from models.scoring.lint.fields import behind, leak_finding, readers_of
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_rule
from models.scoring.lint.fixes import muted, names_of
from models.scoring.lint.ground import Ground, Sample
from models.scoring.lint.known_leaks import leaks_of
from models.scoring.lint.linter import by_severity, lint
from models.scoring.model import Points, Rule, ScoringModel
from models.signs import signed


def findings_of(
    model: ScoringModel, leads: Leads | None = None, scored: Scored | None = None
) -> tuple[Finding, ...]:
    """All that is unwise about the model, outcomes included, the gravest first."""
    found = lint(model, leads, scored)
    if leads is None or scored is None or not len(leads):
        return found
    more = (*leaks_by_guard(model, leads, scored), *against_outcomes(model, leads, scored))
    return by_severity([*more, *found])


def leaks_by_guard(model: ScoringModel, leads: Leads, scored: Scored) -> Iterator[Finding]:
    """Rules that read a field which only the guard calls a leak: by its name, by one value, by
    days after the outcome, or for standing out of the other fields."""
    masks = scored.masks
    leaks = known_leaks(leads, masks)
    ground = Ground(model, Sample(leads, scored))
    for name, rules in behind(ground, readers_of(ground)).items():
        item = leads.input(name)
        leak = None if item is None else leaks.get(item.name)
        if item is None or leak is None or leaks_of(leads, masks, item):
            continue
        what = (
            f"{name}, read by {names_of(rule.name for rule in rules)}, seems to know the outcome."
        )
        yield leak_finding(ground, rules, what, " ".join((leak.sentence, *leak.more)))


def against_outcomes(model: ScoringModel, leads: Leads, scored: Scored) -> Iterator[Finding]:
    """Rules whose points go the other way than conversion does, beyond chance.

    For every number of points that a rule gives: its leads' rate with Wilson's interval lies
    wholly on the wrong side of the rate of all, and more than `TOO_FEW` conversions are there or
    would be expected.
    """
    outcomes = outcomes_of(scored.masks, leads)
    known = outcomes.codes != UNKNOWN
    total, converted = int(known.sum()), int(outcomes.converted.sum())
    if not total or not converted:
        return
    base = converted / total
    for rule in model.rules():
        if rule.muted or rule.reach() == (0, 0):
            continue
        wrong = _wrong(rule, scored, known, outcomes.codes == CONVERTED, base)
        if wrong:
            yield _finding(model, rule, wrong, base)


_Wrong = tuple[int, int, int, Interval]
"""Points, leads known, converted, the rate."""


def _wrong(
    rule: Rule,
    scored: Scored,
    known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    converted: np.ndarray[tuple[int], np.dtype[np.bool_]],
    base: float,
) -> list[_Wrong]:
    given = scored.contribution(rule)
    found = []
    # Points that fade take many values: what counts then is up or down.
    levels = np.unique(given).tolist()
    if len(levels) > 20:
        given, levels = np.sign(given), [-1, 0, 1]
    for points in levels:
        if not points:
            continue
        hit = (given == points) & known
        leads, won = int(np.count_nonzero(hit)), int(np.count_nonzero(hit & converted))
        rate = rate_interval(won, leads)
        if rate is None or max(won, leads * base) <= TOO_FEW:
            continue
        if (points > 0 and rate.high < base) or (points < 0 and rate.low > base):
            found.append((points, leads, won, rate))
    return found


def _finding(model: ScoringModel, rule: Rule, wrong: list[_Wrong], base: float) -> Finding:
    up = wrong[0][0] > 0
    fewer = "less" if up else "more"
    table = not isinstance(rule.award, Points)
    evidence = names_of((_figures(found, named=table) for found in wrong), 3)
    return Finding(
        FindingKind.AGAINST_OUTCOMES,
        f"{rule.name} {'adds' if up else 'takes'} points where leads convert {fewer} often than "
        "others do.",
        f"{evidence}; of all leads {percent(base)} do.",
        "Ask sales whether it still holds; turn its sign, or mute it.",
        at_rule(rule),
        fix=Fix(f"Mute {rule.name}", muted(model, {rule.id})),
    )


def _figures(found: _Wrong, *, named: bool) -> str:
    """How the leads that get those points convert; `named`: which of a rule's points they are."""
    points, leads, won, rate = found
    where = f"Where it gives {signed(points)}, " if named else ""
    return (
        f"{where}{count(won)} of {count(leads)} convert, {percent(rate.value)} "
        f"({percent(rate.low)} to {percent(rate.high)})"
    )
