"""The chosen cell of the matrix: its figures, its label, and the way to its leads."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import NONE, count, leads, percent
from models.scoring import grade_shapes as shapes
from models.scoring.grade_faults import fault_of
from widgets.charts.matrix_value import (
    MatrixValue,
    cell_name,
    interval_words,
    range_words,
    saved_leads,
)
from widgets.figures import KeyFigure, KeyFigures
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong
from widgets.spacing import spaced


class CellEditor(QWidget):
    """`changed(grade, gesture)`; `asked()`: the leads of the cell are wanted."""

    changed = Signal(object, int)
    checked = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: MatrixValue | None = None
        self._cell = (0, 0)
        self.fault = ""
        self.title = Label("", weight=600, parent=self)
        self._place = Label("", "text2", size=12, wrap=True, parent=self)
        self.figures = KeyFigures(self)
        self.figures.set_compact(True)
        self.label = LineEdit(self, name="Label of the cell")
        self.show_leads = QPushButton("Show leads", self)
        self.show_leads.setProperty("small", "true")
        self.show_leads.setAutoDefault(False)
        column = QVBoxLayout(self)
        spaced(column, 6, margins=(0, 0, 0, 3))
        column.addWidget(self.title)
        column.addWidget(self._place)
        column.addWidget(self.figures)
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, 0, 3, 0))
        row.addWidget(Label("Label", "text2", size=12, parent=self))
        row.addWidget(self.label, 1)
        row.addWidget(self.show_leads)
        column.addLayout(row)
        self.label.written.connect(self._relabel)
        self.show_leads.clicked.connect(lambda _on=False: self.asked.emit())

    def present(self, value: MatrixValue, row: int, column: int) -> None:
        """Show a cell."""
        self._value, self._cell = value, (row, column)
        grade, tally = value.matrix.grade, value.matrix.cells[row][column]
        self.title.present(cell_name(value, row, column))
        fit = range_words(grade.fit, row, value.fit)
        engagement = range_words(grade.engagement, column, value.engagement)
        self._place.present(f"Fit {fit}, engagement {engagement}")
        before = saved_leads(value)
        was = "" if before is None else f"was {count(before[row][column])}"
        known = f"of {count(tally.known)} known" if tally.known else ""
        self.figures.present(
            (
                KeyFigure("Leads", count(tally.leads), was),
                KeyFigure("Converted", count(tally.converted) if tally.known else NONE, known),
                KeyFigure("Rate", percent(tally.rate, 0), interval_words(tally)),
            )
        )
        self.label.show_text(grade.labels[row][column])
        self.label.setAccessibleName(f"Label of {cell_name(value, row, column)}")
        mark_wrong(self.label, False)
        self._say("")
        self.show_leads.setText(f"Show {leads(tally.leads)}" if tally.leads else "No leads here")
        self.show_leads.setEnabled(tally.leads > 0)

    def _say(self, text: str) -> None:
        if text != self.fault:
            self.fault = text
            self.checked.emit()

    def _relabel(self, text: str, gesture: int) -> None:
        if self._value is None:
            return
        after = shapes.labelled(self._value.matrix.grade, *self._cell, text)
        fault = fault_of(after)
        mark_wrong(self.label, bool(fault))
        self._say(fault)
        if not fault and after != self._value.matrix.grade:
            self.changed.emit(after, gesture)
