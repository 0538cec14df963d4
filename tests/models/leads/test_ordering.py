"""Permutations of leads, held against Python's own sort."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.lead_list import SCORE, LeadOrder, LeadQuery
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.ordering import descending, ranks_of, stable_order
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads
from models.leads.text import key

CELLS = st.text(st.sampled_from("abAB1 é"), max_size=3).map(str.strip)


def leads_of(cells: list[str], kind: Kind = Kind.TEXT) -> Leads:
    ids = column_of("Id", [f"L{len(cells) - place:03}" for place in range(len(cells))])
    table = RawTable((ids, column_of("Field", cells)), len(cells))
    return Leads(table, Recipe((Input("Id", role=Role.ID), Input("Field", kind))))


@given(st.lists(CELLS, min_size=1, max_size=40))
def test_that_text_is_ordered_by_key_then_text_with_blanks_last_both_ways(cells: list[str]) -> None:
    leads = leads_of(cells)
    column = leads.column("Field")
    assert column is not None
    ranks, blank = ranks_of(column)
    up = stable_order(ranks).tolist()
    shown = [" ".join(cell.split()) for cell in cells]
    expected = sorted(
        range(len(cells)), key=lambda row: (not shown[row], key(shown[row]), shown[row])
    )
    assert [shown[row] for row in up] == [shown[row] for row in expected]
    down = stable_order(descending(ranks, blank)).tolist()
    filled = [shown[row] for row in down if shown[row]]
    assert filled == sorted(filled, key=lambda text: (key(text), text), reverse=True)
    assert all(not shown[row] for row in down[len(filled) :])


@given(st.lists(st.integers(-50, 150), min_size=1, max_size=60))
def test_that_equal_scores_are_ordered_by_id_whichever_way_the_score_runs(
    scores: list[int],
) -> None:
    leads = leads_of(["x"] * len(scores))
    bands = np.zeros(len(scores), dtype=np.uint8)
    for downwards in (True, False):
        rows = LeadOrder(leads).rows(
            LeadQuery(sort=SCORE, downwards=downwards), np.array(scores), bands
        )
        sign = -1 if downwards else 1
        expected = sorted(
            range(len(scores)), key=lambda row: (sign * scores[row], leads.lead_id(row))
        )
        assert rows.tolist() == expected


@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=50))
def test_that_many_distinct_numbers_are_ordered_as_numbers(numbers: list[int]) -> None:
    leads = leads_of([str(number) for number in numbers], Kind.NUMBER)
    bands = np.zeros(len(numbers), dtype=np.uint8)
    rows = LeadOrder(leads).rows(
        LeadQuery(sort="Field", downwards=False), np.zeros(len(numbers), dtype=np.int16), bands
    )
    assert [numbers[row] for row in rows] == sorted(numbers)


def test_that_the_two_passes_of_wide_ranks_equal_one_comparison_sort() -> None:
    ranks = np.random.default_rng(7).integers(0, 1 << 20, 5000).astype(np.uint32)
    assert stable_order(ranks).tolist() == np.argsort(ranks, kind="stable").tolist()


def test_that_a_search_finds_text_in_any_case_and_in_the_id() -> None:
    leads = leads_of(["Ünal GmbH", "Other", "ünal"])
    bands = np.array([0, 1, 1], dtype=np.uint8)
    scores = np.array([1, 2, 3])
    order = LeadOrder(leads)
    assert order.rows(LeadQuery(text=" ÜNAL "), scores, bands).tolist() == [2, 0]
    assert order.rows(LeadQuery(text="l002"), scores, bands).tolist() == [1]
    assert order.rows(LeadQuery(bands=frozenset({1})), scores, bands).tolist() == [2, 1]
    assert order.rows(LeadQuery(text="nobody"), scores, bands).tolist() == []


def test_that_ids_of_one_text_in_cells_of_two_kinds_are_ordered_by_row() -> None:
    """A spreadsheet may hold 7 as a number and as text: two leads of one id (semantics 14)."""
    kinds = [Cell.TEXT, Cell.NUMBER, Cell.TEXT, Cell.NUMBER, Cell.TEXT]
    ids = column_of("Id", ["7", "7", "7", "10", "a"], kinds)
    leads = Leads(RawTable((ids,), 5), Recipe((Input("Id", role=Role.ID),)))
    rows = LeadOrder(leads).rows(
        LeadQuery(), np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.uint8)
    )
    assert rows.tolist() == [3, 0, 1, 2, 4]
