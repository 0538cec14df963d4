"""Raw tables of scored leads: cleaned and typed, as a warehouse has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.exchange.cells import encodable
from models.exchange.portable.names import plain_name
from models.exchange.portable.prepared import Value, values_of
from models.exchange.sql.dialects import Dialect
from models.exchange.sql.lead_files import quoted_name
from models.exchange.sql.raw_columns import raw_names
from models.exchange.sql.values import values_cell
from models.leads.columns import BLANK_DAY
from models.leads.fields import Input, Kind, Role
from models.scoring.engine import Scored

TYPES = {Kind.NUMBER: "number", Kind.DATE: "day", Kind.YES_NO: "yes/no"}
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Table:
    """A table: its columns with their types, and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[object, ...]]

    def create(self, dialect: Dialect) -> str:
        body = ", ".join(f"{quoted_name(name, dialect)} {kind}" for name, kind in self.columns)
        return f"CREATE TABLE {self.name} ({body})"


def _type(item: Input, dialect: Dialect) -> str:
    kinds = {Kind.NUMBER: "double", Kind.DATE: "date", Kind.YES_NO: "small"}
    usual = {"double": "DOUBLE PRECISION", "date": "DATE", "small": "SMALLINT", "text": "TEXT"}
    kind = kinds.get(item.kind, "text")
    return dialect.types.get(kind, usual[kind])


def cell(value: Value, kind: Kind) -> object:
    match value:
        case None:
            return None
        case bool():
            return int(value)
        case tuple():
            return encodable(values_cell(value))
        case str():
            return encodable(value)
    return day(int(value)) if kind is Kind.DATE else value


def day(days: int) -> str | None:
    return None if days == BLANK_DAY else (EPOCH + timedelta(days=days)).isoformat()


def tables(scored: Scored, inputs: tuple[Input, ...], dialect: Dialect) -> Iterator[Table]:
    """The leads and their activities. Ids are the numbers of the rows."""
    leads = scored.masks.leads
    ids = [str(row) for row in range(len(scored))]
    today = scored.masks.today(scored.sight)
    own = [day(today)] * len(ids) if isinstance(today, int) else [day(d) for d in today.tolist()]
    names = raw_names(inputs)
    made = [day(d) for d in leads.days_of(Role.CREATED).tolist()]
    cells = [ids, own, made]
    columns = [("lead_id", "TEXT"), ("as_of", "DATE"), ("created_day", "DATE")]
    for item in inputs:
        found = leads.column(item.name)
        assert found is not None
        cells.append([cell(value, item.kind) for value in values_of(found)])  # type: ignore[arg-type]
        columns.append((names[item.name], _type(item, dialect)))
    yield Table("leads", tuple(columns), list(zip(*cells, strict=True)))
    done = leads.activities
    assert done is not None
    columns = [("lead_id", "TEXT"), ("activity_place", "BIGINT"), ("activity_day", "DATE")]
    columns.append(("activity_type", "TEXT"))
    types = [None if text is None else encodable(str(text)) for text in values_of(done.types)]
    cells = [
        [str(row) for row in done.leads.tolist()],
        list(range(len(done))),
        [day(d) for d in done.days.tolist()],
        types,
    ]  # type: ignore[list-item]
    for item in done.recipe.details:
        cells.append([cell(v, item.kind) for v in values_of(done.details[item.name])])  # type: ignore[arg-type]
        columns.append((plain_name(item.name), _type(item, dialect)))
    yield Table("activities", tuple(columns), list(zip(*cells, strict=True)))
