"""Activities in the window: opened, looked at, read otherwise, undone, saved, reopened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.leads.fields import Role
from tests.workbench.taking import press_use
from workbench.app import Workbench
from workbench.pages.data.activities_view import ActivitiesView
from workbench.places import DATA

LOG = """Record ID,What,When,Campaign,Link
00104-88,E-mail sent,2026-03-01 08:00:00,Spring,
00104-88,E-mail clicked,2026-03-01 08:00:03,Spring,/a
00104-88,E-mail clicked,2026-03-02 09:10:11,Spring,/a
00104-88,E-mail clicked,2026-03-02 09:10:11,Spring,/a
00104-91,Visit,soon,,/b
nobody,Visit,2026-03-03,,/b
,Visit,2026-03-03,,/b
"""


@pytest.fixture
def view(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> ActivitiesView:
    desk = bench.desk
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_sample("b2b_software")
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.file_actions.take_activities(path)
        press_use(desk, qtbot)
    found = desk.pages[DATA].activities
    assert isinstance(found, ActivitiesView)
    return found


def test_that_activities_are_told_read_otherwise_undone_and_kept(
    bench: Workbench, view: ActivitiesView, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, session = bench.desk, bench.desk.session
    assert desk.window.page == DATA
    assert view.isVisible()
    assert view.verdict.text() == "4 of 7 activities belong to 1 of 5,000 leads."
    assert "(1)" in view.clicks.text()
    assert "1 repeats another" in view.identical.text()
    said = view.report.findChildren(type(view.verdict))[0].text()
    for words in ("such as “nobody”", "such as “soon”", "no lead id"):
        assert words in said

    view.clicks.click()
    view.identical.click()
    assert session.leads is not None
    assert session.leads.activities is not None
    assert len(session.leads.activities) == 2
    assert session.history is not None
    assert session.history.undo_label == "Activities: count identical rows once"
    session.undo()
    assert len(session.leads.activities) == 3
    assert not view.identical.isChecked()

    view.table.field_chosen.emit(3)
    role = next(b for b in view.panel.findChildren(QComboBox) if b.accessibleName() == "Meaning")
    assert role.findData(Role.OUTCOME) < 0
    role.setCurrentIndex(role.findData(Role.ACTIVITY_TYPE))
    role.activated.emit(role.currentIndex())
    assert session.project is not None
    kind = session.project.activity_recipe.with_role(Role.ACTIVITY_TYPE)
    assert kind is not None
    assert kind.name == "Campaign"
    session.undo()

    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(tmp_path / "kept")
    desk.file_actions.close_project()
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        desk.file_actions.open_any(tmp_path / "kept.leadbench")
    assert session.leads.activities is not None
    assert len(session.leads.activities) == 3
    desk.window.show_page(DATA)
    desk.pages[DATA].show_activities()
    assert view.verdict.text() == "4 of 7 activities belong to 1 of 5,000 leads."


def test_that_activities_can_be_removed_and_come_back(
    bench: Workbench, view: ActivitiesView
) -> None:
    desk = bench.desk
    remove = next(b for b in view.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    assert desk.session.leads is not None
    assert desk.session.leads.activities is None
    assert not remove.isVisible()
    offered = [b.text() for b in view.findChildren(QPushButton) if b.isVisible()]
    assert offered == ["Open activities…"]
    assert not desk.window.actions_by_id["remove_activities"].isEnabled()
    desk.session.undo()
    assert remove.isVisible()


def test_that_a_time_stays_a_date_and_a_column_of_words_that_becomes_the_time_is_read_as_one(
    bench: Workbench, view: ActivitiesView
) -> None:
    session = bench.desk.session
    view.table.field_chosen.emit(3)
    role = next(b for b in view.panel.findChildren(QComboBox) if b.accessibleName() == "Meaning")
    role.setCurrentIndex(role.findData(Role.ACTIVITY_TIME))
    role.activated.emit(role.currentIndex())
    assert view.verdict.text() == "0 of 7 activities belong to 0 of 5,000 leads."
    kind = next(b for b in view.panel.findChildren(QComboBox) if b.accessibleName() == "Kind")
    assert kind.currentText() == "date"
    kind.setCurrentIndex(kind.findText("text"))
    kind.activated.emit(kind.currentIndex())
    assert session.project is not None
    assert session.project.activity_recipe.time is None
    said = view.report.findChildren(type(view.verdict))[0].text()
    assert "No field says when an activity happened." in said


def test_that_a_dropped_table_may_be_leads_or_activities(
    bench: Workbench, view: ActivitiesView, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = bench.desk
    path = tmp_path / "more.csv"
    path.write_text(LOG + "00104-96,Visit,2026-03-04,,/c\n", encoding="utf-8")
    bench.window.files_dropped.emit([path])
    asked = bench.window.findChild(QDialog, "ask_where")
    assert asked is not None
    choice = next(b for b in asked.findChildren(QPushButton) if b.text().startswith("They are"))
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        choice.click()
        press_use(desk, qtbot)
    assert view.verdict.text() == "5 of 8 activities belong to 2 of 5,000 leads."


def test_that_activities_that_the_file_does_not_hold_are_told(
    bench: Workbench, view: ActivitiesView, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = bench.desk
    history = desk.session.history
    assert history is not None
    desk.session.open(history, desk.session.leads.raw)  # type: ignore[union-attr]
    assert not view.table.isVisible()
    assert any(
        label.text() == "The activities are not at hand" and label.isVisible()
        for label in view.findChildren(QLabel)
    )
