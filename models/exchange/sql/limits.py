"""What a database cannot express of a model, by name."""

from __future__ import annotations

import re

from models.exchange.sql.dialects import Dialect
from models.exchange.targets.adapting import Why, adapted, pattern_reason
from models.exchange.targets.misfit import Adapted
from models.leads.fields import Input
from models.scoring.awards import ByValue
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, leaves_in
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule

_HALF = re.compile("[\ud800-\udfff]")
_BROKEN = "It asks for half of a character, which no database stores."


def adapted_to(dialect: Dialect, model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    """The model without what the database cannot express."""

    def why_not(condition: Condition) -> Why:
        return (
            ("" if dialect.pattern else pattern_reason(condition))
            or _halves(condition)
            or _depth(condition, dialect)
        )

    return adapted(model, _by_value, why_not)


def _by_value(rule: Rule) -> Why:
    award = rule.award
    if isinstance(award, ByValue) and any(_HALF.search(e.value or "") for e in award.entries):
        return _BROKEN
    return ""


def _halves(condition: Condition) -> Why:
    for leaf in leaves_in(condition):
        if isinstance(leaf, FieldTest) and any(_HALF.search(str(v)) for v in leaf.values):
            return _BROKEN
    return ""


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
