"""One lead beside the list: who it is, its score, the way of the score, its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.scoring.explanation import Explanation, Step
from models.scoring.explanation_words import Words
from widgets import theme
from widgets.card import Card
from widgets.charts.waterfall import WaterfallChart, way_of
from widgets.flowing_text import FlowingText, Run
from widgets.steps_side import StepsSide
from widgets.switch import Switch
from widgets.tables.cells import draw_band_chip
from widgets.trial_side import TrialSide, TrialView


@dataclass(frozen=True, eq=False)
class LeadCard:
    """All that the panel shows. `rank`: of the band, 0 the highest of `bands`.

    `trial`: the lead as it can be tried out; `typed_in`: it is none of the table; `changed`:
    steps that a trial made. `notes`: facts
    beside the band ("converted"). `deal`: when its deals were closed and what they were worth, ""
    where there are none. `chance`: how many leads like it convert, "" where it is not known;
    `odds`: what changes its chance most, where that is by the rules.
    """

    title: str
    subtitle: str
    explanation: Explanation
    words: tuple[Words, ...]
    trial: TrialView
    rank: int
    bands: int
    thresholds: tuple[tuple[str, int], ...]
    least: int
    most: int
    notes: str = ""
    deal: str = ""
    chance: str = ""
    odds: tuple[Run, ...] = ()
    typed_in: bool = False
    changed: tuple[Step, ...] = ()


class _Bands(QWidget):
    """The band's chip and what is said beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.card: LeadCard | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.card is None:
            return
        painter = QPainter(self)
        card = self.card
        width = draw_band_chip(
            painter, self.rect(), card.explanation.band_name, card.rank, card.bands
        )
        painter.setFont(theme.font(12))
        painter.setPen(theme.current().color("text2"))
        rest = self.rect().adjusted(width + theme.px(8), 0, 0, 0)
        text = QFontMetrics(painter.font()).elidedText(
            card.notes, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)


class _OneLine(QLabel):
    """A line that ends in dots where it has no room; the tooltip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("elides", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


WAY, STEPS, TRY = range(3)
"""The sides of the panel."""


class LeadPanel(QWidget):
    """Three sides: the way of the score, the next steps, the lead tried out.

    Emits `side_picked` (side) and `back_asked`, from a lead that is typed in; what is wished in
    `steps` and in `trial` they tell themselves.
    """

    side_picked = Signal(int)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The chosen lead")
        self._title = _OneLine()
        self._subtitle = _OneLine()
        self._score = QLabel()
        self._bands = _Bands()
        self.deal = _OneLine()
        self.chance = _OneLine()
        self.odds = FlowingText(12, most=3)
        self.switch = Switch(("Way", "Next steps", "Try"))
        self.switch.picked.connect(self._pick)
        self.chart = WaterfallChart()
        self._words = QWidget()
        self._words_head = QLabel("In words")
        self._words_column = QVBoxLayout(self._words)
        self._words_column.addWidget(self._words_head)
        self._words_column.addStretch(1)
        self._lines: list[FlowingText] = []
        self.steps = StepsSide()
        self.trial = TrialSide()
        self.back = QPushButton("Back to the list")
        self.back.clicked.connect(self.back_asked)
        self._stack = QStackedWidget()
        self._lay_out()
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._column = column
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head.addLayout(names, 1)
        head.addWidget(self._score, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._bands)
        column.addWidget(self.chance)
        column.addWidget(self.odds)
        column.addWidget(self.deal)
        column.addWidget(self.switch)
        points = QWidget()
        inner = QVBoxLayout(points)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Card.of_chart(self.chart), 1)
        inner.addWidget(self._words)
        self._inner = inner
        # Chart and words scroll together: neither is squeezed in a low window.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(points)
        scroll.setAccessibleName("The way of the score in words")
        points.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.steps)
        self._stack.addWidget(self.trial)
        column.addWidget(self._stack, 1)
        column.addWidget(self.back)

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(12), margin, theme.px(12))
        self._column.setSpacing(theme.px(8))
        self._title.setFont(theme.font(15, 600))
        self._subtitle.setFont(theme.font(12))
        self._score.setFont(theme.font(28, 600, tabular=True))
        self._words_head.setFont(theme.font(12, 600))
        self._words_column.setContentsMargins(0, 0, theme.px(8), 0)
        self._inner.setSpacing(theme.px(10))
        self._words_column.setSpacing(theme.px(4))
        self._bands.setFixedHeight(theme.px(24))
        for line in (self.deal, self.chance):
            line.setFont(theme.font(12))
        for line in (self._subtitle, self.deal, self.chance):
            palette = line.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
            line.setPalette(palette)
        if self._bands.card is not None:
            self._say(self._bands.card.words)

    def showEvent(self, event: QShowEvent) -> None:
        """A style sheet takes the fonts of what is put into a window back: say them again."""
        super().showEvent(event)
        self._adopt()

    def present(self, card: LeadCard | None) -> None:
        """Show a lead; None hides everything."""
        self.setVisible(card is not None)
        if card is None:
            return
        self._title.say(card.title)
        self._subtitle.say(card.subtitle)
        self._score.setText(f"{card.explanation.score:,}".replace("-", "\u2212"))
        self._bands.card = card
        self._bands.update()
        self.deal.say(card.deal)
        self.deal.setVisible(bool(card.deal))
        self.chance.say(card.chance)
        self.chance.setVisible(bool(card.chance))
        self.odds.set_runs(card.odds)
        self.odds.setVisible(bool(card.odds))
        self.chart.present(
            way_of(card.explanation, card.thresholds, card.least, card.most, card.changed)
        )
        self._say(card.words)
        self.trial.present(card.trial)
        self.back.setVisible(card.typed_in)

    def _say(self, words: Sequence[Words]) -> None:
        """The way in words, numbered."""
        while len(self._lines) < len(words):
            line = FlowingText(12, most=12)
            self._words_column.insertWidget(self._words_column.count() - 1, line)
            self._lines.append(line)
        for number, (line, said) in enumerate(zip(self._lines, words, strict=False), start=1):
            head = [Run(said.head, 600)] if said.head else []
            line.set_runs([Run(f"{number}.", 400, "text2"), *head, Run(said.rest, 400, "text2")])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(words))

    @property
    def side(self) -> int:
        """Which side is shown."""
        return self.switch.chosen

    def show_side(self, side: int) -> None:
        """Show a side; tells nobody."""
        self.switch.choose(side)
        self._stack.setCurrentIndex(side)

    def _pick(self, side: int) -> None:
        self._stack.setCurrentIndex(side)
        self.side_picked.emit(side)
