"""Random models as Hypothesis strategies: each kind of condition, award, decay and of all else."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived_fields import DaysBetween
from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.text import clean, key
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import (
    DAYS_OF_ACTIVITY,
    OF_A_DETAIL,
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Takes,
    Test,
    tests_for,
)
from models.scoring.decay import Decay, DecayStep, Fades, Shape
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import (
    Axis,
    Band,
    ByCount,
    ByRange,
    ByValue,
    CountPoints,
    Group,
    Move,
    Override,
    PerOccurrence,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from models.scoring.probability import (
    Branch,
    ChanceStep,
    Probability,
    RuleChances,
    RuleOdds,
    Split,
    TreeChances,
)
from tests.models.scoring.derived_models import derived_lists

names = st.text(max_size=12).filter(lambda text: bool(clean(text)))
cleaned = names.map(clean)
points = st.integers(-10_000, 10_000)
numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e300, 1e300).map(lambda value: float(f"{value:.15g}") + 0.0),
)
patterns = st.sampled_from(["(?i)vice  president", " ^a+$ ", "[[:alpha:]]{2}", "\\bVP\\b|\\pL"])
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
    Takes.WEEKDAYS: st.lists(st.integers(1, 7), min_size=1, max_size=3).map(tuple),
    Takes.PATTERN: st.tuples(patterns),
}


@st.composite
def field_tests(draw: st.DrawFn) -> FieldTest:
    test = draw(st.sampled_from(Test))
    return FieldTest(draw(cleaned), test, draw(_VALUES[SHAPES[test].takes]), draw(st.booleans()))


def _deeper(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), st.builds(Not, parts))


of_details: st.SearchStrategy[Condition] = st.recursive(field_tests(), _deeper, max_leaves=2)
ages = st.integers(0, 1_000_000)
types = st.lists(cleaned, max_size=2).map(tuple)
selections = st.builds(Selection, types, st.none() | of_details, st.none() | ages)


@st.composite
def quantities(draw: st.DrawFn, measures: tuple[Measure, ...] = tuple(Measure)) -> Quantity:
    measure = draw(st.sampled_from(measures))
    return Quantity(measure, draw(selections), draw(cleaned) if measure in OF_A_DETAIL else "")


@st.composite
def activity_tests(draw: st.DrawFn) -> ActivityTest:
    quantity = draw(quantities())
    test = draw(st.sampled_from(tests_for(quantity.kind)))
    return ActivityTest(quantity, test, draw(_VALUES[SHAPES[test].takes]))


activity_conditions = st.one_of(
    activity_tests(),
    st.builds(FollowedBy, selections, selections, ages),
    st.builds(Inactive, ages, types),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    field_tests() | activity_conditions, _deeper, max_leaves=4
)
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


@st.composite
def by_counts(draw: st.DrawFn) -> ByCount:
    numbers_only = tuple(measure for measure in Measure if measure not in DAYS_OF_ACTIVITY)
    counts = st.integers(-(10**12), 10**12)
    ends = sorted(draw(st.lists(counts, min_size=1, max_size=3, unique=True)))
    entries = tuple(CountPoints(least, draw(points)) for least in ends)
    return ByCount(draw(quantities(numbers_only)), entries)


per_occurrences = st.builds(
    PerOccurrence, selections, st.integers(-100, 100), st.integers(1, 10_000)
)
awards_of_fields = st.one_of(st.builds(Points, points), by_values, by_ranges())


@st.composite
def decays(draw: st.DrawFn) -> Decay:
    percents = st.integers(0, 100)
    ends = sorted(draw(st.lists(ages, max_size=3, unique=True)))
    by_group = draw(st.booleans())
    return Decay(
        Fades.BY_GROUP if by_group else Fades.BY_ACTIVITY,
        tuple(DecayStep(to, draw(percents)) for to in ends),
        draw(percents),
        draw(percents),
        draw(st.just("") | cleaned) if by_group else "",
        draw(types) if by_group else (),
        draw(st.sampled_from(Shape)),
        draw(st.integers(0, 3_650)),
    )


unknown_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(-9, 9),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def rules(draw: st.DrawFn, rule_id: str | None = None, of_account: bool = False) -> Rule:
    awards = awards_of_fields if of_account else awards_of_fields | by_counts() | per_occurrences
    return Rule(
        rule_id if rule_id is not None else draw(names),
        draw(names),
        draw(awards),
        draw(st.none() | (of_details if of_account else conditions)),
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
        draw(st.none() | decays()),
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
        spellings=draw(st.lists(st.tuples(cleaned, st.just("") | cleaned), max_size=2).map(tuple)),
    )


@st.composite
def input_lists(
    draw: st.DrawFn,
    unique: tuple[Role, ...] = (Role.ID, Role.OUTCOME, Role.CREATED, Role.OUTCOME_DATE),
) -> tuple[Input, ...]:
    found = draw(st.lists(cleaned, max_size=4, unique_by=key))
    items = [draw(inputs(name)) for name in found]
    for role, item in zip(unique, list(items), strict=False):
        if draw(st.booleans()):
            items[items.index(item)] = Input(**{**item.__dict__, "role": role})
    return tuple(items)


activity_recipes = st.builds(
    ActivityRecipe,
    input_lists((Role.ID, Role.ACTIVITY_TYPE, Role.ACTIVITY_TIME)),
    st.booleans(),
    st.booleans(),
)


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


thresholds = st.integers(-1_000_000, 1_000_000)


@st.composite
def grade_steps(draw: st.DrawFn) -> tuple[GradeStep, ...]:
    titles = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    count = len(titles) - 1
    falling = sorted(draw(st.sets(thresholds, min_size=count, max_size=count)), reverse=True)
    return tuple(GradeStep(*pair) for pair in zip(titles, [*falling, None], strict=True))


@st.composite
def grades(draw: st.DrawFn) -> Grade:
    fit, engagement = draw(grade_steps()), draw(grade_steps())
    return Grade(fit, engagement, tuple(tuple(draw(names) for _ in engagement) for _ in fit))


@st.composite
def probabilities(draw: st.DrawFn) -> Probability:
    starts = sorted(draw(st.sets(thresholds, min_size=1, max_size=4)))
    chances = sorted(draw(st.integers(0, 10_000)) for _ in starts)
    steps = tuple(
        ChanceStep(start, chance, draw(st.integers(0, chance)), draw(st.integers(chance, 10_000)))
        for start, chance in zip(starts, chances, strict=True)
    )
    leads = draw(st.integers(0, 10**9))
    of = draw(st.sampled_from(["", "0af3"]))
    return Probability(steps, leads, draw(st.integers(0, leads)), of)


@st.composite
def rule_chances(draw: st.DrawFn) -> RuleChances:
    numbers = st.integers(-1_000_000, 1_000_000)
    ids = draw(st.lists(st.sampled_from(["r1", "r2", "r10"]), max_size=3, unique=True))
    averages = st.integers(-(10**9), 10**9)
    rules = tuple(
        RuleOdds(name, tuple(draw(st.lists(numbers, max_size=3))), draw(averages)) for name in ids
    )
    return RuleChances(draw(numbers), rules, draw(probabilities()))


@st.composite
def branches(draw: st.DrawFn, deep: int = 3) -> Branch:
    numbers = st.integers(-1_000_000, 1_000_000)
    if not deep or draw(st.booleans()):
        return draw(numbers)
    below = branches(deep - 1)
    return Split(draw(conditions), draw(below), draw(below), draw(numbers))


@st.composite
def tree_chances(draw: st.DrawFn) -> TreeChances:
    trees = tuple(draw(st.lists(branches(), max_size=3)))
    days = draw(st.sampled_from([(), (DaysBetween("Age", "Visited", "Created"),)]))
    return TreeChances(draw(st.integers(-1_000_000, 1_000_000)), trees, draw(probabilities()), days)


@st.composite
def accounts(draw: st.DrawFn, bands: tuple[str, ...] = ("MQL",)) -> AccountScore:
    field, email = draw(st.sampled_from([("Company", ""), ("", "E-mail"), ("Company", "E-mail")]))
    parts = [
        AccountPart(
            measure,
            draw(st.integers(1, 10_000)),
            draw(st.sampled_from(bands)),
            draw(cleaned),
            draw(points),
            draw(st.none() | st.integers(0, 1_000_000)),
        )
        for measure in draw(st.lists(st.sampled_from(AccountMeasure), max_size=2))
    ]
    found = tuple(draw(rules(f"a{i}", True)) for i in range(draw(st.integers(0, 2))))
    raises = draw(st.just(()) | by_ranges().map(lambda award: award.entries))
    return AccountScore(field, email, tuple(parts), found, Scale(-5, 50), raises)


@st.composite
def games(draw: st.DrawFn) -> Game:
    times = st.integers(1, 1_000_000)
    titles = st.lists(names, max_size=2, unique=True)
    opening = draw(st.integers(-100, 100))
    quests = tuple(
        Quest(f"q{i}", name, draw(selections), draw(points), draw(ages), draw(st.none() | times))
        for i, name in enumerate(draw(titles))
    )
    badges = tuple(Badge(name, draw(selections), draw(times)) for name in draw(titles))
    later = draw(titles)
    rising = sorted(draw(st.sets(st.integers(0, 900), min_size=3, max_size=3)))
    levels = [
        Level(name, rise, draw(st.text(max_size=5)))
        for name, rise in zip(later, rising, strict=False)
    ]
    first = Level("\u2460".join([*later, "first"]), draw(st.integers(-500, -101)))
    return Game(opening, quests, badges, (first, *levels))


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
    read = draw(input_lists())
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
        draw(st.none() | st.integers(0, 3_650)),
        read,
        draw(derived_lists([name for item in read for name in (item.name, *item.aliases)])),
        draw(st.just(ActivityRecipe()) | activity_recipes),
        draw(st.none() | st.just(Scale(1, 10))),
        draw(st.none() | grades()),
        draw(st.none() | accounts(tuple(band.name for band in bands))),
        draw(st.none() | games()),
        draw(st.none() | probabilities() | rule_chances() | tree_chances()),
    )
