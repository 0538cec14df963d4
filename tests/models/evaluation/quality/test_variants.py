from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.quality.countries import country_of
from models.evaluation.quality.folding import fold, numbers_in
from models.evaluation.quality.typos import is_slip
from models.evaluation.quality.values import values_of
from models.evaluation.quality.variants import Alike, Variants, variants_of
from models.leads.fields import Input, Kind
from models.leads.preparation import prepare
from models.leads.raw import column_of


def found(cells: dict[str, int], prefer: tuple[str, ...] = ()) -> tuple[Variants, ...]:
    """The proposals for so many leads with each cell, every third of which converted."""
    rows = [cell for cell, leads in cells.items() for _ in range(leads)]
    outcome = np.array([int(row % 3 == 0) for row in range(len(rows))], dtype=np.uint8)
    values = values_of(prepare(column_of("f", rows), Input("f"))[0], outcome)
    assert values is not None
    return variants_of(values, prefer)


def words(variants: tuple[Variants, ...]) -> dict[str, set[str]]:
    return {item.meant: {other.text for other in item.others} for item in variants}


def test_that_the_names_of_a_country_are_one() -> None:
    cells = {"UK": 30, "U.K.": 20, "United Kingdom": 9, "great  britain": 3, "France": 50}
    more = {"United States of America": 4, "USA": 40, "US": 9, "Frankreich": 2, "DE": 8}
    assert words(found({**cells, **more})) == {
        "United Kingdom": {"UK", "U.K.", "great britain"},
        "United States": {"USA", "US", "United States of America"},
        "France": {"Frankreich"},
    }


def test_that_two_letters_are_a_country_only_among_countries() -> None:
    assert words(found({"CA": 50, "Canada": 2, "NY": 40, "TX": 30, "Nevada": 20})) == {}
    assert words(found({"CA": 50, "Canada": 200, "France": 40})) == {"Canada": {"CA"}}


def test_that_accents_signs_and_forms_of_companies_do_not_part_values() -> None:
    cells = {"M\u00fcller GmbH": 9, "Muller Gmbh.": 2, "E-mail": 40, "e mail": 3, "AT&T": 9}
    assert words(found({**cells, "Acme, Inc.": 5, "Acme Incorporated": 2, "AT and T": 2})) == {
        "M\u00fcller GmbH": {"Muller Gmbh."},
        "E-mail": {"e mail"},
        "AT&T": {"AT and T"},
        "Acme, Inc.": {"Acme Incorporated"},
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Level 1", "Level 2"),
        ("Phase 1.5", "Phase 15"),
        ("11-50", "1150"),
        ("New", "Now"),
        ("C++", "C#"),
        ("C++", "C"),
        ("A+", "A-"),
        ("AA", "AA-"),
        ("Type I", "Type II"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Inbound", "Outbound"),
        ("ann.lee@x.org", "annlee@x.org"),
        ("Sales", "Sale"),
        ("Manager Europe", "Manager Asia"),
        ("Male", "Female"),
        ("10", "10.0"),
        (">100", "<100"),
    ],
)
def test_that_what_may_be_another_thing_is_not_proposed(one: str, other: str) -> None:
    assert found({one: 500, other: 3, "something else": 900}) == ()
    assert found({one: 3, other: 500, "something else": 900}) == ()


def test_that_slips_of_frequent_values_are_proposed() -> None:
    cells = {
        "Manufacturing": 600,
        "Manufacturng": 2,
        "Manufactuirng": 1,
        "Retail": 400,
        "Retial": 1,
    }
    assert words(found(cells)) == {
        "Manufacturing": {"Manufacturng", "Manufactuirng"},
        "Retail": {"Retial"},
    }
    assert {one.why for item in found(cells) for one in item.others} == {Alike.SLIP}


def test_that_a_value_that_is_not_rare_is_no_slip() -> None:
    assert found({"Martin": 60, "Marten": 20}) == ()
    assert is_slip("Marten", "Martin")


def test_that_names_of_things_are_not_held_against_each_other() -> None:
    every = {f"Company {'abcdefghijklmnop'[i % 16]}{'qrstuvwx'[i // 16]}": 1 for i in range(128)}
    assert found({**every, "Industries": 25, "Industrues": 1}) == ()


def test_that_initials_are_proposed_where_one_value_has_them() -> None:
    assert words(found({"Human Resources": 50, "HR": 9, "Sales": 200})) == {
        "Human Resources": {"HR"}
    }
    assert found({"Human Resources": 50, "Harbour Row": 9, "HR": 9, "Sales": 200}) == ()


def test_that_what_rules_name_is_what_is_meant() -> None:
    cells = {"Software": 90, "software": 5, "Soft-ware": 40, "Retail": 100}
    assert words(found(cells)) == {"Software": {"software", "Soft-ware"}}
    assert words(found(cells, ("soft-ware",))) == {"Soft-ware": {"Software", "software"}}


def test_that_values_that_differ_in_capitals_are_told_apart_from_the_rest() -> None:
    (item,) = found({"Software": 90, "SOFTWARE": 5})
    assert item.only_case
    assert not found({"Software": 90, "Soft ware": 5})[0].only_case


def test_that_each_side_has_its_leads_and_conversions() -> None:
    (item,) = found({"Retail": 6, "re-tail": 3})
    assert (item.kept.leads, item.kept.converted) == (6, 2)
    assert (item.others[0].tally.leads, item.others[0].tally.converted) == (3, 1)
    assert item.leads == 3


def test_that_several_values_of_a_lead_are_looked_at_one_by_one() -> None:
    column, _ = prepare(
        column_of("f", ["Web;Fair", "web ; Call", "w-eb"]), Input("f", Kind.MULTIPLE)
    )
    values = values_of(column, np.array([1, 0, 2], dtype=np.uint8))
    assert values is not None
    (item,) = variants_of(values)
    assert words((item,)) == {"Web": {"web", "w-eb"}}
    places = [values.texts.index("web"), values.texts.index("w-eb")]
    assert values.having(places).tolist() == [False, True, True]


@given(st.dictionaries(st.text(max_size=6), st.integers(1, 30), max_size=8))
def test_that_a_spelling_once_taken_is_not_proposed_again(cells: dict[str, int]) -> None:
    rows = [cell for cell, leads in cells.items() for _ in range(leads)]
    raw, item = column_of("f", rows), Input("f")
    outcome = np.zeros(len(rows), dtype=np.uint8)
    values = values_of(prepare(raw, item)[0], outcome)
    assert values is not None
    pairs = tuple(pair for one in variants_of(values) for pair in one.spellings())
    again = values_of(prepare(raw, Input("f", spellings=pairs))[0], outcome)
    assert again is not None
    assert variants_of(again) == ()


@given(st.text(max_size=12))
def test_that_a_fold_keeps_every_number(text: str) -> None:
    assert fold(text) == fold(fold(text)) or not text.isascii()
    assert all(mark.isdigit() or mark in ".," for number in numbers_in(text) for mark in number)


def test_that_every_country_is_found_by_its_own_names_and_codes() -> None:
    assert country_of("D.E.") == "Germany"
    assert country_of("\u00d6STERREICH") == "Austria"
    assert country_of("Korea, Republic of") == "South Korea"
    assert country_of("Atlantis") is None


def test_that_a_lead_with_two_spellings_is_one_lead_to_read_otherwise() -> None:
    column, _ = prepare(
        column_of("f", ["Web shop", "Web shop", "webshop;web-shop", "Web-shop", "Fair"]),
        Input("f", Kind.MULTIPLE),
    )
    values = values_of(column, np.array([1, 0, 1, 0, 2], dtype=np.uint8))
    assert values is not None
    (item,) = variants_of(values)
    assert {other.text: other.tally.leads for other in item.others} == {
        "webshop": 1,
        "web-shop": 1,
        "Web-shop": 1,
    }
    assert item.leads == 2
    places = [values.texts.index(other.text) for other in item.others]
    assert values.leads_of(places) == np.count_nonzero(values.having(places))
