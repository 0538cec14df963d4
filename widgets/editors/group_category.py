"""The category of a group: one of the usual ones, or a word of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.leads.text import cleaned_key
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.line_edit import LineEdit
from widgets.spacing import spaced

USUAL = ("explicit", "implicit", "social", "negative")
_OWN = "own"
OPTIONS: tuple[tuple[object, str], ...] = (
    ("", "none"),
    ("explicit", "explicit: what they told"),
    ("implicit", "implicit: what they did"),
    ("social", "social: likes, mentions, shares \u2026"),
    ("negative", "negative: what speaks against"),
    (_OWN, "a word of your own"),
)


class CategoryEdit(QWidget):
    """`changed(category, gesture)`: another category."""

    changed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = ""
        self._own = False
        self.choice = ChoiceBox(self, name="Category")
        self.line = LineEdit(self, name="Category in your own word")
        self.line.setPlaceholderText("Type a category")
        row = QHBoxLayout(self)
        spaced(row, 6, margins=(3, 3, 3, 3))
        row.addWidget(self.choice)
        row.addWidget(self.line, 1)
        row.addStretch(1)
        self.setFocusProxy(self.choice)
        self.choice.picked.connect(self._pick)
        self.line.written.connect(lambda text, g: self._tell(text, g))

    def present(self, category: str, *, fresh: bool = False) -> None:
        """Show a category; `fresh`: of another group."""
        self._category = category
        usual = category == "" or is_category(category, *USUAL)
        self._own = not usual or (self._own and not fresh)
        known = next((name for name in USUAL if is_category(category, name)), "")
        self.choice.present(OPTIONS, _OWN if self._own else known)
        self.line.setVisible(self._own)
        self.line.show_text(category)

    def _pick(self, choice: object) -> None:
        self._own = choice == _OWN
        self.line.setVisible(self._own)
        if self._own:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()
        else:
            self._tell(str(choice), 0)

    def _tell(self, category: str, gesture: int) -> None:
        if category != self._category:
            self._category = category
            self.changed.emit(category, gesture)


def is_category(category: str, *names: str) -> bool:
    """Whether a category is one of these, however it is written."""
    return cleaned_key(category) in {cleaned_key(name) for name in names}
