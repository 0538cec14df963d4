from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
)
from models.leads.fields import Input
from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.title_words import SENIORITY
from models.problems import LeadbenchError
from models.scoring.file.derived_json import (
    FORMS,
    check_derived,
    derived_from_json,
    derived_to_json,
)
from models.scoring.file.json_faults import Faults
from models.scoring.file.json_node import Node
from models.scoring.file.schema import schema
from tests.models.scoring.derived_models import derived_fields

CHECK = jsonschema.Draft202012Validator({"$ref": "#/$defs/derived", "$defs": schema()["$defs"]})
WRITTEN: list[tuple[Derived, dict[str, Any]]] = [
    (EmailDomain("Domain", "Email"), {"name": "Domain", "domain_of": "Email"}),
    (
        FreeMail("Free", "Email"),
        {"name": "Free", "free_mail_of": "Email", "version": FREE_MAIL_VERSION},
    ),
    (
        FromTitle("Seniority", "Title", "seniority", (TitleWord(("vp", "vice president"), "VP"),)),
        {
            "name": "Seniority",
            "seniority_of": "Title",
            "table": [{"words": ["vp", "vice president"], "value": "VP"}],
        },
    ),
    (
        LookUp("Region", "Country", (("Austria", "DACH"),)),
        {"name": "Region", "look_up": "Country", "table": [["Austria", "DACH"]], "otherwise": ""},
    ),
    (
        DaysBetween("Days to demo", "Created", "Demo"),
        {"name": "Days to demo", "days_between": ["Created", "Demo"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("derived", "data"), WRITTEN)
def test_that_each_kind_is_written_in_its_form(derived: Derived, data: dict[str, Any]) -> None:
    assert derived_to_json(derived) == data
    assert derived_from_json(data) == derived


@given(derived_fields)
def test_that_a_derived_field_read_back_is_the_same_and_fits_the_schema(derived: Derived) -> None:
    data = json.loads(json.dumps(derived_to_json(derived)))
    assert derived_from_json(data) == derived_from_json(data, strict=False) == derived
    CHECK.validate(data)


def test_that_the_built_in_table_is_written_out_and_known_again() -> None:
    data = derived_to_json(FromTitle("S", "Title"))
    assert len(data["table"]) == len(SENIORITY)
    assert (
        derived_from_json(data)
        == FromTitle("S", "Title")
        == FromTitle("S", "Title", table=SENIORITY)
    )
    data["table"].pop()
    other = derived_from_json(data)
    assert isinstance(other, FromTitle)
    assert other.table == SENIORITY[:-1]


@pytest.mark.parametrize(
    ("data", "place", "sentence"),
    [
        ({"name": "X"}, "", "must have exactly one of .*found none of them"),
        ({"name": "X", "domain_of": "E", "look_up": "E"}, "", 'found "domain_of", "look_up"'),
        ({"domain_of": "E"}, "name", "is missing"),
        ({"name": "X", "domain_of": " "}, "domain_of", "must not be blank"),
        ({"name": "X", "free_mail_of": "E", "version": "1999"}, "version", "found .1999"),
        ({"name": "X", "free_mail_of": "E", "also": "a"}, "also", "must be a list of texts"),
        ({"name": "X", "seniority_of": "T"}, "table", "must have at least one line"),
        ({"name": "X", "department_of": "T", "table": {}}, "table", "must be a list"),
        (
            {"name": "X", "seniority_of": "T", "table": [{"words": [], "value": "A"}]},
            "table[0].words",
            "must have at least one word",
        ),
        (
            {"name": "X", "seniority_of": "T", "table": [{"words": ["a", ""], "value": "A"}]},
            "table[0].words[1]",
            "must not be blank",
        ),
        (
            {"name": "X", "seniority_of": "T", "table": [{"words": ["a"]}]},
            "table[0].value",
            "is missing",
        ),
        ({"name": "X", "look_up": "C", "table": []}, "table", "must have at least one row"),
        (
            {"name": "X", "look_up": "C", "table": [["a", "b"], ["a"]]},
            "table[1]",
            "must be two texts",
        ),
        ({"name": "X", "look_up": "C", "table": "a"}, "table", "must be a list"),
        ({"name": "X", "days_between": "A"}, "days_between", "the names of two date fields"),
        ({"name": "X", "days_between": ["A", " "]}, "days_between[1]", "must not be blank"),
    ],
)
def test_that_each_fault_has_its_place_and_a_sentence(
    data: dict[str, Any], place: str, sentence: str
) -> None:
    with pytest.raises(LeadbenchError, match=sentence) as caught:
        derived_from_json(data)
    assert [problem.where for problem in caught.value.problems] == [place]
    assert not CHECK.is_valid(data)


def test_that_names_are_distinct_and_nothing_reads_itself_or_a_later_one() -> None:
    derived = (
        EmailDomain("Domain", "Email"),
        EmailDomain("DOMAIN", "Email"),
        LookUp("Mail", "Domain"),
        LookUp("Loop", "loop"),
        LookUp("Early", "Late"),
        LookUp("Late", "Email"),
    )
    faults = Faults()
    nodes = [Node({}, f"derived[{i}]", faults) for i in range(len(derived))]
    check_derived(nodes, derived, (Input("Email", aliases=("MAIL ",)),))
    assert [(problem.where, problem.what) for problem in faults.problems] == [
        ("derived[1].name", "is the name of derived[0] too"),
        ("derived[2].name", "is the name of inputs[0] too"),
        ("derived[3]", "must read fields before it, found itself"),
        ("derived[4]", 'must read fields before it, found "Late", a later one'),
    ]


def test_that_the_schema_knows_every_form_and_list_of_hosts() -> None:
    found = schema()["$defs"]["derived"]
    assert [form["required"] for form in found["oneOf"]] == [[form] for form in FORMS]
    versions = found["dependentSchemas"]["free_mail_of"]["properties"]["version"]
    assert versions["enum"] == list(FREE_MAIL)
