"""Who teaches and who tests: never the same lead, never the same account."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.history.asked import Looked
from models.leads.columns import BLANK_DAY
from models.problems import LeadbenchError
from models.tuning.division import FEWEST_TESTING, PARTS, Divided, divided
from models.tuning.report import Way

FIRST = (date(2025, 1, 1) - date(1970, 1, 1)).days


def leads(
    rows: int, seed: int = 1, rate: float = 0.1, firms: int = 0, blank: float = 0.0
) -> tuple[Looked, np.ndarray, np.ndarray | None]:
    dice = np.random.default_rng(seed)
    codes = (dice.random(rows) < rate).astype(np.uint8)
    codes[dice.random(rows) < 0.05] = 2
    created = (FIRST + np.sort(dice.integers(0, 300, rows))).astype(np.int32)
    created[dice.random(rows) < blank] = BLANK_DAY
    account = dice.integers(-1, firms, rows).astype(np.int32) if firms else None
    return Looked(codes, "Won"), created, account


def apart(found: Divided) -> None:
    """No lead and no account is on both sides, and no lead of unknown outcome anywhere."""
    for part in found.parts:
        assert not set(part.teach) & set(part.test)
        assert (found.codes[part.teach] < 2).all()
        assert (found.codes[part.test] < 2).all()
        if found.account is not None:
            both = set(found.account[part.teach]) & set(found.account[part.test])
            assert both <= {-1}


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 900), st.integers(0, 99), st.floats(0.02, 0.6), st.sampled_from([0, 5, 90]))
def test_that_no_lead_and_no_account_is_on_both_sides(
    rows: int, seed: int, rate: float, firms: int
) -> None:
    looked, created, account = leads(rows, seed, rate, firms)
    for way in (None, Way.FOLDS):
        found = divided(looked, created, account, "Company", way=way)
        apart(found)
        for part in found.parts:
            for inner in found.choosing(part.teach, seed):
                assert not set(inner.teach) & set(inner.test)
                assert set(inner.teach) | set(inner.test) <= set(part.teach)


def test_that_the_newest_test_and_the_older_teach() -> None:
    looked, created, account = leads(3_000, firms=400)
    found = divided(looked, created, account, "Company")
    (part,) = found.parts
    told = found.division
    assert told.way is Way.TIME
    assert created[part.teach].max() < created[part.test].min()
    assert told.first is not None
    assert (told.first - date(1970, 1, 1)).days == created[part.test].min()
    known = int((looked.codes < 2).sum())
    assert told.teach.leads + told.test.leads + told.parted == known
    assert told.parted > 0
    assert "Leads of one account (Company) are on one side" in told.sentence


def test_that_of_an_account_on_both_sides_the_smaller_part_is_left_out() -> None:
    codes = np.tile(np.array([0, 1], dtype=np.uint8), 200)
    created = np.arange(FIRST, FIRST + 400).astype(np.int32)
    account = np.full(400, -1, dtype=np.int32)
    account[[0, 1, 390]] = 0  # two old ones, one new: the new one goes
    account[[2, 391, 392]] = 1  # one old one, two new: the old one goes
    account[[3, 393]] = 2  # as many: the old one goes
    (part,) = divided(Looked(codes, "Won"), created, account, "Company").parts
    gone = set(range(400)) - set(part.teach) - set(part.test)
    assert gone == {390, 2, 3}


def test_that_parts_hold_both_outcomes_alike() -> None:
    looked, created, _ = leads(1_000, rate=0.13)
    found = divided(looked, np.full_like(created, BLANK_DAY), None)
    assert found.division.way is Way.FOLDS
    assert "no field tells when" in found.division.sentence
    won = [int(looked.codes[part.test].sum()) for part in found.parts]
    size = [len(part.test) for part in found.parts]
    assert len(won) == PARTS
    assert max(won) - min(won) <= 1
    assert max(size) - min(size) <= 1
    tested = np.concatenate([part.test for part in found.parts])
    assert sorted(tested) == np.flatnonzero(looked.codes < 2).tolist()


def test_that_few_conversions_are_not_split_by_time_and_it_is_said() -> None:
    looked, created, _ = leads(400, rate=0.1)
    found = divided(looked, created, None)
    assert found.division.way is Way.FOLDS
    assert "conversions are too few to keep the newest apart" in found.division.sentence


def test_that_the_newest_part_grows_until_it_holds_enough_conversions() -> None:
    looked, created, _ = leads(1_500, rate=0.075)
    found = divided(looked, created, None)
    assert found.division.way is Way.TIME
    assert found.division.test.converted >= FEWEST_TESTING
    assert found.division.test.leads > 0.2 * 1_500


def test_that_with_next_to_no_conversions_nothing_is_held_back() -> None:
    codes = np.zeros(10, dtype=np.uint8)
    codes[:3] = 1
    found = divided(Looked(codes, "Won"), np.full(10, BLANK_DAY, dtype=np.int32), None)
    assert found.division.way is Way.NONE
    assert found.parts == ()
    assert "too few to hold any back" in found.division.sentence


def test_that_large_accounts_with_all_conversions_make_fewer_parts() -> None:
    codes = np.zeros(300, dtype=np.uint8)
    codes[:90] = 1
    account = np.full(300, -1, dtype=np.int32)
    account[:45], account[45:90] = 0, 1
    found = divided(
        Looked(codes, "Won"), np.full(300, BLANK_DAY, dtype=np.int32), account, "Company"
    )
    apart(found)
    assert len(found.parts) == 2


@pytest.mark.parametrize(
    ("split", "words"),
    [(date(2020, 1, 1), "leaves all leads on one side"), (date(2030, 1, 1), "on one side")],
)
def test_that_a_split_without_two_sides_is_refused(split: date, words: str) -> None:
    looked, created, _ = leads(500)
    with pytest.raises(LeadbenchError, match=words):
        divided(looked, created, None, split=split)


def test_that_a_split_without_days_is_refused() -> None:
    looked, created, _ = leads(500)
    with pytest.raises(LeadbenchError, match="day of creation"):
        divided(looked, np.full_like(created, BLANK_DAY), None, split=date(2025, 5, 1))


def test_that_a_way_that_cannot_be_is_refused_with_its_reason() -> None:
    looked, created, _ = leads(300)
    with pytest.raises(LeadbenchError, match="too few to keep the newest apart"):
        divided(looked, created, None, way=Way.TIME)


def test_that_leads_without_a_day_are_left_out_and_counted() -> None:
    looked, created, _ = leads(2_000, blank=0.1)
    found = divided(looked, created, None)
    blank = int(((created == BLANK_DAY) & (looked.codes < 2)).sum())
    assert found.division.undated == blank > 0
    assert f"{blank} without a day of creation" in found.division.sentence


def test_that_the_same_seed_divides_alike_and_another_otherwise() -> None:
    looked, created, account = leads(600, firms=50)
    made = [
        divided(looked, created, account, way=Way.FOLDS, seed=seed).parts[0].test.tolist()
        for seed in (1, 1, 2)
    ]
    assert made[0] == made[1] != made[2]
