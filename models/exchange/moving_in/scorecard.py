"""A scorecard in a spreadsheet as a scoring model: each row a rule, or not understood and why."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from models.exchange.moving_in.band_words import Threshold, bands_of, is_section
from models.exchange.moving_in.brought import Brought, NotUnderstood, Taken, Understood
from models.exchange.moving_in.columns import (
    GUESSED,
    Chosen,
    Columns,
    Holds,
    column_names,
    find_columns,
    next_header,
)
from models.exchange.moving_in.drafted import Drafted, axis_of, drafted_rules, sound
from models.exchange.moving_in.numbers_text import Marks, marks_of
from models.exchange.moving_in.row_words import (
    Asked,
    Base,
    Cells,
    Heading,
    Meaning,
    Total,
    band_of,
    cells_of,
    meaning,
)
from models.exchange.moving_in.sentences import suggestion
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import NOTHING_KNOWN, World
from models.leads.text import clean
from models.leads.wording import both_ends, count_of, figure, quoted
from models.problems import LeadbenchError
from models.scoring.model import Group, ScoringModel
from models.signs import signed

KIND = "scorecard"
MOST_ROWS = 5_000
FIRST_GROUP = "Scorecard"


@dataclass(frozen=True)
class SheetRow:
    """A filled row: its number in the file, its cells, which of them the file calls days."""

    number: int
    cells: tuple[str, ...]
    dates: frozenset[int] = frozenset()


@dataclass
class _Card:
    """What was collected so far."""

    group: str = FIRST_GROUP
    section: bool = False
    named: bool = False
    base: int = 0
    most: dict[str, int] = field(default_factory=dict)
    rules: list[Drafted] = field(default_factory=list)
    bands: list[Threshold] = field(default_factory=list)
    totals: list[tuple[SheetRow, Cells, Total]] = field(default_factory=list)
    understood: dict[int, Understood] = field(default_factory=dict)
    missed: dict[int, NotUnderstood] = field(default_factory=dict)


def read_scorecard(
    rows: Sequence[SheetRow],
    name: str,
    *,
    chosen: Chosen = GUESSED,
    world: World = NOTHING_KNOWN,
    where: str = "",
) -> Brought:
    """The model of a scorecard. LeadbenchError where no column can be found, or no end of rows.

    `world` knows the fields and activities of a project, where there is one; its marks are those
    that the file's own numbers show, or those that were chosen.
    """
    if len(rows) > MOST_ROWS:
        raise LeadbenchError(
            f"This sheet has {len(rows):,} rows, too many for a scorecard.",
            where,
            "If it holds leads, choose Add leads.",
        )
    columns = find_columns([row.cells for row in rows], chosen, where)
    marks = _marks(rows, columns)
    world = replace(world, marks=marks)
    card = _Card()
    if columns.header > 0:
        _title(rows[columns.header - 1], columns, world, card)
    above = ""
    below = columns
    for row in rows[columns.header + 1 :]:
        again = next_header(row.cells, below)
        if again is not None:
            below, above = again, ""
            if not card.named:  # the table has no heading of its own
                card.group, card.section = FIRST_GROUP, False
            told = f"values of {again.topic}" if again.topic else "names of the columns"
            card.understood[row.number] = _understood(row, _text(row), Taken.HEADING, told)
            continue
        cells = cells_of(row.cells, below, row.dates)
        if cells.group and not is_section(cells.group) and not band_of(cells, section=card.section):
            card.group, card.section = cells.group, False
        inherited = not cells.field and bool(above) and bool(cells.condition or cells.value)
        if inherited and cells.points and Holds.FIELD in below.at:
            cells = replace(cells, field=above)
        _take(row, cells, card, world, below.cell(row.cells, Holds.NOTE))
        above = cells.field or above
    for row in rows[: columns.header + 1]:
        is_header = row is rows[columns.header]
        told = "names of the columns" if is_header else "a line above the names"
        card.understood[row.number] = _understood(row, _text(row), Taken.HEADING, told)
    headers = column_names([row.cells for row in rows], columns)
    return _model(card, name, marks, columns, headers, where)


def _title(row: SheetRow, columns: Columns, world: World, card: _Card) -> None:
    """The line right above the names is the first group's heading where it tells its most."""
    with suppress(Unclear):
        found = meaning(cells_of(row.cells, columns, row.dates), world, section=False)
        if isinstance(found, Heading) and found.most is not None:
            card.group, card.most[found.text] = found.text, found.most


def _marks(rows: Sequence[SheetRow], columns: Columns) -> Marks:
    if columns.decimal:
        return Marks(columns.decimal, "," if columns.decimal == "." else ".")
    return marks_of(cell for row in rows[columns.header + 1 :] for cell in row.cells)


def _take(row: SheetRow, cells: Cells, card: _Card, world: World, note: str) -> None:
    card.named = False
    try:
        found: Meaning = meaning(cells, world, section=card.section)
        _keep(row, cells, found, card, note)
    except Unclear as unclear:
        asked = " ".join(part for part in (cells.field, cells.condition, cells.value) if part)
        nearest = unclear.remedy or suggestion(asked or " ".join(cells.filled), world)
        card.missed[row.number] = NotUnderstood(
            f"Row {row.number}", _text(row), str(unclear), nearest
        )


def _keep(row: SheetRow, cells: Cells, found: Meaning, card: _Card, note: str) -> None:
    text = _text(row)
    match found:
        case Heading(title, bands, most):
            card.section, card.named = bands, True
            if not bands:
                card.group = title
                if most is not None:
                    card.most[title] = most
            limit = "" if most is None else f", at most {figure(most)}"
            told = "the bands follow" if bands else f"group {title}{limit}"
            card.understood[row.number] = _understood(row, text, Taken.HEADING, told)
        case Total():
            card.totals.append((row, cells, found))
        case Base(points):
            card.base += points
            told = f"every lead begins with {signed(points)}"
            card.understood[row.number] = _understood(row, text, Taken.BASE, told)
        case Threshold(name, least):
            taken = {item.least for item in card.bands}
            if least in taken or name.lower() in {item.name.lower() for item in card.bands}:
                raise Unclear("There is a band of that name or threshold already.")
            card.bands.append(found)
            low = "the lowest band" if least is None else f"from {figure(least)}"
            card.understood[row.number] = _understood(row, text, Taken.BAND, f"{name}: {low}")
        case Asked(name, when, award, said):
            source = f"Row {row.number}" + (f": {note}" if note else "")
            drafted = Drafted(row.number, text, card.group, name, when, award, source, said)
            card.rules.append(sound(drafted))


def _understood(row: SheetRow, text: str, taken: Taken, words: str, note: str = "") -> Understood:
    return Understood(f"Row {row.number}", text, taken, words, note)


def _text(row: SheetRow) -> str:
    return both_ends(" | ".join(text for cell in row.cells if (text := clean(cell))), 200)


def _model(
    card: _Card, name: str, marks: Marks, columns: Columns, headers: tuple[str, ...], where: str
) -> Brought:
    rules, rows_of = drafted_rules(card.rules)
    groups = tuple(
        Group(
            f"g{number}",
            title,
            tuple(rule for group, rule in rules if group == title),
            axis_of(title),
            most=card.most.get(title),
        )
        for number, title in enumerate(dict.fromkeys(group for group, _ in rules), start=1)
    )
    low = card.base + sum(rule.reach()[0] for _, rule in rules)
    high = card.base + sum(rule.reach()[1] for _, rule in rules)
    bands, scale, about_bands = bands_of(card.bands, (low, high))
    model = ScoringModel(
        "m1", name, groups, bands, scale=scale, base=card.base, notes=f"Brought in from {where}."
    )
    for _, rule in rules:
        for row_of in rows_of[rule.id]:
            card.understood[row_of.number] = Understood(
                f"Row {row_of.number}", row_of.text, Taken.RULE, row_of.words, row_of.note
            )
    given = sum(item.points for item in card.rules)
    for row, _, total in card.totals:
        note = ""
        if total.points is not None and total.points != given + card.base:
            note = f"The rules that were understood give {signed(given + card.base)} in all."
        told = "a total" if total.points is None else f"a total of {signed(total.points)}"
        card.understood[row.number] = _understood(row, _text(row), Taken.TOTAL, told, note)
    notes = [*columns.evidence, about_bands]
    if scale.most > 100 or scale.least < 0:
        notes.append(
            f"The scale goes from {figure(scale.least)} to {figure(scale.most)}, so that no points "
            "are cut off."
        )
    if marks.why:
        notes.append(f"Numbers have a decimal {quoted(marks.decimal)}, as {marks.why} shows.")
    if not rules:
        notes.append(f"No rule was understood in {count_of(len(card.missed), 'row')}.")
    return Brought(
        KIND,
        model,
        tuple(card.understood[number] for number in sorted(card.understood)),
        tuple(card.missed[number] for number in sorted(card.missed)),
        tuple(note for note in notes if note),
        columns,
        headers,
    )
