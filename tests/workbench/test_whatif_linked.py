"""The page What if: its bars and rows choose the leads that they tell, and draw those chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.evaluation.whatif.missing import Missing
from models.evaluation.whatif.supposed import Supposed
from models.evaluation.whatif.suppositions import FieldFilled, LeadsStop, ShareBecomes
from models.project.document import Project, Scenario, Source
from models.project.edits import AddScenario, MoveThreshold, NameVersion, SetPoints
from models.project.history import History
from models.scoring.as_of import as_of_day
from models.scoring.engine import Scored, score
from models.scoring.model import Scale
from tests.workbench.test_whatif_page import MODEL, RAW, RECIPE, ROWS, answered
from widgets.tables.records import CHOSEN_AT
from workbench.live_preview import LivePreview
from workbench.pages.whatif.page import MATTERS, MISSING, SUPPOSE, WhatIfPage
from workbench.pages.whatif.records import Hung
from workbench.session import Session, today

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(
        History.of(
            Project("P", Source(RAW.fingerprint, "leads.csv", ROWS), RECIPE, (MODEL,), "m1")
        ),
        RAW,
    )
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[WhatIfPage]:
    made = WhatIfPage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    made.choose_asked.connect(session.choose_rows)
    yield made
    made.finish()


def test_that_rows_and_bars_of_what_matters_choose_the_leads_they_say(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetPoints("m1", "r2", 45))
    page.show_side(MATTERS)
    hung = answered(page, qtbot, MATTERS)
    assert isinstance(hung, Hung)
    table, chart = page.matters.table, page.matters.chart
    jobs = {"VP": 160, "Met at a fair": 134, "Threshold MQL": 160}
    for row in range(table.model().rowCount()):
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        name, leads = (table.model().index(row, column).data() for column in (0, 1))
        qtbot.keyClick(table, Qt.Key.Key_Return, CTRL)
        assert session.chosen is not None
        assert session.chosen.tally.leads == int(leads) == jobs[name]
        assert table.model().index(row, CHOSEN_AT).data() == leads
    assert chart.value is not None
    for place, told in enumerate(chart.value.rows):
        session.choose_leads(None)
        top, bottom = chart.bar_ends(place)
        at = QPoint(20, round((top + bottom) / 2 * chart.unit()))
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
        assert session.chosen is not None
        assert session.chosen.tally.leads == told.leads == jobs[told.label]
        assert chart.value.rows[place].chosen == told.leads
        assert chart.bar_words(place).endswith(f"{told.leads} of them chosen")
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert session.chosen is not None
    assert session.chosen.tally.leads == chart.value.rows[1].leads
    session.choose_rows("the first", np.arange(100))
    for told in chart.value.rows:
        held = hung.scored.scores if told.label == "Threshold MQL" else None
        expected = {"VP": 40, "Met at a fair": 34}.get(told.label)
        assert told.chosen == (expected if held is None else int((held[:100] >= 50).sum()))
    assert chart.table()[0][6] == "Chosen"
    session.choose_leads(None)
    assert all(told.chosen is None for told in chart.value.rows)


def test_that_what_matters_stands_before_that_of_the_pinned_version(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(MATTERS)
    first = answered(page, qtbot, MATTERS)
    assert isinstance(first, Hung)
    assert page.matters.chart.value is not None
    assert first.before is None
    assert page.matters.chart.value.before is None
    before = {row.label: (row.low, row.high) for row in page.matters.chart.value.rows}
    session.apply(SetPoints("m1", "r2", 55))
    session.apply(MoveThreshold("m1", 1, 54))
    again = answered(page, qtbot, MATTERS)
    assert isinstance(again, Hung)
    assert again.before is first.found, "the version is not worked out once more"
    value = page.matters.chart.value
    assert value.before == first.found.now.mql
    assert value.now == again.found.now.mql
    for row in value.rows:
        if row.label in before:
            assert row.before == before[row.label]
    assert value.before_name in [entry.text for entry in page.matters.chart.legend()]
    assert value.before_words in [label.text for label in page.matters.chart.drawing().labels()]


@pytest.mark.parametrize("wanted", [LeadsStop("Source", ("Fair",)), FieldFilled("Job")])
def test_that_bars_as_supposed_choose_and_draw_their_leads(
    page: WhatIfPage, session: Session, qtbot: QtBot, wanted: LeadsStop | FieldFilled
) -> None:
    page.show_side(SUPPOSE)
    page.supposing.suppose((wanted,))
    found = answered(page, qtbot, SUPPOSE)
    assert isinstance(found, Supposed)
    chart, there = page.supposing.chart, found.leads_then
    assert chart.value is not None
    bins = chart.value.bins
    sums = bins.gather(found.then.histogram).sum(axis=1)
    for place in np.flatnonzero(sums):
        low, high = int(bins.first[place]), int(bins.last[place])
        session.choose_leads(None)
        chart.scores_asked.emit(low, high)
        assert session.chosen is not None
        held = there.could_score(low, high)
        assert session.chosen.rows.tolist() == np.flatnonzero(held).tolist()
        drawn = bins.gather(chart.value.chosen).sum(axis=1)
        assert drawn[place] == pytest.approx(sums[place]), "all that are drawn there are chosen"
        if isinstance(wanted, LeadsStop):
            assert session.chosen.tally.leads == held.sum()
            assert drawn.sum() == pytest.approx(sums[place]), "and no others"
            said = f"The chosen leads count as {session.chosen.tally.leads:,}."
            assert chart.sentence() == f"{page.supposing.card.says.text()} {said}"
    # The rows that count leads choose them, the others say no number.
    table = page.supposing.table
    counted = []
    for row in range(table.model().rowCount()):
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
        if session.chosen is None:
            session.choose_rows("ten", np.arange(10))
            assert table.model().index(row, CHOSEN_AT).data() == "\u2013"
        else:
            said = int(table.model().index(row, CHOSEN_AT).data())
            assert session.chosen.tally.leads == said
            counted.append(table.model().index(row, 0).data())
    assert counted == ["MQL", "Conversions found"]


def test_that_a_missing_field_says_how_many_of_the_chosen_lack_it(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(MISSING)
    found = answered(page, qtbot, MISSING)
    assert isinstance(found, Missing)
    table = page.missing.table
    for key in (Qt.KeyboardModifier.NoModifier, CTRL):
        session.choose_leads(None)
        assert table.model().columnCount() == 8
        if key == CTRL:
            qtbot.keyClick(table, Qt.Key.Key_Return, key)
        else:
            at = table.visualRect(table.model().index(0, 1)).center()
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert session.chosen is not None
        assert session.chosen.tally.leads == len(found.fields[0].rows) == 80
        assert table.model().index(0, CHOSEN_AT).data() == "80"
        assert table.chosen() == 0, "the field stays the one that is looked at"
    session.choose_rows("the first", np.arange(100))
    lacking = int(np.count_nonzero(found.fields[0].rows < 100))
    assert table.model().index(0, CHOSEN_AT).data() == str(lacking)
    words = [one.text() for one in table.taking.menu().actions()]
    assert words[0] == "Choose the leads of Job blank"
    assert words[2] == "Choose the 80 of them that could cross"
    page.missing.show_chosen(np.ones(ROWS - 1, dtype=np.bool_))
    assert table.model().index(0, CHOSEN_AT).data() == "\u2013", "of other leads"
    # Two presses open, though the first one chose and showed the table anew.
    session.choose_leads(None)
    at = table.visualRect(table.model().index(0, 1)).center()
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(page.missing.suppose_asked) as asked:
        qtbot.mouseClick(table.viewport(), left, pos=at)
        qtbot.mouseDClick(table.viewport(), left, pos=at)
    assert asked.args == ["Job"]


@pytest.mark.parametrize("wanted", [ShareBecomes("Source", "Fair", 60), FieldFilled("Job")])
def test_that_leads_as_supposed_stand_before_the_pinned_version(
    page: WhatIfPage, session: Session, qtbot: QtBot, wanted: ShareBecomes | FieldFilled
) -> None:
    page.show_side(SUPPOSE)
    page.supposing.suppose((wanted,))
    first = answered(page, qtbot, SUPPOSE)
    assert isinstance(first, Supposed)
    chart = page.supposing.chart
    assert chart.value is not None
    assert chart.value.saved is first.now, "it is the same model"
    assert [entry.text for entry in chart.legend()].count("now") == 1
    assert "against now: " in page.supposing.card.says.text()
    # Another model is held against what was pinned before, on the leads as they are.
    session.apply(SetPoints("m1", "r2", 55))
    session.apply(MoveThreshold("m1", 1, 54))
    found = answered(page, qtbot, SUPPOSE)
    assert isinstance(found, Supposed)
    assert session.leads is not None
    value = chart.value
    assert value.saved is not None
    scored = score(MODEL, session.leads, as_of_day(MODEL, session.leads, today()))
    assert value.saved.histogram.sum(axis=1).tolist() == counts(scored)
    assert value.saved.histogram.sum(axis=1).tolist() != found.now.histogram.sum(axis=1).tolist()
    assert value.saved_name == "the last save"
    names = [entry.text for entry in chart.legend()]
    assert "the last save" in names
    assert "now" not in names
    assert "against the last save on the leads as they are: " in page.supposing.card.says.text()
    assert chart.table()[0][5] == "Not converted, the last save"
    assert chart.grab().size() == chart.size()
    # What is pinned is another, what is supposed is not worked out once more.
    session.apply(NameVersion("m1", "v1", "Spring", "2026-01-01T00:00:00+00:00", ""))
    again = answered(page, qtbot, SUPPOSE)
    assert again is found
    assert chart.value.saved_name == "now"
    session.apply(SetPoints("m1", "r2", 50))
    assert answered(page, qtbot, SUPPOSE) is not found
    assert chart.value.saved_name == "Spring"
    session.apply(AddScenario(Scenario("s1", "Strict", MODEL)))
    session.compare_with("scenario s1")
    answered(page, qtbot, SUPPOSE)
    assert chart.value.saved_name == "scenario Strict"
    # Scores of another scale have no place on the axis.
    wide = replace(MODEL, scale=Scale(0, 200))
    session.apply(AddScenario(Scenario("s2", "Wide", wide)))
    session.compare_with("scenario s2")
    answered(page, qtbot, SUPPOSE)
    assert chart.value.saved_name == "now"


def counts(scored: Scored) -> list[int]:
    scale = scored.model.scale
    return np.bincount(scored.levels, minlength=scale.most - scale.least + 1).tolist()
