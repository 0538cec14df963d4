"""The side Proposed rules, driven by hand: accept, edit, refuse, bring back, stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.leads.tally import Tally
from models.project.edits_json import edit_from_json, edit_to_json
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.tuning.candidates.proposals import Proposals, Repeat
from tests.workbench.signs import Signs
from widgets.tables.records import CHOSEN_AT
from workbench.background import Cancel
from workbench.live_preview import LivePreview
from workbench.pages.tune import facts as tune_facts
from workbench.pages.tune.page import TunePage
from workbench.pages.tune.proposed_facts import repeat_words, repeats_of
from workbench.pages.tune.proposed_view import ProposedView
from workbench.session import Session

HISTORY = Signs(
    {"Asked for a demo": 2.0, "Large company": 1.1, "Reads the blog": 0.0},
    7,
    rows=800,
    knows="Onboarded",
)
ON, WON, FIELDS = HISTORY.on, HISTORY.won, HISTORY.fields
BLOG = Rule("r1", "Reader", Points(5), FieldTest(FIELDS[2], Test.IS_YES))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (BLOG,)),), as_of=date(2024, 3, 15))


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[TunePage]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = TunePage(session, preview)
    qtbot.addWidget(page)
    page.resize(1232, 680)
    page.show()
    HISTORY.open(session, MODEL)
    yield page
    page.finish()
    preview.finish()


@pytest.fixture
def view(page: TunePage, qtbot: QtBot) -> ProposedView:
    assert page.proposed.found is None
    press(page, "Proposed rules")
    looked(page.proposed, qtbot)
    return page.proposed


def press(page: TunePage, name: str) -> None:
    next(b for b in page.switch.findChildren(QPushButton) if b.accessibleName() == name).click()


def looked(view: ProposedView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.asking.busy and not view.stale, timeout=30_000)


def names(view: ProposedView) -> list[str]:
    return [row.name for row in view.rows if row.candidate is not None]


def choose(view: ProposedView, name: str) -> int:
    place = next(at for at, row in enumerate(view.rows) if row.name == name)
    view.table.choose(place)
    view._choose(place)
    return place


def rules(view: ProposedView) -> list[str]:
    assert view.session.model is not None
    return [rule.name for rule in view.session.model.rules()]


DEMO, LARGE = f"{FIELDS[0]}: yes", f"{FIELDS[1]}: yes"


def test_that_rules_are_proposed_beside_the_persons_own_and_leaks_are_said(
    view: ProposedView,
) -> None:
    assert {DEMO, LARGE} <= set(names(view))
    assert "Reader" in [row.name for row in view.rows]
    assert not any("Onboarded" in name for name in names(view))
    assert "Onboarded" in view.left_out.text()
    demo = next(row for row in view.rows if row.name == DEMO)
    won = int(WON[ON[:, 0]].sum())
    assert (demo.evidence.having.known, demo.evidence.having.converted) == (ON[:, 0].sum(), won)
    assert demo.evidence.lift.value == pytest.approx(WON[ON[:, 0]].mean() / WON.mean())
    view.own.setChecked(False)
    assert "Reader" not in [row.name for row in view.rows]


def test_that_several_rules_are_accepted_as_one_step_and_undone(
    view: ProposedView, qtbot: QtBot
) -> None:
    assert not view.accepting.isEnabled()
    for name in (DEMO, LARGE):
        choose(view, name)
        qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert view.accepting.text() == "Accept 2 rules"
    view.accepting.click()
    assert sorted(rules(view)) == sorted(["Reader", DEMO, LARGE])
    looked(view, qtbot)
    assert DEMO not in names(view)
    history = view.session.history
    assert history is not None
    assert len(history.steps) == 1
    assert history.steps[0].label == "Accept 2 proposed rules"
    assert edit_from_json(edit_to_json(history.steps[0].edit)) == history.steps[0].edit
    view.session.undo()
    assert view.session.model == MODEL


def test_that_editing_accepts_the_rule_and_shows_it(view: ProposedView, qtbot: QtBot) -> None:
    choose(view, DEMO)
    with qtbot.waitSignal(view.rule_asked) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.session.model is not None
    shown = view.session.model.rule(asked.args[0])
    assert shown is not None
    assert shown.name == DEMO


def test_that_a_refused_rule_is_neither_proposed_nor_tuned_with_until_it_is_brought_back(
    view: ProposedView, page: TunePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def told(task: object, *_rest: object) -> object:
        found = task.propose(np.arange(HISTORY.rows))  # type: ignore[attr-defined]
        seen.append([one.rule.name for one in found])
        return SimpleNamespace(rows=None)

    monkeypatch.setattr(tune_facts, "tune", told)
    choose(view, DEMO)
    view.refusing.click()
    assert DEMO not in names(view)
    assert view.wishes.refused == (f"{FIELDS[0]} is yes",)
    asked = tune_facts.asked_of(page.session)
    assert asked is not None
    tune_facts.tuned_by(asked, Cancel(), lambda *_: None)
    assert DEMO not in seen[-1]
    assert LARGE in seen[-1]
    back = next(b for b in view.refused.findChildren(QPushButton) if b.text() == "Bring back")
    back.click()
    assert DEMO in names(view)
    view.session.undo()
    assert DEMO not in names(view)
    view.session.undo()
    assert not view.wishes.refused


def test_that_what_was_stopped_can_be_begun_again(page: TunePage, qtbot: QtBot) -> None:
    press(page, "Proposed rules")
    view = page.proposed
    view.asking.cancel()
    assert view.again.isVisible()
    assert "stopped" in view.verdict.text()
    view.again.click()
    looked(view, qtbot)
    assert names(view)


def test_that_every_row_chooses_the_leads_that_it_counts(view: ProposedView, qtbot: QtBot) -> None:
    session, table = view.session, view.table
    view.choose_asked.connect(session.choose_rows)
    model = table.model()
    assert any(row.candidate is None for row in view.rows), "the person's own are among them"
    for place in range(model.rowCount()):
        session.choose_leads(None)
        table.setCurrentIndex(model.index(place, 1))
        at = table.chosen()
        assert at is not None
        row = view.rows[at]
        qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert session.chosen is not None
        tally = session.chosen.tally
        having = row.evidence.having
        assert (tally.leads, tally.converted) == (having.known, having.converted)
        assert model.headerData(CHOSEN_AT + 1, Qt.Orientation.Horizontal) == "Chosen"
        assert model.index(place, CHOSEN_AT + 1).data() == f"{having.known:,}"
        session.choose_leads(None)
        view.choosing.click()
        assert session.chosen.tally.leads == having.known


def test_that_what_says_the_same_is_told_once_for_each_rule() -> None:
    repeats = (
        Repeat("Demo: yes", "r1", "Demo requested"),
        Repeat("Demo: ever", "r1", "Demo requested"),
        Repeat("Demo: no", "r1", "Demo requested", opposite=True),
        Repeat("Size: blank", "c3", "Land: blank"),
        Repeat("Size: blank", "c3", "Land: blank"),
    )
    told = Proposals((), repeats=repeats, all=Tally())
    assert repeat_words(told) == (
        "Demo requested = Demo: yes, Demo: ever; all others are Demo: no",
        "Land: blank = Size: blank",
    )
    assert repeats_of(told) == 4
