from __future__ import annotations

import os
import sys
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.readers import Cancelled, ReadOptions, child, read_table, reading, reread, wire
from models.leads.readers.parsing import read_here
from models.problems import LeadbenchError


def write(path: Path, rows: int) -> Path:
    lines = [f"{n},name {n % 17},{n * 7 % 1000},yes" for n in range(rows)]
    path.write_text("id,name,n,won\n" + "\n".join(lines))
    return path


def test_that_the_child_gives_what_reading_here_gives(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", 3_000)
    steps: list[str] = []
    far = read_table(path, progress=lambda what, done, total: steps.append(what))
    near = read_here(path, ReadOptions(), lambda what, done, total: None)
    assert far.table.fingerprint == near.table.fingerprint
    assert (far.recipe, far.evidence, far.problems) == (near.recipe, near.evidence, near.problems)
    assert (far.encoding, far.delimiter, far.header_row) == ("UTF-8", ",", 1)
    assert far.rows_in == far.table.rows == 3_000
    assert "Reading rows" in steps


def test_that_a_cancelled_reading_ends_the_child(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", 200_000)
    seen = threading.Event()
    with pytest.raises(Cancelled):
        read_table(path, progress=lambda *step: seen.set(), cancelled=seen.is_set)
    assert seen.is_set()


@pytest.mark.parametrize("kind", ["missing", "folder", "empty"])
def test_that_what_cannot_be_opened_is_refused_before_a_child_starts(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.subprocess, "Popen", None)
    path = tmp_path / "leads.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    with pytest.raises(LeadbenchError) as caught:
        read_table(path)
    assert caught.value.problem.remedy


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="the administrator may read everything",
)
def test_that_a_locked_file_is_said_to_be_locked(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", 1)
    path.chmod(0)
    with pytest.raises(LeadbenchError, match="locked"):
        read_table(path)


def test_that_a_cell_at_the_far_end_of_the_sheet_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "id"
    sheet["XFD1048576"] = "far away"
    book.save(path)
    with pytest.raises(LeadbenchError, match=r"far outside .* row 1,048,576, out to column XFD"):
        read_table(path)


def test_that_an_xml_bomb_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    book = Workbook()
    book.save(path)
    entities = "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}' * 1 + '">' for n in range(9)
    )
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a8;</t></is></c></row></sheetData></worksheet>'
    )
    source = zipfile.ZipFile(path)
    parts = {name: source.read(name) for name in source.namelist()}
    source.close()
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(LeadbenchError):
        read_table(path)


def test_that_a_child_that_dies_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "leads.csv", 3)
    monkeypatch.setattr(reading, "_START", "import os; os.abort()")
    with pytest.raises(LeadbenchError, match="broke off"):
        read_table(path)
    monkeypatch.setattr(
        reading, "_START", "import sys; sys.stdin.readline(); print('{\"column\":')"
    )
    with pytest.raises(LeadbenchError, match="broke off"):
        read_table(path)


def test_that_a_child_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "leads.csv", 3)
    monkeypatch.setattr(reading, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(reading, "STALL", 0.2)
    with pytest.raises(LeadbenchError, match="too long"):
        read_table(path)


def test_that_cells_never_reach_the_note_about_a_broken_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "leads.csv", 3)
    monkeypatch.setattr(reading, "_START", "raise ValueError('secret cell')")
    with pytest.raises(LeadbenchError) as caught:
        read_table(path)
    assert "secret" not in str(caught.value) + "".join(caught.value.__notes__)
    assert "ValueError" in "".join(caught.value.__notes__)


def test_that_next_months_file_is_read_as_this_one_was(tmp_path: Path) -> None:
    recipe = Recipe(
        (
            Input("Lead", role=Role.ID, aliases=("id",)),
            Input("n", Kind.TEXT),
            Input("won", Kind.YES_NO, Role.OUTCOME, converted=("yes",)),
            Input("gone", Kind.NUMBER),
        )
    )
    imported = reread(write(tmp_path / "leads.csv", 5), recipe)
    by_name = {item.name: item for item in imported.recipe}
    assert list(by_name) == ["Lead", "name", "n", "won", "gone"]
    assert by_name["n"].kind is Kind.TEXT
    assert any("gone" in problem.what for problem in imported.problems)
    assert any("“name”" in problem.what for problem in imported.problems)


def test_that_recipes_survive_the_wire() -> None:
    recipe = Recipe((Input("a", Kind.DATE, Role.CREATED, ("b",), blank=("x",), event=True),))
    assert wire.recipe_from_json(wire.recipe_to_json(recipe)) == recipe


@pytest.mark.skipif(child.resource is None, reason="this system has no such limits")
def test_that_a_codes_array_is_as_narrow_as_its_texts_allow(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "leads.csv", 1_000)).table
    assert [column.codes.dtype for column in table.columns] == [
        np.uint16,
        np.uint8,
        np.uint16,
        np.uint8,
    ]
