"""What can be supposed of leads: values that a scenario keeps. Free of numpy for the start.

`docs/semantics.md` 21 says what each of them means.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.wording import count_of, quoted
from models.signs import NARROW


@dataclass(frozen=True)
class ShareBecomes:
    """Leads with a value of a field are so many percent of all leads; "" are those without one."""

    field: str
    value: str
    percent: int


@dataclass(frozen=True)
class LeadsStop:
    """No more leads with one of these values of a field come; "" are those without one."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class FieldFilled:
    """A field is filled for everybody."""

    field: str


@dataclass(frozen=True)
class TypesDoNotCount:
    """Activities of these types do not count, as if they had never been."""

    types: tuple[str, ...]


Supposition = ShareBecomes | LeadsStop | FieldFilled | TypesDoNotCount


def supposed_words(supposition: Supposition) -> str:
    """What is supposed, as the subject of a sentence: "Webinar is 40 % of the leads by Source"."""
    match supposition:
        case ShareBecomes(field, value, percent):
            return f"{_value(value)} is {percent}{NARROW}% of the leads by {field}"
        case LeadsStop(field, values):
            return f"no more leads come with {field} {_either(values)}"
        case FieldFilled(field):
            return f"{field} is filled for everybody"
        case TypesDoNotCount(types):
            return f"{_either(types)} does not count"


def together(suppositions: tuple[Supposition, ...], most: int = 3) -> str:
    """Several suppositions in one line, the first few of them."""
    told = [supposed_words(item) for item in suppositions[:most]]
    if len(suppositions) > most:
        told.append(f"{count_of(len(suppositions) - most, 'more supposition')}")
    return " and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)


def _value(value: str) -> str:
    return quoted(value) if value else "blank"


def _either(values: tuple[str, ...], most: int = 3) -> str:
    told = [_value(value) for value in values[:most]]
    if len(values) > most:
        told.append(f"{len(values) - most:,} more")
    return " or ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)
