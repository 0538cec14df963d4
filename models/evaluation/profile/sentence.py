"""The profile in a sentence that a sales lead would repeat, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.figures import count, decimal, leads, percent
from models.evaluation.profile.profile import Profile
from models.evaluation.profile.traits import FieldTraits, Sort, Standing, Trait
from models.leads.wording import figure
from models.scoring.templates.names import rank
from models.scoring.words import range_text

MOST_NAMED = 3


def sentence(profile: Profile) -> tuple[str, str]:
    """Who stands out among those who converted, and the figures of exactly those leads."""
    base = profile.all
    if not base.leads:
        return (
            "No outcome is known, so nobody can say who becomes a customer.",
            "Say on the page Data which field tells who converted.",
        )
    if not base.converted or not base.not_converted:
        what = "Nobody has" if not base.converted else "Everybody has"
        return (
            f"{what} converted among {leads(base.leads)} with a known outcome.",
            "Load leads of which some converted and some did not.",
        )
    typical = profile.typical
    if typical is None:
        return (
            f"Nothing stands out upwards among {count(base.converted)} conversions.",
            "More history, or more fields, may tell more.",
        )
    having = typical.together
    more = having.standing is Standing.ABOVE
    first = f"{_who(typical.parts)} {'convert more often' if more else 'stand out'}."
    rest = (
        f"Of {leads(having.having.leads)} like that {percent(having.rate.value)} converted "
        f"({percent(having.rate.low)} to {percent(having.rate.high)}), "
        f"of all {leads(base.leads)} {percent(base.rate)}."
    )
    if having.standing is Standing.TOO_FEW:
        rest = (
            "Each of these stands out by itself. All of them together hold for "
            f"{leads(having.having.leads)}, of which {count(having.having.converted)} converted: "
            "too few to give a rate."
        )
    return first, rest


Parts = Sequence[tuple[FieldTraits, tuple[Trait, ...]]]


def _who(parts: Parts) -> str:
    """ "Software or Finance companies of 110 to 849 people whose Job title says VP or Head"."""
    noun, places, rest = "Leads", [], []
    for field, traits in parts:
        if field.sort is Sort.VALUES and rank(field.name, "Industry") is not None:
            noun = f"{_named(traits)} companies"
        elif field.sort is Sort.RANGES and rank(field.name, "Employees") is not None:
            noun = "Companies" if noun == "Leads" else noun
            places.append(f"of {_people(traits)}")
        elif field.sort is Sort.VALUES and rank(field.name, "Country") is not None:
            places.append(f"in {_named(traits)}")
        elif field.sort is Sort.WORDS or rank(field.name, "Job title") is not None:
            rest.append(f"whose {field.name} says {_named(traits)}")
        elif field.sort is Sort.RANGES:
            rest.append(f"with {field.name} {' or '.join(_ranges(traits))}")
        else:
            rest.append(f"with {field.name} {_named(traits)}")
    tail = rest[0] if rest else ""
    for more in rest[1:]:
        tail += f" and {more}"
    return " ".join(part for part in (noun, *places, tail) if part)


def _named(traits: Sequence[Trait]) -> str:
    names = [trait.label for trait in traits[:MOST_NAMED]]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _ends(traits: Sequence[Trait]) -> list[tuple[float | None, float | None]]:
    """The ranges, ascending; those that touch are one."""
    ends: list[tuple[float | None, float | None]] = []
    for trait in sorted(
        traits, key=lambda trait: float("-inf") if trait.low is None else trait.low
    ):
        if ends and ends[-1][1] is not None and ends[-1][1] == trait.low:
            ends[-1] = ends[-1][0], trait.high
        else:
            ends.append((trait.low, trait.high))
    return ends


def _ranges(traits: Sequence[Trait]) -> list[str]:
    if len(traits) == 1:
        return [traits[0].label]
    return [range_text(low, high) for low, high in _ends(traits)]


def _people(traits: Sequence[Trait]) -> str:
    """The sizes of companies in words."""
    parts = []
    for low, high in _ends(traits):
        if low is None:
            parts.append(f"fewer than {figure(high or 0)}")
        elif high is None:
            parts.append(f"{figure(low)} and more")
        else:
            parts.append(f"{figure(low)} to {figure(high - 1)}")
    return f"{' or '.join(parts)} people"


def trait_words(trait: Trait) -> str:
    """The figures of a trait: "876 leads, 12.3 % convert (10.3 to 14.7), 28.0 % of conversions"."""
    having = trait.having
    if trait.standing is Standing.TOO_FEW:
        return f"{leads(having.leads)} \u00b7 {count(having.converted)} converted: too few to say"
    return (
        f"{leads(having.leads)} \u00b7 {percent(trait.rate.value)} convert "
        f"({decimal(100 * trait.rate.low, 1)} to {decimal(100 * trait.rate.high, 1)}) \u00b7 "
        f"{percent(trait.share)} of conversions"
    )
