"""The history: every step with its time and author; choosing one goes back or forth to it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from models.project.history import Step
from widgets import theme
from widgets.rows import Rows, RowWords
from workbench.dialogs.sheet import Sheet
from workbench.session import Session


def time_words(iso: str) -> str:
    """A time of the journal in this computer's zone: day, hours and minutes."""
    return f"{datetime.fromisoformat(iso).astimezone():%d %b %Y, %H:%M}" if iso else ""


class HistoryDialog(Sheet):
    """Steps newest first; the one that the project stands at is marked."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "History", "Choose a step to go back or forth to it.", "Close")
        self.setObjectName("history")
        self.setModal(False)
        self.cancel.hide()
        self._session = session
        self.list = Rows("Steps")
        self.list.setMinimumHeight(theme.px(320))
        self.content.addWidget(self.list)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        session.edited.connect(self._fill)
        self._fill()
        self.setMinimumWidth(theme.px(520))

    def _fill(self) -> None:
        history = self._session.history
        if history is None:
            self.close()
            return
        steps: tuple[Step, ...] = history.steps
        done = len(history.done)
        self.list.blockSignals(True)
        self.list.clear()
        for number in range(len(steps), -1, -1):
            if number:
                step = steps[number - 1]
                undone = number > done
                state = "undone" if undone else "now" if number == done else ""
                who = f"{time_words(step.time)}{f', {step.author}' if step.author else ''}"
                words = RowWords(step.label, who, state, undone)
            else:
                words = RowWords("As it was opened", side="" if done else "now")
            item = self.list.add(words, number)
            if number == done:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _go(self, item: QListWidgetItem) -> None:
        self._session.go_to(int(item.data(Qt.ItemDataRole.UserRole)))
