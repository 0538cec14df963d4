"""A whole statement that scores prepared leads, with what it says at its top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.exchange.embedded import embedded
from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.names import distinct_name, with_ending
from models.exchange.portable.program import Program
from models.exchange.portable.vocabulary import DayWithin, questions_in
from models.exchange.sql.dialects import TEXTS, Dialect
from models.exchange.sql.expressions import Writer
from models.exchange.sql.raw import PREPARED, Raw, raw_steps, table_lines
from models.exchange.sql.scoring import names_of, scoring_steps
from models.exchange.sql.steps import Output, Step, comment, statement_text
from models.exchange.sql.wish import COLUMN, FIXED, TODAY, Wish
from models.exchange.sql.words import Wording
from models.exchange.targets.misfit import Misfit
from models.exchange.targets.target import level_words
from models.problems import LeadbenchError
from models.scoring.model import ScoringModel


def query(program: Program, dialect: Dialect, wish: Wish, raw: Raw | None = None) -> str:
    """The statement alone, without comments at its top and without a semicolon.

    `raw`: it reads raw tables and prepares them itself.
    """
    steps, last = steps_of(program, dialect, wish, raw)
    return statement_text(steps, last, dialect.keeps)


def steps_of(
    program: Program, dialect: Dialect, wish: Wish, raw: Raw | None = None
) -> tuple[list[Step], Step]:
    """The steps of the statement, and what it selects at its end."""
    day = COLUMN if program.own_day else wish.as_of
    wording = Wording(Writer(dialect), _ages(program))
    steps = [] if day == COLUMN else [_params(program, wording.writer, day)]
    table = wish.table
    if raw is not None:
        steps += raw_steps(program, wording.writer, raw, day == COLUMN)
        table, day = PREPARED, COLUMN
    steps.append(_leads(program, wording, table, day))
    names = names_of(program)
    scoring, outputs = scoring_steps(program, wording, names, "leads_and_ages", wish.contributions)
    steps += scoring
    _check_size(steps, dialect)
    last = Step("", "Score, band and what else the model gives", tuple(outputs), steps[-1].name)
    return steps, last


def _params(program: Program, writer: Writer, day: str) -> Step:
    tree = writer.today() if day == TODAY else writer.day(program.as_of)
    remark = "The as-of day: ages count to it"
    # A table of one row: some databases want one after FROM.
    return Step("params", remark, (Output(writer.sql(tree), "as_of"),), "(SELECT 1 AS one) AS t")


def _ages(program: Program) -> dict[Column, str]:
    """A column of days for every day that is compared with the as-of day."""
    taken = {column.name for column in program.columns}
    ages: dict[Column, str] = {}
    for asked in program.asked():
        for question in questions_in(asked):
            if not isinstance(question, DayWithin) or question.column in ages:
                continue
            if any(end is not None and end.from_as_of for end in (question.low, question.high)):
                name = distinct_name(with_ending(question.column.name, "_age"), taken)
                taken.add(name)
                ages[question.column] = name
    return ages


def _leads(program: Program, wording: Wording, table: str, day: str) -> Step:
    writer, dialect = wording.writer, wording.writer.dialect
    of = "given" if day == COLUMN else "params"
    outputs = [Output("", "given.lead_id"), Output("", f"{of}.as_of")]
    for column in program.columns:
        name = writer.named(column.name)
        sql = f"given.{name}"
        if dialect.collation and column.holds in TEXTS:
            outputs.append(Output(f"{sql} COLLATE {dialect.collation}", name))
        elif dialect.sqlglot == "sqlite" and not column.never_blank:
            outputs.append(Output(f"NULLIF({sql}, '')", name))
        else:
            outputs.append(Output("", sql))
    for column, age in wording.ages.items():
        days = writer.days_from(writer.column(column.name, "given"), writer.column("as_of", of))
        outputs.append(Output(writer.sql(days), age))
    source = f"{table} AS given" + ("" if day == COLUMN else " CROSS JOIN params")
    return Step(
        "leads_and_ages", "The prepared leads, and how many days ago", tuple(outputs), source
    )


def _check_size(steps: Sequence[Step], dialect: Dialect) -> None:
    most = max(len(step.outputs) for step in steps)
    if most > dialect.most_columns:
        raise LeadbenchError(
            f"The model needs {most:,} columns in one step; {dialect.name} takes "
            f"{dialect.most_columns:,}.",
            remedy="Mute rules that give little, or choose another target.",
        )


@dataclass(frozen=True)
class About:
    """What a statement says of itself."""

    model: ScoringModel
    version: str
    misfits: tuple[Misfit, ...]
    wish: Wish
    raw: Raw | None = None


def script(program: Program, dialect: Dialect, about: About) -> str:
    """The file: what it is, the statement, and the model itself on the last line."""
    head = [line for part in _head(program, dialect, about) for line in comment(part)]
    body = query(program, dialect, about.wish, about.raw)
    return "\n".join([*head, "", f"{body};", "", f"-- {embedded(about.model)}", ""])


def _head(program: Program, dialect: Dialect, about: About) -> list[str]:
    days = {
        FIXED: f"As of {program.as_of.isoformat()}: change it in the step params, with the table.",
        COLUMN: "As of the day in the column as_of of each lead.",
        TODAY: "As of the day of the database's clock.",
    }
    day = COLUMN if program.own_day else about.wish.as_of
    found = [
        f"Leadbench: scores of the model {program.name!r} in {dialect.name}.",
        f"Model {program.hash}, semantics {program.semantics}, Leadbench {about.version}.",
        days[day],
        level_words(dialect.proof),
    ]
    if about.raw is None:
        found += [
            f"Reads the table {about.wish.table}: prepared leads, as the target Prepared leads "
            "writes them. Keys are text in small letters.",
            "* lead_id: text",
            "* as_of: date",
            *(
                f"* {column.name}: {_HOLDS.get(column.holds, column.holds.value)}, {column.label}"
                for column in program.columns
            ),
        ]
    else:
        found += [
            *table_lines(program, about.raw),
            "Texts are clean: no spaces at their ends, no two in a row, no controls, NFC. The "
            "database's lower() must know Unicode: SELECT lower('Ä') = 'ä' is true.",
        ]
    found.append(
        "Blank is NULL; yes is 1, no is 0; several values stand between semicolons, such as "
        ";a;b;, with %25 for % and %3b for a semicolon."
    )
    if (
        about.raw is None
        and day == TODAY
        and any(column.of_activities for column in program.columns)
    ):
        found.append("What is measured of activities is of the day on which the table was made.")
    found += [dialect.note] if dialect.note else []
    found += [f"Left out: {m.name}: {m.why}" for m in about.misfits]
    found += [f"Muted, so left out: {name}" for name in program.muted]
    return found


_HOLDS = {Holds.YES_NO: "1 or 0"}
