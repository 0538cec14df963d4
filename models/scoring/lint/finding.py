"""A finding of the linter: what is unwise, on what evidence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.problems import Severity
from models.scoring.model import Group, Override, Rule, ScoringModel


class FindingKind(StrEnum):
    """What a finding is about. Scripts read the values: they stay."""

    NEVER_HITS = "never hits"
    ALWAYS_HITS = "always hits"
    CONTRADICTS_ITSELF = "contradicts itself"
    CANCELS_ANOTHER = "cancels another"
    REPEATS_ANOTHER = "repeats another"
    OVERLAPS = "overlapping ranges"
    ABOVE_LIMIT = "above its limit"
    SWALLOWED = "swallowed by a limit"
    OUT_OF_REACH = "out of reach"
    NOBODY_REACHES = "nobody reaches"
    EVERYBODY_REACHES = "everybody reaches"
    MQL_ALONE = "MQL by one rule"
    AGAINST_OUTCOMES = "against the outcomes"
    MOSTLY_BLANK = "mostly blank"
    NO_NEGATIVE = "no negative rules"
    UNUSED_OVERRIDE = "unused override"
    MUTED = "muted rules"
    PROTECTED = "protected attribute"
    LEAK = "knows the outcome"
    AS_EXPORTED = "read as exported"
    AGE_TELLS = "age tells the outcome"
    DECAY_NOTHING = "decay removes nothing"
    DECAY_EVERYTHING = "decay removes everything"


class Part(StrEnum):
    """Which part of a model a finding is about."""

    MODEL = "model"
    GROUP = "group"
    RULE = "rule"
    BAND = "band"
    OVERRIDE = "override"
    GRADE = "grade"


@dataclass(frozen=True)
class Where:
    """The part of the model: its id (a band's is its name) and what it is called."""

    part: Part
    id: str
    name: str


@dataclass(frozen=True)
class Fix:
    """One way to mend a finding: what it does, in words for a button and the undo menu, and the
    model after it."""

    verb: str
    model: ScoringModel


@dataclass(frozen=True)
class Finding:
    """What is unwise: `what` and `remedy` are sentences, `evidence` the figures behind them."""

    kind: FindingKind
    what: str
    evidence: str
    remedy: str
    where: Where
    severity: Severity = Severity.WARNING
    fix: Fix | None = None


def at_rule(rule: Rule) -> Where:
    """The place of a rule."""
    return Where(Part.RULE, rule.id, rule.name)


def at_group(group: Group) -> Where:
    """The place of a group."""
    return Where(Part.GROUP, group.id, group.name)


def at_override(override: Override) -> Where:
    """The place of an override."""
    return Where(Part.OVERRIDE, override.id, override.name)


def at_band(name: str) -> Where:
    """The place of a band."""
    return Where(Part.BAND, name, name)


def at_model(model: ScoringModel) -> Where:
    """The model as a whole."""
    return Where(Part.MODEL, model.id, model.name)
