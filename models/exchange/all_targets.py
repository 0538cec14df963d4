"""The table of targets: every system that a model can be handed to, by its key."""

from __future__ import annotations

from models.exchange.crm.targets import TARGETS as CRM
from models.exchange.live_workbook.targets import TARGETS as WORKBOOK
from models.exchange.model_json.targets import TARGETS as MODEL_JSON
from models.exchange.records.targets import TARGETS as PROGRAMS
from models.exchange.rule_engines.targets import TARGETS as RULE_ENGINES
from models.exchange.sql.targets import TARGETS as SQL
from models.exchange.targets.target import Family, Target
from models.exchange.zoho.targets import TARGETS as ZOHO

_ALL = (*CRM, *ZOHO, *SQL, *WORKBOOK, *PROGRAMS, *RULE_ENGINES, *MODEL_JSON)
"""A package of targets adds its own tuple here."""

TARGETS: tuple[Target, ...] = tuple(
    item for family in Family for item in _ALL if item.family is family
)
"""In the order of the page: each family together, whichever package its targets come from."""


def target(key: str) -> Target | None:
    """The target of that key."""
    return next((item for item in TARGETS if item.key == key), None)
