"""How long a formula may be, and a field of its own for what is longer."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.crm.salesforce.reads import OWN, Field, api_name

MOST_LETTERS, MOST_BYTES = 3_900, 4_000
"""Of one formula; bytes as UTF-8."""


def fits(formula: str) -> bool:
    """Whether Salesforce takes a formula of that length."""
    return len(formula) <= MOST_LETTERS and len(formula.encode("utf-8", "replace")) <= MOST_BYTES


def named(made: list[Field], name: str, about: str, formula: str, taken: set[str]) -> str:
    """A number field with this formula, added to `made`; its name."""
    made.append(Field(api_name(name, taken, OWN), "Number", about, formula))
    return made[-1].name


def parts_of(points: Sequence[str]) -> list[str]:
    """Sums of these formulas, each short enough for a formula of its own and what is around it."""
    parts: list[str] = []
    for formula in points:
        if parts and fits(f"{parts[-1]}+{formula}"):
            parts[-1] += f"+{formula}"
        else:
            parts.append(formula)
    return parts
