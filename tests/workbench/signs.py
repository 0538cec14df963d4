"""A small history of yes/no signs, for the sides and dialogs that learn from one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule, ScoringModel
from models.tuning.wishes import Wishes
from workbench.session import Session


class Signs:
    """`on` (leads, signs): who has which, each by a chance of `often`; `won`: who converted, by
    log-odds of `start` and what `adds` says of each sign.

    `knows`: a field of that name knows the outcome.
    """

    def __init__(
        self,
        adds: Mapping[str, float],
        seed: int,
        *,
        rows: int = 900,
        start: float = -2.2,
        often: float = 0.4,
        knows: str = "",
    ) -> None:
        dice = np.random.default_rng(seed)
        self.rows, self.fields = rows, tuple(adds)
        self.on = dice.random((rows, len(adds))) < often
        odds = start + self.on @ np.array(list(adds.values()))
        self.won = dice.random(rows) < 1 / (1 + np.exp(-odds))
        columns = {name: _said(self.on[:, at]) for at, name in enumerate(adds)}
        if knows:
            columns[knows] = np.where(self.won, "yes", "").tolist()
        cells = {"Id": [str(row) for row in range(rows)], **columns, "Won": _said(self.won)}
        self.table = RawTable(
            tuple(column_of(name, column) for name, column in cells.items()), rows, "leads.csv"
        )
        self.recipe = Recipe(
            (
                Input("Id", role=Role.ID),
                *(Input(name, Kind.YES_NO) for name in columns),
                Input("Won", Kind.YES_NO, Role.OUTCOME),
            )
        )

    @property
    def leads(self) -> Leads:
        """The leads as they are read."""
        return Leads(self.table, self.recipe)

    def rules(self, *points: int) -> tuple[Rule, ...]:
        """A rule for each sign, r0 the first."""
        return tuple(
            Rule(f"r{at}", name, Points(given), FieldTest(name, Test.IS_YES))
            for at, (name, given) in enumerate(zip(self.fields, points, strict=True))
        )

    def open(
        self,
        session: Session,
        model: ScoringModel,
        wishes: Wishes | None = None,
        recipe: Recipe | None = None,
    ) -> None:
        """A project of these leads and the model, in the session."""
        recipe = recipe or self.recipe
        source = Source(self.table.fingerprint, "leads.csv", self.rows)
        wished = () if wishes is None else ((model.id, wishes),)
        project = Project("P", source, recipe, (model,), model.id, wishes=wished)
        session.open(History.of(project), self.table, Leads(self.table, recipe))


def _said(is_so: np.ndarray) -> list[str]:
    return np.where(is_so, "yes", "no").tolist()
