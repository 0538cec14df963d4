"""Random models that mean something on the nasty leads: their values come from the same pools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.leads.fields import Input, Kind
from models.scoring.conditions import (
    SHAPES,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Takes,
    Test,
    Value,
    tests_for,
)
from models.scoring.model import (
    Award,
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
from models.scoring.reference_cells import cleaned
from tests.models.scoring.nasty_leads import (
    AS_OF,
    COUNTRIES,
    COUNTRY,
    GONE,
    INPUTS,
    SPANS,
    TEXTS,
    VALUES,
    Chooser,
    Seeded,
    chance,
    favoured,
)

LIMITS = (-10.0, 0.0, 0.3, 0.29999999999999, 5.0, 10.0, 10.0000000000001, 20.0, 50.0, 1234.5)
EQUAL = (0.0, 10.0, 5.0, 0.3)
BY_VALUE = (Kind.TEXT, Kind.TEXT, Kind.MULTIPLE, Kind.YES_NO)
PARTS = ("vp", "sales", "tan", "s", "e", "\u03cc", "\u00df", "\u00e9", "+", "_", "'", "\\", "0")
PATTERNS = (
    "(?i)sales", "^[a-z]", "[0-9]+$", "S", "^.{1,4}$", "(?i)^v.*s$", "\\pL\\pM*\\b", "a|e|i",
    "^\\d", "(?i)stra(ss|\u00df)e", "\\s", "[^ -~]",
)  # fmt: skip
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")


def _field(choose: Chooser, kind: Kind) -> Input:
    return choose.pick([item for item in INPUTS if item.kind is kind])


def _words(choose: Chooser, item: Input, test: Test) -> str:
    if test in (Test.CONTAINS, Test.CONTAINS_ANY_OF, Test.DOES_NOT_CONTAIN) and chance(choose, 70):
        return choose.pick(PARTS[:5] if chance(choose, 50) else PARTS)
    if test is Test.MATCHES:
        return choose.pick(PATTERNS)
    pool = {Kind.MULTIPLE: VALUES}.get(item.kind, COUNTRIES if item.name == COUNTRY else TEXTS)
    word = cleaned(favoured(choose, pool)) or "a"
    if test is Test.STARTS_WITH:
        return word[: choose.whole(1, 2)].rstrip(" ") or word
    return word[-choose.whole(1, 2) :].lstrip(" ") or word if test is Test.ENDS_WITH else word


def _values(choose: Chooser, item: Input, test: Test) -> tuple[Value, ...]:
    several = choose.whole(1, 4)
    if test in (Test.EQUALS, Test.DOES_NOT_EQUAL):
        return (choose.pick(EQUAL),)
    match SHAPES[test].takes:
        case Takes.NOTHING:
            return ()
        case Takes.ONE_TEXT | Takes.PATTERN:
            return (_words(choose, item, test),)
        case Takes.TEXTS:
            return tuple(_words(choose, item, test) for _ in range(several))
        case Takes.ONE_NUMBER:
            return (choose.pick(LIMITS),)
        case Takes.TWO_NUMBERS:
            low, high = sorted((choose.pick(LIMITS), choose.pick(LIMITS)))
            return (low, high)
        case Takes.NUMBERS:
            return tuple(choose.pick(LIMITS) for _ in range(several))
        case Takes.DAYS:
            return (choose.pick(SPANS),)
        case Takes.WEEKDAYS:
            return tuple({choose.whole(1, 7) for _ in range(several)})
        case Takes.ONE_DATE:
            return (AS_OF - timedelta(days=choose.pick(SPANS)),)
        case Takes.TWO_DATES:
            spans = sorted((choose.pick(SPANS), choose.pick(SPANS)), reverse=True)
            return tuple(AS_OF - timedelta(days=span) for span in spans)


def _test(choose: Chooser) -> FieldTest:
    test = choose.pick(list(Test))
    kind = SHAPES[test].kind or choose.pick(list(Kind))
    item = _field(choose, kind)
    field = item.name
    if chance(choose, 4):
        field = choose.pick((GONE, choose.pick(INPUTS).name))
    return FieldTest(field, test, _values(choose, item, test), chance(choose, 25))


def random_condition(choose: Chooser, depth: int = 2) -> Condition:
    """A condition: one test, or a few of them within all, any and not."""
    form = choose.whole(1, 10)
    if depth == 0 or form <= 6:
        return _test(choose)
    if form <= 8:
        parts = tuple(random_condition(choose, depth - 1) for _ in range(choose.whole(1, 3)))
        return AnyOf(parts) if form == 7 else AllOf(parts)
    return Not(random_condition(choose, depth - 1))


def _points(choose: Chooser) -> int:
    return choose.pick((-40, -25, -15, -7, -3, 0, 2, 5, 8, 12, 15, 20, 25, 30, 40, 60))


def _award(choose: Chooser) -> Award:
    form = choose.whole(1, 4)
    if form <= 2:
        return Points(_points(choose))
    if form == 3:
        ends: list[float | None] = [*sorted({choose.pick(LIMITS) for _ in range(4)})]
        ends = [None, *ends] if chance(choose, 40) or len(ends) == 1 else ends
        ends = [*ends, None] if chance(choose, 40) else ends
        entries = [RangePoints(*ends[i : i + 2], _points(choose)) for i in range(len(ends) - 1)]
        if len(entries) > 2 and chance(choose, 30):
            del entries[1]
        return ByRange(_field(choose, Kind.NUMBER).name, tuple(entries))
    item = _field(choose, choose.pick(BY_VALUE))
    words: Sequence[str | None] = ("yes", "no", None)
    if item.kind is not Kind.YES_NO:
        words = [_words(choose, item, Test.IS) for _ in range(choose.whole(1, 6))]
        words = [*words, None] if chance(choose, 50) else words
    values = tuple(ValuePoints(word, _points(choose)) for word in words)
    field = GONE if chance(choose, 4) else item.name
    return ByValue(field, values, chance(choose, 25))


def _rule(choose: Chooser, rule_id: str) -> Rule:
    award = _award(choose)
    always = not isinstance(award, Points) and chance(choose, 60)
    when = None if always else random_condition(choose)
    return Rule(rule_id, f"rule {rule_id}", award, when, muted=chance(choose, 5))


def _group(choose: Chooser, number: int) -> Group:
    rules = tuple(_rule(choose, f"r{number}{i}") for i in range(choose.whole(1, 4)))
    least = choose.pick((-20, -5, 0, 3)) if chance(choose, 50) else None
    most = choose.pick((3, 10, 20, 30)) if chance(choose, 50) else None
    return Group(
        f"g{number}", f"group {number}", rules, choose.pick(list(Axis)), least=least, most=most
    )


def random_model(choose: Chooser) -> ScoringModel:
    """A model that breaks no law and that the nasty leads move."""
    scale = choose.pick((Scale(), Scale(), Scale(-50, 50), Scale(0, 30), Scale(-200, 1000)))
    span = scale.most - scale.least
    later = sorted({scale.least + span * choose.whole(1, 9) // 10 for _ in range(3)})
    mql = choose.whole(0, len(later))
    bands = tuple(
        Band(f"band {i}", threshold, i == mql) for i, threshold in enumerate([scale.least, *later])
    )
    overrides = tuple(
        Override(
            f"o{i}",
            f"override {i}",
            random_condition(choose, 1),
            choose.pick(list(Move)),
            choose.pick(bands).name,
        )
        for i in range(choose.pick((0, 0, 1, 2)))
    )
    return ScoringModel(
        "m1",
        "random",
        tuple(_group(choose, number) for number in range(choose.whole(1, 3))),
        bands,
        overrides,
        scale,
        choose.pick((-10, 0, 0, 15, 30)),
        zone=choose.pick(ZONES),
        inputs=INPUTS,
    )


def random_models(seed: int, count: int) -> list[ScoringModel]:
    """Many of them."""
    choose = Seeded(seed)
    return [random_model(choose) for _ in range(count)]


def kinds_of_test() -> tuple[Test, ...]:
    """Every test that some kind of field offers."""
    return tuple(dict.fromkeys(test for kind in Kind for test in tests_for(kind)))
