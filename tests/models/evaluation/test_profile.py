from __future__ import annotations

import math
import random
from datetime import date

import numpy as np
import pytest
from scipy.stats import binomtest
from scipy.stats.contingency import odds_ratio
from sklearn.metrics import mutual_info_score

from models.evaluation.profile.as_rules import field_as_rule, trait_as_rule
from models.evaluation.profile.fields import LEAST_LEADS
from models.evaluation.profile.profile import Profile, profile_of
from models.evaluation.profile.ranges import cuts_of
from models.evaluation.profile.sentence import sentence, trait_words
from models.evaluation.profile.traits import FieldTraits, Sort, Standing, Trait
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived_fields import FromTitle, LookUp
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.tally import Tally
from models.leads.title_words import TitleWord
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ByRange, ByValue, Group, Points, ScoringModel
from models.scoring.sight import Sight
from tests.models.scoring import drawn

DAY = date(2024, 6, 14)
ROWS = 3000
KINDS = {"Employees": Kind.NUMBER, "Tags": Kind.MULTIPLE, "Demo": Kind.YES_NO, "Seen": Kind.DATE}


def history(rows: int = ROWS, seed: int = 5) -> Leads:
    """Leads of which software companies of 50 to 499 people with a head convert most often."""
    rng = random.Random(seed)
    cells: dict[str, list[str]] = {name: [] for name in (*KINDS, "Industry", "Title", "Call")}
    won = []
    for _ in range(rows):
        industry = rng.choice(["Software", "Retail", "Media", ""])
        size = rng.choice([5, 20, 60, 150, 400, 700, 3000])
        title = f"{rng.choice(['Head', 'Clerk', 'Expert'])} {rng.randint(1, 2000)}"
        demo = rng.random() < 0.1
        rate = 0.06
        rate *= 2.5 if industry == "Software" else 1
        rate *= 2.5 if 50 <= size < 500 else 1
        rate *= 2 if title.startswith("Head") else 1
        rate *= 2 if demo else 1
        win = rng.random() < rate
        cells["Industry"].append(industry)
        cells["Employees"].append(str(size))
        cells["Title"].append(title)
        cells["Demo"].append("yes" if demo else "no")
        cells["Tags"].append(rng.choice(["a;b", "b", "c", ""]))
        cells["Seen"].append(rng.choice(["2024-06-01", ""]))
        cells["Call"].append("done" if win else "")
        won.append("yes" if win else "no" if rng.random() < 0.95 else "")
    inputs = [Input(name, KINDS.get(name, Kind.TEXT)) for name in cells]
    inputs.append(Input("Won", Kind.YES_NO, Role.OUTCOME))
    columns = [column_of(name, values) for name, values in cells.items()]
    return Leads(RawTable((*columns, column_of("Won", won)), rows), Recipe(tuple(inputs)))


HISTORY = history()
MASKS, SIGHT = Masks(HISTORY), Sight(DAY)


@pytest.fixture(scope="module")
def found() -> Profile:
    return profile_of(HISTORY, MASKS, SIGHT)


def field(profile: Profile, name: str) -> FieldTraits:
    return next(item for item in profile.fields if item.name == name)


def trait(having: tuple[int, int], everybody: tuple[int, int]) -> Trait:
    """A trait from leads converted and not converted."""
    some = Tally(sum(having), *having)
    return Trait("t", some, Tally(sum(everybody), *everybody), FieldTest("F", Test.IS_KNOWN))


# Figures against others


@pytest.mark.parametrize(
    ("having", "everybody"),
    [((40, 100), (200, 2000)), ((35, 5), (90, 400)), ((5, 300), (60, 900)), ((31, 31), (62, 93))],
)
def test_that_the_odds_ratio_is_scipys(having: tuple[int, int], everybody: tuple[int, int]) -> None:
    one = trait(having, everybody)
    table = [list(having), [everybody[0] - having[0], everybody[1] - having[1]]]
    assert math.exp(one.log_odds) == pytest.approx(odds_ratio(table, kind="sample").statistic)


def test_that_an_empty_cell_has_finite_odds() -> None:
    assert math.isfinite(trait((40, 0), (100, 900)).log_odds)
    assert trait((40, 0), (100, 900)).log_odds > 0
    half = math.log((40.5 * 900.5) / (0.5 * 60.5))
    assert trait((40, 0), (100, 900)).log_odds == pytest.approx(half)


@pytest.mark.parametrize("having", [(40, 100), (1, 300), (0, 50), (200, 0)])
def test_that_the_information_is_sklearns(having: tuple[int, int]) -> None:
    one = trait(having, (200, 2000))
    has = np.repeat([1, 1, 0, 0], [having[0], having[1], 200 - having[0], 2000 - having[1]])
    won = np.repeat([1, 0, 1, 0], [having[0], having[1], 200 - having[0], 2000 - having[1]])
    truth = mutual_info_score(has, won) / math.log(2)
    assert one.information == pytest.approx(truth, abs=1e-9)


def test_that_rate_and_lift_have_wilsons_interval() -> None:
    one = trait((40, 100), (200, 2000))
    truth = binomtest(40, 140).proportion_ci(0.95, method="wilson")
    base = 200 / 2200
    assert one.rate.low == pytest.approx(truth.low)
    assert one.lift.value == pytest.approx(40 / 140 / base)
    assert one.lift.high == pytest.approx(truth.high / base)
    assert one.share == 0.2


@pytest.mark.parametrize(
    ("having", "standing", "points"),
    [
        ((60, 200), Standing.ABOVE, 10),
        ((180, 100), Standing.ABOVE, 30),
        ((31, 700), Standing.BELOW, -10),
        ((0, 700), Standing.BELOW, -30),
        ((40, 400), Standing.ALIKE, 0),
        ((20, 30), Standing.TOO_FEW, 0),
        ((3, 100), Standing.TOO_FEW, 0),
    ],
)
def test_that_points_are_five_for_each_doubling_of_the_odds(
    having: tuple[int, int], standing: Standing, points: int
) -> None:
    one = trait(having, (200, 2000))
    assert one.standing is standing
    assert one.points == points
    assert ("too few" in trait_words(one)) == (standing is Standing.TOO_FEW)


# Fields


def test_that_every_trait_counts_the_leads_that_its_condition_holds_for(found: Profile) -> None:
    known = HISTORY.outcome != 2
    checked = 0
    for item in found.fields:
        for one in (*item.traits, *([item.together] if item.together else [])):
            mask = MASKS.of(one.when, SIGHT) & known
            assert one.having.leads == int(mask.sum()), (item.name, one.label)
            assert one.having.converted == int((mask & (HISTORY.outcome == 1)).sum())
            checked += 1
    assert checked > 12


def test_that_what_makes_leads_convert_is_found(found: Profile) -> None:
    assert {item.name for item in found.fields} >= {"Industry", "Employees", "Title", "Demo"}
    [software] = [one for one in field(found, "Industry").traits if one.points > 0]
    assert software.label == "Software"
    assert field(found, "Title").sort is Sort.WORDS
    assert "Head" in [one.label for one in field(found, "Title").traits if one.points > 0]
    assert {"Tags", "Seen"} <= set(found.quiet)


def test_that_a_field_that_knows_the_outcome_is_left_out_by_name(found: Profile) -> None:
    assert [(item.name, "leak" in item.why) for item in found.left_out] == [("Call", True)]


def test_that_blanks_are_a_trait_of_their_own(found: Profile) -> None:
    [blank] = [one for one in field(found, "Industry").traits if one.blank]
    assert blank.label == "blank"
    assert blank.having.leads > 500


def test_that_ranges_with_the_same_rate_are_one() -> None:
    rng = np.random.default_rng(3)
    values = rng.integers(0, 1000, 20_000).astype(float)
    converted = rng.random(20_000) < np.where(values >= 300, 0.2, 0.05)
    cuts = cuts_of(values, converted)
    assert cuts == [300.0]
    assert cuts_of(values, rng.random(20_000) < 0.1) == []


def test_that_few_distinct_numbers_are_cut_between_and_none_at_all_not() -> None:
    values = np.repeat([0.0, 1.0, 2.0], 3000)
    converted = np.concatenate([np.arange(3000) % 20 == 0, np.arange(6000) % 4 == 0])
    assert cuts_of(values, converted) == [1.0]
    assert cuts_of(np.full(100, 7.0), np.ones(100, dtype=np.bool_)) == []
    assert cuts_of(np.empty(0), np.empty(0, dtype=np.bool_)) == []


def test_that_traits_of_random_leads_count_as_their_conditions_do() -> None:
    for seed in range(6):
        leads = drawn.leads(seed, 900)
        masks, sight = Masks(leads), Sight(drawn.AS_OF)
        profile = profile_of(leads, masks, sight)
        known = leads.outcome != 2
        for item in profile.fields:
            for one in item.traits:
                assert one.having.leads == int((masks.of(one.when, sight) & known).sum())
        assert len(profile.fields) + len(profile.quiet) + len(profile.left_out) == 5


def test_that_activities_within_a_window_are_traits() -> None:
    leads = history(800, 9)
    won = [row for row in range(800) if leads.outcome[row] == 1]
    ids = column_of("Id", [str(row) for row in range(800)])
    raw = RawTable((*leads.raw.columns, ids), 800)
    leads = Leads(raw, Recipe((*leads.recipe.inputs, Input("Id", role=Role.ID))))
    rows = [*won, *range(0, 800, 9)]
    table = RawTable(
        (
            column_of("Lead", [str(row) for row in rows]),
            column_of("Type", ["Webinar"] * len(rows)),
            column_of("When", ["2024-06-01"] * len(rows)),
        ),
        len(rows),
    )
    recipe = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("When", Kind.DATE, Role.ACTIVITY_TIME),
        )
    )
    leads = leads.with_activities(match(table, recipe, leads, "UTC"))
    profile = profile_of(leads, Masks(leads), SIGHT)
    webinar = field(profile, "Webinar")
    assert webinar.sort is Sort.ACTIVITY
    assert [one.label for one in webinar.traits] == ["in the last 30 days", "in the last 90 days"]
    rule = field_as_rule(webinar, "r1")
    assert rule is not None
    assert rule.award == Points(webinar.outstanding[0].points)


def test_that_derived_fields_are_looked_at_but_none_made_of_a_leak() -> None:
    words = FromTitle("Seniority", "Title", table=(TitleWord(("Head",), "Leader"),))
    leak = LookUp("Called", "Call", (("done", "Yes"),))
    profile = profile_of(HISTORY, MASKS, Sight(DAY, derived=(words, leak)))
    leader = field(profile, "Seniority").outstanding[0]
    assert leader.label == "Leader"
    assert leader.points > 0
    assert "Called" not in [*(item.name for item in profile.fields), *profile.quiet]


# Rules


def test_that_a_field_becomes_a_rule_with_points_for_what_stands_out(found: Profile) -> None:
    rule = field_as_rule(field(found, "Industry"), "r7")
    assert rule is not None
    assert rule.id == "r7"
    assert isinstance(rule.award, ByValue)
    points = {entry.value: entry.points for entry in rule.award.entries}
    traits = {
        None if one.blank else one.value: one.points
        for one in field(found, "Industry").traits
        if one.points
    }
    assert points == traits
    assert "of all" in rule.note
    assert "doubling" in rule.note
    sizes = field_as_rule(field(found, "Employees"), "r8")
    assert sizes is not None
    assert isinstance(sizes.award, ByRange | Points)


def test_that_a_rule_gives_its_leads_what_their_trait_is_worth(found: Profile) -> None:
    for item in found.fields:
        rule = field_as_rule(item, "r1")
        assert rule is not None
        model = ScoringModel("m", "M", (Group("g", "G", (rule,)),))
        given = score(model, HISTORY, DAY, MASKS).sums["g"]
        if item.sort is Sort.WORDS:
            continue  # of words one condition is made
        for one in item.traits:
            mask = MASKS.of(one.when, SIGHT)
            values = set(given[mask].tolist())
            assert values <= {one.points, 0} or isinstance(rule.award, Points)


def test_that_yes_and_no_become_one_rule(found: Profile) -> None:
    rule = field_as_rule(field(found, "Demo"), "r1")
    assert rule is not None
    assert rule.when == FieldTest("Demo", Test.IS_YES)
    assert isinstance(rule.award, Points)
    assert rule.award.points > 0


def test_that_a_single_trait_becomes_a_rule(found: Profile) -> None:
    item = field(found, "Industry")
    one = item.outstanding[0]
    rule = trait_as_rule(item, one, "r1")
    assert rule.name == f"Industry: {one.label}"
    assert rule.award == Points(one.points)
    assert rule.when == one.when


def test_that_where_nothing_stands_out_there_is_no_rule() -> None:
    quiet = FieldTraits("F", Sort.VALUES, (trait((40, 400), (200, 2000)),))
    assert field_as_rule(quiet, "r1") is None


# Sentences


def test_that_the_sentence_says_who_converts_most_and_how_often_exactly_they_do(
    found: Profile,
) -> None:
    first, rest = sentence(found)
    assert first.startswith("Software companies of ")
    assert "whose Title says Head" in first
    assert first.endswith("convert more often.")
    assert found.typical is not None
    mask = MASKS.of(found.typical.when, SIGHT) & (HISTORY.outcome != 2)
    assert f"{int(mask.sum()):,} leads" in rest


@pytest.mark.parametrize(
    ("won", "words"),
    [([""] * 40, "No outcome is known"), (["no"] * 40, "Nobody"), (["yes"] * 40, "Everybody")],
)
def test_that_without_two_outcomes_the_sentence_says_so(won: list[str], words: str) -> None:
    leads = Leads(
        RawTable((column_of("A", ["x"] * 40), column_of("Won", won)), 40),
        Recipe((Input("A"), Input("Won", Kind.YES_NO, Role.OUTCOME))),
    )
    profile = profile_of(leads, Masks(leads), SIGHT)
    assert words in sentence(profile)[0]
    assert profile.fields == ()


def test_that_too_few_conversions_are_said_and_never_a_rule() -> None:
    profile = profile_of(history(200), Masks(history(200)), SIGHT)
    assert profile.all.converted < 40
    assert profile.fields == ()
    assert "Nothing stands out" in sentence(profile)[0]
    assert LEAST_LEADS >= 10


def test_that_what_only_the_guard_calls_a_leak_is_left_out_too() -> None:
    rng = random.Random(3)
    won = [rng.random() < 0.2 for _ in range(1500)]
    raw = RawTable(
        (
            column_of("Call duration", [str(rng.randint(0, 300) + 150 * one) for one in won]),
            column_of("Won", ["yes" if one else "no" for one in won]),
        ),
        1500,
    )
    recipe = Recipe((Input("Call duration", Kind.NUMBER), Input("Won", Kind.YES_NO, Role.OUTCOME)))
    leads = Leads(raw, recipe)
    profile = profile_of(leads, Masks(leads), Sight(DAY))
    assert [item.name for item in profile.left_out] == ["Call duration"]
    assert "known only after the call" in profile.left_out[0].why
