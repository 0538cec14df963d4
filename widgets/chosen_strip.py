"""Which leads are chosen, in a line above the page: how, how many, what became of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from models.evaluation.figures import count, leads, percent
from models.leads.tally import Tally
from widgets import theme
from widgets.flowing_text import FlowingText, Run
from widgets.icons import icon, paint_icon


def chosen_words(words: str, tally: Tally) -> tuple[str, str]:
    """How the leads were chosen, and how many they are with what became of them."""
    told = leads(tally.leads)
    if tally.known:
        told += f", {count(tally.converted)} converted"
        if tally.known < tally.leads:
            told += f" of {count(tally.known)} with a known outcome"
        told += f" ({percent(tally.rate)})"
    return f"Chosen: {words}", told


class ChosenStrip(QWidget):
    """Seen only while leads are chosen. `show_asked`, `save_asked`, `dropped`: what was wished."""

    show_asked = Signal()
    save_asked = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = FlowingText(13, most=1)
        self.show_button, self.save_button = QPushButton("Show in Leads"), QPushButton("Save…")
        self.save_button.setAccessibleName("Save the chosen leads")
        self.save_button.setToolTip("Save the chosen leads as a scored list")
        for button in (self.show_button, self.save_button):
            theme.set_kind(button, "quiet", small=True)
        self.show_button.clicked.connect(self.show_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setToolTip("Choose no leads (Esc)")
        self.close_button.setAccessibleName("Choose no leads")
        self.close_button.clicked.connect(self.dropped)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        for widget in (self.show_button, self.save_button, self.close_button):
            self._row.addWidget(widget)
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def present(self, words: str, tally: Tally | None) -> None:
        """Tell of these leads; no tally: none are chosen. Never emits."""
        if tally is None:
            self.hide()
            return
        first, second = chosen_words(words, tally)
        self._words.set_runs((Run(first, 600), Run(f"· {second}")))
        self._words.setToolTip(f"{first}: {second}")
        self.setAccessibleName(f"{first}, {second}")
        self.show()
        said = QAccessibleAnnouncementEvent(self, f"{first}, {second}")
        QAccessible.updateAccessibility(said)

    def text(self) -> str:
        """All that is said."""
        return self._words.text()

    def _restyle(self) -> None:
        px = theme.px
        self._row.setContentsMargins(px(40), px(3), px(8), px(3))
        self._row.setSpacing(px(8))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("accentbg"))
        painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.color("accent"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look.color("line"))
        side = look.px(16)
        box = QRectF(look.px(14), (self.height() - side) / 2, side, side)
        paint_icon(painter, "filter", box, "accent")
        painter.end()
