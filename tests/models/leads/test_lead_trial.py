"""A lead tried out is the lead of a file that has those cells and those activities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.lead_trial import Added, LeadTrial, Typed, tried
from models.scoring.engine import score
from models.scoring.explanation import explain
from models.scoring.way_change import steps_changed
from tests.models.evaluation.steps.asked_again import Nasty
from tests.models.scoring.nasty_activities import ACTIVITY_INPUTS, TIME
from tests.models.scoring.nasty_leads import AS_OF, HEADERS, INPUTS, Seeded
from tests.models.scoring.runners import Asked, Done
from tests.models.scoring.scorable_models import pointed_model

TODAY = AS_OF.toordinal() - 719_163  # 1970-01-01 is day 719,163


def nasty_of(seed: int) -> Nasty:
    return Nasty(replace(pointed_model(Seeded(seed)), own_day=None), seed)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_that_a_trial_scores_as_a_file_with_its_cells_and_activities(
    seed: int, data: st.DataObject
) -> None:
    nasty = nasty_of(seed)
    rows, kinds = nasty.rows
    row = data.draw(st.integers(0, nasty.made - 1))
    activities = nasty.leads.activities
    assert activities is not None
    own = activities.of(row)
    added = data.draw(
        st.lists(
            st.builds(
                Added,
                st.integers(0, len(activities) - 1),
                st.integers(0, 40),
                st.integers(1, 3),
            ),
            max_size=3,
        )
    )
    gone = data.draw(st.frozensets(st.integers(0, 3)))
    gone = frozenset(place for place in gone if place < own.stop - own.start)
    item = data.draw(st.sampled_from(INPUTS))
    text = data.draw(st.sampled_from(["", "10", "yes", "VP Sales", "2024-03-01"]))
    trial = LeadTrial(row, (Typed(item.name, text),), left_out=gone)
    for one in added:
        trial = trial.with_added(one)
    header = HEADERS.get(item.name, item.name)
    cells = {**rows[row], header: text}
    said = {**kinds[row], header: type(kinds[row][header])(1)}
    did = [nasty._did(place) for place in range(own.start, own.stop)]
    did = [found for place, found in enumerate(did) if place not in gone]
    for one in trial.added:
        what, kind = nasty._did(one.place)
        day = AS_OF.fromordinal(AS_OF.toordinal() - one.ago)
        again = {**what, TIME: f"{day.isoformat()} 23:59:59"}
        did += [(again, {**kind, TIME: type(kinds[row][header])(1)})] * one.times
    done = Done(ACTIVITY_INPUTS, [[a for a, _ in did]], [[b for _, b in did]])
    expected = Asked([cells], INPUTS, AS_OF, [said], done).leads(nasty.model.zone)
    found = tried(nasty.leads, trial, TODAY)
    model = nasty.model
    assert (
        score(model, found, AS_OF).scores.tolist() == score(model, expected, AS_OF).scores.tolist()
    )


def test_that_a_blank_lead_can_be_given_activities() -> None:
    nasty = nasty_of(3)
    assert nasty.leads.activities is not None
    blank = tried(nasty.leads, LeadTrial(), TODAY)
    assert blank.activities is not None
    assert len(blank.activities) == 0
    one = tried(nasty.leads, LeadTrial(added=(Added(0), Added(1, 3, 2))), TODAY)
    assert one.activities is not None
    assert one.activities.days.tolist() == [TODAY - 3, TODAY - 3, TODAY]


def test_that_a_trial_can_be_taken_back_piece_by_piece() -> None:
    trial = LeadTrial(4).with_typed(Typed("A", "1")).with_typed(Typed("A", "2"))
    assert trial.typed == (Typed("A", "2"),)
    trial = trial.with_added(Added(7)).with_added(Added(7, times=2)).with_added(Added(8)).turned(1)
    assert trial.added == (Added(7, times=3), Added(8))
    trial = trial.turned(1).without_added(0).without_added(0)
    assert trial
    assert not trial.without_typed("A")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 23), st.integers(0, 23))
def test_that_two_ways_side_by_side_hold_every_step_of_both_in_order(
    seed: int, one: int, other: int
) -> None:
    nasty = nasty_of(seed)
    before = explain(nasty.model, nasty.leads, one, AS_OF)
    after = explain(nasty.model, nasty.leads, other, AS_OF)
    pairs = steps_changed(before, after)
    assert [pair.before for pair in pairs if pair.before] == list(before.steps)
    assert [pair.after for pair in pairs if pair.after] == list(after.steps)
    assert sum(b - a for a, b in (pair.points for pair in pairs)) == after.score - before.score
    assert all(pair.changed == (pair.points[0] != pair.points[1]) for pair in pairs)
    assert not any(pair.changed for pair in steps_changed(before, before))
    assert np.all([pair.step is not None for pair in pairs])
