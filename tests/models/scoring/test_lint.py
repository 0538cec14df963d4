from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.leads.derived_fields import FreeMail
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import Severity
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Quantity,
    Test,
)
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.engine import score
from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.lint.finding import Finding, FindingKind, Part
from models.scoring.lint.impossible import conflict
from models.scoring.lint.linter import lint
from models.scoring.lint.protected import attribute_of
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
    ScoringModel,
    ValuePoints,
)
from tests.models.scoring import drawn

DAY = date(2024, 6, 14)
BANDS = (Band("Cold", 0), Band("MQL", 20, mql=True), Band("Hot", 40))
ROWS = 100


def leads_of(**fields: list[str]) -> Leads:
    kinds = {"Size": Kind.NUMBER, "Seen": Kind.DATE, "Demo": Kind.YES_NO, "Won": Kind.YES_NO}
    inputs = tuple(
        Input(name, kinds.get(name, Kind.TEXT), Role.OUTCOME if name == "Won" else Role.FIELD)
        for name in fields
    )
    columns = tuple(column_of(name, cells) for name, cells in fields.items())
    return Leads(RawTable(columns, ROWS), Recipe(inputs))


LEADS = leads_of(
    Country=["DE"] * 50 + ["FR"] * 30 + ["IT"] * 20,
    Same=["x"] * ROWS,
    City=["Berlin"] * 50 + ["Paris"] * 30 + ["Rome"] * 20,
    Size=[str(number) for number in range(ROWS)],
    Sparse=["a"] * 10 + [""] * 90,
    Seen=[(DAY - timedelta(days=number)).isoformat() for number in range(ROWS)],
)


def test(field: str, asked: Test, *values: object) -> FieldTest:
    return FieldTest(field, asked, values)  # type: ignore[arg-type]


test.__test__ = False  # type: ignore[attr-defined]

DE = test("Country", Test.IS, "DE")
ALL = test("Same", Test.IS, "x")


def rule(id_: str, points: int, when: Condition | None, **more: object) -> Rule:
    return Rule(id_, f"Rule {id_}", Points(points), when, **more)  # type: ignore[arg-type]


def model_of(*rules: Rule, group: Group | None = None, **more: object) -> ScoringModel:
    held = replace(group or Group("g", "Fit"), rules=rules)
    model = ScoringModel("m", "M", (held,), BANDS)
    return replace(model, **more)  # type: ignore[arg-type]


def found(model: ScoringModel, kind: FindingKind, leads: Leads | None = LEADS) -> list[Finding]:
    scored = None if leads is None else score(model, leads, DAY)
    return [finding for finding in lint(model, leads, scored) if finding.kind is kind]


def scores(model: ScoringModel, leads: Leads = LEADS) -> list[int]:
    return score(model, leads, DAY).scores.tolist()  # type: ignore[no-any-return]


def mended(model: ScoringModel, kind: FindingKind, leads: Leads | None = LEADS) -> ScoringModel:
    """The model after the fix; the finding must be gone then."""
    [finding] = found(model, kind, leads)
    assert finding.fix is not None
    assert finding.fix.verb
    assert not found(finding.fix.model, kind, leads)
    return finding.fix.model


# Rules and the leads they hit


def test_that_a_rule_that_never_hits_is_told_and_muted_by_its_fix() -> None:
    model = model_of(rule("a", 5, test("Country", Test.IS, "ES")), rule("b", -5, DE))
    [finding] = found(model, FindingKind.NEVER_HITS)
    assert finding.where.id == "a"
    assert "0 of 100 leads" in finding.evidence
    after = mended(model, FindingKind.NEVER_HITS)
    assert after.rule("a") == replace(model.rule("a"), muted=True)  # type: ignore[type-var]
    assert scores(after) == scores(model)


def test_that_values_and_ranges_that_nobody_has_are_taken_out() -> None:
    by_value = Rule("v", "V", ByValue("Country", (ValuePoints("DE", 4), ValuePoints("ES", 9))))
    ranges = (RangePoints(0, 50, 3), RangePoints(500, None, 8))
    by_range = Rule("n", "N", ByRange("Size", ranges))
    told = ("V names a value that no lead has.", "N has a range that no lead falls in.")
    for one, kept, words in zip((by_value, by_range), (4, 3), told, strict=True):
        [finding] = found(model_of(one), FindingKind.NEVER_HITS)
        assert finding.what == words
        assert finding.remedy.endswith("or take it out.")
        after = mended(model_of(one), FindingKind.NEVER_HITS)
        [left] = next(after.rules()).award.entries  # type: ignore[union-attr]
        assert left.points == kept


@pytest.mark.parametrize("limits", [(None, None), (0, 12), (-3, None), (2, 4)])
def test_that_points_for_everybody_move_to_the_base_and_no_score_changes(
    limits: tuple[int | None, int | None],
) -> None:
    group = Group("g", "Fit", least=limits[0], most=limits[1])
    rules = (rule("a", 6, ALL), rule("b", 9, DE), rule("c", -8, test("City", Test.IS, "Rome")))
    model = model_of(*rules, group=group, base=3)
    after = mended(model, FindingKind.ALWAYS_HITS)
    assert after.base == 9
    assert after.rule("a") is None
    assert scores(after) == scores(model)


def test_that_points_for_everybody_stay_where_a_grade_or_decay_reads_them() -> None:
    steps = (GradeStep("A", 5), GradeStep("B"))
    grade = Grade(steps, steps, plain_labels(steps, steps))
    fit = Group("g", "Fit", axis=Axis.FIT)
    [finding] = found(model_of(rule("a", 6, ALL), group=fit, grade=grade), FindingKind.ALWAYS_HITS)
    assert finding.fix is None


def test_that_muted_rules_are_told_once_and_taken_out() -> None:
    model = model_of(rule("a", 5, DE), rule("b", 3, DE, muted=True), rule("c", 1, DE, muted=True))
    [finding] = found(model, FindingKind.MUTED, None)
    assert "Rule b and Rule c" in finding.evidence
    assert finding.severity is Severity.NOTE
    after = mended(model, FindingKind.MUTED)
    assert [item.id for item in after.rules()] == ["a"]


def test_that_a_model_without_anything_negative_is_told() -> None:
    model = model_of(rule("a", 5, DE))
    assert found(model, FindingKind.NO_NEGATIVE, None)
    assert not found(model_of(rule("a", -5, DE)), FindingKind.NO_NEGATIVE, None)
    lowers = Override("o", "Student", DE, Move.AT_MOST, "Cold")
    assert not found(replace(model, overrides=(lowers,)), FindingKind.NO_NEGATIVE, None)
    raises = replace(lowers, move=Move.AT_LEAST, band="Hot")
    assert found(replace(model, overrides=(raises,)), FindingKind.NO_NEGATIVE, None)


# Conditions that contradict themselves

COUNT = Quantity()

IMPOSSIBLE: list[Condition] = [
    AllOf((DE, test("Country", Test.IS, "FR"))),
    AllOf((DE, AllOf((test("Country", Test.IS_NOT, "de"),)))),
    AllOf((test("Country", Test.IS_ONE_OF, "DE", "FR"), test("Country", Test.STARTS_WITH, "x"))),
    AllOf((DE, test("Country", Test.IS_BLANK))),
    AllOf((DE, Not(DE))),
    AllOf((test("F", Test.IS_YES), test("F", Test.IS_NO))),
    test("Size", Test.BETWEEN, 50.0, 20.0),
    AllOf((test("Size", Test.AT_LEAST, 50.0), test("Size", Test.LESS_THAN, 50.0))),
    AllOf((test("Size", Test.EQUALS_ONE_OF, 1.0, 2.0), test("Size", Test.MORE_THAN, 5.0))),
    AllOf((test("Seen", Test.IN_THE_LAST, 7), test("Seen", Test.MORE_THAN_AGO, 30))),
    AllOf((test("Seen", Test.BEFORE, DAY), test("Seen", Test.AFTER, DAY))),
    test("Seen", Test.BETWEEN_DAYS, DAY, DAY - timedelta(days=1)),
    AllOf((test("Tags", Test.HAS_ALL_OF, "a", "b"), test("Tags", Test.HAS_NONE_OF, "B"))),
    AllOf((test("Tags", Test.HAS_ANY_OF, "a"), test("Tags", Test.HAS_NONE_OF, "a", "b"))),
    AnyOf((test("Size", Test.BETWEEN, 3.0, 2.0), AllOf((DE, Not(DE))))),
    AllOf((ALL, AnyOf((test("Size", Test.BETWEEN, 3.0, 2.0),)))),
    AllOf(
        (
            ActivityTest(COUNT, Test.AT_LEAST, (3.0,)),
            ActivityTest(COUNT, Test.AT_MOST, (2.0,)),
        )
    ),
]

POSSIBLE: list[Condition] = [
    DE,
    AllOf((DE, test("City", Test.IS, "Paris"))),
    AllOf((test("Country", Test.IS_ONE_OF, "DE", "FR"), test("Country", Test.IS_NOT, "DE"))),
    AllOf((test("Size", Test.AT_LEAST, 50.0), test("Size", Test.AT_MOST, 50.0))),
    AllOf((test("Seen", Test.IN_THE_LAST, 30), test("Seen", Test.MORE_THAN_AGO, 7))),
    AnyOf((test("Size", Test.BETWEEN, 3.0, 2.0), DE)),
    AllOf((test("Tags", Test.HAS_ANY_OF, "a", "b"), test("Tags", Test.HAS_NONE_OF, "a"))),
    AllOf((DE, test("Country", Test.IS_ONE_OF))),
    AllOf((test("Size", Test.IS_BLANK), test("City", Test.IS_BLANK))),
    Not(test("Size", Test.BETWEEN, 3.0, 2.0)),
]


@pytest.mark.parametrize("condition", IMPOSSIBLE)
def test_that_a_condition_that_contradicts_itself_is_found(condition: Condition) -> None:
    assert conflict(condition) is not None
    model = model_of(rule("a", 5, condition))
    [finding] = found(model, FindingKind.CONTRADICTS_ITSELF, None)
    assert finding.evidence
    after = mended(model, FindingKind.CONTRADICTS_ITSELF, None)
    assert next(after.rules()).muted


@pytest.mark.parametrize("condition", POSSIBLE)
def test_that_a_condition_that_can_hold_is_left_alone(condition: Condition) -> None:
    assert conflict(condition) is None


def test_that_no_lead_ever_meets_a_condition_called_impossible() -> None:
    called = 0
    for seed in range(300):
        leads = drawn.leads(seed % 7, 300)
        scored = score(drawn.model(seed), leads, drawn.AS_OF)
        for item in scored.model.rules():
            if item.when is not None and conflict(item.when) is not None:
                called += 1
                assert not scored.masks.of(item.when, scored.sight).any()
    assert called > 5


# Rules beside each other


def test_that_rules_of_the_same_leads_repeat_each_other() -> None:
    model = model_of(rule("a", 5, DE), rule("b", 3, test("City", Test.IS, "Berlin")))
    [finding] = found(model, FindingKind.REPEATS_ANOTHER)
    assert finding.where.id == "b"
    assert "50 of the 50 leads" in finding.evidence
    assert "+8" in finding.evidence
    after = mended(model, FindingKind.REPEATS_ANOTHER)
    assert [item.award for item in after.rules()] == [Points(8)]
    assert scores(after) == scores(model)


def test_that_rules_of_the_same_leads_with_other_signs_cancel_each_other() -> None:
    model = model_of(rule("a", 5, DE), rule("b", -5, DE))
    [finding] = found(model, FindingKind.CANCELS_ANOTHER, None)
    assert "Together they give 0." in finding.evidence
    assert not found(model, FindingKind.REPEATS_ANOTHER, None)


def test_that_rules_of_few_or_of_all_leads_do_not_repeat_each_other_by_chance() -> None:
    few = model_of(
        rule("a", 5, test("Size", Test.AT_MOST, 9.0)), rule("b", 3, test("Sparse", Test.IS_KNOWN))
    )
    everybody = model_of(rule("a", 5, ALL), rule("b", 3, test("Size", Test.IS_KNOWN)))
    for model in (few, everybody):
        assert not found(model, FindingKind.REPEATS_ANOTHER)


def test_that_99_in_100_equal_leads_are_a_repeat_and_fewer_are_not() -> None:
    many = Leads(
        RawTable((column_of("Size", [str(number) for number in range(1000)]),), 1000),
        Recipe((Input("Size", Kind.NUMBER),)),
    )
    for high, told in ((991.0, 1), (980.0, 0)):
        model = model_of(
            rule("a", 5, test("Size", Test.LESS_THAN, 998.0)),
            rule("b", 3, test("Size", Test.LESS_THAN, high)),
        )
        assert len(found(model, FindingKind.REPEATS_ANOTHER, many)) == told


def test_that_overlapping_ranges_of_one_field_are_told() -> None:
    one = Rule("a", "A", ByRange("Size", (RangePoints(0, 10, 2), RangePoints(10, 50, 4))))
    two = Rule("b", "B", ByRange("Size", (RangePoints(40, None, 3),)))
    [finding] = found(model_of(one, two), FindingKind.OVERLAPS)
    assert "from 40 to under 50" in finding.evidence
    apart = Rule("b", "B", ByRange("Size", (RangePoints(50, None, 3),)))
    assert not found(model_of(one, apart), FindingKind.OVERLAPS)
    beside = rule("c", 5, test("Size", Test.MORE_THAN, 49.0))
    assert found(model_of(one, beside), FindingKind.OVERLAPS)


# Limits and thresholds


def test_that_points_beyond_a_limit_are_told() -> None:
    model = model_of(rule("a", 25, DE), group=Group("g", "Fit", most=20))
    after = mended(model, FindingKind.ABOVE_LIMIT, None)
    assert next(after.rules()).award == Points(20)
    assert scores(after) == scores(model)
    down = model_of(rule("a", -5, DE), rule("b", 9, DE), group=Group("g", "Fit", least=0, most=20))
    assert not found(down, FindingKind.ABOVE_LIMIT, None)


def test_that_a_limit_that_swallows_a_rule_is_told_and_widened() -> None:
    group = Group("g", "Fit", most=10)
    city = test("City", Test.IS_ONE_OF, "Berlin", "Paris")
    model = model_of(rule("a", 10, DE), rule("b", 7, city), group=group)
    [finding] = found(model, FindingKind.SWALLOWED)
    assert finding.where.id == "g"
    assert "Rule b changes nothing for 50 of its 80 leads" in finding.evidence
    after = mended(model, FindingKind.SWALLOWED)
    assert after.groups[0].most == 17


def test_that_a_band_that_no_sum_reaches_is_told_apart_from_one_that_no_lead_reaches() -> None:
    model = model_of(rule("a", 30, DE), base=0)
    [finding] = found(model, FindingKind.OUT_OF_REACH, None)
    assert finding.where.name == "Hot"
    after = mended(model, FindingKind.OUT_OF_REACH, None)
    assert after.bands[2].threshold == 30
    paris = rule("c", 22, test("City", Test.IS, "Paris"))
    rare = model_of(rule("a", 30, DE), rule("b", 15, test("City", Test.IS, "Rome")), paris)
    assert not found(rare, FindingKind.OUT_OF_REACH)
    [finding] = found(rare, FindingKind.NOBODY_REACHES)
    assert "the highest score of 100 leads is 30" in finding.evidence
    assert mended(rare, FindingKind.NOBODY_REACHES).bands[2].threshold == 30


def test_that_an_override_into_a_band_puts_it_within_reach() -> None:
    lifts = Override("o", "Demo", DE, Move.AT_LEAST, "Hot")
    model = model_of(rule("a", 30, ALL), overrides=(lifts,))
    assert not found(model, FindingKind.OUT_OF_REACH, None)
    assert not found(model, FindingKind.NOBODY_REACHES)


def test_that_an_mql_threshold_below_every_lead_is_told() -> None:
    model = model_of(rule("a", 30, DE), base=25)
    [finding] = found(model, FindingKind.EVERYBODY_REACHES)
    assert "the lowest score of 100 leads is 25" in finding.evidence


def test_that_a_rule_that_qualifies_alone_is_told_with_its_leads() -> None:
    model = model_of(rule("a", 15, DE), rule("b", 4, test("City", Test.IS, "Rome")), base=5)
    [finding] = found(model, FindingKind.MQL_ALONE)
    assert finding.where.id == "a"
    assert "50 of 100 leads" in finding.evidence
    assert "50 of them have nothing else" in finding.evidence
    after = mended(model, FindingKind.MQL_ALONE)
    assert next(after.rules()).award == Points(14)
    held = model_of(rule("a", 15, DE), group=Group("g", "Fit", most=14), base=5)
    assert not found(held, FindingKind.MQL_ALONE)


# Fields


def test_that_a_field_that_is_mostly_blank_is_told_unless_the_rule_asks_for_it() -> None:
    model = model_of(rule("a", 5, test("Sparse", Test.IS, "a")))
    [finding] = found(model, FindingKind.MOSTLY_BLANK)
    assert "90 of 100 leads" in finding.evidence
    for when in (test("Sparse", Test.IS_BLANK), test("Sparse", Test.IS_KNOWN), DE):
        assert not found(model_of(rule("a", 5, when)), FindingKind.MOSTLY_BLANK)


@pytest.mark.parametrize(
    "name",
    [
        "Age", "customer_age", "Age group", "DateOfBirth", "DOB", "Geburtsdatum", "Alter", "Âge",
        "Gender", "sex", "Geschlecht", "Anrede", "Civilité", "Sexo", "Género",
        "Ethnicity", "Race", "Religion", "Konfession", "Nationality", "Staatsangehörigkeit",
        "Marital status", "marital", "Number of children", "Kinder", "Familienstand",
        "État civil", "Estado civil", "Disability", "Behinderung", "Pregnant", "Schwangerschaft",
        "Sexual orientation",
    ],
)  # fmt: skip
def test_that_protected_attributes_are_known_by_name(name: str) -> None:
    assert attribute_of(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Company age", "Lead age", "Account age in days", "Page", "Language", "Message",
        "Package", "Job title", "Country", "Region", "Race car interest", "Age of account",
        "Essex", "Sextant",
    ],
)  # fmt: skip
def test_that_other_fields_are_not_taken_for_protected(name: str) -> None:
    assert attribute_of(name) is None


def test_that_a_protected_field_is_told_once_and_its_rules_muted() -> None:
    model = model_of(
        rule("a", 5, test("age", Test.LESS_THAN, 40.0)),
        rule("b", -5, test("age", Test.AT_LEAST, 70.0)),
    )
    [finding] = found(model, FindingKind.PROTECTED, None)
    assert "Rule a and Rule b give points" in finding.what
    after = mended(model, FindingKind.PROTECTED, None)
    assert all(item.muted for item in after.rules())


def test_that_a_field_that_knows_the_outcome_is_told() -> None:
    won = ["yes"] * 30 + ["no"] * 70
    history = leads_of(Won=won, Call=["done"] * 30 + [""] * 70, Country=["DE", "FR"] * 50)
    model = model_of(rule("a", 5, test("Call", Test.IS_KNOWN)), rule("b", 5, DE))
    [finding] = found(model, FindingKind.LEAK, history)
    assert "Call, read by Rule a" in finding.what
    assert "30 of 30 filled leads" in finding.evidence
    mended(model, FindingKind.LEAK, history)
    itself = model_of(rule("a", 5, test("Won", Test.IS_YES)))
    assert found(itself, FindingKind.LEAK, history)


def test_that_fields_read_as_exported_are_named_where_each_lead_has_its_own_day() -> None:
    model = model_of(rule("a", 5, DE))
    assert not found(model, FindingKind.AS_EXPORTED)
    dated = Leads(
        RawTable(
            (column_of("Country", ["DE"]), column_of("Born", ["2024-01-01"])),
            1,
        ),
        Recipe((Input("Country"), Input("Born", Kind.DATE, Role.CREATED))),
    )
    [finding] = found(replace(model, own_day=30), FindingKind.AS_EXPORTED, dated)
    assert "Country" in finding.evidence


def test_that_derived_fields_are_read_as_what_they_are_made_of() -> None:
    mails = leads_of(Email=["a@gmail.com", "b@firm.de"] * 50, Won=["yes", "no"] * 50)
    free = FreeMail("Free", "Email")
    kept = replace(
        model_of(rule("a", -5, test("Free", Test.IS_YES)), rule("b", 5, ALL)), derived=(free,)
    )
    assert not found(kept, FindingKind.MOSTLY_BLANK, mails)
    firms = leads_of(Email=["b@firm.de"] * ROWS)
    [finding] = found(kept, FindingKind.NEVER_HITS, firms)
    assert finding.where.id == "a"
    blank = leads_of(Email=["b@gmail.com"] * 10 + [""] * 90)
    [finding] = found(kept, FindingKind.MOSTLY_BLANK, blank)
    assert finding.what.startswith("Free is blank")
    leaking = Recipe((replace(mails.recipe.inputs[0], role=Role.OUTCOME_DATE), Input("Won")))
    assert found(kept, FindingKind.LEAK, mails.read_as(leaking))


# Overrides, decay, grades


def test_that_overrides_that_decide_nothing_are_told_and_taken_out() -> None:
    first = Override("o1", "First", DE, Move.AT_LEAST, "MQL")
    same = Override("o2", "Same", DE, Move.AT_MOST, "Cold")
    berlin = test("City", Test.IS, "Berlin")
    taken = Override("o3", "Taken", berlin, Move.AT_MOST, "Cold")
    nobody = Override("o4", "Nobody", test("City", Test.IS, "Oslo"), Move.AT_MOST, "Cold")
    idle = Override("o5", "Idle", test("City", Test.IS, "Rome"), Move.AT_MOST, "Cold")
    model = model_of(rule("a", 5, DE), overrides=(first, same, taken, nobody, idle))
    told = {item.where.id: item for item in found(model, FindingKind.UNUSED_OVERRIDE)}
    assert set(told) == {"o2", "o3", "o4", "o5"}
    assert "asks the same before it" in told["o2"].what
    assert "50 of 100 leads" in told["o3"].evidence
    assert "moves no score" in told["o5"].what
    before = scores(model)
    for item in told.values():
        assert item.fix is not None
        assert scores(item.fix.model) == before


@pytest.mark.parametrize("way", list(Fades))
def test_that_decay_that_removes_nothing_or_everything_is_told(way: Fades) -> None:
    def decaying(steps: tuple[DecayStep, ...], after: int, undated: int = 100) -> ScoringModel:
        decay = Decay(way, steps, after, undated, field="Seen")
        return model_of(rule("a", 5, DE), group=Group("g", "Fit", decay=decay))

    for model, kind in (
        (decaying((DecayStep(30, 100),), 100), FindingKind.DECAY_NOTHING),
        (decaying((DecayStep(30, 0),), 0, 0), FindingKind.DECAY_EVERYTHING),
    ):
        assert mended(model, kind, None).groups[0].decay is None


def test_that_decay_is_judged_by_what_it_does_to_these_leads() -> None:
    def decaying(to: int, percent: int, after: int) -> ScoringModel:
        decay = Decay(Fades.BY_GROUP, (DecayStep(to, percent),), after, 0, field="Seen")
        return model_of(rule("a", 5, DE), group=Group("g", "Fit", decay=decay))

    assert found(decaying(200, 100, 0), FindingKind.DECAY_NOTHING)
    assert not found(decaying(20, 100, 0), FindingKind.DECAY_NOTHING)
    assert found(decaying(60, 0, 100), FindingKind.DECAY_EVERYTHING)
    assert not found(decaying(20, 100, 0), FindingKind.DECAY_EVERYTHING)


def test_that_grades_that_nobody_gets_are_told() -> None:
    steps = (GradeStep("A", 50), GradeStep("B", 25), GradeStep("C"))
    grade = Grade(steps, (GradeStep("1"),), plain_labels(steps, (GradeStep("1"),)))
    rules = (rule("a", 20, DE), rule("b", 10, test("City", Test.IS, "Rome")))
    model = model_of(*rules, group=Group("g", "Fit", axis=Axis.FIT), grade=grade)
    told = [item.what for item in found(model, FindingKind.OUT_OF_REACH)]
    assert any("grade A" in what for what in told)
    told = [item.what for item in found(model, FindingKind.NOBODY_REACHES)]
    assert any("grade B" in what for what in told)


# All of it


def test_that_every_finding_says_what_evidence_and_remedy_and_where_it_is() -> None:
    kinds = set()
    for seed in range(150):
        leads = drawn.leads(seed % 5, 400)
        model = drawn.model(seed)
        scored = score(model, leads, drawn.AS_OF)
        for finding in lint(model, leads, scored):
            kinds.add(finding.kind)
            for text in (finding.what, finding.evidence, finding.remedy):
                assert text[0] == text[0].upper() or text[0].isdigit() or text[0] in "+\u2212"
                assert text.endswith(".")
            ids = {g.id for g in model.groups} | {r.id for r in model.rules()}
            ids |= {o.id for o in model.overrides} | {b.name for b in model.bands} | {model.id}
            assert finding.where.id in ids
            if finding.fix is not None:
                assert finding.fix.model != model
                score(finding.fix.model, leads, drawn.AS_OF)
    assert len(kinds) >= 10


KEEPS = (
    FindingKind.NEVER_HITS,
    FindingKind.ALWAYS_HITS,
    FindingKind.CONTRADICTS_ITSELF,
    FindingKind.UNUSED_OVERRIDE,
    FindingKind.MUTED,
)


def test_that_fixes_of_what_does_nothing_change_no_score() -> None:
    fixed = set()
    for seed in range(300):
        leads, model = drawn.leads(seed % 9, 200), drawn.model(seed)
        scored = score(model, leads, drawn.AS_OF)
        for finding in lint(model, leads, scored):
            if finding.fix is not None and finding.kind in KEEPS:
                fixed.add(finding.kind)
                after = score(finding.fix.model, leads, drawn.AS_OF)
                assert after.scores.tolist() == scored.scores.tolist(), (seed, finding.what)
    assert fixed == set(KEEPS)


def test_that_an_override_that_keeps_its_leads_from_a_later_one_is_not_unused() -> None:
    shield = Override("o1", "Partner", DE, Move.AT_LEAST, "Cold")
    later = Override("o2", "Everybody else", ALL, Move.EXACTLY, "Hot")
    model = model_of(rule("a", 5, DE), overrides=(shield, later))
    assert not found(model, FindingKind.UNUSED_OVERRIDE)


def test_that_the_gravest_come_first() -> None:
    model = model_of(rule("a", 30, DE, muted=True), rule("b", 5, test("Country", Test.IS, "ES")))
    order = [finding.severity for finding in lint(model, LEADS, score(model, LEADS, DAY))]
    ranks = [[Severity.ERROR, Severity.WARNING, Severity.NOTE].index(item) for item in order]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_that_no_leads_and_no_rules_are_no_trouble() -> None:
    none = Leads(RawTable((), 0), Recipe())
    empty = ScoringModel("m", "M")
    assert lint(empty) == ()
    assert lint(empty, none, score(empty, none, DAY)) == ()
    model = model_of(rule("a", 5, DE))
    assert isinstance(lint(model, none, score(model, none, DAY)), tuple)


def test_that_an_age_that_tells_the_outcome_is_told_where_each_lead_has_its_own_day() -> None:
    columns = column_of("Country", ["DE"]), column_of("Born", ["2024-01-01"])
    recipe = Recipe((Input("Country"), Input("Born", Kind.DATE, Role.CREATED)))
    leads = Leads(RawTable(columns, 1), recipe)
    young = rule("a", 5, FieldTest("Born", Test.IN_THE_LAST, (30,)))
    model = model_of(young, rule("b", 5, DE))
    fading = Decay(Fades.BY_GROUP, (DecayStep(30, 100),), field="born")
    model = replace(model, groups=tuple(replace(g, decay=fading) for g in model.groups))
    assert not found(model, FindingKind.AGE_TELLS, leads)
    told = found(replace(model, own_day=30), FindingKind.AGE_TELLS, leads)
    assert [item.where.part for item in told] == [Part.GROUP, Part.RULE]
    assert told[1].where.name == young.name
