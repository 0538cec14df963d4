"""Fields that rules should think twice about: mostly blank, later filled, as exported."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.leads.columns import blank_rows
from models.leads.derived import fields_of_leads
from models.leads.fields import AFTER_OUTCOME, Kind
from models.problems import Severity
from models.scoring.conditions import Test, tests_in
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_model, at_rule
from models.scoring.lint.fixes import muted, names_of
from models.scoring.lint.ground import Ground
from models.scoring.lint.known_leaks import leaks_of
from models.scoring.lint.protected import attribute_of
from models.scoring.model import ByValue, Rule
from models.scoring.words import award_words

MOSTLY = 0.5
"""Above this share of blank cells a field is mostly blank."""


def readers_of(ground: Ground) -> dict[str, list[Rule]]:
    """The rules that give points and read each field, derived ones by their own name."""
    found: dict[str, list[Rule]] = {}
    for _, rule in ground.rules():
        for name in rule.fields():
            found.setdefault(name, []).append(rule)
    return found


def behind(ground: Ground, readers: dict[str, list[Rule]]) -> dict[str, list[Rule]]:
    """The same by the fields of the leads that derived fields are made of."""
    found: dict[str, list[Rule]] = {}
    for name, rules in readers.items():
        for source in fields_of_leads([name], ground.model.derived):
            held = found.setdefault(source, [])
            held += [rule for rule in rules if rule not in held]
    return found


def blank_fields(ground: Ground) -> Iterator[Finding]:
    """Fields that most leads do not have filled, read by rules that do not ask for blanks."""
    sample = ground.sample
    if sample is None or not len(sample):
        return
    for name, rules in readers_of(ground).items():
        column = sample.scored.masks.column(name, sample.scored.sight)
        if (
            not sample.has([name])
            or column is None
            or all(_sees_blank(rule, name) for rule in rules)
        ):
            continue
        blank = int(np.count_nonzero(blank_rows(column)))
        if blank <= MOSTLY * len(sample):
            continue
        yield Finding(
            FindingKind.MOSTLY_BLANK,
            f"{name} is blank for most leads, so {_rules(rules)} can say little.",
            f"Blank for {sample.of_all(blank)}.",
            "Have it filled, or give the points for something that more leads tell.",
            at_rule(rules[0]),
            Severity.NOTE if blank < len(sample) else Severity.WARNING,
        )


def _sees_blank(rule: Rule, name: str) -> bool:
    """Whether the rule asks for the field's blanks, so that they are no lack."""
    tests = [test.test for test in tests_in(rule.when)] if rule.when is not None else []
    if Test.IS_BLANK in tests or Test.IS_KNOWN in tests:
        return True
    award = rule.award
    return (
        isinstance(award, ByValue)
        and award.field == name
        and any(entry.value is None for entry in award.entries)
    )


def _rules(rules: list[Rule]) -> str:
    return names_of(rule.name for rule in rules)


def protected_fields(ground: Ground) -> Iterator[Finding]:
    """Fields that tell of what the law protects."""
    readers = readers_of(ground)
    for name, rules in (behind(ground, readers) | readers).items():
        attribute = attribute_of(name)
        if attribute is None:
            continue
        verb = "gives" if len(rules) == 1 else "give"
        yield Finding(
            FindingKind.PROTECTED,
            f"{name} tells {attribute.tells}, and {_rules(rules)} {verb} points for it.",
            f"{names_of((f'{rule.name} {award_words(rule)}' for rule in rules), 6)}. A score by it "
            "treats people differently for what they are, not for what they want or do; many laws "
            "forbid that or ask for a reason.",
            "Think twice: leave it out, or write the reason in the rule's note.",
            at_rule(rules[0]),
            Severity.WARNING,
            _mute(ground, rules),
        )


def _mute(ground: Ground, rules: list[Rule]) -> Fix:
    verb = f"Mute {rules[0].name}" if len(rules) == 1 else f"Mute {len(rules)} rules"
    return Fix(verb, muted(ground.model, {rule.id for rule in rules}))


def leaking_fields(ground: Ground) -> Iterator[Finding]:
    """Fields that were filled after the outcome, or are the outcome."""
    sample = ground.sample
    if sample is None or not len(sample):
        return
    leads = sample.leads
    for name, rules in behind(ground, readers_of(ground)).items():
        item = leads.input(name)
        if item is None:
            continue
        if item.role in AFTER_OUTCOME:
            what = f"{_rules(rules)} reads the {item.role.value} itself ({name})."
            evidence = "A lead has it only when all is decided, so every figure would be too good."
            yield leak_finding(ground, rules, what, evidence)
        else:
            for problem in leaks_of(leads, sample.scored.masks, item):
                what = f"{name}, read by {_rules(rules)}, seems to know the outcome."
                yield leak_finding(ground, rules, what, problem.what)


def leak_finding(ground: Ground, rules: list[Rule], what: str, evidence: str) -> Finding:
    """A field that knows the outcome, and the rules that read it."""
    return Finding(
        FindingKind.LEAK,
        what,
        evidence,
        "Leave it out, unless it is known before the outcome.",
        at_rule(rules[0]),
        Severity.WARNING,
        _mute(ground, rules),
    )


def fields_as_exported(ground: Ground) -> Iterator[Finding]:
    """Fields whose value may be of a later day than the lead's own."""
    model, sample = ground.model, ground.sample
    if model.own_day is None or sample is None:
        return
    names = [
        name
        for name in behind(ground, readers_of(ground))
        if (item := sample.leads.input(name)) is not None
        and not item.event
        and item.kind is not Kind.DATE
    ]
    if names:
        yield Finding(
            FindingKind.AS_EXPORTED,
            "Each lead is scored as of its own day, but some fields are read as they are today.",
            f"{names_of(names, 6)}.",
            "Mark dates of events as such on the page Data; use activities for what is counted; "
            "leave out what is filled in later.",
            at_model(model),
            Severity.NOTE,
        )
