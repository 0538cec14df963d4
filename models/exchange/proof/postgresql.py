"""PostgreSQL as an engine: a server of its own in a temporary folder, reached by a socket there."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.exchange.proof.engine import Engine, Got
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
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

INSTALL = "Install PostgreSQL's server (Debian: apt install postgresql)."
_PLACES = "/usr/lib/postgresql/*/bin/"


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is: the newest that Debian has, or on the path."""
    newest = sorted(Path("/").glob(f"{_PLACES[1:]}{name}"), key=lambda path: path.parts[4])
    return str(newest[-1]) if newest else shutil.which(name)


def _version() -> str:
    found = program("postgres")
    if found is None or program("initdb") is None or program("psql") is None:
        return ""
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return told.stdout.strip().removeprefix("postgres (PostgreSQL) ").split(" ")[0]


@dataclass(frozen=True)
class Server:
    """A running server that listens at a socket in `folder`; `user`: who runs it, None: we do."""

    folder: Path
    user: str | None

    def psql(self, text: str) -> str:
        """What psql answers, as comma-separated text without a header."""
        done = _run_as(
            self.user,
            [
                *(str(program("psql")), "-X", "-q", "-v", "ON_ERROR_STOP=1", "--csv", "-t"),
                *("-h", str(self.folder), "-U", "leadbench", "-d", "postgres"),
            ],
            self.folder,
            text,
        )
        if done.returncode:
            raise LeadbenchError(f"PostgreSQL refuses the statement: {done.stderr.strip()}")
        return done.stdout


def _run_as(
    user: str | None, command: Sequence[str], folder: Path, text: str = ""
) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    return subprocess.run(
        command,
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
        cwd=folder,
        env=surroundings,
        user=user,
    )


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as it is needed; the folder and all in it are gone afterwards.

    LeadbenchError where PostgreSQL is missing or does not start.
    """
    if not _version():
        raise LeadbenchError("PostgreSQL is not installed.", remedy=INSTALL)
    # PostgreSQL refuses to run for root.
    user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="leadbench-") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        data = str(folder / "data")
        _check(
            _run_as(
                user,
                [
                    *(str(program("initdb")), "-D", data, "-U", "leadbench", "-A", "trust"),
                    *("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
                ],
                folder,
            )
        )
        # No port: nobody else can reach it. Nothing of it is to outlive the proof, so no syncing.
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = [str(program("pg_ctl")), "-D", data, "-w", "-l", str(folder / "log")]
        _check(_run_as(user, [*control, "-o", options, "start"], folder))
        try:
            yield Server(folder, user)
        finally:
            _run_as(user, [*control, "-m", "immediate", "stop"], folder)


def _check(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise LeadbenchError(f"PostgreSQL does not start: {told[-1] if told else 'no reason'}.")


def run_on(place: Server, order: Order, export: Export) -> list[Got]:
    """The export on the order's leads in a server that runs already."""
    leads = order.prepared
    assert leads is not None
    file = place.folder / "leads.csv"
    write_leads(file, leads)
    file.chmod(0o644)
    script = (
        f"DROP TABLE IF EXISTS {TABLE};\n"
        + create_table(order.program, dialects.POSTGRESQL, TABLE)
        + load_command(order.program, dialects.POSTGRESQL, TABLE, str(file))
        + f"SELECT {columns_of(order.program)} FROM ({statement_of(order, export)}) AS scored;\n"
    )
    return _answered(place, order, script)


def run_raw_on(place: Server, order: Order, export: Export) -> list[Got]:
    """The export on raw leads and activities, which it prepares itself."""
    script = ""
    for table, file in write_raw(place.folder, order):
        file.chmod(0o644)
        script += f"DROP TABLE IF EXISTS {table.name};\n{table.create(dialects.POSTGRESQL)};\n"
        script += load_command(order.program, dialects.POSTGRESQL, table.name, str(file))
    script += (
        f"SELECT {columns_of(order.program)} FROM ({statement_of(order, export)}) AS scored;\n"
    )
    return _answered(place, order, script)


def _answered(place: Server, order: Order, script: str) -> list[Got]:
    rows = csv.reader(io.StringIO(place.psql(script), newline=""))
    return in_order(order.program, list(rows))


def _run(order: Order, export: Export) -> Sequence[Got]:
    with server() as place:
        return run_on(place, order, export)


def _run_raw(order: Order, export: Export) -> Sequence[Got]:
    with server() as place:
        return run_raw_on(place, order, export)


POSTGRESQL = Engine("postgresql", "PostgreSQL", _version, INSTALL, _run)
POSTGRESQL_RAW = Engine("postgresql-raw", "PostgreSQL", _version, INSTALL, _run_raw)
