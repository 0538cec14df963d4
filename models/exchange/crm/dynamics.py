"""Dynamics 365 Customer Insights - Journeys: scoring models for leads in real-time journeys.

Words as of Microsoft's pages: Lead management > Scoring models > New; attributes and interactions
are put into groups, each with its points; grades read ranges of the score.
"""

from __future__ import annotations

from models.exchange.crm.adding import Adding, condition_step
from models.exchange.crm.asking import Verb
from models.exchange.targets.sheet import Copied, Step
from models.exchange.targets.target import Order

_WORDS = {
    Verb.KNOWN: "{name} contains data",
    Verb.BLANK: "{name} does not contain data",
    Verb.IS: "{name} is any of: {values}",
    Verb.IS_NOT: "{name} is none of: {values}",
    Verb.CONTAINS: "{name} contains any of: {values}",
    Verb.CONTAINS_NOT: "{name} does not contain any of: {values}",
    Verb.STARTS: "{name} begins with any of: {values}",
    Verb.STARTS_NOT: "{name} does not begin with any of: {values}",
    Verb.ENDS: "{name} ends with any of: {values}",
    Verb.ENDS_NOT: "{name} does not end with any of: {values}",
    Verb.EQUAL: "{name} equals any of: {values}",
    Verb.UNEQUAL: "{name} does not equal any of: {values}",
    Verb.AT_LEAST: "{name} is greater than or equal to {values}",
    Verb.MORE: "{name} is greater than {values}",
    Verb.AT_MOST: "{name} is less than or equal to {values}",
    Verb.LESS: "{name} is less than {values}",
    Verb.YES: "{name} is Yes",
    Verb.NO: "{name} is No",
    Verb.SINCE: "{name} is on or after {values}",
    Verb.UNTIL: "{name} is on or before {values}",
    Verb.OFTEN: "Interaction: {name}",
}


def _begin(order: Order) -> tuple[Step, ...]:
    return (
        Step(
            "Real-time journeys > Lead management > Scoring models > New.",
            (Copied("Name", order.program.name),),
            "Where it is missing, switch on Lead management in Settings > Feature switches.",
        ),
    )


def _each(name: str, condition: str, points: int) -> Step:
    return condition_step(
        "Add a group with this condition and give it points.",
        name,
        condition,
        Copied("Points", f"{points:+d}"),
    )


def _end(bands: str) -> tuple[Step, ...]:
    return (
        Step("Set the grades.", (Copied("Grades", bands),)),
        Step("Publish, wait until leads are scored, and compare the leads listed below."),
    )


DYNAMICS = Adding(
    name="Dynamics 365",
    words=_WORDS,
    events=True,
    deep=2,
    longest=4_000,
    override="A journey or a business rule with this condition can set the rating of the lead.",
    decay="",
    grade="Grades read the score alone; make a view for each cell of fit and engagement.",
    fields=("Tables > Lead > Columns", "column", "columns"),
    begin=_begin,
    each=_each,
    end=_end,
    cautions=(
        "How often and how recently an interaction happened can be asked in some versions: this "
        "sheet takes only “it happened”, and leaves the rest out by name.",
        "Several values are several conditions joined by OR where a field takes one at a time.",
    ),
)
