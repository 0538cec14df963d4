"""Several values as chips that can be taken away, and a line to add more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from models.leads.text import clean, key
from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.flow import FlowLayout
from widgets.inputs.offers import OfferEdit, Offers

_LONGEST = 260  # px at 100 % that one chip may take


class TagChip(QAbstractButton):
    """A value with a cross. A click on the cross, Delete or Backspace asks to remove it."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(f"{text}, press Delete to remove")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # A long value gives way where it is narrow: the rest of the line must stay in sight.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(13)).horizontalAdvance(self.text())
        return QSize(min(text + theme.px(30), theme.px(_LONGEST)), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), theme.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut off is said under the mouse."""
        super().resizeEvent(event)
        needed = QFontMetrics(theme.font(13)).horizontalAdvance(self.text()) + theme.px(28)
        self.setToolTip(self.text() if needed > self.width() else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.position().x() >= self.width() - theme.px(22):
            self.removed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentbg"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.px(3), theme.px(3))
        cross = theme.px(20)
        room = self.rect().adjusted(theme.px(7), 0, -cross, 0)
        font = theme.font(13)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        shown = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        side = theme.px(12)
        spot = QRectF(self.width() - cross + theme.px(2), (self.height() - side) / 2, side, side)
        paint_icon(painter, "close", spot, "text" if self.underMouse() else "text2")


class TagEdit(QWidget):
    """Chips and a line. `changed(values)` tells the values after each change by a person.

    `read` turns a text into the value that is kept, None where it is none: `refused(text)`.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "Values",
        read: Callable[[str], str | None] = clean,
        least: int = 72,
    ) -> None:
        super().__init__(parent)
        self._values: tuple[str, ...] = ()
        self._read = read
        self._chips: list[TagChip] = []
        self._flow = FlowLayout(self, gap=6)
        self._flow.setContentsMargins(3, 3, 3, 3)
        self.line = OfferEdit(self, many=True, least=least)
        self.line.setPlaceholderText("Add")
        self.line.setAccessibleName(f"Add to {name}")
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.line)
        self.line.taken.connect(lambda text: self._add((text,)))
        self.line.toggled.connect(self._toggle)
        self.line.listed.connect(self._add)
        self.line.backed.connect(self._take_last)

    def present(self, values: Sequence[str], offers: Offers, about: str = "") -> None:
        """Show values, and offer more."""
        self._show(tuple(values))
        self.line.offer(offers, about, self._values)

    @property
    def values(self) -> tuple[str, ...]:
        """What is shown."""
        return self._values

    def settle(self) -> None:
        """Take what is typed and not yet taken: the focus goes elsewhere."""
        text = clean(self.line.text())
        if text:
            self._add((text,))

    def _show(self, values: tuple[str, ...]) -> None:
        if values == self._values:
            return
        same = 0
        while same < min(len(values), len(self._values)) and values[same] == self._values[same]:
            same += 1
        for chip in self._chips[same:]:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        del self._chips[same:]
        for position, value in enumerate(values[same:], start=same):
            chip = TagChip(value, self)
            chip.removed.connect(lambda own=chip: self._remove(own))
            self._chips.append(chip)
            self._flow.insert(position, chip)
            chip.show()
        self._values = values
        self.updateGeometry()

    def _tell(self, values: tuple[str, ...]) -> None:
        self._show(values)
        self.line.hold(values)
        self.changed.emit(values)

    def _add(self, texts: Sequence[str]) -> None:
        """Add the values that are not there yet; all or none."""
        values = list(self._values)
        for text in texts:
            value = self._read(text)
            if not value:
                self.refused.emit(text)
                return
            if key(value) not in map(key, values):
                values.append(value)
        self.line.clear()
        if tuple(values) != self._values:
            self._tell(tuple(values))

    def _toggle(self, text: str) -> None:
        """Add a value, or take it away where it is, as its check box says."""
        rest = tuple(value for value in self._values if key(value) != key(text))
        if rest == self._values:
            self._add((text,))
        else:
            self.line.clear()
            self._tell(rest)

    def _take_last(self) -> None:
        if self._values:
            self._tell(self._values[:-1])

    def _remove(self, chip: TagChip) -> None:
        position = self._chips.index(chip)
        self._tell(self._values[:position] + self._values[position + 1 :])
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.line.setFocus(event.reason())
