"""A model from a template: what fits is shown, and one step adds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import ChangeModel
from models.project.history import History
from models.project.start import empty_model
from models.scoring.templates.catalogue import TEMPLATES
from workbench.dialogs.template_dialog import TemplateDialog
from workbench.session import Session

TABLE = RawTable(
    (
        column_of("Id", ["1", "2", "3"]),
        column_of("Position", ["CEO", "Head of IT", "Student"]),
        column_of("Land", ["DE", "AT", ""]),
    ),
    3,
)
RECIPE = Recipe((Input("Id", role=Role.ID), Input("Position"), Input("Land")))


def opened(qtbot: QtBot, leads: bool) -> Session:
    session = Session()
    source = Source(TABLE.fingerprint, "leads.csv", TABLE.rows) if leads else None
    project = Project("P", source, RECIPE, (empty_model("m1", "B2B software"),), "m1")
    session.open(History(project, project), TABLE if leads else None)
    return session


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = opened(qtbot, leads=True)
    yield made
    made.open(None)


def shown(qtbot: QtBot, session: Session, told: list[str]) -> TemplateDialog:
    dialog = TemplateDialog(None, session, lambda: told.append("shown"))
    qtbot.addWidget(dialog)
    return dialog


def test_that_the_template_that_fits_best_is_chosen_and_its_rules_are_counted(
    qtbot: QtBot, session: Session
) -> None:
    dialog = shown(qtbot, session, [])
    template, fitted = dialog.chosen
    assert template.id == "b2b_software"
    assert 0 < fitted.live < fitted.rules
    assert dialog.main.text() == f"Add model with {fitted.live} of {fitted.rules} rules"
    assert dialog.cards.count() == len(TEMPLATES)
    listed = [dialog.found.item(at).text() for at in range(dialog.found.count())]
    assert "Job title, Position, field" in listed
    assert "Country, Land, field" in listed
    missing = [dialog.missing.item(at).text() for at in range(dialog.missing.count())]
    assert any(text.startswith("Size of the company") for text in missing)


def test_that_a_template_becomes_a_model_of_its_own_in_one_step(
    qtbot: QtBot, session: Session
) -> None:
    told: list[str] = []
    dialog = shown(qtbot, session, told)
    _, fitted = dialog.chosen
    dialog.main.click()
    model = session.model
    assert model is not None
    assert (model.id, model.name) == ("m2", "B2B software 2")
    rules = list(model.rules())
    assert len(rules) == fitted.rules
    assert sum(not rule.muted for rule in rules) == fitted.live
    assert told == ["shown"]
    session.undo()
    assert session.model is not None
    assert session.model.id == "m1"


def test_that_rules_that_do_not_fit_can_be_left_out(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, [])
    dialog.leave_out.setChecked(True)
    dialog.main.click()
    assert session.model is not None
    assert not any(rule.muted for rule in session.model.rules())


def test_that_without_leads_the_whole_template_is_offered(qtbot: QtBot) -> None:
    session = opened(qtbot, leads=False)
    dialog = shown(qtbot, session, [])
    total = TEMPLATES[0].rules
    assert dialog.main.text() == f"Add model with {total} of {total} rules"
    assert "Open leads" in dialog.found.item(0).text()
    dialog.main.click()
    assert session.model is not None
    assert sum(1 for _ in session.model.rules()) == total
    session.open(None)


def test_that_going_back_adds_nothing(qtbot: QtBot, session: Session) -> None:
    before = session.project
    shown(qtbot, session, []).cancel.click()
    assert session.project == before


def test_that_a_new_model_looks_at_the_leads_on_the_same_days(
    qtbot: QtBot, session: Session
) -> None:
    assert session.model is not None
    day = date(2024, 3, 31)
    session.apply(ChangeModel(replace(session.model, as_of=day, own_day=30)))
    shown(qtbot, session, []).main.click()
    assert session.model is not None
    assert session.model.id == "m2"
    assert (session.model.as_of, session.model.own_day) == (day, 30)
