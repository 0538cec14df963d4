"""The points of a rule: once, in lines by value, range or count, or per occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.leads.fields import Input
from models.scoring.model import Award, Rule
from widgets.editors.around import Around
from widgets.editors.award_activities import AwardActivities, counted_words
from widgets.editors.award_draft import (
    BY_RANGE_KINDS,
    BY_VALUE_KINDS,
    IN_LINES,
    OF_ACTIVITIES,
    OF_FIELDS,
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
from widgets.editors.entry_row import EntryRow
from widgets.editors.part_row import WordsLine
from widgets.editors.rule_edits import saved_points
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.label import Label
from widgets.inputs.points_control import PointsControl
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced

WAYS = [(way, way.value) for way in Way]
WAYS_OF_FIELDS = [(way, way.value) for way in Way if way not in OF_ACTIVITIES]


class AwardEditor(QWidget):
    """`changed(award, gesture)`: a whole award. `moved(entry, points, gesture)`: only points, the
    entry is None where they are given once."""

    changed = Signal(object, int)
    moved = Signal(object, int, int)
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._draft = AwardDraft(Way.ONCE, (Entry(0),))
        self._award: Award | None = None
        self._rule: Rule | None = None
        self._saved: Award | None = None
        self._span = 25
        self._around = Around()
        self._rows: list[EntryRow] = []
        self._then = Label("then", "text2", parent=self)
        self.points = PointsControl(self, width=170 if narrow else 300)
        self._unit = Label("points,", "text2", parent=self)
        self.way = ChoiceBox(self, name="How points are given")
        self._by = Label("of", "text2", parent=self)
        self.field = FieldChooser(self)
        words = (self._then, self.points, self._unit, self.way, self._by, self.field)
        head = QHBoxLayout()
        spaced(head, 6)
        if narrow:
            flowing = WordsLine(self)
            flowing.add(*words)
            head.addWidget(flowing, 1)
        else:
            for widget in words:
                head.addWidget(widget)
            head.addStretch(1)
        self.activities = AwardActivities(self)
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
        spaced(column, 2, margins=(0, 3, 3, 3))  # room for the ring of the focus
        column.addLayout(head)
        column.addWidget(self.activities)
        column.addLayout(self._lines)
        column.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        self.points.moved.connect(self._move_all)
        self.points.finished.connect(self.finished)
        self.points.left.connect(self.left)
        self.way.picked.connect(self._pick_way)
        self.field.picked.connect(lambda name: self._tell(replace(self._draft, field=name)))
        self.activities.changed.connect(
            lambda own, g: self._tell(replace(self._draft, quantity=own), g)
        )
        self.activities.limited.connect(
            lambda most, g: self._tell(replace(self._draft, most=most), g)
        )
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

    def follow(self, rule: Rule) -> None:
        """The rule asks something else now; other ways to give points begin with that."""
        self._rule = rule

    def focus_first(self) -> None:
        """To the points, or to the first line of them."""
        target = self._rows[0].points if self._rows else self.points
        target.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def _show(self) -> None:
        draft, rule = self._draft, self._rule
        if rule is None:
            return
        in_lines = draft.way in IN_LINES
        of_field = draft.way in OF_FIELDS
        self.way.present(WAYS_OF_FIELDS if self._around.of_accounts else WAYS, draft.way)
        self.points.setVisible(not in_lines)
        if not in_lines:
            self.points.present(
                draft.entries[0].points,
                saved=saved_points(self._saved, None),
                span=self._span,
                muted=rule.muted,
                name=rule.name,
            )
        self._unit.present("points" if in_lines else "points,")
        self._by.setVisible(of_field)
        self.field.setVisible(of_field)
        kinds = BY_VALUE_KINDS if draft.way is Way.BY_VALUE else BY_RANGE_KINDS
        offered = usable(self._around.fields, kinds)
        self.field.present(draft.field, offered, missing=self._around.lacks(draft.field))
        self.activities.setVisible(draft.way in OF_ACTIVITIES)
        if draft.way in OF_ACTIVITIES:
            self.activities.present(draft, self._around)
        self._show_rows(draft.entries if in_lines else ())
        by_value = draft.way is Way.BY_VALUE
        words = {Way.BY_VALUE: "Value", Way.BY_RANGE: "Range"}
        self.add.setText(words.get(draft.way, "Count"))
        self.add.setVisible(in_lines)
        blank = any(entry.value is None for entry in draft.entries)
        self.add_blank.setVisible(by_value and not blank)
        self.add_common.setVisible(by_value and len(draft.entries) <= 1)
        self._say()

    def _say(self) -> None:
        typed = next((row.fault for row in self._rows if row.fault), "")
        if self._draft.way in OF_ACTIVITIES:
            typed = typed or self.activities.fault
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
        if self._draft.way is Way.BY_COUNT:
            field = counted_words(self._draft.quantity)
        for place, (row, entry) in enumerate(zip(self._rows, entries, strict=True)):
            saved = saved_points(self._saved, place)
            row.present(entry, saved, self._span, field, lambda: self._around.offers(field))

    def _make_row(self) -> EntryRow:
        row = EntryRow(self._draft.way, self, narrow=self._narrow)
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
            self._award = award_built(draft)
            self.changed.emit(self._award, gesture)

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
        whole = self._is_told
        changed = with_entry(self._draft, place, replace(row.entry, points=points))
        if whole:
            self._draft, self._award = changed, award_built(changed)
            self.moved.emit(place, points, gesture)
        else:
            self._tell(changed, gesture)

    def _move_all(self, points: int, gesture: int) -> None:
        """The one number of points; it stays with a draft that has gaps."""
        whole = self._is_told
        changed = replace(self._draft, entries=(replace(self._draft.entries[0], points=points),))
        if whole and not award_fault(changed):
            self._draft, self._award = changed, award_built(changed)
            if changed.way in OF_ACTIVITIES:
                self.activities.present(changed, self._around)  # together at most
            self.moved.emit(None, points, gesture)
        else:
            self._tell(changed, gesture)

    @property
    def _is_told(self) -> bool:
        """Whether the rule says what is shown."""
        return not award_fault(self._draft) and award_built(self._draft) == self._award

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
