from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation, Tally
from widgets import theme
from widgets.charts.gains_curve import GainsCurve
from widgets.charts.gains_drawing import FOOT
from widgets.charts.label_paint import text_width
from widgets.charts.value_bars import ValueBars, ValueRow
from widgets.charts.waterfall import WaterfallChart, Way, WayKind, WayStep

Made = Callable[..., Evaluation]


@pytest.fixture
def gains(qtbot: QtBot) -> GainsCurve:
    made = GainsCurve()
    qtbot.addWidget(made)
    made.resize(260, 240)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_the_curve_is_the_evaluations_and_the_mark_its_best_tenth(
    gains: GainsCurve, leads_of: Made
) -> None:
    now = leads_of(1)
    gains.present(now)
    drawing = gains.drawing()
    assert np.array_equal(drawing._now.get_path().vertices, now.gains)
    share = now.lift[0].converted / now.all.converted
    middle = np.asarray(drawing._mark.get_path().vertices)[:-1].mean(axis=0)
    assert middle == pytest.approx([0.1, share], abs=0.01)
    words = [label.text for label in drawing.labels()]
    assert f"{100 * share:.0f}\u202f% of conversions" in words


def test_that_only_what_moves_is_drawn_again(gains: GainsCurve, leads_of: Made) -> None:
    saved = leads_of(2)
    gains.present(leads_of(1), saved, "v3")
    gains.repaint()
    before = gains.full_draws
    for seed in range(4):
        gains.present(leads_of(seed), saved, "v3", live=True)
        gains.repaint()
    assert gains.full_draws == before
    gains.present(leads_of(1), leads_of(5), "v4")
    gains.repaint()
    assert gains.full_draws == before + 1


def test_that_a_curve_without_conversions_says_so(gains: GainsCurve, leads_of: Made) -> None:
    gains.present(leads_of(1, 500, 0))
    assert [label.text for label in gains.drawing().labels()][-2:] == [
        "no conversions",
        "known yet",
    ]
    picture = gains.grab().toImage()
    ink = {picture.pixelColor(x, y).name() for x in range(260) for y in range(240)}
    assert theme.LIGHT.accent.lower() not in ink
    gains.present(leads_of(1), live=True)
    picture = gains.grab().toImage()
    ink = {picture.pixelColor(x, y).name() for x in range(260) for y in range(240)}
    assert theme.LIGHT.accent.lower() in ink
    gains.present(leads_of(1, 500, 0))
    assert gains.sentence() == "No conversions are known, so there is nothing to find."


@pytest.mark.parametrize(("width", "height"), [(30, 20), (160, 130), (260, 90), (900, 600)])
def test_that_words_stay_inside_at_any_size(
    gains: GainsCurve, leads_of: Made, width: int, height: int
) -> None:
    gains.setMinimumSize(1, 1)
    gains.resize(width, height)
    gains.present(leads_of(1), leads_of(2), "v3")
    gains.repaint()


@pytest.mark.parametrize("lift", [1, 2, 4, 9])
def test_that_no_curve_crosses_its_words(gains: GainsCurve, evaluation_of: Made, lift: int) -> None:
    gains.resize(460, 460)
    histogram = np.zeros((100, 3), dtype=np.int64)
    histogram[:, 0], histogram[:, 1] = 90, 2
    histogram[90:, 1] *= lift
    gains.present(evaluation_of(histogram))
    gains.repaint()
    drawing = gains.drawing()
    words = [one for one in drawing.labels() if one.x < 200 and one.text != "share of leads"]
    assert len(words) == 2
    across, base = drawing.width - 64, drawing.height - 22
    inner = base - drawing.top - 12
    for one in words:
        shares = np.linspace(one.x - 44, one.x - 44 + text_width(one.text, 11), 20) / across
        curve = base - np.interp(shares, *drawing.value.now.gains.T) * inner
        assert (curve > one.y + 5).all() or (curve < one.y - 5).all()


def _way(*points: int, least: int = 0, most: int = 100) -> Way:
    steps, after = [], 0
    for place, step in enumerate(points):
        after += step
        kind = WayKind.BASE if place == 0 else WayKind.POINTS
        steps.append(WayStep(f"step {place}", step, after, kind))
    steps.append(WayStep("Score", after, after, WayKind.SCORE))
    return Way(tuple(steps), (("Warm", 40),), least, most)


def test_that_each_step_of_a_way_is_named_and_signed(qtbot: QtBot) -> None:
    chart = WaterfallChart()
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.present(_way(12, 15, -8))
    words = [label.text for label in chart.drawing().labels()]
    assert words == ["step 0", "12", "step 1", "+15", "step 2", "\u22128", "Score", "19"]
    assert chart.sentence() == "step 0 12, step 1 +15, step 2 \u22128, Score 19."
    assert chart.hint_at(100, 70) == "step 1: +15, 27 in all"


@pytest.mark.parametrize("points", [(0,), (-40, 200, -30), (10_000, -10_000), (5, *[1] * 40)])
def test_that_a_way_that_leaves_the_scale_stays_inside_the_chart(
    qtbot: QtBot, points: tuple[int, ...]
) -> None:
    chart = WaterfallChart()
    qtbot.addWidget(chart)
    chart.resize(chart.minimumSizeHint())
    way = _way(*points, least=-10, most=60)
    chart.present(way)
    drawing = chart.drawing()
    low, high = drawing.axes.get_xlim()
    assert all(low <= step.after <= high for step in way.steps)
    assert all(-1 <= label.y <= drawing.height for label in drawing.labels())


def test_that_bars_of_values_follow_their_leads(qtbot: QtBot, qapp: QApplication) -> None:
    chart = ValueBars()
    qtbot.addWidget(chart)
    rows = (
        ValueRow("Software", Tally(900, 90, 810)),
        ValueRow("Tiny", Tally(10, 1, 9)),
        ValueRow("blank", Tally(50), rest=True),
    )
    chart.present(rows)
    chart.resize(300, 90)
    words = [label.text for label in chart.drawing().labels()]
    assert words == ["Software", "900, 10.0\u202f%", "Tiny", "10, 1 conv.", "blank", "50"]
    assert chart.hint_at(50, 20) == "Software: 900 leads, 90 of 900, 10.0\u202f%"
    theme.apply(qapp, dark=True)
    chart.grab()
    chart.present(())
    assert chart.value is None


def test_that_the_chosen_leads_stand_along_the_foot_where_they_are_among_all(
    gains: GainsCurve, leads_of: Made
) -> None:
    now, saved = leads_of(1), leads_of(2)
    random = np.random.default_rng(3)
    chosen = random.binomial(now.histogram, 0.3)
    gains.present(now, saved, "v3", chosen=chosen)
    gains.repaint()
    drawing = gains.drawing()
    outline = np.asarray(drawing._chosen.get_path().vertices)
    # As much of the foot is hatched as there are chosen of all leads with a known outcome.
    area = np.trapezoid(outline[:, 1], outline[:, 0]) / FOOT
    known = int(chosen[:, :2].sum())
    assert area == pytest.approx(known / now.all.known)
    assert f"{known:,} leads of them are chosen" in gains.sentence()
    assert gains.table()[0][-1] == "Chosen"
    assert gains.table()[-1][-1] == known
    assert "chosen" in [entry.text for entry in gains.legend()]
    # They follow a drag without a full draw, and go with the choice.
    before = gains.full_draws
    for _step in range(4):
        gains.present(now, saved, "v3", live=True, chosen=random.binomial(now.histogram, 0.5))
        gains.repaint()
    assert gains.full_draws == before
    gains.present(now, saved, "v3")
    gains.repaint()
    assert not gains.drawing()._chosen.get_visible()
    assert drawing._chosen not in drawing.moving
    # Chosen leads of another scale are not drawn on this one.
    gains.present(now, saved, "v3", chosen=chosen[:50])
    assert gains.value is not None
    assert gains.value.chosen is None


def test_that_the_best_leads_are_chosen_score_by_score_from_the_top(
    gains: GainsCurve, leads_of: Made, qtbot: QtBot
) -> None:
    now = leads_of(1)
    gains.present(now)
    known = now.histogram[:, :2].sum(axis=1)
    held = np.flatnonzero(known)[::-1]
    assert len(gains.bars()) == len(held)
    left, width = gains.plot_box().left(), gains.plot_box().width()
    edge = left
    for place, level in enumerate(held):
        upto = int(known[level:].sum())
        first, last = gains.bar_ends(place)
        assert first == pytest.approx(edge)
        assert last == pytest.approx(left + upto / known.sum() * width)
        assert gains.marked_ends(place) == (left, last)
        edge = last
        assert gains.bar_at((first + last) / 2, gains.plot_box().center().y()) == place
        assert gains.bar_name(place).endswith(f", score {now.least + level} or more")
        won = int(now.histogram[level:, 1].sum())
        number = "1 lead" if upto == 1 else f"{upto:,} leads"
        assert f": {number} with {won:,} conversion" in gains.bar_words(place)
    assert gains.bar_name(len(held) - 1).startswith("the best 100\u202f%, ")
    assert gains.bar_at(left - 5, 100) is None
    asked: list[int] = []
    gains.row_asked.connect(asked.append)
    gains.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(gains, key)
    assert asked == [1]
    assert gains.accessibleName() == gains.bar_words(1)
    assert gains.offers()[0][0] == f"Choose the leads of {gains.bar_name(1)}"
    gains.grab()
    # Of two models the first one ranks the leads; where nobody converted nobody is better.
    gains.present(now, leads_of(2), "B", now_name="A", rival=True)
    assert "\u202f% by A, score " in gains.bar_name(1)
    gains.present(leads_of(1, 500, 0))
    assert not len(gains.bars())
    assert gains.bar_at(150, 100) is None
    assert not gains.offers()
