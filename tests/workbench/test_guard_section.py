"""The section "Leaks and maturity": what was found, and switches that are steps of the project."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField
from models.evaluation.guard.young import TOO_YOUNG
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.history import History
from models.scoring.model import ScoringModel
from tests.models.evaluation.guard.tables import day
from widgets.guard_list import GuardRow
from workbench.pages.guard_section import GuardSection, open_leaks
from workbench.session import Session

ROWS, LAST = 3000, 400
RECIPE = Recipe(
    (
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Seats", Kind.NUMBER),
        Input("Contact person", role=Role.SOURCE),
        Input("Town"),
    )
)


def table() -> RawTable:
    rng = np.random.default_rng(8)
    created = rng.integers(0, LAST, ROWS)
    taken = np.where(rng.random(ROWS) < 0.3, np.floor(rng.exponential(30, ROWS)), np.inf)
    won = created + taken <= LAST
    columns = {
        "Created": [day(at) for at in created],
        "Won on": [
            day(at + more) if one else "" for at, more, one in zip(created, taken, won, strict=True)
        ],
        "Won": ["yes" if one else "no" for one in won],
        "Seats": [str(rng.integers(1, 50)) if one else "" for one in won],
        "Contact person": ["Ada" if one else "" for one in won],
        "Town": [str(rng.choice(list("ABCD"))) for _ in won],
    }
    return RawTable(tuple(column_of(name, cells) for name, cells in columns.items()), ROWS)


TABLE = table()


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.open(None)


@pytest.fixture
def section(session: Session, qtbot: QtBot) -> Iterator[GuardSection]:
    made = GuardSection(session, inline=True)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made
    made.finish()


def open_table(session: Session) -> None:
    source = Source(TABLE.fingerprint, "leads.csv", ROWS)
    project = Project("P", source, RECIPE, (ScoringModel("m1", "M"),), "m1")
    session.open(History(project, project), TABLE)


def row_of(section: GuardSection, field: str) -> GuardRow:
    [row] = [row for row in section.list.rows if row.finding and row.finding.field == field]
    return row


def test_that_an_empty_window_says_what_is_missing(section: GuardSection) -> None:
    assert section.waiting.isVisible()
    assert section.waiting.text().startswith("Open leads")
    assert not section.found.isVisible()
    assert not section.card.isVisible()


def test_that_findings_stand_under_their_sentence_with_the_cohorts(
    session: Session, section: GuardSection
) -> None:
    open_table(session)
    assert [row.finding.field for row in section.list.rows if row.finding] == [
        "Seats",
        "Contact person",
        "Created",
    ]
    assert section.verdict.text().startswith(
        "Seats and Contact person give the outcome away and the youngest leads had too little time"
    )
    assert section.chart.value is not None
    assert section.card.says.text().startswith("Jan 2024: ")
    for row in section.list.rows:
        assert row.switch.isVisible()
        assert row.switch.accessibleName() == row.switch.text()
        assert not row.switch.isChecked()


def test_that_a_field_is_left_out_and_taken_back_as_it_was(
    session: Session, section: GuardSection, qtbot: QtBot
) -> None:
    open_table(session)
    told: list[str] = []
    section.note.connect(told.append)
    row = row_of(section, "Contact person")
    row.switch.click()
    assert session.project is not None
    assert session.project.recipe.inputs[4].role is Role.IGNORED
    assert row_of(section, "Contact person").switch.isChecked()
    row_of(section, "Contact person").switch.click()
    assert session.project.recipe.inputs[4].role is Role.SOURCE
    assert not row_of(section, "Contact person").switch.isChecked()
    assert told == ["Contact person is left out.", "Contact person is a field again."]
    session.undo()
    assert row_of(section, "Contact person").switch.isChecked()


def test_that_all_leaks_are_left_out_in_one_step(session: Session, section: GuardSection) -> None:
    open_table(session)
    assert section.all.isVisible()
    assert section.all.text() == "Leave all 2 leaks out"
    section.all.click()
    assert session.project is not None
    assert [item.role for item in session.project.recipe.inputs[3:5]] == [Role.IGNORED] * 2
    assert section.guard is not None
    assert open_leaks(section.guard) == ()
    assert not section.all.isVisible()
    session.undo()
    assert [item.role for item in session.project.recipe.inputs[3:5]] == [Role.FIELD, Role.SOURCE]


def test_that_young_leads_are_left_out_of_who_is_scored_and_come_back(
    session: Session, section: GuardSection
) -> None:
    open_table(session)
    row = row_of(section, "Created")
    assert row.finding is not None
    number = int(dict(row.finding.evidence)["young leads"])
    assert row.switch.text() == f"Leave these {number:,} leads out"
    before = section._found
    row.switch.click()
    assert session.project is not None
    assert session.leads is not None
    assert [one.name for one in session.project.left_out] == [TOO_YOUNG]
    assert len(session.leads) == ROWS - number
    assert section._found is before  # the leads of the table are the same: nothing is asked anew
    row = row_of(section, "Created")
    assert row.switch.isChecked()
    assert "1 left out already" in section.verdict.text()
    row.switch.click()
    assert session.project.left_out == ()
    assert len(session.leads) == ROWS


def test_that_another_project_shows_its_own(session: Session, section: GuardSection) -> None:
    open_table(session)
    session.open(None)
    assert section.guard is None
    assert section.waiting.isVisible()
    open_table(session)
    assert section.guard is not None
    assert section.guard.findings[0].kind is GuardKind.FILLED


def test_that_a_long_name_is_cut_beside_its_switch_and_told_whole(qtbot: QtBot) -> None:
    name = "Onboarding & " + "very " * 40 + "long"
    row = GuardRow()
    qtbot.addWidget(row)
    row.present(Finding(GuardKind.NAME, name, f"{name} leaks.", remedy=LeaveOutField(name)))
    assert row.switch.text().startswith("Leave Onboarding && very")
    assert row.switch.text().endswith("… out")
    assert row.switch.accessibleName() == f"Leave {name} out"
    assert name in row.switch.toolTip()
    assert row.minimumSizeHint().width() < 800
