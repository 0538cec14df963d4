"""Proposed rules that a person refused, known again by what they ask, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from models.scoring.conditions import (
    SHAPES,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Takes,
    Test,
)
from models.scoring.pieces import Part, test_words
from models.scoring.rules import Rule
from models.scoring.words import sentence
from models.tuning.candidate import Candidate

_TESTS = "|".join(sorted({re.escape(test_words(test)) for test in Test}, key=len, reverse=True))
_TEST = re.compile(rf" (?:{_TESTS})")


def asked_by(rule: Rule) -> str:
    """What the rule asks, in words; the same for conditions that differ in an order that says
    nothing.
    """
    return _text(None if rule.when is None else _ordered(rule.when))


def welcome(candidates: Iterable[Candidate], refused: Collection[str]) -> tuple[Candidate, ...]:
    """Those that were not refused. `refused`: what refused ones ask."""
    return tuple(one for one in candidates if asked_by(one.rule) not in refused)


def called_otherwise(words: str, was: str, name: str) -> str:
    """What a refused rule asks after a field was renamed, in the order that `asked_by` gives."""
    if f"{was} " not in words:
        return words
    parts: list[str] = []
    for part in words.split(" and "):
        if parts and not _TEST.search(part):  # the "and" stood within a value or a range
            parts[-1] += f" and {part}"
        else:
            parts.append(part)
    asks = re.compile(rf"^((?:not |\()*){re.escape(was)}(?= (?:{_TESTS}))")
    parts = [asks.sub(lambda found: found[1] + name, part) for part in parts]
    return " and ".join(sorted(parts))


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
