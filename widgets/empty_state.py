"""What stands where there is nothing yet: what is missing, why it is worth having, one action."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.icons import paint_icon


class _Icon(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(28)
        place = QRectF((self.width() - side) / 2, 0, side, side)
        paint_icon(painter, self._name, place, "text2")


class EmptyState(QWidget):
    """`asked`: the user chose the main action; `asked_second` the other one, if there is one."""

    asked = Signal()
    asked_second = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        why: str,
        action: str = "",
        second: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = _Icon(icon_name)
        self._title, self._why = QLabel(title), QLabel(why)
        self.setAccessibleName(f"{title}. {why}")
        for label in (self._title, self._why):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._main: QPushButton | None = None
        for words, kind, signal in (
            (action, "main", self.asked),
            (second, "", self.asked_second),
        ):
            if words:
                button = QPushButton(words)
                if kind:
                    theme.set_kind(button, kind)
                    self._main = button
                button.clicked.connect(lambda _checked, tell=signal: tell.emit())
                self._row.addWidget(button)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for widget in (self._icon, self._title, self._why):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addStretch(3)
        theme.observer().changed.connect(self._restyle)
        self._restyle()

    def present(self, title: str, why: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._why.setText(why)
        self.setAccessibleName(f"{title}. {why}")

    def allow(self, allowed: bool) -> None:
        """Whether the main action can be chosen."""
        if self._main is not None:
            self._main.setEnabled(allowed)

    def _restyle(self) -> None:
        px = theme.px
        self._icon.setFixedHeight(px(32))
        self._title.setFont(theme.font(15, 600))
        self._why.setFont(theme.font(12))
        palette = self._why.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().color("text2"))
        self._why.setPalette(palette)
        self._column.setSpacing(px(6))
        self._row.setContentsMargins(0, px(8), 0, 0)
        self._row.setSpacing(px(8))
