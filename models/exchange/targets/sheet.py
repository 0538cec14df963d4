"""A build sheet: how a person builds the model in another system, and how to see that it is right.

Values, and the words that a sheet has wherever it is read: the page, the workbook, the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.leads.wording import count_of


@dataclass(frozen=True)
class Copied:
    """A text to copy into the other system. `label`: where it goes. `code`: a machine reads it."""

    label: str
    text: str
    code: bool = False


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

    def numbered(self) -> Iterator[tuple[Section, tuple[tuple[int, Step], ...]]]:
        """The sections with their steps, numbered through the whole sheet from 1."""
        first = 1
        for section in self.sections:
            yield section, tuple(enumerate(section.steps, start=first))
            first += len(section.steps)

    @property
    def lost_head(self) -> str:
        """The heading above what does not fit."""
        return f"What does not fit into {self.system}"

    @property
    def lost_words(self) -> str:
        """What that means for the rest of the sheet."""
        return WITHOUT if self.lost else ALL_FITS

    @property
    def leads_words(self) -> str:
        """What the leads are for, or how to have some."""
        if not self.leads:
            return "Write this sheet with leads open, and it lists leads with their scores."
        return (
            f"{count_of(len(self.leads), 'lead')} with the scores that {self.system} must give "
            "them. They are chosen so that rules and thresholds show; compare each."
        )


ALL_FITS = "All of the model fits."
WITHOUT = "The expected scores below are of the model without these parts."
NEAREST = "Nearest"
CAUTIONS_HEAD = "Look at this first"
LEADS_HEAD = "Does it come out right?"
ABOUT_HEAD = "About this sheet"
LEAD_COLUMNS = ("Lead", "Score", "Band")
"""Before the sheet's fields."""
