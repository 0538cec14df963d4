"""Rules in words that can be read back: values of a list stand apart by semicolons."""

from __future__ import annotations

from models.scoring.awards import ByRange, PerOccurrence
from models.scoring.pieces import Part, Pieces
from models.scoring.rules import Rule
from models.scoring.words import award_sentence, range_text, rule_sentence
from models.signs import signed


def told(pieces: Pieces) -> str:
    """The pieces as one line of text; `plain` leaves nothing between the values of a list."""
    text = ""
    before: Part | None = None
    for piece in pieces:
        joint = "; " if before is Part.VALUE is piece.part else " "
        text += (joint if text else "") + piece.text
        before = piece.part
    return text.replace("( ", "(").replace(" )", ")")


def rule_told(rule: Rule) -> str:
    """What a rule asks and gives: "If Employees is at least 50: +5"."""
    if rule.when is None and isinstance(rule.award, PerOccurrence):
        return award_sentence(rule)
    return f"{told(rule_sentence(rule))}: {award_sentence(rule)}"


def entry_told(award: ByRange, place: int) -> str:
    """One range with its points: "Employees 50\u2013199: +5"."""
    entry = award.entries[place]
    return f"{award.field} {range_text(entry.low, entry.high)}: {signed(entry.points)}"
