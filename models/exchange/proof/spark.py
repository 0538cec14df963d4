"""Spark as an engine: one local process, started for the proof."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.exchange.portable.columns import Holds
from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.packages import package_version
from models.exchange.proof.sql_leads import SECONDS, in_order, statement_of, write_leads
from models.exchange.sql.dialects import SPARK as DIALECT
from models.exchange.sql.dialects import TABLE
from models.exchange.sql.lead_files import quoted_name
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

PYTHON = "LEADBENCH_SPARK_PYTHON"
"""Names a Python that has pyspark, where it is not this one: it is half a gigabyte."""
INSTALL = f"Install Java 17 and pyspark (pip install pyspark); {PYTHON} names another Python."


def _python() -> str:
    return os.environ.get(PYTHON, "") or sys.executable


def _version() -> str:
    if shutil.which("java") is None:
        return ""
    if PYTHON not in os.environ:
        return package_version("pyspark")
    code = "import importlib.metadata as m; print(m.version('pyspark'))"
    told = subprocess.run([_python(), "-c", code], capture_output=True, text=True, check=False)
    return told.stdout.strip() if told.returncode == 0 else ""


@dataclass(frozen=True)
class Session:
    """A running Spark; `folder` is for files that are gone afterwards."""

    folder: Path
    process: subprocess.Popen[str]

    def rows(self, schema: str, sql: str, file: Path) -> list[tuple[str, int, str]]:
        """The rows of a statement on a file. LeadbenchError where Spark refuses."""
        out = self.folder / "rows.json"
        asked = {"schema": schema, "sql": sql, "file": str(file), "out": str(out), "table": TABLE}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        alarm = threading.Timer(SECONDS, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        finally:
            alarm.cancel()
        if answer != "\n":
            raise LeadbenchError(f"Spark refuses the statement: {answer.strip() or 'it ended'}")
        return [(number, score, band) for number, score, band in json.loads(out.read_text("utf-8"))]


@contextmanager
def session() -> Iterator[Session]:
    """A Spark for as long as it is needed. LeadbenchError where it is missing."""
    if not _version():
        raise LeadbenchError("Spark is not installed.", remedy=INSTALL)
    driver = Path(__file__).with_name("spark_driver.py.txt")
    with (
        tempfile.TemporaryDirectory(prefix="leadbench-") as name,
        subprocess.Popen(
            [_python(), "-I", str(driver)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=name,
        ) as process,
    ):
        try:
            yield Session(Path(name), process)
        finally:
            assert process.stdin is not None
            process.stdin.close()  # the driver ends with its input
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def run_on(place: Session, order: Order, export: Export) -> list[Got]:
    """The export on the order's leads in a Spark that runs already."""
    leads = order.prepared
    assert leads is not None
    file = place.folder / "leads.csv"
    write_leads(file, leads)
    kinds = {"lead_id": Holds.TEXT, "as_of": Holds.DAY}
    kinds |= {column.name: column.holds for column in order.program.columns}
    schema = ", ".join(
        f"{quoted_name(name, DIALECT)} {DIALECT.type_of(holds)}" for name, holds in kinds.items()
    )
    sql = f"SELECT lead_id, score, band FROM ({statement_of(order, export)})"
    return in_order(order.program, place.rows(schema, sql, file))


def _run(order: Order, export: Export) -> Sequence[Got]:
    with session() as place:
        return run_on(place, order, export)


SPARK = Engine("spark", "Spark", _version, INSTALL, _run)
