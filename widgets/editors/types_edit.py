"""Types of activity as chips: those that are open are offered, any other can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.leads.tally import TypeCounts, ValueCount
from models.scoring.activity_words import ANY
from widgets.editors.around import Activities, Around
from widgets.inputs.tag_edit import TagEdit


class TypesEdit(QWidget):
    """`changed(types)`: None where nothing is chosen any more, none named for any activity.

    `else_any`: where no type is named any activity is meant, which need not be chosen; `hint` says
    what is meant then.
    """

    changed = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "Types of activity",
        else_any: bool = False,
        hint: str = ANY,
    ) -> None:
        super().__init__(parent)
        self._types: tuple[str, ...] | None = None
        self._else_any, self._hint = else_any, hint
        self.tags = TagEdit(self, name=name, least=40)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tags)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.tags)
        self.tags.changed.connect(self._tell)

    def present(self, types: tuple[str, ...] | None, around: Around) -> None:
        """Show types, and offer those that are open, any activity first."""
        self._types = types
        shown = types or ()
        if types == () and not self._else_any:
            shown = (ANY,)
        known = around.activities
        self.tags.present(shown, lambda: _offers(known, self._else_any), "Activities")
        hint = "Choose an activity" if known is not None else "Type an activity"
        hint = self._hint if self._else_any else hint
        self.tags.line.setPlaceholderText("or" if shown else hint)
        self.tags.line.updateGeometry()

    def _tell(self, shown: Sequence[str]) -> None:
        """Any activity goes with no other: what came last stays."""
        types: tuple[str, ...] | None = tuple(text for text in shown if text != ANY)
        if shown and shown[-1] == ANY:
            types = ()
        elif not types and not self._else_any:
            types = None
        if types != self._types:
            self.changed.emit(types)


def _offers(known: Activities | None, else_any: bool) -> Sequence[ValueCount]:
    """Any activity, which all leads with one have, and every type."""
    counts = TypeCounts(ValueCount(ANY, 0)) if known is None else known.types()
    every = () if else_any else (replace(counts.every, value=ANY),)
    return (*every, *counts.types)
