"""Where two models agree, held against statsmodels and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import cohen_kappa_score, roc_auc_score
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests

from models.evaluation.comparison.agreement import agreements_by, kappa, said
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.paired import pairs_of
from models.leads.columns import TextColumn
from models.leads.raw import Texts, narrow
from models.scoring.engine import score
from tests.models.evaluation.comparison.scored import Whole, by_scores
from tests.models.evaluation.rate_ends import rate_ends
from tests.models.scoring import drawn

counts = st.integers(0, 400)


@given(counts, counts, counts, counts)
def test_that_kappa_and_its_interval_are_those_of_statsmodels(
    neither: int, b_only: int, a_only: int, both: int
) -> None:
    sides = np.array([[neither, b_only], [a_only, both]])
    found = kappa(sides)
    leads = sides.sum()
    if not leads or (sides.max() == leads and sides.trace() == leads):
        assert found is None
        return
    with np.errstate(all="ignore"):  # its own p, which is not asked, divides by nothing
        wanted = cohens_kappa(sides)
    assert found is not None
    assert found.value == pytest.approx(wanted.kappa, abs=1e-12)
    if min(neither + both, a_only + b_only) >= 10:
        rarer = min(neither + both, a_only + b_only)
        half = stats.t.ppf(0.975, rarer - 1) * wanted.std_kappa
        assert found.low == pytest.approx(max(-1, wanted.kappa - half), abs=1e-9)
        assert found.high == pytest.approx(min(1, wanted.kappa + half), abs=1e-9)
    else:
        # Where its variance is a rounding below 0 its interval is no number.
        ends = np.nan_to_num([wanted.kappa_low, wanted.kappa_upp], nan=wanted.kappa)
        assert found.low <= max(-1, ends[0]) + 1e-9
        assert found.high >= min(1, ends[1]) - 1e-9


def test_an_example_worked_by_hand() -> None:
    # They agree on 70 of 100, by chance on 0.6 x 0.6 + 0.4 x 0.4 = 0.52 of them.
    found = kappa(np.array([[45, 15], [15, 25]]))
    assert found is not None
    assert found.value == pytest.approx((0.7 - 0.52) / 0.48)


def test_that_full_agreement_of_few_leads_leaves_room_for_doubt() -> None:
    found = kappa(np.array([[20, 0], [0, 10]]))
    assert found is not None
    assert (found.value, found.high) == (1, 1)
    assert found.low < 0.8
    assert kappa(np.array([[30, 0], [0, 0]])) is None
    assert kappa(np.zeros((2, 2), dtype=int)) is None


@given(st.integers(0, 2**32 - 1), st.sampled_from(("Title", "Size", "Seen", "Tags", "Phone")))
def test_that_each_group_is_what_is_counted_lead_by_lead(seed: int, field: str) -> None:
    leads = drawn.leads(seed, 90)
    item = leads.input(field)
    assert item is not None
    column = leads.prepared(item)[0]
    a = score(drawn.model(seed), leads, drawn.AS_OF)
    b = score(drawn.model(seed + 1), leads, drawn.AS_OF)
    found = agreements_by(field, column, a, b, leads.outcome)
    above_a, above_b = (one.scores >= one.model.mql_threshold for one in (a, b))
    same = int((above_a == above_b).sum())
    assert found.all.alike is not None
    assert found.all.alike.value == same / 90
    assert (found.all.alike.low, found.all.alike.high) == pytest.approx(rate_ends(same, 90))
    if 0 < above_a.sum() < 90 or 0 < above_b.sum() < 90:
        assert found.all.kappa is not None
        assert found.all.kappa.value == pytest.approx(cohen_kappa_score(above_a, above_b))
    if not found.several:
        for name in ("leads", "converted", "not_converted"):
            assert sum(getattr(g.tally, name) for g in found.groups) == getattr(
                found.all.tally, name
            )
        for which in ("a_only", "b_only"):
            parts = (getattr(g, which).leads for g in found.groups)
            assert sum(parts) == getattr(found.all, which).leads
    assert sum(group.small for group in found.groups) <= 1


def segmented(leads: int = 4_000) -> tuple[Whole, Whole, NDArray[np.uint8], Whole]:
    dice = np.random.default_rng(4)
    truth = dice.normal(size=leads)
    group = dice.integers(0, 3, leads)
    a = np.round(50 + 12 * (truth + dice.normal(size=leads)))
    blind = np.round(50 + 12 * dice.normal(size=leads))
    b = np.where(group == 0, blind, a + dice.integers(-3, 4, leads))
    outcome = (truth + dice.normal(size=leads) > 1.5).astype(np.uint8)
    return (*(np.clip(one, 0, 100).astype(np.int64) for one in (a, b)), outcome, group)


def of_groups(group: Whole, names: tuple[str, ...]) -> TextColumn:
    return TextColumn(narrow(group + 1, len(names) + 1), Texts.of(["", *names]))


def test_that_ranking_by_group_is_scikit_learns_and_corrected_for_all_groups() -> None:
    a, b, outcome, group = segmented()
    one, other = by_scores(a), by_scores(b)
    found = agreements_by("Source", of_groups(group, ("x", "y", "z")), one, other, outcome)
    assert {item.name for item in found.groups} == {"x", "y", "z"}
    plain = []
    for item in found.groups:
        rows = group == "xyz".index(item.name)
        assert item.auc is not None
        assert item.auc.a.value == pytest.approx(roc_auc_score(outcome[rows], a[rows]))
        assert item.auc.b.value == pytest.approx(roc_auc_score(outcome[rows], b[rows]))
        alone = auc_difference(pairs_of(a[rows], b[rows], outcome[rows], 65, 65))
        assert alone is not None
        plain.append(alone.p)
    wanted = multipletests(plain, method="holm")[1]
    assert [item.p for item in found.groups] == pytest.approx(wanted.tolist())
    words = said(found, "A", "B")
    assert "“A” ranks better in “x”" in words
    assert words.endswith("in 2 other groups they cannot be told apart.")


def test_that_groups_too_small_to_say_are_held_together() -> None:
    a, b, outcome, _ = segmented(2_000)
    dice = np.random.default_rng(1)
    group = np.where(dice.random(2_000) < 0.9, 0, dice.integers(1, 30, 2_000))
    names = ("large", *(f"s{place}" for place in range(1, 30)))
    found = agreements_by("Source", of_groups(group, names), by_scores(a), by_scores(b), outcome)
    assert [item.name for item in found.groups] == ["large", "(29 small groups together)"]
    assert sum(item.tally.leads for item in found.groups) == 2_000


def test_that_without_outcomes_the_agreement_is_still_told() -> None:
    a, b, _, group = segmented(300)
    unknown = np.full(300, 2, dtype=np.uint8)
    found = agreements_by(
        "Source", of_groups(group, ("x", "y", "z")), by_scores(a), by_scores(b), unknown
    )
    assert len(found.groups) == 3
    assert all(item.auc is None and item.p is None for item in found.groups)
    assert "no group is large enough to say which of them ranks better" in said(found, "A", "B")
