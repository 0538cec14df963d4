"""The live preview: what it shows always equals a full evaluation, whichever way it was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from models.evaluation.evaluate import evaluate
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import ChangeInput, ChangeModel, MoveThreshold, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import (
    ByRange,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
)
from workbench import live_preview
from workbench.dragged import Change, what_differs
from workbench.live_preview import LivePreview, Preview
from workbench.session import Session

ROWS = 400


def table() -> RawTable:
    dice = np.random.default_rng(3)
    size = dice.integers(1, 900, ROWS)
    demo = dice.random(ROWS) < 0.1
    won = dice.random(ROWS) < np.where(demo, 0.5, size / 3000)
    return RawTable(
        (
            column_of("Id", [f"{row:04}" for row in range(ROWS)]),
            column_of("Size", [str(value) for value in size]),
            column_of("Demo", ["yes" if value else "no" for value in demo]),
            column_of("Won", ["yes" if value else "no" for value in won]),
        ),
        ROWS,
    )


RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Size", Kind.NUMBER),
        Input("Demo", Kind.YES_NO),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
MODEL = ScoringModel(
    "m1",
    "One",
    (
        Group(
            "g1",
            "Fit",
            (
                Rule("r1", "Big", Points(30), FieldTest("Size", Test.AT_LEAST, (300.0,))),
                Rule(
                    "r2",
                    "Size",
                    ByRange("Size", (RangePoints(0, 500, 5), RangePoints(500, None, 20))),
                ),
            ),
            most=45,
        ),
        Group("g2", "Did", (Rule("r3", "Demo", Points(25), FieldTest("Demo", Test.IS_YES)),)),
    ),
    overrides=(Override("o1", "Fast", FieldTest("Demo", Test.IS_YES), Move.AT_LEAST, "MQL"),),
    base=10,
)


@pytest.fixture(params=["at once", "on the cube"])
def shown(request: pytest.FixtureRequest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    if request.param == "on the cube":
        monkeypatch.setattr(live_preview, "INLINE_LEADS", 0)
    session = Session()
    preview = LivePreview(session)
    raw = table()
    project = Project("P", Source(raw.fingerprint, "x.csv", ROWS), RECIPE, (MODEL,), "m1")
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(project), raw)
    yield session, preview
    preview.finish()


def full(session: Session) -> Preview:
    assert session.leads is not None
    assert session.model is not None
    return evaluate(session.model, session.leads)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "edit",
    [
        SetPoints("m1", "r1", 12),
        SetPoints("m1", "r2", 33, 1),
        SetPoints("m1", "r3", -40),
        MoveThreshold("m1", 2, 61),
    ],
)
def test_that_a_drag_shows_what_a_full_evaluation_would(shown, edit, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    session, preview = shown
    with qtbot.waitSignal(preview.evaluated):
        session.apply(edit, session.gesture())
    last, expected = preview.last, full(session)
    assert np.array_equal(last.evaluation.histogram, expected.histogram)
    assert [b.tally for b in last.evaluation.bands] == [b.tally for b in expected.bands]
    assert last.evaluation.mql == expected.mql
    assert last.evaluation.movement is not None
    if not last.settled:
        with qtbot.waitSignal(preview.evaluated):
            pass
        assert preview.last.settled
        assert np.array_equal(preview.last.evaluation.histogram, expected.histogram)
        assert preview.last.scored.model == session.model


def test_that_reading_a_field_otherwise_scores_the_leads_again(shown, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    session, preview = shown
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeInput(Input("Size", Kind.TEXT)))
    assert np.array_equal(preview.last.evaluation.histogram, full(session).histogram)
    assert any(problem.where == "Size" for problem in preview.last.findings)


def test_that_a_cube_is_used_only_where_one_number_differs() -> None:
    rule = MODEL.rule("r1")
    assert rule is not None
    moved = MODEL.with_rule(replace(rule, award=Points(7)))
    assert what_differs(MODEL, moved) == Change("r1", None, 7)
    assert what_differs(MODEL, MODEL) is None
    assert what_differs(MODEL, replace(moved, base=3)) is None
    assert what_differs(MODEL, MODEL.with_rule(replace(rule, muted=True))) is None
    bands = (*MODEL.bands[:2], replace(MODEL.bands[2], threshold=60), *MODEL.bands[3:])
    assert what_differs(MODEL, replace(MODEL, bands=bands)) == Change()
    assert what_differs(MODEL, replace(MODEL, bands=MODEL.bands[:-1])) is None


def test_that_without_leads_or_model_nothing_is_shown(qtbot: QtBot) -> None:
    session = Session()
    preview = LivePreview(session)
    with qtbot.waitSignal(preview.emptied):
        session.open(History.of(Project()))
    assert preview.last is None
    preview.finish()


@pytest.mark.parametrize("then", ["undone", "nobody is left", "closed"])
def test_that_an_answer_to_what_is_gone_is_never_shown(shown, then: str, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    session, preview = shown
    first = session.project.model
    session.apply(ChangeModel(replace(first, base=33)))
    preview._compute()  # a frame later; at a large size the answer is now under way
    preview._rest.stop()
    if then == "undone":
        session.undo()
    elif then == "nobody is left":  # no field says when these leads were created
        session.apply(ChangeModel(replace(session.model, own_day=30)))
    else:
        session.open(None)
    preview._compute()
    for timer in (preview._frame, preview._rest):  # nothing else happens: the hand rests
        timer.stop()
    preview._background._pool.waitForDone()
    qtbot.wait(20)
    assert (preview.last.model if preview.last else None) == (first if then == "undone" else None)


def test_that_the_as_of_day_is_that_of_all_leads_also_of_those_left_out(qtbot: QtBot) -> None:
    dates = [f"2024-0{1 + row % 6}-01" for row in range(ROWS)]  # those of May and June: too young
    raw = RawTable((*table().columns, column_of("Created", dates)), ROWS)
    recipe = Recipe((*RECIPE, Input("Created", Kind.DATE, Role.CREATED)))
    fresh = Rule("r9", "New", Points(40), FieldTest("Created", Test.IN_THE_LAST, (20,)))
    model = replace(MODEL, groups=(Group("g9", "New", (fresh,)),), own_day=40)
    session = Session()
    preview = LivePreview(session)
    with qtbot.waitSignal(preview.evaluated):
        source = Source(raw.fingerprint, "x.csv", ROWS)
        session.open(History.of(Project("P", source, recipe, (model,), "m1")), raw)
    assert preview.last is not None
    assert preview.last.as_of == date(2024, 6, 1)
    assert len(preview.last.leads) < ROWS
    assert not preview.last.scored.contribution(fresh).any()
    assert preview.last.saved_scored is not None
    assert preview.last.saved_scored.as_of == date(2024, 6, 1)
    preview.finish()


def test_that_an_entry_that_comes_or_goes_is_no_drag() -> None:
    two = MODEL.groups[0].rules[1]
    assert isinstance(two.award, ByRange)
    for award in (ByRange("Size", two.award.entries[:1]), Points(5)):
        one = MODEL.with_rule(replace(two, award=award))
        assert what_differs(MODEL, one) is None
        assert what_differs(one, MODEL) is None
