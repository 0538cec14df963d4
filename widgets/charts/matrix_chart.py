"""The matrix as a widget: cells are chosen by mouse or arrows, Enter asks for their leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.matrix_value import (
    MatrixValue,
    cell_words,
    matrix_legend,
    matrix_sentence,
    matrix_table,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.matrix_drawing import MatrixDrawing

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MatrixChart(ChartCanvas[MatrixValue]):
    """Leads and conversion in each cell.

    `chosen(row, column)`: a person points at a cell. `asked(row, column)`: its leads are wanted.
    """

    chosen = Signal(int, int)
    asked = Signal(int, int)

    title = "Conversion by grade"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell: tuple[int, int] = (0, 0)
        self.setMouseTracking(True)

    def present(self, value: MatrixValue | None, *, live: bool = False) -> None:
        """Show a matrix; never emits. `live`: in the middle of a gesture."""
        self.show_value(value, live)
        if not live:
            # While a hand is on a threshold the legend stays, so now it may differ from the value.
            self.legend_changed.emit()
        if value is not None:
            rows, columns = value.shape
            self.cell = min(self.cell[0], rows - 1), min(self.cell[1], columns - 1)
            self._name()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> MatrixDrawing:
        from widgets.charts.matrix_drawing import MatrixDrawing  # lazy: brings Matplotlib

        return MatrixDrawing(figure, look)

    def table(self) -> Table:
        return [[]] if self.value is None else matrix_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else matrix_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        return matrix_legend(self.value)

    def hint_at(self, x: float, y: float) -> str:
        cell = self._matrix().cell_at(x, y)
        return "" if cell is None or self.value is None else cell_words(self.value, *cell)

    def _matrix(self) -> MatrixDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, MatrixDrawing)
        return drawing

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(380), theme.px(240))

    # The chosen cell

    def choose(self, row: int, column: int) -> None:
        """Mark a cell as the chosen one, without telling anybody."""
        self.cell = row, column
        self._name()
        self.update()

    def _name(self) -> None:
        if self.value is not None:
            words = cell_words(self.value, *self.cell) if self.hasFocus() else ""
            self.setAccessibleName(words or self.title)

    def _take(self, row: int, column: int) -> None:
        if (row, column) != self.cell:
            self.choose(row, column)
            self.chosen.emit(row, column)

    def focus_is_inside(self) -> bool:
        return True

    def paint_under(self, painter: QPainter) -> None:
        """The share of each cell that is chosen, as a bar along its lower edge."""
        value, look = self.value, theme.current()
        if value is None or value.chosen is None:
            return
        for row, cells in enumerate(value.matrix.cells):
            for column, tally in enumerate(cells):
                some = value.chosen[row][column]
                if some:
                    box = self._matrix().cell(row, column)
                    box = box.adjusted(5, 0, -5, -5)  # inside of the frame of the focus
                    width = max(3.0, box.width() * some / tally.leads)
                    bar = QRectF(box.left(), box.bottom() - 4, width, 4)
                    painter.fillRect(bar.adjusted(-1.5, -1.5, 1.5, 1.5), look.color("surface"))
                    painter.fillRect(bar, look.color("accent"))

    def paint_over(self, painter: QPainter) -> None:
        look = theme.current()
        box = self._matrix().cell(*self.cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("surface"), 2))
        painter.drawRect(box.adjusted(3, 3, -3, -3))
        painter.setPen(QPen(look.color("accent"), 3 if self.hasFocus() else 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._name()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._name()
        self.update()

    def _under(self, event: QMouseEvent) -> tuple[int, int] | None:
        if self.value is None:
            return None
        at = event.position() / self.unit()
        return self._matrix().cell_at(at.x(), at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._under(event)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._take(*cell)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._under(event)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.asked.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self._under(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if inside else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.value is None or self.table_is_shown():
            super().keyPressEvent(event)
        elif key in _STEPS:
            rows, columns = self.value.shape
            row, column = self.cell[0] + _STEPS[key][0], self.cell[1] + _STEPS[key][1]
            self._take(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(*self.cell)
        else:
            super().keyPressEvent(event)
