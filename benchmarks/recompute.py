"""A full recompute from masks at a million leads: against one read of them, polars and duckdb."""

from __future__ import annotations

import os
import sys
from itertools import cycle
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # all run on one thread, as the engine does
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import duckdb
import numpy as np
import polars as pl
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.evaluation.evaluate import evaluate, from_histogram
from models.evaluation.evaluation import Evaluation
from models.leads.columns import BLANK_DAY, DateColumn, NumberColumn, TextColumn
from models.scoring.answers import day_number
from models.scoring.conditions import AllOf, Condition, FieldTest, Not, Test
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import Points, ScoringModel
from models.scoring.sight import Sight

TODAY = day_number(synthetic.AS_OF)


def as_polars(condition: Condition | None) -> pl.Expr:
    """The condition on raw columns; a blank answers a test with false."""
    match condition:
        case FieldTest(field, Test.IS_ONE_OF, values):
            return pl.col(field).is_in([str(value) for value in values]).fill_null(False)
        case FieldTest(field, Test.AT_LEAST, values):
            return (pl.col(field) >= values[0]).fill_null(False)
        case FieldTest(field, Test.CONTAINS, values):
            return pl.col(field).str.contains(str(values[0]), literal=True).fill_null(False)
        case FieldTest(field, Test.IN_THE_LAST, values):
            first = TODAY - int(str(values[0]))
            return pl.col(field).is_between(first, TODAY).fill_null(False)
        case AllOf(parts):
            return pl.all_horizontal([as_polars(part) for part in parts])
        case Not(part):
            return ~as_polars(part)
    raise ValueError(condition)


def as_sql(condition: Condition | None) -> str:
    """The same for duckdb."""
    match condition:
        case FieldTest(field, Test.IS_ONE_OF, values):
            listed = ", ".join(f"'{value}'" for value in values)
            return f"coalesce({field} IN ({listed}), false)"
        case FieldTest(field, Test.AT_LEAST, values):
            return f"coalesce({field} >= {values[0]}, false)"
        case FieldTest(field, Test.CONTAINS, values):
            return f"coalesce(contains({field}, '{values[0]}'), false)"
        case FieldTest(field, Test.IN_THE_LAST, values):
            first = TODAY - int(str(values[0]))
            return f"coalesce({field} BETWEEN {first} AND {TODAY}, false)"
        case AllOf(parts):
            return "(" + " AND ".join(map(as_sql, parts)) + ")"
        case Not(part):
            return f"(NOT {as_sql(part)})"
    raise ValueError(condition)


def points_of(model: ScoringModel) -> dict[str, int]:
    return {rule.id: rule.award.points for rule in model.rules() if isinstance(rule.award, Points)}


def raw_frame(leads: synthetic.Synthetic) -> pl.DataFrame:
    """The leads as polars likes them: few values as categories, text, numbers, days."""
    columns: dict[str, pl.Series] = {"y": pl.Series(leads.outcome)}
    for name, column in leads.columns.items():
        if isinstance(column, TextColumn):
            texts = pl.Series([text or None for text in column.values])
            found = texts.gather(pl.Series(column.codes.astype(np.uint32)))
            columns[name] = found.cast(pl.Categorical) if name[0] == "c" else found
        elif isinstance(column, NumberColumn):
            columns[name] = pl.Series(column.values, nan_to_null=True)
        elif isinstance(column, DateColumn):
            days = pl.Series(column.days)
            columns[name] = days.set(days == BLANK_DAY, None)
    return pl.DataFrame(columns)


class Contest:
    """The same question, with other points each time, to each contestant."""

    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        self.kept = Masks(self.leads)
        base = synthetic.model()
        self.models = [synthetic.other_points(base, seed) for seed in range(60)]
        self.conditions = {rule.id: rule.when for rule in base.rules()}
        masks = {
            k: self.kept.of(when, Sight(synthetic.AS_OF)) for k, when in self.conditions.items()
        }
        self.masks = list(masks.values())
        self.masked = pl.DataFrame(
            {"y": self.leads.outcome, **{k: pl.Series(mask) for k, mask in masks.items()}}
        ).lazy()
        raw = raw_frame(self.leads)
        self.raw = raw.lazy()
        self.database = duckdb.connect()
        self.database.execute("SET threads = 1")
        texts = [name for name in raw.columns if name[0] == "c"]
        plain = raw.with_columns(pl.col(texts).cast(pl.String))
        self.database.register("handed", plain.to_arrow())
        self.database.execute("CREATE TABLE leads AS SELECT * FROM handed")
        # Enumerations are what duckdb is fastest on for fields of few values.
        for name in texts:
            self.database.execute(f"CREATE TYPE e_{name} AS ENUM (SELECT DISTINCT {name} "
                                  f"FROM leads WHERE {name} IS NOT NULL)")  # fmt: skip
            self.database.execute(f"ALTER TABLE leads ALTER {name} TYPE e_{name}")
        # A program that has run for a while has had its memory from the system already.
        for model in self.models[-20:]:
            self.ours(model)
        self._next = {name: cycle(self.models) for name in ("ours", "masks", "raw", "duckdb")}

    def read(self) -> int:
        """One read of all masks: the least that any recompute from them costs."""
        return sum(int(mask.view(np.uint64).max()) > 0 for mask in self.masks)

    def ours(self, model: ScoringModel | None = None) -> Evaluation:
        model = model or next(self._next["ours"])
        scored = score(model, self.leads, synthetic.AS_OF, self.kept)
        return evaluate(model, self.leads, scored=scored)

    def _figures(self, model: ScoringModel, cells: list[tuple[int, int, int]]) -> Evaluation:
        histogram = np.zeros((model.scale.most - model.scale.least + 1, 3), dtype=np.int64)
        for reached, outcome, number in cells:
            histogram[reached - model.scale.least, outcome] = number
        return from_histogram(histogram, model, rules={}, reaches={}, movement=None, overridden=0)

    def _polars(self, model: ScoringModel, frame: pl.LazyFrame, raw: bool) -> Evaluation:
        points = points_of(model)
        total = pl.lit(model.base, dtype=pl.Int16)
        for group in model.groups:
            terms = []
            for rule in group.rules:
                mask = as_polars(rule.when) if raw else pl.col(rule.id)
                terms.append(mask.cast(pl.Int16) * pl.lit(points[rule.id], dtype=pl.Int16))
            total = total + sum(terms[1:], terms[0]).clip(group.least, group.most)
        scores = total.clip(model.scale.least, model.scale.most).alias("s")
        found = frame.select(scores, "y").group_by("s", "y").len().collect()
        return self._figures(model, found.rows())

    def polars_masks(self, model: ScoringModel | None = None) -> Evaluation:
        return self._polars(model or next(self._next["masks"]), self.masked, raw=False)

    def polars_raw(self, model: ScoringModel | None = None) -> Evaluation:
        return self._polars(model or next(self._next["raw"]), self.raw, raw=True)

    def duckdb_raw(self, model: ScoringModel | None = None) -> Evaluation:
        model = model or next(self._next["duckdb"])
        points = points_of(model)
        groups = []
        for group in model.groups:
            terms = " + ".join(
                f"CASE WHEN {as_sql(rule.when)} THEN {points[rule.id]} ELSE 0 END"
                for rule in group.rules
            )
            groups.append(f"least({group.most}, greatest({group.least}, {terms}))")
        total = f"{model.base} + " + " + ".join(groups)
        clamped = f"least({model.scale.most}, greatest({model.scale.least}, {total}))"
        query = f"SELECT s, y, count(*) FROM (SELECT {clamped} AS s, y FROM leads) GROUP BY s, y"
        return self._figures(model, self.database.execute(query).fetchall())

    def assert_equal(self) -> None:
        for model in self.models[-2:]:
            wanted = self.ours(model)
            for other in (self.polars_masks, self.polars_raw, self.duckdb_raw):
                found = other(model)
                assert (found.histogram == wanted.histogram).all(), other.__name__
                assert (found.auc, found.bands) == (wanted.auc, wanted.bands)


def main() -> int:
    given = options(__doc__ or "")
    contest = Contest(100_000 if given.quick else 1_000_000)
    contest.assert_equal()
    quick = interleaved(
        {
            "one read of the 50 byte masks": contest.read,
            "full recompute from masks, histogram and metrics": contest.ours,
            "polars on the same masks": contest.polars_masks,
        },
        given.rounds,
    )
    slow = interleaved(
        {
            "full recompute from masks, histogram and metrics": contest.ours,
            "polars from raw columns": contest.polars_raw,
            "duckdb from raw columns": contest.duckdb_raw,
        },
        max(3, given.rounds // 3),
    )
    note = "Points of all rules differ each time; one thread; equal histograms and AUC asserted."
    print_times(f"Full recompute, {len(contest.leads):,} leads, 50 rules, 8 groups", quick, note)
    print_times("The same question from raw columns (our masks are cached)", slow)
    read, ours, masks = quick.values()
    again, raw, database = slow.values()
    met = print_goals(
        [
            Goal("full recompute / one read of the masks", 7, ours / read),
            Goal("polars on the same masks / full recompute", 2, masks / ours, at_least=True),
            Goal("polars from raw columns / full recompute", 25, raw / again, at_least=True),
            Goal("duckdb from raw columns / full recompute", 25, database / again, at_least=True),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
