"""The table of engines that can prove exports, by their key."""

from __future__ import annotations

from models.exchange.proof.duckdb import DUCKDB, DUCKDB_RAW, PREPARED
from models.exchange.proof.engine import Engine
from models.exchange.proof.libreoffice import LIBREOFFICE
from models.exchange.proof.mariadb import MARIADB
from models.exchange.proof.own_reader import OWN_READER
from models.exchange.proof.pmml4s import PMML4S
from models.exchange.proof.postgresql import POSTGRESQL, POSTGRESQL_RAW
from models.exchange.proof.programs import NODE, PYTHON
from models.exchange.proof.rule_engines import JSON_LOGIC, ZEN
from models.exchange.proof.sformula import SFORMULA
from models.exchange.proof.spark import SPARK
from models.exchange.proof.sqlite import SQLITE

ENGINES: tuple[Engine, ...] = (
    *(POSTGRESQL, DUCKDB, SQLITE, MARIADB, SPARK, PREPARED),
    *(POSTGRESQL_RAW, DUCKDB_RAW),
    *(PYTHON, NODE, ZEN, JSON_LOGIC, PMML4S, LIBREOFFICE, SFORMULA, OWN_READER),
)
"""A family of targets adds its engines here."""


def engine(key: str) -> Engine | None:
    """The engine of that key."""
    return next((item for item in ENGINES if item.key == key), None)
