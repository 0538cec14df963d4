"""What missing fields would move, in words."""

from __future__ import annotations

from models.evaluation.figures import count, expected, leads, percent
from models.evaluation.tallies import Interval
from models.evaluation.whatif.filling import FEW_FILLED
from models.evaluation.whatif.missing import Crossing, Missing, MissingField
from models.evaluation.whatif.supposed import MQL
from models.evaluation.whatif.words import change_words
from models.leads.wording import count_of

GRANTED = (
    "Each field by itself, all others as they are: what several would move does not add up. Takes "
    "for granted that leads without a field have what the others of the same outcome have. Who is "
    "blank for a reason differs, so the last columns show the most that could cross and the MQL "
    "there could be whatever they had. The interval holds 95 of 100 draws of such values. What "
    "accounts give stays."
)
"""What the table takes for granted."""


def amount(number: float) -> str:
    """An expected number of leads: tenths where there are few."""
    return expected(round(number, 1 if abs(number) < 10 else 0))


def span(found: Interval) -> str:
    """From the one to the other, whole leads."""
    return f"{found.low:,.0f} to {found.high:,.0f}"


def change_of_mql(field: MissingField) -> str:
    """By how much the number of MQL changes, with its sign."""
    change = field.change.value
    return change_words(MQL, round(change, 1 if abs(change) < 10 else 0))


def mql_then(found: Missing, field: MissingField) -> str:
    """How many MQL there would be, to the tenths where few more or fewer are expected."""
    change = field.change.value
    return expected(round(found.mql + change, 1 if abs(change) < 10 else 0))


def few(field: MissingField) -> bool:
    """Whether too few leads have it to say what the others would have."""
    return field.filled < FEW_FILLED


def have_it(field: MissingField) -> str:
    """How many leads tell what the others would have, or why nothing does."""
    if field.fault:
        return field.fault
    if few(field):
        return f"only {count(field.filled)} have it: too few to say"
    return f"{count(field.filled)} have it"


def about_missing(found: Missing) -> tuple[str, str]:
    """What would move most, and what that makes of the MQLs."""
    if not found.fields:
        return "No lead lacks a field that the rules read.", "There is nothing to fill."
    first = found.fields[0]
    if first.fault:
        return "Nothing tells what the missing fields would change.", first.fault
    if not round(first.both.value, 1):
        could = sum(len(item.open_rows) for item in found.fields)
        return "No missing field is expected to take a lead across the MQL line.", (
            "Nor could it, whatever the leads had there."
            if not could
            else "The table shows how many could cross."
        )
    opening = (
        f"{first.field} is the missing field that moves most: filled for the "
        f"{leads(len(first.rows))} without it, about {amount(first.both.value)} would cross the "
        "MQL line."
    )
    if few(first):
        return opening, f"But {have_it(first)}."
    ways = [
        f"{amount(way.leads.value)} would {what}{_in_brackets(way, known=found.known)}"
        for way, what in ((first.up, "become MQL"), (first.down, "no longer be MQL"))
        if round(way.leads.value, 1)
    ]
    after = mql_then(found, first)
    return opening, f"{' and '.join(ways)}: {after} MQL instead of {count(found.mql)}."


def _converted(way: Crossing, *, known: bool) -> str:
    """How many of them have converted, where any outcome is known."""
    told = amount(way.converted)
    return f", {told} of them converted" if known and told != "0" else ""


def _in_brackets(way: Crossing, *, known: bool) -> str:
    told = _converted(way, known=known).removeprefix(", ")
    return f" ({told})" if told else ""


def about_field(field: MissingField, every: int, *, known: bool) -> str:
    """One field in a sentence."""
    lacking = len(field.rows)
    lack = "lacks" if lacking == 1 else "lack"
    opening = f"{leads(lacking)} ({percent(lacking / max(1, every))}) {lack} {field.field}"
    if field.fault:
        return f"{opening}. {field.fault}"
    on = len(field.open_rows)
    if not on:
        return f"{opening}; whatever they had, none would cross the MQL line."
    ways = [
        f"{amount(way.leads.value)} would {what} ({span(way.leads)}{_converted(way, known=known)})"
        for way, what in ((field.up, "become MQL"), (field.down, "no longer be MQL"))
        if round(way.leads.value, 1)
    ]
    told = (
        f"{' and '.join(ways)}: {change_of_mql(field)} MQL."
        if ways
        else "None is expected to cross."
    )
    decides = (
        f"{opening}; for {count(on)} it decides on which side of the MQL line they are. {told}"
    )
    return f"{decides} Only {count_of(field.filled, 'lead')} tell it." if few(field) else decides
