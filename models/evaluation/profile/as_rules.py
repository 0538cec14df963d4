"""Traits as rules: points for what stands out, with the figures in the note."""

from __future__ import annotations

from models.evaluation.figures import count, percent
from models.evaluation.profile.traits import FieldTraits, Sort, Trait
from models.scoring.model import ByRange, ByValue, Points, RangePoints, Rule, ValuePoints

HOW = "5 points for each doubling of the odds."


def trait_as_rule(field: FieldTraits, trait: Trait, rule_id: str) -> Rule:
    """A rule that gives the proposed points to the leads with one trait."""
    name = f"{field.name}: {trait.label}"
    return Rule(rule_id, name, Points(trait.points), trait.when, _note([trait], trait))


def field_as_rule(field: FieldTraits, rule_id: str) -> Rule | None:
    """One rule for all that stands out in the field; None where nothing does.

    Values and ranges become points by value and by range; words that stand out upwards one
    condition; of an activity the window that tells most.
    """
    found = field.outstanding
    if not found:
        return None
    if len(found) == 1:
        return trait_as_rule(field, found[0], rule_id)
    if field.sort is Sort.WORDS:
        return _of_words(field, rule_id)
    if field.sort is Sort.RANGES:
        return _by_range(field, rule_id)
    if {trait.value for trait in found} == {"yes", "no"}:
        # Each is the other's counterpart: one of them says it all.
        return trait_as_rule(field, min(found, key=lambda trait: trait.having.leads), rule_id)
    if field.sort is Sort.VALUES and all(t.value is not None or t.blank for t in found):
        entries = tuple(ValuePoints(None if t.blank else t.value, t.points) for t in found)
        return Rule(rule_id, field.name, ByValue(field.name, entries), note=_note(found, found[0]))
    return trait_as_rule(field, found[0], rule_id)


def _of_words(field: FieldTraits, rule_id: str) -> Rule | None:
    if field.together is None or not field.together.stands_out:
        return trait_as_rule(field, field.outstanding[0], rule_id)
    return trait_as_rule(field, field.together, rule_id)


def _by_range(field: FieldTraits, rule_id: str) -> Rule:
    """Ascending ranges with points; neighbours with the same points are one range."""
    ranges = [trait for trait in field.traits if trait.points and not trait.blank]
    if not ranges:
        return trait_as_rule(field, field.outstanding[0], rule_id)
    entries: list[RangePoints] = []
    for trait in ranges:
        last = entries[-1] if entries else None
        if last is not None and last.high == trait.low and last.points == trait.points:
            entries[-1] = RangePoints(last.low, trait.high, trait.points)
        else:
            entries.append(RangePoints(trait.low, trait.high, trait.points))
    award = ByRange(field.name, tuple(entries))
    return Rule(rule_id, field.name, award, note=_note(ranges, ranges[0]))


def _note(traits: list[Trait] | tuple[Trait, ...], one: Trait) -> str:
    parts = [
        f"{trait.label} {count(trait.having.converted)} of {count(trait.having.known)} "
        f"({percent(trait.rate.value)})"
        for trait in traits[:5]
    ]
    return f"From history: {'; '.join(parts)} convert, of all {percent(one.all.rate)}. {HOW}"
