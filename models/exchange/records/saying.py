"""Questions, columns and derived fields as expressions of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.exchange.portable.columns import (
    Column,
    Holds,
    OfAccount,
    OfCreation,
    OfField,
    OfLastActivity,
    OfPercents,
    OfQuantity,
    OfSequence,
)
from models.exchange.portable.questions import asked
from models.exchange.portable.reading import Reading
from models.exchange.portable.vocabulary import (
    All,
    Any,
    Asked,
    Blank,
    ContainsAny,
    Day,
    DayWithin,
    EndsWith,
    HasAny,
    IsOneOf,
    IsYes,
    Known,
    Matches,
    Not,
    NumberIs,
    NumberWithin,
    OnWeekday,
    Question,
    StartsWith,
)
from models.exchange.records.tongue import Tongue, quoted
from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    kind_read,
    words_of_title,
)
from models.leads.fields import Input, Kind, Recipe
from models.leads.free_mail import FREE_MAIL
from models.leads.text import clean, cleaned_key
from models.scoring.conditions import OF_A_DETAIL, Measure, Quantity, Selection

_READ = {
    Kind.TEXT: "clean",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes_no",
    Kind.DATE: "day",
    Kind.MULTIPLE: "several",
}

_OF_TEXTS: dict[type[Question], str] = {
    IsOneOf: "is_one_of",
    ContainsAny: "contains_any",
    StartsWith: "starts_with",
    EndsWith: "ends_with",
    HasAny: "has_any",
}

ValueOf = Callable[[Column], str]
"""The expression of a column's value."""


class Saying:
    """Says things in a language: as of the variable `as_of`, of the record `lead`."""

    def __init__(self, tongue: Tongue, details: Sequence[Input], today: int) -> None:
        """`details`: how details of activities are read. `today`: the as-of day as a number."""
        self.tongue, self._details, self._today = tongue, details, today
        self.as_of = tongue.named("as_of")

    def _reading(self) -> Reading:
        """Details of an activity, read as fields are."""
        return Reading(Recipe(tuple(self._details)), (), self._today)

    # Questions

    def question(self, what: Asked, value: ValueOf) -> str:
        """Whether it holds, as an expression."""
        t = self.tongue
        match what:
            case All(()):
                return t.true
            case Any(()):
                return t.false
            case All(parts):
                return t.both.join(self._inner(part, value, Any) for part in parts)
            case Any(parts):
                return t.either.join(self._inner(part, value, All) for part in parts)
            case Not(part):
                return f"{t.no}{self._inner(part, value, All | Any)}"
            case _:
                return self._question(what, value(what.column))

    def _inner(self, part: Asked, value: ValueOf, closed: object) -> str:
        said = self.question(part, value)
        several = isinstance(part, All | Any) and len(part.parts) > 1
        return f"({said})" if several and isinstance(part, closed) else said  # type: ignore[arg-type]

    def _question(self, what: Question, value: str) -> str:
        t = self.tongue
        match what:
            case Known() | Blank():
                return t.call("known" if isinstance(what, Known) else "blank", value)
            case IsYes(_, yes):
                return t.call("is_yes" if yes else "is_no", value)
            case NumberIs(_, numbers):
                return t.call("is_number", value, t.pair([t.number(n) for n in numbers]))
            case NumberWithin():
                return self._within(what, value)
            case DayWithin():
                return self._days(what, value)
            case OnWeekday(_, weekdays):
                return t.call("on_weekday", value, t.pair([str(day) for day in weekdays]))
            case Matches():
                raise ValueError("regular expressions are left out before")
            case _:
                return t.call(_OF_TEXTS[type(what)], value, t.texts(what.texts))

    def _days(self, what: DayWithin, value: str) -> str:
        t, ends = self.tongue, []
        if what.low is not None:
            ends.append(t.call("at_least", value, self.day(what.low)))
        if what.high is not None:
            ends.append(t.call("at_most", value, self.day(what.high)))
        return self._both(ends)

    def _within(self, what: NumberWithin, value: str) -> str:
        t, ends = self.tongue, []
        if what.low is not None:
            name = "at_least" if what.with_low else "more_than"
            ends.append(t.call(name, value, t.number(what.low)))
        if what.high is not None:
            name = "at_most" if what.with_high else "less_than"
            ends.append(t.call(name, value, t.number(what.high)))
        return self._both(ends) if ends else t.call("known", value)

    def _both(self, ends: list[str]) -> str:
        return ends[0] if len(ends) == 1 else f"({self.tongue.both.join(ends)})"

    def day(self, day: Day) -> str:
        """A day as a number since 1970-01-01."""
        if not day.from_as_of:
            return str(day.days)
        if not day.days:
            return self.as_of
        return f"{self.as_of} {'-' if day.days < 0 else '+'} {abs(day.days)}"

    # Fields

    def field(self, item: Input, record: str) -> str:
        """A field of a record as it was given, read by its kind."""
        t = self.tongue
        names = [quoted(name) for name in dict.fromkeys((item.name, *item.aliases))]
        raw = t.call("given", record, *names)
        if item.kind is Kind.DATE and item.event:
            return t.call("event_day", raw, self.as_of)
        return t.call(_READ[item.kind], raw)

    def derived(self, item: Derived, value: Callable[[str, Kind], str | None]) -> str:
        """A derived field. `value`: the expression of a field it reads, None: it has none."""
        t = self.tongue
        if isinstance(item, DaysBetween):
            start, end = value(item.start, Kind.DATE), value(item.end, Kind.DATE)
            if start is None or end is None:
                return t.none
            return t.call("days_between", start, end)
        text = value(item.field, kind_read(item))
        if text is None:  # of another kind, or nobody has it: blank for all
            return t.none
        match item:
            case EmailDomain():
                return t.call("domain_of", text)
            case FreeMail():
                hosts = {*FREE_MAIL.get(item.version, ()), *map(cleaned_key, item.also)}
                return t.call("free_mail", text, t.texts(tuple(sorted(hosts))))
            case FromTitle():
                return t.call("from_title", text, self._title_table(item))
            case LookUp():
                return self._look_up(item, text)

    def _title_table(self, item: FromTitle) -> str:
        t, lines = self.tongue, []
        for line in item.lines:
            split = (" ".join(words_of_title(clean(phrase))) for phrase in line.words)
            phrases = tuple(filter(None, split))
            if phrases:
                lines.append(t.pair([t.texts(phrases), quoted(clean(line.value))]))
        return t.pair(lines)

    def _look_up(self, item: LookUp, text: str) -> str:
        t = self.tongue
        table: dict[str, str] = {}
        for left, right in item.table:
            table.setdefault(cleaned_key(left), clean(right))
        blank, otherwise = table.pop("", ""), clean(item.otherwise)
        rows = [(quoted(left), self._text(right)) for left, right in table.items()]
        return t.call("look_up", text, t.table(rows), self._text(blank), self._text(otherwise))

    def _text(self, text: str) -> str:
        return quoted(text) if text else self.tongue.none

    # Activities

    def selection(self, of: Selection) -> str:
        """The activities of a selection, with their places."""
        t = self.tongue
        types = t.texts(tuple(dict.fromkeys(cleaned_key(name) for name in of.types)))
        where = t.none
        if of.where is not None:
            where = self.function(self.question(asked(of.where, self._reading()), self._detail))
        return t.call("chosen", "done", self.as_of, types, t.maybe(of.days), where)

    def function(self, gives: str) -> str:
        """A function of an activity `a`."""
        if self.tongue.key == "python":
            return f"lambda a, as_of: {gives}"
        return f"(a, {self.as_of}) => {gives}"

    def _detail(self, column: Column) -> str:
        assert isinstance(column.source, OfField)
        name = column.source.name
        item = next(item for item in self._details if item.name == name)
        return self.by_key(self.field(item, "a"), column.holds)

    def by_key(self, said: str, holds: Holds) -> str:
        """A value, or its key where it is compared by key."""
        if holds is Holds.KEY:
            return self.tongue.call("key", said)
        return self.tongue.call("keys", said) if holds is Holds.KEYS else said

    def measured(self, quantity: Quantity) -> str:
        """A measure of activities."""
        t = self.tongue
        found = self.selection(quantity.of)
        match quantity.measure:
            case Measure.COUNT:
                return f"len({found})" if t.key == "python" else f"{found}.length"
            case Measure.LAST:
                return t.call("last_day", found)
            case Measure.FIRST:
                return t.call("first_day", found)
            case Measure.SINCE_LAST:
                return t.call("since", t.call("last_day", found), self.as_of)
            case Measure.SINCE_FIRST:
                return t.call("since", t.call("first_day", found), self.as_of)
            case _:
                return self._of_detail(quantity, found)

    def _of_detail(self, quantity: Quantity, found: str) -> str:
        assert quantity.measure in OF_A_DETAIL
        column = self._reading().field(quantity.detail)
        if column is None:
            return "0"
        if quantity.measure is Measure.SUM:
            if column.holds is not Holds.NUMBER:
                return "0"
            name = "measured_sum"
        else:
            name = "measured_distinct"
        detail = self.function(self._detail(column))
        return self.tongue.call(name, found, detail, self.as_of)

    def of_activities(self, column: Column) -> str:
        """A column that is measured of activities."""
        t = self.tongue
        match column.source:
            case OfQuantity(quantity):
                return self.measured(quantity)
            case OfPercents(of, most, steps, after):
                table = t.pair([t.pair([str(step.to), str(step.percent)]) for step in steps])
                found = self.selection(of)
                return t.call("percents_left", found, self.as_of, str(most), table, str(after))
            case OfSequence(followed):
                first = self.selection(followed.first)
                then = self.selection(followed.then)
                return t.call("follows", first, then, str(followed.within))
            case OfLastActivity(types):
                return t.call("last_day", self.selection(Selection(types)))
            case OfField() | OfCreation() | OfAccount():
                raise ValueError("no activities are asked for")
