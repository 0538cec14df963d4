"""The mix of leads: weights against a plain raking, and what cannot be supposed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.whatif.mix import effective, mix_of
from models.evaluation.whatif.suppositions import LeadsStop, ShareBecomes
from models.problems import LeadbenchError
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from tests.models.scoring import drawn

SIGHT = Sight(drawn.AS_OF)
shares = st.lists(
    st.builds(
        ShareBecomes,
        st.sampled_from(["Title"]),
        st.sampled_from(["VP Sales", "Clerk", ""]),
        st.integers(1, 30),
    )
    | st.builds(ShareBecomes, st.just("Phone"), st.sampled_from(["yes", "no"]), st.integers(1, 45))
    | st.builds(
        ShareBecomes, st.just("Tags"), st.sampled_from(["web", "fair"]), st.integers(1, 80)
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda item: (item.field, item.value),
)


def cells(leads: object, field: str, row: int) -> list[str]:
    """What a person reads in the cell, by key."""
    raw = leads.raw.find((field,))  # type: ignore[attr-defined]
    text = raw[row].strip().casefold()
    if field == "Tags":
        return [part.strip() for part in text.split(";") if part.strip()] or [""]
    return [{"maybe": ""}.get(text, text)]


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), shares)
def test_that_every_supposed_share_holds_and_the_number_of_leads_stays(
    seed: int, wanted: list[ShareBecomes]
) -> None:
    leads = drawn.leads(seed, 150)
    mix = mix_of(wanted, Masks(leads), SIGHT)
    weights = mix.of_leads
    assert weights.sum() == pytest.approx(150)
    assert (weights >= 0).all()
    for item in wanted:
        having = [item.value.casefold() in cells(leads, item.field, row) for row in range(150)]
        assert weights[having].sum() == pytest.approx(1.5 * item.percent, abs=1e-3)
    assert weights == pytest.approx(raked(leads, wanted), abs=1e-3)


def raked(leads: object, wanted: list[ShareBecomes]) -> np.ndarray:
    """Lead by lead, share by share, many times over."""
    weights = np.ones(150)
    held = [
        np.array([item.value.casefold() in cells(leads, item.field, row) for row in range(150)])
        for item in wanted
    ]
    for _ in range(400):
        for item, having in zip(wanted, held, strict=True):
            share = weights[having].sum() / weights.sum()
            weights[having] *= item.percent / 100 / share
            weights[~having] *= (1 - item.percent / 100) / (1 - share)
    return weights


@given(st.integers(0, 2**32 - 1), st.integers(1, 99))
def test_that_one_share_weighs_both_sides_by_what_they_become(seed: int, percent: int) -> None:
    leads = drawn.leads(seed, 80)
    having = np.array(["yes" in cells(leads, "Phone", row) for row in range(80)])
    if not having.any() or having.all():
        return
    mix = mix_of([ShareBecomes("Phone", "yes", percent)], Masks(leads), SIGHT)
    share = having.mean()
    wanted = np.where(having, percent / 100 / share, (1 - percent / 100) / (1 - share))
    assert mix.of_leads == pytest.approx(wanted)


def test_that_leads_that_stop_count_nothing_and_the_others_once() -> None:
    leads = drawn.leads(3, 60)
    mix = mix_of([LeadsStop("Title", ("clerk", ""))], Masks(leads), SIGHT)
    read_as_blank = [leads.column("Title").codes[row] == 0 for row in range(60)]  # type: ignore[union-attr]
    stops = [
        blank or cells(leads, "Title", row)[0] == "clerk" for row, blank in enumerate(read_as_blank)
    ]
    assert mix.of_leads.tolist() == [0.0 if stop else 1.0 for stop in stops]
    assert sum(stops) > 0


def test_that_shares_are_of_the_leads_that_still_come() -> None:
    leads = drawn.leads(4, 90)
    mix = mix_of(
        [LeadsStop("Title", ("Clerk",)), ShareBecomes("Phone", "yes", 50)], Masks(leads), SIGHT
    )
    weights = mix.of_leads
    clerk = np.array([cells(leads, "Title", row)[0] == "clerk" for row in range(90)])
    yes = np.array(["yes" in cells(leads, "Phone", row) for row in range(90)])
    assert weights[clerk].sum() == 0
    assert weights.sum() == pytest.approx((~clerk).sum())
    assert weights[yes].sum() == pytest.approx((~clerk).sum() / 2)


def test_that_effective_leads_are_all_where_each_counts_once_and_one_where_one_counts() -> None:
    assert effective(np.ones(40)) == pytest.approx(40)
    assert effective(np.array([7.0, 0, 0])) == pytest.approx(1)
    assert effective(np.array([2.0, 1, 1])) == pytest.approx(16 / 6)
    assert effective(np.zeros(3)) == 0


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ([ShareBecomes("Nowhere", "x", 5)], "no field"),
        ([ShareBecomes("Title", "Nobody", 5)], "No lead has Title"),
        ([ShareBecomes("Title", "Clerk", 101)], "cannot be"),
        ([ShareBecomes("Size", "10", 5)], "not a field of texts"),
        ([ShareBecomes("Phone", "yes", 70), ShareBecomes("Phone", "no", 70)], "same time"),
        ([LeadsStop("Phone", ("yes", "no", ""))], "No lead would be left"),
    ],
)
def test_that_what_cannot_be_supposed_is_said(wanted: list[ShareBecomes], words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        mix_of(wanted, Masks(drawn.leads(5, 80)), SIGHT)


def test_that_too_far_from_the_leads_is_said() -> None:
    leads = drawn.leads(6, 200)
    mix = mix_of([ShareBecomes("Title", "Clerk", 95)], Masks(leads), SIGHT)
    assert any("far from the leads" in told for told in mix.far)
    mix = mix_of([ShareBecomes("Title", "Straße", 14)], Masks(leads), SIGHT)
    assert any("too few to say" in told for told in mix.far) == (
        np.count_nonzero([cells(leads, "Title", row)[0] == "strasse" for row in range(200)]) < 30
    )
