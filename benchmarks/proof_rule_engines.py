"""The proof of exports for rule engines: JSONLogic, JDM and PMML run by their own engines.

PYTHONPATH=. python benchmarks/proof_rule_engines.py [--models N] [--leads N] [--write]

Engines that are not packages of the tests are named by the environment: LEADBENCH_PMML_PYTHON (a
Python with pypmml), LEADBENCH_JPMML_PYTHON (jpmml_evaluator and jpype1), LEADBENCH_JSON_LOGIC_JS
(the folder of json-logic-js). What is missing is told and not run.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

from _engine_sides import JPMML_PYTHON, JSON_LOGIC_JS, jpmml, json_logic_js
from _proofs import Tally, report, scored_models, tell

from models.exchange.following import follow
from models.exchange.proof.engine import Engine
from models.exchange.proof.pmml4s import PMML4S, started
from models.exchange.proof.rule_engines import JSON_LOGIC, ZEN
from models.exchange.rule_engines import targets
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Order
from models.leads.readers import ReadOptions, read_table
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.file.model_json import read_model
from sample_projects import sample
from tests.models.exchange.rule_engines.fuller import fuller


def engines(stack: ExitStack) -> Iterator[Tally]:
    """The engines that are here, each started once."""
    for wanted, found in ((targets.JSON_LOGIC, JSON_LOGIC), (targets.JDM, ZEN)):
        if found.version():
            yield Tally(wanted, found)
        else:
            print(f"{found.name} is missing. {found.install}")
    if JSON_LOGIC_JS:
        yield Tally(targets.JSON_LOGIC, stack.enter_context(json_logic_js()))
    else:
        print("json-logic-js is missing: LEADBENCH_JSON_LOGIC_JS names its folder.")
    version = PMML4S.version()
    if version:
        run = stack.enter_context(started())
        yield Tally(targets.PMML, replace(PMML4S, run=run, version=lambda: version))
    else:
        print(f"PMML4S is missing. {PMML4S.install}")
    if JPMML_PYTHON:
        yield Tally(targets.PMML, stack.enter_context(jpmml()))
    else:
        print("JPMML is missing: LEADBENCH_JPMML_PYTHON names a Python that has it.")


def sample_order(tally: Tally) -> Order:
    """What is exported of the sample project, with its leads."""
    files = sample("b2b_software")
    read = read_table(files.leads, ReadOptions(), lambda *_: None)
    model = read_model(files.model)
    leads = follow(model, read.table, read.recipe).leads
    day = as_of_day(model, leads, date(2026, 6, 30))
    scored = score(model, leads, day)
    return order_for(tally.target, model, day, leads.recipe.inputs, "proof", scored)


def named(engine: Engine) -> str:
    """The engine and its version."""
    return f"{engine.name} {engine.version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/rule-engines.md")
    asked = parser.parse_args()
    with ExitStack() as stack:
        found = list(engines(stack))
        for tally in found:
            order = sample_order(tally)
            tally.count(order, tally.engine.run(order, written(tally.target, order)))
        for place, (model, scored) in enumerate(scored_models(asked.models, asked.leads), start=1):
            for tally in found:
                tally.prove(fuller(model, place), scored)
            if place % 10 == 0:
                wrong = {named(tally.engine): tally.wrong for tally in found if tally.wrong}
                print(f"{place} models: {wrong or 'the same scores'}", flush=True)
    tell(found)
    if asked.write:
        report("rule-engines", "proof_rule_engines", found)


if __name__ == "__main__":
    main()
