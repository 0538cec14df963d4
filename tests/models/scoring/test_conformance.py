from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from models.evaluation.lead_list import LeadOrder, LeadQuery
from models.leads.fields import Input, Recipe, Role
from models.leads.raw import Cell
from models.leads.table import Leads
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.model_json import model_from_json
from models.scoring.reference import reference_order
from tests.models.scoring.runners import Given, by_engine, by_reference, table

LAWS = {0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 18}
KINDS = {"number": Cell.NUMBER, "date": Cell.DATE, "yes/no": Cell.YES_NO, "error": Cell.ERROR}
BANDS = [
    {"name": "Cold", "threshold": 0},
    {"name": "Warm", "threshold": 40},
    {"name": "Hot", "threshold": 70, "mql": True},
]
WIDE = {
    "scale": {"least": -10_000, "most": 10_000},
    "bands": [{"name": "All", "threshold": -10_000, "mql": True}],
}


@dataclass(frozen=True)
class Case:
    """One case of the file: a model, and leads with what they must give."""

    name: str
    law: int
    model: ScoringModel
    as_of: date
    rows: tuple[dict[str, str], ...]
    kinds: tuple[dict[str, Cell], ...]
    expected: tuple[dict[str, Any], ...]
    order: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        return self.model.inputs


def _document(case: dict[str, Any]) -> dict[str, Any]:
    head = {"semantics": 1, "name": case["name"], "zone": case.get("zone", "UTC")}
    head["inputs"] = case["inputs"]
    if "model" in case:
        return {**head, "bands": BANDS, **case["model"]}
    rule = case["rule"] if "rule" in case else {"when": case["when"], "points": 1}
    return {**head, **WIDE, "groups": [{"name": "G", "rules": [{"name": "R", **rule}]}]}


def _expected(case: dict[str, Any], found: Any) -> dict[str, Any]:
    return found if "model" in case else {"points": {"R": int(found)}, "score": int(found)}


def cases() -> list[Case]:
    text = files("models.scoring").joinpath("conformance.json").read_text("utf-8")
    read = []
    for case in json.loads(text)["cases"]:
        leads = case["leads"]
        read.append(
            Case(
                f"{case['law']}: {case['name']}",
                case["law"],
                model_from_json(_document(case), case["name"]),
                date.fromisoformat(case.get("as_of", "2024-03-15")),
                tuple(lead[0] for lead in leads),
                tuple(
                    {k: KINDS[v] for k, v in lead[2].items()} if lead[2:] else {} for lead in leads
                ),
                tuple(_expected(case, lead[1]) for lead in leads),
                tuple(case.get("order", ())),
            )
        )
    return read


CASES = cases()


def told(case: Case, given: Given) -> dict[str, Any]:
    groups = {group.id: group.name for group in case.model.groups}
    rules = {rule.id: rule.name for rule in case.model.rules()}
    return {
        "score": given.score,
        "band": given.band,
        "total": given.total,
        "groups": {groups[name]: points for name, points in given.groups.items()},
        "points": {rules[name]: points for name, points in given.rules.items()},
        "override": given.override,
        "reasons": list(given.reasons),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("run", [by_reference, by_engine], ids=["reference", "engine"])
def test_that_the_law_holds(case: Case, run: Any) -> None:
    for row, kinds, expected in zip(case.rows, case.kinds, case.expected, strict=True):
        (given,) = run(case.model, [row], case.inputs, case.as_of, [kinds])
        found = told(case, given)
        assert {name: found[name] for name in expected} == expected, ascii(row)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_that_leads_together_score_as_each_alone(case: Case) -> None:
    if len({tuple(row) for row in case.rows}) > 1:
        pytest.skip("the leads have other headers each")
    together = by_engine(case.model, case.rows, case.inputs, case.as_of, case.kinds)
    for row, kinds, given in zip(case.rows, case.kinds, together, strict=True):
        assert by_engine(case.model, [row], case.inputs, case.as_of, [kinds]) == [given]


def test_that_leads_are_ordered_as_the_law_says() -> None:
    ordered = [case for case in CASES if case.order]
    assert ordered
    for case in ordered:
        leads = Leads(table(case.rows), Recipe(case.inputs))
        header = next(item.name for item in case.inputs if item.role is Role.ID)
        scores = [expected["score"] for expected in case.expected]
        ids = [row[header] for row in case.rows]
        assert reference_order(list(zip(scores, ids, strict=True))) == list(case.order)
        scored = score(case.model, leads, case.as_of)
        listed = LeadOrder(leads).rows(LeadQuery(), scored.scores, scored.bands)
        assert list(listed) == list(case.order)


def test_that_every_law_of_this_version_has_cases_that_hold_and_cases_that_do_not() -> None:
    assert {case.law for case in CASES} == LAWS
    assert len({case.name for case in CASES}) == len(CASES) >= 60
    answers = [
        {str(expected["points"]["R"]) for expected in case.expected}
        for case in CASES
        if case.model.groups and len(case.rows) > 2 and "R" in case.expected[0].get("points", {})
    ]
    assert sum(len(given) == 1 for given in answers) <= 3
