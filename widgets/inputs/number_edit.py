"""A line for one number: what is typed is read kindly, what is wrong is said and not erased."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.leads.wording import figure
from widgets import theme
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong
from widgets.inputs.numbers import read_number


class NumberEdit(LineEdit):
    """Shows a number or nothing. `typed(value, gesture)`: a number, or None while there is none.

    `fault` says what is wrong with the text, "" where nothing is. `width`: px at 100 % that it
    keeps; without one it is as wide as its number.
    """

    typed = Signal(object, int)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "Number",
        whole: bool = False,
        least: float | None = None,
        width: int = 0,
    ) -> None:
        super().__init__(parent, name=name)
        self._width = width
        self._value: float | None = None
        self._whole, self._least = whole, least
        self.fault = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if width:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self.updateGeometry)

    def present(self, value: float | None) -> None:
        """Show a number; a text that says the same number stays as it was typed."""
        if value == self._value and (value is not None or self.hasFocus()):
            return
        self._value = value
        if self._read(self.text())[0] != value or value is None:
            self.setText("" if value is None else figure(value))
        self._judge(self._read(self.text())[1])

    @property
    def value(self) -> float | None:
        """The number that is shown; None where the text is not one."""
        return self._value

    def _read(self, text: str) -> tuple[float | None, str]:
        """The number of a text, and what is wrong with it."""
        if not text.strip():
            return None, ""
        value = read_number(text)
        if value is None:
            return None, "Type a number such as 50 or 1,000.5."
        if self._whole and value != int(value):
            return None, "Type a whole number."
        if self._least is not None and value < self._least:
            return None, f"Type a number from {figure(self._least)} on."
        return value, ""

    def _typed(self, text: str) -> None:
        value, fault = self._read(text)
        self._judge(fault)
        if value != self._value:
            self._value = value
            self.typed.emit(value, self.gesture)

    def _judge(self, fault: str) -> None:
        if fault != self.fault:
            self.fault = fault
            self.setToolTip(fault)
            mark_wrong(self, bool(fault))

    def sizeHint(self) -> QSize:
        if self._width:
            return QSize(theme.px(self._width), super().sizeHint().height())
        text = QFontMetrics(self.font()).horizontalAdvance(self.text())
        width = max(theme.px(52), min(text + theme.px(22), theme.px(160)))
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(self._width or 44), super().minimumSizeHint().height())
