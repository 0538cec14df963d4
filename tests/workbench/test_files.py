"""Files: importing, saving, going on after a kill, and faults told in a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Role
from models.problems import LeadbenchError
from models.project.edits import AddRules
from models.project.file import ProjectFile
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.workbench.taking import taken
from workbench.filing import files as files_module
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.session import Session

CSV = "Lead id,Job title,Employees,Converted\n" + "".join(
    f"{row:05},{'VP Sales' if row % 3 else 'Student'},{row * 7},{'Yes' if row % 4 == 0 else 'No'}\n"
    for row in range(1, 81)
)
RULE = Rule("r9", "Title", Points(10), FieldTest("Job title", Test.CONTAINS, ("vp",)))


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Session, Files]]:
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    session = Session("Ada")
    files = Files(session)
    yield session, files
    files.finish()
    files.close(discard=True)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "spring leads.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def imported(desk: tuple[Session, Files], export: Path, qtbot: QtBot) -> tuple[Session, Files]:
    session, files = desk
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.use(taken(export, Purpose.NEW, session))
    return session, files


def saved(files: Files, path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(files.saved, timeout=30_000):
        files.save_as(path)


def test_that_an_export_becomes_a_project_with_its_outcome_found(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot
) -> None:
    session, files = imported(desk, export, qtbot)
    assert session.project is not None
    assert session.leads is not None
    assert session.project.name == "spring leads"
    assert session.leads.outcome_counts == (60, 20, 0)
    assert session.leads.lead_id(0) == "00001"
    assert session.leads.recipe.with_role(Role.OUTCOME) is not None
    assert files.path is None


def test_that_a_saved_project_opens_as_it_was_with_undo(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = imported(desk, export, qtbot)
    assert session.model is not None
    session.apply(AddRules(session.model.id, "g1", 0, (RULE,)))
    saved(files, tmp_path / "kept", qtbot)
    assert files.path == tmp_path / "kept.leadbench"
    assert not session.changed
    before = session.project
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.close()
        files.open(tmp_path / "kept.leadbench")
    assert session.project == before
    assert session.leads is not None
    session.undo()
    assert session.model is not None
    assert session.model.rule("r9") is None


def test_that_an_edit_is_on_disk_within_a_second_without_saving(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = imported(desk, export, qtbot)
    saved(files, tmp_path / "kept.leadbench", qtbot)
    assert session.model is not None
    with qtbot.waitSignal(files.kept, timeout=1_000):
        session.apply(AddRules(session.model.id, "g1", 0, (RULE,)))
    copy = tmp_path / "as a kill would leave it.leadbench"
    shutil.copy(tmp_path / "kept.leadbench", copy)
    with ProjectFile.open(copy) as file:
        loaded = file.load()
    assert loaded.project == session.project
    assert loaded.unsaved == 1


def test_that_a_second_window_is_told_who_has_the_project(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    _session, files = imported(desk, export, qtbot)
    saved(files, tmp_path / "kept.leadbench", qtbot)
    other = Files(Session("Bob"))
    with qtbot.waitSignal(other.failed, timeout=10_000) as told:
        other.open(tmp_path / "kept.leadbench")
    error = told.args[0] if told.args else None
    assert isinstance(error, LeadbenchError)
    assert "open" in error.problem.what
    assert error.problem.remedy
    other.finish()


def test_that_other_leads_come_in_by_the_same_recipe_and_can_be_undone(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    session, files = imported(desk, export, qtbot)
    before = session.leads
    later = tmp_path / "summer.csv"
    later.write_text(
        "Lead id,Job title,Staff,Converted\n1,VP,3,Yes\n2,Student,4,No\n", encoding="utf-8"
    )
    given = taken(later, Purpose.NEXT, session)
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(given)
    assert session.leads is not None
    assert len(session.leads) == 2
    named = " ".join(problem.sentence() for problem in given.problems)
    assert "Employees" in named, "the field that is missing now must be named"
    session.undo()
    assert session.leads is not None
    assert before is not None
    assert session.leads.raw is before.raw


def test_that_leads_of_before_come_back_by_undo_after_the_project_was_opened_again(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    """Only the tables of today are read when a project is opened; the others are in its file."""
    session, files = imported(desk, export, qtbot)
    before = session.leads
    assert before is not None
    later = tmp_path / "summer.csv"
    later.write_text("Lead id,Job title,Staff,Converted\n1,VP,3,Yes\n2,Clerk,4,No\n", "utf-8")
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(later, Purpose.NEXT, session))
    with qtbot.waitSignal(files.save_ended, timeout=30_000):
        files.save_as(tmp_path / "two exports.leadbench")
    files.close()
    session.open(None)
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.open(tmp_path / "two exports.leadbench")
    assert session.leads is not None
    assert len(session.leads) == 2
    session.undo()
    qtbot.waitUntil(lambda: session.leads is not None, timeout=30_000)
    assert session.leads.raw.fingerprint == before.raw.fingerprint
    assert len(session.leads) == len(before)
    assert np.array_equal(session.leads.outcome, before.outcome)
    session.redo()
    assert len(session.leads) == 2


def test_that_the_first_leads_of_an_empty_project_keep_what_was_guessed_of_them(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot
) -> None:
    session, files = desk
    with qtbot.waitSignal(files.opened, timeout=10_000):
        files.new()
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(export, Purpose.NEXT, session))
    assert session.leads is not None
    assert session.leads.outcome_counts == (60, 20, 0)
    assert session.leads.recipe.with_role(Role.ID) is not None


def test_that_leads_that_were_only_looked_at_leave_nothing_behind(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    _session, files = imported(desk, export, qtbot)
    assert list((tmp_path / "recovery").glob("*.leadbench"))
    files.close()
    assert not list((tmp_path / "recovery").glob("*.leadbench"))


def test_that_cancelling_an_import_opens_nothing(
    desk: tuple[Session, Files], tmp_path: Path, qtbot: QtBot
) -> None:
    session, files = desk
    path = tmp_path / "large.csv"
    path.write_text("id,a,b\n" + "1,2,3\n" * 400_000, encoding="utf-8")
    files.use(taken(path, Purpose.NEW, session))
    with qtbot.waitSignal(files.finished, timeout=10_000):
        files.cancel()
    files.finish()
    assert session.project is None
    assert not files.busy


def test_that_a_copy_without_leads_has_the_model_and_no_cell(
    desk: tuple[Session, Files], export: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    _session, files = imported(desk, export, qtbot)
    with qtbot.waitSignal(files.copied, timeout=30_000):
        files.save_copy(tmp_path / "copy")
    assert b"VP Sales" not in (tmp_path / "copy.leadbench").read_bytes()
    with ProjectFile.open(tmp_path / "copy.leadbench", read_only=True) as file:
        loaded = file.load()
        assert loaded.project.models
        assert loaded.project.source is not None
        assert file.load_table(loaded.project.source.table) is None
