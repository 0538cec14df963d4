"""Deals in the window and on the command line: opened, read otherwise, undone, kept, evaluated."""

from __future__ import annotations

import csv
import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from models.evaluation.lint_outcomes import findings_of
from models.leads.fields import Role
from models.leads.table import Leads
from tests.workbench.taking import press_use
from workbench import command_line
from workbench.app import Workbench
from workbench.pages.data.deals_view import DealsView
from workbench.pages.leads.lead_card import deal_words
from workbench.pages.leads.lead_rows import columns_of
from workbench.places import CUSTOMER, DATA, LEADS, TIME
from workbench.session import Session

DATA_FOLDER = Path(os.environ.get("LEADBENCH_DATA", Path(__file__).parents[3] / "shared" / "data"))
OLIST = DATA_FOLDER / "olist-funnel"
ZOHO = DATA_FOLDER / "crm-export-zoho-style"
START = date(2025, 1, 1)
SIZE = 120
STAGES = ("Closed Won", "Closed Lost", "Offer")


def leads_text() -> str:
    """Every third lead is large; large ones are won more often."""
    rows = [
        f"L{n:03},m{n}@x.example,{'large' if n % 3 == 0 else 'small'},{START + timedelta(n % 40)}"
        for n in range(SIZE)
    ]
    return "\n".join(("Lead id,Mail,Size,Created", *rows)) + "\n"


def deals() -> list[tuple[str, str, str, str]]:
    """Of lead n: e-mail, stage, close date, amount; some leads have none, some two."""
    rows = []
    for n in range(0, SIZE, 2):
        stage = STAGES[0] if n % 3 == 0 else STAGES[1 + n // 2 % 2]
        closed = START + timedelta(n % 40 + 25)
        rows.append((f"M{n}@x.example", stage, str(closed), str(100 + n)))
    rows.append(("m0@x.example", "Closed Won", str(START + timedelta(5)), "50"))
    rows.append(("nobody@x.example", "Closed Won", str(START), "1"))
    rows.append(("", "Closed Won", str(START), "1"))
    return rows


WON = sum(n % 3 == 0 for n in range(0, SIZE, 2))
LOST = sum(n % 3 != 0 and n // 2 % 2 == 0 for n in range(0, SIZE, 2))
OPEN = SIZE // 2 - WON - LOST
WITHOUT = SIZE // 2


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "leads.csv", tmp_path / "deals.csv"
    first.write_text(leads_text(), encoding="utf-8")
    with second.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Contact email", "Stage", "Close date", "Amount"), *deals()])
    return first, second


@pytest.fixture
def view(bench: Workbench, qtbot: QtBot, tables: tuple[Path, Path]) -> DealsView:
    desk = bench.desk
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_any(tables[0])
        press_use(desk, qtbot)
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.file_actions.take_deals(tables[1])
        press_use(desk, qtbot)
    found = desk.pages[DATA].deals
    assert isinstance(found, DealsView)
    return found


def leads_of(session: Session) -> Leads:
    assert session.leads is not None
    return session.leads


def test_that_deals_are_told_read_otherwise_undone_and_kept(
    bench: Workbench, view: DealsView, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, session = bench.desk, bench.desk.session
    assert desk.window.page == DATA
    assert view.isVisible()
    told = (
        f"61 of 63 deals belong to 60 of {SIZE} leads. {WON} converted, {LOST + WITHOUT} did not, "
        f"{OPEN} are unknown."
    )
    assert view.verdict.text() == told
    said = view.report.text
    for words in (
        "1 deal names 1 lead that is not in the table, such as “nobody@x.example”",
        "1 deal names no lead",
        f"{OPEN} deals are neither won nor lost: Offer ({OPEN})",
        "1 lead has several deals, such as “M0@x.example”",
        f"{WITHOUT} leads have no deal; counted as not converted.",
    ):
        assert words in said

    view.without_is_no.click()
    assert leads_of(session).outcome_counts == (LOST, WON, OPEN + WITHOUT)
    view.says_outcome.click()
    assert leads_of(session).outcome_name == ""
    assert not view.without_is_no.isEnabled()
    session.go_to(1)
    assert leads_of(session).outcome_counts == (LOST + WITHOUT, WON, OPEN)

    stages = view.panel.stages
    place = next(
        number
        for number, box in enumerate(stages.boxes)
        if box.accessibleName() == "What Offer means"
    )
    stages.boxes[place].picked.emit("lost")
    assert leads_of(session).outcome_counts == (LOST + OPEN + WITHOUT, WON, 0)
    assert session.history is not None
    assert session.history.undo_label == "Deals: stages that are won and lost"

    view.table.field_chosen.emit(0)
    joined = view.panel.joined
    assert joined.isVisible()
    assert joined.currentText() == "Mail"
    joined.setCurrentIndex(joined.findData(""))
    joined.activated.emit(joined.currentIndex())
    assert leads_of(session).outcome_counts == (SIZE, 0, 0)
    session.undo()

    view.table.field_chosen.emit(3)
    role = next(b for b in view.panel.findChildren(QComboBox) if b.accessibleName() == "Meaning")
    assert role.findData(Role.ACTIVITY_TYPE) < 0
    role.setCurrentIndex(role.findData(Role.FIELD))
    role.activated.emit(role.currentIndex())
    assert pd.isna(leads_of(session).value).all()
    session.undo()
    assert leads_of(session).value[0] == 150.0

    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(tmp_path / "kept")
    desk.file_actions.close_project()
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        desk.file_actions.open_any(tmp_path / "kept.leadbench")
    assert leads_of(session).outcome_counts == (LOST + OPEN + WITHOUT, WON, 0)
    desk.ways.show_deals()
    assert view.verdict.text().startswith("61 of 63 deals belong")
    bench.desk.window.actions_by_id["remove_deals"].trigger()
    assert leads_of(session).outcome_name == ""
    assert not view.table.isVisible()


def test_that_every_page_says_what_deals_tell(
    bench: Workbench, view: DealsView, qtbot: QtBot
) -> None:
    desk, session = bench.desk, bench.desk.session
    leads = leads_of(session)
    assert [column.title for column in columns_of(leads, ())][-1] == "Converted"
    assert deal_words(leads, 0) == "2 deals, won 6 Jan 2025, worth 150"
    assert deal_words(leads, 1) == "No deal"
    lost = next(n for n in range(0, SIZE, 2) if n % 3 != 0 and n // 2 % 2 == 0)
    assert deal_words(leads, lost).startswith("1 deal, lost ")
    for page in (LEADS, CUSTOMER, TIME):
        desk.window.show_page(page)
        qtbot.wait(50)
    desk.ways.show_lead(0)
    panel = desk.pages[LEADS].panel
    qtbot.waitUntil(lambda: panel.deal.text() == "2 deals, won 6 Jan 2025, worth 150")
    assert panel.deal.isVisible()
    assert session.model is not None
    assert isinstance(findings_of(session.model, leads), tuple)


MODEL = {
    "semantics": 1,
    "name": "Large ones",
    "zone": "UTC",
    "as_of": "2025-06-30",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 30, "mql": True}],
    "inputs": [
        {"name": "Lead id", "role": "lead id"},
        {"name": "Created", "kind": "date", "role": "created"},
        {"name": "Size"},
    ],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "Large",
                    "when": {"field": "Size", "test": "is", "values": ["large"]},
                    "points": 40,
                }
            ],
        }
    ],
}


def asked(capsys: pytest.CaptureFixture[str], *call: str, status: int = 0) -> tuple[Any, str]:
    assert command_line.main(list(call)) == status
    out, told = capsys.readouterr()
    return (json.loads(out) if out.startswith("{") else out), told


def test_that_evaluate_takes_deals_for_the_outcome_and_a_list_stays_as_it_was(
    tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.json"
    model.write_text(json.dumps(MODEL), encoding="utf-8")
    of = ("--model", str(model), str(tables[0]))
    _, told = asked(capsys, "evaluate", *of, status=1)
    assert "No field says whether a lead converted." in told
    found, _ = asked(capsys, "evaluate", *of, "--deals", str(tables[1]), "--json")
    assert (found["converted"], found["leads"]) == (WON, WON + LOST + WITHOUT)
    assert found["unknown"] == OPEN
    assert found["outcome"] == {"field": "deal won", "converted": ["Closed Won"]}
    said = found["deals"]
    assert (said["matched"], said["unknown_leads"], said["no_id"]) == (61, 1, 1)
    assert (said["joined_by"], said["leads_with_several"]) == ("Mail", 1)
    out, told = asked(capsys, "evaluate", *of, "--deals", str(tables[1]))
    assert "converted means a deal with Stage = Closed Won in deals.csv." in out
    assert "1 deal names no lead; left out." in told
    found, _ = asked(
        capsys, "evaluate", *of, "--deals", str(tables[1]), "--outcome", "Size=large", "--json"
    )
    assert found["outcome"] == {"field": "Size", "converted": ["large"]}
    assert not found["deals"]["tell_outcome"]

    for name, more in (("with.csv", ("--deals", str(tables[1]))), ("without.csv", ())):
        asked(capsys, "score", *of, *more, "-o", str(tmp_path / name))
    with_deals = (tmp_path / "with.csv").read_bytes()
    assert with_deals == (tmp_path / "without.csv").read_bytes()
    _, told = asked(capsys, "score", *of, "--deals", str(tables[1]), "-o", str(tables[1]), status=1)
    assert "would replace the file" in told


def test_that_an_own_day_ends_before_the_day_of_the_deal(
    tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    age = {"field": "Created", "test": "in the last days", "values": [26]}
    rule = {"name": "Young", "when": age, "points": 40}
    model = tmp_path / "model.json"
    groups = [{"name": "Fit", "rules": [rule]}]
    model.write_text(json.dumps({**MODEL, "groups": groups}), encoding="utf-8")
    call = ("--model", str(model), str(tables[0]), "--as-of", "created+30d")
    asked(capsys, "score", *call, "--deals", str(tables[1]), "-o", str(tmp_path / "list.csv"))
    rows = pd.read_csv(tmp_path / "list.csv")
    # Closed 25 days after the creation, so looked at after 24; all others after 30.
    closed = {f"L{n:03}" for n in range(0, SIZE, 2) if n % 3 == 0 or n // 2 % 2 == 0}
    assert set(rows.loc[rows["score"] == 40, "lead_id"]) == closed


def test_that_inspect_tells_what_deals_make_of_the_leads(
    tables: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    call = ("inspect", str(tables[0]), "--deals", str(tables[1]))
    out, _ = asked(capsys, *call)
    assert f"61 of 63 deals belong to 60 of {SIZE} leads. {WON} converted" in out
    assert "- deals.csv: 1 deal names no lead; left out." in out
    found, _ = asked(capsys, *call, "--json")
    assert found["deals"]["stages_won"] == ["Closed Won"]
    assert any("names no lead" in problem["what"] for problem in found["problems"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Note,Stage\nhello,won\n", "No field says which lead a deal belongs to."),
        ("Mail,Stage\nm1@x.example,Offer\n", "Nothing says which stages mean that a deal is won"),
    ],
)
def test_that_deals_that_tell_nothing_are_refused(
    tables: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    words: str,
) -> None:
    model, other = tmp_path / "model.json", tmp_path / "other.csv"
    model.write_text(json.dumps(MODEL), encoding="utf-8")
    other.write_text(text, encoding="utf-8")
    call = ("--model", str(model), str(tables[0]), "--deals", str(other))
    _, told = asked(capsys, "evaluate", *call, status=1)
    assert words in told


def test_that_a_project_brings_its_deals_to_the_command_line(
    bench: Workbench,
    view: DealsView,
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert view.isVisible()
    with qtbot.waitSignal(bench.desk.files.saved, timeout=30_000):
        bench.desk.files.save_as(tmp_path / "kept")
    bench.desk.file_actions.close_project()
    model = tmp_path / "model.json"
    model.write_text(json.dumps(MODEL), encoding="utf-8")
    kept = str(tmp_path / "kept.leadbench")
    found, _ = asked(capsys, "evaluate", "--model", str(model), kept, "--json")
    assert (found["converted"], found["unknown"]) == (WON, OPEN)
    assert found["deals"]["file"] == "deals.csv"


@pytest.mark.skipif(not OLIST.is_dir(), reason="the funnel's data is not here")
def test_that_the_funnel_of_two_tables_joins_as_pandas_merges_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = OLIST / "olist_marketing_qualified_leads_dataset.csv"
    second = OLIST / "olist_closed_deals_dataset.csv"
    shipped = Path(__file__).parents[2] / "sample_projects" / "olist_funnel" / "model.json"
    call = ("evaluate", "--model", str(shipped), "--json")
    found, told = asked(capsys, *call, str(first), "--deals", str(second))
    assert (found["leads"], found["converted"], found["unknown"]) == (8000, 842, 0)
    assert "7,158 leads have no deal; counted as not converted." in told
    assert "1 deal closed before the lead was created" in told
    leads = pd.read_csv(first, dtype=str, keep_default_na=False)
    won = pd.read_csv(second, dtype=str, keep_default_na=False)[["mql_id", "won_date"]]
    merged = leads.merge(won, how="left").fillna("")
    merged["won"] = ["yes" if day else "no" for day in merged["won_date"]]
    merged.to_csv(tmp_path / "olist.csv", index=False)
    for day in ((), ("--as-of", "created+30d")):
        one, _ = asked(capsys, *call, str(first), "--deals", str(second), *day)
        two, _ = asked(capsys, *call, str(tmp_path / "olist.csv"), *day)
        for key in ("leads", "converted", "unknown", "auc", "bands", "lift", "as_of"):
            assert one[key] == two[key], key


@pytest.mark.skipif(not ZOHO.is_dir(), reason="the CRM's export is not here")
def test_that_deals_of_a_crm_join_as_pandas_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.json"
    inputs = [{"name": "LEADID", "role": "lead id"}, {"name": "Industry"}]
    rule = {"name": "Any", "when": {"field": "Industry", "test": "is known"}, "points": 40}
    groups = [{"name": "Fit", "rules": [rule]}]
    text = json.dumps({**MODEL, "inputs": inputs, "groups": groups, "as_of": "2021-04-16"})
    model.write_text(text, encoding="utf-8")
    call = ("evaluate", "--model", str(model), str(ZOHO / "Leads.csv"), "--json")
    found, _ = asked(capsys, *call, "--deals", str(ZOHO / "Potentials.csv"))
    leads = pd.read_csv(ZOHO / "Leads.csv", dtype=str, keep_default_na=False)
    potentials = pd.read_csv(ZOHO / "Potentials.csv", dtype=str, keep_default_na=False)
    merged = leads.merge(potentials, on="LEADID", how="left")
    won = int((merged["Stage"] == "Closed Won").sum())
    still = int((merged["Stage"].notna() & ~merged["Stage"].isin(STAGES[:2])).sum())
    assert (found["converted"], found["unknown"]) == (won, still) == (1425, 1722)
    assert found["deals"]["matched"] == int(potentials["LEADID"].isin(leads["LEADID"]).sum())
