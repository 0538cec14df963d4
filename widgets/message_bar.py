"""News at the top of a page: one message at a time, with what, where and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from models.problems import Problem, Severity
from widgets import theme
from widgets.flowing_text import FlowingText, Run
from widgets.icons import icon, paint_icon

_TONES = {
    Severity.NOTE: ("info", "accent", "accentbg"),
    Severity.WARNING: ("alert", "warn", "warnbg"),
    Severity.ERROR: ("error", "err", "errbg"),
}
MOST_ACTIONS = 2


@dataclass(frozen=True)
class Message:
    """A problem with what can be done about it: words of buttons by name, at most two."""

    problem: Problem
    actions: tuple[tuple[str, str], ...] = ()


class MessageBar(QWidget):
    """Shows the gravest message first and says how many more there are.

    `asked(problem, name)`: the user chose an action. The same problem twice is shown once.
    """

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._words = FlowingText(13)
        self._buttons = [QPushButton() for _ in range(MOST_ACTIONS)]
        for place, button in enumerate(self._buttons):
            theme.set_kind(button, "quiet", small=True)
            button.clicked.connect(lambda _checked, at=place: self._ask(at))
        self._more = QPushButton()
        theme.set_kind(self._more, "quiet", small=True)
        self._more.clicked.connect(self._next)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.close_message)
        self._row = QHBoxLayout(self)
        for widget in (self._words, *self._buttons, self._more, self._close):
            self._row.addWidget(widget, 1 if widget is self._words else 0)
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def present(self, problem: Problem, actions: Sequence[tuple[str, str]] = ()) -> None:
        """Add a message; a graver one goes before the one that is shown."""
        message = Message(problem, tuple(actions[:MOST_ACTIONS]))
        self._messages = [one for one in self._messages if one.problem != problem]
        graver = list(_TONES)
        rank = graver.index(problem.severity)
        at = next(
            (
                place
                for place, other in enumerate(self._messages)
                if graver.index(other.problem.severity) <= rank
            ),
            len(self._messages),
        )
        self._messages.insert(at, message)
        self._show()

    def clear(self) -> None:
        """Take all messages away."""
        self._messages = []
        self._show()

    def problems(self) -> list[Problem]:
        """What is told, the shown one first."""
        return [message.problem for message in self._messages]

    def close_message(self) -> None:
        """Take the shown message away."""
        self._messages = self._messages[1:]
        self._show()

    def _next(self) -> None:
        self._messages = [*self._messages[1:], *self._messages[:1]]
        self._show()

    def _ask(self, place: int) -> None:
        message = self._messages[0]
        self.asked.emit(message.problem, message.actions[place][0])

    def _show(self) -> None:
        self.setVisible(bool(self._messages))
        if not self._messages:
            return
        message = self._messages[0]
        problem = message.problem
        head = f"{problem.where}: {problem.what}" if problem.where else problem.what
        rest = [problem.remedy] if problem.remedy else []
        if problem.examples:
            rest.insert(0, f"Such as {', '.join(problem.examples[:3])}.")
        self._words.set_runs((Run(" ".join(head.split()), 600), Run(" ".join(rest))))
        self.setAccessibleName(f"{problem.severity.value}: {problem.sentence()}")
        for button, (_, words) in zip(self._buttons, message.actions, strict=False):
            button.setText(words)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(message.actions))
        others = len(self._messages) - 1
        self._more.setText(f"{others} more")
        self._more.setToolTip("Show the next message")
        self._more.setVisible(others > 0)
        self.update()

    def _restyle(self) -> None:
        px = theme.px
        self._row.setContentsMargins(px(40), px(5), px(8), px(5))
        self._row.setSpacing(px(8))
        self._words.setMinimumHeight(px(26))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._messages:
            return
        look = theme.current()
        name, tone, ground = _TONES[self._messages[0].problem.severity]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color(tone), 1))
        painter.setBrush(look.color(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        side = look.px(18)
        paint_icon(painter, name, QRectF(look.px(12), look.px(8), side, side), tone)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("content-copy"), "Copy message", self.copy)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """Put the shown message on the clipboard, to be sent to who can help."""
        QGuiApplication.clipboard().setText(self._words.text())
