"""Lists for another system: what is in them, what is refused, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.reimport.back_list import BackList, back_list
from models.exchange.reimport.previous import Previous, previous_of
from models.exchange.reimport.systems import COLUMNS, SYSTEMS
from models.exchange.reimport.wishes import ListWishes
from models.leads.raw import RawTable, column_of
from models.leads.scored_lists import STARTS_FORMULA, is_number
from models.problems import LeadbenchError
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash
from models.scoring.file.scores_hash import scores_hash
from models.scoring.grade_shapes import matrix
from models.scoring.model import Scale, ScoringModel
from models.scoring.probability import ChanceStep, Probability
from tests.models.exchange.listed_leads import DAY, leads_of, list_of, model_of

PLAIN = ListWishes("plain")
STEPS = (("Cold", "wait"), ("Warm", "mail"), ("Hot", "call"))
IDS = {
    "hubspot": "51",
    "salesforce": "001D000000IqhSL",
    "marketo": "a@b.example",
    "dynamics": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
    "zoho": "4876876000000123456",
    "plain": "A-1",
}


def table(back: BackList) -> list[tuple[str, ...]]:
    return [back.header, *back.rows()]


def as_read(rows: Sequence[Sequence[str]]) -> RawTable:
    """A list as its file is read again."""
    header, *lines = rows
    columns = [
        column_of(name, [line[place] for line in lines]) for place, name in enumerate(header)
    ]
    return RawTable(tuple(columns), len(lines), "before.csv")


def whole() -> ScoringModel:
    """A model with everything that a list can tell."""
    model = replace(model_of(), grade=matrix((60, 30), (10,)), output=Scale(0, 1000))
    steps = (ChanceStep(0, 100, 50, 200), ChanceStep(50, 2500, 2000, 3000))
    return replace(model, probability=Probability(steps, 900, 90, scores_hash(model)))


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.key)
def test_that_a_list_has_the_columns_of_its_system_and_no_others(system: Any) -> None:
    wishes = ListWishes(system.key, next_steps=STEPS, probability=True)
    model = whole()
    back = list_of([IDS[system.key]], [80], wishes, model)
    assert back.columns == tuple(COLUMNS)
    assert back.header == system.headers
    own = IDS[system.key], "800", "Hot", "A2", "0.2500", "2026-03-31"
    assert list(back.rows()) == [(*own, content_hash(model)[:12], "call")]


def test_that_a_column_that_says_nothing_is_left_out() -> None:
    assert table(list_of(["a"], [80], PLAIN)) == [
        ("id", "score", "band", "as_of", "model"),
        ("a", "80", "Hot", "2026-03-31", content_hash(model_of())[:12]),
    ]


def test_that_the_best_lead_comes_first_and_a_record_comes_once_with_its_best_score() -> None:
    back = list_of(["a", "b", "a", "c"], [10, 50, 90, 50], PLAIN)
    assert [row[:2] for row in back.rows()] == [("a", "90"), ("b", "50"), ("c", "50")]
    assert back.found.repeated == 1


def test_that_a_list_can_be_of_some_leads_alone() -> None:
    leads = leads_of(["a", "b", "c"], [1, 50, 80])
    scored = score(model_of(), leads, DAY)
    back = back_list(scored, leads, PLAIN, rows=np.array([0, 2], dtype=np.intp))
    assert [row[:3] for row in back.rows()] == [("c", "80", "Hot"), ("a", "1", "Cold")]


def test_that_a_score_below_zero_is_a_number() -> None:
    model = replace(model_of(), output=Scale(-50, 50))
    assert [row[1] for row in list_of(["a", "b"], [10, 100], PLAIN, model).rows()] == ["50", "-40"]


def test_that_headers_can_be_called_otherwise_for_one_system_alone() -> None:
    wishes = ListWishes("salesforce").with_header("score", "Score__c").with_header("id", "Ext__c")
    back = list_of(["any id"], [80], wishes)
    assert back.header[:3] == ("Ext__c", "Score__c", "Lead_Score_Band__c")
    assert replace(wishes, system="plain").header("score") == "score"
    assert wishes.with_header("score", "") == ListWishes("salesforce").with_header("id", "Ext__c")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (ListWishes("salesforce").with_header("score", "Lead Score"), "not the API name"),
        (PLAIN.with_header("score", "=1+1"), "as a formula does"),
        (PLAIN.with_header("score", "BAND"), "is also the score"),
        (PLAIN.with_header("score", " "), "It is blank"),
        (PLAIN.with_header("score", "a\ud800"), "cannot be written"),
        (ListWishes("excel"), "no system “excel”"),
        (replace(PLAIN, probability=True), "keeps no chances"),
        (replace(PLAIN, next_steps=STEPS[1:]), "“Cold” has no next step"),
        (replace(PLAIN, next_steps=(*STEPS[:2], ("Hot", "=call"))), "as a formula does"),
        (replace(PLAIN, next_steps=(*STEPS[:2], ("Hot", "x" * 256))), "longer than 255"),
    ],
)
def test_that_a_wish_that_cannot_be_met_is_refused_in_one_sentence(
    wishes: ListWishes, said: str
) -> None:
    with pytest.raises(LeadbenchError, match=said) as caught:
        list_of(["a"], [80], wishes)
    assert caught.value.problem.remedy


def test_that_next_steps_of_bands_of_another_model_are_not_asked_for() -> None:
    assert list_of(["a"], [1], replace(PLAIN, next_steps=(("Gold", "x"),))).columns[-1] == "model"


@pytest.mark.parametrize("name", ["=Hot", "+Hot", "-Hot", "@Hot", "\uff1dHot", "H" * 256])
def test_that_a_band_that_could_be_a_formula_is_refused(name: str) -> None:
    with pytest.raises(LeadbenchError, match="another system"):
        list_of(["a"], [80], PLAIN, model_of(("Cold", "Warm", name)))


@pytest.mark.parametrize(
    ("key", "id_text", "said"),
    [
        ("hubspot", "00104-88", "“00104-88” is not a whole number"),
        ("salesforce", "", "it is blank"),
        ("dynamics", "x", "not a GUID"),
    ],
)
def test_that_leads_without_any_id_of_the_system_are_refused(
    key: str, id_text: str, said: str
) -> None:
    with pytest.raises(LeadbenchError, match=said):
        list_of([id_text], [80], ListWishes(key))


def test_that_the_id_comes_from_the_field_that_is_named_or_called_so_or_has_the_role() -> None:
    leads = leads_of(["a@b.example", "c@d.example"], [1, 2])
    scored = score(model_of(), leads, DAY)
    assert back_list(scored, leads, ListWishes("marketo")).found.field == "Key"
    assert back_list(scored, leads, PLAIN.with_header("id", "wanted")).found.ids == ["2", "1"]
    assert back_list(scored, leads, PLAIN.with_id_field("Wanted")).found.ids == ["2", "1"]
    with pytest.raises(LeadbenchError, match="no such field"):
        back_list(scored, leads, PLAIN.with_id_field("None"))


# Only what changed

few_ids = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1)


@st.composite
def scored_ids(draw: st.DrawFn) -> dict[str, int]:
    ids = draw(few_ids)
    return {name: draw(st.sampled_from((0, 39, 40, 70, 71))) for name in ids}


@given(before=scored_ids(), now=scored_ids(), graded=st.booleans(), stepped=st.booleans())
def test_that_a_list_of_changes_makes_of_the_one_before_the_whole_one(
    before: dict[str, int], now: dict[str, int], graded: bool, stepped: bool
) -> None:
    """And no row of it could be spared."""
    wishes = replace(PLAIN, next_steps=STEPS if stepped else ())
    model = replace(model_of(), grade=matrix((60, 30), (10,))) if graded else model_of()
    first = table(list_of(list(before), list(before.values()), wishes, model))
    previous = previous_of([as_read(first)], wishes)
    ids, scores = list(now), list(now.values())
    changes = list_of(ids, scores, wishes, model, previous)
    told = {row[0]: row for row in first[1:]}
    every = {row[0]: row for row in list_of(ids, scores, wishes, model).rows()}
    loaded = told | {row[0]: row for row in changes.rows()}
    assert {name: loaded[name] for name in now} == every
    assert all(told.get(row[0]) != row for row in changes.rows())
    change = changes.change
    assert change is not None
    assert change.new == len(now.keys() - before.keys())
    assert change.gone == len(before.keys() - now.keys())
    assert change.changed + change.same == len(now.keys() & before.keys())
    assert len(changes) == change.new + change.changed


def test_that_of_several_lists_of_before_the_last_one_counts() -> None:
    lists = [as_read(table(list_of(["a"], [points], PLAIN))) for points in (10, 50)]
    for tables, left in ((lists, 0), (lists[::-1], 1)):
        assert len(list_of(["a"], [50], PLAIN, None, previous_of(tables, PLAIN))) == left


def test_that_another_day_or_model_alone_is_no_change() -> None:
    rows = table(list_of(["a"], [50], PLAIN))
    rows[1] = (*rows[1][:3], "2025-01-01", "0" * 12)
    assert len(list_of(["a"], [50], PLAIN, None, previous_of([as_read(rows)], PLAIN))) == 0


def test_that_a_new_text_of_the_next_step_is_a_change() -> None:
    wishes = replace(PLAIN, next_steps=STEPS)
    before = previous_of([as_read(table(list_of(["a", "b"], [50, 80], wishes)))], wishes)
    other = wishes.with_next_step("Hot", "call today")
    assert list_of(["a", "b"], [50, 80], other, None, before).found.ids == ["b", "a"]
    assert [row[0] for row in list_of(["a", "b"], [50, 80], other, None, before).rows()] == ["b"]


def test_that_a_file_that_is_no_such_list_is_refused() -> None:
    with pytest.raises(LeadbenchError, match="no column “score”; it has “id”, “points”"):
        previous_of([as_read([("id", "points"), ("a", "1")])], PLAIN)


def test_that_a_record_is_known_again_however_its_id_is_written() -> None:
    wishes = ListWishes("salesforce")
    before = table(list_of(["001D000000IqhSLIAZ"], [50], wishes))
    again = list_of(["001D000000IqhSL"], [50], wishes, None, previous_of([as_read(before)], wishes))
    assert len(again) == 0


# Formulas

nasty = st.text(
    st.sampled_from([*"=+-@'\t\r\n \u00a0\u200b\ufeff\uff1d\uff0b\uff0d\uff20,;\"|aA1#/\ud800"]),
    max_size=6,
)


def assert_no_formula(back: BackList) -> None:
    for row in table(back):
        for cell in row:
            assert cell, "a system that ignores empty cells would keep what it had"
            inner = cell.lstrip(" \u00a0\u200b\ufeff")
            assert not inner.startswith(STARTS_FORMULA) or is_number(inner)
            assert not set(cell) & set("\t\r\n\ud800")


@given(ids=st.lists(nasty, max_size=6))
def test_that_no_id_can_become_a_formula_and_each_is_listed_or_counted(ids: list[str]) -> None:
    back = list_of(["good", *ids], [50] * (1 + len(ids)), PLAIN)
    assert_no_formula(back)
    found = back.found
    left = sum(wrong.leads for wrong in found.wrong) + found.repeated
    assert len(back) + left == 1 + len(ids)


@given(st.sampled_from(("band", "header", "step")), nasty)
def test_that_no_label_can_become_a_formula(what: str, text: str) -> None:
    model = model_of(("Cold", "Warm", text if what == "band" else "Hot"))
    step = text if what == "step" else "call"
    wishes = replace(PLAIN, next_steps=tuple((band.name, step) for band in model.bands))
    if what == "header":
        wishes = wishes.with_header("band", text)
    try:
        back = list_of(["good", "better"], [50, 80], wishes, model)
    except LeadbenchError:
        return  # refused: nothing is written
    assert_no_formula(back)


def test_that_without_what_was_told_nothing_is_left_out() -> None:
    back = list_of(["a", "b"], [50, 80], PLAIN, None, Previous({}))
    assert (len(back), back.change and back.change.new) == (2, 2)
