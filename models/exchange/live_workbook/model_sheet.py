"""The sheet Model: what may be changed, and the address of each such cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.exchange.moving_in.telling import told
from models.exchange.portable.program import FirstOf, Hundredths, PortableRule, Program, Times
from models.exchange.targets.target import Proof, level_words
from models.scoring.awards import ByCount, ByRange, ByValue, PerOccurrence
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule
from models.scoring.words import entry_words, plain, quantity_words, selection_words, sentence

SHEET = "Model"


@dataclass(frozen=True)
class Row:
    """A row of the sheet: its cells from the left; numbers can be changed. `style`: its look."""

    cells: tuple[str | int | float | None, ...]
    style: str = ""


@dataclass
class ModelSheet:
    """The rows, and where each number that formulas read stands: (row, column)."""

    rows: list[Row] = field(default_factory=list)
    place: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def add(self, *cells: str | int | float | None, style: str = "") -> int:
        """A row more; its number."""
        self.rows.append(Row(cells, style))
        return len(self.rows) - 1

    def put(self, key: tuple[str, ...], row: int, column: int) -> None:
        """Where a number stands."""
        self.place[key] = (row, column)


def model_sheet(program: Program, model: ScoringModel, as_of: int) -> ModelSheet:
    """The sheet of a model; `as_of` as a day of the spreadsheet."""
    sheet = ModelSheet()
    sheet.add(program.name, style="title")
    sheet.add("Change a blue number, and every score follows.", style="note")
    sheet.add(level_words(Proof.VERIFIED), style="note")
    sheet.add()
    if not program.own_day:
        row = sheet.add("As-of day", None, None, as_of, style="day")
        sheet.put(("as_of",), row, 3)
    for key, words, value in (
        ("base", "Points that every lead has", program.base),
        ("least", "Least score", program.scale.least),
        ("most", "Most score", program.scale.most),
    ):
        row = sheet.add(words, None, None, value, style="number")
        sheet.put((key,), row, 3)
    if program.output is not None:
        for key, words, value in (
            ("output_least", "Least on the output scale", program.output.least),
            ("output_most", "Most on the output scale", program.output.most),
        ):
            row = sheet.add(words, None, None, value, style="number")
            sheet.put((key,), row, 3)
    sheet.add()
    sheet.add("Band", None, None, "From", style="head")
    for place, band in enumerate(program.bands):
        row = sheet.add(
            band.name, "MQL" if band.mql else None, None, band.threshold, style="number"
        )
        sheet.put(("band", str(place)), row, 3)
    sheet.add()
    _groups(sheet, program, model)
    _fading(sheet, program)
    return sheet


def _groups(sheet: ModelSheet, program: Program, model: ScoringModel) -> None:
    for place, group in enumerate(program.groups):
        sheet.add(group.name, "What it asks", "Gives", "Points", "At most", style="head")
        for rule in group.rules:
            for number, (asks, gives, points, most) in enumerate(lines_of(rule, model)):
                name = rule.name if number == 0 else None
                row = sheet.add(name, asks, gives, points, most, style="rule")
                sheet.put(("rule", rule.id, str(number)), row, 3)
                if most is not None:
                    sheet.put(("times", rule.id), row, 4)
        for key, words, limit in (
            ("least", "The group gives at least", group.least),
            ("most", "The group gives at most", group.most),
        ):
            if limit is not None:
                row = sheet.add(words, None, None, limit, style="number")
                sheet.put((key, str(place)), row, 3)
        sheet.add()


def _fading(sheet: ModelSheet, program: Program) -> None:
    for place, group in enumerate(program.groups):
        if group.fading is None:
            continue
        sheet.add(f"{group.name}: what time leaves of it", None, None, "Percent", style="head")
        for number, line in enumerate(group.fading.lines):
            row = sheet.add(
                "without a date" if number == 0 else f"step {number}",
                None,
                None,
                line.points,
                style="number",
            )
            sheet.put(("percent", str(place), str(number)), row, 3)
        row = sheet.add("later", None, None, group.fading.after, style="number")
        sheet.put(("after", str(place)), row, 3)
        sheet.add()


def lines_of(rule: PortableRule, model: ScoringModel) -> Iterator[tuple[str, str, int, int | None]]:
    """What a rule asks, what an entry is for, its points, and the most occurrences that count."""
    own = model.rule(rule.id)
    asks = "" if own is None else asked_of(own)
    match rule.gives:
        case FirstOf(lines):
            for number, line in enumerate(lines):
                entry = ""
                if own is not None and len(lines) > 1:
                    entry = _entry(rule, model, number)
                yield (asks if number == 0 else "", entry, line.points, None)
        case Times(_, points, most):
            yield asks, "each time", points, most
        case Hundredths(_, points):
            yield asks, "each time, fading", points, None


def asked_of(rule: Rule) -> str:
    """What a rule asks, and what its entries go by."""
    asks = "" if rule.when is None else told(sentence(rule.when)).removeprefix("If ")
    match rule.award:
        case ByValue(name) | ByRange(name):
            by = name
        case ByCount(quantity):
            by = plain(quantity_words(quantity))
        case PerOccurrence(of):
            by = plain(selection_words(of))
        case _:
            return asks or "every lead"
    return f"{asks}, by {by}" if asks else by


def _entry(rule: PortableRule, model: ScoringModel, number: int) -> str:
    own = model.rule(rule.id)
    award = None if own is None else own.award
    lines = rule.gives.lines if isinstance(rule.gives, FirstOf) else ()
    if not isinstance(award, ByValue | ByRange | ByCount) or len(award.entries) != len(lines):
        return ""
    # Of counts the highest is asked first.
    place = len(lines) - 1 - number if isinstance(award, ByCount) else number
    return entry_words(award, place)
