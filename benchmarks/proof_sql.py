"""The proof of exported SQL: random models on nasty leads, run by the databases themselves.

PYTHONPATH=. python benchmarks/proof_sql.py [--models 200] [--leads 2000] [--write] [ENGINE ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from _proofs import Tally, report, scored_models, tell

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof import mariadb, postgresql, spark


def tallies_of(keys: list[str], stack: ExitStack) -> Iterator[Tally]:
    """The engines that are here, each started once for all models."""
    for key in keys:
        wanted, found = target(key), engine(key)
        if wanted is None or found is None or not found.version():
            print(f"{key}: not installed. {found.install if found else ''}")
            continue
        if key == "postgresql":
            place = stack.enter_context(postgresql.server())
            found = replace(found, run=partial(postgresql.run_on, place))
        elif key == "spark":
            found = replace(found, run=partial(spark.run_on, stack.enter_context(spark.session())))
        elif key == "mariadb":
            server = stack.enter_context(mariadb.server())
            found = replace(found, run=partial(mariadb.run_on, server))
        yield Tally(wanted, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=["postgresql", "duckdb", "sqlite"])
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/sql.md")
    asked = parser.parse_args()
    with ExitStack() as stack:
        tallies = list(tallies_of(asked.engines, stack))
        for place, (model, scored) in enumerate(scored_models(asked.models, asked.leads)):
            # Half of the statements give every contribution, so that these are run as well.
            options = (("gives", "contributions"),) if place % 2 else ()
            for tally in tallies:
                tally.prove(model, scored, options)
    tell(tallies)
    if asked.write:
        report("sql", "proof_sql", tallies)


if __name__ == "__main__":
    main()
