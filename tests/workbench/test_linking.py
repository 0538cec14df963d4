"""Leads chosen in one chart or table are the chosen ones in every other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.part import histogram_of
from models.project.edits import ChangeModel
from models.scoring.grades import graded
from widgets.charts.score_histogram import ScoreHistogram
from widgets.editors.rule_menu import RULE
from workbench.app import Workbench
from workbench.chosen import within
from workbench.filing import files as files_module
from workbench.live_preview import Preview
from workbench.places import DATA, LEADS, MATRIX, MODEL


@pytest.fixture
def bench(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    made = Workbench(qapp)
    made.settings.change(theme="light", scale=100)
    made.window.resize(1400, 900)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.desk.file_actions.open_sample("b2b_software")
    qtbot.waitUntil(lambda: made.desk.preview.last is not None, timeout=60_000)
    made.window.show_page(MODEL)
    yield made
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    made.finish()


def settled(bench: Workbench) -> Preview:
    preview = bench.desk.preview.last
    assert preview is not None
    assert preview.settled
    return preview


def histogram_in(bench: Workbench) -> ScoreHistogram:
    found = bench.window.stack.currentWidget().findChild(ScoreHistogram)
    assert isinstance(found, ScoreHistogram)
    return found


def place_of(chart: ScoreHistogram, bar: int) -> QPoint:
    drawing, bins = chart.by_score(), chart.value.bins
    middle = (bins.edges[bar] + bins.edges[bar + 1]) / 2
    at = drawing.x_of(float(middle)), drawing.plot.center().y()
    return QPoint(round(at[0] * chart.unit()), round(at[1] * chart.unit()))


def test_that_a_bar_chooses_its_leads_everywhere_and_escape_none(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    session, preview = bench.desk.session, settled(bench)
    chart = histogram_in(bench)
    scores = preview.scored.scores

    # A click on a bar.
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place_of(chart, 9))
    assert session.chosen is not None
    assert session.chosen.words == "score 45 to 49"
    assert np.array_equal(session.chosen.mask, (scores >= 45) & (scores <= 49))
    chosen = session.chosen
    strip = bench.window.strip
    assert strip.isVisible()
    assert f"{chosen.tally.leads:,} leads" in strip.text()
    assert chosen.tally.leads == len(chosen.rows)

    # The same leads in the chart, its table and its words, and in the table of bands.
    assert chart.value is not None
    assert chart.value.chosen is not None
    assert chart.value.chosen.sum() == len(chosen.rows)
    heads, *rows = chart.table()
    column = heads.index("Chosen, converted")
    assert sum(int(row[column]) for row in rows) == chosen.tally.converted
    assert f"{chosen.tally.leads:,} leads of them are chosen" in chart.sentence()
    bands = bench.window.stack.currentWidget().panel.bands
    by_name = {row[0]: row[-1] for row in bands.table()[1:]}
    assert by_name["Warm"] == len(chosen.rows)
    assert by_name["Hot"] == by_name["Cold"] == 0

    # On the page Leads.
    strip.show_button.click()
    assert bench.window.page == LEADS
    page = bench.window.stack.currentWidget()
    assert page.table.model().rowCount() == len(chosen.rows)
    assert set(page.table.listed().table()[1][2:3]) == {"Warm"}

    # In a file.
    path = tmp_path / "chosen.csv"
    rows_of = np.flatnonzero(within(chosen, bench.desk.preview.left_out))
    with qtbot.waitSignal(bench.desk.outputs.written, timeout=30_000) as written:
        bench.desk.outputs.write_list(path, preview, (), rows_of)
    assert written.args[1].about.leads == len(chosen.rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert len(read) == len(chosen.rows)
    assert {int(row["score"]) for row in read} <= set(range(45, 50))

    # Escape where nothing else wants it: on the list of leads.
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert session.chosen is None
    assert not strip.isVisible()
    assert page.table.model().rowCount() == len(scores)
    bench.window.show_page(MODEL)
    assert chart.value.chosen is None
    assert "chosen" not in chart.sentence()


def test_that_bars_are_chosen_by_drawing_over_them_and_by_keys_and_thresholds_stay(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    chart = histogram_in(bench)
    moved: list[object] = []
    chart.threshold_moved.connect(lambda *move: moved.append(move))
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(chart, left, pos=place_of(chart, 3))
    qtbot.mouseMove(chart, place_of(chart, 6))
    qtbot.mouseRelease(chart, left, pos=place_of(chart, 6))
    assert session.chosen is not None
    assert session.chosen.words == "score 15 to 34"

    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert chart.accessibleName().startswith("Scores 5 to 9: ")
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert session.chosen.words == "score 5 to 14"

    # Escape first leaves the bars, then the choice.
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.accessibleName() == chart.title
    assert session.chosen is not None
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert session.chosen is None
    assert not moved


def test_that_the_name_of_a_band_chooses_its_leads_and_its_line_alone_does_not(
    bench: Workbench, qtbot: QtBot
) -> None:
    session, preview = bench.desk.session, settled(bench)
    table = bench.window.stack.currentWidget().panel.bands
    names = [row[0] for row in table.table()[1:]]
    bands = np.asarray(preview.scored.bands)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down):
        qtbot.keyClick(table, key)
    assert session.chosen is None
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.chosen is not None
    assert session.chosen.words == f"band {names[1]}"
    assert np.array_equal(session.chosen.mask, bands == len(names) - 3)
    qtbot.keyClick(table, Qt.Key.Key_End)
    table.choose()
    assert session.chosen.words == "MQL and above"
    assert np.array_equal(session.chosen.mask, bands >= preview.model.mql_band)
    session.choose_leads(None)
    box = table._row_box(0)  # the names stand at the left
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(6, round(box.center().y())))
    assert session.chosen is not None
    assert session.chosen.words == f"band {names[0]}"


def test_that_a_choice_is_neither_undone_nor_saved_and_goes_with_the_leads(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    history = session.history
    assert history is not None
    before = len(history.done)
    bench.desk.linking.choose("the first ten", np.arange(10))
    assert session.history is not None
    assert len(session.history.done) == before
    assert session.chosen is not None
    model = session.model
    assert model is not None
    session.apply(ChangeModel(replace(model, name="Another name")))
    assert session.chosen is not None, "the leads are the same ones"
    session.undo()
    assert session.chosen is not None
    bench.window.show_page(DATA)
    assert bench.window.strip.isVisible()
    session.open(None)
    assert session.chosen is None
    assert not bench.window.strip.isVisible()


def test_that_nobody_is_not_a_choice(bench: Workbench, qtbot: QtBot) -> None:
    desk = bench.desk
    desk.linking.choose("score 999", np.zeros(0, dtype=np.intp))
    assert desk.session.chosen is None
    assert "No leads: score 999." in bench.window.kept.text()
    desk.linking.choose("nobody", np.zeros(len(desk.session.leads or ()), dtype=np.bool_))
    assert desk.session.chosen is None


def test_that_the_part_has_the_figures_of_a_slow_count(bench: Workbench) -> None:
    preview = settled(bench)
    scores, outcome = preview.scored.scores, preview.leads.outcome
    which = np.random.default_rng(5).random(len(scores)) < 0.3
    found = histogram_of(preview.scored, preview.leads, which)
    expected = np.zeros_like(found)
    for lead in np.flatnonzero(which):
        expected[int(scores[lead]) - preview.model.scale.least, int(outcome[lead])] += 1
    assert np.array_equal(found, expected)
    every = histogram_of(preview.scored, preview.leads, np.ones(len(scores), dtype=np.bool_))
    assert np.array_equal(every, preview.evaluation.histogram)


def test_that_a_rule_chooses_the_leads_it_hits_by_a_key_or_its_menu(
    bench: Workbench, qtbot: QtBot
) -> None:
    session, preview = bench.desk.session, settled(bench)
    rules = bench.desk.pages[MODEL].editor.rules
    rule = next(rule for rule in preview.model.rules() if not rule.muted)
    rules.choose(rule.id)
    assert session.chosen is None
    qtbot.keyClick(rules, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hit = preview.scored.masks.hit(rule, preview.scored.sight)
    assert session.chosen is not None
    assert session.chosen.words == f"hit by {rule.name}"
    assert np.array_equal(session.chosen.mask, hit)
    assert any(item is not None and item.wish == "choose" for item in RULE)


def test_that_a_cell_of_the_matrix_chooses_the_leads_of_its_grade(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    bench.window.show_page(MATRIX)
    page = bench.desk.pages[MATRIX]
    with qtbot.waitSignal(bench.desk.preview.evaluated):
        page.propose()
    qtbot.waitUntil(lambda: page.matrix is not None and settled(bench).model.grade is not None)
    page._ask(0, 0)
    found = graded(settled(bench).scored)
    assert found is not None
    label = page.matrix.grade.labels[0][0]
    cells = [cell for cell, name in enumerate(found.labels) if name == label]
    assert session.chosen is not None
    assert session.chosen.words == f"grade {label}"
    assert np.array_equal(session.chosen.mask, np.isin(found.cells, cells))
    assert bench.window.page == LEADS
