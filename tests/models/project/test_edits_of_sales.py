from __future__ import annotations

from dataclasses import replace

import pytest

from models.evaluation.thresholds.wishes import Capacity, Money, Sales
from models.project.document import Project
from models.project.edits import ChangeSales
from models.project.edits_json import project_from_json, project_to_json
from models.project.history import History


def test_that_a_project_without_sales_opens_with_nothing_said() -> None:
    data = project_to_json(Project())
    del data["sales"]
    assert project_from_json(data).sales == Sales()
    assert Sales().capacity is None
    assert Sales().money is None


def test_that_what_was_said_makes_a_capacity_and_an_amount_of_money() -> None:
    sales = Sales(people=2, touches_a_day=3, days_a_week=4, cost=190, win=1500)
    assert sales.capacity == Capacity(2, 3, 4)
    assert Capacity(2, 3, 4).per_week == 24
    assert sales.money == Money(190, 1500)
    assert replace(sales, people=None).capacity is None
    assert replace(sales, win=None).money is None


def test_that_a_change_of_sales_is_undone_and_one_that_changes_nothing_is_no_step() -> None:
    history = History.of(Project())
    said = ChangeSales(Sales(cost=190.0))
    after = history.apply(said, "", "", "")
    assert after.project.sales.cost == 190
    assert after.undo("", "").project.sales == Sales()
    assert after.apply(said, "", "", "") is after


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cost": 190.0}, "Cost of working one lead 190"),
        ({"win": 1500.0}, "Value of one conversion 1,500"),
        ({"people": 2.0}, "People who work leads 2"),
        ({"recall": 0.29}, "Wanted share of conversions 29\u202f%"),
        ({"currency": "$"}, "Currency $"),
        ({"people": 2.0, "touches_a_day": 4.0}, "What sales can do"),
    ],
)
def test_that_a_change_of_sales_says_what_changed(change: dict[str, float], words: str) -> None:
    edit = ChangeSales(replace(Sales(), **change))  # type: ignore[arg-type]  # fields by name
    assert edit.label(Project()) == words
    away = ChangeSales(Sales()).label(edit.apply(Project()))
    assert words == "What sales can do" or away != words
