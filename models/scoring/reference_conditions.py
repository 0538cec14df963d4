"""What a condition asks of one lead, slowly and plainly, straight from semantics 2 to 7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.leads.fields import Input, Kind
from models.leads.raw import Cell
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test
from models.scoring.reference_cells import Read, cleaned, key_of, read_cell
from models.scoring.reference_dates import day_number


@dataclass(frozen=True)
class Field:
    """A field of one lead as it was read."""

    kind: Kind
    value: Read


class Lead:
    """A raw row read by the inputs, as of a day."""

    def __init__(
        self,
        row: Mapping[str, str],
        inputs: Sequence[Input],
        as_of: date,
        zone: str,
        cells: Mapping[str, Cell],
    ) -> None:
        self.row = row
        self.inputs = inputs
        self.today = _number_of(as_of)
        self.zone = zone
        self.cells = cells

    def field(self, name: str) -> Field | None:
        """The field a rule means by a name; None if the lead does not have it."""
        item = self._input(key_of(cleaned(name)))
        header = None if item is None else self._header(item)
        if item is None or header is None:
            return None
        value = read_cell(self.row[header], item, self.zone, self.cells.get(header, Cell.TEXT))
        if item.event and item.kind is Kind.DATE and isinstance(value, int) and value > self.today:
            value = None
        return Field(item.kind, value)

    def _input(self, wanted: str) -> Input | None:
        for item in self.inputs:
            if key_of(cleaned(item.name)) == wanted:
                return item
        for item in self.inputs:
            if any(key_of(cleaned(alias)) == wanted for alias in item.aliases):
                return item
        return None

    def _header(self, item: Input) -> str | None:
        for name in (item.name, *item.aliases):
            for header in self.row:
                if key_of(cleaned(header)) == key_of(cleaned(name)):
                    return header
        return None


def same(one: str, other: str, exact: bool) -> bool:
    """Whether two texts are the same, by key or exactly."""
    return one == other if exact else key_of(one) == key_of(other)


def holds(condition: Condition, lead: Lead) -> bool:
    """Whether the condition holds for the lead: always yes or no."""
    match condition:
        case AllOf(parts):
            return all(holds(part, lead) for part in parts)
        case AnyOf(parts):
            return any(holds(part, lead) for part in parts)
        case Not(part):
            return not holds(part, lead)
        case FieldTest():
            return _test(condition, lead)


def _test(test: FieldTest, lead: Lead) -> bool:
    field = lead.field(test.field)
    blank = field is None or field.value is None
    if test.test is Test.IS_BLANK:
        return blank
    if test.test is Test.IS_KNOWN:
        return not blank
    if field is None or field.value is None:
        return False
    value = field.value
    if isinstance(value, str):
        return _text(test, value)
    if isinstance(value, tuple):
        return _several(test, value)
    if isinstance(value, bool):
        return value if test.test is Test.IS_YES else not value and test.test is Test.IS_NO
    if field.kind is Kind.NUMBER:
        return _number(test, float(value))
    return _day(test, int(value), lead.today)


def _text(test: FieldTest, value: str) -> bool:
    wanted = [str(item) for item in test.values]
    if not test.exact:
        value = key_of(value)
        wanted = [key_of(item) for item in wanted]
    match test.test:
        case Test.IS | Test.IS_ONE_OF:
            return value in wanted
        case Test.IS_NOT | Test.IS_NOT_ONE_OF:
            return value not in wanted
        case Test.CONTAINS | Test.CONTAINS_ANY_OF:
            return any(value.find(item) >= 0 for item in wanted)
        case Test.DOES_NOT_CONTAIN:
            return value.find(wanted[0]) < 0
        case Test.STARTS_WITH:
            return value[: len(wanted[0])] == wanted[0]
        case Test.ENDS_WITH:
            return len(value) >= len(wanted[0]) and value[-len(wanted[0]) :] == wanted[0]
        case _:
            return False


def _several(test: FieldTest, values: tuple[str, ...]) -> bool:
    has = [any(same(str(item), value, test.exact) for value in values) for item in test.values]
    match test.test:
        case Test.HAS_ANY_OF:
            return True in has
        case Test.HAS_ALL_OF:
            return False not in has
        case Test.HAS_NONE_OF:
            return True not in has
        case _:
            return False


def _number(test: FieldTest, value: float) -> bool:
    given = [float(item) for item in test.values if isinstance(item, int | float)]
    match test.test:
        case Test.EQUALS | Test.EQUALS_ONE_OF:
            return value in given
        case Test.DOES_NOT_EQUAL:
            return value != given[0]
        case Test.LESS_THAN:
            return value < given[0]
        case Test.AT_MOST:
            return value <= given[0]
        case Test.MORE_THAN:
            return value > given[0]
        case Test.AT_LEAST:
            return value >= given[0]
        case Test.BETWEEN:
            return given[0] <= value <= given[1]
        case _:
            return False


def _day(test: FieldTest, day: int, today: int) -> bool:
    given = [_number_of(item) for item in test.values if isinstance(item, date)]
    counts = [item for item in test.values if isinstance(item, int)]
    age = today - day
    match test.test:
        case Test.IN_THE_LAST:
            return 0 <= age <= counts[0]
        case Test.MORE_THAN_AGO:
            return age > counts[0]
        case Test.IN_THE_NEXT:
            return 0 <= -age <= counts[0]
        case Test.BEFORE:
            return day < given[0]
        case Test.AFTER:
            return day > given[0]
        case Test.BETWEEN_DAYS:
            return given[0] <= day <= given[1]
        case Test.WEEKDAY:
            return (day + 3) % 7 + 1 in counts
        case _:
            return False


def _number_of(day: date) -> int:
    number = day_number(day.year, day.month, day.day)
    if number is None:
        raise ValueError(day)
    return number
