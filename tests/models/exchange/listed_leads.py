"""Leads with ids and wanted scores, and a model that gives them: ground for lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.exchange.reimport.back_list import BackList, back_list
from models.exchange.reimport.previous import Previous
from models.exchange.reimport.wishes import ListWishes
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByValue, ValuePoints
from models.scoring.engine import score
from models.scoring.model import Band, Group, Rule, ScoringModel
from models.scoring.rules import Axis

DAY = date(2026, 3, 31)
ALL = range(101)


def model_of(bands: Sequence[str] = ("Cold", "Warm", "Hot")) -> ScoringModel:
    """A lead's score is the number in its field Wanted, 0 to 100; bands from 0, 40 and 70."""
    values = tuple(ValuePoints(str(points), points) for points in ALL)
    rule = Rule("w", "Wanted", ByValue("Wanted", values))
    thresholds = zip(bands, (0, 40, 70), strict=True)
    return ScoringModel(
        "m",
        "Model",
        groups=(Group("g", "Wanted", (rule,), axis=Axis.FIT),),
        bands=tuple(Band(name, at, mql=at == 40) for name, at in thresholds),
    )


def leads_of(ids: Sequence[str], scores: Sequence[int], source: str = "leads.csv") -> Leads:
    """Leads with ids in the field Key, and the scores they get."""
    columns = (
        column_of("Key", list(ids)),
        column_of("Wanted", [str(points) for points in scores]),
    )
    recipe = Recipe((Input("Key", Kind.TEXT, Role.ID), Input("Wanted", Kind.TEXT, Role.FIELD)))
    return Leads(RawTable(columns, len(ids), source), recipe)


def list_of(
    ids: Sequence[str],
    scores: Sequence[int],
    wishes: ListWishes,
    model: ScoringModel | None = None,
    previous: Previous | None = None,
) -> BackList:
    """The list of these leads; their ids are in the field Key, whatever the system."""
    leads = leads_of(ids, scores)
    scored = score(model_of() if model is None else model, leads, DAY)
    return back_list(scored, leads, wishes.with_id_field("Key"), previous)
