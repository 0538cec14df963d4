"""What the history proposes for a plan, counted anew."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.evaluation.rates import rate_interval
from models.evaluation.trials.plan_words import proposed_words
from models.evaluation.trials.proposed import next_monday, proposed_of
from models.leads.fields import Input, Kind, Role
from models.leads.table import CONVERTED, Leads
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from tests.models.evaluation.guard.tables import table_of
from tests.models.evaluation.trials.made import leads_of

MODEL = ScoringModel(
    "m1",
    "M",
    (
        Group(
            "g1",
            "Fit",
            (Rule("r1", "Web", Points(30), FieldTest("Source", Test.IS, ("Web",))),),
        ),
    ),
    bands=(Band("cold", 0), Band("MQL", 20, mql=True)),
)


def scored(leads: Leads) -> Scored:
    return score(MODEL, leads, date(2026, 7, 1))


def test_that_the_rate_is_that_of_the_mqls_or_of_all_leads() -> None:
    leads = leads_of(days_after=200)
    web = np.array([leads.raw.columns[5][row] == "Web" for row in range(len(leads))])
    won = leads.outcome == CONVERTED
    found = proposed_of(scored(leads), leads)
    assert (found.tally.leads, found.tally.converted) == (int(web.sum()), int((won & web).sum()))
    assert found.rate == rate_interval(found.tally.converted, found.tally.known)
    every = proposed_of(scored(leads), leads, mql=False)
    assert (every.tally.leads, every.tally.converted) == (len(leads), int(won.sum()))


def test_that_leads_a_week_are_those_of_the_last_weeks() -> None:
    leads = leads_of(weeks=20, days_after=0)
    found = proposed_of(scored(leads), leads, mql=False)
    assert found.weeks == 12
    assert found.per_week == pytest.approx(100, abs=2)
    assert found.wait is not None
    assert 15 <= found.wait <= 19  # nine of ten of the days 1 to 19
    assert "100 a week came in during the 12 weeks up to" in proposed_words(found)


def test_that_leads_of_accounts_tell_how_alike_they_are() -> None:
    leads = leads_of(companies=40)
    found = proposed_of(scored(leads), leads, mql=False)
    assert found.alike is not None
    assert found.alike.accounts == 80
    assert 10 < found.alike.size < 20
    assert found.alike.correlation < 0.05


def test_that_leads_without_days_outcomes_or_accounts_propose_less_and_say_so() -> None:
    leads = table_of({"Source": ["Web"] * 4, "Won": ["yes", "no", "no", ""]})
    found = proposed_of(scored(leads), leads)
    assert found.per_week is None
    assert found.wait is None
    assert found.alike is None
    assert "leads a week are yours to say" in proposed_words(found)
    open_ones = table_of({"Source": ["Web"] * 2, "Won": ["", ""]})
    assert proposed_of(scored(open_ones), open_ones).rate is None
    assert "tells no conversion" in proposed_words(proposed_of(scored(open_ones), open_ones))
    with pytest.raises(LeadbenchError, match="No stage is called"):
        proposed_of(scored(leads), leads, outcome="Signed")


def test_that_one_date_far_in_the_future_is_no_last_week() -> None:
    days = [f"2026-0{1 + row % 3}-1{row % 10}" for row in range(200)]
    days[17] = "2099-01-01"
    cells = {"Source": ["Web"] * 200, "Created": days, "Won": ["no", "yes"] * 100}
    leads = table_of(cells, {"Created": Input("Created", Kind.DATE, Role.CREATED)})
    found = proposed_of(scored(leads), leads)
    assert found.last is not None
    assert found.last.year == 2026


def test_that_a_test_begins_on_a_monday() -> None:
    assert next_monday(date(2026, 3, 2)) == date(2026, 3, 9)
    assert next_monday(date(2026, 3, 8)) == date(2026, 3, 9)
