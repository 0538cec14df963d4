"""The rows or the columns of the matrix in words: names, and the points each begins at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from models.leads.wording import figure
from models.scoring import grade_shapes as shapes
from models.scoring.grade import Grade
from models.scoring.grade_faults import fault_of
from models.scoring.rules import Axis
from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced
from widgets.tab_order import order_tabs


class _Line:
    """The widgets of one step."""

    def __init__(self, parent: QWidget, what: str) -> None:
        self.name = LineEdit(parent, name=f"Name of the {what}")
        self.threshold = NumberEdit(parent, name="Begins at", whole=True, width=54)
        self.name.setMinimumWidth(theme.px(38))
        self.remove = Tool("close", f"Remove this {what}", parent)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.name, self.threshold, self.remove


class StepsEditor(QWidget):
    """`changed(grade, gesture)`: a whole matrix. `fault`: what is wrong with what was typed."""

    changed = Signal(object, int)
    checked = Signal()

    def __init__(self, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = axis
        self._what = "row" if axis is Axis.FIT else "column"
        self._grade: Grade | None = None
        self._lines: list[_Line] = []
        self.fault = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 0, 0, 3)  # room for the ring of the focus
        spaced(self._grid, 4, across=6)
        title = "Fit" if axis is Axis.FIT else "Engagement"
        # Above all columns: both axes get inputs of one width, however long their names are.
        head = QHBoxLayout()
        spaced(head, 6)
        head.addWidget(Label(title, "text2", size=12, weight=600, parent=self))
        head.addWidget(Label("from", "text2", size=12, parent=self), 1)
        self._grid.addLayout(head, 0, 0, 1, 3)
        self._grid.setColumnStretch(0, 1)
        self.add = quiet_button(self._what.capitalize(), "plus", self)
        self.add.setToolTip(f"Cut the widest {self._what} in two")
        self.add.clicked.connect(self._add)

    def present(self, grade: Grade) -> None:
        """Show the steps of a matrix, the best first."""
        self._grade = grade
        steps = shapes.steps_of(grade, self._axis)
        if len(steps) != len(self._lines):
            self._rebuild(len(steps))
        for line, step in zip(self._lines, steps, strict=True):
            line.name.show_text(step.name)
            mark_wrong(line.name, False)
            lowest = step is steps[-1]
            line.threshold.present(None if step.threshold is None else float(step.threshold))
            line.threshold.setEnabled(not lowest)
            line.threshold.setPlaceholderText("rest" if lowest else "")
            line.threshold.setAccessibleName(f"{step.name} begins at")
            line.name.setAccessibleName(f"Name of {self._what} {step.name}")
            line.remove.name(f"Remove {self._what} {step.name}")
            line.remove.setEnabled(len(steps) > shapes.LEAST_STEPS)
        self.add.setEnabled(len(steps) < shapes.MOST_STEPS)
        self._say("")

    def _rebuild(self, count: int) -> None:
        for line in self._lines:
            for widget in line.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines = [_Line(self, self._what) for _ in range(count)]
        for place, line in enumerate(self._lines):
            for column, widget in enumerate(line.widgets):
                self._grid.addWidget(widget, place + 1, column)
                widget.show()
            line.name.written.connect(lambda text, g, i=place: self._rename(i, text, g))
            line.threshold.typed.connect(lambda v, g, i=place: self._move(i, v, g))
            line.remove.clicked.connect(lambda _=False, i=place: self._remove(i))
        self._grid.removeWidget(self.add)
        self._grid.addWidget(self.add, count + 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        order_tabs(self)

    def _say(self, text: str) -> None:
        if text != self.fault:
            self.fault = text
            self.checked.emit()

    def _rename(self, place: int, name: str, gesture: int) -> None:
        if self._grade is None:
            return
        after = shapes.renamed(self._grade, self._axis, place, name)
        fault = fault_of(after)
        mark_wrong(self._lines[place].name, bool(fault))
        self._say(fault)
        if not fault:
            self._tell(after, gesture)

    def _move(self, place: int, value: object, gesture: int) -> None:
        """A threshold stays between its neighbours: what is beyond is said, not moved."""
        if self._grade is None or not isinstance(value, float):
            return
        low, high = shapes.room_of(self._grade, self._axis, place)
        fits = (low is None or value >= low) and (high is None or value <= high)
        name = shapes.steps_of(self._grade, self._axis)[place].name
        mark_wrong(self._lines[place].threshold, not fits)
        self._say("" if fits else f"{name} can begin {_room(low, high)}.")
        if fits:
            self._tell(shapes.moved(self._grade, self._axis, place, int(value)), gesture)

    def _remove(self, place: int) -> None:
        if self._grade is not None:
            self._tell(shapes.without_step(self._grade, self._axis, place), 0)

    def _add(self) -> None:
        if self._grade is not None:
            self._tell(shapes.with_step(self._grade, self._axis), 0)

    def _tell(self, grade: Grade, gesture: int) -> None:
        if grade != self._grade:
            self.changed.emit(grade, gesture)


def _room(low: int | None, high: int | None) -> str:
    if low is None:
        return "anywhere" if high is None else f"at {figure(high)} or lower"
    return f"from {figure(low)} on" if high is None else f"from {figure(low)} to {figure(high)}"
