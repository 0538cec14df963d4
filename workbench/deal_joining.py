"""Deals joined to leads for the session."""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.deal_join import join_deals, joined_field
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from workbench.joining import Joining


@dataclass(frozen=True)
class JoinKey:
    """All that a join depends on."""

    table: str
    recipe: DealRecipe
    leads: str
    joined: Input | None
    created: Input | None
    zone: str

    @classmethod
    def of(cls, raw: RawTable, recipe: DealRecipe, leads: Leads) -> JoinKey:
        """The key of these deals and leads."""
        created = leads.recipe.with_role(Role.CREATED)
        joined = joined_field(recipe, leads)
        mark = leads.raw.fingerprint
        return cls(raw.fingerprint, recipe, mark, joined, created, leads.zone)


class DealJoining(Joining):
    """What deals say of leads."""

    def of(self, raw: RawTable, recipe: DealRecipe, leads: Leads) -> Deals | None:
        """The deals of these leads; None while they are joined."""
        found: Deals | None = self.find(
            JoinKey.of(raw, recipe, leads),
            raw.rows + len(leads),
            lambda: join_deals(raw, recipe, leads, leads.zone),
        )
        return found
