"""Proposals of spellings for a field, each with its leads and a button; those taken, to undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.quality.variants import Variants
from models.evaluation.quality.words import kept_words, reasons_of, ways_of
from models.leads.wording import quoted
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced

MOST = 40
"""Proposals, and spellings that were taken, that are listed."""


@dataclass(frozen=True)
class Taken:
    """Cells that are read otherwise already: `written`, and what is `meant`, "" is blank.

    `words`: they are the field's words for blank, not spellings.
    """

    meant: str
    written: tuple[str, ...]
    words: bool = False


class VariantsBox(QWidget):
    """`take_asked` (Variants), `drop_asked` (Taken), `leads_asked` (Variants: those who are written
    otherwise): what the user wishes."""

    take_asked = Signal(object)
    drop_asked = Signal(object)
    leads_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.takes: list[QPushButton] = []
        self.drops: list[QPushButton] = []
        self.leads: list[QPushButton] = []
        self._inside = QVBoxLayout(self)
        spaced(self._inside, 4, margins=(0, 0, 0, 0))

    def present(self, proposals: Sequence[Variants], taken: Sequence[Taken]) -> None:
        """Show proposals, and what is read otherwise already; never emits."""
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.takes, self.drops, self.leads = [], [], []
        if proposals:
            self._inside.addWidget(Label("These seem to be one value", size=13, weight=600))
        for one in proposals[:MOST]:
            self._inside.addWidget(self._proposal(one))
        if len(proposals) > MOST:
            more = f"{len(proposals) - MOST} more come when these are done."
            self._inside.addWidget(Label(more, "text2", size=12))
        if taken:
            self._inside.addWidget(Label("Read otherwise already", size=13, weight=600))
        for held in taken[:MOST]:
            self._inside.addWidget(self._taken(held))
        self.setVisible(bool(proposals or taken))

    def _proposal(self, one: Variants) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        spaced(column, 2, margins=(0, 4, 0, 8))
        column.addWidget(Label(kept_words(one), "text2", size=12, wrap=True))
        column.addWidget(Label(ways_of(one), size=12, wrap=True))
        column.addWidget(Label(reasons_of(one), "text3", size=12, wrap=True))
        button = _button(f"Read as {quoted(one.meant)}")
        button.clicked.connect(lambda _on=False: self.take_asked.emit(one))
        row = QHBoxLayout()
        row.addWidget(button)
        column.addLayout(row)
        self.takes.append(button)
        leads = _button("Choose its leads")
        theme.set_kind(leads, "quiet", small=True)
        spoken = f"Choose on every page the leads that are not written {quoted(one.meant)}"
        leads.setAccessibleName(spoken)
        leads.setToolTip(spoken)
        leads.clicked.connect(lambda _on=False: self.leads_asked.emit(one))
        row.addWidget(leads)
        row.addStretch(1)
        self.leads.append(leads)
        return box

    def _taken(self, held: Taken) -> QWidget:
        written = held.written
        box = QWidget()
        row = QHBoxLayout(box)
        spaced(row, 8, margins=(0, 2, 0, 2))
        names = ", ".join(quoted(text, 24) for text in written[:6])
        more = f" and {len(written) - 6} more" if len(written) > 6 else ""
        as_what = quoted(held.meant) if held.meant else "blank"
        row.addWidget(Label(f"{names}{more} \u2192 {as_what}", size=12, wrap=True), 1)
        button = _button("Read as written")
        button.setAccessibleName(f"Read as written again: {names}{more}")
        button.clicked.connect(lambda _on=False: self.drop_asked.emit(held))
        row.addWidget(button)
        self.drops.append(button)
        return box


def _button(words: str) -> QPushButton:
    button = QPushButton()
    theme.set_kind(button, "", small=True)
    button.setAccessibleName(words)
    button.setToolTip(words)
    metrics = QFontMetrics(theme.font(13))
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, theme.px(240))
    button.setText(short.replace("&", "&&"))  # values mean no mark of a shortcut
    return button
