from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.thresholds.wishes import Sales
from models.leads.fields import Recipe
from models.project.document import Project, Source
from models.project.edits import ChangeBands, ChangeSales, MoveThreshold, SetPoints
from models.project.history import History
from models.scoring.model import Band
from tests.models.evaluation.thresholds import labs
from workbench.live_preview import LivePreview
from workbench.pages.thresholds.page import SEGMENTS, VALUE, WEEKS, ThresholdsPage
from workbench.session import Session

MONEY = Sales(people=1.0, touches_a_day=3.0, cost=30.0, win=100.0)


def opened(rows: Sequence[labs.Row], sales: Sales = MONEY, value: str = "") -> Session:
    raw = labs.leads_of(rows, value).raw
    source = Source(raw.fingerprint, "leads.csv", len(rows))
    model = labs.model([labs.fast_track()])
    session = Session()
    project = Project("P", source, labs.RECIPE, (model,), model.id, sales=sales)
    session.open(History.of(project), raw)
    return session


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[list[ThresholdsPage]]:
    pages: list[ThresholdsPage] = []
    yield pages
    for page in pages:
        page.finish()


def show(session: Session, qtbot: QtBot, made: list[ThresholdsPage]) -> ThresholdsPage:
    preview = LivePreview(session)
    page = ThresholdsPage(session, preview)
    qtbot.addWidget(page)
    made.append(page)
    page.resize(1200, 760)
    page.show()
    preview.refresh()
    return page


def worked_out(page: ThresholdsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.lab is not None and not page.asking.busy, timeout=20_000)


def threshold(session: Session) -> int:
    assert session.model is not None
    return session.model.mql_threshold


def test_that_the_page_opens_with_the_best_threshold_and_its_doubt(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(2_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    assert page.verdict.text().startswith("With 15 leads a week, ")
    assert "95\u202f%" in page.verdict.text() or "best MQL threshold already" in page.verdict.text()
    assert page.value.value is not None
    assert page.volume.value is not None
    assert page.value.value.ends == page.volume.value.ends
    assert page.choices.accessibleName() == "Thresholds to choose from"
    assert "2,000 leads of 52 weeks" in page.about.text()
    assert page.value.sentence()
    assert len(page.value.table()) > 5
    assert len(page.volume.table()) == len(page.value.table())
    assert page.value.title == "Net value by MQL threshold, one year"


def test_that_the_button_sets_the_chosen_threshold_and_undo_takes_it_back(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(2_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    page.choose("capacity")
    wanted = int(page.set.text().rsplit(" ", 1)[1])
    assert wanted != threshold(session)
    qtbot.mouseClick(page.set, Qt.MouseButton.LeftButton)
    assert threshold(session) == wanted
    assert not page.set.isEnabled()
    session.undo()
    assert threshold(session) == 5
    assert page.set.isEnabled()


def test_that_no_threshold_is_proposed_that_nothing_asks_for(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    page = show(opened(labs.year(2_000), Sales()), qtbot, made)
    worked_out(page, qtbot)
    chosen = page._choice()
    assert chosen is not None
    assert chosen.key == "now"
    assert not page.set.isEnabled()
    page.choose("recall")
    assert page.set.isEnabled(), "who wants it can have it"


def test_that_a_threshold_beyond_its_neighbour_moves_it_aside_and_says_so(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(2_000), replace(MONEY, people=100.0, cost=2.0))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    page.choose("value")
    assert "Moves Warm to 1 aside" in page.set.toolTip()
    page.take()
    assert threshold(session) == 2
    assert session.history is not None
    assert isinstance(session.history.done[-1].edit, ChangeBands)
    assert session.model is not None
    assert [band.threshold for band in session.model.bands] == [0, 1, 2, 9]


def test_that_dragging_the_flag_is_one_undoable_step_that_everything_follows(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(2_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    QApplication.processEvents()
    chart = page.value
    flag = next(one for one in chart.flags() if one.threshold.band == 2)
    before = page.by_week.text()
    unit, plot = chart.unit(), chart.by_score().plot
    start = QPoint(round(flag.x * unit), round((plot.top() + 30) * unit))
    there = [QPoint(round(chart.by_score().x_of(s) * unit), start.y()) for s in (6, 7, 8)]
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    draws = chart.full_draws
    for point in there:
        qtbot.mouseMove(chart, point)
        QApplication.processEvents()
    assert threshold(session) == 8
    assert chart.value is not None
    assert chart.value.now.value == 8
    assert chart.value.saved == 5
    assert chart.full_draws == draws
    assert page.by_week.text() != before
    assert page.step_head.text() == "One step down, 8 to 7"
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=there[-1])
    session.undo()
    assert threshold(session) == 5


def test_that_arrows_move_the_flag_and_marks_stay(qtbot: QtBot, made: list[ThresholdsPage]) -> None:
    session = opened(labs.year(1_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    chart = page.value
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chart, Qt.Key.Key_Tab)
    marks = [mark.value for mark in chart.marks()]
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert threshold(session) == 6
    assert [mark.value for mark in chart.marks()] == marks
    for _ in range(9):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert threshold(session) == 8  # Hot begins at 9
    qtbot.keyClick(chart, Qt.Key.Key_T)
    assert chart.table_is_shown()


def test_that_other_bands_have_their_thresholds_too(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(1_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    assert page.bands.names == ("Hot", "MQL", "Warm")
    page.bands.picked.emit(0)
    qtbot.waitUntil(
        lambda: page.value.value is not None and page.value.value.now.name == "Hot", timeout=20_000
    )
    assert page.value.value is not None
    assert page.value.value.now.value == 9
    assert page.value.limits(3) == (6, 10)
    assert page.set.text().startswith("Set Hot to")


def test_that_what_a_person_says_of_sales_is_an_edit_that_is_worked_out(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(1_000), Sales(), "250")
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    assert page.value.value is None
    assert page.no_money.isVisible()
    assert page.form.offer.text().startswith("Take \u20ac\u202f250, the middle of")
    qtbot.mouseClick(page.form.offer, Qt.MouseButton.LeftButton)
    page.activateWindow()
    page.form.cost.setFocus()
    qtbot.waitUntil(page.form.cost.hasFocus)
    qtbot.keyClicks(page.form.cost, "30")
    assert session.project is not None
    assert session.project.sales == Sales(cost=30.0, win=250.0)
    qtbot.waitUntil(lambda: page.value.value is not None, timeout=20_000)
    assert not page.form.offer.isVisible()
    assert "12.0\u202f%" in page.form.pays.text()
    session.undo()
    assert session.project.sales.cost is None


def test_that_figures_that_cannot_be_are_said_and_the_page_goes_on(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(600), replace(MONEY, cost=-5.0, people=0.0))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    assert "cannot be negative" in page.form.faults.text()
    assert "Nobody can work a lead" in page.form.faults.text()
    assert page.volume.value is not None
    session.apply(ChangeSales(MONEY))
    qtbot.waitUntil(lambda: not page.form.faults.isVisible(), timeout=20_000)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(5, "", "2026-01-05", "", "")] * 30, "No outcome is known"),
        ([(5, "no", "", "", "")] * 30, "None of 30 leads"),
        ([(5, "yes", "", "", "")] * 30, "All of 30 leads"),
        ([(5, "yes", "", "", "")] * 4 + [(2, "no", "", "", "")] * 30, "Only 4 leads converted"),
    ],
)
def test_that_a_history_that_says_nothing_is_a_sentence(
    qtbot: QtBot, made: list[ThresholdsPage], rows: list[labs.Row], words: str
) -> None:
    page = show(opened(rows), qtbot, made)
    worked_out(page, qtbot)
    assert words in page.verdict.text()
    assert words in page.no_money.accessibleName()
    page.show_side(SEGMENTS)
    assert words in page.segments.said.text()


def test_that_leads_who_would_be_added_are_told_and_can_be_chosen(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    rows = labs.year(2_000)
    session = opened(rows)
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    page.choose("capacity")
    chosen: list[tuple[str, np.ndarray]] = []
    page.choose_asked.connect(lambda words, found: chosen.append((words, found)))
    score = int(page.set.text().rsplit(" ", 1)[1])
    low, high = sorted((score, 5))
    wanted = [at for at, row in enumerate(rows) if low <= row[0] < high]
    assert f"{len(wanted):,} leads" in page.added.said.text()
    qtbot.mouseClick(page.added.show_them, Qt.MouseButton.LeftButton)
    assert chosen[0][1].tolist() == wanted
    assert chosen[0][0] == f"MQL threshold {low} instead of {high}"


def test_that_segments_are_judged_and_listed(qtbot: QtBot, made: list[ThresholdsPage]) -> None:
    session = opened(labs.year(2_000))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    page.show_side(SEGMENTS)
    assert page.segments.field.itemText(0) == "Owner"
    page.segments.field.setCurrentText("Industry")
    page.segments.field.activated.emit(page.segments.field.currentIndex())
    qtbot.waitUntil(lambda: page.segments.table.model().rowCount() == 3, timeout=20_000)
    assert page.segments.said.text().startswith("Separate thresholds by Industry")
    assert "older half" in page.segments.more.text()
    page.show_side(WEEKS)
    assert "sales get" in page.by_week.text()
    assert page.weeks.value is not None
    assert page.weeks.table()[0] == ["Week of", "Leads", "Converted", "Not worked"]
    page.show_side(VALUE)


def test_that_the_page_asks_nothing_while_it_is_hidden_and_catches_up(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(600))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    page.hide()
    session.apply(MoveThreshold("m1", 2, 7))
    session.apply(ChangeSales(replace(MONEY, win=500.0)))
    assert not page.asking.busy
    page.show()
    qtbot.waitUntil(lambda: page.lab is not None and page.lab.sales.win == 500, timeout=20_000)
    assert page.value.value is not None
    assert page.value.value.now.value == 7


def test_that_leads_that_are_gone_and_a_model_of_one_band_have_their_own_words(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(100))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    session.apply(ChangeBands("m1", (Band("All", 0, mql=True),)))
    assert page.stack.currentIndex() == 1
    session.undo()
    worked_out(page, qtbot)
    session.open(History.of(Project("Empty", recipe=Recipe())))
    assert page.stack.currentIndex() == 0


def test_that_points_that_change_elsewhere_are_worked_out_anew(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(600))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    before = page.lab
    session.apply(SetPoints("m1", "r1", 0, 4))
    qtbot.waitUntil(lambda: page.lab is not before, timeout=20_000)
    assert page.lab is not None
    assert before is not None
    assert page.lab.curve.leads.tolist() != before.curve.leads.tolist()


def test_that_every_chart_stands_before_the_pinned_version(
    qtbot: QtBot, made: list[ThresholdsPage]
) -> None:
    session = opened(labs.year(900))
    page = show(session, qtbot, made)
    worked_out(page, qtbot)
    pinned = page.lab
    assert pinned is not None
    for chart in (page.value, page.volume, page.weeks):
        assert chart.value is not None
        assert chart.value.before is None, "it is the same"
    # A threshold alone leaves where leads stand: only the weeks are others.
    session.apply(MoveThreshold("m1", 2, 7))
    qtbot.waitUntil(lambda: page.weeks.value is not None and page.weeks.value.threshold == 7)
    own = pinned.ground.loads
    assert own is not None
    assert page.weeks.value is not None
    assert page.weeks.value.before is not None
    assert page.weeks.value.before.tolist() == own.at(pinned.curve.at(5)).sum(axis=1).tolist()
    assert page.value.value is not None
    assert page.value.value.before is None
    # Points move leads: each curve has its ghost, at the thresholds that are looked at.
    session.apply(SetPoints("m1", "r1", 0, 4))
    qtbot.waitUntil(
        lambda: page.volume.value is not None and page.volume.value.before is not None,
        timeout=20_000,
    )
    value, volume, weeks = page.value.value, page.volume.value, page.weeks.value
    assert value is not None
    assert volume is not None
    assert weeks is not None
    assert page.lab is not pinned
    assert pinned.net is not None
    assert volume.before is not None
    assert value.before is not None
    assert weeks.before is not None
    assert volume.scores.tolist() == pinned.curve.scores.tolist()
    assert volume.before == pytest.approx(pinned.curve.leads / pinned.curve.weeks)
    assert value.before == pytest.approx(pinned.net.all[0])
    assert weeks.before.tolist() == own.at(pinned.curve.at(5)).sum(axis=1).tolist()
    for chart in (page.value, page.volume, page.weeks):
        assert value.before_name in [entry.text for entry in chart.legend()]
        assert any(value.before_name in str(head) for head in chart.table()[0])
    # What sales can do is another: the version is weighed by it, too.
    session.apply(ChangeSales(replace(MONEY, win=500.0)))
    qtbot.waitUntil(
        lambda: (
            page.value.value is not None
            and page.value.value.before is not None
            and page.value.value.before.max() > 3 * value.before.max()
        ),
        timeout=20_000,
    )
