"""Shares of older and newer leads side by side: of values, of ranges, of scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from models.evaluation.figures import count, leads, percent
from widgets import theme
from widgets.charts.by_threshold_value import CHOSEN
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.share_pairs_value import ENDS, LEAST_ROW, ROW, PairRow, SharePairsValue
from widgets.taking.taking import Offer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.share_pairs_drawing import SharePairsDrawing

__all__ = ["PairRow", "SharePairs"]


class SharePairs(ChartCanvas[SharePairsValue]):
    """A bar for the newer leads of each row, a dashed one for the older.

    `row_asked(place)`: the leads of a row are wanted, by a click or with Enter; arrows mark one.
    """

    row_asked = Signal(int)

    def __init__(self, title: str, head: str, parent: QWidget | None = None) -> None:
        """`head`: what the rows are, as the table calls them."""
        self.title = title
        self._head = head
        super().__init__(parent)

    def present(self, rows: Sequence[PairRow]) -> None:
        """Show rows in their order; never emits."""
        before = self.value
        chosen = -1 if before is None else before.chosen
        same = before is not None and [row.label for row in before.rows] == [r.label for r in rows]
        self.show_value(SharePairsValue(tuple(rows), chosen if same else -1) if rows else None)
        self.updateGeometry()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> SharePairsDrawing:
        from widgets.charts.share_pairs_drawing import SharePairsDrawing  # lazy: brings Matplotlib

        return SharePairsDrawing(figure, look)

    def table(self) -> Table:
        table: Table = [[self._head, "Older leads", "Share then", "Newer leads", "Share now"]]
        for row in () if self.value is None else self.value.rows:
            table.append(
                [row.label, row.old_leads, percent(row.old), row.new_leads, percent(row.new)]
            )
        if self._told():
            table[0].append("Chosen")
            for line, row in zip(table[1:], self.value.rows if self.value else (), strict=True):
                line.append(row.chosen)
        return table

    def _told(self) -> bool:
        return self.value is not None and any(row.told for row in self.value.rows)

    def sentence(self) -> str:
        if self.value is None:
            return ""
        most = max(self.value.rows, key=lambda row: abs(row.new - row.old))
        return f"The most other share is that of {most.label}: {most.figures}."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("outlined", "notconverted", "newer"),
            LegendEntry("dashed", "ghost", "older"),
            *CHOSEN[: self._told()],
        )

    def hint_at(self, _x: float, y: float) -> str:
        place = self._place_at(y)
        if place is None or self.value is None:
            return ""
        row = self.value.rows[place]
        return (
            f"{row.label}: {percent(row.new)} of the newer ({leads(row.new_leads)}), "
            f"{percent(row.old)} of the older ({leads(row.old_leads)})"
            + (f"; {count(row.chosen)} of both chosen" if row.told else "")
        )

    def offers(self) -> Sequence[Offer]:
        place = -1 if self.value is None else self.value.chosen
        if self.value is None or place < 0:
            return ()
        name = self.value.rows[place].label
        return ((f"Choose the leads of {name}", lambda: self._ask(place)),)

    def _place_at(self, y: float) -> int | None:
        if self.value is None:
            return None
        from widgets.charts.share_pairs_drawing import SharePairsDrawing  # lazy: brings Matplotlib

        drawing = self.drawing()
        assert isinstance(drawing, SharePairsDrawing)
        return drawing.place_at(y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for the leads of a row."""
        place = self._place_at(event.position().y() / self.unit())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._ask(place)
        elif event.button() == Qt.MouseButton.RightButton and place is not None:
            self._mark(place)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows mark a row, Enter asks for its leads."""
        value = None if self.table_is_shown() else self.value
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if value is not None and key in steps:
            place = value.chosen + steps[key] if value.chosen >= 0 else 0
            self._mark(min(max(place, 0), len(value.rows) - 1))
        elif (
            value is not None and value.chosen >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._ask(value.chosen)
        else:
            super().keyPressEvent(event)

    def _mark(self, place: int) -> None:
        if self.value is not None:
            self.show_value(SharePairsValue(self.value.rows, place))
            row = self.value.rows[place]
            self.setAccessibleDescription(f"{row.label}: {row.figures}.")

    def _ask(self, place: int) -> None:
        self._mark(place)
        self.row_asked.emit(place)

    def sizeHint(self) -> QSize:
        rows = 6 if self.value is None else len(self.value.rows)
        return QSize(theme.px(360), theme.px(ROW * rows + ENDS))

    def minimumSizeHint(self) -> QSize:
        rows = 6 if self.value is None else len(self.value.rows)
        return QSize(theme.px(220), theme.px(min(LEAST_ROW * rows + ENDS, 340)))
