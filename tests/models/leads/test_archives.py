"""Archives: the one table inside is read, anything else is told."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.leads.readers import ReadOptions, read_table
from models.problems import LeadbenchError
from tests.models.leads.reading_cells import headers, read, rows, said

TEXT = "id,name\n00017,Ann\n2,Bob\n"
ROWS = [["00017", "Ann"], ["2", "Bob"]]


def packed(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in [["id", "name"], *ROWS]:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["leads.csv", "folder/leads.xlsx", "leads.csv.txt"])
def test_that_the_one_table_of_an_archive_is_read(tmp_path: Path, name: str) -> None:
    content = workbook() if name.endswith("xlsx") else TEXT
    parts = {"__MACOSX/._leads.csv": b"junk", "folder/.DS_Store": b"junk", name: content}
    imported = read(packed(tmp_path / "export.zip", parts))
    assert (headers(imported), rows(imported)) == (["id", "name"], ROWS)
    assert imported.table.source == "export.zip"


def test_that_several_tables_are_named_and_one_of_them_can_be_chosen(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", {"a.csv": "x,y\n1,2\n", "b.csv": TEXT})
    with pytest.raises(LeadbenchError, match=r"2 tables: “a\.csv”(,| and) “b\.csv”"):
        read(path)
    imported = read(path, sheet="b.csv")
    assert rows(imported) == ROWS
    assert [sheet.name for sheet in imported.sheets] == ["a.csv", "b.csv"]


def test_that_a_note_beside_the_table_is_said_and_not_read(tmp_path: Path) -> None:
    parts = {"read me.txt": "for Ann", "leads.csv": TEXT}
    imported = read(packed(tmp_path / "export.zip", parts))
    assert rows(imported) == ROWS
    assert said(imported, "“read me.txt”") == 1


def test_that_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"leads.csv": TEXT}).read_bytes()
    for name, content in (("inner.zip", inner), ("leads.csv.gz", gzip.compress(TEXT.encode()))):
        with pytest.raises(LeadbenchError, match="another archive"):
            read(packed(tmp_path / "outer.zip", {name: content}))


def test_that_a_compressed_text_is_read_in_the_child_too(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert rows(read(path)) == rows(read_table(path)) == ROWS


def test_that_a_compressed_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx.gz"
    path.write_bytes(gzip.compress(workbook()))
    assert rows(read(path)) == ROWS


def test_that_a_compressed_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv.gz"
    text = "id,name\n" + "".join(f"{n},name {n * 7919 % 1000}\n" for n in range(5_000))
    path.write_bytes(gzip.compress(text.encode())[:5_000])
    with pytest.raises(LeadbenchError, match="archive is damaged"):
        read(path)


def test_that_an_archive_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", {"leads.csv": TEXT * 50})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(LeadbenchError, match="damaged"):
        read(path)


@pytest.mark.parametrize("ending", ["zip", "gz"])
def test_that_an_archive_that_unpacks_to_far_more_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"bomb.{ending}"
    block = b"0," * (1 << 19)
    with ExitStack() as stack:
        if ending == "zip":
            archive = stack.enter_context(zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED))
            file = stack.enter_context(archive.open("leads.csv", "w"))
        else:
            file = stack.enter_context(gzip.open(path, "wb"))
        for _ in range(80):
            file.write(block)
    with pytest.raises(LeadbenchError, match="far more than it should"):
        read(path)


def test_that_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "many.zip", {f"{n}.csv": TEXT for n in range(2_001)})
    with pytest.raises(LeadbenchError, match="far more than it should"):
        read(path)


def test_that_a_document_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "leads.docx", {"word/document.xml": "<w/>"})
    with pytest.raises(LeadbenchError, match="a Word document"):
        read(path)


def test_that_a_protected_archive_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", {"leads.csv": TEXT})
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(LeadbenchError, match="protected by a password"):
        read(path)
    with pytest.raises(LeadbenchError, match="password does not open"):
        read_table(path, ReadOptions(password="wrong"))
