"""How the model spells the texts that it compares by key: lists in other systems show these."""

from __future__ import annotations

from collections.abc import Iterator

from models.exchange.crm.criteria import Spelling
from models.exchange.targets.adapting import conditions_of
from models.leads.text import key
from models.scoring.conditions import tests_in
from models.scoring.model import ByValue, Override, Rule, ScoringModel


def spelling_of(model: ScoringModel) -> Spelling:
    """Each text by its key; the first spelling counts."""
    found: dict[str, str] = {}
    for text in _texts(model):
        found.setdefault(key(text), text)
    return found


def _texts(model: ScoringModel) -> Iterator[str]:
    parts: tuple[Rule | Override, ...] = (*model.rules(), *model.overrides)
    for part in parts:
        for condition in conditions_of(part):
            for test in tests_in(condition):
                yield from (value for value in test.values if isinstance(value, str))
    for rule in model.rules():
        if isinstance(rule.award, ByValue):
            yield from (entry.value for entry in rule.award.entries if entry.value is not None)
