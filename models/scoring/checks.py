"""What is wrong with a model, or with a model on these leads, as problems that are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from models.leads.derived import fields_of_leads, kind_of
from models.leads.derived_checks import derived_problems
from models.leads.fields import Kind
from models.leads.table import Leads
from models.problems import Problem, Severity
from models.scoring.as_of import as_of_day
from models.scoring.bands import reach_of_move
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
    tests_in,
)
from models.scoring.masks import Masks
from models.scoring.model import (
    MOST_POINTS,
    Award,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from models.scoring.other_tables import (
    account_problems,
    activity_problems,
    askers,
    without_activities,
)
from models.scoring.sight import sight_of

MISFIT_SHARE = 0.01
"""Above this share of misfits a field that a rule uses is warned of."""


def problems_of(
    model: ScoringModel, leads: Leads, masks: Masks | None = None, as_of: date | None = None
) -> tuple[Problem, ...]:
    """Everything worth telling about the model on these leads, the gravest first.

    With `masks`, rules that hit no lead are told too (it asks every condition).
    """
    found = [*model_problems(model), *_fields(model, leads), *_derived(model, leads)]
    found += [*_activities(model, leads), *account_problems(model, leads)]
    if masks is not None and len(leads):
        day = as_of or as_of_day(model, leads, date.today())
        found += _hit_nobody(model, leads, masks, day)
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return tuple(sorted(found, key=lambda problem: order.index(problem.severity)))


def model_problems(model: ScoringModel) -> tuple[Problem, ...]:
    """What is wrong with the model by itself."""
    return (*_bands(model), *_groups(model), *_rules(model), *_overrides(model))


def _error(what: str, where: str, remedy: str = "") -> Problem:
    return Problem(what, where, remedy, severity=Severity.ERROR)


def _bands(model: ScoringModel) -> Iterator[Problem]:
    if model.scale.least >= model.scale.most:
        yield _error("The scale ends where it begins.", "Scale", "Raise its most.")
    if not model.bands:
        yield _error("The model has no bands.", "Bands", "Add a band.")
        return
    for low, high in pairwise(model.bands):
        if high.threshold <= low.threshold:
            yield _error(
                f"{high.name} begins at {high.threshold}, not above {low.name} ({low.threshold}).",
                "Bands",
                "Raise its threshold.",
            )
    first, last = model.bands[0], model.bands[-1]
    if first.threshold != model.scale.least:
        what = f"{first.name} begins at {first.threshold}, the scale at {model.scale.least}."
        yield _error(what, "Bands", "Let the first band begin where the scale begins.")
    if last.threshold > model.scale.most:
        what = f"No lead can reach {last.name}: it begins at {last.threshold}"
        yield _error(f"{what}, the scale ends at {model.scale.most}.", "Bands")
    if sum(band.mql for band in model.bands) != 1:
        yield _error("One band, not more and not fewer, must be the MQL band.", "Bands")
    yield from _doubles("Bands", "bands are named", (band.name for band in model.bands))


def _doubles(where: str, what: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield _error(f"{times} {what} {name}.", where, "Rename all but one.")


def _groups(model: ScoringModel) -> Iterator[Problem]:
    for group in model.groups:
        if group.least is not None and group.most is not None and group.least > group.most:
            what = f"The least it can give, {group.least}, is above the most, {group.most}."
            yield _error(what, group.name, "Change its limits.")


def _rules(model: ScoringModel) -> Iterator[Problem]:
    for rule in model.rules():
        low, high = _given(rule.award)
        if max(-low, high) > MOST_POINTS:
            yield _error(f"Points go up to {MOST_POINTS:,} only.", rule.name, "Lower them.")
        if _unfinished(rule.when):
            yield _error("A part of the condition is empty.", rule.name, "Fill or remove it.")
        if isinstance(rule.award, ByRange) and _overlap(rule.award):
            yield _error("The ranges overlap or do not ascend.", rule.name, "Change their ends.")


def _given(award: Award) -> tuple[int, int]:
    if isinstance(award, Points):
        return award.points, award.points
    if isinstance(award, PerOccurrence):
        return award.points * award.most, award.points * award.most
    points = [entry.points for entry in award.entries]
    return min(points, default=0), max(points, default=0)


def _unfinished(condition: Condition | None) -> bool:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return not parts or any(map(_unfinished, parts))
        case Not(part):
            return _unfinished(part)
        case FieldTest(_, test, values):
            return SHAPES[test].takes != "nothing" and not values
        case ActivityTest(quantity, test, values):
            asked = quantity.of.where
            blank = SHAPES[test].takes != "nothing" and not values
            return blank or _unfinished(asked)
        case FollowedBy(first, then):
            return _unfinished(first.where) or _unfinished(then.where)
        case Inactive():
            return False
        case None:
            return False


def _overlap(award: ByRange) -> bool:
    ends: list[float] = []
    for entry in award.entries:
        ends.append(-np.inf if entry.low is None else entry.low)
        ends.append(np.inf if entry.high is None else entry.high)
    return any(low > high for low, high in pairwise(ends))


def _overrides(model: ScoringModel) -> Iterator[Problem]:
    for override in model.overrides:
        if reach_of_move(model, override) is None:
            what = f"There is no band {override.band}; the override is not applied."
            yield _error(what, override.name, "Choose a band.")


# The model on these leads


def _readers(model: ScoringModel) -> dict[str, list[str]]:
    """The names of the rules and overrides that read each field; muted rules do not count."""
    found: dict[str, list[str]] = {}
    for rule in model.rules():
        for name in () if rule.muted else fields_of_leads(rule.fields(), model.derived):
            found.setdefault(name, []).append(rule.name)
    for override in model.overrides:
        names = (test.field for test in tests_in(override.when))
        for name in fields_of_leads(names, model.derived):
            found.setdefault(name, []).append(override.name)
    return found


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def _fields(model: ScoringModel, leads: Leads) -> Iterator[Problem]:
    for name, readers in _readers(model).items():
        item = leads.input(name)
        if item is None:
            yield Problem(
                f"These leads do not have it; it is read as blank by {_listed(readers)}.",
                name,
                "Choose another field or add it to the file.",
                count=len(readers),
            )
            continue
        wrong = _of_other_kind(model, name, item.kind)
        if wrong:
            yield Problem(
                f"It is read as {item.kind}, which {_listed(wrong)} cannot ask; it gives 0.",
                name,
                "Change the field's kind or the rule.",
                count=len(wrong),
            )
        misfits = leads.misfits(name)
        if misfits.count > MISFIT_SHARE * len(leads):
            yield Problem(
                f"{misfits.count:,} cells are not of the kind {item.kind} and are read as blank.",
                name,
                "Look at the field on the page Data.",
                count=misfits.count,
                examples=misfits.examples,
            )


def _activities(model: ScoringModel, leads: Leads) -> Iterator[Problem]:
    if leads.activities is not None:
        yield from activity_problems(model, leads.activities)
        return
    for asker in askers(model):
        remedy = "Open the table of activities."
        yield replace(without_activities((asker.name,), remedy), where=asker.name)


_GIVES = {Kind.TEXT: "a text", Kind.NUMBER: "a number", Kind.YES_NO: "yes or no"}


def _derived(model: ScoringModel, leads: Leads) -> Iterator[Problem]:
    def kind_of_field(name: str) -> Kind | None:
        item = leads.input(name)
        return None if item is None else item.kind

    yield from derived_problems(model.derived, kind_of_field)
    for item in model.derived:
        wrong = _of_other_kind(model, item.name, kind_of(item))
        if wrong:
            yield Problem(
                f"It gives {_GIVES[kind_of(item)]}, which {_listed(wrong)} cannot ask: 0 points.",
                item.name,
                "Change the rule.",
                count=len(wrong),
            )


def _of_other_kind(model: ScoringModel, field: str, kind: Kind) -> list[str]:
    """Rules and overrides with a test or points that the kind of the field cannot answer."""
    found = [rule.name for rule in model.rules() if not rule.muted and _asks(rule, field, kind)]
    found += [o.name for o in model.overrides if _asks_other(o.when, field, kind)]
    return found


def _asks(rule: Rule, field: str, kind: Kind) -> bool:
    award = rule.award
    if isinstance(award, ByRange) and award.field == field and kind is not Kind.NUMBER:
        return True
    if isinstance(award, ByValue) and award.field == field and kind in (Kind.NUMBER, Kind.DATE):
        return True
    return _asks_other(rule.when, field, kind)


def _asks_other(condition: Condition | None, field: str, kind: Kind) -> bool:
    return condition is not None and any(
        test.field == field and SHAPES[test.test].kind not in (None, kind)
        for test in tests_in(condition)
    )


def _hit_nobody(model: ScoringModel, leads: Leads, masks: Masks, as_of: date) -> Iterator[Problem]:
    for rule in model.rules():
        names = fields_of_leads(rule.fields(), model.derived)
        missing = any(leads.input(name) is None for name in names)
        if not rule.muted and not missing and not masks.hit(rule, sight_of(model, as_of)).any():
            yield Problem("No lead meets this rule.", rule.name, severity=Severity.NOTE)
