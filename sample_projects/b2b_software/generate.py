"""Makes the sample's files: `python -m sample_projects.b2b_software.generate`.

The same seed gives the same bytes on every machine; a test compares them with the files here.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path

from sample_projects.b2b_software import mess
from sample_projects.b2b_software.activities import (
    BY_MAIL,
    MINUTES,
    Activity,
    Counts,
    Reader,
    counted,
    of_lead,
    passing,
    social,
    timed,
)
from sample_projects.b2b_software.dice import Dice
from sample_projects.b2b_software.people import WANTED, Person, firms, person
from sample_projects.b2b_software.truth import Facts, chance
from sample_projects.b2b_software.words import COMPETITORS, FREE_MAIL
from sample_projects.card import card_bytes

SEED = 20260331
AS_OF = date(2026, 3, 31)
"""The day of the snapshot: all counts and activities are as of its end."""
WATCHED_UNTIL = date(2026, 6, 30)
"""The day on which sales added who had converted."""
LEADS, ACTIVITIES, FIRMS = 5000, 60_000, 2950
TEST_LEADS, ENTERED_TWICE = 6, 24
OLDEST, TOO_YOUNG = 273, 21
FIRST_NUMBER = 10_488
END = datetime.combine(AS_OF, time(23, 59))

LEAD_HEADER = (
    "Record ID", "First name", "Last name", "Company", "Email", "Job title", "Industry", "Country",
    "Employees", "Annual revenue", "Lead source", "Created date", "Consent", "Interests", "Phone",
    "Website", "Pricing page views 30d", "E-mail clicks 30d", "Content downloads 90d",
    "Webinars attended", "Demo requested", "Careers page viewed", "Unsubscribed", "Last activity",
    "Converted", "Converted date", "Onboarding call minutes",
)  # fmt: skip
ACTIVITY_HEADER = ("Record ID", "Activity type", "Time", "Detail", "Seconds on page")


@dataclass(frozen=True)
class Lead:
    """A lead, what it did, and what became of it (None: still open)."""

    number: str
    person: Person
    counts: Counts
    converted: bool | None
    test: bool = False


def _creations(dice: Dice) -> list[int]:
    """Minutes of creation, oldest first; more leads come in every month, few at weekends."""
    minutes: list[int] = []
    while len(minutes) < LEADS:
        draw = dice.uniform() if dice.chance(0.55) else max(dice.uniform(), dice.uniform())
        age = max(OLDEST - int(OLDEST * draw), 1)
        if (AS_OF - timedelta(age)).weekday() >= 5 and not dice.chance(0.25):
            continue
        minutes.append(age * MINUTES + MINUTES - 1 - (dice.whole(7, 18) * 60 + dice.whole(0, 59)))
    return sorted(minutes, reverse=True)


def _people(dice: Dice) -> list[Person]:
    made = firms(dice, FIRMS)
    people: list[Person] = []
    for created in _creations(dice):
        # The first firms are the competitors: a few of their people look around, too.
        at = dice.whole(0, len(COMPETITORS) - 1) if dice.chance(0.004) else None
        firm = made[at if at is not None else int(len(made) * dice.uniform() * dice.uniform())]
        people.append(person(dice, firm, created))
    for _ in range(ENTERED_TWICE):
        first = dice.whole(0, LEADS // 2)
        again = dice.whole(LEADS // 2 + 1, LEADS - 1)
        people[again] = replace(people[first], created=people[again].created, source="Website")
    return people


def _readers(dice: Dice, people: Sequence[Person]) -> list[Reader]:
    readers = []
    for position, lead in enumerate(people):
        young = lead.created < 75 * MINUTES
        evaluating = 0.06 + 0.05 * young + 0.04 * (lead.level == "decides")
        evaluating -= 0.04 * (lead.source == "List import")
        curious = 0.18 + 0.14 * young
        draw = dice.uniform()
        intent = 2 if draw < evaluating else 1 if draw < evaluating + curious else 0
        readers.append(
            Reader(
                position,
                lead.created,
                lead.source,
                intent,
                careers=dice.chance(0.45 if lead.level == "learns" else 0.045),
                unsubscribes=dice.chance(0.045),
            )
        )
    return readers


def _log(dice: Dice, readers: Sequence[Reader], testing: set[int]) -> list[list[Activity]]:
    """The activities of each lead, ACTIVITIES in all."""
    logs = [[] if r.lead in testing else of_lead(dice, r) for r in readers]
    left = [min([a.minute for a in log if a.type == "Unsubscribed"], default=-1) for log in logs]
    weights = [
        0 if r.lead in testing or (r.source == "List import" and dice.chance(0.5)) else
        (2, 5, 9)[r.intent]
        for r in readers
    ]  # fmt: skip
    upto = list(accumulate(weights))
    missing = ACTIVITIES - sum(map(len, logs))
    while missing:
        lead = bisect(upto, int(dice.uniform() * upto[-1]))
        item = passing(dice, readers[lead])
        if item.type in BY_MAIL and item.minute < left[lead]:
            continue
        logs[lead].append(item)
        missing -= 1
    return logs


def _outcome(dice: Dice, lead: Person, counts: Counts) -> bool | None:
    facts = Facts(
        level=lead.level,
        industry=lead.firm.industry,
        employees=lead.firm.employees,
        country=lead.firm.country,
        source=lead.source,
        wanted_interest=bool(WANTED.intersection(lead.interests)),
        demo=counts.demo,
        pricing_views=counts.pricing_views_30,
        clicks=counts.clicks_30,
        downloads=counts.downloads_90,
        webinars=counts.webinars,
        quiet_days=counts.last_age,
        careers=counts.careers,
        free_mail=lead.email.endswith(FREE_MAIL),
        unsubscribed=counts.unsubscribed,
        competitor=lead.firm.name.startswith(COMPETITORS),
        budget=dice.uniform() * 2 - 1,
    )
    converted = dice.chance(chance(facts))
    still_open = lead.created < TOO_YOUNG * MINUTES and dice.chance(0.8)
    return None if still_open else converted


def make() -> tuple[list[Lead], list[Activity]]:
    """All leads in the order of their creation, all activities in the order of their time."""
    dice = Dice(SEED)
    people = _people(dice)
    testing = {dice.whole(0, LEADS - 1) for _ in range(TEST_LEADS)}
    readers = _readers(dice, people)
    logs = _log(dice, readers, testing)
    leads, number = [], FIRST_NUMBER
    for position, (lead, log) in enumerate(zip(people, logs, strict=True)):
        test = position in testing
        counts = counted(log)
        converted = False if test else _outcome(dice, lead, counts)
        leads.append(Lead(f"{number // 100:05d}-{number % 100:02d}", lead, counts, converted, test))
        number += dice.whole(1, 4)
    # Dice of its own: what was drawn before stays as it was.
    more = Dice(SEED + 2)
    logs = [
        [*timed(more, reader, log), *social(more, reader, log)]
        for reader, log in zip(readers, logs, strict=True)
    ]
    activities = sorted(
        (item for log in logs for item in log), key=lambda item: (-item.minute, item.lead)
    )
    return leads, activities


def _day(age: int) -> str:
    return (AS_OF - timedelta(age)).isoformat()


def _moment(minute: int) -> str:
    return (END - timedelta(minutes=minute)).isoformat(" ", "minutes")


def _yes(answer: bool) -> str:
    return "Yes" if answer else "No"


def _cells(dice: Dice, lead: Lead) -> list[str]:
    """The lead's line as the CRM exports it."""
    who, firm, did = lead.person, lead.person.firm, lead.counts
    if lead.test:
        who = replace(who, first="Test", last="Test", email="test@test.example", phone="")
        firm = replace(firm, name=dice.pick(("Test", "TEST please ignore", "test company")))
    line = [
        lead.number,
        who.first,
        who.last,
        firm.name,
        mess.email(dice, who.email),
        mess.title(dice, who.title),
        mess.industry(dice, firm.industry),
        mess.country(dice, firm.country),
        mess.employees(dice, firm.employees),
        mess.revenue(dice, firm.revenue),
        who.source,
        _moment(who.created),
        mess.consent(dice),
        ";".join(who.interests),
        who.phone,
        mess.website(dice, firm.domain),
        *map(str, (did.pricing_views_30, did.clicks_30, did.downloads_90, did.webinars)),
        *map(_yes, (did.demo, did.careers, did.unsubscribed)),
        "" if did.last_age is None else _day(did.last_age),
    ]
    if not lead.converted:
        return [*line, "" if lead.converted is None else "No", "", ""]
    watched = (WATCHED_UNTIL - AS_OF).days
    day = AS_OF + timedelta(1 + int((watched - 1) * dice.uniform() * dice.uniform()))
    return [*line, "Yes", day.isoformat(), str(dice.whole(15, 90))]


def lead_lines(leads: Sequence[Lead]) -> list[list[str]]:
    """The lines of leads.csv without the header."""
    dice = Dice(SEED + 1)
    lines = [_cells(dice, lead) for lead in leads]
    column = LEAD_HEADER.index("Employees")
    spoilt: set[int] = set()
    while len(spoilt) < mess.NOT_NUMBER_CELLS:
        spoilt.add(dice.whole(0, len(lines) - 1))
    for place, line in enumerate(sorted(spoilt)):
        lines[line][column] = mess.NOT_NUMBERS[place % len(mess.NOT_NUMBERS)]
    return lines


def activity_lines(leads: Sequence[Lead], activities: Sequence[Activity]) -> Iterable[list[str]]:
    """The lines of activities.csv without the header."""
    for item in activities:
        seconds = "" if item.seconds is None else str(item.seconds)
        yield [leads[item.lead].number, item.type, _moment(item.minute), item.detail, seconds]


def csv_bytes(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A file as a CRM writes it for Excel: UTF-8 with a byte order mark, lines end in CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def files() -> dict[str, bytes]:
    """The tables by their names."""
    leads, activities = make()
    return {
        "leads.csv": csv_bytes(LEAD_HEADER, lead_lines(leads)),
        "activities.csv": csv_bytes(ACTIVITY_HEADER, activity_lines(leads, activities)),
    }


def main() -> None:
    """Writes the files beside this program."""
    folder = Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    card = card_bytes(folder / "leads.csv", folder / "model.json")
    (folder / "sample.json").write_bytes(card)
    print(f"sample.json: {len(card):,} bytes")


if __name__ == "__main__":
    main()
