"""Prepared leads as a table for a database: rows, a .csv file, and the table that takes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from models.exchange.cells import encodable
from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.prepared import PreparedLeads, Value
from models.exchange.portable.program import Program
from models.exchange.sql.dialects import Dialect
from models.exchange.sql.reserved import RESERVED
from models.exchange.sql.values import values_cell

_QUOTES = {"mysql": ("`", "`"), "spark": ("`", "`"), "bigquery": ("`", "`"), "tsql": ("[", "]")}
_EPOCH = date(1970, 1, 1).toordinal()

Cell = str | int | float | None
"""What a database is given: days as text, several values as one text; None is blank."""


def header(program: Program) -> tuple[str, ...]:
    """The names of the columns of prepared leads."""
    return ("lead_id", "as_of", *(column.name for column in program.columns))


def rows_of(
    leads: PreparedLeads, ids: Sequence[str], rows: Sequence[int] | None = None
) -> Iterator[tuple[Cell, ...]]:
    """The rows of prepared leads, all or some; `ids`: one for each of them."""
    columns = [
        [cell_of(value, day=column.holds is Holds.DAY) for value in leads.values(column.name, rows)]
        for column in leads.program.columns
    ]
    own = leads.as_of if rows is None else leads.as_of[list(rows)]
    days = [_day(day) for day in own.tolist()]
    return zip(map(encodable, ids), days, *columns, strict=True)


def _day(days: int) -> str:
    return date.fromordinal(days + _EPOCH).isoformat()


def cell_of(value: Value, *, day: bool) -> Cell:
    """A value as a table holds it. `day`: a number of it counts days."""
    match value:
        case None:
            return None
        case bool():
            return int(value)
        case tuple():
            return encodable(values_cell(value))
        case str():
            return encodable(value)
    return _day(int(value)) if day else value


def csv_text(leads: PreparedLeads, ids: Sequence[str]) -> str:
    """The rows as comma-separated text with a header: blank cells are empty."""
    out = io.StringIO()
    write_csv(out, header(leads.program), rows_of(leads, ids))
    return out.getvalue()


def write_csv(out: io.TextIOBase, names: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> None:
    """A header and rows: numbers so that they read back the same, blanks empty."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def create_table(program: Program, dialect: Dialect, table: str) -> str:
    """The table that takes prepared leads, with what each column is."""
    text = dialect.type_of(Holds.KEY)
    lines = [("lead_id", text, "the lead's id"), ("as_of", dialect.type_of(Holds.DAY), "its day")]
    for column in program.columns:
        label = f"{column.label} ({column.holds.value})"
        lines.append((column.name, _type(column, dialect), label))
    body = ""
    for place, (name, kind, label) in enumerate(lines):
        end = "," if place + 1 < len(lines) else ""
        shown = "".join(sign if sign.isprintable() else " " for sign in label)
        body += f"  {quoted_name(name, dialect)} {kind}{end}  -- {shown}\n"
    return f"CREATE TABLE {table} (\n{body});\n"


def _type(column: Column, dialect: Dialect) -> str:
    kind = dialect.type_of(column.holds)
    if dialect.sqlglot == "mysql" and kind == dialect.type_of(Holds.KEY):
        return f"{kind} COLLATE {dialect.collation}"
    return kind


def quoted_name(name: str, dialect: Dialect) -> str:
    """The name of a column, in the quotes of the dialect where it is a word of SQL."""
    if name not in RESERVED:
        return name
    quotes = _QUOTES.get(dialect.sqlglot, ('"', '"'))
    return name.join(quotes)


def load_command(program: Program, dialect: Dialect, table: str, file: str) -> str:
    """How a .csv or .parquet file gets into the table; a comment where no line can say it."""
    if file.endswith(".parquet"):
        if dialect.key == "duckdb":
            return f"COPY {table} FROM '{file}' (FORMAT parquet);\n"
        return f"-- Load {file} with {dialect.name}'s own loader.\n"
    match dialect.key:
        case "postgresql":
            return f"\\copy {table} FROM '{file}' WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')\n"
        case "duckdb":
            return f"COPY {table} FROM '{file}' (FORMAT csv, HEADER true, NULLSTR '');\n"
        case "sqlite":
            return f".import --csv --skip 1 {file} {table}\n"
        case "mariadb" | "mysql":
            names = header(program)
            given = ", ".join(f"@v{place}" for place in range(len(names)))
            taken = ",\n  ".join(
                f"{quoted_name(name, dialect)} = NULLIF(@v{place}, '')"
                for place, name in enumerate(names)
            )
            return (
                f"LOAD DATA LOCAL INFILE '{file}' INTO TABLE {table} CHARACTER SET utf8mb4\n"
                "  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' ESCAPED BY ''\n"
                f"  LINES TERMINATED BY '\\n' IGNORE 1 LINES\n  ({given})\nSET\n  {taken};\n"
            )
        case _:
            return (
                f"-- Load {file} with {dialect.name}'s own loader: UTF-8, commas, one line of\n"
                "-- header, cells in double quotes where needed, an empty cell is NULL.\n"
            )
