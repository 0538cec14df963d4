"""The page Programme on a small project: quests become edits, the ledger follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.edits import ChangeGame, SetActivities
from models.project.history import History
from models.scoring.conditions import Selection
from models.scoring.game import Game, Level, Quest
from models.scoring.model import ScoringModel
from widgets.tables.records import CHOSEN_AT
from workbench.live_preview import LivePreview
from workbench.pages.game import page as game_page
from workbench.pages.game.page import GamePage
from workbench.session import Session

TABLE = RawTable(
    (
        column_of("Id", ["a", "b", "c"]),
        column_of("Won", ["Yes", "No", "No"]),
    ),
    3,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Won", Kind.TEXT, Role.OUTCOME, converted=("Yes",)),
    )
)
DONE = RawTable(
    (
        column_of("Id", ["a", "a", "a", "b", "a"]),
        column_of("What", ["Click", "Click", "Visit", "Click", "Unsubscribed"]),
        column_of("When", ["2024-01-01", "2024-01-03", "2024-01-03", "2024-01-02", "2024-01-04"]),
    ),
    5,
    "activities.csv",
)
DONE_RECIPE = ActivityRecipe(
    (
        Input("Id", role=Role.ID),
        Input("What", role=Role.ACTIVITY_TYPE),
        Input("When", Kind.DATE, Role.ACTIVITY_TIME),
    )
)
Parts = tuple[Session, LivePreview, GamePage]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = GamePage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    source = Source(TABLE.fingerprint, "leads.csv", 3)
    with qtbot.waitSignal(preview.evaluated):
        session.open(
            History.of(Project("P", source, RECIPE, (ScoringModel("m1", "One"),), "m1")), TABLE
        )
    yield session, preview, page
    page.finish()
    preview.finish()
    session.finish()


def with_activities(parts: Parts, qtbot: QtBot) -> None:
    session, preview, _ = parts
    leads = Leads(TABLE, RECIPE)
    leads = leads.with_activities(match(DONE, DONE_RECIPE, leads, "UTC"))
    edit = SetActivities(Source(DONE.fingerprint, "activities.csv", 5), DONE_RECIPE)
    with qtbot.waitSignal(preview.evaluated):
        session.replace_activities(DONE, leads, edit)


def begin(parts: Parts, qtbot: QtBot) -> None:
    with_activities(parts, qtbot)
    with qtbot.waitSignal(parts[1].evaluated):
        parts[2].none.asked.emit()


def cells(table: object) -> list[list[str]]:
    model = table.model()  # type: ignore[attr-defined]
    width = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in width] for row in range(model.rowCount())
    ]


def test_that_without_activities_it_says_what_is_missing(parts: Parts) -> None:
    session, _, page = parts
    page.none.asked.emit()
    assert "No activities yet" in page.none.accessibleName()
    assert session.model is not None
    assert session.model.game is None


def test_that_quests_are_proposed_from_the_types_but_not_from_leaving(
    parts: Parts, qtbot: QtBot
) -> None:
    session, _, page = parts
    begin(parts, qtbot)
    assert session.model is not None
    assert session.model.game is not None
    assert [quest.name for quest in session.model.game.quests] == ["Click", "Visit"]
    assert page.stack.currentWidget() is page.splitter
    assert cells(page.players)[0][:2] == ["a", "15"]


def test_that_the_ledger_of_the_chosen_lead_is_dated_and_runs(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    begin(parts, qtbot)
    quests = (
        Quest("q1", "Clicks", Selection(("Click",)), 10, cool_down=2),
        Quest("q2", "Visits", Selection(("Visit",)), -3),
    )
    game = Game(1, quests, (), (Level("New", 0), Level("Fan", 20, "A mug")))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeGame("m1", game))
    assert cells(page.ledger) == [
        ["2024-01-03", "Visits, Visit \u00b7 now New", "\u22123", "18"],
        ["2024-01-03", "Clicks, Click \u00b7 now Fan", "+10", "21"],
        ["2024-01-01", "Clicks, Click", "+10", "11"],
        ["\u2013", "Opening", "+1", "1"],
    ]
    assert page._sum.text() == "3 quests, 0 badges: a balance of 18."
    assert [row[:4] for row in cells(page.levels)] == [
        ["Fan", "20", "0", "\u2013"],
        ["New", "0", "3", "33.3\u202f%"],
    ]
    page.players.choose(2)
    page._show_ledger()
    assert cells(page.ledger) == [["\u2013", "Opening", "+1", "1"]]


def test_that_levels_out_of_order_are_told_and_change_nothing(parts: Parts, qtbot: QtBot) -> None:
    session, _, page = parts
    begin(parts, qtbot)
    assert session.model is not None
    held = session.model.game
    line = page.editor.levels.lines[1]
    line.threshold.setFocus()  # type: ignore[attr-defined]
    line.threshold.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line.threshold, "500")  # type: ignore[attr-defined]
    assert "levels ascend" in page.editor._wrong.text()
    assert session.model.game is not None
    assert session.model.game.levels[1].threshold <= 50
    qtbot.keyClick(line.threshold, "\b")  # type: ignore[attr-defined]
    assert page.editor._wrong.text() == ""
    assert held is not None


def test_that_quests_badges_and_levels_are_added_and_removed_as_edits(
    parts: Parts, qtbot: QtBot
) -> None:
    session, _, page = parts
    begin(parts, qtbot)

    def sizes() -> tuple[int, int, int]:
        assert session.model is not None
        assert session.model.game is not None
        game = session.model.game
        return len(game.quests), len(game.badges), len(game.levels)

    quests, badges, levels = sizes()
    for group in (page.editor.quests, page.editor.badges, page.editor.levels):
        group.add.click()
    assert sizes() == (quests + 1, badges + 1, levels + 1)
    for group in (page.editor.quests, page.editor.badges, page.editor.levels):
        group.lines[-1].asked.emit("remove")
    assert sizes() == (quests, badges, levels)


def test_that_two_quests_of_one_name_are_told(parts: Parts, qtbot: QtBot) -> None:
    session, _, page = parts
    begin(parts, qtbot)
    quest = page.editor._draft.quests[0]
    line = page.editor.quests.lines[1]
    line.changed.emit(replace(page.editor._draft.quests[1], name=quest.name), 0)
    assert page.editor._wrong.text() == f"There is a quest {quest.name} already."
    assert session.model is not None
    assert session.model.game is not None
    assert session.model.game.quests[1].name != quest.name


def test_that_ledgers_of_many_leads_are_counted_out_of_the_way(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, page = parts
    with_activities(parts, qtbot)
    monkeypatch.setattr(game_page, "INLINE_LEADS", 0)
    with qtbot.waitSignal(page._counting.done, timeout=30_000):
        page.none.asked.emit()
    assert [row[0].split(",")[0] for row in cells(page.players)] == ["a", "b", "c"]
    qtbot.keyClicks(page.search, "B")
    qtbot.waitUntil(lambda: len(cells(page.players)) == 1)
    assert page._of.text() == "Ledger of b"
    qtbot.keyClicks(page.search, "xyz")
    qtbot.waitUntil(lambda: cells(page.players) == [])
    assert page._of.text() == "No lead is found"
    page._sort("score")
    page.search.clear()
    qtbot.waitUntil(lambda: len(cells(page.players)) == 3)


def test_that_the_ledger_is_that_of_the_lead_that_is_chosen_anywhere(
    parts: Parts, qtbot: QtBot
) -> None:
    session, _, page = parts
    begin(parts, qtbot)
    assert page._of.text() == "Ledger of a"
    session.choose_lead(1)
    assert page._of.text() == "Ledger of b"
    page.hide()
    session.choose_lead(2)
    page.show()
    assert page._of.text() == "Ledger of c"
    page.players.record_chosen.emit(0)
    assert session.lead == 0


def test_that_a_level_chooses_its_leads_and_the_list_can_be_of_the_chosen_alone(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    page.choose_asked.connect(session.choose_rows)
    begin(parts, qtbot)
    quests = (Quest("q1", "Clicks", Selection(("Click",)), 10),)
    game = Game(1, quests, (), (Level("New", 0), Level("Known", 10), Level("Fan", 20)))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeGame("m1", game))
    assert [(row[0], row[2]) for row in cells(page.levels)] == [
        ("Fan", "1"),
        ("Known", "1"),
        ("New", "1"),
    ]
    assert page.only.isHidden()
    for row, (name, lead) in enumerate((("Fan", 0), ("Known", 1), ("New", 2))):
        page.levels.setCurrentIndex(page.levels.model().index(row, 0))
        qtbot.keyClick(page.levels, Qt.Key.Key_Return)
        assert session.chosen is not None
        assert session.chosen.words == f"level {name}"
        assert session.chosen.rows.tolist() == [lead]
        assert [line[CHOSEN_AT] for line in cells(page.levels)] == [
            str(int(at == row)) for at in range(3)
        ]
    assert len(cells(page.players)) == 3
    page.only.click()
    assert [line[0] for line in cells(page.players)] == ["c"]
    session.choose_rows("two", np.array([0, 1]))
    assert [line[0] for line in cells(page.players)] == ["a", "b"]
    page.search.setText("b")
    page._list()
    assert [line[0] for line in cells(page.players)] == ["b"]
    page.search.clear()
    session.choose_leads(None)
    assert page.only.isHidden()
    assert len(cells(page.players)) == 3
