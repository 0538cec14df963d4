"""Random models that mean something on the nasty leads and on what they have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.leads.derived_fields import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
)
from models.leads.fields import Input, Kind
from models.scoring.conditions import Measure, Test, tests_for
from models.scoring.decay import Decay, DecayStep, Fades, half_life, linear
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import (
    Award,
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
from tests.models.scoring.nasty_activities import OWN_DAYS
from tests.models.scoring.nasty_leads import (
    BOOKED,
    COUNTRY,
    CREATED,
    GONE,
    INPUTS,
    MAIL,
    SEEN,
    SPANS,
    TITLE,
    Chooser,
    Seeded,
    chance,
)
from tests.models.scoring.scorable_conditions import (
    AMOUNTS,
    LIMITS,
    Fields,
    activity_condition,
    field_of,
    quantity,
    random_condition,
    selection,
    types,
    words,
)

BY_VALUE = (Kind.TEXT, Kind.TEXT, Kind.MULTIPLE, Kind.YES_NO)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
DERIVED: tuple[Derived, ...] = (
    EmailDomain("Domain", MAIL),
    FreeMail("Free mail", MAIL, also=("Example.org",)),
    FromTitle("Seniority", TITLE),
    LookUp("Region", COUNTRY, (("germany", "DACH"), ("FRANCE", "West"), ("", "None")), "Other"),
    DaysBetween("Days to booking", CREATED, BOOKED),
    LookUp("Mail region", "Domain", (("example.org", "Org"), ("gmail.com", "Free"))),
)
# What tests of derived fields compare with stands in `blank`, which nothing reads there.
DERIVED_FIELDS = (
    Input("Domain", blank=("\u0130zmir.tr", "Example.org", "gmail.com", "gmx.de")),
    Input("Free mail", Kind.YES_NO),
    Input("Seniority", blank=("VP", "vp", "Director")),
    Input("Region", blank=("DACH", "west", "None", "Other")),
    Input("Days to booking", Kind.NUMBER),
    Input("Mail region", blank=("Org", "free")),
)


def _points(choose: Chooser) -> int:
    return choose.pick((-40, -25, -15, -7, -3, 0, 2, 5, 8, 12, 15, 20, 25, 30, 40, 60))


def _award(choose: Chooser, fields: Fields) -> Award:
    form = choose.whole(1, 14)
    if form <= 4:
        return Points(_points(choose))
    if form <= 6:
        return by_range(choose, fields)
    if form <= 8:
        return by_value(choose, fields)
    if form <= 10:
        return _by_count(choose)
    points = choose.pick((-25, -7, -3, 3, 5, 7, 8, 15, 25))
    of = selection(choose)
    of = replace(of, types=()) if chance(choose, 40) else of
    return PerOccurrence(of, points, choose.pick((1, 1, 1, 2, 3)))


def by_range(choose: Chooser, fields: Fields) -> ByRange:
    ends: list[float | None] = [*sorted({choose.pick(LIMITS) for _ in range(4)})]
    ends = [None, *ends] if chance(choose, 40) or len(ends) == 1 else ends
    ends = [*ends, None] if chance(choose, 40) else ends
    entries = [RangePoints(*ends[i : i + 2], _points(choose)) for i in range(len(ends) - 1)]
    if len(entries) > 2 and chance(choose, 30):
        del entries[1]
    return ByRange(field_of(choose, fields, Kind.NUMBER).name, tuple(entries))


def by_value(choose: Chooser, fields: Fields) -> ByValue:
    item = field_of(choose, fields, choose.pick(BY_VALUE))
    entries: Sequence[str | None] = ("yes", "no", None)
    if item.kind is not Kind.YES_NO:
        entries = [words(choose, item, Test.IS) for _ in range(choose.whole(1, 6))]
        entries = [*entries, None] if chance(choose, 50) else entries
    values = tuple(ValuePoints(word, _points(choose)) for word in entries)
    field = GONE if chance(choose, 4) else item.name
    return ByValue(field, values, chance(choose, 25))


def _by_count(choose: Chooser) -> ByCount:
    measure = choose.pick(
        (Measure.COUNT, Measure.COUNT, Measure.DISTINCT, Measure.SUM, Measure.SINCE_LAST)
    )
    pool: Sequence[float] = {Measure.SUM: AMOUNTS, Measure.SINCE_LAST: SPANS}.get(
        measure, (0, 1, 1, 2, 3)
    )
    if measure is Measure.DISTINCT:
        pool = (1, 2, 2, 3)
    leasts = sorted({int(choose.pick(pool)) for _ in range(choose.whole(1, 4))})
    entries = tuple(CountPoints(least, _points(choose)) for least in leasts)
    return ByCount(quantity(choose, measure), entries)


def _rule(choose: Chooser, fields: Fields, rule_id: str, muted: int) -> Rule:
    award = _award(choose, fields)
    always = not isinstance(award, Points) and chance(choose, 60)
    when = None if always else random_condition(choose, fields)
    return Rule(rule_id, f"rule {rule_id}", award, when, muted=chance(choose, muted))


def _decay(choose: Chooser) -> Decay:
    form = choose.whole(1, 4)
    if form == 1:
        steps, after = half_life(choose.pick((7, 30)))
    elif form == 2:
        steps, after = linear(choose.pick((7, 30, 90)))
    else:
        spans = sorted({choose.pick(SPANS[:4]) for _ in range(choose.whole(0, 3))})
        steps = tuple(DecayStep(span, choose.pick((100, 100, 75, 50, 33, 10, 0))) for span in spans)
        after = choose.pick((0, 0, 10, 50, 100))
    undated = choose.pick((0, 0, 25, 100))
    if chance(choose, 45):
        return Decay(Fades.BY_ACTIVITY, steps, after)
    field, named = "", ()
    if chance(choose, 40):
        field = choose.pick((CREATED, SEEN, SEEN, BOOKED, GONE, TITLE))
    elif chance(choose, 40):
        named = types(choose)
    return Decay(Fades.BY_GROUP, steps, after, undated, field, named)


def _group(choose: Chooser, fields: Fields, number: int) -> Group:
    decay = _decay(choose) if chance(choose, 45) else None
    by_rules = decay is not None and not (decay.field or decay.types)
    muted = 35 if by_rules else 7  # what is muted must not tell how old the group is
    count = choose.whole(1, 4)
    rules = tuple(_rule(choose, fields, f"r{number}{i}", muted) for i in range(count))
    least = choose.pick((-20, -5, 0, 3)) if chance(choose, 45) else None
    most = choose.pick((5, 10, 20, 30)) if chance(choose, 40) else None
    axis = choose.pick((Axis.FIT, Axis.ENGAGEMENT, Axis.NONE))
    return Group(f"g{number}", f"group {number}", rules, axis, least=least, most=most, decay=decay)


def _grade(choose: Chooser) -> Grade:
    sides = []
    for names in ("ABCD", "1234"):
        count = choose.whole(1, 3)
        falling = sorted({choose.pick((-5, 0, 3, 5, 10, 12, 20, 30)) for _ in range(count)})[::-1]
        steps = [GradeStep(names[place], least) for place, least in enumerate(falling)]
        sides.append((*steps, GradeStep(names[len(steps)])))
    fit, engagement = sides
    labels = tuple(tuple(f"{one.name}{two.name}" for two in engagement) for one in fit)
    return Grade(fit, engagement, labels)


def random_model(choose: Chooser) -> ScoringModel:
    """A model that breaks no law and that the nasty leads move."""
    derived = DERIVED if chance(choose, 30) else ()
    fields: Fields = (*INPUTS, *DERIVED_FIELDS * 2) if derived else INPUTS
    scale = choose.pick(
        (Scale(), Scale(-50, 50), Scale(-100, 200), Scale(0, 30), Scale(-200, 1000))
    )
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
            random_condition(choose, fields, 1),
            choose.pick(list(Move)),
            choose.pick(bands).name,
        )
        for i in range(choose.pick((0, 0, 1, 2)))
    )
    return ScoringModel(
        "m1",
        "random",
        tuple(_group(choose, fields, number) for number in range(choose.whole(1, 3))),
        bands,
        overrides,
        scale,
        choose.pick((-10, 0, 0, 15, 30)),
        zone=choose.pick(ZONES),
        own_day=choose.pick(OWN_DAYS) if chance(choose, 30) else None,
        inputs=INPUTS,
        grade=_grade(choose) if chance(choose, 40) else None,
        derived=derived,
    )


def pointed_model(choose: Chooser) -> ScoringModel:
    """A model of many small rules, so that nothing that one of them asks is lost in others."""
    fields: Fields = (*INPUTS, *DERIVED_FIELDS)
    asked = [activity_condition(choose) for _ in range(12)]
    asked += [random_condition(choose, fields, 0) for _ in range(10)]
    single = tuple(
        Rule(f"r{place}", f"rule {place}", Points(1 + place), when)
        for place, when in enumerate(asked)
    )
    decays = [_decay(choose) for _ in range(3)]
    awards: list[list[Award]] = [
        [by_value(choose, fields), _by_count(choose), _by_count(choose)],
        [PerOccurrence(selection(choose), 10, choose.whole(1, 2)) for _ in range(2)],
        [PerOccurrence(selection(choose), 20, choose.whole(1, 2)) for _ in range(2)],
    ]
    grouped = tuple(
        Group(
            f"d{number}",
            f"fading {number}",
            tuple(
                Rule(f"d{number}{place}", f"rule d{number}{place}", award, muted=chance(choose, 25))
                for place, award in enumerate(awards[number])
            ),
            choose.pick((Axis.FIT, Axis.ENGAGEMENT)),
            decay=decay,
        )
        for number, decay in enumerate(decays)
    )
    return ScoringModel(
        "m1",
        "pointed",
        (Group("g0", "single", single), *grouped),
        (Band("all", -1000, mql=True),),
        scale=Scale(-1000, 1000),
        zone=choose.pick(ZONES),
        own_day=choose.pick(OWN_DAYS) if chance(choose, 40) else None,
        inputs=INPUTS,
        grade=_grade(choose),
        derived=DERIVED,
    )


def pointed_models(seed: int, count: int) -> list[ScoringModel]:
    """Many of them."""
    choose = Seeded(seed)
    return [pointed_model(choose) for _ in range(count)]


def random_models(seed: int, count: int) -> list[ScoringModel]:
    """Many of them."""
    choose = Seeded(seed)
    return [random_model(choose) for _ in range(count)]


def kinds_of_test() -> tuple[Test, ...]:
    """Every test that some kind of field offers."""
    return tuple(dict.fromkeys(test for kind in Kind for test in tests_for(kind)))
