"""The list that deals leads into the arms of a live test, for the system that is to follow it."""

from __future__ import annotations

from pathlib import Path

from models.evaluation.trials.assignment import Dealt, dealt
from models.evaluation.trials.trial import Trial
from models.exchange.table_file import write_table
from models.leads.fields import Role
from models.leads.table import Leads

ARM = "Test arm"
"""What the column of the arm is called where the plan does not name the field."""


def write_assignment(path: Path, leads: Leads, trial: Trial) -> Dealt:
    """Write the id of each lead, its account where whole ones are dealt, and its arm.

    LeadbenchError where no field names lead or account, or the file cannot be written.
    """
    found = dealt(leads, trial)
    header = [_name(leads, Role.ID)]
    if found.accounts:
        header.append(_name(leads, Role.ACCOUNT))
    header.append(trial.field or ARM)
    arms = (trial.a, trial.b)
    names = [arms[int(b)] for b in found.in_b.tolist()]
    rows = (
        zip(found.ids, found.accounts, names, strict=True)
        if found.accounts
        else zip(found.ids, names, strict=True)
    )
    write_table(path, header, rows, "Assignment")
    return found


def _name(leads: Leads, role: Role) -> str:
    item = leads.recipe.with_role(role)
    return role.value if item is None else item.name
