"""Files of the wild, where they are at hand: none may do worse than a sentence."""

from __future__ import annotations

import csv
import os
import warnings
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.leads.fields import Kind, Role
from models.leads.readers import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from models.problems import LeadbenchError

_HERE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("LEADBENCH_DATA", _HERE.parent / "shared" / "data"))
SHEETS = sorted(path for path in (DATA / "spreadsheets").glob("*") if path.is_file())
TABLES = sorted((DATA / "bank-marketing").glob("*.csv")) + sorted(
    (DATA / "crm-export-zoho-style").glob("*.csv")
)
needs_data = pytest.mark.skipif(not TABLES, reason="the public files are not here")


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_that_a_file_of_the_wild_ends_in_a_table_or_a_sentence(path: Path) -> None:
    try:
        table = read_here(path, ReadOptions(), quiet).table
    except LeadbenchError as error:
        problem = error.problem
    else:
        assert table.rows > 0
        assert all(len(column.codes) == table.rows for column in table.columns)
        return
    assert path.name in problem.where
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_that_every_cell_of_a_real_table_equals_the_standard_parsers(path: Path) -> None:
    imported = read_here(path, ReadOptions(), quiet)
    with path.open(newline="", encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file, delimiter=imported.delimiter)
    assert [column.header for column in imported.table.columns] == header
    assert imported.table.rows == len(rows)
    for place, column in enumerate(imported.table.columns):
        texts = list(column.texts)
        assert [texts[code] for code in column.codes.tolist()] == [row[place] for row in rows]


NOT_OPENPYXLS = {
    "calamine__minimal_package.xlsx", "calamine__pivots.xlsx", "poi__SimpleStrict.xlsx",
}  # fmt: skip
"""Workbooks that openpyxl does not open, or whose sheets it does not find."""


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in SHEETS
        if path.suffix in (".xlsx", ".xlsm") and path.name not in NOT_OPENPYXLS
    ],
    ids=lambda path: path.name,
)
def test_that_every_cell_of_a_workbook_of_the_wild_equals_openpyxls(path: Path) -> None:
    try:
        imported = read_here(path, ReadOptions(), quiet)
    except LeadbenchError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet: Any = openpyxl.load_workbook(path, data_only=True)[imported.table.sheet]
    filled: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet._cells.items()):
        if as_text(cell.value).strip():
            filled.setdefault(row, []).append(as_text(cell.value))
    theirs = [filled[row] for row in sorted(filled)]
    cells = [
        [column[row].removesuffix(" 00:00:00") for column in imported.table.columns]
        for row in range(imported.table.rows)
    ]
    ours = [[text for text in row if text.strip()] for row in cells]
    many = len(ours)
    # Titles above and totals below are theirs alone; the leads between are the same, in order.
    assert any(theirs[start : start + many] == ours for start in range(len(theirs) - many + 1))


def as_text(value: object) -> str:
    """A cell of openpyxl as the text that it is in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e16
        return str(int(value)) if whole else repr(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


@needs_data
def test_that_the_bank_leads_are_understood() -> None:
    path = DATA / "bank-marketing" / "bank-additional-full.csv"
    imported = read_here(path, ReadOptions(), quiet)
    leads = Leads(imported.table, imported.recipe)
    assert len(leads) == 41_188
    assert imported.delimiter == ";"
    assert leads.outcome_counts == (36_548, 4_640, 0)
    outcome = imported.recipe.with_role(Role.OUTCOME)
    assert outcome is not None
    assert (outcome.name, outcome.converted) == ("y", ("yes",))
    numbers = {item.name for item in imported.recipe if item.kind is Kind.NUMBER}
    assert numbers == {
        "age", "duration", "campaign", "pdays", "previous", "emp.var.rate", "cons.price.idx",
        "cons.conf.idx", "euribor3m", "nr.employed",
    }  # fmt: skip


@needs_data
def test_that_the_crm_leads_are_understood() -> None:
    path = DATA / "crm-export-zoho-style" / "Leads.csv"
    imported = read_here(path, ReadOptions(), quiet)
    roles = {item.role: item for item in imported.recipe if item.role is not Role.FIELD}
    assert roles[Role.ID].name == "LEADID"
    assert roles[Role.CREATED].name == "Created Time"
    assert roles[Role.OUTCOME].name == "CONVERTED"
    assert Leads(imported.table, imported.recipe).outcome_counts[1] == 3_632
