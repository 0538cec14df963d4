"""Derived fields from the window: made, read by a rule, undone, removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from models.leads.derived import DaysBetween, EmailDomain, FromTitle, LookUp
from models.leads.derived_kinds import KINDS
from models.leads.derived_words import MadeInput
from models.project.edits import AddRules, ChangeDerived
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.workbench.sample_window import sample_window, wait
from widgets.inputs.field_chooser import FieldChooser
from widgets.inputs.tools import Tool
from workbench.app import Workbench
from workbench.dialogs.derived_dialog import DerivedDialog
from workbench.places import DATA, MODEL


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with sample_window(qapp, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def dialog(bench: Workbench) -> Iterator[DerivedDialog]:
    model = bench.desk.session.model
    assert model is not None
    bench.window.actions_by_id["derived_fields"].trigger()
    shown = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DerivedDialog))
    yield shown
    if isValid(shown):
        shown.close()
    bench.desk.session.apply(ChangeDerived(model.id, ()))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def derived(bench: Workbench) -> tuple[object, ...]:
    model = bench.desk.session.model
    assert model is not None
    return model.derived


def test_that_the_pages_data_and_model_show_the_dialog(
    bench: Workbench, dialog: DerivedDialog
) -> None:
    asked: list[int] = []
    bench.desk.pages[MODEL].derived_asked.connect(lambda: asked.append(MODEL))
    bench.desk.pages[DATA].derived_asked.connect(lambda: asked.append(DATA))
    dialog.close()
    for page, kind in ((MODEL, Tool), (DATA, QPushButton)):
        bench.window.show_page(page)
        button = next(
            found
            for found in bench.desk.pages[page].findChildren(kind)
            if (found.accessibleName() or found.text()).startswith("Derived fields")
        )
        button.click()
        for shown in QApplication.topLevelWidgets():
            if isinstance(shown, DerivedDialog) and shown.isVisible():
                shown.close()
    assert asked == [MODEL, DATA]


@pytest.mark.parametrize("kind", KINDS)
def test_that_each_kind_begins_with_fields_that_suit_and_shows_what_it_gives(
    bench: Workbench, dialog: DerivedDialog, kind: str
) -> None:
    dialog.add_kind(kind)
    (made,) = derived(bench)
    assert dialog.editor.isVisible()
    assert dialog.list.count() == 1
    assert dialog.editor.wrong.isHidden() == (kind != "look up")  # its table is empty
    values = dialog.editor.gives.count()
    assert values >= (1 if kind in ("free mail", "look up") else 5)
    expected = {
        "domain": EmailDomain("E-mail domain", "Email"),
        "seniority": FromTitle("Seniority", "Job title"),
        "look up": LookUp("Lookup", "Country"),
        "days": DaysBetween("Days between", "Created date", "Last activity"),
    }
    assert made == expected.get(kind, made)


def test_that_what_is_changed_is_undone_within_the_dialog(
    bench: Workbench, dialog: DerivedDialog
) -> None:
    dialog.add_kind("domain")
    dialog.editor.name.setText("Host")
    dialog.editor.name.editingFinished.emit()
    assert derived(bench) == (EmailDomain("Host", "Email"),)
    dialog.list.setFocus()
    bench.desk.session.undo()
    assert derived(bench) == (EmailDomain("E-mail domain", "Email"),)
    assert dialog.editor.name.text() == "E-mail domain"
    bench.desk.session.undo()
    assert derived(bench) == ()
    assert dialog.empty.isVisible()


def test_that_a_table_of_titles_is_written_moved_pasted_and_taken_back(
    bench: Workbench, dialog: DerivedDialog
) -> None:
    dialog.add_kind("seniority")
    table = dialog.editor.titles
    number = len(table.rows)
    QApplication.clipboard().setText("chief of staff\tStaff\r\n")
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(table.rows) == number + 1
    assert "added at the end" in table.said.text()
    for _ in range(number):
        table.up.click()
    (made,) = derived(bench)
    assert isinstance(made, FromTitle)
    assert made.lines[0].words == ("chief of staff",)
    assert not dialog.editor.built_in.isHidden()
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert derived(bench) == (FromTitle("Seniority", "Job title"),)
    assert dialog.editor.built_in.isHidden()


def test_that_a_lookup_is_loaded_and_tells_what_it_does_not_list(
    bench: Workbench, dialog: DerivedDialog, tmp_path: Path
) -> None:
    dialog.add_kind("look up")
    path = tmp_path / "regions.csv"
    path.write_text("Country;Region\nAustria;DACH\nGermany;DACH\ngermany;x\n", "utf-8")
    dialog.load(path)
    wait(lambda: not dialog._loading.busy)
    (made,) = derived(bench)
    assert isinstance(made, LookUp)
    assert made.table == (("Austria", "DACH"), ("Germany", "DACH"))
    said = dialog.editor.rows.said.text()
    assert said.startswith("2 rows were read. 1 row repeats a value of an earlier row")
    assert dialog.editor.unlisted.text().startswith("Not listed: ")
    assert "United Kingdom (" in dialog.editor.unlisted.text()
    path.write_text("Country\nAustria\n", "utf-8")
    dialog.load(path)
    wait(lambda: not dialog._loading.busy)
    assert "A lookup table has two columns" in dialog.editor.rows.said.text()
    assert derived(bench) == (made,)


def test_that_a_derived_field_that_is_read_is_renamed_everywhere_and_asks_before_it_goes(
    bench: Workbench, dialog: DerivedDialog, qtbot: QtBot
) -> None:
    session = bench.desk.session
    dialog.add_kind("seniority")
    model = session.model
    assert model is not None
    when = FieldTest("seniority", Test.IS, ("VP",))
    rule = Rule("new", "Rank", Points(9), when)
    session.apply(AddRules(model.id, model.groups[0].id, 0, (rule,)))
    assert dialog.editor.named.text() == "Read by Rank, where a new name follows."

    def rename(name: str) -> None:
        dialog.editor.name.setText(name)
        dialog.editor.name.editingFinished.emit()

    rename("job title")
    assert "A field of the leads is called “job title”" in dialog.editor.named.text()
    assert dialog.editor.name.text() == "Seniority"
    rename("Level")
    renamed = session.model
    assert renamed is not None
    assert renamed.rule("new") == replace(rule, when=FieldTest("Level", Test.IS, ("VP",)))
    assert dialog.list.item(0).text().startswith("Level")
    session.undo()
    assert session.model is not None
    assert session.model.rule("new") == rule
    dialog.remove.click()
    sheet = dialog.findChild(QDialog, "remove_derived")
    assert sheet is not None
    assert len(derived(bench)) == 1
    sheet.accept()
    assert derived(bench) == ()
    session.undo()
    session.undo()
    assert rule not in tuple(session.model.rules() if session.model else ())


def test_that_rules_are_offered_derived_fields_with_what_they_come_from(
    bench: Workbench, dialog: DerivedDialog
) -> None:
    dialog.add_kind("seniority")
    dialog.close()
    wait(lambda: not bench.desk.preview.due)
    page = bench.desk.pages[MODEL]
    around = page._around(bench.desk.preview.last)
    offered = [item for item in around.fields if isinstance(item, MadeInput)]
    assert [(item.name, item.made_of) for item in offered] == [
        ("Seniority", "seniority in Job title")
    ]
    values = {value.value for value in around.offers("Seniority")}
    assert {"VP", "C-level", "Head"} <= values
    chooser = FieldChooser(bench.window)
    chooser.present("", around.fields)
    chooser._open("senio")
    assert chooser._list._model.picks[0].text == "Seniority, seniority in Job title"
    chooser.deleteLater()
