from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.effects import rule_effects, with_effects
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation, Tally
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring import counting
from models.scoring.conditions import FieldTest, Test
from models.scoring.decay import Fades
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import Band, Group, Move, Override, Points, Rule, Scale, ScoringModel
from models.scoring.sight import Sight, scored_by
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF as NASTY_DAY
from tests.models.scoring.nasty_leads import INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

seeds = st.integers(0, 2**32 - 1)


def tally(leads: Leads, mask: np.ndarray) -> Tally:  # type: ignore[type-arg]
    outcome = leads.outcome[mask]
    return Tally(len(outcome), int((outcome == 1).sum()), int((outcome == 0).sum()))


def both(a: int, b: int, rows: int = 50) -> tuple[Leads, Scored, Evaluation]:
    leads, model = drawn.leads(a, rows), drawn.model(b)
    scored = score(model, leads, AS_OF)
    return leads, scored, evaluate(model, leads, scored=scored)


@given(seeds, seeds)
def test_that_every_lead_is_counted_once(a: int, b: int) -> None:
    leads, scored, found = both(a, b)
    assert found.all == tally(leads, np.ones(len(leads), dtype=bool))
    for level, counts in enumerate(found.histogram.tolist()):
        at = scored.scores == level + found.least
        mine = tally(leads, at)
        assert counts == [mine.not_converted, mine.converted, mine.leads - mine.known]
    assert found.most == scored.model.scale.most


@given(seeds, seeds)
def test_that_bands_and_mql_hold_the_leads_of_their_scores(a: int, b: int) -> None:
    leads, scored, found = both(a, b)
    model = scored.model
    for position, band in enumerate(found.bands):
        mine = [model.band_of(int(s)) == position for s in scored.scores]
        assert band.tally == tally(leads, np.array(mine, dtype=bool))
    assert found.mql == tally(leads, scored.scores >= model.mql_threshold)


@given(seeds, seeds)
def test_that_rules_and_groups_tell_what_they_did(a: int, b: int) -> None:
    leads, scored, found = both(a, b)
    for group in scored.model.groups:
        given_points = scored.given[group.id]
        assert found.reaches[group.id] == (given_points.min(), given_points.max())
        for rule in group.rules:
            hit = scored.masks.hit(rule, Sight(AS_OF))
            assert found.rules[rule.id].hits == tally(leads, hit)
            assert not scored.contribution(rule)[~hit].any()
            assert found.rules[rule.id].mql_added is None


@given(seeds, seeds)
def test_that_a_rules_effect_is_mql_now_less_mql_without_it(a: int, b: int) -> None:
    leads, scored, found = both(a, b)
    effects = rule_effects(scored)
    filled = with_effects(found, scored)
    for rule in scored.model.rules():
        muted = scored.model.with_rule(replace(rule, muted=True))
        without = evaluate(muted, leads, as_of=AS_OF)
        assert effects[rule.id] == found.mql.leads - without.mql.leads
        assert filled.rules[rule.id].mql_added == effects[rule.id]


@pytest.mark.parametrize("move", list(Move))
def test_that_effects_know_what_an_override_fixes(move: Move) -> None:
    """The MQL band is one score wide, so that every end of a move meets the threshold."""
    bands = (Band("Cold", 0), Band("MQL", 50, mql=True), Band("Hot", 51))
    rule = Rule("r", "R", Points(30), FieldTest("Title", Test.IS_KNOWN))
    for band in ("Cold", "MQL", "Hot"):
        override = Override("o", "O", FieldTest("Phone", Test.IS_YES), move, band)
        model = ScoringModel("m", "M", (Group("g", "G", (rule,)),), bands, (override,), base=25)
        leads = drawn.leads(2, 60)
        scored = score(model, leads, AS_OF)
        without = evaluate(model.with_rule(replace(rule, muted=True)), leads, as_of=AS_OF)
        now = evaluate(model, leads, scored=scored)
        assert rule_effects(scored) == {"r": now.mql.leads - without.mql.leads}


@given(seeds, seeds, seeds)
def test_that_movement_counts_every_lead_where_it_was_and_is(a: int, b: int, c: int) -> None:
    leads = drawn.leads(a, 60)
    before, model = drawn.model(b), drawn.model(c)
    masks = Masks(leads)
    saved, scored = score(before, leads, AS_OF, masks), score(model, leads, AS_OF, masks)
    found = evaluate(model, leads, scored=scored, saved=saved)
    movement = found.movement
    assert movement is not None
    counts = np.zeros((len(before.bands), len(model.bands), 3), dtype=int)
    np.add.at(counts, (saved.bands, scored.bands, leads.outcome), 1)
    assert movement.counts.tolist() == counts.tolist()
    assert movement.changed == sum(
        int(x) != int(y) for x, y in zip(saved.scores, scored.scores, strict=True)
    )
    was, now = saved.scores >= before.mql_threshold, scored.scores >= model.mql_threshold
    assert movement.entered == tally(leads, now & ~was)
    assert movement.left == tally(leads, was & ~now)
    alone = evaluate(model, leads, scored=scored)
    assert (alone.histogram == found.histogram).all()
    assert alone.auc == found.auc


@given(seeds, seeds)
def test_that_overridden_counts_the_leads_that_were_moved(a: int, b: int) -> None:
    _, scored, found = both(a, b)
    assert found.overridden == int((scored.scores != scored.totals).sum())


def test_that_leads_without_outcomes_have_scores_but_no_rates() -> None:
    leads = drawn.leads(3, 40, outcome=False)
    found = evaluate(drawn.model(3), leads, as_of=AS_OF)
    assert found.all == Tally(40, 0, 0)
    assert found.auc is None
    assert found.lift == ()
    assert found.gains.shape == (0, 2)
    assert found.all.rate is None


def test_that_no_leads_and_one_lead_can_be_evaluated() -> None:
    for rows in (0, 1):
        leads = drawn.leads(1, rows)
        for seed in range(30):
            model = drawn.model(seed)
            saved = score(model, leads, AS_OF)
            found = evaluate(model, leads, as_of=AS_OF, saved=saved, effects=True)
            assert found.all.leads == rows


def test_that_a_scale_too_wide_to_count_is_refused_with_a_remedy() -> None:
    model = replace(drawn.model(1), scale=Scale(0, 50_000_000))
    with pytest.raises(LeadbenchError, match="narrower scale"):
        evaluate(model, drawn.leads(1, 5), as_of=AS_OF)


def test_that_wide_scales_are_counted_too() -> None:
    leads = drawn.leads(5, 50)
    for most in (127, 128, 255, 256, 70_000):
        model = replace(drawn.model(9), scale=Scale(0, most))
        scored = score(model, leads, AS_OF)
        found = evaluate(model, leads, scored=scored)
        assert len(found.histogram) == most + 1
        assert (found.histogram.sum(axis=1).nonzero()[0] == np.unique(scored.scores)).all()


def test_that_counting_in_pieces_counts_each_lead_once(monkeypatch: pytest.MonkeyPatch) -> None:
    leads, model = drawn.leads(8, 100), drawn.model(8)
    saved = score(drawn.model(9), leads, AS_OF)
    whole = evaluate(model, leads, as_of=AS_OF, saved=saved)
    monkeypatch.setattr(counting, "_PIECE", 7)
    pieces = evaluate(model, leads, as_of=AS_OF, saved=saved)
    assert (pieces.histogram == whole.histogram).all()
    assert pieces.movement is not None
    assert whole.movement is not None
    assert (pieces.movement.counts == whole.movement.counts).all()


def test_that_effects_are_those_of_the_engine_where_points_fade_by_activities() -> None:
    """A muted rule's activities no longer say when its group was last touched."""
    rows, kinds = nasty_leads(47, 50)
    asked = Asked(rows, INPUTS, NASTY_DAY, kinds, done_by(47, rows))
    fading = 0
    for model in random_models(5, 120):
        leads = scored_by(model, asked.leads(model.zone), NASTY_DAY).leads
        scored = score(model, leads, NASTY_DAY)
        now = int((scored.scores >= model.mql_threshold).sum())
        expected = {}
        for rule in model.rules():
            other = score(model.with_rule(replace(rule, muted=True)), leads, NASTY_DAY)
            expected[rule.id] = now - int((other.scores >= model.mql_threshold).sum())
        assert rule_effects(scored) == expected
        fading += any(
            group.decay is not None and group.decay.way is Fades.BY_GROUP for group in model.groups
        )
    assert fading > 10
