from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.evaluation.evaluate import evaluate
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.wishes import Sales
from models.evaluation.whatif.missing import Crossing, Missing, MissingField, missing_of
from models.evaluation.whatif.supposed import MQL, Supposed
from models.evaluation.whatif.suppositions import FieldFilled, LeadsStop, ShareBecomes
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project, Scenario, Source
from models.project.edits import AddScenario, ChangeInput, ChangeSales, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from widgets.tables.record_table import RecordTable
from workbench.dialogs.sheet import Sheet
from workbench.live_preview import LivePreview
from workbench.pages.compare.choices import candidates
from workbench.pages.whatif.missing_records import (
    AFTER,
    BOTH,
    DOWN,
    FIELD,
    LACK,
    UP,
    missing_records,
)
from workbench.pages.whatif.missing_view import MissingView
from workbench.pages.whatif.page import MATTERS, MISSING, SCENARIOS, SUPPOSE, WhatIfPage
from workbench.pages.whatif.records import Hung, Tried
from workbench.pages.whatif.scenarios_view import BASELINE, TODAY
from workbench.session import Session, scenario_key

ROWS = 400
JOBS = [("VP", "Clerk", "", "VP", "Head")[row % 5] for row in range(ROWS)]
SOURCES = [("Web", "Fair")[row % 3 == 0] for row in range(ROWS)]
WON = ["yes" if JOBS[row] == "VP" and row % 7 < 3 else "no" for row in range(ROWS)]
RAW = RawTable(
    (
        column_of("Id", [str(row) for row in range(ROWS)]),
        column_of("Job", JOBS),
        column_of("Source", SOURCES),
        column_of("Won", WON),
    ),
    ROWS,
    "leads.csv",
)
WON_INPUT = Input("Won", Kind.YES_NO, Role.OUTCOME)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Job"),
        Input("Source", role=Role.SOURCE),
        WON_INPUT,
    )
)
VP = Rule("r1", "VP", Points(60), FieldTest("Job", Test.IS, ("VP",)))
FAIR = Rule("r2", "Met at a fair", Points(20), FieldTest("Source", Test.IS, ("Fair",)))
MODEL = ScoringModel(
    "m1",
    "Jobs",
    (Group("g1", "Fit", (VP, FAIR)),),
    bands=(Band("Cold", 0), Band("MQL", 50, mql=True)),
)
STRICT = replace(MODEL, bands=(Band("Cold", 0), Band("MQL", 70, mql=True)))
KEYS = (BOTH, LACK, UP, DOWN, AFTER, FIELD)
LONG = "A name that is so long that no table has room for it, not even on a wide screen"


@pytest.fixture
def session() -> Session:
    made = Session()
    source = Source(RAW.fingerprint, "leads.csv", ROWS)
    project = Project("P", source, RECIPE, (MODEL,), "m1")
    made.open(History.of(project), RAW)
    made.author = "Ada"
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[WhatIfPage]:
    made = WhatIfPage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    yield made
    made.finish()


def answered(page: WhatIfPage, qtbot: QtBot, side: int) -> object:
    def there() -> bool:
        held = page._answers.get(side)
        return held is not None and held.key == page._keys.get(side)

    qtbot.waitUntil(there)
    found = page._answers[side].found
    return found.found if isinstance(found, Tried) else found


def fill_in(text: str, kind: type[QLineEdit] | type[QPlainTextEdit] = QLineEdit) -> None:
    sheet = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible()
    )
    box = sheet.findChild(kind)
    assert box is not None
    box.setText(text) if isinstance(box, QLineEdit) else box.setPlainText(text)
    sheet.main.click()


def test_that_the_model_on_screen_is_kept_as_a_scenario_with_name_author_and_time(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    fill_in("As it was")
    assert session.project is not None
    kept = session.project.scenarios[0]
    assert (kept.name, kept.author, kept.model) == ("As it was", "Ada", MODEL)
    assert kept.time
    session.undo()
    assert session.project.scenarios == ()


def test_that_a_scenario_stands_beside_today_with_figures_of_a_full_evaluation(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(AddScenario(Scenario("s1", LONG, STRICT)))
    session.apply(
        AddScenario(
            Scenario("s2", "No fairs", MODEL, "", "", "", (LeadsStop("Source", ("Fair",)),))
        )
    )
    lines = answered(page, qtbot, SCENARIOS)
    assert isinstance(lines, tuple)
    assert [line.key for line in lines] == [BASELINE, TODAY, "s1", "s2"]
    assert session.leads is not None
    wanted = evaluate(STRICT, session.leads)
    assert lines[2].figures[MQL].value == wanted.mql.leads
    assert lines[2].left is not None
    assert lines[2].left.leads == evaluate(MODEL, session.leads).mql.leads - wanted.mql.leads
    page.scenarios.choose("s1")
    assert page.scenarios.words.item(0).text() == "MQL threshold 50 → 70"
    page.scenarios.choose("s2")
    assert "Supposed of the leads" in page.scenarios.words.item(0).text()
    assert not page.scenarios.try_.isHidden()


def test_that_a_scenario_is_renamed_noted_taken_and_removed_each_one_step(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(AddScenario(Scenario("s1", "Strict", STRICT)))
    answered(page, qtbot, SCENARIOS)
    page.scenarios.choose("s1")
    page.scenarios.rename.click()
    fill_in("Stricter")
    page.scenarios.write.click()
    fill_in("because of May", QPlainTextEdit)
    assert session.project is not None
    kept = session.project.scenario("s1")
    assert kept is not None
    assert (kept.name, kept.note) == ("Stricter", "because of May")
    page.scenarios.take.click()
    assert session.model == STRICT
    page.scenarios.remove.click()
    assert session.project.scenarios == ()
    for _ in range(4):
        session.undo()
    assert session.model == MODEL
    assert session.project.scenario("s1") == Scenario("s1", "Strict", STRICT)


def test_that_nothing_is_done_with_a_scenario_that_is_not_there(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    """No line is there before the first answer; what is shown may be gone before the next."""
    view, before = page.scenarios, session.project
    for button, wish in view._wishes:
        assert not button.isVisible()
        wish.emit(view.chosen)
    assert session.project == before
    page.keep.click()
    fill_in("Kept")
    answered(page, qtbot, SCENARIOS)
    view.choose(str(session.project and session.project.scenarios[0].id))
    gone = view.chosen
    session.undo()
    for _button, wish in view._wishes:
        wish.emit(gone)
    assert session.project == before
    assert session.baseline is None or session.baseline.name == "the last save"


def test_that_a_scenario_becomes_the_baseline_of_the_whole_window(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(AddScenario(Scenario("s1", "Strict", STRICT)))
    answered(page, qtbot, SCENARIOS)
    page.scenarios.choose("s1")
    with qtbot.waitSignal(session.baseline_changed):
        page.scenarios.pin.click()
    assert session.baseline is not None
    assert session.baseline.model == STRICT
    lines = answered(page, qtbot, SCENARIOS)
    assert isinstance(lines, tuple)
    assert session.leads is not None
    assert lines[0].figures[MQL].value == evaluate(STRICT, session.leads).mql.leads
    session.compare_with("")
    assert session.baseline.model == MODEL


def test_that_a_scenario_can_be_compared_in_detail(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(AddScenario(Scenario("s1", "Strict", STRICT)))
    answered(page, qtbot, SCENARIOS)
    page.scenarios.choose("s1")
    with qtbot.waitSignal(page.compare_asked) as asked:
        qtbot.keyClick(page.scenarios.table, Qt.Key.Key_Return)
    assert asked.args == ["now m1", scenario_key("s1")]
    keys = [item.key for item in candidates(session.project, session.saved)]
    assert scenario_key("s1") in keys


def test_that_what_matters_most_comes_first_and_follows_the_model(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(MATTERS)
    found = answered(page, qtbot, MATTERS)
    assert isinstance(found, Hung)
    chart = page.matters.chart
    assert chart.value is not None
    assert chart.value.rows[0].label == "VP"
    assert len(chart.table()) == len(chart.value.rows) + 1
    assert "VP matters most" in page.verdict.text()
    session.apply(SetPoints("m1", "r1", 10))
    again = answered(page, qtbot, MATTERS)
    assert isinstance(again, Hung)
    assert again.found.now.mql == 0
    qtbot.keyClick(chart, Qt.Key.Key_T)
    assert chart.table_is_shown()
    with qtbot.waitSignal(page.rule_asked) as asked:
        page.matters.table.choose(0)
        qtbot.keyClick(page.matters.table, Qt.Key.Key_Return)
    assert asked.args[0] in ("r1", "r2")


def test_that_net_value_can_be_looked_at_once_it_is_known_what_a_win_is_worth(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(MATTERS)
    answered(page, qtbot, MATTERS)
    names = [page.matters.result.itemText(i) for i in range(page.matters.result.count())]
    assert "Net value, these leads" not in names
    session.apply(ChangeSales(Sales(cost=10.0, win=300.0)))
    answered(page, qtbot, MATTERS)
    names = [page.matters.result.itemText(i) for i in range(page.matters.result.count())]
    assert "Net value, these leads" in names


def test_that_a_share_is_supposed_by_hand_and_taken_back(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(SUPPOSE)
    view = page.supposing
    assert view.field.value == "Source"
    assert view.value.value == "Web"
    assert view.percent.value() == 66 or view.percent.value() == 67
    view.percent.setValue(20)
    qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    found = answered(page, qtbot, SUPPOSE)
    assert isinstance(found, Supposed)
    assert found.suppositions == (ShareBecomes("Source", "Web", 20),)
    assert page.verdict.text().startswith("If “Web” is 20")
    assert "Takes for granted" in view.assumed.text()
    view.percent.setValue(30)
    view.add.click()
    assert view.suppositions == (ShareBecomes("Source", "Web", 30),)
    view.drop.click()
    assert view.suppositions == ()
    assert "Nothing is supposed" in page.verdict.text()
    assert session.project is not None
    assert session.project.scenarios == ()


def test_that_what_is_supposed_is_kept_with_the_scenario_and_tried_again(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(SUPPOSE)
    page.supposing.suppose((FieldFilled("Job"),))
    answered(page, qtbot, SUPPOSE)
    page.keep.click()
    fill_in("All jobs known")
    assert session.project is not None
    assert session.project.scenarios[0].suppositions == (FieldFilled("Job"),)
    page.supposing.suppose(())
    page.show_side(SCENARIOS)
    answered(page, qtbot, SCENARIOS)
    page.scenarios.choose("s1")
    page.scenarios.try_.click()
    found = answered(page, qtbot, SUPPOSE)
    assert isinstance(found, Supposed)
    assert found.figures[MQL].span is not None


def test_that_what_cannot_be_supposed_is_a_sentence_and_a_scenario_of_it_has_no_figures(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(SUPPOSE)
    page.supposing.suppose((LeadsStop("Source", ("Web", "Fair")),))
    answered(page, qtbot, SUPPOSE)
    assert page.verdict.text().startswith("No lead would be left.")
    session.apply(AddScenario(Scenario("s1", "X", MODEL, "", "", "", (FieldFilled("Gone"),))))
    page.show_side(SCENARIOS)
    lines = answered(page, qtbot, SCENARIOS)
    assert isinstance(lines, tuple)
    assert "no field" in lines[-1].fault


def test_that_without_outcomes_counts_and_movement_are_still_told(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(ChangeInput(replace(WON_INPUT, role=Role.IGNORED)))
    session.apply(AddScenario(Scenario("s1", "Strict", STRICT)))
    lines = answered(page, qtbot, SCENARIOS)
    assert isinstance(lines, tuple)
    assert set(lines[-1].figures) == {MQL}
    assert "Nothing tells which leads converted" in page.verdict.text()
    page.show_side(MATTERS)
    answered(page, qtbot, MATTERS)
    assert page.matters.result.count() == 2 or page.matters.result.count() == 1


def test_that_the_leads_as_supposed_stand_over_those_of_now_and_nothing_can_be_moved(
    page: WhatIfPage, qtbot: QtBot
) -> None:
    page.show_side(SUPPOSE)
    assert not page.supposing.card.isVisible()
    page.supposing.suppose((FieldFilled("Job"),))
    found = answered(page, qtbot, SUPPOSE)
    assert isinstance(found, Supposed)
    chart = page.supposing.chart
    assert chart.isVisible()
    table = chart.table()
    assert table[0][2:] == [
        *("Not converted", "Converted", "Not known"),
        *("Not converted, now", "Converted, now", "Not known, now"),
    ]
    sums = np.array([row[2:] for row in table[1:]], dtype=float).sum(axis=0)
    assert sums[:3] == pytest.approx(sums[3:], abs=0.5)  # leads go elsewhere, none is lost
    assert sums[:3].sum() == pytest.approx(ROWS, abs=0.5)
    # Blank leads scored 0 or 20; a VP, which half of the others are, has 60 more.
    assert "fewer score 0 to 4" in chart.sentence()
    assert "more score 60 to 64" in page.supposing.card.says.text()
    flag = chart.flags()[0]
    chart.setFocus()
    x, y = round(flag.x * chart.unit()), round(12 * chart.unit())
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    qtbot.mouseMove(chart, QPoint(x + 60, y))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(x + 60, y))
    assert not chart.held
    assert chart.flags()[0] == flag
    qtbot.keyClick(chart, Qt.Key.Key_T)
    assert chart.table_is_shown()
    with qtbot.waitSignal(page.picture_asked) as asked:
        chart.save_requested.emit()
    assert asked.args == [chart]
    assert chart.picture("svg")


def missing_side(page: WhatIfPage, qtbot: QtBot) -> Missing:
    page.show_side(MISSING)
    found = answered(page, qtbot, MISSING)
    assert isinstance(found, Missing)
    return found


def cells(table: RecordTable, row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, at).data()) for at in range(model.columnCount())]


def test_that_a_missing_field_is_told_and_a_click_chooses_the_leads_without_it(
    page: WhatIfPage, qtbot: QtBot
) -> None:
    found = missing_side(page, qtbot)
    assert [item.field for item in found.fields] == ["Job"]
    assert page.verdict.text().startswith("Job is the missing field that moves most: filled for")
    table = page.missing.table
    assert cells(table, 0)[:2] == ["Job, 320 have it", "80 (20.0\u202f%)"]
    assert cells(table, 0)[6:] == ["80", "160 to 240"]
    assert not page.missing.supposed.isEnabled()
    blank = [row for row in range(ROWS) if not JOBS[row]]
    at = table.visualRect(table.model().index(0, 1)).center()
    with qtbot.waitSignal(page.choose_asked) as asked:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[0] == "Job blank"
    assert asked.args[1].tolist() == blank
    with qtbot.waitSignal(page.choose_asked) as asked:  # chosen again, after Escape
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args[1].tolist() == blank
    assert "80 leads (20.0\u202f%) lack Job; for 80 it decides" in page.missing.said.text()
    with qtbot.waitSignal(page.choose_asked) as asked:
        page.missing.decided.click()
    assert asked.args[1].tolist() == blank
    table.copy()
    assert "Job, 320 have it" in QApplication.clipboard().text()


def test_that_enter_supposes_the_missing_field_filled_and_both_say_the_same(
    page: WhatIfPage, qtbot: QtBot
) -> None:
    found = missing_side(page, qtbot)
    page.missing.table.setFocus()
    qtbot.keyClick(page.missing.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.missing.table, Qt.Key.Key_Return)
    assert page.switch.chosen == SUPPOSE
    supposed = answered(page, qtbot, SUPPOSE)
    assert isinstance(supposed, Supposed)
    assert supposed.suppositions == (FieldFilled("Job"),)
    change = found.fields[0].change.value
    assert supposed.figures[MQL].change.value == pytest.approx(change)


def test_that_missing_fields_follow_the_model_and_keep_the_field_that_is_looked_at(
    page: WhatIfPage, session: Session, qtbot: QtBot
) -> None:
    before = missing_side(page, qtbot).fields[0]
    qtbot.keyClick(page.missing.table, Qt.Key.Key_Down)
    said = page.missing.said.text()
    session.apply(SetPoints("m1", "r1", 40))
    after = missing_side(page, qtbot).fields[0]
    assert after.both.value < before.both.value  # only those that were at a fair get there
    assert page.missing.table.chosen() == 0
    assert page.missing.said.text() != said
    session.undo()
    assert missing_side(page, qtbot).fields[0].both == before.both


def test_that_missing_fields_stand_in_the_order_that_is_asked_for_unknown_ones_last() -> None:
    def field(name: str, lack: int, up: float, down: float, fault: str = "") -> MissingField:
        rows = np.arange(lack)
        ways = [Crossing(Interval(leads, 0, 9), 0.0, 0, 9) for leads in (up, down)]
        both, change = Interval(up + down, 0, 9), Interval(up - down, 0, 9)
        return MissingField(name, rows, rows, 99, *ways, both, change, fault)

    fields = (field("b", 5, 4, 3), field("A", 9, 5, 0), field("c", 2, 1, 1))
    found = Missing((*fields, field("d", 99, 0, 0, "nobody has it")), 99, 20, known=True)
    orders = {key: missing_records(found, key).rows.tolist() for key in KEYS}
    assert orders == {
        BOTH: [0, 1, 2, 3],
        LACK: [1, 0, 2, 3],
        UP: [1, 0, 2, 3],
        DOWN: [0, 2, 1, 3],
        AFTER: [1, 0, 2, 3],
        FIELD: [2, 0, 1, 3],
    }
    assert missing_records(found, FIELD, downwards=False).rows.tolist() == [1, 0, 2, 3]


def test_that_rows_of_missing_fields_are_those_of_all_leads_where_some_are_too_young(
    qtbot: QtBot,
) -> None:
    days = ["2024-01-01", "2024-03-01", "2024-01-01", "2024-03-01"]
    raw = RawTable((column_of("Job", ["VP", "", "", ""]), column_of("Created", days)), 4)
    recipe = Recipe((Input("Job"), Input("Created", Kind.DATE, Role.CREATED)))
    model = replace(MODEL, own_day=30)
    leads = Leads(raw, recipe)
    by = scored_by(model, leads, date(2024, 3, 2))
    view = MissingView()
    qtbot.addWidget(view)
    chosen: list[list[int]] = []
    view.choose_asked.connect(lambda _words, rows: chosen.append(rows.tolist()))
    view.present(missing_of(score(model, by.leads, date(2024, 3, 2)), by.leads), by.rows)
    view.table.record_chosen.emit(0)
    assert chosen == [[2]]


def test_that_without_leads_the_page_says_what_it_is_for(qtbot: QtBot) -> None:
    session = Session()
    session.open(History.of(Project("P", models=(MODEL,), chosen="m1")))
    made = WhatIfPage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.show()
    assert made.stack.currentIndex() == 0
    made.finish()
