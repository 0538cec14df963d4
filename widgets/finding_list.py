"""Findings about a model under each other: what, evidence, remedy, and what can be done at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.problems import Severity
from models.scoring.lint.finding import Finding, Part
from widgets import theme
from widgets.icons import paint_icon

_MARKS = {
    Severity.NOTE: ("info", "text2"),
    Severity.WARNING: ("alert", "warn"),
    Severity.ERROR: ("error", "err"),
}
_HEADS = {
    Severity.ERROR: "Wrong",
    Severity.WARNING: "Worth mending",
    Severity.NOTE: "Worth knowing",
}
SHOWN = (Part.RULE, Part.GROUP, Part.BAND, Part.OVERRIDE)
"""Parts of a model that have a place to go to."""


class FindingList(QScrollArea):
    """`place_asked` (Where) and `fix_asked` (Finding): what the user wishes."""

    place_asked = Signal(object)
    fix_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Findings")
        self.rows: list[FindingRow] = []
        self._findings: tuple[Finding, ...] = ()
        theme.observer().changed.connect(self._restyle)
        self.present(())

    def present(self, findings: Sequence[Finding]) -> None:
        """Show findings, the gravest first, under a heading for each weight."""
        self._findings = tuple(findings)
        place = self.verticalScrollBar().value()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(0)
        self.rows = []
        for severity, head in _HEADS.items():
            held = [finding for finding in findings if finding.severity is severity]
            if not held:
                continue
            label = QLabel(f"{head} ({len(held)})")
            label.setFont(theme.font(12, 600))
            label.setContentsMargins(0, theme.px(10), 0, theme.px(4))
            _tone(label, "text2")
            column.addWidget(label)
            for finding in held:
                row = FindingRow(finding)
                row.place.clicked.connect(
                    lambda _checked=False, at=finding: self.place_asked.emit(at.where)
                )
                row.fix.clicked.connect(
                    lambda _checked=False, mend=finding: self.fix_asked.emit(mend)
                )
                column.addWidget(row)
                self.rows.append(row)
        column.addStretch(1)
        self._replace(body)
        self.verticalScrollBar().setValue(place)

    def _restyle(self) -> None:
        self.present(self._findings)

    def _replace(self, body: QWidget) -> None:
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        body.adjustSize()


class FindingRow(QFrame):
    """One finding."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setAccessibleName(f"{finding.severity.value}: {finding.what}")
        what, evidence, remedy = (QLabel(text) for text in _texts(finding))
        what.setFont(theme.font(13, 600))
        for label, tone in ((what, "text"), (evidence, "text2"), (remedy, "text")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            _tone(label, tone)
            if label is not what:
                label.setFont(theme.font(12))
        self.place = QPushButton(f"Go to {finding.where.part.value}")
        theme.set_kind(self.place, "quiet", small=True)
        self.place.setVisible(finding.where.part in SHOWN)
        self.fix = QPushButton("" if finding.fix is None else finding.fix.verb)
        theme.set_kind(self.fix, "", small=True)
        self.fix.setVisible(finding.fix is not None)
        _cut(self.fix)
        self.place.setAccessibleName(f"Go to {finding.where.name}")
        self.place.setToolTip(f"Go to {finding.where.name}")
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(3), 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.fix)
        row.addWidget(self.place)
        row.addStretch(1)
        column = QVBoxLayout(self)
        px = theme.px
        column.setContentsMargins(px(36), px(8), px(4), px(8))
        column.setSpacing(px(3))
        for label in (what, evidence, remedy):
            column.addWidget(label)
        column.addLayout(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        name, tone = _MARKS[self.finding.severity]
        side = look.px(18)
        paint_icon(painter, name, QRectF(look.px(8), look.px(8), side, side), tone)


def _texts(finding: Finding) -> tuple[str, str, str]:
    return finding.what, finding.evidence, finding.remedy


def _tone(label: QLabel, tone: str) -> None:
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.current().color(tone))
    label.setPalette(palette)


MOST_WIDTH = 240
"""Pixels at 100 % that the words of a fix may take."""


def _cut(button: QPushButton) -> None:
    """Names of rules can be long: what does not fit is in the tooltip and the spoken name."""
    words = button.text()
    button.setAccessibleName(words)
    button.setToolTip(words)
    room, metrics = theme.px(MOST_WIDTH), QFontMetrics(theme.font(13))
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    button.setText(short.replace("&", "&&"))  # names mean no mark of a shortcut
