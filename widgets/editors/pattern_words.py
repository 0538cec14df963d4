"""What is said beside a regular expression: where it works, and what it matches here."""

from __future__ import annotations

from models.evaluation.figures import count
from models.leads.pattern_hits import PatternHits

NOT_EVERYWHERE = "A pattern, in RE2's syntax. Not every system can run this."


def pattern_note(hits: PatternHits | None) -> str:
    """The note, with how many of the distinct values match and some of them."""
    if hits is None:
        return NOT_EVERYWHERE
    if not hits.tried:
        return f"{NOT_EVERYWHERE} The leads have no value to try it on."
    which = "values" if hits.all else "values that were tried"
    if not hits.matched:
        return f"{NOT_EVERYWHERE} None of {count(hits.tried)} different {which} match."
    matched = f"{count(hits.matched)} of {count(hits.tried)} different {which} match"
    told = ", ".join(f"\u201c{text}\u201d" for text in hits.examples)
    joint = ": " if hits.matched <= len(hits.examples) else ", such as "
    return f"{NOT_EVERYWHERE} {matched}{joint}{told}."
