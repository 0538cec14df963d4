from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.rule_clipboard import KIND, renumbered, rules_from_text, rules_to_text
from models.problems import LeadbenchError
from models.scoring.account import AccountScore
from models.scoring.conditions import Selection
from models.scoring.game import Game, Quest
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.scoring.random_models import rules


@given(st.lists(rules(), min_size=1, max_size=3))
def test_that_rules_of_every_kind_travel_on_the_clipboard(copied: list[Rule]) -> None:
    assert rules_from_text(rules_to_text(copied)) == tuple(copied)


def test_that_pasted_rules_get_ids_that_nothing_in_the_model_has() -> None:
    old = Rule("r1", "Old", Points(1))
    model = ScoringModel(
        "m1",
        "x",
        (Group("r2", "Fit", (old,)),),
        account=AccountScore("Company", rules=(Rule("r4", "Large", Points(5)),)),
        game=Game(quests=(Quest("r5", "Webinar", Selection(), 5),)),
    )
    pasted = renumbered((old, old, old), model)
    assert [rule.id for rule in pasted] == ["r3", "r6", "r7"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Job title,15",
        "[1, 2]",
        json.dumps({"kind": "other", "rules": []}),
        json.dumps({"kind": KIND, "rules": []}),
        json.dumps({"kind": KIND, "rules": {"r1": 5}}),
        "[" * 100_000,
        '{"points": ' + "9" * 5_000 + "}",
    ],
)
def test_that_a_text_without_rules_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(LeadbenchError, match="There are no rules on the clipboard"):
        rules_from_text(text)


def test_that_a_rule_with_a_fault_is_told_with_its_place() -> None:
    when = {"activity": {"types": ["Visit"]}, "measure": "sum", "test": "at least", "values": [1]}
    text = json.dumps({"kind": KIND, "rules": [{"name": "Visits", "points": 5, "when": when}]})
    with pytest.raises(LeadbenchError, match=r"rules\[0\], when.detail: is missing"):
        rules_from_text(text)


def test_that_a_condition_nested_too_deep_is_told_in_a_sentence() -> None:
    deep = '{"not": ' * 200 + '{"field": "A", "test": "is known"}' + "}" * 200
    text = f'{{"kind": "{KIND}", "rules": [{{"name": "Deep", "points": 1, "when": {deep}}}]}}'
    with pytest.raises(LeadbenchError, match="nested deeper than 100 levels"):
        rules_from_text(text)
