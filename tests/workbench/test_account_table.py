"""A table of accounts beside the leads: found, matched, kept in the project, and by commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Role
from models.project.edits import ChangeAccount, ChangeAccountInput
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.workbench.taking import taken
from workbench import command_line
from workbench.filing import files as files_module
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.live_preview import LivePreview
from workbench.pages.accounts.page import AccountsPage
from workbench.session import Session

LEADS = (
    "Id,Company,Email,Title,Won\n"
    "1,Acme,a@acme.test,VP,Yes\n"
    "2,ACME ,b@acme.test,Clerk,No\n"
    "3,Zed,c@zed.test,VP,No\n"
    "4,,d@solo.test,Clerk,No\n"
)
ACCOUNTS = (
    "Number,Firm,Tier,Staff,Customer\n"
    "7,acme,A,500,No\n"
    "8,ZED,B,20,Yes\n"
    "8,zed,C,1,No\n"
    "9,Other,A,9,No\n"
)
RULE = Rule("a1", "Large", Points(30), FieldTest("Staff", Test.AT_LEAST, (100.0,)))
SCORE = AccountScore("Company", "Email", (AccountPart(AccountMeasure.HIGHEST),), (RULE,))


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Session, Files]]:
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    session = Session("Ada")
    files = Files(session)
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    (tmp_path / "firms.csv").write_text(ACCOUNTS, encoding="utf-8")
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.use(taken(tmp_path / "leads.csv", Purpose.NEW, session))
    yield session, files
    session.finish()
    files.finish()
    files.close(discard=True)


def take(desk: tuple[Session, Files], path: Path, qtbot: QtBot) -> None:
    session, files = desk
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(path, Purpose.ACCOUNTS, session))


def test_that_the_field_that_names_accounts_is_found_by_the_leads_and_can_be_undone(
    desk: tuple[Session, Files], tmp_path: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    take(desk, tmp_path / "firms.csv", qtbot)
    assert session.leads is not None
    assert session.leads.accounts is not None
    assert session.leads.accounts.named_by == "Firm"
    assert session.leads.accounts.row_of == {"acme": 0, "zed": 1, "other": 3}
    assert session.history is not None
    assert session.history.undo_label == "Load accounts from firms.csv"
    session.undo()
    assert session.leads.accounts is None
    session.redo()
    assert session.leads.accounts is not None


def test_that_a_saved_project_has_its_table_of_accounts(
    desk: tuple[Session, Files], tmp_path: Path, qtbot: QtBot
) -> None:
    session, files = desk
    take(desk, tmp_path / "firms.csv", qtbot)
    assert session.project is not None
    tier = session.project.account_recipe.find("Tier")
    assert tier is not None
    session.apply(ChangeAccountInput(replace(tier, role=Role.ID)))
    with qtbot.waitSignal(files.saved, timeout=30_000):
        files.save_as(tmp_path / "kept")
    files.close()
    session.open(None)
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.open(tmp_path / "kept.leadbench")
    assert session.leads is not None
    assert session.leads.accounts is not None
    assert session.leads.accounts.named_by == "Tier"
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(tmp_path / "leads.csv", Purpose.NEXT, session))
    assert session.leads.accounts is not None


def test_that_the_page_tells_the_match_and_takes_another_name_and_outcome(
    desk: tuple[Session, Files], tmp_path: Path, qtbot: QtBot
) -> None:
    session, _files = desk
    preview = LivePreview(session)
    page = AccountsPage(session, preview)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    take(desk, tmp_path / "firms.csv", qtbot)
    assert session.model is not None
    with qtbot.waitSignal(preview.evaluated):
        session.apply(ChangeAccount(session.model.id, SCORE))
    box = page.editor.table
    assert box._says.text() == "2 of 3 accounts of the leads stand in firms.csv."
    told = box._problems.text().splitlines()
    assert told == [
        "1 account of the leads is not in the table, such as \u201csolo.test\u201d. "
        "Its own fields are blank.",
        "1 row repeats an account; its first row counts.",
        "1 account of the table has no lead.",
    ]
    assert page._found is not None
    names = list(page._found.scored.keys.keys)
    points = dict(zip(names, page._found.scored.points.tolist(), strict=True))
    assert points == {"acme": 30, "solo.test": 0, "zed": 0}
    page.table.choose(names.index("solo.test"))
    page._show_account()
    assert "not in the table of accounts" in page.panel._notes.text()
    with qtbot.waitSignal(preview.evaluated):
        box.converts.emit("Customer")
    outcome = page._found.outcome
    assert dict(zip(names, outcome.tolist(), strict=True)) == {"acme": 0, "solo.test": 2, "zed": 1}
    with qtbot.waitSignal(preview.evaluated):
        box.converts_no_more.emit("Customer")
    assert page._found.outcome.tolist() == [1, 0, 0]
    with qtbot.waitSignal(preview.evaluated):
        box.named.emit("Tier")
    assert "0 of 3 accounts" in box._says.text()
    page.finish()
    preview.finish()


MODEL = {
    "semantics": 1,
    "name": "Small",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 55, "mql": True}],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "VP",
                    "when": {"field": "Title", "test": "is", "values": ["vp"]},
                    "points": 50,
                }
            ],
        }
    ],
}
BY_ACCOUNT = {
    "field": "Company",
    "email": "Email",
    "parts": [{"measure": "highest score"}],
    "rules": [
        {
            "name": "Large",
            "when": {"field": "Staff", "test": "at least", "values": [100]},
            "points": 30,
        }
    ],
    "raises": [{"low": 80, "high": None, "points": 10}],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    (tmp_path / "firms.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "plain.json").write_text(json.dumps(MODEL), encoding="utf-8")
    (tmp_path / "model.json").write_text(
        json.dumps({**MODEL, "account": BY_ACCOUNT}), encoding="utf-8"
    )
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = command_line.main(list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


def scores(folder: Path) -> list[str]:
    lines = (folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    return sorted(",".join(line.split(",")[:2]) for line in lines)


def test_that_a_command_joins_a_table_of_accounts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    score = ["score", "--model", "model.json", "leads.csv", "-o", "out.csv", "--json"]
    status, out, _ = run(capsys, *score, "--accounts", "firms.csv")
    assert status == 0
    assert json.loads(out)["accounts"] == {
        "file": "firms.csv",
        "rows": 4,
        "named_by": "Firm",
        "matched": 2,
        "unmatched": 1,
        "without_leads": 1,
        "double": 1,
        "blank": 0,
    }
    assert scores(folder) == ["1,60", "2,10", "3,50", "4,0"]
    assert run(capsys, *score)[0] == 0  # without a table nobody is known to be large
    assert scores(folder) == ["1,50", "2,0", "3,50", "4,0"]


def test_that_another_field_names_the_account(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    score = ["score", "--model", "model.json", "leads.csv", "-o", "out.csv"]
    status, _, said = run(capsys, *score, "--accounts", "firms.csv", "--account", "title")
    assert status == 0, said
    assert scores(folder) == ["1,50", "2,0", "3,50", "4,0"]  # no company is called VP
    assert run(capsys, *score, "--account", "Gone")[0] == 1
    status, _, said = run(
        capsys, "score", "--model", "plain.json", "leads.csv", "-o", "out.csv", "--account", "Title"
    )
    assert status == 1
    assert "The model scores no accounts." in said


def test_that_inspect_tells_the_match(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "inspect", "leads.csv", "--accounts", "firms.csv")
    assert status == 0
    assert "2 of 3 accounts of the leads stand in firms.csv." in out
