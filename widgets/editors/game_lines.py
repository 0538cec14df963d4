"""The lines of a programme: a quest, a badge, a level."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.scoring.awards import MOST_POINTS
from models.scoring.conditions import Selection
from models.scoring.game import Badge, Level, Quest
from widgets.editors.activity_rows import types_note
from widgets.editors.around import Around
from widgets.editors.branch_box import where_box
from widgets.editors.draft import chosen, chosen_fault, selected
from widgets.editors.draft_nodes import Chosen
from widgets.editors.line_list import Line
from widgets.editors.part_row import WordsLine
from widgets.editors.quantity_parts import ChosenParts
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.spin_box import SignedSpinBox
from widgets.inputs.tools import Tool
from widgets.spacing import spaced

MOST_TIMES = 1_000_000
MOST_SCORE = 1_000_000


class _OfActivities(Line):
    """A name, activities, and what hangs on them; a choice with gaps stays in the line."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of, self._draft, self._around = Selection(), Chosen(), Around()
        self.name = LineEdit(self, name=f"Name of the {what}")
        self.words = WordsLine(self)
        self.chosen = ChosenParts(self.words, where_box, name=f"Activities of the {what}")
        self._note = Label("", "text3", size=12, wrap=True, parent=self)
        remove = Tool("close", f"Remove this {what}", self)
        head = QHBoxLayout()
        spaced(head, 4)
        head.addWidget(self.name, 1)
        head.addWidget(remove)
        self.column = QVBoxLayout(self)
        spaced(self.column, 2, margins=(8, 6, 4, 4))
        self.column.addLayout(head)
        self.column.addWidget(self.words)
        self.column.addWidget(self.chosen.where)
        self.column.addWidget(self._note)
        self.name.written.connect(lambda text, g: self.tell(g, name=text))
        self.chosen.changed.connect(self._choose)
        remove.clicked.connect(lambda: self.asked.emit("remove"))

    def show_activities(self, name: str, of: Selection, around: Around) -> None:
        """Show the name and which activities; a draft that says the same stays."""
        self._around = around
        whole = not chosen_fault(self._draft)
        if of != self._of or (whole and selected(self._draft) != of):
            self._of, self._draft = of, chosen(of)
        self.name.show_text(name)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.chosen.present(self._draft, self._around)
        fault = self.chosen.fault or chosen_fault(self._draft)
        note, token = types_note(self._draft.types or (), self._around)
        self._note.present(fault or note, "err" if fault else token or "text3")
        self._note.setVisible(bool(fault or note))

    def focus_first(self) -> None:
        """To the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _choose(self, draft: object, gesture: int) -> None:
        if not isinstance(draft, Chosen):
            return
        self._draft = draft
        self._show_chosen()
        if not chosen_fault(draft):
            self._of = selected(draft)
            self.tell(gesture, of=self._of)

    def tell(self, gesture: int = 0, **changes: object) -> None:
        """Tell the line's value with changes."""
        raise NotImplementedError


class QuestLine(_OfActivities):
    """One quest: points for activities, how often, and how long it rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("quest", parent)
        self._quest = Quest("", "", Selection(), 0)
        self.points = SignedSpinBox(self)
        self.points.setAccessibleName("Points of the quest")
        self.cool_down = NumberEdit(self, name="Days that the quest rests", whole=True, least=0)
        self.most = NumberEdit(self, name="Awarded at most", whole=True, least=1)
        self.most.setPlaceholderText("any")
        self._days = Label("days apart, at most", "text2", parent=self)
        self._times = Label("times", "text2", parent=self)
        self.words.add(self.points, Label("for", "text2", parent=self), *self.chosen.widgets)
        self.words.add(self.chosen.add_where)
        rests = WordsLine(self)
        rests.add(Label("at least", "text2", parent=self), self.cool_down, self._days, self.most)
        rests.add(self._times)
        self.column.insertWidget(3, rests)
        self.points.entered.connect(lambda points, g: self.tell(g, points=points))
        self.cool_down.typed.connect(self._type_days)
        self.most.typed.connect(self._type_most)

    def present(self, quest: Quest, around: Around) -> None:
        """Show a quest."""
        self._quest = quest
        self.points.present(quest.points)
        self.cool_down.present(float(quest.cool_down))
        self.most.present(None if quest.most is None else float(quest.most))
        day = "day" if quest.cool_down == 1 else "days"
        self._days.present(f"{day} apart, at most")
        self._times.present("time" if quest.most == 1 else "times")
        self.show_activities(quest.name, quest.of, around)

    def _type_days(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and value <= MOST_TIMES:
            self.tell(gesture, cool_down=int(value))

    def _type_most(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and value <= MOST_TIMES:
            self.tell(gesture, most=int(value))
        elif value is None and not self.most.fault:
            self.tell(gesture, most=None)

    def tell(self, gesture: int = 0, **changes: object) -> None:
        after = replace(self._quest, **changes)  # type: ignore[arg-type]
        if after != self._quest and abs(after.points) <= MOST_POINTS:
            self.changed.emit(after, gesture)


class BadgeLine(_OfActivities):
    """One badge: given once, when so many activities have happened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("badge", parent)
        self._badge = Badge("", Selection(), 1)
        self.count = NumberEdit(self, name="Activities that earn the badge", whole=True, least=1)
        self.words.add(Label("after", "text2", parent=self), self.count)
        self.words.add(Label("\u00d7", "text2", parent=self), *self.chosen.widgets)
        self.words.add(self.chosen.add_where)
        self.count.typed.connect(self._type)

    def present(self, badge: Badge, around: Around) -> None:
        """Show a badge."""
        self._badge = badge
        self.count.present(float(badge.count))
        self.show_activities(badge.name, badge.of, around)

    def _type(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and value <= MOST_TIMES:
            self.tell(gesture, count=int(value))

    def tell(self, gesture: int = 0, **changes: object) -> None:
        after = replace(self._badge, **changes)  # type: ignore[arg-type]
        if after != self._badge:
            self.changed.emit(after, gesture)


class LevelLine(Line):
    """One level: its name, from which balance on, what it brings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level("", 0)
        self.name = LineEdit(self, name="Name of the level")
        self.threshold = NumberEdit(self, name="From a balance of", whole=True, width=72)
        self.reward = LineEdit(self, name="What the level brings")
        self.reward.setPlaceholderText("Reward")
        remove = Tool("close", "Remove this level", self)
        head = QHBoxLayout()
        spaced(head, 5)
        head.addWidget(self.name, 1)
        head.addWidget(Label("from", "text2", parent=self))
        head.addWidget(self.threshold)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(8, 6, 4, 6))
        column.addLayout(head)
        column.addWidget(self.reward)
        self.name.written.connect(lambda text, g: self._tell(g, name=text))
        self.reward.written.connect(lambda text, g: self._tell(g, reward=text))
        self.threshold.typed.connect(self._type)
        remove.clicked.connect(lambda: self.asked.emit("remove"))

    def present(self, level: Level) -> None:
        """Show a level."""
        self._level = level
        self.name.show_text(level.name)
        self.threshold.present(float(level.threshold))
        self.reward.show_text(level.reward)

    def focus_first(self) -> None:
        """To the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _type(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and abs(value) <= MOST_SCORE:
            self._tell(gesture, threshold=int(value))

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        after = replace(self._level, **changes)  # type: ignore[arg-type]
        if after != self._level:
            self.changed.emit(after, gesture)
