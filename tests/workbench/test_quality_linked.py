"""The page Quality: a finding, a field, a value and a month choose the leads that they count."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.evaluation.quality.finding import Finding, Sort
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.summary import commonest_values, leads_with
from models.project.document import LeftOut, Project, Source
from models.project.edits import ChangeLeftOut
from models.project.history import History
from models.scoring.bits import number
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from widgets.tables.quality_table import CHOSEN, HEADS
from workbench.live_preview import LivePreview
from workbench.pages.quality.page import FIELDS, QualityPage
from workbench.session import Session

COUNTRIES = ["United Kingdom"] * 20 + ["UK"] * 9 + ["U.K."] * 5 + ["France"] * 30
ROWS = len(COUNTRIES)
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Country", COUNTRIES),
        column_of("Size", ["n/a" if row % 8 == 0 else str(row % 5 - 1.5) for row in range(ROWS)]),
        column_of("Tags", ["a; b" if row % 3 else "b" for row in range(ROWS)]),
        column_of("Phone", ["" if row % 3 else "123" for row in range(ROWS)]),
        column_of("Optin", ["" if row % 5 else "yes" for row in range(ROWS)]),
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
        Input("Tags", Kind.MULTIPLE, separator=";"),
        Input("Phone"),
        Input("Optin", Kind.YES_NO),
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
    page.choose_asked.connect(session.choose_rows)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    qtbot.waitUntil(lambda: page.quality is not None)
    yield session, page
    page.finish()
    preview.finish()


def said(session: Session) -> int:
    return 0 if session.chosen is None else session.chosen.tally.leads


def settle(page: QualityPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.linked._counting.busy and not page.linked._finding.busy)


def finding(page: QualityPage, sort: Sort, field: str) -> Finding:
    assert page.quality is not None
    return next(f for f in page.quality.findings if f.sort is sort and f.field == field)


def test_that_a_finding_chooses_the_leads_that_it_counts(parts: Parts) -> None:
    session, page = parts
    assert len(page.mends.rows) > 2
    for row in page.mends.rows:
        session.choose_leads(None)
        assert row.chosen.isHidden()
        row.leads.click()
        assert said(session) == row.found.leads == number(row.found.bits)
        if row.found.leads:
            assert row.chosen.text() == f"{row.found.leads:,} chosen"
            assert page.panel.leads.count() == min(row.found.leads, 50)
        assert session.chosen is None or session.chosen.words.startswith(f"{row.found.field}, ")


def test_that_other_findings_say_how_many_of_the_chosen_they_have(parts: Parts) -> None:
    session, page = parts
    page.show_leads_of(finding(page, Sort.SPELLINGS, "Country"))
    assert session.chosen is not None
    mine = set(session.chosen.rows.tolist())
    for row in page.mends.rows:
        session.choose_leads(None)
        page.show_leads_of(row.found)
        its = set() if session.chosen is None else set(session.chosen.rows.tolist())
        session.choose_leads(None)
        page.show_leads_of(finding(page, Sort.SPELLINGS, "Country"))
        if row.found.leads:
            assert row.chosen.text() == f"{len(mine & its)} chosen"


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
)
def test_that_a_field_chooses_the_leads_that_have_a_value_in_it(
    parts: Parts, qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    session, page = parts
    page.show_side(FIELDS)
    table = page.table
    for row in range(table.model().rowCount()):
        session.choose_leads(None)
        assert table.model().columnCount() == len(HEADS) - 1, "nobody is chosen: no column"
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return, modifier)
        assert page.quality is not None
        field = page.quality.fields[row]
        assert said(session) == field.fill.all.filled
        assert session.chosen is not None
        assert session.chosen.words == f"{field.item.name} known"
        assert table.model().headerData(1, Qt.Orientation.Horizontal) == HEADS[CHOSEN]
        for other, shown in enumerate(page.quality.fields):
            filled = session.leads.column(shown.item.name)  # type: ignore[union-attr]
            assert filled is not None
            told = int(table.model().index(other, 1).data())
            assert told == session.chosen.among(shown.filled)
        assert table.currentIndex().row() == row, "the field stays the chosen one"
    blank = dict(page.linked._blank_offers())
    assert not blank, "the outcome is known of every lead"
    table.setCurrentIndex(table.model().index(4, 0))
    ((words, do),) = page.linked._blank_offers()
    do()
    assert words == "Choose the leads of Phone blank"
    assert said(session) == ROWS - page.quality.fields[4].fill.all.filled
    assert int(table.model().index(4, 1).data()) == 0


def test_that_a_month_chooses_its_leads_whole_filled_and_blank(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    page.choose_field("Phone")
    chart = page.panel.chart
    assert chart.value is not None
    for place, part in enumerate(chart.value.parts):
        left, right = chart.bar_ends(place)
        x, y = (left + right) / 2, chart.plot_box().center().y()
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        assert said(session) == part.leads
        settle(page, qtbot)
        assert chart.value.chosen is not None
        assert chart.value.chosen[place] == part.leads == chart.table()[place + 1][-1]
        assert sum(chart.value.chosen) == said(session)
        chart._mark(place)
        for words, do in list(chart.offers())[1:]:
            do()
            wanted = part.filled if "value" in words else part.leads - part.filled
            assert f"the {wanted} of them" in words
            assert said(session) == wanted
            settle(page, qtbot)
            assert chart.value.chosen[place] == wanted
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert said(session) == chart.value.parts[0].leads
    session.choose_leads(None)
    assert chart.value.chosen is None
    assert chart.table()[0][-1] == "Share"


@pytest.mark.parametrize("field", ["Country", "Size", "Tags", "Optin", "Created"])
def test_that_a_value_chooses_the_leads_that_have_it(
    parts: Parts, qtbot: QtBot, field: str
) -> None:
    session, page = parts
    page.choose_field(field)
    values = page.panel.values
    assert values.count() > (0 if field == "Optin" else 1)
    for row, value in enumerate(page.panel.shown_values):
        values.setCurrentRow(row)
        qtbot.keyClick(values, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(page, qtbot)
        assert said(session) == value.leads
        assert values.item(row).text().endswith(f"\u00b7 {value.leads:,} chosen")
        settle(page, qtbot)
    session.choose_leads(None)
    assert "chosen" not in values.item(0).text()
    assert values.taking is not None
    values.taking.copy_all()
    assert page.panel.shown_values[0].value in QGuiApplication.clipboard().text()


def test_that_values_as_they_are_listed_find_their_leads(parts: Parts) -> None:
    session, _ = parts
    leads = session.leads
    assert leads is not None
    for item in RECIPE:
        for value in commonest_values(leads, item.name, 100):
            which = leads_with(leads, item.name, value.value)
            assert np.count_nonzero(which) == value.leads, (item.name, value.value)
    assert not leads_with(leads, "Country", "nowhere").any()
    assert not leads_with(leads, "no such field", "x").any()


def test_that_spellings_choose_who_would_be_read_otherwise(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    page.choose_field("Country")
    (button,) = page.panel.variants.leads
    (proposal,) = finding(page, Sort.SPELLINGS, "Country").variants
    button.click()
    settle(page, qtbot)
    assert said(session) == proposal.leads == 14
    assert session.chosen is not None
    assert session.chosen.words == "Country, other than United Kingdom"


def test_that_leads_are_those_who_are_scored_now(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    page.choose_field("Phone")
    session.apply(ChangeLeftOut((LeftOut("French", FieldTest("Country", Test.IS, ("France",))),)))
    qtbot.waitUntil(lambda: not page._checks.busy)
    assert session.leads is not None
    assert len(session.leads) == 34
    page.show_side(FIELDS)
    page.table.setCurrentIndex(page.table.model().index(4, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.quality is not None
    assert said(session) == page.quality.fields[4].fill.all.filled < 34


def test_that_findings_are_copied_with_what_they_would_change(parts: Parts, qtbot: QtBot) -> None:
    session, page = parts
    shown = page.mends.rows[0]
    qtbot.keyClick(shown.look, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Field", "Found", "What it changes", "What to do", "Leads"]
    assert len(lines) == 1 + len(page.mends.rows)
    assert lines[1].startswith(f"{shown.found.field}\t{shown.found.what}\t")
    shown.leads.click()
    table = page.mends.listed().table()
    assert table[0][-1] == "Chosen"
    assert table[1][-1] == table[1][-2] == said(session)
