from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import identities
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.outcome import outcome_codes
from models.leads.preparation import prepare
from models.leads.raw import Cell, RawTable, column_of
from models.leads.single import one_lead
from models.leads.spellings import as_meant, blank_keys
from models.leads.summary import commonest_cells, commonest_values
from models.leads.table import Leads
from models.leads.text import cleaned_key

COUNTRIES = Input("Country", spellings=(("U.K.", "United Kingdom"), ("test", "")))
words = st.sampled_from(
    ["a", "A ", "b", " b", "10", "1e1", "yes", "no", "2024-03-01", "", " ", "?"]
)
kinds = st.sampled_from([Kind.TEXT, Kind.NUMBER, Kind.YES_NO, Kind.DATE])


def table(**columns: list[str]) -> RawTable:
    found = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(found, len(found[0].codes))


@given(st.lists(words, max_size=9), st.lists(st.tuples(words, words), max_size=4), kinds)
def test_that_spelled_cells_are_read_as_if_the_file_had_said_what_is_meant(
    cells: list[str], spellings: list[tuple[str, str]], kind: Kind
) -> None:
    meant: dict[str, str] = {}
    for written, word in spellings:
        meant.setdefault(cleaned_key(written), word)
    meant.pop("", None)
    by_hand = [meant.get(cleaned_key(cell), cell) for cell in cells]
    item = Input("f", kind, blank=("?",))
    found, wrong = prepare(column_of("f", cells), replace(item, spellings=tuple(spellings)))
    expected, also = prepare(column_of("f", by_hand), item)
    assert type(found) is type(expected)
    same = np.unique(np.stack([identities(found), identities(expected)]), axis=1)
    assert len(set(same[0])) == len(set(same[1])) == same.shape[1]
    assert wrong.count == also.count


@given(st.lists(words, max_size=9), st.lists(st.tuples(words, words), max_size=4))
def test_that_the_cells_read_as_blank_are_known_by_their_keys(
    cells: list[str], spellings: list[tuple[str, str]]
) -> None:
    item = Input("f", blank=("?", "no"), spellings=tuple(spellings))
    column, _ = prepare(column_of("f", cells), item)
    keys = [cleaned_key(cell) for cell in cells]
    blank = [not name or name in blank_keys(item) for name in keys]
    assert (identities(column) == 0).tolist() == blank


def test_that_a_column_without_spellings_is_not_touched() -> None:
    raw = column_of("Country", ["UK", "U.K.", ""])
    assert as_meant(raw, Input("Country")) is raw
    assert as_meant(raw, replace(COUNTRIES, spellings=(("Wales", "UK"),))) is raw


def test_that_rules_and_lists_see_what_is_meant_and_the_file_stays_as_it_was() -> None:
    leads = Leads(table(Country=["U.K.", "United Kingdom", " u.k.", "Test"]), Recipe((COUNTRIES,)))
    values = [(item.value, item.leads) for item in commonest_values(leads, "Country")]
    assert values == [("United Kingdom", 3)]
    assert [item.value for item in commonest_cells(leads, "Country")] == ["United Kingdom", ""]
    assert leads.raw.columns[0][0] == "U.K."


def test_that_an_error_of_a_spreadsheet_has_no_spelling() -> None:
    raw = column_of("Country", ["#N/A", "#N/A"], [Cell.ERROR, Cell.TEXT])
    column, misfits = prepare(raw, Input("Country", spellings=(("#n/a", "France"),)))
    assert identities(column).tolist() == [0, 1]
    assert misfits.count == 1


def test_that_an_outcome_is_told_by_what_is_meant() -> None:
    raw = column_of("Stage", ["Won!", "won", "lost", "tbd", "gone"])
    spellings = (("WON!", "Won"), ("tbd", ""), ("gone", "lost"))
    item = Input("Stage", role=Role.OUTCOME, converted=("won",), spellings=spellings)
    assert outcome_codes(raw, item).tolist() == [1, 1, 0, 2, 0]
    assert outcome_codes(raw, replace(item, kind=Kind.MULTIPLE)).tolist() == [1, 1, 0, 2, 0]


def test_that_activities_are_found_and_named_by_what_is_meant() -> None:
    leads = Leads(table(Id=["1", "2"]), Recipe((Input("Id", role=Role.ID),)))
    raw = table(
        Lead=["1", "one", "2"],
        Type=["Visit", "Web visit", "Mail"],
        When=["2024-03-01", "today", "2024-03-02"],
        Page=["/a", "/b", "/c"],
    )
    recipe = ActivityRecipe(
        (
            Input("Lead", role=Role.ID, spellings=(("one", "1"),)),
            Input("Type", role=Role.ACTIVITY_TYPE, spellings=(("web visit", "Visit"),)),
            Input("When", Kind.DATE, Role.ACTIVITY_TIME, spellings=(("today", "2024-03-05"),)),
            Input("Page", spellings=(("/B", "/a"),)),
        )
    )
    found = match(raw, recipe, leads, "UTC")
    assert found.starts.tolist() == [0, 2, 3]
    assert found.type_counts == (("Visit", 2), ("Mail", 1))
    assert found.report.unreadable_times == 0
    pages = found.column("Page")
    assert pages is not None
    assert identities(pages)[:2].tolist() == [1, 1]


def test_that_a_lead_that_is_typed_in_is_read_the_same_way() -> None:
    leads = Leads(table(Country=["France"]), Recipe((COUNTRIES,)))
    one = one_lead(leads, {"Country": "u.k."})
    assert [item.value for item in commonest_values(one, "Country")] == ["United Kingdom"]
