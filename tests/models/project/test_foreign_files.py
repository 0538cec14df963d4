"""Files that are not what a project should be: each a sentence, or the project as it was."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import zlib
from pathlib import Path

import pytest

from models.leads.raw import RawTable, column_of
from models.problems import LeadbenchError
from models.project import database
from models.project.document import Project
from models.project.edits import SetPoints
from models.project.file import Loaded, ProjectFile
from models.project.history import History
from tests.models.project.small_project import entry, leads, project, says_all

EDITS = 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound project with leads, changes and a Save."""
    path, table = tmp_path / "p.leadbench", leads()
    with ProjectFile.create(path, project(table), table) as file:
        history = file.load().history
        for number in range(EDITS):
            history = history.apply(SetPoints("m1", "r1", 100 + number))
            file.append([entry(history)])
            if number == 4:
                history = history.save()
                file.append([entry(history)])
    return path


def refusal(path: Path, *, read_only: bool = False) -> LeadbenchError:
    with (
        pytest.raises(LeadbenchError) as refused,
        ProjectFile.open(path, read_only=read_only) as file,
    ):
        file.load()
    assert says_all(refused.value)
    assert str(path) == refused.value.problem.where
    return refused.value


def alter(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no such file."),
        (b"", "The file is empty."),
        (b"id;title\n1;VP\n", "This is not a Leadbench project."),
        (b"PK\x03\x04" + bytes(500), "This is not a Leadbench project."),
        (bytes(5000), "This is not a Leadbench project."),
        (b"SQLite format 3\0", "This is not a Leadbench project."),
    ],
)
def test_that_a_file_of_another_kind_is_refused(
    tmp_path: Path, content: bytes | None, said: str, read_only: bool
) -> None:
    path = tmp_path / "p.leadbench"
    if content is not None:
        path.write_bytes(content)
    assert refusal(path, read_only=read_only).problem.what == said
    assert sorted(tmp_path.iterdir()) == ([] if content is None else [path])
    if content is not None:
        assert path.read_bytes() == content


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).problem.what == "There is no such file."


def test_that_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.leadbench"
    alter(path, "PRAGMA application_id = 7", "CREATE TABLE meta (key, value)")
    before = path.read_bytes()
    assert "not a Leadbench project" in refusal(path).problem.what
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW blocks2 AS SELECT * FROM blocks",
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM journal; END",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
    ],
)
def test_that_views_triggers_and_virtual_tables_are_refused(path: Path, statement: str) -> None:
    try:
        alter(path, statement)
    except sqlite3.OperationalError:
        pytest.skip("this SQLite does not know it")
    assert "never makes" in refusal(path).problem.what


@pytest.mark.parametrize("name", ["base", "journal", "tables", "columns", "blocks", "meta"])
def test_that_a_project_that_lacks_a_part_is_refused(path: Path, name: str) -> None:
    alter(path, f"DROP TABLE {name}")
    assert refusal(path).problem.what == "The project's file is not complete."


def test_that_a_newer_project_is_open_for_reading_and_stays_as_it_is(
    path: Path, tmp_path: Path
) -> None:
    with ProjectFile.open(path) as file:
        known = file.load().history
    alter(path, f"PRAGMA user_version = {database.FORMAT + 1}")
    before = path.read_bytes()
    with ProjectFile.open(path) as file:
        loaded = file.load()
        assert file.read_only
        assert loaded.history == known
        assert "newer Leadbench" in loaded.problems[0].what
        assert loaded.problems[0].where == str(path)
        with pytest.raises(LeadbenchError, match="newer Leadbench") as refused:
            file.save_as(tmp_path / "other.leadbench")
        assert says_all(refused.value)
        file.save_copy(tmp_path / "bare.leadbench", leads=False)
        ProjectFile.open(path).close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base SET history = '{}'",
        "UPDATE journal SET op = 'fly' WHERE seq = 3",
        "DROP TABLE journal",
    ],
)
def test_that_a_newer_project_that_cannot_be_understood_says_so(path: Path, statement: str) -> None:
    alter(path, f"PRAGMA user_version = {database.FORMAT + 1}", statement)
    assert "newer Leadbench" in refusal(path).problem.what


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET label = 'x' WHERE seq = 9",
        "UPDATE journal SET edit = replace(edit, 'r1', 'r2') WHERE seq = 9",
        "UPDATE journal SET op = 'undo' WHERE seq = 9",
        "UPDATE journal SET time = 'yesterday' WHERE seq = 9",
        "DELETE FROM journal WHERE seq = 9",
        "UPDATE journal SET edit = x'ff' WHERE seq = 9",
        "UPDATE journal SET label = CAST(x'ff' AS TEXT) WHERE seq = 9",
    ],
)
def test_that_changes_before_a_damaged_one_are_kept_and_can_be_saved(
    path: Path, tmp_path: Path, change: str
) -> None:
    alter(path, change)
    before = path.read_bytes()
    other = tmp_path / "other.leadbench"
    with ProjectFile.open(path) as file:
        loaded = file.load()
        assert len(loaded.history.done) == 7
        assert loaded.history.project.models[0].rule("r1").award.points == 106  # type: ignore[union-attr]
        assert file.read_only
        assert "5 of 13 changes are lost" in loaded.problems[0].what
        history = loaded.history.apply(SetPoints("m1", "r1", 1))
        with pytest.raises(LeadbenchError) as refused:
            file.append([entry(history)])
        assert says_all(refused.value)
        assert path.read_bytes() == before
        file.save_as(other, [entry(history)])
        history = history.undo()
        file.append([entry(history)])
    with ProjectFile.open(other) as file:
        loaded = file.load()
        assert loaded.history == history
        assert loaded.problems == ()
        assert file.load_table(leads().fingerprint) is not None


def test_that_a_damaged_base_is_replaced_by_an_older_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.project.record.LONGEST", 3)
    with ProjectFile.open(path) as file:
        history = file.load().history
    alter(path, "UPDATE base SET history = replace(history, 'Small', 'Large') WHERE seq > 0")
    with ProjectFile.open(path, read_only=True) as file:
        assert file.load().history == history
    alter(path, "UPDATE base SET sha256 = ''")
    assert refusal(path).problem.what == "The project's file is damaged."


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{}", "null", '{"steps": 1}', '{"project": {}, "saved": {}, "steps": []}', ""],
)
def test_that_a_base_of_nonsense_with_the_right_sum_is_damage(path: Path, text: str) -> None:
    total = hashlib.sha256(json.dumps(["0", "", text]).encode()).hexdigest()
    alter(path, f"UPDATE base SET time = '', history = '{text}', sha256 = '{total}'")
    assert refusal(path).problem.what == "The project's file is damaged."


BOMB = zlib.compress(bytes(64 << 20), 9)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE blocks SET data = ? WHERE part = 'texts'", (BOMB,)),
        ("UPDATE blocks SET data = ? WHERE part = 'codes'", (zlib.compress(b"\xff" * 4),)),
        ("UPDATE blocks SET data = ? WHERE part = 'ends'", (zlib.compress(bytes(8 * 5)),)),
        ("UPDATE blocks SET data = substr(data, 1, length(data) - 6)", ()),
        ("UPDATE blocks SET data = 'text'", ()),
        ("UPDATE blocks SET part = 'other' WHERE part = 'cells'", ()),
        ("DELETE FROM columns WHERE position = 1", ()),
        ("UPDATE columns SET name = 'Other' WHERE position = 1", ()),
        ("UPDATE columns SET codes_type = 'object'", ()),
        ("UPDATE columns SET distinct_cells = 1e18", ()),
        ("UPDATE columns SET distinct_cells = 1000000000000000", ()),
        ("UPDATE columns SET distinct_cells = -1", ()),
        ("UPDATE columns SET text_bytes = 'many'", ()),
        ("UPDATE tables SET rows = 5", ()),
        ("UPDATE tables SET rows = 'x'", ()),
        ("UPDATE tables SET columns = 1000000000", ()),
        ("UPDATE tables SET columns = 'x'", ()),
    ],
)
def test_that_damaged_leads_are_told_and_the_project_is_still_there(
    path: Path, statement: str, values: tuple[bytes, ...]
) -> None:
    db = sqlite3.connect(path)
    db.execute(statement, values)
    db.commit()
    db.close()
    with ProjectFile.open(path, read_only=True) as file:
        assert len(file.load().history.done) == EDITS
        with pytest.raises(LeadbenchError, match=r"rows of export\.csv .* damaged") as refused:
            file.load_table(leads().fingerprint)
    assert says_all(refused.value)


@pytest.mark.parametrize("texts", [b"\xff\xfe", "a\u00fcb".encode()])
def test_that_leads_whose_cells_are_no_text_are_damaged_even_with_the_right_fingerprint(
    tmp_path: Path, texts: bytes
) -> None:
    """A file made to harm can carry any fingerprint; a cell must be readable all the same."""
    column = column_of("A", ["a", "b"])
    column.texts.data = texts
    column.texts.ends[:] = [0, 1, len(texts)] if len(texts) == 2 else [0, 2, len(texts)]
    table = RawTable((column,), 2)
    with (
        ProjectFile.create(tmp_path / "p.leadbench", Project(), table) as file,
        pytest.raises(LeadbenchError, match="damaged"),
    ):
        file.load_table(table.fingerprint)


def read(path: Path) -> tuple[Loaded, RawTable | None] | LeadbenchError:
    try:
        with ProjectFile.open(path, read_only=True) as file:
            return file.load(), file.load_table(leads().fingerprint)
    except LeadbenchError as error:
        return error


def flipped(content: bytearray, chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.15:
        return bytes(content[: chance.randrange(len(content))])
    position = chance.randrange(len(content))
    if kind < 0.7:
        content[position] ^= 1 << chance.randrange(8)
    else:
        content[position : position + 8] = chance.randbytes(8)
    return bytes(content)


def states(history: History) -> list[History]:
    """Every state that the journal of the fixture passes through."""
    found = [History.of(history.done[0].before)]
    for number, step in enumerate(history.done):
        found.append(found[-1].pushed(step))
        if number == 4:
            found.append(found[-1].save())
    return found


def test_that_flipped_bits_and_cut_files_are_told_or_harmless(path: Path) -> None:
    with ProjectFile.open(path) as file:
        history = file.load().history
    whole, known, told = path.read_bytes(), states(history), 0
    assert known[-1] == history
    for seed in range(250):
        path.write_bytes(flipped(bytearray(whole), random.Random(seed)))
        found = read(path)
        if isinstance(found, LeadbenchError):
            assert says_all(found)
            told += 1
            continue
        loaded, table = found
        assert loaded.history in known
        assert loaded.history == history or loaded.problems
        assert table is not None or loaded.problems
    assert 20 < told < 230


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
def test_that_a_project_that_may_not_be_written_is_open_for_reading(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:  # the superuser may write everything
        monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    path.chmod(0o444)
    with ProjectFile.open(path) as file:
        loaded = file.load()
        assert file.read_only
        assert len(loaded.history.done) == EDITS
        assert loaded.problems[0].where == str(path)
        assert loaded.problems[0].remedy
    assert not [item for item in tmp_path.iterdir() if item != path]


def test_that_a_project_in_a_folder_that_takes_no_files_is_open_for_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("models.project.lock.os.open", refuse)
    with ProjectFile.open(path) as file:
        assert file.read_only
        assert "reading only" in file.load().problems[0].what


def test_that_a_busy_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with ProjectFile.open(path) as file:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LeadbenchError, match="busy") as refused:
            file.append([entry(file_history())])
        other.close()
        assert says_all(refused.value)
        assert str(path) == refused.value.problem.where


def file_history() -> History:
    return History.of(project()).apply(SetPoints("m1", "r1", 1))


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_READONLY_DBMOVED,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_ERROR,
    ],
)
def test_that_every_error_of_the_database_is_a_sentence(tmp_path: Path, code: int) -> None:
    error = sqlite3.OperationalError("out of luck")
    error.sqlite_errorcode = code
    path = tmp_path / "p.leadbench"
    with pytest.raises(LeadbenchError) as told, database.translated(path):
        raise error
    assert says_all(told.value)
    assert told.value.problem.where == str(path)


def test_that_a_copy_on_top_of_a_folder_is_refused(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    before = path.read_bytes()
    with ProjectFile.open(path) as file:
        with pytest.raises(LeadbenchError) as refused:
            file.save_copy(target)
        assert says_all(refused.value)
    assert target.is_dir()
    assert path.read_bytes() == before
