"""A check of a statement: test leads, what each must get, and those that get something else.

All in one SELECT that reads no table, so that anybody who may run a query can run it.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.portable.columns import Holds
from models.exchange.sql.dialects import TEXTS, Dialect
from models.exchange.sql.expressions import Writer
from models.exchange.sql.lead_files import Cell, rows_of
from models.exchange.sql.raw import Raw
from models.exchange.sql.raw_leads import raw_tables
from models.exchange.sql.statement import steps_of
from models.exchange.sql.steps import Output, Step, comment, statement_text
from models.exchange.sql.values import number_text
from models.exchange.sql.wish import COLUMN, TODAY, Wish
from models.exchange.targets.target import Order, level_words
from models.exchange.targets.vectors import Vector, vectors
from models.leads.wording import count_of
from models.scoring.probability import written

TEST_LEADS, EXPECTED, SCORED = "test_leads", "expected", "scored"
_NEAR = "0.00005"
"""Half of the last digit of a chance."""

Columns = Sequence[tuple[str, Holds]]


def check_script(
    order: Order, dialect: Dialect, wish: Wish, of: str, raw: Raw | None = None
) -> str:
    """The file; "" without leads. `wish`: of the statement that is checked; `of`: its file."""
    chosen = vectors(order)
    if not chosen:
        return ""
    head = [line for part in _head(order, dialect, len(chosen), of) for line in comment(part)]
    return "\n".join([*head, "", f"{check(order, dialect, wish, chosen, raw)};", ""])


def check(
    order: Order, dialect: Dialect, wish: Wish, chosen: Sequence[Vector], raw: Raw | None = None
) -> str:
    """The statement: a row for each of these leads that gets something else."""
    # As of another day the same leads would get other scores.
    day = COLUMN if wish.as_of == TODAY else wish.as_of
    writer = Writer(dialect)
    steps, last = steps_of(order.program, dialect, Wish(TEST_LEADS, as_of=day), raw)
    wanted = _expected(order, chosen)
    given = [
        *_leads_of(order, chosen, writer, raw is not None),
        _table(EXPECTED, "What each must get", *wanted, writer),
    ]
    scored = Step(SCORED, last.remark, last.outputs, last.source)
    end = _differing(wanted[0], dialect)
    return statement_text([*given, *steps, scored], end, dialect.keeps)


def _head(order: Order, dialect: Dialect, leads: int, of: str) -> list[str]:
    program = order.program
    found = [
        f"Leadbench: a check of the model {program.name!r} in {dialect.name}.",
        f"Model {program.hash}, semantics {program.semantics}, Leadbench {order.version}.",
        level_words(dialect.proof),
        f"Run it as it is. It reads no table: {count_of(leads, 'test lead')} and what each must "
        f"get stand in it, and the steps of {of} after them.",
        "It lists the test leads that get something else. No rows: all are right.",
    ]
    return [*found, dialect.note] if dialect.note else found


def _leads_of(order: Order, chosen: Sequence[Vector], writer: Writer, raw: bool) -> list[Step]:
    """The test leads as the statement reads them; the numbers of their rows are their ids."""
    rows = [vector.row for vector in chosen]
    if raw:
        assert order.scored is not None
        return [
            _table(table.name, f"Test leads: {table.name}", table.columns, table.rows, writer)
            for table in raw_tables(order.scored, order.inputs, rows)
        ]
    assert order.prepared is not None
    columns = [("lead_id", Holds.TEXT), ("as_of", Holds.DAY)]
    columns += [(column.name, column.holds) for column in order.program.columns]
    cells = list(rows_of(order.prepared, list(map(str, rows)), rows))
    return [_table(TEST_LEADS, "Prepared leads to test it with", columns, cells, writer)]


def _expected(order: Order, chosen: Sequence[Vector]) -> tuple[Columns, list[tuple[Cell, ...]]]:
    program = order.program
    columns = [("lead_id", Holds.TEXT), ("score", Holds.WHOLE), ("band", Holds.TEXT)]
    columns += [("grade", Holds.TEXT)] if program.grade is not None else []
    columns += [("output_score", Holds.WHOLE)] if program.output is not None else []
    columns += [("probability", Holds.NUMBER)] if program.probability is not None else []
    names = {name for name, _ in columns}
    rows = []
    for vector in chosen:
        result = vector.result
        given: dict[str, Cell] = {
            "lead_id": str(vector.row),
            "score": result.score,
            "band": result.band,
            "grade": result.grade,
            "output_score": result.output,
            "probability": None if result.chance is None else written(result.chance),
        }
        rows.append(tuple(cell for name, cell in given.items() if name in names))
    return columns, rows


def _table(
    name: str, remark: str, columns: Columns, rows: Sequence[Sequence[Cell]], writer: Writer
) -> Step:
    """Rows as a step: texts all of them, then each column as what it holds."""
    names = [writer.named(column) for column, _ in columns]
    outputs = [
        Output(_typed(f"cells.{named}", holds, writer.dialect), named)
        for named, (_, holds) in zip(names, columns, strict=True)
    ]
    first = rows[0] if rows else [None] * len(columns)
    typed = [
        f"{_typed(_literal(cell, writer), Holds.TEXT, writer.dialect)} AS {named}"
        for cell, named in zip(first, names, strict=True)
    ]
    opening = f"SELECT {', '.join(typed)}"
    others = [", ".join(_literal(cell, writer) for cell in row) for row in rows[1:]]
    if not rows:
        body = f"{opening} WHERE 1 = 0"
    elif writer.dialect.values and others:
        listed = ",\n    ".join(f"({row})" for row in others)
        body = f"{opening}\n    UNION ALL VALUES\n    {listed}"
    else:
        body = "\n    ".join([opening, *(f"UNION ALL SELECT {row}" for row in others)])
    return Step(name, remark, tuple(outputs), f"(\n    {body}\n  ) AS cells")


def _literal(cell: Cell, writer: Writer) -> str:
    match cell:
        case None:
            return "NULL"
        case str():
            return writer.quoted(cell)
    return writer.quoted(number_text(cell))


def _typed(sql: str, holds: Holds, dialect: Dialect) -> str:
    """A text as what a column holds."""
    if holds in (Holds.WHOLE, Holds.YES_NO):
        return dialect.whole(sql)
    kind = dialect.type_of(holds)
    if holds in TEXTS and dialect.sqlglot == "mysql":
        kind = "CHAR"  # no text has another type there in a CAST
    return f"CAST({sql} AS {kind})"


def _differing(columns: Columns, dialect: Dialect) -> Step:
    """The leads that get something else, each column beside what it must be."""
    outputs = [Output(f"{EXPECTED}.lead_id", "lead_id")]
    tests = [f"{SCORED}.score IS NULL"]
    for name, holds in columns[1:]:
        must, got = f"{EXPECTED}.{name}", f"{SCORED}.{name}"
        outputs += [Output(got, name), Output(must, f"expected_{name}")]
        if holds is Holds.NUMBER:
            tests.append(f"ABS({got} - {must}) > {_NEAR}")
        elif holds in TEXTS and dialect.collation:
            tests.append(f"{got} COLLATE {dialect.collation} <> {must} COLLATE {dialect.collation}")
        else:
            tests.append(f"{got} <> {must}")
    joined = f"{EXPECTED} LEFT JOIN {SCORED} ON {SCORED}.lead_id = {EXPECTED}.lead_id"
    source = f"{joined}\nWHERE {' OR '.join(tests)}"
    return Step(
        "", "The test leads that get something else: none, if all is right", tuple(outputs), source
    )
