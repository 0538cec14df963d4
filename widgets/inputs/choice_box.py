"""A choice of one in few, as wide as what is chosen, so that it can stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from widgets import theme
from widgets.inputs.pick_box import ElidedBox

Options = Sequence[tuple[object, str]]


class ChoiceBox(ElidedBox):
    """Shows one of several words. `picked(value)` tells what a person chose."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._options: tuple[tuple[object, str], ...] = ()
        self.setProperty("small", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        if name:
            self.setAccessibleName(name)
        self.activated.connect(self._pick)
        self.currentIndexChanged.connect(self.updateGeometry)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        # The sheet keeps room for the arrow twice; in a sentence a box is as narrow as its word.
        self.setStyleSheet(f"QComboBox {{ padding: 0 {theme.px(2)}px 0 {theme.px(8)}px; }}")

    def present(self, options: Options, value: object) -> None:
        """Offer these values in these words, and show one of them."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.clear()
            self.addItems([text for _, text in self._options])
        position = next((i for i, (own, _) in enumerate(self._options) if own == value), -1)
        if position != self.currentIndex():
            self.setCurrentIndex(position)

    @property
    def value(self) -> object:
        """What is chosen; None where nothing is."""
        position = self.currentIndex()
        return self._options[position][0] if 0 <= position < len(self._options) else None

    def _pick(self, position: int) -> None:
        if 0 <= position < len(self._options):
            self.picked.emit(self._options[position][0])

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page that is scrolled must not change what the mouse happens to pass over.
        event.ignore()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        text = metrics.horizontalAdvance(self.currentText() or "\u2013")
        return QSize(text + theme.px(38), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(120)), super().sizeHint().height())
