"""One rule in full: its name, its condition as a sentence of parts, its points, its note."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.evaluation.evaluation import Evaluation
from models.problems import Problem, Severity
from models.project.edits import ChangeRule, RemoveRule, SetPoints
from models.scoring.conditions import Condition
from models.scoring.model import Award, Rule, ScoringModel
from models.scoring.own_names import followed
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.award_editor import AwardEditor
from widgets.editors.branch_box import BranchBox
from widgets.editors.draft import built, drawn, is_whole
from widgets.editors.draft_nodes import Branch, Joint
from widgets.editors.note_edit import NoteEdit
from widgets.editors.rule_edits import cloned, muted
from widgets.editors.rule_rows import scale_of, what_of
from widgets.editors.what_it_does import WhatItDoes
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import Tool

KEYS = "Ctrl+Enter adds, Alt+Up and Alt+Down move, Ctrl+D clones, Ctrl+Del removes, Esc closes"


class _NameEdit(LineEdit):
    """The name as a heading that can be typed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Name of the rule", small=False)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        look = theme.current()
        self.setFont(theme.font(15, 600))
        # A heading has no border until it is touched.
        self.setStyleSheet(
            f"QLineEdit {{ border: 1px solid transparent; background: transparent;"
            f" color: {look.text}; padding: 0 {look.px(4)}px; }}"
            f"QLineEdit:hover {{ border-color: {look.line}; }}"
            f"QLineEdit:focus {{ border-color: {look.accent}; background: {look.surface}; }}"
        )


class RuleEditor(QWidget):
    """`edited(edit, gesture)`: every change that leaves a whole rule, at once. `requested`:
    "close" (rule id), "edit" (the id of a clone)."""

    edited = Signal(object, int)
    finished = Signal()
    requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._rule: Rule | None = None
        self._draft = Branch(Joint.ALL)
        self._around = Around()
        self._span = 25
        self.name = _NameEdit(self)
        self._group = Label("", "text2", size=12, parent=self)
        self._close = Tool("chevron-left", "Back to the list (Esc)", self)
        self._mute = Tool("eye", "Mute", self)
        self._clone = Tool("content-duplicate", "Clone this rule", self)
        self._delete = Tool("delete", "Delete this rule", self)
        self.condition = BranchBox(self, root=True)
        self.award = AwardEditor(self)
        self.note = NoteEdit("Note", "Note: why this rule is so, and who agreed", self)
        self.does = WhatItDoes(self)
        self._problem = Label("", "warn", size=12, wrap=True, parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        px = theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(6), px(6), px(8), px(6))
        head.setSpacing(px(4))
        head.addWidget(self._close)
        head.addWidget(self.name, 1)
        head.addSpacing(px(8))
        head.addWidget(self._group)
        head.addSpacing(px(8))
        for tool in (self._mute, self._clone, self._delete):
            head.addWidget(tool)
        inside = QWidget()
        inside.setObjectName("rule")
        body = QVBoxLayout(inside)
        body.setContentsMargins(px(16), px(10), px(12), px(12))
        body.setSpacing(px(12))
        for widget in (self._problem, self.condition, self.award, self.note, self.does):
            body.addWidget(widget)
        body.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keys = Label(KEYS, "text3", size=11, wrap=True, parent=self)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(4), px(12), px(6))
        foot.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(3), 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_editor)
        self._mute.clicked.connect(self._toggle_mute)
        self._clone.clicked.connect(self._make_clone)
        self._delete.clicked.connect(self._remove)
        self.name.written.connect(self._rename)
        self.note.typed.connect(lambda text, g: self._change(g, note=text))
        self.condition.changed.connect(self._take_condition)
        self.award.changed.connect(self._take_award)
        self.award.moved.connect(self._move)
        self.award.finished.connect(self.finished)
        self.award.left.connect(self.close_editor)

    # What is shown

    def present(
        self,
        model: ScoringModel,
        rule_id: str,
        around: Around,
        *,
        evaluation: Evaluation | None = None,
        saved: ScoringModel | None = None,
        problem: Problem | None = None,
    ) -> None:
        """Show a rule; what is typed and not yet whole stays while the rule is the same."""
        rule = model.rule(rule_id)
        if rule is None:
            return
        before = self._rule
        other = before is None or before.id != rule.id
        needed = scale_of(model, saved)
        self._span = needed if other else max(self._span, needed)
        self._model, self._rule, self._around = model, rule, around
        if other or before is None or before.when != rule.when:
            self._draft = self._kept(rule.when, other)
        was = saved.rule(rule_id) if saved is not None else None
        group = model.group_of(rule_id)
        self.name.show_text(rule.name)
        words = (group.name, what_of(group)) if group is not None else ()
        where = " \u00b7 ".join(word for word in words if word)
        # A long name of a group must not leave the rule's own name without room.
        letters, room = QFontMetrics(self._group.font()), theme.px(240)
        self._group.present(letters.elidedText(where, Qt.TextElideMode.ElideMiddle, room))
        self._group.setToolTip(where)
        self._mute.show_symbol("eye-off" if rule.muted else "eye")
        self._mute.name("Unmute this rule" if rule.muted else "Mute: it gives 0 points")
        self.condition.present(self._draft, around)
        self.award.present(rule, was.award if was is not None else None, self._span, around)
        self.note.present(rule.note)
        self.does.present(rule, evaluation)
        # What makes a test false is said at the test itself.
        told = problem is not None and problem.severity is not Severity.ERROR
        self._problem.present(f"{problem.what} {problem.remedy}".strip() if problem else "")
        self._problem.setVisible(told)

    def _kept(self, when: Condition | None, other: bool) -> Branch:
        """The draft, if it says what the rule says now; else the rule's condition."""
        same = not other and is_whole(self._draft) and built(self._draft) == when
        return self._draft if same else drawn(when)

    @property
    def rule(self) -> str:
        """The id of the rule that is shown; "" for none."""
        return self._rule.id if self._rule is not None else ""

    def focus_first(self, *, choose_field: bool = False) -> None:
        """To the condition; to the field that is missing, or that a new rule begins with."""
        rows = self.condition.leaf_rows()
        lost = [row for row in rows if row.is_missing and self._around.fields]
        if lost or (choose_field and rows):
            (lost or rows)[0].field.open()
        elif self.condition.rows():
            self.condition.focus_first()
        else:
            self.award.focus_first()

    def focus_note(self) -> None:
        """To the note."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.note)

    # Changes

    def _apply(self, after: Rule, gesture: int) -> None:
        if self._model is not None and self._rule is not None and after != self._rule:
            # The answer may wait for its figures; the next change builds on this one.
            self._rule = followed(self._rule, after)
            self.award.follow(self._rule)
            self.edited.emit(ChangeRule(self._model.id, self._rule), gesture)

    def _change(self, gesture: int, *, note: str) -> None:
        if self._rule is not None:
            self._apply(replace(self._rule, note=note), gesture)

    def _rename(self, name: str, gesture: int) -> None:
        if self._rule is not None and name:
            self._apply(replace(self._rule, name=name), gesture)

    def _take_condition(self, branch: object, gesture: int) -> None:
        if not isinstance(branch, Branch) or self._rule is None:
            return
        self._draft = branch
        self.condition.present(branch, self._around)
        if all(map(is_whole, branch.parts)):
            self._apply(replace(self._rule, when=built(branch)), gesture)

    def _take_award(self, award: Award, gesture: int) -> None:
        if self._rule is not None:
            self._apply(replace(self._rule, award=award), gesture)

    def _move(self, entry: object, points: int, gesture: int) -> None:
        if self._model is not None and self._rule is not None:
            place = entry if isinstance(entry, int) else None
            edit = SetPoints(self._model.id, self._rule.id, points, place)
            self._rule = replace(self._rule, award=edit.award(self._rule))
            self.edited.emit(edit, gesture)

    def _toggle_mute(self) -> None:
        if self._model is not None and self._rule is not None:
            self.edited.emit(muted(self._model, self._rule.id), 0)

    def _make_clone(self) -> None:
        edit = cloned(self._model, self.rule) if self._model is not None else None
        if edit is not None:
            self.edited.emit(edit, 0)
            self.requested.emit("edit", edit.rules[0].id)

    def _remove(self) -> None:
        if self._model is not None and self._rule is not None:
            edit = RemoveRule(self._model.id, self._rule.id)
            self.requested.emit("close", self._rule.id)
            self.edited.emit(edit, 0)

    def close_editor(self) -> None:
        """Ask to go back to the list."""
        self.requested.emit("close", self.rule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, 0, theme.px(3), self.height(), look.color("accent"))
        painter.fillRect(0, self._area.y() - 1, self.width(), 1, look.color("line"))
