from __future__ import annotations

import os
import re
import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import Cell, RawTable, column_of
from models.problems import LeadbenchError, Problem
from models.project import record, tables
from models.project.document import Project, Source
from models.project.edits import (
    ChangeAccountInput,
    ChangeActivities,
    ChangeProject,
    SetAccounts,
    SetActivities,
    SetLeads,
    SetPoints,
)
from models.project.file import ProjectFile
from models.project.history import Entry, History, Op
from tests.models.project.small_project import (
    ACTIVITIES,
    activities,
    edit_of,
    entry,
    leads,
    project,
    says_all,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Q3 leads #1 100%.leadbench"


def reopened(path: Path) -> History:
    with ProjectFile.open(path, read_only=True) as file:
        return file.load().history


def edited(history: History, *numbers: int) -> tuple[History, list[Entry]]:
    entries = []
    for number in numbers:
        after = history.apply(edit_of(number, history.project), "", "2025-01-01T10:00:00", "Ann")
        if after is not history:
            entries.append(entry(after))
        history = after
    return history, entries


def same(left: RawTable, right: RawTable) -> bool:
    return (left.rows, left.source, left.sheet, len(left.columns)) == (
        right.rows,
        right.source,
        right.sheet,
        len(right.columns),
    ) and all(
        (a.name, a.header, list(a.texts)) == (b.name, b.header, list(b.texts))
        and a.codes.dtype == b.codes.dtype
        and np.array_equal(a.codes, b.codes)
        and np.array_equal(a.cells, b.cells)
        for a, b in zip(left.columns, right.columns, strict=True)
    )


def test_that_a_created_project_is_loaded_as_it_was(path: Path) -> None:
    table = leads()
    ProjectFile.create(path, project(table), table).close()
    with ProjectFile.open(path) as file:
        loaded = file.load()
        assert loaded.history == History.of(project(table))
        assert loaded.problems == ()
        assert loaded.unsaved == 0
        found = file.load_table(table.fingerprint)
        assert found is not None
        assert same(found, table)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(
            st.tuples(st.text(max_size=5), st.sampled_from(list(Cell))), min_size=3, max_size=3
        ),
        max_size=4,
    )
)
def test_that_saving_then_loading_leads_is_identity(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[tuple[str, Cell]]]
) -> None:
    table = RawTable(
        tuple(
            column_of(f"Field {n}", [text for text, _ in column], [kind for _, kind in column])
            for n, column in enumerate(cells)
        ),
        3,
    )
    path = tmp_path_factory.mktemp("identity") / "p.leadbench"
    with ProjectFile.create(path, Project(), table) as file:
        found = file.load_table(table.fingerprint)
    assert found is not None
    assert same(found, table)


def test_that_large_columns_in_many_blocks_come_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_BLOCK", 64)
    table = RawTable((column_of("Id", [f"00{n}" for n in range(500)]),), 500)
    with ProjectFile.create(path, Project(), table) as file:
        found = file.load_table(table.fingerprint)
    assert found is not None
    assert same(found, table)


@pytest.mark.parametrize("rows", [0, 1])
def test_that_tables_of_no_and_one_row_come_back(path: Path, rows: int) -> None:
    table = RawTable((column_of("Id", ["7"] * rows),), rows)
    with ProjectFile.create(path, Project(), table) as file:
        found = file.load_table(table.fingerprint)
    assert found is not None
    assert same(found, table)


def test_that_edits_undo_redo_and_save_come_back_with_both_stacks(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history, entries = edited(file.load().history, 0, 8, 15, 31, 1)
        file.append(entries)
        history = history.save("2025-01-01T11:00:00", "Ann")
        file.append([entry(history)])
        history, entries = edited(history, 9, 23)
        file.append(entries)
        for _ in range(4):
            history = history.undo("", "Ann")
            file.append([entry(history)])
        history = history.redo()
        file.append([entry(history)])
    with ProjectFile.open(path) as file:
        loaded = file.load()
        assert loaded.history == history
        assert loaded.history.saved != loaded.project
        assert loaded.unsaved == 2 + 4 + 1
    while history.done:
        history = history.undo()
    assert history.project == project()


def test_that_a_drag_is_one_row_of_the_record(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history = file.load().history
        for value in range(20, 40):
            history = history.apply(SetPoints("m1", "r1", value), "drag", "now", "Ann")
            file.append([entry(history)])
        rows = file._db.execute("SELECT op, label, author FROM journal").fetchall()
        assert rows == [("edit", "Vice president: +15 \u2192 +39", "Ann")]
        history = history.apply(SetPoints("m1", "r1", 15), "drag")
        file.append([entry(history)])
        assert file._db.execute("SELECT count(*) FROM journal").fetchone() == (0,)
        assert file.load().history == history


def test_that_a_long_journal_gets_a_new_base_and_keeps_its_rows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "LONGEST", 10)
    with ProjectFile.create(path, project()) as file:
        history, entries = edited(file.load().history, *range(0, 250, 10))
        file.append(entries)
        history = history.save()
        file.append([entry(history)])
        history = history.undo().undo()
        file.append([Entry(Op.UNDO, ""), Entry(Op.UNDO, "")])
    for _ in range(2):  # by replay, then from the base
        with ProjectFile.open(path) as file:
            loaded = file.load()
            assert loaded.history == history
            assert loaded.unsaved == 2
    with ProjectFile.open(path) as file:
        assert [seq for (seq,) in file._db.execute("SELECT seq FROM base")] == [0, 28]
        assert file._db.execute("SELECT count(*) FROM journal").fetchone() == (28,)
        after, more = edited(file.load().history, 1)
        file.append(more)
    assert reopened(path) == after


def test_that_reading_does_not_change_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "LONGEST", 1)
    with ProjectFile.create(path, project()) as file:
        file.append(edited(file.load().history, 0, 8, 16)[1])
    before = path.read_bytes()
    reopened(path)
    assert path.read_bytes() == before


def test_that_save_as_goes_on_in_the_new_file_and_leaves_the_old_as_saved(
    path: Path, tmp_path: Path
) -> None:
    table = leads()
    file = ProjectFile.create(path, project(table), table)
    history, entries = edited(file.load().history, 0)
    history = history.save()
    file.append([*entries, entry(history)])
    as_saved = history
    history, entries = edited(history, 8, 31)
    file.append(entries)
    history, waiting = edited(history, 16)
    history = history.save()
    other = tmp_path / "other.leadbench"
    file.save_as(other, [*waiting, entry(history)])
    assert file.path == other
    history, more = edited(history, 24)
    file.append(more)
    file.close()
    assert reopened(other) == history
    assert reopened(path) == as_saved
    with ProjectFile.open(other) as file:
        found = file.load_table(table.fingerprint)
        assert found is not None
        assert same(found, table)


def test_that_save_as_to_the_same_name_is_a_save(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history, entries = edited(file.load().history, 0)
        history = history.save()
        file.save_as(path, [*entries, entry(history)])
    assert reopened(path) == history


def test_that_saving_an_untitled_project_takes_it_out_of_the_recovery_folder(
    tmp_path: Path,
) -> None:
    private, named = tmp_path / "untitled.leadbench", tmp_path / "named.leadbench"
    file = ProjectFile.create(private, project(), untitled=True)
    file.save_as(named, [])
    assert not file.untitled
    file.close(discard=True)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["named.leadbench"]


def test_that_closing_can_take_back_what_was_not_saved(path: Path) -> None:
    file = ProjectFile.create(path, project())
    history, entries = edited(file.load().history, 0)
    history = history.save()
    file.append([*entries, entry(history)])
    file.append(edited(history, 8, 16)[1])
    file.close(discard=True)
    assert reopened(path) == history


def test_that_taking_back_works_across_a_new_base(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ProjectFile.create(path, project())
    first = file.load().history
    history, entries = edited(first, 0, 8, 16, 24)
    file.append(entries)
    monkeypatch.setattr(record, "LONGEST", 2)
    assert file.load().history == history
    file.close(discard=True)
    assert reopened(path) == first


def test_that_discarding_an_untitled_project_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "untitled.leadbench"
    file = ProjectFile.create(path, project(), untitled=True)
    file.append(edited(file.load().history, 0)[1])
    file.close(discard=True)
    assert list(tmp_path.iterdir()) == []


def test_that_a_copy_holds_everything_and_we_stay(path: Path, tmp_path: Path) -> None:
    table = leads()
    copy = tmp_path / "copy.leadbench"
    with ProjectFile.create(path, project(table), table) as file:
        history, entries = edited(file.load().history, 0, 8)
        file.append(entries)
        file.save_copy(copy)
        assert file.path == path
    assert reopened(copy) == history


def test_that_a_copy_without_leads_holds_no_cell(path: Path, tmp_path: Path) -> None:
    table = leads()
    bare = tmp_path / "bare.leadbench"
    with ProjectFile.create(path, project(), None) as file:
        file.add_table(table)
        source = project(table).source
        assert source is not None
        recipe = project().recipe
        history = file.load().history.apply(SetLeads(source, recipe))
        file.append([entry(history)])
        file.add_table(activities())
        found = Problem("1 time is odd.", "When", examples=("canary",))
        done = Source(activities().fingerprint, "activities.csv", 3, problems=(found,))
        history = history.apply(SetActivities(done, ACTIVITIES))
        file.append([entry(history)])
        history = history.apply(ChangeProject("Canary was its name", "Canary note")).undo()
        file.append([Entry(Op.EDIT, "Canary", edit=ChangeProject("Canary", "")), entry(history)])
        file.save_copy(bare, leads=False)
        kept = file.load().project
    content = bare.read_bytes().lower()
    assert b"canary" in path.read_bytes().lower()
    assert b"canary" not in content
    for column in (*table.columns, *activities().columns):
        for text in column.texts:
            if len(text) > 3 and text not in ("Visit", "Click"):
                assert text.encode("utf-8", "surrogatepass").lower() not in content
    with ProjectFile.open(bare) as file:
        loaded = file.load()
        assert loaded.project.models == kept.models
        assert loaded.project.source is not None
        assert loaded.project.source.file == "export.csv"
        assert [p.where for p in loaded.problems] == ["export.csv", "activities.csv"]
        assert loaded.project.activity_recipe == ACTIVITIES
        assert file.load_table(table.fingerprint) is None


def test_that_activities_are_kept_saved_and_carried_like_leads(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.leadbench"
    table, done = leads(), activities()
    source = Source(done.fingerprint, done.source, done.rows)
    with ProjectFile.create(path, project(table), table, activities=done) as file:
        first = file.load().history.apply(SetActivities(source, ACTIVITIES))
        second = first.apply(ChangeActivities(replace(ACTIVITIES, identical_once=True)))
        file.append([entry(first), entry(second)])
        file.save_as(elsewhere)
    with ProjectFile.open(elsewhere) as file:
        loaded = file.load()
        assert loaded.problems == ()
        assert loaded.project == second.project
        assert loaded.history.undo().project.activity_recipe == ACTIVITIES
        assert loaded.history.undo().undo().project.activities is None
        found = file.load_table(source.table)
        assert found is not None
        assert found.fingerprint == done.fingerprint


def test_that_a_table_of_accounts_is_kept_saved_and_its_lack_is_told(
    path: Path, tmp_path: Path
) -> None:
    elsewhere, bare = tmp_path / "elsewhere.leadbench", tmp_path / "bare.leadbench"
    table, known = leads(), activities()
    source = Source(known.fingerprint, "firms.csv", known.rows)
    recipe = Recipe((Input("Who", role=Role.ID),))
    with ProjectFile.create(path, project(table), table, accounts=known) as file:
        first = file.load().history.apply(SetAccounts(source, recipe))
        second = first.apply(ChangeAccountInput(Input("Who", Kind.NUMBER)))
        file.append([entry(first), entry(second)])
        file.save_as(elsewhere)
        file.save_copy(bare, leads=False)
    with ProjectFile.open(elsewhere) as file:
        loaded = file.load()
        assert loaded.problems == ()
        assert loaded.project == second.project
        assert loaded.history.undo().project.account_recipe == recipe
        assert loaded.history.undo().undo().project.accounts is None
        assert file.load_table(source.table) is not None
    with ProjectFile.open(bare) as file:
        assert [problem.where for problem in file.load().problems] == ["export.csv", "firms.csv"]


def test_that_unknown_tables_and_keys_survive_editing_and_saving(
    path: Path, tmp_path: Path
) -> None:
    extra = (("plugin of 2031", "yes"),)
    ProjectFile.create(path, replace(project(), extra=extra)).close()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE future (id INTEGER PRIMARY KEY, data BLOB)")
        db.execute("INSERT INTO future VALUES (7, x'00ff')")
        db.execute("INSERT INTO meta (key, value) VALUES ('future', 'yes')")
        for name in ("tables", "columns", "blocks", "base", "journal", "meta"):
            db.execute(f"ALTER TABLE {name} ADD COLUMN future TEXT")
    db.close()
    other = tmp_path / "other.leadbench"
    with ProjectFile.open(path) as file:
        file.append(edited(file.load().history, 1)[1])
        file.add_table(leads())
        file.save_as(other)
    with sqlite3.connect(other) as db:
        assert db.execute("SELECT * FROM future").fetchall() == [(7, b"\x00\xff")]
        assert db.execute("SELECT value FROM meta WHERE key = 'future'").fetchone() == ("yes",)
    db.close()
    assert reopened(other).project.extra == extra


def test_that_the_same_leads_are_kept_once(path: Path) -> None:
    with ProjectFile.create(path, project(), leads()) as file:
        file.add_table(leads())
        assert file._db.execute("SELECT count(*) FROM tables").fetchone() == (1,)


def test_that_cancelled_leads_leave_nothing(path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(_: float) -> None:
        raise Cancelled

    table = leads()
    with ProjectFile.create(path, project()) as file:
        with pytest.raises(Cancelled):
            file.add_table(table, cancel)
        for name in ("tables", "columns", "blocks"):
            assert file._db.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,)
        seen: list[float] = []
        file.add_table(table, seen.append)
        assert seen[-1] == 1
        assert file.load_table(table.fingerprint) is not None


def test_that_half_written_leads_are_missing_and_go_at_the_next_opening(path: Path) -> None:
    table = leads()
    with ProjectFile.create(path, project(table), table) as file:
        file._db.execute("UPDATE tables SET complete = 0")
        loaded = file.load()
        assert [problem.where for problem in loaded.problems] == ["export.csv"]
        assert file.load_table(table.fingerprint) is None
    with ProjectFile.open(path) as file:
        assert file._db.execute("SELECT count(*) FROM blocks").fetchone() == (0,)
        file.add_table(table)
        assert file.load().problems == ()


def test_that_edits_get_between_the_columns_of_a_long_import(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_BATCH", 0.0)
    with ProjectFile.create(path, project()) as file:
        history = file.load().history
        first, second = threading.Event(), threading.Event()

        def between(_: float) -> None:
            if not first.is_set():
                first.set()
                assert second.wait(10)

        work = threading.Thread(target=lambda: file.add_table(leads(), between))
        work.start()
        assert first.wait(10)
        history, entries = edited(history, 0)
        file.append(entries)
        assert file.load().history == history
        second.set()
        work.join()
        assert file.load_table(leads().fingerprint) is not None


def test_that_a_commit_means_the_disk_and_nothing_in_the_file_is_trusted(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        settings_ = {
            name: file._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "trusted_schema")
        }
    assert settings_ == {
        "journal_mode": "delete",
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


def test_that_others_may_read_while_a_window_has_it_open(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history = file.load().history
        with ProjectFile.open(path, read_only=True) as reader:
            history, entries = edited(history, 0)
            file.append(entries)
            assert reader.load().history == history
            assert reader.problems == ()
            with pytest.raises(LeadbenchError) as refused:
                reader.append(entries)
            assert says_all(refused.value)


def test_that_a_project_made_by_others_is_read_after_its_writer_was_killed(path: Path) -> None:
    """A transaction that was cut short has to be rolled back first, which only a writer can."""
    ProjectFile.create(path, project(), leads()).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE base SET history = 'torn'")
    db.execute("CREATE TABLE filler (data BLOB)")
    db.executemany("INSERT INTO filler VALUES (?)", [(bytes(4000),)] * 50)
    torn = path.with_name("torn.leadbench")
    torn.write_bytes(path.read_bytes())
    torn.with_name(torn.name + "-journal").write_bytes(
        path.with_name(path.name + "-journal").read_bytes()
    )
    db.execute("ROLLBACK")
    db.close()
    assert b"torn" in torn.read_bytes()
    assert reopened(torn).project == project()


def test_that_a_new_file_is_not_played_over_by_a_killed_ones_journal(path: Path) -> None:
    ProjectFile.create(path, project(), leads()).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE base SET history = 'torn'")
    db.executemany("INSERT INTO meta VALUES (?, ?)", [(str(n), "x" * 4000) for n in range(50)])
    old, journal = path.read_bytes(), path.with_name(path.name + "-journal")
    torn = journal.read_bytes()
    db.execute("ROLLBACK")
    db.close()
    path.write_bytes(old)
    journal.write_bytes(torn)
    ProjectFile.create(path, Project("New")).close()
    assert not journal.exists()
    assert reopened(path).project == Project("New")


def test_that_permissions_of_untitled_projects_are_the_owners_alone(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps permissions otherwise")
    path = tmp_path / "untitled.leadbench"
    with ProjectFile.create(path, project(), untitled=True):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_that_a_file_that_was_taken_away_is_missed_and_can_be_saved_elsewhere(
    path: Path, tmp_path: Path
) -> None:
    table = leads()
    file = ProjectFile.create(path, project(table), table)
    history, entries = edited(file.load().history, 0)
    file.append(entries)
    path.unlink()
    history, waiting = edited(history, 8)
    with pytest.raises(LeadbenchError, match="moved or deleted") as missed:
        file.append(waiting)
    assert says_all(missed.value)
    other = tmp_path / "other.leadbench"
    file.save_as(other, waiting)
    file.close()
    assert reopened(other) == history
    assert sorted(item.name for item in tmp_path.iterdir()) == [other.name]


def test_that_a_file_that_was_taken_away_can_be_saved_in_its_place(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history, waiting = edited(file.load().history, 0)
        path.unlink()
        file.save_as(path, waiting)
        history, more = edited(history, 8)
        file.append(more)
    assert reopened(path) == history


def test_that_a_failed_save_as_stays_with_the_old_file(path: Path, tmp_path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history, waiting = edited(file.load().history, 0)
        with pytest.raises(LeadbenchError) as refused:
            file.save_as(tmp_path / "no such folder" / "p.leadbench", waiting)
        assert says_all(refused.value)
        file.append(waiting)
        assert file.path == path
    assert reopened(path) == history
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name]


def test_that_save_as_does_not_replace_a_project_that_another_window_has(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.leadbench"
    with ProjectFile.create(path, project()) as file, ProjectFile.create(other, Project("Theirs")):
        for save in (file.save_as, file.save_copy):
            with pytest.raises(LeadbenchError, match="another window"):
                save(other)
        assert reopened(other).project.name == "Theirs"


def test_that_a_full_disk_keeps_what_was_written(path: Path) -> None:
    with ProjectFile.create(path, project()) as file:
        history, entries = edited(file.load().history, 0)
        file.append(entries)
        (pages,) = file._db.execute("PRAGMA page_count").fetchone()
        file._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        kept, error = history, None
        for number in range(400):
            kept = history
            history, entries = edited(history, 8 * number)
            try:
                file.append(entries)
            except LeadbenchError as full:
                error = full
                break
        assert error is not None
        assert says_all(error)
        assert re.search("disk is full: .* free", error.problem.what)
        assert file.load().history == kept
        file._db.execute("PRAGMA max_page_count = 1000000")
        file.append(entries)
    assert reopened(path) == history
