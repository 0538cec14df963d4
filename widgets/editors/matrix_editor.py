"""Beside the picture of the matrix: its thresholds, its names, the chosen cell, what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from models.evaluation.matrix import Level
from models.scoring import grade_shapes as shapes
from models.scoring.grade import Grade
from models.scoring.rules import Axis
from widgets.card import Card
from widgets.charts.matrix_value import MatrixValue
from widgets.editors.cell_editor import CellEditor
from widgets.editors.steps_editor import StepsEditor
from widgets.inputs.axis_cuts import AxisCuts, AxisValue, Cut
from widgets.inputs.label import Label
from widgets.notes_list import NoteLine, NotesList
from widgets.spacing import spaced
from widgets.tab_order import order_tabs

AXES = (Axis.FIT, Axis.ENGAGEMENT)
SIZES = (2, 3, 4, 5, 6)


class MatrixEditor(QWidget):
    """`changed(grade, gesture)`: a whole matrix is wanted, None for none.

    `proposed(rows)`: a square matrix of so many rows, its thresholds by the leads. `asked()`:
    the leads of the chosen cell.
    """

    changed = Signal(object, int)
    proposed = Signal(int)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: MatrixValue | None = None
        self._ordered: tuple[int, int] | None = None
        self.cuts = {axis: AxisCuts(self) for axis in AXES}
        self.steps = {axis: StepsEditor(axis, self) for axis in AXES}
        self.cell = CellEditor(self)
        self.notes = NotesList(self)
        self._fault = Label("", "err", size=12, wrap=True, parent=self)
        self._fault.hide()
        self.shape = QPushButton("Shape", self)
        self.shape.setProperty("small", "true")
        self.shape.setProperty("menu", "true")
        self.shape.setMenu(self._menu())
        self._lay_out()
        for axis in AXES:
            self.cuts[axis].moved.connect(lambda i, v, g, axis=axis: self._move(axis, i, v, g))
            self.steps[axis].changed.connect(self.changed)
            self.steps[axis].checked.connect(self._judge)
        self.cell.changed.connect(self.changed)
        self.cell.checked.connect(self._judge)
        self.cell.asked.connect(self.asked)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for size in SIZES:
            words = f"{size} \u00d7 {size}, thresholds by the leads"
            menu.addAction(words, partial(self.proposed.emit, size))
        menu.addSeparator()
        menu.addAction("Labels Hot, Warm, Cold", lambda: self._reshape(shapes.warmed))
        menu.addAction("Labels from names: A1", lambda: self._reshape(shapes.lettered))
        menu.addSeparator()
        menu.addAction("Take the grades away", lambda: self.changed.emit(None, 0))
        return menu

    def _lay_out(self) -> None:
        inside = QWidget(self)
        body = QVBoxLayout(inside)
        spaced(body, 4, margins=(0, 0, 0, 0))
        for axis in AXES:
            title = "Fit" if axis is Axis.FIT else "Engagement"
            body.addWidget(Label(title, "text2", size=12, weight=600, parent=inside))
            body.addWidget(self.cuts[axis])
        both = QHBoxLayout()
        spaced(both, 10)
        for axis in AXES:
            column = QVBoxLayout()
            column.addWidget(self.steps[axis])
            column.addStretch(1)
            both.addLayout(column, 1)
        body.addLayout(both)
        body.addWidget(self._fault)
        self.cards = (
            Card("Where letters and digits begin", inside),
            Card("", self.cell),
            Card("Something to look at", self.notes),
        )
        self.cards[0].header.addWidget(self.shape)
        self.cards[1].title.hide()
        column = QVBoxLayout(self)
        spaced(column, 12, margins=(0, 0, 0, 0))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Less air in a small window."""
        for card in self.cards:
            card.set_compact(compact)

    def present(
        self,
        value: MatrixValue,
        levels: tuple[Level, Level],
        saved: Grade | None,
        notes: Sequence[NoteLine],
    ) -> None:
        """Show a matrix; `levels`: the leads of each axis; `saved`: the saved version's matrix."""
        self._value = value
        grade = value.matrix.grade
        for axis, level, ends in zip(AXES, levels, (value.fit, value.engagement), strict=True):
            self.cuts[axis].present(axis_value(grade, axis, level, ends, saved))
            self.steps[axis].present(grade)
        self.notes.present(notes)
        self.cards[2].setVisible(bool(notes))
        self._judge()
        if self._ordered != value.shape:  # lines came or went
            self._ordered = value.shape
            order_tabs(self)

    def present_cell(self, value: MatrixValue, row: int, column: int) -> None:
        """Show another chosen cell."""
        self.cell.present(value, row, column)

    def _judge(self) -> None:
        faults = [*(self.steps[axis].fault for axis in AXES), self.cell.fault]
        fault = next(filter(None, faults), "")
        self._fault.present(fault)
        self._fault.setVisible(bool(fault))

    def _move(self, axis: Axis, place: int, threshold: int, gesture: int) -> None:
        if self._value is not None:
            after = shapes.moved(self._value.matrix.grade, axis, place, threshold)
            self.changed.emit(after, gesture)

    def _reshape(self, change: object) -> None:
        if self._value is not None and callable(change):
            after = change(self._value.matrix.grade)
            if after != self._value.matrix.grade:
                self.changed.emit(after, 0)


def axis_value(
    grade: Grade, axis: Axis, level: Level, ends: tuple[int, int], saved: Grade | None
) -> AxisValue:
    """An axis as its track shows it."""
    steps = shapes.steps_of(grade, axis)
    before = () if saved is None else shapes.steps_of(saved, axis)
    same = len(before) == len(steps)
    cuts = tuple(
        Cut(step.name, step.threshold or 0, before[place].threshold if same else None)
        for place, step in enumerate(steps[:-1])
    )
    found = [*ends, *(cut.value for cut in cuts)]
    leads = tuple(zip(level.points.tolist(), level.counts.sum(axis=1).tolist(), strict=True))
    title = "Fit" if axis is Axis.FIT else "Engagement"
    value = AxisValue(title, cuts, steps[-1].name, (min(found), max(found)), leads)
    # A track of one point could not be dragged on.
    low, high = value.ends
    return value if high > low else replace(value, ends=(low - 1, high + 1))
