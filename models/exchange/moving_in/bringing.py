"""Any file that holds a model, as a scoring model of ours: which kind it is, shows its content."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from models.exchange.embedded import JSON_KEY, found_in
from models.exchange.moving_in.brought import Brought
from models.exchange.moving_in.columns import GUESSED, Chosen
from models.exchange.moving_in.scorecard import SheetRow, read_scorecard
from models.exchange.moving_in.world import NOTHING_KNOWN, World
from models.exchange.moving_in.zoho import is_zoho, read_zoho
from models.leads.raw import Cell
from models.leads.readers import Imported, ReadOptions, read_table
from models.leads.readers.files import check_file, unreadable
from models.leads.wording import quoted
from models.problems import LeadbenchError
from models.scoring.file.json_text import parse
from models.scoring.file.model_json import model_from_json
from models.scoring.model import ScoringModel

MODEL_FILE, EXPORT = "model file", "export of Leadbench"
MOST_BYTES = 64_000_000
"""No scorecard or export is larger; tables of leads may be."""
SHEETS = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def bring_in(
    path: Path,
    *,
    chosen: Chosen = GUESSED,
    sheet: str | None = None,
    world: World = NOTHING_KNOWN,
    cancelled: Callable[[], bool] | None = None,
) -> Brought:
    """The model of a file: our own JSON, an export of ours, Zoho's scoring rules, a scorecard.

    LeadbenchError where the file is none of them or is damaged.
    """
    size = check_file(path)
    if size > MOST_BYTES:
        raise LeadbenchError(
            f"This file has {size:,} bytes, too many for a scoring model.",
            path.name,
            "Choose a scorecard, a model's JSON file or an export.",
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    carried = found_in(content, path.name)
    if carried is not None:
        return Brought(
            EXPORT,
            carried,
            notes=("The model as it was exported: changes made to the file since are not seen.",),
        )
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _of_json(content, path.name, world)
    if path.suffix.lower() not in SHEETS:
        raise _unknown(path.name)
    return _scorecard(path, chosen, sheet, world, cancelled)


def _scorecard(
    path: Path,
    chosen: Chosen,
    sheet: str | None,
    world: World,
    cancelled: Callable[[], bool] | None,
) -> Brought:
    """The scorecard of the sheet that was said, else of the first sheet that holds one."""

    def read(name: str | None) -> Imported:
        return read_table(
            path, ReadOptions(sheet=name, header_row=0, totals=True), cancelled=cancelled
        )

    def brought(imported: Imported) -> Brought:
        rows = sheet_rows(imported)
        return read_scorecard(rows, path.stem, chosen=chosen, world=world, where=path.name)

    imported = read(sheet)
    try:
        return brought(imported)
    except LeadbenchError:
        if sheet is not None:
            raise
        seen = imported.table.sheet
        for other in [item.name for item in imported.sheets if item.visible and item.name != seen]:
            with suppress(LeadbenchError):
                found = brought(read(other))
                return replace(found, notes=(f"Sheet {quoted(other)}.", *found.notes))
        raise


def sheet_rows(imported: Imported) -> list[SheetRow]:
    """The filled rows of a sheet that was read without a header, numbered as in the file.

    Below the first rows, which are known as they are, rows are numbered as if none were blank.
    """
    table = imported.table
    filled = [n for n, row in enumerate(imported.head, start=1) if any(map(str.strip, row))]
    columns = table.columns
    rows = []
    for place in range(table.rows):
        cells = tuple(column[place] for column in columns)
        dates = frozenset(
            at
            for at, column in enumerate(columns)
            if column.cells[int(column.codes[place])] == Cell.DATE
        )
        number = filled[place] if place < len(filled) else place + 1 + _blank(imported, len(filled))
        rows.append(SheetRow(number, cells, dates))
    return rows


def _blank(imported: Imported, filled: int) -> int:
    return len(imported.head) - filled


def _of_json(content: bytes, where: str, world: World) -> Brought:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LeadbenchError(
            f"This is not a text in UTF-8 (line {line}).", where, "Save the file as UTF-8."
        ) from error
    data = parse(text, where)
    if is_zoho(data):
        return read_zoho(data, where, world)
    if isinstance(data, dict) and ("semantics" in data or "groups" in data):
        return Brought(MODEL_FILE, _model(data, where))
    raise LeadbenchError(
        "This JSON is neither a scoring model nor scoring rules of Zoho CRM.",
        where,
        f"A model has {quoted('semantics')} and {quoted('groups')}, an export {quoted(JSON_KEY)}, "
        f"Zoho's rules {quoted('scoring_rules')}.",
    )


def _model(data: object, where: str) -> ScoringModel:
    return model_from_json(data, where)


def _unknown(where: str) -> LeadbenchError:
    return LeadbenchError(
        "This file holds no scoring model that is known here.",
        where,
        "Choose a scorecard (.csv, .xlsx), a model's JSON file, Zoho's scoring rules as JSON, or a "
        "file that Leadbench exported.",
    )
