"""Next month's export in the real window: looked at, compared, used, and taken back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from models.project.edits import AddRules
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.models.evaluation.drift.exports import people
from tests.workbench.taking import page_ready
from workbench.app import Workbench
from workbench.importing.draft import Purpose
from workbench.pages.drift.choices import Against
from workbench.places import DATA, DRIFT

LEFT = Qt.MouseButton.LeftButton
ROWS = people(1_200)


def write(path: Path, day: date, source: str = "") -> Path:
    """An export of a day; the leads of September came from another source, if one is named."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0])
        writer.writeheader()
        for row in ROWS:
            if row["Created"] <= day.isoformat():
                late = row["Closed"] > day.isoformat()
                row = {**row, "Won": "", "Closed": ""} if late else dict(row)
                if source and row["Created"] > "2025-09-01":
                    row["Source"] = source
                writer.writerow({**row, "Won": row["Won"] or "no"})
    return path


def drop(bench: Workbench, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    bench.window.dropEvent(event)


def test_that_next_months_export_is_compared_before_and_after_it_is_used(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, session = bench.desk, bench.desk.session
    drop(bench, write(tmp_path / "august.csv", date(2025, 9, 1)))
    page = page_ready(desk, qtbot)
    assert not page.footer.look.isVisible(), "there is nothing yet to compare with"
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        qtbot.mouseClick(page.footer.use, LEFT)
    model = session.model
    assert model is not None
    rule = Rule("web", "Web", Points(20), FieldTest("Source", Test.IS, ("Web",)))
    assert session.apply(AddRules(model.id, model.groups[0].id, 0, (rule,)))

    desk.looking.show(write(tmp_path / "september.csv", date(2025, 10, 1), "Podcast"), Purpose.NEXT)
    page = page_ready(desk, qtbot)
    assert page.footer.look.isVisible()
    before = session.project
    qtbot.mouseClick(page.footer.look, LEFT)
    assert bench.window.page == DRIFT
    drift = desk.pages[DRIFT]
    qtbot.waitUntil(lambda: drift._found is not None, timeout=30_000)
    assert session.project is before, "it is only looked at"
    assert "september.csv, only looked at" in drift.against.currentText()
    assert "“Source” moved" in drift.verdict.text() + drift.reasons.text()
    assert drift.isAncestorOf(drift.use)

    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        qtbot.mouseClick(drift.use, LEFT)
    assert bench.window.page == DATA
    assert session.leads is not None
    assert session.leads.raw.source == "september.csv"
    bench.window.show_page(DRIFT)
    qtbot.waitUntil(lambda: drift._found is not None and not drift.asking.busy, timeout=30_000)
    assert drift._against is Against.EARLIER
    assert "august.csv, used before" in drift.against.currentText()
    assert "“Source” moved" in drift.verdict.text() + drift.reasons.text()

    session.undo()
    assert session.leads.raw.source == "august.csv"
    qtbot.waitUntil(lambda: drift._found is not None and not drift.asking.busy, timeout=30_000)
    assert drift._against is Against.SPLIT


def test_that_the_page_can_be_left_while_it_compares_and_a_choice_reaches_the_window(
    bench: Workbench, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.files.open_sample("b2b_software")
    bench.window.show_page(DRIFT)
    bench.window.show_page(DATA)
    bench.window.show_page(DRIFT)
    drift = bench.desk.pages[DRIFT]
    qtbot.waitUntil(lambda: drift._found is not None, timeout=30_000)
    qtbot.keyClick(drift.pairs, Qt.Key.Key_Down)
    qtbot.keyClick(drift.pairs, Qt.Key.Key_Return)
    chosen = bench.desk.session.chosen
    assert chosen is not None
    assert chosen.words.startswith("Pricing page views 30d ")
    assert len(chosen.rows)
