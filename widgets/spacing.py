"""Margins and gaps of a layout that keep to the scale: said once, at 100 %."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout

from widgets import theme

Four = tuple[float, float, float, float]


class _Spacing(QObject):
    """Lives as long as its layout."""

    def __init__(
        self, layout: QLayout, gap: float | None, across: float | None, margins: Four | None
    ) -> None:
        super().__init__(layout)
        self._layout, self._gap, self._across, self._margins = layout, gap, across, margins
        theme.observer().changed.connect(self.use)
        self.use()

    def use(self) -> None:
        """Take the lengths of the scale in use."""
        if self._margins is not None:
            self._layout.setContentsMargins(*(theme.px(side) for side in self._margins))
        if self._gap is not None and isinstance(self._layout, QGridLayout):
            self._layout.setVerticalSpacing(theme.px(self._gap))
            across = self._gap if self._across is None else self._across
            self._layout.setHorizontalSpacing(theme.px(across))
        elif self._gap is not None:
            self._layout.setSpacing(theme.px(self._gap))


def spaced(
    layout: QBoxLayout | QGridLayout,
    gap: float | None = None,
    *,
    across: float | None = None,
    margins: Four | None = None,
) -> None:
    """Set the gap (of a grid: between rows, `across` between columns) and the margins, for good."""
    _Spacing(layout, gap, across, margins)
