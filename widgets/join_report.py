"""What became of a table when it was joined to the leads, and switches for what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from widgets import theme

MOST_LINES = 4.5
"""Lines of findings that are shown before they scroll; the half one shows that there are more."""


@dataclass(frozen=True)
class SwitchFacts:
    """A switch as it is; its words carry the numbers that it concerns."""

    words: str
    on: bool
    enabled: bool = True


@dataclass(frozen=True)
class JoinFacts:
    """`findings`: (sentence, grave). `switches` in their order."""

    findings: tuple[tuple[str, bool], ...]
    switches: tuple[SwitchFacts, ...] = ()


class JoinReport(QWidget):
    """What a person turns, one of `switches`, is for the page to connect."""

    def __init__(self, switches: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: JoinFacts | None = None
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("What was left out, and what needs a look")
        self._scroll.setWidget(self._text)
        self._row = QHBoxLayout()
        self.switches: Sequence[QCheckBox] = [QCheckBox() for _ in range(switches)]
        for box in self.switches:
            self._row.addWidget(box)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._scroll)
        self._column.addLayout(self._row)
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    @property
    def text(self) -> str:
        """The findings as they are shown, without their colours."""
        facts = self._facts
        return "" if facts is None else "\n".join(words for words, _ in facts.findings)

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

    def present(self, facts: JoinFacts) -> None:
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
        for box, switch in zip(self.switches, facts.switches, strict=True):
            box.setText(switch.words)
            box.setChecked(switch.on)
            box.setEnabled(switch.enabled or switch.on)
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
