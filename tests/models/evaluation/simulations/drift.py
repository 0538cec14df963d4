"""Older and newer leads that are alike, or of which the newer ones are not: what is said."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.drift import Drift, drift_of
from models.evaluation.drift.rules import change_of, lift_of
from models.evaluation.drift.shift import shift_of
from models.evaluation.drift.sides import of_split
from models.evaluation.drift.verdict import Call, verdict_of
from models.leads.columns import (
    Column,
    DateColumn,
    Misfits,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, Texts, column_of
from models.leads.table import Leads
from models.scoring.awards import Points, RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Band, ByRange, Group, Rule, ScoringModel

FIRST = date(2025, 1, 1)
SPLIT = date(2025, 7, 1)
TODAY = date(2026, 6, 1)
SEGMENTS = ("a", "b", "c", "d")
RECIPE = Recipe(
    (
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Segment"),
        Input("Other"),
        Input("Size", Kind.NUMBER),
        Input("Visits", Kind.NUMBER),
    )
)


def rule(name: str, field: str, value: str, points: int) -> Rule:
    """Points where a field has a value."""
    return Rule(name, name, Points(points), FieldTest(field, Test.IS, (value,)))


MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "Fit",
            (
                rule("A", "Segment", "a", 30),
                rule("B", "Segment", "b", 10),
                rule("Noise", "Other", "a", 5),
                Rule(
                    "Size",
                    "Size",
                    ByRange("Size", (RangePoints(50, 80, 10), RangePoints(80, None, 20))),
                ),
            ),
        ),
    ),
    bands=(Band("cold", 0), Band("warm", 15), Band("MQL", 30, mql=True)),
)


def leads_of(
    dice: np.random.Generator,
    rows: int,
    rate: float = 0.1,
    lost: bool = False,
    mix: bool = False,
) -> Leads:
    """Leads of a year, half of them created before `SPLIT`, whose segment and size tell of their
    conversion; among the newer ones the segment does not where it is `lost`, and there are more
    of segment a where the `mix` is another."""
    day = np.sort(dice.integers(0, 362, rows)) + (FIRST - date(1970, 1, 1)).days
    newer = day >= (SPLIT - date(1970, 1, 1)).days
    segment = dice.choice(4, rows, p=(0.25, 0.25, 0.25, 0.25))
    if mix:
        segment = np.where(newer & (dice.random(rows) < 0.5), 0, segment)
    other = dice.choice(4, rows)
    size = dice.integers(0, 100, rows)
    tells = np.where(lost & newer, 0.0, np.array([1.5, 0.5, -0.5, -1.0])[segment])
    odds = np.log(rate / (1 - rate)) + tells + (size - 50) / 60
    won = dice.random(rows) < 1 / (1 + np.exp(-odds))
    return made(day, won, segment, other, size, dice.poisson(2, rows))


def made(
    day: NDArray[np.int64],
    won: NDArray[np.bool_],
    segment: NDArray[np.int64],
    other: NDArray[np.int64],
    size: NDArray[np.int64],
    visits: NDArray[np.int64],
) -> Leads:
    """Leads with these columns, prepared already; the cells themselves are of no account."""
    rows = len(day)
    text = Texts.of(["", *SEGMENTS])
    columns: dict[str, Column] = {
        "Created": DateColumn(day.astype(np.int32)),
        "Won": YesNoColumn(won.astype(np.int8)),
        "Segment": TextColumn((segment + 1).astype(np.uint8), text),
        "Other": TextColumn((other + 1).astype(np.uint8), text),
        "Size": NumberColumn(size.astype(np.float64)),
        "Visits": NumberColumn(visits.astype(np.float64)),
    }
    raw = RawTable(
        tuple(
            column_of(name, [str(int(yes)) for yes in won] if name == "Won" else [""] * rows)
            for name in columns
        ),
        rows,
        "leads.csv",
    )
    return Leads(raw, RECIPE, {name: (column, Misfits()) for name, column in columns.items()})


def looked(leads: Leads) -> Drift:
    """The drift of leads that are cut in the middle of the year."""
    return drift_of(MODEL, of_split(leads, SPLIT), TODAY)


def shifts_found(
    dice: np.random.Generator, leads: int, bins: int = 6, tries: int = 2_000
) -> NDArray[np.bool_]:
    """Whether a shift was found between groups of the same distribution; shape (tries,)."""
    shares = dice.dirichlet(np.full(bins, 2.0))
    old, new = dice.multinomial(leads, shares, tries), dice.multinomial(leads, shares, tries)
    found = (shift_of(one, two) for one, two in zip(old, new, strict=True))
    return np.array([shift is not None and shift.p < 0.05 for shift in found])


def values_moved(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 2_000
) -> NDArray[np.bool_]:
    """Whether a shift was found of a field of five values, one of which has this share, between
    groups of the same distribution; shape (those of which something was said,)."""
    shares = np.array([rate, *((1 - rate) * np.array([0.4, 0.3, 0.2, 0.1]))])
    old, new = dice.multinomial(leads, shares, tries), dice.multinomial(leads, shares, tries)
    found = (shift_of(one, two) for one, two in zip(old, new, strict=True))
    return np.array([shift.p < 0.05 for shift in found if shift is not None])


def calls(dice: np.random.Generator, leads: int, rate: float, tries: int) -> list[Call]:
    """What is said of leads whose newer half is like the older one."""
    made = (leads_of(dice, leads, rate) for _ in range(tries))
    return [verdict_of(looked(one)).call for one in made]


def fewest_of_lifts(leads: int, rate: float) -> float:
    """The fewest leads of one outcome that `lift_changes` expects in a group, of equal lifts."""
    twice = 2 * rate / (1 + rate)
    return (leads // 4) * min(twice, 1 - twice)


def lift_changes(
    dice: np.random.Generator, leads: int, rate: float, ratio: float = 1.0, tries: int = 2_000
) -> NDArray[np.bool_]:
    """Whether the interval held the true change of an odds ratio; shape (tries,).

    Of the older leads those that are hit have twice the odds, of the newer `ratio` times that.
    """
    hits = leads // 4
    held = np.zeros(tries, dtype=bool)
    odds = rate / (1 - rate)
    shares = [rate, *(2 * part * odds / (1 + 2 * part * odds) for part in (1.0, ratio))]
    drawn = np.column_stack(
        [
            dice.binomial(size, share, tries)
            for size, share in (
                (leads - hits, shares[0]),
                (hits, shares[1]),
                (leads - hits, shares[0]),
                (hits, shares[2]),
            )
        ]
    )
    for place, (one, two, three, four) in enumerate(drawn.tolist()):
        sides = [_lift(hit, hits, rest, leads - hits) for rest, hit in ((one, two), (three, four))]
        between, _ = change_of(*sides)
        held[place] = between.low <= ratio <= between.high
    return held


def _lift(hit: int, hits: int, rest: int, others: int):  # type: ignore[no-untyped-def]
    cells = np.array([hit, hits - hit, rest, others - rest])
    return lift_of(
        np.repeat([True, True, False, False], cells),
        np.repeat(np.array([1, 0, 1, 0], dtype=np.uint8), cells),
    )
