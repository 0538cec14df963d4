"""MariaDB as an engine: a server of its own in a temporary folder, reached by a socket there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.sql_leads import SECONDS, columns_of, in_order, statement_of, write_leads
from models.exchange.sql import dialects
from models.exchange.sql.dialects import TABLE
from models.exchange.sql.lead_files import create_table, load_command
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

INSTALL = "Install MariaDB's server (Debian: apt install mariadb-server)."
START = 60
"""Seconds that a server may take to listen."""


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _version() -> str:
    found = _program("mariadbd")
    if found is None or _program("mariadb-install-db") is None or _program("mariadb") is None:
        return ""
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    words = told.stdout.split()
    return words[words.index("Ver") + 1].split("-")[0] if "Ver" in words else ""


@contextmanager
def server() -> Iterator[Path]:
    """The folder of a server that runs for as long as it is needed, with the database `proof`.

    LeadbenchError where MariaDB is missing or does not start.
    """
    if not _version():
        raise LeadbenchError("MariaDB is not installed.", remedy=INSTALL)
    with tempfile.TemporaryDirectory(prefix="leadbench-") as name:
        folder = Path(name)
        user = ["--user=root"] if os.name == "posix" and os.geteuid() == 0 else []
        data = f"--datadir={folder / 'data'}"
        made = subprocess.run(
            [
                *(str(_program("mariadb-install-db")), "--no-defaults", data, *user),
                *("--auth-root-authentication-method=normal", "--skip-test-db"),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        if made.returncode:
            raise LeadbenchError(f"MariaDB does not start: {made.stderr.strip()[-300:]}")
        with (folder / "log").open("w", encoding="utf-8") as log:
            running = subprocess.Popen(
                [
                    *(str(_program("mariadbd")), "--no-defaults", data, *user),
                    *("--skip-networking", f"--socket={folder / 'socket'}", "--local-infile=1"),
                    *(f"--pid-file={folder / 'pid'}", "--character-set-server=utf8mb4"),
                ],
                stdout=log,
                stderr=log,
            )
        try:
            _wait(folder, running)
            yield folder
        finally:
            running.terminate()
            try:
                running.wait(START)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def _wait(folder: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and running.poll() is None:
        done = _client(folder, "CREATE DATABASE IF NOT EXISTS proof;", database="")
        if done.returncode == 0:
            return
        time.sleep(0.2)
    told = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
    raise LeadbenchError(f"MariaDB does not start: {told[-1] if told else 'no reason'}")


def _client(folder: Path, text: str, database: str = "proof") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(str(_program("mariadb")), "--no-defaults", f"--socket={folder / 'socket'}"),
            *("--user=root", "--default-character-set=utf8mb4", "--local-infile=1"),
            *("--batch", "--skip-column-names", *([database] if database else [])),
        ],
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def run_on(folder: Path, order: Order, export: Export) -> list[Got]:
    """The export on the order's leads in a server that runs already."""
    leads = order.prepared
    assert leads is not None
    file = folder / "leads.csv"
    write_leads(file, leads)
    # Names of bands and grades come in hexadecimal: the client writes some signs in its own way.
    names = (f"HEX(CONVERT({name} USING utf8mb4))" for name in ("band", "grade"))
    script = (
        f"DROP TABLE IF EXISTS {TABLE};\n"
        + create_table(order.program, dialects.MARIADB, TABLE)
        + load_command(order.program, dialects.MARIADB, TABLE, str(file))
        + f"SELECT lead_id, score, {', '.join(names)}, output_score, probability FROM ("
        + f"SELECT {columns_of(order.program)} FROM ({statement_of(order, export)}) AS scored"
        + ") AS told;\n"
    )
    found = []
    for number, score, band, grade, *more in answered(folder, script):
        told = (None if name is None else bytes.fromhex(name).decode() for name in (band, grade))
        found.append((number, score, *told, *more))
    return in_order(order.program, found)


def answered(folder: Path, script: str) -> list[list[str | None]]:
    """The rows that a script gives. LeadbenchError where MariaDB refuses it."""
    done = _client(folder, script)
    if done.returncode:
        raise LeadbenchError(f"MariaDB refuses the statement: {done.stderr.strip()}")
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return [[None if cell == "NULL" else cell for cell in row] for row in rows]


def _run(order: Order, export: Export) -> Sequence[Got]:
    with server() as folder:
        return run_on(folder, order, export)


MARIADB = Engine("mariadb", "MariaDB", _version, INSTALL, _run)
