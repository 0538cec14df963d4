"""Ids of other systems: what is taken, what is refused, and when two are one record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.exchange.reimport.ids import (
    DIGITS,
    EMAIL,
    GUID,
    PLAIN,
    SALESFORCE,
    ZOHO,
    IdForm,
    salesforce_suffix,
)
from models.exchange.reimport.likely import likely_system
from models.exchange.reimport.record_ids import RecordIds, Wrong, record_ids
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads

UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
FORMULAS = ("=1+1", "+a@b.cd", "-a", "@SUM(1)", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201")


def found(ids: list[str], form: IdForm, kinds: list[Cell] | None = None) -> RecordIds:
    item = Input("Key", Kind.TEXT, Role.ID)
    column = column_of("Key", ids, kinds)
    leads = Leads(RawTable((column,), len(ids)), Recipe((item,)))
    return record_ids(leads, item, form, np.arange(len(ids), dtype=np.intp))


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (DIGITS, ("1", "51", "9" * 20), ("0", "007", "1.0", "1e5", "1,200", "-5", "\u0663", "a")),
        (
            SALESFORCE,
            ("001D000000IqhSL", "001D000000IqhSLIAZ", "001D000000IqhSLiaz", "0" * 15),
            ("001D000000IqhS", "001d000000iqhslIAZ", "001D000000IqhSLIAA", "001D000000Iqh-L"),
        ),
        (GUID, (UUID, UUID.upper(), f"{{{UUID}}}"), (UUID[1:], f"{{{UUID}", UUID.replace("-", ""))),
        (ZOHO, ("4876876000000123456", "zcrm_4876876000000123456"), ("12345", "zcrm4876876000")),
        (
            EMAIL,
            ("a.b+c@x-y.example", "O'Hara@x.co"),
            ("a@b", "a b@c.de", "j\u00f6rg@x.de", "a@x.de, b@x.de", "mailto:a@x.de", "@x.de"),
        ),
        (
            PLAIN,
            ("00123", "a,b", 'say "x"', "\u00e9", "'=1"),
            ("a\nb", "\ud800", "x" * 256, "#N/A"),
        ),
    ],
)
def test_that_ids_are_held_to_the_form_of_their_system(
    form: IdForm, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    assert [text for text in good if form.fault(text)] == []
    assert [text for text in (*bad, *FORMULAS) if not form.fault(text)] == []


def test_that_the_suffix_of_salesforce_tells_which_letters_are_capitals() -> None:
    """Examples that Salesforce itself gives; and each single capital has its own."""
    assert salesforce_suffix("001D000000IqhSL") == "IAZ"
    assert salesforce_suffix("a" * 15) == "AAA"
    assert salesforce_suffix("A" * 15) == "555"
    own = {salesforce_suffix("a" * place + "A" + "a" * (14 - place)) for place in range(15)}
    assert len(own) == 15


@pytest.mark.parametrize(
    ("form", "one", "two"),
    [
        (SALESFORCE, "001D000000IqhSL", "001D000000IqhSLIAZ"),
        (GUID, UUID, f"{{{UUID.upper()}}}"),
        (EMAIL, "Ann@X.example", "ann@x.example"),
        (ZOHO, "zcrm_4876876000000123456", "4876876000000123456"),
    ],
)
def test_that_one_record_written_in_two_ways_is_one(form: IdForm, one: str, two: str) -> None:
    result = found([one, two, one], form)
    assert (result.ids, result.repeated) == ([one], 2)


def test_that_ids_that_differ_in_case_are_two_records_where_case_counts() -> None:
    assert found(["001D000000IqhSL", "001d000000IqhSL"], SALESFORCE).repeated == 0
    assert found(["a", "A"], PLAIN).repeated == 0


def test_that_every_lead_is_either_listed_or_counted() -> None:
    ids = ["7", "", " 8 ", "x", "7", "\u00a0", "y", "007"]
    result = found(ids, DIGITS)
    assert result.ids == ["7", "8"]
    assert result.rows.tolist() == [0, 2]
    assert result.wrong == (
        Wrong("is not a whole number", 3, ("x", "y", "007")),
        Wrong("", 2),
    )
    assert (result.repeated, result.repeated_examples, result.trimmed) == (1, ("7",), 1)
    assert len(result.rows) + result.repeated + sum(w.leads for w in result.wrong) == len(ids)


@pytest.mark.parametrize(
    ("system", "ids"),
    [
        ("hubspot", ["51", "101", "70123456789"]),
        ("salesforce", ["001D000000IqhSL", "001D000000IqhSLIAZ"]),
        ("dynamics", [UUID]),
        ("zoho", ["4876876000000123456", "zcrm_4876876000000123457"]),
        ("plain", ["00104-88", "00104-91"]),
        ("plain", ["51", "x"]),
        ("plain", [""]),
    ],
)
def test_that_the_ids_tell_which_system_is_offered_first(system: str, ids: list[str]) -> None:
    item = Input("Key", Kind.TEXT, Role.ID)
    leads = Leads(RawTable((column_of("Key", ids),), len(ids)), Recipe((item,)))
    assert likely_system(leads) == system
    assert likely_system(leads.read_as(Recipe((replace(item, role=Role.FIELD),)))) == "plain"


def test_that_an_error_of_a_formula_is_no_id() -> None:
    result = found(["#REF!", "a"], PLAIN, [Cell.ERROR, Cell.TEXT])
    assert result.ids == ["a"]
    assert result.wrong == (Wrong("is an error of a formula", 1, ("#REF!",)),)
