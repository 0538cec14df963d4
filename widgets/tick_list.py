"""A list of names of which any number can be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_KEY = int(Qt.ItemDataRole.UserRole)


class TickList(QListWidget):
    """`ticked(keys)`: the keys of all that are ticked, in their order, after a person's change."""

    ticked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("framed", "true")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _item: self.ticked.emit(self.keys()))

    def present(self, items: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show these keys with their words; never emits, and the chosen line stays chosen."""
        chosen = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for key, words in items:
            line = QListWidgetItem(words)
            line.setToolTip(words)
            line.setData(_KEY, key)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = key in ticked
            line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.addItem(line)
        self.setCurrentRow(min(chosen, self.count() - 1))
        self.blockSignals(False)

    def keys(self) -> tuple[str, ...]:
        """The keys of what is ticked."""
        lines = (self.item(place) for place in range(self.count()))
        return tuple(
            str(line.data(_KEY)) for line in lines if line.checkState() == Qt.CheckState.Checked
        )
