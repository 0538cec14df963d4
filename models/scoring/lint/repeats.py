"""Rules that ask the same, or meet the same leads: they count something twice, or cancel out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import combinations

from models.leads.wording import percent
from models.problems import Severity
from models.scoring.bits import number
from models.scoring.conditions import FieldTest
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_rule
from models.scoring.lint.fixes import muted, without_rules
from models.scoring.lint.ground import Ground, Sample
from models.scoring.lint.spans import Span, joint, number_span
from models.scoring.masks import asked
from models.scoring.model import (
    ByCount,
    ByRange,
    ByValue,
    Group,
    PerOccurrence,
    Points,
    Rule,
)
from models.signs import signed

SAME = 0.99
"""Share of the leads of either rule that must meet both."""
FEWEST = 20
"""Leads below which two rules may meet the same ones by chance."""


def repeated_rules(ground: Ground) -> Iterator[Finding]:
    """Pairs of rules with the same condition or the same leads; each rule is told of once."""
    told: set[str] = set()
    for (group, rule), (other_group, other) in combinations(ground.rules(), 2):
        if other.id in told:
            continue
        evidence = _same(rule, other, ground.sample)
        if evidence:
            told.add(other.id)
            yield _pair(ground, (group, rule), (other_group, other), evidence)


def _same(rule: Rule, other: Rule, sample: Sample | None) -> str:
    """How the rules are the same, in words; "" where they are not."""
    if rule.when == other.when and _asks(rule) == _asks(other):
        return "Both ask the same."
    points = isinstance(rule.award, Points) and isinstance(other.award, Points)
    if sample is None or not points:
        return ""
    (one, ones), (two, twos) = sample.hits(rule), sample.hits(other)
    few, many = sorted((ones, twos))
    # A rule that everybody meets meets the leads of every other such rule: another finding.
    if few < max(FEWEST, SAME * many) or few == len(sample):
        return ""
    both = number(one & two)
    either = ones + twos - both
    if both < SAME * either:
        return ""
    return f"{both:,} of the {either:,} leads that one of them hits are hit by both."


def _asks(rule: Rule) -> Hashable:
    """What the points ask of a lead, whatever they are."""
    match rule.award:
        case Points():
            return None
        case ByValue() | ByRange():
            return asked(rule.award)
        case ByCount(quantity, entries):
            return quantity, tuple(entry.least for entry in entries)
        case PerOccurrence(of, _, most):
            return of, most


def _pair(
    ground: Ground, first: tuple[Group, Rule], second: tuple[Group, Rule], evidence: str
) -> Finding:
    (group, rule), (other_group, other) = first, second
    model = ground.model
    fix = Fix(f"Mute {other.name}", muted(model, {other.id}))
    if isinstance(rule.award, Points) and isinstance(other.award, Points):
        one, two = rule.award.points, other.award.points
        together = f"Together they give {signed(one + two)}."
        if one * two < 0:
            return Finding(
                FindingKind.CANCELS_ANOTHER,
                f"{other.name} ({signed(two)}) takes back what {rule.name} ({signed(one)}) gives: "
                "they hit the same leads.",
                f"{evidence} {together}",
                "Decide which of them is meant, or narrow one.",
                at_rule(other),
                fix=fix,
            )
        if group.id == other_group.id:
            kept = model.with_rule(replace(rule, award=Points(one + two)))
            fix = Fix(f"Merge into {rule.name}", without_rules(kept, {other.id}))
        evidence = f"{evidence} {together}"
    return Finding(
        FindingKind.REPEATS_ANOTHER,
        f"{other.name} repeats {rule.name}, so its leads get points for one thing twice.",
        evidence,
        "Keep one of them, with the points that the thing is worth.",
        at_rule(other),
        fix=fix,
    )


def overlapping_ranges(ground: Ground) -> Iterator[Finding]:
    """Ranges of one field in different rules that give points to the same numbers."""
    ranges = [(rule, field, spans) for _, rule in ground.rules() for field, spans in _ranges(rule)]
    for (rule, field, spans), (other, other_field, others) in combinations(ranges, 2):
        if field != other_field or rule.id == other.id or spans == others:
            continue  # equal ranges are told of as a repeat
        shared = [both for a in spans for b in others if not (both := a & b).empty]
        if not shared:
            continue
        evidence = f"Both give points for {field} {shared[0].words()}."
        if ground.sample is not None:
            both_hit = number(ground.sample.hits(rule)[0] & ground.sample.hits(other)[0])
            share = percent(both_hit / len(ground.sample)) if len(ground.sample) else "0"
            evidence += f" {both_hit:,} leads ({share}) are hit by both."
        yield Finding(
            FindingKind.OVERLAPS,
            f"The ranges of {rule.name} and {other.name} overlap in {field}.",
            evidence,
            "Keep it if the points are meant to add up; else put the ranges into one rule.",
            at_rule(other),
            Severity.NOTE,
        )


def _ranges(rule: Rule) -> Iterator[tuple[str, list[Span]]]:
    """The field and the numbers for which a rule gives points, where it asks numbers alone."""
    if isinstance(rule.award, ByRange) and rule.when is None:
        yield (
            rule.award.field,
            [
                Span(
                    float("-inf") if entry.low is None else entry.low,
                    float("inf") if entry.high is None else entry.high,
                    high_open=entry.high is not None,
                )
                for entry in rule.award.entries
                if entry.points
            ],
        )
    elif isinstance(rule.award, Points) and isinstance(rule.when, FieldTest):
        span = number_span(rule.when.test, rule.when.values)
        if span is not None:
            yield rule.when.field, [joint([span])]
