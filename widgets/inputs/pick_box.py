"""A choice of one name: what has no room is left out in its middle, where names differ least."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from widgets import theme

AROUND = 34
"""Margins and the arrow, in pixels at 100 %."""


class ElidedBox(QComboBox):
    """A choice that shows both ends of a long name; the whole one is its tooltip."""

    def shown(self) -> str:
        """The name as it stands in the box."""
        elide = Qt.TextElideMode.ElideMiddle
        room = self.width() - theme.px(AROUND)
        return self.fontMetrics().elidedText(self.currentText(), elide, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.currentText() != self.shown():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)


class PickBox(ElidedBox):
    """A choice as wide as so many letters, however long the names are."""

    def __init__(self, name: str, letters: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
