"""The import page: four steps at the left, the chosen one beside them, the button at the foot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.leads.readers.contract import ReadOptions
from models.leads.wording import both_ends, count_of
from widgets import theme
from widgets.importing.footer import ImportFooter
from widgets.importing.step_list import StepList
from widgets.inputs.label import Label
from widgets.spacing import spaced
from workbench.importing.basis import Around
from workbench.importing.check_view import CheckView
from workbench.importing.draft import Purpose, Step
from workbench.importing.presenter import ImportPresenter
from workbench.importing.step_views import FieldsView, FileView, MeaningView
from workbench.importing.steps import steps_of

TITLES = {
    Purpose.NEW: "Import leads",
    Purpose.NEXT: "Import the next export",
    Purpose.ACTIVITIES: "Import activities",
    Purpose.ACCOUNTS: "Import accounts",
    Purpose.DEALS: "Import deals",
}
NOUNS = {
    Purpose.NEW: ("lead", "leads"),
    Purpose.NEXT: ("lead", "leads"),
    Purpose.ACTIVITIES: ("activity", "activities"),
    Purpose.ACCOUNTS: ("account", "accounts"),
    Purpose.DEALS: ("deal", "deals"),
}
FILE_NAME = 28
"""So many letters of a file's name stand beside the steps; the tooltip has all, and its folder."""


class _Side(QWidget):
    """The column of the steps, with a line towards the page."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("canvas"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())


class ImportPage(QWidget):
    """`used(Taken)`: take it; `looked(Taken)`: compare it with what the project has, without taking
    it; `cancelled`: leave; `other_asked`: another file for the same end."""

    used = Signal(object)
    looked = Signal(object)
    cancelled = Signal()
    other_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_page")
        self.presenter = ImportPresenter(self)
        self._taking = False
        self._build()
        presenter = self.presenter
        presenter.changed.connect(self._refresh)
        presenter.opened.connect(self._open_on)
        presenter.progressed.connect(self._progress)
        self.file.other_asked.connect(self.other_asked)
        self.check.field_asked.connect(self.show_field)
        self.check.meaning_asked.connect(lambda: self._open_on(Step.MEANING))
        self.fields.rows_asked.connect(self.show_rows)
        self.footer.used.connect(self._use)
        self.footer.looked.connect(self._look)
        self.footer.cancelled.connect(self.cancelled)

    def _build(self) -> None:
        self._title = Label("", size=17, weight=600, wrap=True)
        self._file = Label("", "text2", size=12)
        self._promise = Label(
            "The file itself is never changed, and nothing leaves this computer.",
            "text3",
            size=12,
            wrap=True,
        )
        self.steps = StepList(len(Step))
        self.steps.picked.connect(self.show_step)
        self._side = _Side()
        column = QVBoxLayout(self._side)
        spaced(column, 12, margins=(0, 16, 0, 14))
        for label in (self._title, self._file, self._promise):
            label.setContentsMargins(theme.px(16), 0, theme.px(12), 0)
        head = QVBoxLayout()
        spaced(head, 2, margins=(0, 0, 0, 0))
        head.addWidget(self._title)
        head.addWidget(self._file)
        column.addLayout(head)
        column.addWidget(self.steps)
        column.addStretch(1)
        column.addWidget(self._promise)
        self.file = FileView(self.presenter)
        self.fields = FieldsView(self.presenter)
        self.meaning = MeaningView(self.presenter)
        self.check = CheckView(self.presenter)
        self.views = (self.file, self.fields, self.meaning, self.check)
        self.stack = QStackedWidget()
        for view in self.views:
            self.stack.addWidget(view)
        self.footer = ImportFooter()
        right = QVBoxLayout()
        spaced(right, 0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.footer)
        row = QHBoxLayout(self)
        spaced(row, 0, margins=(0, 0, 0, 0))
        row.addWidget(self._side)
        row.addLayout(right, 1)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self._side.setFixedWidth(theme.px(224))

    # What the window asks

    def begin(
        self, path: Path, purpose: Purpose, around: Around, options: ReadOptions | None = None
    ) -> None:
        """Look at a file."""
        self._taking = False
        had = around.leads is not None and len(around.leads) > 0
        self.footer.look.setVisible(purpose is Purpose.NEXT and had)
        self._title.present(TITLES[purpose])
        self._file.present(both_ends(path.name, FILE_NAME))
        self._file.setToolTip(str(path))
        for view in self.views:
            view.forget()
        self.show_step(Step.CHECK)
        self.presenter.begin(path, purpose, around, options)

    def end(self) -> None:
        """Drop the file; nothing else has changed."""
        self._taking = False
        self.presenter.stop()
        for view in self.views:
            view.forget()

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self.presenter.finish()
        for view in self.views:
            view.finish()

    def wait(self, taking: bool) -> None:
        """While a table is being taken nothing else can be."""
        self._taking = taking
        self._refresh()

    @property
    def purpose(self) -> Purpose | None:
        """What the file is for; None while there is none."""
        return None if self.presenter.draft is None else self.presenter.draft.purpose

    # Steps

    def show_step(self, step: int) -> None:
        """Show a step; any can be looked at."""
        self.steps.choose(step)
        self.stack.setCurrentIndex(step)
        self.views[step].refresh()

    def _open_on(self, step: int) -> None:
        self.show_step(step)
        self.views[step].focus_first()

    def show_field(self, name: str) -> None:
        """Show how a field is read."""
        self.show_step(Step.FIELDS)
        self.fields.choose(name)
        self.fields.focus_first()

    def show_rows(self, key: str) -> None:
        """Show the rows that an entry of the report is about."""
        self.show_step(Step.CHECK)
        self.check.show_rows(key)

    def _refresh(self) -> None:
        presenter = self.presenter
        draft = presenter.draft
        if draft is None:
            return
        self.steps.present(steps_of(draft, presenter.table, presenter.joined))
        self.views[self.stack.currentIndex()].refresh()
        rows = 0 if presenter.table is None or not draft.whole else len(presenter.table)
        one, many = NOUNS[draft.purpose]
        verb = f"Use these {count_of(rows, one, many)}" if rows > 1 else f"Use these {many}"
        verb = f"Use this {one}" if rows == 1 else verb
        busy = presenter.reading and draft.error is None
        words = ("Looking at every cell" if draft.whole else "Reading the file") if busy else ""
        ready = presenter.usable and not self._taking
        had = self.footer.use.isEnabled()
        self.footer.present(verb, ready, words)
        if had and not ready and not self.isAncestorOf(QApplication.focusWidget() or self):
            self.steps.buttons[self.steps.chosen].setFocus()

    def _progress(self, what: str, done: int, total: int) -> None:
        if self.presenter.reading:
            self.footer.progress(what, done, total)

    def _use(self) -> None:
        taken = self.presenter.taken()
        if taken is not None and not self._taking:
            self.used.emit(taken)

    def _look(self) -> None:
        taken = self.presenter.taken()
        if taken is not None and not self._taking:
            self.looked.emit(taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is shown, Esc leaves; what is typed or pressed comes first."""
        here = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(here, QAbstractButton):
                here.click()
            elif not isinstance(here, QLineEdit | QComboBox) and self.footer.use.isEnabled():
                self._use()
        else:
            super().keyPressEvent(event)
