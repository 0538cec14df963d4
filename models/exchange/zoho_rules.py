"""A scoring model as the scoring rules of Zoho CRM, for its API (v8), and what does not fit.

Field rules are written as the API's pages show them. Nobody but Zoho runs them, so what it makes
of blanks, case and spaces is Zoho's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.exchange.moving_in.zoho_words import (
    CRITERIA_OF_EDITION,
    LEAST_SCORE,
    MOST_DESCRIPTION,
    MOST_FIELD_RULES,
    MOST_NAME,
    MOST_SCORE,
    SIGNALS,
    api_name,
)
from models.exchange.zoho_criteria import Unfit, criteria
from models.leads.text import cleaned_key
from models.leads.wording import count_of, figure, quoted
from models.problems import Problem, Severity
from models.scoring.awards import ByRange, ByValue, Points, RangePoints, ValuePoints
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Measure,
    Test,
)
from models.scoring.model import Group, Rule, ScoringModel
from models.signs import signed

EDITION = "Enterprise"
MODULE = "Leads"

_NAMESPACES = {cleaned_key(name): signal for signal, name in SIGNALS.items()}


@dataclass(frozen=True)
class ZohoRules:
    """The body of a request to POST /settings/automation/scoring_rules, and what does not fit.

    `problems`: of severity ERROR what was left out, WARNING what is another score there, NOTE what
    to look at.
    """

    text: str
    problems: tuple[Problem, ...]


def zoho_rules(model: ScoringModel, *, edition: str = EDITION, module: str = MODULE) -> ZohoRules:
    """The model as one scoring rule of Zoho CRM, and all that it loses there.

    `edition` is one of CRITERIA_OF_EDITION: it says how many criteria a scoring rule takes.
    """
    problems = list(_of_model(model))
    fields: list[dict[str, Any]] = []
    signals: list[dict[str, Any]] = []
    for group in model.groups:
        problems += _of_group(group)
        for rule in group.rules:
            if rule.muted:
                continue
            try:
                for signal, item in _items(rule):
                    (signals if signal else fields).append(item)
            except Unfit as unfit:
                problems.append(_left_out(rule, str(unfit)))
    problems += _limits(len(fields), len(signals), edition)
    if signals:
        problems.append(_note("Signals", "Add the id of each signal: it differs by organisation."))
    if model.notes and len(model.notes) > MOST_DESCRIPTION:
        problems.append(_note("Notes", f"Cut to {MOST_DESCRIPTION} letters."))
    body: dict[str, Any] = {
        "name": model.name[:MOST_NAME].strip(),
        "description": model.notes[:MOST_DESCRIPTION],
        "module": {"api_name": module},
        "layout": None,
        "active": False,
        "field_rules": fields,
    }
    if signals:
        body["signal_rules"] = signals
    text = json.dumps({"scoring_rules": [body]}, ensure_ascii=False, indent=2) + "\n"
    return ZohoRules(text, tuple(problems))


def _items(rule: Rule) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The criteria of a rule, each with whether it is a signal. Raises Unfit."""
    found = list(_asked(rule))
    for points, _ in found:
        if not LEAST_SCORE <= points <= MOST_SCORE:
            raise Unfit(
                f"It gives {signed(points)}; Zoho takes {signed(LEAST_SCORE)} to "
                f"{signed(MOST_SCORE)} for one criterion."
            )
    for points, when in found:
        signal = _signal(when)
        if signal is not None:
            yield True, {"score": points, "signal": {"namespace": signal}}
        else:
            yield False, {"score": points, "criteria": criteria(when)}


def _asked(rule: Rule) -> Iterator[tuple[int, Condition]]:
    """Points and conditions of which at most one of a table holds. Raises Unfit."""
    parts: list[tuple[int, Condition]] = []
    match rule.award:
        case Points(points):
            if rule.when is None:
                raise Unfit("It holds for every lead; Zoho's rules need a criterion.")
            yield points, rule.when
            return
        case ByValue(field, entries, exact):
            if exact:
                raise Unfit("It tells upper and lower case apart.")
            parts = [(entry.points, _value(field, entry)) for entry in entries]
        case ByRange(field, entries):
            parts = [(entry.points, _range(field, entry)) for entry in entries]
        case _:
            raise Unfit("Zoho gives no points by the count of activities.")
    for points, part in parts:
        if points:  # no criterion is the same as no points
            yield points, part if rule.when is None else AllOf((rule.when, part))


def _value(field: str, entry: ValuePoints) -> Condition:
    if entry.value is None:
        return FieldTest(field, Test.IS_BLANK)
    return FieldTest(field, Test.IS, (entry.value,))


def _range(field: str, entry: RangePoints) -> Condition:
    parts = []
    if entry.low is not None:
        parts.append(FieldTest(field, Test.AT_LEAST, (entry.low,)))
    if entry.high is not None:
        parts.append(FieldTest(field, Test.LESS_THAN, (entry.high,)))
    if not parts:
        return FieldTest(field, Test.IS_KNOWN)
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _signal(when: Condition) -> str | None:
    """The signal of "at least once, of one type, at any time, whatever its details"."""
    match when:
        case ActivityTest(quantity, Test.AT_LEAST, (1 | 1.0,)) if (
            quantity.measure is Measure.COUNT
            and len(quantity.of.types) == 1
            and quantity.of.days is None
            and quantity.of.where is None
        ):
            return _NAMESPACES.get(cleaned_key(quantity.of.types[0]))
    return None


def _of_model(model: ScoringModel) -> Iterator[Problem]:
    """What the model has beside its rules and a scoring rule has not."""
    if len(model.name.strip()) > MOST_NAME:
        yield _note("Name", f"Cut to {MOST_NAME} letters, which is all that Zoho takes.")
    yield _note(
        "Fields",
        "Their API names are made of our names, such as "
        f"{quoted(api_name(next(iter(model.fields()), 'Job title')))}; compare them in Zoho.",
    )
    yield from _collisions(model)
    if model.base:
        yield _other("Base points", f"Zoho begins at 0, not at {signed(model.base)}.")
    yield _other(
        "Bands and thresholds",
        "Zoho's rules give a score without bands: make a view or workflow of "
        + ", ".join(f"{band.name} from {figure(band.threshold)}" for band in model.bands)
        + ".",
    )
    low = model.base + sum(rule.reach()[0] for rule in model.rules())
    high = model.base + sum(rule.reach()[1] for rule in model.rules())
    if low < model.scale.least or high > model.scale.most:
        yield _other(
            "Scale",
            f"Zoho does not keep the score within {figure(model.scale.least)} and "
            f"{figure(model.scale.most)}.",
        )
    for name, there in (
        ("Overrides", bool(model.overrides)),
        ("Grade", model.grade is not None),
        ("Account score", model.account is not None),
        ("Derived fields", bool(model.derived)),
    ):
        if there:
            yield _other(name, "Zoho's scoring rules have nothing like it.")
    negative = (Test.IS_NOT, Test.IS_NOT_ONE_OF, Test.DOES_NOT_EQUAL, Test.DOES_NOT_CONTAIN)
    if any(_uses(rule.when, negative) for rule in model.rules()):
        yield _note(
            "Blank fields", "Look what Zoho answers to \u201cis not\u201d where a field is blank."
        )


def _collisions(model: ScoringModel) -> Iterator[Problem]:
    """Fields that would be one in Zoho, since only signs tell their names apart."""
    met: dict[str, str] = {}
    for name in model.fields():
        first = met.setdefault(api_name(name).lower(), name)
        if first != name:
            yield _other(
                "Fields", f"{quoted(first)} and {quoted(name)} would have the same API name."
            )


def _uses(condition: Condition | None, tests: tuple[Test, ...]) -> bool:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return any(_uses(part, tests) for part in parts)
        case FieldTest(_, test):
            return test in tests
    return False


def _of_group(group: Group) -> Iterator[Problem]:
    where = f"Group {group.name}"
    low = sum(rule.reach()[0] for rule in group.rules)
    high = sum(rule.reach()[1] for rule in group.rules)
    if (group.least is not None and low < group.least) or (
        group.most is not None and high > group.most
    ):
        yield _other(where, "Zoho has no limits of groups: its points are not cut off.")
    if group.decay is not None:
        yield _other(where, "Zoho's points do not fade.")


def _limits(fields: int, signals: int, edition: str) -> Iterator[Problem]:
    most = CRITERIA_OF_EDITION[edition]
    if fields + signals > most:
        yield Problem(
            f"There are {count_of(fields + signals, 'criterion', 'criteria')}; a scoring rule of "
            f"Zoho {edition} takes {most}.",
            "Number of criteria",
            "Simplify the model on the page Tune, or take another edition.",
            fields + signals,
            severity=Severity.ERROR,
        )
    if fields > MOST_FIELD_RULES >= most:
        yield _other("Number of criteria", f"The API takes {MOST_FIELD_RULES} field rules at once.")


def _left_out(rule: Rule, why: str) -> Problem:
    return Problem(
        f"Left out: {why}",
        f"Rule {rule.name}",
        "Change the rule, or score by another target.",
        severity=Severity.ERROR,
    )


def _other(where: str, what: str) -> Problem:
    return Problem(what, where, severity=Severity.WARNING)


def _note(where: str, what: str) -> Problem:
    return Problem(what, where, severity=Severity.NOTE)
