"""The programme as plain lists: the opening, quests, badges, levels with what they bring."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.project.edits import ChangeGame
from models.scoring.conditions import Selection
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.game_proposal import game_fault
from models.scoring.model import ScoringModel
from widgets.editors.around import Around
from widgets.editors.game_lines import MOST_SCORE, BadgeLine, LevelLine, QuestLine
from widgets.editors.line_list import LineList
from widgets.editors.section import Sections, labelled
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.tools import quiet_button


class GameEditor(QWidget):
    """`edited(edit, gesture)`: every change that leaves a whole programme, at once."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._told = self._draft = Game()
        self._around = Around()
        self.opening = NumberEdit(self, name="Opening balance", whole=True, width=78)
        self.quests = LineList(QuestLine, "Quest", "None: nobody can win anything.", self)
        self.badges = LineList(BadgeLine, "Badge", "None.", self)
        self.levels = LineList(LevelLine, "Level", "None.", self)
        self._wrong = Label("", "err", size=12, wrap=True, parent=self)
        self.remove = quiet_button("End the programme", "delete", self)
        body = Sections(self)
        body.section(
            "Opening",
            "What every lead begins with.",
            labelled("Balance", self.opening, parent=body.inside),
        )
        body.section("Levels", "The highest that a balance reaches is held.", self.levels)
        body.section("", "", self._wrong)
        body.section("Quests", "Points that an activity wins, at most so often.", self.quests)
        body.section("Badges", "Given once; they add no points.", self.badges)
        body.section("", "", self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
        self.opening.typed.connect(self._type_opening)
        self.quests.changed.connect(lambda quests, g: self._tell(g, quests=quests))
        self.badges.changed.connect(lambda badges, g: self._tell(g, badges=badges))
        self.levels.changed.connect(lambda levels, g: self._tell(g, levels=levels))
        self.quests.asked.connect(self._add_quest)
        self.badges.asked.connect(self._add_badge)
        self.levels.asked.connect(self._add_level)
        self.remove.clicked.connect(self._remove)

    def present(self, model: ScoringModel, around: Around) -> None:
        """Show the programme of a model; a draft with a fault stays while it is the same."""
        other = self._model is None or self._model.id != model.id
        self._model, self._around = model, around
        if model.game is None:
            return
        if other or model.game != self._told:
            self._told = self._draft = model.game
        self._show()

    def _show(self) -> None:
        game, around = self._draft, self._around
        self.opening.present(float(game.opening))
        self.quests.present(game.quests, lambda line, quest: line.present(quest, around))
        self.badges.present(game.badges, lambda line, badge: line.present(badge, around))
        self.levels.present(game.levels, lambda line, level: line.present(level))
        fault = game_fault(game)
        self._wrong.present(fault)
        self._wrong.setVisible(bool(fault))

    # Changes

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        """Show the draft; when it is whole, tell it."""
        self._draft = replace(self._draft, **changes)  # type: ignore[arg-type]
        if self._model is not None and not game_fault(self._draft) and self._draft != self._told:
            self._told = self._draft
            self.edited.emit(ChangeGame(self._model.id, self._draft), gesture)
        self._show()

    def _type_opening(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and abs(value) <= MOST_SCORE:
            self._tell(gesture, opening=int(value))

    def _add_quest(self) -> None:
        taken = {quest.id for quest in self._draft.quests}
        number = next(n for n in range(1, len(taken) + 2) if f"q{n}" not in taken)
        name = _fresh("New quest", [quest.name for quest in self._draft.quests])
        quest = Quest(f"q{number}", name, Selection(), 5, cool_down=1)
        self._tell(quests=(*self._draft.quests, quest))
        self.quests.focus_last()

    def _add_badge(self) -> None:
        name = _fresh("New badge", [badge.name for badge in self._draft.badges])
        self._tell(badges=(*self._draft.badges, Badge(name, Selection(), 1)))
        self.badges.focus_last()

    def _add_level(self) -> None:
        levels = self._draft.levels
        name = _fresh("New level", [level.name for level in levels])
        start = levels[-1].threshold + 50 if levels else self._draft.opening
        self._tell(levels=(*levels, Level(name, start)))
        self.levels.focus_last()

    def _remove(self) -> None:
        if self._model is not None:
            self.edited.emit(ChangeGame(self._model.id, None), 0)
            self.setFocus(Qt.FocusReason.OtherFocusReason)


def _fresh(name: str, taken: list[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found
