"""Sample projects: what a first look opens, what the tests and the README show. No Qt here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from models.evaluation.thresholds.wishes import Sales


@dataclass(frozen=True)
class Sample:
    """A folder with leads, a scoring model and their story.

    `name`: of the folder. `title` and `sentence`: what the card on the welcome page says.
    `sales`: what its sales can work, and what a lead costs and a win is worth.
    """

    name: str
    title: str
    sentence: str
    sales: Sales = Sales()

    @property
    def folder(self) -> Path:
        """Where the sample's files are; they are read, never written."""
        return Path(__file__).parent / self.name

    @property
    def leads(self) -> Path:
        """The lead export, a CSV file."""
        return self.folder / "leads.csv"

    @property
    def activities(self) -> Path:
        """The activity log, a CSV file."""
        return self.folder / "activities.csv"

    @property
    def model(self) -> Path:
        """The scoring model, a JSON file."""
        return self.folder / "model.json"

    @property
    def more_models(self) -> tuple[Path, ...]:
        """Other models of the same leads, JSON files."""
        return tuple(sorted(self.folder.glob("*_model.json")))

    @property
    def story(self) -> Path:
        """What is in the sample and how it was made."""
        return self.folder / "README.md"

    @cached_property
    def card(self) -> Card:
        """The few figures of the welcome page, worked out beforehand."""
        figures: dict[str, Any] = json.loads((self.folder / "sample.json").read_text("utf-8"))
        return Card(
            leads=figures["leads"],
            converted=figures["converted"],
            mql=figures["mql"],
            threshold=figures["threshold"],
            least=figures["least"],
            width=figures["width"],
            others_by_bin=tuple(figures["others_by_bin"]),
            converted_by_bin=tuple(figures["converted_by_bin"]),
        )


@dataclass(frozen=True)
class Card:
    """A sample in small: a histogram of its scores by `width` points, from `least` up.

    `others_by_bin` counts the leads that did not convert or are still open; `mql` the leads at
    or above the MQL `threshold`.
    """

    leads: int
    converted: int
    mql: int
    threshold: int
    least: int
    width: int
    others_by_bin: tuple[int, ...]
    converted_by_bin: tuple[int, ...]


SAMPLES = (
    Sample(
        "b2b_software",
        "B2B software",
        "Nine months of leads with their activities and who became a customer.",
        Sales(people=1.0, touches_a_day=3.0, cost=190.0, win=1500.0),
    ),
)


def sample(name: str) -> Sample:
    """The sample of that name; KeyError if there is none."""
    for item in SAMPLES:
        if item.name == name:
            return item
    raise KeyError(name)
