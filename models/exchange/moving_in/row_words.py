"""One row of a scorecard: what it asks and gives, or why it is not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.exchange.moving_in.band_words import Threshold, is_section, threshold_of
from models.exchange.moving_in.columns import Columns, Holds
from models.exchange.moving_in.numbers_text import dashes, number_of, points_of
from models.exchange.moving_in.sentences import Said, of_field, said
from models.exchange.moving_in.spans import span_test, under_span
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import World
from models.leads.text import clean
from models.leads.wording import figure, quoted
from models.scoring.awards import Award, PerOccurrence, Points
from models.scoring.conditions import ActivityTest, Condition, Measure, Test

_TOTAL = re.compile(
    r"(?:grand )?(?:total|sum|gesamt|summe|subtotal|totale?|max(?:imum)?(?: (?:score|points))?)"
    r"\b.*",
    re.I,
)
_BASE = re.compile(r"(?:base|starting|start|initial|basis)[ -]?(?:score|points|punkte|wert)?", re.I)
_UNIT = r"(?:points?|pts?|pkt|punkte?)"
_BEHIND = re.compile(
    rf"(?P<text>.+?) ?(?:(?:[:=]|=>|->|\u2192|\u21d2) ?\(?(?P<a>[+\-\u2212]?[0-9]+)|"
    rf"\((?P<b>[+\-\u2212]?[0-9]+)|(?P<c>[+\u2212][0-9]+)|"
    rf"(?P<d>-[0-9]+)(?= ?{_UNIT}\b)|[-:,]? ?(?P<e>[0-9]+)(?= ?{_UNIT}\b))"
    rf"(?: ?{_UNIT})?\.?\)?(?P<each> each[^)]*)?",
    re.I,
)
_LIMIT = re.compile(
    rf"(?P<text>.+?) ?\((?:0 ?(?:-|\u2013|to) ?(?P<top>[0-9]+)(?: ?{_UNIT})?|"
    rf"(?:max\.?|maximum|up to|at most) (?P<most>[0-9]+)(?: ?{_UNIT})?|[0-9]+ ?%[^)]*)\)",
    re.I,
)
"""A heading with the most that its rows give together: "Company size (0-8 points)"."""
_EACH = re.compile(
    r"(?P<points>.+?) ?(?:each|per (?!cent)[\w ]+?|/ ?\w+|every time)"
    r"(?:[,; (]*(?:max\.?|maximum|at most|up to|capped at) ?(?P<most>[+]?[0-9]+) ?"
    r"(?P<times>times|x)?[^0-9]*)?",
    re.I,
)


EACH = "Say it in the points, such as \u201c5 each, at most 3 times\u201d."


@dataclass(frozen=True)
class Heading:
    """A row without points: the name of a group with the most it gives, or of the bands."""

    text: str
    bands: bool
    most: int | None = None


@dataclass(frozen=True)
class Total:
    """A row that sums up; `points` where it has them."""

    points: int | None


@dataclass(frozen=True)
class Base:
    """Points that every lead begins with."""

    points: int


@dataclass(frozen=True)
class Asked:
    """What a rule asks and gives. `fields`: the row's own words for its name."""

    name: str
    when: Condition | None
    award: Award
    note: str = ""


Meaning = Heading | Total | Base | Asked | Threshold


@dataclass(frozen=True)
class Cells:
    """The cleaned cells of a row by what their column holds; `filled` is all of the row but its
    group."""

    field: str
    condition: str
    value: str
    points: str
    group: str
    filled: tuple[str, ...]
    date_value: bool = False
    topic: str = ""

    @property
    def whole(self) -> tuple[str, ...]:
        """The filled cells, that of the group first."""
        return (self.group, *self.filled) if self.group else self.filled


def cells_of(row: tuple[str, ...], columns: Columns, dates: frozenset[int]) -> Cells:
    """The cells of a row; `dates` are the positions of cells that the file calls days."""
    group = columns.at.get(Holds.GROUP)
    filled = tuple(text for at, cell in enumerate(row) if at != group and (text := clean(cell)))
    return Cells(
        columns.cell(row, Holds.FIELD),
        columns.cell(row, Holds.CONDITION),
        columns.cell(row, Holds.VALUE),
        columns.cell(row, Holds.POINTS),
        columns.cell(row, Holds.GROUP),
        filled,
        columns.at.get(Holds.VALUE, columns.at.get(Holds.CONDITION)) in dates,
        columns.topic,
    )


def meaning(cells: Cells, world: World, *, section: bool) -> Meaning:
    """What a row means. Raises Unclear with the reason."""
    first = cells.whole[0] if len(cells.whole) < 3 else cells.filled[0]
    points = points_of(cells.points, world.marks) if cells.points else None
    asked = " ".join(part for part in (cells.condition, cells.value) if part)
    if _TOTAL.fullmatch(first) and not asked.replace(first, "", 1).strip():
        return Total(points)
    if _BASE.fullmatch(first) and points is not None:
        return Base(points)
    band = band_of(cells, section=section)
    if band is not None:
        return band
    if len(cells.whole) == 1 and points is None:
        limit = _LIMIT.fullmatch(first)
        if limit is not None:
            most = limit["most"] or limit["top"]
            return Heading(limit["text"], is_section(first), int(most) if most else None)
        found = _BEHIND.fullmatch(first)
        if found is None:
            return Heading(first, is_section(first))
    return _rule(cells, asked, world)


def band_of(cells: Cells, *, section: bool) -> Threshold | None:
    """A band where the row has nothing but a name and a threshold."""
    if len(cells.whole) > 3:
        return None
    return threshold_of(" ".join(cells.whole), section=section)


def _rule(cells: Cells, asked: str, world: World) -> Asked:
    field, given = cells.field, cells.points
    if not given:
        behind = _BEHIND.fullmatch(asked or field)
        if behind is None:
            raise Unclear("The row gives no points.")
        points_said = next(filter(None, (behind[name] for name in "abcde")))
        given = points_said + (behind["each"] or "")
        if asked:
            asked = behind["text"].strip(" ,;-")
        else:
            field = behind["text"].strip(" ,;-")
    if cells.date_value and not re.search(r"before|after|between", asked, re.I):
        raise Unclear(
            f"{quoted(cells.value or cells.condition)} is a day: spreadsheets make one of 1-10.",
            "Write it as text, such as \u201c1 to 10\u201d.",
        )
    points, each = _points(given, world)
    found = _said(field, asked, world, cells.topic)
    if cells.topic and not field:
        field = cells.topic
    name = " ".join(part for part in (field, asked) if part)
    award: Award = Points(points)
    if found.each is not None:
        award = PerOccurrence(found.each[0], points, found.each[1])
    elif each is not None:
        award = _per(found, points, each)
        return Asked(name, None, award, found.note)
    return Asked(name, found.when, award, found.note)


def _said(field: str, asked: str, world: World, topic: str = "") -> Said:
    if topic and not field:
        try:
            return said(asked, world)
        except Unclear:
            field = topic
    if field and asked:
        under = under_span(asked, world)
        if under is not None:
            return Said(span_test(world.name_of(field), under))
        return of_field(field, asked, world)
    return said(field or asked, world)


def _points(text: str, world: World) -> tuple[int, int | None]:
    """The points, and where they are given for each activity, how many count at most."""
    points = points_of(text, world.marks)
    if points is not None:
        return points, None
    found = _EACH.fullmatch(dashes(text))
    if found is not None and (points := points_of(found["points"], world.marks)) is not None:
        if found["most"] is None:
            raise Unclear("It is not said how many times count at most.", EACH)
        most = int(found["most"])
        if found["times"]:
            return points, most
        if points == 0 or most % abs(points):
            raise Unclear(f"At most {most} is not a whole number of times {points}.")
        return points, most // abs(points)
    number = number_of(text.split(" ")[0], world.marks) if text else None
    if number is not None and number != int(number):
        raise Unclear(
            f"{figure(number)} are not whole points.",
            "Round it, or multiply all points and thresholds by the same number.",
        )
    raise Unclear(f"{quoted(text)} are not points.")


def _per(found: Said, points: int, most: int) -> PerOccurrence:
    match found.when:
        case ActivityTest(quantity, Test.AT_LEAST, (1 | 1.0,)) if quantity.measure is Measure.COUNT:
            return PerOccurrence(quantity.of, points, most)
        case _:
            raise Unclear("Points for each are given for activities alone.")
