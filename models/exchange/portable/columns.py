"""Prepared columns: what the portable form reads of a lead, and where each comes from. Values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.leads.fields import Kind
from models.scoring.conditions import FollowedBy, Quantity, Selection
from models.scoring.decay import DecayStep


class Holds(StrEnum):
    """What the cells of a prepared column are."""

    TEXT = "text"
    KEY = "key of text"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes/no"
    DAY = "day"
    VALUES = "values"
    KEYS = "keys of values"


@dataclass(frozen=True)
class OfField:
    """A field of the leads, or a derived one, as rules see it; `name` as the recipe has it."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class OfQuantity:
    """A measure of the lead's activities."""

    quantity: Quantity


@dataclass(frozen=True)
class OfPercents:
    """The sum of the percents left of the newest `most` activities of a selection.

    `steps` and `after`: the table, as of a decay.
    """

    of: Selection
    most: int
    steps: tuple[DecayStep, ...]
    after: int


@dataclass(frozen=True)
class OfSequence:
    """Whether an activity follows another; yes or no, never blank."""

    followed: FollowedBy


@dataclass(frozen=True)
class OfLastActivity:
    """The day of the last activity of these types; none named: of any."""

    types: tuple[str, ...]


@dataclass(frozen=True)
class OfCreation:
    """The day on which the lead was created."""


@dataclass(frozen=True)
class OfAccount:
    """The points that the lead's account gives it; never blank."""


Source = OfField | OfQuantity | OfPercents | OfSequence | OfLastActivity | OfCreation | OfAccount


@dataclass(frozen=True)
class Column:
    """A prepared column. `name`: small letters, digits and underscores, at most 48 signs, distinct.

    `label`: what it is, in words. `never_blank`: every lead has a value.
    """

    name: str
    holds: Holds
    source: Source
    label: str
    never_blank: bool = False

    @property
    def of_activities(self) -> bool:
        """Whether it is measured of activities."""
        return isinstance(self.source, OfQuantity | OfPercents | OfSequence | OfLastActivity)
