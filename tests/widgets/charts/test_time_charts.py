"""Charts over days: areas and lines of the counts, steps of one lead, days chosen by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.evaluation.lead_path import path_of
from models.evaluation.replay import days_between, replay
from tests.models.evaluation.past import LAST, SPAN, model, past
from widgets.charts.band_history import BandHistory
from widgets.charts.date_ticks import month_ticks
from widgets.charts.score_path import ScorePath
from widgets.charts.score_path_value import ScorePathValue

OF = past(5, leads=40)
DAYS = days_between(LAST - timedelta(days=SPAN), LAST, 1)
REPLAY = replay(model(5), OF.leads, DAYS)


@pytest.fixture
def bands(qtbot: QtBot) -> BandHistory:
    made = BandHistory()
    qtbot.addWidget(made)
    made.resize(700, 260)
    made.present(REPLAY)
    made.show()
    qtbot.waitExposed(made)
    made.drawing()
    return made


@pytest.fixture
def path(qtbot: QtBot) -> ScorePath:
    made = ScorePath()
    qtbot.addWidget(made)
    made.resize(700, 200)
    row = next(
        row for row in range(40) if len(path_of(model(5), OF.leads, row, DAYS).changes()) > 3
    )
    found = path_of(model(5), OF.leads, row, DAYS)
    made.present(ScorePathValue(found, 0, 100, 20, int(found.days[-1])))
    made.show()
    qtbot.waitExposed(made)
    made.drawing()
    return made


def test_that_the_areas_end_where_the_counts_do(bands: BandHistory) -> None:
    drawing = bands.drawing()
    sums = REPLAY.counts.sum(axis=2)
    areas = [mark for mark in drawing._marks if hasattr(mark, "get_paths")]
    assert len(areas) == len(REPLAY.model.bands) - 1
    highest = [float(area.get_paths()[0].vertices[:, 1].max()) for area in areas]
    stacked = sums[:, :0:-1].cumsum(axis=1).max(axis=0)
    assert highest == pytest.approx(stacked.tolist())
    lines = [mark for mark in drawing._marks if hasattr(mark, "get_ydata")]
    assert np.asarray(lines[1].get_ydata()).tolist() == REPLAY.mql.sum(axis=1).tolist()
    words = [label.text for label in drawing.labels()]
    assert words[0] == f"MQL {int(REPLAY.mql[-1].sum())}"


def test_that_a_day_is_chosen_by_mouse_and_by_arrows(bands: BandHistory, qtbot: QtBot) -> None:
    told: list[int] = []
    bands.chosen.connect(told.append)
    bands.setFocus()
    qtbot.keyClick(bands, Qt.Key.Key_Left)
    qtbot.keyClick(bands, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bands, Qt.Key.Key_Home)
    x = round(bands._plot().x_of(float(REPLAY.days[30])))
    qtbot.mouseClick(bands, Qt.MouseButton.LeftButton, pos=QPoint(x, 100))
    last = len(DAYS) - 1
    assert told == [last - 1, last - 11, 0, 30]
    assert REPLAY.day(30).strftime("%Y") in bands.accessibleName()


def test_that_the_table_has_every_day_and_adds_up(bands: BandHistory) -> None:
    table = bands.table()
    assert len(table) == 1 + len(DAYS)
    for row in table[1:]:
        assert sum(int(cell) for cell in row[5:]) == row[1]
        assert int(row[2]) >= int(row[3]) + int(row[4])
    assert bands.sentence().count("leads") == 2
    assert bands.picture("svg").startswith(b"<?xml")


def test_that_steps_are_chosen_one_by_one_and_named(path: ScorePath, qtbot: QtBot) -> None:
    assert path.value is not None
    found = path.value.path
    steps = path.value.steps
    told: list[int] = []
    path.chosen.connect(told.append)
    path.setFocus()
    qtbot.keyClick(path, Qt.Key.Key_Left)
    assert told == [len(steps) - 2]
    here = steps[-2]
    words = path.place_words(told[0])
    for moved in found.moved(here):
        assert moved.name.casefold() in words.casefold()
    table = path.table()
    assert [row[1] for row in table[1:]] == [int(found.scores[step]) for step in steps]
    assert [entry.text for entry in path.legend()] == ["score", "MQL 20", "converted"]
    path.repaint()
    assert path.picture("png")[:4] == b"\x89PNG"


def test_that_a_lead_without_days_draws_nothing(path: ScorePath) -> None:
    late = path_of(model(5), OF.leads, 0, ())
    path.present(ScorePathValue(late, 0, 100, 20))
    path.repaint()
    assert path.sentence() == ""
    assert path.table() == [["Day", "Score", "What moved it"]]


def test_that_ticks_are_first_days_of_months_with_their_years() -> None:
    ticks, words = month_ticks(date(2023, 11, 5), date(2024, 3, 20), 8)
    assert ticks == [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    assert words == ["Dec 2023", "Jan 2024", "Feb", "Mar"]
    ticks, words = month_ticks(date(2020, 1, 1), date(2024, 1, 1), 5)
    assert words == ["Jan 2020", "Jan 2021", "Jan 2022", "Jan 2023", "Jan 2024"]
    assert month_ticks(date(2024, 3, 2), date(2024, 3, 9), 5)[1] == ["2 Mar 2024", "9 Mar 2024"]
    assert month_ticks(date(2024, 3, 2), date(2024, 3, 2), 5)[1] == ["2 Mar 2024"]
