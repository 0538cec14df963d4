"""Workbooks in the XML of Excel 2002 and 2003, which some systems still export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.parsers import expat

from models.leads.readers.cells import ErrorCell
from models.leads.readers.contract import Progress, ReadOptions, SheetInfo
from models.leads.readers.given import Given
from models.leads.readers.grid import Grid, read_grid, say_other_sheets
from models.leads.readers.header_lines import Merged
from models.leads.readers.parsed import Parsed
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity

MOST_CELLS = 20_000_000
_SPACE = "urn:schemas-microsoft-com:office:spreadsheet "
_CHUNK = 1 << 20


class EntityError(Exception):
    """The XML declares entities or a type of document, as attacks do and workbooks do not."""


def refused_entities(place: str) -> LeadbenchError:
    """XML with entities is not read."""
    return LeadbenchError(
        "The workbook's XML declares entities, as attacks on readers do; it was not opened.",
        place,
        "Do not open it elsewhere either; ask who sent it for the table as .csv.",
    )


@dataclass
class _Sheet:
    name: str
    visible: bool = True
    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: int = 0
    width: int = 0

    @property
    def height(self) -> int:
        """Rows down to the last one with a cell."""
        return max(self.rows, default=-1) + 1

    def grid_rows(self) -> Iterator[list[Any]]:
        """All rows, blanks where there is no cell."""
        for number in range(self.height):
            row = self.rows.get(number, {})
            yield [row.get(column, "") for column in range(self.width)]


def read_spreadsheet_xml(given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    """Read one worksheet."""
    sheets = _parse(given, progress)
    infos = [SheetInfo(sheet.name, sheet.height, sheet.width, sheet.visible) for sheet in sheets]
    chosen = _choose(sheets, given, options)
    place = f"{given.name}, sheet {chosen.name}"
    if chosen.height > 10 * len(chosen.rows) + 1_000_000 or chosen.width > 20_000:
        raise LeadbenchError(
            "The sheet has filled cells far outside the table.", place, "Delete those cells."
        )
    grid = Grid(chosen.name, place, chosen.grid_rows(), chosen.height, chosen.merged, infos)
    parsed = read_grid(grid, options, progress)
    say_other_sheets(parsed, options)
    if chosen.hidden_rows:
        parsed.problems.append(
            Problem(
                f"{count_of(chosen.hidden_rows, 'row')} hidden in the sheet "
                f"{'was' if chosen.hidden_rows == 1 else 'were'} read too.",
                place,
                "If they are not meant, delete them in the spreadsheet.",
                chosen.hidden_rows,
                severity=Severity.NOTE,
            )
        )
    return parsed


def _choose(sheets: list[_Sheet], given: Given, options: ReadOptions) -> _Sheet:
    names = [sheet.name for sheet in sheets]
    if options.sheet is not None and options.sheet not in names:
        raise LeadbenchError(
            f"The workbook has no sheet “{options.sheet}”.",
            given.name,
            f"Choose one of {listed(names[:10])}.",
        )
    if options.sheet is not None:
        sheets = [sheets[names.index(options.sheet)]]
    ordered = sorted(sheets, key=lambda sheet: (not sheet.visible, sheet.height < 2))
    found = next((sheet for sheet in ordered if sheet.rows), None)
    if found is None:
        raise LeadbenchError(
            "The workbook has no sheet with filled cells."
            if options.sheet is None
            else f"The sheet “{options.sheet}” has no filled cell.",
            given.name,
            "Choose another file, or fill the sheet.",
        )
    return found


def _parse(given: Given, progress: Progress) -> list[_Sheet]:
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    done = 0
    try:
        with given.open() as file:
            while block := file.read(_CHUNK):
                done += len(block)
                parser.Parse(block, False)
                progress("Reading the workbook", min(done, given.size), given.size)
            parser.Parse(b"", True)
    except EntityError as error:
        raise refused_entities(given.name) from error
    except (expat.ExpatError, LookupError) as error:
        raise LeadbenchError(
            "The workbook is damaged: its XML ends or breaks before its end.",
            given.name,
            "Export it again, as .xlsx or .csv if that is offered.",
        ) from error
    if reader.cells > MOST_CELLS:
        raise LeadbenchError(
            f"The workbook has more than {MOST_CELLS:,} cells.",
            given.name,
            "Export the leads as .csv.",
        )
    return reader.sheets


def _refuse(*_: object) -> None:
    raise EntityError


class _Reader:
    """Takes what the parser meets and keeps the cells."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.cells = 0
        self._row = -1
        self._column = -1
        self._kind = ""
        self._parts: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = tag.removeprefix(_SPACE)
        told = {key.removeprefix(_SPACE): value for key, value in attributes.items()}
        if name == "Worksheet":
            self.sheets.append(_Sheet(told.get("Name", f"Sheet {len(self.sheets) + 1}")))
            self._row = -1
        elif not self.sheets:
            return
        elif name == "Row":
            self._row = _index(told, self._row)
            self._column = -1
            self.sheets[-1].hidden_rows += told.get("Hidden") == "1"
        elif name == "Cell":
            self._column = _index(told, self._column)
            self._merge(told)
        elif name == "Data" and self._row >= 0:
            self._kind, self._parts = told.get("Type", "String"), []

    def end(self, tag: str) -> None:
        """A tag closes."""
        if not self.sheets:
            return
        sheet = self.sheets[-1]
        if tag == f"{_SPACE}Data" and self._parts is not None:
            value = _value("".join(self._parts), self._kind)
            self._parts = None
            if value != "":
                sheet.rows.setdefault(self._row, {})[self._column] = value
                sheet.width = max(sheet.width, self._column + 1)
                self.cells += 1
        elif tag == f"{_SPACE}Cell":
            self._column += self._across
        elif tag == "urn:schemas-microsoft-com:office:excel Visible" and self._text_of_visible:
            sheet.visible = not self._text_of_visible.startswith("SheetHidden")
        self._text_of_visible = ""

    _across = 0
    _text_of_visible = ""

    def text(self, text: str) -> None:
        """Text between tags."""
        if self._parts is not None:
            self._parts.append(text)
        elif text.startswith("Sheet"):
            self._text_of_visible = text

    def _merge(self, told: dict[str, str]) -> None:
        self._across = _number(told.get("MergeAcross", "0"))
        down = _number(told.get("MergeDown", "0"))
        if self._across or down:
            self.sheets[-1].merged.append(
                Merged(self._row, self._column, self._row + down, self._column + self._across)
            )


def _index(told: dict[str, str], before: int) -> int:
    return max(_number(told["Index"]) - 1, 0) if "Index" in told else before + 1


def _number(text: str) -> int:
    return int(text[:8]) if text.isascii() and text.isdigit() else 0


def _value(text: str, kind: str) -> Any:
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return int(text) if text.isdigit() and len(text) > 15 else number
    if kind == "DateTime":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        whole = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
        return moment.date() if whole else moment
    if kind == "Boolean":
        return text.strip() in ("1", "true", "True")
    return ErrorCell(text) if kind == "Error" else text
