"""The columns of the sheets Calc and Scores: a formula for each lead, and what it gives now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.exchange.live_workbook.cells import at, quoted, span
from models.exchange.live_workbook.formulas import (
    CellOf,
    Close,
    Formulas,
    ListOf,
    first_of,
    hundredths,
)
from models.exchange.live_workbook.model_sheet import SHEET, ModelSheet
from models.exchange.portable.prepared import Value
from models.exchange.portable.program import (
    Fading,
    FirstOf,
    Hundredths,
    PortableGroup,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.run import Result, holds
from models.exchange.portable.vocabulary import ALWAYS, Asked
from models.scoring.model import Move, ScoringModel
from models.scoring.rules import Axis

CALC = "Calc"
MANY = 200
"""Cells that one sum takes."""
DEEP, LONG = 40, 4_000
"""So many questions, and characters of them, stand in one formula; the rest in another column."""
LAST_ROW = 1_048_575

Record = Mapping[str, Value]


@dataclass(frozen=True)
class Made:
    """A column of Calc: its head, its formula for a row, what it gives a lead now."""

    head: str
    formula: Callable[[int], str]
    value: Callable[[Record, int, Result], int | str]


class Calculation:
    """Builds the columns. `cell(row)`: the address of a prepared column in that row of leads."""

    def __init__(
        self,
        program: Program,
        model: ScoringModel,
        sheet: ModelSheet,
        cell: Callable[[int], CellOf],
        as_of: Callable[[int], str],
        listed: ListOf,
        close: Close,
    ) -> None:
        self._program, self._model, self._sheet = program, model, sheet
        self._cell, self._as_of, self._listed, self._close = cell, as_of, listed, close
        self.columns: list[Made] = []
        self._group_at: list[int] = []
        self.total = self.score = -1
        for place, group in enumerate(program.groups):
            self._add_group(place, group)
        self._add_score()

    # Addresses

    def number(self, *key: str) -> str:
        """The address of a number of the sheet Model."""
        row, column = self._sheet.place[key]
        return at(SHEET, row, column, fixed=True)

    def here(self, column: int, row: int) -> str:
        """The address of a column of Calc in a row."""
        return at(CALC, row, column)

    def _formulas(self, row: int) -> Formulas:
        return Formulas(self._cell(row), self._as_of(row), self._listed, self._close)

    def _add(self, made: Made) -> int:
        self.columns.append(made)
        return len(self.columns)  # column 0 holds the id

    # Chains of questions

    def _chain(
        self,
        head: str,
        whens: Sequence[Asked],
        value: Callable[[int, int], str],
        otherwise: Callable[[int], str],
        now: Callable[[int, Result], int],
    ) -> Callable[[int], str]:
        """The formula of the first question that holds. `value(row, n)`: what the n-th gives, as a
        formula; `now(n, result)`: as a number, n past the end being what is otherwise given.

        What is too deep or too long for one formula stands in columns of its own.
        """
        asked = whens
        for start in reversed(self._parts(whens)):
            formula = self._link(whens, value, otherwise, start)

            def held(lead: Record, day: int, found: Result, start: int = start) -> int:
                return now(_first(asked, lead, day, start), found)

            otherwise = _at(self._add(Made(f"{head}, from {start + 1}", formula, held)))
            whens = whens[:start]
        return self._link(whens, value, otherwise, 0)

    def _parts(self, whens: Sequence[Asked]) -> list[int]:
        """Where a formula after the first begins."""
        ask, found, long, deep = self._formulas(LAST_ROW), list[int](), 0, 0
        for place, when in enumerate(whens):
            size = len(ask.question(when)) + 20
            if deep == DEEP or (deep and long + size > LONG):
                found.append(place)
                long = deep = 0
            long, deep = long + size, deep + 1
        return found

    def _link(
        self,
        whens: Sequence[Asked],
        value: Callable[[int, int], str],
        otherwise: Callable[[int], str],
        start: int,
    ) -> Callable[[int], str]:
        places = range(start, len(whens))

        def formula(row: int) -> str:
            ask = self._formulas(row)
            questions = [ask.question(whens[place]) for place in places]
            return first_of(questions, [value(row, place) for place in places], otherwise(row))

        return formula

    # Rules and groups

    def _add_group(self, place: int, group: PortableGroup) -> None:
        rules = [self._add_rule(rule) for rule in group.rules]
        percent = None if group.fading is None else self._add_fading(place, group, group.fading)

        def formula(row: int) -> str:
            said = _sum([self.here(column, row) for column in rules])
            if group.least is not None:
                said = f"MAX({said},{self.number('least', str(place))})"
            if group.most is not None:
                said = f"MIN({said},{self.number('most', str(place))})"
            return said if percent is None else hundredths(f"{said}*{self.here(percent, row)}")

        self._group_at.append(
            self._add(Made(group.name, formula, lambda _lead, _day, found: found.groups[group.id]))
        )

    def _add_fading(self, place: int, group: PortableGroup, fading: Fading) -> int:
        lines = fading.lines

        def now(number: int, _found: Result) -> int:
            return lines[number].points if number < len(lines) else fading.after

        head = f"{group.name}: percent left"
        whens = [line.when for line in lines]
        formula = self._chain(
            head,
            whens,
            lambda _row, number: self.number("percent", str(place), str(number)),
            lambda _row: self.number("after", str(place)),
            now,
        )
        return self._add(
            Made(head, formula, lambda lead, day, found: now(_first(whens, lead, day), found))
        )

    def _add_rule(self, rule: PortableRule) -> int:
        gives = self._gives(rule)

        def formula(row: int) -> str:
            if rule.when == ALWAYS:
                return gives(row)
            return f"IF({self._formulas(row).question(rule.when)},{gives(row)},0)"

        return self._add(Made(rule.name, formula, lambda _l, _d, found: found.rules[rule.id]))

    def _gives(self, rule: PortableRule) -> Callable[[int], str]:
        match rule.gives:
            case FirstOf(lines):
                return self._chain(
                    rule.name,
                    [line.when for line in lines],
                    lambda _row, number: self.number("rule", rule.id, str(number)),
                    lambda _row: "0",
                    lambda number, _found: lines[number].points if number < len(lines) else 0,
                )
            case Times(column, _, _):
                points, most = self.number("rule", rule.id, "0"), self.number("times", rule.id)
                return lambda row: f"{points}*MIN({self._cell(row)(column)},{most})"
            case Hundredths(column, _):
                points = self.number("rule", rule.id, "0")
                return lambda row: hundredths(f"{points}*{self._cell(row)(column)}")

    # The score

    def _add_score(self) -> None:
        program = self._program

        def total(row: int) -> str:
            parts = [self.number("base"), *(self.here(column, row) for column in self._group_at)]
            if program.raised is not None:
                parts.append(self._cell(row)(program.raised))
            said = _sum(parts)
            return f"MIN(MAX({said},{self.number('least')}),{self.number('most')})"

        self.total = self._add(Made("Total", total, lambda _l, _d, found: found.total))
        self.score = self.total
        if program.overrides:
            self.score = self._add(Made("Score", self._moved(), lambda _l, _d, found: found.score))

    def _moved(self) -> Callable[[int], str]:
        own = {item.id: item for item in self._model.overrides}
        items = self._program.overrides

        def value(row: int, place: int) -> str:
            item = own[items[place].id]
            return self._within(item.move, item.band, self.here(self.total, row))

        return self._chain(
            "Score",
            [item.when for item in items],
            value,
            _at(self.total),
            lambda number, found: found.score if number < len(items) else found.total,
        )

    def _within(self, move: Move, band: str, total: str) -> str:
        """The total moved between the ends of a band, which follow its thresholds."""
        bands = self._program.bands
        place = next(i for i, one in enumerate(bands) if one.name == band)
        least, most = self.number("least"), self.number("most")
        low = f"MAX({least},MIN({most},{self.number('band', str(place))}))"
        high = most
        if place + 1 < len(bands):
            high = f"MAX({least},MIN({most},{self.number('band', str(place + 1))}-1))"
        match move:
            case Move.AT_LEAST:
                return f"MAX({total},{low})"
            case Move.AT_MOST:
                return f"MIN({total},{high})"
            case Move.EXACTLY:
                return f"MAX(MIN({total},{high}),{low})"

    # What Scores shows

    def group_cells(self, row: int) -> list[str]:
        """The points of each group."""
        return [self.here(column, row) for column in self._group_at]

    def score_cell(self, row: int) -> str:
        """The score."""
        return self.here(self.score, row)

    def band_formula(self, row: int) -> str:
        """The name of the band, by the thresholds of the sheet Model."""
        first = self._sheet.place["band", "0"][0]
        last = first + len(self._program.bands) - 1
        score = self.score_cell(row)
        # A score below the first threshold, which a person may raise, is in the first band.
        place = f"IFERROR(MATCH({score},{span(SHEET, first, last, 3)},1),1)"
        return f"INDEX({span(SHEET, first, last, 0)},{place})"

    def output_formula(self, row: int) -> str:
        """The score on the output scale, half up, by the ends on the sheet Model."""
        least, most, low, high = (
            at(SHEET, *self._sheet.place[key,], fixed=True)
            for key in ("least", "most", "output_least", "output_most")
        )
        wide = f"2*({self.score_cell(row)}-{least})*({high}-{low})+{most}-{least}"
        return f"{low}+INT(({wide})/(2*({most}-{least})))"

    def grade_formula(self, row: int) -> str:
        """The grade; "" where the model has no matrix."""
        grade = self._program.grade
        if grade is None:
            return ""
        places = []
        for axis, steps in ((Axis.FIT, grade.fit), (Axis.ENGAGEMENT, grade.engagement)):
            at_axis = [i for i, group in enumerate(self._program.groups) if group.axis is axis]
            cells = [self.here(self._group_at[i], row) for i in at_axis]
            points = _sum(cells)
            places.append(
                first_of(
                    [f"{points}>={step.threshold}" for step in steps[:-1]],
                    [str(number) for number in range(len(steps) - 1)],
                    str(len(steps) - 1),
                )
            )
        names = [name for labels in grade.labels for name in labels]
        wide = len(grade.engagement)
        return f"CHOOSE({places[0]}*{wide}+{places[1]}+1,{','.join(map(quoted, names))})"


def _first(whens: Sequence[Asked], lead: Record, day: int, start: int = 0) -> int:
    """The place of the first question from one on that holds; their number if none does."""
    places = range(start, len(whens))
    return next((place for place in places if holds(whens[place], lead, day)), len(whens))


def _at(column: int) -> Callable[[int], str]:
    """A column of Calc in any row."""
    return lambda row: at(CALC, row, column)


def _sum(cells: Sequence[str]) -> str:
    """A sum of any number of cells: a function takes 255 of them."""
    if len(cells) <= MANY:
        return f"SUM({','.join(cells)})" if cells else "0"
    parts = [cells[start : start + MANY] for start in range(0, len(cells), MANY)]
    return "+".join(f"SUM({','.join(part)})" for part in parts)
