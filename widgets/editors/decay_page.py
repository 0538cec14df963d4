"""How the points of a group fade: in words that can be changed, as a table, and on one lead."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.project.edits import ChangeGroup
from models.scoring.decay import Shape
from models.scoring.decay_words import decay_sentence
from models.scoring.model import Group, ScoringModel
from widgets.editors.around import Around
from widgets.editors.decay_ahead import DecayAhead
from widgets.editors.decay_draft import (
    DecayDraft,
    Row,
    decay_built,
    decay_drawn,
    decay_fault,
    with_days,
    with_next_row,
    with_row,
    with_shape,
    with_way,
)
from widgets.editors.decay_table import DecayTable
from widgets.editors.decay_words_line import DecayWords
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced
from widgets.step_line import StepLine, StepLineValue, round_ticks

MOST_SHOWN = 3_650


class DecayPage(QScrollArea):
    """`edited(edit, gesture)`: every change that leaves a whole decay, at once."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._group: Group | None = None
        self._draft = DecayDraft()
        self._around = Around()
        self.words = DecayWords(self)
        self._means = Label("", "text2", size=12, wrap=True, parent=self)
        self._message = Label("", "err", size=12, wrap=True, parent=self)
        self.table = DecayTable(self)
        self.add = quiet_button("Row", "plus", self)
        self.chart = StepLine(self, name="What is left by age", high=160)
        self.ahead = DecayAhead(self)
        self._lay_out()
        self.words.group.picked.connect(self.show_group)
        self.words.changed.connect(self._take)
        self.table.changed.connect(self._change_row)
        self.add.clicked.connect(self._add_row)

    def _lay_out(self) -> None:
        inside = QWidget()
        body = QVBoxLayout(inside)
        spaced(body, 10, margins=(16, 12, 16, 16))
        body.addWidget(self.words)
        body.addWidget(self._means)
        body.addWidget(self._message)
        self._written = QWidget(inside)
        row = QHBoxLayout(self._written)
        spaced(row, 16, margins=(0, 0, 0, 0))
        left = QVBoxLayout()
        spaced(left, 4)
        left.addWidget(self.table)
        left.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        spaced(right, 4)
        right.addWidget(Label("What is left by age in days", "text2", size=12, parent=inside))
        right.addWidget(self.chart)
        right.addStretch(1)
        row.addLayout(left)
        row.addLayout(right, 1)
        body.addWidget(self._written)
        body.addWidget(self.ahead)
        body.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # What is shown

    @property
    def group(self) -> str:
        """The id of the group that is shown; "" for none."""
        return self._group.id if self._group is not None else ""

    def present(self, model: ScoringModel, around: Around) -> None:
        """Show the group that was shown, else the first that fades or that is about what was done;
        a draft with gaps stays while the decay is the same."""
        before = self._group
        same = self._model is not None and self._model.id == model.id
        self._model, self._around = model, around
        group = model.group(before.id) if before is not None and same else None
        self._group = group = group or _first(model)
        if group is None:
            self.words.hide()
            self._written.hide()
            self.ahead.hide()
            self._means.present("The model has no groups yet. Add one on the page of rules.")
            return
        if before is None or before.id != group.id or before.decay != group.decay:
            whole = not decay_fault(self._draft) and decay_built(self._draft) == group.decay
            if before is None or before.id != group.id or not whole:
                self._draft = decay_drawn(group.decay)
        self._show()

    def show_group(self, group_id: object) -> None:
        """Show another group."""
        model = self._model
        group = model.group(group_id) if model is not None and isinstance(group_id, str) else None
        if group is not None:
            self._group, self._draft = group, decay_drawn(group.decay)
            self._show()

    def focus_first(self) -> None:
        """To how the group fades."""
        self.words.way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        model, group, draft = self._model, self._group, self._draft
        if model is None or group is None:
            return
        self.words.show()
        self.words.present(draft, model, group, self._around)
        fault = decay_fault(draft)
        self._means.present("" if fault else decay_sentence(decay_built(draft)))
        self._means.setVisible(not fault)
        self._message.present(self.words.fault or fault)
        self._message.setVisible(bool(self.words.fault or fault))
        self._written.setVisible(draft.way is not None)
        self.table.present(draft.rows)
        if draft.way is not None and not fault:
            self.chart.present(_percents(draft), decay_sentence(decay_built(draft)))
        self.ahead.present(group, self._around.ahead(group.id))

    # Changes

    def _take(self, draft: DecayDraft, gesture: int = 0) -> None:
        """Show the draft; when it is whole, tell it."""
        before = self._draft
        if draft.way is not before.way:
            draft = with_way(draft, draft.way)
        elif draft.shape is not before.shape:
            draft = with_shape(before, draft.shape)
        elif draft.days != before.days:
            draft = with_days(before, draft.days)
        self._draft = draft
        model, group = self._model, self._group
        if model is not None and group is not None and not decay_fault(draft):
            after = replace(group, decay=decay_built(draft))
            if after != group:
                self._group = after
                self.edited.emit(ChangeGroup(model.id, after), gesture)
        self._show()

    def _change_row(self, place: int, row: object) -> None:
        if row is None or isinstance(row, Row):
            self._take_rows(with_row(self._draft, place, row))

    def _take_rows(self, draft: DecayDraft) -> None:
        self._draft = replace(self._draft, shape=Shape.STEPS, days=None)
        self._take(draft)

    def _add_row(self) -> None:
        self._take_rows(with_next_row(self._draft))
        self.table.edit_row(len(self._draft.rows) - 1)


def _first(model: ScoringModel) -> Group | None:
    fading = (group for group in model.groups if group.decay is not None)
    done = (group for group in model.groups if any(rule.selections() for rule in group.rules))
    return next(fading, None) or next(done, None) or next(iter(model.groups), None)


def _percents(draft: DecayDraft) -> StepLineValue:
    """What is left on each day, up to a little after the last row."""
    decay = decay_built(draft)
    last = draft.rows[-1].to or 0 if draft.rows else 30
    days = min(MOST_SHOWN, max(10, last + max(2, last // 8)))
    left = tuple(decay.percent(day) for day in range(days + 1)) if decay is not None else ()
    ticks = tuple((day, str(day)) for day in round_ticks(days))
    return StepLineValue(left, unit="\u202f%", ticks=ticks)
