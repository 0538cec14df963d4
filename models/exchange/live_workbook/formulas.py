"""Questions and points as formulas that Excel 2010, LibreOffice and Gnumeric share.

EXACT and FIND, since `=` and SEARCH ignore case and know wildcards; ISNUMBER before a comparison,
since any text is greater than any number; INT for the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.exchange.live_workbook.cells import EPOCH, SEPARATOR, number, plain, quoted
from models.exchange.portable.columns import Column
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

FEW = 8
"""So many texts stand in a formula; more stand in cells of their own."""

CellOf = Callable[[Column], str]
ListOf = Callable[[tuple[str, ...]], str]
"""The address of cells that hold these texts."""
Close = Callable[[Column, float], bool]
"""Whether a column holds a number that is nearly another."""


class Formulas:
    """Of one row of leads. `cell`: of a column; `as_of`: of the day; `listed`: of texts; `close`:
    whether a lead has a number so near to another that a spreadsheet may take them for equal."""

    def __init__(self, cell: CellOf, as_of: str, listed: ListOf, close: Close) -> None:
        self._cell, self._as_of, self._listed, self._close = cell, as_of, listed, close

    def question(self, asked: Asked) -> str:
        """Whether it holds, without a leading =."""
        match asked:
            case All(()):
                return "TRUE"
            case Any(()):
                return "FALSE"
            case All(parts):
                return f"AND({','.join(map(self.question, parts))})"
            case Any(parts):
                return f"OR({','.join(map(self.question, parts))})"
            case Not(part):
                return f"NOT({self.question(part)})"
            case _:
                return self._question(asked, self._cell(asked.column))

    def _question(self, asked: Question, cell: str) -> str:
        match asked:
            case Known():
                return f"NOT(ISBLANK({cell}))"
            case Blank():
                return f"ISBLANK({cell})"
            case IsYes(_, yes):
                return f'EXACT({cell},"{"yes" if yes else "no"}")'
            case IsOneOf(_, texts):
                return self._texts(texts, lambda text: f"EXACT({cell},{text})")
            case ContainsAny(_, texts):
                return self._texts(texts, lambda text: f"ISNUMBER(FIND({text},{cell}))")
            case StartsWith(_, texts):
                return self._texts(texts, lambda text: f"EXACT(LEFT({cell},LEN({text})),{text})")
            case EndsWith(_, texts):
                return self._texts(texts, lambda text: f"EXACT(RIGHT({cell},LEN({text})),{text})")
            case HasAny(_, texts):
                mark = f"CHAR({ord(SEPARATOR)})"
                return self._texts(
                    texts,
                    lambda text: f"ISNUMBER(FIND({mark}&{text}&{mark},{mark}&{cell}&{mark}))",
                )
            case Matches():
                raise ValueError("regular expressions are left out before")
            case _:
                return self._of_numbers(asked, cell)

    def _texts(self, texts: tuple[str, ...], one: Callable[[str], str]) -> str:
        if len(texts) <= FEW and all(map(plain, texts)):
            said = [one(quoted(text)) for text in texts]
            return _any(said)
        return f"SUMPRODUCT(--{one(self._listed(texts))})>0"

    def _of_numbers(self, asked: Question, cell: str) -> str:
        known = f"ISNUMBER({cell})"
        match asked:
            case NumberIs(_, numbers):
                same = [self._compared(asked.column, cell, "=", value) for value in numbers]
                return f"AND({known},{_any(same)})"
            case NumberWithin(_, low, high, with_low, with_high):
                ends = [known]
                if low is not None:
                    ends.append(self._compared(asked.column, cell, ">=" if with_low else ">", low))
                if high is not None:
                    ends.append(
                        self._compared(asked.column, cell, "<=" if with_high else "<", high)
                    )
                return f"AND({','.join(ends)})"
            case DayWithin(_, first, last):
                ends = [known]
                if first is not None:
                    ends.append(f"{cell}>={self.day(first)}")
                if last is not None:
                    ends.append(f"{cell}<={self.day(last)}")
                return f"AND({','.join(ends)})"
            case OnWeekday(_, weekdays):
                same = [f"MOD({cell}+5,7)+1={day}" for day in weekdays]
                return f"AND({known},{_any(same)})"
            case _:
                raise ValueError("asked before")

    def _compared(self, column: Column, cell: str, sign: str, value: float) -> str:
        """A number beside another. LibreOffice takes two for equal that differ by less than four
        parts in 10^15, also in differences and sums: where leads have such a number the greater or
        the lesser of the two is compared as text, which has all fifteen digits."""
        said = number(value)
        if not self._close(column, value):
            return f"{cell}{sign}{said}"
        match sign:
            case "=":
                return f"EXACT({cell},{said})"
            case ">=" | "<":
                reached = f"EXACT(MAX({cell},{said}),{cell})"
                return reached if sign == ">=" else f"NOT({reached})"
            case _:
                reached = f"EXACT(MIN({cell},{said}),{cell})"
                return reached if sign == "<=" else f"NOT({reached})"

    def day(self, day: Day) -> str:
        """A day of the spreadsheet."""
        if not day.from_as_of:
            return str(day.days + EPOCH)
        if not day.days:
            return self._as_of
        return f"{self._as_of}{'-' if day.days < 0 else '+'}{abs(day.days)}"


def _any(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"OR({','.join(parts)})"


def first_of(questions: Sequence[str], values: Sequence[str], otherwise: str) -> str:
    """The value of the first question that holds."""
    said = otherwise
    for question, value in zip(reversed(questions), reversed(values), strict=True):
        said = f"IF({question},{value},{said})"
    return said


def hundredths(product: str) -> str:
    """Divided by a hundred, half up."""
    return f"INT(({product}+50)/100)"
