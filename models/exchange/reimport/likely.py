"""Which system leads come from, by what their ids look like: what is offered first."""

from __future__ import annotations

from itertools import islice

from models.exchange.reimport.ids import DIGITS, GUID, SALESFORCE, ZOHO, IdForm
from models.exchange.reimport.record_ids import trimmed
from models.leads.fields import Role
from models.leads.table import Leads

_SAMPLE = 200
_MOST = 0.9
_LONG = 15
_FORMS: tuple[tuple[str, IdForm], ...] = (
    ("dynamics", GUID),
    ("zoho", ZOHO),
    ("salesforce", SALESFORCE),
    ("hubspot", DIGITS),
)


def likely_system(leads: Leads) -> str:
    """The key of the system that most of the first ids could be of; "plain" where none fits.

    A long number is Zoho's, a shorter one HubSpot's.
    """
    item = leads.recipe.with_role(Role.ID)
    column = None if item is None else leads.raw_column(item)
    if column is None:
        return "plain"
    ids = [text for text in map(trimmed, islice(column.texts, 1, 1 + _SAMPLE)) if text]
    for key, form in _FORMS:
        good = [text for text in ids if not form.fault(text)]
        if key == "zoho":
            good = [text for text in good if len(text) >= _LONG]
        if ids and len(good) >= _MOST * len(ids):
            return key
    return "plain"
