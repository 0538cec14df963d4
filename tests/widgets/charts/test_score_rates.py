"""Conversion by score: the marks are the rows, the axis starts where a range begins."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from models.evaluation.history.rows import Row
from models.evaluation.rates import rate_interval
from models.leads.tally import Tally
from widgets.charts.score_rates import ScoreRates
from widgets.charts.score_rates_drawing import ScoreRatesDrawing
from widgets.charts.score_rates_value import ScoreRatesValue, row_words


def row(low: int, leads: int, won: int) -> Row:
    tally = Tally(leads, won, leads - won)
    return Row(f"{low} to {low + 9}", low, low + 9, tally, rate_interval(won, leads))


VALUE = ScoreRatesValue((row(0, 400, 8), row(10, 0, 0), row(20, 30, 15), row(30, 2, 2)), 0.06, 25)


@pytest.fixture
def chart(qtbot: QtBot) -> ScoreRates:
    made = ScoreRates()
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.present(VALUE)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(chart: ScoreRates) -> ScoreRatesDrawing:
    drawing = chart.drawing()
    assert isinstance(drawing, ScoreRatesDrawing)
    return drawing


def test_that_the_marks_are_the_rows_with_a_known_outcome(chart: ScoreRates) -> None:
    *lines, dots = drawn(chart)._marks
    assert list(dots.get_xdata()) == [0, 2, 3]  # type: ignore[attr-defined]
    assert list(dots.get_ydata()) == [0.02, 0.5, 1.0]  # type: ignore[attr-defined]
    bars = [line.get_ydata() for line in lines[2:]]  # type: ignore[attr-defined]
    held = [one.rate for one in VALUE.rows if one.rate is not None]
    assert [tuple(bar) for bar in bars] == [(one.low, one.high) for one in held]


def test_that_the_threshold_stands_where_its_score_is(chart: ScoreRates) -> None:
    assert drawn(chart)._edge(VALUE, VALUE.threshold) == 2
    far = ScoreRatesValue(VALUE.rows, 0.06, 90)
    chart.present(far)
    assert drawn(chart)._edge(far, far.threshold) is None
    assert not drawn(chart).labels()


def test_that_the_table_and_the_sentence_say_what_is_drawn(chart: ScoreRates) -> None:
    table = chart.table()
    assert table[1][:3] == ["0 to 9", 400, 8]
    assert table[2] == ["10 to 19", 0, 0, "", "", ""]
    assert "100.0" in chart.sentence()
    assert row_words(VALUE.rows[1]).endswith("no lead with a known outcome")
    plot = drawn(chart).plot
    assert chart.hint_at(plot.left() + 1, plot.center().y()) == row_words(VALUE.rows[0])
    chart.present(None)
    assert (chart.table()[1:], chart.sentence(), chart.hint_at(1, 1)) == ([], "", "")


def test_that_no_rows_are_an_empty_chart(chart: ScoreRates) -> None:
    chart.present(ScoreRatesValue((), 0.0, 0))
    assert chart.value is None


def test_that_no_bar_is_clipped_where_its_end_leaves_the_others_their_room(
    chart: ScoreRates,
) -> None:
    rows = row(0, 400, 8), row(10, 20, 16)
    chart.present(ScoreRatesValue(rows, 0.06, 5))
    assert rows[1].rate is not None
    assert drawn(chart).axes.get_ylim()[1] >= rows[1].rate.high
    lonely = row(0, 4000, 8), row(10, 2, 0)
    chart.present(ScoreRatesValue(lonely, 0.01, 5))
    assert lonely[1].rate is not None
    assert drawn(chart).axes.get_ylim()[1] < lonely[1].rate.high, "two leads squeeze nobody"
