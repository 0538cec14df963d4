"""Leads by the month they were created: what came, what is to come, who is too young."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from models.evaluation.guard.cohorts import Cohort, Cohorts
from widgets.charts.cohort_chart import CohortChart
from widgets.charts.cohort_drawing import CohortDrawing, cut_at

COHORTS = Cohorts(
    (
        Cohort(date(2024, 1, 1), 400, 80, 0.2),
        Cohort(date(2024, 2, 1), 300, 50, 10.0),
        Cohort(date(2024, 3, 1), 500, 20, 70.4, True),
    ),
    1,
    date(2024, 2, 14),
    7,
)


@pytest.fixture
def chart(qtbot: QtBot) -> CohortChart:
    made = CohortChart()
    qtbot.addWidget(made)
    made.resize(700, 240)
    made.present(COHORTS)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(chart: CohortChart) -> CohortDrawing:
    drawing = chart.drawing()
    assert isinstance(drawing, CohortDrawing)
    return drawing


def test_that_the_table_has_what_the_marks_show(chart: CohortChart) -> None:
    assert chart.table() == [
        ["Created", "Leads", "Converted so far", "Expected still to come", "Too young"],
        ["Jan 2024", 400, 80, 0.2, ""],
        ["Feb 2024", 300, 50, 10.0, ""],
        ["Mar 2024", 500, 20, 70.4, "yes"],
    ]
    paths = [mark.get_path().vertices for mark in drawn(chart)._marks if hasattr(mark, "get_hatch")]
    ground, pale, more, solid = paths
    assert len(ground) == 5
    assert pale[:, 1].max() == 500
    assert more[:, 1].reshape(3, 5).max(axis=1).tolist() == [80.2, 60.0, 90.4]
    assert more[:, 1].reshape(3, 5).min(axis=1).tolist() == [80, 50, 20]
    assert solid[:, 1].reshape(3, 5).max(axis=1).tolist() == [80, 50, 20]


def test_that_the_cut_off_stands_within_its_month(chart: CohortChart) -> None:
    assert cut_at(COHORTS) == pytest.approx(1 - 0.5 + 14 / 29)
    [label] = drawn(chart).labels()
    assert label.text == "created after 14 Feb 2024: too young"
    none = Cohorts(COHORTS.cohorts)
    assert cut_at(none) is None
    chart.present(none)
    assert drawn(chart).labels() == ()


def test_that_the_chart_is_told_in_words(chart: CohortChart) -> None:
    words = chart.accessibleDescription()
    assert words.startswith("Jan 2024: 400 leads, 80 converted so far. Mar 2024: 500 leads, 20 con")
    assert "about 70 more expected" in words
    assert "Leads created after 14 Feb 2024 are too young" in words
    assert "Not shown: 7 leads whose day of creation is blank, or far" in words
    plot = drawn(chart).plot
    assert chart.hint_at(plot.center().x(), plot.center().y()).startswith("Feb 2024: 300 leads")
    assert chart.hint_at(2, 2) == ""


def test_that_nothing_is_foretold_where_times_are_unknown(chart: CohortChart) -> None:
    chart.present(Cohorts((Cohort(date(2024, 1, 1), 40, 8),)))
    assert chart.table()[0] == ["Created", "Leads", "Converted so far"]
    assert [entry.mark for entry in chart.legend()] == ["solid", "outlined"]
    drawn(chart)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_that_it_goes_onto_paper(chart: CohortChart, kind: str) -> None:
    assert len(chart.picture(kind)) > 2000
