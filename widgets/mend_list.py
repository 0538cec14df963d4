"""What to mend first: each finding about the leads with what it would change, and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import count
from models.evaluation.quality.finding import Finding
from models.exchange.shown import Listed, Table, listed
from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.label import Label
from widgets.taking.taking import copy_table, is_menu_key, table_menu

AT_ONCE = 15
"""Findings that are added at a time: more would hold the window up."""
_HEADS = {True: "Changes scores", False: "Changes no score"}


class MendList(QScrollArea):
    """`mend_asked` (Finding), `field_asked` (str), `rows_asked` (Finding): what the user wishes."""

    mend_asked = Signal(object)
    field_asked = Signal(str)
    rows_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Mend first")
        self.rows: list[MendRow] = []
        self.more: QPushButton | None = None
        self._findings: tuple[Finding, ...] = ()
        self._number: Callable[[Finding], int] | None = None
        theme.observer().changed.connect(self._restyle)
        self.present(())

    def present(self, findings: Sequence[Finding]) -> None:
        """Show findings in their order, the first of them; never emits."""
        self._findings = tuple(findings)
        place = self.verticalScrollBar().value()
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, theme.px(8), 0)
        self._column.setSpacing(0)
        self.rows = []
        if not findings:
            self._column.addWidget(_words("Nothing is left to mend."))
        self._column.addStretch(1)
        self._add()
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setValue(place)

    def count_chosen(self, number: Callable[[Finding], int] | None) -> None:
        """Say at each finding how many of the chosen leads it is about; None: none are chosen."""
        self._number = number
        for row in self.rows:
            row.show_chosen(None if number is None else number(row.found))

    def listed(self) -> Listed:
        """All findings as a table, to copy and to save."""
        heads = ["Field", "Found", "What it changes", "What to do", "Leads"]
        rows: Table = [[*heads, *([] if self._number is None else ["Chosen"])]]
        for one in self._findings:
            chosen = [] if self._number is None else [self._number(one)]
            words = one.field, one.what, one.effect.sentence(), one.remedy
            rows.append([*words, one.leads, *chosen])
        return listed(self.accessibleName(), rows)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy or save the findings."""
        table_menu(self, self.listed).popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies them, the menu key asks what can be done."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self, self.listed())
        elif is_menu_key(event):
            table_menu(self, self.listed).popup(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        """The next few, under a heading where those begin that change no score."""
        if self.more is not None:
            self.more.hide()
            self.more.deleteLater()
            self.more = None
        shown = len(self.rows)
        for place in range(shown, min(shown + AT_ONCE, len(self._findings))):
            found = self._findings[place]
            changes = found.effect.changes
            if not place or self._findings[place - 1].effect.changes is not changes:
                number = sum(one.effect.changes is changes for one in self._findings)
                self._put(_words(f"{_HEADS[changes]} ({number})", weight=600))
            self._put(self._row(found))
        left = len(self._findings) - len(self.rows)
        if left:
            self.more = _button(f"Show {min(left, AT_ONCE)} more of {left}", "Show more", "quiet")
            self.more.clicked.connect(lambda _on=False: self._add_more())
            self._put(self.more)

    def _add_more(self) -> None:
        first = len(self.rows)
        self._add()
        self.rows[first].look.setFocus()

    def _put(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _row(self, found: Finding) -> MendRow:
        row = MendRow(found)
        row.mend.clicked.connect(lambda _on=False: self.mend_asked.emit(found))
        row.look.clicked.connect(lambda _on=False: self.field_asked.emit(found.field))
        row.leads.clicked.connect(lambda _on=False: self.rows_asked.emit(found))
        if self._number is not None:
            row.show_chosen(self._number(found))
        self.rows.append(row)
        return row

    def _restyle(self) -> None:
        self.present(self._findings)


def _words(text: str, weight: int = 400) -> Label:
    label = Label(text, "text2", size=12, weight=weight)
    label.setContentsMargins(theme.px(8), theme.px(8), 0, theme.px(4))
    return label


class MendRow(QFrame):
    """One finding."""

    def __init__(self, found: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = found
        effect = found.effect.sentence()
        self.setAccessibleName(f"{found.field}: {found.what} {effect}")
        what = Label(f"{found.field}: {found.what}", size=13, weight=600, wrap=True)
        changed = Label(effect, "text", size=12, wrap=True)
        remedy = Label(found.remedy, "text2", size=12, wrap=True)
        self.mend = _button(found.verb, f"{found.verb}: {found.field}", "")
        self.mend.setVisible(bool(found.verb))
        self.look = _button("Look at the field", f"Look at the field {found.field}", "quiet")
        self.leads = _button(
            "Choose its leads",
            f"Choose the leads of this on every page, and list the first: {found.field}",
            "quiet",
        )
        self.leads.setVisible(bool(found.leads))
        self.chosen = Label("", "accent", size=12, weight=600)
        self.chosen.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(3), 0, 0)
        row.setSpacing(theme.px(8))
        for widget in (self.mend, self.look, self.leads, self.chosen):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        px = theme.px
        column.setContentsMargins(px(36), px(8), px(4), px(8))
        column.setSpacing(px(3))
        labels: tuple[QLabel, ...] = (what, changed, remedy)
        for label in labels:
            column.addWidget(label)
        column.addLayout(row)

    def show_chosen(self, number: int | None) -> None:
        """Say how many of its leads are chosen; None: nobody chose any."""
        self.chosen.setVisible(number is not None and bool(self.found.leads))
        if number is not None:
            self.chosen.present(f"{count(number)} chosen", "accent" if number else "text3")

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        side = look.px(18)
        name, tone = ("alert", "warn") if self.found.effect.changes else ("info", "text2")
        paint_icon(painter, name, QRectF(look.px(8), look.px(8), side, side), tone)


MOST_WIDTH = 220
"""Pixels at 100 % that the words of a button may take."""


def _button(words: str, spoken: str, kind: str) -> QPushButton:
    button = QPushButton()
    theme.set_kind(button, kind, small=True)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    metrics = QFontMetrics(theme.font(13))
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, theme.px(MOST_WIDTH))
    button.setText(short.replace("&", "&&"))  # values mean no mark of a shortcut
    return button
