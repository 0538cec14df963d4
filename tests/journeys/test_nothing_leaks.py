"""Cells stay where leads are: no log, no setting and no copy without leads holds one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.leads.duplicates.rule import DuplicateRule
from models.project.document import LeftOut, Merges
from models.project.edits import ChangeLeftOut, ChangeMerges
from models.project.file import ProjectFile
from models.scoring.conditions import FieldTest, Test
from tests.workbench.taking import press_use, taken
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.importing.draft import Purpose
from workbench.places import COMPARE, DATA, EVALUATE, LEADS, MODEL, QUALITY, TIME

MARK = "Zanzibar"
"""In every cell that a message could quote; in no word that a person typed."""


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def leads(path: Path) -> Path:
    """Numbers, days, yes/no and ids that are none, repeated ids, a row cut in two, totals."""
    rows = [["Lead id", "Email", "Visits", "Created", "Newsletter", "Country", "Won"]]
    for n in range(120):
        odd = n % 40 == 3
        rows.append(
            [
                f"{MARK}{n // 2 if n < 8 else n}",
                f"{MARK}{n // 2}@x.example",
                f"{MARK} {n}" if odd else str(n),
                f"{MARK} day" if odd else f"2025-03-{n % 28 + 1:02}",
                f"{MARK}?" if odd else ("yes", "no")[n % 2],
                f"{MARK} “land”, such as this" if n % 2 else f"{MARK}  “Land”, such as this",
                ("yes", "no")[n % 3 > 0],
            ]
        )
    rows += [[f"{MARK} torn"], [f"Total of {MARK}", "", "7140", "", "", "", ""]]
    return write(path, rows)


def tables(folder: Path) -> dict[str, Path]:
    activities = [["Lead id", "Activity type", "Time"]]
    activities += [[f"{MARK}{n}", f"{MARK} call", "2025-04-01 10:00:00"] for n in range(20)]
    activities += [[f"{MARK} stranger", "Call", "2025-04-01"], [f"{MARK}9", "Call", f"{MARK} time"]]
    accounts = [["Domain", "Employees"]]
    accounts += [["x.example", "5"], [f"{MARK}.example", f"{MARK} many"], ["y.example", "7"]]
    deals = [["Contact email", "Stage", "Close date", "Amount"]]
    deals += [[f"{MARK}{n}@x.example", "Closed Won", "2025-05-01", "5"] for n in range(9)]
    deals += [
        [f"{MARK}@nowhere.example", "Closed Won", f"{MARK} soon", f"{MARK} much"],
        [f"{MARK}11@x.example", "Closed Lost", f"{MARK} soon", f"{MARK} much"],
    ]
    return {
        "activities": write(folder / "activities.csv", activities),
        "accounts": write(folder / "accounts.csv", accounts),
        "deals": write(folder / "deals.csv", deals),
    }


@pytest.fixture(autouse=True)
def _place_of_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "local"))


def opened(desk: Desk, folder: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_any(leads(folder / "leads.csv"))
        press_use(desk, qtbot)
    files = tables(folder)
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.files.use(taken(files["activities"], Purpose.ACTIVITIES, desk.session))
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.files.use(taken(files["accounts"], Purpose.ACCOUNTS, desk.session))
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.files.use(taken(files["deals"], Purpose.DEALS, desk.session))
    project = desk.session.project
    assert project is not None
    assert project.source is not None
    rule = DuplicateRule(apart=(f"{MARK}40",))
    desk.session.apply(ChangeMerges(Merges(rule, project.source.table, ((0, 1), (2, 3)))))
    typed = LeftOut("No visits", FieldTest("Visits", Test.EQUALS, (0.0,)))
    desk.session.apply(ChangeLeftOut((typed,)))


def holding(folder: Path, text: str) -> list[str]:
    """The files below a folder that hold a text, however it is coded."""
    coded = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if any(one in path.read_bytes() for one in coded)]


def test_that_a_copy_without_leads_and_all_that_stays_behind_hold_no_cell(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = bench.desk
    given = tmp_path / "given"
    given.mkdir()
    opened(desk, given, qtbot)
    project = desk.session.project
    assert project is not None
    assert project.source is not None
    assert any(MARK in problem.what for problem in project.source.problems)
    for page in (DATA, QUALITY, MODEL, LEADS, EVALUATE, COMPARE, TIME):
        desk.window.show_page(page)
        qtbot.wait(200)
    desk.pages[LEADS].search.setText(f"{MARK}4")
    qtbot.wait(200)
    kept = tmp_path / "copy"
    kept.mkdir()
    with qtbot.waitSignal(desk.files.copied, timeout=30_000):
        desk.files.save_copy(kept / "copy")
    assert not holding(kept, MARK)
    with ProjectFile.open(kept / "copy.leadbench", read_only=True) as file:
        copied = file.load().project
    assert copied.source is not None
    assert copied.source.problems
    assert copied.source.report is not None
    assert copied.left_out == project.left_out
    assert copied.merges is None
    assert copied.recipe == project.recipe
    assert not holding(tmp_path / "ini", MARK)
    if (tmp_path / "local").exists():
        assert not holding(tmp_path / "local", MARK)
    desk.files.close(discard=True)
    desk.session.open(None)
    if (tmp_path / "recovery").exists():
        assert not holding(tmp_path / "recovery", MARK)
