"""Public exports through the command line, and every score worked out again by pandas alone.

Zoho's demonstration CRM brings leads and calls, Olist's funnel days of contact and of deals.
Neither is in the repository: the tests run where they are.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workbench import command_line

DATA = Path(os.environ.get("LEADBENCH_DATA", Path(__file__).parents[3] / "shared" / "data"))
ZOHO, OLIST = DATA / "crm-export-zoho-style", DATA / "olist-funnel"
BANDS = [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 30, "mql": True}]

CALLS = {
    "semantics": 1,
    "name": "Calls",
    "zone": "UTC",
    "base": 5,
    "bands": BANDS,
    "inputs": [
        {"name": "LEADID", "role": "lead id"},
        {"name": "Industry"},
        {"name": "Lead Status"},
        {"name": "Created Time", "kind": "date", "role": "created", "date_order": "day month year"},
        {"name": "Email"},
    ],
    "activities": {
        "inputs": [
            {"name": "LEADID", "role": "lead id"},
            {"name": "Call Type", "role": "activity type"},
            {"name": "Call Start Time", "kind": "date", "role": "activity time"},
            {"name": "Call Purpose"},
            {"name": "Call Duration (in seconds)", "kind": "number"},
        ]
    },
    "groups": [
        {
            "name": "Fit",
            "axis": "fit",
            "rules": [
                {
                    "name": "Industry",
                    "when": {"field": "Industry", "test": "matches", "values": ["^(Pharma|Tech)"]},
                    "points": 7,
                },
                {
                    "name": "Status",
                    "by_value": {
                        "field": "Lead Status",
                        "entries": [
                            {"value": "junk lead", "points": -9},
                            {"value": "Pre Qualified", "points": 11},
                        ],
                    },
                },
                {
                    "name": "New",
                    "when": {"field": "Created Time", "test": "in the last days", "values": [90]},
                    "points": 3,
                },
            ],
        },
        {
            "name": "Calls",
            "axis": "engagement",
            "most": 30,
            "decay": {
                "by": "by activity",
                "steps": [{"to": 7, "percent": 100}, {"to": 30, "percent": 55}],
                "after": 5,
                "undated": 0,
            },
            "rules": [
                {
                    "name": "Demo",
                    "per_occurrence": {
                        "activity": {
                            "where": {"field": "Call Purpose", "test": "is", "values": ["demo"]},
                        },
                        "points": 13,
                        "most": 2,
                    },
                },
                {
                    "name": "Long talks",
                    "by_count": {
                        "activity": {"types": ["Inbound"], "days": 60},
                        "measure": "sum",
                        "detail": "Call Duration (in seconds)",
                        "entries": [{"from": 240, "points": 4}, {"from": 601, "points": 9}],
                    },
                },
            ],
        },
        {"name": "Quiet", "rules": [{"name": "Quiet", "when": {"inactive": 45}, "points": -6}]},
    ],
}


def frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def listed(folder: Path, model: dict[str, Any], *call: str) -> dict[str, tuple[int, str]]:
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")
    asked = ["score", "--model", str(folder / "model.json"), "-o", str(folder / "list.csv")]
    assert command_line.main([*asked, *call]) == 0
    found = frame(folder / "list.csv")
    return {row["lead_id"]: (int(row["score"]), row["band"]) for row in found.to_dict("records")}


def band(score: int) -> str:
    return "MQL" if score >= 30 else "Cold"


def calls_score(lead: dict[str, Any], calls: pd.DataFrame | None, day: date) -> int:
    age = (day - lead["day"]).days
    score = 5 + 7 * lead["Industry"].startswith(("Pharma", "Tech")) + 3 * (0 <= age <= 90)
    score += {"Junk Lead": -9, "Pre Qualified": 11}.get(lead["Lead Status"], 0)
    last = age
    if calls is not None:
        calls = calls.assign(age=[(day - when).days for when in calls["day"]])
        calls = calls[calls["age"] >= 0]
        demos = sorted(calls.loc[calls["Call Purpose"] == "Demo", "age"])[:2]
        fades = [100 if one <= 7 else 55 if one <= 30 else 5 for one in demos]
        talks = calls[(calls["Call Type"] == "Inbound") & (calls["age"] <= 60)]
        spent = talks["Call Duration (in seconds)"].astype(int).sum()
        given = (13 * sum(fades) + 50) // 100 + (9 if spent >= 601 else 4 if spent >= 240 else 0)
        score += min(30, given)
        last = calls["age"].min() if len(calls) else age
    return int(max(0, min(100, score - 6 * (last > 45))))


@pytest.mark.skipif(not ZOHO.is_dir(), reason="the CRM's export is not here")
@pytest.mark.parametrize("asked", ["2021-04-16", "2021-03-10", "created+30d"])
def test_that_leads_and_calls_of_a_crm_are_scored_as_pandas_does(
    tmp_path: Path, asked: str
) -> None:
    leads, calls = frame(ZOHO / "Leads.csv"), frame(ZOHO / "Calls.csv")
    times = pd.to_datetime(leads["Created Time"], format="%d %b, %Y %H:%M:%S")
    leads["day"] = times.dt.date
    calls["day"] = pd.to_datetime(calls["Call Start Time"]).dt.date
    by_lead = {str(name): part for name, part in calls.groupby("LEADID")}
    model = {**CALLS, "as_of": "2021-04-16"}
    files = (str(ZOHO / "Leads.csv"), "--activities", str(ZOHO / "Calls.csv"))
    found = listed(tmp_path, model, *files, "--as-of", asked)
    mine = {}
    for lead in leads.to_dict("records"):
        own = asked.startswith("created")
        day = lead["day"] + timedelta(30) if own else date.fromisoformat(asked)
        if day <= date(2021, 4, 16):
            score = calls_score(lead, by_lead.get(lead["LEADID"]), day)
            mine[lead["LEADID"]] = (score, band(score))
    assert found == mine
    assert len({score for score, _ in mine.values()}) > 10


DEALS = {
    "semantics": 1,
    "name": "Deals",
    "zone": "UTC",
    "base": 10,
    "bands": BANDS,
    "as_of": "2018-05-31",
    "inputs": [
        {"name": "mql_id", "role": "lead id"},
        {"name": "first_contact_date", "kind": "date", "role": "created"},
        {"name": "landing_page_id"},
        {"name": "origin", "blank": ["unknown"]},
        {"name": "won_date", "kind": "date", "role": "outcome date"},
        {"name": "seen", "kind": "date", "event": True},
    ],
    "derived": [{"name": "Took", "days_between": ["first_contact_date", "seen"]}],
    "groups": [
        {
            "name": "Fit",
            "decay": {
                "by": "by group",
                "field": "first_contact_date",
                "steps": [{"to": 10, "percent": 100}, {"to": 60, "percent": 70}],
                "after": 30,
                "undated": 0,
            },
            "least": -15,
            "rules": [
                {
                    "name": "Origin",
                    "by_value": {
                        "field": "origin",
                        "entries": [
                            {"value": "Organic_Search", "points": 25},
                            {"value": "social", "points": -19},
                            {"value": None, "points": 4},
                        ],
                    },
                },
                {
                    "name": "Weekend",
                    "when": {"field": "first_contact_date", "test": "weekday", "values": [6, 7]},
                    "points": -3,
                },
            ],
        },
        {
            "name": "Speed",
            "rules": [
                {
                    "name": "Seen soon",
                    "by_range": {
                        "field": "Took",
                        "entries": [
                            {"low": None, "high": 8, "points": 12},
                            {"low": 8, "high": 25, "points": 6},
                        ],
                    },
                },
                {"name": "Seen", "when": {"field": "seen", "test": "is known"}, "points": 2},
            ],
        },
    ],
}


@pytest.mark.skipif(not OLIST.is_dir(), reason="the funnel's data is not here")
@pytest.mark.parametrize("own", [None, 30, 200])
def test_that_a_funnel_is_scored_as_of_each_leads_own_day_as_pandas_does(
    tmp_path: Path, own: int | None
) -> None:
    leads = frame(OLIST / "olist_marketing_qualified_leads_dataset.csv")
    deals = frame(OLIST / "olist_closed_deals_dataset.csv")[["mql_id", "won_date"]]
    leads = leads.merge(deals, how="left").fillna("")
    contact = pd.to_datetime(leads["first_contact_date"]).dt.date
    # A day that lies before or after the lead's own: what is later must not be seen.
    gaps = [row % 45 for row in range(len(leads))]
    leads["seen"] = [str(day + timedelta(gap)) for day, gap in zip(contact, gaps, strict=True)]
    leads.to_csv(tmp_path / "leads.csv", index=False)
    last = date(2018, 5, 31)
    more = [] if own is None else ["--as-of", f"created+{own}d"]
    found = listed(tmp_path, DEALS, str(tmp_path / "leads.csv"), *more)

    mine = {}
    for lead, created, gap in zip(leads.to_dict("records"), contact, gaps, strict=True):
        day = last if own is None else created + timedelta(own)
        if day > last:
            continue
        if own is not None and lead["won_date"]:
            day = min(day, date.fromisoformat(lead["won_date"][:10]) - timedelta(1))
        origin = "" if lead["origin"] == "unknown" else lead["origin"]
        fit = {"organic_search": 25, "social": -19, "": 4}.get(origin, 0)
        age = max(0, (day - created).days)
        percent = 100 if age <= 10 else 70 if age <= 60 else 30
        fit = (max(-15, fit - 3 * (created.isoweekday() >= 6)) * percent + 50) // 100
        seen = created + timedelta(gap) <= day
        speed = (2 + (12 if gap < 8 else 6 if gap < 25 else 0)) * seen
        score = max(0, min(100, 10 + fit + speed))
        mine[lead["mql_id"]] = (score, band(score))
    assert found == mine
    assert len(mine) > 1000
    assert len({score for score, _ in mine.values()}) > 10
