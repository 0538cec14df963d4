"""What is not known of a lead: each value scored by the slow reference tells the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.evaluation.steps.actions import TO_ASK, Action, Sort, filled
from models.evaluation.steps.unknown import unknown_of
from models.leads.columns import blank_rows
from tests.models.evaluation.steps.asked_again import Nasty
from tests.models.evaluation.steps.test_plans import model_of

seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=25)
@given(seeds)
@example(326)  # a date under days of each lead's own: of several classes at once
def test_that_what_a_blank_field_could_do_is_what_its_values_do_by_the_reference(seed: int) -> None:
    nasty = Nasty(model_of(seed), seed)
    if not nasty.count:
        return
    model, ground = nasty.model, nasty.ground
    for row in range(min(nasty.count, 6)):
        one = nasty.one(row)
        band = model.band_of(int(ground.scored.scores[row]))
        found = {item.field: item for item in unknown_of(ground, one, band)}
        for name in model.fields_of_leads():
            item = nasty.leads.input(name)
            mine = None if item is None else one.column(item.name)
            asked = item is not None and item.role in TO_ASK
            if item is None or mine is None or not blank_rows(mine)[0] or not asked:
                assert name not in found
                continue
            options = filled(ground, item, mine, band, most=None)
            action = Action(Sort.BLANK, item.name, options)
            scores = [nasty.by_reference(row, [(action, option)]) for option in options]
            higher = sum(
                option.seen.leads
                for option, score in zip(options, scores, strict=True)
                if model.band_of(score) > band
            )
            lower = sum(
                option.seen.leads
                for option, score in zip(options, scores, strict=True)
                if model.band_of(score) < band
            )
            told = found.get(item.name)
            assert (told is None) == (not higher and not lower)
            if told is not None:
                assert (told.up.leads, told.down.leads) == (higher, lower)
                assert (told.best, told.worst) == (max(scores), min(scores))


def test_that_some_leads_have_a_field_that_could_change_their_band() -> None:
    told = 0
    for seed in range(40):
        nasty = Nasty(model_of(seed), seed)
        for row in range(min(nasty.count, 8)):
            band = nasty.model.band_of(int(nasty.ground.scored.scores[row]))
            told += len(unknown_of(nasty.ground, nasty.one(row), band))
    assert told >= 10
