"""The table of bands, painted in one go so that it follows a drag; thresholds are typed in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QToolTip, QWidget

from models.evaluation.evaluation import Evaluation, Tally
from models.evaluation.figures import change, count, percent, too_few
from widgets import theme
from widgets.tables.band_rows import BandRow, band_rows
from widgets.tables.cells import draw_band_chip

HEADER, ROW, LEAST_ROW, NOTE = 26, 29, 21, 34
NAMES, SAVED, OUTCOME = 0, 3, (4, 5)
AIR, BAR = 12, 36


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

    `threshold_moved(band, value)`: the user typed where a band shall begin.
    """

    threshold_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[BandRow] = []
        self._now: Evaluation | None = None
        self._saved_name = ""
        self._has_saved = False
        self._current = 0
        self._hovered = -1
        self._widths: list[float] = []
        self._bar = (0.0, 0.0)
        self._editor: _Threshold | None = None
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Bands")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.observer().changed.connect(self._restyle)

    def present(
        self, now: Evaluation | None, saved: Evaluation | None = None, saved_name: str = ""
    ) -> None:
        """Show the bands of an evaluation, with the changes against the saved version."""
        self._now, self._has_saved, self._saved_name = now, saved is not None, saved_name
        before = len(self._rows)
        self._rows = [] if now is None else band_rows(now, saved)
        self._current = min(self._current, max(len(self._rows) - 1, 0))
        if len(self._rows) != before:
            self.updateGeometry()
        self._tell()
        self.update()

    def table(self) -> list[list[str | int | float]]:
        """The figures: a header and rows."""
        head: list[str | int | float] = ["Band", "From", "Leads", "Change", "Converted", "Known"]
        rows = [head]
        for row in self._rows:
            moved: int | str = "" if row.moved is None else row.moved
            tally = row.tally
            rows.append([row.name, row.threshold, tally.leads, moved, tally.converted, tally.known])
        return rows

    def _tell(self) -> None:
        if self._rows:
            row = self._rows[self._current]
            self.setAccessibleDescription(row.sentence(self._saved_name))

    def _restyle(self) -> None:
        self._widths = []
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(HEADER + ROW * max(len(self._rows), 4) + NOTE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(HEADER + LEAST_ROW * len(self._rows) + 2))

    # Places -------------------------------------------------------------------------------

    def _headings(self) -> tuple[str, ...]:
        name = self._saved_name.split(",")[0]
        name = name if 0 < len(name) <= 8 else "saved"
        return ("Band", "from", "Leads", f"vs. {name}", "Conv.", "Rate")

    def _shown(self) -> list[int]:
        """The columns that have something to say."""
        known = self._now is not None and self._now.all.known > 0
        return [
            column
            for column in range(6)
            if (column != SAVED or self._has_saved) and (column not in OUTCOME or known)
        ]

    def _columns(self) -> dict[int, tuple[float, float]]:
        """Left and right end of each column; widths only grow, so nothing moves under the hand."""
        bold = QFontMetricsF(theme.font(13, 600))
        small = QFontMetricsF(theme.font(12))
        shown = self._shown()
        needs = [small.horizontalAdvance(self._headings()[column]) for column in shown]
        for cells in (self._widest(), *(row.cells() for row in self._rows)):
            for place, column in enumerate(shown[1:], start=1):
                needs[place] = max(needs[place], bold.horizontalAdvance(cells[column - 1]))
        if len(needs) == len(self._widths):
            needs = [max(pair) for pair in zip(needs, self._widths, strict=True)]
        self._widths = needs
        names = min(self._chips(), max(0.4 * self.width(), theme.px(44)))
        air, bar = theme.px(AIR), theme.px(BAR)
        if OUTCOME[1] not in shown or self._spare(needs, names, air, bar) < 0:
            bar = 0
        if self._spare(needs, names, air, bar) < 0:
            air = theme.px(AIR // 2)
        spare = self._spare(needs, names, air, bar)
        names = max(names + min(spare, 0), theme.px(30))
        # What is left over widens the gaps a little, and then the names.
        more = min(max(spare, 0) / max(len(needs) - 1, 1), theme.px(16))
        left = names + max(spare - more * (len(needs) - 1), 0)
        places = {NAMES: (0.0, left)}
        for column, width in zip(shown[1:], needs[1:], strict=True):
            right = left + air + more + width
            places[column] = (left, right)
            left = right
        self._bar = (left + air, bar)
        return places

    def _widest(self) -> tuple[str, ...]:
        """What cells could come to say, so that there is room for it from the start."""
        if self._now is None:
            return ("",) * 5
        everyone = self._now.all
        return (
            count(self._now.most),
            count(everyone.leads),
            change(-everyone.leads // 20) if self._has_saved else "",
            count(everyone.converted),
            percent(1.0),
        )

    def _spare(self, needs: list[float], names: float, air: float, bar: float) -> float:
        """The width that is left beside names, figures and bars."""
        figures = sum(needs[1:]) + air * len(needs[1:])
        return self.width() - names - figures - (bar + air if bar else 0)

    def _chips(self) -> float:
        metrics = QFontMetricsF(theme.font(12, 600))
        names = (metrics.horizontalAdvance(row.name) for row in self._rows)
        return max(names, default=0.0) + theme.px(14)

    def _row_height(self) -> int:
        """Rows move together where there are more of them than room."""
        room = (self.height() - theme.px(HEADER)) // max(len(self._rows), 1)
        return min(max(room, theme.px(LEAST_ROW)), theme.px(ROW))

    def _row_at(self, y: float) -> int:
        place = int((y - theme.px(HEADER)) // self._row_height())
        return place if 0 <= place < len(self._rows) else -1

    def _row_box(self, place: int) -> QRectF:
        height = self._row_height()
        return QRectF(0, theme.px(HEADER) + place * height, self.width(), height)

    # Painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._rows:
            columns = self._columns()
            self._paint_header(painter, columns)
            for place, row in enumerate(self._rows):
                self._paint_row(painter, place, row, columns)
            self._paint_note(painter)
        painter.end()

    def _paint_header(self, painter: QPainter, columns: dict[int, tuple[float, float]]) -> None:
        look = theme.current()
        font = theme.font(12)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(look.color("text2"))
        y = (look.px(HEADER) + metrics.capHeight()) / 2 - look.px(2)
        for column, (left, right) in columns.items():
            text = self._headings()[column]
            x = left if column == NAMES else right - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y), text)
        line = QRectF(0, look.px(HEADER) - 1, self.width(), 1)
        painter.fillRect(line, look.color("line"))

    def _paint_row(
        self,
        painter: QPainter,
        place: int,
        row: BandRow,
        columns: dict[int, tuple[float, float]],
    ) -> None:
        look = theme.current()
        box = self._row_box(place)
        if place == self._hovered and row.editable:
            painter.fillRect(box.adjusted(0, 0, 0, -1), look.color("hover"))
        if row.total:
            painter.fillRect(QRectF(0, box.top() - 1, self.width(), 1), look.color("edge"))
        elif place + 1 < len(self._rows):
            painter.fillRect(QRectF(0, box.bottom() - 1, self.width(), 1), look.color("grid"))
        chip = box.toRect().adjusted(0, 0, 0, 0)
        chip.setWidth(int(columns[NAMES][1]))
        bands = len(self._now.bands) if self._now is not None else 1
        if row.total:
            _draw_mql_chip(painter, chip, row.name)
        else:
            draw_band_chip(painter, chip, row.name, row.rank, bands)
        bold, plain = theme.font(13, 600), theme.font(13)
        metrics = {True: QFontMetricsF(bold), False: QFontMetricsF(plain)}
        y = box.center().y() + metrics[True].capHeight() / 2
        cells = row.cells()
        for column, (_, right) in columns.items():
            if column == NAMES:
                continue
            strong = column in (2, 5)
            text = cells[column - 1]
            painter.setFont(bold if strong else plain)
            painter.setPen(look.color("text" if strong else "text2"))
            x = right - metrics[strong].horizontalAdvance(text)
            painter.drawText(QPointF(x, y), text)
        if self._bar[1] and self._now is not None:
            bar = QRectF(self._bar[0], box.center().y() - look.px(3), self._bar[1], look.px(6))
            paint_rate(painter, bar, row.tally, self._now.all.rate, self._full())
        if self.hasFocus() and place == self._current:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 0, -1, -1))

    def _full(self) -> float:
        """The rate at the right end of all bars: round, and above the highest."""
        rates = [row.tally.rate or 0.0 for row in self._rows]
        highest = max([*rates, 0.001])
        return next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if step >= highest)

    def _paint_note(self, painter: QPainter) -> None:
        look = theme.current()
        top = self._row_box(len(self._rows)).top() + look.px(8)
        box = QRectF(0, top, self.width(), self.height() - top)
        base = self._now.all.rate if self._now is not None else None
        if base is None or box.height() < look.px(30):
            return
        painter.setFont(theme.font(11))
        painter.setPen(look.color("text3"))
        words = f"Rate: share of the band that converted. Tick: base, {percent(base)}."
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), words)

    # Wishes -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place >= 0:
            self._go_to(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place >= 0:
            self._go_to(place)
            self.edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _go_to(self, place: int) -> None:
        self._current = min(max(place, 0), len(self._rows) - 1)
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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        else:
            super().keyPressEvent(event)

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
            self._editor.taken.connect(self._take)
            self._editor.left.connect(self._leave)
        self._editor.setRange(bands[row.band - 1].threshold + 1, above)
        self._editor.setValue(row.threshold)
        self._editor.setAccessibleName(f"Threshold of {row.name}")
        _, right = self._columns()[1]
        width = theme.px(76)
        box = self._row_box(self._current)
        place = QRect(int(right) - width + theme.px(18), int(box.top()) + 1, width, theme.px(26))
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


def paint_rate(
    painter: QPainter, box: QRectF, tally: Tally, base: float | None, full: float
) -> None:
    """A rate as a bar on its track with a tick at the base; hollow and dashed where few."""
    look = theme.current()
    if box.width() < look.px(12) or tally.rate is None:
        return
    painter.fillRect(box, look.color("sunken"))
    width = min(tally.rate / full, 1.0) * box.width()
    bar = QRectF(box.left(), box.top(), width, box.height())
    if too_few(tally):
        pen = QPen(look.color("axis"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.fillRect(bar, look.color("converted"))
    if base is not None:
        x = box.left() + min(base / full, 1.0) * box.width()
        tick = QRectF(x - 0.75, box.top() - look.px(3), 1.5, box.height() + look.px(6))
        painter.fillRect(tick, look.color("text"))


def _draw_mql_chip(painter: QPainter, rect: QRect, name: str) -> None:
    """The chip of what cuts across bands: outlined in the colour of its threshold."""
    look = theme.current()
    font = theme.font(12, 600)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(name) + look.px(12)
    chip = QRectF(rect.left() + 0.5, rect.center().y() - look.px(9) + 0.5, width, look.px(19) - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("accent"), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip, look.px(3), look.px(3))
    painter.setFont(font)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()
