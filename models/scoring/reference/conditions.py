"""What a condition asks of one lead, slowly and plainly, straight from semantics 2 and 8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.leads.fields import Role
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
)
from models.scoring.reference.activities import Activity, followed, last_day, measured
from models.scoring.reference.fields import Record, answer, field_holds


@dataclass(frozen=True)
class Lead:
    """One lead as of its day: its fields, and what it has done until then, in order."""

    record: Record
    happened: Sequence[Activity] = ()

    @property
    def today(self) -> int:
        """The day as of which the lead is looked at."""
        return self.record.today


def holds(condition: Condition, lead: Lead) -> bool:
    """Whether the condition holds for the lead: always yes or no."""
    match condition:
        case AllOf(parts):
            return all(holds(part, lead) for part in parts)
        case AnyOf(parts):
            return any(holds(part, lead) for part in parts)
        case Not(part):
            return not holds(part, lead)
        case FieldTest():
            return field_holds(condition, lead.record)
        case ActivityTest(quantity, test, values):
            found = measured(quantity, lead.happened, lead.today)
            return answer(FieldTest("", test, values), found, lead.today)
        case FollowedBy():
            return followed(condition, lead.happened, lead.today)
        case Inactive(days, types):
            last = last_day(types, lead.happened, lead.today)
            if last is None:
                last = lead.record.day_of(Role.CREATED)
            return last is not None and lead.today - last > days
