"""Scored lists: the order, the columns, the reasons, and text that never becomes a formula."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from models.exchange.cells import is_plain_number
from models.exchange.list_rows import scored_list
from models.exchange.scored_list import write_scored_list
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Cancelled
from models.leads.scored_lists import is_number, marked
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring import grade_shapes as shapes
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.file.model_json import content_hash
from models.scoring.model import (
    Axis,
    Band,
    Group,
    Move,
    Override,
    Points,
    Rule,
    ScoringModel,
)

DAY = date(2026, 3, 31)
INJECTIONS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "+49 30 23125 100",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    "=",
    "-",
    "@",
    "- none -",
    "=1,2",
    '="quoted"',
)
NUMBERS = ("-5", "+5", "-1.5", "0", "1e5", "-3.2E-4", "1,200", "12%")


def leads_of(columns: dict[str, Sequence[str]], id_field: str = "Id") -> Leads:
    rows = len(next(iter(columns.values())))
    table = RawTable(
        tuple(column_of(name, list(cells)) for name, cells in columns.items()), rows, "leads.csv"
    )
    inputs = [
        Input(
            name,
            Kind.NUMBER if name == "Size" else Kind.TEXT,
            Role.ID if name == id_field else Role.FIELD,
        )
        for name in columns
    ]
    return Leads(table, Recipe(tuple(inputs)))


def contains(field: str, text: str) -> FieldTest:
    return FieldTest(field, Test.CONTAINS, (text,))


MODEL = ScoringModel(
    "m",
    "Model",
    groups=(
        Group(
            "fit",
            "Fit",
            (
                Rule("a", "has a", Points(30), contains("Text", "a")),
                Rule("b", "has b", Points(-20), contains("Text", "b")),
                Rule("c", "has c", Points(30), contains("Text", "c")),
                Rule("d", "has d", Points(1), contains("Text", "d")),
                Rule("e", "has e", Points(2), contains("Text", "e")),
                Rule("f", "has f", Points(3), contains("Text", "f")),
                Rule("g", "has g", Points(40), contains("Text", "g"), muted=True),
            ),
            most=50,
        ),
        Group("rest", "Rest", (Rule("z", "has z", Points(90), contains("Text", "z")),)),
    ),
    bands=(Band("Cold", 0), Band("MQL", 50, mql=True), Band("Hot", 70)),
    overrides=(Override("o", "Asked for us", contains("Text", "!"), Move.AT_LEAST, "MQL"),),
)


def written(
    path: Path, leads: Leads, fields: Sequence[str] = (), model: ScoringModel = MODEL
) -> Scored:
    scored = score(model, leads, DAY)
    write_scored_list(
        path, scored, leads, fields=fields, written=datetime(2026, 4, 1, 12).astimezone()
    )
    return scored


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def xlsx_rows(path: Path, sheet: str = "Scored leads") -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    book.close()
    return rows


def test_that_the_columns_and_their_order_are_those_that_scripts_rely_on(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", leads_of({"Id": ["1"], "Text": ["a"]}), ["Text"])
    rows = csv_rows(tmp_path / "a.csv")
    head = ["lead_id", "score", "band", "grade", "reasons", "Text", "as_of", "model"]
    assert rows[0] == head
    assert rows[1] == [
        "1", "30", "Cold", "", "has a (+30)", "a", "2026-03-31", content_hash(MODEL)[:12]
    ]  # fmt: skip


def test_that_every_kind_of_file_has_the_grade_as_text(tmp_path: Path) -> None:
    axes = (Axis.FIT, Axis.ENGAGEMENT)
    groups = tuple(replace(g, axis=axis) for g, axis in zip(MODEL.groups, axes, strict=True))
    grade = shapes.labelled(shapes.matrix([30], [50]), 0, 0, "=1+1")
    model = replace(MODEL, groups=groups, grade=grade)
    leads = leads_of({"Id": ["1", "2", "3"], "Text": ["az", "a", "b"]})
    written(tmp_path / "a.csv", leads, model=model)
    assert [row[3] for row in csv_rows(tmp_path / "a.csv")[1:]] == ["'=1+1", "A2", "B2"]
    written(tmp_path / "a.xlsx", leads, model=model)
    assert [row[3] for row in xlsx_rows(tmp_path / "a.xlsx")[1:]] == ["=1+1", "A2", "B2"]
    parquet = pytest.importorskip("pyarrow.parquet")
    written(tmp_path / "a.parquet", leads, model=model)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column("grade").to_pylist() == ["=1+1", "A2", "B2"]


def test_that_a_field_named_like_a_column_gets_a_name_of_its_own(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["1"], "Text": ["a"], "score": ["x"], "model": ["y"]})
    written(tmp_path / "a.csv", leads, ["score", "model"])
    rows = csv_rows(tmp_path / "a.csv")
    assert rows[0][5:] == ["score (2)", "model (2)", "as_of", "model"]
    assert rows[1][5:7] == ["x", "y"]


def test_that_the_best_lead_comes_first_then_the_id_by_code_point_then_the_row(
    tmp_path: Path,
) -> None:
    leads = leads_of(
        {"Id": ["b", "Ä", "a", "Z", "a", "q"], "Text": ["a", "a", "a", "a", "ad", "ac"]}
    )
    written(tmp_path / "a.csv", leads)
    listed = [(row[0], row[1]) for row in csv_rows(tmp_path / "a.csv")[1:]]
    assert listed == [
        ("q", "50"), ("a", "31"), ("Z", "30"), ("a", "30"), ("b", "30"), ("Ä", "30")
    ]  # fmt: skip


def test_that_equal_ids_stay_two_leads(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["7", "7"], "Text": ["a", "a"]})
    written(tmp_path / "a.csv", leads)
    assert [row[0] for row in csv_rows(tmp_path / "a.csv")[1:]] == ["7", "7"]


def test_that_without_an_id_field_the_row_of_the_file_is_the_id(tmp_path: Path) -> None:
    leads = leads_of({"Name": ["x", "y"], "Text": ["", "a"]}, id_field="")
    written(tmp_path / "a.csv", leads)
    assert [row[0] for row in csv_rows(tmp_path / "a.csv")[1:]] == ["2", "1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a", "has a (+30)"),
        ("ab", "has a (+30); has b (\u221220)"),
        ("ac", "has a (+30); has c (+30); limit of Fit (\u221210)"),
        (
            "abcdef",
            "has a (+30); has c (+30); has b (\u221220); has f (+3); has e (+2)",
        ),
        ("g", ""),
        ("az", "has z (+90); has a (+30); limit of the score (\u221220)"),
        ("b", "has b (\u221220); limit of the score (+20)"),
        ("a!", "has a (+30); Asked for us (+20)"),
        ("z!", "has z (+90)"),
    ],
)
def test_that_reasons_name_the_five_weightiest_rules_then_limits_and_override(
    tmp_path: Path, text: str, expected: str
) -> None:
    written(tmp_path / "a.csv", leads_of({"Id": ["1", "2"], "Text": [text, "other"]}))
    reasons = {row[0]: row[4] for row in csv_rows(tmp_path / "a.csv")}
    assert reasons["1"] == expected


@given(st.lists(st.text(st.sampled_from("abcdefgz!"), max_size=9), min_size=1, max_size=12))
def test_that_reasons_of_few_rules_add_up_to_the_score(texts: list[str]) -> None:
    leads = leads_of({"Id": [str(i) for i in range(len(texts))], "Text": texts})
    listed = scored_list(score(MODEL, leads, DAY), leads)
    for block in listed.blocks():
        for name, points, why in zip(block.ids, block.scores, block.reasons, strict=True):
            rules = len(set(texts[int(name)]) & set("abcdefz"))
            if rules <= 5:
                signs = why.replace("\u2212", "-")
                assert sum(map(int, re.findall(r"\(([+-]\d+)\)", signs))) == points


@pytest.mark.parametrize("text", INJECTIONS)
def test_that_text_never_becomes_a_formula_in_csv(tmp_path: Path, text: str) -> None:
    leads = leads_of({"Id": [text], "Text": [text]})
    model = ScoringModel(
        "m", "M", (Group("g", "G", (Rule("r", text, Points(5)),)),),
        bands=(Band(text, 0, mql=True),),
    )  # fmt: skip
    written(tmp_path / "a.csv", leads, ["Text"], model)
    row = csv_rows(tmp_path / "a.csv")[1]
    assert row[0] == row[2] == row[5] == "'" + text
    assert row[4] == f"'{text} (+5)"


@pytest.mark.parametrize("text", NUMBERS)
def test_that_numbers_stay_numbers_in_csv(tmp_path: Path, text: str) -> None:
    written(tmp_path / "a.csv", leads_of({"Id": ["1"], "Text": [text]}), ["Text"])
    assert csv_rows(tmp_path / "a.csv")[1][5] == text


@pytest.mark.parametrize("text", [*INJECTIONS, *NUMBERS, "00123", "NA", "http://x.example"])
def test_that_a_workbook_holds_every_text_as_text(tmp_path: Path, text: str) -> None:
    leads = leads_of({"Id": [text], "Text": [text]})
    written(tmp_path / "a.xlsx", leads, ["Text"])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.hyperlink is None for cell in row)
    cells = next(book["Scored leads"].iter_rows(min_row=2))
    assert cells[0].data_type == cells[5].data_type == "s"
    assert unescape(cells[0].value) == text  # openpyxl leaves _x000D_ as it is in the file
    book.close()


@given(st.text())
def test_that_only_numbers_may_begin_like_a_formula(text: str) -> None:
    safe = marked(text)
    assert safe in (text, "'" + text)
    if safe == text and text[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") and text:
        assert is_number(text)


@given(st.one_of(st.integers(), st.floats(), st.text("0123456789.-e", max_size=8)).map(str))
def test_that_a_plain_number_reads_back_as_it_was(text: str) -> None:
    if is_plain_number(text):
        assert f"{float(text):.15g}" == text


def test_that_ids_keep_their_zeros_and_digits_in_a_workbook(tmp_path: Path) -> None:
    ids = ["00123", "12345678901234567890", "5E10", "0015000000Gv7qJAAR"]
    leads = leads_of({"Id": ids, "Text": [""] * 4, "Size": ["12", "007", "1.50", "n/a"]})
    written(tmp_path / "a.xlsx", leads, ["Size"])
    rows = {row[0]: row[5] for row in xlsx_rows(tmp_path / "a.xlsx")[1:]}
    assert sorted(map(str, rows)) == sorted(ids)
    assert [rows[name] for name in ids] == [12, "007", "1.50", "n/a"]


def test_that_a_workbook_says_where_it_comes_from(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", leads_of({"Id": ["1", "2"], "Text": ["z", ""]}))
    about = {row[0]: row[1] for row in xlsx_rows(tmp_path / "a.xlsx", "About")}
    assert about["Scoring model"] == "Model"
    assert about["Model's content hash"] == content_hash(MODEL)
    assert about["Scores as of"] == "2026-03-31"
    assert about["Semantics version"] == 1
    assert (about["Leads"], about["Hot, from 70"], about["At or above MQL"]) == (2, 1, 1)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["Scored leads"].freeze_panes == "B2"
    book.close()


def test_that_a_cell_longer_than_a_workbook_can_hold_is_cut_and_counted(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["1"], "Text": ["\U0001f600" * 20_000]})
    result = write_scored_list(
        tmp_path / "a.xlsx", score(MODEL, leads, DAY), leads, fields=["Text"]
    )
    assert [problem.count for problem in result.problems] == [1]
    text = str(xlsx_rows(tmp_path / "a.xlsx")[1][5])
    assert text.endswith("\U0001f600\u2026")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_that_csv_is_what_spreadsheets_and_crms_expect(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["1"], "Text": ['Müller, "Söhne"\nzwei']})
    written(tmp_path / "a.csv", leads, ["Text"])
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbflead_id,score,")
    assert data.endswith(b"\r\n")
    assert '"Müller, ""Söhne""\nzwei"'.encode() in data


def test_that_half_characters_do_not_stop_a_list(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["x\ud83d"], "Text": ["a"]})
    for name in ("a.csv", "a.xlsx"):
        written(tmp_path / name, leads, ["Text"])
    assert csv_rows(tmp_path / "a.csv")[1][0] == "x\ufffd"


def test_that_parquet_keeps_kinds_and_says_where_it_comes_from(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    leads = leads_of({"Id": ["007", "1"], "Text": ["z", ""], "Size": ["5", ""]})
    written(tmp_path / "a.parquet", leads, ["Size"])
    table = parquet.read_table(tmp_path / "a.parquet")
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["score"] == "int32"
    assert kinds["as_of"] == "date32[day]"
    assert table.column("lead_id").to_pylist() == ["007", "1"]
    assert table.column("grade").to_pylist() == [None, None]
    assert table.column("Size").to_pylist() == ["5", None]
    assert content_hash(MODEL).encode() in table.schema.metadata[b"leadbench"]


def test_that_parquet_without_its_package_is_refused_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LeadbenchError, match=r"pyarrow.*leadbench\[parquet\]"):
        written(tmp_path / "a.parquet", leads_of({"Id": ["1"], "Text": [""]}))
    assert list(tmp_path.iterdir()) == []


def test_that_an_unknown_ending_and_an_unknown_field_are_refused(tmp_path: Path) -> None:
    leads = leads_of({"Id": ["1"], "Text": [""]})
    with pytest.raises(LeadbenchError, match=r"\.csv, \.xlsx or \.parquet"):
        written(tmp_path / "a.pdf", leads)
    with pytest.raises(LeadbenchError, match=r"Field Nothing.*no such field.*Id, Text"):
        written(tmp_path / "a.csv", leads, ["Nothing"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_that_a_stopped_list_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    leads = leads_of({"Id": [str(i) for i in range(40_000)], "Text": ["a"] * 40_000})
    (tmp_path / name).write_bytes(b"the old list")
    asked: list[int] = []
    told: list[tuple[int, int]] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(Cancelled):
        write_scored_list(
            tmp_path / name,
            score(MODEL, leads, DAY),
            leads,
            progress=lambda _, done, total: told.append((done, total)),
            cancelled=stop,
        )
    assert told
    assert told[0][1] == 40_000
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"the old list"


FULL_DISK = """
import resource, sys, signal
from pathlib import Path
sys.path.insert(0, {tests!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
import test_scored_list as t
from models.problems import LeadbenchError
leads = t.leads_of({{"Id": [str(i) for i in range(20_000)], "Text": ["a"] * 20_000}})
try:
    t.written(Path({path!r}), leads)
except LeadbenchError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_that_a_disk_that_fills_up_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"the old list")
    program = FULL_DISK.format(tests=str(Path(__file__).parent), path=str(tmp_path / name))
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
        timeout=60,
    )
    assert "The disk is full" in done.stdout, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"the old list"


def test_that_every_lead_is_in_every_kind_of_list(tmp_path: Path) -> None:
    ids = [f"{i:06d}" for i in range(20_000)]
    leads = leads_of({"Id": ids, "Text": ["abcz!"[i % 5] for i in range(20_000)]})
    readers: dict[str, Callable[[Path], list[list[object]]]] = {
        "a.csv": lambda path: [list(row) for row in csv_rows(path)],
        "a.xlsx": xlsx_rows,
    }
    found = []
    for name, read in readers.items():
        written(tmp_path / name, leads)
        rows = read(tmp_path / name)[1:]
        found.append([(row[0], int(str(row[1])), row[2], row[4] or "") for row in rows])
        assert sorted(str(row[0]) for row in rows) == ids
    assert found[0] == found[1]
