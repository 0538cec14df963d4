"""The import page in the real window, by mouse and keys: from a file to leads that are meant."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook as Book
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.leads.fields import Kind, Role
from tests.workbench.taking import page_ready
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.dialogs.report_dialog import ReportDialog
from workbench.importing import check_view, presenter, step_views
from workbench.importing.draft import Purpose, Step
from workbench.importing.page import ImportPage
from workbench.places import DATA

HEAD = ("Lead ID", "Company", "Created", "Employees", "Converted")
LEFT = Qt.MouseButton.LeftButton


def rows(count: int = 300) -> list[tuple[object, ...]]:
    return [
        (
            f"{row:05}",
            f"Firm {row % 40}",
            f"2026-03-{row % 28 + 1:02}",
            row * 3,
            "Yes" if row % 7 == 0 else "No",
        )
        for row in range(1, count + 1)
    ]


def write(path: Path, *lines: tuple[object, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def drop(bench: Workbench, path: Path) -> ImportPage:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    bench.window.dropEvent(event)
    return bench.desk.looking.page


def shown(page: ImportPage, qtbot: QtBot) -> None:
    """The first rows are there, or why there are none."""
    draft = page.presenter.draft
    assert draft is not None
    qtbot.waitUntil(
        lambda: page.presenter.draft.fresh or page.presenter.draft.error is not None,  # type: ignore[union-attr]
        timeout=30_000,
    )


def pick(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """Choose in a box by its keys, as a hand does."""
    box.setFocus()
    place = next(i for i in range(box.count()) if box.itemText(i).startswith(words))
    while box.currentIndex() != place:
        key = Qt.Key.Key_Down if box.currentIndex() < place else Qt.Key.Key_Up
        before = box.currentIndex()
        qtbot.keyClick(box, key)
        if box.currentIndex() == before:
            break


def step(page: ImportPage, qtbot: QtBot, number: Step) -> None:
    qtbot.mouseClick(page.steps.buttons[number], LEFT, pos=QPoint(30, 20))
    assert page.stack.currentIndex() == number


def used(bench: Workbench, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=30_000):
        qtbot.mouseClick(page_ready(bench.desk, qtbot).footer.use, LEFT)
    return bench.desk


def button(widget: QWidget, words: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == words and b.isVisible())


def test_that_a_clean_file_is_opened_on_its_check_and_used_with_one_key(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = drop(bench, write(tmp_path / "spring.csv", HEAD, *rows()))
    assert bench.window.stack.currentWidget() is page
    page_ready(bench.desk, qtbot)
    assert page.stack.currentIndex() == Step.CHECK
    assert page.footer.use.text() == "Use these 300 leads"
    assert bench.desk.session.project is None, "nothing is taken before it is used"
    with qtbot.waitSignal(bench.desk.files.opened, timeout=30_000):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)
    project = bench.desk.session.project
    assert project is not None
    assert project.name == "spring"
    assert bench.window.page == DATA
    leads = bench.desk.session.leads
    assert leads is not None
    assert len(leads) == 300
    assert project.recipe.with_role(Role.ID).name == "Lead ID"  # type: ignore[union-attr]
    assert project.source is not None
    assert project.source.report is not None
    assert project.source.report.rows_in == 300


def test_that_a_question_of_many_fields_stands_at_each_of_them_and_the_page_opens_on_the_first(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    """Numbers such as 1.613 are said nowhere to have thousands or decimals."""
    years = [f"Visits {year}" for year in range(2019, 2025)]
    numbers = [(row, *(f"{row % 9 + 1}.{100 + row % 800}" for _ in years)) for row in range(60)]
    page = drop(bench, write(tmp_path / "visits.csv", ("Lead ID", *years), *numbers))
    page_ready(bench.desk, qtbot)
    assert page.stack.currentIndex() == Step.FIELDS
    panel = page.fields.panel
    assert panel._title.text() == years[0]
    assert "can stand for decimals or thousands" in panel._findings.text()
    for name in years:
        assert "question" in page.steps.buttons[Step.FIELDS].accessibleName()
        page.show_field(name)
        assert panel._findings.isVisibleTo(panel)
        pick(qtbot, panel._kind, "text")
        qtbot.waitUntil(lambda: not page.presenter.reading, timeout=30_000)
    assert "question" not in page.steps.buttons[Step.FIELDS].accessibleName()


def test_that_a_click_on_another_row_makes_it_the_names(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    title = ("Export", "of", "the", "spring", "2026")
    page = drop(bench, write(tmp_path / "titled.csv", title, HEAD, *rows()))
    page_ready(bench.desk, qtbot)
    step(page, qtbot, Step.FILE)
    picture = page.file.picture
    assert picture.value.rows[:2] == (title, HEAD)
    if picture.value.names != 2:
        place = picture.visualRect(picture.model().index(1, 0)).center()
        qtbot.mouseClick(picture.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: picture.value.names == 2, timeout=30_000)
    place = picture.visualRect(picture.model().index(0, 1)).center()
    qtbot.mouseClick(picture.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: picture.value.names == 1, timeout=30_000)
    picture.setCurrentIndex(picture.model().index(1, 0))
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picture.value.names == 2, timeout=30_000)
    desk = used(bench, qtbot)
    assert desk.session.leads is not None
    assert len(desk.session.leads) == 300
    assert desk.session.leads.input("Company") is not None


def test_that_a_kind_and_a_meaning_are_overruled_at_once_and_reading_anew_keeps_them(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = [(*line[:3], "ca. 30" if line[3] == 30 else line[3], line[4]) for line in rows()]
    page = drop(bench, write(tmp_path / "spring.csv", HEAD, *lines))
    page_ready(bench.desk, qtbot)
    entry = next(e for e in page.check.report.entries if e.entry.what.startswith("Employees"))
    qtbot.mouseClick(button(entry, "Show rows"), LEFT)
    assert page.check.bar.isVisible()
    assert page.check.table.model().rowCount() == 1
    assert page.check.table.model().headerData(0, Qt.Orientation.Vertical) == "10"
    qtbot.mouseClick(page.check.bar.everything, LEFT)
    assert page.check.table.model().rowCount() == 300
    qtbot.mouseClick(button(entry, "Choose how it is read"), LEFT)
    assert page.stack.currentIndex() == Step.FIELDS
    box = next(b for b in page.fields.panel.findChildren(QComboBox) if b.accessibleName() == "Kind")
    pick(qtbot, box, "text")
    assert page.presenter.table is not None
    assert page.presenter.table.recipe.find("Employees").kind is Kind.TEXT  # type: ignore[union-attr]
    assert page.footer.use.isEnabled(), "nothing is read anew"
    step(page, qtbot, Step.MEANING)
    pick(qtbot, page.meaning.form.rows[Role.ACCOUNT.value].box, "Company")
    step(page, qtbot, Step.FILE)
    pick(qtbot, page.file.form.lines["encoding"].box, "Windows-1252")
    desk = used(bench, qtbot)
    assert desk.session.project is not None
    recipe = desk.session.project.recipe
    assert recipe.find("Employees").kind is Kind.TEXT  # type: ignore[union-attr]
    assert recipe.with_role(Role.ACCOUNT).name == "Company"  # type: ignore[union-attr]
    assert desk.session.project.source.encoding == "cp1252"  # type: ignore[union-attr]


def test_that_of_two_sheets_the_page_asks_which_and_shows_the_other(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Book()
    book.active.title = "Notes"  # type: ignore[union-attr]
    for line in (("What", "Who"), ("Ask", "Ada"), ("Call", "Bob")):
        book.active.append(line)  # type: ignore[union-attr]
    sheet = book.create_sheet("Leads")
    for line in (HEAD, *rows(40)):
        sheet.append(line)
    path = tmp_path / "book.xlsx"
    book.save(path)
    page = drop(bench, path)
    page_ready(bench.desk, qtbot)
    assert page.stack.currentIndex() == Step.FILE
    assert page.steps.buttons[Step.FILE].accessibleName().endswith("which one?")
    pick(qtbot, page.file.form.lines["sheet"].box, "Leads")
    qtbot.waitUntil(lambda: page.footer.use.text() == "Use these 40 leads", timeout=30_000)
    desk = used(bench, qtbot)
    assert desk.session.leads is not None
    assert desk.session.leads.raw.sheet == "Leads"


def test_that_next_months_export_says_what_differs_and_a_renamed_column_is_the_old_field(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(bench, write(tmp_path / "march.csv", HEAD, *rows()))
    desk = used(bench, qtbot)
    renamed = ("Lead ID", "Company", "Created", "Staff count", "Converted")
    desk.looking.show(write(tmp_path / "april.csv", renamed, *rows(250)), Purpose.NEXT)
    page = page_ready(desk, qtbot)
    assert page.stack.currentIndex() == Step.CHECK
    entry = next(e for e in page.check.report.entries if e.entry.choices)
    assert entry.entry.what.startswith("“Employees” is not in the file")
    pick(qtbot, entry.box, "Staff count")
    entry = next(e for e in page.check.report.entries if e.entry.choices)
    assert entry.box.hasFocus()
    assert "in the column “Staff count”" in entry.entry.what
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        qtbot.mouseClick(page_ready(desk, qtbot).footer.use, LEFT)
    leads = desk.session.leads
    assert leads is not None
    assert len(leads) == 250
    item = leads.input("Employees")
    assert item is not None
    assert leads.raw_column(item).name == "Staff count"  # type: ignore[union-attr]
    assert bench.window.page == DATA
    desk.session.undo()
    assert len(desk.session.leads) == 300


def test_that_leaving_while_a_large_file_is_read_changes_nothing(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(bench, write(tmp_path / "march.csv", HEAD, *rows()))
    desk = used(bench, qtbot)
    before = desk.session.project
    large = tmp_path / "large.csv"
    line = ",".join(["some words of a lead"] * 20) + "\n"
    large.write_text("Lead ID," + ",".join(f"F{n}" for n in range(19)) + "\n" + line * 200_000)
    desk.looking.show(large, Purpose.NEXT)
    page = desk.looking.page
    qtbot.waitUntil(lambda: page.presenter.table is not None, timeout=30_000)
    assert not page.footer.use.isEnabled()
    assert not page.presenter.draft.whole  # type: ignore[union-attr]
    step(page, qtbot, Step.FIELDS)
    assert page.fields.table.model().rowCount() == 200, "the first rows can be looked at"
    began = time.monotonic()
    qtbot.keyClick(page.fields.table, Qt.Key.Key_Escape)
    assert time.monotonic() - began < 0.3
    assert bench.window.page == DATA
    assert desk.session.project is before
    assert not page.presenter.reading
    qtbot.wait(300)
    assert desk.session.project is before


def test_that_a_broken_file_says_why_and_another_can_be_chosen(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a workbook")
    page = drop(bench, broken)
    shown(page, qtbot)
    assert page.file.trouble.isVisible()
    assert not page.footer.use.isEnabled()
    good = write(tmp_path / "good.csv", HEAD, *rows())

    def answer(dialog: QFileDialog) -> None:
        dialog.filesSelected.emit([str(good)])
        dialog.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", answer)
    qtbot.mouseClick(button(page.file.form, "Choose another file…"), LEFT)
    assert page.presenter.draft.path == good  # type: ignore[union-attr]
    assert used(bench, qtbot).session.leads is not None


def test_that_a_protected_workbook_asks_for_its_password_and_tells_a_wrong_one(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Book()
    for line in (HEAD, *rows(20)):
        book.active.append(line)  # type: ignore[union-attr]
    book.save(tmp_path / "free.xlsx")
    with (tmp_path / "free.xlsx").open("rb") as free, (tmp_path / "locked.xlsx").open("wb") as out:
        OOXMLFile(free).encrypt("Quartz-91", out)
    page = drop(bench, tmp_path / "locked.xlsx")
    shown(page, qtbot)
    form = page.file.form
    assert form.password.isVisible()
    qtbot.keyClicks(form.password, "wrong")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in form._refused.text(), timeout=30_000)
    form.password.clear()
    qtbot.keyClicks(form.password, "Quartz-91")
    qtbot.mouseClick(form.unlock, LEFT)
    desk = used(bench, qtbot)
    assert desk.session.leads is not None
    assert len(desk.session.leads) == 20
    assert "Quartz-91" not in repr(desk.session.project)
    assert form.password.text() == ""
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(tmp_path / "kept")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".leadbench" for path in kept)
    for path in kept:  # the project, its journal, the recovery, the settings
        for coded in ("Quartz-91".encode(code) for code in ("utf-8", "utf-16-le")):
            assert coded not in path.read_bytes(), path.name


def test_that_a_field_that_looks_like_a_leak_is_left_out_from_the_check(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    head = (*HEAD, "Days to win")
    lines = [(*line, 9 if line[4] == "Yes" else "") for line in rows(900)]
    page = drop(bench, write(tmp_path / "spring.csv", head, *lines))
    page_ready(bench.desk, qtbot)
    entry = next(e for e in page.check.report.entries if "leak" in e.entry.what)
    qtbot.mouseClick(button(entry, "Leave it out"), LEFT)
    desk = used(bench, qtbot)
    assert desk.session.project.recipe.find("Days to win").role is Role.IGNORED  # type: ignore[union-attr]
    assert not any("leak" in p.what for p in desk.session.project.source.problems)  # type: ignore[union-attr]


def test_that_the_report_is_kept_and_shows_its_rows_on_the_data_page(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = [(*line[:3], "ca. 30" if line[3] == 30 else line[3], line[4]) for line in rows()]
    drop(bench, write(tmp_path / "spring.csv", HEAD, *lines))
    desk = used(bench, qtbot)
    data = desk.pages[DATA]
    qtbot.mouseClick(button(data, "Import report…"), LEFT)
    dialog = bench.window.findChild(ReportDialog)
    assert dialog is not None
    assert dialog.isVisible()
    entry = next(e for e in dialog.report.entries if e.entry.what.startswith("Employees"))
    qtbot.mouseClick(button(entry, "Show rows"), LEFT)
    view = data.leads
    assert view.table.model().rowCount() == 1
    assert view.table.model().headerData(0, Qt.Orientation.Vertical) == "10"
    assert view.bar.words.text() == "1 row whose Employees is no number"
    qtbot.mouseClick(view.bar.everything, LEFT)
    assert view.table.model().rowCount() == 300
    assert not view.bar.isVisible()


def test_that_rows_that_are_shown_are_forgotten_with_their_table(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(bench, write(tmp_path / "march.csv", HEAD, *rows()))
    desk = used(bench, qtbot)
    data = desk.pages[DATA]
    data.show_rows(np.array([299]), "The last one")
    assert data.leads.table.model().rowCount() == 1
    desk.looking.show(write(tmp_path / "april.csv", HEAD, *rows(20)), Purpose.NEXT)
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        qtbot.mouseClick(page_ready(desk, qtbot).footer.use, LEFT)
    assert data.leads.table.model().rowCount() == 20
    assert not data.leads.bar.isVisible()


def test_that_deals_are_joined_in_the_check_and_a_stage_ticked_there_decides(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = [line[:4] for line in rows()]
    drop(bench, write(tmp_path / "leads.csv", HEAD[:4], *lines))
    desk = used(bench, qtbot)
    assert desk.session.leads is not None
    assert not desk.session.leads.outcome_name
    stages = ("Closed won", "Closed lost", "Signed")
    deals = [(f"{row:05}", stages[row % 3], "2026-04-02", row * 10) for row in range(1, 31)]
    head = ("Lead ID", "Stage", "Close date", "Amount")
    desk.looking.show(write(tmp_path / "deals.csv", head, *deals), Purpose.DEALS)
    page = page_ready(desk, qtbot)
    joined = page.presenter.joined
    assert joined is not None
    assert joined.sentence.startswith("30 of 30 deals belong to 30 of 300 leads. 10 converted")
    step(page, qtbot, Step.MEANING)
    values = page.meaning.form.rows["won"].values
    line = next(i for i in range(values.count()) if values.item(i).text().startswith("Signed"))
    values.setFocus()
    values.setCurrentRow(line)
    qtbot.keyClick(values, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: (
            page.presenter.joined is not None and "20 converted" in page.presenter.joined.sentence
        ),
        timeout=30_000,
    )
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        qtbot.mouseClick(page_ready(desk, qtbot).footer.use, LEFT)
    assert desk.session.project is not None
    assert set(desk.session.project.deal_recipe.won) == {"Closed won", "Signed"}
    assert desk.session.leads.outcome_counts[1] == 20


def test_that_where_a_sheet_has_no_rows_another_can_be_chosen_still(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Book()
    book.active.title = "Empty"  # type: ignore[union-attr]
    book.active.append(HEAD)  # type: ignore[union-attr]
    sheet = book.create_sheet("Leads")
    for line in (HEAD, *rows(40)):
        sheet.append(line)
    path = tmp_path / "book.xlsx"
    book.save(path)
    page = drop(bench, path)
    page_ready(bench.desk, qtbot)
    step(page, qtbot, Step.FILE)
    pick(qtbot, page.file.form.lines["sheet"].box, "Empty")
    qtbot.waitUntil(page.file.trouble.isVisible, timeout=30_000)
    assert not page.footer.use.isEnabled()
    pick(qtbot, page.file.form.lines["sheet"].box, "Leads")
    qtbot.waitUntil(lambda: page.footer.use.text() == "Use these 40 leads", timeout=30_000)
    assert used(bench, qtbot).session.leads.raw.sheet == "Leads"  # type: ignore[union-attr]


def test_that_of_the_leads_own_workbook_the_sheet_with_the_activities_is_offered(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Book()
    book.active.title = "Leads"  # type: ignore[union-attr]
    for line in (HEAD, *rows()):
        book.active.append(line)  # type: ignore[union-attr]
    sheet = book.create_sheet("Log")
    for line in (
        ("Lead ID", "Type", "Time"),
        *((f"{n:05}", "Visit", "2026-04-01") for n in (1, 2)),
    ):
        sheet.append(line)
    path = tmp_path / "book.xlsx"
    book.save(path)
    drop(bench, path)
    desk = used(bench, qtbot)
    assert desk.session.leads.raw.sheet == "Leads"  # type: ignore[union-attr]
    desk.looking.show(path, Purpose.ACTIVITIES)
    page = page_ready(desk, qtbot)
    assert page.presenter.table.raw.sheet == "Log"  # type: ignore[union-attr]
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        qtbot.mouseClick(page.footer.use, LEFT)
    assert len(desk.session.leads.activities) == 2  # type: ignore[union-attr,arg-type]


def test_that_activities_without_a_time_ask_for_it_before_they_are_taken(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(bench, write(tmp_path / "leads.csv", HEAD, *rows()))
    desk = used(bench, qtbot)
    head = ("What", "Words")
    path = write(tmp_path / "log.csv", head, ("Visit", "a"), ("Click", "b"))
    desk.looking.show(path, Purpose.ACTIVITIES)
    page = desk.looking.page
    qtbot.waitUntil(lambda: page.presenter.joined is not None, timeout=30_000)
    assert page.stack.currentIndex() == Step.MEANING
    assert not page.footer.use.isEnabled()
    assert page.meaning.form.rows[Role.ACTIVITY_TIME.value].wrong.isVisible()
    qtbot.keyClick(page.meaning.form, Qt.Key.Key_Escape)
    assert bench.window.page == DATA
    assert desk.session.project.activities is None  # type: ignore[union-attr]


def test_that_rows_of_a_large_table_are_found_out_of_the_way(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_views, "INLINE_LEADS", 10)
    monkeypatch.setattr(check_view, "INLINE_LEADS", 10)
    monkeypatch.setattr(presenter, "INLINE_LEADS", 10)
    lines = [(*line[:3], "ca. 30" if line[3] == 30 else line[3], line[4]) for line in rows()]
    page = drop(bench, write(tmp_path / "spring.csv", HEAD, *lines))
    page_ready(bench.desk, qtbot)
    page.check.show_rows("MISFIT: Employees")
    qtbot.waitUntil(lambda: page.check.table.model().rowCount() == 1, timeout=10_000)
    assert page.check.bar.isVisible()
    page.show_field("Employees")
    kind = next(
        b for b in page.fields.panel.findChildren(QComboBox) if b.accessibleName() == "Kind"
    )
    qtbot.waitUntil(lambda: kind.currentText() == "number", timeout=10_000)
    pick(qtbot, kind, "text")
    qtbot.waitUntil(lambda: not page.presenter.reading, timeout=10_000)
    desk = used(bench, qtbot)
    assert desk.session.project.recipe.find("Employees").kind is Kind.TEXT  # type: ignore[union-attr]
