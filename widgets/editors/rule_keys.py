"""Keys of the list of rules and what they wish."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_M = Qt.KeyboardModifier
_NONE = _M.NoModifier

_WISHES: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_Return, _NONE): "edit",
    (_K.Key_Enter, _NONE): "edit",
    (_K.Key_Return, _M.ControlModifier): "choose",
    (_K.Key_Enter, _M.ControlModifier): "choose",
    (_K.Key_Space, _NONE): "mute",
    (_K.Key_F2, _NONE): "rename",
    (_K.Key_Delete, _NONE): "delete",
    (_K.Key_Backspace, _NONE): "delete",
    (_K.Key_Insert, _NONE): "add",
    (_K.Key_Left, _NONE): "fold",
    (_K.Key_Right, _NONE): "unfold",
    (_K.Key_Menu, _NONE): "menu",
    (_K.Key_F10, _M.ShiftModifier): "menu",
    (_K.Key_D, _M.ControlModifier): "clone",
    (_K.Key_C, _M.ControlModifier): "copy",
    (_K.Key_X, _M.ControlModifier): "cut",
    (_K.Key_V, _M.ControlModifier): "paste",
    (_K.Key_L, _M.AltModifier): "lock",
    (_K.Key_Up, _M.AltModifier): "up",
    (_K.Key_Down, _M.AltModifier): "down",
}


def wish_of(event: QKeyEvent) -> str:
    """What a key asks of the current row: a wish, "points" for a number begun, "" for nothing."""
    modifiers = event.modifiers() & ~_M.KeypadModifier
    wish = _WISHES.get((_K(event.key()), modifiers), "")
    if wish:
        return wish
    text = event.text()
    begins = bool(text) and (text.isdigit() or text in "+-\u2212")
    return "points" if begins and not modifiers & ~_M.ShiftModifier else ""
