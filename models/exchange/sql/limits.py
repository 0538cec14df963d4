"""What a database cannot express of a model, by name."""

from __future__ import annotations

from models.exchange.sql.dialects import Dialect
from models.exchange.targets.adapting import (
    Why,
    adapted,
    chances_told,
    half_reason,
    half_value_reason,
    pattern_reason,
)
from models.exchange.targets.misfit import Adapted
from models.leads.fields import Input
from models.scoring.conditions import AllOf, AnyOf, Condition, Not
from models.scoring.model import ScoringModel


def adapted_to(dialect: Dialect, model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    """The model without what the database cannot express."""

    def why_not(condition: Condition) -> Why:
        return (
            ("" if dialect.pattern else pattern_reason(condition))
            or half_reason(condition)
            or _depth(condition, dialect)
        )

    return chances_told(model, adapted(model, half_value_reason, why_not))


def _depth(condition: Condition, dialect: Dialect) -> Why:
    deep = _depth_of(condition)
    if deep <= dialect.deepest:
        return ""
    return (
        f"Its conditions stand {deep} deep within each other, and {dialect.name} reads "
        f"{dialect.deepest}."
    )


def _depth_of(condition: Condition) -> int:
    """Levels of all and any; negations are written at the single questions."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return 1 + max(map(_depth_of, parts), default=0)
        case Not(part):
            return _depth_of(part)
        case _:
            return 0
