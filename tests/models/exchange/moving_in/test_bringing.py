from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from models.exchange.embedded import SHEET, embedded, embedded_cells
from models.exchange.moving_in.bringing import EXPORT, MODEL_FILE, bring_in
from models.exchange.moving_in.scorecard import KIND
from models.exchange.zoho.rules import zoho_rules
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.file.model_json import dump
from models.scoring.model import Group, Points, Rule, ScoringModel

MODEL = ScoringModel(
    "m1",
    "Inbound",
    (Group("g1", "Fit", (Rule("r1", "VP", Points(5), FieldTest("Title", Test.IS, ("VP",))),)),),
)


def test_that_a_workbook_with_merged_cells_is_read_from_the_sheet_that_holds_the_scorecard(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    about = book.active
    about.append(["Read me"])
    for number in range(40):
        about.append([f"Line {number}", "text"])
    sheet = book.create_sheet("Scorecard")
    sheet.append(["Lead scoring model"])
    sheet.merge_cells("A1:D1")
    sheet.append([None])
    sheet.append(["Attribute", "Criteria", "Answer", "Points"])
    sheet.append(["Country", "is", "Chad", 10])
    sheet.append([None, "is", "Mali", "+5"])
    sheet.merge_cells("A4:A5")
    sheet.append([])
    sheet.append(["Employees", ">=", 50, 8])
    sheet.append(["Total", None, None, "=SUM(D4:D7)"])
    path = tmp_path / "card.xlsx"
    book.save(path)
    brought = bring_in(path)
    assert brought.kind == KIND
    assert brought.notes[0] == "Sheet \u201cScorecard\u201d."
    assert [rule.when for rule in brought.model.rules()] == [
        FieldTest("Country", Test.IS, ("Chad",)),
        FieldTest("Country", Test.IS, ("Mali",)),
        FieldTest("Employees", Test.AT_LEAST, (50.0,)),
    ]
    assert [item.place for item in brought.understood] == [
        *("Row 1", "Row 3", "Row 4", "Row 5", "Row 7", "Row 8")
    ]
    assert not brought.missed


def test_that_a_german_file_with_semicolons_is_read(tmp_path: Path) -> None:
    path = tmp_path / "karte.csv"
    path.write_bytes(
        "Merkmal;Bedingung;Wert;Punkte\nUmsatz;>=;1.500.000,50;10\nGr\u00f6\u00dfe;;1.000+;5\n".encode(
            "cp1252"
        )
    )
    assert [rule.when for rule in bring_in(path).model.rules()] == [
        FieldTest("Umsatz", Test.AT_LEAST, (1_500_000.5,)),
        FieldTest("Gr\u00f6\u00dfe", Test.AT_LEAST, (1000.0,)),
    ]


def test_that_each_kind_of_file_is_known_by_its_content_and_not_by_its_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file.dat"
    for text, kind in (
        (dump(MODEL), MODEL_FILE),
        (f"-- {embedded(MODEL)}\nSELECT 1", EXPORT),
        (zoho_rules(MODEL).text, "scoring rules of Zoho CRM"),
    ):
        path.write_text(text, encoding="utf-8")
        brought = bring_in(path)
        assert brought.kind == kind
        assert [rule.when for rule in brought.model.rules()] == [
            FieldTest("Title", Test.IS, ("VP",))
        ]


def test_that_a_workbook_that_was_exported_gives_its_own_model(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Lead", "Points"])
    for cell in embedded_cells(MODEL):
        book.create_sheet(SHEET).append([cell])
    path = tmp_path / "live.xlsx"
    book.save(path)
    brought = bring_in(path)
    assert (brought.kind, brought.model) == (EXPORT, MODEL)
    assert "changes made to the file since are not seen" in brought.notes[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"a": 1}', "neither a scoring model nor"),
        ("a.json", b'{"semantics": 1}', "bands"),
        ("a.json", b'{"a": "\xff"}', "UTF-8"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"Lead,Country\nAnn,Chad\n", "No column with points"),
        ("a.pdf", b"%PDF-1.4", "no scoring model"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_that_what_holds_no_model_is_refused_with_a_sentence(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LeadbenchError, match=said) as caught:
        bring_in(path)
    assert name in caught.value.problem.where


def test_that_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(LeadbenchError, match="too many for a scoring model"):
        bring_in(path)
