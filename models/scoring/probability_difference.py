"""What differs between the chances that two versions of a model keep."""

from __future__ import annotations

from models.leads.wording import count_of
from models.scoring.probability import Chances, Probability, RuleChances, table_of


def probability_changed(before: Chances | None, after: Chances | None) -> list[str]:
    """One line: chances are read as a whole, not step by step."""
    if before == after:
        return []
    if after is None:
        return [f"Removed the chances {_by(before)}"]
    verb = "Added" if before is None else "Changed"
    leads = table_of(after).leads
    taught = f", learnt from {count_of(leads, 'lead')}" if leads else ""
    return [f"{verb} the chances {_by(after)}{taught}"]


def _by(found: Chances | None) -> str:
    if isinstance(found, Probability):
        return "of the scores"
    return "by the rules" if isinstance(found, RuleChances) else "by trees"
