"""What is said on the page Live test before a plan is kept, and the design that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.evaluation.history.asked import outcomes_of
from models.evaluation.trials.analysis import Question
from models.evaluation.trials.arms import values_of
from models.evaluation.trials.design import Design
from models.evaluation.trials.proposed import Proposed
from models.leads.fields import Kind, Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.problems import LeadbenchError
from models.project.document import Project
from widgets.arms_form import EVEN, ArmsOffer, ArmsSaid

MOST_ARMS = 12
"""Values of a field with more of which it does not name the arms of a test."""


@dataclass(frozen=True)
class Said:
    """Numbers as they are typed: rates, power and shares in percent, the difference in points.

    None: nothing was typed, so what the history proposes holds.
    """

    rate: float | None = None
    difference: float | None = None
    per_week: float | None = None
    power: float | None = 80.0
    share: float | None = 50.0
    wait: float | None = None
    by_account: bool = False
    looks: int = 1
    a: str = "A"
    b: str = "B"
    outcome: str = ""

    def with_history(self, found: Proposed | None) -> Said:
        """The same, and what the history proposes where nothing was typed."""
        if found is None:
            return self
        rate = self.rate
        if rate is None and found.rate is not None:
            rate = round(100 * found.rate.value, 1)
        per_week = self.per_week
        if per_week is None and found.per_week is not None:
            per_week = round(found.per_week, 1)
        wait = self.wait if self.wait is not None else found.wait
        return replace(self, rate=rate, per_week=per_week, wait=wait)

    def design(self, found: Proposed | None) -> Design:
        """What a test is planned by. LeadbenchError where a number is missing."""
        for value, what, example in (
            (self.rate, "how many convert today", "Type it in percent, such as 8."),
            (self.difference, "which difference is worth having", "Type it in points, such as 2."),
            (self.per_week, "how many leads come in a week", "Type it, such as 375."),
            (self.power, "how surely the difference is to be found", "Type it, such as 80."),
            (self.share, "which share of the leads gets B", "Type it in percent, such as 50."),
        ):
            if value is None:
                raise LeadbenchError(f"Nothing says {what}.", "Live test", example)
        assert self.rate is not None
        assert self.difference is not None
        assert self.per_week is not None
        assert self.power is not None
        assert self.share is not None
        alike = None if found is None else found.alike
        if self.by_account and alike is None:
            raise LeadbenchError(
                "Nothing says how alike leads of one account are.",
                "Live test",
                "Say on the Data page which field names the account, or split by lead.",
            )
        return Design(
            self.rate / 100,
            self.difference / 100,
            self.per_week,
            self.power / 100,
            share=self.share / 100,
            by_account=self.by_account,
            account_size=1.0 if alike is None else alike.size,
            correlation=0.0 if alike is None else alike.correlation,
            wait=round(self.wait or 0),
            looks=self.looks,
        )


LOOKS = (
    (1, "once, at its end"),
    (2, "twice"),
    (3, "3 times"),
    (4, "4 times"),
    (5, "5 times"),
)
"""How often a test is looked at."""


COUNTED_AT = (
    ((1, 1), "none was planned on the way"),
    *(
        ((number, looks), f"look {number} of {looks}")
        for looks, _ in LOOKS[1:]
        for number in range(1, looks + 1)
    ),
)
"""The looks that typed counts can be of: its number and how many were planned."""


def question_of(field: str, by: str, said: ArmsSaid) -> Question:
    """What is asked of a test that was not planned here."""
    share = said.share / 100
    return Question(
        field,
        said.outcome,
        said.arms,
        () if said.share == EVEN else (1 - share, share),
        said.first,
        said.last,
        said.by_account,
        by=by,
    )


def offer_of(leads: Leads, stages: tuple[Stage, ...], field: str) -> ArmsOffer:
    """What can be said of it. LeadbenchError where the field cannot tell arms."""
    accounts = leads.recipe.with_role(Role.ACCOUNT) is not None
    return ArmsOffer(values_of(leads, field), outcomes_of(leads, stages), accounts)


def arm_fields(leads: Leads) -> tuple[str, ...]:
    """Fields that can tell the arm of a lead: few values, and no meaning of their own."""
    found = []
    for item in leads.recipe:
        raw = leads.raw_column(item)
        if item.role is not Role.FIELD or item.kind is Kind.DATE or raw is None:
            continue
        if 2 <= len(raw.texts) - 1 <= MOST_ARMS:
            found.append(item.name)
    return tuple(found)


def fresh_trial_id(project: Project) -> str:
    """An id that no plan has."""
    taken = {trial.id for trial in project.trials}
    number = 1
    while f"t{number}" in taken:
        number += 1
    return f"t{number}"


def free_name(project: Project, wanted: str) -> str:
    """The name, with a number where another plan has it."""
    taken = {cleaned_key(trial.name) for trial in project.trials}
    name, number = wanted, 2
    while cleaned_key(name) in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
