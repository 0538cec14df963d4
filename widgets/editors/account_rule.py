"""One rule on the fields of accounts: its name, its condition, its points."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.project.edits import SetPoints
from models.scoring.model import Award, Points, Rule
from widgets.editors.around import Around
from widgets.editors.award_editor import AwardEditor
from widgets.editors.branch_box import BranchBox
from widgets.editors.draft import built, drawn, is_whole
from widgets.editors.draft_nodes import Branch, Joint
from widgets.editors.line_list import Line
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import Tool
from widgets.spacing import spaced


class AccountRuleLine(Line):
    """`changed(rule, gesture)`: it is whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = Rule("", "", Points(0))
        self._draft = Branch(Joint.ALL)
        self._around = Around()
        self.name = LineEdit(self, name="Name of the rule")
        self.condition = BranchBox(self, root=True)
        self.award = AwardEditor(self, narrow=True)
        self._mute = Tool("eye", "Mute this rule", self)
        remove = Tool("close", "Remove this rule", self)
        head = QHBoxLayout()
        spaced(head, 4)
        head.addWidget(self.name, 1)
        head.addWidget(self._mute)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(8, 6, 4, 6))
        column.addLayout(head)
        column.addWidget(self.condition)
        column.addWidget(self.award)
        self.name.written.connect(self._rename)
        self.condition.changed.connect(self._take_condition)
        self.award.changed.connect(self._take_award)
        self.award.moved.connect(self._move)
        self._mute.clicked.connect(lambda: self._tell(0, muted=not self._rule.muted))
        remove.clicked.connect(lambda: self.asked.emit("remove"))

    def present(self, rule: Rule, span: int, around: Around) -> None:
        """Show a rule; a condition with gaps stays while the rule is the same."""
        before, self._rule, self._around = self._rule, rule, around
        if (before.id, before.when) != (rule.id, rule.when):
            same = before.id == rule.id and is_whole(self._draft)
            if not (same and built(self._draft) == rule.when):
                self._draft = drawn(rule.when)
        self.name.show_text(rule.name)
        self._mute.show_symbol("eye-off" if rule.muted else "eye")
        self._mute.name("Unmute this rule" if rule.muted else "Mute this rule: it gives 0 points")
        self.condition.present(self._draft, around)
        self.award.present(rule, None, span, around)

    def focus_first(self) -> None:
        """To the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _rename(self, name: str, gesture: int) -> None:
        if name:
            self._tell(gesture, name=name)

    def _take_condition(self, branch: object, gesture: int) -> None:
        if not isinstance(branch, Branch):
            return
        self._draft = branch
        self.condition.present(branch, self._around)
        if all(map(is_whole, branch.parts)):
            self._tell(gesture, when=built(branch))

    def _take_award(self, award: Award, gesture: int) -> None:
        self._tell(gesture, award=award)

    def _move(self, entry: object, points: int, gesture: int) -> None:
        place = entry if isinstance(entry, int) else None
        edit = SetPoints("", self._rule.id, points, place)
        self._tell(gesture, award=edit.award(self._rule))

    def _tell(self, gesture: int, **changes: object) -> None:
        after = replace(self._rule, **changes)  # type: ignore[arg-type]
        if after != self._rule:
            self.changed.emit(after, gesture)
