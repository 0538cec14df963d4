"""The databases that SQL is written for, and what each says differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.exchange.portable.columns import Holds
from models.exchange.targets.target import Proof

TABLE = "prepared_leads"
"""What the table of prepared leads is called where nobody says otherwise."""

TEXTS = (Holds.TEXT, Holds.KEY, Holds.VALUES, Holds.KEYS)
"""Columns whose cells are stored as text."""


@dataclass(frozen=True)
class Dialect:
    """One database.

    `sqlglot`: its name there. `keeps`: a step is worked out once if it is told to be kept, else
    again for each mention. `collation`: under which text compares sign by sign, "" where it does
    anyhow. `national`: texts are written N'...'. `pattern`: regular expressions are RE2's.
    `values`: VALUES may follow UNION ALL. `most_columns`: of one step. `deepest`: so many levels
    of all/any within each other. `types`: names of types that sqlglot does not choose well.
    """

    key: str
    name: str
    sqlglot: str
    proof: Proof
    keeps: bool = False
    collation: str = ""
    national: bool = False
    pattern: bool = False
    values: bool = False
    most_columns: int = 1500
    deepest: int = 90
    types: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def whole(self, sql: str) -> str:
        """An expression as a whole number of 64 bits."""
        kind = self.types.get("cast") or self.types.get("whole", _TYPES["whole"])
        return f"CAST({sql} AS {kind})"

    def type_of(self, holds: Holds) -> str:
        """The type of a prepared column."""
        kind = {
            Holds.NUMBER: "double",
            Holds.WHOLE: "whole",
            Holds.YES_NO: "small",
            Holds.DAY: "date",
        }.get(holds, "text")
        return self.types.get(kind, _TYPES[kind])


_TYPES = {
    "double": "DOUBLE PRECISION",
    "whole": "BIGINT",
    "small": "SMALLINT",
    "date": "DATE",
    "text": "TEXT",
}
_MARIA = {"cast": "SIGNED", "text": "LONGTEXT", "double": "DOUBLE"}

DUCKDB = Dialect(
    "duckdb",
    "DuckDB",
    "duckdb",
    Proof.VERIFIED,
    pattern=True,
    values=True,
    types={"double": "DOUBLE"},
)
POSTGRESQL = Dialect(
    "postgresql", "PostgreSQL", "postgres", Proof.VERIFIED, keeps=True, values=True
)
SQLITE = Dialect(
    "sqlite",
    "SQLite",
    "sqlite",
    Proof.VERIFIED,
    keeps=True,
    deepest=25,
    types={"double": "REAL", "whole": "INTEGER", "small": "INTEGER", "date": "TEXT"},
)
SPARK = Dialect(
    "spark",
    "Spark and Databricks",
    "spark",
    Proof.VERIFIED,
    types={"double": "DOUBLE", "text": "STRING"},
)
MARIADB = Dialect(
    "mariadb",
    "MariaDB",
    "mysql",
    Proof.VERIFIED,
    collation="utf8mb4_nopad_bin",
    types=_MARIA,
    note="Texts in this statement need a connection in utf8mb4, without NO_BACKSLASH_ESCAPES.",
)
MYSQL = Dialect(
    "mysql",
    "MySQL 8",
    "mysql",
    Proof.GENERATED,
    collation="utf8mb4_0900_bin",
    types=_MARIA,
    note="Texts in this statement need a connection in utf8mb4, without NO_BACKSLASH_ESCAPES.",
)
SNOWFLAKE = Dialect(
    "snowflake", "Snowflake", "snowflake", Proof.GENERATED, types={"text": "VARCHAR"}
)
BIGQUERY = Dialect(
    "bigquery",
    "BigQuery",
    "bigquery",
    Proof.GENERATED,
    pattern=True,
    types={"double": "FLOAT64", "whole": "INT64", "small": "INT64", "text": "STRING"},
)
SQLSERVER = Dialect(
    "sqlserver",
    "SQL Server",
    "tsql",
    Proof.GENERATED,
    collation="Latin1_General_100_BIN2",
    national=True,
    most_columns=4000,
    types={"double": "FLOAT", "text": "NVARCHAR(MAX)"},
    note="Run it with sqlcmd -x, which leaves $(...) in texts alone.",
)
REDSHIFT = Dialect(
    "redshift",
    "Redshift",
    "redshift",
    Proof.GENERATED,
    types={"text": "VARCHAR(65535)"},
)

DIALECTS = (
    POSTGRESQL,
    DUCKDB,
    SQLITE,
    SPARK,
    MARIADB,
    MYSQL,
    SNOWFLAKE,
    BIGQUERY,
    SQLSERVER,
    REDSHIFT,
)
"""In the order in which they are offered."""


def dialect(key: str) -> Dialect:
    """The dialect of that key; PostgreSQL where there is none."""
    return next((item for item in DIALECTS if item.key == key), POSTGRESQL)
