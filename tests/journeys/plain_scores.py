"""A file in the shape of the bank data, and a model's file read by a few lines of plain Python.

The lines know nothing of Leadbench: what the product says is held against what they work out.
"""

from __future__ import annotations

import csv
import math
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "sample_projects" / "bank_marketing" / "model.json"
DATA = Path(os.environ.get("LEADBENCH_DATA", ROOT.parent / "shared" / "data"))
BANK = DATA / "bank-marketing" / "bank-additional-full.csv"

HEADER = (
    "age", "job", "marital", "education", "default", "housing", "loan", "contact", "month",
    "day_of_week", "duration", "campaign", "pdays", "previous", "poutcome", "emp.var.rate",
    "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed", "y",
)  # fmt: skip
NUMBERS = {
    "age", "duration", "campaign", "pdays", "previous", "emp.var.rate", "cons.price.idx",
    "cons.conf.idx", "euribor3m", "nr.employed",
}  # fmt: skip
JOBS = (
    "admin.", "blue-collar", "entrepreneur", "housemaid", "management", "retired",
    "self-employed", "services", "student", "technician", "unemployed", "unknown",
)  # fmt: skip
SCHOOLS = (
    "basic.4y", "basic.6y", "basic.9y", "high.school", "illiterate", "professional.course",
    "university.degree", "unknown",
)  # fmt: skip
# Variation of employment, prices, confidence, Euribor, people employed: the months of the bank.
MARKETS = (
    (1.1, 93.994, -36.4, 4.857, 5191.0),
    (1.4, 93.918, -42.7, 4.962, 5228.1),
    (-0.1, 93.2, -42.0, 4.021, 5195.8),
    (-1.8, 92.893, -46.2, 1.313, 5099.1),
    (-2.9, 92.201, -31.4, 0.869, 5076.2),
    (-1.1, 94.767, -50.8, 1.028, 4963.6),
)


def bank_shaped(path: Path, rows: int, seed: int = 7) -> None:
    """A file of the bank data's shape: semicolons, quoted text, a leak, 999 for never."""
    dice = random.Random(seed)
    with path.open("w", encoding="ascii", newline="") as stream:
        writer = csv.writer(
            stream, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
        )
        writer.writerow(HEADER)
        for _ in range(rows):
            market = dice.choices(MARKETS, (20, 40, 10, 20, 6, 4))[0]
            job, month = dice.choice(JOBS), dice.choice(("may", "jul", "nov", "apr", "mar", "oct"))
            contact = dice.choice(("cellular", "cellular", "telephone"))
            past = dice.choices(("nonexistent", "failure", "success"), (86, 10, 4))[0]
            chance = -3.2 + 2.2 * (past == "success") + 1.2 * (market[3] < 2)
            chance += 0.7 * (contact == "cellular") + 0.9 * (month in ("mar", "oct"))
            chance += 0.6 * (job in ("student", "retired"))
            yes = dice.random() < 1 / (1 + math.exp(-chance))
            writer.writerow(
                (
                    dice.randint(18, 90), job, dice.choice(("married", "single", "divorced")),
                    dice.choice(SCHOOLS), dice.choices(("no", "unknown", "yes"), (78, 21, 1))[0],
                    dice.choice(("no", "yes", "unknown")), dice.choice(("no", "yes")), contact,
                    month, dice.choice(("mon", "tue", "wed", "thu", "fri")),
                    dice.randint(300, 1800) if yes else dice.randint(0, 700),
                    dice.choices((1, 2, 3, 4, 7, 12), (43, 26, 13, 8, 6, 4))[0],
                    dice.choice((3, 6, 10)) if past == "success" else 999,
                    0 if past == "nonexistent" else dice.randint(1, 4), past, *market,
                    "yes" if yes else "no",
                )
            )  # fmt: skip


def rows_of(path: Path, delimiter: str = ";") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)


# The model's file, read by a few lines of plain Python that know nothing of Leadbench


def holds(when: dict[str, Any], row: dict[str, str]) -> bool:
    cell, values = row[when["field"]], when.get("values", [])
    if when["field"] in NUMBERS:
        number = float(cell)
        return bool(
            {
                "less than": lambda: number < values[0],
                "at least": lambda: number >= values[0],
                "between": lambda: values[0] <= number <= values[1],
            }[when["test"]]()
        )
    return {"is": cell == values[0], "is one of": cell in values}[when["test"]]


def points(rule: dict[str, Any], row: dict[str, str]) -> int:
    if rule.get("muted") or ("when" in rule and not holds(rule["when"], row)):
        return 0
    if "points" in rule:
        return int(rule["points"])
    if "by_value" in rule:
        table = {entry["value"]: entry["points"] for entry in rule["by_value"]["entries"]}
        return int(table.get(row[rule["by_value"]["field"]], 0))
    number = float(row[rule["by_range"]["field"]])
    for entry in rule["by_range"]["entries"]:
        low, high = entry["low"], entry["high"]
        if (low is None or number >= low) and (high is None or number < high):
            return int(entry["points"])
    return 0


def plain_score(model: dict[str, Any], row: dict[str, str]) -> int:
    total = int(model["base"])
    for group in model["groups"]:
        given = sum(points(rule, row) for rule in group["rules"])
        total += max(group["least"], min(group["most"], given))
    return max(model["scale"]["least"], min(model["scale"]["most"], total))
