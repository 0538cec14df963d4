"""The Matrix page: proposes, drags, labels; each wish is one step, nothing is scored again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import ChangeGroup, SetPoints
from models.project.history import History
from models.scoring import grade_shapes as shapes
from models.scoring.conditions import FieldTest, Test
from models.scoring.grades import graded
from models.scoring.model import Axis, ByRange, Group, Points, RangePoints, Rule, ScoringModel
from workbench import live_preview
from workbench.live_preview import LivePreview
from workbench.pages.leads.page import LeadsPage
from workbench.pages.matrix.page import NO_AXES, NO_GRADE, NO_LEADS, SHOWN, MatrixPage
from workbench.session import Session

ROWS = 120
TABLE = RawTable(
    (
        column_of("Id", [f"{row:03}" for row in range(ROWS)]),
        column_of("Size", [str(row % 10) for row in range(ROWS)]),
        column_of("Visits", [str(row % 7) for row in range(ROWS)]),
        column_of("Won", ["Yes" if row % 10 > 6 else "No" for row in range(ROWS)]),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Size", Kind.NUMBER),
        Input("Visits", Kind.NUMBER),
        Input("Won", Kind.TEXT, Role.OUTCOME, converted=("Yes",)),
    )
)


def ladder(name: str, field: str) -> Rule:
    entries = tuple(RangePoints(n, n + 1, 3 * n) for n in range(10))
    return Rule(name, name, ByRange(field, entries))


VIP = Rule("r3", "VIP", Points(5), FieldTest("Size", Test.AT_LEAST, (9.0,)))
MODEL = ScoringModel(
    "m1",
    "One",
    (
        Group("g1", "Fit", (ladder("r1", "Size"), VIP), Axis.FIT),
        Group("g2", "Visits", (ladder("r2", "Visits"),), Axis.ENGAGEMENT),
    ),
)


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[tuple[Session, LivePreview, MatrixPage]]:
    session = Session("Ada")
    preview = LivePreview(session)
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    page = MatrixPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    assert page.stack.currentIndex() == NO_LEADS
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, RECIPE, (MODEL,), "m1")), TABLE)
    yield session, preview, page
    preview.finish()


Parts = tuple[Session, LivePreview, MatrixPage]


def test_that_a_proposed_matrix_parts_the_leads_evenly_and_is_one_step(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    assert page.stack.currentIndex() == NO_GRADE
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    assert page.stack.currentIndex() == SHOWN
    assert page.matrix is not None
    assert [tally.leads for tally in page.matrix.rows] == [36, 24, 36, 24]
    assert page.matrix.all.leads == ROWS
    assert session.history is not None
    assert session.history.undo_label == "Grade leads by fit and engagement"
    with qtbot.waitSignal(preview.evaluated):
        session.undo()
    assert page.stack.currentIndex() == NO_GRADE


def test_that_a_dragged_threshold_is_one_step_and_scores_no_lead_again(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    assert session.history is not None
    steps = len(session.history.done)
    monkeypatch.setattr(live_preview, "score", lambda *_: pytest.fail("leads were scored again"))
    for threshold in (13, 14, 16):
        with qtbot.waitSignal(preview.evaluated):
            page.editor.cuts[Axis.FIT].moved.emit(1, threshold, 77)
    assert len(session.history.done) == steps + 1
    assert session.history.undo_label == "B from 15 \u2192 16"
    assert preview.last is not None
    found = graded(preview.last.scored)
    assert found is not None
    assert page.matrix is not None
    wanted = np.bincount(found.cells, minlength=16).tolist()
    assert [tally.leads for row in page.matrix.cells for tally in row] == wanted


def test_that_the_matrix_follows_changed_points(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    assert page.matrix is not None
    best = page.matrix.rows[0].leads
    with qtbot.waitSignal(preview.evaluated):
        session.apply(SetPoints("m1", "r3", -30))
    assert page.matrix.rows[0].leads == best - 12


def test_that_typed_thresholds_names_and_labels_change_the_matrix(
    parts: Parts, qtbot: QtBot
) -> None:
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    line = page.editor.steps[Axis.FIT]._lines[0]
    with qtbot.waitSignal(preview.evaluated):
        line.threshold.typed.emit(29.0, 5)
    line.threshold.typed.emit(2.0, 6)
    assert page.editor._fault.text() == "A can begin from 16 on."
    with qtbot.waitSignal(preview.evaluated):
        line.name.written.emit("Best", 7)
    model = session.model
    assert model is not None
    assert model.grade is not None
    assert model.grade.fit[0] == shapes.GradeStep("Best", 29)
    assert model.grade.labels[0][0] == "Best1"
    line.name.written.emit("B", 8)
    assert page.editor._fault.text() == "There are two rows with the name B."
    page.editor.cell.label.written.emit("", 9)
    assert "has no label" in page.editor.cell.fault
    with qtbot.waitSignal(preview.evaluated):
        page.editor.cell.label.written.emit("Gold", 10)
    assert session.model is not None
    assert session.model.grade is not None
    assert session.model.grade.labels[0][0] == "Gold"


def test_that_rows_come_and_go_and_grades_can_be_taken_away(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    with qtbot.waitSignal(preview.evaluated):
        page.editor.steps[Axis.ENGAGEMENT].add.click()
    assert page.chart.value is not None
    assert page.chart.value.shape == (4, 5)
    with qtbot.waitSignal(preview.evaluated):
        page.editor.steps[Axis.FIT]._lines[3].remove.click()
    assert page.chart.value.shape == (3, 5)
    with qtbot.waitSignal(preview.evaluated):
        page.editor.changed.emit(None, 0)
    assert session.model is not None
    assert session.model.grade is None
    assert page.stack.currentIndex() == NO_GRADE


def test_that_a_cell_shows_the_leads_of_its_grade(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    with qtbot.waitSignal(preview.evaluated):
        page.propose()
    leads = LeadsPage(session, preview)
    qtbot.addWidget(leads)
    leads.resize(1200, 700)
    leads.show()
    page.cell_asked.connect(leads.show_grade)
    page.chart.asked.emit(0, 1)
    assert page.matrix is not None
    rows = leads.table.model().rowCount
    assert rows() == page.matrix.cells[0][1].leads > 0
    titles = [leads.table.model().headerData(i, leads_orientation()) for i in range(4)]
    assert titles == ["Lead", "Score", "Band", "Grade"]
    assert {leads.table.model().text(row, 3) for row in range(rows())} == {"A2"}
    assert "grade A2" in {
        leads._chips.itemAt(i).widget().text()
        for i in range(leads._chips.count())
        if leads._chips.itemAt(i).widget() is not None
    }
    leads._sort("\0grade")
    leads._filter_grades(frozenset())
    shown = [leads.table.model().text(row, 3) for row in range(ROWS)]
    order = shapes_order(page)
    assert shown == sorted(shown, key=order.index, reverse=not leads.query.downwards)


def leads_orientation() -> Qt.Orientation:
    return Qt.Orientation.Horizontal


def shapes_order(page: MatrixPage) -> list[str]:
    assert page.matrix is not None
    return list(page.matrix.by_label)


def test_that_missing_axes_are_named(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    group = MODEL.groups[1]
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeGroup("m1", Group(group.id, group.name, axis=Axis.NONE)))
    assert page.stack.currentIndex() == NO_AXES
    assert "No group measures engagement" in page._no_axes.accessibleName()
