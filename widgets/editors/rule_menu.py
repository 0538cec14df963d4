"""The menus of a rule and of a group: words, keys, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from models.tuning.reins import Hold
from widgets.icons import icon


@dataclass(frozen=True)
class Item:
    """One line of a menu."""

    text: str
    wish: str
    keys: str = ""
    symbol: str = ""


LINE = None

RULE: tuple[Item | None, ...] = (
    Item("Edit", "edit", "Return", "pencil"),
    Item("Rename", "rename", "F2", "rename"),
    Item("Note", "note", "", "note"),
    Item("Choose its leads", "choose", "Ctrl+Return", "people"),
    LINE,
    Item("Clone", "clone", "Ctrl+D", "content-duplicate"),
    Item("Copy", "copy", "Ctrl+C", "content-copy"),
    Item("Cut", "cut", "Ctrl+X"),
    Item("Paste below", "paste", "Ctrl+V", "content-paste"),
    LINE,
    Item("Move up", "up", "Alt+Up", "arrow-up"),
    Item("Move down", "down", "Alt+Down", "arrow-down"),
    LINE,
    Item("Mute", "mute", "Space", "eye-off"),
    Item("Delete", "delete", "Del", "delete"),
)
HOLDS = (
    (Item("Free to change", "hold free"), Hold.FREE),
    (Item("Lock its points", "hold lock", "Alt+L"), Hold.LOCK),
    (Item("Must stay", "hold keep"), Hold.KEEP),
    (Item("Must not give points", "hold forbid"), Hold.FORBID),
)
"""What a tuning may do to the rule."""
GROUP: tuple[Item | None, ...] = (
    Item("Add a rule", "add", "Ins", "plus"),
    Item("Paste a rule", "paste", "Ctrl+V", "content-paste"),
    LINE,
    Item("Edit group\u2026", "edit", "Return", "pencil"),
    Item("Decay", "decay", "", "decay"),
    Item("Rename", "rename", "F2", "rename"),
    LINE,
    Item("Move group up", "up", "Alt+Up", "arrow-up"),
    Item("Move group down", "down", "Alt+Down", "arrow-down"),
    LINE,
    Item("Delete group and its rules", "delete", "Del", "delete"),
)


def menu_of(
    items: tuple[Item | None, ...],
    ask: Callable[[str], None],
    parent: QWidget,
    *,
    muted: bool = False,
    hold: Hold | None = None,
) -> QMenu:
    """A menu that asks by a wish's name. It dies when it closes. `hold`: what a tuning may do to
    the rule; None: this is no rule."""
    menu = QMenu(parent)
    for item in items:
        if item is None:
            menu.addSeparator()
            continue
        text = "Unmute" if item.wish == "mute" and muted else item.text
        menu.addAction(_action(item, text, ask, menu))
    if hold is not None:
        menu.addSeparator()
        menu.addMenu(_holds(ask, menu, hold))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _action(item: Item, text: str, ask: Callable[[str], None], menu: QMenu) -> QAction:
    action = QAction(text, menu)
    if item.symbol:
        action.setIcon(icon(item.symbol))
    if item.keys:
        # Shown only: the list itself listens to keys, so that none is taken from a text.
        action.setShortcut(QKeySequence(item.keys))
        action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _=False, wish=item.wish: ask(wish))
    return action


def _holds(ask: Callable[[str], None], menu: QMenu, hold: Hold) -> QMenu:
    """What a tuning may do to the rule, one of them ticked."""
    under = QMenu("For tuning", menu)
    under.setIcon(icon("wand"))
    one = QActionGroup(under)
    for item, of in HOLDS:
        action = _action(item, item.text, ask, under)
        action.setIcon(QIcon())
        action.setCheckable(True)
        action.setChecked(of is hold)
        one.addAction(action)
        under.addAction(action)
    return under
