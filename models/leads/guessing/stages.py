"""Earlier outcomes (accepted by sales, opportunity), from ordered values or yes/no fields."""

from __future__ import annotations

from collections.abc import Mapping

from models.leads.fields import AFTER_OUTCOME, Input, Kind, Recipe, Role
from models.leads.guessing.outcomes import values_of_column
from models.leads.guessing.shapes import plain_name
from models.leads.raw import RawTable
from models.leads.stages import Stage
from models.leads.text import key

ACCEPTED = "Accepted by sales"
OPPORTUNITY = "Opportunity"

FIELDS = tuple(
    "lifecycle stage, lifecyclestage, lead lifecycle stage, lifecycle status, funnel stage, "
    "lead stage, lead status, hs lead status, status, stage, deal stage, opportunity stage, "
    "sales stage, person status, leadstatus".split(", ")
)
"""Names of fields whose values are steps of the funnel, the best first."""

_STEPS = (
    (
        ACCEPTED,
        "sales qualified lead, salesqualifiedlead, sales qualified, sql, sal, "
        "sales accepted lead, sales accepted, accepted by sales, accepted, qualified, "
        "qualified to buy, qualification, working, in progress, connected, contact made, "
        "meeting scheduled, appointment scheduled, demo scheduled, angenommen, qualifiziert, "
        "qualifié, calificado, qualificato, qualificado",
        "became a sales qualified lead date, hs lifecyclestage salesqualifiedlead date, "
        "sql date, sal date, sales accepted date, accepted date, qualified on, qualifiedon",
    ),
    (
        OPPORTUNITY,
        "opportunity, open deal, proposal, proposal sent, proposal made, proposal price quote, "
        "quote, quote sent, presentation scheduled, decision maker bought in, decisionmakers, "
        "contract sent, contractsent, negotiation, negotiations started, negotiation review, "
        "needs analysis, value proposition, id decision makers, identify decision makers, "
        "perception analysis, angebot, verhandlung, opportunité, oportunidad, opportunità",
        "became an opportunity date, hs lifecyclestage opportunity date, opportunity date, "
        "opportunity created date, opportunity created",
    ),
    (
        "",
        "customer, closed won, closedwon, won, converted, closed converted, evangelist, kunde, "
        "gewonnen, client, cliente",
        "",
    ),
)
"""Steps in the order of the funnel: the stage, the words of its values, fields of its day."""
_ANSWERS = (
    (
        ACCEPTED,
        "accepted by sales, sales accepted, sales accepted lead, accepted, sal, sql, "
        "sales qualified, sales qualified lead, is sal, is sql, is accepted",
    ),
    (OPPORTUNITY, "opportunity, is opportunity, has opportunity, became opportunity"),
)
"""Names of yes/no fields that say whether a lead came to a stage."""
_WORDS = tuple(frozenset(words.split(", ")) for _, words, _ in _STEPS)


def guess_stages(table: RawTable, recipe: Recipe) -> tuple[Stage, ...]:
    """The stages before the outcome that one field's ordered values tell, else yes/no fields.

    A value of a later step counts for all before it. A lost lead says nothing of how far it came:
    its value is in no step.
    """
    best: tuple[Stage, ...] = ()
    for item in _fields(recipe):
        column = table.find((item.name, *item.aliases))
        values = None if column is None else values_of_column(column)
        if values:
            found = _stages(item, values, recipe)
            best = found if len(found) > len(best) else best
    return best or _answered(table, recipe)


def _answered(table: RawTable, recipe: Recipe) -> tuple[Stage, ...]:
    """Stages that have a yes/no field of their name."""
    by_name = {
        plain_name(item.name): item
        for item in reversed(recipe.inputs)
        if item.kind is Kind.YES_NO and item.role not in (Role.OUTCOME, Role.IGNORED)
    }
    found = []
    for stage, names in _ANSWERS:
        item = next((by_name[name] for name in names.split(", ") if name in by_name), None)
        column = None if item is None else table.find((item.name, *item.aliases))
        values = None if column is None else values_of_column(column)
        if item is not None and values:
            meant = frozenset(map(key, item.yes))
            found.append(Stage(stage, item.name, tuple(v for v in values if key(v) in meant)))
    return tuple(found)


def _fields(recipe: Recipe) -> list[Input]:
    """The fields that are called a stage or a status, the outcome's own included."""
    by_name = {
        plain_name(item.name): item
        for item in reversed(recipe.inputs)
        if item.kind is Kind.TEXT and item.role not in (Role.ID, Role.IGNORED, *AFTER_OUTCOME[1:])
    }
    return [by_name[name] for name in FIELDS if name in by_name]


def _stages(item: Input, values: Mapping[str, int], recipe: Recipe) -> tuple[Stage, ...]:
    steps = {value: step for value in values if (step := _step(item, value)) is not None}
    dates = {plain_name(date.name): date.name for date in recipe if date.kind is Kind.DATE}
    found: list[Stage] = []
    for step, (name, _, days) in enumerate(_STEPS[:-1]):
        here = [value for value, of in steps.items() if of == step]
        later = sorted((of, at, value) for at, (value, of) in enumerate(steps.items()))
        further = tuple(value for of, _, value in later if of >= step)
        if here:
            day = next((dates[day] for day in days.split(", ") if day in dates), "")
            found.append(Stage(name, item.name, further, day))
    return tuple(found)


def _step(item: Input, value: str) -> int | None:
    """The step of a value; those that mean converted in the outcome's own field are the last."""
    if item.role is Role.OUTCOME and key(value) in map(key, item.converted):
        return len(_STEPS) - 1
    words = plain_name(value)
    return next((step for step, known in enumerate(_WORDS) if words in known), None)
