"""Deals from a file to the session: joined, undone, saved, joined again, out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from models.leads.fields import Role
from models.leads.readers import ReadOptions, read_table
from models.leads.table import DEAL_WON, Leads
from models.project.edits import ChangeDeals, ChangeInput, SetDeals
from tests.workbench.taking import taken
from workbench import deal_joining, joining
from workbench.filing import files as files_module
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.importing.sheets import sheet_of
from workbench.session import Session

LEADS = "Lead id,Mail,Created\n" + "".join(
    f"L{row:02},m{row}@x.example,2025-01-{row:02}\n" for row in range(1, 21)
)
STAGES = ("Closed Won", "Closed Lost", "Offer")
ROWS = [("Deal", "Contact email", "Stage", "Close date", "Amount")] + [
    (f"D{row}", f"M{row}@X.example", STAGES[row % 3], f"2025-03-{row:02}", str(100 * row))
    for row in range(1, 25)
]
WON, LOST, OPEN = 6, 7, 7


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Session, Files]]:
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    session = Session("Ada")
    files = Files(session)
    path = tmp_path / "leads.csv"
    path.write_text(LEADS, encoding="utf-8")
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.use(taken(path, Purpose.NEW, session))
    yield session, files
    session.finish()
    files.finish()
    files.close(discard=True)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text("".join(",".join(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def take(desk: tuple[Session, Files], path: Path, qtbot: QtBot, sheet: str | None = None) -> None:
    session, files = desk
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(path, Purpose.DEALS, session, ReadOptions(sheet=sheet)))


def leads_of(session: Session) -> Leads:
    assert session.leads is not None
    return session.leads


def test_that_deals_tell_the_outcome_its_day_and_value_and_can_be_undone(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    assert leads_of(session).outcome_name == ""
    take(desk, table, qtbot)
    assert session.project is not None
    recipe = session.project.deal_recipe
    assert [item.role for item in recipe] == [
        Role.FIELD,
        Role.ID,
        Role.OUTCOME,
        Role.OUTCOME_DATE,
        Role.VALUE,
    ]
    assert (recipe.joined_to, recipe.won, recipe.lost) == (
        "Mail",
        ("Closed Won",),
        ("Closed Lost",),
    )
    leads = leads_of(session)
    assert leads.outcome_name == DEAL_WON
    assert leads.outcome_counts == (LOST, WON, OPEN)
    assert leads.value[2] == 300.0
    assert leads.deals is not None
    assert leads.deals.report.unknown_rows == 4
    assert session.history is not None
    assert session.history.undo_label == "Load deals from deals.csv"
    session.undo()
    assert leads_of(session).deals is None
    assert leads_of(session).outcome_name == ""
    session.redo()
    assert leads_of(session).outcome_counts == (LOST, WON, OPEN)
    session.apply(SetDeals(None, recipe))
    assert leads_of(session).deals is None


def test_that_another_recipe_joins_them_anew_and_undo_takes_what_was_kept(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _files = desk
    take(desk, table, qtbot)
    assert session.project is not None
    first, recipe = leads_of(session).deals, session.project.deal_recipe
    session.apply(ChangeDeals(replace(recipe, won=("Offer",))))
    assert leads_of(session).outcome_counts == (LOST, OPEN, WON)
    session.apply(ChangeDeals(replace(recipe, joined_to="")))
    assert leads_of(session).outcome_counts == (20, 0, 0)
    with monkeypatch.context() as patched:
        patched.setattr(deal_joining, "join_deals", None)  # joining again would raise
        session.go_to(1)
    assert leads_of(session).deals is first
    session.apply(ChangeDeals(replace(recipe, says_outcome=False)))
    assert leads_of(session).outcome_name == ""
    assert session.history is not None
    assert session.history.undo_label == "Deals do not tell the outcome"


def test_that_a_field_that_deals_are_joined_by_read_otherwise_joins_them_anew(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    take(desk, table, qtbot)
    assert session.project is not None
    mail = next(item for item in session.project.recipe if item.name == "Mail")
    session.apply(ChangeInput(replace(mail, blank=("m3@x.example",))))
    assert leads_of(session).outcome_counts == (LOST + 1, WON - 1, OPEN)


def test_that_a_saved_project_has_its_deals_and_next_months_leads_get_them(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = desk
    take(desk, table, qtbot)
    with qtbot.waitSignal(files.saved, timeout=30_000):
        files.save_as(tmp_path / "kept")
    assert session.project is not None
    session.apply(ChangeDeals(replace(session.project.deal_recipe, without_is_no=False)))
    project, outcome = session.project, leads_of(session).outcome.tolist()
    files.close()
    session.open(None)
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.open(tmp_path / "kept.leadbench")
    assert session.project == project
    assert leads_of(session).outcome.tolist() == outcome
    fewer = tmp_path / "april.csv"
    fewer.write_text("\n".join(LEADS.splitlines()[:6]) + "\n", encoding="utf-8")
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(fewer, Purpose.NEXT, session))
    assert leads_of(session).outcome.tolist() == outcome[:5]


def test_that_a_copy_without_leads_has_no_deal_and_says_so(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = desk
    take(desk, table, qtbot)
    with qtbot.waitSignal(files.copied, timeout=30_000):
        files.save_copy(tmp_path / "copy")
    content = (tmp_path / "copy.leadbench").read_bytes()
    assert b"M3@X.example" not in content
    files.close()
    session.open(None)
    with qtbot.waitSignal(files.problems, timeout=30_000) as told:
        files.open(tmp_path / "copy.leadbench")
    assert any("The deals are not in this project." in one.what for one in told.args[0])
    assert session.deal_table is None
    assert session.leads is None


def test_that_next_months_deals_are_read_as_the_last_ones(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    take(desk, table, qtbot)
    assert session.project is not None
    kept = replace(session.project.deal_recipe, won=("Closed Won", "Offer"), without_is_no=False)
    session.apply(ChangeDeals(kept))
    text = table.read_text("utf-8")
    table.write_text(text + "D99,m1@x.example,Offer,2025-05-01,5\n", encoding="utf-8")
    take(desk, table, qtbot)
    assert session.project.deal_recipe == kept
    assert leads_of(session).outcome_counts == (LOST - 1, WON + OPEN + 1, 0)


def test_that_deals_by_another_field_are_joined_by_what_they_name(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, _files = desk
    take(desk, table, qtbot)
    other = tmp_path / "other.csv"
    other.write_text("Lead id,Status\n" + "L01,won\nL02,lost\n", encoding="utf-8")
    take(desk, other, qtbot)
    assert session.project is not None
    recipe = session.project.deal_recipe
    assert (recipe.joined_to, recipe.won, recipe.lost) == ("", ("won",), ("lost",))
    assert leads_of(session).outcome_counts == (19, 1, 0)


def test_that_many_deals_are_joined_out_of_the_way(
    desk: tuple[Session, Files], table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _files = desk
    take(desk, table, qtbot)
    assert session.project is not None
    monkeypatch.setattr(joining, "INLINE_ROWS", 10)
    before = leads_of(session).deals
    recipe = replace(session.project.deal_recipe, without_is_no=False)
    with qtbot.waitSignal(session.leads_changed, check_params_cb=lambda: not session.joining):
        session.apply(ChangeDeals(recipe))
        assert session.joining
        assert leads_of(session).deals is before
    assert not session.joining
    deals = leads_of(session).deals
    assert deals is not None
    assert deals.recipe == recipe


def test_that_of_a_workbook_the_sheet_that_names_leads_is_meant(
    desk: tuple[Session, Files], qtbot: QtBot, tmp_path: Path
) -> None:
    session, _files = desk
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notes"
    notes.append(["Remark", "Day"])
    notes.append(["hello", "2025-01-01"])
    sheet = book.create_sheet("Deals")
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert session.whole is not None
    first = read_table(path)
    assert first.table.sheet == "Notes"
    assert sheet_of(path, first, session.whole, print, lambda: False, of_deals=True) == "Deals"
    take(desk, path, qtbot, "Deals")
    assert leads_of(session).outcome_counts == (LOST, WON, OPEN)
