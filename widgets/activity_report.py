"""What became of the activities when they were matched to leads, and what may be left out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from widgets import theme

MOST_LINES = 4.5
"""Lines of findings that are shown before they scroll; the half one shows that there are more."""


@dataclass(frozen=True)
class ReportFacts:
    """`findings`: (sentence, grave). The words of the switches carry the numbers they concern."""

    findings: tuple[tuple[str, bool], ...]
    clicks: str
    clicks_on: bool
    clicks_known: bool
    identical: str
    identical_on: bool


class ActivityReport(QWidget):
    """Two signals tell what a person wants left out."""

    clicks_wished = Signal(bool)
    identical_wished = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: ReportFacts | None = None
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("What was left out, and what needs a look")
        self._scroll.setWidget(self._text)
        self.clicks, self.identical = QCheckBox(), QCheckBox()
        self.clicks.clicked.connect(self.clicks_wished)
        self.identical.clicked.connect(self.identical_wished)
        self._row = QHBoxLayout()
        self._row.addWidget(self.clicks)
        self._row.addWidget(self.identical)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._scroll)
        self._column.addLayout(self._row)
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _adopt(self) -> None:
        self._text.setFont(theme.font(12))
        self._column.setSpacing(theme.px(6))
        self._row.setSpacing(theme.px(20))
        if self._facts is not None:
            self.present(self._facts)

    def showEvent(self, event: QShowEvent) -> None:
        """A style sheet takes the fonts of what is put into a window back: say them again."""
        super().showEvent(event)
        self._adopt()

    def present(self, facts: ReportFacts) -> None:
        """Show what was found and how the switches are."""
        self._facts = facts
        look = theme.current()
        self._text.setText(
            "".join(
                f'<p style="color:{look.err if grave else look.text2}; margin:0 0 2px 0">'
                f"{_plain(text)}</p>"
                for text, grave in facts.findings
            )
        )
        self._scroll.setVisible(bool(facts.findings))
        self.clicks.setText(facts.clicks)
        self.clicks.setChecked(facts.clicks_on)
        self.clicks.setEnabled(facts.clicks_known or facts.clicks_on)
        self.identical.setText(facts.identical)
        self.identical.setChecked(facts.identical_on)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """The findings take the lines they need, up to a few."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        width = max(1, self.width() - theme.px(12))
        needed = self._text.heightForWidth(width)
        most = round(self._text.fontMetrics().lineSpacing() * MOST_LINES)
        self._scroll.setFixedHeight(min(max(needed, 1), most))


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
