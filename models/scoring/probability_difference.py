"""What differs between the chances that two versions of a model keep."""

from __future__ import annotations

from models.leads.wording import count_of
from models.scoring.probability import Probability


def probability_changed(before: Probability | None, after: Probability | None) -> list[str]:
    """One line: chances are read as a table, not step by step."""
    if before == after:
        return []
    if after is None:
        return ["Removed the chances of the scores"]
    verb = "Added" if before is None else "Changed"
    taught = f", learnt from {count_of(after.leads, 'lead')}" if after.leads else ""
    return [f"{verb} the chances of the scores{taught}"]
