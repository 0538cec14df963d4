"""Tab in reading order where parts come and go: Qt puts what is made later at the end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def in_order(root: QWidget) -> list[QWidget]:
    """What takes the focus inside a widget, as its layouts read."""
    # Who hands the focus on to a part of its own stands for that part; in a row with it Qt would
    # tie a knot.
    found = [
        one
        for one in _inside(root)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    return [one for one in found if not any(one.isAncestorOf(other) for other in found)]


def order_tabs(root: QWidget) -> None:
    """Let Tab go through a widget as it reads."""
    found = in_order(root)
    for before, after in pairwise(found):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _inside(inner)
        return
    if isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from _inside(part)
        return
    yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _inside(widget)
        elif inner is not None:
            yield from _laid(inner)
