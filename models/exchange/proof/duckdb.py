"""DuckDB as an engine: a package of Python."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.packages import package_version
from models.exchange.proof.sql_leads import (
    SECONDS,
    columns_of,
    in_order,
    statement_of,
    write_leads,
    write_raw,
)
from models.exchange.sql import dialects
from models.exchange.sql.dialects import TABLE
from models.exchange.sql.lead_files import create_table, load_command
from models.exchange.sql.wish import COLUMN, Wish
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

INSTALL = "Install it with: pip install duckdb"


def _version() -> str:
    return package_version("duckdb")


@contextmanager
def _database() -> Iterator[tuple[Any, Path]]:
    """A database in memory that is stopped after a while, and a folder for files."""
    try:
        import duckdb  # lazy: only a proof and large files need it
    except ImportError as error:
        raise LeadbenchError("DuckDB is not installed.", remedy=INSTALL) from error
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as database:
        alarm = threading.Timer(SECONDS, database.interrupt)
        alarm.start()
        try:
            yield database, Path(folder)
        except duckdb.Error as error:
            raise LeadbenchError(f"DuckDB refuses the statement: {error}.") from error
        finally:
            alarm.cancel()


def _run(order: Order, export: Export) -> Sequence[Got]:
    leads = order.prepared
    assert leads is not None
    with _database() as (database, folder):
        file = folder / "leads.csv"
        write_leads(file, leads)
        _load(database, order, file)
        found = database.execute(_few(order, statement_of(order, export))).fetchall()
    return in_order(order.program, found)


def _run_prepared(order: Order, export: Export) -> Sequence[Got]:
    """The exported leads themselves, scored by the statement for DuckDB, in their order."""
    from models.exchange.sql.statement import query  # lazy: sqlglot takes a third of a second

    with _database() as (database, folder):
        file = folder / export.files[0].name
        file.write_bytes(export.files[0].content)
        _load(database, order, file)
        # By the number of the row: ids may repeat, and a join for IN turns the order around.
        table = f"(SELECT * REPLACE (CAST(rowid AS VARCHAR) AS lead_id) FROM {TABLE})"
        statement = query(order.program, dialects.DUCKDB, Wish(table, as_of=COLUMN))
        found = database.execute(_few(order, statement)).fetchall()
    return in_order(order.program, found)


def _run_raw(order: Order, export: Export) -> Sequence[Got]:
    """The statement on raw leads and activities, which it prepares itself."""
    with _database() as (database, folder):
        for table, file in write_raw(folder, order):
            database.execute(table.create(dialects.DUCKDB))
            database.execute(load_command(order.program, dialects.DUCKDB, table.name, str(file)))
        found = database.execute(_few(order, statement_of(order, export))).fetchall()
    return in_order(order.program, found)


def _load(database: Any, order: Order, file: Path) -> None:
    database.execute(create_table(order.program, dialects.DUCKDB, TABLE))
    database.execute(load_command(order.program, dialects.DUCKDB, TABLE, str(file)))


def _few(order: Order, statement: str) -> str:
    return f"SELECT {columns_of(order.program)} FROM ({statement})"


DUCKDB = Engine("duckdb", "DuckDB", _version, INSTALL, _run)
DUCKDB_RAW = Engine("duckdb-raw", "DuckDB", _version, INSTALL, _run_raw)
PREPARED = Engine("prepared", "DuckDB", _version, INSTALL, _run_prepared)
