"""The chosen lead is the same one on every page, whoever is left out of the scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import LeftOut, Project, Source
from models.project.edits import ChangeLeftOut, ChangeModel
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from widgets.lead_panel import STEPS, TRY
from workbench.live_preview import LivePreview
from workbench.pages.leads.page import LeadsPage
from workbench.session import Session

ROWS = 30
DAY = date(2024, 6, 30)
CREATED = [(DAY - timedelta(days=row % 10)).isoformat() for row in range(ROWS)]
MAILS = ["" if row == 8 else f"jane.{row}@firm{row}.example" for row in range(ROWS)]
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Email", MAILS),
        column_of("Created", CREATED),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Email", role=Role.EMAIL),
        Input("Created", Kind.DATE, Role.CREATED),
    )
)
KNOWN = Rule("r1", "Firm", Points(30), FieldTest("Email", Test.ENDS_WITH, ("example",)))
MODEL = ScoringModel(
    "m1", "One", (Group("g1", "Fit", (KNOWN,)),), (Band("Cold", 0), Band("MQL", 30, mql=True))
)
MODEL = replace(MODEL, as_of=DAY)
Parts = tuple[Session, LivePreview, LeadsPage]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = LeadsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1232, 620)
    page.show()
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    yield session, preview, page
    page.finish()
    preview.finish()


def shown(page: LeadsPage) -> tuple[str, str]:
    """The lead that the panel tells of, and that of the row that is marked in the table."""
    rows, place = page.table._model.value, page.table.chosen()
    assert rows is not None
    marked = "" if place is None else page._value.leads.lead_id(place)  # type: ignore[union-attr]
    return page.panel._title.text(), marked


def test_that_the_lead_stays_the_same_when_the_model_leaves_younger_ones_out(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    session.choose_lead(17)  # on another page
    assert shown(page) == ("017", "017")
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeModel(replace(MODEL, own_day=5)))
    assert preview.left_out is not None
    assert preview.left_out.too_young == 15
    assert session.lead == 17
    assert shown(page) == ("017", "017")
    page.table.lead_chosen.emit(preview.left_out.place_of(25))
    assert session.lead == 25
    assert shown(page)[0] == "025"
    with qtbot.waitSignal(preview.evaluated):
        session.undo()
    assert shown(page) == ("025", "025")


def test_that_a_lead_that_is_not_scored_gives_way_to_the_first_of_the_list(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    session.choose_lead(12)
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeModel(replace(MODEL, own_day=5)))
    title, marked = shown(page)
    assert title == marked == f"{session.lead:03}"
    assert session.lead % 10 >= 5


def test_that_the_lead_stays_the_same_when_others_are_not_scored_any_more(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    session.choose_lead(17)
    blank = LeftOut("No mail", FieldTest("Email", Test.IS_BLANK))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeLeftOut((blank,)))
    assert session.lead == 16  # lead 008 is gone
    assert shown(page) == ("017", "017")
    with qtbot.waitSignal(preview.evaluated):
        session.undo()
    assert session.lead == 17


def test_that_no_address_of_another_lead_is_tried_on_a_lead(parts: Parts, qtbot: QtBot) -> None:
    session, _preview, page = parts
    session.choose_lead(8)
    page.panel.show_side(STEPS)
    page.panel.side_picked.emit(STEPS)
    steps = page.panel.steps
    qtbot.waitUntil(lambda: steps.value is not None and bool(steps.value.plans))
    steps.plan_asked.emit(0)
    assert page.panel.side == TRY
    assert page.panel._score.text() == "30"
    (mail,) = (value for value in page.panel.trial.form._model.values if value.name == "Email")
    assert mail.text.endswith("example")
    assert "jane" not in mail.text
    assert "firm" not in mail.text
