"""What a replay says of itself, figures held against the counts they come from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.evaluation.lead_path import LeadPath, Part
from models.evaluation.lead_times import LeadTimes
from models.evaluation.replay import Moves, Replay
from models.evaluation.replay_words import moved_words, replay_verdict
from models.leads.columns import BLANK_DAY
from models.scoring.answers import day_number
from models.scoring.conditions import FieldTest, Test
from models.scoring.explanation import StepKind
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.evaluation.past import LAST

MODEL = ScoringModel("m", "M")
DAYS = np.array([day_number(LAST) - 7, day_number(LAST)], dtype=np.int32)
NARROW = "\u202f"


def replayed(undated: int = 0, model: ScoringModel = MODEL) -> Replay:
    counts = np.zeros((2, len(model.bands), 3), dtype=np.int64)
    counts[0, 0], counts[1, 0], counts[1, 2] = (30, 5, 5), (50, 10, 0), (20, 20, 0)
    first = np.full(100, BLANK_DAY, dtype=np.int32)
    none = np.zeros(0, dtype=np.int16)
    moves = Moves(none.astype(np.int32), none.astype(np.int32), none, none)
    return Replay(model, 7, DAYS, counts, first, undated, 0, moves)


def times(
    days: tuple[int, ...], after: int = 0, never: int = 0, undated: int = 0, later: int = 0,
    step: int = 1,
) -> LeadTimes:  # fmt: skip
    return LeadTimes(np.array(sorted(days), dtype=np.int64), after, never, undated, later, step)


def test_that_the_sentence_has_the_median_the_middle_half_and_the_rest() -> None:
    forty = tuple(range(1, 41))
    first, second = replay_verdict(replayed(), times(forty, after=5, never=5))
    assert first == (
        "Customers who crossed the MQL threshold did so 20 days before they converted, half of "
        f"them 10 to 30 days before; 10{NARROW}% of all customers only on that day or later; "
        f"10{NARROW}% of all customers never did."
    )
    assert second == "From 50 conversions."


def test_that_weeks_and_few_conversions_and_later_ones_are_said() -> None:
    found = times((7, 14), never=2, undated=3, later=4, step=7)
    first, second = replay_verdict(replayed(undated=2), found)
    assert f"50{NARROW}% of all customers had not by 14 Jun 2024" in first
    assert second == (
        "From 4 conversions, 3 more have no day, all of them after 14 Jun 2024, where the data "
        "end, too few to judge by, looked at once a week, so a crossing counts from the next look. "
        "2 leads without a day of creation left out."
    )


@pytest.mark.parametrize(
    ("found", "first", "second"),
    [
        (times((), never=40), "None of 40 conversions reached", "From 40 conversions."),
        (times(()), "40 of 100 leads are above", "No conversion is known"),
        (times((), undated=9), "40 of 100 leads are above", "9 conversions without a day"),
    ],
)
def test_that_a_replay_without_lead_times_says_why(
    found: LeadTimes, first: str, second: str
) -> None:
    said = replay_verdict(replayed(), found)
    assert said[0].startswith(first)
    assert said[1].startswith(second)


def test_that_rules_on_fields_are_counted() -> None:
    rule = Rule("r", "R", Points(5), FieldTest("Size", Test.IS_KNOWN))
    model = replace(MODEL, groups=(Group("g", "G", (rule, replace(rule, id="q", muted=True))),))
    _, second = replay_verdict(replayed(model=model), times((3,) * 40))
    assert "1 of 1 rule reads fields as exported: what these were before" in second


def test_that_steps_say_what_was_and_what_is() -> None:
    path = LeadPath(
        0,
        DAYS,
        np.array([10, 12]),
        (
            Part(StepKind.RULE, "Visits", np.array([10, 15])),
            Part(StepKind.LIMIT, "limit of Fit", np.array([0, -3])),
        ),
    )
    assert moved_words(path, 1) == "Visits +10 to +15; Limit of Fit \u22123"
    assert moved_words(path, 0) == "Visits +10"
    still = LeadPath(0, DAYS, np.array([1, 1]), ())
    assert moved_words(still, 1) == "Nothing moved the score."
