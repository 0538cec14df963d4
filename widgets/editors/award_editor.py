"""The points of a rule: once, by value or by range, each line with its slider and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.leads.fields import Input
from models.leads.text import clean
from models.scoring.model import Award, Rule
from widgets.editors.award_draft import (
    BY_RANGE_KINDS,
    BY_VALUE_KINDS,
    AwardDraft,
    Entry,
    Way,
    award_built,
    award_drawn,
    award_fault,
    next_entry,
    turned,
    with_entry,
)
from widgets.editors.leaf_row import Around
from widgets.editors.rule_edits import saved_points
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.offers import OfferEdit, Offers
from widgets.inputs.points_control import PointsControl
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced

WAYS = [(way, way.value) for way in Way]


class EntryRow(QWidget):
    """One line of points by value or by range.

    `changed(entry, gesture)`: other value or ends. `moved(points, gesture)`. `removed()`.
    """

    changed = Signal(object, int)
    moved = Signal(int, int)
    finished = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = way
        self.entry = Entry(0)
        layout = QHBoxLayout(self)
        spaced(layout, 6, margins=(12, 0, 0, 0))
        self.value = OfferEdit(self)
        self.value.setPlaceholderText("Type a value")
        self._blank = Label("blank", "text3", parent=self)
        self.low = NumberEdit(self, name="From", width=84)
        self.high = NumberEdit(self, name="To under", width=84)
        self.low.setPlaceholderText("any")
        self.high.setPlaceholderText("any")
        self.points = PointsControl(self, width=270)
        remove = Tool("close", "Remove this line", self)
        if way is Way.BY_VALUE:
            layout.addWidget(self.value, 1)
            layout.addWidget(self._blank, 1)
            self.low.hide()
            self.high.hide()
        else:
            self.value.hide()
            self._blank.hide()
            for widget in (
                Label("from", "text2", parent=self),
                self.low,
                Label("to under", "text2", parent=self),
            ):
                layout.addWidget(widget)
            layout.addWidget(self.high)
            layout.addStretch(1)
        layout.addWidget(self.points)
        layout.addWidget(remove)
        self.value.typed.connect(self._value)
        self.value.taken.connect(lambda text: self._value(text, 0))
        self.low.typed.connect(lambda v, g: self._tell(replace(self.entry, low=v), g))
        self.high.typed.connect(lambda v, g: self._tell(replace(self.entry, high=v), g))
        self.points.moved.connect(self.moved)
        self.points.finished.connect(self.finished)
        self.points.left.connect(self.left)
        remove.clicked.connect(self.removed)

    def present(
        self, entry: Entry, saved: int | None, span: int, field: str, offers: Offers
    ) -> None:
        """Show a line."""
        self.entry = entry
        if self.way is Way.BY_VALUE:
            text = entry.value or ""
            if clean(self.value.text()) != text:
                self.value.setText(text)
                self.value.setCursorPosition(0)
            self.value.setVisible(entry.value is not None)
            self._blank.setVisible(entry.value is None)
            self.value.setAccessibleName(f"Value of {field}")
            self.value.offer(offers, field)
            name = f"{field} is {'blank' if entry.value is None else entry.value}"
        else:
            self.low.present(entry.low)
            self.high.present(entry.high)
            name = f"{field} in this range"
        self.points.present(entry.points, saved=saved, span=span, name=name)

    def focus_first(self) -> None:
        """The first thing to fill in."""
        by_range = self.way is Way.BY_RANGE
        target = self.high if by_range and self.entry.low is not None else self.low
        (target if by_range else self.value).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        return self.low.fault or self.high.fault

    def _value(self, text: str, gesture: int) -> None:
        self._tell(replace(self.entry, value=clean(text)), gesture)

    def _tell(self, entry: Entry, gesture: int) -> None:
        if entry != self.entry:
            self.changed.emit(entry, gesture)


class AwardEditor(QWidget):
    """`changed(award, gesture)`: a whole award. `moved(entry, points, gesture)`: only points, the
    entry is None where they are given once."""

    changed = Signal(object, int)
    moved = Signal(object, int, int)
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = AwardDraft(Way.ONCE, (Entry(0),))
        self._award: Award | None = None
        self._rule: Rule | None = None
        self._saved: Award | None = None
        self._span = 25
        self._around = Around()
        self._rows: list[EntryRow] = []
        self._then = Label("then", "text2", parent=self)
        self.points = PointsControl(self, width=300)
        self._unit = Label("points,", "text2", parent=self)
        self.way = ChoiceBox(self, name="How points are given")
        self._by = Label("of", "text2", parent=self)
        self.field = FieldChooser(self)
        head = QHBoxLayout()
        spaced(head, 6)
        for widget in (self._then, self.points, self._unit, self.way, self._by, self.field):
            head.addWidget(widget)
        head.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add = quiet_button("Value", "plus", self)
        self.add_blank = quiet_button("Blank", "plus", self)
        self.add_common = quiet_button("The 10 most common", "plus", self)
        self._message = Label("", "err", size=12, wrap=True, parent=self)
        foot = QHBoxLayout()
        spaced(foot, margins=(6, 0, 0, 0))
        for button in (self.add, self.add_blank, self.add_common):
            foot.addWidget(button)
        foot.addWidget(self._message)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spaced(column, 2)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        self.points.moved.connect(lambda points, gesture: self.moved.emit(None, points, gesture))
        self.points.finished.connect(self.finished)
        self.points.left.connect(self.left)
        self.way.picked.connect(self._pick_way)
        self.field.picked.connect(lambda name: self._tell(replace(self._draft, field=name)))
        self.add.clicked.connect(lambda: self._add((next_entry(self._draft),)))
        self.add_blank.clicked.connect(lambda: self._add((Entry(0, None),)))
        self.add_common.clicked.connect(self._add_common)

    def present(self, rule: Rule, saved: Award | None, span: int, around: Around) -> None:
        """Show the points of a rule; a draft with gaps stays while the award is the same."""
        other_rule = self._rule is None or self._rule.id != rule.id
        self._rule, self._saved, self._span, self._around = rule, saved, span, around
        if other_rule or rule.award != self._award:
            self._award = rule.award
            if other_rule or award_fault(self._draft) or award_built(self._draft) != rule.award:
                self._draft = award_drawn(rule.award)
        self._show()

    def focus_first(self) -> None:
        """To the points, or to the first line of them."""
        target = self._rows[0].points if self._rows else self.points
        target.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def _show(self) -> None:
        draft, rule = self._draft, self._rule
        if rule is None:
            return
        once = draft.way is Way.ONCE
        self.way.present(WAYS, draft.way)
        self.points.setVisible(once)
        if once:
            self.points.present(
                draft.entries[0].points,
                saved=saved_points(self._saved, None),
                span=self._span,
                muted=rule.muted,
                name=rule.name,
            )
        self._unit.present("points," if once else "points")
        self._by.setVisible(not once)
        self.field.setVisible(not once)
        kinds = BY_VALUE_KINDS if draft.way is Way.BY_VALUE else BY_RANGE_KINDS
        offered = usable(self._around.fields, kinds)
        item = self._around.find(draft.field)
        missing = bool(draft.field) and item is None and bool(self._around.fields)
        self.field.present(draft.field, offered, missing=missing)
        self._show_rows(() if once else draft.entries)
        by_value = draft.way is Way.BY_VALUE
        self.add.setText("Value" if by_value else "Range")
        self.add.setVisible(not once)
        blank = any(entry.value is None for entry in draft.entries)
        self.add_blank.setVisible(by_value and not blank)
        self.add_common.setVisible(by_value and len(draft.entries) <= 1)
        self._say()

    def _say(self) -> None:
        typed = next((row.fault for row in self._rows if row.fault), "")
        text = typed or award_fault(self._draft)
        self._message.present(text)
        self._message.setVisible(bool(text))

    def _show_rows(self, entries: Sequence[Entry]) -> None:
        for row in [*self._rows]:
            if row.way is not self._draft.way or len(self._rows) > len(entries):
                self._rows.remove(row)
                self._lines.removeWidget(row)
                row.hide()
                row.deleteLater()
        while len(self._rows) < len(entries):
            self._rows.append(self._make_row())
        field = self._draft.field
        for place, (row, entry) in enumerate(zip(self._rows, entries, strict=True)):
            saved = saved_points(self._saved, place)
            row.present(entry, saved, self._span, field, lambda: self._around.offers(field))

    def _make_row(self) -> EntryRow:
        row = EntryRow(self._draft.way, self)
        row.changed.connect(lambda entry, g, own=row: self._change(own, entry, g))
        row.moved.connect(lambda points, g, own=row: self._move(own, points, g))
        row.removed.connect(lambda own=row: self._change(own, None, 0))
        row.finished.connect(self.finished)
        row.left.connect(self.left)
        self._lines.addWidget(row)
        row.show()
        return row

    # Changes

    def _tell(self, draft: AwardDraft, gesture: int = 0) -> None:
        """Show the draft; when it is whole, tell it."""
        self._draft = draft
        self._show()
        if not award_fault(draft) and award_built(draft) != self._award:
            self.changed.emit(award_built(draft), gesture)

    def _pick_way(self, way: object) -> None:
        if isinstance(way, Way) and self._rule is not None:
            fields: tuple[Input, ...] = usable(self._around.fields)
            self._tell(turned(self._draft, way, self._rule.when, fields))

    def _change(self, row: EntryRow, entry: object, gesture: int) -> None:
        place = self._rows.index(row)
        if entry is None or isinstance(entry, Entry):
            self._tell(with_entry(self._draft, place, entry), gesture)
        self._say()

    def _move(self, row: EntryRow, points: int, gesture: int) -> None:
        place = self._rows.index(row)
        whole = not award_fault(self._draft) and award_built(self._draft) == self._award
        changed = with_entry(self._draft, place, replace(row.entry, points=points))
        if whole:
            self._draft = changed
            self.moved.emit(place, points, gesture)
        else:
            self._tell(changed, gesture)

    def _add(self, entries: Sequence[Entry]) -> None:
        place = len(self._draft.entries)
        self._tell(replace(self._draft, entries=(*self._draft.entries, *entries)))
        self._rows[place].focus_first()

    def _add_common(self) -> None:
        """A line for each of the values that most leads have."""
        offers = sorted(self._around.offers(self._draft.field), key=lambda o: -o.leads)[:10]
        kept = tuple(entry for entry in self._draft.entries if entry.value != "")
        have = {entry.value for entry in kept}
        fresh = tuple(Entry(0, offer.value) for offer in offers if offer.value not in have)
        if fresh:
            self._tell(replace(self._draft, entries=(*kept, *fresh)))
