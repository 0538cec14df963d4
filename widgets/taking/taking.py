"""Copy, copy all and save for a table: its keys and its menu, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionRange, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from models.exchange.shown import Listed, Table, clipboard_text
from models.leads.wording import quoted
from widgets import icons
from widgets.taking.view_rows import rows_of_view
from widgets.taking.wishes import SaveTable, Say, wish_of

MOST_COPIED = 10_000
"""Rows that are put on the clipboard at once; a file holds more."""

Offer = tuple[str, Callable[[], None]]


class Taking(QObject):
    """Serves one view: Ctrl+C copies the chosen rows, all where none is; the menu does the rest.

    `rows()` gives what the view lists, in the order of its rows; without it the model is asked.
    `saved`: the menu offers to save the table; without it the page has a better way.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        rows: Callable[[], Listed | None] | None = None,
        *,
        saved: bool = True,
    ) -> None:
        super().__init__(view)
        self._view, self._rows, self._saved = view, rows, saved
        self._offers: Callable[[], Sequence[Offer]] | None = None
        self._choosing: tuple[Callable[[], str], Callable[[], None]] | None = None
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show)
        view.installEventFilter(self)

    def listed(self) -> Listed | None:
        """What the view lists; None where it is empty."""
        found = self._rows() if self._rows is not None else rows_of_view(self._view)
        return None if found is None or not found.count else found

    def chosen(self) -> list[int]:
        """The rows that are chosen."""
        return sorted(
            {row for block in self._blocks() for row in range(block.top(), block.bottom() + 1)}
        )

    def _blocks(self) -> list[QItemSelectionRange]:
        return self._view.selectionModel().selection().toList()

    def offer(self, offers: Callable[[], Sequence[Offer]]) -> None:
        """Add lines to the menu, asked for when it opens: words, and what they do."""
        self._offers = offers

    def choose_by(self, words: Callable[[], str], do: Callable[[], None]) -> None:
        """The current row chooses leads: by Ctrl+Enter, and by a line of the menu. No words: not
        this row."""
        self._choosing = words, do

    def copy(self) -> None:
        """Copy the chosen rows; all where none is chosen."""
        self._copy(self.chosen() or None)

    def copy_all(self) -> None:
        """Copy all rows, or the first ones of a great many."""
        self._copy(None)

    def _copy(self, rows: Sequence[int] | None) -> None:
        found = self.listed()
        if found is None:
            return
        wanted = range(found.count) if rows is None else rows
        table = self._of_chosen_columns(found.table(wanted[:MOST_COPIED]), rows is not None)
        QGuiApplication.clipboard().setText(clipboard_text(table))
        copied, left = len(table) - 1, len(wanted) - len(table) + 1
        words = "1 row was copied." if copied == 1 else f"{copied:,} rows were copied."
        if left:
            words = f"The first {copied:,} rows were copied. Save the table to have all of them."
        wish_of(self._view, Say(words))

    def _of_chosen_columns(self, table: Table, chosen: bool) -> Table:
        """Where single cells are chosen, their columns alone, and the names of the rows."""
        by_row = QAbstractItemView.SelectionBehavior.SelectRows
        model = self._view.model()
        if not chosen or self._view.selectionBehavior() == by_row:
            return table
        places = {
            place for block in self._blocks() for place in range(block.left(), block.right() + 1)
        }
        before = len(table[0]) - model.columnCount()
        wanted = [*range(max(before, 0)), *(place + before for place in sorted(places))]
        return [[row[place] for place in wanted] for row in table]

    def save(self) -> None:
        """Ask for a file with all rows."""
        found = self.listed()
        if found is not None:
            wish_of(self._view, SaveTable(found))

    def menu(self) -> QMenu:
        """The menu; it dies when it closes."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        found, chosen = self.listed(), self.chosen()
        if self._choosing is not None and (choosing := self._choosing[0]()):
            put_choosing(menu, (choosing, self._choosing[1]))
        for words, do in () if self._offers is None else self._offers():
            menu.addAction(words, do)
        if menu.actions():
            menu.addSeparator()
        one = "Copy row" if len(chosen) == 1 else f"Copy {len(chosen):,} rows"
        copy = menu.addAction(icons.icon("content-copy"), one if chosen else "Copy row", self.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutVisibleInContextMenu(True)
        copy.setEnabled(found is not None and bool(chosen))
        many = 0 if found is None else found.count
        all_rows = f"Copy all {many:,} rows" if many > 1 else "Copy all"
        if many > MOST_COPIED:
            all_rows = f"Copy the first {MOST_COPIED:,} rows"
        menu.addAction(all_rows, self.copy_all).setEnabled(found is not None)
        if self._saved:
            save = menu.addAction(icons.icon("download"), "Save table…", self.save)
            save.setEnabled(found is not None)
        return menu

    def _show(self, at: QPoint) -> None:
        self.menu().popup(self._view.viewport().mapToGlobal(at))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+C, and the keys of menus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if self._choosing is not None and is_choosing(event):
            if self._choosing[0]():
                self._choosing[1]()
            return True
        if is_menu_key(event):
            index = self._view.currentIndex()
            at = self._view.visualRect(index).bottomLeft() if index.isValid() else QPoint(8, 8)
            self._show(at)
            return True
        return False


def is_menu_key(event: QKeyEvent) -> bool:
    """Whether the key asks for a menu: the menu key, or Shift+F10."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)


def is_choosing(event: QKeyEvent) -> bool:
    """Whether the key chooses the leads of what has the keyboard: Ctrl+Enter."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def put_choosing(menu: QMenu, offer: Offer) -> None:
    """The line that chooses leads, with its key, and a line below it."""
    words, do = offer
    action = menu.addAction(icons.icon("filter"), words, do)
    action.setShortcut("Ctrl+Return")
    action.setShortcutVisibleInContextMenu(True)
    menu.addSeparator()


def table_menu(
    widget: QWidget, listed: Callable[[], Listed], choosing: Offer | None = None
) -> QMenu:
    """The menu of a widget that paints its table itself; it dies when it closes."""
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if choosing is not None:
        put_choosing(menu, choosing)
    copy = menu.addAction(
        icons.icon("content-copy"), "Copy table", lambda: copy_table(widget, listed())
    )
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.setShortcutVisibleInContextMenu(True)
    menu.addAction(
        icons.icon("download"), "Save table…", lambda: wish_of(widget, SaveTable(listed()))
    )
    return menu


def copy_table(widget: QWidget, table: Listed) -> None:
    """Put a table on the clipboard and say so."""
    QGuiApplication.clipboard().setText(clipboard_text(table.table()))
    wish_of(widget, Say(f"The table of {quoted(table.title)} was copied."))
