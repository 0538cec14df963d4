"""The engine sformula: an open re-implementation of Salesforce's formulas, run by Node.

The formulas are read back from the metadata that was written. What Salesforce cannot store is sent
as the nearest that it can: days outside 1700 to 4000 as the first or last week there, a semicolon
within one of several values as its full-width form.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from models.exchange.crm.salesforce.fitting import FIRST_DAY, LAST_DAY, SEPARATORS
from models.exchange.crm.salesforce.metadata import ENDING
from models.exchange.crm.salesforce.reads import AS_OF, BAND, GRADE, OUTPUT, PICKLISTS, SCORE, Field
from models.exchange.crm.salesforce.targets import made_of
from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.prepared import Value
from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.results import got_of
from models.exchange.targets.target import Export, Order
from models.exchange.targets.told import as_told
from models.problems import LeadbenchError

VERSION = "5.0.1"
PATIENCE = 300.0
_XMLNS = "{http://soap.sforce.com/2006/04/metadata}"
_EPOCH = date(1970, 1, 1)
_SCRIPT = """
const { parseSync } = require("sformula");
const fs = require("fs");
const [head, ...leads] = fs.readFileSync(0, "utf8").trimEnd().split("\\n").map(JSON.parse);
const types = head.types;
const fields = head.fields.map(({ name, formula, type }) => {
  const parsed = parseSync(formula, { inputTypes: types, returnType: type.type, ...type });
  types[name] = type;
  return [name, parsed];
});
for (const lead of leads) {
  for (const [name, formula] of fields) lead[name] = formula.evaluate(lead);
  process.stdout.write(JSON.stringify(head.wanted.map((name) => lead[name])) + "\\n");
}
"""
_TYPES: dict[str, dict[str, Any]] = {
    "Text": {"type": "string"},
    "Number": {"type": "number", "precision": 18, "scale": 0},
    "Date": {"type": "date"},
    "Checkbox": {"type": "boolean"},
    "DateTime": {"type": "datetime"},
}


def _environment() -> dict[str, str]:
    """Where Node finds packages that were installed for the whole machine."""
    npm = shutil.which("npm")
    if os.environ.get("NODE_PATH") or not npm:
        return dict(os.environ)
    try:
        told = subprocess.run(
            [npm, "root", "-g"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return dict(os.environ)
    return {**os.environ, "NODE_PATH": told.stdout.strip()}


def _node(script: str, text: str, patience: float) -> str:
    node = shutil.which("node")
    if not node:
        raise FileNotFoundError("node")
    with tempfile.TemporaryDirectory(prefix="leadbench-proof-") as folder:
        done = subprocess.run(
            [node, "-e", script],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=patience,
            check=False,
            cwd=folder,
            env=_environment(),
        )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        wrong = next((line for line in said.splitlines() if "Error" in line), said[:200])
        raise LeadbenchError("sformula stopped with an error.", "", wrong.strip())
    return done.stdout.decode("utf-8")


def _version() -> str:
    script = 'require("sformula"); console.log(require("sformula/package.json").version)'
    try:
        return _node(script, "", 30).strip()
    except (OSError, subprocess.SubprocessError, LeadbenchError):
        return ""


def _run(order: Order, export: Export) -> Sequence[Got]:
    program = order.program
    fields = {"score": SCORE, "band": BAND}
    fields |= {"grade": GRADE} if program.grade is not None else {}
    fields |= {"output": OUTPUT} if program.output is not None else {}
    results = worked_out(order, export, tuple(fields.values()))
    return [got_of(program, dict(zip(fields, result, strict=True))) for result in results]


def worked_out(order: Order, export: Export, names: Sequence[str]) -> list[list[Any]]:
    """What the formulas give for these fields, lead by lead.

    LeadbenchError where sformula refuses a formula, or takes too long.
    """
    leads = order.prepared
    assert leads is not None, "a proof needs leads"
    made = made_of(order)
    reads = made.reads
    by_flow = {field.name: field.formula for field in made.fields.fields if field.stored}
    fields = _formulas(export, by_flow)
    head = {"types": _types(reads.fields), "fields": fields, "wanted": list(names)}
    if any("TODAY()" in field["formula"] for field in fields):
        raise LeadbenchError(
            "A formula of today's day gives another score each day.",
            remedy=f"Take the field {AS_OF} for the as-of day.",
        )
    rows = range(len(leads))
    cells = {
        field.name: [_cell(field, value) for value in _values(order, field, field.column)]
        for field in reads.fields
        if field.column is not None
    }
    lines = [json.dumps(head)]
    for row in rows:
        lead = {name: column[row] for name, column in cells.items()}
        lines.append(json.dumps({**lead, AS_OF: _day(int(leads.as_of[row]))}))
    try:
        found = _node(_SCRIPT, "\n".join(lines) + "\n", PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise LeadbenchError("sformula did not end.") from error
    return [json.loads(line) for line in found.splitlines()]


def _values(order: Order, field: Field, column: Column) -> Sequence[Value]:
    """Texts of the lead as they are; what is to be filled as it is prepared."""
    assert order.prepared is not None
    if field.filled:
        return order.prepared.values(column.name)
    return as_told(order, column, range(len(order.prepared)))


def _types(fields: Sequence[Field]) -> dict[str, dict[str, Any]]:
    types = {AS_OF: _TYPES["Date"]}
    for field in fields:
        types[field.name] = _TYPES[field.kind]
        if field.name in PICKLISTS:
            types[field.name] = {"type": "picklist", "picklistValues": []}
        elif field.kind == "Number":
            types[field.name] = {"type": "number", "precision": 18, "scale": 15}
    return types


def _formulas(export: Export, by_flow: Mapping[str, str]) -> list[dict[str, Any]]:
    """The formula fields as the metadata has them, in their order, and those that a flow fills."""
    found = []
    for file in export.files:
        if file.name.endswith(ENDING):
            field = ElementTree.fromstring(file.content)
            name = field.findtext(f"{_XMLNS}fullName") or ""
            formula = field.findtext(f"{_XMLNS}formula") or by_flow.get(name)
            if formula is not None:
                # sformula wants a single quote escaped also between double quotes.
                quoted = formula.replace("'", "\\'")
                kind = _TYPES[field.findtext(f"{_XMLNS}type") or ""]
                found.append({"name": name, "formula": quoted, "type": kind})
    return found


def _cell(field: Field, value: Value) -> Any:
    column = field.column
    assert column is not None
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            parted = (part.replace(*SEPARATORS) for part in value)
            return f";{';'.join(parted)};"
        case str():
            return value
    if field.kind == "DateTime":
        return f"{_day(int(value))}T12:00:00.000Z"
    return _day(int(value)) if column.holds is Holds.DAY else value


def _day(days: int) -> str:
    """A day that Salesforce can store, on the same weekday."""
    if days < FIRST_DAY:
        days = FIRST_DAY + (days - FIRST_DAY) % 7
    if days > LAST_DAY:
        days = LAST_DAY - (LAST_DAY - days) % 7
    return (_EPOCH + timedelta(days=days)).isoformat()


SFORMULA = Engine(
    "sformula",
    "sformula",
    _version,
    f"Install Node.js from nodejs.org, then: npm install -g sformula@{VERSION}.",
    _run,
)
