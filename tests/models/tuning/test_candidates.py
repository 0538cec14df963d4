from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.multitest import multipletests

from models.evaluation.guard.known import fields_that_know
from models.evaluation.guard.stopping import Stopped
from models.evaluation.profile.fields import Known
from models.leads.derived_fields import LookUp
from models.leads.fields import Kind, Recipe, Role
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.bits import unpacked
from models.scoring.conditions import ActivityTest, Condition, FieldTest, Test
from models.scoring.conditions import tests_in as fields_asked
from models.scoring.engine import score
from models.scoring.file.model_json import model_faults
from models.scoring.model import Axis, ByValue, Group, Points, Rule, ScoringModel, ValuePoints
from models.scoring.sight import scored_by as by_model
from models.scoring.words import plain, sentence
from models.tuning.candidate import Candidate, Sort
from models.tuning.candidates import pairs as pairing
from models.tuning.candidates.chance import FALSE, sure_below
from models.tuning.candidates.numbers import edges_around
from models.tuning.candidates.proposals import Proposals
from models.tuning.candidates.propose import MOST, edited, proposals_of
from models.tuning.candidates.teaching import sample_of
from models.tuning.ground import ground_of
from models.tuning.reference import points_of
from models.tuning.tuned import tuned_model
from tests.models.evaluation.rate_ends import rate_ends
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, SEEN, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models
from tests.models.tuning.by_hand import by_engine
from tests.models.tuning.histories import DAY, NOISE, cells_of, leads_of, scored_by, with_activities
from tests.models.tuning.histories import INPUTS as FIELDS

CELLS = cells_of(4000, 3)
LEADS = leads_of(CELLS)
LEAKS = {"Call": "It knows."}


def proposed(leads: Leads = LEADS, model: ScoringModel | None = None, **more: object) -> Proposals:
    more = {"leaks": LEAKS, **more}
    return proposals_of(scored_by(leads, model), leads, leads.outcome, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def acted() -> Leads:
    return with_activities(CELLS, 4)


@pytest.fixture(scope="module")
def found() -> Proposals:
    return proposed()


def parts_in(when: Condition | None) -> list[FieldTest]:
    assert when is not None
    return list(fields_asked(when))


def named(found: Proposals, name: str) -> Candidate:
    return next(one for one in found.candidates if one.rule.name == name)


# What is found


def test_that_planted_signals_are_found_with_their_signs(found: Proposals) -> None:
    for name, up in (
        ("Industry: Software", True),
        ("Title contains Head", True),
        ("Demo: yes", True),
        ("Topics: b", True),
        ("Phone: blank", False),
    ):
        one = named(found, name)
        assert one.sure, name
        assert isinstance(one.rule.award, Points)
        assert (one.rule.award.points > 0) == up
    fields = [one.rule.fields()[0] for one in found.candidates if one.sure]
    assert not set(fields) & set(NOISE)


def test_that_numbers_are_cut_where_leads_begin_to_convert_otherwise(found: Proposals) -> None:
    cuts = {
        float(str(one.rule.when.values[0]))
        for one in found.candidates
        if one.sort is Sort.FROM and isinstance(one.rule.when, FieldTest)
        if one.rule.when.field == "Size"
    }
    assert min(abs(cut - 100) for cut in cuts) <= 10
    middle = next(one for one in found.candidates if one.sort is Sort.RANGE)
    low, high = (float(str(part.values[0])) for part in parts_in(middle.rule.when))
    assert middle.rule.fields() == ("Age",)
    assert max(abs(low - 30), abs(high - 60)) <= 5


def test_that_a_pair_is_found_that_its_parts_do_not_tell(found: Proposals) -> None:
    best = next(one for one in found.candidates if one.sort is Sort.PAIR)
    assert set(best.rule.fields()) == {"Plan", "Team"}
    assert best.beyond is not None
    assert best.evidence is not None
    more = best.evidence.rate.value > best.beyond.expected
    assert more == (best.beyond.log_odds(best.evidence) > 0)
    assert isinstance(best.rule.award, Points)
    assert more == (best.rule.award.points > 0)
    assert "By each of the two alone one would expect" in best.rule.note


def test_that_noise_gives_no_more_candidates_than_chance() -> None:
    tried = proposals = sure = 0
    for seed in range(8):
        leads = leads_of(cells_of(1200, 100 + seed, signal=0.0))
        found = proposed(leads)
        tried += found.tried
        proposals += sum(one.beyond is None for one in found.candidates)
        sure += any(one.sure for one in found.candidates)
    assert tried > 800
    assert proposals <= 0.05 * tried
    assert sure <= 3  # one in ten histories by its law, and one in twenty by its pairs


def test_that_nothing_of_other_leads_is_looked_at() -> None:
    teach = np.flatnonzero(np.random.default_rng(5).random(4000) < 0.6)
    first = proposals_of(scored_by(LEADS), LEADS, LEADS.outcome, teach, LEAKS)
    other = {name: list(values) for name, values in CELLS.items()}
    strange = cells_of(4000, 77, signal=-3.0)
    outside = sorted(set(range(4000)) - set(teach.tolist()))
    for row in outside:
        for name in other:
            if name != "Id":
                other[name][row] = strange[name][row]
        other["Size"][row], other["Industry"][row] = str(10**6 + row), "SOFTWARE"
        other["Title"][row] = f"HEAD {row}"
    leads = leads_of(other)
    again = proposals_of(scored_by(leads), leads, leads.outcome, teach, LEAKS)
    assert again == first
    assert len(first.candidates) > 10
    assert proposed(leads).candidates != first.candidates


def test_that_what_is_proposed_does_not_depend_on_the_order_of_the_leads(
    found: Proposals,
) -> None:
    order = np.random.default_rng(8).permutation(4000)
    mixed = leads_of({name: [cells[row] for row in order] for name, cells in CELLS.items()})
    rules = [one.rule for one in proposed(mixed).candidates]
    assert rules == [one.rule for one in found.candidates]


def test_that_a_word_is_found_beside_the_values_that_have_it_and_stands_for_them() -> None:
    dice = np.random.default_rng(12)
    ranks, areas = ("Head", "Clerk", "Expert"), ("IT", "Sales", "Finance")
    titles = [f"{ranks[a]} of {areas[b]}" for a, b in dice.integers(0, 3, (4000, 2)).tolist()]
    won = [dice.random() < (0.4 if title.startswith("Head") else 0.15) for title in titles]
    cells = {**CELLS, "Title": titles, "Won": ["yes" if one else "no" for one in won]}
    found = proposed(leads_of(cells))
    names = [one.rule.name for one in found.candidates]
    assert names[0] == "Title contains Head"
    assert "Title: Head of IT" in names
    assert not any(" or " in name and "Head" in name for name in names)


def test_that_values_and_words_that_lift_alike_are_also_asked_for_at_once() -> None:
    dice = np.random.default_rng(18)
    lands = dice.choice(["Austria", "Germany", "France", "Spain", "Italy", "Poland"], 6000)
    ranks = dice.choice(["Head", "VP", "Clerk", "Intern"], 6000)
    areas = dice.choice(["IT", "HR"], 6000)
    titles = [f"{rank} of {area}" for rank, area in zip(ranks, areas, strict=True)]
    odds = -2.5 + 0.8 * np.isin(lands, ["Austria", "Germany"]) + np.isin(ranks, ["Head", "VP"])
    won = dice.random(6000) < 1 / (1 + np.exp(-odds))
    cells = {name: (values * 2)[:6000] for name, values in CELLS.items()}
    won_cells = ["yes" if one else "no" for one in won]
    more = {"Industry": lands.tolist(), "Title": titles, "Won": won_cells}
    leads = leads_of({**cells, **more})
    asked = [one.rule.when for one in proposed(leads).candidates if one.sure]
    several = {
        (test.test, frozenset(test.values))
        for test in asked
        if isinstance(test, FieldTest) and len(test.values) > 1
    }
    assert (Test.IS_ONE_OF, frozenset(("Austria", "Germany"))) in several
    assert (Test.CONTAINS_ANY_OF, frozenset(("Head", "VP"))) in several


def test_that_of_a_condition_and_its_opposite_the_one_that_lifts_is_proposed() -> None:
    dice = np.random.default_rng(13)
    won = dice.random(4000) < 0.3
    demo = ["no" if dice.random() < (0.4 if one else 0.7) else "yes" for one in won]
    cells = {**CELLS, "Demo": demo, "Won": ["yes" if one else "no" for one in won]}
    found = proposed(leads_of(cells))
    assert found.candidates[0].rule.name == "Demo: yes"
    assert not any(one.name == "Demo: no" for one in found.repeats)


# Evidence


def test_that_the_evidence_is_that_of_the_rule_on_the_leads_that_teach() -> None:
    teach = np.flatnonzero(np.arange(4000) % 3 > 0)
    scored = scored_by(LEADS)
    found = proposals_of(scored, LEADS, LEADS.outcome, teach, LEAKS)
    won = LEADS.outcome[teach] == 1
    assert found.all == Tally(len(teach), int(won.sum()), int((~won).sum()))
    for one in found.candidates:
        assert one.evidence is not None
        hit = scored.masks.of(one.rule.when, scored.sight)[teach]
        having = one.evidence.having
        assert (having.known, having.converted) == (hit.sum(), (hit & won).sum())
        low, _ = rate_ends(having.converted, having.known)
        assert one.evidence.rate.low == pytest.approx(low)
        assert one.evidence.lift.value == pytest.approx(won[hit].mean() / won.mean())
        assert f"{having.converted:,} of {having.known:,} leads convert" in one.rule.note


def test_that_activities_are_found_by_window_and_count_and_leaks_among_them_left_out(
    acted: Leads,
) -> None:
    found = proposed(acted)
    names = [one.rule.name for one in found.candidates if one.sort is Sort.ACTIVITY]
    assert "Webinar: in the last 30 days" in names
    assert any(name.startswith("Webinar: 2 times or more in the last 30") for name in names)
    assert not any(name.startswith(("Mail", "Onboarding")) for name in names)
    assert found.until_today
    (left,) = (one for one in found.left_out if one.name == "Onboarding")
    assert "seems to happen only when the outcome is known" in left.why
    webinar = named(found, "Webinar: in the last 30 days")
    assert isinstance(webinar.rule.when, ActivityTest)
    assert plain(sentence(webinar.rule.when)) == "Webinar in the last 30 days"


def test_that_how_long_ago_a_date_is_counts_where_each_lead_has_its_own_day() -> None:
    dice = np.random.default_rng(17)
    created = dice.integers(100, 400, 4000)
    seen = created - dice.integers(0, 61, 4000)  # up to 60 days after the creation
    own = created - 60
    won = dice.random(4000) < np.where(seen - own <= 7, 0.5, 0.2)
    cells = {
        **CELLS,
        "Created": [(DAY - timedelta(days=int(age))).isoformat() for age in created],
        "Call": [(DAY - timedelta(days=int(age))).isoformat() for age in seen],
        "Won": ["yes" if one else "no" for one in won],
    }
    leads = leads_of(cells)
    call = replace(FIELDS[14], kind=Kind.DATE)
    leads = leads.read_as(Recipe((*FIELDS[:14], call, *FIELDS[15:])))
    model = ScoringModel("m1", "M", own_day=60)
    one = named(proposed(leads, model, leaks={}), "Call: in the last 7 days")
    assert one.rule.when == FieldTest("Call", Test.IN_THE_LAST, (7,))
    assert one.evidence is not None
    assert one.evidence.having.leads == np.count_nonzero(seen - own <= 7)
    as_of_one_day = proposed(leads, leaks={})
    assert not any("Call" in one.rule.fields() for one in as_of_one_day.candidates)


@pytest.mark.parametrize("least", [1.0, 5.0])
def test_that_a_number_that_many_leads_share_does_not_use_up_the_ranges(least: float) -> None:
    values = np.array([0.0] * 900 + [999.0] * 500 + [least + at for at in range(100)])
    edges = edges_around(values)
    assert least in edges
    assert 999.0 in edges
    assert sum(least < edge < least + 100 for edge in edges) >= 15


def test_that_one_whole_number_that_stands_out_is_asked_for_by_itself() -> None:
    dice = np.random.default_rng(16)
    visits = dice.integers(0, 7, 4000)
    won = dice.random(4000) < np.where(visits == 3, 0.5, 0.15)
    cells = {**CELLS, "Noise 2": list(map(str, visits)), "Won": ["yes" if w else "no" for w in won]}
    one = named(proposed(leads_of(cells)), "Noise 2: 3")
    assert one.rule.when == FieldTest("Noise 2", Test.EQUALS, (3.0,))
    assert one.sure


def test_that_what_is_sure_is_what_benjamini_and_hochberg_reject() -> None:
    dice = np.random.default_rng(2)
    for _ in range(20):
        p = np.concatenate([dice.random(60), dice.random(20) / 200])
        truth = multipletests(p, FALSE, method="fdr_bh")[0]
        low = p[p <= 0.05]  # of the others it is only known that they were tried
        assert ((p <= sure_below(low.tolist(), len(p))) == truth).all()


def test_that_the_test_of_a_pair_is_the_score_test_of_statsmodels() -> None:
    dice = np.random.default_rng(6)
    x = np.ones((800, 6))
    x[:, 1:] = dice.random((800, 5)) < 0.4
    won = dice.random(800) < 1 / (1 + np.exp(1 - x[:, 1] - 2 * x[:, 2] * x[:, 3]))
    fit = pairing._fitted(x, won)
    model = GLM(won.astype(float), x, family=Binomial()).fit()
    for a, b in ((1, 2), (2, 3), (4, 5)):
        both = x[:, a] * x[:, b]
        z = pairing._added(both, x, fit)
        truth = model.score_test(exog_extra=both[:, None], return_object=False)[0]
        assert z**2 == pytest.approx(truth, rel=1e-3)
        rough = pairing._rough(x, fit, np.array([a]), np.array([b]))[0]
        assert rough == pytest.approx(abs(z), rel=0.05)


def test_that_what_is_expected_of_a_pair_is_that_of_all_leads_not_of_the_sample() -> None:
    dice = np.random.default_rng(15)
    holds = dice.random((40_000, 3)) < 0.3
    chance = 1 / (1 + np.exp(3.2 - holds @ (0.8, 0.6, -0.4)))
    known = Known((dice.random(40_000) < chance).astype(np.uint8))
    sample = sample_of(known, 6000)
    assert sample.converted.mean() > 0.3 > 5 * known.converted.mean()
    x = np.column_stack([np.ones(6000), holds[sample.rows]])
    both = holds[sample.rows, 0] & holds[sample.rows, 1]
    found = pairing._expected(both, pairing._fitted(x, sample.converted), sample)
    assert found == pytest.approx(chance[holds[:, 0] & holds[:, 1]].mean(), rel=0.06)


def test_that_a_sample_stands_for_all_leads() -> None:
    scored = scored_by(LEADS)
    known = Known(LEADS.outcome)
    sample = sample_of(known, 500)
    assert len(sample.rows) == 500
    assert sample.weights.sum() == pytest.approx(len(scored))
    assert sample.weights[sample.converted].sum() == pytest.approx(known.all.converted)
    assert sample.converted.tolist() == (LEADS.outcome[sample.rows] == 1).tolist()


# Beside the model's own rules

SOFTWARE = FieldTest("Industry", Test.IS, ("SOFTWARE",))
INTERN = FieldTest("Title", Test.CONTAINS, ("Intern",))
MODEL = ScoringModel(
    "m1",
    "M",
    (
        Group("bad", "Drawbacks", (Rule("r9", "Interns", Points(-5), INTERN),), most=0),
        Group("who", "Who", (Rule("r1", "In software", Points(10), SOFTWARE),), Axis.FIT),
        Group(
            "what",
            "What",
            (
                Rule("r2", "Demo", ByValue("Demo", (ValuePoints("yes", 5), ValuePoints(None, 2)))),
                Rule("r3", "No b", Points(-5), FieldTest("Topics", Test.HAS_NONE_OF, ("b",))),
            ),
            Axis.ENGAGEMENT,
        ),
    ),
)  # fmt: skip


def test_that_own_rules_are_among_them_and_never_proposed_again() -> None:
    found = proposed(model=MODEL)
    assert [line.key for line, _ in found.own] == ["r9", "r1", "r2/0", "r2/1", "r3"]
    hits = {line.key: evidence.having.leads for line, evidence in found.own}
    assert hits["r1"] == sum(cell.lower() == "software" for cell in CELLS["Industry"])
    names = {one.rule.name for one in found.candidates}
    assert not names & {"Industry: Software", "Demo: yes", "Title contains Intern"}
    told = {one.name: one for one in found.repeats}
    assert told["Industry: Software"].key == "r1"
    assert told["Demo: yes"].key == "r2/0"
    assert told["Industry: Software"].why == (
        "Industry: Software would be given to the same leads as In software, so it is not "
        "proposed again."
    )


def test_that_candidates_go_where_the_same_is_asked_and_their_points_count(acted: Leads) -> None:
    found = proposed(acted, MODEL)
    homes = {one.rule.name: one.group.id for one in found.candidates}
    assert homes["Title contains Head"] == "who"  # its points would not count among drawbacks
    assert homes["Phone: blank"] == "who"
    assert homes["Webinar: in the last 30 days"] == "what"
    assert homes["Topics: b"] == "what" if "Topics: b" in homes else True
    assert all(not one.group.rules for one in found.candidates)


def test_that_without_groups_of_the_kind_new_ones_are_proposed(acted: Leads) -> None:
    found = proposed(acted)
    groups = {one.group.name: one.group for one in found.candidates}
    assert {name: group.axis for name, group in groups.items()} == {
        "Fit": Axis.FIT,
        "Engagement": Axis.ENGAGEMENT,
    }


def test_that_leaks_and_what_is_made_of_them_are_left_out_and_named() -> None:
    leaks = fields_that_know(LEADS, scored_by(LEADS).masks)
    assert set(leaks) == {"Call"}
    asked = proposed(leaks=None)
    assert next(one for one in asked.left_out if one.name == "Call").why == leaks["Call"]
    made = LookUp("Called", "Call", (("done", "1"),), "0")
    found = proposed(model=ScoringModel("m1", "M", derived=(made,)), leaks=leaks)
    left = {one.name: one.why for one in found.left_out}
    assert left["Call"] == leaks["Call"]
    assert left["Called"] == "It is made of Call, which is left out."
    assert not any({"Call", "Called"} & set(one.rule.fields()) for one in found.candidates)


@pytest.mark.parametrize(("days", "learnt"), [(0, True), (20, False), (200, False)])
def test_that_nothing_is_learnt_from_what_leads_did_after_they_had_converted(
    days: int, learnt: bool
) -> None:
    day = (DAY - timedelta(days=days)).isoformat()
    won_on = [day if cell == "yes" else "" for cell in CELLS["Won"]]
    leads = with_activities({**CELLS, "Call": won_on}, 4)
    call = replace(FIELDS[14], kind=Kind.DATE, role=Role.OUTCOME_DATE)
    leads = leads.read_as(Recipe((*FIELDS[:14], call, *FIELDS[15:])))
    found = proposed(leads, leaks={})
    assert any(one.sort is Sort.ACTIVITY for one in found.candidates) == learnt
    assert not found.until_today  # nothing is from after a conversion, or nothing is proposed
    left = [one.why for one in found.left_out if one.name == "Activities"]
    assert len(left) == (not learnt)
    assert all("was after they had converted" in why for why in left)


def test_that_names_of_persons_are_left_out_but_not_fields_that_are_only_called_so() -> None:
    dice = np.random.default_rng(14)
    names = [f"Name {at}" for at in dice.integers(0, 60, 4000)]
    called = {"Title": "Last name"}
    cells = {called.get(name, name): values for name, values in CELLS.items()}
    found = proposed(leads_of({**cells, "Last name": names}, called))
    left = {one.name: one.why for one in found.left_out}
    assert "what people are called" in left["Last name"]
    called = {"Industry": "Contact"}
    cells = {called.get(name, name): values for name, values in CELLS.items()}
    found = proposed(leads_of(cells, called))
    assert "Contact: Software" in [one.rule.name for one in found.candidates]


def test_that_a_field_that_the_law_protects_comes_with_a_caution(
    found: Proposals,
) -> None:
    cautions = {one.caution for one in found.candidates if "Age" in one.rule.fields()}
    assert all("Tells how old somebody is" in caution for caution in cautions)
    assert cautions


def test_that_an_edited_candidate_has_the_evidence_of_its_changed_rule(found: Proposals) -> None:
    one = named(found, "Industry: Software")
    scored = scored_by(LEADS)
    changed = replace(one.rule, when=FieldTest("Industry", Test.IS, ("Retail",)))
    again = edited(one, changed, scored, LEADS.outcome)
    assert again.evidence is not None
    assert again.evidence.having.leads == CELLS["Industry"].count("Retail")
    assert f"of {again.evidence.having.leads:,} leads" in again.rule.note
    noted = edited(one, replace(changed, note="Ours."), scored, LEADS.outcome)
    assert noted.rule.note == "Ours."


# From nothing


def test_that_a_first_model_is_made_from_nothing() -> None:
    half = np.arange(2000)
    scored = scored_by(LEADS)
    found = proposals_of(scored, LEADS, LEADS.outcome, half, LEAKS)
    chosen = [one for one in found.candidates if one.sure]
    ground = ground_of(scored, LEADS.outcome, chosen, half).ground
    assert ground.now == (0,) * len(chosen)
    hits = np.array([unpacked(bits[0], 0, 2000) for bits in ground.bits]).T
    fit = LogisticRegression().fit(hits, ground.converted)
    points = (5 * (2 * fit.coef_[0]).round()).astype(int).tolist()
    model = tuned_model(scored.model, ground.lines, points, chosen)
    assert model_faults(model) == ()
    assert [group.name for group in model.groups] == ["Fit", "Engagement"]
    again = score(model, LEADS, DAY)
    rest = np.arange(2000, 4000)
    assert roc_auc_score(LEADS.outcome[rest], again.points[rest]) > 0.7


def test_that_candidates_of_nasty_leads_are_sound_rules_with_their_points() -> None:
    dice = np.random.default_rng(9)
    proposals = 0
    for seed, model in enumerate(random_models(61, 6)):
        rows, kinds = nasty_leads(seed, 250)
        every = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
        leads = by_model(model, every, AS_OF).leads
        scored = score(model, leads, AS_OF)
        # Many conversions, by what many leads have, so that something is found.
        likely = scored.masks.of(FieldTest(SEEN, Test.IS_KNOWN), scored.sight)
        codes = (dice.random(len(leads)) < np.where(likely, 0.7, 0.2)).astype(np.uint8)
        found = proposals_of(scored, leads, codes)
        ground = ground_of(scored, codes, found.candidates)
        points = [line.now if line.rule else 5 for line in ground.ground.lines]
        tuned = tuned_model(model, ground.ground.lines, points, found.candidates)
        assert model_faults(tuned) == ()
        again = score(tuned, leads, AS_OF)
        expected = points_of(ground.ground, points)
        assert by_engine(again, ground.rows).tolist() == expected.tolist()
        assert not ground.fixed or all(one.key[0] == "r" for one in ground.fixed)
        proposals += len(found.candidates)
    assert proposals > 20


def test_that_few_leads_are_no_error_and_one_outcome_proposes_nothing() -> None:
    few = leads_of({name: cells[:10] for name, cells in CELLS.items()})
    assert proposed(few).candidates == ()
    same = leads_of({**CELLS, "Won": ["yes"] * 4000})
    found = proposed(same, MODEL)
    assert found.candidates == ()
    assert [line.key for line, _ in found.own] == ["r9", "r1", "r2/0", "r2/1", "r3"]
    blank = {name: [""] * 4000 for name in CELLS if name not in ("Id", "Won", "Created")}
    assert proposed(leads_of({**CELLS, **blank})).candidates == ()


def test_that_no_more_are_proposed_than_the_most_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert MOST == 200
    monkeypatch.setattr("models.tuning.candidates.propose.MOST", 5)
    some = proposed()
    assert len(some.candidates) == 5
    assert some.more > 0
    assert [one.key for one in some.candidates] == ["c1", "c2", "c3", "c4", "c5"]


def test_that_looking_stops_when_asked() -> None:
    with pytest.raises(Stopped):
        proposed(stopped=lambda: True)
