"""The message bar: what, where, what to do; one at a time, the others counted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from models.problems import Problem, Severity
from widgets import theme
from widgets.icons import icon

_TONES = {
    Severity.NOTE: ("info", "accent", "accentbg"),
    Severity.WARNING: ("alert", "warn", "warnbg"),
    Severity.ERROR: ("error", "err", "errbg"),
}


class MessageBar(QWidget):
    """Shows the newest problem; closing it shows the one before."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []
        self.setAccessibleName("Messages")
        self._box = QWidget(self)
        outer = QVBoxLayout(self)
        self._outer = outer
        outer.addWidget(self._box)
        row = QHBoxLayout(self._box)
        self._row = row
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QPushButton()
        theme.set_kind(self._more, "quiet", small=True)
        self._more.clicked.connect(self._next)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.close_first)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._adopt()
        theme.observer().changed.connect(self._adopt)
        self._show()

    def _adopt(self) -> None:
        px = theme.px
        self._outer.setContentsMargins(px(16), px(8), px(16), 0)
        self._row.setContentsMargins(px(12), px(8), px(8), px(8))
        self._row.setSpacing(px(8))
        self._show()

    def present(self, problem: Problem) -> None:
        """Show a problem, in front of those that are there; the same one only once."""
        if problem in self._problems:
            self._problems.remove(problem)
        if problem.severity is Severity.NOTE:
            self._problems = [p for p in self._problems if p.severity is not Severity.NOTE]
        self._problems.insert(0, problem)
        self._show()

    @property
    def shown(self) -> Problem | None:
        """The problem that is read now."""
        return self._problems[0] if self._problems else None

    def clear(self) -> None:
        """Close all."""
        self._problems = []
        self._show()

    def close_first(self) -> None:
        """Close the one that is shown."""
        self._problems = self._problems[1:]
        self._show()
        self.closed.emit()

    def _next(self) -> None:
        self._problems = [*self._problems[1:], self._problems[0]]
        self._show()

    def _show(self) -> None:
        problem = self.shown
        self.setVisible(problem is not None)
        if problem is None:
            return
        picture, tone, _ground = _TONES[problem.severity]
        side = theme.px(18)
        self._picture.setPixmap(icon(picture, tone).pixmap(side, side))
        where = f"{_plain(problem.where)}: " if problem.where else ""
        such = ""
        if problem.examples:
            such = " Such as " + ", ".join(f"\u201c{_plain(e)}\u201d" for e in problem.examples[:3])
            such += "."
        self._words.setText(f"<b>{where}{_plain(problem.what)}</b>{such} {_plain(problem.remedy)}")
        self._more.setText(f"{len(self._problems) - 1} more")
        self._more.setVisible(len(self._problems) > 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tinted box."""
        problem = self.shown
        if problem is None:
            return
        look = theme.current()
        _picture, tone, ground = _TONES[problem.severity]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.color(ground))
        painter.setPen(QPen(look.color(tone), 1))
        box = QRectF(self._box.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
