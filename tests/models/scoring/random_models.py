"""Random models as Hypothesis strategies: every kind of condition, award, limit and override."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.text import clean, key
from models.scoring.conditions import SHAPES, AllOf, AnyOf, Condition, FieldTest, Not, Takes, Test
from models.scoring.model import (
    Axis,
    Band,
    ByRange,
    ByValue,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)

names = st.text(max_size=12).filter(lambda text: bool(clean(text)))
cleaned = names.map(clean)
points = st.integers(-10_000, 10_000)
numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e300, 1e300).map(lambda value: float(f"{value:.15g}") + 0.0),
)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))

_VALUES: dict[Takes, st.SearchStrategy[tuple[Any, ...]]] = {
    Takes.NOTHING: st.just(()),
    Takes.ONE_TEXT: st.tuples(cleaned),
    Takes.TEXTS: st.lists(cleaned, min_size=1, max_size=3).map(tuple),
    Takes.ONE_NUMBER: st.tuples(numbers),
    Takes.TWO_NUMBERS: st.tuples(numbers, numbers),
    Takes.NUMBERS: st.lists(numbers, min_size=1, max_size=3).map(tuple),
    Takes.DAYS: st.tuples(st.integers(0, 1_000_000)),
    Takes.ONE_DATE: st.tuples(days),
    Takes.TWO_DATES: st.tuples(days, days),
    Takes.PATTERN: st.tuples(st.sampled_from(["^a", "(?i)VP|head", "[0-9]{2,}$", "\\\\"])),
    Takes.WEEKDAYS: st.lists(st.integers(1, 7), min_size=1, max_size=3).map(tuple),
}


@st.composite
def field_tests(draw: st.DrawFn) -> FieldTest:
    test = draw(st.sampled_from(Test))
    return FieldTest(draw(cleaned), test, draw(_VALUES[SHAPES[test].takes]), draw(st.booleans()))


def _deeper(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), st.builds(Not, parts))


conditions: st.SearchStrategy[Condition] = st.recursive(field_tests(), _deeper, max_leaves=4)
by_values = st.builds(
    ByValue,
    cleaned,
    st.lists(st.builds(ValuePoints, st.none() | cleaned, points), min_size=1, max_size=4).map(
        tuple
    ),
    st.booleans(),
)


@st.composite
def by_ranges(draw: st.DrawFn) -> ByRange:
    ends: list[float | None] = sorted(draw(st.lists(numbers, min_size=2, max_size=5, unique=True)))
    if draw(st.booleans()):
        ends[0] = None
    if draw(st.booleans()):
        ends[-1] = None
    entries = [RangePoints(low, high, draw(points)) for low, high in pairwise(ends)]
    return ByRange(draw(cleaned), tuple(entries))


unknown_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(-9, 9),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def rules(draw: st.DrawFn, rule_id: str | None = None) -> Rule:
    return Rule(
        rule_id if rule_id is not None else draw(names),
        draw(names),
        draw(st.one_of(st.builds(Points, points), by_values, by_ranges())),
        draw(st.none() | conditions),
        draw(st.text(max_size=8)),
        draw(st.booleans()),
    )


@st.composite
def groups(draw: st.DrawFn, group_id: str = "g1", first_rule: int = 1) -> Group:
    count = draw(st.integers(0, 3))
    least, most = sorted(draw(st.tuples(st.integers(-500, 500), st.integers(-500, 500))))
    return Group(
        group_id,
        draw(names),
        tuple(draw(rules(f"r{first_rule + i}")) for i in range(count)),
        draw(st.sampled_from(Axis)),
        draw(st.text(max_size=8)),
        draw(st.none() | st.just(least)),
        draw(st.none() | st.just(most)),
        draw(st.text(max_size=8)),
    )


marks = st.sampled_from([(".", ""), (".", ","), (",", "."), (",", ""), (".", " "), (".", "'")])


@st.composite
def inputs(draw: st.DrawFn, name: str | None = None) -> Input:
    decimal, thousands = draw(marks)
    words = st.lists(st.text(max_size=5), max_size=3).map(tuple)
    return Input(
        name=name if name is not None else draw(cleaned),
        kind=draw(st.sampled_from(Kind)),
        role=draw(st.sampled_from([Role.FIELD, Role.IGNORED])),
        aliases=draw(words),
        date_order=draw(st.sampled_from(DateOrder)),
        decimal=decimal,
        thousands=thousands,
        separator=draw(st.text(min_size=1, max_size=2)),
        yes=draw(words),
        no=draw(words),
        blank=draw(words),
        converted=draw(words),
        blank_is_no=draw(st.booleans()),
        event=draw(st.booleans()),
        ornaments=draw(words),
    )


@st.composite
def input_lists(draw: st.DrawFn) -> tuple[Input, ...]:
    found = draw(st.lists(cleaned, max_size=4, unique_by=key))
    items = [draw(inputs(name)) for name in found]
    unique = [Role.ID, Role.OUTCOME, Role.CREATED, Role.OUTCOME_DATE]
    for role, item in zip(unique, list(items), strict=False):
        if draw(st.booleans()):
            items[items.index(item)] = Input(**{**item.__dict__, "role": role})
    return tuple(items)


@st.composite
def band_lists(draw: st.DrawFn, scale: Scale) -> tuple[Band, ...]:
    titles = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    higher = st.integers(scale.least + 1, scale.most)
    count = min(len(titles) - 1, scale.most - scale.least)
    later = sorted(draw(st.lists(higher, min_size=count, max_size=count, unique=True)))
    mql = draw(st.integers(0, count))
    thresholds = [scale.least, *later]
    return tuple(
        Band(title, threshold, i == mql)
        for i, (title, threshold) in enumerate(zip(titles, thresholds, strict=False))
    )


@st.composite
def models(draw: st.DrawFn, model_id: str = "m1") -> ScoringModel:
    """A model that breaks no law of the file."""
    least = draw(st.integers(-200, 100))
    scale = Scale(least, least + draw(st.integers(1, 300)))
    bands = draw(band_lists(scale))
    found = tuple(draw(groups(f"g{i}", 10 * i)) for i in range(1, 1 + draw(st.integers(0, 3))))
    overrides = tuple(
        Override(
            f"o{i}",
            draw(names),
            draw(conditions),
            draw(st.sampled_from(Move)),
            draw(st.sampled_from(bands)).name,
            draw(st.text(max_size=8)),
        )
        for i in range(draw(st.integers(0, 2)))
    )
    return ScoringModel(
        model_id,
        draw(names),
        found,
        bands,
        overrides,
        scale,
        draw(st.integers(-300, 300)),
        draw(st.text(max_size=8)),
        draw(st.none() | days),
        draw(st.sampled_from(["UTC", "Europe/Berlin", "Asia/Tokyo"])),
        draw(input_lists()),
    )
