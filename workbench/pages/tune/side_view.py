"""A side of a page that works something out by itself: its verdict, its progress, its empty states.

The page has the switch and the margins; a side that is hidden asks nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from widgets import theme
from widgets.spacing import spaced
from workbench.pages.working_page import WorkingPage
from workbench.session import Session

LOW = 760
"""The height of a window below which words are smaller."""


class SideView(WorkingPage):
    """`rule_asked`: the id of a rule to show; `choose_asked`: leads in words, and their rows.

    `head` has the verdict and the button that begins again; a side adds its own buttons to it.
    """

    rule_asked = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, doing: str, undone: str) -> None:
        super().__init__(session, doing, undone)
        self.splitter.setParent(self)
        self.splitter.hide()
        self.head = QHBoxLayout()
        spaced(self.head, 8, margins=(0, 0, 0, 0))
        self.head.addWidget(self.verdict, 1)
        self.head.addWidget(self.again)
        self.column.addLayout(self.head)
        self.column.addWidget(self.progress)

    @property
    def compact(self) -> bool:
        """Whether the window is small: the page has taken its own part of the height."""
        return self.window().height() < theme.px(LOW)

    def adopt(self) -> None:
        """The margins are those of the page."""
        super().adopt()
        self.column.setContentsMargins(0, 0, 0, 0)
