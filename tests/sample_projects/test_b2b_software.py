from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date, datetime

import pytest

from models.leads.derived_fields import FromTitle
from models.leads.title_words import SENIORITY
from models.scoring import conditions
from models.scoring.awards import ByValue
from models.scoring.file.model_json import read_model
from sample_projects import SAMPLES, sample
from sample_projects.b2b_software import generate
from sample_projects.card import card_bytes

SAMPLE = sample("b2b_software")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def leads() -> list[dict[str, str]]:
    return rows(SAMPLE.leads.read_bytes())


@pytest.fixture(scope="module")
def activities() -> list[dict[str, str]]:
    return rows(SAMPLE.activities.read_bytes())


def test_that_the_program_makes_the_very_files_that_are_here() -> None:
    for name, content in generate.files().items():
        assert (SAMPLE.folder / name).read_bytes() == content, name


def test_that_the_card_shows_what_the_engine_finds() -> None:
    made = card_bytes(SAMPLE.leads, SAMPLE.model)
    assert (SAMPLE.folder / "sample.json").read_bytes() == made


def test_that_the_counts_of_the_leads_are_those_of_the_log(
    leads: list[dict[str, str]], activities: list[dict[str, str]]
) -> None:
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    last: dict[str, date] = {}
    for item in activities:
        lead, kind, detail = item["Record ID"], item["Activity type"], item["Detail"]
        day = datetime.fromisoformat(item["Time"]).date()
        age = (generate.AS_OF - day).days
        assert age >= 0
        days[lead, kind].append(age)
        days[lead, f"{kind} {detail}"].append(age)
        last[lead] = max(day, last.get(lead, day))
    for lead in leads:
        name = lead["Record ID"]

        def count(kind: str, within: int = 10_000, name: str = name) -> str:
            return str(sum(age <= within for age in days[name, kind]))

        assert lead["Pricing page views 30d"] == count("Page view /pricing", 30)
        assert lead["E-mail clicks 30d"] == count("E-mail clicked", 30)
        assert lead["Content downloads 90d"] == count("Content downloaded", 90)
        assert lead["Webinars attended"] == count("Webinar attended")
        assert (lead["Demo requested"] == "Yes") == (count("Demo requested") != "0")
        assert (lead["Careers page viewed"] == "Yes") == (count("Page view /careers") != "0")
        assert (lead["Unsubscribed"] == "Yes") == (count("Unsubscribed") != "0")
        assert lead["Last activity"] == (last[name].isoformat() if name in last else "")


def test_that_nothing_happens_before_a_lead_is_there(
    leads: list[dict[str, str]], activities: list[dict[str, str]]
) -> None:
    created = {lead["Record ID"]: lead["Created date"] for lead in leads}
    assert all(item["Time"] >= created[item["Record ID"]] for item in activities)


def test_that_ids_are_text_with_leading_zeros_and_all_different(
    leads: list[dict[str, str]],
) -> None:
    names = [lead["Record ID"] for lead in leads]
    assert names[0] == "00104-88"
    assert len(set(names)) == len(names) == 5000


def test_that_who_converted_did_so_after_the_snapshot(leads: list[dict[str, str]]) -> None:
    for lead in leads:
        converted = lead["Converted"] == "Yes"
        assert (lead["Converted date"] > "2026-03-31") == converted
        assert (lead["Onboarding call minutes"] != "") == converted
        assert (lead["Converted date"] != "") == converted


def test_that_only_young_leads_are_still_open(leads: list[dict[str, str]]) -> None:
    open_leads = [lead for lead in leads if lead["Converted"] == ""]
    assert 300 < len(open_leads) < 600
    assert all(lead["Created date"] > "2026-03-10" for lead in open_leads)


def test_that_nobody_in_the_sample_has_a_real_address(leads: list[dict[str, str]]) -> None:
    for lead in leads:
        assert not lead["Email"] or lead["Email"].strip().lower().endswith(".example")
        assert not lead["Website"] or lead["Website"].endswith(".example")


def test_that_the_second_model_asks_seniority_for_values_that_it_gives() -> None:
    model = read_model(SAMPLE.folder / "activities_model.json")
    given = {
        item.name: {line.value for line in item.table or SENIORITY}
        for item in model.derived
        if isinstance(item, FromTitle) and item.what == "seniority"
    }
    assert given
    asked = {
        (rule.award.field, entry.value)
        for rule in model.rules()
        if isinstance(rule.award, ByValue)
        for entry in rule.award.entries
    } | {
        (test.field, value)
        for override in model.overrides
        for test in conditions.tests_in(override.when)
        for value in test.values
    }
    for name, value in asked:
        assert value in given.get(name, {value}), f"{name} is never {value}"


def test_that_every_sample_has_its_files_and_a_card() -> None:
    for item in SAMPLES:
        assert item.leads.is_file()
        assert item.model.is_file()
        assert item.story.is_file()
        assert sum(item.card.others_by_bin) + sum(item.card.converted_by_bin) == item.card.leads
