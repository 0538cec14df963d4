"""What is asked of the fields of one record, slowly and plainly, straight from semantics 2 to 7.

A record is a lead, an activity or an account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import re2

from models.leads.derived_fields import Derived
from models.leads.fields import Input, Kind, Role
from models.leads.raw import Cell
from models.scoring.conditions import FieldTest, Test
from models.scoring.reference.cells import Read, cleaned, key_of, read_cell
from models.scoring.reference.dates import day_number
from models.scoring.reference.derived import derived_value


@dataclass(frozen=True)
class Field:
    """A field of one record as it was read."""

    kind: Kind
    value: Read


class Record:
    """A raw row read by the inputs, as of a day."""

    def __init__(
        self,
        row: Mapping[str, str],
        inputs: Sequence[Input],
        today: int,
        zone: str,
        cells: Mapping[str, Cell],
        derived: Sequence[Derived] = (),
    ) -> None:
        self.row = row
        self.inputs = inputs
        self.today = today
        self.zone = zone
        self.cells = cells
        self.derived = derived
        self._read: dict[str, Field | None] = {}

    def field(self, name: str) -> Field | None:
        """The field a rule means by a name; None if the record does not have it."""
        if name not in self._read:
            self._read[name] = self._field(name)
        return self._read[name]

    def _field(self, name: str) -> Field | None:
        for place, derived in enumerate(self.derived):
            if key_of(cleaned(derived.name)) == key_of(cleaned(name)):
                return self._derived(place)
        return self._of_row(name)

    def _derived(self, place: int) -> Field:
        """A derived field: of fields of the row and of those derived before it."""

        def read(name: str) -> tuple[Kind, Read] | None:
            for other, item in enumerate(self.derived):
                if key_of(cleaned(item.name)) == key_of(cleaned(name)):
                    found = self._derived(other) if other < place else None
                    break
            else:
                found = self._of_row(name)
            return None if found is None else (found.kind, found.value)

        return Field(*derived_value(self.derived[place], read))

    def _of_row(self, name: str) -> Field | None:
        item = self._input(key_of(cleaned(name)))
        header = None if item is None else self.header(item)
        if item is None or header is None:
            return None
        value = read_cell(self.row[header], item, self.zone, self.said(header))
        if item.event and item.kind is Kind.DATE and isinstance(value, int) and value > self.today:
            value = None
        return Field(item.kind, value)

    def day_of(self, role: Role) -> int | None:
        """The day of the date field with that role, whether or not it is an event."""
        for item in self.inputs:
            header = self.header(item)
            if item.role is role and item.kind is Kind.DATE and header is not None:
                value = read_cell(self.row[header], item, self.zone, self.said(header))
                return value if isinstance(value, int) else None
        return None

    def _input(self, wanted: str) -> Input | None:
        for item in self.inputs:
            if key_of(cleaned(item.name)) == wanted:
                return item
        for item in self.inputs:
            if any(key_of(cleaned(alias)) == wanted for alias in item.aliases):
                return item
        return None

    def header(self, item: Input) -> str | None:
        """The header of the row under which an input stands."""
        for name in (item.name, *item.aliases):
            for header in self.row:
                if key_of(cleaned(header)) == key_of(cleaned(name)):
                    return header
        return None

    def said(self, header: str) -> Cell:
        """What the file said the cell under a header is."""
        return self.cells.get(header, Cell.TEXT)


def same(one: str, other: str, exact: bool) -> bool:
    """Whether two texts are the same, by key or exactly."""
    return one == other if exact else key_of(one) == key_of(other)


def field_holds(test: FieldTest, record: Record) -> bool:
    """Whether the test of a field holds for the record: always yes or no."""
    return answer(test, record.field(test.field), record.today)


def answer(test: FieldTest, field: Field | None, today: int) -> bool:
    """Whether the test holds for what was read, as of a day."""
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
    return _day(test, int(value), today)


def _text(test: FieldTest, value: str) -> bool:
    wanted = [str(item) for item in test.values]
    if test.test is Test.MATCHES:
        return _matches(value, wanted[0])
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


def _matches(text: str, pattern: str) -> bool:
    """RE2 reads UTF-8, which has no halves of a pair: each of them counts as U+FFFD."""
    whole = "".join("\ufffd" if 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text)
    return re2.search(pattern, whole) is not None


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
    given = [number_of(item) for item in test.values if isinstance(item, date)]
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


def number_of(day: date) -> int:
    """Days since 1970-01-01."""
    number = day_number(day.year, day.month, day.day)
    if number is None:
        raise ValueError(day)
    return number
