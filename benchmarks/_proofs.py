"""What proofs share: random models on nasty leads, and a table of what each engine gave."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from models.exchange.proof.engine import Engine, Got
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Order, Target
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.scoring.output import rescaled
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

REPORTS = Path(__file__).parent.parent / "docs" / "proofs"
HEAD = (
    "| engine | models | leads scored | rules | refused | other score or band | seconds | on |",
    "|---|---:|---:|---:|---:|---:|---:|---|",
)
Options = tuple[tuple[str, str], ...]
TABLES = 10
"""Different tables of nasty leads, each scored by many models."""


@dataclass
class Tally:
    """What became of one engine."""

    target: Target
    engine: Engine
    models: int = 0
    leads: int = 0
    wrong: int = 0
    rules: int = 0
    refused: int = 0
    seconds: float = 0.0
    examples: list[str] = field(default_factory=list)

    def order(self, model: ScoringModel, scored: Scored, options: Options = ()) -> Order:
        """What is exported."""
        return order_for(self.target, model, AS_OF, INPUTS, "proof", scored, options)

    def prove(self, model: ScoringModel, scored: Scored, options: Options = ()) -> None:
        """Run one export by the engine and count."""
        order = self.order(model, scored, options)
        started = time.perf_counter()
        try:
            found = self.engine.run(order, written(self.target, order))
        except LeadbenchError as error:
            self.wrong += len(scored)
            self.examples.append(f"{model.name}: {error.problem.sentence()[-300:]}")
            return
        finally:
            self.seconds += time.perf_counter() - started
        self.count(order, found)

    def count(self, order: Order, found: Sequence[Got]) -> None:
        """Hold what an engine gave to the scores of ours."""
        assert order.scored is not None
        names = [band.name for band in order.model.bands]
        expected = zip(order.scored.scores.tolist(), order.scored.bands.tolist(), strict=True)
        for row, ((points, band), got) in enumerate(zip(expected, found, strict=True)):
            if (got.score, got.band) != (points, names[band]) or not _scaled(order, points, got):
                self.wrong += 1
                self.examples.append(f"{order.model.name} row {row}: {got}, not {points}")
        self.models += 1
        self.leads += len(found)
        self.rules += sum(1 for rule in order.original.rules() if not rule.muted)
        self.refused += len(order.adapted.misfits)


def _scaled(order: Order, points: int, got: Got) -> bool:
    """Whether scale and chance are right, where the engine was asked for them."""
    scale, output, table = order.program.scale, order.program.output, order.program.probability
    if got.output is not None and (output is None or got.output != rescaled(points, scale, output)):
        return False
    return got.chance is None or (table is not None and got.chance == table.at(points).chance)


def scored_models(count: int, leads: int) -> Iterator[tuple[ScoringModel, Scored]]:
    """Models with leads that they score: half of them random, half with a point to make."""
    half = count // 2
    models = (*random_models(2027, count - half), *pointed_models(2027, half))
    tables: dict[tuple[int, str], Leads] = {}
    for place, model in enumerate(models):
        key = place % TABLES, model.zone
        if key not in tables:
            rows, kinds = nasty_leads(key[0], leads)
            tables[key] = Asked(rows, INPUTS, AS_OF, kinds, done_by(key[0], rows)).leads(key[1])
        scored = score(model, scored_by(model, tables[key], AS_OF).leads, AS_OF)
        if len(scored):
            yield replace(model, inputs=()), scored


def table(tallies: Sequence[Tally]) -> list[str]:
    """The tallies as a table of Markdown; each row says when it was run."""
    today = date.today().isoformat()
    rows = [
        f"| {t.engine.name} {t.engine.version()} | {t.models:,} | {t.leads:,} | {t.rules:,} | "
        f"{t.refused:,} | {t.wrong:,} | {t.seconds:,.0f} | {today} |"
        for t in tallies
    ]
    return [*HEAD, *rows]


def tell(tallies: Sequence[Tally]) -> None:
    """Print the table and the first leads of each engine that came out otherwise."""
    print("\n".join(table(tallies)))
    for tally in tallies:
        for example in tally.examples[:5]:
            print(tally.engine.name, ascii(example))


def report(name: str, program: str, tallies: Sequence[Tally]) -> None:
    """Put the table between the two marks of a report; engines that were not run keep their row."""
    path = REPORTS / f"{name}.md"
    before, old, after = path.read_text("utf-8").split("<!-- table -->")
    rows = {_engine(row): row for row in old.splitlines() if row.startswith("| ")}
    new = table(tallies)[len(HEAD) :]
    rows |= {_engine(row): row for row in new}
    rows.pop(_engine(HEAD[0]), None)
    told = ("", f"Written by `benchmarks/{program}.py`.", "", *HEAD, *rows.values(), "")
    path.write_text("<!-- table -->".join((before, "\n".join(told), after)), "utf-8")


def _engine(row: str) -> str:
    """The engine of a row, without its version."""
    return row.split("|")[1].strip().rpartition(" ")[0]
