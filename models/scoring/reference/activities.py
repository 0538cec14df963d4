"""What is measured of one lead's activities, slowly and plainly, straight from semantics 8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.raw import Cell
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
)
from models.scoring.reference.cells import cleaned, key_of, meant_by, read_cell
from models.scoring.reference.dates import read_moment
from models.scoring.reference.fields import Field, Record, field_holds


@dataclass(frozen=True)
class ActivityRows:
    """The activities of one lead as they came, in the order of the file.

    `cells`: what the file said each cell was, for each row, where it said something.
    """

    rows: Sequence[Mapping[str, str]] = ()
    inputs: Sequence[Input] = ()
    cells: Sequence[Mapping[str, Cell]] = ()


@dataclass(frozen=True)
class Activity:
    """One activity that has happened. `place`: its row in the file."""

    day: int
    second: int
    place: int
    type: str
    record: Record = field(compare=False)


def activities_until(table: ActivityRows, today: int, zone: str) -> list[Activity]:
    """The activities up to a day in their order: day, second (unknown first), row.

    One without a readable time does not exist, and as of a day later ones do not either.
    """
    found = []
    time, kind = _with_role(table, Role.ACTIVITY_TIME), _with_role(table, Role.ACTIVITY_TYPE)
    details = [item for item in table.inputs if item.role is Role.FIELD]
    for place, row in enumerate(table.rows):
        said = table.cells[place] if table.cells else {}
        record = Record(row, details, today, zone, said)
        moment = None if time is None else _moment(record, time)
        if moment is None or moment[0] > today:
            continue
        header = None if kind is None else record.header(kind)
        name = None
        if kind is not None and header is not None:
            name = read_cell(row[header], replace(kind, kind=Kind.TEXT), zone, record.said(header))
        key = key_of(name) if isinstance(name, str) else ""
        second = -1 if moment[1] is None else moment[1]
        found.append(Activity(moment[0], second, place, key, record))
    return sorted(found, key=lambda item: (item.day, item.second, item.place))


def _with_role(table: ActivityRows, role: Role) -> Input | None:
    for item in table.inputs:
        if item.role is role:
            return item
    return None


def _moment(record: Record, time: Input) -> tuple[int, int | None] | None:
    """Day and second of an activity; a cell that is no date by its recipe has none."""
    header = record.header(time)
    if header is None:
        return None
    cell, said = record.row[header], record.said(header)
    day = read_cell(cell, replace(time, kind=Kind.DATE), record.zone, said)
    if day is None:
        return None
    meant = meant_by(cleaned(cell), time)
    if meant is not None:
        return read_moment(meant, time.date_order, record.zone)
    order = DateOrder.YMD if said is Cell.DATE else time.date_order
    return read_moment(cleaned(cell), order, record.zone)


def selected(of: Selection, happened: Sequence[Activity], today: int) -> list[Activity]:
    """Those of the types, whose details meet the filter, within the window; in order."""
    types = [key_of(cleaned(name)) for name in of.types]
    found = []
    for item in happened:
        if types and (item.type == "" or item.type not in types):
            continue
        if of.where is not None and not _fits(of.where, item.record):
            continue
        age = today - item.day
        if age >= 0 and (of.days is None or age <= of.days):
            found.append(item)
    return found


def _fits(where: Condition, record: Record) -> bool:
    match where:
        case AllOf(parts):
            return all(_fits(part, record) for part in parts)
        case AnyOf(parts):
            return any(_fits(part, record) for part in parts)
        case Not(part):
            return not _fits(part, record)
        case FieldTest():
            return field_holds(where, record)
        case ActivityTest() | FollowedBy() | Inactive():
            raise ValueError("an activity has no activities")


def measured(quantity: Quantity, happened: Sequence[Activity], today: int) -> Field:
    """The quantity as a field: a number, or a day for the first and the last."""
    chosen = selected(quantity.of, happened, today)
    match quantity.measure:
        case Measure.COUNT:
            return Field(Kind.NUMBER, float(len(chosen)))
        case Measure.DISTINCT:
            return Field(Kind.NUMBER, float(len(_values(chosen, quantity.detail))))
        case Measure.SUM:
            return Field(Kind.NUMBER, float(sum(_whole(item, quantity.detail) for item in chosen)))
        case Measure.SINCE_LAST:
            return Field(Kind.NUMBER, float(today - chosen[-1].day) if chosen else None)
        case Measure.SINCE_FIRST:
            return Field(Kind.NUMBER, float(today - chosen[0].day) if chosen else None)
        case Measure.LAST:
            return Field(Kind.DATE, chosen[-1].day if chosen else None)
        case Measure.FIRST:
            return Field(Kind.DATE, chosen[0].day if chosen else None)


def _values(chosen: Sequence[Activity], detail: str) -> set[str | float]:
    """The values of a detail: texts by key; of multiple values each counts."""
    found: set[str | float] = set()
    for item in chosen:
        held = item.record.field(detail)
        if held is None or held.value is None:
            continue
        if isinstance(held.value, str):
            found.add(key_of(held.value))
        elif isinstance(held.value, tuple):
            found |= {key_of(value) for value in held.value}
        else:
            found.add(float(held.value))
    return found


def _whole(item: Activity, detail: str) -> int:
    """A detail that is a whole number, up to a million millions; else 0, as a blank is."""
    held = item.record.field(detail)
    if held is None or held.kind is not Kind.NUMBER or not isinstance(held.value, float):
        return 0
    value = held.value
    return int(value) if value == int(value) and abs(value) <= 10**12 else 0


def followed(condition: FollowedBy, happened: Sequence[Activity], today: int) -> bool:
    """Whether one of `then` stands after one of `first` in the order, near enough in days."""
    firsts = [item.place for item in selected(condition.first, happened, today)]
    thens = [item.place for item in selected(condition.then, happened, today)]
    for position, before in enumerate(happened):
        for after in happened[position + 1 :]:
            near = 0 <= after.day - before.day <= condition.within
            if near and before.place in firsts and after.place in thens:
                return True
    return False


def last_day(types: Sequence[str], happened: Sequence[Activity], today: int) -> int | None:
    """The day of the last activity of these types, of any if none is named."""
    found = selected(Selection(tuple(types)), happened, today)
    return found[-1].day if found else None
