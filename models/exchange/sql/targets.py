"""SQL as targets: one for each database, and the prepared leads that the statements read."""

from __future__ import annotations

import io
from functools import partial

from models.exchange.cells import encodable
from models.exchange.list_rows import lead_ids
from models.exchange.sql.dialects import DIALECTS, DUCKDB, POSTGRESQL, TABLE, Dialect, dialect
from models.exchange.sql.lead_files import create_table, csv_text, load_command
from models.exchange.sql.lead_parquet import parquet_bytes
from models.exchange.sql.limits import adapted_to
from models.exchange.sql.wish import checked_table, wish_of
from models.exchange.targets.misfit import Adapted
from models.exchange.targets.target import (
    Choice,
    Export,
    ExportFile,
    Family,
    Order,
    Proof,
    Target,
    level_words,
)
from models.leads.fields import Input
from models.leads.table import Leads
from models.scoring.model import ScoringModel

_CHOICES = (
    Choice("table", "Table of prepared leads", ((TABLE, TABLE),), True, checked_table),
    Choice(
        "gives",
        "Columns",
        (
            ("result", "Score, band, grade"),
            ("contributions", "And the points of each rule and group"),
        ),
    ),
    Choice(
        "as_of",
        "As-of day",
        (
            ("fixed", "The as-of day of this export"),
            ("column", "Each lead's own, in its column as_of"),
            ("today", "The day on which it runs"),
        ),
    ),
)


def _written(kind: Dialect, order: Order, *, raw: bool = False) -> Export:
    from models.exchange.sql.check import check_script  # lazy: the same
    from models.exchange.sql.raw import Raw  # lazy: the same
    from models.exchange.sql.statement import (  # lazy: sqlglot takes a third of a second
        About,
        script,
    )

    tables = Raw(order.inputs, order.activity_recipe) if raw else None
    wish = wish_of(order)
    about = About(order.model, order.version, order.adapted.misfits, wish, tables)
    stem = f"{order.stem}_{kind.key}{'_raw' if raw else ''}"
    texts = {f"{stem}.sql": script(order.program, kind, about)}
    if to_check := check_script(order, kind, wish, f"{stem}.sql", tables):
        texts[f"{stem}_check.sql"] = to_check
    return Export(
        tuple(
            ExportFile(name, encodable(text).encode("utf-8"), "sql") for name, text in texts.items()
        )
    )


def _target(kind: Dialect) -> Target:
    return Target(
        key=kind.key,
        name=kind.name,
        family=Family.DATABASE,
        proof=kind.proof,
        gives="One SELECT that gives each lead its score, band and grade, a step for each part.",
        reads="A table of prepared leads, as the target Prepared leads writes it.",
        ending=".sql",
        adapt=partial(adapted_to, kind),
        write=partial(_written, kind),
        choices=_CHOICES,
        engines=(kind.key,) if kind.proof is Proof.VERIFIED else (),
    )


def _adapted_to_raw(kind: Dialect, model: ScoringModel, inputs: tuple[Input, ...]) -> Adapted:
    from models.exchange.sql.raw import adapted_to_raw  # lazy: sqlglot takes a third of a second

    return adapted_to_raw(kind, model, inputs)


def _raw_target(kind: Dialect) -> Target:
    return Target(
        key=f"{kind.key}-raw",
        name=f"{kind.name}, from raw tables",
        family=Family.DATABASE,
        proof=kind.proof,
        gives="The same from leads and activities as they are kept: counts, days and keys in SQL.",
        reads="A table of leads and one of activities, cleaned and typed.",
        ending=".sql",
        adapt=partial(_adapted_to_raw, kind),
        write=partial(_written, kind, raw=True),
        choices=_CHOICES[1:],
        engines=(f"{kind.key}-raw",),
    )


def _as_it_is(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    return Adapted(model)


def _prepared(order: Order) -> Export:
    leads, scored = order.prepared, order.scored
    assert leads is not None
    assert scored is not None
    rows = scored.masks.leads
    ids = lead_ids(rows) if isinstance(rows, Leads) else [str(n + 1) for n in range(len(leads))]
    stem = f"{order.stem}_prepared"
    if order.option("file", "csv") == "parquet":
        table = ExportFile(f"{stem}.parquet", parquet_bytes(leads, ids))
    else:
        table = ExportFile(f"{stem}.csv", csv_text(leads, ids).encode("utf-8"), "text")
    kind = dialect(order.option("database"))
    statements = io.StringIO()
    statements.write(f"-- Leadbench: the table of prepared leads in {kind.name}.\n")
    statements.write(f"-- {level_words(Proof.VERIFIED)}\n")
    statements.write(create_table(order.program, kind, TABLE))
    statements.write(load_command(order.program, kind, TABLE, table.name))
    sql = ExportFile(f"{stem}_{kind.key}.sql", statements.getvalue().encode("utf-8"), "sql")
    return Export((table, sql))


PREPARED = Target(
    key="prepared",
    name="Prepared leads",
    family=Family.LEADBENCH,
    proof=Proof.VERIFIED,
    gives="The leads as exported models read them: clean values, keys, days, activity counts.",
    reads="",
    ending=".csv",
    adapt=_as_it_is,
    write=_prepared,
    choices=(
        Choice("file", "File", (("csv", "Text (.csv)"), ("parquet", "Parquet (.parquet)"))),
        Choice("database", "Table for", tuple((kind.key, kind.name) for kind in DIALECTS)),
    ),
    engines=("prepared",),
    needs_leads=True,
    answers=(),
)

TARGETS = (*map(_target, DIALECTS), *map(_raw_target, (POSTGRESQL, DUCKDB)), PREPARED)
"""In the order of the page."""
