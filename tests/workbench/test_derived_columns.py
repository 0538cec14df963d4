"""Derived fields as columns of the Data page and of the list of leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget

from models.leads.derived import FromTitle, LookUp
from models.project.edits import ChangeDerived, RenameDerived
from models.scoring.derived_cells import derived_cells
from tests.workbench.sample_window import sample_window, wait
from widgets.tables.field_table import FieldRows
from workbench.app import Workbench
from workbench.pages.data import leads_view
from workbench.pages.data.leads_view import LeadsView
from workbench.places import DATA, LEADS

RANK = FromTitle("Rank", "Job title")


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with sample_window(qapp, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def view(bench: Workbench) -> Iterator[LeadsView]:
    bench.window.show_page(DATA)
    page = bench.desk.pages[DATA]
    page.show_leads()
    yield page.leads
    model = bench.desk.session.model
    assert model is not None
    bench.desk.session.apply(ChangeDerived(model.id, ()))


def derive(bench: Workbench, *derived: FromTitle | LookUp) -> None:
    model = bench.desk.session.model
    assert model is not None
    bench.desk.session.apply(ChangeDerived(model.id, derived))


def shown(view: LeadsView) -> FieldRows:
    value = view.table._model.value
    assert value is not None
    return value


def test_that_the_table_of_data_has_each_derived_field_as_rules_see_it(
    bench: Workbench, view: LeadsView
) -> None:
    before = len(shown(view).heads)
    derive(bench, RANK, LookUp("Level", "Rank", (("VP", "high"),), "low"))
    heads = shown(view).heads
    assert [(head.name, head.role) for head in heads[before:]] == [
        ("Rank", "Derived"),
        ("Level", "Derived"),
    ]
    wait(lambda: not bench.desk.preview.due)
    preview, whole = bench.desk.preview.last, bench.desk.session.whole
    assert preview is not None
    assert whole is preview.leads
    for at, name in ((before, "Rank"), (before + 1, "Level")):
        cells = derived_cells(preview.scored.masks, preview.scored.sight, name)
        assert cells is not None
        assert [shown(view).cell(row, at) for row in range(200)] == [cells[r] for r in range(200)]
        assert not shown(view).misfit(0, at)
        assert heads[at].filled == 1 - cells.counts[0] / len(whole)
    bench.desk.session.undo()
    assert len(shown(view).heads) == before


def test_that_a_derived_field_tells_what_it_is_made_of_and_offers_no_other_reading(
    bench: Workbench, view: LeadsView
) -> None:
    derive(bench, RANK)
    view.show_field("Rank")
    said = view.panel._sentences.text()
    assert said.startswith("Derived: seniority in Job title. The model makes it")
    assert "Converted where filled: " in said
    assert not any(box.isVisible() for box in view.panel.findChildren(QComboBox))
    assert view.panel._values.count() > 3
    model = bench.desk.session.model
    assert model is not None
    bench.desk.session.apply(RenameDerived(model.id, 0, "Seniority"))
    assert shown(view).heads[-1].name == "Seniority"
    view.show_field("Job title")
    assert any(box.isVisible() for box in view.panel.findChildren(QComboBox))


def test_that_derived_fields_of_many_leads_are_made_out_of_the_way(
    bench: Workbench, view: LeadsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads_view, "INLINE_LEADS", 10)
    before = len(shown(view).heads)
    derive(bench, RANK)
    assert len(shown(view).heads) == before
    wait(lambda: len(shown(view).heads) > before)
    view.show_field("Rank")
    wait(lambda: view.panel._sentences.text().startswith("Derived: "))


def test_that_a_list_of_leads_offers_them(bench: Workbench, view: LeadsView) -> None:
    derive(bench, RANK)
    bench.window.show_page(LEADS)
    page = bench.desk.pages[LEADS]
    wait(lambda: not bench.desk.preview.due)
    page._fill_columns()
    assert page._columns.menu().actions()[-1].text() == "Rank (derived)"
    model = page.table.model()
    last = model.columnCount() - 1
    assert model.headerData(last, Qt.Orientation.Horizontal) == "Rank"
    tip = model.headerData(last, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Derived: seniority in Job title"
    preview = bench.desk.preview.last
    assert preview is not None
    outputs = bench.desk.outputs
    outputs.ask_list(preview, "All")
    sheet = next(w for w in bench.window.findChildren(object) if w.objectName() == "ask_list")
    lines = sheet.findChild(QListWidget)
    assert lines.item(lines.count() - 1).text() == "Rank, seniority in Job title"
    sheet.reject()
