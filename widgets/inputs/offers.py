"""A line of text that offers the values leads have, with how many and how they convert."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from models.evaluation.evaluation import TOO_FEW
from models.evaluation.figures import count, percent
from models.leads.pasted import pasted_cells
from models.leads.tally import ValueCount
from models.leads.text import clean, cleaned_key, key
from widgets import theme
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.pick_list import Pick, PickList

MOST_OFFERS = 200


Offers = Callable[[], Sequence[ValueCount]]


def no_offers() -> Sequence[ValueCount]:
    """Nothing is offered."""
    return ()


def fitting(offers: Sequence[ValueCount], typed: str) -> tuple[ValueCount, ...]:
    """The offers in which a typed text occurs: those that begin with it first, then by leads.

    Spellings that tests take for the same are one offer under the commonest of them.
    """
    wanted = cleaned_key(typed)
    merged: dict[str, ValueCount] = {}
    for offer in sorted(offers, key=lambda offer: -offer.leads):
        same = cleaned_key(offer.value)
        if wanted in same and same:
            merged[same] = _together(merged[same], offer) if same in merged else offer
    found = list(merged.values())
    found.sort(key=lambda offer: (not key(offer.value).startswith(wanted), -offer.leads))
    return tuple(found[:MOST_OFFERS])


def _together(first: ValueCount, second: ValueCount) -> ValueCount:
    return ValueCount(
        clean(first.value),
        first.leads + second.leads,
        first.converted + second.converted,
        first.known + second.known,
        None if first.times is None else first.times + (second.times or 0),
    )


def rate_words(offer: ValueCount) -> str:
    """How the leads of an offer convert; doubt is said."""
    if not offer.known:
        return "\u2013"
    return "too few" if offer.converted <= TOO_FEW else percent(offer.converted / offer.known)


def figures_of(offer: ValueCount, *, times: bool) -> tuple[str, ...]:
    """What stands beside an offer: how often where that is told, its leads, how they convert."""
    often = (count(offer.times or 0),) if times else ()
    if not offer.leads and not offer.times:
        return ("", "", "") if times else ("", "")
    return (*often, count(offer.leads), rate_words(offer))


def split_list(text: str) -> tuple[str, ...]:
    """The values of a pasted list: parted by line breaks, tabs or semicolons; blanks dropped.

    Spreadsheets set quotation marks around a cell that holds a line break or such a mark; it is
    one value.
    """
    if text.lstrip(" ").startswith('"') or '\n"' in text or '\t"' in text:
        rows = pasted_cells(text)
        return tuple(value for row in rows for value in map(clean, row) if value)
    for mark in ("\r", "\t", ";"):
        text = text.replace(mark, "\n")
    return tuple(value for value in map(clean, text.split("\n")) if value)


class OfferEdit(LineEdit):
    """Typing filters the offers; Up and Down walk them, Enter takes one.

    `typed(text, gesture)`: the text as it is after each key. `taken(text)`: Enter, a semicolon or
    a click settled on a text. `toggled(text)`: the check box of an offer. `listed(texts)`: a list
    was pasted. `backed()`: Backspace in an empty line.
    """

    typed = Signal(str, int)
    taken = Signal(str)
    toggled = Signal(str)
    listed = Signal(object)
    backed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, many: bool = False, least: int = 72
    ) -> None:
        """`least`: the width at 100 % below which it does not go."""
        super().__init__(parent)
        self._least = least
        self._offers: Offers = no_offers
        self._held: frozenset[str] = frozenset()
        self._many = many
        self._shown: tuple[str, ...] = ()
        self._about = "Values"
        self._list = PickList(self)
        self._list.picked.connect(self._take_at)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self.updateGeometry)

    def offer(self, offers: Offers, about: str = "", held: Sequence[str] = ()) -> None:
        """What to offer, asked for only when the list opens; `held` values are checked."""
        self._offers, self._about = offers, about or "Values"
        self._held = frozenset(key(value) for value in held)
        if not self._list.isHidden():
            self._open()

    def hold(self, held: Sequence[str]) -> None:
        """These values are checked among the offers."""
        self.offer(self._offers, self._about, held)

    @property
    def is_open(self) -> bool:
        """Whether offers are shown."""
        return not self._list.isHidden()

    def _typed(self, text: str) -> None:
        self._open()
        self.typed.emit(text, self.gesture)

    def _open(self) -> None:
        text = clean(self.text())
        offers = fitting(self._offers(), text)
        times = any(offer.times is not None for offer in offers)
        picks = [
            Pick(
                offer.value,
                figures_of(offer, times=times),
                checked=key(offer.value) in self._held if self._many else None,
            )
            for offer in offers
        ]
        self._shown = tuple(offer.value for offer in offers)
        exact = any(key(value) == key(text) for value in self._shown)
        if self._many and text and not exact:
            picks.append(Pick(f"Use \u201c{text}\u201d as it is", symbol="plus", strong=True))
            self._shown = (*self._shown, text)
        head = f"{self._about} with \u201c{text}\u201d" if text else self._about
        heads = ("times", "leads", "convert") if times else ("leads", "convert")
        self._list.show_under(picks, (head, *heads))

    def close_list(self) -> None:
        """ValueCount nothing for now."""
        self._list.hide()

    def _take_at(self, position: int) -> None:
        if 0 <= position < len(self._shown):
            self._take(self._shown[position])

    def _take(self, text: str) -> None:
        if self._many:
            self.toggled.emit(text)
        else:
            self.setText(text)
            self.close_list()
            self.taken.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            values = split_list(QGuiApplication.clipboard().text())
            if self._many and len(values) > 1:
                self.listed.emit(values)
                return
        if pressed in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            if self._list.isHidden():
                self._open()
            self._list.move_by(1 if pressed == Qt.Key.Key_Down else -1)
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        elif pressed == Qt.Key.Key_Escape:
            if self._list.isHidden():
                event.ignore()  # whoever is around closes
            else:
                self.close_list()
        elif self._many and event.text() == ";" and clean(self.text()):
            self.taken.emit(clean(self.text()))
        elif self._many and pressed == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        if not self._list.isHidden() and self._list.position >= 0:
            self._take_at(self._list.position)
        elif clean(self.text()):
            self.close_list()
            self.taken.emit(clean(self.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason):
            self._open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_list()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        text = metrics.horizontalAdvance(self.text() or self.placeholderText())
        width = max(theme.px(self._least), min(text + theme.px(24), theme.px(300)))
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(min(60, self._least)), super().minimumSizeHint().height())
