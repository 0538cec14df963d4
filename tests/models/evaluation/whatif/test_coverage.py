"""Whether 95 % intervals under a supposed mix hold what is true in about 95 of 100 histories."""

from __future__ import annotations

import numpy as np
import pytest

from models.evaluation.tallies import TOO_FEW
from tests.models.evaluation.simulations.whatif import mix_covered


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_that_intervals_of_a_supposed_mix_hold_the_truth(rate: float) -> None:
    tries = 500
    mql, converts, converted = mix_covered(np.random.default_rng(23), 1_000, rate, tries, 600)
    told = converted > TOO_FEW  # with fewer no interval is shown
    slack = 2.6 * np.sqrt(0.05 * 0.95 / tries)
    for held in (mql, converts[told]):
        assert 0.93 - slack <= held.mean() <= 0.97 + slack
    assert told.mean() > 0.5
