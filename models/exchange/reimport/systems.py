"""The systems that take scores back, as a table: headers, encoding, and what their ids look like.

Headers are proposals: each can be called otherwise, since the fields that hold a score are the
customer's own in every one of these systems.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from models.exchange.reimport.ids import DIGITS, EMAIL, GUID, PLAIN, SALESFORCE, ZOHO, IdForm
from models.leads.fields import Role
from models.leads.text import cleaned_key
from models.leads.wording import listed
from models.problems import LeadbenchError

ID, SCORE, BAND, GRADE = "id", "score", "band", "grade"
DATE, MODEL, PROBABILITY, NEXT_STEP = "date", "model", "probability", "next-step"
COLUMNS = MappingProxyType(
    {
        ID: "the record's id",
        SCORE: "the score",
        BAND: "the band",
        GRADE: "the grade",
        PROBABILITY: "the probability",
        DATE: "the as-of day",
        MODEL: "the model's content hash",
        NEXT_STEP: "the next step",
    }
)
"""Every column there can be, in its order, with what it holds."""

_WITH_MARK, _WITHOUT_MARK = "utf-8-sig", "utf-8"


@dataclass(frozen=True)
class System:
    """A system that takes a list back.

    `headers`: of each of COLUMNS, in their order. `form`: of its own record ids. `own`: keys of
    headers under which an id is a record's own; another header names a field of the customer's
    whose ids can be any; empty: whatever the header. `api_names`: headers are names of fields as
    programs write them. `endings`: of files that it loads itself. `role`: of the field of the
    leads that holds the id where nobody says which one.
    """

    key: str
    name: str
    headers: tuple[str, ...]
    form: IdForm
    encoding: str
    endings: tuple[str, ...] = (".csv", ".xlsx")
    own: tuple[str, ...] = ()
    api_names: bool = False
    role: Role = Role.ID

    def header(self, column: str) -> str:
        """The proposed header of a column."""
        return self.headers[tuple(COLUMNS).index(column)]

    def form_under(self, header: str) -> IdForm:
        """What ids look like in a column of that header."""
        return self.form if not self.own or cleaned_key(header) in self.own else PLAIN


_SPACED = ("Lead Score", *(f"Lead Score {w}" for w in ("Band", "Grade", "Chance", "Date", "Model")))

SYSTEMS: tuple[System, ...] = (
    System(
        "hubspot",
        "HubSpot",
        ("Record ID", *(name.capitalize() for name in _SPACED), "Lead next step"),
        DIGITS,
        _WITH_MARK,
        own=("record id", "record id - contact", "record id - company"),
    ),
    System(
        "salesforce",
        "Salesforce Data Loader",
        (
            "Id",
            *(f"{name.replace(' ', '_')}__c" for name in _SPACED),
            "Lead_Next_Step__c",
        ),
        SALESFORCE,
        _WITHOUT_MARK,
        endings=(".csv",),
        own=("id",),
        api_names=True,
    ),
    System(
        "marketo",
        "Marketo",
        ("Email Address", *_SPACED, "Lead Next Step"),
        EMAIL,
        _WITH_MARK,
        endings=(".csv",),
        role=Role.EMAIL,
    ),
    System(
        "dynamics",
        "Dynamics 365",
        (
            "leadid",
            *(f"new_{name.replace(' ', '').lower()}" for name in _SPACED),
            "new_leadnextstep",
        ),
        GUID,
        _WITH_MARK,
    ),
    System("zoho", "Zoho CRM", ("Record Id", *_SPACED, "Lead Next Step"), ZOHO, _WITH_MARK),
    System(
        "plain",
        "another system",
        ("id", "score", "band", "grade", "probability", "as_of", "model", "next_step"),
        PLAIN,
        _WITHOUT_MARK,
        endings=(".csv", ".xlsx", ".parquet"),
    ),
)
"""Every system, in the order in which it is offered."""


def system_of(key: str) -> System:
    """The system of that key. LeadbenchError where there is none."""
    for system in SYSTEMS:
        if system.key == key:
            return system
    raise LeadbenchError(
        f"There is no system {listed([key])} that takes a list.",
        "",
        f"Choose one of {', '.join(system.key for system in SYSTEMS)}.",
    )
