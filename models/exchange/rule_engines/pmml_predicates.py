"""Questions as predicates of PMML.

Predicates know a third answer, on blanks, and no NOT: negation is pushed to single questions, and
each guards itself, so that nothing is ever unknown. What is asked of a part of a text is worked out
before as 1 or 0, since predicates compare whole values only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from models.exchange.portable.vocabulary import (
    All,
    Any,
    Asked,
    Blank,
    ContainsAny,
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
    pushed_in,
)
from models.exchange.rule_engines.flat import Cell, Of, end_cell, known_cell
from models.exchange.rule_engines.pmml_words import (
    apply,
    computed,
    constant,
    element,
    number,
    pattern,
    reference,
)

_OPPOSITE = {
    "equal": "notEqual",
    "lessThan": "greaterOrEqual",
    "lessOrEqual": "greaterThan",
    "greaterThan": "lessOrEqual",
    "greaterOrEqual": "lessThan",
}
_ENDS = r"\x0a"


@dataclass(frozen=True)
class _Comparison:
    """A field against a value; `to` as an attribute holds it."""

    cell: Cell
    operator: str
    to: str


@dataclass
class Predicates:
    """Writes the predicates of one scorecard and collects what must be worked out before them.

    `card`: its name, which starts the names of what is worked out: an engine takes fields of the
    same name in two models of a chain for one.
    """

    card: str
    _patterns: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, asked: Asked) -> Element:
        """Whether it holds."""
        return self._of(pushed_in(asked))

    def opposite(self, asked: Asked) -> Element:
        """Whether it does not hold."""
        return self._of(pushed_in(asked, negative=True))

    def computed(self) -> list[Element]:
        """The fields that the predicates so far refer to: 1 where a text matches, else 0."""
        return [
            computed(
                name,
                apply(
                    "if",
                    apply("isNotMissing", reference(cell)),
                    apply(
                        "if",
                        apply(
                            "matches",
                            reference(cell),
                            element("Constant", text=said, dataType="string"),
                        ),
                        constant(1),
                        constant(0),
                    ),
                    constant(0),
                ),
            )
            for (cell, said), name in self._patterns.items()
        ]

    def _of(self, asked: Asked) -> Element:
        match asked:
            case All(parts):
                return _joined("and", [self._of(part) for part in parts])
            case Any(parts):
                return _joined("or", [self._of(part) for part in parts])
            case Not(part):
                assert not isinstance(part, All | Any | Not), "negation is pushed in before"
                return self._question(part, yes=False)
            case _:
                return self._question(asked, yes=True)

    def _question(self, asked: Question, *, yes: bool) -> Element:
        match asked:
            case Known(column):
                return _missing(known_cell(column), missing=not yes)
            case Blank(column):
                return _missing(known_cell(column), missing=yes)
            case ContainsAny(column, texts):
                return self._found(Cell(column), pattern(texts), yes=yes)
            case StartsWith(column, texts):
                return self._found(Cell(column), pattern(texts, before="^"), yes=yes)
            case EndsWith(column, texts):
                return self._found(Cell(column), pattern(texts, after="$"), yes=yes)
            case HasAny(column, texts):
                return self._found(Cell(column), pattern(texts, _ENDS, _ENDS), yes=yes)
            case DayWithin() | NumberWithin():
                return _guarded(_ends(asked), every=True, yes=yes)
            case IsOneOf() | NumberIs() | OnWeekday() | IsYes():
                return _guarded(_same(asked), every=False, yes=yes)
            case Matches():
                raise ValueError("regular expressions are left out before")

    def _found(self, cell: Cell, said: str, *, yes: bool) -> Element:
        fresh = f"{self.card}Text{len(self._patterns) + 1}"
        name = self._patterns.setdefault((cell.name, said), fresh)
        return element(
            "SimplePredicate", field=name, operator="equal", value=number(1.0 if yes else 0.0)
        )


def _same(asked: IsOneOf | NumberIs | OnWeekday | IsYes) -> list[_Comparison]:
    match asked:
        case IsOneOf(column, texts):
            return [_Comparison(Cell(column), "equal", text) for text in texts]
        case NumberIs(column, numbers):
            return [_Comparison(Cell(column), "equal", number(n)) for n in numbers]
        case OnWeekday(column, weekdays):
            return [_Comparison(Cell(column, Of.WEEKDAY), "equal", str(day)) for day in weekdays]
        case IsYes(column, yes):
            return [_Comparison(Cell(column), "equal", "true" if yes else "false")]


def _ends(asked: DayWithin | NumberWithin) -> list[_Comparison]:
    found = []
    match asked:
        case NumberWithin(column, low, high, with_low, with_high):
            if low is not None:
                operator = "greaterOrEqual" if with_low else "greaterThan"
                found.append(_Comparison(Cell(column), operator, number(low)))
            if high is not None:
                operator = "lessOrEqual" if with_high else "lessThan"
                found.append(_Comparison(Cell(column), operator, number(high)))
        case DayWithin(column, first, last):
            for day, above in ((first, True), (last, False)):
                if day is not None:
                    cell, days = end_cell(column, day)
                    later = above != day.from_as_of  # a greater age is an earlier day
                    operator = "greaterOrEqual" if later else "lessOrEqual"
                    found.append(_Comparison(cell, operator, str(days)))
    return found


def _guarded(comparisons: list[_Comparison], *, every: bool, yes: bool) -> Element:
    """All or any of the comparisons, false on a blank; `yes` false: the opposite."""
    if not comparisons:
        return element("False" if yes else "True")
    said = [
        element(
            "SimplePredicate",
            field=one.cell.name,
            operator=one.operator if yes else _OPPOSITE[one.operator],
            value=one.to,
        )
        for one in comparisons
    ]
    cells = dict.fromkeys(one.cell for one in comparisons)
    guards = [_missing(cell, missing=not yes) for cell in cells]
    if every or len(said) == 1:
        return _joined("and" if yes else "or", [*guards, *said])
    inner = _joined("or" if yes else "and", said)
    return _joined("and" if yes else "or", [*guards, inner])


def _missing(cell: Cell, *, missing: bool) -> Element:
    operator = "isMissing" if missing else "isNotMissing"
    return element("SimplePredicate", field=cell.name, operator=operator)


def _joined(operator: str, parts: list[Element]) -> Element:
    """A compound predicate, which has at least two parts."""
    if not parts:
        return element("True" if operator == "and" else "False")
    if len(parts) == 1:
        return parts[0]
    return element("CompoundPredicate", parts, booleanOperator=operator)
