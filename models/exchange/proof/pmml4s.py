"""The engine PMML4S: the package pypmml runs it in a process of its own, which ends with its Java.

Leads go to it as JSON: a table of pandas would round their numbers to ten digits.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from models.exchange.portable.program import Program
from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.results import got_of
from models.exchange.rule_engines.pmml import pmml_records
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

PYTHON = "LEADBENCH_PMML_PYTHON"
"""An environment variable: another Python that has pypmml."""
PATIENCE = 600.0

_VERSION = "import importlib.metadata; print(importlib.metadata.version('pypmml'))"
_RUNNER = """
import json, sys
from pypmml import Model
from pypmml.base import PMMLContext
PMMLContext.getOrCreate(gateway="jpype")
for line in sys.stdin:
    job = json.loads(line)
    print(Model.fromString(job["pmml"]).predict(json.dumps(job["leads"])), flush=True)
"""

Run = Callable[[Order, Export], Sequence[Got]]


def pmml_got(program: Program, found: Mapping[str, Any]) -> Got:
    """The output fields of a document, whose names begin with a capital."""
    return got_of(program, {name.lower(): value for name, value in found.items()})


def _python() -> str:
    frozen = getattr(sys, "frozen", False)
    return os.environ.get(PYTHON) or (shutil.which("python3") or "" if frozen else sys.executable)


def _version() -> str:
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    if not java or not _python():
        return ""
    try:
        told = subprocess.run(
            [_python(), "-I", "-c", _VERSION],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.strip()


@contextmanager
def started() -> Iterator[Run]:
    """A process that runs one PMML after another; it ends with the block."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [_python(), "-I", "-c", _RUNNER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        asks, answers = process.stdin, process.stdout

        def run(order: Order, export: Export) -> Sequence[Got]:
            leads = order.prepared
            assert leads is not None, "a proof needs leads"
            records = list(pmml_records(leads, order.program))
            job = {"pmml": export.files[0].content.decode("utf-8"), "leads": records}
            timer = Timer(PATIENCE, process.kill)
            timer.start()
            try:
                asks.write(f"{json.dumps(job)}\n".encode("ascii"))
                asks.flush()
                answer = answers.readline()
            except BrokenPipeError:
                answer = b""
            finally:
                timer.cancel()
            if not answer:
                process.wait()
                errors.seek(0)
                said = errors.read().decode("utf-8", "replace").strip().splitlines()
                raise LeadbenchError("PMML4S stopped.", remedy=" ".join(said)[-3000:])
            return [pmml_got(order.program, found) for found in json.loads(answer)]

        try:
            yield run
        finally:
            with suppress(BrokenPipeError):  # it ended before it read all, which was told above
                asks.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _run(order: Order, export: Export) -> Sequence[Got]:
    with started() as run:
        return run(order, export)


PMML4S = Engine(
    "pmml4s",
    "PMML4S",
    _version,
    "Install Java, and the package with: pip install pypmml",
    _run,
)
