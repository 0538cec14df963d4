"""Activities from a file to the session: matched, undone, saved, matched again, out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from models.leads import owners
from models.leads.fields import Role
from models.leads.readers import ReadOptions, read_table
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.edits import ChangeActivities, ChangeInput, SetActivities
from tests.workbench.taking import taken
from workbench import activity_matching, joining
from workbench.filing import files as files_module
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.importing.sheets import sheet_of
from workbench.session import Session

LEADS = "Lead id,Mail,Converted\n" + "".join(
    f"L{row:02},m{row}@x.example,{'Yes' if row % 4 == 0 else 'No'}\n" for row in range(1, 21)
)
ROWS = [("Who", "What", "Time", "Page")] + [
    (f"L{row % 25:02}", ("Visit", "Click")[row % 2], f"2025-03-{row % 28 + 1:02}", f"/p{row % 3}")
    for row in range(60)
]
KNOWN = sum(1 <= row % 25 <= 20 for row in range(60))


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
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("".join(",".join(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def take(desk: tuple[Session, Files], path: Path, qtbot: QtBot, sheet: str | None = None) -> None:
    session, files = desk
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(path, Purpose.ACTIVITIES, session, ReadOptions(sheet=sheet)))


def events(session: Session) -> int:
    assert session.leads is not None
    return -1 if session.leads.activities is None else len(session.leads.activities)


def test_that_activities_are_matched_and_can_be_undone(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    take(desk, log, qtbot)
    assert session.project is not None
    recipe = session.project.activity_recipe
    assert [item.role for item in recipe] == [
        Role.ID,
        Role.ACTIVITY_TYPE,
        Role.ACTIVITY_TIME,
        Role.FIELD,
    ]
    assert events(session) == KNOWN
    assert session.history is not None
    assert session.history.undo_label == "Load activities from log.csv"
    session.undo()
    assert events(session) == -1
    session.redo()
    assert events(session) == KNOWN
    session.apply(SetActivities(None, recipe))
    assert events(session) == -1


def test_that_another_id_or_recipe_matches_them_anew_and_undo_takes_what_was_kept(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _files = desk
    take(desk, log, qtbot)
    assert session.project is not None
    first = session.leads
    assert first is not None
    mail = next(item for item in session.project.recipe if item.name == "Mail")
    session.apply(ChangeInput(replace(mail, role=Role.ID)))
    assert events(session) == 0
    with monkeypatch.context() as patched:
        patched.setattr(activity_matching, "match", None)  # matching again would raise
        session.undo()
    assert session.leads is not None
    assert session.leads.activities is first.activities
    recipe = session.project.activity_recipe
    page = next(item for item in recipe if item.name == "Page")
    session.apply(ChangeActivities(recipe.changed(replace(page, role=Role.IGNORED))))
    assert session.leads is not None
    assert session.leads.activities is not None
    assert session.leads.activities.column("Page") is None


def test_that_a_saved_project_has_its_activities_and_next_months_leads_get_them(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = desk
    take(desk, log, qtbot)
    with qtbot.waitSignal(files.saved, timeout=30_000):
        files.save_as(tmp_path / "kept")
    assert session.project is not None
    session.apply(ChangeActivities(replace(session.project.activity_recipe, identical_once=True)))
    files.close()
    session.open(None)
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.open(tmp_path / "kept.leadbench")
    assert session.project is not None
    assert session.project.activity_recipe.identical_once
    assert events(session) == KNOWN
    fewer = tmp_path / "april.csv"
    fewer.write_text("\n".join(LEADS.splitlines()[:6]) + "\n", encoding="utf-8")
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(fewer, Purpose.NEXT, session))
    assert events(session) == sum(1 <= row % 25 <= 5 for row in range(60))


def test_that_next_months_activities_are_read_as_the_last_ones(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    take(desk, log, qtbot)
    assert session.project is not None
    recipe = session.project.activity_recipe
    page = next(item for item in recipe if item.name == "Page")
    kept = replace(recipe.changed(replace(page, role=Role.IGNORED)), identical_once=True)
    session.apply(ChangeActivities(kept))
    text = log.read_text("utf-8")
    log.write_text(text + "L01,Call,2025-03-09,/p9\n", encoding="utf-8")
    take(desk, log, qtbot)
    assert session.project.activity_recipe == kept
    assert events(session) == KNOWN + 1


def test_that_many_activities_are_matched_out_of_the_way(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _files = desk
    take(desk, log, qtbot)
    assert session.project is not None
    monkeypatch.setattr(joining, "INLINE_ROWS", 10)
    before = session.leads.activities  # type: ignore[union-attr]
    recipe = replace(session.project.activity_recipe, without_machine_clicks=True)
    with qtbot.waitSignal(session.leads_changed, check_params_cb=lambda: not session.matching):
        session.apply(ChangeActivities(recipe))
        assert session.matching
        assert session.leads.activities is before  # type: ignore[union-attr]
    assert not session.matching
    assert session.leads.activities.recipe == recipe  # type: ignore[union-attr]


def test_that_activities_that_cannot_be_matched_are_told_and_the_project_stays(
    desk: tuple[Session, Files], log: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, files = desk
    take(desk, log, qtbot)
    monkeypatch.setattr(owners, "MOST", 60)
    assert session.project is not None
    before = session.project.activities
    won = next(item for item in session.project.recipe if item.name == "Converted")
    log.write_text("Who,Time\n" + "Yes,2025-03-01\n" * 50, encoding="utf-8")
    session.apply(ChangeInput(replace(won, role=Role.ID)))
    with qtbot.waitSignal(files.failed, timeout=30_000) as failure:
        files.use(taken(log, Purpose.ACTIVITIES, session))
    assert isinstance(failure.args[0], LeadbenchError)
    assert "share an id" in str(failure.args[0])
    assert session.project.activities == before
    session.undo()
    take(desk, log, qtbot)
    assert events(session) == 0
    with qtbot.waitSignal(session.matching_failed):
        session.apply(ChangeInput(replace(won, role=Role.ID)))
    assert events(session) == -1


def test_that_of_a_workbook_the_sheet_with_ids_of_leads_is_meant(
    desk: tuple[Session, Files], qtbot: QtBot, tmp_path: Path
) -> None:
    session, _files = desk
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notes"
    notes.append(["Remark", "Day"])
    notes.append(["hello", "2025-01-01"])
    sheet = book.create_sheet("Log")
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert session.whole is not None
    first = read_table(path)
    assert first.table.sheet == "Notes"
    assert sheet_of(path, first, session.whole, print, lambda: False) == "Log"
    take(desk, path, qtbot, "Log")
    assert events(session) == KNOWN
    assert session.project is not None
    assert session.project.activities is not None
    assert session.project.activities.sheet == "Log"


def test_that_the_sample_opens_with_its_activities(
    desk: tuple[Session, Files], qtbot: QtBot
) -> None:
    session, files = desk
    with qtbot.waitSignal(files.opened, timeout=60_000):
        files.open_sample("b2b_software")
    table = session.activity_table
    assert table is not None
    assert events(session) == table.rows > 50_000
    assert isinstance(session.leads, Leads)
    assert session.leads.activities is not None
    assert session.leads.activities.report.unknown_leads == 0
