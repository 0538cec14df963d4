"""The charts of the page Evaluate hold the pinned version, and draw the leads that are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.evaluation.history.asked import Asked
from models.project.edits import AddRules, MoveThreshold
from models.project.history import History as Edits
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.workbench.test_evaluate_page import MODEL, PROJECT, RAW, ROWS, truth
from workbench.live_preview import LivePreview
from workbench.pages.evaluate.page import FIGURES, SCORES, EvaluatePage
from workbench.session import Session

HEAD = Rule("r2", "Head", Points(25), FieldTest("Job", Test.IS, ("Head",)))
GROUP = replace(MODEL.groups[0], rules=(*MODEL.groups[0].rules, HEAD))
OTHER = replace(
    MODEL, groups=(GROUP,), bands=(MODEL.bands[0], replace(MODEL.bands[1], threshold=20))
)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(Edits.of(PROJECT), RAW)
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[EvaluatePage]:
    made = EvaluatePage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    qtbot.waitUntil(lambda: made._found is not None)
    yield made
    made.finish()


def changed(page: EvaluatePage, session: Session, qtbot: QtBot) -> None:
    """Another model than the one that was opened, which is what it is held against."""
    session.apply(AddRules(MODEL.id, GROUP.id, 1, (HEAD,)))
    session.apply(MoveThreshold(MODEL.id, 1, 20))
    qtbot.waitUntil(lambda: page._model == OTHER and not page.asking.busy)
    qtbot.waitUntil(lambda: not page.charts.asking.busy)


def test_that_gains_and_rates_stand_before_those_of_the_pinned_version(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    for side in (FIGURES, SCORES):
        page.show_side(side)
        assert page.gains.value is not None
        assert page.gains.value.saved is None, "it is the same"
        assert page.rates.value is not None
        assert not page.rates.value.before
    changed(page, session, qtbot)
    now, before = truth(session, Asked(), OTHER), truth(session, Asked(), MODEL)
    gains, rates = page.gains.value, page.rates.value
    assert gains.saved is not None
    assert np.array_equal(gains.saved.histogram, before.histogram)
    assert np.array_equal(gains.now.histogram, now.histogram)
    assert gains.saved.mql.leads == before.mql.leads
    assert (rates.threshold, rates.before_threshold) == (20, 50)
    known = {row.name: row.tally for row in now.scores}
    own = {row.name: row.tally for row in before.scores}
    for row, old in zip(rates.rows, rates.before, strict=True):
        assert row.tally.known == (known[row.name].known if row.name in known else 0)
        assert (row.low, row.high) == (old.low, old.high)
        assert old.tally.converted == (own[row.name].converted if row.name in own else 0)
    assert sum(row.tally.known for row in rates.before) == before.all.known
    # The version is taken away again.
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: page._model == MODEL and not page.asking.busy)
    assert page.gains.value is not None
    assert page.gains.value.saved is None
    assert page.rates.value is not None
    assert not page.rates.value.before


def test_that_the_charts_draw_the_chosen_leads_whose_outcome_counts(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    changed(page, session, qtbot)
    page.show_side(SCORES)
    which = np.random.default_rng(6).random(ROWS) < 0.4
    session.choose_rows("some", which)
    of, value = page._evaluated, page.rates.value
    assert of is not None
    assert value is not None
    assert value.chosen is not None
    counted = which & (of.history.looked.codes < 2)
    for row in value.chosen:
        held = counted & (of.scored.scores >= row.low) & (of.scored.scores <= row.high)
        assert row.tally.known == int(held.sum())
        assert row.tally.converted == int((of.history.looked.codes[held] == 1).sum())
    assert page.rates.table()[0].count("Chosen") == 1
    assert page.gains.table()[0][-1] == "Chosen"
    assert page.gains.table()[-1][-1] == int(counted.sum())
    assert f"{int(counted.sum())} leads of them are chosen" in page.gains.sentence()
    # A bar that chooses its leads is drawn as chosen whole, and no other is.
    place = max(page.rates.bars(), key=lambda at: value.rows[at].tally.known)
    session.choose_leads(None)
    page.choose_asked.connect(session.choose_rows)
    page.rates.row_asked.emit(place)
    value = page.rates.value
    assert value.chosen is not None
    known = [row.tally.known for row in value.chosen]
    assert known.pop(place) == value.rows[place].tally.known
    assert not any(known)
    session.choose_leads(None)
    assert page.rates.value.chosen is None
    assert page.gains.value is not None
    assert page.gains.value.chosen is None


def test_that_charts_out_of_sight_catch_up_when_they_are_shown(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.hide()
    session.choose_rows("ten", np.arange(10))
    assert page.rates.value is not None
    assert page.rates.value.chosen is None
    page.show()
    qtbot.waitUntil(lambda: page.rates.value is not None and page.rates.value.chosen is not None)


def test_that_a_stage_chooses_the_leads_that_came_to_it(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.choose_asked.connect(session.choose_rows)
    found = page._found
    assert found is not None
    for place, row in enumerate(found.stages):
        page.stages.choose(place)
        qtbot.keyClick(page.stages, Qt.Key.Key_Return)
        assert session.chosen is not None
        assert session.chosen.tally.leads == row.all.converted
        assert session.chosen.words == f"came to {row.name}"
        ((words, do),) = page._stage_offers()
        do()
        assert session.chosen.tally.leads == row.mql.converted
        assert words == f"Choose the {row.mql.converted} MQLs that came to {row.name}"
