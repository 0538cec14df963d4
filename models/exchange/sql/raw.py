"""Scores from raw tables: leads and activities that are cleaned and typed, the rest is done in SQL.

Only for databases whose text functions were held to ours: DuckDB and PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.exchange.portable.columns import Column, OfCreation, OfField
from models.exchange.portable.names import plain_name
from models.exchange.portable.program import Program
from models.exchange.sql.dialects import Dialect
from models.exchange.sql.expressions import Writer
from models.exchange.sql.limits import adapted_to
from models.exchange.sql.raw_activities import Measures
from models.exchange.sql.raw_columns import cell, raw_names
from models.exchange.sql.steps import Output, Step
from models.exchange.targets.adapting import CHANCES, Why, adapted, chances_told, field_of_award
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived import place_of
from models.leads.fields import Input
from models.scoring.accounts import raises_scores
from models.scoring.answers import day_number
from models.scoring.conditions import Condition, FieldTest, Selection, leaves_in
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule

LEADS, ACTIVITIES = "leads", "activities"
PREPARED = "prepared"
"""The step that stands where else the table of prepared leads does."""


@dataclass(frozen=True)
class Raw:
    """How raw tables are read: the inputs of the leads, and those of the activities."""

    inputs: tuple[Input, ...]
    activities: ActivityRecipe


def raw_steps(program: Program, writer: Writer, tables: Raw, own_day: bool) -> list[Step]:
    """The steps from raw tables to prepared leads, which are the last of them.

    `own_day`: each lead has its day in the column as_of; else all have that of the step params.
    """
    inputs = tables.inputs
    of = "who" if own_day else "params"
    source = f"{LEADS} AS who" + ("" if own_day else " CROSS JOIN params")
    names = ("who.lead_id", f"{of}.as_of")
    own = tuple(Output("", name) for name in names)
    known = Step("known_leads", "Every lead and its day", own, source)
    measures = Measures(writer, tables.activities, ACTIVITIES, day_number(program.as_of))
    raw = raw_names(inputs)
    outputs = list(own)
    joins = []
    for column in program.columns:
        name = writer.named(column.name)
        if column.of_activities:
            step = measures.of(column)
            joins.append(
                f"LEFT JOIN {step} ON {step}.lead_id = who.lead_id AND {step}.as_of = {of}.as_of"
            )
            found = f"{step}.found"
            outputs.append(Output(f"COALESCE({found}, 0)" if column.never_blank else found, name))
        else:
            outputs.append(Output(_of_lead(column, inputs, raw, f"{of}.as_of", writer), name))
    prepared = Step(PREPARED, "Prepared leads", tuple(outputs), " ".join([source, *joins]))
    if not measures.steps:
        return [prepared]
    return [known, measures.ages(known.name), *measures.steps, prepared]


def table_lines(program: Program, tables: Raw) -> list[str]:
    """What the tables must have, a line for each column that is read."""
    raw = raw_names(tables.inputs)
    read = [c.source.name for c in program.columns if isinstance(c.source, OfField)]
    lines = [
        f"Reads the table {LEADS}: lead_id, created_day (date), as_of (date, where each lead has "
        "its own day), and",
        *(
            f"* {raw[item.name]}: {item.kind.value}, {item.name}"
            for item in tables.inputs
            if item.name in read
        ),
    ]
    if any(column.of_activities for column in program.columns):
        lines += [
            f"Reads the table {ACTIVITIES}: lead_id, activity_type (text), activity_day (date), "
            "activity_place (whole number: the order of what a lead did), and",
            *(
                f"* {plain_name(item.name)}: {item.kind.value}, {item.name}"
                for item in tables.activities.details
            ),
        ]
    return lines


def _of_lead(
    column: Column, inputs: tuple[Input, ...], raw: dict[str, str], as_of: str, writer: Writer
) -> str:
    match column.source:
        case OfCreation():
            return "who.created_day"
        case OfField(name):
            item = next(item for item in inputs if item.name == name)
            return cell(column, "who", as_of, item.event, writer, raw[name])
        case _:
            raise AssertionError(column)


def adapted_to_raw(dialect: Dialect, model: ScoringModel, inputs: tuple[Input, ...]) -> Adapted:
    """The model without what raw tables do not give: derived fields, accounts, odd filters."""
    plain = adapted_to(dialect, model, inputs)

    def why_not(condition: Condition) -> Why:
        return _why_not(condition, model)

    def why(rule: Rule) -> Why:
        return _why(rule, model)

    found = adapted(plain.model, why, why_not)
    misfits = [item for item in plain.misfits if item.name != CHANCES or item.id]
    misfits += found.misfits
    changed = found.model
    if raises_scores(model):
        changed = replace(changed, account=None)
        misfits.append(
            Misfit(
                Part.MODEL,
                "",
                model.name,
                "Points of the account are worked out over all leads of a company.",
                "Export it for prepared leads.",
            )
        )
    return chances_told(model, Adapted(changed, tuple(misfits)))


_DERIVED = "It reads a derived field, which only prepared leads have."


def _why(rule: Rule, model: ScoringModel) -> Why:
    field = field_of_award(rule)
    if field and place_of(model.derived, field) is not None:
        return _DERIVED
    return next((why for of in rule.selections() if (why := _of_selection(of))), "")


def _why_not(condition: Condition, model: ScoringModel) -> Why:
    for leaf in leaves_in(condition):
        if isinstance(leaf, FieldTest) and place_of(model.derived, leaf.field) is not None:
            return _DERIVED
    return ""


def _of_selection(of: Selection) -> Why:
    for leaf in () if of.where is None else leaves_in(of.where):
        if not isinstance(leaf, FieldTest):
            return "Its filter of activities asks for more than their details."
    return ""
