"""Prepared leads and exported statements as databases are given them in a proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.exchange.portable.prepared import PreparedLeads
from models.exchange.portable.program import Program
from models.exchange.proof.engine import Got
from models.exchange.proof.results import NAMES, got_of
from models.exchange.sql.dialects import TABLE
from models.exchange.sql.lead_files import header, rows_of, write_csv
from models.exchange.sql.raw_leads import RawTable, raw_tables
from models.exchange.targets.target import Export, Order

SECONDS = 300
"""After so long a statement is stopped."""


def statement_of(order: Order, export: Export) -> str:
    """The statement of an export, on the proof's own table and the as-of day of its leads.

    Without its comments at the top and its semicolon.
    """
    text = export.files[0].content.decode("utf-8")
    text = text[text.index("\n\n") : text.rindex("\n\n")].strip().rstrip(";")
    table = order.option("table", TABLE)
    text = text.replace(f"FROM {table} AS given", f"FROM {TABLE} AS given")
    if order.option("as_of") == "today":
        day = f"CAST('{order.program.as_of.isoformat()}' AS DATE) AS as_of"
        text = text.replace("CURRENT_DATE AS as_of", day)
    return text


def numbered(leads: PreparedLeads) -> list[str]:
    """Ids by which results are put into the order of the leads."""
    return [str(row) for row in range(len(leads))]


def write_leads(path: Path, leads: PreparedLeads) -> None:
    """The leads as the target Prepared leads writes them, with the numbers of rows as ids."""
    with path.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, header(leads.program), rows_of(leads, numbered(leads)))


def write_raw(folder: Path, order: Order) -> list[tuple[RawTable, Path]]:
    """The leads and activities as they are, each a file in the folder: ids are numbers of rows."""
    assert order.scored is not None, "a proof needs leads"
    found = []
    for table in raw_tables(order.scored, order.inputs):
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            write_csv(out, [name for name, _ in table.columns], table.rows)
        found.append((table, path))
    return found


def columns_of(program: Program) -> str:
    """What is asked of a statement: the number of the lead, and all that the model gives."""
    given = (
        ("lead_id", True),
        ("score", True),
        ("band", True),
        ("grade", program.grade is not None),
        ("output_score", program.output is not None),
        ("probability", program.probability is not None),
    )
    return ", ".join(name if there else f"NULL AS {name}" for name, there in given)


def in_order(program: Program, rows: Sequence[Sequence[Any]]) -> list[Got]:
    """Results by the number of the lead; a row has the first columns, or all of them."""
    found = sorted(rows, key=lambda row: int(row[0]))
    return [
        got_of(program, {n: v for n, v in zip(NAMES, row[1:], strict=False) if v != ""})
        for row in found
    ]
