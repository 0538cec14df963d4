"""Checking the model in the window: findings follow the work, a click goes there or mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import AddRules, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.lint.finding import FindingKind, Part, Where
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from widgets.finding_list import FindingList
from workbench.dialogs.check_dialog import CheckDialog
from workbench.live_preview import LivePreview
from workbench.model_check import Checked, ModelCheck
from workbench.session import Session

TABLE = RawTable(
    (column_of("Country", ["DE", "FR"] * 20), column_of("Won", ["yes", "no", "no", "no"] * 10)), 40
)
RECIPE = Recipe((Input("Country"), Input("Won", Kind.YES_NO, Role.OUTCOME)))
DE = FieldTest("Country", Test.IS, ("DE",))
RULES = (
    Rule("r1", "Germany", Points(10), DE),
    Rule("r2", "Spain", Points(5), FieldTest("Country", Test.IS, ("ES",))),
    Rule("r3", "Not here", Points(-5), FieldTest("Country", Test.IS, ("FR",))),
)
BANDS = (Band("Cold", 0), Band("MQL", 12, mql=True))
MODEL = ScoringModel("m1", "M", (Group("g", "Fit", RULES),), BANDS, as_of=date(2024, 6, 14), base=3)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    source = Source(TABLE.fingerprint, "leads.csv", TABLE.rows)
    project = Project("P", source, RECIPE, (MODEL,), "m1")
    made.open(History(project, project), TABLE)
    yield made
    made.open(None)


@pytest.fixture
def check(session: Session, qtbot: QtBot) -> Iterator[ModelCheck]:
    preview = LivePreview(session)
    made = ModelCheck(session, preview)
    with qtbot.waitSignal(made.found, timeout=20_000):
        preview.refresh()
    yield made
    made.finish()
    preview.finish()


def kinds(check: ModelCheck) -> list[FindingKind]:
    assert isinstance(check.last, Checked)
    return [finding.kind for finding in check.last.findings]


def test_that_findings_come_once_the_hand_rests_and_are_of_the_model_as_it_is(
    session: Session, check: ModelCheck, qtbot: QtBot
) -> None:
    assert FindingKind.NEVER_HITS in kinds(check)
    told: list[object] = []
    check.found.connect(told.append)
    gesture = session.gesture()
    for points in (11, 12, 13):
        session.apply(SetPoints("m1", "r1", points), gesture)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert len(told) == 1
    assert check.last is not None
    assert check.last.model == session.model
    assert check.last.leads == 40


def test_that_without_leads_the_model_is_judged_by_itself(qtbot: QtBot) -> None:
    session = Session()
    preview = LivePreview(session)
    check = ModelCheck(session, preview)
    project = Project("P", None, Recipe(), (MODEL,), "m1")
    with qtbot.waitSignal(check.found, timeout=20_000):
        session.open(History(project, project))
    assert check.last is not None
    assert check.last.leads is None
    with qtbot.waitSignal(check.found, timeout=20_000):
        session.open(None)
        preview.refresh()
    assert check.last is None
    check.finish()
    preview.finish()


def test_that_a_fix_is_one_step_that_undo_takes_back(
    session: Session, check: ModelCheck, qtbot: QtBot
) -> None:
    dialog = CheckDialog(None, session, check)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    before = session.model
    [row] = [row for row in dialog.list.rows if row.finding.kind is FindingKind.NEVER_HITS]
    with qtbot.waitSignal(check.found, timeout=20_000):
        row.fix.click()
    after = session.model
    assert before is not None
    assert after is not None
    muted = replace(before.rule("r2"), muted=True)  # type: ignore[type-var]
    assert after == before.with_rule(muted)  # type: ignore[arg-type]
    assert session.history is not None
    assert session.history.undo_label == "Mute Spain"
    assert FindingKind.NEVER_HITS not in [row.finding.kind for row in dialog.list.rows]
    session.undo()
    assert session.model == before


def test_that_a_fix_of_an_older_model_is_not_taken(
    session: Session, check: ModelCheck, qtbot: QtBot
) -> None:
    dialog = CheckDialog(None, session, check)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    row = next(row for row in dialog.list.rows if row.finding.fix is not None)
    session.apply(AddRules("m1", "g", 0, (Rule("r9", "New", Points(1), DE),)))
    now = session.model
    row.fix.click()
    assert session.model is now


def test_that_a_finding_leads_to_its_rule(
    session: Session, check: ModelCheck, qtbot: QtBot
) -> None:
    dialog = CheckDialog(None, session, check)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    asked: list[object] = []
    dialog.place_asked.connect(asked.append)
    [row] = [row for row in dialog.list.rows if row.finding.kind is FindingKind.NEVER_HITS]
    row.place.click()
    assert asked == [Where(Part.RULE, "r2", "Spain")]


def test_that_a_sound_model_has_an_empty_list_that_says_so(qtbot: QtBot) -> None:
    session = Session()
    preview = LivePreview(session)
    check = ModelCheck(session, preview)
    project = Project("P", None, Recipe(), (ScoringModel("m1", "M"),), "m1")
    with qtbot.waitSignal(check.found, timeout=20_000):
        session.open(History(project, project))
    dialog = CheckDialog(None, session, check)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert not dialog.nothing.isHidden()
    assert dialog.list.isHidden()
    assert "Nothing to say" in dialog.nothing.accessibleName()
    check.finish()
    preview.finish()


def test_that_long_names_are_cut_but_spoken_whole(qtbot: QtBot, check: ModelCheck) -> None:
    assert check.last is not None
    finding = next(finding for finding in check.last.findings if finding.fix is not None)
    assert finding.fix is not None
    fix = replace(finding.fix, verb="Mute A & " + "b" * 80)
    long = replace(finding, where=Where(Part.RULE, "r", "b" * 80), fix=fix)
    listed = FindingList()
    qtbot.addWidget(listed)
    listed.present((long,))
    [row] = listed.rows
    assert row.fix.text().endswith("…")
    assert "&&" in row.fix.text()
    assert row.fix.accessibleName().endswith("b" * 80)
    assert row.place.text() == "Go to rule"
    assert row.place.accessibleName().endswith("b" * 80)


def test_that_findings_are_never_wider_than_their_list(qtbot: QtBot, check: ModelCheck) -> None:
    assert check.last is not None
    listed = FindingList()
    qtbot.addWidget(listed)
    listed.resize(440, 400)
    long = tuple(
        replace(item, fix=None if item.fix is None else replace(item.fix, verb="w" * 300))
        for item in check.last.findings
    )
    listed.present(long)
    listed.show()
    body = listed.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= listed.viewport().width()
