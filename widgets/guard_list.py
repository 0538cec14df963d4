"""What the guard found under each other: the sentence, further signs, a switch to leave it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import count
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField, LeaveOutLeads
from models.exchange.shown import Listed, Table, listed
from models.leads.wording import count_of
from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.taking.taking import copy_table, is_menu_key, table_menu

MOST_LETTERS = 60
"""Of the words beside a switch; a longer name is cut there, and whole in the sentence above."""


class GuardList(QWidget):
    """`switched` (Finding, bool): a person wants its remedy in use, or not. `leads_asked`
    (Finding): the leads that it is about are to be chosen. As high as its rows: whoever holds it
    scrolls."""

    switched = Signal(object, bool)
    leads_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Leaks and maturity")
        self.rows: list[GuardRow] = []
        self._findings: tuple[Finding, ...] = ()
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, margins=(0, 0, 0, 0))
        self._column.addStretch(1)
        theme.observer().changed.connect(self.update)

    def present(self, findings: Sequence[Finding]) -> None:
        """Show findings in their order; never emits. Rows whose words stay keep the focus."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        for row, finding in zip(self.rows, findings, strict=False):
            row.present(finding)
        for row in self.rows[len(findings) :]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(findings) :]
        for finding in findings[len(self.rows) :]:
            row = GuardRow()
            row.switched.connect(self.switched)
            row.leads_asked.connect(self.leads_asked)
            row.present(finding)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        self.updateGeometry()

    def listed(self) -> Listed:
        """All findings as a table, to copy and to save."""
        rows: Table = [["About", "Found", "More", "Left out"]]
        for one in self._findings:
            left_out = "yes" if one.switched else "no" if one.remedy is not None else ""
            rows.append([one.kind.value, one.sentence, " ".join(one.more), left_out])
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

    def count_chosen(self, number: Callable[[Finding], int | None] | None) -> None:
        """Say at each finding that is about leads how many of them are chosen; None: none are."""
        for row in self.rows:
            finding = row.finding
            row.show_chosen(None if number is None or finding is None else number(finding))


class GuardRow(QFrame):
    """One finding. `switched` (Finding, bool), `leads_asked` (Finding)."""

    switched = Signal(object, bool)
    leads_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.what = Label(weight=500, wrap=True)
        self.more = Label(token="text2", size=12, wrap=True)
        self.switch = QCheckBox()
        self.switch.clicked.connect(self._clicked)
        self.choose = QPushButton("Choose them")
        theme.set_kind(self.choose, "quiet", small=True)
        self.choose.clicked.connect(self._ask)
        self.chosen = Label("", "accent", size=12, weight=600)
        self.chosen.hide()
        words, column = QVBoxLayout(), QHBoxLayout(self)
        spaced(words, 4, margins=(0, 0, 0, 0))
        for widget in (self.what, self.more):
            words.addWidget(widget)
        held = QHBoxLayout()
        held.setContentsMargins(3, 0, 3, 0)  # room for the ring of the focus
        held.addWidget(self.switch)
        held.addWidget(self.choose)
        held.addWidget(self.chosen)
        held.addStretch(1)
        words.addLayout(held)
        words.addStretch(1)  # a row that is higher than its words keeps them beside its mark
        column.addLayout(words, 1)
        spaced(column, 8, margins=(36, 10, 4, 10))

    def present(self, finding: Finding) -> None:
        """Show a finding; never emits."""
        self.finding = finding
        self.what.present(finding.sentence, "text3" if finding.switched else "text")
        self.more.present(" ".join(finding.more))
        self.more.setVisible(bool(finding.more))
        words = switch_words(finding)
        short = words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 5]}… out"
        self.switch.setText(short.replace("&", "&&"))
        self.switch.setAccessibleName(words)
        hint = _HINTS.get(type(finding.remedy), "")
        self.switch.setToolTip(hint if short == words else f"{words}. {hint}")
        self.switch.setVisible(bool(words))
        self.switch.setChecked(finding.switched)
        remedy = finding.remedy
        some = isinstance(remedy, LeaveOutLeads) and not finding.switched
        self.choose.setVisible(some)
        if isinstance(remedy, LeaveOutLeads):
            self.choose.setAccessibleName(f"Choose these leads on every page: {remedy.name}")
            self.choose.setToolTip("Choose these leads on every page")
        self.setAccessibleName(f"{finding.kind.value}: {finding.sentence}")
        self.update()

    def show_chosen(self, number: int | None) -> None:
        """Say how many of its leads are chosen; None: nobody chose, or it is about no leads."""
        self.chosen.setVisible(number is not None)
        if number is not None:
            self.chosen.present(f"{count(number)} chosen", "accent" if number else "text3")

    def _ask(self) -> None:
        if self.finding is not None:
            self.leads_asked.emit(self.finding)

    def _clicked(self, on: bool) -> None:
        if self.finding is not None:
            self.switched.emit(self.finding, on)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        if self.finding is not None:
            name, tone = mark_of(self.finding)
            side = look.px(18)
            paint_icon(painter, name, QRectF(look.px(8), look.px(10), side, side), tone)


_HINTS = {
    LeaveOutField: "Its meaning becomes left out: it is no field for rules any more.",
    LeaveOutLeads: "They are neither scored nor counted until you take them back.",
}
_QUIET = (GuardKind.CANNOT_SAY, GuardKind.SNAPSHOT)


def mark_of(finding: Finding) -> tuple[str, str]:
    """The picture before a finding and its tone."""
    if finding.switched:
        return "check", "text3"
    if finding.grave:
        return "alert", "warn"
    return "info", "text3" if finding.kind in _QUIET else "text2"


def switch_words(finding: Finding) -> str:
    """What the switch of a finding does; "" where there is nothing to switch."""
    match finding.remedy:
        case LeaveOutField(name):
            return f"Leave {name} out"
        case LeaveOutLeads(_, _, number):
            return f"Leave {'this' if number == 1 else 'these'} {count_of(number, 'lead')} out"
        case None:
            return ""
