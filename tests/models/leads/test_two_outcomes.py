from __future__ import annotations

import pytest

from models.leads.deal_join import join_deals
from models.leads.deals import DealRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.two_outcomes import two_outcomes

RECIPE = Recipe((Input("Id", role=Role.ID), Input("Converted", Kind.YES_NO, Role.OUTCOME)))
DEALS = DealRecipe((Input("Id", role=Role.ID), Input("Stage", role=Role.OUTCOME)), won=("won",))


def joined(converted: list[str], stages: list[str], recipe: Recipe = RECIPE) -> Leads:
    ids = [f"L{row}" for row in range(len(converted))]
    raw = RawTable((column_of("Id", ids), column_of("Converted", converted)), len(ids))
    leads = Leads(raw, recipe)
    deals = RawTable((column_of("Id", ids), column_of("Stage", stages)), len(ids), "deals.csv")
    return leads.with_deals(join_deals(deals, DEALS, leads, "UTC"))


@pytest.mark.parametrize(
    ("converted", "stages", "words"),
    [
        (["yes", "yes", "no"], ["won", "won", "won"], "says otherwise of 1 lead."),
        (["yes", "yes", ""], ["won", "won", "won"], "says the same."),
        (
            ["yes", "no", "yes"],
            ["won", "won", "offer"],
            "says otherwise of 1 lead, and of 1 lead whose deals say nothing yet.",
        ),
    ],
)
def test_that_a_field_beside_deals_is_compared_with_them(
    converted: list[str], stages: list[str], words: str
) -> None:
    found = two_outcomes(joined(converted, stages))
    assert found is not None
    assert found.what.endswith(f"the leads' own field “Converted” {words}")


def test_that_nothing_is_said_where_one_of_them_tells_alone() -> None:
    leads = joined(["yes", "no"], ["won", "won"])
    assert two_outcomes(leads.with_deals(None)) is None
    assert two_outcomes(joined(["", ""], ["won", "won"])) is None
    plain = Recipe((RECIPE.inputs[0], Input("Converted", Kind.YES_NO)))
    assert two_outcomes(joined(["yes", "no"], ["won", "won"], plain)) is None
