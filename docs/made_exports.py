"""Exports as people send them, made of the sample's leads: a workbook, deals, next month's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

SAMPLE = Path(__file__).resolve().parent.parent / "sample_projects" / "b2b_software"
AUTUMN = slice(900, 2_100)
"""Leads of some weeks, a few of which have words among the numbers of employees."""
FIELDS = (
    "Record ID",
    "First name",
    "Last name",
    "Company",
    "Email",
    "Job title",
    "Country",
    "Employees",
    "Annual revenue",
    "Lead source",
    "Created date",
    "Consent",
)
OUTCOME = ("Accepted by sales", "Converted", "Converted date")


def leads() -> list[dict[str, str]]:
    """The leads of the sample."""
    with (SAMPLE / "leads.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_workbook(path: Path, *, outcome: bool) -> None:
    """Two sheets; leads below a title, above a row of totals. Without `outcome` deals tell it."""
    rows = leads()[AUTUMN]
    names = FIELDS + OUTCOME if outcome else FIELDS
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        money = book.add_format({"num_format": '#,##0 "EUR"'})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Leads")
        sheet.merge_range(0, 0, 0, 4, "Leads of the autumn", bold)
        sheet.write_string(1, 0, "Marketing operations, 2 April 2026")
        sheet.write_row(3, 0, names, bold)
        employees = 0
        for at, row in enumerate(rows, 4):
            for column, name in enumerate(names):
                text = _accepted(row) if name == OUTCOME[0] else row[name]
                if name in ("Created date", "Converted date") and text:
                    when = datetime.fromisoformat(text[:10])
                    sheet.write_datetime(at, column, when, day)
                elif name in ("Employees", "Annual revenue") and text.isdigit():
                    employees += int(text) if name == "Employees" else 0
                    money_or_none = money if name == "Annual revenue" else None
                    sheet.write_number(at, column, int(text), money_or_none)
                elif text:
                    sheet.write_string(at, column, text)
        sheet.write_string(len(rows) + 4, 0, "Total", bold)
        sheet.write_number(len(rows) + 4, names.index("Employees"), employees, bold)
        other = book.add_worksheet("Sources")
        other.write_row(0, 0, ("Lead source", "Leads"), bold)
        for at, (name, number) in enumerate(_sources(rows), 1):
            other.write_row(at, 0, (name, number))


def write_deals(path: Path) -> None:
    """Deals of those leads by e-mail: won, lost and open, a few of somebody else."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("Deal ID", "Contact email", "Stage", "Close date", "Amount"))
        for at, row in enumerate(leads()[AUTUMN]):
            amount = f"{1_500 + 250 * (at % 37):,}.00 EUR"
            stage, closed = _stage(at, row)
            if stage:
                email = row["Email"] if at % 90 else f"somebody.{at}@elsewhere.example"
                lines.writerow((f"D-{10_000 + at}", email, stage, closed, amount))


def write_next_month(path: Path) -> None:
    """The sample's export as it comes next month: a field renamed, one gone, one new."""
    rows = leads()
    renamed = {"Job title": "Position"}
    names = [name for name in rows[0] if name != "Website"]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*(renamed.get(name, name) for name in names), "Region"])
        for row in rows:
            lines.writerow([*(row[name] for name in names), row["Country"][:2].upper()])


def _accepted(row: dict[str, str]) -> str:
    asked = row["Demo requested"] == "Yes" or row["Lead source"] in ("Referral", "Partner")
    return "Yes" if row["Converted"] == "Yes" or asked else "No"


def _stage(at: int, row: dict[str, str]) -> tuple[str, str]:
    """The stage of a lead's deal and the day it was closed; nothing where there is none."""
    if row["Converted"] == "Yes":
        return "Closed won", row["Converted date"]
    if row["Demo requested"] == "Yes":
        closed = date.fromisoformat(row["Created date"][:10]) + timedelta(days=40)
        return "Closed lost", closed.isoformat()
    if at % 17 == 0:
        return ("Proposal sent", "") if at % 2 else ("Negotiation", "")
    return "", ""


def _sources(rows: list[dict[str, str]]) -> Iterator[tuple[str, int]]:
    for name in sorted({row["Lead source"] for row in rows}):
        yield name or "(blank)", sum(row["Lead source"] == name for row in rows)
