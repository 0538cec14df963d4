"""The reference: one lead's score written straight from the semantics, slow and plain.

It shares no code with the engine or the preparation of leads; both are held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.leads.fields import Input, Kind
from models.leads.raw import Cell
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test
from models.scoring.model import ByRange, ByValue, Move, Points, Rule, ScoringModel
from models.scoring.reference_cells import Read, cleaned, day_number, key_of, read_cell


@dataclass(frozen=True)
class ReferenceScore:
    """A lead's score and its way. `rules`: points by rule id, before limits; `groups`: by group
    id, after limits; `total`: within the scale, before overrides; `override`: the id of the one
    that decided; `reasons`: the rules of semantics 18, as "name (+15)"."""

    score: int
    band: str
    total: int
    groups: dict[str, int]
    rules: dict[str, int]
    override: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Field:
    kind: Kind
    value: Read


class _Lead:
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

    def field(self, name: str) -> _Field | None:
        """The field a rule means by a name; None if the lead does not have it."""
        item = self._input(key_of(cleaned(name)))
        header = None if item is None else self._header(item)
        if item is None or header is None:
            return None
        value = read_cell(self.row[header], item, self.zone, self.cells.get(header, Cell.TEXT))
        if item.event and item.kind is Kind.DATE and isinstance(value, int) and value > self.today:
            value = None
        return _Field(item.kind, value)

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


def reference_score(
    model: ScoringModel,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell] | None = None,
) -> ReferenceScore:
    """Score one lead. `raw_row`: the cells as they came, by header; `cells`: what the file said
    each was, where it said something. The model must break no law of its file."""
    lead = _Lead(raw_row, inputs, as_of, model.zone, cells or {})
    rules: dict[str, int] = {}
    groups: dict[str, int] = {}
    told: list[tuple[str, int]] = []
    total = model.base
    for group in model.groups:
        points = 0
        for rule in group.rules:
            given = _rule(rule, lead)
            rules[rule.id] = given
            points += given
            if given != 0:
                told.append((rule.name, given))
        if group.least is not None and points < group.least:
            points = group.least
        if group.most is not None and points > group.most:
            points = group.most
        groups[group.id] = points
        total += points
    if total < model.scale.least:
        total = model.scale.least
    if total > model.scale.most:
        total = model.scale.most
    score, override = _overridden(model, total, lead)
    band = ""
    for item in model.bands:
        if item.threshold <= score:
            band = item.name
    return ReferenceScore(score, band, total, groups, rules, override, _reasons(told))


def _reasons(told: list[tuple[str, int]]) -> tuple[str, ...]:
    ordered = sorted(enumerate(told), key=lambda item: (-abs(item[1][1]), item[0]))
    return tuple(
        f"{name} (+{points})" if points > 0 else f"{name} (\u2212{-points})"
        for _, (name, points) in ordered[:5]
    )


def reference_order(leads: Sequence[tuple[int, str]]) -> list[int]:
    """Rows of (score, id) in the order of semantics 14."""
    return sorted(
        range(len(leads)),
        key=lambda row: (-leads[row][0], [ord(sign) for sign in leads[row][1]], row),
    )


def _overridden(model: ScoringModel, total: int, lead: _Lead) -> tuple[int, str | None]:
    for override in model.overrides:
        if not _holds(override.when, lead):
            continue
        place = [band.name for band in model.bands].index(override.band)
        low = model.bands[place].threshold
        high = model.scale.most
        if place + 1 < len(model.bands):
            high = model.bands[place + 1].threshold - 1
        score = total
        if override.move in (Move.AT_LEAST, Move.EXACTLY) and score < low:
            score = low
        if override.move in (Move.AT_MOST, Move.EXACTLY) and score > high:
            score = high
        return score, override.id
    return total, None


def _rule(rule: Rule, lead: _Lead) -> int:
    if rule.muted or (rule.when is not None and not _holds(rule.when, lead)):
        return 0
    match rule.award:
        case Points(points):
            return points
        case ByValue():
            return _by_value(rule.award, lead)
        case ByRange(name, entries):
            field = lead.field(name)
            if field is None or field.kind is not Kind.NUMBER or field.value is None:
                return 0
            for entry in entries:
                above = entry.low is None or entry.low <= field.value  # type: ignore[operator]
                below = entry.high is None or field.value < entry.high  # type: ignore[operator]
                if above and below:
                    return entry.points
            return 0


def _by_value(award: ByValue, lead: _Lead) -> int:
    field = lead.field(award.field)
    if field is not None and field.kind in (Kind.NUMBER, Kind.DATE):
        return 0
    value = None if field is None else field.value
    if isinstance(value, bool):
        has: Sequence[str] = ("yes",) if value else ("no",)
        exact = False
    else:
        has = value if isinstance(value, tuple) else () if value is None else (str(value),)
        exact = award.exact
    for entry in award.entries:
        if entry.value is None:
            if value is None:
                return entry.points
        elif any(_same(entry.value, item, exact) for item in has):
            return entry.points
    return 0


def _same(one: str, other: str, exact: bool) -> bool:
    return one == other if exact else key_of(one) == key_of(other)


def _holds(condition: Condition, lead: _Lead) -> bool:
    match condition:
        case AllOf(parts):
            return all(_holds(part, lead) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, lead) for part in parts)
        case Not(part):
            return not _holds(part, lead)
        case FieldTest():
            return _test(condition, lead)


def _test(test: FieldTest, lead: _Lead) -> bool:
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
    has = [any(_same(str(item), value, test.exact) for value in values) for item in test.values]
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
