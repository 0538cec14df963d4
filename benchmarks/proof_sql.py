"""The proof of exported SQL: random models on nasty leads, run by the databases themselves.

python benchmarks/proof_sql.py [--models 200] [--leads 2000] [--write] [ENGINE ...]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof import mariadb, postgresql, spark
from models.exchange.proof.engine import Engine
from models.exchange.targets.ordering import order_for, written
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

REPORT = Path(__file__).parent.parent / "docs" / "proofs" / "sql.md"
TABLES = 10
"""Different tables of nasty leads, each scored by many models."""


@dataclass
class Tally:
    """What became of one engine."""

    engine: Engine
    models: int = 0
    leads: int = 0
    wrong: int = 0
    rules: int = 0
    refused: int = 0
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)


def all_models(count: int) -> list[ScoringModel]:
    pointed = count // 10
    found = (*random_models(2026, count - pointed), *pointed_models(2026, pointed))
    return [replace(model, inputs=()) for model in found]


def scored_models(count: int, leads: int) -> Iterator[tuple[ScoringModel, Scored]]:
    tables: dict[tuple[int, str], Leads] = {}
    for place, model in enumerate(all_models(count)):
        key = place % TABLES, model.zone
        if key not in tables:
            rows, kinds = nasty_leads(key[0], leads)
            tables[key] = Asked(rows, INPUTS, AS_OF, kinds, done_by(key[0], rows)).leads(key[1])
        yield model, score(model, scored_by(model, tables[key], AS_OF).leads, AS_OF)


def prove(
    tally: Tally, model: ScoringModel, scored: Scored, options: tuple[tuple[str, str], ...]
) -> None:
    wanted = target(tally.engine.key)
    assert wanted is not None
    order = order_for(wanted, model, AS_OF, INPUTS, "proof", scored, options)
    assert order.scored is not None
    started = time.perf_counter()
    try:
        found = tally.engine.run(order, written(wanted, order))
    except LeadbenchError as error:
        tally.wrong += len(scored)
        tally.examples.append(f"{model.name}: {error.problem.what[-500:]}")
        return
    finally:
        tally.seconds += time.perf_counter() - started
    names = [band.name for band in order.model.bands]
    expected = zip(order.scored.scores.tolist(), order.scored.bands.tolist(), strict=True)
    for row, ((points, band), got) in enumerate(zip(expected, found, strict=True)):
        if (got.score, got.band) != (points, names[band]):
            tally.wrong += 1
            tally.examples.append(f"{model.name} row {row}: {got}, not {points} {names[band]}")
    tally.models += 1
    tally.leads += len(found)
    tally.rules += sum(1 for rule in model.rules() if not rule.muted)
    tally.refused += len(order.adapted.misfits)


def engines_of(keys: list[str], stack: ExitStack) -> Iterator[Engine]:
    for key in keys:
        found = engine(key)
        if found is None or not found.version():
            print(f"{key}: not installed. {found.install if found else ''}")
            continue
        if key == "postgresql":  # one server for all models
            place = stack.enter_context(postgresql.server())
            yield replace(found, run=partial(postgresql.run_on, place))
        elif key == "spark":
            yield replace(found, run=partial(spark.run_on, stack.enter_context(spark.session())))
        elif key == "mariadb":
            yield replace(found, run=partial(mariadb.run_on, stack.enter_context(mariadb.server())))
        else:
            yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=["postgresql", "duckdb", "sqlite"])
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/sql.md")
    asked = parser.parse_args()
    with ExitStack() as stack:
        tallies = [Tally(found) for found in engines_of(asked.engines, stack)]
        for place, (model, scored) in enumerate(scored_models(asked.models, asked.leads)):
            # Half of the statements give every contribution, so that these are run as well.
            options = (("gives", "contributions"),) if place % 2 else ()
            for tally in tallies:
                prove(tally, model, scored, options)
    lines = table(tallies)
    print("\n".join(lines))
    for tally in tallies:
        for example in tally.examples[:5]:
            print(tally.engine.name, ascii(example))
    if asked.write:
        REPORT.parent.mkdir(exist_ok=True)
        head = f"Written by `benchmarks/proof_sql.py` on {date.today().isoformat()}."
        kept = (
            REPORT.read_text("utf-8").split("<!-- table -->") if REPORT.exists() else ["", "", ""]
        )
        kept[1] = "\n" + "\n".join([head, "", *lines]) + "\n"
        REPORT.write_text("<!-- table -->".join(kept), "utf-8")


def table(tallies: list[Tally]) -> list[str]:
    lines = [
        "| engine | models | leads scored | rules | refused | other score or band | seconds |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {t.engine.name} {t.engine.version()} | {t.models:,} | {t.leads:,} | {t.rules:,} | "
        f"{t.refused:,} | {t.wrong:,} | {t.seconds:,.0f} |"
        for t in tallies
    ]
    return lines


if __name__ == "__main__":
    main()
