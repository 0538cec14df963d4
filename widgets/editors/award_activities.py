"""What points by activities are given for: a quantity that is counted, or each occurrence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.scoring.activity_words import ANY, MEASURED
from models.scoring.conditions import OF_A_DETAIL
from models.signs import signed
from widgets.editors.activity_rows import NOT_OPEN, types_note
from widgets.editors.around import Around
from widgets.editors.award_draft import AwardDraft, Way
from widgets.editors.branch_box import where_box
from widgets.editors.days_edit import CountEdit
from widgets.editors.draft_nodes import ActivityLeaf
from widgets.editors.part_row import WordsLine
from widgets.editors.quantity_parts import QuantityParts
from widgets.inputs.label import Label
from widgets.spacing import spaced

MOST_TIMES = 1_000_000


def counted_words(quantity: ActivityLeaf) -> str:
    """What is counted, for the names of its lines: "the number of Page visited"."""
    detail = f" {quantity.detail} of" if quantity.measure in OF_A_DETAIL else ""
    return f"{MEASURED[quantity.measure]}{detail} {' or '.join(quantity.of.types or (ANY,))}"


class AwardActivities(QWidget):
    """`changed(quantity, gesture)`: other activities, or something else of them is counted.
    `limited(most, gesture)`: so many occurrences count at most; None is no number."""

    changed = Signal(object, int)
    limited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordsLine(self)
        self.quantity = QuantityParts(self.words, where_box)
        self._each = Label("for each", "text2", parent=self)
        self.most = CountEdit(
            self,
            name="Times at most",
            one="time",
            many="times",
            before="at most",
            least=1,
            most=MOST_TIMES,
        )
        self._together = Label("", weight=600, parent=self)
        self._note = Label("", "text3", size=12, wrap=True, parent=self)
        own = self.quantity.chosen
        self.words.add(self._each, *self.quantity.widgets)
        self.words.add(self.most, self._together, own.add_where)
        column = QVBoxLayout(self)
        spaced(column, 2, margins=(0, 0, 0, 0))
        for widget in (self.words, own.where, self._note):
            column.addWidget(widget)
        self.quantity.changed.connect(self.changed)
        self.most.typed.connect(self.limited)

    def present(self, draft: AwardDraft, around: Around) -> None:
        """Show what the points are for."""
        each = draft.way is Way.PER_OCCURRENCE
        self.quantity.present(draft.quantity, around, measured=not each)
        for widget in (self._each, self.most, self._together):
            widget.setVisible(each)
        if each:
            self.most.present(draft.most)
            points = draft.entries[0].points
            together = signed(points * draft.most) if draft.most is not None else ""
            self._together.present(f"together at most {together}" if together else "")
        note, token = types_note(draft.quantity.of.types or (), around)
        if around.activities is None:
            note, token = NOT_OPEN, "text3"
        self._note.present(note, token)
        self._note.setVisible(bool(note))

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        limit = "" if self.most.isHidden() else self.most.fault
        return limit or self.quantity.chosen.fault
