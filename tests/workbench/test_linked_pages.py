"""On every page: the leads that a row or a bar chooses are as many as it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.part import histogram_of
from models.evaluation.quality.finding import Sort
from models.evaluation.thresholds.wishes import Sales
from models.leads.columns import YesNoColumn
from models.leads.table import UNKNOWN
from models.project.document import Scenario
from models.project.edits import (
    AddScenario,
    ChangeAccount,
    ChangeGame,
    ChangeModel,
    ChangeSales,
    MoveThreshold,
    SetPoints,
)
from models.scoring.engine import score
from models.scoring.game_proposal import proposed_game
from models.scoring.grades import graded
from models.scoring.model import Points, ScoringModel
from widgets.charts.choosable import ChoosableChart
from widgets.editors.evidence import told
from widgets.editors.rule_rows import RuleRow
from widgets.tables.records import CHOSEN_AT
from workbench import live_preview
from workbench.app import Workbench
from workbench.chosen import Chosen
from workbench.filing import files as files_module
from workbench.live_preview import Preview
from workbench.pages.drift import page as drift_page
from workbench.pages.evaluate import page as evaluate_page
from workbench.pages.thresholds import page as thresholds_page
from workbench.pages.whatif import page as whatif_page
from workbench.places import at

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
SYSTEMS = "systems"


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One window for all pages: what is chosen is neither undone nor saved."""
    folder: Path = tmp_path_factory.mktemp("linked")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "ini"))
    patch = pytest.MonkeyPatch()
    patch.setattr(files_module, "recovery_folder", lambda: folder / "recovery")
    made = Workbench(qapp)
    made.settings.change(theme="light", scale=100)
    made.window.resize(1400, 900)
    made.window.show()
    made.desk.file_actions.open_sample("b2b_software")
    yield made
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    made.finish()
    made.window.close()
    made.window.deleteLater()
    patch.undo()


def shown(bench: Workbench, qtbot: QtBot, key: str, model: ScoringModel | None = None) -> Any:
    """A page once the preview has settled, nothing chosen; with a model changed before."""
    desk = bench.desk
    qtbot.waitUntil(lambda: desk.preview.last is not None, timeout=60_000)
    if desk.session.model is not None and desk.session.model.id != SYSTEMS:
        desk.model_actions.choose(SYSTEMS)
    if model is not None:
        desk.session.apply(ChangeModel(model))
    qtbot.waitUntil(lambda: settled(bench), timeout=60_000)
    desk.session.choose_leads(None)
    desk.window.show_page(at(key))
    return desk.pages[at(key)]


def settled(bench: Workbench) -> bool:
    last = bench.desk.preview.last
    return last is not None and last.settled and last.model == bench.desk.session.model


def systems(bench: Workbench, own_day: int | None = None) -> ScoringModel | None:
    project = bench.desk.session.project
    found = None if project is None else project.find(SYSTEMS)
    return None if found is None else replace(found, own_day=own_day)


def chosen(bench: Workbench) -> Chosen:
    found = bench.desk.session.chosen
    assert found is not None
    assert len(found.rows) == found.tally.leads
    return found


def each(table: Any, qtbot: QtBot, modifier: Any = CTRL) -> Iterator[int]:
    """Choose by the key in every row of a table; tells which record it was.

    When all that a row has are chosen, its column says as many.
    """
    for row in range(table.model().rowCount()):
        table.setCurrentIndex(table.model().index(row, 0))
        table.count_chosen(None)
        qtbot.keyClick(table, RETURN, modifier)
        record = table.chosen()
        assert record is not None
        model = table.model()
        head = model.headerData(CHOSEN_AT, Qt.Orientation.Horizontal)
        strip = table.window().strip
        if head == "Chosen":
            assert strip.isVisible()
            shown = model.index(row, CHOSEN_AT).data()
            assert strip.text().split(" \u00b7 ")[-1].startswith(f"{shown} lead")
        yield record


def press(chart: ChoosableChart[Any], qtbot: QtBot, place: int) -> None:
    """Click in the middle of a bar."""
    left, right = chart.bar_ends(place)
    x, y = (left + right) / 2, chart.plot_box().center().y()
    at_point = QPoint(round(x * chart.unit()), round(y * chart.unit()))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at_point)


@pytest.mark.parametrize("own_day", [None, 30])
def test_that_lines_of_evaluate_choose_the_leads_they_count(
    bench: Workbench, qtbot: QtBot, own_day: int | None
) -> None:
    shown(bench, qtbot, "model")
    page = shown(bench, qtbot, "evaluate", systems(bench, own_day))
    page.show_side(evaluate_page.SCORES)
    qtbot.waitUntil(lambda: not page.asking.busy and page._evaluated is not None, timeout=60_000)
    found = page._found
    assert found is not None
    if own_day is None:
        assert found.looked.young or found.looked.unknown, "not all leads are counted"
    else:
        assert page._evaluated.rows is not None, "not all leads are scored"
    for place in each(page.bands, qtbot):
        band = found.bands[place] if place < len(found.bands) else None
        counted = found.mql if band is None else band.tally
        assert chosen(bench).tally.leads == counted.known
        assert chosen(bench).words == ("MQL in all" if band is None else f"band {band.name}")
    bench.desk.session.choose_leads(None)
    for place, row in enumerate(found.scores):
        bench.desk.session.choose_leads(None)
        press(page.rates, qtbot, place)
        counted = bench.desk.session.chosen
        assert (0 if counted is None else counted.tally.leads) == row.tally.known
    page.rates.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, RETURN):
        qtbot.keyClick(page.rates, key)
    assert chosen(bench).words == f"score {found.scores[1].name}"
    # The table of shares and the gains are one way to the best leads.
    rows = {}
    for place in each(page.shares, qtbot):
        rows[found.drawn.shares[place].leads] = chosen(bench).rows.tolist()
    page.show_side(evaluate_page.FIGURES)
    gains = page.gains
    best = gains.value.by_score
    assert best.leads[-1] == found.all.known
    middle = gains.plot_box().center().y()
    for number, wanted in rows.items():
        share = (number - 0.5) / best.leads[-1]
        x = gains.plot_box().left() + share * gains.plot_box().width()
        place = gains.bar_at(x, middle)
        gains.row_asked.emit(place)
        assert chosen(bench).rows.tolist() == wanted
        left, right = gains.bar_ends(place)
        if right - left > 3:
            bench.desk.session.choose_leads(None)
            press(gains, qtbot, place)
        assert chosen(bench).tally.leads == best.leads[place + 1]
        assert chosen(bench).words == gains.bar_name(place)
        assert f": {len(wanted):,} leads with " in gains.bar_words(place)
        assert f" {len(wanted):,} leads of them are chosen" in gains.sentence()
        assert gains.table()[-1][-1] == len(wanted)
    gains.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, RETURN):
        qtbot.keyClick(gains, key)
    assert chosen(bench).tally.leads == best.leads[-2]
    page.show_side(evaluate_page.TIME)
    parts = (found.periods.older, found.periods.newer, *found.periods.blocks)
    for place in each(page.blocks, qtbot, Qt.KeyboardModifier.NoModifier):
        assert chosen(bench).tally.leads == parts[place].tally.known
        assert chosen(bench).tally.converted >= parts[place].tally.converted
    page.show_side(evaluate_page.SEGMENTS)
    for place in each(page.parts, qtbot):
        assert chosen(bench).tally.leads == found.segments.parts[place].tally.known
    # Escape lets go of them.
    qtbot.keyClick(page.parts, Qt.Key.Key_Escape)
    assert bench.desk.session.chosen is None


def test_that_an_account_chooses_its_people(bench: Workbench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot, "accounts")
    qtbot.waitUntil(lambda: page._found is not None, timeout=60_000)
    counts = page._found.leads
    page.table.setFocus()
    for row in (0, 1, page.table.model().rowCount() - 1):
        page.table.setCurrentIndex(page.table.model().index(row, 0))
        qtbot.keyClick(page.table, RETURN)
        account = page.table.chosen()
        assert chosen(bench).tally.leads == counts[account]
        assert chosen(bench).words.startswith("account ")


@pytest.mark.parametrize("own_day", [30])
def test_that_traits_choose_the_leads_they_count(
    bench: Workbench, qtbot: QtBot, own_day: int | None
) -> None:
    shown(bench, qtbot, "model")
    page = shown(bench, qtbot, "customer", systems(bench, own_day))
    qtbot.waitUntil(
        lambda: page.profile is not None and not page._looking.busy and bool(page.list.cards),
        timeout=60_000,
    )
    bars = [(card, bar) for card in page.list.cards for bar in card.bars]
    assert len(bars) > 10
    for card, bar in bars:
        bar.click()
        assert chosen(bench).tally.leads == bar.trait.having.leads, bar.trait.label
        assert chosen(bench).tally.converted == bar.trait.having.converted
        assert chosen(bench).words == f"{card.field.title} {bar.trait.label}"
    bars[0][1].setFocus()
    qtbot.keyClick(bars[0][1], RETURN)
    assert chosen(bench).tally.leads == bars[0][1].trait.having.leads


def test_that_lines_of_drift_choose_the_leads_of_both_sides(bench: Workbench, qtbot: QtBot) -> None:
    page = shown(bench, qtbot, "drift", systems(bench))
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=60_000)
    found = page._found
    page.show_side(drift_page.SCORES)
    for place in each(page.bands, qtbot):
        band = found.scores.bands[place]
        assert chosen(bench).tally.leads == band.old_leads + band.new_leads
    page.show_side(drift_page.RULES)
    opened: list[str] = []
    page.rule_asked.connect(opened.append)
    for place in each(page.rules, qtbot):
        rule, counted = found.rules[place], bench.desk.session.chosen
        hits = 0 if counted is None else counted.tally.leads
        assert hits == rule.old_hits + rule.new_hits
        bench.desk.session.choose_leads(None)
    assert not opened, "Ctrl+Enter chooses, Enter alone opens the rule"


def test_that_thresholds_choose_the_leads_they_hand_over(bench: Workbench, qtbot: QtBot) -> None:
    session = bench.desk.session
    session.apply(ChangeSales(Sales(people=2.0, touches_a_day=8.0, cost=50.0, win=900.0)))
    page = shown(bench, qtbot, "thresholds", systems(bench))
    qtbot.waitUntil(
        lambda: page.lab is not None and not page.asking.busy and page.volume.value is not None,
        timeout=60_000,
    )
    lab, before = page.lab, session.model
    for place in each(page.choices, qtbot):
        choice = page._choices[place]
        if choice.place is not None:
            assert chosen(bench).tally.leads == lab.at(choice.place).leads
    assert session.model == before, "no threshold is set by it"
    bars = page.volume.bars()
    for place in (bars[0], bars[len(bars) // 2], bars[-1]):
        session.choose_leads(None)
        press(page.volume, qtbot, place)
        counted = session.chosen
        assert (0 if counted is None else counted.tally.leads) == lab.curve.leads[place]
    curve = page.value
    middle = curve.plot_box().center().y()
    free = [place for place in curve.bars() if not curve.flag_at(curve.bar_ends(place)[0], middle)]
    for place in (free[1], free[len(free) // 2], free[-2]):
        session.choose_leads(None)
        press(curve, qtbot, place)
        assert chosen(bench).tally.leads == lab.curve.leads[place]
        assert chosen(bench).words == f"{curve.value.now.name} from {lab.curve.scores[place]}"
        counts, worth = curve.value.chosen
        assert counts[place] == counts[0] == lab.curve.leads[place]
        assert worth[place:] == pytest.approx(lab.net.values[place:])
        assert worth[0] == pytest.approx(lab.net.values[place])
        assert f"{counts[0]:,} leads of them are chosen" in curve.sentence()
        row = curve.table()[1 + place]
        assert row[-2:] == [counts[place], round(float(worth[place]), 2)]
        assert f"; {counts[place]:,} leads of them chosen" in curve.bar_words(place)
    assert session.model == before, "no threshold is moved by it"
    curve.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, RETURN):
        qtbot.keyClick(curve, key)
    assert chosen(bench).tally.leads == lab.curve.leads[curve.bars()[-2]]
    words, do = page._doubt_offers()[0]
    do()
    best = lab.best
    assert chosen(bench).tally.leads == lab.curve.leads[best.low] - lab.curve.leads[best.high]
    assert words.startswith(f"Choose the {chosen(bench).tally.leads:,} leads between ")
    page.show_side(thresholds_page.WEEKS)
    counts = page.weeks.value.counts.sum(axis=1)
    for week in (0, int(counts.argmax()), len(counts) - 1):
        session.choose_leads(None)
        press(page.weeks, qtbot, week)
        counted = session.chosen
        assert (0 if counted is None else counted.tally.leads) == counts[week]
    page.show_side(thresholds_page.SEGMENTS)
    qtbot.waitUntil(lambda: page.segments.separate is not None, timeout=60_000)
    for place in each(page.segments.table, qtbot):
        row = page.segments.separate.rows[place]
        if row.score is not None:
            assert chosen(bench).tally.leads == row.leads


def test_that_the_gains_choose_the_best_leads_by_the_model_and_by_the_first_of_two(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    page = shown(bench, qtbot, "model", systems(bench))
    gains = page.panel.gains
    best = gains.value.by_score
    known = page.panel.histogram.value.now.all.known
    assert best.leads[-1] == known < len(session.leads or ()), "not all outcomes are known"
    for place in (0, len(best.scores) // 2, len(best.scores) - 1):
        gains.row_asked.emit(place)
        assert chosen(bench).tally.leads == best.leads[place + 1]
        assert chosen(bench).tally.converted == best.converted[place + 1]
        assert chosen(bench).words == gains.bar_name(place)
        assert gains.table()[-1][-1] == best.leads[place + 1]
    page = shown(bench, qtbot, "compare")
    page.show_side(0)
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=60_000)
    gains = page.gains
    best = gains.value.by_score
    scores = page._found.scored_a.scores
    for place in (1, len(best.scores) // 2):
        gains.row_asked.emit(place)
        assert chosen(bench).tally.leads == best.leads[place + 1]
        where = np.searchsorted(page._found.rows, chosen(bench).rows)
        assert (scores[where] >= best.scores[place]).all()
        assert " by A, score " in chosen(bench).words
        assert gains.table()[-1][-1] == best.leads[place + 1]


@pytest.mark.parametrize("own_day", [30])
def test_that_a_scenario_chooses_those_who_come_and_those_who_go(
    bench: Workbench, qtbot: QtBot, own_day: int | None
) -> None:
    session = bench.desk.session
    shown(bench, qtbot, "model")
    page = shown(bench, qtbot, "whatif", systems(bench, own_day))
    page.show_side(whatif_page.SCENARIOS)
    model = systems(bench, own_day)
    assert model is not None
    muted = [rule for rule in model.rules() if not rule.muted][:3]
    other = model
    for rule in muted:
        other = other.with_rule(replace(rule, muted=True))
    other = replace(other, base=other.base + 2)
    scenario = Scenario(f"s{own_day}", f"Without {own_day}", other)
    session.apply(AddScenario(scenario))

    def line() -> Any:
        return next((one for one in page.scenarios._lines if one.key == scenario.id), None)

    qtbot.waitUntil(lambda: line() is not None and not page.asking.busy, timeout=60_000)
    page.scenarios.choose(scenario.id)
    found = line()
    assert found.left.leads
    qtbot.keyClick(page.scenarios.table, RETURN, CTRL)
    assert chosen(bench).tally.leads == found.entered.leads + found.left.leads
    told = [part for part in (found.entered, found.left) if part.leads]
    offers = page.scenarios._move_offers()
    assert len(offers) == len(told)
    for (words, do), tally in zip(offers, told, strict=True):
        do()
        assert chosen(bench).tally == tally
        assert words.startswith(f"Choose the {tally.leads:,} lead")


def test_that_a_day_of_the_replay_chooses_the_leads_of_its_bands(
    bench: Workbench, qtbot: QtBot
) -> None:
    page = shown(bench, qtbot, "time", systems(bench))
    page.look_every(7)
    qtbot.waitUntil(lambda: page.bands.value is not None, timeout=60_000)
    value = page.bands.value
    place = len(value.days) // 2
    page.bands.choose(place)
    page.bands.setFocus()

    def choose(do: Callable[[], object]) -> Chosen:
        bench.desk.session.choose_leads(None)
        do()
        qtbot.waitUntil(lambda: bench.desk.session.chosen is not None, timeout=60_000)
        return chosen(bench)

    found = choose(lambda: qtbot.keyClick(page.bands, RETURN))
    assert found.tally.leads == int(value.mql[place].sum())
    assert found.tally.converted == int(value.mql[place][1])
    assert choose(page.choose.click).tally.leads == int(value.mql[place].sum())
    offers = page.bands.offers()
    bands = [
        band for band in reversed(range(len(value.model.bands))) if value.counts[place][band].any()
    ]
    for (words, do), band in zip(offers[1:], bands, strict=True):
        assert choose(do).tally.leads == int(value.counts[place][band].sum())
        assert value.model.bands[band].name in words


def test_that_rules_and_cells_say_how_many_of_the_chosen_they_have(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    page = shown(bench, qtbot, "model", systems(bench))
    preview = bench.desk.preview.last
    assert preview is not None
    assert session.leads is not None
    which = np.random.default_rng(3).random(len(session.leads)) < 0.25
    session.choose_rows("a quarter", which)
    rows = {row.rule.id: row for row in page.editor.rules._rows.rows if isinstance(row, RuleRow)}
    assert rows
    for rule in preview.model.rules():
        if rule.id in rows:
            held = int((preview.scored.masks.hit(rule, preview.scored.sight) & which).sum())
            assert told(rows[rule.id].evidence).endswith(f" \u00b7 {held:,} chosen")
    session.choose_leads(None)
    row = next(row for row in page.editor.rules._rows.rows if isinstance(row, RuleRow))
    assert "chosen" not in told(row.evidence)

    page = shown(bench, qtbot, "matrix")
    if page.matrix is None:
        with qtbot.waitSignal(bench.desk.preview.evaluated):
            page.propose()
        qtbot.waitUntil(lambda: page.matrix is not None and settled(bench))
    session.choose_rows("a quarter", which)
    found = graded(bench.desk.preview.last.scored)
    counted = page.chart.value.chosen
    columns = len(counted[0])
    for place, number in enumerate(np.bincount(found.cells[which], minlength=4).tolist()):
        assert counted[place // columns][place % columns] == number
    assert sum(map(sum, counted)) == int(which.sum())
    assert f"{counted[0][0]:,} of them chosen" in page.chart.sentence()
    assert page.chart.table()[0][-1] == "Chosen"
    assert page.chart.table()[1][-1] == counted[0][0]
    labels = [label.text for label in page.chart.drawing().labels()]
    assert any(text.endswith(" chosen") for text in labels)
    session.choose_leads(None)
    assert page.chart.value.chosen is None


def test_that_chosen_leads_follow_a_drag_where_only_counts_are_at_hand(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at a million leads: the leads themselves are not scored while the hand moves."""
    desk, session = bench.desk, bench.desk.session
    shown(bench, qtbot, "model", systems(bench))
    session.apply(ChangeAccount(SYSTEMS, None))  # accounts that raise scores need the leads
    page = shown(bench, qtbot, "model")
    plain = session.model
    assert plain is not None
    assert session.leads is not None
    which = np.random.default_rng(6).random(len(session.leads)) < 0.25
    session.choose_rows("a quarter", which)
    monkeypatch.setattr(live_preview, "INLINE_LEADS", 0)
    rule = next(one for one in plain.rules() if isinstance(one.award, Points) and not one.muted)
    assert isinstance(rule.award, Points)
    seen: list[tuple[Preview, Any]] = []

    def keep(preview: object) -> None:
        """The page has presented it already: it listened before."""
        if isinstance(preview, Preview) and preview.model == session.model:
            seen.append((preview, page.panel.histogram.value.chosen))

    desk.preview.evaluated.connect(keep)
    gesture = session.gesture()
    for points in (rule.award.points + 4, rule.award.points + 9):
        session.apply(SetPoints(plain.id, rule.id, points), gesture)
        qtbot.waitUntil(lambda: bool(seen) and seen[-1][0].model == session.model)
    qtbot.waitUntil(lambda: settled(bench), timeout=60_000)
    desk.preview.evaluated.disconnect(keep)
    assert any(not preview.settled for preview, _ in seen), "the cube was at work"
    assert seen[-1][0].settled
    for preview, found in seen:
        scored = score(preview.model, preview.leads, preview.as_of)
        assert np.array_equal(found, histogram_of(scored, preview.leads, which))
        assert found.sum() == which.sum()


def test_that_charts_of_thresholds_and_drift_draw_the_chosen_over_their_bars(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    page = shown(bench, qtbot, "thresholds", systems(bench))
    qtbot.waitUntil(lambda: page.lab is not None and not page.asking.busy, timeout=60_000)
    assert session.leads is not None
    which = np.random.default_rng(4).random(len(session.leads)) < 0.25
    session.choose_rows("a quarter", which)
    lab = page.lab
    weeks, ground = lab.curve.weeks or 1.0, lab.ground
    won, others = page.volume.value.chosen
    for place in (0, lab.curve.at(40), ground.size - 1):
        there = which & (ground.standing.places >= place)
        assert (won + others)[place] * weeks == pytest.approx(there.sum())
        assert won[place] * weeks == pytest.approx((there & (ground.codes == 1)).sum())
    at_now = lab.curve.at(page.weeks.value.threshold)
    for week in (0, 10, ground.weeks.number - 1):
        there = which & (ground.standing.places >= at_now) & (ground.weeks.codes == week)
        assert page.weeks.value.chosen[week].sum() == there.sum()
    assert page.volume.table()[0][-1].startswith("Chosen")
    assert page.weeks.table()[0][-1] == "Chosen"
    # While the threshold is dragged the bars of the volume stand still and the weeks follow.
    drawn, curve = page.volume.value.same_bars, page.value.value.same_curve
    model, band = session.model, page.band
    assert model is not None
    session.apply(MoveThreshold(model.id, band, model.bands[band].threshold + 2))
    assert page.volume.value.same_bars == drawn
    assert page.value.value.same_curve == curve
    later = lab.curve.at(page.weeks.value.threshold)
    assert later != at_now
    assert page.weeks.value.chosen.sum() == int(
        (which & (ground.standing.places >= later) & (ground.weeks.codes >= 0)).sum()
    )
    session.choose_leads(None)
    assert page.volume.value.chosen is None
    assert page.value.value.chosen is None

    page = shown(bench, qtbot, "drift", systems(bench))
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=60_000)
    found = page._found
    session.choose_rows("a quarter", which)
    rows = page.score_pairs.value.rows
    assert sum(row.old_chosen for row in rows) == which[found.sides.old.rows].sum()
    for side in (0, 1):
        of_age, looked = found.of_age[side], found.looked[side]
        counted = sum((row.old_chosen, row.new_chosen)[side] for row in rows)
        assert counted == which[of_age.rows[looked]].sum()
    bins = page.pairs.value.rows
    assert all(row.chosen <= row.old_leads + row.new_leads for row in bins)
    assert any(row.chosen for row in bins)
    assert page.pairs.table()[0][-1] == "Chosen"
    # A click on a row chooses precisely what the row counts.
    page.pairs._ask(0)
    row = page.pairs.value.rows[0]
    assert row.chosen == row.old_leads + row.new_leads == chosen(bench).tally.leads


def test_that_moves_between_bands_and_scenarios_say_how_many_are_chosen(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    page = shown(bench, qtbot, "compare", systems(bench))
    page.show_side(1)
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=60_000)
    found = page._found
    which = np.random.default_rng(5).random(len(session.leads or ())) < 0.5
    session.choose_rows("a half", which)
    model = page.movers.moves.model()
    bands_a, bands_b = len(found.scored_a.model.bands), len(found.scored_b.model.bands)
    for row in range(bands_a):
        for column in range(1, bands_b + 1):
            a, b = bands_a - 1 - row, bands_b - column
            cell = (found.scored_a.bands == a) & (found.scored_b.bands == b)
            number = int(which[found.rows[cell]].sum())
            text = model.index(row, column).data()
            assert text.endswith(f"({number:,} chosen)") if number else "chosen" not in text


def test_that_nothing_of_it_is_an_edit(bench: Workbench) -> None:
    history = bench.desk.session.history
    assert history is not None
    kinds = {type(step.edit).__name__ for step in history.done}
    assert kinds <= {
        "AddScenario",
        "ChangeAccount",
        "ChangeGrade",
        "ChangeModel",
        "ChangeSales",
        "ChooseModel",
        "MoveThreshold",
        "SetPoints",
    }


def chosen_cells(table: Any) -> list[str]:
    """What the column of the chosen says, row by row."""
    model = table.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    at = heads.index("Chosen")
    return [model.index(row, at).data() for row in range(model.rowCount())]


def counted(cells: list[str]) -> int:
    return sum(int(cell.replace(",", "")) for cell in cells)


def test_that_leads_chosen_on_quality_are_as_many_on_every_other_page(
    bench: Workbench, qtbot: QtBot
) -> None:
    session = bench.desk.session
    page = shown(bench, qtbot, "quality", systems(bench))
    qtbot.waitUntil(lambda: page.quality is not None and bool(page.mends.rows), timeout=60_000)
    row = next(row for row in page.mends.rows if row.found.sort is Sort.BLANKS)
    row.leads.click()
    number, mask = row.found.leads, chosen(bench).mask
    assert chosen(bench).tally.leads == number > 0
    page.show_side(2)
    qtbot.waitUntil(lambda: page.guard.chart.value is not None, timeout=60_000)
    assert sum(page.guard.chart.value.chosen) == number

    page = shown_as_it_is(bench, "whatif")
    page.show_side(whatif_page.MISSING)
    qtbot.waitUntil(lambda: page.missing.table.model().rowCount() > 0, timeout=60_000)
    found = page.missing._found
    for place, cell in zip(
        page.missing.table._records.value.rows, chosen_cells(page.missing.table), strict=True
    ):
        field = found.fields[place]
        assert cell == f"{np.count_nonzero(mask[field.rows]):,}"
        if field.field == row.found.field:
            assert cell == f"{number:,}" == f"{len(field.rows):,}"

    model = session.model
    assert model is not None
    assert session.leads is not None
    page = shown_as_it_is(bench, "game")
    game = proposed_game(session.leads.activities)
    assert game is not None
    session.apply(ChangeGame(model.id, game))
    qtbot.waitUntil(lambda: settled(bench) and page.levels.model().rowCount() > 0, timeout=60_000)
    assert counted(chosen_cells(page.levels)) == number, "every lead is of one level"
    page.only.click()
    assert page.players.model().rowCount() == number
    session.undo()
    qtbot.waitUntil(lambda: settled(bench), timeout=60_000)

    page = shown_as_it_is(bench, "trial")
    page.show_side(1)
    page.analyse("Consent", "Lead source")
    qtbot.waitUntil(lambda: page._analysis is not None and not page.asking.busy, timeout=60_000)
    column = session.leads.column("Consent")
    assert isinstance(column, YesNoColumn)
    assert counted(chosen_cells(page.looked.arms)) == np.count_nonzero(mask & (column.values >= 0))
    known = mask & (column.values >= 0) & (session.leads.outcome < UNKNOWN)
    assert counted(chosen_cells(page.looked.groups)) == np.count_nonzero(known)

    page = shown_as_it_is(bench, "data")
    page.show_duplicates()
    view = page.duplicates
    qtbot.waitUntil(lambda: view.table.model().rowCount() > 0, timeout=60_000)
    cells = [int(cell) for cell in chosen_cells(view.table)]
    order = view.table._records.value.rows
    assert cells == [int(mask[list(view._groups[at].rows)].sum()) for at in order]


def shown_as_it_is(bench: Workbench, key: str) -> Any:
    """A page; who was chosen before stays chosen."""
    bench.desk.window.show_page(at(key))
    return bench.desk.pages[at(key)]
