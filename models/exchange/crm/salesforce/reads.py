"""Which fields of Salesforce a model reads: of the lead, helpers by formula, those to fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.exchange.portable.columns import Column, Holds, OfCreation, OfField
from models.exchange.portable.names import plain_name
from models.leads.fields import Input, Recipe
from models.leads.text import cleaned_key

AS_OF = "LS_As_of__c"
OWN = "LS_"
"""What our own fields begin with."""
SCORE, BAND, GRADE, OUTPUT = "Lead_Score__c", "Lead_Band__c", "Lead_Grade__c", "Lead_Output__c"
TOTAL, FIT, ENGAGEMENT = "LS_Total__c", "LS_Sum_Fit__c", "LS_Sum_Engagement__c"
RESULTS = (SCORE, BAND, GRADE, OUTPUT, TOTAL, FIT, ENGAGEMENT)
"""Names of fields that no other field may have."""
_LONGEST = 36

_STANDARD = {
    "annual revenue": "AnnualRevenue",
    "city": "City",
    "company": "Company",
    "country": "Country",
    "e-mail": "Email",
    "email": "Email",
    "employees": "NumberOfEmployees",
    "first name": "FirstName",
    "industry": "Industry",
    "job title": "Title",
    "last name": "LastName",
    "lead source": "LeadSource",
    "number of employees": "NumberOfEmployees",
    "phone": "Phone",
    "state": "State",
    "title": "Title",
    "website": "Website",
}
PICKLISTS = frozenset({"Industry", "LeadSource"})
"""Standard fields whose text a formula reads by TEXT()."""


@dataclass(frozen=True)
class Field:
    """A field of Salesforce. `kind`: Text, Number, Date or Checkbox.

    `formula` "" is no formula: a field of the lead, or one to be filled (`filled`). `column`: the
    prepared column that it stands for. `about`: what it is. `stored`: a number field that a flow
    fills with the formula. `decimals`: whether a number may have some.
    """

    name: str
    kind: str
    about: str
    formula: str = ""
    column: Column | None = None
    filled: bool = False
    stored: bool = False
    decimals: bool = False

    @property
    def label(self) -> str:
        """What people see: at most 40 letters, which the API name has too."""
        return self.name.removesuffix("__c").replace("_", " ")


def api_name(text: str, taken: set[str], prefix: str = "") -> str:
    """The API name of a custom field: plain letters, distinct in `taken`, to which it is added."""
    stem = plain_name(text)[: _LONGEST - len(prefix)].strip("_")
    stem = prefix + "_".join(word.capitalize() for word in stem.split("_") if word)
    found, number = stem, 1
    while found.lower() in taken:
        number += 1
        found = f"{stem[: _LONGEST - 3].strip('_')}_{number}"
    taken.add(found.lower())
    return f"{found}__c"


@dataclass(frozen=True)
class Reads:
    """`fields`: those of the lead and those to fill; `helpers`: formulas that read them. `of`: by
    the name of a prepared column, the field that formulas read."""

    fields: tuple[Field, ...]
    helpers: tuple[Field, ...]
    of: dict[str, Field]
    taken: set[str]


_KINDS = {Holds.NUMBER: "Number", Holds.WHOLE: "Number", Holds.DAY: "Date"}


def reads_of(columns: Sequence[Column], inputs: Sequence[Input], as_of: str) -> Reads:
    """The fields for these columns. `as_of`: the day as an expression."""
    recipe = Recipe(tuple(inputs))
    taken = {name.removesuffix("__c").lower() for name in (AS_OF, *RESULTS)}
    own: dict[str, Field] = {}
    filled: list[Field] = []
    helpers: list[Field] = []
    of: dict[str, Field] = {}
    for column in columns:
        source, kind = column.source, _KINDS.get(column.holds, "Text")
        item = recipe.find(source.name) if isinstance(source, OfField) else None
        several = column.holds in (Holds.VALUES, Holds.KEYS)
        if isinstance(source, OfCreation):
            own.setdefault("", Field("CreatedDate", "DateTime", "created", column=column))
            helper = Field(
                api_name("Created day", taken, OWN), "Date", "the day of creation",
                "DATEVALUE(CreatedDate)",
            )  # fmt: skip
        elif item is None or several or not isinstance(source, OfField):
            field = Field(
                api_name(column.name, taken, OWN), kind, column.label, column=column,
                filled=True, decimals=column.holds is Holds.NUMBER,
            )  # fmt: skip
            filled.append(field)
            of[column.name] = field
            continue
        else:
            if item.name not in own:
                name = _STANDARD.get(cleaned_key(item.name)) or api_name(item.name, taken)
                own[item.name] = Field(name, kind, item.name, column=column, decimals=True)
            helper = _helper(own[item.name], column, item, as_of, taken)
        if helper.formula:
            helpers.append(helper)
        of[column.name] = helper
    return Reads((*own.values(), *filled), tuple(helpers), of, taken)


def _helper(field: Field, column: Column, item: Input, as_of: str, taken: set[str]) -> Field:
    """The field that formulas read of a field of the lead: itself, or a formula."""
    text = f"TEXT({field.name})" if field.name in PICKLISTS else field.name
    match column.holds:
        case Holds.KEY:
            # A capital sigma is lower-cased by its place in the word, and the Turkish capital i
            # to two characters: both are put right before, as Leadbench compares.
            for old, new in (("\u0130", "i"), ("\u03a3", "\u03c3"), ("\u03c2", "\u03c3")):
                text = f'SUBSTITUTE({text},"{old}","{new}")'
            about = f"{column.label}, to be compared without upper and lower case"
            name = api_name(f"{item.name} key", taken, OWN)
            return Field(name, "Text", about, f"LOWER({text})")
        case Holds.YES_NO:
            about = f"{column.label} as yes or no"
            name = api_name(f"{item.name} yes no", taken, OWN)
            return Field(name, "Text", about, f"LOWER({text})")
        case Holds.DAY if item.event:
            about = f"{column.label}, blank where it is after the as-of day"
            formula = f"IF({field.name}>{as_of},NULL,{field.name})"
            return Field(api_name(f"{item.name} past", taken, OWN), "Date", about, formula)
        case Holds.TEXT if field.name in PICKLISTS:
            about = f"{column.label} as text"
            return Field(api_name(f"{item.name} text", taken, OWN), "Text", about, text)
    return field
