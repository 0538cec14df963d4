from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.evaluation.comparison.compared import Compared, compare_models
from models.exchange.table_file import write_table
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.problems import LeadbenchError
from models.project.document import Project, Source
from models.project.edits import ChangeInput, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from widgets.tables.record_table import RecordTable
from widgets.tables.records import CHOSEN_AT
from workbench.live_preview import LivePreview
from workbench.pages.compare.choices import candidates, first_pair
from workbench.pages.compare.page import FIGURES, GROUPS, SEVERAL, ComparePage
from workbench.pages.compare.records import HEADER, mover_lines, mover_rows
from workbench.session import Session

ROWS = 600
DICE = np.random.default_rng(4)
JOBS = [("VP", "Clerk", "=HEAD()")[row % 3] for row in range(ROWS)]
WON = ["yes" if job == "VP" and DICE.random() < 0.6 else "no" for job in JOBS]
RAW = RawTable(
    (
        column_of("Id", [f"00{row}" for row in range(ROWS)]),
        column_of("Job", JOBS),
        column_of("Country", [("DE", "FR")[row % 2] for row in range(ROWS)]),
        column_of("Won", WON),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Job"),
        Input("Country"),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)


def model(model_id: str, name: str, *rules: Rule) -> ScoringModel:
    bands = (Band("Cold", 0), Band("MQL", 50, mql=True))
    return ScoringModel(model_id, name, (Group("g1", "Fit", rules),), bands=bands)


VP = Rule("r1", "VP", Points(60), FieldTest("Job", Test.IS, ("VP",)))
GERMAN = Rule("r2", "German", Points(60), FieldTest("Country", Test.IS, ("DE",)))
ONE, OTHER = model("m1", "Jobs", VP), model("m2", "Countries", GERMAN)


def project(*models: ScoringModel) -> Project:
    source = Source(RAW.fingerprint, "leads.csv", ROWS)
    return Project("P", source, RECIPE, models, models[0].id)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(History.of(project(ONE, OTHER)), RAW)
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[ComparePage]:
    made = ComparePage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    qtbot.waitUntil(lambda: made._found is not None)
    yield made
    made.finish()


def truth(a: ScoringModel, b: ScoringModel, session: Session) -> Compared:
    assert session.leads is not None
    return compare_models(a, b, session.leads, (date.today(), date.today()))


def test_that_the_page_says_which_model_is_better_with_the_figures_of_the_comparison(
    page: ComparePage, session: Session
) -> None:
    assert (page.a.currentText(), page.b.currentText()) == ("Countries", "Jobs")
    assert page.verdict.text().startswith("“Jobs” ranks leads better than “Countries”")
    found = truth(OTHER, ONE, session)
    table = page.figures.model()
    assert found.figures.auc is not None
    shown = [table.index(0, column).data() for column in range(6)]
    assert shown[1:3] == [f"{found.figures.auc.a.value:.3f}", f"{found.figures.auc.b.value:.3f}"]
    assert shown[5] == "B is better"
    leads = [page.threshold.model().index(row, 1).data() for row in range(4)]
    assert leads == ["100", "200", "100", "200"]


def test_that_exchanging_the_models_turns_everything_round(page: ComparePage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._found is not None)
    assert (page.a.currentText(), page.b.currentText()) == ("Jobs", "Countries")
    assert page.figures.model().index(0, 5).data() == "A is better"


def test_that_a_changed_model_is_compared_with_its_last_save(
    page: ComparePage, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetPoints("m1", "r1", 40))
    keys = [item.key for item in candidates(session.project, session.saved)]
    assert keys == ["now m1", "saved m1", "now m2"]
    page.choose("saved m1", "now m1")
    qtbot.waitUntil(lambda: page._found is not None)
    assert page.movers._count.text() == "200 leads come to sales or go"
    page.show_side(2)
    assert "60" in page.words.item(0).data(int(Qt.ItemDataRole.UserRole) + 1).first
    session.undo()
    qtbot.waitUntil(lambda: page._found is not None)
    assert page.a.findData("saved m1") < 0


def test_that_choosing_a_cell_or_a_cause_lists_its_leads(page: ComparePage) -> None:
    view = page.movers
    page.show_side(1)
    view.moves.cell_chosen.emit(1, 2)
    assert view._count.text() == "200 leads: MQL by A, Cold by B"
    view.causes.record_chosen.emit(0)
    first = page._found.ledger.by_cause[0] if page._found is not None else ("", 0, 0)
    assert view._count.text() == f"{first[1] + first[2]} leads moved by {first[0]}"
    view.every.click()
    assert view._count.text() == "300 leads come to sales or go"
    view.search.setText("00598")
    view._list()
    assert view.leads.model().rowCount() == 1
    view.search.setText("00597")
    view._list()
    assert view.leads.model().rowCount() == 1
    view.search.setText("00594")  # handed over by both
    view._list()
    assert view.leads.model().rowCount() == 0


def test_that_leads_that_move_are_copied_and_saved_as_text(
    page: ComparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_side(1)
    page.movers.leads.copy()
    assert QGuiApplication.clipboard().text().count("\n") >= 300
    with qtbot.waitSignal(page.export_asked) as asked:
        page.movers.export.click()
    name, write = asked.args
    assert name == "Who moves.csv"
    write(tmp_path / "moved.csv")
    with (tmp_path / "moved.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 300
    assert tuple(lines[0]) == HEADER
    assert all(line["lead_id"].startswith("00") for line in lines)
    write(tmp_path / "moved.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "moved.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 301
    assert sheet["A2"].data_type == "s"
    with pytest.raises(LeadbenchError, match=r"ends in \.csv or \.xlsx"):
        write(tmp_path / "moved.doc")


def test_that_no_cell_of_a_saved_table_becomes_a_formula(tmp_path: Path) -> None:
    rows = [("=1+1", 3), ("+A1", -5), ("@x", 1)]
    write_table(tmp_path / "t.xlsx", ("=name", "n"), rows, "S")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 4
    write_table(tmp_path / "t.csv", ("=name", "n"), rows, "S")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[:3] == ["'=name,n", "'=1+1,3", "'+A1,-5"]


def test_that_without_outcomes_it_is_told_who_moves_and_not_who_is_better(
    session: Session, qtbot: QtBot
) -> None:
    item = RECIPE.find("Won")
    assert item is not None
    session.apply(ChangeInput(replace(item, role=Role.FIELD)))
    page = ComparePage(session, LivePreview(session))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._found is not None)
    assert page.verdict.text().startswith("Nothing tells which leads converted")
    assert page.movers.leads.model().rowCount() == 300
    page.finish()


def test_that_one_model_alone_and_no_leads_are_empty_states(qtbot: QtBot) -> None:
    session = Session()
    page = ComparePage(session, LivePreview(session))
    qtbot.addWidget(page)
    page.show()
    assert page.stack.currentIndex() == 0
    session.open(History.of(project(ONE)), RAW)
    assert page.stack.currentIndex() == 1
    page.finish()


def test_that_the_first_pair_is_what_the_model_was_and_what_it_is() -> None:
    saved = project(ONE, OTHER)
    changed = saved.with_model(replace(ONE, base=5))
    found = candidates(changed, saved)
    assert first_pair(found, "m1") == ("saved m1", "now m1")
    assert first_pair(found, "m2") == ("now m1", "now m2")
    assert candidates(None, None) == ()


def test_that_lines_of_the_file_are_the_leads_of_the_comparison(session: Session) -> None:
    found = truth(ONE, OTHER, session)
    rows = mover_rows(found, None, "")
    lines = list(mover_lines(found, rows))
    assert len(lines) == len(rows) == 300
    assert all(line[5] == line[3] - line[1] for line in lines)  # type: ignore[operator]


NONE = model("m3", "Nothing")


@pytest.fixture
def three(qtbot: QtBot) -> Iterator[ComparePage]:
    session = Session()
    session.open(History.of(project(ONE, OTHER, NONE)), RAW)
    made = ComparePage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    made.show_side(SEVERAL)
    qtbot.waitUntil(lambda: made._several is not None)
    yield made
    made.finish()


def column_of_table(table: RecordTable, column: int) -> list[str]:
    shown = table.model()
    return [shown.index(row, column).data() for row in range(shown.rowCount())]


def test_that_several_models_stand_side_by_side_with_a_sentence(three: ComparePage) -> None:
    view = three.several
    assert view.models.keys() == ("now m1", "now m2", "now m3")
    assert view.reference.currentText() == "Countries"
    assert column_of_table(view.standings, 0) == ["Jobs", "Countries, the reference", "Nothing"]
    assert column_of_table(view.standings, 4) == ["200", "300", "0"]
    assert three.verdict.text().startswith(
        "Of 3 models only “Jobs” ranks leads better than “Countries”; "
    )
    assert column_of_table(view.differences, 7)[0] == "better"
    assert three._pair.isHidden()


def test_that_a_tick_and_another_reference_compare_anew(three: ComparePage, qtbot: QtBot) -> None:
    view = three.several
    view.models.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: three._several is not None and len(three._several.models) == 2)
    assert view.reference.currentText() == "Jobs"
    view.reference.setCurrentIndex(1)
    view.reference.activated.emit(1)
    qtbot.waitUntil(lambda: three._several is not None and three._several.reference == 1)
    assert "“Jobs” ranks leads better than “Nothing”" in three.verdict.text()
    view.models.setFocus()
    view.models.setCurrentRow(0)
    qtbot.keyClick(view.models, Qt.Key.Key_Space)
    assert three.verdict.text() == "Nothing to compare: tick two models or more."
    assert view.standings.model().rowCount() == 0
    three.show_side(FIGURES)
    qtbot.waitUntil(lambda: three._found is not None)
    assert three.verdict.text().startswith("“Jobs” ranks leads better than “Countries”")


def test_that_a_model_that_is_changed_meanwhile_is_compared_as_it_is(
    three: ComparePage, qtbot: QtBot
) -> None:
    three.session.apply(SetPoints("m1", "r1", 10))
    qtbot.waitUntil(lambda: three._several is not None and three._several.models[0].mql.leads == 0)
    names = [three.several.models.item(row).text() for row in range(4)]
    assert names == ["Jobs", "Jobs, the last save", "Countries", "Nothing"]


def test_that_groups_of_a_field_are_told_and_follow_the_choice(
    page: ComparePage, qtbot: QtBot
) -> None:
    page.show_side(GROUPS)
    view = page.agreement
    qtbot.waitUntil(lambda: view.groups.model().rowCount() > 0)
    fields = [view.by.itemText(place) for place in range(view.by.count())]
    assert fields == ["Job", "Country"]
    assert column_of_table(view.groups, 0)[0] == "All leads"
    view.by.setCurrentIndex(1)
    view.by.activated.emit(1)
    qtbot.waitUntil(lambda: view.groups.model().columnCount() > 0)
    qtbot.waitUntil(lambda: column_of_table(view.groups, 0) == ["All leads", "DE", "FR"])
    assert column_of_table(view.groups, 1) == ["600", "300", "300"]
    assert "agree on 50.0\u202f% of the leads whether they go to sales" in view.said.text()
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._found is not None)
    qtbot.waitUntil(lambda: view.said.text().startswith("“Jobs” and “Countries”"))


def test_that_a_cell_of_the_bands_chooses_its_leads_everywhere(
    page: ComparePage, qtbot: QtBot
) -> None:
    page.show_side(1)
    with qtbot.waitSignal(page.choose_asked) as asked:
        page.movers.moves.cell_chosen.emit(1, 2)
    words, rows = asked.args
    assert words == "MQL by A, Cold by B"
    assert len(rows) == 200
    page.session.choose_rows(words, rows)
    assert page.session.chosen is not None
    assert page.session.chosen.tally.leads == 200


def test_that_without_outcomes_several_models_are_not_judged(
    session: Session, qtbot: QtBot
) -> None:
    item = RECIPE.find("Won")
    assert item is not None
    session.apply(ChangeInput(replace(item, role=Role.FIELD)))
    page = ComparePage(session, LivePreview(session))
    qtbot.addWidget(page)
    page.show()
    page.show_side(SEVERAL)
    qtbot.waitUntil(lambda: page._several is not None)
    assert page.verdict.text().startswith("Nothing tells which leads converted")
    assert column_of_table(page.several.standings, 1) == ["–", "–"]
    page.show_side(GROUPS)
    qtbot.waitUntil(lambda: page.agreement.groups.model().rowCount() > 1)
    page.finish()


def test_that_the_gains_draw_the_chosen_leads_where_a_ranks_them(
    page: ComparePage, session: Session
) -> None:
    found = page._found
    assert found is not None
    assert session.leads is not None
    assert page.gains.value is not None
    assert page.gains.value.chosen is None
    some = np.arange(len(session.leads)) % 3 == 0
    session.choose_rows("a third", some)
    drawn = page.gains.value.chosen
    assert drawn is not None
    scores = found.scored_a.scores[some[found.rows]] - found.scored_a.model.scale.least
    expected = np.bincount(scores.astype(np.int64), minlength=len(drawn))
    assert drawn.sum(axis=1).tolist() == expected.tolist()
    session.choose_leads(None)
    assert page.gains.value.chosen is None


def test_that_a_group_of_agreement_chooses_the_leads_it_counts(
    page: ComparePage, session: Session, qtbot: QtBot
) -> None:
    page.choose_asked.connect(session.choose_rows)
    page.show_side(GROUPS)
    qtbot.waitUntil(lambda: page.agreement._found is not None)
    found, table = page.agreement._found, page.agreement.groups
    assert found is not None
    for row in range(table.model().rowCount()):
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
        record = table.chosen()
        assert record is not None
        group = (found.all, *found.groups)[record]
        assert session.chosen is not None
        assert session.chosen.tally == group.tally
        assert table.model().index(row, CHOSEN_AT).data() == f"{group.tally.leads:,}"
