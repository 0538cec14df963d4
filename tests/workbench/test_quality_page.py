"""The page Quality: looks when it is in sight, mends by edits that undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.evaluation.quality.finding import Finding, Sort
from models.evaluation.quality.quality import quality_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Cancelled
from models.project.document import Project, Source
from models.project.edits import SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.live_preview import LivePreview
from workbench.pages.quality import checks as quality_checks
from workbench.pages.quality.page import FIELDS, LEAKS, MEND, QualityPage
from workbench.session import Session, today

COUNTRIES = ["United Kingdom"] * 20 + ["UK"] * 9 + ["U.K."] * 5 + ["France"] * 30
ROWS = len(COUNTRIES)
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Country", COUNTRIES),
        column_of("Size", ["n/a" if row % 8 == 0 else str(row) for row in range(ROWS)]),
        column_of("Plan", ["free"] * ROWS),
        column_of("Created", [f"2026-0{1 + row % 5}-1{row % 9}" for row in range(ROWS)]),
        column_of("Won", ["Yes" if row % 4 == 0 else "No" for row in range(ROWS)]),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Country"),
        Input("Size", Kind.NUMBER),
        Input("Plan"),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
FROM = Rule("r1", "From the UK", Points(60), FieldTest("Country", Test.IS, ("United Kingdom",)))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (FROM,)),))
Parts = tuple[Session, QualityPage]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = QualityPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    assert page.stack.currentIndex() == 0
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    qtbot.waitUntil(lambda: page.quality is not None)
    yield session, page
    page.finish()
    preview.finish()


def found(page: QualityPage, sort: Sort, field: str) -> Finding:
    assert page.quality is not None
    return next(f for f in page.quality.findings if f.sort is sort and f.field == field)


def row_of(page: QualityPage, finding: Finding):  # type: ignore[no-untyped-def]
    return next(row for row in page.mends.rows if row.found is finding)


def test_that_what_is_shown_is_what_was_found(parts: Parts) -> None:
    session, page = parts
    assert session.leads is not None
    quality = quality_of(MODEL, session.leads, today())
    assert page.quality is not None
    assert page.quality.readiness == quality.readiness
    assert f"{quality.readiness.score} of 100" in page.verdict.text()
    shown = [row.found.what for row in page.mends.rows]
    assert shown == [one.what for one in quality.findings]
    assert page.table.model().rowCount() == len(RECIPE)


def test_that_a_click_reads_spellings_as_one_value_and_undo_takes_it_back(
    parts: Parts, qtbot: QtBot
) -> None:
    session, page = parts
    finding = found(page, Sort.SPELLINGS, "Country")
    assert finding.effect.scores == 14
    before = session.project
    row_of(page, finding).mend.click()
    assert session.project is not None
    item = session.project.recipe.find("Country")
    assert item is not None
    assert dict(item.spellings) == {"UK": "United Kingdom", "U.K.": "United Kingdom"}
    qtbot.waitUntil(lambda: not page._checks.busy)
    assert all(one.sort is not Sort.SPELLINGS for one in page.quality.findings)  # type: ignore[union-attr]
    page.choose_field("Country")
    (drop,) = page.panel.variants.drops
    drop.click()
    assert session.project == before
    session.undo()
    session.undo()
    assert session.project == before


def test_that_the_focus_stays_where_a_mend_was_taken(parts: Parts, qtbot: QtBot) -> None:
    _, page = parts
    page.activateWindow()
    finding = found(page, Sort.CONSTANT, "Plan")
    button = row_of(page, finding).mend
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page._checks.busy)
    held = page.window().focusWidget()
    assert held is not None
    assert page.mends.isAncestorOf(held)
    page.choose_field("Country")
    (take,) = page.panel.variants.takes
    take.setFocus()
    qtbot.keyClick(take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page._checks.busy)
    assert page.window().focusWidget() is page.panel.variants.drops[0]


def test_that_one_proposal_of_a_field_can_be_taken_alone(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    page.choose_field("Country")
    (take,) = page.panel.variants.takes
    assert take.text() == "Read as \u201cUnited Kingdom\u201d"
    take.click()
    assert session.project is not None
    item = session.project.recipe.find("Country")
    assert item is not None
    assert len(item.spellings) == 2


def test_that_a_mend_of_what_was_looked_at_before_does_nothing(parts: Parts) -> None:
    session, page = parts
    finding = found(page, Sort.SPELLINGS, "Country")
    page.take(finding.variants[0])
    after = session.project
    page.mend(finding)  # the field is read otherwise by now
    assert session.project is after


def test_that_a_constant_field_is_left_out_at_once(parts: Parts) -> None:
    session, page = parts
    row_of(page, found(page, Sort.CONSTANT, "Plan")).mend.click()
    assert session.project is not None
    item = session.project.recipe.find("Plan")
    assert item is not None
    assert item.role is Role.IGNORED


def test_that_the_leads_of_a_finding_are_listed_by_id_and_open(parts: Parts, qtbot: QtBot) -> None:
    _, page = parts
    finding = found(page, Sort.MISFITS, "Size")
    row_of(page, finding).leads.click()
    lines = [page.panel.leads.item(i).text() for i in range(page.panel.leads.count())]
    assert lines == [f"{row:03}: n/a" for row in range(0, ROWS, 8)]
    asked: list[int] = []
    page.lead_asked.connect(asked.append)
    rows: list[list[int]] = []
    page.rows_asked.connect(lambda found, _why, _field: rows.append(found.tolist()))
    page.to_data.click()
    assert rows == [list(range(0, ROWS, 8))]
    page.panel.leads.setCurrentRow(2)
    qtbot.keyClick(page.panel.leads, Qt.Key.Key_Return)
    assert asked == [16]


def test_that_the_keys_go_through_the_fields(parts: Parts, qtbot: QtBot) -> None:
    _, page = parts
    page.show_side(FIELDS)
    page.choose_field("Id")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.panel.title.text() == "Country"
    page.show_side(LEAKS)
    assert not page.side.isVisible()
    page.show_side(MEND)
    assert page.side.isVisible()


def test_that_the_chart_of_months_has_its_table(parts: Parts) -> None:
    _, page = parts
    page.choose_field("Size")
    table = page.panel.chart.table()
    assert table[0] == ["Created", "Leads", "Filled", "Share"]
    assert sum(int(row[1]) for row in table[1:]) == ROWS
    assert sum(int(row[2]) for row in table[1:]) == ROWS - len(range(0, ROWS, 8))
    assert page.panel.chart.sentence() in page.panel.chart.accessibleDescription()


def test_that_a_change_of_the_model_is_looked_at_anew(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    session.apply(SetPoints("m1", "r1", 1))
    qtbot.waitUntil(lambda: not page._checks.busy)
    assert found(page, Sort.SPELLINGS, "Country").effect.bands == 0


def test_that_looking_stops_when_asked_to(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, page = parts
    begun = Event()

    def slow(*args, cancelled=None, **_more):  # type: ignore[no-untyped-def]
        begun.set()
        while not args[4]():
            pass
        raise Cancelled

    monkeypatch.setattr(quality_checks, "quality_of", slow)
    shown = page.verdict.text()
    session.apply(SetPoints("m1", "r1", 2))
    qtbot.waitUntil(begun.is_set)
    page._checks.cancel()
    assert page.again.isVisible()
    assert page.verdict.text() == shown
    monkeypatch.undo()
    page.again.click()
    qtbot.waitUntil(lambda: not page._checks.busy)
    assert not page.again.isVisible()


def test_that_leads_without_outcome_and_dates_have_a_page_too(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    table = RawTable((column_of("Country", ["UK", "United Kingdom", "France", ""]),), 4, "x.csv")
    source = Source(table.fingerprint, "x.csv", 4)
    recipe = Recipe((Input("Country"),))
    session.open(History.of(Project("P", source, recipe, (MODEL,), "m1")), table)
    qtbot.waitUntil(lambda: page.quality is not None and page.quality.leads == 4)
    words = " ".join(label.text() for label in page.panel.findChildren(QLabel))
    assert "No field tells the outcome" in words
    assert "No day of creation is known" in words
    session.open(None)
    assert page.stack.currentIndex() == 0
    assert page.quality is None


def test_that_a_field_that_gives_the_outcome_away_is_told_before_anybody_looks_for_it(
    parts: Parts, qtbot: QtBot
) -> None:
    session, page = parts
    rows = 600
    won = [row % 4 == 0 for row in range(rows)]
    cells = {
        "Won": ["yes" if one else "no" for one in won],
        "Seats": [str(row % 7) if one else "" for row, one in enumerate(won)],
        "Town": ["ABCD"[row % 3] for row in range(rows)],
    }
    columns = tuple(column_of(name, values) for name, values in cells.items())
    table = RawTable(columns, rows, "leaking.csv")
    outcome = Input("Won", Kind.YES_NO, Role.OUTCOME)
    recipe = Recipe((outcome, Input("Seats", Kind.NUMBER), Input("Town")))
    source = Source(table.fingerprint, "leaking.csv", rows)
    session.open(History.of(Project("P", source, recipe, (MODEL,), "m1")), table)
    leaks = page.switch.findChildren(QPushButton)[LEAKS]
    qtbot.waitUntil(lambda: "Seats gives the outcome away" in page.verdict.text())
    assert page.switch.chosen == MEND
    assert leaks.text().endswith(" 1")
    page.guard.list.switched.emit(page.guard.list.rows[0].finding, True)
    qtbot.waitUntil(lambda: "gives the outcome away" not in page.verdict.text())
    assert leaks.text() == "Leaks and maturity"
