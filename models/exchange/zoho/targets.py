"""The target zoho: one scoring rule of Zoho CRM, as its API takes it."""

from __future__ import annotations

from models.exchange.cells import encodable
from models.exchange.moving_in.zoho_words import CRITERIA_OF_EDITION
from models.exchange.targets.target import (
    Answer,
    Choice,
    Export,
    ExportFile,
    Family,
    Order,
    Target,
)
from models.exchange.zoho.fitting import adapted
from models.exchange.zoho.leads import PROOF, leads_to_check
from models.exchange.zoho.rules import EDITION, MODULE, body


def _write(order: Order) -> Export:
    edition = order.option("edition", EDITION)
    text, notes = body(order.model, edition, order.option("module", MODULE), order.inputs)
    file = ExportFile(f"{order.stem}.zoho.json", encodable(text).encode(), "json")
    return Export((file, *leads_to_check(order)), notes)


_EDITIONS = (EDITION, *(name for name in CRITERIA_OF_EDITION if name != EDITION))

ZOHO = Target(
    key="zoho",
    name="Zoho CRM scoring rules",
    family=Family.CRM,
    proof=PROOF,
    gives="One scoring rule as JSON for Zoho's API (v8), not active until you say so there.",
    reads="The fields of the module by their API names, and Zoho's signals.",
    ending=".json",
    adapt=adapted,
    write=_write,
    choices=(
        Choice("edition", "Edition", tuple((name, name) for name in _EDITIONS)),
        Choice("module", "Module", (("Leads", "Leads"), ("Contacts", "Contacts"))),
    ),
    answers=(Answer.SCORE,),
)
TARGETS = (ZOHO,)
