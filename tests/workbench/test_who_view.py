from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import LeftOut, Project, Source
from models.project.edits import ChangeLeftOut
from models.project.history import History
from models.project.start import empty_model
from models.scoring.conditions import FieldTest, Test
from models.scoring.left_out_proposals import proposed_left_out
from widgets.editors.draft_nodes import Branch, Joint, Leaf
from widgets.editors.left_out_editor import LeftOutBox
from workbench.live_preview import LivePreview
from workbench.pages.data.page import DataPage
from workbench.session import Session
from workbench.status import status_parts

RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Email", role=Role.EMAIL),
        Input("Owner", role=Role.OWNER),
        Input("Lifecycle stage"),
        Input("Lead status"),
        Input("Is customer", Kind.YES_NO),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
RAW = RawTable(
    (
        column_of("Id", list("abcdef")),
        column_of(
            "Email",
            ["ann@acme.io", "test@x.org", "me@our.com", "bo@acme.io", "cy@b.io", "d@example.com"],
        ),
        column_of("Owner", ["eve@our.com"] * 5 + ["old@gmail.com"]),
        column_of("Lifecycle stage", ["Customer", "lead", "lead", "CUSTOMER", "lead", "lead"]),
        column_of("Lead status", ["New", "Junk Lead", "New", "Open", "Open", "spam"]),
        column_of("Is customer", ["yes", "no", "no", "no", "no", "no"]),
        column_of("Won", ["yes", "no", "no", "yes", "no", ""]),
    ),
    6,
    "leads.csv",
)
CUSTOMERS = LeftOut(
    "customers", FieldTest("Lifecycle stage", Test.IS_ONE_OF, ("Customer", "CUSTOMER"))
)


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[tuple[Session, LivePreview, DataPage]]:
    session = Session()
    preview = LivePreview(session)
    model = empty_model("m1", "M")
    source = Source(RAW.fingerprint, "leads.csv", 6)
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, RECIPE, (model,), "m1")), RAW)
    page = DataPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.show_who()
    yield session, preview, page
    page.finish()
    preview.finish()


def test_that_proposals_name_customers_staff_tests_and_junk_and_never_the_outcome() -> None:
    found = {
        (item.name, item.leads): item.condition for item in proposed_left_out(Leads(RAW, RECIPE))
    }
    assert set(found) == {
        ("existing customers", 2),
        ("existing customers", 1),
        ("staff", 1),
        ("test records", 2),
        ("junk and closed records", 2),
    }
    assert found["staff", 1] == FieldTest("Email", Test.ENDS_WITH, ("@our.com",))
    as_outcome = RECIPE.changed(
        Input("Lifecycle stage", role=Role.OUTCOME, converted=("customer",))
    )
    names = [
        item.condition
        for item in proposed_left_out(Leads(RAW, as_outcome))
        if isinstance(item.condition, FieldTest) and item.condition.field == "Lifecycle stage"
    ]
    assert not names


def test_that_a_proposal_that_is_accepted_leaves_its_leads_out_everywhere_and_is_undone(
    parts: tuple[Session, LivePreview, DataPage], qtbot: QtBot
) -> None:
    session, preview, page = parts
    qtbot.waitUntil(lambda: bool(page.who._proposals))
    button = next(
        b for b in page.who.editor.findChildren(QPushButton) if b.text().startswith("Staff")
    )
    with qtbot.waitSignal(preview.evaluated):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.leads is not None
    assert len(session.leads) == 5
    assert preview.last is not None
    assert preview.last.evaluation.all.leads == 5
    assert page.who.verdict.text() == "5 of 6 leads are scored: 1 lead left out (“staff”)."
    assert "1 lead left out (“staff”)" in status_parts(session, None)
    assert session.history is not None
    assert session.history.undo_label == "Leave out: staff"
    session.undo()
    assert len(session.leads) == 6
    assert page.who.verdict.text() == "All 6 leads are scored."


def test_that_leaving_out_converted_leads_is_said_before_history_is_lost(
    parts: tuple[Session, LivePreview, DataPage],
) -> None:
    session, _preview, page = parts
    session.apply(ChangeLeftOut((CUSTOMERS,)))
    box = page.who.editor.findChildren(LeftOutBox)[0]
    assert box.told.text().startswith("2 leads are left out. 2 of them converted (100")
    box.on.click()
    assert session.leads is not None
    assert len(session.leads) == 6
    assert box.told.text().startswith("2 leads would be left out.")


def test_that_a_condition_that_is_not_whole_leaves_nobody_out_and_stays_on_the_page(
    parts: tuple[Session, LivePreview, DataPage], qtbot: QtBot
) -> None:
    session, _preview, page = parts
    qtbot.mouseClick(page.who.editor.add, Qt.MouseButton.LeftButton)
    box = page.who.editor.findChildren(LeftOutBox)[0]
    assert box.told.text() == "Say which leads these are."
    assert not page.who.editor.add.isEnabled()
    box.name.selectAll()
    qtbot.keyClicks(box.name, "juniors")
    assert session.history is not None
    assert not session.history.steps
    leaf = Leaf("Lead status", Test.IS_ONE_OF, ("New",))
    box.condition.changed.emit(Branch(Joint.ALL, (leaf,)), 0)
    assert session.leads is not None
    assert len(session.leads) == 4
    assert session.history.undo_label == "Leave out: juniors"


def test_that_a_condition_that_is_not_whole_stays_last_while_others_come_and_go(
    parts: tuple[Session, LivePreview, DataPage], qtbot: QtBot
) -> None:
    session, _preview, page = parts
    session.apply(ChangeLeftOut((CUSTOMERS,)))
    qtbot.mouseClick(page.who.editor.add, Qt.MouseButton.LeftButton)

    def told() -> list[tuple[str, str]]:
        boxes = [b for b in page.who.editor.findChildren(LeftOutBox) if not b.isHidden()]
        boxes.sort(key=lambda box: box.y())
        return [(box.name.text(), box.told.text()[:7]) for box in boxes]

    fresh = ("leads to leave out", "Say whi")
    both = [(CUSTOMERS.name, "2 leads"), fresh]
    qtbot.waitUntil(lambda: told() == both)
    session.undo()
    qtbot.waitUntil(lambda: told() == [fresh])
    session.redo()
    qtbot.waitUntil(lambda: told() == both)


def test_that_typing_a_name_is_one_step(
    parts: tuple[Session, LivePreview, DataPage], qtbot: QtBot
) -> None:
    session, _preview, page = parts
    session.apply(ChangeLeftOut((CUSTOMERS,)))
    box = page.who.editor.findChildren(LeftOutBox)[0]
    box.name.setFocus()
    qtbot.keyClicks(box.name, " of old")
    assert session.history is not None
    assert len(session.history.done) == 2
    session.undo()
    assert session.project is not None
    assert session.project.left_out == (CUSTOMERS,)
