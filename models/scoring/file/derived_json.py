"""The derived fields of a model, to and from the JSON of its file. Tables are written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.leads.derived_fields import (
    BUILT_IN,
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    What,
    reads,
)
from models.leads.fields import Input
from models.leads.text import clean, cleaned_key
from models.leads.title_words import TitleWord
from models.scoring.file.group_json import read_whole
from models.scoring.file.json_faults import shown
from models.scoring.file.json_node import Node
from models.scoring.file.json_values import read_free_mail_version

FORMS = ("domain_of", "free_mail_of", "seniority_of", "department_of", "look_up", "days_between")
"""The one key of a derived field that says what it makes, and of which field."""


def derived_to_json(derived: Derived) -> dict[str, Any]:
    """A derived field as the file has it."""
    match derived:
        case EmailDomain(name, field):
            return {"name": name, "domain_of": field}
        case FreeMail(name, field, version, also):
            data: dict[str, Any] = {"name": name, "free_mail_of": field, "version": version}
            return {**data, "also": list(also)} if also else data
        case FromTitle(name, field, what):
            lines = [{"words": list(line.words), "value": line.value} for line in derived.lines]
            return {"name": name, f"{what}_of": field, "table": lines}
        case LookUp(name, field, table, otherwise):
            rows = [list(row) for row in table]
            return {"name": name, "look_up": field, "table": rows, "otherwise": otherwise}
        case DaysBetween(name, start, end):
            return {"name": name, "days_between": [start, end]}


def derived_from_json(data: Any, where: str = "", *, strict: bool = True) -> Derived:
    """A derived field of its own, as the journal has it."""
    return read_whole(data, where, strict, read_derived)


def read_derived(node: Node) -> Derived:
    """The derived field of a node; faults are noted there."""
    name = node.cleaned("name")
    forms = [form for form in FORMS if form in node.value]
    if len(forms) != 1:
        for form in forms:
            node.raw(form)
        choice = ", ".join(f'"{form}"' for form in FORMS)
        found = ", ".join(f'"{form}"' for form in forms) or "none of them"
        node.faults.shape(node.place, f"must have exactly one of {choice}, found {found}")
        return EmailDomain(name, "")
    derived = _read_form(node, name, forms[0])
    node.leave()
    return derived


def _read_form(node: Node, name: str, form: str) -> Derived:
    match form:
        case "domain_of":
            return EmailDomain(name, node.cleaned(form))
        case "free_mail_of":
            return _read_free_mail(node, name)
        case "seniority_of":
            return _read_title(node, name, "seniority")
        case "department_of":
            return _read_title(node, name, "department")
        case "look_up":
            return _read_look_up(node, name)
        case _:
            return _read_days(node, name)


def _read_free_mail(node: Node, name: str) -> FreeMail:
    version = read_free_mail_version(node, "version")
    return FreeMail(name, node.cleaned("free_mail_of"), version, node.texts("also"))


def _read_title(node: Node, name: str, what: What) -> FromTitle:
    lines = []
    for line in node.children("table"):
        given = line.texts("words")
        if line.raw("words") in (None, []):
            line.faults.law(line.at("words"), "must have at least one word")
        place = line.at("words")
        words = (line.as_cleaned(word, f"{place}[{i}]") for i, word in enumerate(given))
        lines.append(TitleWord(tuple(words), line.cleaned("value")))
        line.leave()
    _check_filled(node, "line")
    # The table is always written; that of this version is remembered as the built-in one.
    table = None if tuple(lines) == BUILT_IN[what] else tuple(lines)
    return FromTitle(name, node.cleaned(f"{what}_of"), what, table)


def _read_look_up(node: Node, name: str) -> LookUp:
    given = node.raw("table")
    rows: list[tuple[str, str]] = []
    if isinstance(given, list):
        for position, row in enumerate(given):
            if not _texts(row, 2):
                place = f"{node.at('table')}[{position}]"
                what = "must be two texts, a value and what it stands for"
                node.faults.shape(place, f"{what}, found {shown(row)}")
                continue
            left, right = row
            rows.append((clean(left), clean(right)) if node.faults.strict else (left, right))
    elif given is not None:
        node.fault("table", "a list")
    _check_filled(node, "row")
    otherwise = node.text("otherwise", "")
    if node.faults.strict:
        otherwise = clean(otherwise)
    return LookUp(name, node.cleaned("look_up"), tuple(rows), otherwise)


def _check_filled(node: Node, what: str) -> None:
    if node.raw("table") in (None, []):
        node.faults.law(node.at("table"), f"must have at least one {what}")


def _read_days(node: Node, name: str) -> DaysBetween:
    given = node.raw("days_between")
    if not _texts(given, 2):
        node.fault("days_between", "the names of two date fields")
        return DaysBetween(name, "", "")
    place = node.at("days_between")
    start, end = (node.as_cleaned(item, f"{place}[{i}]") for i, item in enumerate(given))
    return DaysBetween(name, start, end)


def _texts(value: Any, count: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(item, str) for item in value)
    )


def check_derived(
    nodes: Sequence[Node], derived: Sequence[Derived], inputs: Sequence[Input]
) -> None:
    """Names differ by key from each other and from the inputs; none reads itself or a later one."""
    names: dict[str, str] = {}
    for position, item in enumerate(inputs):
        for name in (item.name, *item.aliases):
            names.setdefault(cleaned_key(name), f"inputs[{position}]")
    later = {cleaned_key(item.name) for item in derived} - {""}
    for node, field in zip(nodes, derived, strict=True):
        name = cleaned_key(field.name)
        if name and (first := names.get(name)):
            node.faults.law(node.at("name"), f"is the name of {first} too")
        names.setdefault(name, node.place)
        for read in reads(field):
            if cleaned_key(read) in later:
                which = "itself" if cleaned_key(read) == name else f"{shown(read)}, a later one"
                node.faults.law(node.place, f"must read fields before it, found {which}")
        later.discard(name)
