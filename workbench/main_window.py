"""The main window: frame, menus, rail, pages. It places things and passes wishes on; no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.rail import Rail
from widgets.taking.wishes import WishEvent
from workbench.actions import build, enable
from workbench.places import PLACES

if TYPE_CHECKING:
    from widgets.chosen_strip import ChosenStrip
    from widgets.message_bar import MessageBar
    from widgets.progress import ProgressStrip
    from widgets.top_bar import TopBar
    from workbench.opened_pages import OpenedPages

NARROW = 1400

OFFLINE = "Works offline. No account, no upload: leads stay on this computer."
"""What the foot of the window says while there is nothing to tell of leads."""


class MainWindow(QMainWindow):
    """The frame. Pages are put in by the application; their order is the rail's."""

    files_dropped = Signal(object)
    page_shown = Signal(int)
    closing = Signal(object)
    wished = Signal(object)
    escaped = Signal()

    def __init__(self, welcome: QWidget, handlers: Mapping[str, Callable[[], None]]) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Leadbench")
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 500)
        self.status: list[QLabel] = []
        self.lines: list[QFrame] = []
        self.actions_by_id: dict[str, QAction] = build(self, self.menuBar(), handlers)
        self.kept = QLabel()
        self.rail = Rail()
        for place in PLACES:
            self.rail.add(place.icon, place.name, place.keys, apart=place.apart)
        self.rail.page_asked.connect(self.show_page)
        self.welcome = welcome
        self.stack = QStackedWidget()
        self.stack.addWidget(welcome)
        self._pages: OpenedPages | None = None
        self._lay_out()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(self.kept)
        self.show_welcome()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.stack, 1)
        self._page_column = page
        row.addLayout(page, 1)
        column.addLayout(row, 1)
        self.setCentralWidget(body)

    # Parts that the welcome page does without: each is made when it is first wanted.

    @cached_property
    def top(self) -> TopBar:
        """The bar above the pages."""
        from widgets.top_bar import TopBar  # lazy: not on the welcome page

        made = TopBar(self.actions_by_id)
        made.set_compact(self._narrow)
        made.hide()
        self._column.insertWidget(0, made)
        return made

    @cached_property
    def messages(self) -> MessageBar:
        """The bar for what went wrong and what was done."""
        from widgets.message_bar import MessageBar  # lazy: nothing is told at first

        made = MessageBar()
        self._page_column.insertWidget(0, made)
        return made

    @cached_property
    def progress(self) -> ProgressStrip:
        """How far long work is."""
        from widgets.progress import ProgressStrip  # lazy: nothing runs at first

        made = ProgressStrip()
        self._page_column.insertWidget(self._page_column.count() - 1, made)
        return made

    @cached_property
    def strip(self) -> ChosenStrip:
        """The line that says which leads are chosen."""
        from widgets.chosen_strip import ChosenStrip  # lazy: nothing is chosen at first

        made = ChosenStrip()
        self._page_column.insertWidget(0, made)
        return made

    @property
    def _narrow(self) -> bool:
        return self.width() < theme.px(NARROW)

    def _adopt(self) -> None:
        self.statusBar().setFixedHeight(theme.px(26))
        for label in (self.kept, *self.status):
            label.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
            label.setFont(theme.font(12, tabular=True))
        self._fit()

    # Pages

    def set_pages(self, pages: OpenedPages) -> None:
        """Take the pages of projects, in the order of the rail."""
        self._pages = pages

    def show_welcome(self) -> None:
        """Show the welcome page, without rail and bar."""
        self.stack.setCurrentWidget(self.welcome)
        if "top" in self.__dict__:
            self.top.hide()
        self.rail.hide()
        self.welcome.setFocus()

    def show_aside(self, widget: QWidget) -> None:
        """Show something that is no page of the project, without rail and bar."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        if "top" in self.__dict__:
            self.top.hide()
        self.rail.hide()

    def show_page(self, place: int) -> None:
        """Show a page of the project."""
        if self._pages is None or not 0 <= place < len(self._pages):
            return
        page = self._pages[place]
        self.top.show()
        self.rail.show()
        self.rail.choose(place)
        self.stack.setCurrentWidget(page)
        self.page_shown.emit(place)

    @property
    def page(self) -> int:
        """The place of the page shown; -1 for the welcome page."""
        return -1 if self._pages is None else self._pages.place_of(self.stack.currentWidget())

    # Frame

    def set_status(self, parts: list[str]) -> None:
        """Show short facts at the bottom, parted by lines."""
        while len(self.status) < len(parts):
            label = QLabel()
            label.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
            label.setFont(theme.font(12, tabular=True))
            if self.status:
                line = QFrame()
                line.setFrameShape(QFrame.Shape.VLine)
                line.setForegroundRole(QPalette.ColorRole.Mid)
                self.statusBar().addWidget(line)
                self.lines.append(line)
            self.statusBar().addWidget(label)
            self.status.append(label)
        for label, text in zip(self.status, parts + [""] * len(self.status), strict=False):
            if label.text() != text:
                label.setText(text)
        self._fit_status()

    def _fit_status(self) -> None:
        """Whole facts only: the last ones stay away where there is no room."""
        room = self.width() - self.kept.sizeHint().width() - theme.px(16)
        for place, label in enumerate(self.status):
            room -= label.sizeHint().width() + theme.px(12)
            shown = bool(label.text()) and (room >= 0 or place == 0)
            label.setVisible(shown)
            if place:
                self.lines[place - 1].setVisible(shown)
        layout = self.statusBar().layout()
        if layout is not None:
            layout.activate()  # a fact that is longer now is not painted in the room of before

    def enable(self, present: frozenset[str]) -> None:
        """Enable the commands whose need is met."""
        enable(self.actions_by_id, present)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_compact(self._narrow)
        self._fit_status()
        if "top" in self.__dict__:
            self.top.set_compact(self._narrow)

    def restore(self, geometry: bytes) -> None:
        """Take the size and place of last time."""
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            self.resize(theme.px(1280), theme.px(800))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape comes here where nothing on the page wants it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def customEvent(self, event: QEvent) -> None:
        """Pass on what a part of a page wishes, wherever it stands."""
        if isinstance(event, WishEvent):
            event.accept()
            self.wished.emit(event.wish)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The application decides; it keeps the work first."""
        self.closing.emit(event)

    # Files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        self._hot(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self._hot(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _hot(self, hot: bool) -> None:
        set_hot = getattr(self.welcome, "set_hot", None)
        if set_hot is not None:
            set_hot(hot)
