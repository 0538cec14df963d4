"""One field of the ideal customer profile: its traits as bars of lift, each with a rule to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from models.evaluation.figures import count
from models.evaluation.profile.sentence import trait_words
from models.evaluation.profile.traits import FieldTraits, Standing, Trait
from models.exchange.shown import Cell, Listed, listed
from models.scoring.conditions import Condition
from models.signs import signed
from widgets import theme
from widgets.card import Card
from widgets.printing.parts import Heading, Part, Rows, Words
from widgets.taking.taking import table_menu

SHOWN = 6
"""Rows shown before the rest is asked for."""


@dataclass(frozen=True)
class CardWords:
    """What stands beside a field's traits: a caution, the rules that read it, its rule's points."""

    caution: str = ""
    readers: str = ""
    points: str = ""


class LiftBar(QAbstractButton):
    """A bar from nothing to the lift, a tick at 1, a whisker for the interval; it can be pressed:
    then its leads are wanted."""

    def __init__(self, trait: Trait, full: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trait, self._full = trait, full
        self._chosen: int | None = None
        self.setProperty("ownFocus", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_chosen(None)
        self.setMinimumWidth(theme.px(90))
        lift = trait.lift
        self.setToolTip(
            f"Lift {lift.value:.2f} ({lift.low:.2f} to {lift.high:.2f}): how often these leads "
            "convert against all leads, which are at the tick. A click chooses them."
        )

    @property
    def chosen(self) -> int | None:
        """How many of its leads are chosen; None: nobody chose any."""
        return self._chosen

    def show_chosen(self, number: int | None) -> None:
        """Show how many of the leads that have the trait are chosen; None: nobody chose any."""
        self._chosen = number
        words = f"Choose the leads of {self.trait.label}: {trait_words(self.trait)}"
        self.setAccessibleName(words if number is None else f"{words}, {chosen_words(number)}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, lift, standing = theme.current(), self.trait.lift, self.trait.standing
        painter = QPainter(self)
        room = self.width() - 1
        high, top = look.px(10), (self.height() - look.px(10)) / 2
        painter.fillRect(QRectF(0, top, room, high), look.color("sunken"))
        bar = QRectF(0, top, self._at(lift.value), high)
        few = standing is Standing.TOO_FEW
        if standing in (Standing.ABOVE, Standing.BELOW):
            painter.fillRect(bar, look.color("converted"))
        elif not few:
            painter.fillRect(bar, look.color("notconverted"))
        dash = Qt.PenStyle.DashLine if few else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.color("axis"), 1, dash))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        # A casing keeps the whisker apart from the bar.
        middle = int(self.height() / 2)
        low, high_end = int(self._at(lift.low)), int(self._at(lift.high))
        for width, tone in ((3.5, "surface"), (1.5, "axis" if few else "text")):
            painter.setPen(QPen(look.color(tone), width))
            painter.drawLine(low, middle, high_end, middle)
        base = int(self._at(1.0))
        painter.setPen(QPen(look.color("text"), 2))
        painter.drawLine(base, int(top) - 3, base, int(top + high) + 3)
        if self._chosen is not None:
            # All of the room is all that have the trait.
            share = self._chosen / max(self.trait.having.leads, 1)
            foot = QRectF(0, self.height() - look.px(4), room, look.px(2.5))
            painter.fillRect(foot, look.color("line"))
            painter.fillRect(
                QRectF(foot.left(), foot.top(), foot.width() * share, foot.height()),
                look.color("accent"),
            )
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _at(self, lift: float) -> float:
        return min(max(lift, 0.0), self._full) / self._full * (self.width() - 1)


class TraitCard(Card):
    """`rule_asked` (FieldTraits, Trait or None for the whole field): the user wants that rule.
    `leads_asked` (FieldTraits, Trait): the leads that have the trait are wanted."""

    rule_asked = Signal(object, object)
    leads_asked = Signal(object, object)

    def __init__(
        self, field: FieldTraits, words: CardWords, full: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(field.title, parent=parent)
        self.field, self._words = field, words
        self.whole = QPushButton(f"Add rule ({words.points})" if words.points else "Add rule")
        self.whole.setAccessibleName(f"Add a rule on {field.title}, {words.points}")
        theme.set_kind(self.whole, "", small=True)
        self.whole.clicked.connect(lambda: self.rule_asked.emit(field, None))
        self.header.addWidget(self.whole)
        body = QWidget()
        self._grid = grid = QGridLayout(body)
        grid.setContentsMargins(0, 3, 3, 3)  # room for the ring of the focus
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 5)
        notes = [(words.caution, "warn"), (words.readers, "text3")]
        line = 0
        for text, tone in notes:
            if text:
                label = QLabel(text)
                label.setWordWrap(True)
                label.setFont(theme.font(12))
                _tone(label, tone)
                grid.addWidget(label, line, 0, 1, 4)
                line += 1
        self.buttons: list[QPushButton] = []
        self.bars: list[LiftBar] = []
        self._figures: list[QLabel] = []
        rows = ordered(field)
        rest: list[QWidget] = []
        for place, trait in enumerate(rows):
            made = self._row(field, trait, full, line + place)
            if place >= SHOWN:
                rest += made
        self.more = QPushButton(f"{len(rows) - SHOWN} more", self)
        theme.set_kind(self.more, "quiet", small=True)
        self.more.setAccessibleName(f"Show {len(rows) - SHOWN} more of {field.title}")
        self.more.clicked.connect(lambda: self._show(rest))
        for widget in rest:
            widget.hide()
        last = QHBoxLayout()
        last.setContentsMargins(3, 0, 0, 0)  # room for the ring of the focus
        last.addWidget(self.more)
        last.addStretch(1)
        grid.addLayout(last, line + len(rows), 0, 1, 2)
        self.more.setVisible(len(rows) > SHOWN)
        self.set_body(body)

    def show_chosen(self, numbers: Mapping[Condition, int] | None) -> None:
        """Say at each trait how many of its leads are chosen, by its condition; None: none are."""
        for bar, figures in zip(self.bars, self._figures, strict=True):
            number = None if numbers is None else numbers.get(bar.trait.when)
            bar.show_chosen(number)
            words = trait_words(bar.trait)
            told = words if number is None else f"{words}\n{chosen_words(number)}"
            figures.setText(told)

    def listed(self) -> Listed:
        """All traits with their lift and its interval, and what is said of each."""
        heads: list[Cell] = ["Value", "Lift", "Lift from", "Lift to", "What it says"]
        told = any(bar.chosen is not None for bar in self.bars)
        rows: list[list[Cell]] = [[*heads, *(["Chosen"] if told else [])]]
        for bar in self.bars:
            trait, lift = bar.trait, bar.trait.lift
            figures = [round(value, 3) for value in (lift.value, lift.low, lift.high)]
            more = [bar.chosen or 0] if told else []
            rows.append([trait.label, *figures, trait_words(trait), *more])
        return listed(self.field.title, rows)

    def on_paper(self) -> tuple[Part, ...]:
        """The card as it is printed."""
        notes = (self._words.caution, self._words.readers)
        said = tuple(Words(text) for text in notes if text)
        return (Heading(self.field.title), *said, Rows(self.listed()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to choose the leads of a bar, to copy and to save the traits."""
        under = self.childAt(event.pos())
        choosing = None
        if isinstance(under, LiftBar):
            line = f"Choose the leads of {self.field.title} {under.trait.label}"
            choosing = line, under.click
        table_menu(self, self.listed, choosing).popup(event.globalPos())

    def _show(self, rest: list[QWidget]) -> None:
        for widget in rest:
            widget.show()
        self.more.hide()

    def _row(self, field: FieldTraits, trait: Trait, full: float, line: int) -> list[QWidget]:
        name, figures = QLabel(trait.label), QLabel(trait_words(trait))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setFont(theme.font(13))
        name.setFixedWidth(theme.px(150))
        _tone(name, "text3" if trait.blank else "text")
        figures.setFont(theme.font(12))
        figures.setWordWrap(True)
        _tone(figures, "text2")
        bar = LiftBar(trait, full)
        bar.clicked.connect(lambda _on=False: self.leads_asked.emit(field, trait))
        self.bars.append(bar)
        self._figures.append(figures)
        widgets: list[QWidget] = [name, bar, figures]
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, line, column)
        if trait.points:
            button = QPushButton(f"Add {signed(trait.points)}")
            theme.set_kind(button, "quiet", small=True)
            button.setAccessibleName(
                f"Add a rule {field.title} {trait.label}, {signed(trait.points)}"
            )
            button.setToolTip("Add a rule for these leads alone")
            button.clicked.connect(lambda: self.rule_asked.emit(field, trait))
            self._grid.addWidget(button, line, 3, Qt.AlignmentFlag.AlignRight)
            self.buttons.append(button)
            widgets.append(button)
        return widgets


def chosen_words(number: int) -> str:
    """How many are chosen, as rules say it."""
    return f"{count(number)} chosen"


def ordered(field: FieldTraits) -> list[Trait]:
    """Ranges and windows stay in their order; values by their lift, what says nothing last."""
    if field.sort.value in ("ranges", "activity"):
        return list(field.traits)
    return sorted(field.traits, key=lambda one: (one.standing is Standing.TOO_FEW, -one.lift.value))


def _tone(label: QLabel, tone: str) -> None:
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.current().color(tone))
    label.setPalette(palette)
