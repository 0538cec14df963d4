from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.inference import infer
from models.leads.raw import Cell, RawTable, column_of
from models.leads.recipes import apply_recipe
from models.leads.repeats import repeated_ids
from models.leads.summary import summarise
from models.leads.table import Leads


def table(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "leads.csv")


def test_that_a_recipe_finds_its_columns_by_name_alias_and_spelling() -> None:
    recipe = Recipe((Input("Age", Kind.NUMBER), Input("Town", aliases=("City",)), Input("gone")))
    found, problems = apply_recipe(table(city=["Bonn"], AGE=["x"], new=["1"]), recipe)
    assert [item.name for item in found] == ["Town", "Age", "new", "gone"]
    leads = Leads(table(city=["Bonn"], AGE=["x"], new=["1"]), found)
    assert leads.column("Town") is not None
    assert leads.column("gone") is None
    texts = [problem.sentence() for problem in problems]
    assert any("“gone”" in text and "blank for all leads" in text for text in texts)
    assert any("“new” is new" in text for text in texts)
    assert any("Age: 1 cell is not a number" in text for text in texts)


def test_that_the_recipe_of_a_table_applies_to_it_unchanged() -> None:
    raw = table(id=["1", "2"], n=["1,5", "2,5"], converted=["yes", "no"])
    recipe, _, _ = infer(raw)
    assert apply_recipe(raw, recipe) == (recipe, ())


def test_that_an_exact_name_is_preferred_to_an_alias() -> None:
    recipe = Recipe((Input("a", aliases=("b",)), Input("b")))
    found, _ = apply_recipe(table(b=["1"], a=["2"]), recipe)
    assert [item.name for item in found] == ["b", "a"]


def test_that_new_fields_get_no_role() -> None:
    found, _ = apply_recipe(table(converted=["yes", "no"]), Recipe())
    assert found.inputs[0].role is Role.FIELD


def test_that_repeated_ids_are_counted_with_examples_and_stay_leads_of_their_own() -> None:
    ids = ["a", "b", "a", "", "", "c", "b", "a"]
    raw = table(Id=ids)
    recipe = Recipe((Input("Id", role=Role.ID),))
    _, (problem,) = apply_recipe(raw, recipe)
    assert (problem.count, problem.examples, problem.where) == (3, ("a", "b"), "Id")
    assert "3 rows repeat the id of another" in problem.what
    assert "5 leads share their id" in problem.what
    assert len(Leads(raw, recipe)) == len(ids)


@given(st.lists(st.tuples(st.sampled_from(["", " ", "1", "2", "3"]), st.booleans()), max_size=12))
def test_that_ids_repeat_where_their_texts_do_whatever_the_kinds_of_the_cells(
    cells: list[tuple[str, bool]],
) -> None:
    kinds = [Cell.NUMBER if number and text.strip() else Cell.TEXT for text, number in cells]
    found = repeated_ids(column_of("Id", [text for text, _ in cells], kinds))
    counts = Counter(text for text, _ in cells if text.strip())
    assert sum(problem.count for problem in found) == counts.total() - len(counts)


cells = st.lists(st.sampled_from(["", "1", "2.5", "x", "2.50", "-1"]), min_size=4, max_size=30)


@given(cells, st.data(), st.sampled_from([Kind.TEXT, Kind.NUMBER]))
def test_that_a_summary_counts_what_pandas_counts(
    values: list[str], data: st.DataObject, kind: Kind
) -> None:
    outcome = data.draw(
        st.lists(st.sampled_from(["yes", "no", ""]), min_size=len(values), max_size=len(values))
    )
    recipe = Recipe((Input("f", kind), Input("o", Kind.YES_NO, Role.OUTCOME)))
    found = summarise(Leads(table(f=values, o=outcome), recipe), "f", top=99)
    frame = pd.DataFrame({"f": values, "o": outcome})
    if kind is Kind.NUMBER:
        frame["f"] = pd.to_numeric(frame["f"], errors="coerce")
    else:
        frame["f"] = frame["f"].replace("", None)
    frame["known"], frame["won"] = frame["o"] != "", frame["o"] == "yes"
    filled = frame[frame["f"].notna()]
    assert found.filled.leads == len(filled)
    assert found.blank.leads == len(frame) - len(filled)
    assert found.filled.converted == filled["won"].sum()
    assert found.blank.known == frame[frame["f"].isna()]["known"].sum()
    groups = filled.groupby("f").agg(
        n=("known", "size"), known=("known", "sum"), won=("won", "sum")
    )
    expected = sorted(map(tuple, groups.to_numpy().tolist()))
    assert sorted((top.leads, top.known, top.converted) for top in found.top) == expected
    assert found.distinct == len(groups)
    if kind is Kind.NUMBER and len(filled):
        assert found.numbers is not None
        assert found.numbers.median == np.median(filled["f"])
        assert found.numbers.least == filled["f"].min()


def test_that_values_of_lists_count_once_for_each_lead() -> None:
    recipe = Recipe((Input("m", Kind.MULTIPLE), Input("d", Kind.DATE), Input("y", Kind.YES_NO)))
    raw = table(m=["a;b", "b", ""], d=["2021-01-02", "", "2020-01-01"], y=["yes", "no", "no"])
    leads = Leads(raw, recipe)
    lists = summarise(leads, "m")
    assert [(top.value, top.leads) for top in lists.top] == [("b", 2), ("a", 1)]
    assert (lists.filled.leads, lists.blank.leads, lists.distinct) == (2, 1, 2)
    assert summarise(leads, "d").days == (18262, 18629)
    assert [(top.value, top.leads) for top in summarise(leads, "y").top] == [("no", 2), ("yes", 1)]
    assert summarise(leads, "y").filled.rate is None
    with pytest.raises(KeyError):
        summarise(leads, "nowhere")
