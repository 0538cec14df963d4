"""A text that is written for a machine, to read and copy: fixed width, coloured by its language."""

from __future__ import annotations

from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name
from pygments.util import ClassNotFound
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
        shown = text[:SHOWN]
        if len(text) > SHOWN:
            shown += f"\n\u2026 {len(text) - SHOWN:,} more characters are in the file."
        self.setPlainText(shown)
        self._colour()

    def _dress(self) -> None:
        self.setFont(fixed_font())
        self._colour()

    def _colour(self) -> None:
        """Colours on the layout, not in the text: what is copied stays plain."""
        lexer = _lexer(self._language)
        document = self.document()
        runs = _runs(self._text[:COLOURED], lexer) if lexer is not None else []
        block, place = document.begin(), 0
        while block.isValid():
            start, end = block.position(), block.position() + block.length()
            formats = []
            while place < len(runs) and runs[place][0] < end:
                first, length, tone, bold = runs[place]
                low, high = max(first, start), min(first + length, end)
                if low < high:
                    formats.append(_format(low - start, high - low, tone, bold=bold))
                if first + length > end:
                    break
                place += 1
            block.layout().setFormats(formats)
            block = block.next()
            if place >= len(runs) and start > COLOURED:
                break
        document.markContentsDirty(0, document.characterCount())

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


def _runs(text: str, lexer: Lexer) -> list[tuple[int, int, str, bool]]:
    """Where something has a tone: place in UTF-16 units, length, tone, whether it is bold."""
    found, at = [], 0
    for kind, words in lexer.get_tokens(text):
        length = len(words) + sum(sign > "\uffff" for sign in words)  # Qt counts halves
        for wanted, tone, bold in _TONES:
            if kind in wanted:
                found.append((at, length, tone, bold))
                break
        at += length
    return found


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
