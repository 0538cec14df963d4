"""Locks of rules on the page Model: kept in what is wished of the tuning, undoable."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.history import History
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.tuning.reins import Hold
from workbench.live_preview import LivePreview
from workbench.pages.model.page import ModelPage
from workbench.session import Session

MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (Rule("r1", "Plain", Points(5)),)),))


def test_that_a_lock_on_a_card_is_a_wish_of_the_tuning_and_undone(qtbot: QtBot) -> None:
    session = Session("Ada")
    preview = LivePreview(session)
    page = ModelPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    raw = RawTable((column_of("Id", ["1", "2"]),), 2, "leads.csv")
    recipe = Recipe((Input("Id", role=Role.ID),))
    project = Project("P", Source(raw.fingerprint, "leads.csv", 2), recipe, (MODEL,), "m1")
    session.open(History.of(project), raw, Leads(raw, recipe))
    qtbot.waitUntil(lambda: preview.last is not None, timeout=20_000)
    page.editor.rules.choose("r1")
    page.editor.rules.ask("lock")
    assert session.project is not None
    assert session.project.wishes_of("m1").locked == ("r1",)
    places = page.editor.rules.places("r1")
    assert places is not None
    assert not places.mark.isNull()
    page.editor.rules.ask("lock")
    assert session.project.wishes_of("m1").reins == ()
    session.undo()
    assert session.project.wishes_of("m1").rein("r1").hold is Hold.LOCK
    page.finish()
    preview.finish()
