"""Where each lead has a day of its own, its age can tell the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from models.leads.fields import Role
from models.problems import Severity
from models.scoring.conditions import FieldTest, Test, leaves_in
from models.scoring.decay import Fades
from models.scoring.lint.finding import Finding, FindingKind, at_group, at_rule
from models.scoring.lint.ground import Ground

_BY_AGE = (Test.IN_THE_LAST, Test.MORE_THAN_AGO, Test.IN_THE_NEXT)


def ages_since_creation(ground: Ground) -> Iterator[Finding]:
    """Rules and fading that count the age of a lead: converted ones are looked at younger.

    The own day is N days after the creation for whoever did not convert by then, and the day
    before the outcome for whoever did; so the age alone tells them apart.
    """
    model, sample = ground.model, ground.sample
    if model.own_day is None or sample is None:
        return
    created = sample.leads.recipe.with_role(Role.CREATED)
    if created is None:
        return

    def is_creation(name: str) -> bool:
        return sample.leads.input(name) == created

    why = (
        "A lead that converted is looked at on the day before, the others "
        f"{model.own_day} days after their creation, so the age alone tells them apart."
    )
    for group in model.groups:
        decay = group.decay
        if decay is not None and decay.way is Fades.BY_GROUP and is_creation(decay.field):
            yield Finding(
                FindingKind.AGE_TELLS,
                f"{group.name} fades by the age of the lead, which tells the outcome.",
                why,
                "Let it fade by its activities, or test the model as of one day for all.",
                at_group(group),
                Severity.WARNING,
            )
    for _, rule in ground.rules():
        leaves = () if rule.when is None else leaves_in(rule.when)
        if any(
            isinstance(leaf, FieldTest) and leaf.test in _BY_AGE and is_creation(leaf.field)
            for leaf in leaves
        ):
            yield Finding(
                FindingKind.AGE_TELLS,
                f"{rule.name} asks for the age of the lead, which tells the outcome.",
                why,
                "Ask for what the lead did instead, or test the model as of one day for all.",
                at_rule(rule),
                Severity.WARNING,
            )
