"""Words in several weights and tones that flow over lines, painted without markup.

Rich text would not do: its bold is a smeared regular where the typeface is a variable font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme
from widgets.printing.parts import Part, Words


@dataclass(frozen=True)
class Run:
    """Words of one weight and tone."""

    text: str
    weight: int = 400
    token: str = "text"


class FlowingText(QWidget):
    """Runs of words, wrapped at the width; `least` lines are kept free, `most` are shown."""

    def __init__(
        self,
        size: int = 13,
        least: int = 1,
        most: int = 4,
        spacing: float = 1.38,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._size, self._least, self._most, self._spacing = size, least, most, spacing
        self._layout: QTextLayout | None = None
        self._lines: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.observer().changed.connect(self._restyle)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show other words."""
        if tuple(runs) == self._runs:
            return
        before = self._lines_for(self.width())
        self._runs = tuple(runs)
        self._forget()
        self.setAccessibleName(self.text())
        if self._lines_for(self.width()) != before:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All words."""
        return " ".join(run.text for run in self._runs if run.text)

    def on_paper(self) -> tuple[Part, ...]:
        """The words as they are printed."""
        words = [run.text for run in self._runs if run.text]
        strong = bool(self._runs) and self._runs[0].weight >= 500 and self._size >= 15
        if not words:
            return ()
        if not strong:
            return (Words(self.text()),)
        return (Words(words[0], " ".join(words[1:]), 14, 500),)

    def set_size(self, size: int) -> None:
        """Another size of letters, for a smaller window."""
        self._size = size
        self._restyle()

    def indent(self) -> int:
        """Pixels kept free at the left."""
        return 0

    def _forget(self) -> None:
        self._layout = None
        self._lines.clear()

    def _restyle(self) -> None:
        self._forget()
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return theme.px(self._size * self._spacing)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines_for(width) * self._line_height() + theme.px(4)

    def sizeHint(self) -> QSize:
        width = self.width() or theme.px(480)
        return QSize(theme.px(320), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._line_height() + theme.px(4))

    def _lines_for(self, width: int) -> int:
        """Counted once for each width: a layout of widgets asks over and over."""
        lines = self._lines.get(width)
        if lines is None:
            lines = self._lay_out(max(width, theme.px(120))).lineCount()
            self._lines[width] = lines
        return min(max(lines, self._least), self._most)

    def _lay_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text(), theme.font(self._size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats, start = [], 0
        for run in self._runs:
            if not run.text:
                continue
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(run.text)
            tone = QTextCharFormat()
            tone.setFont(theme.font(self._size, run.weight))
            tone.setForeground(theme.current().color(run.token))
            part.format = tone
            formats.append(part)
            start += len(run.text) + 1
        layout.setFormats(formats)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - self.indent(), 1))
            line.setPosition(QPointF(0, (layout.lineCount() - 1) * self._line_height()))
        layout.endLayout()
        return layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_words(painter)
        painter.end()

    def paint_words(self, painter: QPainter) -> None:
        """The lines that have room; where some do not, the tooltip has all words."""
        if self._layout is None:
            self._layout = self._lay_out(self.width())
            room = self.height() // self._line_height()
            self.setToolTip(self.text() if self._layout.lineCount() > room else "")
        height = QFontMetrics(self._layout.font()).height()
        lines = min(self._layout.lineCount(), max(self.height() // self._line_height(), 1))
        free = self.height() - lines * self._line_height()
        top = (self._line_height() - height) / 2 + max(free, 0) / 2 * (self._least == 1)
        painter.setPen(theme.current().color("text"))
        self._layout.draw(painter, QPointF(self.indent(), top))
