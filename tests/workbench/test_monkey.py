"""A seeded monkey at the real window: nothing it does may fault, lose or show what is not so.

LEADBENCH_MONKEY_STEPS makes a walk longer, LEADBENCH_MONKEY_SEEDS gives other seeds ("4,5").
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.evaluation.evaluate import evaluate
from models.leads.fields import Role
from models.project.document import Project
from models.project.edits import (
    AddGroup,
    AddRules,
    AnyEdit,
    ChangeGroup,
    ChangeInput,
    ChangeModel,
    ChangeOverrides,
    ChangeRule,
    MoveGroup,
    MoveRule,
    MoveThreshold,
    RemoveGroup,
    RemoveRule,
    ReplaceModel,
    SetPoints,
)
from models.project.file import ProjectFile
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.grades import graded
from models.scoring.masks import Masks
from models.scoring.model import Group, Points, ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring import drawn
from tests.workbench.monkey_population import check_population, population_edit
from tests.workbench.monkey_proof import PROOF, usable, use
from tests.workbench.monkey_systems import (
    systems_drag,
    systems_edit,
    write_accounts,
    write_activities,
    write_deals,
    write_leads,
)
from tests.workbench.taking import taken
from workbench import joining, live_preview
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.dialogs.check_dialog import CheckDialog
from workbench.filing import files as files_module
from workbench.importing.draft import Purpose
from workbench.places import LEADS, MODEL, TUNE
from workbench.session import today
from workbench.settings import SCALES

STEPS = int(os.environ.get("LEADBENCH_MONKEY_STEPS", "86"))
SEEDS = [int(seed) for seed in os.environ.get("LEADBENCH_MONKEY_SEEDS", "1,2,3").split(",")]

KEYS = [
    *(Qt.Key(Qt.Key.Key_A + place) for place in range(26)),
    *(Qt.Key(Qt.Key.Key_0 + place) for place in range(10)),
    *[Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space],
    *[Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right] * 2,
    *[Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End],
    *[Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_F2],
]
COMBINED = [Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_F, Qt.Key.Key_G, Qt.Key.Key_R]
COMBINED += [Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z, Qt.Key.Key_Up, Qt.Key.Key_Down]


class Monkey:
    """Random wishes of a person, from a seed. `did` is what to read when one of them faults."""

    def __init__(self, bench: Workbench, qtbot: QtBot, seed: int, folder: Path) -> None:
        self.bench, self.qtbot, self.folder = bench, qtbot, folder
        self.dice = random.Random(seed)
        self.did: list[str] = []
        self.faults: list[str] = []
        self.files = 0
        self.gesture = 0
        self.first: Project | None = None
        self.exports = [folder / f"leads {number}.csv" for number in range(3)]
        for number, path in enumerate(self.exports):
            write_leads(path, number, 150)
        self.logs = [folder / f"activities {number}.csv" for number in range(2)]
        for number, path in enumerate(self.logs):
            write_activities(path, number, 150)
        self.firms = [folder / f"accounts {number}.csv" for number in range(2)]
        for number, path in enumerate(self.firms):
            write_accounts(path, number)
        self.sales = [folder / f"deals {number}.csv" for number in range(2)]
        for number, path in enumerate(self.sales):
            write_deals(path, number, 150)
        self.actions: list[tuple[int, Callable[[], None]]] = [
            (24, self.edit),
            (8, self.drag),
            (14, self.edit_systems),
            (5, self.drag_systems),
            (8, self.edit_population),
            (3, self.open_activities),
            (1, self.remove_activities),
            (2, self.open_accounts),
            (1, self.remove_accounts),
            (2, self.open_deals),
            (1, self.remove_deals),
            (2, self.check_model),
            (1, self.from_template),
            (2, self.derived_fields),
            (8, self.press_keys),
            (6, self.click),
            (6, self.prove),
            (2, self.tune),
            (6, self.undo),
            (4, self.redo),
            (2, self.go_to),
            (3, self.choose_model),
            (2, self.new_model),
            (3, self.name_version),
            (3, self.versions),
            (4, self.show_page),
            (5, self.open_rule),
            (4, self.filter_leads),
            (3, self.search_leads),
            (3, self.sort_leads),
            (3, self.trial),
            (2, self.look),
            (2, self.save),
            (1, self.save_as),
            (1, self.save_copy),
            (1, self.reopen),
            (1, self.replace_leads),
            (1, self.save_list),
            (2, self.command),
            (3, self.clipboard),
        ]

    @property
    def desk(self) -> Desk:
        return self.bench.desk

    @property
    def model(self) -> ScoringModel:
        model = self.desk.session.model
        assert model is not None
        return model

    def walk(self, steps: int) -> None:
        weights = [weight for weight, _ in self.actions]
        for step in range(steps):
            action = self.dice.choices(self.actions, weights)[0][1]
            self.did.append(action.__name__)
            action()
            QApplication.processEvents()
            self.answer()
            assert not self.faults, self.faults
            if step % 10 == 9:
                self.check_preview()
            if step % 40 == 39:
                self.check_journal()
        self.check_preview()
        self.check_journal()

    # What must hold

    def check_preview(self) -> None:
        session, preview = self.desk.session, self.desk.preview
        if session.model is None or session.leads is None:
            return
        self.qtbot.waitUntil(lambda: not session.matching and not session.joining, timeout=10_000)
        check_population(session)
        day = as_of_day(self.model, session.leads, today())
        by = scored_by(self.model, session.leads, day)
        if not len(by.leads):
            self.qtbot.waitUntil(lambda: preview.last is None, timeout=10_000)
            return
        self.qtbot.waitUntil(
            lambda: (
                preview.last is not None
                and preview.last.settled
                and preview.last.model == session.model
                and preview.last.baseline == session.baseline
                and preview.left_out is not None
                and preview.last.leads is preview.left_out.leads
            ),
            timeout=10_000,
        )
        shown = preview.last
        assert shown is not None
        assert len(shown.leads) == len(by.leads)
        fresh = score(self.model, by.leads, day, Masks(by.leads))
        expected = evaluate(self.model, by.leads, scored=fresh, effects=True)
        assert np.array_equal(shown.scored.scores, fresh.scores)
        assert np.array_equal(shown.scored.bands, fresh.bands)
        mine, theirs = graded(shown.scored), graded(fresh)
        assert (mine is None) == (theirs is None)
        if mine is not None and theirs is not None:
            assert np.array_equal(mine.cells, theirs.cells)
        assert (shown.scored.accounts is None) == (fresh.accounts is None)
        if shown.scored.accounts is not None and fresh.accounts is not None:
            assert np.array_equal(shown.scored.accounts.scores, fresh.accounts.scores)
        assert np.array_equal(shown.evaluation.histogram, expected.histogram)
        assert shown.evaluation.bands == expected.bands
        assert shown.evaluation.rules == expected.rules
        assert shown.evaluation.auc == expected.auc

    def check_journal(self) -> None:
        files, session = self.desk.files, self.desk.session
        file = files.file
        if file is None or file.read_only or files.busy:
            return
        self.qtbot.waitUntil(lambda: files.waiting == 0, timeout=10_000)
        copy = self.folder / "as a kill would leave it.leadbench"
        shutil.copy(file.path, copy)
        with ProjectFile.open(copy) as found:
            told = found.load().history
        assert told.project == session.project
        assert told.saved == session.saved
        assert session.history is not None
        assert [s.after for s in told.steps] == [s.after for s in session.history.steps]

    def undo_all(self) -> None:
        self.desk.session.go_to(0)
        assert self.desk.session.project == self.first

    # Wishes

    def settle_files(self) -> None:
        self.qtbot.waitUntil(
            lambda: not self.desk.files.busy and not self.desk.files.saving, timeout=30_000
        )

    def take(self, path: Path, purpose: Purpose) -> None:
        self.desk.files.use(taken(path, purpose, self.desk.session))

    def open_leads(self) -> None:
        with self.qtbot.waitSignal(self.desk.files.opened, timeout=30_000):
            self.take(self.exports[0], Purpose.NEW)
        self.first = self.desk.session.project

    def random_edit(self) -> AnyEdit | None:
        model, dice = self.model, self.dice
        rules, groups = list(model.rules()), model.groups
        if not groups or dice.random() < 0.08:
            fresh = Group(model.fresh_id("g"), dice.choice(("Fit", "Did", "", "A" * 300)))
            return AddGroup(model.id, fresh, dice.randrange(len(groups) + 1))
        if dice.random() < 0.3:
            return self.edit_of_the_whole(model)
        group = dice.choice(groups)
        if not rules or dice.random() < 0.35:
            new = drawn.rule(dice, model.fresh_id("r"))
            return AddRules(model.id, group.id, dice.randrange(4), (new,))
        rule = dice.choice(rules)
        least, most = dice.choice(((None, None), (0, 30), (-5, 5), (10, 0)))
        edits: tuple[AnyEdit, ...] = (
            RemoveRule(model.id, rule.id),
            MoveRule(model.id, rule.id, group.id, dice.randrange(4)),
            ChangeRule(model.id, drawn.rule(dice, rule.id)),
            ChangeGroup(model.id, replace(group, least=least, most=most)),
            MoveGroup(model.id, group.id, dice.randrange(len(groups))),
            RemoveGroup(model.id, group.id),
        )
        return dice.choices(edits, (3, 3, 3, 3, 2, 1))[0]

    def edit_of_the_whole(self, model: ScoringModel) -> AnyEdit | None:
        dice, project = self.dice, self.desk.session.project
        assert project is not None
        item = dice.choice(list(project.recipe))
        role = dice.choice((Role.FIELD, Role.FIELD, Role.IGNORED, Role.OUTCOME, Role.ID))
        other = drawn.model(dice.randrange(1000))
        edits: list[AnyEdit] = [
            ChangeInput(replace(item, role=role)),
            ChangeModel(replace(model, base=dice.randint(-20, 40))),
            ReplaceModel(replace(other, id=model.id)),
            ChangeOverrides(model.id, ()),
        ]
        if len(model.bands) > 1:
            edits.append(MoveThreshold(model.id, 1, dice.randint(1, 99)))
        return dice.choice(edits)

    def edit(self) -> None:
        edit = self.random_edit()
        if edit is not None:
            self.did[-1] = f"edit {edit!r}"
            self.desk.session.apply(edit)

    def drag(self) -> None:
        rules = [rule for rule in self.model.rules() if isinstance(rule.award, Points)]
        gesture = self.desk.session.gesture()
        if rules and self.dice.random() < 0.7:
            rule = self.dice.choice(rules)
            for points in self.dice.choices(range(-40, 41), k=6):
                self.desk.session.apply(SetPoints(self.model.id, rule.id, points), gesture)
                QApplication.processEvents()
        elif len(self.model.bands) > 1:
            band = self.dice.randrange(1, len(self.model.bands))
            for value in self.dice.choices(range(self.model.scale.least, 100), k=6):
                self.desk.session.apply(MoveThreshold(self.model.id, band, value), gesture)
                QApplication.processEvents()

    def edit_systems(self) -> None:
        project = self.desk.session.project
        assert project is not None
        edit = systems_edit(self.dice, project, self.model)
        if edit is not None:
            self.did[-1] = f"edit {edit!r}"
            self.desk.session.apply(edit)

    def edit_population(self) -> None:
        project, whole = self.desk.session.project, self.desk.session.whole
        assert project is not None
        assert whole is not None
        edit = population_edit(self.dice, project, self.model, len(whole))
        if edit is not None:
            self.did[-1] = f"edit {edit!r}"
            self.desk.session.apply(edit)

    def drag_systems(self) -> None:
        gesture = self.desk.session.gesture()
        for edit in systems_drag(self.dice, self.model):
            self.did.append(f"  drag {edit!r}")
            self.desk.session.apply(edit, gesture)
            QApplication.processEvents()

    def open_activities(self) -> None:
        self.take(self.dice.choice(self.logs), Purpose.ACTIVITIES)
        self.settle_files()

    def remove_activities(self) -> None:
        self.desk.remove_activities()

    def open_accounts(self) -> None:
        self.take(self.dice.choice(self.firms), Purpose.ACCOUNTS)
        self.settle_files()

    def remove_accounts(self) -> None:
        self.desk.remove_accounts()

    def open_deals(self) -> None:
        self.take(self.dice.choice(self.sales), Purpose.DEALS)
        self.settle_files()

    def remove_deals(self) -> None:
        self.desk.remove_deals()

    def check_model(self) -> None:
        """Take a fix that the check offers, or go where it leads."""
        self.desk.dialogs.show_check()
        dialog = self.dialogs()[-1]
        assert isinstance(dialog, CheckDialog)
        checked = self.desk.check.last
        if checked is not None and checked.findings:
            finding = self.dice.choice(checked.findings)
            self.did.append(f"  finding {finding!r}")
            wish = dialog.list.fix_asked if self.dice.random() < 0.7 else dialog.list.place_asked
            wish.emit(finding if wish is dialog.list.fix_asked else finding.where)
        dialog.close()

    def from_template(self) -> None:
        self.desk.dialogs.show_templates()
        dialog = self.dialogs()[-1]
        project = self.desk.session.project
        assert project is not None
        if len(project.models) > 3:
            dialog.reject()
        else:
            dialog.accept()

    def derived_fields(self) -> None:
        self.desk.dialogs.show_derived()
        for _ in range(3):
            if not self.dialogs():
                return
            parts = [b for b in self.dialogs()[-1].findChildren(QAbstractButton) if b.isVisible()]
            parts = [b for b in parts if b.isEnabled() and not blocks(b)]
            if parts:
                part = self.dice.choice(parts)
                self.did.append(f"  on {type(part).__name__} {part.text()!r}")
                QTest.mouseClick(part, Qt.MouseButton.LeftButton)
                QApplication.processEvents()

    def press_keys(self) -> None:
        for _ in range(self.dice.randint(1, 12)):
            target = QApplication.focusWidget() or self.bench.window
            if self.dice.random() < 0.15:
                key, held = self.dice.choice(COMBINED), Qt.KeyboardModifier.ControlModifier
            else:
                key, held = self.dice.choice(KEYS), Qt.KeyboardModifier.NoModifier
            self.did.append(f"  {key.name} {held.name} on {type(target).__name__}")
            QTest.keyClick(target, key, held)
            QApplication.processEvents()
            self.answer()

    def click(self) -> None:
        page = self.bench.window.stack.currentWidget()
        parts = [w for w in page.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        parts = [w for w in parts if w.window() is self.bench.window and not blocks(w)]
        if not parts:
            return
        widget = self.dice.choice(parts)
        place = QPoint(
            self.dice.randrange(max(1, widget.width())),
            self.dice.randrange(max(1, widget.height())),
        )
        self.did.append(f"  on {type(widget).__name__} {widget.objectName()} at {place.toTuple()}")
        press = QTest.mouseDClick if self.dice.random() < 0.2 else QTest.mouseClick
        press(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def prove(self) -> None:
        """Use a page of proof: at once, or when it has worked out what it shows."""
        self.bench.window.show_page(self.dice.choice(PROOF))
        page: Any = self.bench.window.stack.currentWidget()
        if self.dice.random() < 0.4 and hasattr(page, "asking"):
            self.qtbot.waitUntil(lambda: not page.asking.busy, timeout=30_000)
        for _ in range(self.dice.randint(1, 6)):
            page = self.bench.window.stack.currentWidget()
            parts = usable(page)
            if not parts:
                return
            self.did.append(f"  {use(self.dice, self.dice.choice(parts))}")
            QApplication.processEvents()
            self.answer()

    def tune(self) -> None:
        """Tune, and wait for it, stop it when something was found, or go on meanwhile."""
        self.bench.window.show_page(TUNE)
        page = self.desk.pages[TUNE]
        page.show_side(0)
        if not page.body.isVisible():
            return
        page.tune()

        def done() -> bool:
            return not page.asking.busy

        how = self.dice.choice(("wait", "stop", "stop at once", "go on"))
        self.did.append(f"  {how}")
        if how == "go on":
            return
        if how == "stop":
            self.qtbot.waitUntil(lambda: done() or page.results.live, timeout=60_000)
        if how != "wait":
            page.progress.cancelled.emit()
        self.qtbot.waitUntil(done, timeout=60_000)
        parts = usable(page)
        if how == "wait" and parts:
            self.did.append(f"  {use(self.dice, self.dice.choice(parts))}")
            QApplication.processEvents()
            self.answer()

    def undo(self) -> None:
        for _ in range(self.dice.randint(1, 5)):
            self.desk.session.undo()
            self.settle_files()  # a table of before the project was opened is read

    def redo(self) -> None:
        for _ in range(self.dice.randint(1, 5)):
            self.desk.session.redo()
            self.settle_files()

    def go_to(self) -> None:
        history = self.desk.session.history
        assert history is not None
        self.desk.session.go_to(self.dice.randint(0, len(history.steps)))
        self.settle_files()

    def choose_model(self) -> None:
        project = self.desk.session.project
        assert project is not None
        self.desk.window.top.model_asked.emit(self.dice.choice(project.models).id)

    def new_model(self) -> None:
        project = self.desk.session.project
        assert project is not None
        if len(project.models) > 3:
            self.desk.model_actions.remove_model()
        elif self.dice.random() < 0.5:
            self.desk.model_actions.duplicate_model()
        else:
            self.desk.model_actions.new_model()

    def name_version(self) -> None:
        self.desk.model_actions.name_version()

    def versions(self) -> None:
        self.desk.dialogs.show_versions()
        dialog = self.dialogs()[-1]
        self.qtbot.addWidget(dialog)
        for _ in range(2):
            buttons = [b for b in dialog.findChildren(QPushButton) if b.isVisible()]
            button = self.dice.choice(buttons)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            if dialog not in self.dialogs():
                break

    def show_page(self) -> None:
        self.bench.window.show_page(self.dice.randrange(len(self.desk.pages)))

    def open_rule(self) -> None:
        editor = self.desk.pages[MODEL].editor
        self.bench.window.show_page(MODEL)
        rules = list(self.model.rules())
        wish = self.dice.random()
        if wish < 0.2:
            editor.add_rule()
        elif wish < 0.3:
            editor.tabs.setCurrentIndex(1)
        elif wish < 0.4 and self.model.groups:
            editor.edit_group(self.dice.choice(self.model.groups).id)
        elif wish < 0.6:
            editor.close_rule()
        elif rules:
            editor.open_rule(self.dice.choice(rules).id)

    def filter_leads(self) -> None:
        page = self.desk.pages[LEADS]
        self.bench.window.show_page(LEADS)
        menu = page._filter.menu() if self.dice.random() < 0.7 else page._columns.menu()
        menu.aboutToShow.emit()
        actions = [a for a in entries(menu) if a.isEnabled()]
        if actions:
            self.dice.choice(actions).trigger()

    def search_leads(self) -> None:
        page = self.desk.pages[LEADS]
        page.search.setText(self.dice.choice(("", "vp", "zzz", "straße", "00", "\u0130", "(")))

    def sort_leads(self) -> None:
        page = self.desk.pages[LEADS]
        columns = page.table.model().columnCount()
        if columns:
            header = page.table.horizontalHeader()
            header.sectionClicked.emit(self.dice.randrange(columns))

    def trial(self) -> None:
        page = self.desk.pages[LEADS]
        self.bench.window.show_page(LEADS)
        if self.dice.random() < 0.4:
            page.end_trial()
            return
        page.start_trial(self.dice.choice((None, self.desk.session.lead)))
        for name in self.dice.sample(list(drawn.FIELDS), 3):
            page.panel.trial.typed.emit(
                name, self.dice.choice(("", "10", "VP", "2024-06-01", "\ud800"))
            )

    def look(self) -> None:
        if self.dice.random() < 0.5:
            self.bench.view_actions.use_theme(self.dice.choice(("system", "light", "dark")))
        else:
            self.bench.settings.change(scale=self.dice.choice(SCALES))
        if self.dice.random() < 0.3:
            self.bench.window.resize(self.dice.randint(800, 1900), self.dice.randint(500, 1100))

    def fresh_path(self) -> Path:
        self.files += 1
        return self.folder / f"kept {self.files}.leadbench"

    def save(self) -> None:
        self.bench.window.actions_by_id["save"].trigger()
        self.settle_files()

    def save_as(self) -> None:
        self.bench.window.actions_by_id["save_as"].trigger()
        self.settle_files()
        assert self.desk.files.path is not None
        assert not self.desk.session.changed

    def save_copy(self) -> None:
        self.bench.window.actions_by_id["save_copy"].trigger()
        self.settle_files()

    def reopen(self) -> None:
        session, files = self.desk.session, self.desk.files
        if files.path is None:
            return
        before, path = session.project, files.path
        self.bench.window.actions_by_id["close"].trigger()
        self.qtbot.waitUntil(lambda: session.project is None, timeout=10_000)
        with self.qtbot.waitSignal(files.opened, timeout=30_000):
            self.desk.open_recent(str(path))
        assert session.project == before
        assert session.leads is not None

    def replace_leads(self) -> None:
        self.take(self.dice.choice(self.exports), Purpose.NEXT)
        self.settle_files()

    def save_list(self) -> None:
        preview = self.desk.preview.last
        if preview is not None and preview.settled:
            with self.qtbot.waitSignal(self.desk.outputs.written, timeout=30_000):
                self.desk.outputs.write_list(self.folder / "list.csv", preview, ())

    def command(self) -> None:
        self.bench.search_commands()
        box = self.dialogs()[-1]
        box.findChild(QLineEdit).setText(self.dice.choice(("", "rule", "group", "history", "note")))
        QTest.keyClick(box.findChild(QLineEdit), Qt.Key.Key_Escape)

    def clipboard(self) -> None:
        page = self.desk.pages[MODEL]
        rules = [rule.id for rule in self.model.rules()]
        if rules and self.dice.random() < 0.6:
            wish = self.dice.choice(("copy", "cut"))
            page.editor.requested.emit(wish, tuple(self.dice.sample(rules, min(2, len(rules)))))
        else:
            if self.dice.random() < 0.2:
                QGuiApplication.clipboard().setText("not a rule")
            page.editor.requested.emit("paste", ("", 0))

    # Dialogs and menus

    def dialogs(self) -> list[QDialog]:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        return [w for w in found if w.isVisible()]

    def answer(self) -> None:
        """Every dialog is answered, every menu is closed: the window is usable again."""
        for _ in range(8):
            for menu in QApplication.topLevelWidgets():
                if isinstance(menu, QMenu) and menu.isVisible():
                    menu.close()
            open_ = self.dialogs()
            if not open_:
                return
            dialog = open_[-1]
            if self.dice.random() < 0.6 and dialog.objectName() not in ("ask_save", "ask_where"):
                dialog.accept()
            else:
                dialog.reject()
            QApplication.processEvents()
        raise AssertionError(f"a dialog stays: {[d.objectName() for d in self.dialogs()]}")


def blocks(widget: QWidget) -> bool:
    """A menu that a button opens runs a loop of its own; a monkey cannot close it from outside."""
    has_menu = isinstance(widget, QPushButton | QToolButton) and widget.menu() is not None
    opens_files = isinstance(widget, QAbstractButton) and widget.text().endswith("…")
    return has_menu or opens_files or isinstance(widget, QComboBox)


def entries(menu: QMenu) -> list:  # type: ignore[type-arg]
    found = []
    for action in menu.actions():
        inner = action.menu()
        found += entries(inner) if isinstance(inner, QMenu) else [action]
    return [action for action in found if not action.isSeparator()]


@pytest.fixture(params=SEEDS)
def monkey(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Monkey]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    if request.param % 2:
        monkeypatch.setattr(live_preview, "INLINE_LEADS", 0)
        monkeypatch.setattr(joining, "INLINE_ROWS", 0)
    bench = Workbench(qapp)
    qtbot.addWidget(bench.window)
    bench.window.resize(1280, 800)
    bench.window.show()
    made = Monkey(bench, qtbot, request.param, tmp_path)

    def choose(dialog: QFileDialog) -> None:
        saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        path = made.fresh_path() if saving else made.dice.choice(made.exports)
        dialog.filesSelected.emit([str(path)])
        dialog.deleteLater()

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        made.faults.append("".join(traceback.format_exception(kind, error, trace)))

    monkeypatch.setattr(QFileDialog, "open", choose)
    monkeypatch.setattr(sys, "excepthook", fault)
    yield made
    bench.settings.change(theme="light", scale=100)
    made.settle_files()
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    bench.finish()


def test_that_a_monkey_finds_no_fault_and_loses_nothing(monkey: Monkey) -> None:
    monkey.open_leads()
    try:
        monkey.walk(STEPS)
        monkey.undo_all()
    except BaseException:
        print("\n".join(monkey.did[-40:]))  # noqa: T201 - the way to the fault
        raise
