"""A wide lead export for the benchmarks: 37 fields, about 390 bytes a row, seeded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

FIELDS = 37
_BATCH = 50_000

_WORDS = (
    "north river stone cloud field green light metal ocean paper solar swift urban vital amber "
    "birch cedar delta ember flint grove haven ivory jasper"
).split()
_TITLES = ("Head of", "Director of", "VP", "Manager of", "Specialist for", "Chief Officer")
_AREAS = ("Marketing", "Sales", "Operations", "Finance", "Engineering", "Human Resources", "IT")
_INDUSTRIES = (
    "Software", "Manufacturing", "Logistics", "Retail", "Healthcare", "Finance", "Education",
    "Media", "Energy", "Public sector", "Telecommunications", "Consulting",
)  # fmt: skip
_PAGES = [
    f"https://www.example.com/{a}/{b}?utm_source=newsletter" for a in _WORDS[:12] for b in _WORDS
]
_COUNTRIES = (
    "Germany France Netherlands Austria Switzerland Spain Italy Sweden Poland Denmark "
    "Norway Finland Belgium Portugal Ireland Canada Japan".split()
)


def header() -> list[str]:
    """The names of the 37 fields."""
    names = ["Lead ID", "Email", "Company", "Job title", "City", "Phone"]
    names += ["Industry", "Country", "Lead source", "Campaign", "Owner", "Landing page", "Segment"]
    names += ["Created", "Last visit", "Last email"]
    names += ["Employees", "Revenue", "Age in days", "Score of old system", "Budget"]
    names += [f"Visits {page}" for page in ("pricing", "docs", "blog", "careers", "home", "demo")]
    names += [f"Emails {what}" for what in ("sent", "opened", "clicked", "answered")]
    names += ["Newsletter", "Trial", "Customer before", "Time on site", "Comment"]
    return [*names, "Converted"]


def write(path: Path, rows: int, seed: int = 7) -> None:
    """Write a comma-separated file of that many leads."""
    random = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(header()) + "\n")
        for start in range(0, rows, _BATCH):
            size = min(_BATCH, rows - start)
            columns = _columns(random, start, size)
            file.write("\n".join(map(",".join, zip(*columns, strict=True))) + "\n")


def _columns(random: np.random.Generator, start: int, size: int) -> list[list[str]]:
    def choice(values: tuple[str, ...] | list[str]) -> list[str]:
        return np.array(values, dtype=object)[random.integers(0, len(values), size)].tolist()

    def whole(low: int, high: int) -> list[str]:
        return list(map(str, random.integers(low, high, size).tolist()))

    def days(low: int, high: int) -> list[str]:
        base = np.datetime64("2022-01-01") + random.integers(low, high, size)
        return base.astype(str).tolist()

    def moments(most: int) -> list[str]:
        base = np.datetime64("2022-01-01T00:00:00") + random.integers(0, most * 86_400, size)
        return [text.replace("T", " ") for text in base.astype(str).tolist()]

    number = np.arange(start, start + size)
    words = np.array(_WORDS, dtype=object)
    one, two, three = (random.integers(0, len(words), size) for _ in range(3))
    first, second, third = words[one].tolist(), words[two].tolist(), words[three].tolist()
    ids = [f"00Q{value:012d}" for value in number.tolist()]
    emails = [
        f"{a}.{b}{n}@{c}.example"
        for a, b, c, n in zip(first, second, third, number.tolist(), strict=True)
    ]
    companies = [
        f"{a.title()} {b.title()} {n} Ltd"
        for a, b, n in zip(first, third, random.integers(0, 400, size).tolist(), strict=True)
    ]
    titles = [f"{a} {b}" for a, b in zip(choice(_TITLES), choice(_AREAS), strict=True)]
    phones = [f"+49 {n:09d}" for n in random.integers(0, 10**9, size).tolist()]
    campaigns = [
        f"{season} {year}" for season in ("Spring", "Autumn") for year in range(2018, 2026)
    ]
    comments = [
        "" if skip else f"asked about {a} and {b} for {c} and wants a call back next week"
        for skip, a, b, c in zip(
            (random.random(size) < 0.6).tolist(), first, second, third, strict=True
        )
    ]
    columns = [ids, emails, companies, titles, [w.title() for w in second], phones]
    columns += [choice(_INDUSTRIES), choice(_COUNTRIES)]
    columns += [choice(["Web form", "Trade fair", "Referral", "Advertisement", "Cold call"])]
    columns += [choice(campaigns), choice([f"Owner {n:03d}" for n in range(120)])]
    columns += [choice(_PAGES), choice(list("ABCDE"))]
    columns += [moments(1200), days(600, 1400), days(300, 1400)]
    columns += [whole(1, 20_000), whole(10_000, 90_000_000), whole(0, 1200), whole(0, 101)]
    columns += [[f"{value:.2f}" for value in (random.random(size) * 5e4).tolist()]]
    columns += [whole(0, high) for high in (20, 40, 60, 5, 100, 3)]
    columns += [whole(0, high) for high in (60, 40, 20, 5)]
    columns += [choice(["yes", "no"]), choice(["TRUE", "FALSE"]), choice(["Yes", "No"])]
    columns += [[f"{value:.3f}" for value in random.gamma(2, 120, size).tolist()], comments]
    columns += [["1" if value < 0.08 else "0" for value in random.random(size).tolist()]]
    return columns
