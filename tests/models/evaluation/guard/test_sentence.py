from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.evaluation.guard.cohorts import Cohort, Cohorts
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField
from models.evaluation.guard.guard import Guard
from models.evaluation.guard.sentence import cohort_label, sentence


def leak(name: str, grave: bool = True) -> Finding:
    return Finding(GuardKind.FILLED, name, "...", grave=grave, remedy=LeaveOutField(name))


YOUNG = Finding(GuardKind.YOUNG, "Created", "...")
UNWORKED = Finding(GuardKind.UNWORKED, "Status", "...")
CANNOT = Finding(GuardKind.CANNOT_SAY, "", "...")
ORDER = Finding(GuardKind.ORDER, "", "...")


@pytest.mark.parametrize(
    ("findings", "first"),
    [
        ((), "No field gives the outcome away, and all leads had time to convert."),
        ((CANNOT,), "Nothing suspicious found, but not everything can be said."),
        ((leak("call_min"),), "call_min gives the outcome away."),
        ((leak("a"), leak("b")), "a and b give the outcome away."),
        ((leak("a"), leak("b"), leak("c")), "a, b and c give the outcome away."),
        (tuple(map(leak, "abcde")), "a, b and 3 more fields give the outcome away."),
        ((leak("a", grave=False), CANNOT), "a may give the outcome away."),
        ((YOUNG, CANNOT), "The youngest leads had too little time to convert."),
        (
            (leak("a"), YOUNG, UNWORKED),
            "a gives the outcome away, the youngest leads had too little time to convert and some "
            "leads were never worked.",
        ),
        (
            (ORDER, CANNOT),
            "The order of the rows tells the outcome; no field of its own gives it away.",
        ),
    ],
)
def test_that_the_first_sentence_says_what_was_found(
    findings: tuple[Finding, ...], first: str
) -> None:
    assert sentence(Guard(findings))[0] == first


def test_that_what_is_left_out_already_is_no_finding_any_more() -> None:
    first, second = sentence(Guard((replace(leak("a"), switched=True), leak("b"))))
    assert first == "b gives the outcome away."
    assert second == "Leave it out before you trust a figure. 1 left out already."


def test_that_cohorts_are_called_by_their_months() -> None:
    starts = (date(2023, 10, 1), date(2024, 1, 1))
    names = {
        months: [
            cohort_label(Cohorts(tuple(Cohort(at, 1, 0) for at in starts), months), place)
            for place in (0, 1)
        ]
        for months in (1, 3)
    }
    assert names == {
        1: ["Oct 2023", "Jan 2024"],
        3: ["Oct to Dec 2023", "Jan to Mar 2024"],
    }
    years = Cohorts((Cohort(date(2020, 1, 1), 1, 0),), 60)
    assert cohort_label(years, 0) == "2020 to 2024"
    assert cohort_label(replace(years, months=12), 0) == "2020"
