"""The page Over time: replays when it is in sight, stops when asked, follows the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from models.evaluation.replay import replay, rows_on
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Cancelled
from models.project.document import Project, Source
from models.project.edits import ChangeInput, ChangeModel, ChangeRule, ReplaceModel, SetPoints
from models.project.history import History
from models.scoring.account import AccountScore
from models.scoring.awards import RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.live_preview import LivePreview
from workbench.pages.time import replays as replays_module
from workbench.pages.time.page import NO_CREATION, NO_DATES, NO_LEADS, SHOWN, TimePage
from workbench.session import Session

ROWS = 40
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Created", [f"2024-0{1 + row % 5}-1{row % 9}" for row in range(ROWS)]),
        column_of("Seen", [f"2024-0{2 + row % 5}-0{1 + row % 9}" for row in range(ROWS)]),
        column_of("Won", ["Yes" if row % 4 == 0 else "No" for row in range(ROWS)]),
        column_of("Won on", ["2024-07-01" if row % 4 == 0 else "" for row in range(ROWS)]),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Seen", Kind.DATE, event=True),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
    )
)
SEEN = Rule("r1", "Seen lately", Points(60), FieldTest("Seen", Test.IN_THE_LAST, (20,)))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (SEEN,)),), as_of=date(2024, 6, 20))
BANDS = MODEL.bands[::-1]
Parts = tuple[Session, LivePreview, TimePage]


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = TimePage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    assert page.stack.currentIndex() == NO_LEADS
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    qtbot.waitUntil(lambda: page.bands.value is not None)
    yield session, preview, page
    page.finish()
    preview.finish()


def test_that_the_replay_shown_is_the_replay(parts: Parts) -> None:
    session, _preview, page = parts
    assert page.stack.currentIndex() == SHOWN
    shown = page.bands.value
    assert shown is not None
    assert session.leads is not None
    days = tuple(shown.day(place) for place in range(len(shown.days)))
    assert days[0] == date(2024, 1, 10)
    assert days[-1] == date(2024, 6, 20)
    wanted = replay(MODEL, session.leads, days)
    assert (shown.counts == wanted.counts).all()
    assert "Customers who crossed the MQL threshold did so" in page.verdict.text()


def test_that_it_follows_the_model_and_ignores_what_touches_no_score(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, preview, page = parts
    before = page.bands.value
    session.apply(SetPoints("m1", "r1", 10))
    qtbot.waitUntil(lambda: page.bands.value is not before)
    assert page.bands.value is not None
    assert not page.bands.value.mql.any()
    monkeypatch.setattr(replays_module, "replay", lambda *_a, **_k: pytest.fail("replayed again"))
    shown = page.bands.value
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeModel(replace(session.model or MODEL, name="Two", notes="Why")))
    assert page.bands.value is shown
    assert not page._replays.busy


def test_that_weeks_and_days_can_be_chosen(parts: Parts, qtbot: QtBot) -> None:
    _session, _preview, page = parts
    page.look_every(7)
    qtbot.waitUntil(lambda: page.bands.value is not None and page.bands.value.step == 7)
    assert page.bands.value is not None
    assert set(np.diff(page.bands.value.days).tolist()) == {7}
    assert "looked at once a week" in page.verdict.text()


def test_that_a_past_day_becomes_the_as_of_day_in_one_step(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    page.bands._take(60)
    assert page.bands.value is not None
    day = page.bands.value.day(60)
    shown = page.bands.value
    with qtbot.waitSignal(preview.evaluated):
        page.as_of.click()
    assert session.model is not None
    assert session.model.as_of == day
    assert preview.last is not None
    assert preview.last.as_of == day
    assert not page.as_of.isEnabled()
    assert page.bands.value is shown
    with qtbot.waitSignal(preview.evaluated):
        session.undo()
    assert page.as_of.isEnabled()


def test_that_one_lead_is_shown_by_choice_and_by_id(parts: Parts) -> None:
    session, _preview, page = parts
    session.choose_lead(7)
    assert "007" in page.cards[1].title.text()
    page.lead.setText("012")
    page.lead.returnPressed.emit()
    assert session.lead == 12
    assert "012" in page.cards[1].title.text()
    assert "Seen lately" in page.path.table()[-1][2] or len(page.path.table()) == 2
    page.lead.setText("nobody")
    page.lead.returnPressed.emit()
    assert page.lead.property("wrong") == "true"
    assert session.lead == 12


def test_that_what_its_account_gives_a_lead_is_a_step_of_its_path(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    score = AccountScore("Won", raises=(RangePoints(50, None, 7),))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ReplaceModel(replace(MODEL, account=score), "Accounts"))
    session.apply(ChangeInput(replace(RECIPE.inputs[3], kind=Kind.TEXT, converted=("Yes",))))
    session.choose_lead(5)
    qtbot.waitUntil(lambda: any("Account +7" in str(row[2]) for row in page.path.table()))


def test_that_leads_left_out_of_the_scores_do_not_shift_the_chosen_one(
    parts: Parts, qtbot: QtBot
) -> None:
    """Each lead has its own day: the list has fewer rows than there are leads."""
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeModel(replace(session.model or MODEL, own_day=60)))
    assert preview.last is not None
    assert preview.left_out is not None
    assert preview.left_out.too_young > 0
    last = len(preview.last.leads) - 1
    session.choose_lead(preview.left_out.row_at(last))
    assert preview.last.leads.lead_id(last) in page.cards[1].title.text()
    page.lead.setText("004")
    page.lead.returnPressed.emit()
    assert "004" in page.cards[1].title.text()


def test_that_stopping_keeps_what_was_shown_and_offers_to_go_on(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _preview, page = parts
    shown = page.bands.value
    began = Event()

    def long(*_: object, cancelled: Callable[[], bool], **__: object) -> object:
        began.set()
        while not cancelled():
            Event().wait(0.005)
        raise Cancelled

    monkeypatch.setattr(replays_module, "replay", long)
    session.apply(SetPoints("m1", "r1", 11))
    qtbot.waitUntil(began.is_set)
    page.progress.cancelled.emit()
    assert page.bands.value is shown
    assert page.again.isVisible()
    monkeypatch.undo()
    page.again.click()
    qtbot.waitUntil(lambda: page.bands.value is not shown)
    assert not page.again.isVisible()


def test_that_what_is_missing_is_named(parts: Parts, qtbot: QtBot) -> None:
    session, _preview, page = parts
    still = replace(SEEN, when=FieldTest("Id", Test.IS_KNOWN))
    session.apply(ChangeRule("m1", still))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == NO_DATES)
    session.apply(ChangeInput(replace(RECIPE.inputs[1], role=Role.FIELD)))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == NO_CREATION)


def test_that_the_bands_draw_the_chosen_leads_of_each_day(parts: Parts, qtbot: QtBot) -> None:
    session, _preview, page = parts
    assert session.leads is not None
    value = page.bands.value
    assert value is not None
    place = int(value.mql.sum(axis=1).argmax())
    page.bands.choose(place)
    page.choose_asked.connect(session.choose_rows)
    with qtbot.waitSignal(session.leads_chosen):
        page.bands.bands_asked.emit(place, MODEL.mql_band, len(MODEL.bands))
    drawn = page.bands.value
    assert drawn is not None
    assert drawn.part is not None
    assert drawn.counts is value.counts
    # On that day all MQLs are chosen and no others; on any no more than there are.
    assert drawn.part[place].any()
    for band in range(len(MODEL.bands)):
        every = value.counts[place][band] if band >= MODEL.mql_band else np.zeros(3)
        assert drawn.part[place][band].tolist() == every.tolist()
    assert (drawn.part <= value.counts).all()
    some = np.random.default_rng(1).random(ROWS) < 0.5
    session.choose_rows("some", some)
    drawn = page.bands.value
    assert drawn is not None
    assert drawn.part is not None
    for at in (0, place, len(drawn.days) - 1):
        for band in range(len(MODEL.bands)):
            held = rows_on(MODEL, session.leads, drawn.day(at), range(band, band + 1))
            expected = np.bincount(session.leads.outcome[held[some[held]]], minlength=3)
            assert drawn.part[at][band].tolist() == expected.tolist()
    assert page.bands.table()[0][-5:] == ["Chosen", *(f"{b.name}, chosen" for b in BANDS)]
    assert page.bands.table()[-1][-5] == int(drawn.part[-1].sum())
    assert f"; {int(drawn.part[-1].sum())} chosen" in page.bands.place_words(len(drawn.days) - 1)
    session.choose_leads(None)
    assert page.bands.value is not None
    assert page.bands.value.part is None
