"""Activities matched for the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.leads.activities import Activities, match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from workbench.joining import Joining


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


class ActivityMatching(Joining):
    """The activities of leads."""

    def of(
        self, raw: RawTable, recipe: ActivityRecipe, leads: Leads, today: date
    ) -> Activities | None:
        """The activities of these leads; None while they are matched or where that fails."""
        found: Activities | None = self.find(
            MatchKey.of(raw, recipe, leads, today),
            raw.rows,
            lambda: match(raw, recipe, leads, leads.zone, today),
        )
        return found
