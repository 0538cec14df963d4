"""The page Accounts on a small project: what is shown follows every change at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import ChangeAccount
from models.project.history import History
from models.scoring.account import AccountMeasure
from models.scoring.awards import RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.live_preview import LivePreview
from workbench.pages.accounts import page as accounts_page
from workbench.pages.accounts.page import AccountsPage
from workbench.session import Session

COMPANIES = ("Acme", "ACME", "Zed", "", "", "Solo")
EMAILS = ("a@acme.com", "", "z@zed.com", "q@zed.com", "p@gmail.com", "s@solo.com")
TITLES = ("VP Sales", "Student", "VP Sales", "Student", "VP Sales", "Student")
TABLE = RawTable(
    (
        column_of("Id", [str(row) for row in range(6)]),
        column_of("Company", COMPANIES),
        column_of("Email", EMAILS),
        column_of("Job title", TITLES),
        column_of("Won", ["Yes", "No", "No", "No", "Yes", "No"]),
    ),
    6,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Company"),
        Input("Email"),
        Input("Job title"),
        Input("Won", Kind.TEXT, Role.OUTCOME, converted=("Yes",)),
    )
)
RULE = Rule("r1", "VP", Points(90), FieldTest("Job title", Test.CONTAINS, ("vp",)))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (RULE,)),))

Parts = tuple[Session, LivePreview, AccountsPage]


def opened(qtbot: QtBot, recipe: Recipe = RECIPE, table: RawTable = TABLE) -> Parts:
    session = Session("Ada")
    preview = LivePreview(session)
    page = AccountsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    source = Source(table.fingerprint, "leads.csv", table.rows)
    with qtbot.waitSignal(preview.evaluated):
        session.open(History.of(Project("P", source, recipe, (MODEL,), "m1")), table)
    return session, preview, page


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[Parts]:
    session, preview, page = opened(qtbot)
    yield session, preview, page
    page.finish()
    preview.finish()
    session.finish()


def begin(parts: Parts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(parts[1].evaluated):
        parts[2].none.asked.emit()


def names(page: AccountsPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_that_one_button_proposes_how_accounts_are_found_and_scored(
    parts: Parts, qtbot: QtBot
) -> None:
    session, _, page = parts
    assert page.stack.currentWidget() is page.none
    begin(parts, qtbot)
    assert page.stack.currentWidget() is page.splitter
    assert session.model is not None
    account = session.model.account
    assert account is not None
    assert (account.field, account.email) == ("Company", "Email")
    assert [part.field for part in account.parts if part.field] == ["Job title"]
    assert names(page) == ["ACME", "Zed", "Solo", "zed.com"]
    assert page.verdict.text().startswith("1 of 4 accounts holds more than one lead")
    assert "1 lead has no account, 1 of them with a free-mail address." in page.verdict.text()


def test_that_undo_takes_the_account_score_away_again(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    begin(parts, qtbot)
    with qtbot.waitSignal(preview.evaluated):
        session.undo()
    assert page.stack.currentWidget() is page.none


def test_that_a_changed_raise_moves_the_scores_of_the_leads(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    begin(parts, qtbot)
    assert preview.last is not None
    before = preview.last.scored.scores.tolist()
    line = page.editor.raises.lines[-1]
    with qtbot.waitSignal(preview.evaluated):
        line.points.setValue(-20)  # type: ignore[attr-defined]
    after = preview.last.scored.scores.tolist()
    assert before != after
    assert session.model is not None
    assert session.model.account is not None
    assert session.model.account.raises[-1].points == -20


def test_that_ranges_that_overlap_are_told_and_change_nothing(parts: Parts, qtbot: QtBot) -> None:
    session, _, page = parts
    begin(parts, qtbot)
    assert session.model is not None
    held = session.model.account
    line = page.editor.raises.lines[0]
    line.high.setFocus()  # type: ignore[attr-defined]
    line.high.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line.high, "1")  # type: ignore[attr-defined]
    assert page.editor._wrong.text() == "A range must end above where it begins."
    assert session.model.account == held


def test_that_the_people_of_the_chosen_account_add_up_in_words(parts: Parts, qtbot: QtBot) -> None:
    _, _, page = parts
    begin(parts, qtbot)
    page.table.choose(0)
    page._show_account()
    people = page.panel.people.model()
    assert [people.index(row, 0).data().split(",")[0] for row in range(people.rowCount())] == [
        "0",
        "1",
    ]
    words = [line.text() for line in page.panel._words._lines if line.isVisibleTo(page.panel)]
    assert any(text.startswith("2. Highest score: 90 (0): +90.") for text in words)
    assert any("Different values of Job title: 2 (VP Sales, Student)" in text for text in words)
    with qtbot.waitSignal(page.lead_asked) as asked:
        page.panel.people.choose(1)
        qtbot.keyClick(page.panel.people, Qt.Key.Key_Return)
    assert asked.args == [1]


def test_that_accounts_are_found_by_a_part_of_their_name_and_sorted(
    parts: Parts, qtbot: QtBot
) -> None:
    _, _, page = parts
    begin(parts, qtbot)
    page._sort("name")
    assert names(page) == ["ACME", "Solo", "Zed", "zed.com"]
    page._sort("name")
    assert names(page) == ["zed.com", "Zed", "Solo", "ACME"]
    page._sort("leads")
    assert names(page)[0] == "ACME"
    qtbot.keyClicks(page.search, "ZED")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page._count.text() == "2 of 4 accounts"
    qtbot.keyClicks(page.search, "xxxx")
    qtbot.waitUntil(lambda: names(page) == [])
    assert page.panel._none.isVisibleTo(page.panel)


def test_that_a_part_is_added_changed_and_removed_as_edits(parts: Parts, qtbot: QtBot) -> None:
    session, _, page = parts
    begin(parts, qtbot)

    def parts_now() -> list[AccountMeasure]:
        assert session.model is not None
        assert session.model.account is not None
        return [part.measure for part in session.model.account.parts]

    held = parts_now()
    page.editor.parts.add.click()
    assert parts_now() == [*held, AccountMeasure.IN_BAND]
    line = page.editor.parts.lines[-1]
    line.measure.picked.emit(AccountMeasure.TOP)  # type: ignore[attr-defined]
    assert parts_now()[-1] is AccountMeasure.TOP
    line.asked.emit("remove")
    assert parts_now() == held


def test_that_all_leads_in_one_account_are_one_account(parts: Parts, qtbot: QtBot) -> None:
    session, preview, page = parts
    begin(parts, qtbot)
    assert session.model is not None
    assert session.model.account is not None
    one = replace(session.model.account, field="", email="Email", raises=())
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeAccount("m1", one))
    assert names(page)[0] == "zed.com"
    assert page.editor._no_email.isHidden()  # the last way to find accounts stays


def test_that_leads_without_company_and_address_are_told(qtbot: QtBot) -> None:
    recipe = Recipe(tuple(item for item in RECIPE if item.name not in ("Company", "Email")))
    columns = tuple(c for c in TABLE.columns if c.name not in ("Company", "Email"))
    session, preview, page = opened(qtbot, recipe, RawTable(columns, 6, "leads.csv"))
    page.none.asked.emit()
    assert page.stack.currentWidget() is page.none
    assert "No field names a company" in page.none.accessibleName()
    assert session.model is not None
    assert session.model.account is None
    page.finish()
    preview.finish()
    session.finish()


def test_that_a_raise_from_nothing_on_reaches_every_account(parts: Parts, qtbot: QtBot) -> None:
    session, preview, _ = parts
    begin(parts, qtbot)
    assert session.model is not None
    assert session.model.account is not None
    every = replace(session.model.account, raises=(RangePoints(None, None, 4),))
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeAccount("m1", every))
    assert preview.last is not None
    assert preview.last.scored.scores.tolist() == [94, 4, 94, 4, 90, 4]


def test_that_accounts_of_many_leads_are_counted_out_of_the_way(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, preview, page = parts
    monkeypatch.setattr(accounts_page, "INLINE_LEADS", 0)
    with qtbot.waitSignal(page._counting.done, timeout=30_000):
        page.none.asked.emit()
    assert names(page) == ["ACME", "Zed", "Solo", "zed.com"]
    assert session.model is not None
    assert session.model.account is not None
    by_company = replace(session.model.account, email="")
    page.hide()
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeAccount("m1", by_company))
    with qtbot.waitSignal(page._counting.done, timeout=30_000):
        page.show()
    assert names(page) == ["ACME", "Zed", "Solo"]
