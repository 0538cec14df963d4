"""Sound files with a few bytes changed, in the file or inside the parts of its package."""

from __future__ import annotations

import io
import random
import zipfile

from tests.models.leads.torture import made_by_libraries, other_workbooks, workbooks
from tests.models.leads.torture import old_files as old
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.case import Case

SIGNS = (
    b'"', b"'", b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\\", b" ", b"sep=;\n", b"\xe9", b"\xc3", b"\x1a", b"=", b"0", b"9" * 30,
)  # fmt: skip
MARKUP = (
    b"<", b">", b"&", b"]]>", b"<c>", b"</row>", b"<v>", b"-1", b"4294967296", b"NaN", b"s",
    b't="s"', b'r="XFD1048576"', b"<row r=\"0\">", b"\xff", b"\0", b'"', b"<!--", b"&#0;",
    b"<!DOCTYPE x>", b'table:number-columns-repeated="99999"',
)  # fmt: skip


def changed(content: bytes, dice: random.Random, signs: tuple[bytes, ...]) -> bytes:
    """The content with one to four changes."""
    data = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        place = dice.randrange(len(data) + 1)
        size = min(len(data) - place, dice.choice((1, 1, 2, 8, 40, 200)))
        match dice.randrange(7):
            case 0 if size:
                data[place] ^= 1 << dice.randrange(8)
            case 1:
                del data[place : place + size]
            case 2:
                data[place:place] = data[place : place + size]
            case 3:
                data[place:place] = dice.choice(signs)
            case 4:
                del data[place:]
            case 5:
                data[place : place + size] = dice.randbytes(size)
            case _:
                sign = dice.choice(signs)
                data[place : place + len(sign)] = sign
        if not data:
            data += dice.choice(signs)
    return bytes(data)


def inside(content: bytes, dice: random.Random) -> bytes:
    """A package with one of its parts changed; its checksums are right again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = dice.choice([name for name, part in parts.items() if part])
    parts[name] = changed(parts[name], dice, MARKUP)
    return ooxml.zipped(dict(parts), dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def sound_workbooks() -> dict[str, bytes]:
    """Workbooks of each make that are read right."""
    found: dict[str, bytes] = {}
    for case in (*workbooks.cases(), *made_by_libraries.cases(), *other_workbooks.cases()):
        if case.name in (
            "shared.xlsx", "inline.xlsx", "texts.xlsx", "formulas.xlsx", "merged.xlsx",
            "several.xlsx", "zip-codes.xlsx", "openpyxl-extras.xlsx", "typed.ods", "cells.ods",
            "two-tables.ods", "typed.xls", "hidden-first.xls", "errors.xls", "typed.xlsb",
            "hidden-first.xlsb", "one-table.zip", "table.parquet",
        ):  # fmt: skip
            found[case.name] = case.content if isinstance(case.content, bytes) else case.content()
    return found


def mutated_workbook(number: int, sound: dict[str, bytes]) -> tuple[str, bytes]:
    """One of many workbooks, the same for the same number."""
    dice = random.Random(f"workbook {number}")
    name = dice.choice(list(sound))
    content = sound[name]
    if zipfile.is_zipfile(io.BytesIO(content)) and dice.random() < 0.75:
        return name, inside(content, dice)
    if name.endswith(".xls") and dice.random() < 0.8:
        # The records, and not the compound file round them.
        body = changed(content[512:-1536], dice, MARKUP)
        return name, old.compound(body)
    return name, changed(content, dice, MARKUP)


def mutated_text(number: int, sound: list[Case]) -> tuple[Case, bytes]:
    """One of many text files, the same for the same number."""
    dice = random.Random(f"text {number}")
    case = dice.choice(sound)
    assert isinstance(case.content, bytes)
    return case, changed(case.content, dice, SIGNS)
