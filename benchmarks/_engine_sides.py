"""Engines of rules that are run for proofs alone: json-logic-js by Node, JPMML by Java.

Each is a process that reads jobs as lines of JSON and answers each with a line. JPMML's licence is
the AGPL: it is run beside us, from an environment of its own, and never shipped.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.pmml4s import pmml_got
from models.exchange.proof.results import got_of
from models.exchange.rule_engines.flat import cells_of, flat_records
from models.exchange.rule_engines.pmml import pmml_records
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

JSON_LOGIC_JS = os.environ.get("LEADBENCH_JSON_LOGIC_JS", "")
"""The folder of json-logic-js, as npm installs it."""
JPMML_PYTHON = os.environ.get("LEADBENCH_JPMML_PYTHON", "")
"""A Python with jpmml_evaluator and jpype1."""

_NODE = """
const logic = require(process.argv[1]);
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const job = JSON.parse(line);
  const each = (rules, data) =>
    Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, logic.apply(rule, data)]));
  const [ofLead, ofScore] = job.logic;
  console.log(JSON.stringify(job.leads.map((lead) => {
    const found = each(ofLead, lead);
    return { ...found, ...each(ofScore, found) };
  })));
});
"""
_JPMML = """
import json, os, sys, tempfile
from jpmml_evaluator import PythonEvaluatorUtil, make_evaluator
from jpmml_evaluator.jpype import JPypeBackend
backend = JPypeBackend()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "model.pmml")
    for line in sys.stdin:
        job = json.loads(line)
        with open(path, "w", encoding="utf-8") as file:
            file.write(job["pmml"])
        model = make_evaluator(path, backend).javaEvaluator
        table = {"columns": job["columns"], "data": job["data"]}
        given = PythonEvaluatorUtil.evaluateAll(backend, model, table, None, 1)
        failed = next(filter(None, given["errors"] or []), None)
        if failed:
            raise SystemExit(failed)
        found = dict(zip(given["columns"], given["data"]))
        names = [n for n in ("Score", "Band", "Grade", "Output", "Probability") if n in found]
        rows = zip(*(found[name] for name in names))
        print(json.dumps([dict(zip(names, row)) for row in rows]), flush=True)
"""
Ask = Callable[[dict[str, Any]], Any]


@contextmanager
def side(*command: str) -> Iterator[Ask]:
    """A process that answers jobs as long as the block lasts."""
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        asks, answers = process.stdin, process.stdout

        def ask(job: dict[str, Any]) -> Any:
            asks.write(f"{json.dumps(job)}\n")
            asks.flush()
            answer = answers.readline()
            if not answer:
                process.wait()
                errors.seek(0)
                raise LeadbenchError(f"{command[0]} stopped: {errors.read()[-500:]}")
            return json.loads(answer)

        yield ask


@contextmanager
def json_logic_js() -> Iterator[Engine]:
    """json-logic-js, the JavaScript that JSONLogic came from."""
    version = json.loads((Path(JSON_LOGIC_JS) / "package.json").read_text("utf-8"))["version"]
    with side("node", "-e", _NODE, JSON_LOGIC_JS) as ask:

        def run(order: Order, export: Export) -> Sequence[Got]:
            assert order.prepared is not None
            leads = list(flat_records(order.prepared, cells_of(order.program)))
            found = json.loads(export.files[0].content)
            asked = [found["of_lead"], found["of_score"]]
            answers = ask({"logic": asked, "leads": leads})
            return [got_of(order.program, answer) for answer in answers]

        yield Engine("json-logic-js", "json-logic-js", lambda: version, "", run)


@contextmanager
def jpmml() -> Iterator[Engine]:
    """JPMML, by the Python of its environment."""
    told = "import importlib.metadata as m; print(m.version('jpmml_evaluator'))"
    version = subprocess.run(
        [JPMML_PYTHON, "-I", "-c", told], capture_output=True, text=True, check=True
    ).stdout.strip()
    with side(JPMML_PYTHON, "-I", "-c", _JPMML) as ask:

        def run(order: Order, export: Export) -> Sequence[Got]:
            assert order.prepared is not None
            leads = list(pmml_records(order.prepared, order.program))
            names = list(leads[0])
            given = ask(
                {
                    "pmml": export.files[0].content.decode("utf-8"),
                    "columns": names,
                    "data": [[lead[name] for lead in leads] for name in names],
                }
            )
            return [pmml_got(order.program, found) for found in given]

        yield Engine("jpmml", "JPMML (jpmml_evaluator)", lambda: version, "", run)
