"""What an import did, to be read: rows in and out, what was changed, what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.icons import paint_icon
from widgets.importing.wide_choice import WideChoice
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.verdict import Verdict

MARKS = {
    "fine": ("check", "text2"),
    "note": ("info", "text2"),
    "question": ("alert", "warn"),
    "wrong": ("error", "err"),
}


@dataclass(frozen=True)
class ReportEntry:
    """One thing that was done or found. `key` names it; `actions` are names and words of buttons.

    With `choices` a person says which of them it is: `chosen` ("" none of them).
    """

    key: str
    what: str
    details: str = ""
    mark: str = "note"
    actions: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()
    chosen: str = ""
    ask: str = ""
    none: str = "no column"


@dataclass(frozen=True)
class ReportSection:
    """Entries under a heading."""

    title: str
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True)
class ReportFacts:
    """The verdict in two halves, and the sections."""

    first: str = ""
    second: str = ""
    sections: tuple[ReportSection, ...] = ()


class _Entry(QWidget):
    asked = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(self, entry: ReportEntry) -> None:
        super().__init__()
        self.entry = entry
        self._what = Label("", wrap=True)
        self._details = Label("", "text2", size=12, wrap=True)
        self._ask = Label("", "text2", size=12, wrap=True)
        self.box = WideChoice() if entry.choices else None
        if self.box is not None:
            self.box.picked.connect(lambda name: self.chosen.emit(self.entry.key, str(name)))
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout()
        spaced(self._row, 4, margins=(0, 3, 3, 3))
        for name, words in entry.actions:
            button = QPushButton(words)
            theme.set_kind(button, "quiet", small=True)
            button.clicked.connect(lambda _on, name=name: self.asked.emit(self.entry.key, name))
            self._buttons[name] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 3, margins=(27, 8, 3, 6))
        texts = QVBoxLayout()  # a quiet button stands under the words by its own words
        spaced(texts, 3, margins=(7, 0, 0, 0))
        for part in (self._what, self._details, self._ask, self.box):
            if part is not None:
                texts.addWidget(part)
        column.addLayout(texts)
        if entry.actions:
            column.addLayout(self._row)
        self.present(entry)

    def fits(self, entry: ReportEntry) -> bool:
        """Whether this row can show another entry as it is built."""
        same = entry.key == self.entry.key and entry.actions == self.entry.actions
        return same and bool(entry.choices) == bool(self.entry.choices)

    def present(self, entry: ReportEntry) -> None:
        self.entry = entry
        self.setAccessibleName(entry.what)
        self._what.present(entry.what)
        self._details.present(entry.details)
        self._details.setVisible(bool(entry.details))
        asked = bool(entry.choices)
        self._ask.present(entry.ask)
        self._ask.setVisible(asked and bool(entry.ask))
        if self.box is not None:
            self.box.setAccessibleName(entry.ask or entry.what)
            options = [("", entry.none), *((name, name) for name in entry.choices)]
            self.box.present(options, entry.chosen)
        for name, words in entry.actions:
            self._buttons[name].setAccessibleName(f"{words}: {entry.what}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        icon, tone = MARKS[self.entry.mark]
        side = look.px(18)
        paint_icon(painter, icon, QRectF(look.px(6), look.px(8), side, side), tone)


class ReportView(QWidget):
    """`asked(key, action)`: a button of an entry; `chosen(key, name)`: what it was said to be."""

    asked = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict(size=15)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, margins=(14, 12, 14, 12))
        self._column.addWidget(self._verdict)
        self._column.addStretch(1)
        self._made: list[QWidget] = []
        self._heads: list[Label] = []
        self.entries: list[_Entry] = []

    def present(self, facts: ReportFacts) -> None:
        """Show the report; never emits."""
        self._verdict.present(facts.first, facts.second)
        entries = [entry for section in facts.sections for entry in section.entries]
        same = [head.text() for head in self._heads] == [s.title for s in facts.sections]
        same = same and len(entries) == len(self.entries)
        if same and all(row.fits(one) for row, one in zip(self.entries, entries, strict=True)):
            for row, entry in zip(self.entries, entries, strict=True):
                row.present(entry)
        else:
            self._make(facts.sections)

    def _make(self, sections: Sequence[ReportSection]) -> None:
        boxes = [(row.entry.key, row.box) for row in self.entries]
        chosen = next((key for key, box in boxes if box is not None and box.hasFocus()), "")
        for widget in self._made:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made, self._heads, self.entries = [], [], []
        for section in sections:
            head = Label(section.title, "text2", size=12, weight=600)
            head.setContentsMargins(0, theme.px(14), 0, theme.px(4))
            self._heads.append(head)
            self._add(head)
            for entry in section.entries:
                row = _Entry(entry)
                row.asked.connect(self.asked)
                row.chosen.connect(self.chosen)
                self.entries.append(row)
                self._add(row)
        for row in self.entries:  # a hand that chose in a box goes on there
            if chosen and row.entry.key == chosen and row.box is not None:
                row.box.setFocus()

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)
        self._made.append(widget)
        widget.show()
