"""Expressions in a dialect: sqlglot knows how each database quotes, escapes and counts days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from models.exchange.sql.dialects import Dialect
from models.exchange.sql.reserved import RESERVED


@dataclass(frozen=True)
class Writer:
    """Writes expressions for one database."""

    dialect: Dialect

    def sql(self, tree: exp.Expression) -> str:
        """The text of an expression."""
        return tree.sql(dialect=self.dialect.sqlglot)

    def text(self, text: str) -> exp.Expression:
        """A literal text; the sign that no database stores is left out."""
        text = text.replace("\0", "")
        return exp.National(this=text) if self.dialect.national else exp.Literal.string(text)

    def quoted(self, text: str) -> str:
        """A literal text, as it is written."""
        return self.sql(self.text(text))

    def named(self, name: str) -> str:
        """The name of a column, quoted where it is a word of SQL."""
        return self.sql(exp.to_identifier(name, quoted=name.lower() in RESERVED))

    def column(self, name: str, table: str | None = None) -> exp.Column:
        """The same in an expression, of a table where one is named."""
        return exp.column(exp.to_identifier(name, quoted=name.lower() in RESERVED), table)

    def day(self, day: date) -> exp.Expression:
        """A literal day. SQLite has no days: it compares texts such as 2024-03-15."""
        text = exp.Literal.string(day.isoformat())
        return text if self.dialect.sqlglot == "sqlite" else exp.cast(text, "date")

    def today(self) -> exp.Expression:
        """The day of the database's clock."""
        if self.dialect.sqlglot == "tsql":
            return exp.cast(exp.CurrentTimestamp(), "date")
        return exp.CurrentDate()

    def days_from(self, early: exp.Expression, late: exp.Expression) -> exp.Expression:
        """Whole days from one day to another, negative where the first is the later."""
        if self.dialect.sqlglot == "postgres":
            return exp.Sub(this=late, expression=early)
        return exp.DateDiff(this=late, expression=early, unit=exp.var("DAY"))

    def ending(self, column: exp.Expression, text: str) -> exp.Expression:
        """As many last signs of a column as the text has."""
        signs = len(text.encode("utf-16-le")) // 2 if self.dialect.sqlglot == "tsql" else len(text)
        if self.dialect.sqlglot == "sqlite":
            return exp.Substring(this=column, start=exp.Literal.number(-signs))
        return exp.Right(this=column, expression=exp.Literal.number(signs))

    def remainder(self, sql: str, by: int) -> str:
        """What is left of a whole number, none of them negative, after a division."""
        if self.dialect.sqlglot == "bigquery":
            return f"MOD({sql}, {by})"
        return f"({sql}) % {by}"
