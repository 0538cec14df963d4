from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from models.evaluation.history.history import history_of
from models.evaluation.lens import sentence
from models.evaluation.lens.finding import Finding
from models.evaluation.lens.lens import Evidence, Lens, lens_of
from models.evaluation.lens.report import lens_json, lens_text
from models.evaluation.lens.stability import Held
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByRange, ByValue, RangePoints
from models.scoring.bits import unpacked
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel, ValuePoints
from models.scoring.sight import scored_by
from tests.models.evaluation.simulations.lens import lift_covered
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked, by_reference
from tests.models.scoring.scorable_models import random_models

DAY = date(2024, 6, 14)
RECIPE = Recipe(
    (
        Input("Job"),
        Input("Size", Kind.NUMBER),
        Input("Noise"),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Created", Kind.DATE, Role.CREATED),
    )
)


def leads_of(rows: int = 2_000, seed: int = 1, *, lost: bool = False, won: float = 0.1) -> Leads:
    """VPs convert three times as often; `lost`: only in the older half. Noise says nothing."""
    dice = random.Random(seed)
    cells: dict[str, list[str]] = {item.name: [] for item in RECIPE}
    for row in range(rows):
        vp, size = dice.random() < 0.3, dice.choice([5, 50, 500])
        better = vp and not (lost and row >= rows / 2)
        chance = won * (3 if better else 1) * (1.5 if size == 500 else 1)
        cells["Job"].append("VP" if vp else "clerk")
        cells["Size"].append(str(size))
        cells["Noise"].append(dice.choice(["a", "b"]))
        cells["Won"].append("yes" if dice.random() < chance else "no")
        cells["Created"].append(date.fromordinal(738_000 + row // 3).isoformat())
    table = RawTable(tuple(column_of(name, column) for name, column in cells.items()), rows)
    return Leads(table, RECIPE)


VP = FieldTest("Job", Test.IS, ("VP",))
NOISE = FieldTest("Noise", Test.IS, ("a",))
SIZES = ByRange(
    "Size", (RangePoints(None, 10, 0), RangePoints(10, 100, 2), RangePoints(100, None, 8))
)


def model_of(*rules: Rule) -> ScoringModel:
    return ScoringModel(
        "m1",
        "M",
        (Group("g1", "Fit", rules),),
        bands=(Band("cold", 0), Band("MQL", 20, mql=True)),
    )


def lens(model: ScoringModel, leads: Leads) -> Lens:
    return lens_of(score(model, leads, DAY), leads.outcome, leads.created)


def only(model: ScoringModel, leads: Leads) -> Evidence:
    return lens(model, leads).lines[0]


@pytest.mark.parametrize("seed", range(6))
def test_that_the_loss_of_each_rule_is_that_of_the_slow_reference(seed: int) -> None:
    rows, kinds = nasty_leads(seed, 60)
    done, dice = done_by(seed, rows), np.random.default_rng(seed)
    for model in random_models(seed, 3):
        every = Asked(rows, INPUTS, AS_OF, kinds, done).leads(model.zone)
        by = scored_by(model, every, AS_OF)
        scored = score(model, by.leads, AS_OF)
        codes = dice.integers(0, 3, len(by.leads)).astype(np.uint8)
        known, converted = np.flatnonzero(codes < 2), codes[codes < 2] == 1
        found = lens_of(scored, codes, by.leads.created)
        threshold = model.mql_threshold

        def scores(
            of: ScoringModel,
            left: np.ndarray | None = by.rows,
            known: np.ndarray = known,
        ) -> np.ndarray:
            told = [
                item.score for item in by_reference(of, rows, INPUTS, AS_OF, kinds, done) if item
            ]
            assert left is None or len(told) == len(left)
            return np.array(told, dtype=np.int64)[known]

        now = scores(model)
        for place in found.rules[:4]:
            line = found.lines[place]
            if line.line.muted:
                assert line.without is None
                continue
            rule = line.line.rule
            then = scores(model.with_rule(replace(rule, muted=True)))
            assert line.without is not None
            assert line.without.mql.known == (then >= threshold).sum()
            assert line.without.mql.converted == converted[then >= threshold].sum()
            out = (now >= threshold) & (then < threshold)
            assert line.without.kept.known == out.sum()
            assert line.without.kept.converted == converted[out].sum()
            into = (now < threshold) & (then >= threshold)
            assert line.without.held_back.known == into.sum()
            if line.without.auc is not None:
                assert line.without.auc.a.value == pytest.approx(roc_auc_score(converted, now))
                assert line.without.auc.b.value == pytest.approx(roc_auc_score(converted, then))


@pytest.mark.parametrize("seed", range(4))
def test_that_hits_and_entries_are_those_counted_lead_by_lead(seed: int) -> None:
    leads = leads_of(300, seed)
    rule = Rule("r1", "Size", SIZES, VP)
    found = lens(model_of(rule), leads)
    assert [line.line.words for line in found.lines] == ["", "under 10", "10\u201399", "100 up"]
    job, size = leads.raw_column(RECIPE.inputs[0]), leads.raw_column(RECIPE.inputs[1])
    assert job is not None
    assert size is not None
    vp = np.array([job[row] == "VP" for row in range(300)])
    sizes = np.array([int(size[row]) for row in range(300)])
    for place, which in enumerate([sizes > 0, sizes == 5, sizes == 50, sizes == 500]):
        line, hit = found.lines[place], vp & which
        assert found.rows(place).tolist() == np.flatnonzero(hit).tolist()
        assert line.hits.known == hit.sum()
        assert line.hits.converted == leads.outcome[hit].sum()
        assert line.others.known == (~hit).sum()
        assert line.others.converted == leads.outcome[~hit].sum()
    assert found.entries(0) == (1, 2, 3)


def test_that_leads_without_an_outcome_are_hit_but_say_nothing() -> None:
    leads = leads_of(300)
    codes = leads.outcome.copy()
    codes[100:] = 2
    found = lens_of(
        score(model_of(Rule("r", "VP", Points(10), VP)), leads, DAY), codes, leads.created
    )
    line = found.lines[0]
    assert line.hits.leads == unpacked(line.bits, 0, 300).sum()
    assert line.hits.known == unpacked(line.bits, 0, 100).sum()
    assert found.all.known == 100


@pytest.mark.parametrize(
    ("points", "when", "finding"),
    [
        (-20, VP, Finding.WRONG_WAY),
        (20, NOISE, Finding.CANNOT_TELL),
        (0, VP, Finding.NO_POINTS),
        (10, FieldTest("Job", Test.IS, ("nobody",)), Finding.NO_HITS),
        (10, FieldTest("Job", Test.IS_KNOWN), Finding.ALL_HIT),
        (10, VP, Finding.AGREES),
    ],
)
def test_that_points_are_held_against_what_became_of_the_leads(
    points: int, when: FieldTest, finding: Finding
) -> None:
    found = only(model_of(Rule("r", "Mine", Points(points), when)), leads_of(4_000))
    assert found.finding is finding
    assert sentence.finding(found)


def test_that_points_far_beyond_what_they_are_worth_are_told_with_their_worth() -> None:
    sizes = Rule("s", "Size", SIZES)
    leads = leads_of(8_000)
    worth = only(model_of(Rule("r", "VP", Points(20), VP), sizes), leads).worth
    assert worth is not None
    fitting, double = round(worth.points.value), round(4 * worth.points.value)
    fits = only(model_of(Rule("r", "VP", Points(fitting), VP), sizes), leads)
    much = only(model_of(Rule("r", "VP", Points(double), VP), sizes), leads)
    little = only(model_of(Rule("r", "VP", Points(1), VP), sizes), leads)
    assert [fits.finding, much.finding, little.finding] == [
        Finding.AGREES,
        Finding.TOO_MUCH,
        Finding.TOO_LITTLE,
    ]
    assert f"it is worth about +{fitting}" in sentence.finding(much)


def test_that_a_low_entry_is_judged_against_what_others_get() -> None:
    # Small companies get +2 where others get more: that they convert less is what it says.
    award = ByValue("Job", (ValuePoints("clerk", 2), ValuePoints("VP", 12)))
    found = lens(model_of(Rule("r", "Job", award)), leads_of(4_000))
    assert [line.finding for line in found.lines[1:]] == [Finding.AGREES, Finding.AGREES]
    turned = ByValue("Job", (ValuePoints("clerk", 12), ValuePoints("VP", 2)))
    found = lens(model_of(Rule("r", "Job", turned)), leads_of(4_000))
    assert [line.finding for line in found.lines] == [Finding.WRONG_WAY] * 3
    assert "It gives +2 where other leads get +12" in sentence.finding(found.lines[2])


def test_that_few_conversions_say_nothing_however_clear_they_look() -> None:
    found = only(model_of(Rule("r", "VP", Points(-20), VP)), leads_of(150, won=0.15))
    assert found.hits.converted <= 30
    assert found.finding is Finding.TOO_FEW
    assert found.held is Held.TOO_FEW


def test_that_a_rule_that_says_nothing_of_newer_leads_is_told() -> None:
    found = only(model_of(Rule("r", "VP", Points(20), VP)), leads_of(6_000, lost=True))
    steady = only(model_of(Rule("r", "VP", Points(20), VP)), leads_of(6_000))
    assert (found.held, steady.held) == (Held.LOST, Held.HOLDS)
    assert found.stability is not None
    assert [block.hits.known + block.others.known for block in found.stability.blocks] == [
        1_500
    ] * 4


def test_that_a_muted_rule_is_counted_and_not_judged() -> None:
    found = only(model_of(Rule("r", "VP", Points(20), VP, muted=True)), leads_of(1_000))
    assert found.finding is Finding.MUTED
    assert found.without is None
    assert found.p_odds is None
    assert found.odds is not None


def test_that_a_false_alarm_among_many_rules_is_as_rare_as_it_says() -> None:
    names = [f"F{at}" for at in range(10)]
    rules = (Rule(f, f, Points(5), FieldTest(f, Test.IS, ("a",))) for f in names)
    dice = np.random.default_rng(8)
    columns = [column_of(f, np.where(dice.random(600) < 0.4, "a", "b").tolist()) for f in names]
    leads = Leads(RawTable(tuple(columns), 600), Recipe(tuple(map(Input, names))))
    scored = score(model_of(*rules), leads, DAY)
    alarms = []
    for _ in range(100):
        found = lens_of(scored, (dice.random(600) < 0.2).astype(np.uint8), leads.created)
        alarms.append(any(line.finding is not Finding.CANNOT_TELL for line in found.lines))
    # 5 % by chance; more than 12 of 100 would come up once in 600 times.
    assert sum(alarms) <= 12


@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (100, 0.5), (1_000, 0.01)])
def test_that_the_interval_of_the_lift_covers_the_truth(leads: int, rate: float) -> None:
    # With some ten conversions it is wide, never short.
    most = 0.97 if leads * rate > 30 else 0.99
    assert 0.93 <= lift_covered(np.random.default_rng(4), leads, rate).mean() <= most


@pytest.mark.parametrize("outcome", ["", "yes", "no"])
@pytest.mark.parametrize("rows", [0, 1, 40])
def test_that_histories_that_say_nothing_are_told_in_a_sentence(rows: int, outcome: str) -> None:
    columns = (column_of("Job", ["VP"] * rows), column_of("Won", [outcome] * rows))
    leads = Leads(RawTable(columns, rows), Recipe((Input("Job"), RECIPE.inputs[3])))
    model = model_of(Rule("r", "VP", Points(20), VP), Rule("s", "Size", SIZES))
    found = lens(model, leads)
    assert sentence.verdict(found)[0].startswith("Not enough data to say")
    assert lens_text(found)
    assert all(
        word not in repr(lens_json(found)).lower() for word in ("nan", "inf,", "inf}", "-inf")
    )
    for line in found.lines:
        assert sentence.finding(line)
        assert sentence.odds(line)
        assert sentence.steady(found, line)


def test_that_a_model_without_rules_says_so() -> None:
    found = lens(model_of(), leads_of(100))
    assert sentence.verdict(found) == ("The model has no rules yet.", "")
    assert lens_json(found) == []


def test_that_the_verdict_names_the_rules_that_point_the_wrong_way() -> None:
    model = model_of(Rule("r", "Bosses", Points(-20), VP), Rule("n", "Noise", Points(5), NOISE))
    found = lens(model, leads_of(4_000))
    first, second = sentence.verdict(found)
    assert first == "1 of 2 rules points the wrong way: Bosses."
    assert second == "1 could be chance."


def test_that_the_leads_looked_at_are_those_of_the_history() -> None:
    leads = leads_of(500)
    scored = score(model_of(Rule("r", "VP", Points(20), VP)), leads, DAY)
    history = history_of(scored, leads, draws=50)
    found = lens_of(scored, history.looked.codes, leads.created)
    assert found.all.known == history.all.known
    assert found.mql.converted == history.mql.converted
    assert found.auc == history.auc
