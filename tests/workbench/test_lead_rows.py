"""The chance of each lead in the table of leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.lead_list import LeadQuery
from models.leads.columns import TextColumn
from models.leads.derived import LookUp
from models.leads.fields import Kind
from models.scoring.engine import score
from models.scoring.model import Group, ScoringModel
from models.scoring.odds import chances_given
from models.tuning.predictive.judging import judged_both, with_trees
from tests.workbench.signs import Signs
from widgets.tables.lead_table import LeadModel
from workbench.pages.leads.lead_rows import BLOCK, RowSource, columns_of

HISTORY = Signs({"Demo": 2.0, "Large": 0.8}, 9, start=-2.0, often=0.5)
MODEL = ScoringModel("m1", "Signs", (Group("g1", "Signs", HISTORY.rules(60, 25)),))
DAY = date(2026, 3, 12)


def cells(model: ScoringModel, of: str) -> list[str]:
    """What the table says in the column of that title, in the order of the rows."""
    leads = HISTORY.leads
    columns = columns_of(leads, (), chances=model.probability is not None)
    table = LeadModel()
    query = LeadQuery(sort="Id", downwards=False)
    table.present(RowSource(leads).rows(query, score(model, leads, DAY), columns))
    assert table.value is not None
    place = [column.title for column in columns].index(of)
    shown = {int(lead): table.text(at, place) for at, lead in enumerate(table.value.rows)}
    return [shown[lead] for lead in range(len(leads))]


@pytest.mark.parametrize("by", ["by_score", "by_rules", "by_trees"])
def test_that_each_lead_has_its_chance_beside_its_score_by_all_three_ways(by: str) -> None:
    leads = HISTORY.leads
    scored = score(MODEL, leads, DAY)
    looked = looked_at(leads, (), Asked())
    both = with_trees(judged_both(scored, leads, looked), scored, leads, looked)
    way = getattr(both, by)
    chances = way.judged.chances if by == "by_trees" else way.chances
    kept = replace(MODEL, probability=chances)
    told = [float(cell.removesuffix("\u202f%")) for cell in cells(kept, "Chance")]
    given = 100 * chances_given(score(kept, leads, DAY), chances)
    assert len(told) > 3 * BLOCK
    assert np.abs(np.array(told) - given).max() <= 0.5
    assert len(set(told)) > 2
    changed = replace(
        kept, groups=(Group("g1", "Signs", HISTORY.rules(50, 25)),)
    )  # chances of the score do not hold with other points
    assert set(cells(changed, "Chance")) == (
        {"–"} if by == "by_score" else set(cells(kept, "Chance"))
    )
    assert [column.title for column in columns_of(leads, ())][1:3] == ["Score", "Band"]


def test_that_derived_fields_are_columns_that_the_list_can_be_sorted_by() -> None:
    leads = HISTORY.leads
    of = next(item.name for item in leads.recipe if item.kind is Kind.TEXT)
    seen = leads.column(of)
    assert isinstance(seen, TextColumn)
    table = tuple((text, f"{len(text)} letters") for text in seen.values if text)
    for name in ("Letters", of):  # one with a name of its own, one that hides the field it reads
        lengths = LookUp(name, of, table)
        model = replace(MODEL, derived=(lengths, LookUp(name, of, ())))
        columns = columns_of(leads, None, model.derived)
        shown = [column for column in columns if column.title == name]
        assert [column.hint for column in shown] == [f"Derived: looked up from {of}"]
        source, scored = RowSource(leads), score(model, leads, DAY)
        orders = []
        for downwards in (False, True, False):
            rows = source.rows(LeadQuery(sort=name, downwards=downwards), scored, columns)
            place = columns.index(shown[0])
            told = [rows.cell(place, int(lead)) for lead in rows.rows]
            known = [text for text in told if text]
            assert known == sorted(known, reverse=downwards)
            assert told == known + [""] * (len(told) - len(known))
            orders.append(told)
        assert orders[0] == orders[2]
        if name != of:
            assert any(orders[0])
            other = score(replace(model, derived=(LookUp(name, of, (), "all"),)), leads, DAY)
            rows = source.rows(LeadQuery(sort=name), other, columns)
            assert {rows.cell(place, int(lead)) for lead in rows.rows} <= {"all", ""}
    assert [column.title for column in columns_of(leads, ("Letters",), (lengths,))][-1] != of
