"""A field as a chip that is typed over to find another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.leads.derived_words import MadeInput
from models.leads.fields import Input, Kind, Role
from models.leads.text import clean, cleaned_key, key
from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.pick_list import Pick, PickList

SYMBOLS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes-no",
    Kind.DATE: "calendar",
    Kind.MULTIPLE: "tag",
}
_LONGEST = 240  # px at 100 %


@dataclass(frozen=True)
class Other:
    """Something else than a field that can be asked. `always`: also before anything is typed."""

    what: object
    text: str
    note: str = ""
    symbol: str = "flash"
    always: bool = True


def usable(fields: Sequence[Input], kinds: Sequence[Kind] = tuple(Kind)) -> tuple[Input, ...]:
    """The fields that rules may read: not the id, not what is ignored, not the outcome itself."""
    barred = (Role.ID, Role.IGNORED, Role.OUTCOME, Role.OUTCOME_DATE)
    return tuple(item for item in fields if item.role not in barred and item.kind in kinds)


def found(fields: Sequence[Input], typed: str) -> tuple[Input, ...]:
    """The fields in whose name a typed text occurs, those that begin with it first."""
    wanted = cleaned_key(typed)
    fits = [item for item in fields if wanted in key(item.name)]
    return tuple(sorted(fits, key=lambda item: not key(item.name).startswith(wanted)))


def matching(others: Sequence[Other], typed: str) -> tuple[Other, ...]:
    """The others in whose text a typed text occurs, those that begin with it first."""
    wanted = cleaned_key(typed)
    if not wanted:
        return tuple(other for other in others if other.always)
    fits = [other for other in others if wanted in key(other.text)]
    return tuple(sorted(fits, key=lambda other: not key(other.text).startswith(wanted)))


class FieldChooser(QLineEdit):
    """Shows a field's name. `picked(name)`: a person chose another. `other(what)`: or something
    else that is offered. `thing`: what a field is called here; `free`: a name may be typed that
    nobody offers."""

    picked = Signal(str)
    other = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, thing: str = "field") -> None:
        super().__init__(parent)
        self._fields: tuple[Input, ...] = ()
        self._others: Callable[[], Sequence[Other]] = tuple
        self._thing, self._free = thing, False
        self._name = ""
        self._shown: tuple[Input | Other | str, ...] = ()
        self._list = PickList(self)
        self.setProperty("small", "true")
        self.setProperty("chip", "true")
        self.setAccessibleName(thing.capitalize())
        self.setPlaceholderText(f"Choose a {thing}")
        self.setTextMargins(0, 0, theme.px(12), 0)
        self._list.picked.connect(self._take_at)
        self.textEdited.connect(self._open)
        self.textChanged.connect(self.updateGeometry)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def present(
        self,
        name: str,
        fields: Sequence[Input],
        *,
        missing: bool = False,
        free: bool = False,
        others: Callable[[], Sequence[Other]] = tuple,
    ) -> None:
        """Show a field's name and offer these; `missing`: the leads do not have it."""
        self._fields, self._free, self._others = tuple(fields), free, others
        if name != self._name:
            self._name = name
            if not self.hasFocus() or not self.is_open:
                self._show_name()
        if bool(self.property("missing")) != missing:
            self.setProperty("missing", missing)
            self._dress()
        whose = "leads" if self._thing == "field" else "activities"
        tip = f"The {whose} have no {self._thing} {name}." if missing else name
        if self.toolTip() != tip:
            self.setToolTip(tip)

    @property
    def is_open(self) -> bool:
        """Whether fields are offered."""
        return not self._list.isHidden()

    def open(self) -> None:
        """Offer all fields, ready to type."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self._open("")

    def _show_name(self) -> None:
        self.setText(self._name)
        self.setCursorPosition(0)
        thing = self._thing.capitalize()
        self.setAccessibleName(f"{thing} {self._name}" if self._name else thing)

    def _open(self, typed: str) -> None:
        fields = found(self._fields, typed)
        others = matching(self._others(), typed)
        text = clean(typed)
        # What is no field stands first while nothing is typed, so that it is seen at all.
        self._shown = (*others, *fields)
        if text:
            wanted = cleaned_key(text)
            offered: tuple[Input | Other, ...] = (*fields, *others)
            begins = [item for item in offered if key(_text(item)).startswith(wanted)]
            self._shown = (*begins, *(item for item in offered if item not in begins))
        if self._free and text and not any(key(item.name) == key(text) for item in fields):
            self._shown = (*self._shown, text)
        picks = [_pick(item) for item in self._shown]
        names = [item.name if isinstance(item, Input) else "" for item in self._shown]
        first = next((place for place, name in enumerate(names) if name), 0)
        known = bool(self._name) and self._name in names and not typed
        current = names.index(self._name) if known else first
        if not picks and self._free:
            picks = [Pick(f"Type the name of a {self._thing}.")]
        elif not picks:
            picks = [Pick(f"No {self._thing} contains \u201c{text}\u201d.")]
        heads = (f"{self._thing.capitalize()}s", "") if self._shown else ()
        self._list.show_under(picks, heads, current=current if self._shown else -1)

    def _take_at(self, position: int) -> None:
        self._list.hide()
        if not 0 <= position < len(self._shown):
            return
        taken = self._shown[position]
        if isinstance(taken, Other):
            self._show_name()
            self.other.emit(taken.what)
            return
        name = taken.name if isinstance(taken, Input) else taken
        changed = name != self._name
        self._name = name
        self._show_name()
        self.deselect()
        if changed:
            self.picked.emit(name)

    def _close(self) -> None:
        self._list.hide()
        if self.text() != self._name:
            self._show_name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key()
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if pressed in arrows and not event.modifiers():
            if self.is_open:
                self._list.move_by(arrows[Qt.Key(pressed)])
            else:
                self._open("")
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_open:
                self._take_at(self._list.position)
            else:
                self.open()
        elif pressed == Qt.Key.Key_Escape and self.is_open:
            self._close()
        elif pressed == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    def event(self, event: QEvent) -> bool:
        # Tab with offers open takes the one that is marked, as in any list of completions.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.is_open
            and self.text() != self._name
        ):
            self._take_at(self._list.position)
        return super().event(event)

    # The look

    def _dress(self) -> None:
        look = theme.current()
        self.setFont(theme.font(13, 600))
        ground = "errbg" if self.property("missing") else "sunken"
        ink = "err" if self.property("missing") else "text"
        # A chip among inputs: the sheet of the application gives every line a border.
        self.setStyleSheet(
            f"QLineEdit {{ background: {getattr(look, ground)}; color: {getattr(look, ink)};"
            f" border: 1px solid {getattr(look, ground)}; border-radius: {look.px(3)}px; }}"
            f"QLineEdit:hover, QLineEdit:focus {{ border-color: {look.edge}; }}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(13)
        at = QPoint(self.width() - side - theme.px(5), (self.height() - side) // 2)
        paint_icon(painter, "chevron-down", QRectF(at.x(), at.y(), side, side), "text3")

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(13, 600)).horizontalAdvance(
            self.text() or self.placeholderText()
        )
        width = min(max(text, theme.px(40)) + theme.px(36), theme.px(_LONGEST))
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), super().minimumSizeHint().height())


def _short(kind: Kind) -> str:
    return "several" if kind is Kind.MULTIPLE else kind.value


def _text(item: Input | Other) -> str:
    return item.name if isinstance(item, Input) else item.text


def _pick(item: Input | Other | str) -> Pick:
    if isinstance(item, MadeInput):
        return Pick(f"{item.name}, {item.made_of}", ("derived",), "derived")
    if isinstance(item, Input):
        return Pick(item.name, (_short(item.kind),), SYMBOLS[item.kind])
    if isinstance(item, Other):
        return Pick(item.text, (item.note,), item.symbol, strong=item.always)
    return Pick(f"Use \u201c{item}\u201d as it is", symbol="plus", strong=True)
