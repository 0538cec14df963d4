"""What every build sheet begins and ends with: what the system must know of a lead, and bands."""

from __future__ import annotations

from models.exchange.portable.columns import Column, Holds, OfField, OfLastActivity, OfQuantity
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Order
from models.leads.derived import place_of
from models.leads.derived_words import made_of

_KINDS = {
    Holds.TEXT: "text",
    Holds.KEY: "text",
    Holds.NUMBER: "number",
    Holds.WHOLE: "whole number",
    Holds.YES_NO: "yes/no",
    Holds.DAY: "date",
    Holds.VALUES: "multiple values",
    Holds.KEYS: "multiple values",
}


def column_words(column: Column) -> str:
    """What is read, with its kind."""
    return f"{column.label} ({_KINDS[column.holds]})"


def beginning(order: Order, where: str, field: str, fields: str, events: str) -> Section:
    """What must be there before the first rule is built.

    `where`: the place of fields in the system; `field`, `fields`: how it calls one and several;
    `events`: what to decide about types of activities.
    """
    steps = []
    read = [column for column in order.program.columns if not column.of_activities]
    if read:
        steps.append(
            Step(
                f"Look in {where} that a lead has each of these {fields}.",
                (Copied(fields.capitalize(), "\n".join(dict.fromkeys(map(column_words, read)))),),
                f"Names may differ: take the {field} that your leads' column came from.",
            )
        )
    made = _made_fields(order)
    if made:
        steps.append(
            Step(
                f"Make these as {fields} of your own and fill them by import or workflow.",
                (Copied(fields.capitalize(), "\n".join(made)),),
            )
        )
    types = _types(order)
    if types:
        steps.append(Step(events, (Copied("Activities", "\n".join(types)),)))
    return Section("Before you begin", tuple(steps))


def _types(order: Order) -> list[str]:
    found: dict[str, None] = {}
    for column in order.program.columns:
        match column.source:
            case OfQuantity(quantity):
                found |= dict.fromkeys(quantity.of.types)
            case OfLastActivity(types):
                found |= dict.fromkeys(types)
    return list(found)


def _made_fields(order: Order) -> tuple[str, ...]:
    """The derived fields that are read, each with what it is made of."""
    told = []
    for column in order.program.columns:
        if isinstance(column.source, OfField):
            place = place_of(order.model.derived, column.source.name)
            if place is not None:
                told.append(f"{column.label}: {made_of(order.model.derived[place])}")
    return tuple(dict.fromkeys(told))


def bands_words(order: Order) -> str:
    """The bands with their ranges, one a line."""
    bands = order.program.bands
    ends = [*(str(band.threshold - 1) for band in bands[1:]), ""]
    return "\n".join(
        f"{band.name}: {band.threshold}{f' to {end}' if end else ' and more'}"
        for band, end in zip(bands, ends, strict=True)
    )
