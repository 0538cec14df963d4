"""The frame of a page that works something out when it is shown: empty states, verdict, progress.

A page of this kind asks nothing while it is hidden, and catches up when it is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from widgets import theme
from widgets.empty_state import EmptyState
from widgets.page_splitter import PageSplitter
from widgets.progress import ProgressStrip
from widgets.verdict import Verdict
from workbench.asking import Asking
from workbench.session import Session


class WorkingPage(QWidget):
    """A page is made by `frame(empty states)`, then fills `column`; `refresh` shows what is now.

    `asking` works; `answered` presents. A page without a splitter leaves `splitter` as it is.
    """

    failed = Signal(object)

    def __init__(self, session: Session, doing: str, undone: str) -> None:
        """`doing`: what the verdict says meanwhile; `undone`: what it says before why it ended."""
        super().__init__()
        self.session = session
        self._doing, self._undone = doing, undone
        self.asking = Asking(self)
        self.asking.answered.connect(self.answered)
        self.asking.failed.connect(self.failed)
        self.asking.failed.connect(lambda _error: self._say_undone("it failed"))
        self.verdict = Verdict()
        self.progress = ProgressStrip()
        self.again = QPushButton("Begin again")
        theme.set_kind(self.again, "", small=True)
        self.again.clicked.connect(lambda _on=False: self.begin_again())
        self.again.hide()
        self.asking.progressed.connect(self.progress.present)
        self.asking.finished.connect(self._over)
        self.progress.cancelled.connect(self.asking.cancel)
        self.splitter: QSplitter = QSplitter()
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.stack = QStackedWidget()
        session.project_changed.connect(lambda _before, _after: self.refresh())
        session.leads_changed.connect(self.new_leads)

    def frame(self, *empty: EmptyState) -> None:
        """Put the empty states and the body into the page; the body is the last of the stack."""
        for widget in (*empty, self.body):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        theme.observer().changed.connect(self.adopt)
        self.adopt()

    # What a page does

    def refresh(self) -> None:
        """Show what there is now; ask for what is missing, if the page is seen."""
        raise NotImplementedError

    def answered(self, found: object) -> None:
        """Present an answer."""
        raise NotImplementedError

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self.asking.forget()
        self.refresh()

    # The frame

    @property
    def compact(self) -> bool:
        """Whether the window is small."""
        return self.height() < theme.px(700)

    def adopt(self) -> None:
        """Margins and sizes of words for the size of the page."""
        margin, gap = (12, 6) if self.compact else (16, 10)
        self.column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self.column.setSpacing(theme.px(gap))
        self.verdict.set_size(15 if self.compact else 17)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller words in a small window."""
        super().resizeEvent(event)
        self.adopt()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed while the page was hidden."""
        super().showEvent(event)
        self.adopt()
        self.refresh()

    def show_empty(self, which: int) -> None:
        """Show an empty state; nothing is worked out for it."""
        self.asking.forget()
        self.stack.setCurrentIndex(which)

    def show_body(self) -> bool:
        """Show the page itself. False while it is hidden: then there is nothing to ask yet."""
        self.stack.setCurrentWidget(self.body)
        return self.isVisible() and not self.asking.stopped

    def doing(self) -> None:
        """Say that it is being worked out."""
        self.again.hide()
        self.verdict.present(f"{self._doing}\u2026")

    def begin_again(self) -> None:
        """Work out what was stopped."""
        self.asking.again()
        self.refresh()

    def _over(self) -> None:
        self.progress.finish()
        self.again.setVisible(self.asking.stopped)
        if self.asking.stopped:
            self._say_undone("it was stopped")

    def _say_undone(self, why: str) -> None:
        self.verdict.present(f"{self._undone}: {why}.", "Choose something or begin again.")

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        if isinstance(self.splitter, PageSplitter):
            self.splitter.restore(state)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self.asking.finish()
