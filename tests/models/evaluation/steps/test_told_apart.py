"""What a model does not tell apart gives the same score; one value for all is what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.evaluation.steps.told_apart import activity_kinds, selections, value_classes
from models.leads.columns import blank_rows, rows_of
from models.leads.fields import Input, Role
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.one_value import with_value
from tests.models.evaluation.steps.asked_again import Nasty
from tests.models.scoring.nasty_leads import AS_OF, HEADERS, INPUTS, Seeded
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_model, random_model


def own_days(seed: int) -> ScoringModel:
    """Some look at leads on days of their own."""
    return random_model(Seeded(seed)) if seed % 2 else pointed_model(Seeded(seed))


def model_of(seed: int) -> ScoringModel:
    return replace(own_days(seed), own_day=None)  # so that every lead is scored


FIELDS = [item for item in INPUTS if item.role is Role.FIELD]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.sampled_from(FIELDS), st.integers(0, 23))
def test_that_one_value_for_all_scores_as_if_the_file_had_it_in_every_row(
    seed: int, item: Input, from_row: int
) -> None:
    model = model_of(seed)
    nasty = Nasty(model, seed)
    column = nasty.leads.column(item.name)
    assert column is not None
    cell = rows_of(column, np.array([from_row]))
    by_masks = with_value(nasty.ground.scored, item, cell)
    header = HEADERS.get(item.name, item.name)
    rows, kinds = nasty.rows
    same = [{**row, header: rows[from_row][header]} for row in rows]
    said = [{**kind, header: kinds[from_row][header]} for kind in kinds]
    leads = Asked(same, INPUTS, AS_OF, said, nasty.done).leads(model.zone)
    assert by_masks.scores.tolist() == score(model, leads, AS_OF).scores.tolist()
    again = score(model, nasty.leads, AS_OF)  # nothing of it was kept
    with_kept = score(model, nasty.leads, AS_OF, nasty.ground.scored.masks)
    assert with_kept.scores.tolist() == again.scores.tolist()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.sampled_from(FIELDS))
def test_that_values_of_a_class_give_every_lead_the_same_score(seed: int, item: Input) -> None:
    model = own_days(seed)
    nasty = Nasty(model, seed)
    assume(nasty.count > 0)
    scored, column = nasty.ground.scored, nasty.leads.column(item.name)
    assert column is not None
    classes = value_classes(model, item, scored.masks, scored.sight)
    blank = blank_rows(column)
    assert ((classes.codes < 0) == blank).all()
    assert classes.leads.tolist() == np.bincount(classes.codes[~blank]).tolist()
    assert sorted(classes.leads, reverse=True) == classes.leads.tolist()
    for place, example in enumerate(classes.rows.tolist()):
        assert classes.codes[example] == place
        expected = with_value(scored, item, rows_of(column, np.array([example]))).scores
        for row in np.flatnonzero(classes.codes == place)[:3].tolist():
            found = with_value(scored, item, rows_of(column, np.array([row]))).scores
            assert found.tolist() == expected.tolist()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_that_activities_of_a_kind_have_a_type_and_are_seen_by_the_same_selections(
    seed: int,
) -> None:
    nasty = Nasty(model_of(seed), seed)
    scored, activities = nasty.ground.scored, nasty.leads.activities
    assert activities is not None
    kinds = activity_kinds(nasty.model, scored.masks, scored.sight)
    answers = scored.masks.activities(scored.sight)
    seen = {of: set(answers.chosen(of).events.tolist()) for of in selections(nasty.model)}
    assert kinds.times.tolist() == np.bincount(kinds.codes[kinds.codes >= 0]).tolist()
    for place, kind in enumerate(kinds.codes.tolist()):
        by = {of for of, events in seen.items() if place in events}
        assert (kind >= 0) == bool(by)
        if kind >= 0:
            assert by == set(kinds.seen[kind])
            keys = activities.types.keys
            example = int(kinds.places[kind])
            codes = activities.types.codes
            assert keys[int(codes[place])] == keys[int(codes[example])]
            assert kinds.codes[example] == kind
