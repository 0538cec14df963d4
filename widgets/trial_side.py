"""A lead tried out: its fields and activities to be changed, and what becomes of its score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.charts.way import MARK
from widgets.field_form import FieldForm, FieldValue
from widgets.flowing_text import FlowingText, Run
from widgets.icons import icon
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_cells import Cell, Toned
from widgets.tables.record_table import RecordTable
from widgets.tables.records import RecordColumn, Records

OWN, ADDED, LEFT_OUT = "own", "added", "left out"

MOST_AGO, MOST_TIMES = 3_650, 20


@dataclass(frozen=True)
class WayLine:
    """A step of the score: its points before and now."""

    name: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class ActivityLine:
    """An activity: its words, when, and whether it is the lead's own, added, or left out.

    `key`: the place among its own activities, or among those added.
    """

    words: str
    when: str
    state: str
    key: int


@dataclass(frozen=True)
class TrialView:
    """All that is shown. `offers`: kinds of activities that can be added, by their place in the
    history. `changed`: anything is other than the lead is; `steps`: changes that can be undone.
    `activities` None: none are open."""

    runs: tuple[Run, ...]
    way: tuple[WayLine, ...]
    fields: tuple[FieldValue, ...]
    activities: tuple[ActivityLine, ...] | None = None
    offers: tuple[tuple[int, str], ...] = ()
    changed: bool = False
    steps: int = 0


class TrialSide(QWidget):
    """Emits `typed` (field, text), `untyped` (field), `added` (place, days ago, times), `dropped`
    (line), `undo_asked`, `reset_asked`."""

    typed = Signal(str, str)
    untyped = Signal(str)
    added = Signal(int, int, int)
    dropped = Signal(object)
    undo_asked = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: TrialView | None = None
        self.result = FlowingText(13, most=2)
        self.way = RecordTable("The way of the score, before and now", row=24)
        self.way.setVerticalScrollMode(RecordTable.ScrollMode.ScrollPerPixel)
        self.switch = Switch(("Fields", "Activities"))
        self.switch.picked.connect(self.show_part)
        self.undo = QPushButton()
        self.undo.setToolTip("Undo the last change of this trial (Ctrl+Backspace)")
        self.undo.setAccessibleName("Undo the last change of this trial")
        self.undo.setShortcut("Ctrl+Backspace")
        self.undo.clicked.connect(self.undo_asked)
        self.reset = QPushButton("Reset")
        self.reset.setToolTip("The lead as it is in the table")
        self.reset.clicked.connect(self.reset_asked)
        self.form = FieldForm()
        self.form.typed.connect(self.typed)
        self.form.untyped.connect(self.untyped)
        self.done = _Activities()
        self.done.dropped.connect(self._drop)
        self.type = QComboBox()
        self.type.setAccessibleName("Activity to add")
        self.type.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.type.setMinimumContentsLength(8)
        self.times = _spin("How often", 1, MOST_TIMES, 1, "", " times", "once")
        self.ago = _spin("How many days ago", 0, MOST_AGO, 0, "", " days ago", "today")
        self.add = QPushButton("Add")
        self.add.clicked.connect(self._add)
        self.drop = QPushButton("Leave out")
        self.drop.clicked.connect(self.done.drop)
        self.stack = QStackedWidget()
        self._lay_out()
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _lay_out(self) -> None:
        for button in (self.undo, self.reset, self.add, self.drop):
            theme.set_kind(button, "", small=True)
        bar = QHBoxLayout()
        bar.addWidget(self.switch)
        bar.addStretch(1)
        bar.addWidget(self.undo)
        bar.addWidget(self.reset)
        adding = QWidget()
        rows = QVBoxLayout(adding)
        spaced(rows, margins=(RING, RING, RING, RING))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.type, 1)
        first.addWidget(self.add)
        second.addWidget(self.times)
        second.addWidget(self.ago)
        second.addStretch(1)
        second.addWidget(self.drop)
        rows.addLayout(first)
        rows.addLayout(second)
        rows.addWidget(self.done, 1)
        self._rows, self._bar = (rows, first, second), bar
        self.stack.addWidget(self.form)
        self.stack.addWidget(adding)
        column = QVBoxLayout(self)
        spaced(column, margins=(RING, RING, RING, RING))
        column.addWidget(self.result)
        column.addWidget(self.way, 2)
        column.addLayout(bar)
        column.addWidget(self.stack, 3)
        self._column = column

    def _adopt(self) -> None:
        px = theme.px
        self._column.setSpacing(px(6))
        for layout in (*self._rows, self._bar):
            layout.setSpacing(px(6))
        self.way.setMinimumHeight(px(80))
        for box in (self.times, self.ago):
            box.lineEdit().setTextMargins(px(6), 0, 0, 0)
        self.undo.setIcon(icon("undo"))

    def show_part(self, part: int) -> None:
        """Show the fields (0) or the activities (1)."""
        self.switch.choose(part)
        self.stack.setCurrentIndex(part)

    def present(self, value: TrialView) -> None:
        """Show a lead; never emits."""
        self.value = value
        self.result.set_runs(value.runs)
        self.way.present(_records(value.way))
        self.way.setVisible(value.changed)
        changed = [place for place, line in enumerate(value.way) if line.changed]
        if changed:  # seen at once, with the step before
            top = self.way.model().index(max(changed[0] - 1, 0), 0)
            self.way.scrollTo(top, RecordTable.ScrollHint.PositionAtTop)
        self.form.present(value.fields, editable=True)
        have = value.activities is not None
        self.switch.setVisible(have)
        if not have:
            self.show_part(0)
        self.done.show_lines(value.activities or ())
        offers = [name for _place, name in value.offers]
        if [self.type.itemText(i) for i in range(self.type.count())] != offers:
            self.type.clear()
            self.type.addItems(offers)
        self.add.setEnabled(bool(offers))
        self.undo.setEnabled(value.steps > 0)
        self.reset.setEnabled(value.changed)

    def _add(self) -> None:
        place = self.type.currentIndex()
        if self.value is not None and 0 <= place < len(self.value.offers):
            kind = self.value.offers[place][0]
            self.added.emit(kind, self.ago.value(), self.times.value())

    def _drop(self, line: object) -> None:
        self.dropped.emit(line)


class _Activities(RecordTable):
    """What the lead did. Delete or Space leaves the chosen one out, or takes it back."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__("Activities of the lead", row=28)
        self._lines: tuple[ActivityLine, ...] = ()
        self.record_opened.connect(lambda _record: self.drop())

    def show_lines(self, lines: Sequence[ActivityLine]) -> None:
        """Show these activities."""
        self._lines = tuple(lines)
        columns = (
            RecordColumn("Activity", width=120, stretches=True),
            RecordColumn("When", width=104),
        )

        def cell(column: int, record: int) -> Cell:
            line = self._lines[record]
            text = line.when if column else line.words
            if line.state == LEFT_OUT:
                return Toned(text if column else f"Left out: {text}", "text3")
            return Toned(text, weight=600) if line.state == ADDED else text

        self.present(Records(columns, np.arange(len(lines)), cell))

    def drop(self) -> None:
        """Leave the chosen one out, or take it back."""
        place = self.chosen()
        if place is not None and place < len(self._lines):
            self.dropped.emit(self._lines[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Space):
            self.drop()
        else:
            super().keyPressEvent(event)


def _records(way: Sequence[WayLine]) -> Records:
    """The steps; those that are other ones stand out by weight and a dot."""
    columns = (
        RecordColumn("Step", width=110, stretches=True),
        RecordColumn("Was", width=46, right=True),
        RecordColumn("Now", width=46, right=True),
    )
    texts: tuple[Callable[[WayLine], str], ...] = (
        lambda line: f"{MARK}{line.name}" if line.changed else line.name,
        lambda line: line.before,
        lambda line: line.after,
    )

    def cell(column: int, record: int) -> Cell:
        line = way[record]
        text = texts[column](line)
        return Toned(text, weight=600) if line.changed else Toned(text, "text2")

    return Records(columns, np.arange(len(way)), cell)


def _spin(
    name: str, least: int, most: int, value: int, before: str, after: str, first: str
) -> QSpinBox:
    """A whole number with its unit; the least one is a word."""
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(least, most)
    box.setPrefix(before)
    box.setSuffix(after)
    box.setSpecialValueText(first)
    box.setValue(value)
    box.setProperty("small", "true")
    return box
