"""The guard on tables of every shape: an answer, whatever is in them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.guard.finding import LeaveOutLeads
from models.evaluation.guard.guard import guard_of
from models.evaluation.guard.sentence import cohort_words, cohorts_sentence, sentence
from models.leads.fields import Input, Kind, Role
from models.leads.stages import Stage
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from tests.models.evaluation.guard.tables import table_of

DATES = st.one_of(
    st.just(""),
    st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(str),
    st.sampled_from(["0001-01-01", "9999-12-31", "1899-12-30", "soon"]),
)
CELLS = st.one_of(st.sampled_from(["", "New", "7", "-1e300", "x"]), st.text(max_size=4))


@st.composite
def columns(draw: st.DrawFn) -> dict[str, list[str]]:
    rows = draw(st.sampled_from([1, 2, 60, 150]))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    found = {}
    for name, cells in (
        ("Id", CELLS),
        ("Created", DATES),
        ("Won on", DATES),
        ("Last seen", DATES),
        ("Won", st.sampled_from(["yes", "no", "", "?"])),
        ("Status", CELLS),
        ("Size", CELLS),
        ("Owner", CELLS),
    ):
        few = draw(st.lists(cells, min_size=1, max_size=6))
        found[name] = [few[at] for at in rng.integers(0, len(few), rows)]
    return found


INPUTS = {
    "Id": Input("Id", role=Role.ID),
    "Created": Input("Created", Kind.DATE, Role.CREATED),
    "Won on": Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
    "Last seen": Input("Last seen", Kind.DATE, event=True),
    "Size": Input("Size", Kind.NUMBER),
    "Owner": Input("Owner", role=Role.OWNER),
}
STAGES = (Stage("seen", "Status", ("New",), "Last seen"),)


@settings(max_examples=150, deadline=None)
@given(columns())
def test_that_every_table_gets_an_answer_in_whole_sentences(cells: dict[str, list[str]]) -> None:
    leads = table_of(cells, INPUTS)
    guard = guard_of(leads, stages=STAGES)
    for finding in guard.findings:
        assert finding.sentence.endswith(".")
        assert all(np.isfinite(value) for _, value in finding.evidence)
        if isinstance(finding.remedy, LeaveOutLeads):
            met = Masks(leads).of(finding.remedy.condition, Sight(date(2024, 1, 1)))
            assert finding.remedy.leads == int(met.sum()) > 0
    assert all(sentence(guard)[0])
    cohorts = guard.cohorts
    if cohorts is not None:
        held = sum(one.leads for one in cohorts.cohorts)
        assert held + cohorts.undated == len(leads)
        assert cohorts_sentence(cohorts)
        assert cohort_words(cohorts, len(cohorts.cohorts) - 1)


def test_that_a_table_without_rows_gets_an_answer() -> None:
    assert guard_of(table_of({"Won": [], "Town": []})).findings


def test_that_a_day_of_another_century_does_not_stretch_the_cohorts() -> None:
    days = [str(date(2024, 1, 1) + timedelta(days=at)) for at in range(40)]
    leads = table_of({"Created": ["0001-01-01", *days], "Won": ["no"] * 41}, INPUTS)
    cohorts = guard_of(leads).cohorts
    assert cohorts is not None
    assert [one.start for one in cohorts.cohorts][:2] == [date(2024, 1, 1), date(2024, 2, 1)]
    assert cohorts.undated == 1
