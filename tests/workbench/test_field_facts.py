from __future__ import annotations

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.tally import ValueCount
from workbench.field_facts import facts_of

RECIPE = Recipe(
    (
        Input("Size", Kind.NUMBER, decimal=",", thousands="."),
        Input("Visit", Kind.DATE),
        Input("Trial", Kind.YES_NO, yes=("ja",), no=("nein",)),
        Input("Won", Kind.YES_NO, Role.OUTCOME, yes=("1",), no=("0",)),
    )
)
LEADS = Leads(
    RawTable(
        (
            column_of("Size", ["1.500", "1.500,0", "7", "", "much"]),
            column_of("Visit", ["2026-01-05", "", "2025-12-31", "", ""]),
            column_of("Trial", ["ja", "JA", "nein", "", ""]),
            column_of("Won", ["1", "0", "0", "1", ""]),
        ),
        5,
    ),
    RECIPE,
)


def told(name: str) -> tuple[tuple[str, ...], tuple[ValueCount, ...]]:
    item = RECIPE.find(name)
    assert item is not None
    facts = facts_of(LEADS, item, None, ())
    return facts.facts, facts.values


def test_that_a_number_tells_its_range_and_how_leads_convert_with_and_without_it() -> None:
    sentences, values = told("Size")
    assert "7 to 1,500; the median is 1,500." in sentences
    assert (
        "Converted where filled: 1 of 3, 33.3\u202f%; where blank: 1 of 1, 100.0\u202f%."
        in sentences
    )
    assert values == (
        ValueCount("1,500", 2, 1, 2),
        ValueCount("", 2, 1, 1),
        ValueCount("7", 1, 0, 1),
    )


def test_that_a_date_tells_its_first_and_last_day() -> None:
    assert "2025-12-31 to 2026-01-05." in told("Visit")[0]


def test_that_values_are_those_that_rules_see() -> None:
    assert [(value.value, value.leads) for value in told("Trial")[1]] == [
        ("yes", 2),
        ("", 2),
        ("no", 1),
    ]


def test_that_an_outcome_shows_its_cells_as_they_came_for_ticking() -> None:
    """A tick on a word that no cell holds would convert nobody."""
    sentences, values = told("Won")
    assert {value.value for value in values} == {"0", "1", ""}
    assert not any("Converted where" in sentence for sentence in sentences)


def test_that_a_field_made_the_id_tells_which_ids_repeat() -> None:
    size = Input("Size", role=Role.ID)
    raw = RawTable((column_of("Size", ["a", "b", "a"]),), 3)
    (finding,) = facts_of(Leads(raw, Recipe((size,))), size, None, ()).findings
    assert "1 row repeats the id of another, such as “a”" in finding[0]
