"""Activities matched for the session: kept for undo, and out of the way where they are many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from models.leads.activities import Activities, match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.problems import LeadbenchError
from workbench.background import Background

INLINE_ROWS = 200_000
"""Rows that are matched within a few frames of the window."""
_KEPT = 3


@dataclass(frozen=True)
class MatchKey:
    """All that a match depends on."""

    table: str
    recipe: ActivityRecipe
    leads: str
    id: Input | None
    zone: str
    today: date

    @classmethod
    def of(cls, raw: RawTable, recipe: ActivityRecipe, leads: Leads, today: date) -> MatchKey:
        """The key of these activities and leads."""
        id_input = leads.recipe.with_role(Role.ID)
        return cls(raw.fingerprint, recipe, leads.raw.fingerprint, id_input, leads.zone, today)


class ActivityMatching(QObject):
    """Gives the activities of leads: at once where they are kept or few, else later by `done`."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[MatchKey, Activities] = {}
        self._asked: MatchKey | None = None
        self._refused: MatchKey | None = None
        self._work = Background(self)
        self._work.done.connect(self._matched)
        self._work.failed.connect(self._refuse)

    @property
    def busy(self) -> bool:
        """Whether activities are being matched out of the way."""
        return self._work.busy

    def forget(self) -> None:
        """Another project: what was matched is of no use."""
        self._work.cancel()
        self._kept, self._asked, self._refused = {}, None, None

    def keep(self, key: MatchKey, activities: Activities) -> None:
        """Remember a match; the oldest one goes."""
        self._kept.pop(key, None)
        self._kept[key] = activities
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]

    def of(
        self, raw: RawTable, recipe: ActivityRecipe, leads: Leads, today: date
    ) -> Activities | None:
        """The activities of these leads; None while they are matched or where that fails."""
        key = MatchKey.of(raw, recipe, leads, today)
        found = self._kept.get(key)
        if key == self._refused:
            return None
        if found is None and raw.rows > INLINE_ROWS:
            if not self._work.busy or key != self._asked:
                self._asked = key
                self._work.run(
                    lambda _stop, _progress: (key, match(raw, recipe, leads, leads.zone, today))
                )
            return None
        self._work.cancel()
        if found is None:
            try:
                found = match(raw, recipe, leads, leads.zone, today)
            except LeadbenchError as error:
                self.failed.emit(error)
                return None
        self.keep(key, found)
        return found

    def finish(self) -> None:
        """Stop; before the application ends."""
        self._work.finish()

    def _refuse(self, error: object) -> None:
        self._refused = self._asked
        self.failed.emit(error)
        self.done.emit()

    def _matched(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        self.keep(*answer)
        self.done.emit()
