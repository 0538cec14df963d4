"""What a part of a page wishes of the window around it, wherever it stands and without wiring.

A wish goes to the window of the widget, from a dialog on to the window that opened it, until one
of them takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from models.exchange.shown import Listed


@dataclass(frozen=True, eq=False)
class SaveTable:
    """The table is to be written into a file."""

    table: Listed


@dataclass(frozen=True, eq=False)
class SavePicture:
    """The picture of the chart is to be written into a file."""

    chart: Any


@dataclass(frozen=True)
class Say:
    """It is to be said that something was done."""

    text: str


Wish = SaveTable | SavePicture | Say


class WishEvent(QEvent):
    """Carries a wish to a window; who answers it accepts the event."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, wish: Wish) -> None:
        super().__init__(self.KIND)
        self.wish = wish
        self.ignore()


def wish_of(widget: QWidget, wish: Wish) -> bool:
    """Tell the windows around a widget of a wish; False where nobody answers."""
    event = WishEvent(wish)
    window: QWidget | None = widget.window()
    while window is not None and not event.isAccepted():
        QCoreApplication.sendEvent(window, event)
        above = window.parentWidget()
        window = None if above is None else above.window()
    return event.isAccepted()
