"""A target: what it is, what it gives, how far it is proved, and who writes it. Values only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.exchange.portable.prepared import PreparedLeads
from models.exchange.portable.program import Program
from models.exchange.targets.misfit import Adapted
from models.exchange.targets.sheet import Sheet
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input
from models.problems import Problem
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel


class Proof(StrEnum):
    """How it is known that a target gives the same scores (semantics 20)."""

    VERIFIED = "verified"
    CHECKED = "checked"
    GENERATED = "generated"
    SHEET = "sheet"


PROOF_WORDS = {
    Proof.VERIFIED: "Its own engine ran this in our tests: same score and band on every lead.",
    Proof.CHECKED: "An open re-implementation of the system ran this in our tests.",
    Proof.GENERATED: "Written by the system's rules, but no engine of it was there to run it.",
    Proof.SHEET: "A person builds it; ten leads with their scores show whether it came out right.",
}


def level_words(proof: Proof) -> str:
    """The level that an export carries, in a line."""
    return f"Proof: {proof.value}. {PROOF_WORDS[proof]}"


class Answer(StrEnum):
    """What a target gives of a lead, where the model has it."""

    SCORE = "score"
    BAND = "band"
    GRADE = "grade"
    SCALE = "output scale"
    CHANCE = "chance by score"
    REASONS = "points of each rule"


class Family(StrEnum):
    """What kind of system a target is; the page Export shows them together."""

    CRM = "CRM and marketing automation"
    DATABASE = "Databases and warehouses"
    SPREADSHEET = "Spreadsheets"
    PROGRAM = "Programs and websites"
    ENGINE = "Rule engines"
    LEADBENCH = "Leadbench"


@dataclass(frozen=True)
class ExportFile:
    """One file of an export. `language`: for highlighting: sql, json, python, javascript, xml,
    html, text; "" for a file that is no text."""

    name: str
    content: bytes
    language: str = ""


@dataclass(frozen=True, eq=False)
class Order:
    """What is to be exported: the model as the target has it, in its portable form.

    `original`: the user's model before the target's limits. `inputs`: how its leads are read.
    `scored`: leads scored by `model`, None without leads; `prepared`: the same leads as the
    portable form reads them. `stem`: the name of the files, without an ending. `version`: of this
    program.
    """

    original: ScoringModel
    adapted: Adapted
    program: Program
    inputs: tuple[Input, ...]
    stem: str
    version: str
    scored: Scored | None = None
    prepared: PreparedLeads | None = None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def model(self) -> ScoringModel:
        """The model that is exported."""
        return self.adapted.model

    @property
    def activity_recipe(self) -> ActivityRecipe:
        """How activities are read: as those of the leads were, else as the model says."""
        activities = None if self.scored is None else self.scored.masks.leads.activities
        return self.model.activities if activities is None else activities.recipe

    def option(self, name: str, otherwise: str = "") -> str:
        """What the user chose for an option of the target."""
        return dict(self.options).get(name, otherwise)


@dataclass(frozen=True)
class Export:
    """What was written for a target; the first file is the one to look at.

    `rows`: the prepared leads that are in it, in their order, where it holds some of them only.
    `sheet`: the build sheet that some of the files hold, for who reads it here.
    """

    files: tuple[ExportFile, ...]
    problems: tuple[Problem, ...] = ()
    rows: tuple[int, ...] | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Choice:
    """An option of a target: its key, a label, the values with their words; the first is usual.

    `free`: any text is taken, such as the name of a table. `check` raises LeadbenchError where it
    is none.
    """

    key: str
    label: str
    values: tuple[tuple[str, str], ...]
    free: bool = False
    check: Callable[[str], object] | None = None


Adapt = Callable[[ScoringModel, tuple[Input, ...]], Adapted]
Write = Callable[[Order], Export]


@dataclass(frozen=True)
class Target:
    """A system that a model can be handed to.

    `gives`: one sentence, what somebody gets. `reads`: what the system must have of a lead. `adapt`
    and `write` are pure. `engines`: keys of the engines that can prove it (see `proof`).
    `needs_leads`: it cannot be written without leads. `answers`: what it gives of a lead; what is
    not among them is told as a misfit of the model that has it.
    """

    key: str
    name: str
    family: Family
    proof: Proof
    gives: str
    reads: str
    ending: str
    adapt: Adapt
    write: Write
    choices: tuple[Choice, ...] = ()
    engines: tuple[str, ...] = ()
    needs_leads: bool = False
    answers: tuple[Answer, ...] = tuple(Answer)
