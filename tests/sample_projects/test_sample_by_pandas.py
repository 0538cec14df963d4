"""The sample's scores, worked out a second time from the semantics in words, with pandas alone.

The rules of `activities_model.json` are written here by hand, so that neither the engine nor the
reader of models can be wrong in the same way. Lists that are data (titles, regions, hosts, tables
of decay) are taken from the file; whoever changes the model changes this too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.leads.free_mail import FREE_MAIL
from sample_projects import sample
from workbench import command_line

ITEM = sample("b2b_software")
FOLDER = ITEM.leads.parent
FILE = FOLDER / "activities_model.json"
MODEL = json.loads(FILE.read_text("utf-8"))
TABLES = {item["name"]: item for item in MODEL["derived"]}
HOSTS = {*FREE_MAIL["2026-11"]}
OWN_HOSTS = {"freemail.example", "postbox.example", "mymail.example"}
SENIORITY = {
    "C-level": 15,
    "VP": 15,
    "Head": 13,
    "Director": 13,
    "Manager": 5,
    "Student/Intern": -20,
}
SOURCE = {"referral": 10, "partner": 5, "webinar": 2, "list import": -4}
LIKES = ("linkedin like", "linkedin follow")
TALKS = ("linkedin comment", "linkedin share", "mention on x")
COMPETITORS = ("scorelane", "leadwright", "pointmill")
# All leads whose company's name begins so: whole accounts, and not so many that it takes long.
PART = re.compile(r"^[A-D]", re.IGNORECASE)


@dataclass
class Known:
    """What one lead is worth before and after its account is looked at."""

    points: dict[str, int]
    total: int
    grade: str
    capped: bool
    lifted: bool
    department: str
    employees: float | None
    account: str
    counts: bool
    raised: int = 0

    def score(self) -> int:
        score = within(self.total + self.raised, 0, 100)
        return min(score, 39) if self.capped else max(score, 55) if self.lifted else score


def within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))


def frame(path: Path) -> pd.DataFrame:
    found = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return found.map(lambda cell: re.sub(r"\s+", " ", cell).strip())


def number(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"\d+(\.\d+)?", cell) else None


def host(email: str) -> str:
    return email.lower().rpartition("@")[2] if "@" in email else ""


def spaced(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", text.lower())) + " "


def from_title(title: str, table: list[dict[str, Any]]) -> str:
    text = spaced(title)
    fits = (line["value"] for line in table if any(spaced(word) in text for word in line["words"]))
    return next(fits, "")


def percent(decay: dict[str, Any], age: int) -> int:
    steps = (step["percent"] for step in decay["steps"] if age <= step["to"])
    return next(steps, decay["after"])


def faded(sum_of_hundredths: int) -> int:
    return (sum_of_hundredths + 50) // 100


Deed = tuple[int, str, str, str]  # age in days, type, detail, seconds; the oldest first


def website(deeds: list[Deed], points: dict[str, int]) -> int:
    decay = MODEL["groups"][1]["decay"]

    def each(found: list[Deed], most: int) -> int:
        newest = sorted(age for age, *_ in found if age <= 90)[:most]
        return faded(sum(6 * percent(decay, age) for age in newest))

    prices = [deed for deed in deeds if deed[1:3] == ("page view", "/pricing")]
    seen = [deed for deed in deeds if deed[1] == "page view" and deed[0] <= 30]
    talks = [at for at, deed in enumerate(deeds) if deed[1] == "webinar attended"]
    spent = sum(int(deed[3]) for deed in seen if deed[3])
    points["Pricing page"] = each(prices, 3)
    points["Reads around"] = 4 * (len({deed[2] for deed in seen if deed[2]}) >= 4)
    points["Time on pages"] = 5 if spent >= 600 else 2 if spent >= 120 else 0
    points["Content downloaded"] = each([d for d in deeds if d[1] == "content downloaded"], 2)
    points["Webinar, then prices"] = 8 * any(
        later in prices and deeds[at][0] - later[0] <= 21
        for at in talks
        for later in deeds[at + 1 :]
    )
    points["Demo requested"] = 22 * any(deed[1] == "demo requested" for deed in deeds)
    names = ("Pricing page", "Reads around", "Time on pages", "Content downloaded")
    names += ("Webinar, then prices", "Demo requested")
    return within(sum(points[name] for name in names), 0, 45)


def other_deeds(deeds: list[Deed], points: dict[str, int]) -> int:
    clicks = sum(deed[1] == "e-mail clicked" and deed[0] <= 30 for deed in deeds)
    points["E-mail clicks"] = 9 if clicks >= 3 else 4 if clicks else 0
    points["Active in the last two weeks"] = 5 * (bool(deeds) and deeds[-1][0] <= 14)
    mail = points["E-mail clicks"] + points["Active in the last two weeks"]
    points["Likes and follows"] = min(4, sum(deed[1] in LIKES for deed in deeds))
    points["Comments, shares, mentions"] = 2 * min(3, sum(deed[1] in TALKS for deed in deeds))
    social = within(points["Likes and follows"] + points["Comments, shares, mentions"], 0, 8)
    ages = [deed[0] for deed in deeds if deed[1] in LIKES + TALKS]
    fading = percent(MODEL["groups"][3]["decay"], min(ages)) if ages else 0
    return within(mail, 0, 15) + faded(social * fading)


def known(lead: dict[str, str], deeds: list[Deed], day: date) -> Known:
    created = date.fromisoformat(lead["Created date"][:10])
    points: dict[str, int] = {}
    seniority = from_title(lead["Job title"], TABLES["Seniority"]["table"])
    employees, domain = number(lead["Employees"]), host(lead["Email"])
    regions = {name.lower(): region for name, region in TABLES["Region"]["table"]}
    region = regions.get(lead["Country"].lower(), "")
    points["Seniority"] = SENIORITY.get(seniority, 0)
    points["Industry"] = 10 * (lead["Industry"].lower() in ("software", "finance"))
    size = employees or 0
    points["Employees"] = 6 if size >= 1000 else 12 if size >= 200 else 8 if size >= 50 else 0
    points["Region"] = {"DACH": 6, "Nordics": 2}.get(region, 0)
    points["Lead source"] = SOURCE.get(lead["Lead source"].lower(), 0)
    fit = within(sum(points.values()), 0, 60)
    engagement = website(deeds, points) + other_deeds(deeds, points)
    against = {
        "Looked at our jobs": -15 * any(deed[1:3] == ("page view", "/careers") for deed in deeds),
        "Private e-mail address": -10 * (domain in HOSTS | OWN_HOSTS),
        "Unsubscribed": -15 * any(deed[1] == "unsubscribed" for deed in deeds),
        "Nothing for 90 days": -10 * ((deeds[-1][0] if deeds else (day - created).days) > 90),
    }
    points |= against
    letter = "A" if fit >= 35 else "B" if fit >= 25 else "C" if fit >= 12 else "D"
    digit = 1 if engagement >= 24 else 2 if engagement >= 12 else 3 if engagement >= 4 else 4
    asked = any(deed[1] == "demo requested" and deed[0] <= 60 for deed in deeds)
    return Known(
        points,
        10 + fit + engagement + within(sum(against.values()), -40, 0),
        f"{letter}{digit}",
        any(name in lead["Company"].lower() for name in COMPETITORS),
        asked and seniority != "Student/Intern",
        from_title(lead["Job title"], TABLES["Department"]["table"]),
        employees,
        lead["Company"].lower() or ("" if domain in HOSTS else domain),
        created <= day,
    )


def raise_by_accounts(leads: list[Known]) -> None:
    for key in {lead.account for lead in leads} - {""}:
        members = [lead for lead in leads if lead.account == key]
        people = [lead for lead in members if lead.counts]
        scores = [lead.score() for lead in people]
        departments = {lead.department for lead in people} - {""}
        sizes = Counter(lead.employees for lead in people if lead.employees is not None)
        commonest = [size for size, times in sizes.items() if times == max(sizes.values())]
        large = bool(commonest) and min(commonest, key=str) >= 200
        score = max(scores, default=0) + 8 * min(3, sum(score >= 55 for score in scores))
        score = within(score + 3 * min(4, len(departments)) + 6 * large, 0, 120)
        for lead in members:
            lead.raised = 4 if score >= 80 else 2 if score >= 60 else 0


def told(lead: Known) -> str:
    given = [(name, points) for name, points in lead.points.items() if points]
    given.sort(key=lambda item: -abs(item[1]))
    signs = [f"+{points}" if points > 0 else f"−{-points}" for _, points in given]
    return "; ".join(
        f"{name} ({sign})" for (name, _), sign in list(zip(given, signs, strict=True))[:5]
    )


def expected(
    leads: pd.DataFrame, deeds: pd.DataFrame, last: date, own: int | None
) -> dict[str, Known]:
    by_lead = {str(name): part for name, part in deeds.groupby("Record ID")}
    found = {}
    for lead in leads.to_dict("records"):
        day = last
        if own is not None:
            day = date.fromisoformat(lead["Created date"][:10]) + timedelta(own)
            if day > last:
                continue
            if lead["Converted date"]:
                won = date.fromisoformat(lead["Converted date"][:10])
                day = min(day, won - timedelta(1))
        part = by_lead.get(lead["Record ID"])
        columns = () if part is None else zip(*(part[name] for name in WHAT), strict=True)
        ages = [((day - when).days, *rest) for when, *rest in columns]
        found[lead["Record ID"]] = known(lead, [deed for deed in ages if deed[0] >= 0], day)
    raise_by_accounts(list(found.values()))
    return found


WHAT = ("day", "Activity type", "Detail", "Seconds on page")


@pytest.mark.parametrize(
    ("asked", "last", "own"),
    [
        ("2026-03-31", date(2026, 3, 31), None),
        ("2025-12-24", date(2025, 12, 24), None),
        ("created+30d", date(2026, 3, 31), 30),
    ],
)
def test_that_a_second_working_out_gives_every_lead_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, last: date, own: int | None
) -> None:
    leads = frame(ITEM.leads)
    leads = leads[leads["Company"].str.contains(PART)]
    deeds = frame(FOLDER / "activities.csv")
    deeds = deeds[deeds["Record ID"].isin(leads["Record ID"])]
    leads.to_csv(tmp_path / "leads.csv", index=False)
    deeds.to_csv(tmp_path / "deeds.csv", index=False)
    files = [str(tmp_path / name) for name in ("leads.csv", "deeds.csv", "list.csv")]
    call = ["score", "--model", str(FILE), files[0], "--activities", files[1], "-o", files[2]]
    assert command_line.main([*call, "--as-of", asked]) == 0
    assert "Traceback" not in capsys.readouterr().err

    deeds["day"] = [date.fromisoformat(time[:10]) for time in deeds["Time"]]
    deeds["Activity type"] = deeds["Activity type"].str.lower()
    deeds["Detail"] = deeds["Detail"].str.lower()
    deeds = deeds.sort_values("Time", kind="stable")
    mine = expected(leads, deeds, last, own)
    listed = frame(tmp_path / "list.csv").to_dict("records")
    assert len(listed) == len(mine) > 700
    for line in listed:
        lead = mine[line["lead_id"]]
        score = lead.score()
        band = "Hot" if score >= 70 else "MQL" if score >= 55 else "Warm" if score >= 40 else "Cold"
        assert (int(line["score"]), line["band"], line["grade"]) == (score, band, lead.grade), line
        assert line["reasons"].startswith(told(lead)), line
    order = sorted(listed, key=lambda line: (-int(line["score"]), line["lead_id"]))
    assert listed == order
