"""The section "Leaks and maturity": what was found, and switches that are steps of the project."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField, LeaveOutLeads
from models.evaluation.guard.young import TOO_YOUNG
from models.leads.duplicates.rule import DuplicateRule
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Merges, Project, Source
from models.project.edits import ChangeMerges
from models.project.history import History
from models.scoring.model import ScoringModel
from tests.models.evaluation.guard.tables import day
from widgets.guard_list import GuardRow
from workbench.pages.quality.guard_section import GuardSection, open_leaks
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


def test_that_findings_about_leads_and_cohorts_choose_those_who_are_scored(
    section: GuardSection, session: Session, qtbot: QtBot
) -> None:
    section.choose_asked.connect(session.choose_rows)
    open_table(session)
    section.resize(900, 1400)
    young = row_of(section, "Created")
    remedy = young.finding.remedy if young.finding else None
    assert isinstance(remedy, LeaveOutLeads)
    young.choose.click()
    assert session.chosen is not None
    assert session.chosen.words == remedy.name == TOO_YOUNG
    assert session.chosen.tally.leads == remedy.leads
    assert young.chosen.text() == f"{remedy.leads:,} chosen"
    leak = row_of(section, "Contact person")
    assert leak.choose.isHidden(), "a leak is about a field, not about leads"
    assert leak.chosen.isHidden()
    chart, left = section.chart, Qt.MouseButton.LeftButton

    def press(place: int) -> int:
        session.choose_leads(None)
        ends = chart.bar_ends(place)
        x, y = sum(ends) / 2, chart.plot_box().center().y()
        qtbot.mouseClick(chart, left, pos=QPoint(round(x), round(y)))
        found, value = session.chosen, chart.value
        assert value is not None
        if found is None:
            assert value.chosen is None
            return 0
        assert value.chosen is not None
        assert value.chosen[place] == sum(value.chosen) == found.tally.leads
        assert chart.table()[place + 1][-1] == found.tally.leads
        assert found.words == f"created in {chart.table()[place + 1][0]}"
        assert chart.bar_words(place).endswith(f"; {found.tally.leads:,} chosen")
        return found.tally.leads

    value = chart.value
    assert value is not None
    assert [press(place) for place in range(len(value.cohorts))] == [
        one.leads for one in value.cohorts
    ]
    # Who is left out is in the chart, but not among those who can be chosen.
    young.switch.click()
    assert young.choose.isHidden()
    assert session.leads is not None
    last = len(value.cohorts) - 1
    assert press(last) < value.cohorts[last].leads
    kept = sum(press(place) for place in range(len(value.cohorts)))
    assert kept == len(session.leads) == ROWS - remedy.leads
    session.choose_leads(None)
    assert chart.value is not None
    assert chart.value.chosen is None


def test_that_merged_leads_are_chosen_as_the_lead_they_became(
    section: GuardSection, session: Session
) -> None:
    section.choose_asked.connect(session.choose_rows)
    open_table(session)
    rule = DuplicateRule()
    source = session.project.source if session.project else None
    assert source is not None
    before = section.chart.value
    assert before is not None
    groups = tuple((row, row + 1) for row in range(0, 400, 2))
    session.apply(ChangeMerges(Merges(rule, source.table, groups)))
    assert session.leads is not None
    assert len(session.leads) == ROWS - 200
    now = section.chart.value
    assert now is not None
    numbers = []
    for place, one in enumerate(now.cohorts):
        section.chart.row_asked.emit(place)
        assert session.chosen is not None
        numbers.append(session.chosen.tally.leads)
        assert numbers[-1] == one.leads
    assert sum(numbers) == ROWS - 200


def test_that_what_was_found_is_copied(
    section: GuardSection, session: Session, qtbot: QtBot
) -> None:
    open_table(session)
    young = row_of(section, "Created")
    qtbot.keyClick(young.switch, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["About", "Found", "More", "Left out"]
    assert len(lines) == 1 + len(section.list.rows)
    found = [line for line in section.list.listed().table() if line[1] == young.what.text()]
    assert [line[0] for line in found] == ["too young"]
    assert found[0][3] == "no"
    young.switch.click()
    assert [line[3] for line in section.list.listed().table() if line[0] == "too young"] == ["yes"]
