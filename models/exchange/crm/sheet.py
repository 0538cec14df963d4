"""A build sheet: how a person builds the model in another system, and how to see that it is right.

Values only; `page` and `book` write them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Copied:
    """A text to copy into the other system. `label`: where it goes."""

    label: str
    text: str


@dataclass(frozen=True)
class Step:
    """One thing to do, in the system's words. `note`: what to look at."""

    do: str
    copies: tuple[Copied, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Steps that belong together."""

    title: str
    steps: tuple[Step, ...]
    intro: str = ""


@dataclass(frozen=True)
class Lost:
    """What does not fit: which part, why, and the nearest that a person can do."""

    part: str
    why: str
    instead: str = ""


@dataclass(frozen=True)
class Expected:
    """A lead and what it must get. `cells`: of the sheet's fields, "" is blank."""

    lead: str
    score: str
    band: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A build sheet. `about`: facts of the model by name. `cautions`: what nobody could try here.

    `fields`: what else each lead must get, then what it tells, in the order of their cells.
    `carried`: lines that stand for the model, so that the sheet can be brought back.
    """

    title: str
    system: str
    about: tuple[tuple[str, str], ...]
    lost: tuple[Lost, ...]
    cautions: tuple[str, ...]
    sections: tuple[Section, ...]
    fields: tuple[str, ...]
    leads: tuple[Expected, ...]
    carried: tuple[str, ...]
