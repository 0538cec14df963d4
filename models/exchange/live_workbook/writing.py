"""The workbook as a file: five sheets, each formula with the value that it has now."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from models.exchange.cells import encodable
from models.exchange.embedded import SHEET as HIDDEN
from models.exchange.embedded import embedded_cells
from models.exchange.live_workbook.calculation import CALC, Calculation
from models.exchange.live_workbook.cells import EPOCH, SEPARATOR, at, span
from models.exchange.live_workbook.model_sheet import SHEET, ModelSheet, model_sheet
from models.exchange.portable.columns import Column, Holds, OfField
from models.exchange.portable.prepared import PreparedLeads, Value, values_of
from models.exchange.portable.run import run
from models.exchange.targets.target import Order, Proof, level_words
from models.exchange.workbook import MOST_TEXT, write_text
from models.leads.columns import NumberColumn, rows_of
from models.scoring.answers import day_number

LEADS, SCORES, LISTS = "Leads", "Scores", "Lists"
KEYS = (Holds.KEY, Holds.KEYS)
NEAR = 1e-13
"""Of a number: a spreadsheet may take for equal what is nearer; some ten times its own limit."""
_OLDEST = 61
"""1900-03-01: before it a spreadsheet shows no date, so the number is written plainly."""


class Book:
    """A workbook under construction. `rows`: of the scored leads; `ids`: theirs."""

    def __init__(self, order: Order, leads: PreparedLeads, rows: Sequence[int], ids: Sequence[str]):
        self._order, self._leads, self._rows, self._ids = order, leads, rows, ids
        self._program = order.program
        self._lists: dict[tuple[str, ...], int] = {}
        self._texts: list[str] = []
        self._own_day = 1 if self._program.own_day else 0
        self._places: dict[Column, int] = {}
        place = 1 + self._own_day
        for column in self._program.columns:
            # A key stands after the text that it is the key of.
            self._places[column] = place + (column.holds in KEYS)
            place = self._places[column] + 1
        day = day_number(self._program.as_of) + EPOCH
        self._sheet: ModelSheet = model_sheet(self._program, order.model, day)
        self.calculation = Calculation(
            self._program,
            order.model,
            self._sheet,
            lambda row: lambda column: at(LEADS, row, self._places[column]),
            self._as_of,
            self._listed,
            self._near,
        )

    def _as_of(self, row: int) -> str:
        if self._own_day:
            return at(LEADS, row, 1)
        return at(SHEET, *self._sheet.place["as_of",], fixed=True)

    def _near(self, column: Column, value: float) -> bool:
        """Whether a lead has a number that differs from another by a few parts in 10^15."""
        found = self._leads.columns[column.name]
        if not isinstance(found, NumberColumn):
            return False
        far = np.abs(found.values - value)
        return bool(np.any((far > 0) & (far < NEAR * abs(value))))

    def _listed(self, texts: tuple[str, ...]) -> str:
        """Cells that hold these texts."""
        if texts not in self._lists:
            self._lists[texts] = len(self._texts)
            self._texts += texts
        first = self._lists[texts]
        return span(LISTS, first, first + len(texts) - 1, 0)

    def content(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        book = xlsxwriter.Workbook(stream, options)
        look = _Look(book)
        sheets = {name: book.add_worksheet(name) for name in (SCORES, SHEET, LEADS, CALC, LISTS)}
        self._write_leads(sheets[LEADS], look)
        self._write_results(sheets[SCORES], sheets[CALC], look)
        _write_model(sheets[SHEET], self._sheet, look)
        for row, text in enumerate(self._texts):
            write_text(sheets[LISTS], row, 0, text, look.text)
        sheets[LISTS].hide()
        hidden = book.add_worksheet(HIDDEN)
        for row, part in enumerate(embedded_cells(self._order.model)):
            hidden.write_string(row, 0, part)
        hidden.very_hidden()
        book.set_properties(
            {
                "title": encodable(self._program.name),
                "comments": f"Leadbench {self._order.version}, model {self._program.hash}. "
                f"{level_words(Proof.VERIFIED)}",
            }
        )
        book.set_calc_mode("auto")
        book.close()
        return stream.getvalue()

    def _write_leads(self, sheet: Any, look: _Look) -> None:
        heads = ["Lead", *(["As-of day"] if self._own_day else [])]
        for column in self._places:
            heads += (
                [column.label, f"{column.label} (key)"] if column.holds in KEYS else [column.label]
            )
        _head(sheet, heads, look)
        for line, row in enumerate(self._rows, start=1):
            write_text(sheet, line, 0, self._ids[line - 1], look.text)
            if self._own_day:
                sheet.write_number(line, 1, int(self._leads.as_of[row]) + EPOCH, look.day)
        for column, place in self._places.items():
            values = self._leads.values(column.name, self._rows)
            if column.holds in KEYS:
                self._write_keys(sheet, place, column, values, look)
                continue
            for line, value in enumerate(values, start=1):
                _write_value(sheet, line, place, column, value, look)

    def _write_keys(
        self, sheet: Any, place: int, column: Column, keys: Sequence[Value], look: _Look
    ) -> None:
        """The text that a person reads and may change, and its key, which follows."""
        scored, source = self._order.scored, column.source
        assert scored is not None
        assert isinstance(source, OfField)
        shown = scored.masks.column(source.name, scored.sight)
        cells = [] if shown is None else values_of(rows_of(shown, np.array(self._rows, np.intp)))
        for line, value in enumerate(cells, start=1):
            _write_value(sheet, line, place - 1, column, value, look)
            if value is not None:
                text = xl_rowcol_to_cell(line, place - 1)
                key = keys[line - 1]
                told = SEPARATOR.join(key) if isinstance(key, tuple) else key
                sheet.write_formula(line, place, f"={_folded(text)}", None, encodable(str(told)))

    def _write_results(self, scores: Any, calc: Any, look: _Look) -> None:
        made, program = self.calculation, self._program
        heads = ["Lead", "Score", "Band", *(["Grade"] if program.grade is not None else [])]
        heads += ["On the output scale"] if program.output is not None else []
        heads += [group.name for group in program.groups]
        _head(scores, heads, look)
        _head(calc, ["Lead", *(column.head for column in made.columns)], look)
        for line, (row, lead) in enumerate(
            zip(self._rows, self._leads.records(self._rows), strict=True), start=1
        ):
            day = int(self._leads.as_of[row])
            found = run(program, lead, day)
            write_text(calc, line, 0, self._ids[line - 1], look.text)
            for place, column in enumerate(made.columns, start=1):
                value = column.value(lead, day, found)
                calc.write_formula(line, place, f"={column.formula(line)}", None, value)
            write_text(scores, line, 0, self._ids[line - 1], look.text)
            scores.write_formula(line, 1, f"={made.score_cell(line)}", look.score, found.score)
            band = encodable(found.band)
            scores.write_formula(line, 2, f"={made.band_formula(line)}", None, band)
            place = 3
            if found.grade is not None:
                formula = made.grade_formula(line)
                scores.write_formula(line, 3, f"={formula}", None, encodable(found.grade))
                place += 1
            if program.output is not None:
                scores.write_formula(
                    line, place, f"={made.output_formula(line)}", None, found.output
                )
                place += 1
            cells = made.group_cells(line)
            for cell, points in zip(cells, found.groups.values(), strict=True):
                scores.write_formula(line, place, f"={cell}", None, points)
                place += 1
        if self._rows:
            shade = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#9CC3E6"}
            scores.conditional_format(1, 1, len(self._rows), 1, shade)
            scores.autofilter(0, 0, len(self._rows), len(heads) - 1)


def _folded(cell: str) -> str:
    """The key of a text: letters that have a small form of their own first."""
    for sign, small in (("\u0130", "i"), ("\u03a3", "\u03c3"), ("\u03c2", "\u03c3")):
        cell = f'SUBSTITUTE({cell},"{sign}","{small}")'
    return f"LOWER({cell})"


class _Look:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.score = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": "#555555"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.top = book.add_format({"bold": True, "valign": "top"})
        change = {"font_color": "#1F4E9E", "bg_color": "#EEF4FC", "border": 1}
        self.change = book.add_format({**change, "border_color": "#C5D6EE", "valign": "top"})
        self.change_day = book.add_format(
            {**change, "border_color": "#C5D6EE", "num_format": "yyyy-mm-dd"}
        )


def _head(sheet: Any, heads: Sequence[str], look: _Look) -> None:
    for place, name in enumerate(heads):
        write_text(sheet, 0, place, name, look.head)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, max(1, len(heads) - 1), 14)
    sheet.freeze_panes(1, 1)


def _write_value(
    sheet: Any, line: int, place: int, column: Column, value: Value, look: _Look
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_string(line, place, "yes" if value else "no")
        case str():
            write_text(sheet, line, place, value, look.text)
        case tuple():
            write_text(sheet, line, place, SEPARATOR.join(value), look.text)
        case _ if column.holds is Holds.DAY:
            day = int(value) + EPOCH
            sheet.write_number(line, place, day, look.day if day >= _OLDEST else None)
        case _:
            sheet.write_number(line, place, value)


def _write_model(sheet: Any, made: ModelSheet, look: _Look) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 24)
    sheet.set_column(3, 4, 11)
    styles = {"title": look.title, "note": look.note, "head": look.head}
    for line, row in enumerate(made.rows):
        for place, cell in enumerate(row.cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                plain = look.top if place == 0 and row.style == "rule" else look.wrap
                write_text(sheet, line, place, cell, styles.get(row.style, plain))
            else:
                form = look.change_day if row.style == "day" else look.change
                sheet.write_number(line, place, cell, form)
    whole = {"validate": "integer", "criteria": "between", "minimum": -1_000_000, "maximum": 10**6}
    told = {"error_title": "A whole number", "error_message": "Points are whole numbers."}
    for row_at, column_at in made.place.values():
        if made.rows[row_at].style != "day":
            sheet.data_validation(row_at, column_at, row_at, column_at, {**whole, **told})


def too_long(order: Order) -> int:
    """How many leads have a text that no cell holds."""
    leads = order.prepared
    if leads is None:
        return 0
    texts = [c for c in order.program.columns if c.holds in (Holds.TEXT, Holds.KEY)]
    long: set[int] = set()
    for column in texts:
        values = leads.values(column.name)
        long |= {i for i, v in enumerate(values) if isinstance(v, str) and len(v) > MOST_TEXT}
    return len(long)
