"""The engines Python and Node: exported programs run in a process of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from models.exchange.portable.days import day_text
from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.results import got_of
from models.exchange.records.typed import typed_records
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

PATIENCE = 600.0


def _python() -> str:
    frozen = getattr(sys, "frozen", False)
    return (shutil.which("python3") or "") if frozen else sys.executable


def _node() -> str:
    return shutil.which("node") or ""


def _version(program: str) -> str:
    if not program:
        return ""
    try:
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.strip().removeprefix("Python").removeprefix("v").strip()


def _run(
    program: str, ending: str, flags: tuple[str, ...], order: Order, export: Export
) -> Sequence[Got]:
    prepared = order.prepared
    assert prepared is not None, "a proof needs leads"
    records = (
        {**record, "as_of": day_text(int(day))}
        for record, day in zip(typed_records(order), prepared.as_of, strict=True)
    )
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    with tempfile.TemporaryDirectory(prefix="leadbench-proof-") as folder:
        path = Path(folder) / f"model{ending}"
        path.write_bytes(export.files[0].content)
        try:
            done = subprocess.run(
                [program, *flags, str(path)],
                input=lines.encode("ascii"),
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise LeadbenchError("The program did not end.", path.name) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LeadbenchError(
            "The program stopped with an error.", path.name, said[-1] if said else ""
        )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return [got_of(order.program, result) for result in results]


PYTHON = Engine(
    "python",
    "Python",
    lambda: _version(_python()),
    "Install Python from python.org.",
    lambda order, export: _run(_python(), ".py", ("-I",), order, export),
)
NODE = Engine(
    "node",
    "Node.js",
    lambda: _version(_node()),
    "Install Node.js from nodejs.org.",
    partial(lambda order, export: _run(_node(), ".mjs", (), order, export)),
)
