"""The side of the Leads page, driven by hand: next steps, and a lead tried out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.history import History
from models.scoring.conditions import ActivityTest, FieldTest, Quantity, Selection, Test
from models.scoring.model import (
    Axis,
    Band,
    Group,
    Move,
    Override,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from widgets.lead_panel import STEPS, TRY
from workbench.live_preview import LivePreview
from workbench.pages.leads.page import LeadsPage
from workbench.session import Session

ROWS = 40
DAY = date(2024, 3, 15)
TITLES = ["VP Sales" if row % 4 == 0 else "" if row == 1 else "Clerk" for row in range(ROWS)]
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Job title", TITLES),
        column_of("Created", ["2024-01-01"] * ROWS),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Job title"),
        Input("Created", Kind.DATE, Role.CREATED),
    )
)
DONE = [("E-mail opened", row, "2024-03-01") for row in range(0, ROWS, 2)]
DONE += [("Demo requested", row, "2024-03-02") for row in range(2, 8)]
ACTIVITIES = RawTable(
    (
        column_of("Lead", [f"{row:03}" for _, row, _ in DONE]),
        column_of("Type", [what for what, _, _ in DONE]),
        column_of("When", [when for _, _, when in DONE]),
    ),
    len(DONE),
    "activities.csv",
)
ACTIVITY_RECIPE = ActivityRecipe(
    (
        Input("Lead", role=Role.ID),
        Input("Type", role=Role.ACTIVITY_TYPE),
        Input("When", Kind.DATE, Role.ACTIVITY_TIME),
    )
)
DEMO = Selection(("Demo requested",))
MODEL = ScoringModel(
    "m1",
    "One",
    (
        Group(
            "g1",
            "Fit",
            (Rule("r1", "VP", Points(30), FieldTest("Job title", Test.CONTAINS, ("vp",))),),
            Axis.FIT,
        ),
        Group(
            "g2",
            "Engagement",
            (
                Rule("r2", "Opens", PerOccurrence(Selection(("E-mail opened",)), 5, 4)),
                Rule(
                    "r3", "Demo", Points(20), ActivityTest(Quantity(of=DEMO), Test.AT_LEAST, (1,))
                ),
            ),
            Axis.ENGAGEMENT,
            most=30,
        ),
    ),
    (Band("Cold", 0), Band("Warm", 25), Band("MQL", 50, mql=True)),
    (
        Override(
            "o1", "Clerks stay", FieldTest("Job title", Test.IS, ("clerk",)), Move.AT_MOST, "Warm"
        ),
    ),
    as_of=DAY,
)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[LeadsPage]:
    session = Session("Ada")
    preview = LivePreview(session)
    leads = Leads(TABLE, RECIPE)
    leads = leads.with_activities(match(ACTIVITIES, ACTIVITY_RECIPE, leads, "UTC", DAY))
    project = Project(
        "P",
        Source(TABLE.fingerprint, "leads.csv", ROWS),
        RECIPE,
        (MODEL,),
        "m1",
        activities=Source(ACTIVITIES.fingerprint, "activities.csv", len(DONE)),
        activity_recipe=ACTIVITY_RECIPE,
    )
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(project), TABLE, leads, ACTIVITIES)
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1232, 620)
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.finish()
    preview.finish()


def steps_of(page: LeadsPage, qtbot: QtBot, row: int) -> None:
    page._session.choose_lead(row)
    page.panel.switch._group.button(STEPS).click()
    qtbot.waitUntil(lambda: page.panel.steps.value is not None)


def test_that_next_steps_name_the_plan_and_trying_it_reaches_the_score(
    page: LeadsPage, qtbot: QtBot
) -> None:
    steps_of(page, qtbot, 12)  # a VP who opened one mail: 35
    value = page.panel.steps.value
    assert value is not None
    assert value.first == "Demo requested: that takes it from Warm (35) to MQL (55)."
    assert value.targets == ((2, "MQL (50)"),)
    assert value.plans[0].steps[0].seen.endswith(f" of {ROWS // 4}")
    page.panel.steps._plans[0].button.click()
    assert page.panel.side == TRY
    assert page.panel._score.text() == "55"
    marked = [line.name for line in page.panel.trial.value.way if line.changed]  # type: ignore[union-attr]
    assert marked == ["Demo: once", "Score"]
    qtbot.keyClick(page.panel.trial, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.panel._score.text() == "35")


def test_that_what_nobody_can_do_is_no_step_and_undo_brings_it_back(
    page: LeadsPage, qtbot: QtBot
) -> None:
    steps_of(page, qtbot, 12)
    steps = page.panel.steps
    steps._fill_reach()
    demo = next(a for a in steps.reach.menu().actions() if a.text() == "Demo requested")
    assert demo.isChecked()
    demo.trigger()
    qtbot.waitUntil(lambda: steps.value is not None and "Demo" not in steps.value.first)
    assert steps.value is not None
    assert steps.value.first == "E-mail opened, 3 times: that takes it from Warm (35) to MQL (50)."
    assert page._session.project is not None
    assert page._session.project.out_of_reach == ("activity: demo requested",)
    page._session.undo()
    qtbot.waitUntil(lambda: steps.value is not None and "Demo" in steps.value.first)


def test_that_a_lead_that_nothing_takes_further_says_why(page: LeadsPage, qtbot: QtBot) -> None:
    steps_of(page, qtbot, 3)  # a clerk with a demo
    page.panel.steps.target_picked.emit(2)
    qtbot.waitUntil(
        lambda: page.panel.steps.value is not None and page.panel.steps.value.target == 2
    )
    value = page.panel.steps.value
    assert value is not None
    assert not value.plans
    assert value.first == "No plan takes it to MQL (50). The furthest is Warm (30)."
    assert value.second == ("Engagement is at its limit of 30; Clerks stay makes it at most Warm.")


def test_that_a_blank_field_that_could_change_the_band_is_told(
    page: LeadsPage, qtbot: QtBot
) -> None:
    steps_of(page, qtbot, 1)
    value = page.panel.steps.value
    assert value is not None
    assert [line.words for line in value.missing] == [
        "Job title is blank: it may take it up to Warm"
    ]


def test_that_activities_are_added_left_out_and_taken_back_by_hand(
    page: LeadsPage, qtbot: QtBot
) -> None:
    page._session.choose_lead(4)  # a VP, a mail, a demo: 55
    page.panel.switch._group.button(TRY).click()
    side = page.panel.trial
    qtbot.waitUntil(lambda: side.type.count() == 2)
    side.switch._group.button(1).click()
    assert [line.words for line in side.done._lines] == ["Demo requested", "E-mail opened"]
    side.type.setCurrentIndex(side.type.findText("E-mail opened"))
    side.times.setValue(3)
    side.ago.setValue(2)
    side.add.click()
    assert page.panel._score.text() == "60"  # 30 + 30, the limit of the group
    added = side.done._lines[0]
    assert (added.words, added.when) == ("E-mail opened, 3 times", "2 days ago")
    side.done.setCurrentIndex(side.done.model().index(1, 0))
    qtbot.keyClick(side.done, Qt.Key.Key_Delete)
    assert page.panel._score.text() == "50"
    assert side.done._lines[1].state == "left out"
    qtbot.keyClick(side.done, Qt.Key.Key_Delete)
    assert page.panel._score.text() == "60"
    side.reset.click()
    assert page.panel._score.text() == "55"
    side.undo.click()
    assert page.panel._score.text() == "60"


def test_that_a_value_is_typed_and_delete_brings_back_what_was(
    page: LeadsPage, qtbot: QtBot
) -> None:
    page._session.choose_lead(12)
    page.panel.switch._group.button(TRY).click()
    form = page.panel.trial.form
    form._model.setData(form._model.index(1, 1), "Clerk")
    assert page.panel._score.text() == "5"
    page._session.choose_lead(13)
    assert page.panel._score.text() == "0"
    page._session.choose_lead(12)
    assert page.panel._score.text() == "5"  # a trial stays with its lead
    form.setCurrentIndex(form._model.index(1, 0))
    qtbot.keyClick(form, Qt.Key.Key_Delete)
    assert page.panel._score.text() == "35"
    assert not page.side.trial


def test_that_a_value_that_arrives_when_the_leads_are_gone_is_let_go(
    page: LeadsPage, qtbot: QtBot
) -> None:
    """An editor that is hidden with its form still says what was typed."""
    page._session.choose_lead(12)
    page.panel.switch._group.button(TRY).click()
    page.side.present(None)
    page.panel.trial.typed.emit("Job title", "Clerk")
    assert not page.side.trial


def test_that_a_blank_lead_has_steps_too(page: LeadsPage, qtbot: QtBot) -> None:
    page.start_trial(None)
    side = page.panel.trial
    qtbot.waitUntil(lambda: side.type.count() == 2)
    side.typed.emit("Job title", "VP Sales")
    assert page.panel._score.text() == "30"
    page.panel.switch._group.button(STEPS).click()
    qtbot.waitUntil(lambda: page.panel.steps.value is not None)
    assert page.panel.steps.value is not None
    assert page.panel.steps.value.first == (
        "Demo requested: that takes it from Warm (30) to MQL (50)."
    )
    page.panel.back.click()
    assert page.panel._title.text() != "A lead typed in"
