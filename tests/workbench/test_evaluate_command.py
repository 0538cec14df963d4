"""`leadbench evaluate`: figures with intervals, by a field and a day; what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sample_projects import sample
from workbench import command_line
from workbench.commands import evaluate as evaluate_module

SAMPLE = sample("b2b_software")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        whole = ["evaluate", "--model", str(SAMPLE.model), str(SAMPLE.leads)]
        try:
            status = command_line.main([*whole, *map(str, arguments)])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_that_the_history_stands_beside_the_keys_that_scripts_read(evaluate: Call) -> None:
    status, out, _ = evaluate("--by", "Lead source", "--split", "2025-12-01", "--json")
    assert status == 0
    found: dict[str, Any] = json.loads(out)
    assert {"leads", "converted", "auc", "log_loss", "bands", "lift"} <= found.keys()
    history = found["history"]
    assert history["auc"] == found["auc"]
    assert history["leads"] == found["leads"]
    for name in ("auc", "average_precision", "ks", "correlation", "rank_correlation"):
        figure = history[name]
        assert figure["low"] <= figure["value"] <= figure["high"]
    assert [row["converted"] for row in history["shares"]] == pytest.approx(
        [row["converted"] for row in found["lift"]]
    )
    segments = history["by"]["segments"]
    assert sum(row["leads"] for row in segments) == found["leads"]
    assert {"name", "leads", "converted", "rate", "auc", "mql", "small"} == set(segments[0])
    time = history["time"]
    assert time["split"] == "2025-12-01"
    assert time["older"]["leads"] + time["newer"]["leads"] == found["leads"]
    assert {"value", "low", "high", "p"} == set(time["auc_difference"])


def test_that_one_group_of_a_period_alone_is_evaluated(evaluate: Call) -> None:
    asked = ("--only", "lead source=Referral", "--first", "2025-10-01", "--json")
    status, out, _ = evaluate(*asked)
    assert status == 0
    found = json.loads(out)
    history = found["history"]
    assert history["only"] == "Lead source Referral"
    assert 0 < history["leads"] == found["leads"] == sum(row["leads"] for row in found["bands"])
    assert history["auc"] == found["auc"]
    assert history["left_out"]["other_groups"] > 3000
    assert history["left_out"]["outside_period"] > 0
    status, _, said = evaluate("--only", "Lead source=Moon")
    assert status == 1
    assert "Lead source has no group “Moon”" in said
    assert evaluate("--only", "Referral")[0] == 2


def test_that_the_text_has_a_sentence_and_a_table_of_each_part(evaluate: Call) -> None:
    status, out, _ = evaluate("--by", "Lead source")
    assert status == 0
    lines = out.splitlines()
    assert any(line.startswith("The score finds those who convert") for line in lines)
    assert any(line.startswith("Average precision  0.") for line in lines)
    assert any(line.startswith("By Lead source the score ranks") for line in lines)
    assert any(line.startswith("Webinar ") for line in lines)
    assert max(map(len, lines)) <= 240


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--by", "Nope"), 1, "no field “Nope” to make groups by"),
        (("--split", "1999-01-01"), 1, "leaves all leads on one side"),
        (("--split", "yesterday"), 2, "is not a day"),
    ],
)
def test_that_what_cannot_be_told_apart_is_a_sentence(
    evaluate: Call, arguments: tuple[str, ...], status: int, words: str
) -> None:
    found, out, err = evaluate(*arguments)
    assert (found, out) == (status, "")
    assert words in err


def test_that_each_rule_stands_under_the_lens(evaluate: Call) -> None:
    status, out, _ = evaluate("--json")
    assert status == 0
    rules = json.loads(out)["rules"]
    assert len(rules) == 18
    title = next(rule for rule in rules if rule["name"] == "Job title")
    assert title["rate"]["value"] > title["others"]["rate"]["value"]
    assert title["odds_ratio"]["low"] > 1
    assert title["finding"] == "agrees"
    assert title["without"]["auc_lost"]["value"] > 0
    assert {other["rule"] for other in title["overlaps"]} < {rule["id"] for rule in rules}
    sizes = next(rule for rule in rules if rule["name"] == "Employees")
    assert [entry["entry"] for entry in sizes["entries"]] == [
        "50\u2013199",
        "200\u2013999",
        "1,000 up",
    ]
    status, out, _ = evaluate()
    assert status == 0
    assert "No rule points the wrong way by this history." in out
    assert any(line.split()[0] == "Referral" for line in out.splitlines() if line.startswith("  "))


def test_that_two_figures_of_one_name_are_told_apart_where_leads_are_too_young() -> None:
    def told(young: int) -> tuple[str, ...]:
        history: Any = SimpleNamespace(looked=SimpleNamespace(young=young))
        return evaluate_module._two_counts(history)

    assert told(0) == ()
    assert "Below: without 3 leads too young" in told(3)[0]


def test_that_points_without_a_probability_are_told_as_such(evaluate: Call) -> None:
    _, out, _ = evaluate()
    assert "The points are no probability" in out
    assert "6 windows of about equally many leads in the order of creation" in out
    assert "No window is trained on" in out
    _, out, _ = evaluate("--json")
    told = json.loads(out)
    assert told["log_loss"] is None
    history = told.get("history", told)
    assert history["calibration"] is None
    assert history["brier"] is None
    assert "learnt from leads with known outcomes" in history["no_probability"]
