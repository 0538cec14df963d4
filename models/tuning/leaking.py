"""Lines that read a field which knows the outcome: they are kept out, and it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.evaluation.guard.known import fields_that_know
from models.leads.derived import fields_of_leads
from models.leads.text import cleaned_key
from models.leads.wording import listed
from models.scoring.rules import Rule
from models.tuning.candidate import Candidate
from models.tuning.held import keys_of
from models.tuning.reins import Hold, Rein
from models.tuning.task import Rows, Task


def without_leaks(task: Task) -> tuple[Task, str]:
    """The task in which no line and no candidate reads a leaking field, and what to say of it.

    A line that a person locks, keeps or forbids stays as it was asked for; which sign its points
    may have says nothing of that.
    """
    leaks = fields_that_know(task.leads, task.scored.masks, task.stages)
    if not leaks:
        return task, ""
    names = {cleaned_key(name) for name in leaks}
    model, propose = task.scored.model, task.propose

    def leaky(rule: Rule) -> bool:
        read = fields_of_leads(rule.fields(), model.derived)
        return any(cleaned_key(name) in names for name in read)

    def clean(rows: Rows) -> Sequence[Candidate]:
        return [one for one in propose(rows) if not leaky(one.rule)]

    held = {key for key, rein in task.reins.lines if rein.hold is not Hold.FREE}
    barred = [rule for rule in model.rules() if leaky(rule) and not held & set(keys_of(rule))]
    forbidden = {key: Rein(Hold.FORBID) for rule in barred for key in keys_of(rule)}
    others = tuple(item for item in task.reins.lines if item[0] not in forbidden)
    reins = replace(task.reins, lines=(*others, *forbidden.items()))
    found = replace(task, reins=reins, propose=clean)
    giving = [rule.name for rule in barred if any(rule.reach())]
    if not giving:
        return found, ""
    read, they = ("reads", "it gives") if len(giving) == 1 else ("read", "they give")
    return found, (
        f"{listed(giving)} {read} a field that gives the outcome away ({listed(leaks)}): "
        f"{they} no points here, and today\u2019s model looks better than it is."
    )
