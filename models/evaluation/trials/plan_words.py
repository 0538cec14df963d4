"""What a plan says, in sentences: how many leads and weeks, and what they are good for."""

from __future__ import annotations

from models.evaluation.figures import count, decimal, leads, percent
from models.evaluation.trials.amounts import points, small
from models.evaluation.trials.design import LONGEST, Design, Shown, Sizes
from models.evaluation.trials.proposed import Proposed
from models.evaluation.trials.spending import even_bounds, level_of
from models.leads.wording import count_of, day_words

LONG = 52
"""Weeks from which a test is called long."""


def size_words(design: Design, sizes: Sizes) -> str:
    """How many leads it takes: the first sentence of a plan."""
    if sizes.a == sizes.b:
        many = f"{leads(sizes.a)} in each arm"
    else:
        many = f"{leads(sizes.a)} in A and {count(sizes.b)} in B"
    if sizes.weeks is None:
        return (
            f"You need {many}: more than {count(LONGEST)} weeks at {_per_week(design)}. Look for "
            "a larger difference."
        )
    return f"You need {many}: {count_of(sizes.weeks, 'week')} at {_per_week(design)}."


def _per_week(design: Design) -> str:
    number = design.per_week
    text = count(round(number)) if number >= 10 or number == int(number) else decimal(number, 1)
    return f"{text} lead{'' if text == '1' else 's'} a week"


def chances_words(design: Design, sizes: Sizes) -> str:
    """What those leads are good for: the second sentence."""
    said = (
        f"Then a rise from {percent(design.rate)} to {percent(design.rate + design.difference)} is "
        f"found in {percent(design.power, 0)} of tests, and arms that are the same are told apart "
        f"in {percent(design.level, 0 if design.level >= 0.01 else 1)}."
    )
    if design.by_account and design.effect > 1:
        said += (
            f" Leads of one account are alike, so it takes {decimal(design.effect)} times as many "
            "as single leads would."
        )
    if design.looks > 1:
        bounds = even_bounds(design.looks, design.level)
        levels = ", ".join(small(level_of(bound)) for bound in bounds)
        said += (
            f" It may be looked at {count(design.looks)} times, evenly spread over its leads, "
            f"where p must be below {levels}: {decimal(design.more / design.effect, 3)} times as "
            "many leads as with one look."
        )
    if sizes.weeks is not None and sizes.weeks > LONG:
        said += " A year and more is long: markets change meanwhile."
    return said


def shown_words(shown: Shown) -> str:
    """What a test of so many weeks could show."""
    if shown.difference is None:
        return f"{count_of(shown.weeks, 'week')} of leads could show no difference at all."
    return (
        f"{count_of(shown.weeks, 'week')} ({leads(shown.leads)}) could show a rise of "
        f"{points(shown.difference)} or more."
    )


def proposed_words(found: Proposed) -> str:
    """Where the numbers of a plan come from."""
    who = "leads at the MQL threshold or above" if found.mql else "leads"
    if found.rate is None:
        return f"The history tells no conversion: no outcome of {who} is known."
    said = (
        f"Of {count(found.tally.known)} {who} {count(found.tally.converted)} converted, "
        f"{percent(found.rate.value)} ({decimal(100 * found.rate.low, 1)} to "
        f"{percent(found.rate.high)})"
    )
    if found.per_week is None or found.last is None:
        return f"{said}; no field tells when they came in, so leads a week are yours to say."
    return (
        f"{said}; {decimal(found.per_week, 0 if found.per_week >= 10 else 1)} a week came in "
        f"during the {count_of(found.weeks, 'week')} up to {day_words(found.last)}."
    )
