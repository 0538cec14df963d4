"""Leads of one account: how alike, what it costs, and tests by account in simulation."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.api import OLS, add_constant

from models.evaluation.trials.alike import alike_of, arm_counts, effect_of, units_of
from models.evaluation.trials.design import Design, sizes_of
from models.leads.fields import Input, Role
from tests.models.evaluation.guard.tables import table_of
from tests.models.evaluation.simulations.trials import (
    accounts_covered,
    accounts_told_apart,
    by_account,
    in_accounts,
)


def test_that_the_correlation_is_that_of_an_analysis_of_variance_done_by_hand() -> None:
    units = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3])
    converted = np.array([1, 1, 0, 0, 0, 1, 0, 1, 1, 0], dtype=bool)
    groups = [converted[units == unit].astype(float) for unit in range(4)]
    mean = converted.mean()
    between = sum(len(g) * (g.mean() - mean) ** 2 for g in groups) / 3
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / 6
    typical = (10 - sum(len(g) ** 2 for g in groups) / 10) / 3
    found = alike_of(units, converted)
    assert found is not None
    told = (between - within) / (between + (typical - 1) * within)
    assert found.correlation == pytest.approx(told, abs=1e-12)
    assert found.size == pytest.approx((9 + 4 + 16 + 1) / 10)
    assert (found.accounts, found.leads) == (4, 10)


@pytest.mark.parametrize("alike", [0.02, 0.1, 0.4])
def test_that_the_correlation_of_simulated_accounts_is_found(alike: float) -> None:
    dice = np.random.default_rng(41)
    found = [alike_of(*in_accounts(dice, 400, 6, 0.15, alike)) for _ in range(60)]
    told = [one.correlation for one in found if one is not None]
    assert np.mean(told) == pytest.approx(alike, abs=0.02)


def test_that_accounts_of_one_lead_each_tell_no_correlation() -> None:
    assert alike_of(np.arange(5), np.array([1, 0, 1, 0, 0], dtype=bool)) is None
    assert alike_of(np.zeros(5, dtype=np.int64), np.ones(5, dtype=bool)) is None


def test_that_accounts_that_all_convert_or_do_not_are_wholly_alike() -> None:
    found = alike_of(np.repeat(np.arange(20), 4), np.repeat(np.arange(20) % 2 == 0, 4))
    assert found is not None
    assert found.correlation == pytest.approx(1)
    nobody = alike_of(np.repeat(np.arange(20), 4), np.zeros(80, dtype=bool))
    assert nobody is not None
    assert nobody.correlation == 0


def test_that_the_spread_of_a_rate_is_the_cluster_robust_one() -> None:
    dice = np.random.default_rng(43)
    units, converted = in_accounts(dice, 50, 7, 0.3, 0.2)
    fit = OLS(converted.astype(float), add_constant(np.zeros(len(units)))[:, :1]).fit(
        cov_type="cluster", cov_kwds={"groups": units, "use_correction": False}
    )
    counts = arm_counts(converted, units)
    assert counts.units == 50
    assert counts.spread == pytest.approx(float(fit.bse[0]) ** 2 * 50 / 49, rel=1e-9)


def test_that_leads_on_their_own_have_no_effect() -> None:
    converted = np.random.default_rng(1).random(4_000) < 0.3
    alone = arm_counts(converted, np.arange(4_000))
    assert effect_of((alone, alone)) == pytest.approx(1, abs=0.001)
    assert effect_of((arm_counts(converted), arm_counts(converted))) == 1
    assert effect_of((arm_counts(np.zeros(4, dtype=bool), np.arange(4)),) * 2) == 1


def test_that_leads_without_an_account_are_each_on_their_own() -> None:
    leads = table_of(
        {"Company": ["Acme", "", "ACME", "", "Bolt"], "Won": ["yes"] * 5},
        {"Company": Input("Company", role=Role.ACCOUNT)},
    )
    units = units_of(leads)
    assert units is not None
    assert units[0] == units[2]
    assert len(set(units.tolist())) == 4
    assert units_of(table_of({"Won": ["yes"]})) is None


def test_that_the_published_design_effect_holds_in_simulation() -> None:
    """1 + (m - 1) rho: leads in equal accounts of 6 with rho 0.1 are worth 1 in 1.5."""
    design = Design(0.2, 0.05, 500, by_account=True, account_size=6, correlation=0.1)
    assert design.effect == pytest.approx(1.5)
    dice = np.random.default_rng(47)
    rates = [dice.beta(0.2 * 9, 0.8 * 9, 200) for _ in range(2_000)]
    found = np.array([dice.binomial(6, one).mean() / 6 for one in rates])
    assert found.var() / (0.2 * 0.8 / 1_200) == pytest.approx(1.5, rel=0.1)


def test_that_tests_by_account_keep_their_level_their_interval_and_their_power() -> None:
    dice = np.random.default_rng(53)
    assert 0.03 <= accounts_told_apart(dice, 1_000, 0.1, 600).mean() <= 0.07 + 0.012
    assert 0.93 - 0.012 <= accounts_covered(dice, 1_000, 0.1, 600).mean() <= 0.97 + 0.012
    alike, size = 0.1, 5.0
    weighted = size + 1  # of Poisson sizes: mean of squares over mean
    design = Design(0.1, 0.05, 500, by_account=True, account_size=weighted, correlation=alike)
    leads = sizes_of(design).a
    results = [by_account(dice, leads, 0.1, 0.15) for _ in range(500)]
    assert np.mean([one.found(one.pairs[0]) for one in results]) == pytest.approx(0.8, abs=0.05)


def test_that_few_accounts_are_not_enough_to_say() -> None:
    dice = np.random.default_rng(59)
    found = by_account(dice, 80, 0.5, 0.5, size=8)
    assert found.pairs[0].p is None
