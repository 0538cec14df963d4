"""The model within what was exported, so that every export can be brought back.

A text carries it in a comment or a value, on one line:

    leadbench-model: eJyrVip...        base64 of the zlib-compressed JSON of the model's file

A workbook carries it in the cells of a hidden sheet; where one cell is too short they are numbered
"leadbench-model 1/3: ...". An export that is JSON has the model itself under JSON_KEY.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from models.exchange.model_file import check_finished
from models.leads.readers.archive import check_parts
from models.problems import LeadbenchError
from models.scoring.file.json_text import parse
from models.scoring.file.model_json import model_from_json, model_from_text, model_to_json
from models.scoring.model import ScoringModel

MARK = "leadbench-model"
JSON_KEY = "leadbench_model"
SHEET = "leadbench-model"
"""The name of the hidden sheet of a workbook that holds `embedded_cells` in its first column."""

MOST_INFLATED = 20_000_000
"""No model is larger in bytes; what inflates to more is an attack or damaged."""
CELL = 32_000
"""Characters of one cell; a sheet takes 32,767."""

_LINE = re.compile(rf"{MARK}(?: ([0-9]{{1,4}})/([0-9]{{1,4}}))?: ?([A-Za-z0-9+/]+={{0,2}})")
_CHUNK = 1 << 20
_ZIP = b"PK\x03\x04"
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def embedded(model: ScoringModel) -> str:
    """The line that stands for the model: plain ASCII, without "--", "*/" or quotes.

    LeadbenchError where the model breaks a law of its file: it could not be read back.
    """
    return f"{MARK}: {_packed(model)}"


def embedded_cells(model: ScoringModel) -> tuple[str, ...]:
    """The same for the cells of a workbook's hidden sheet, each short enough for one."""
    packed = _packed(model)
    parts = [packed[at : at + CELL] for at in range(0, len(packed), CELL)]
    if len(parts) == 1:
        return (f"{MARK}: {packed}",)
    return tuple(f"{MARK} {n}/{len(parts)}: {part}" for n, part in enumerate(parts, start=1))


def found_in(content: str | bytes, where: str = "") -> ScoringModel | None:
    """The model that an export carries; None where it carries none.

    Takes a text, or the bytes of a text or workbook. LeadbenchError where what it carries is
    damaged, too large, not a model, or more than one model.
    """
    if isinstance(content, bytes):
        if content.startswith(_ZIP):
            return _of_lines(_in_workbook(content, where), where)
        content = content.decode(_UTF16.get(content[:2], "utf-8-sig"), "replace")
    if f'"{JSON_KEY}"' in content and content.lstrip("\ufeff \t\r\n").startswith("{"):
        data = parse(content.lstrip("\ufeff"), where)
        if JSON_KEY in data:
            return model_from_json(data[JSON_KEY], _joined(where, JSON_KEY))
    return _of_lines(_lines(content), where)


def _packed(model: ScoringModel) -> str:
    check_finished(model)
    text = json.dumps(model_to_json(model), separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode("ascii"), 9)).decode("ascii")


Line = tuple[str | None, str | None, str]
"""Which part, of how many parts, and its text."""


def _of_lines(lines: Iterator[Line], where: str) -> ScoringModel | None:
    """The one model of all the lines; the same line may stand there more than once."""
    parts: dict[tuple[int, int], str] = {}
    for number, of, text in lines:
        place = (int(number or 1), int(of or 1))
        if parts.setdefault(place, text) != text:
            raise LeadbenchError(
                "This file carries more than one model.", where, "Bring in one export at a time."
            )
    if not parts:
        return None
    count = max(count for _, count in parts)
    if set(parts) != {(number, count) for number in range(1, count + 1)}:
        raise _damaged(where)
    return _unpacked("".join(parts[number, count] for number in range(1, count + 1)), where)


def _unpacked(text: str, where: str) -> ScoringModel:
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode(text, validate=True), MOST_INFLATED + 1)
    except (binascii.Error, zlib.error) as error:
        raise _damaged(where) from error
    if len(data) > MOST_INFLATED:
        raise LeadbenchError(
            f"The model in this file unpacks to more than {MOST_INFLATED:,} bytes and was not "
            "opened.",
            where,
            "Export it again from Leadbench.",
        )
    if not inflater.eof:
        raise _damaged(where)
    try:
        return model_from_text(data.decode("utf-8"), _joined(where, MARK))
    except UnicodeDecodeError as error:
        raise _damaged(where) from error


def _in_workbook(content: bytes, where: str) -> Iterator[Line]:
    """The lines in the texts and sheets of a workbook, whoever saved it last."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_parts(archive.infolist(), where)
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and not part.flag_bits & 1:
                    with archive.open(part) as stream:
                        yield from _in_part(stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise LeadbenchError(
            "The file is damaged: it was not written or copied to its end.",
            where,
            "Export or copy it again.",
        ) from error


def _in_part(stream: IO[bytes]) -> Iterator[Line]:
    """Lines of one part, a piece at a time: a sheet of leads may be far larger than a model."""
    kept = b""
    while piece := stream.read(_CHUNK):
        block = kept + piece
        cut = max(block.rfind(b"<"), 0)  # no text of a cell goes over a tag
        yield from _lines(block[:cut].decode("latin-1"))  # ASCII, in whatever encoding XML has
        kept = block[cut:] if len(block) - cut <= _CHUNK else b""
    yield from _lines(kept.decode("latin-1"))


def _lines(text: str) -> Iterator[Line]:
    return ((found[1], found[2], found[3]) for found in _LINE.finditer(text))


def _joined(where: str, part: str) -> str:
    return f"{where}, {part}" if where else part


def _damaged(where: str) -> LeadbenchError:
    return LeadbenchError(
        "The model in this file is damaged: its line was cut or changed.",
        where,
        "Take the file as it was exported, or export it again.",
    )
