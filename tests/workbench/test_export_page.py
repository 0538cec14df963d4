"""The page Export: systems as cards, what is written, what it costs, the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.exchange.all_targets import TARGETS
from models.project.document import Project, Source
from models.project.edits import SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.evaluation.drift.exports import MODEL, export, people
from workbench.live_preview import LivePreview
from workbench.pages.export.page import COST, PROOF, ExportPage
from workbench.session import Session

PATTERN = Rule("p", "Pattern", Points(40), FieldTest("Source", Test.MATCHES, (".",)))


def session_of(model: ScoringModel | None, *, leads: bool = True) -> Session:
    made = Session()
    table = export(people(120), date(2025, 9, 1))
    source = Source(table.raw.fingerprint, table.raw.source, len(table)) if leads else None
    models = () if model is None else (model,)
    project = Project("P", source, table.recipe, models, "" if model is None else model.id)
    made.open(History.of(project), table.raw if leads else None)
    return made


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[Callable[..., ExportPage]]:
    made: list[tuple[ExportPage, LivePreview]] = []

    def go(session: Session) -> ExportPage:
        preview = LivePreview(session)
        page = ExportPage(session, preview)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        made.append((page, preview))
        preview.refresh()
        return page

    yield go
    for page, preview in made:
        page.finish()
        preview.finish()


def settled(qtbot: QtBot, page: ExportPage) -> None:
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=20_000)


def test_that_every_target_is_a_card_with_what_it_gives(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    settled(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.targets._cards.cards[-1].fit), timeout=20_000)
    cards = page.targets._cards.cards
    assert [card.key for card in cards] == [target.key for target in TARGETS]
    assert all(card.gives and card.proof and card.fit for card in cards)


def test_that_what_is_written_is_shown_copied_and_saved(
    open_page: Callable[..., ExportPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(session_of(MODEL))
    page.choose("javascript")
    settled(qtbot, page)
    assert "export function score" in page.written.text.toPlainText()
    page.written.copy.click()
    assert QGuiApplication.clipboard().text() == page.written.text.toPlainText()
    with qtbot.waitSignal(page.folder_asked) as asked:
        page.written.keep.click()
    assert asked.args is not None
    name, write = asked.args
    write(tmp_path / name)
    found = page._found
    assert found is not None
    assert found.export is not None
    for file in found.export.files:
        assert (tmp_path / name / file.name).read_bytes() == file.content


def test_that_a_change_of_points_is_in_what_is_written(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    session = session_of(MODEL)
    page = open_page(session)
    page.choose("python")
    settled(qtbot, page)
    before = page.written.text.toPlainText()
    rule = next(iter(MODEL.rules()))
    session.apply(SetPoints(MODEL.id, rule.id, 37))
    qtbot.waitUntil(lambda: page.written.text.toPlainText() != before, timeout=20_000)
    assert "37" in page.written.text.toPlainText()


def test_that_what_does_not_fit_is_told_with_the_leads_that_it_moves(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    groups = (*MODEL.groups, Group("x", "Extra", (PATTERN,)))
    page = open_page(session_of(ScoringModel(MODEL.id, "M", groups, MODEL.bands)))
    page.choose("python")
    settled(qtbot, page)
    page.show_side(COST)
    assert page.costs.misfits.isVisible()
    found = page._found
    assert found is not None
    assert found.effect is not None
    assert len(found.effect.rows) == found.effect.other_score > 0
    assert page.costs.moved.isVisible()
    assert "another score" in page.costs.words.text()


def test_that_a_proof_runs_the_export_and_tells_what_came_of_it(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    page.choose("python")
    settled(qtbot, page)
    page.show_side(PROOF)
    qtbot.mouseClick(page.proof.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.proof.verdicts), timeout=30_000)
    assert all(verdict.holds for verdict in page.proof.verdicts)
    assert page._found is not None
    assert page._found.order.prepared is not None
    leads = len(page._found.order.prepared)
    assert f"all {leads} leads the same score and band." in page.proof.words.text()


def test_that_without_leads_the_model_is_written_and_without_a_model_the_way_to_one_is_shown(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL, leads=False))
    page.choose("python")
    settled(qtbot, page)
    assert "def score" in page.written.text.toPlainText()
    assert not page.proof.run.isVisible()
    empty = open_page(session_of(None))
    with qtbot.waitSignal(empty.rules_asked):
        empty.stack.currentWidget().asked.emit()  # type: ignore[attr-defined]


def test_that_nothing_of_another_system_can_be_taken_while_one_is_written(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    page.choose("prepared")
    settled(qtbot, page)
    assert len(page.written.options.inputs) > 0
    assert page.written.copy.isEnabled()
    page.choose("javascript")
    assert len(page.written.options.inputs) == 0
    assert page.written.text.isHidden()
    assert not page.written.copy.isEnabled()
    assert not page.written.keep.isEnabled()
    page.file_asked.connect(lambda *_: pytest.fail("something was saved"))
    page.folder_asked.connect(lambda *_: pytest.fail("something was saved"))
    page.written.save()
    settled(qtbot, page)
    assert page.written.copy.isEnabled()
    assert "export function score" in page.written.text.toPlainText()


def test_that_a_text_of_the_model_before_a_change_cannot_be_taken(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    session = session_of(MODEL)
    page = open_page(session)
    page.choose("python")
    settled(qtbot, page)
    rule = next(iter(MODEL.rules()))
    session.apply(SetPoints(MODEL.id, rule.id, 37))
    assert not page.written.copy.isEnabled()
    assert not page.written.keep.isEnabled()
    qtbot.waitUntil(page.written.keep.isEnabled, timeout=20_000)
    assert "37" in page.written.text.toPlainText()


def test_that_notes_of_an_export_are_told(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    page.choose("zoho")
    settled(qtbot, page)
    assert "It is not active" in page.written.notes.text()
    assert page.written.notes.isVisible()


def test_that_a_build_sheet_is_read_as_a_sheet_and_its_source_is_a_choice_away(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    settled(qtbot, page)
    side, found = page.written, page._found
    assert found is not None
    assert found.target.key == "hubspot"
    assert found.export is not None
    assert side.sheet.isVisible()
    assert side.sheet._sheet is found.export.sheet
    assert not side.text.isVisible()
    assert not side.copy.isVisible()
    offered = [side.file.itemText(at) for at in range(side.file.count())]
    assert offered == ["Build sheet", *(file.name for file in found.export.files)]
    side.file.setCurrentIndex(1)
    side.file.picked.emit(0)
    assert side.text.toPlainText().startswith("<!DOCTYPE html>")
    assert side.copy.isEnabled()
    assert not side.sheet.isVisible()


def test_that_a_part_of_the_sheet_is_gone_to(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    settled(qtbot, page)
    row, name = page.written.sheet.parts()[-2]
    assert name == "Does it come out right?"
    page.written.part.picked.emit(row)
    assert page.written.sheet.verticalScrollBar().value() > 0
    assert page.written.part.currentText() == "Go to\u2026"


def test_that_the_name_of_a_table_is_typed_and_remembered_for_its_target(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    kept: list[tuple[str, ...]] = []
    page.options_kept.connect(kept.append)
    page.choose("postgresql")
    settled(qtbot, page)
    order = page._found.order if page._found is not None else None
    qtbot.keyClicks(page.written.options.inputs["table"], "crm.scores")
    qtbot.waitUntil(lambda: "FROM crm.scores" in page.written.text.toPlainText(), timeout=20_000)
    assert page._found is not None
    assert order is not None
    assert page._found.order.prepared is order.prepared  # leads are not prepared anew for a name
    page.choose("duckdb")
    settled(qtbot, page)
    assert "FROM prepared_leads" in page.written.text.toPlainText()
    page.choose("postgresql")
    settled(qtbot, page)
    assert "FROM crm.scores" in page.written.text.toPlainText()
    assert page.written.options.inputs["table"].text() == "crm.scores"  # type: ignore[union-attr]
    assert kept[-1] == ("postgresql table=crm.scores",)
    other = open_page(session_of(MODEL))
    other.recall_options((*kept[-1], "duckdb table=a b", "gone x=y", "duckdb gives=nothing"))
    assert other._options.kept() == kept[-1]


def test_that_nothing_is_saved_under_a_bad_name_of_a_table(
    open_page: Callable[..., ExportPage], qtbot: QtBot
) -> None:
    page = open_page(session_of(MODEL))
    page.choose("postgresql")
    settled(qtbot, page)
    assert page.written.keep.isEnabled()
    line = page.written.options.inputs["table"]
    qtbot.keyClicks(line, "x; drop")
    settled(qtbot, page)
    assert page.written.fault.isVisible()
    assert "not the name of a table" in page.written.fault.text()
    assert not page.written.keep.isEnabled()
    assert not page.written.copy.isEnabled()
    page.file_asked.connect(lambda *_: pytest.fail("something was saved"))
    page.written.save()
    for _ in "; drop":
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(page.written.keep.isEnabled, timeout=20_000)
    assert not page.written.fault.isVisible()
