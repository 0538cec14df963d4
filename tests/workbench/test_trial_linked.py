"""The page Live test: arms, groups and looks choose their leads, but never before their time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.evaluation.trials.analysis import Question, analyse
from models.evaluation.trials.trial import Trial
from models.leads.fields import Input, Kind
from models.leads.table import CONVERTED, Leads
from models.project.edits import PlanTrial
from models.scoring.bits import number
from tests.models.evaluation.guard.tables import table_of
from tests.models.evaluation.trials.made import FIELDS, leads_of, trial
from tests.workbench.test_trial_page import opened, shown
from widgets.tables.record_table import RecordTable
from widgets.tables.records import CHOSEN_AT
from workbench.pages.trial.page import ANALYSE, TrialPage
from workbench.session import Session

RETURN = Qt.Key.Key_Return
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LOOKS_2 = replace(trial(), design=replace(trial().design, looks=2))
pages = list[TrialPage]()


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    while pages:
        pages.pop().finish()


def analysed(
    qtbot: QtBot, leads: Leads, plan: Trial | None, by: str = "Source"
) -> tuple[Session, TrialPage]:
    session = opened(leads)
    page = shown(session, qtbot)
    pages.append(page)
    page.choose_asked.connect(session.choose_rows)
    if plan is not None:
        session.apply(PlanTrial(plan))
    page.show_side(ANALYSE)
    page.analyse("Arm", by)
    qtbot.waitUntil(lambda: page._analysis is not None and not page.asking.busy)
    return session, page


def has_column(table: RecordTable) -> bool:
    model = table.model()
    heads = range(model.columnCount())
    return any(model.headerData(at, Qt.Orientation.Horizontal) == "Chosen" for at in heads)


def lines(table: RecordTable, session: Session, qtbot: QtBot, key: object = PLAIN) -> list[int]:
    """How many leads each row of a table chooses; its column says as many."""
    found = []
    for row in range(table.model().rowCount()):
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, RETURN, key)  # type: ignore[arg-type]
        chosen = session.chosen
        found.append(0 if chosen is None else chosen.tally.leads)
        if chosen is not None:
            assert table.model().index(row, CHOSEN_AT).data() == f"{found[-1]:,}"
    return found


@pytest.mark.parametrize("plan", [trial(), None])
@pytest.mark.parametrize("key", [PLAIN, CTRL])
def test_that_arms_and_groups_of_a_test_that_is_over_choose_the_leads_they_count(
    qtbot: QtBot, plan: Trial | None, key: Qt.KeyboardModifier
) -> None:
    session, page = analysed(qtbot, leads_of(), plan)
    found = page._analysis
    assert found is not None
    assert lines(page.looked.arms, session, qtbot, key) == [arm.leads for arm in found.arms]
    assert session.chosen is not None
    assert session.chosen.words == "arm new"
    wanted = [part.a.known + part.b.known for part in found.segments]
    assert len(wanted) == 3
    assert lines(page.looked.groups, session, qtbot, key) == wanted
    assert session.chosen.words.endswith(" in the test")
    # Every arm says how many of the chosen it has, whoever was chosen.
    session.choose_rows("converted", session.leads.outcome == CONVERTED)  # type: ignore[union-attr]
    model = page.looked.arms.model()
    told = [int(model.index(row, CHOSEN_AT).data()) for row in range(2)]
    assert found.result is not None
    assert told == [arm.counts.converted for arm in found.result.arms]
    session.choose_leads(None)
    assert not has_column(page.looked.arms)


@pytest.mark.parametrize(
    ("leads", "plan"),
    [(leads_of(days_after=-30), trial()), (leads_of(rates=(0.1, 0.12), days_after=5), LOOKS_2)],
    ids=["too early", "between looks"],
)
def test_that_while_a_look_is_to_come_nothing_is_told_through_chosen_leads(
    qtbot: QtBot, leads: Leads, plan: Trial
) -> None:
    session, page = analysed(qtbot, leads, plan)
    found = page._analysis
    assert found is not None
    assert found.refused or found.goes_on
    assert found.held is None
    tables = (page.looked.arms, page.looked.seen, page.looked.groups)
    for table in tables:
        for key in (PLAIN, CTRL):
            assert not any(lines(table, session, qtbot, key))
        assert not any("Choose" in one.text() for one in table.taking.menu().actions())
    # Whoever converted, chosen elsewhere, must not be told apart by arm here.
    session.choose_rows("converted", session.leads.outcome == CONVERTED)  # type: ignore[union-attr]
    assert not any(has_column(table) for table in tables)
    assert "no look is to come" in page.looked.arms.toolTip()


def test_that_looks_that_were_due_choose_the_leads_they_knew(qtbot: QtBot) -> None:
    session, page = analysed(qtbot, leads_of(rates=(0.1, 0.12)), LOOKS_2)
    found = page._analysis
    assert found is not None
    assert [one.look.number for one in found.seen] == [1, 2]
    known = [one.result.known for one in found.seen]
    assert lines(page.looked.seen, session, qtbot) == known
    assert known[0] < known[1]
    session, page = analysed(qtbot, leads_of(rates=(0.05, 0.4)), LOOKS_2)
    found = page._analysis
    assert found is not None
    assert [one.look.number for one in found.seen] == [1], "decided at once"
    assert lines(page.looked.seen, session, qtbot) == [found.seen[0].result.known, 0]
    model = page.looked.seen.model()
    page.looked.arms.setCurrentIndex(page.looked.arms.model().index(0, 0))
    qtbot.keyClick(page.looked.arms, RETURN)
    assert model.index(1, CHOSEN_AT).data() == "\u2013", "a look that was not needed has no leads"


def test_that_a_lead_with_two_values_is_chosen_in_both_its_groups() -> None:
    leads = leads_of()
    made = {
        name: [str(leads.raw.column(name)[row]) for row in range(len(leads))]
        for name in ("Id", "Arm", "Created", "Closed", "Company", "Won")
    }
    made["Tags"] = ["a; b" if row % 2 else "b" for row in range(len(leads))]
    tagged = table_of(made, {**FIELDS, "Tags": Input("Tags", Kind.MULTIPLE, separator=";")})
    found = analyse(tagged, (), Question("Arm", by="Tags"), trial())
    assert found.held is not None
    told = {part.name: number(part.bits) for part in found.segments}
    assert told == {part.name: part.a.known + part.b.known for part in found.segments}
    assert told["b"] > told["a"] > 0
    assert np.all((found.segments[0].bits & found.segments[1].bits) == found.segments[1].bits)
