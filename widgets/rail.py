"""The rail: the pages under each other, as words with icons or, in a narrow window, icons alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSpacerItem, QVBoxLayout, QWidget

from widgets import theme
from widgets.icons import paint_icon


class RailButton(QAbstractButton):
    """One page. Chosen: a tint and three pixels of accent at the left edge."""

    def __init__(self, icon: str, text: str, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.compact = False
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({shortcut})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """One row of the rail."""
        return QSize(theme.px(48 if self.compact else 144), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint, mark, icon, word."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(look.px(8), look.px(2), -look.px(8), -look.px(2))
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sel" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, look.px(4), look.px(4))
        if self.isChecked():
            painter.fillRect(QRect(0, box.top(), look.px(3), box.height()), look.color("accent"))
        side = min(look.px(18), self.height() - look.px(2))  # icons never cover each other
        left = (self.width() - side) // 2 if self.compact else box.left() + look.px(10)
        tone = "text" if self.isChecked() else "text2"
        place = QRect(left, (self.height() - side) // 2, side, side)
        paint_icon(painter, self._icon, place, tone)
        if not self.compact:
            painter.setFont(theme.font(13, 600 if self.isChecked() else 400))
            painter.setPen(look.color(tone))
            rest = box.adjusted(look.px(38), 0, 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self.text())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover at once."""
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is drawn by the theme."""
        super().focusInEvent(event)
        self.update()


class Rail(QWidget):
    """All pages. Emits `page_asked` (position)."""

    page_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self._buttons.idClicked.connect(self.page_asked)
        self._gaps: list[QSpacerItem] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        theme.observer().changed.connect(self._adopt)

    def add(self, icon: str, text: str, shortcut: str, *, apart: bool = False) -> None:
        """Put a page at the end; `apart`: after a gap."""
        button = RailButton(icon, text, shortcut, self)
        self._buttons.addButton(button, len(self._buttons.buttons()))
        if apart:
            gap = QSpacerItem(0, 0)
            self._gaps.append(gap)
            self._column.insertItem(self._column.count() - 1, gap)
        self._column.insertWidget(self._column.count() - 1, button)
        self._adopt()

    def choose(self, page: int) -> None:
        """Mark a page as the one shown."""
        button = self._buttons.button(page)
        if button is not None:
            button.setChecked(True)
        # Tab goes to the page that is shown, arrows to the others; Qt sees only clicks.
        for one in self._buttons.buttons():
            chosen = one is button
            focus = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            one.setFocusPolicy(focus)

    def set_compact(self, compact: bool) -> None:
        """Icons alone, or with words."""
        for button in self._buttons.buttons():
            if isinstance(button, RailButton) and button.compact != compact:
                button.compact = compact
                button.updateGeometry()
        self._adopt(compact)

    def _adopt(self, compact: bool | None = None) -> None:
        buttons = [b for b in self._buttons.buttons() if isinstance(b, RailButton)]
        narrow = compact if compact is not None else bool(buttons and buttons[0].compact)
        self.setFixedWidth(theme.px(48 if narrow else 144))
        self._column.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        for gap in self._gaps:
            gap.changeSize(0, theme.px(8))
        self._column.invalidate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The canvas, and a line towards the page."""
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("canvas"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
