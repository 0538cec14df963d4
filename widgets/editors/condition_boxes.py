"""A list of named conditions, each in a box; one that is not whole yet stays below the others.

Overrides and the leads that are left out are lists of that kind: a subclass says what else stands
in a box, and what edit a list of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.leads.fields import Input
from widgets.editors.around import Around
from widgets.editors.branch_box import BranchBox
from widgets.editors.draft import built, drawn, is_whole
from widgets.editors.draft_nodes import Branch, Joint, Leaf
from widgets.editors.line_list import Line
from widgets.inputs.field_chooser import usable
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced


class ConditionBox(Line):
    """One item of the list: a name and a condition. `changed(item, gesture)`: it is whole.

    A subclass makes the two in the order of the keyboard, then calls `_listen`; `_part` is what
    the item calls its condition.
    """

    name: LineEdit
    condition: BranchBox
    _part: str

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Any = None
        self._draft = Branch(Joint.ALL)
        self._around = Around()

    def _listen(self) -> None:
        self.name.written.connect(lambda text, gesture: self._tell(gesture, name=text))
        self.condition.changed.connect(self._take)

    @property
    def is_whole(self) -> bool:
        """Whether the condition lacks nothing."""
        return bool(self._draft.parts) and all(map(is_whole, self._draft.parts))

    def begin(self, item: Any) -> None:
        """Take an item that has no condition yet."""
        self._item, self._draft = item, Branch(Joint.ALL, (Leaf(),))

    def focus_first(self) -> None:
        """To the condition: the name can stay."""
        self.condition.focus_first()

    def _is_same(self, _before: Any, _item: Any) -> bool:
        """Whether two items are one, of which the later may have changed."""
        return True

    def _show_item(self, item: Any, around: Around) -> None:
        """Name and condition; a draft stays while it stands for the condition of the same item."""
        before, self._item, self._around = self._item, item, around
        when = getattr(item, self._part)
        same = before is not None and self._is_same(before, item)
        if not same or getattr(before, self._part) != when:
            stands = same and is_whole(self._draft) and built(self._draft) == when
            if not stands:
                self._draft = drawn(when)
        self.name.show_text(item.name)
        self.condition.present(self._draft, around)

    def _take(self, branch: object, gesture: int) -> None:
        if not isinstance(branch, Branch):
            return
        self._draft = branch
        self.condition.present(branch, self._around)
        when = built(branch) if self.is_whole else None
        if when is not None:
            self._tell(gesture, **{self._part: when})

    def _tell(self, gesture: int, **changes: object) -> None:
        if self._item is None or changes.get("name") == "":
            return
        after = replace(self._item, **changes)
        if after != self._item:
            self.changed.emit(after, gesture)


class ConditionBoxes(QWidget):
    """All boxes and a button for one more. `edited(edit, gesture)`."""

    edited = Signal(object, int)

    def __init__(self, none: Label, add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh: Any = None
        self._boxes: list[Any] = []  # of the subclass's kind; that of `_fresh` is the last
        self._list = QVBoxLayout()
        spaced(self._list, 8)
        self._none = none
        none.setParent(self)
        self.add = quiet_button(add, "plus", self)
        self.add.clicked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._none)
        self._column.addLayout(self._list)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    # What a list says of its own items

    def _items(self) -> Sequence[Any]:
        """Those that are whole, as they were presented."""
        raise NotImplementedError

    def _fields(self) -> Sequence[Input]:
        """What a condition can be about."""
        raise NotImplementedError

    def _make_box(self) -> ConditionBox:
        raise NotImplementedError

    def _show_box(self, box: Any, place: int) -> None:
        """Show the item of a place."""
        raise NotImplementedError

    def _show_fresh(self, box: Any, item: Any) -> None:
        """Show an item that is not whole yet."""
        raise NotImplementedError

    def _make_item(self) -> Any:
        """An item to begin with, that does nothing before its condition is whole; None: not now."""
        raise NotImplementedError

    def _edit(self, items: tuple[Any, ...]) -> object:
        raise NotImplementedError

    # Showing

    def _show(self) -> None:
        items = self._items()
        wanted = len(items) + (self._fresh is not None)
        self._none.setVisible(not wanted)
        self.add.setEnabled(self._fresh is None and bool(usable(self._fields())))
        while len(self._boxes) > wanted:
            box = self._boxes.pop(-1 if self._fresh is None else -2)
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self._boxes) < wanted:
            self._insert(len(self._boxes) - (self._fresh is not None))
        for place in range(len(items)):
            self._show_box(self._boxes[place], place)

    def _insert(self, place: int) -> None:
        box = self._make_box()
        box.changed.connect(lambda item, gesture, own=box: self._change(own, item, gesture))
        box.asked.connect(lambda wish, own=box: self._do(own, wish))
        self._boxes.insert(place, box)
        self._list.insertWidget(place, box)
        box.show()

    # Wishes

    def _tell(self, items: Sequence[Any], gesture: int = 0) -> None:
        if tuple(items) != tuple(self._items()):
            self.edited.emit(self._edit(tuple(items)), gesture)

    def _change(self, box: ConditionBox, item: Any, gesture: int) -> None:
        place, items = self._boxes.index(box), list(self._items())
        if place < len(items):
            items[place] = item
            self._tell(items, gesture)
        elif box.is_whole:
            self._fresh = None
            self._tell([*items, item], gesture)
        else:
            self._fresh = item
            self._show_fresh(box, item)

    def _do(self, box: ConditionBox, wish: str) -> None:
        place, items = self._boxes.index(box), list(self._items())
        if place == len(items):
            if wish == "remove":
                self._fresh = None
                self._show()
            return
        own = items.pop(place)
        if wish != "remove":
            target = place + (-1 if wish == "up" else 1)
            items.insert(max(0, min(len(items), target)), own)
        self._tell(items)

    def _add(self) -> None:
        item = None if self._fresh is not None else self._make_item()
        if item is None:
            return
        self._insert(len(self._boxes))
        self._fresh = item
        self._show()
        box = self._boxes[-1]
        box.begin(item)
        self._show_fresh(box, item)
        box.focus_first()
