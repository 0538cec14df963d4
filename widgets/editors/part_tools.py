"""What stands at the right of each part of a condition: its leads, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from widgets import theme
from widgets.icons import icon
from widgets.inputs.label import Label
from widgets.inputs.tools import Tool

_K, _M = Qt.Key, Qt.KeyboardModifier
_WISHES = {
    (_K.Key_Up, _M.AltModifier): "up",
    (_K.Key_Down, _M.AltModifier): "down",
    (_K.Key_D, _M.ControlModifier): "clone",
    (_K.Key_Delete, _M.ControlModifier): "remove",
    (_K.Key_Return, _M.ControlModifier): "add",
}
_LINES = (
    ("clone", "Clone", "Ctrl+D", "content-duplicate"),
    ("wrap", "Put into a group", "", "layers"),
    ("up", "Move up", "Alt+Up", "arrow-up"),
    ("down", "Move down", "Alt+Down", "arrow-down"),
    ("remove", "Remove", "Ctrl+Del", "delete"),
)


def part_wish(event: QKeyEvent) -> str:
    """What a key asks of the part it is pressed in; "" for nothing."""
    modifiers = event.modifiers() & ~_M.KeypadModifier
    return _WISHES.get((_K(event.key()), modifiers), "")


class PartTools(QWidget):
    """`asked(wish)`: add, clone, remove, up, down, wrap; of a test also not, exact."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._negated = False
        self._exact: bool | None = None
        self._is_test = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 3, 3)
        layout.setSpacing(0)
        self.count = Label("", weight=600, width=52, parent=self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.count)
        layout.addSpacing(theme.px(8))
        add = Tool("plus", "Add a condition below (Ctrl+Enter)", self)
        add.clicked.connect(lambda: self.asked.emit("add"))
        self._more = Tool("dots-vertical", "More for this part", self)
        self._more.clicked.connect(self.open_menu)
        remove = Tool("close", "Remove this part (Ctrl+Del)", self)
        remove.clicked.connect(lambda: self.asked.emit("remove"))
        for tool in (add, self._more, remove):
            layout.addWidget(tool)

    @staticmethod
    def width_of_tools() -> int:
        """How far the leads end from the right."""
        return theme.px(26) * 3 + theme.px(8) + 3

    def present(self, *, negated: bool | None = None, exact: bool | None = None) -> None:
        """Whether the part is turned round, and told apart by capitals; None: does not apply."""
        self._negated, self._exact = bool(negated), exact
        self._is_test = negated is not None

    def open_menu(self) -> QMenu:
        """What can be done with the part."""
        menu = QMenu(self)
        switches = [("not", "Not: the opposite, true on a blank", self._negated)]
        if self._exact is not None:
            switches.append(("exact", "Tell capital letters apart", self._exact))
        if self._is_test:
            for wish, text, on in switches:
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(on)
                action.triggered.connect(lambda _=False, w=wish: self.asked.emit(w))
            menu.addSeparator()
        for wish, text, keys, symbol in _LINES:
            action = menu.addAction(icon(symbol), text)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda _=False, w=wish: self.asked.emit(w))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
        return menu
