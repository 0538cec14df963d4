"""Dealing leads into arms, reading the arm of a lead, and whether the split is as planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, chisquare

from models.evaluation.trials.arms import dealing_of
from models.evaluation.trials.assignment import dealt, share_of
from models.evaluation.trials.design import Design, Sizes
from models.evaluation.trials.mismatch import chi_squared_above, mismatch_of
from models.evaluation.trials.trial import trial_of
from models.leads.fields import Input, Kind, Role
from models.problems import LeadbenchError
from tests.models.evaluation.guard.tables import table_of

TRIAL = trial_of(
    "t1", "New", Design(0.1, 0.02, 100, share=0.3), Sizes(700, 300, 10), date(2026, 3, 2), 10
)
FIELDS = {
    "Id": Input("Id", role=Role.ID),
    "Company": Input("Company", role=Role.ACCOUNT),
    "Number": Input("Number", Kind.NUMBER),
    "New": Input("New", Kind.YES_NO),
    "Day": Input("Day", Kind.DATE),
}


def test_that_a_lead_is_dealt_as_the_guide_says() -> None:
    told = int(sha256(b"t1-2026-03-02:L000017").hexdigest()[:8], 16) / 2**32
    assert TRIAL.seed == "t1-2026-03-02"
    assert share_of(TRIAL.seed, "L000017") == told


@given(st.lists(st.text(max_size=8), unique=True, min_size=1, max_size=30), st.randoms())
def test_that_a_lead_stays_in_its_arm_whatever_else_is_in_the_table(
    ids: list[str], dice: object
) -> None:
    leads = table_of({"Id": ids, "Won": ["yes"] * len(ids)}, FIELDS)
    found = dealt(leads, TRIAL)
    arms = dict(zip(found.ids, found.in_b.tolist(), strict=True))
    assert len(found.ids) + found.nameless == len(ids)
    shuffled = list(reversed(ids))[: max(1, len(ids) // 2)]
    again = dealt(table_of({"Id": shuffled, "Won": ["no"] * len(shuffled)}, FIELDS), TRIAL)
    assert all(arms[name] == b for name, b in zip(again.ids, again.in_b.tolist(), strict=True))


def test_that_the_arms_have_the_planned_share_and_another_seed_deals_anew() -> None:
    ids = [f"L{number}" for number in range(20_000)]
    leads = table_of({"Id": ids, "Won": ["no"] * len(ids)}, FIELDS)
    one, other = dealt(leads, TRIAL).in_b, dealt(leads, replace(TRIAL, seed="t2")).in_b
    assert one.mean() == pytest.approx(0.3, abs=0.01)
    # Dealt independently: as many of B are in B again as of A.
    assert one[other].mean() == pytest.approx(one[~other].mean(), abs=0.02)


def test_that_an_account_is_dealt_whole_and_a_lead_without_one_by_its_id() -> None:
    companies = ["Acme", "acme ", "", "Bolt", "", "ACME"]
    ids = ["1", "2", "3", "4", "5", ""]
    leads = table_of({"Id": ids, "Company": companies, "Won": ["no"] * 6}, FIELDS)
    whole = replace(TRIAL, design=replace(TRIAL.design, by_account=True))
    found = dealt(leads, whole)
    assert found.nameless == 1
    assert found.in_b[0] == found.in_b[1]
    assert found.in_b[2] == (share_of(TRIAL.seed, "3") < 0.3)
    assert found.accounts == ("Acme", "acme", "", "Bolt", "")


def test_that_leads_that_nothing_names_cannot_be_dealt() -> None:
    leads = table_of({"Won": ["yes"]})
    with pytest.raises(LeadbenchError, match="No field is the leads' id"):
        dealt(leads, TRIAL)
    named = table_of({"Id": ["1"], "Won": ["yes"]}, FIELDS)
    with pytest.raises(LeadbenchError, match="No field of text names the account"):
        dealt(named, replace(TRIAL, design=replace(TRIAL.design, by_account=True)))


def everyone(leads: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(leads, dtype=bool)


def test_that_arms_are_the_values_of_a_field_the_control_first() -> None:
    table = {
        "Arm": ["new", "Control", "control", "", "New"],
        "Number": ["1", "0", "0", "", "1"],
        "New": ["yes", "no", "no", "", "yes"],
        "Won": ["no"] * 5,
    }
    leads = table_of(table, FIELDS)
    for field, names in (
        ("Arm", ("Control", "new")),
        ("Number", ("0", "1")),
        ("New", ("No", "Yes")),
    ):
        found = dealing_of(leads, field, everyone(5))
        assert found.names == names
        assert found.codes.tolist() == [1, 0, 0, -1, 1]
    turned = dealing_of(leads, "Arm", everyone(5), ("new", "CONTROL"))
    assert turned.codes.tolist() == [0, 1, 1, -1, 0]


@pytest.mark.parametrize(
    ("field", "arms", "words"),
    [
        ("One", (), "in one arm, “x”"),
        ("Many", (), "40 values, and a test has 8 arms at most"),
        ("None", (), "blank for all leads"),
        ("Day", (), "is a date"),
        ("Arm", ("A", "C"), "No lead of the test is in the arm “C”"),
        ("Other", (), "no field “Other”"),
        ("", (), "No field is chosen"),
    ],
)
def test_that_a_field_that_tells_no_arms_is_a_sentence(
    field: str, arms: tuple[str, ...], words: str
) -> None:
    leads = table_of(
        {
            "One": ["x"] * 80,
            "Many": [f"v{row % 40}" for row in range(80)],
            "None": [""] * 80,
            "Day": ["2026-01-01"] * 80,
            "Arm": ["A", "B"] * 40,
            "Won": ["no"] * 80,
        },
        FIELDS,
    )
    with pytest.raises(LeadbenchError, match=words):
        dealing_of(leads, field, everyone(80), arms)


@given(st.floats(0, 60), st.integers(1, 9))
def test_that_the_tail_of_chi_squared_is_scipys(value: float, freedom: int) -> None:
    assert chi_squared_above(value, freedom) == pytest.approx(
        float(chi2.sf(value, freedom)), abs=1e-12
    )


@given(st.lists(st.integers(1, 9_000), min_size=2, max_size=6))
def test_that_the_split_is_tested_by_chi_squared(found: list[int]) -> None:
    shares = [1 / len(found)] * len(found)
    told = mismatch_of(found, shares)
    assert told is not None
    assert told.p == pytest.approx(float(chisquare(found).pvalue), abs=1e-9)


def test_that_a_split_chance_would_not_make_is_grave() -> None:
    small, large = mismatch_of((5_070, 4_930), (0.5, 0.5)), mismatch_of((5_210, 4_790), (0.5, 0.5))
    assert small is not None
    assert large is not None
    assert not small.grave
    assert large.grave
    assert mismatch_of((0, 0), (0.5, 0.5)) is None
