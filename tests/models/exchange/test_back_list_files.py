"""The files of lists for another system, byte for byte and read back by other programs."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.exchange.reimport import formats
from models.exchange.reimport.back_list import BackList
from models.exchange.reimport.ids import salesforce_suffix
from models.exchange.reimport.previous import previous_of, read_lists
from models.exchange.reimport.systems import SYSTEMS, System
from models.exchange.reimport.telling import ending_problems, problems_of, sentences
from models.exchange.reimport.wishes import ListWishes
from models.exchange.reimport.writing import paths_of, refuse_inputs, write_back_list
from models.leads.readers.contract import Cancelled
from models.problems import LeadbenchError
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash
from tests.models.exchange.listed_leads import DAY, leads_of, list_of, model_of

PLAIN = ListWishes("plain")
BOM = b"\xef\xbb\xbf"
HASH = content_hash(model_of())
SHORT = HASH[:12]
GOOD = {
    "hubspot": ("51", "12345678901234567890"),
    "salesforce": ("001D000000IqhSL", f"001D000000IqhSM{salesforce_suffix('001D000000IqhSM')}"),
    "marketo": ("o'hara+x@b.example", "a@b.example"),
    "dynamics": ("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F0"),
    "zoho": ("zcrm_4876876000000123456", "4876876000000123457"),
    "plain": ("007", 'b, "c"; \u00fc'),
}
NASTY = [
    "00123",
    "1e5",
    "TRUE",
    "1/2",
    'say "x"',
    "a,b",
    "a;b",
    "'=1+1",
    "\u00fc\U0001f600",
    "null",
]


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def nasty() -> BackList:
    return list_of(NASTY, list(range(len(NASTY), 0, -1)), PLAIN)


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.key)
def test_that_a_csv_file_is_what_the_system_loads_byte_for_byte(
    tmp_path: Path, system: System
) -> None:
    first, second = GOOD[system.key]
    path = tmp_path / "out.csv"
    write_back_list(path, list_of([first, second], [80, 5], ListWishes(system.key)))
    columns = [system.header(name) for name in ("id", "score", "band", "date", "model")]
    quoted = '"b, ""c""; \u00fc"' if system.key == "plain" else second
    text = (
        f"{','.join(columns)}\r\n"
        f"{first},80,Hot,2026-03-31,{SHORT}\r\n"
        f"{quoted},5,Cold,2026-03-31,{SHORT}\r\n"
    )
    mark = BOM if system.key in ("hubspot", "marketo", "dynamics", "zoho") else b""
    assert path.read_bytes() == mark + text.encode("utf-8")
    assert csv_rows(path)[1:] == [
        [first, "80", "Hot", "2026-03-31", SHORT],
        [second, "5", "Cold", "2026-03-31", SHORT],
    ]


def test_that_ids_come_back_from_a_csv_file_as_they_were(tmp_path: Path) -> None:
    write_back_list(tmp_path / "out.csv", nasty())
    assert [row[0] for row in csv_rows(tmp_path / "out.csv")[1:]] == NASTY


def test_that_a_workbook_holds_texts_and_numbers_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_back_list(path, nasty())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Scores"]
    rows = list(book["Scores"].iter_rows())
    assert [cell.value for cell in rows[0]] == ["id", "score", "band", "as_of", "model"]
    assert [row[0].value for row in rows[1:]] == NASTY
    assert {row[0].data_type for row in rows} == {"s"}
    assert {row[0].number_format for row in rows[1:]} == {"@"}
    assert [row[1].value for row in rows[1:]] == list(range(len(NASTY), 0, -1))
    assert {cell.value for row in rows[1:] for cell in row[3:]} == {"2026-03-31", SHORT}
    book.close()
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert "xl/sharedStrings.xml" in archive.namelist()


def test_that_a_long_workbook_is_the_same_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long ones are written row by row."""
    found = []
    for many in (100, 3):
        monkeypatch.setattr(formats, "MANY", many)
        write_back_list(tmp_path / "out.xlsx", nasty())
        book = openpyxl.load_workbook(tmp_path / "out.xlsx")
        found.append([[cell.value for cell in row] for row in book["Scores"].iter_rows()])
        book.close()
    assert found[0] == found[1]
    assert [item.name for item in tmp_path.iterdir()] == ["out.xlsx"]


def test_that_more_leads_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MOST_ROWS", len(NASTY))
    with pytest.raises(LeadbenchError, match="9 leads at most; these are 10"):
        write_back_list(tmp_path / "out.xlsx", nasty())
    assert list(tmp_path.iterdir()) == []


def test_that_parquet_has_typed_columns_and_says_the_model(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    write_back_list(path, nasty())
    table = parquet.read_table(path)
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds == {
        "id": "string",
        "score": "int32",
        "band": "string",
        "as_of": "date32[day]",
        "model": "string",
    }
    assert table.column("id").to_pylist() == NASTY
    assert table.column("score").to_pylist() == list(range(len(NASTY), 0, -1))
    assert table.column("as_of").to_pylist() == [date(2026, 3, 31)] * len(NASTY)
    about = json.loads(table.schema.metadata[b"leadbench"])
    assert about == {"model": "Model", "model_hash": HASH, "system": "plain"}


# Files of bands

SCORES = [90, 80, 50, 10, 5, 0]
KEYS = ["a", "b", "c", "d", "e", "f"]


def test_that_the_files_of_the_bands_together_are_the_whole_list(tmp_path: Path) -> None:
    back = list_of(KEYS, SCORES, PLAIN)
    files = write_back_list(tmp_path / "out.csv", back, per_band=True)
    assert [(file.path.name, file.band, file.leads) for file in files] == [
        ("out, Hot.csv", "Hot", 2),
        ("out, Warm.csv", "Warm", 1),
        ("out, Cold.csv", "Cold", 3),
    ]
    write_back_list(tmp_path / "all.csv", back)
    header, *whole = csv_rows(tmp_path / "all.csv")
    together = []
    for file in files:
        own, *rows = csv_rows(file.path)
        assert own == header
        assert {row[2] for row in rows} == {file.band}
        together += rows
    assert together == whole


def test_that_workbooks_of_bands_together_are_the_whole_list(tmp_path: Path) -> None:
    found = []
    for file in write_back_list(tmp_path / "out.xlsx", list_of(KEYS, SCORES, PLAIN), per_band=True):
        book = openpyxl.load_workbook(file.path)
        found += [row[0].value for row in list(book["Scores"].iter_rows())[1:]]
        book.close()
    assert found == KEYS


def test_that_a_band_without_leads_has_a_file_too(tmp_path: Path) -> None:
    """One of last month would be taken for today's."""
    back = list_of(["a"], [90], PLAIN)
    (tmp_path / "out, Cold.csv").write_text("id,score\r\nold,1\r\n")
    write_back_list(tmp_path / "out.csv", back, per_band=True)
    assert csv_rows(tmp_path / "out, Cold.csv") == [list(back.header)]


def test_that_next_steps_stand_in_the_files_of_their_bands(tmp_path: Path) -> None:
    steps = (("Cold", "wait, then mail"), ("Warm", "mail"), ("Hot", "call"))
    back = list_of(KEYS, SCORES, replace(PLAIN, next_steps=steps))
    for file in write_back_list(tmp_path / "out.csv", back, per_band=True):
        header, *rows = csv_rows(file.path)
        assert header[-1] == "next_step"
        assert {row[-1] for row in rows} == {dict(steps)[file.band]}


@pytest.mark.parametrize(
    ("bands", "names"),
    [
        (("a/b", "a:b", "A\\B"), ("A-B", "a-b 2", "a-b 3")),
        (("..", "con", "x."), ("x", "con", "band")),
    ],
)
def test_that_names_of_bands_become_names_of_files(
    bands: Sequence[str], names: Sequence[str]
) -> None:
    found = [path.stem for path, _ in paths_of(Path("out.csv"), model_of(bands), True)]
    assert found == [f"out, {name}" for name in names]


# Whole or not at all


def test_that_no_file_changes_where_one_of_them_cannot_be_written(tmp_path: Path) -> None:
    back = list_of(KEYS, SCORES, PLAIN)
    (tmp_path / "out, Hot.csv").write_text("before")
    (tmp_path / "out, Cold.csv").mkdir()
    with pytest.raises(LeadbenchError, match="This is a folder"):
        write_back_list(tmp_path / "out.csv", back, per_band=True)
    assert (tmp_path / "out, Hot.csv").read_text() == "before"
    assert {item.name for item in tmp_path.iterdir()} == {"out, Hot.csv", "out, Cold.csv"}


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_that_a_writing_that_is_stopped_leaves_nothing(tmp_path: Path, ending: str) -> None:
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    told: list[tuple[str, int, int]] = []
    with pytest.raises(Cancelled):
        write_back_list(
            tmp_path / f"out{ending}",
            list_of(KEYS, SCORES, PLAIN),
            progress=lambda *what: told.append(what),
            cancelled=lambda: True,
        )
    assert list(tmp_path.iterdir()) == []
    write_back_list(tmp_path / "out.csv", nasty(), progress=lambda *what: told.append(what))
    assert told == [("Writing the list", 0, len(NASTY))]


def test_that_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LeadbenchError, match="cannot be written as"):
        write_back_list(tmp_path / "out.txt", nasty())


def test_that_a_list_never_takes_the_place_of_what_it_is_made_from(tmp_path: Path) -> None:
    (tmp_path / "before.csv").write_text("x")
    (tmp_path / "same.csv").hardlink_to(tmp_path / "before.csv")
    with pytest.raises(LeadbenchError, match="would replace"):
        refuse_inputs([tmp_path / "new.csv", tmp_path / "same.csv"], [tmp_path / "before.csv"])
    refuse_inputs([tmp_path / "new.csv"], [tmp_path / "before.csv", tmp_path / "not there.csv"])


# The list of before


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_that_a_file_is_known_again_by_the_next_list(tmp_path: Path, ending: str) -> None:
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    ids = [*NASTY, "Total", "Sum", "# note", " x  y "]
    scores = list(range(len(ids)))
    path = tmp_path / f"before{ending}"
    write_back_list(path, list_of(ids, scores, PLAIN))
    previous = previous_of(read_lists([path]), PLAIN)
    again = list_of(ids, scores, PLAIN, None, previous)
    assert (len(again), again.change and again.change.same) == (0, len(ids))
    moved = list_of(ids, [*scores[:-1], 99], PLAIN, None, previous)
    assert [row[:2] for row in moved.rows()] == [("x  y", "99")]


# What is told


def told(ids: Sequence[str], key: str, out: str = "o.csv") -> str:
    scored = score(model_of(), leads_of(ids, [50] * len(ids)), DAY)
    back = list_of(ids, [50] * len(ids), ListWishes(key))
    problems = (*problems_of(back, scored), *ending_problems(back, Path(out)))
    return " ".join(problem.sentence() for problem in problems)


def test_that_leads_that_are_left_out_are_counted_with_an_example() -> None:
    said = told(["7", "", "x", "y", "7", " 8"], "hubspot")
    assert "1 lead is left out: no id." in said
    assert "2 leads are left out: an id such as “x” is not a whole number." in said
    assert (
        "1 lead is left out, since a lead with a higher place has the same id, such as “7”" in said
    )
    assert "1 id had blanks before or after" in said
    assert told(["7"], "hubspot") == ""


def test_that_a_file_that_the_system_does_not_load_is_told() -> None:
    assert "does not load “.xlsx” files itself. Write .csv" in told(
        ["a@b.example"], "marketo", "o.xlsx"
    )


def test_that_what_changed_is_told_in_sentences(tmp_path: Path) -> None:
    write_back_list(tmp_path / "o.csv", list_of(["a", "b", "c"], [1, 2, 3], PLAIN))
    previous = previous_of(read_lists([tmp_path / "o.csv"]), PLAIN)
    back = list_of(["a", "b", "d"], [1, 50, 3], PLAIN, None, previous)
    assert sentences(back) == (
        "2 leads for another system.",
        "1 new, 1 changed; 1 lead stays as it was and is left out.",
        "1 record of the list before is not among these leads; what another system knows of them "
        "stays.",
    )
