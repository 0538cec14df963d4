"""Workbooks protected by a password: opened with it, told as such without it."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from models.leads.readers import ReadOptions, read_table
from models.problems import LeadbenchError
from tests.models.leads.reading_cells import read, rows, said

_HERE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("LEADBENCH_DATA", _HERE.parent / "shared" / "data")) / "spreadsheets"
WILD = {
    "poi__protected_passtika.xlsx": "tika",
    "poi__password.xls": "password",
    "calamine__pass_protected.xlsb": "1234",
}


def save(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["id", "name"], ["00017", "Ann"], ["2", "Bob"]]:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    plain = io.BytesIO(save(tmp_path / "plain.xlsx").read_bytes())
    path = tmp_path / "leads.xlsx"
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("naïve ✓", file)
    return path


def test_that_a_password_opens_a_workbook_also_in_the_child(protected: Path) -> None:
    for imported in (
        read(protected, password="naïve ✓"),
        read_table(protected, ReadOptions(password="naïve ✓")),
    ):
        assert rows(imported) == [["00017", "Ann"], ["2", "Bob"]]
        assert "naïve" not in repr(imported.problems)


def test_that_no_and_a_wrong_password_are_two_sentences(protected: Path) -> None:
    with pytest.raises(LeadbenchError, match=r"is protected by a password\. Give the password"):
        read(protected)
    with pytest.raises(LeadbenchError, match="Give the password"):
        read(protected, password="")
    with pytest.raises(LeadbenchError, match="does not open the workbook") as caught:
        read_table(protected, ReadOptions(password="naive ✓"))
    assert "naive" not in str(caught.value)


def test_that_a_password_that_is_not_needed_is_said(tmp_path: Path) -> None:
    imported = read(save(tmp_path / "leads.xlsx"), password="hush")
    assert len(rows(imported)) == 2
    said(imported, "not protected")


def test_that_a_protected_workbook_cut_short_is_a_sentence(protected: Path) -> None:
    content = protected.read_bytes()
    protected.write_bytes(content[: len(content) // 2])
    with pytest.raises(LeadbenchError):
        read(protected, password="naïve ✓")


def test_that_a_protected_ods_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "leads.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", bytes(range(256)))
    for password in (None, "right"):
        with pytest.raises(LeadbenchError, match=r"protected \.ods|\.ods workbook is protected"):
            read(path, password=password)


@pytest.mark.skipif(not DATA.exists(), reason="the public files are not here")
@pytest.mark.parametrize("name", WILD)
def test_that_protected_files_of_the_wild_open_with_their_password(name: str) -> None:
    if name.endswith("xlsb"):
        assert read(DATA / name, password=WILD[name]).table.rows == 2
    else:
        with pytest.raises(LeadbenchError, match="no rows below"):  # they hold a single cell
            read(DATA / name, password=WILD[name])
    with pytest.raises(LeadbenchError, match="does not open"):
        read(DATA / name, password="another")
