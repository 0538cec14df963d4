"""The headers of a list, held to what the other system can match to its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.exchange.reimport.ids import cell_fault
from models.exchange.reimport.systems import COLUMNS
from models.exchange.reimport.wishes import ListWishes
from models.leads.text import clean, cleaned_key
from models.leads.wording import quoted
from models.problems import LeadbenchError

_API_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}(?:\.[A-Za-z][A-Za-z0-9_]{0,79})?", re.ASCII)


def headers_of(wishes: ListWishes, columns: Sequence[str]) -> tuple[str, ...]:
    """What these columns are called. LeadbenchError for a name that cannot be one."""
    system = wishes.chosen()
    names = tuple(clean(wishes.header(column)) for column in columns)
    taken: dict[str, str] = {}
    for column, name in zip(columns, names, strict=True):
        what, where = "", f"Header of {COLUMNS[column]}"
        if not name:
            what = "It is blank."
        elif fault := cell_fault(name):
            what = f"{quoted(name)} {fault}."
        elif system.api_names and _API_NAME.fullmatch(name) is None:
            what = f"{quoted(name)} is not the API name of a field."
        elif cleaned_key(name) in taken:
            what = f"{quoted(name)} is also {taken[cleaned_key(name)]}."
        if what:
            example = system.header(column)
            raise LeadbenchError(what, where, f"Name the field of {system.name}, as {example}.")
        taken[cleaned_key(name)] = COLUMNS[column]
    return names
