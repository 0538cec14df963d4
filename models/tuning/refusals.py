"""Proposed rules that a person refused, known again by what they ask, whatever they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from models.scoring.conditions import SHAPES, AllOf, AnyOf, Condition, FieldTest, Not, Takes
from models.scoring.pieces import Part
from models.scoring.rules import Rule
from models.scoring.words import sentence
from models.tuning.candidate import Candidate


def asked_by(rule: Rule) -> str:
    """What the rule asks, in words; the same for conditions that differ in an order that says
    nothing.
    """
    return _text(None if rule.when is None else _ordered(rule.when))


def welcome(candidates: Iterable[Candidate], refused: Collection[str]) -> tuple[Candidate, ...]:
    """Those that were not refused. `refused`: what refused ones ask."""
    return tuple(one for one in candidates if asked_by(one.rule) not in refused)


def _ordered(condition: Condition) -> Condition:
    match condition:
        case FieldTest(_, test, values) if SHAPES[test].takes in (Takes.TEXTS, Takes.NUMBERS):
            return replace(condition, values=tuple(sorted(values, key=str)))
        case AllOf(parts) | AnyOf(parts):
            return replace(condition, parts=tuple(sorted(map(_ordered, parts), key=_text)))
        case Not(part):
            return Not(_ordered(part))
    return condition


def _text(condition: Condition | None) -> str:
    """As it is said elsewhere, with commas between values."""
    said, last = "", None
    for piece in sentence(condition):
        both = piece.part is Part.VALUE and last is Part.VALUE
        said += f"{', ' if both else ' '}{piece.text}"
        last = piece.part
    return said.strip()
