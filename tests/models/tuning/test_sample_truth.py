"""The sample project's known truth is found again in what its leads say of each line."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.evaluation.history.asked import Asked, looked_at
from models.exchange.following import follow
from models.leads.readers.contract import ReadOptions
from models.leads.readers.reading import read_table
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.file.model_json import read_model
from models.tuning.ground import ground_of
from models.tuning.strength import strengths
from sample_projects import sample
from sample_projects.b2b_software import truth

SAMPLE = sample("b2b_software")
ADDED = {
    "title": truth.LEVEL["decides"],
    "industry": (truth.INDUSTRY["Software"] + truth.INDUSTRY["Finance"]) / 2,
    "employees/0": truth.size(100),
    "employees/1": truth.size(500),
    "employees/2": truth.size(5_000),
    "country": truth.COUNTRY["Germany"],
    "source/0": truth.SOURCE["Referral"],
    "source/1": truth.SOURCE["Partner"],
    "source/2": 0.0,
    "source/3": truth.SOURCE["List import"],
    "interest": truth.INTEREST,
    "phone": 0.0,
    "demo": truth.DEMO,
    "pricing/0": truth.PRICING_VIEW,
    "pricing/1": truth.PRICING_VIEW * 2.4,  # two or three views
    "pricing/2": truth.PRICING_VIEW * 4,
    "clicks/0": truth.CLICK * 1.3,  # one or two
    "clicks/1": truth.CLICK * 3.4,
    "download": truth.DOWNLOAD,
    "webinar": truth.WEBINAR,
    "active": truth.ACTIVE,
    "careers": truth.CAREERS,
    "freemail": truth.FREE_MAIL,
    "student": truth.LEVEL["learns"],
    "unsubscribed": truth.UNSUBSCRIBED,
    "quiet": truth.QUIET,
}


def test_that_the_truth_lies_within_the_intervals_of_the_lines() -> None:
    read = read_table(SAMPLE.leads, ReadOptions(), lambda *_: None)
    model = read_model(SAMPLE.model)
    leads = follow(model, read.table, read.recipe).leads
    scored = score(model, leads, as_of_day(model, leads, date(2026, 6, 30)))
    laid = ground_of(scored, looked_at(leads, (), Asked()).codes)
    assert {line.key for line in laid.ground.lines} == set(ADDED)
    found = dict(
        zip(
            [line.key for line in laid.ground.lines],
            strengths(laid.ground, range(len(laid.ground.lines))),
            strict=True,
        )
    )
    missed = [key for key, one in found.items() if not one.low <= ADDED[key] <= one.high]
    assert len(missed) <= 2, {key: (found[key], ADDED[key]) for key in missed}
    ours = np.array([found[key].value for key in ADDED])
    assert np.corrcoef(ours, list(ADDED.values()))[0, 1] > 0.9
    sure = {key for key, one in found.items() if one.low > 0 or one.high < 0}
    assert {"title", "demo", "source/0", "freemail", "student"} <= sure
    assert not {"webinar", "phone", "source/2"} & sure
    assert found["demo"].value == pytest.approx(truth.DEMO, abs=0.5)
