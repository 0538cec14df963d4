"""The page Live test: plans are kept, no outcome is shown before its day, counts are typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.evaluation.trials.analysis import Question, analyse
from models.evaluation.trials.typed import TypedArm, typed_result
from models.evaluation.trials.words import result_words, verdict
from models.leads.stages import Stage
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.edits import ChangeStages, PlanTrial
from models.project.history import History
from models.scoring.model import ScoringModel
from tests.models.evaluation.trials.made import leads_of, trial
from workbench.live_preview import LivePreview
from workbench.pages.trial.page import ANALYSE, COUNTS, PLAN, TrialPage
from workbench.session import Session

OVER, RUNNING = leads_of(), leads_of(days_after=-30)


def opened(leads: Leads) -> Session:
    made = Session()
    source = Source(leads.raw.fingerprint, leads.raw.source, len(leads))
    model = ScoringModel("m1", "M")
    made.open(History.of(Project("P", source, leads.recipe, (model,), "m1")), leads.raw)
    return made


@pytest.fixture
def session() -> Session:
    return opened(OVER)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[TrialPage]:
    made = shown(session, qtbot)
    yield made
    made.finish()


def shown(session: Session, qtbot: QtBot) -> TrialPage:
    preview = LivePreview(session)
    made = TrialPage(session, preview)
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    preview.refresh()
    if session.project is not None:
        qtbot.waitUntil(lambda: preview.last is not None)
    return made


def cells(page: TrialPage) -> list[str]:
    value = page.looked.arms._records.value
    assert value is not None
    return [str(value.cell(column, row)) for row in value.rows for column in (4, 5)]


def test_that_a_plan_says_how_many_leads_it_needs_and_is_kept_undone_and_removed(
    page: TrialPage, session: Session
) -> None:
    for key, value in (("rate", 10.0), ("difference", 5.0), ("per_week", 100.0), ("wait", 30.0)):
        page._number(key, value)
    assert page.verdict.text().startswith("You need 686 leads in each arm: 14 weeks")
    page.name.setText("New threshold")
    page.told_by.setText("Arm")
    page.keep.click()
    page.keep.click()
    assert session.project is not None
    kept = session.project.trials
    assert [one.name for one in kept] == ["New threshold", "New threshold 2"]
    assert len({one.id for one in kept}) == 2
    assert kept[0].field == "Arm"
    assert kept[0].start == page.start.value
    assert kept[0].end == kept[0].start + timedelta(weeks=14, days=-1)
    page.drop.click()
    assert [one.name for one in session.project.trials] == ["New threshold 2"]
    session.undo()
    assert session.project.trials == kept
    for _ in kept:
        session.undo()
    assert not session.project.trials
    assert not page.drop.isEnabled()


def test_that_a_plan_keeps_the_arms_and_the_outcome_that_were_said(
    page: TrialPage, session: Session, qtbot: QtBot
) -> None:
    assert session.project is not None
    session.apply(ChangeStages((Stage("Met", "Arm", ("new",)),)))
    page._preview.refresh()
    qtbot.waitUntil(lambda: page.outcome.isEnabled())
    for key, value in (("rate", 10.0), ("difference", 5.0), ("per_week", 100.0), ("wait", 30.0)):
        page._number(key, value)
    qtbot.waitUntil(lambda: page._proposed is not None)
    assert page._proposed is not None
    assert page._proposed.outcome == "Won"
    page.outcome.picked.emit("Met")
    # What is proposed is of that outcome, too; meanwhile no plan can be kept.
    assert page._proposed is None
    assert not page.keep.isEnabled()
    qtbot.waitUntil(lambda: page._proposed is not None and page._proposed.outcome == "Met")
    assert page.keep.isEnabled()
    page.told_by.setText("Arm")
    page.a.clear()
    qtbot.keyClicks(page.a, "new")
    page.b.clear()
    assert page.verdict.text().startswith("An arm has no name")
    qtbot.keyClicks(page.b, "New")
    assert page.verdict.text().startswith("Both arms are called “new”")
    assert not page.keep.isEnabled()
    page.b.clear()
    qtbot.keyClicks(page.b, "old")
    page.keep.click()
    kept = session.project.trials[-1]
    assert (kept.a, kept.b, kept.outcome, kept.field) == ("new", "old", "Met", "Arm")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("rate", 0.0, "A test cannot be planned for a conversion of"),
        ("rate", 100.0, "A test cannot be planned for a conversion of"),
        ("difference", 0.0, "A difference of zero is found by no test"),
        ("difference", -2.0, "The difference worth having is below zero"),
        ("difference", None, "Nothing says which difference is worth having"),
        ("per_week", 0.0, "With 0 leads a week the test would never end"),
    ],
)
def test_that_what_no_test_can_do_is_a_sentence_and_no_plan(
    page: TrialPage, qtbot: QtBot, key: str, value: float | None, said: str
) -> None:
    for name, number in (("rate", 10.0), ("difference", 5.0), ("per_week", 100.0)):
        page._number(name, number)
    qtbot.waitUntil(page.keep.isEnabled)
    page._number(key, value)
    assert page.verdict.text().startswith(said)
    assert not page.keep.isEnabled()


def test_that_a_test_that_is_over_is_answered_as_its_models_do(
    page: TrialPage, session: Session, qtbot: QtBot
) -> None:
    session.apply(PlanTrial(trial()))
    page.show_side(ANALYSE)
    qtbot.waitUntil(lambda: page._analysis is not None)
    wanted = analyse(session.leads or OVER, (), Question("Arm"), trial())
    assert page._field == "Arm"
    assert page.verdict.text().startswith(verdict(wanted)[0])
    assert wanted.result is not None
    counts = wanted.result.arms[0].counts
    assert cells(page)[0] == f"{counts.converted:,} of {counts.known:,}"
    page.analyse("Arm", "Source")
    qtbot.waitUntil(lambda: page._analysis is not None and bool(page._analysis.segments))
    assert page.looked.groups.isVisible()


def test_that_before_its_day_a_planned_test_shows_no_outcome(qtbot: QtBot) -> None:
    session = opened(RUNNING)
    page = shown(session, qtbot)
    session.apply(PlanTrial(trial()))
    page.show_side(ANALYSE)
    qtbot.waitUntil(lambda: page._analysis is not None)
    assert page.verdict.text().startswith("Wait until")
    assert cells(page) == ["not looked at", "–"] * 2
    assert not page.looked.pairs.isVisible()
    assert not page.looked.groups.isVisible()
    page.finish()


def test_that_counts_that_are_typed_need_no_leads(qtbot: QtBot) -> None:
    session = Session()
    page = shown(session, qtbot)
    page.show_side(ANALYSE)
    assert page.nothing.isVisible()
    assert not page.asked.isVisible()
    page.show_side(COUNTS)
    assert page.verdict.text().startswith("Type the leads")
    for key, value in (("a_leads", 4000), ("a_won", 320), ("b_leads", 4100), ("b_won", 402)):
        page.counts.count(key, float(value))
    result = typed_result([TypedArm("A", 4000, 320), TypedArm("B", 4100, 402)])
    assert page.verdict.text().startswith(result_words(result)[0])
    assert page.counts.pairs.isVisible()
    assert page.verdict.text().startswith("Go on with “B”")
    page.counts.look.setFocus()
    for _ in range(3):  # look 1 of 3
        qtbot.keyClick(page.counts.look, Qt.Key.Key_Down)
    assert "At look 1 of 3 p must be below 0.00021" in page.verdict.text()
    assert page.verdict.text().startswith("“A” and “B” cannot be told apart")
    qtbot.keyClick(page.counts.look, Qt.Key.Key_Home)
    page.counts.count("b_won", 4101.0)
    assert "more" in page.verdict.text()
    assert not page.counts.pairs.isVisible()
    page.show_side(PLAN)
    assert page.verdict.text().startswith("Nothing says how many convert today")
    assert not page.keep.isEnabled()
    page.finish()


def test_that_the_arms_of_the_leads_are_dealt_into_a_file(
    page: TrialPage, session: Session, tmp_path: Path
) -> None:
    session.apply(PlanTrial(replace(trial(), name="Deal")))
    page.refresh()
    asked: list[tuple[str, object]] = []
    page.export_asked.connect(lambda name, write: asked.append((name, write)))
    page.deal.click()
    name, write = asked[0]
    assert name == "Deal.csv"
    write(tmp_path / name)  # type: ignore[operator]
    lines = (tmp_path / name).read_text("utf-8-sig").splitlines()
    assert len(lines) == len(OVER) + 1


def test_that_a_field_that_is_no_assignment_is_a_sentence(page: TrialPage, qtbot: QtBot) -> None:
    page.show_side(ANALYSE)
    assert page.verdict.text().startswith("Choose the field")
    assert page._results.currentWidget() is page.no_arms, "it says where such a field comes from"
    page.analyse("Source")
    qtbot.waitUntil(lambda: not page.asking.busy)
    assert page.verdict.text()


def test_that_a_test_that_was_not_planned_is_asked_about_in_plain_controls(
    session: Session, page: TrialPage, qtbot: QtBot
) -> None:
    page.show_side(ANALYSE)
    page.analyse("Arm")
    qtbot.waitUntil(lambda: page._analysis is not None)
    form = page.asked
    assert form.isVisible()
    assert form.control.value == "old"
    assert not page.planned_said.isVisible()
    form.first.setFocus()
    qtbot.keyClicks(form.first, "2026-01-19")
    qtbot.waitUntil(lambda: page._analysis is not None and page._analysis.arms[0].leads == 400)
    box = form.control
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._analysis is not None and page._analysis.arms[0].name == "new")
    wanted = analyse(OVER, (), Question("Arm", arms=("new", "old"), first=date(2026, 1, 19)))
    assert page._analysis == wanted
    item = form.arms.item(0)
    where = form.arms.visualItemRect(item)
    spot = QPoint(where.left() + 12, where.center().y())
    qtbot.mouseClick(form.arms.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: page.verdict.text().startswith("One arm alone"))
    qtbot.mouseClick(form.arms.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: page._analysis is not None)
    qtbot.mouseClick(form.share, Qt.MouseButton.LeftButton)
    form.share.selectAll()
    qtbot.keyClicks(form.share, "20")
    qtbot.waitUntil(
        lambda: (
            page._analysis is not None
            and page._analysis.mismatch is not None
            and page._analysis.mismatch.grave
        )
    )
    page.analyse("Source")
    qtbot.waitUntil(lambda: not page.asking.busy)
    assert form.value.first is None, "another field is another test"


def test_that_a_planned_test_is_asked_nothing_that_its_plan_says(
    session: Session, page: TrialPage, qtbot: QtBot
) -> None:
    session.apply(PlanTrial(trial()))
    page.show_side(ANALYSE)
    qtbot.waitUntil(lambda: page._analysis is not None)
    assert not page.asked.isVisible()
    assert page.planned_said.text().startswith("“New threshold” was planned here")
    assert not page.looked.seen.isVisible()


def test_that_a_look_on_the_way_is_shown_where_it_was_planned(qtbot: QtBot) -> None:
    made = trial()
    session = opened(leads_of(rates=(0.1, 0.12), days_after=5))
    page = shown(session, qtbot)
    session.apply(PlanTrial(replace(made, design=replace(made.design, looks=2))))
    page.show_side(ANALYSE)
    qtbot.waitUntil(lambda: page._analysis is not None)
    assert page.verdict.text().startswith("Go on with the test: look 1 of 2 decides nothing.")
    value = page.looked.seen._records.value
    assert page.looked.seen.isVisible()
    assert value is not None
    lines = [[str(value.cell(column, row)) for column in range(6)] for row in value.rows]
    assert [line[0] for line in lines] == ["1 of 2", "2 of 2"]
    assert lines[0][5] == "not told apart"
    assert lines[1][1].startswith("planned for")
    assert lines[1][5] == "not looked at"
    page.finish()


def test_that_a_plan_shows_its_curve_and_how_often_it_is_looked_at(
    page: TrialPage, session: Session, qtbot: QtBot
) -> None:
    for key, value in (("rate", 10.0), ("difference", 5.0), ("per_week", 100.0), ("wait", 30.0)):
        page._number(key, value)
    assert page.weeks.value is not None
    assert page.weeks.value.planned == 14
    page.looks.setFocus()
    qtbot.keyClick(page.looks, Qt.Key.Key_End)
    assert "It may be looked at 5 times" in page.verdict.text()
    page.keep.click()
    assert session.project is not None
    assert session.project.trials[0].design.looks == 5
    session.undo()
    assert not session.project.trials
    page._number("difference", None)
    assert page.weeks.value is None
