"""The targets of CRM and marketing automation that people build by a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.exchange.crm import hubspot
from models.exchange.crm.criteria import Spelling
from models.exchange.crm.fitting import Abilities, adapted_to
from models.exchange.crm.salesforce.targets import SALESFORCE
from models.exchange.crm.sheet import Section
from models.exchange.crm.spelling import spelling_of
from models.exchange.crm.writing import sheet_files, sheet_of
from models.exchange.targets.target import Export, Family, Order, Proof, Target

Sections = Callable[[Order, Spelling], tuple[Section, ...]]
Cautions = Callable[[Order], tuple[str, ...]]


def _write(abilities: Abilities, sections: Sections, cautions: Cautions, order: Order) -> Export:
    steps = sections(order, spelling_of(order.model))
    sheet = sheet_of(order, abilities.name, Proof.SHEET, steps, cautions(order))
    return Export(sheet_files(sheet, f"{order.stem}.{abilities.name.lower()}"))


HUBSPOT = Target(
    key="hubspot",
    name="HubSpot",
    family=Family.CRM,
    proof=Proof.SHEET,
    gives="A build sheet for the lead scoring tool: groups, rules, points and limits to copy.",
    reads="Properties of contacts, and events.",
    ending=".html",
    adapt=partial(adapted_to, hubspot.ABILITIES),
    write=partial(_write, hubspot.ABILITIES, hubspot.sections, hubspot.cautions),
)

TARGETS = (HUBSPOT, SALESFORCE)
