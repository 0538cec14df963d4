"""Prepared leads in files larger than the memory, scored by DuckDB with the exported statement."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.exchange.atomic import atomic_path
from models.exchange.portable.columns import Holds
from models.exchange.portable.program import Program
from models.exchange.sql.dialects import DUCKDB
from models.exchange.sql.lead_files import header
from models.exchange.sql.statement import query
from models.exchange.sql.wish import COLUMN, Wish
from models.problems import LeadbenchError

INSTALL = "Install it with: pip install duckdb"
_FORMATS = {".csv": "FORMAT csv, HEADER true", ".parquet": "FORMAT parquet"}
_AS_TEXT = "header = true, delim = ',', quote = '\"', all_varchar = true"
_MEMORY = re.compile(r"[1-9][0-9]{0,5}(MB|GB)")


@dataclass(frozen=True)
class ScoredFile:
    """What was written: leads, and how many are in each band, the best first."""

    leads: int
    bands: tuple[tuple[str, int], ...]


def score_with_duckdb(
    program: Program,
    source: Path,
    out: Path,
    *,
    contributions: bool = False,
    memory: str = "",
    threads: int | None = None,
) -> ScoredFile:
    """Score the prepared leads of a .csv or .parquet file into another one, whole or not at all.

    Each lead is scored as of the day in its column as_of; the order of the file is not kept.
    `memory`: what DuckDB may take, such as 500MB or 4GB, "" for its own choice; what does not fit
    it puts beside `out`. LeadbenchError where DuckDB is missing, or the file lacks a column or is
    no table.
    """
    if memory and not _MEMORY.fullmatch(memory):
        raise LeadbenchError(f"{memory!r} is no size of memory.", remedy="Write 500MB or 4GB.")
    written = _FORMATS.get(out.suffix.lower())
    if written is None:
        raise LeadbenchError("Scores are written as .csv or .parquet.", str(out), "Choose one.")
    with _database(out.parent, memory, threads) as database, atomic_path(out) as scratch:
        _check_columns(database, program, source)
        table = _table(program, source)
        statement = query(program, DUCKDB, Wish(table, contributions, COLUMN))
        database.execute(f"COPY ({statement}) TO {_quoted(scratch)} ({written})")
        return _counted(database, program, scratch, out.suffix.lower())


def _quoted(path: Path) -> str:
    """A path as a literal."""
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _database(beside: Path, memory: str, threads: int | None) -> Iterator[Any]:
    try:
        import duckdb  # lazy: an extra that few installations have
    except ImportError as error:
        raise LeadbenchError("DuckDB is not installed.", remedy=INSTALL) from error
    with tempfile.TemporaryDirectory(dir=beside, prefix=".leadbench-") as folder:
        settings: dict[str, Any] = {
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        settings |= {"memory_limit": memory} if memory else {}
        settings |= {"threads": threads} if threads else {}
        with duckdb.connect(":memory:", config=settings) as database:
            try:
                yield database
            except duckdb.Error as error:
                told = str(error).splitlines()[0]
                raise LeadbenchError(f"DuckDB stopped: {told}") from error


def _table(program: Program, source: Path) -> str:
    path = _quoted(source)
    if source.suffix.lower() == ".parquet":
        return f"read_parquet({path})"
    kinds = {"lead_id": Holds.TEXT, "as_of": Holds.DAY}
    kinds |= {column.name: column.holds for column in program.columns}
    types = ", ".join(f"'{name}': '{DUCKDB.type_of(holds)}'" for name, holds in kinds.items())
    return f"read_csv({path}, header = true, delim = ',', quote = '\"', types = {{{types}}})"


def _check_columns(database: Any, program: Program, source: Path) -> None:
    ending = source.suffix.lower()
    if ending not in _FORMATS:
        raise LeadbenchError(
            "Prepared leads are a .csv or .parquet file.", str(source), "Choose one."
        )
    if not source.exists():
        raise LeadbenchError("There is no such file.", str(source), "Choose another file.")
    path = _quoted(source)
    table = f"read_parquet({path})" if ending == ".parquet" else f"read_csv({path}, {_AS_TEXT})"
    head = database.execute(f"SELECT * FROM {table} LIMIT 0").description
    there = {name for name, *_ in head}
    missing = [name for name in header(program) if name not in there]
    if missing:
        raise LeadbenchError(
            f"The file lacks the columns {', '.join(missing)}.",
            str(source),
            "Write it with: leadbench export --to prepared.",
        )


def _counted(database: Any, program: Program, path: Path, ending: str) -> ScoredFile:
    read = "read_parquet" if ending == ".parquet" else "read_csv"
    rows = database.execute(
        f"SELECT band, count(*) FROM {read}({_quoted(path)}) GROUP BY band"
    ).fetchall()
    found = dict(rows)
    bands = tuple((band.name, found.get(band.name, 0)) for band in reversed(program.bands))
    return ScoredFile(sum(count for _, count in bands), bands)
