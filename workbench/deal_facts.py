"""What the Data page says of deals: the join, the fields, the stages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.evaluation.figures import count, percent
from models.leads.columns import Misfits
from models.leads.deal_report import DealReport
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Input, Kind, Role
from models.leads.guessing.deals import e_mail_fields, won_and_lost
from models.leads.guessing.outcomes import values_of_column
from models.leads.misfits import misfit_problems
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.leads.two_outcomes import two_outcomes
from models.problems import Problem
from widgets.deal_panel import DealFieldFacts
from widgets.field_panel import FieldFacts
from widgets.join_report import JoinFacts, SwitchFacts
from widgets.stage_list import StageFacts
from widgets.tables.field_table import FieldHead
from workbench import activity_facts
from workbench.activity_facts import commonest, findings_of

ROLE_WORDS = {
    Role.FIELD: "nothing that is used",
    Role.ID: "which lead it is",
    Role.OUTCOME: "the stage of the deal",
    Role.OUTCOME_DATE: "the day it was closed",
    Role.VALUE: "what it was worth",
    Role.CREATED: "the day it was created",
    Role.IGNORED: "left out",
}
SHORT_ROLES = {
    Role.ID: "Lead",
    Role.OUTCOME: "Stage",
    Role.OUTCOME_DATE: "Closed",
    Role.VALUE: "Amount",
    Role.CREATED: "Created",
    Role.IGNORED: "left out",
}
MOST_STAGES = 40
"""Values of a stage that are shown with their meaning, the commonest first."""
_KINDS = {
    Role.OUTCOME_DATE: Kind.DATE,
    Role.CREATED: Kind.DATE,
    Role.VALUE: Kind.NUMBER,
    Role.ID: Kind.TEXT,
}


def changed(recipe: DealRecipe, item: Input, raw: RawTable) -> DealRecipe:
    """The recipe with a field read otherwise; a role has its kind, another stage its own values."""
    before = next((other for other in recipe if other.name == item.name), None)
    needed = _KINDS.get(item.role)
    if needed is not None and item.kind is not needed:
        same_role = before is not None and before.role is item.role
        item = replace(item, role=Role.FIELD) if same_role else replace(item, kind=needed)
    after = recipe.changed(item)
    if item.role is Role.OUTCOME and (before is None or before.role is not Role.OUTCOME):
        column = raw.find((item.name, *item.aliases))
        values = {} if column is None else values_of_column(column) or {}
        won, lost = won_and_lost(values)
        return replace(after, won=won, lost=lost)
    return after


def verdict(report: DealReport) -> str:
    """The join in a sentence or two, and what it makes of the leads."""
    if report.missing or not report.says_outcome:
        return report.sentence()
    return f"{report.sentence()} {report.outcome_sentence()}"


def report_facts(deals: Deals, leads: Leads, problems: tuple[Problem, ...]) -> JoinFacts:
    """What was found when joining, and the words of the two switches with their numbers."""
    report, beside = deals.report, two_outcomes(leads)
    without = f"A lead without a deal did not convert ({count(report.without)})"
    return JoinFacts(
        findings_of((*problems, *filter(None, (beside,)), *report.problems()), report.source),
        (
            SwitchFacts("Deals tell who converted", report.says_outcome),
            SwitchFacts(without, report.without_is_no, report.says_outcome),
        ),
    )


def head_of(raw: RawTable, item: Input, misfits: Misfits) -> FieldHead:
    """The head of a field: kind, fill, distinct values, role, cells that do not fit."""
    head = activity_facts.head_of(raw, item, misfits)
    return replace(head, role=SHORT_ROLES.get(item.role, ""))


def misfits_of(deals: Deals | None, item: Input) -> Misfits:
    """The cells of a field that do not fit its kind; of those that the join reads."""
    if deals is None:
        return Misfits()
    return next(
        (wrong for other, wrong in deals.report.misfits if other.name == item.name), Misfits()
    )


def facts_of(
    raw: RawTable, deals: Deals | None, leads: Leads, recipe: DealRecipe, item: Input
) -> DealFieldFacts:
    """All that the panel says of a field."""
    column = raw.find((item.name, *item.aliases))
    if column is None:
        return DealFieldFacts(FieldFacts(item, ("These deals do not have this field.",)))
    filled = raw.rows - int(column.counts[0])
    distinct = int(np.count_nonzero(column.counts[1:]))
    sentence = (
        f"{count(filled)} of {count(raw.rows)} filled ({percent(filled / max(1, raw.rows))}), "
        f"{count(distinct)} different values."
    )
    wrong = misfit_problems(item, misfits_of(deals, item))
    findings = tuple((f"{one.what} {one.remedy}".strip(), False) for one in wrong)
    facts = FieldFacts(item, (sentence,), findings, commonest(column), distinct=distinct)
    if item.role is Role.OUTCOME:
        values = values_of_column(column, MOST_STAGES * 5) or {}
        ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_STAGES]
        facts = replace(facts, values=())
        return DealFieldFacts(facts, StageFacts(tuple(ordered), recipe.won, recipe.lost))
    if item.role is Role.ID:
        return DealFieldFacts(facts, joins=joins_of(leads), joined_to=recipe.joined_to)
    return DealFieldFacts(facts)


def joins_of(leads: Leads) -> tuple[tuple[str, str], ...]:
    """What deals may be joined by: the lead's id, its e-mails, any other text."""
    own = leads.recipe.with_role(Role.ID)
    first = "the lead's id" if own is None else f"{own.name}, the lead's id"
    mails = [item.name for item in e_mail_fields(leads)]
    texts = [
        item.name
        for item in leads.recipe
        if item.kind is Kind.TEXT
        and item.role not in (Role.ID, Role.IGNORED, Role.OUTCOME)
        and leads.raw_column(item) is not None
    ]
    names = dict.fromkeys((*mails, *texts))
    return (("", first), *((name, name) for name in names))
