"""Words of Zoho CRM's scoring rules (API v8): comparators, signals, names of fields.

Sources: the pages "Create Scoring Rules" and "Scoring Rules" of Zoho CRM's API v8, and the OpenAPI
description of scoring rules that Zoho publishes.
"""

from __future__ import annotations

import re

from models.scoring.conditions import Test

EMPTY, NOT_EMPTY = "${EMPTY}", "${NOTEMPTY}"
LEAST_SCORE, MOST_SCORE = -100, 100
"""Points of one criterion, by the API's pages."""
MOST_NAME, MOST_DESCRIPTION = 25, 500
MOST_FIELD_RULES = 50

CRITERIA_OF_EDITION = {
    "Standard": 10,
    "Professional": 20,
    "Developer": 5,
    "Enterprise": 30,
    "CRM Plus": 50,
    "Ultimate": 50,
}
"""How many criteria a scoring rule takes, by edition."""

TEXT_COMPARATORS = {
    "contains": Test.CONTAINS,
    "not_contains": Test.DOES_NOT_CONTAIN,
    "starts_with": Test.STARTS_WITH,
    "ends_with": Test.ENDS_WITH,
}
NUMBER_COMPARATORS = {
    "greater_than": Test.MORE_THAN,
    "greater_equal": Test.AT_LEAST,
    "less_than": Test.LESS_THAN,
    "less_equal": Test.AT_MOST,
}

SIGNALS = {
    "EmailInsight_Open__s": "Email opened",
    "EmailInsight_Click__s": "Email clicked",
    "EmailInsight_Bounce__s": "Email bounced",
    "Telephony_Missed__s": "Call missed",
    "Survey_Responded__s": "Survey answered",
    "Campaign_Open__s": "Campaign opened",
    "Campaign_Click__s": "Campaign clicked",
}
"""Types of activities by the name of a signal."""


def type_of_signal(namespace: str) -> str:
    """The type of activity that a signal tells of: a usual name, or its own words."""
    plain = namespace.removesuffix("__s").replace("_", " ")
    return SIGNALS.get(namespace, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain))


def field_of_api(name: str) -> str:
    """The name of a field out of its API name: Job_Title is Job Title."""
    return name.removesuffix("__c").replace("_", " ").strip() or name


def api_name(field: str) -> str:
    """The API name that Zoho gives a field of this name, as far as can be told."""
    return re.sub(r"[^A-Za-z0-9]+", "_", field).strip("_")
