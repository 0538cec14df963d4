"""The targets of CRM and marketing automation that people build by a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.exchange.crm import account_engagement, dynamics, hubspot, hubspot_api, marketo
from models.exchange.crm.criteria import Spelling
from models.exchange.crm.fitting import Abilities, adapted_to
from models.exchange.crm.salesforce.targets import SALESFORCE
from models.exchange.crm.spelling import spelling_of
from models.exchange.crm.writing import sheet_files, sheet_of
from models.exchange.targets.sheet import Section
from models.exchange.targets.target import Answer, Export, Family, Order, Proof, Target

Sections = Callable[[Order, Spelling], tuple[Section, ...]]
Cautions = Callable[[Order], tuple[str, ...]]


def _write(
    abilities: Abilities, ending: str, sections: Sections, cautions: Cautions, order: Order
) -> Export:
    steps = sections(order, spelling_of(order.model))
    sheet = sheet_of(order, abilities.name, Proof.SHEET, steps, cautions(order))
    return Export(sheet_files(sheet, f"{order.stem}.{ending}"), sheet=sheet)


def _target(
    key: str,
    name: str,
    gives: str,
    reads: str,
    abilities: Abilities,
    sections: Sections,
    cautions: Cautions,
) -> Target:
    """A target whose export is a build sheet."""
    return Target(
        key=key,
        name=name,
        family=Family.CRM,
        proof=Proof.SHEET,
        gives=gives,
        reads=reads,
        ending=".html",
        adapt=partial(adapted_to, abilities),
        write=partial(_write, abilities, key, sections, cautions),
        answers=(Answer.SCORE, Answer.BAND),
    )


HUBSPOT = _target(
    "hubspot",
    "HubSpot",
    "A build sheet for the lead scoring tool: groups, rules, points and limits to copy.",
    "Properties of contacts, and events.",
    hubspot.ABILITIES,
    hubspot.sections,
    hubspot.cautions,
)
HUBSPOT_API = Target(
    key="hubspot-api",
    name="HubSpot's scoring API",
    family=Family.CRM,
    proof=Proof.GENERATED,
    gives="A draft of the score as JSON (beta): groups, limits, points; criteria are set by hand.",
    reads="Properties of contacts, and events.",
    ending=".json",
    adapt=partial(adapted_to, hubspot.ABILITIES),
    write=hubspot_api.write,
    choices=hubspot_api.CHOICES,
    answers=(Answer.SCORE, Answer.BAND),
)
MARKETO = _target(
    "marketo",
    "Marketo Engage",
    "A build sheet for a program that scores anew each night, with its points as tokens.",
    "Fields of people, and filters of activities.",
    marketo.ABILITIES,
    marketo.sections,
    marketo.cautions,
)
DYNAMICS = _target(
    "dynamics",
    "Dynamics 365 Customer Insights",
    "A build sheet for a scoring model of leads: conditions, points and grades to copy.",
    "Columns of the lead, and interactions.",
    dynamics.DYNAMICS.abilities,
    dynamics.DYNAMICS.sections,
    dynamics.DYNAMICS.told,
)
ACCOUNT_ENGAGEMENT = _target(
    "account-engagement",
    "Account Engagement (Pardot)",
    "A build sheet for automation rules that adjust the prospect's score.",
    "Fields of prospects.",
    account_engagement.ACCOUNT_ENGAGEMENT.abilities,
    account_engagement.ACCOUNT_ENGAGEMENT.sections,
    account_engagement.ACCOUNT_ENGAGEMENT.told,
)

TARGETS = (HUBSPOT, HUBSPOT_API, SALESFORCE, MARKETO, DYNAMICS, ACCOUNT_ENGAGEMENT)
