from __future__ import annotations

import base64
import io
import json
import random
import zipfile
import zlib
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from models.exchange.embedded import (
    JSON_KEY,
    MARK,
    MOST_INFLATED,
    SHEET,
    embedded,
    embedded_cells,
    found_in,
)
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.file.model_json import dump, model_from_text, model_to_json
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.scoring.scorable_models import random_models

SMALL = ScoringModel(
    "m1",
    "Inbound \u201cquoted\u201d -- */ ]]> \U0001f600",
    (Group("g1", "Fit", (Rule("r1", "VP", Points(5), FieldTest("Title", Test.IS, ("VP",))),)),),
)
SURROUNDS = [
    "-- made by Leadbench\n-- {}\nSELECT 1;\n",
    "<?xml version='1.0'?>\n<!-- {} -->\n<PMML/>",
    "/* {} */ export function score() {{}}",
    "\ufeff# {}\r\nimport math\r\n",
    '{{"note": "{}"}}',
    "{}",
]


def workbook(cells: tuple[str, ...], *, streamed: bool = False) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"constant_memory": streamed})
    book.add_worksheet("Scores").write_string(0, 0, "Lead & <id>")
    sheet = book.add_worksheet(SHEET)
    sheet.very_hidden()
    for row, cell in enumerate(cells):
        sheet.write_string(row, 0, cell)
    book.close()
    return held.getvalue()


def large() -> ScoringModel:
    """A model whose line is longer than a cell."""
    noise = random.Random(1).randbytes(60_000).hex()
    return replace(SMALL, notes=noise)


@pytest.mark.parametrize("around", SURROUNDS)
def test_that_a_model_comes_back_from_whatever_text_carries_it(around: str) -> None:
    for drawn in [SMALL, *random_models(7, 6)]:
        model = model_from_text(dump(drawn))  # as its own file gives it back
        text = around.format(embedded(model))
        assert found_in(text) == model
        assert found_in(text.encode("utf-8")) == model


def test_that_no_comment_or_string_of_a_target_is_ended_by_the_line() -> None:
    line = embedded(SMALL)
    assert line.isascii()
    assert line.isprintable()
    assert not [end for end in ("--", "*/", "]]>", "'", '"', "\\", "`") if end in line[len(MARK) :]]


def test_that_utf_16_is_read_as_well() -> None:
    assert found_in(f"-- {embedded(SMALL)}".encode("utf-16")) == SMALL


def test_that_json_holds_the_model_itself() -> None:
    text = json.dumps({"nodes": [], JSON_KEY: model_to_json(SMALL)})
    assert found_in(text) == SMALL
    assert found_in(text.encode("utf-8-sig")) == SMALL


@pytest.mark.parametrize("content", ["", "SELECT 1", b"", b"\xff\x00\x01", '{"a": 1}', f"{MARK}:"])
def test_that_nothing_is_found_where_nothing_is(content: str | bytes) -> None:
    assert found_in(content) is None


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("model", [SMALL, large()], ids=["small", "large"])
def test_that_a_workbook_holds_it_in_its_hidden_sheet(model: ScoringModel, streamed: bool) -> None:
    cells = embedded_cells(model)
    assert all(len(cell) <= 32_767 for cell in cells)
    assert found_in(workbook(cells, streamed=streamed)) == model


def test_that_it_is_found_when_another_program_saved_the_workbook() -> None:
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(workbook(embedded_cells(large())))).save(again)
    assert found_in(again.getvalue()) == large()


def test_that_it_is_found_in_a_sheet_larger_than_a_piece_that_is_read_at_once() -> None:
    held = io.BytesIO()
    line = embedded(SMALL)
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for shift in range(0, len(line), 97):  # across the end of a piece
            before = "<c>x</c>" * (((1 << 20) - shift) // 8)
            archive.writestr(f"xl/worksheets/{shift}.xml", f"{before}<t>{line}</t>{before}")
    assert found_in(held.getvalue()) == SMALL


def test_that_a_workbook_without_one_gives_none() -> None:
    assert found_in(workbook(("Notes",))) is None


def broken(text: str) -> str:
    return text[: len(text) // 2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (broken(embedded(SMALL)), "cut or changed"),
        (f"{MARK}: {base64.b64encode(b'not zlib at all').decode()}", "cut or changed"),
        (f"{MARK}: {base64.b64encode(zlib.compress(bytes([255]))).decode()}", "cut or changed"),
        (f"{MARK}: {base64.b64encode(zlib.compress(b'[1')).decode()}", "not JSON"),
        (f"{MARK}: {base64.b64encode(zlib.compress(b'{}')).decode()}", "faults"),
        (f"{embedded(SMALL)}\n{embedded(replace(SMALL, name='b'))}", "more than one model"),
        (f'{{"{JSON_KEY}": 5}}', "must be"),
        (f'{{"{JSON_KEY}": ', "not JSON"),
        (workbook(embedded_cells(large())[1:]), "cut or changed"),
        (workbook(embedded_cells(SMALL))[:-40], "damaged"),
    ],
)
def test_that_what_is_damaged_is_said_in_a_sentence(content: str | bytes, said: str) -> None:
    with pytest.raises(LeadbenchError, match=said) as caught:
        found_in(content, "crm.sql")
    assert caught.value.problem.where.startswith("crm.sql")


def test_that_what_inflates_without_end_is_refused_early() -> None:
    bomb = zlib.compress(b" " * (MOST_INFLATED + 1), 9)
    with pytest.raises(LeadbenchError, match="unpacks to more than"):
        found_in(f"{MARK}: {base64.b64encode(bomb).decode()}")


def test_that_a_workbook_that_unpacks_to_far_more_is_not_looked_through() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 60_000_000)
    with pytest.raises(LeadbenchError, match="unpacks to far more"):
        found_in(held.getvalue())


def test_that_a_model_that_breaks_a_law_of_its_file_is_not_embedded() -> None:
    with pytest.raises(LeadbenchError, match="not finished"):
        embedded(replace(SMALL, bands=()))
