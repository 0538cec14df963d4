from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from models.evaluation.lead_list import LeadOrder, LeadQuery
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.raw import Cell
from models.leads.table import Leads
from models.scoring.engine import score, scored_accounts
from models.scoring.file.input_json import read_input
from models.scoring.file.json_faults import Faults
from models.scoring.file.json_node import Node
from models.scoring.file.model_json import model_from_json
from models.scoring.ledger import balances_of, ledger_of
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.reference.accounts import RawLead, reference_accounts
from models.scoring.reference.game import reference_ledger
from models.scoring.reference.score import reference_order
from models.scoring.sight import scored_by, sight_of
from tests.models.scoring.runners import (
    Asked,
    Done,
    Given,
    by_engine,
    by_reference,
    from_engine,
    from_reference,
    table,
)

LAWS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18}
KINDS = {"number": Cell.NUMBER, "date": Cell.DATE, "yes/no": Cell.YES_NO, "error": Cell.ERROR}
BANDS = [
    {"name": "Cold", "threshold": 0},
    {"name": "Warm", "threshold": 40},
    {"name": "Hot", "threshold": 70, "mql": True},
]
ACTIVITY_INPUTS = (
    Input("Type", role=Role.ACTIVITY_TYPE),
    Input("Time", Kind.DATE, role=Role.ACTIVITY_TIME),
)
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
    expected: tuple[dict[str, Any] | None, ...]
    order: tuple[int, ...]
    done: Done
    accounts: dict[str, Any] | None
    ledger: tuple[list[Any], ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        return self.model.inputs

    def alone(self, row: int) -> Done | None:
        """What one lead has done; None where no lead of the case has done anything."""
        if not any(self.done.rows):
            return None
        return Done(self.done.inputs, [self.done.rows[row]])


def _document(case: dict[str, Any]) -> dict[str, Any]:
    head = {"semantics": 1, "name": case["name"], "zone": case.get("zone", "UTC")}
    head["inputs"] = case.get("inputs", [])
    if "game" in case:
        head["game"] = case["game"]
    if "model" in case:
        return {**head, "bands": BANDS, **case["model"]}
    if "groups" in case:
        return {**head, **WIDE, "groups": case["groups"]}
    rule = case["rule"] if "rule" in case else {"when": case["when"], "points": 1}
    return {**head, **WIDE, "groups": [{"name": "G", "rules": [{"name": "R", **rule}]}]}


def _expected(case: dict[str, Any], found: Any) -> dict[str, Any] | None:
    if "model" in case or "groups" in case:
        return {"score": found} if isinstance(found, int) else found
    return {"points": {"R": int(found)}, "score": int(found)}


def _done(case: dict[str, Any]) -> Done:
    details = tuple(read_input(Node(item, "details", Faults())) for item in case.get("details", []))
    return Done(
        (*ACTIVITY_INPUTS, *details),
        [
            [
                {"Type": kind, "Time": time, **{item.name: "" for item in details}, **dict(*more)}
                for kind, time, *more in (lead[3] if lead[3:] else ())
            ]
            for lead in case["leads"]
        ],
    )


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
                _done(case),
                case if "accounts" in case else None,
                tuple(case.get("ledger", ())),
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
        "grade": given.grade,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("run", [by_reference, by_engine], ids=["reference", "engine"])
def test_that_the_law_holds(case: Case, run: Any) -> None:
    if case.accounts is not None:
        pytest.skip("the leads of an account are asked about together")
    for place, (row, kinds, expected) in enumerate(
        zip(case.rows, case.kinds, case.expected, strict=True)
    ):
        done = case.alone(place)
        (given,) = run(case.model, [row], case.inputs, case.as_of, [kinds], done)
        if given is None or expected is None:
            assert given is expected is None, ascii(row)
            continue
        found = told(case, given)
        assert {name: found[name] for name in expected} == expected, ascii(row)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_that_leads_together_score_as_each_alone(case: Case) -> None:
    if len({tuple(row) for row in case.rows}) > 1:
        pytest.skip("the leads have other headers each")
    if case.accounts is not None:
        pytest.skip("the leads of an account are asked about together")
    done = case.done if any(case.done.rows) else None
    together = by_engine(case.model, case.rows, case.inputs, case.as_of, case.kinds, done)
    for place, (row, kinds, given) in enumerate(zip(case.rows, case.kinds, together, strict=True)):
        asked = [row], case.inputs, case.as_of, [kinds], case.alone(place)
        assert by_engine(case.model, *asked) == [given]


@pytest.mark.parametrize("case", [c for c in CASES if c.accounts is not None], ids=lambda c: c.name)
def test_that_the_reference_scores_accounts_as_the_law_says(case: Case) -> None:
    assert case.accounts is not None
    leads = [
        RawLead(row, kinds, case.done.of(place))
        for place, (row, kinds) in enumerate(zip(case.rows, case.kinds, strict=True))
    ]
    free = case.accounts.get("free_mail", ())
    found = reference_accounts(case.model, leads, case.inputs, case.as_of, free_mail=free)
    assert list(found.keys) == case.accounts["account_of"]
    assert {key: item.score for key, item in found.accounts.items()} == case.accounts["accounts"]
    for scored, expected in zip(found.leads, case.expected, strict=True):
        assert (scored is None) == (expected is None)
        if scored is not None and expected is not None:
            given = told(case, from_reference(case.model, scored))
            assert {name: given[name] for name in expected} == expected


@pytest.mark.parametrize("case", [c for c in CASES if c.accounts is not None], ids=lambda c: c.name)
def test_that_the_engine_scores_accounts_as_the_law_says(case: Case) -> None:
    assert case.accounts is not None
    assert set(case.accounts.get("free_mail", ())) <= set(FREE_MAIL[FREE_MAIL_VERSION])
    done = case.done if any(case.done.rows) else None
    leads = Asked(case.rows, case.inputs, case.as_of, case.kinds, done).leads(case.model.zone)
    by = scored_by(case.model, leads, case.as_of)
    found = scored_accounts(score(case.model, by.leads, case.as_of))
    assert found is not None
    if by.rows is None:
        keys = list(found.keys.keys)
        account_of = [None if code < 0 else keys[code] for code in found.keys.codes.tolist()]
        assert account_of == case.accounts["account_of"]
        given = dict(zip(keys, found.scores.tolist(), strict=True))
        assert given == case.accounts["accounts"]
    for scored, expected in zip(
        from_engine(case.model, leads, case.as_of), case.expected, strict=True
    ):
        assert (scored is None) == (expected is None)
        if scored is not None and expected is not None:
            lead = told(case, scored)
            assert {name: lead[name] for name in expected} == expected


@pytest.mark.parametrize("case", [c for c in CASES if c.ledger], ids=lambda c: c.name)
def test_that_the_engine_keeps_the_ledger_as_the_law_says(case: Case) -> None:
    game, zone = case.model.game, case.model.zone
    assert game is not None
    leads = Asked(case.rows, case.inputs, case.as_of, case.kinds, case.done).leads(zone)
    masks, sight = Masks(leads), sight_of(case.model, case.as_of)
    balances = balances_of(game, masks, sight)
    for place, expected in enumerate(case.ledger):
        lines = [
            [
                line.kind.value,
                line.name,
                _iso(line.day),
                line.points,
                line.balance,
                game.levels[line.level].name,
            ]
            for line in ledger_of(game, masks, sight, place)
        ]
        assert lines == expected
        assert int(balances.balance[place]) == expected[-1][4]


@pytest.mark.parametrize("case", [c for c in CASES if c.ledger], ids=lambda c: c.name)
def test_that_the_reference_keeps_the_ledger_as_the_law_says(case: Case) -> None:
    assert case.model.game is not None
    for place, expected in enumerate(case.ledger):
        found = reference_ledger(case.model.game, case.done.of(place), case.as_of, case.model.zone)
        lines = [
            [item.what, item.name, _iso(item.day), item.points, item.balance, item.level]
            for item in found
        ]
        assert lines == expected


def _iso(day: int | None) -> str | None:
    return None if day is None else (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def test_that_leads_are_ordered_as_the_law_says() -> None:
    ordered = [case for case in CASES if case.order]
    assert ordered
    for case in ordered:
        leads = Leads(table(case.rows), Recipe(case.inputs))
        header = next(item.name for item in case.inputs if item.role is Role.ID)
        scores = [expected["score"] for expected in case.expected if expected is not None]
        ids = [row[header] for row in case.rows]
        assert reference_order(list(zip(scores, ids, strict=True))) == list(case.order)
        scored = score(case.model, leads, case.as_of)
        listed = LeadOrder(leads).rows(LeadQuery(), scored.scores, scored.bands)
        assert list(listed) == list(case.order)


def test_that_every_law_of_this_version_has_cases_that_hold_and_cases_that_do_not() -> None:
    assert {case.law for case in CASES} == LAWS
    assert len({case.name for case in CASES}) == len(CASES) >= 160
    answers = [
        {str(expected["points"]["R"]) for expected in case.expected if expected is not None}
        for case in CASES
        if case.model.groups
        and len(case.rows) > 2
        and "R" in (case.expected[0] or {}).get("points", {})
    ]
    assert sum(len(given) == 1 for given in answers) <= 3
