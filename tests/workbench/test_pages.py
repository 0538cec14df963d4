"""The pages on a small project: what is chosen becomes an edit, what is shown follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.summary import commonest_values
from models.problems import Problem
from models.project.document import Project, Source
from models.project.edits import ChangeInput, ChangeModel, ChangeRule, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.live_preview import LivePreview
from workbench.pages.data.page import DataPage
from workbench.pages.leads import page as leads_page
from workbench.pages.leads.page import LeadsPage
from workbench.pages.model.page import ModelPage, findings_by_rule
from workbench.remedies import LEAVE_OUT, SHOW, remedies
from workbench.session import Session

ROWS = 60
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Job title", ["VP Sales" if row % 3 == 0 else "Student" for row in range(ROWS)]),
        column_of("Employees", ["n/a" if row == 5 else str(row * 10) for row in range(ROWS)]),
        column_of("Interests", ["Pricing; Demo" if row % 2 else "Demo" for row in range(ROWS)]),
        column_of("Won", ["Yes" if row % 3 == 0 else "No" for row in range(ROWS)]),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Job title"),
        Input("Employees", Kind.NUMBER),
        Input("Interests", Kind.MULTIPLE),
        Input("Won", Kind.TEXT, Role.OUTCOME, converted=("Yes",)),
    )
)
RULE = Rule("r1", "VP", Points(60), FieldTest("Job title", Test.CONTAINS, ("vp",)))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (RULE,)),))
LEAK = Problem("It looks like a leak: filled only for converted leads.", "Employees", "Leave it.")


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[tuple[Session, LivePreview]]:
    session = Session("Ada")
    preview = LivePreview(session)
    source = Source(TABLE.fingerprint, "leads.csv", ROWS, problems=(LEAK,))
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    yield session, preview
    preview.finish()


def test_that_choosing_a_kind_is_an_edit_and_its_misfits_are_shown(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = DataPage(session, preview)
    qtbot.addWidget(page)
    page.show()
    page.show_field("Job title")
    kinds = page.leads.panel._kind
    kinds.setCurrentIndex(kinds.findData(Kind.NUMBER))
    kinds.activated.emit(kinds.currentIndex())
    assert session.leads is not None
    assert session.leads.misfits("Job title").count == ROWS
    session.undo()
    assert session.leads.misfits("Job title").count == 0
    page.finish()


def test_that_ticking_a_value_of_the_outcome_makes_it_mean_converted(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = DataPage(session, preview)
    qtbot.addWidget(page)
    page.show()
    page.show_field("Won")
    values = page.leads.panel._values
    no = next(values.item(i) for i in range(values.count()) if values.item(i).text()[:2] == "No")
    no.setCheckState(Qt.CheckState.Checked)
    assert session.leads is not None
    assert session.leads.outcome_counts == (0, ROWS, 0)
    assert "does not part them" in page.leads._verdict.text()
    page.finish()


def test_that_a_leaking_field_can_be_left_out_from_its_message(
    parts: tuple[Session, LivePreview],
) -> None:
    session, _preview = parts
    names = [name for name, _words in remedies(LEAK, session)]
    assert names == [LEAVE_OUT, SHOW]
    session.apply(ChangeInput(replace(RECIPE.inputs[2], role=Role.IGNORED)))
    assert session.project is not None
    assert session.project.recipe.find("Employees").role is Role.IGNORED  # type: ignore[union-attr]


def test_that_offers_of_multiple_values_are_single_values_with_their_leads(
    parts: tuple[Session, LivePreview],
) -> None:
    _session, preview = parts
    assert preview.last is not None
    leads = preview.last.leads
    offered = {offer.value: offer.leads for offer in commonest_values(leads, "Interests")}
    assert offered == {"Demo": ROWS, "Pricing": ROWS // 2}
    titles = {
        o.value: (o.leads, o.converted, o.known) for o in commonest_values(leads, "Job title")
    }
    assert titles == {"VP Sales": (20, 20, 20), "Student": (40, 0, 40)}


def test_that_a_rule_on_a_field_that_is_not_there_is_named_and_scores_nothing(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = ModelPage(session, preview)
    qtbot.addWidget(page)
    lost = replace(RULE, when=FieldTest("Segment", Test.IS, ("Enterprise",)))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeRule("m1", lost))
    assert preview.last is not None
    found = findings_by_rule(preview.last.model, preview.last)
    assert "no field Segment" in found["r1"].what
    assert preview.last.evaluation.mql.leads == 0


def test_that_the_list_follows_filters_and_shows_who_moved(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    with qtbot.waitSignal(preview.evaluated):
        session.apply(SetPoints("m1", "r1", 10))
    rows = page.table.model().rowCount
    assert rows() == ROWS
    page.show_moved("Reach sales no longer")
    assert rows() == 20
    page.show_moved("")
    page.show_rule("r1")
    assert rows() == 20
    page.show_rule("")
    page.search.setText("student")
    qtbot.waitUntil(lambda: rows() == 40)


def test_that_a_search_that_finds_nobody_says_so_and_escape_shows_all_and_gives_the_keys_back(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.search.setFocus()
    qtbot.keyClicks(page.search, "student")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 40)
    qtbot.wait(20)  # the layout comes to rest
    before = page.search.geometry()
    page.search.clear()
    qtbot.keyClicks(page.search, "nobody")
    qtbot.waitUntil(lambda: not page.table.model().rowCount())
    assert "\u201cnobody\u201d" in page.table.none_words
    assert page.search.geometry() == before
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == ROWS)
    assert page.focusWidget() is page.table
    page.show_rule("r1")
    page._filter_outcomes(frozenset({0}))
    assert not page.table.model().rowCount()
    assert page.table.none_words.startswith("No lead is left by this filter.")


def test_that_without_leads_the_list_offers_to_open_some(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    session.open(None)
    with qtbot.waitSignal(page.leads_asked):
        page._empty.asked.emit()


def test_that_a_tried_lead_is_scored_anew_and_the_table_stays(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    before = session.project
    page.start_trial(1)
    page.panel.trial.typed.emit("Job title", "VP Marketing")
    assert page.panel._score.text() == "60"
    page.start_trial(None)
    assert page.panel._score.text() == "0"
    page.end_trial()
    assert session.project is before


def test_that_a_list_that_was_asked_for_before_does_not_come_after_a_newer_one(
    parts: tuple[Session, LivePreview], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, preview = parts
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.show()
    assert preview.last is not None
    monkeypatch.setattr(leads_page, "INLINE_LEADS", 0)
    page.show_rule("r1")
    monkeypatch.setattr(leads_page, "INLINE_LEADS", ROWS)
    page.show_rule("")
    page._listing._pool.waitForDone()
    qtbot.wait(20)
    assert page._count.text() == f"{ROWS:,} leads"
    page.finish()


def test_that_a_lead_that_is_tried_goes_when_other_leads_are_scored(
    parts: tuple[Session, LivePreview], qtbot: QtBot
) -> None:
    session, preview = parts
    days = ["2024-01-01" if row < 10 else "2024-06-01" for row in range(ROWS)]
    table = RawTable((*TABLE.columns, column_of("Created", days)), ROWS, "leads.csv")
    recipe = Recipe((*RECIPE, Input("Created", Kind.DATE, Role.CREATED)))
    source = Source(table.fingerprint, "leads.csv", ROWS)
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, recipe, (MODEL,), "m1")), table)
    page.start_trial(ROWS - 1)
    page.panel.trial.typed.emit("Job title", "VP Marketing")
    assert page.panel._score.text() == "60"
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeModel(replace(MODEL, own_day=30, as_of=date(2024, 6, 2))))
    assert preview.last is not None
    assert len(preview.last.leads) == 10
    assert not page.side.trial
    page.start_trial(-1)  # nobody is chosen: a blank lead is tried
    assert page.panel._score.text() == "0"
    page.finish()
