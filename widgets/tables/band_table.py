"""The table of bands, painted in one go so that it follows a drag; thresholds are typed in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QSpinBox, QToolTip, QWidget

from models.evaluation.evaluation import Evaluation
from models.exchange.shown import Cell, Listed, listed
from widgets import theme
from widgets.printing.parts import Heading, Part, Rows
from widgets.tables.band_layout import (
    FROM,
    HEADER,
    LEAST_ROW,
    NAMES,
    NOTE,
    ROW,
    BandLayout,
    Columns,
)
from widgets.tables.band_painting import full_rate, paint_figures, paint_frame, paint_note
from widgets.tables.band_rows import BandRow, band_rows
from widgets.taking.taking import copy_table, is_choosing, is_menu_key, table_menu


class _Threshold(QSpinBox):
    """Types a threshold; Enter takes it, Escape and a click elsewhere leave it."""

    taken = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.interpretText()
            self.taken.emit(self.value())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class BandTable(QWidget):
    """Bands with their thresholds, leads, changes and rates; the line of all MQL set apart.

    `threshold_moved(band, value)`: the user typed where a band shall begin. `leads_asked(band,
    above)`: the user chose the leads of a band, or of it and all above.
    """

    threshold_moved = Signal(int, int)
    leads_asked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BandRow] = []
        self._now: Evaluation | None = None
        self._saved_name = ""
        self._current = self._first = 0
        self._hovered = -1
        self._layout = BandLayout()
        self._still_for: object = None
        self._frame = QPixmap()
        self._editor: _Threshold | None = None
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Bands")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.observer().changed.connect(self._restyle)

    def present(
        self,
        now: Evaluation | None,
        saved: Evaluation | None = None,
        saved_name: str = "",
        chosen: NDArray[np.int64] | None = None,
    ) -> None:
        """Show the bands of an evaluation, with the changes against the saved version.

        `chosen`: the histogram of the chosen leads.
        """
        if now is not None and chosen is not None and chosen.shape != now.histogram.shape:
            chosen = None  # of a scale that was another one
        self._now, self._saved_name = now, saved_name
        before = len(self._rows)
        self._rows = [] if now is None else band_rows(now, saved, chosen)
        self._current = min(self._current, max(len(self._rows) - 1, 0))
        if len(self._rows) != before:
            self.updateGeometry()
        self._tell()
        self.update()

    def table(self) -> list[list[str | int | float]]:
        """The figures: a header and rows."""
        head: list[str | int | float] = ["Band", "From", "Leads", "Change", "Converted", "Known"]
        chosen = any(row.chosen is not None for row in self._rows)
        rows = [head + (["Chosen"] if chosen else [])]
        for row in self._rows:
            moved: int | str = "" if row.moved is None else row.moved
            tally = row.tally
            rows.append([row.name, row.threshold, tally.leads, moved, tally.converted, tally.known])
            if row.chosen is not None:
                rows[-1].append(row.chosen)
        return rows

    def listed(self) -> Listed:
        """The figures, to be written into a file."""
        return listed(self.accessibleName(), self.table())

    def on_paper(self) -> tuple[Part, ...]:
        """The bands with their rates, as they are printed."""
        heads: list[Cell] = ["Band", "From", "Leads", "Change", "Converted", "Rate", "Chosen"]
        table: list[list[Cell]] = [heads]
        table += [[row.name, *row.cells] for row in self._rows]
        if all(row.chosen is None for row in self._rows):
            table = [row[:-1] for row in table]
        title = self.accessibleName()
        return (Heading(title), Rows(listed(title, table))) if self._rows else ()

    def _tell(self) -> None:
        if self._rows:
            row = self._rows[self._current]
            self.setAccessibleDescription(row.sentence(self._saved_name))

    def _restyle(self) -> None:
        self._layout = BandLayout()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(HEADER + ROW * max(len(self._rows), 4) + NOTE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(HEADER + LEAST_ROW * 5 + 2))

    # Places -------------------------------------------------------------------------------

    def columns(self) -> Columns:
        """Where the columns stand now."""
        assert self._now is not None
        return self._layout.columns(self.width(), self._rows, self._now, self._saved_name)

    def _row_height(self) -> int:
        """Rows move together where there are more of them than room."""
        room = (self.height() - theme.px(HEADER)) // max(len(self._rows), 1)
        return min(max(room, theme.px(LEAST_ROW)), theme.px(ROW))

    def _slots(self) -> list[int]:
        """The rows that are shown, from the top; the last one always is."""
        room = max((self.height() - theme.px(HEADER)) // self._row_height(), 2)
        if room >= len(self._rows):
            return list(range(len(self._rows)))
        first = min(self._first, len(self._rows) - room)
        return [*range(first, first + room - 1), len(self._rows) - 1]

    def _row_at(self, y: float) -> int:
        slots = self._slots()
        slot = int((y - theme.px(HEADER)) // self._row_height())
        return slots[slot] if 0 <= slot < len(slots) else -1

    def _box(self, slot: int) -> QRectF:
        height = self._row_height()
        return QRectF(0, theme.px(HEADER) + slot * height, self.width(), height)

    def _row_box(self, place: int) -> QRectF:
        return self._box(self._slots().index(place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Where not all rows have room they scroll; the line of all MQL stays."""
        hidden = len(self._rows) - len(self._slots())
        if not hidden:
            event.ignore()
            return
        step = -1 if event.angleDelta().y() > 0 else 1
        self._first = min(max(self._first + step, 0), hidden)
        self.update()

    # Painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._rows and self._now is not None:
            look = theme.current()
            columns = self.columns()
            slots = self._slots()
            if self._hovered in slots and self._rows[self._hovered].editable:
                box = self._row_box(self._hovered)
                painter.fillRect(box.adjusted(0, 0, 0, -1), look.color("hover"))
            painter.drawPixmap(0, 0, self._still(columns))
            base, full = self._now.all.rate, full_rate(self._rows)
            for slot, place in enumerate(slots):
                paint_figures(painter, self._box(slot), self._rows[place], columns, base, full)
            if base is not None:
                top = self._box(len(slots)).top() + look.px(8)
                paint_note(painter, QRectF(0, top, self.width(), self.height() - top), base)
            if self.hasFocus() and self._current in slots:
                painter.setPen(QPen(look.color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self._row_box(self._current).adjusted(1, 0, -1, -1))
        painter.end()

    def _still(self, columns: Columns) -> QPixmap:
        """Heads, lines and chips, kept as a picture while only figures change."""
        ratio = self.devicePixelRatioF()
        rows = [self._rows[place] for place in self._slots()]
        names = [(row.name, row.rank, len(self._rows)) for row in rows]
        key = (theme.current(), self.size(), ratio, names, columns, self._saved_name)
        if key != self._still_for:
            self._still_for = key
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            size = QRectF(self.rect())
            height = self._row_height()
            bands = sum(not row.total for row in self._rows)
            paint_frame(painter, size, rows, columns, self._saved_name, height, bands)
            painter.end()
            self._frame = picture
        return self._frame

    # Wishes -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place >= 0:
            self._go_to(place)
            if event.button() == Qt.MouseButton.LeftButton and self._on_name(event.position().x()):
                self.choose()

    def _on_name(self, x: float) -> bool:
        """Whether the chip of a band is there, which chooses its leads."""
        return self._now is not None and x < self.columns().places[NAMES][1]

    def choose(self) -> None:
        """Ask for the leads of the current line."""
        if self._rows:
            row = self._rows[self._current]
            self.leads_asked.emit(row.band, row.total)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place >= 0 and not self._on_name(event.position().x()):
            self._go_to(place)
            self.edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        self._hover(place)
        hand = place >= 0 and self._on_name(event.position().x())
        pointing, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(pointing if hand else arrow)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _go_to(self, place: int) -> None:
        self._current = min(max(place, 0), len(self._rows) - 1)
        shown = len(self._slots()) - 1
        if self._current < len(self._rows) - 1:
            self._first = min(max(self._first, self._current - shown + 1), self._current)
        self._tell()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if not self._rows:
            super().keyPressEvent(event)
        elif event.key() in steps:
            self._go_to(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if event.key() == Qt.Key.Key_Home else len(self._rows))
        elif is_choosing(event):
            self.choose()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif is_menu_key(event):
            at = self._row_box(self._current).bottomLeft().toPoint()
            self.menu().popup(self.mapToGlobal(at))
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the figures on the clipboard, for a spreadsheet."""
        copy_table(self, self.listed())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to save."""
        place = self._row_at(event.pos().y())
        if place >= 0:
            self._go_to(place)
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the table; the menu dies when it closes."""
        name = self._rows[self._current].name if self._rows else ""
        menu = table_menu(self, self.listed, (f"Choose the leads of {name}", self.choose))
        for action in menu.actions():
            action.setEnabled(bool(self._rows))
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def edit(self) -> None:
        """Type the threshold of the current line."""
        if not self._rows or self._now is None or not self._rows[self._current].editable:
            return
        row = self._rows[self._current]
        bands = self._now.bands
        above = bands[row.band + 1].threshold - 1 if row.band + 1 < len(bands) else self._now.most
        if self._editor is None:
            self._editor = _Threshold(self)
            self._editor.setProperty("small", "true")
            self._editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._editor.taken.connect(self._take)
            self._editor.left.connect(self._leave)
        self._editor.setRange(bands[row.band - 1].threshold + 1, above)
        self._editor.setValue(row.threshold)
        self._editor.setAccessibleName(f"Threshold of {row.name}")
        places = self.columns().places
        right = places[FROM][1] if FROM in places else places[NAMES][1]
        box, width, height = self._row_box(self._current), theme.px(76), theme.px(26)
        top = box.center().y() - height / 2
        place = QRect(int(right) + theme.px(26) - width, int(top), width, height)
        self._editor.setGeometry(place)
        self._editor.show()
        self._editor.setFocus()
        self._editor.selectAll()

    def _take(self, value: int) -> None:
        row = self._rows[self._current]
        self._leave()
        if value != row.threshold:
            self.threshold_moved.emit(row.band, value)

    def _leave(self) -> None:
        if self._editor is not None and self._editor.isVisible():
            self._editor.hide()
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._row_at(event.pos().y())
            words = self._rows[place].sentence(self._saved_name) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
