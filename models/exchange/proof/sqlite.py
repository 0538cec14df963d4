"""SQLite as an engine: part of Python, so it is always there."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.sql_leads import SECONDS, columns_of, in_order, numbered, statement_of
from models.exchange.sql import dialects
from models.exchange.sql.dialects import TABLE
from models.exchange.sql.lead_files import create_table, header, rows_of
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError


def _run(order: Order, export: Export) -> Sequence[Got]:
    leads = order.prepared
    assert leads is not None
    sql = f"SELECT {columns_of(order.program)} FROM ({statement_of(order, export)})"
    with closing(sqlite3.connect(":memory:")) as database:
        alarm = threading.Timer(SECONDS, database.interrupt)
        alarm.start()
        try:
            database.execute(create_table(order.program, dialects.SQLITE, TABLE))
            marks = ", ".join("?" * len(header(order.program)))
            rows = rows_of(leads, numbered(leads))
            database.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
            return in_order(order.program, database.execute(sql).fetchall())
        except sqlite3.Error as error:
            raise LeadbenchError(f"SQLite refuses the statement: {error}.") from error
        finally:
            alarm.cancel()


SQLITE = Engine(
    key="sqlite",
    name="SQLite",
    version=lambda: sqlite3.sqlite_version,
    install="SQLite comes with Python.",
    run=_run,
)
