"""Leads and rules for the benchmarks of tuning: public data where they are, and generated ones.

Rules are cut on the training part only: numbers at their deciles as "t or more", categories with
1 % of the leads or more, blanks.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import packed
from models.tuning.lines import Ground, Line, Pot

Texts = NDArray[np.str_]
Outcome = NDArray[np.uint8]
Mask = NDArray[np.bool_]

FOLDS = 5
LEAST_SHARE = 0.01


@dataclass(frozen=True, eq=False)
class History:
    """Fields of leads, numbers (NaN: blank) or texts ("": blank), and who converted."""

    name: str
    fields: dict[str, NDArray[np.float64] | Texts]
    converted: Outcome


@dataclass(frozen=True, eq=False)
class Rules:
    """Rules over the leads that teach and over those that test; (leads, rules)."""

    names: tuple[str, ...]
    train: Mask
    test: Mask
    train_converted: Outcome
    test_converted: Outcome


def histories() -> Iterator[History]:
    """All data there are: public ones first."""
    folder = Path(os.environ.get("LEADBENCH_DATA", "")) / "bank-marketing"
    for file, mark in (("bank-additional-full.csv", ";"), ("bank-full.csv", ",")):
        if (folder / file).is_file():
            yield _bank(folder / file, mark)
    yield generated(10_000, 1)
    yield generated(30_000, 2)


def _bank(path: Path, mark: str) -> History:
    """Without the duration of the call, which gives the outcome away."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=mark))
    fields: dict[str, NDArray[np.float64] | Texts] = {}
    blanks = {"", "unknown"}
    for name in rows[0]:
        if name in ("y", "duration"):
            continue
        cells = ["" if row[name] in blanks else row[name] for row in rows]
        if name == "pdays":
            cells = ["" if cell in ("999", "-1") else cell for cell in cells]
        try:
            fields[name] = np.array([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            fields[name] = np.array(cells)
    converted = np.array([row["y"] == "yes" for row in rows], dtype=np.uint8)
    return History(path.stem, fields, converted)


def generated(leads: int, seed: int) -> History:
    """Numbers that go together, categories some of which matter, blanks; about 12 % convert."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(leads, 2))
    fields: dict[str, NDArray[np.float64] | Texts] = {}
    odds = np.zeros(leads)
    for place in range(5):
        values = shared[:, place % 2] * 0.7 + rng.normal(size=leads) * 0.7
        odds += rng.normal(0, 0.6) * np.digitize(values, np.sort(rng.normal(size=2)))
        values[rng.random(leads) < 0.1 * (place % 3)] = np.nan
        fields[f"number {place}"] = np.round(values, 2)
    for place in range(6):
        kinds = int(rng.integers(2, 8))
        which = rng.choice(kinds, leads, p=rng.dirichlet(np.full(kinds, 2.0)))
        odds += np.where(rng.random(kinds) < 0.4, rng.normal(0, 0.8, kinds), 0)[which]
        texts = np.array([f"kind {kind}" for kind in range(kinds)])[which]
        fields[f"text {place}"] = np.where(rng.random(leads) < 0.05, "", texts)
    low = odds - np.quantile(odds, 0.88) - 0.6
    converted = (rng.random(leads) < 1 / (1 + np.exp(-low))).astype(np.uint8)
    return History(f"generated {leads:,}", fields, converted)


def folds(history: History) -> Iterator[Rules]:
    """The leads parted in five, each part once the test, alike in conversions."""
    rng = np.random.default_rng(7)
    part = np.empty(len(history.converted), dtype=np.int64)
    for outcome in (0, 1):
        rows = rng.permutation(np.flatnonzero(history.converted == outcome))
        part[rows] = np.arange(len(rows)) % FOLDS
    for fold in range(FOLDS):
        yield rules_of(history, part == fold)


def rules_of(history: History, test: Mask) -> Rules:
    """Rules cut on the leads that are not the test."""
    names: list[str] = []
    masks: list[Mask] = []
    seen: set[bytes] = set()

    def add(name: str, mask: Mask) -> None:
        inside = mask[~test]
        look = inside.tobytes()
        if LEAST_SHARE <= inside.mean() <= 1 - LEAST_SHARE and look not in seen:
            seen.update((look, (~inside).tobytes()))
            names.append(name)
            masks.append(mask)

    for field, values in history.fields.items():
        if values.dtype.kind == "f":
            blank = np.isnan(values)
            known = values[~test & ~blank]
            for cut in np.unique(np.quantile(known, np.arange(1, 10) / 10)):
                add(f"{field} >= {cut:g}", values >= cut)
        else:
            blank = values == ""
            for text in np.unique(values[~blank]):
                add(f"{field} is {text}", values == text)
        add(f"{field} is blank", blank)
    table = np.array(masks).T
    yes = history.converted
    return Rules(tuple(names), table[~test], table[test], yes[~test], yes[test])


def ground_of(rules: Rules) -> Ground:
    """The rules as lines over the leads that teach, in one group without limits."""
    lines = tuple(Line(f"c{i}", name, "g") for i, name in enumerate(rules.names))
    bits = tuple((packed(np.ascontiguousarray(column)),) for column in rules.train.T)
    return Ground(lines, bits, (Pot("g", "Rules"),), rules.train_converted)
