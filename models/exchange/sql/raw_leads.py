"""Raw tables of scored leads: cleaned and typed, as a warehouse keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.exchange.portable.columns import Holds
from models.exchange.portable.names import plain_name
from models.exchange.portable.prepared import values_of
from models.exchange.sql.dialects import Dialect
from models.exchange.sql.lead_files import Cell, cell_of, quoted_name
from models.exchange.sql.raw import ACTIVITIES, LEADS
from models.exchange.sql.raw_columns import raw_names
from models.leads.columns import BLANK_DAY, rows_of
from models.leads.fields import Input, Kind, Role
from models.scoring.engine import Scored

_EPOCH = date(1970, 1, 1)
_HOLDS = {Kind.NUMBER: Holds.NUMBER, Kind.DATE: Holds.DAY, Kind.YES_NO: Holds.YES_NO}


@dataclass(frozen=True)
class RawTable:
    """A table: its columns with what each holds, and its rows."""

    name: str
    columns: tuple[tuple[str, Holds], ...]
    rows: tuple[tuple[Cell, ...], ...]

    def create(self, dialect: Dialect) -> str:
        """The statement that makes it, empty."""
        body = ", ".join(
            f"{quoted_name(name, dialect)} {dialect.type_of(holds)}" for name, holds in self.columns
        )
        return f"CREATE TABLE {self.name} ({body})"


def raw_tables(
    scored: Scored, inputs: Sequence[Input], rows: Sequence[int] | None = None
) -> tuple[RawTable, RawTable]:
    """The leads and what they did, all or those of some rows. The numbers of rows are the ids."""
    at = np.arange(len(scored)) if rows is None else np.array(rows, dtype=np.intp)
    return _leads(scored, tuple(inputs), at), _activities(scored, at)


def _leads(scored: Scored, inputs: tuple[Input, ...], at: np.ndarray) -> RawTable:
    leads = scored.masks.leads
    today = scored.masks.today(scored.sight)
    own = np.full(len(scored), today) if isinstance(today, int) else today
    names = raw_names(inputs)
    columns = [("lead_id", Holds.TEXT), ("as_of", Holds.DAY), ("created_day", Holds.DAY)]
    cells: list[list[Cell]] = [
        [str(row) for row in at.tolist()],
        _days(own[at].tolist()),
        _days(leads.days_of(Role.CREATED)[at].tolist()),
    ]
    for item in inputs:
        found = leads.column(item.name)
        columns.append((names[item.name], _HOLDS.get(item.kind, Holds.TEXT)))
        values = [None] * len(at) if found is None else values_of(rows_of(found, at))
        cells.append([cell_of(value, day=item.kind is Kind.DATE) for value in values])
    return RawTable(LEADS, tuple(columns), tuple(zip(*cells, strict=True)))


def _activities(scored: Scored, at: np.ndarray) -> RawTable:
    done = scored.masks.leads.activities
    columns = [("lead_id", Holds.TEXT), ("activity_place", Holds.WHOLE)]
    columns += [("activity_day", Holds.DAY), ("activity_type", Holds.TEXT)]
    if done is None:
        return RawTable(ACTIVITIES, tuple(columns), ())
    of = np.flatnonzero(np.isin(done.leads, at))
    cells: list[list[Cell]] = [
        [str(row) for row in done.leads[of].tolist()],
        list(of.tolist()),
        _days(done.days[of].tolist()),
        [cell_of(value, day=False) for value in values_of(rows_of(done.types, of))],
    ]
    for item in done.recipe.details:
        columns.append((plain_name(item.name), _HOLDS.get(item.kind, Holds.TEXT)))
        values = values_of(rows_of(done.details[item.name], of))
        cells.append([cell_of(value, day=item.kind is Kind.DATE) for value in values])
    return RawTable(ACTIVITIES, tuple(columns), tuple(zip(*cells, strict=True)))


def _days(days: Sequence[int]) -> list[Cell]:
    return [_day(day) for day in days]


def _day(days: int) -> str | None:
    return None if days == BLANK_DAY else (_EPOCH + timedelta(days=days)).isoformat()
