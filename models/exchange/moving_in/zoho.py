"""Scoring rules of Zoho CRM, as its API gives them, as a scoring model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from models.exchange.moving_in.band_words import bands_of
from models.exchange.moving_in.brought import Brought, NotUnderstood, Taken, Understood
from models.exchange.moving_in.drafted import Drafted, sound
from models.exchange.moving_in.telling import rule_told, told
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import NOTHING_KNOWN, World
from models.exchange.moving_in.zoho_criteria import condition_of
from models.exchange.moving_in.zoho_words import type_of_signal
from models.leads.text import clean
from models.leads.wording import both_ends, count_of
from models.problems import LeadbenchError
from models.scoring.awards import Points
from models.scoring.conditions import ActivityTest, Condition, Quantity, Selection, Test
from models.scoring.model import Axis, Group, Rule, ScoringModel
from models.scoring.words import rule_sentence

KIND = "scoring rules of Zoho CRM"
ONCE = "Read as points given once; if Zoho adds them each time, give points for each."
_MOST_RULES = 5_000

Part = tuple[str, Any, str]
"""Which kind of rule, its values, its place."""


def is_zoho(data: Any) -> bool:
    """Whether the values of a JSON text are scoring rules of Zoho CRM."""
    return isinstance(data, dict) and isinstance(data.get("scoring_rules"), list)


def read_zoho(data: dict[str, Any], where: str = "", world: World = NOTHING_KNOWN) -> Brought:
    """The model of Zoho's scoring rules: a group for each, its criteria and signals as rules."""
    rules = [item for item in data["scoring_rules"] if isinstance(item, dict)]
    if not rules:
        raise LeadbenchError(
            "There are no scoring rules in this file.", where, "Ask Zoho for them again."
        )
    understood: list[Understood] = []
    missed: list[NotUnderstood] = []
    groups: list[Group] = []
    number = 0
    some_active = any(rule.get("active") is not False for rule in rules)
    for rule in rules:
        title = clean(str(rule.get("name") or f"Scoring rule {len(groups) + 1}"))
        muted = some_active and rule.get("active") is False
        kept: list[Rule] = []
        for kind, item, spot in _parts(rule):
            number += 1
            if number > _MOST_RULES:
                raise LeadbenchError(
                    f"There are more than {_MOST_RULES:,} criteria in this file.", where
                )
            place, text = f"{title}, {spot}", both_ends(json.dumps(item, ensure_ascii=False), 200)
            try:
                drafted = _drafted(kind, item, number, title, world)
            except Unclear as unclear:
                missed.append(NotUnderstood(place, text, str(unclear), _nearest(kind)))
                continue
            made = Rule(
                f"r{number}", drafted.name, drafted.award, drafted.when, drafted.source, muted
            )
            kept.append(made)
            words = rule_told(made)
            note = "Muted, since the scoring rule is not active." if muted else drafted.note
            understood.append(Understood(place, text, Taken.RULE, words, note))
        groups.append(Group(f"g{len(groups) + 1}", title, tuple(kept), Axis.NONE))
    model, notes = _model(groups, rules, where)
    return Brought(KIND, model, tuple(understood), tuple(missed), notes)


def _parts(rule: dict[str, Any]) -> Iterator[Part]:
    """Every criterion, signal and touch point of a scoring rule, old form and new."""
    manual = rule.get("manual_scoring_rule")
    for holder in (rule, manual if isinstance(manual, dict) else {}):
        for key, kind in (("field_rules", "field"), ("signal_rules", "signal")):
            for place, item in enumerate(_list(holder.get(key)), start=1):
                yield kind, item, f"{kind} rule {place}"
        for group in _list(holder.get("touch_point_rules")):
            channel = group.get("group") if isinstance(group, dict) else None
            name = channel.get("display_value") or channel.get("name") if channel else ""
            inner = group.get("rules") if isinstance(group, dict) else None
            for place, item in enumerate(_list(inner), start=1):
                yield "touch point", (name, item), f"touch point {place} of {name or 'a channel'}"
    if rule.get("zia_scoring_rule"):
        yield "zia", rule["zia_scoring_rule"], "Zia's rule"


def _drafted(kind: str, item: Any, number: int, title: str, world: World) -> Drafted:
    note = ""
    when: Condition
    if kind == "field":
        score = _score(item)
        when = condition_of(item.get("criteria"), world)
    elif kind == "signal":
        score = _score(item)
        signal = item.get("signal")
        name = signal.get("namespace") if isinstance(signal, dict) else None
        if not isinstance(name, str) or not name:
            raise Unclear("The signal has no namespace.")
        when, note = _once(type_of_signal(name), None, world), ONCE
    elif kind == "touch point":
        channel, inner = item
        score = _score(inner)
        when, note = _touched(str(channel or ""), inner, world), ONCE
    else:
        raise Unclear("Zia learns these points; no rule tells them.")
    name = both_ends(told(rule_sentence(Rule("r1", "x", Points(score), when)))[3:], 80)
    return sound(Drafted(number, "", title, name, when, Points(score), f"Zoho: {title}", note))


def _touched(channel: str, item: dict[str, Any], world: World) -> Condition:
    factors = _list(item.get("factors"))
    factor = factors[0] if factors and isinstance(factors[0], dict) else {}
    if factor.get("comparator") or factor.get("values"):
        raise Unclear("The touch point compares something that its name does not tell.")
    days = factor.get("unit")
    name = " ".join(part for part in (channel, str(factor.get("name") or "")) if part)
    if not name:
        raise Unclear("The touch point has no name.")
    within = days if isinstance(days, int) and not isinstance(days, bool) else None
    return _once(name, within, world)


def _once(name: str, days: int | None, world: World) -> ActivityTest:
    types = (world.type_of(name) or name,)
    return ActivityTest(Quantity(of=Selection(types, None, days)), Test.AT_LEAST, (1.0,))


def _score(item: Any) -> int:
    score = item.get("score") if isinstance(item, dict) else None
    if isinstance(score, bool) or not isinstance(score, int | float) or score != int(score):
        raise Unclear("The score is not a whole number.")
    return int(score)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _nearest(kind: str) -> str:
    return {
        "field": "Add the rule by hand: its criteria stand in the file.",
        "zia": "Tune a model on your leads instead.",
    }.get(kind, "Add a rule on the activity by hand.")


def _model(
    groups: list[Group], rules: list[dict[str, Any]], where: str
) -> tuple[ScoringModel, tuple[str, ...]]:
    notes = []
    active = [group for group, rule in zip(groups, rules, strict=True) if rule.get("active", True)]
    if len(active) > 1:
        notes.append(
            f"Zoho keeps a score for each of its {count_of(len(active), 'scoring rule')}; here "
            "they are groups whose points are added. Remove those that you do not want."
        )
    low = sum(group.reach()[0] for group in groups)
    high = sum(group.reach()[1] for group in groups)
    bands, scale, about = bands_of((), (low, high))
    notes.append(about)
    name = groups[0].name if len(groups) == 1 else "Zoho's scoring rules"
    model = ScoringModel(
        "m1", name, tuple(groups), bands, scale=scale, notes=f"Brought in from {where}."
    )
    return model, tuple(notes)
