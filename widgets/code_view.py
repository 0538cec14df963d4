"""A text that is written for a machine, to read and copy: fixed width, coloured by its language."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name
from pygments.util import ClassNotFound
from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontInfo,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from widgets import theme

COLOURED = 60_000
"""Characters that are coloured; what follows stays plain, so that a long text is there at once."""
SHOWN = 400_000
"""Characters that are shown; a longer text is cut, and says so."""
SLICE = 0.006
"""Seconds that the window gives to colours at a time."""
AT_LEAST = 100
"""Parts that are coloured at a time, however busy the machine is."""
Run = tuple[int, int, str, bool]
"""Where something has a tone: place in UTF-16 units, length, tone, whether it is bold."""
_TONES = (
    (Comment, "text3", False),
    (Keyword, "accent", True),
    (Literal.String, "ok", False),
    (Literal.Number, "warn", False),
    (Name.Tag, "accent", False),
    (Name.Function, "text", True),
)


class CodeView(QPlainTextEdit):
    """Shows a text; nothing in it can be changed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._language = ""
        self._runs: Iterator[Run] = iter(())
        self._block, self._formats = self.document().begin(), list[QTextLayout.FormatRange]()
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._colour_on)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def present(self, text: str, language: str = "") -> None:
        """Show a text in a language of Pygments; "" has no colours."""
        if (text, language) == (self._text, self._language):
            return
        self._text, self._language = text, language
        more = "\n\u2026 The rest is in the file." if len(text) > SHOWN else ""
        self.setPlainText(text[:SHOWN] + more)
        self._colour()

    def _dress(self) -> None:
        self.setFont(fixed_font())
        self._colour()

    def _colour(self) -> None:
        """Colours on the layout, not in the text: what is copied stays plain.

        Only the first slice at once: a lexer takes longer than a window may stand still.
        """
        self._slices.stop()
        lexer = _lexer(self._language)
        self._runs = iter(()) if lexer is None else _runs(self._text[:COLOURED], lexer)
        self._block, self._formats = self.document().begin(), []
        self._colour_on()

    def _colour_on(self) -> None:
        until = time.perf_counter() + SLICE
        first = self._block.position()
        for number, run in enumerate(self._runs, start=1):
            self._put(*run)
            if not number % AT_LEAST and time.perf_counter() > until:
                self._slices.start()
                break
        else:
            self._slices.stop()
            self._next_block()
        end = self._block.position() if self._block.isValid() else self.document().characterCount()
        self.document().markContentsDirty(first, end - first)

    def _put(self, start: int, length: int, tone: str, bold: bool) -> None:
        """Colour a part of the text, which may go over several lines."""
        end = start + length
        while self._block.isValid():
            first = self._block.position()
            last = first + self._block.length()
            low, high = max(start, first), min(end, last)
            if low < high:
                self._formats.append(_format(low - first, high - low, tone, bold=bold))
            if end < last:
                return
            self._next_block()

    def _next_block(self) -> None:
        if self._block.isValid():
            self._block.layout().setFormats(self._formats)
            self._block, self._formats = self._block.next(), []

    def to_top(self) -> None:
        """Show the beginning."""
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _format(start: int, length: int, tone: str, *, bold: bool) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setForeground(theme.current().color(tone))
    if bold:
        look.setFontWeight(QFont.Weight.DemiBold)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, look
    return found


def ready_for(language: str) -> None:
    """Load what colours a language, in any thread: it takes longer than a text."""
    _lexer(language)


def _runs(text: str, lexer: Lexer) -> Iterator[Run]:
    at = 0
    for kind, words in lexer.get_tokens(text):
        length = len(words) + sum(sign > "\uffff" for sign in words)  # Qt counts halves
        for wanted, tone, bold in _TONES:
            if kind in wanted:
                yield at, length, tone, bold
                break
        at += length


@lru_cache(maxsize=16)
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def fixed_font() -> QFont:
    """The system's font of fixed width; where it has none, the application's own."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if not QFontInfo(font).fixedPitch():
        font = QFont(theme.font(12))
    font.setPixelSize(theme.px(12))
    return font
