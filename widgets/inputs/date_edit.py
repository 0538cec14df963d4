"""A line for a day, typed as people type days; what is wrong is said in words."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, timedelta

from PySide6.QtCore import QLocale, QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from models.leads.dates import EPOCH, read_day
from models.leads.fields import DateOrder
from models.leads.text import clean
from widgets import theme
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong

_NUMBERS = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})")


def order_of(locale: QLocale) -> DateOrder:
    """The order of day and month in which a locale writes short dates."""
    shape = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    day, month = shape.find("d"), shape.find("m")
    return DateOrder.MDY if 0 <= month < day and not shape.startswith("y") else DateOrder.DMY


def read_typed_day(text: str, order: DateOrder) -> date | str | None:
    """The day a text says; a sentence that says what is wrong; None for no text."""
    text = clean(text)
    if not text:
        return None
    read = read_day(text, order, UTC)
    if read is not None:
        return date.fromordinal(read.number + EPOCH)
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return "Type a day such as 2026-12-31."
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return _wrong(first, second, third)
    if order is DateOrder.MDY:
        return _wrong(third, first, second)
    return _wrong(third, second, first)


def _wrong(year: int, month: int, day: int) -> str:
    """What is wrong with a day that the calendar does not have."""
    if not 1 <= month <= 12:
        return f"There is no month {month}."
    year += 0 if year > 99 else 2000
    if not 1 <= year <= 9999:
        return f"There is no year {year}."
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{calendar.month_name[month]} has {days} days in {year}."
    return "Type a day such as 2026-12-31."


class DateEdit(LineEdit):
    """Shows a day or nothing. `typed(day, gesture)`: a day, or None while there is none.

    Up and Down go by a day. `fault` says what is wrong with the text.
    """

    typed = Signal(object, int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "Day") -> None:
        super().__init__(parent, name=name)
        self._value: date | None = None
        self.fault = ""
        self.setPlaceholderText("2026-12-31")
        self.textEdited.connect(self._typed)

    def present(self, value: date | None) -> None:
        """Show a day; a text that says the same day stays as it was typed."""
        if value == self._value and (value is not None or self.hasFocus()):
            return
        self._value = value
        if self._read() != value:
            self.setText("" if value is None else value.isoformat())
        self._judge()

    @property
    def value(self) -> date | None:
        """The day that is shown; None where the text is not one."""
        return self._value

    def step(self, days: int) -> None:
        """A day later or earlier."""
        if self._value is None:
            return
        try:
            day = self._value + timedelta(days=days)
        except OverflowError:  # the end of the calendar
            return
        self.setText(day.isoformat())
        self._typed()

    def _read(self) -> date | str | None:
        return read_typed_day(self.text(), order_of(self.locale()))

    def _typed(self) -> None:
        read = self._read()
        value = read if isinstance(read, date) else None
        self._judge()
        if value != self._value:
            self._value = value
            self.typed.emit(value, self.gesture)

    def _judge(self) -> None:
        read = self._read()
        fault = read if isinstance(read, str) else ""
        if fault != self.fault:
            self.fault = fault
            self.setToolTip(fault)
            mark_wrong(self, bool(fault))

    def sizeHint(self) -> QSize:
        text = QFontMetrics(self.font()).horizontalAdvance("2026-12-31")
        return QSize(text + theme.px(26), super().sizeHint().height())
