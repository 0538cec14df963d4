"""Changes of what a model may have beside its score: an account score, a programme.

Each replaces its own part alone, so that two of them, or one and a change of the model, never
overwrite each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project
from models.project.edits.base import model_of
from models.scoring.account import AccountScore
from models.scoring.account_difference import account_changed
from models.scoring.game import Game
from models.scoring.game_difference import game_changed

LONGEST_LABEL = 80


@dataclass(frozen=True)
class ChangeAccount:
    """Give the model another account score; None takes it away."""

    model: str
    account: AccountScore | None

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), account=self.account))

    def label(self, before: Project) -> str:
        was = model_of(before, self.model).account
        if was is None or self.account is None:
            return "Remove the account score" if self.account is None else "Add the account score"
        return _told(account_changed(was, self.account), "Change the account score")

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("account", self.model)


@dataclass(frozen=True)
class ChangeGame:
    """Give the model another programme; None takes it away."""

    model: str
    game: Game | None

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), game=self.game))

    def label(self, before: Project) -> str:
        was = model_of(before, self.model).game
        if was is None or self.game is None:
            return "Remove the programme" if self.game is None else "Add the programme"
        return _told(game_changed(was, self.game), "Change the programme")

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("game", self.model)


def _told(lines: list[str], otherwise: str) -> str:
    """The one line of what differs; where there are several or a long one, what was changed."""
    return lines[0] if len(lines) == 1 and len(lines[0]) <= LONGEST_LABEL else otherwise
