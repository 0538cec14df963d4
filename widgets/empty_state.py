"""An empty state: what is missing, why it is worth having, one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.icons import icon


class EmptyState(QWidget):
    """Emits `asked` when its action is wanted."""

    asked = Signal()

    def __init__(
        self, picture: str, title: str, text: str, action: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = picture
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._picture = QLabel()
        self._title = QLabel(title)
        self._text = QLabel(text)
        self._text.setWordWrap(True)
        for label in (self._picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.button = QPushButton(action)
        theme.set_kind(self.button, "main")
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.asked)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def present(self, title: str, text: str, action: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))

    def _adopt(self) -> None:
        side = theme.px(28)
        self._picture.setPixmap(icon(self._name, "text3").pixmap(side, side))
        self._title.setFont(theme.font(15, 600))
        self._text.setFont(theme.font(12))
        palette = self._text.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self._text.setPalette(palette)
