from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.drift.bins import BLANK
from models.evaluation.drift.sides import Who
from models.leads.fields import Recipe
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Imported
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.edits import SetLeads, SetPoints
from models.project.history import History
from tests.models.evaluation.drift.exports import MODEL, RECIPE, export, people
from widgets.tables.records import CHOSEN_AT
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken
from workbench.live_preview import LivePreview
from workbench.pages.drift.choices import EXPORTS, Against
from workbench.pages.drift.page import NO_DATES, NO_LEADS, RULES, SCORES, DriftPage
from workbench.pages.drift.records import field_order, rule_order
from workbench.session import Session

ROWS = people(1_200)
OLD, NEW = date(2025, 9, 1), date(2025, 10, 1)
PODCAST = [
    {**row, "Source": "Podcast"} if row["Created"] > OLD.isoformat() else row for row in ROWS
]


def project_of(leads: Leads) -> Project:
    source = Source(leads.raw.fingerprint, leads.raw.source, len(leads))
    return Project("P", source, leads.recipe, (MODEL,), MODEL.id)


def taken(leads: Leads) -> Taken:
    imported = Imported(leads.raw, leads.recipe)
    return Taken(Purpose.NEXT, "next", imported, leads.recipe)


@pytest.fixture
def session() -> Session:
    made = Session()
    leads = export(ROWS, OLD)
    made.open(History.of(project_of(leads)), leads.raw)
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[DriftPage]:
    made = DriftPage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    ready(made, qtbot)
    yield made
    made.finish()


def ready(page: DriftPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._found is not None and not page.asking.busy, timeout=20_000)


def test_that_leads_are_compared_with_older_ones_as_soon_as_the_page_is_shown(
    page: DriftPage,
) -> None:
    found = page._found
    assert found is not None
    assert found.sides.one_table
    assert page.verdict.text().startswith(("Keep:", "Watch:", "Re-tune:", "Nothing of weight"))
    assert "compared with" in page.verdict.text()
    assert "differ by age alone" in page.reasons.text()
    assert page.fields.model().rowCount() == len(found.fields)
    assert page.rules.model().rowCount() == 2
    assert page.bands.model().rowCount() == 2
    assert page.times.value is not None


def test_that_an_export_is_looked_at_and_the_project_stays_as_it_is(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    before = session.project
    page.look_at(taken(export(PODCAST, NEW)))
    ready(page, qtbot)
    found = page._found
    assert found is not None
    assert found.sides.who is Who.NEW
    assert session.project is before
    assert page.use.isVisible()
    assert not page.look.isVisible()
    assert "“Source” moved" in page.verdict.text() + page.reasons.text()
    first = found.fields[field_order(found)[0]]
    assert first.name == "Source"
    assert "Podcast" in [row.label for row in page.pairs.value.rows]  # type: ignore[union-attr]
    with qtbot.waitSignal(page.use_asked) as used:
        qtbot.mouseClick(page.use, Qt.MouseButton.LeftButton)
    assert used.args is not None
    assert used.args[0].name == "next"


def test_that_after_the_leads_were_replaced_they_are_compared_with_those_before(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    page.look_at(taken(export(PODCAST, NEW)))
    ready(page, qtbot)
    later = export(PODCAST, NEW)
    source = Source(later.raw.fingerprint, later.raw.source, len(later))
    session.replace_leads(later, SetLeads(source, later.recipe))
    ready(page, qtbot)
    assert page._against is Against.EARLIER
    assert "2025-09-01.csv, used before" in page.against.currentText()
    assert page._found is not None
    assert len(page._found.sides.new) == len(later) - len(export(ROWS, OLD))
    assert not page.use.isVisible()
    session.undo()
    ready(page, qtbot)
    assert page._against is Against.SPLIT


def test_that_all_leads_of_both_can_be_compared_and_the_split_moved(
    page: DriftPage, qtbot: QtBot
) -> None:
    page.choose(page.part.itemData(1))
    ready(page, qtbot)
    assert page._found is not None
    assert page._found.sides.split == page.part.itemData(1).split
    page.look_at(taken(export(ROWS, NEW)))
    ready(page, qtbot)
    page.choose(EXPORTS[1])
    ready(page, qtbot)
    assert page._found.sides.who is Who.ALL
    assert "are in both" in page.verdict.text()


def test_that_another_model_is_another_answer_and_hidden_pages_wait(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    before = page._found
    page.hide()
    session.apply(SetPoints(MODEL.id, "vp", 10))
    assert page._found is before
    page.show()
    qtbot.waitUntil(lambda: page._found is not None and page._found is not before)
    assert page._found is not None
    assert page._found.scores.mql_leads == (0, 0)


def test_that_a_bar_chooses_its_leads_by_mouse_and_by_keys(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    found = page._found
    assert found is not None
    job = next(at for at, field in enumerate(found.fields) if field.name == "Job")
    page.show_field(job)
    labels = [row.label for row in page.pairs.value.rows]  # type: ignore[union-attr]
    with qtbot.waitSignal(page.choose_asked) as chosen:
        high = page.pairs.height() / len(labels)
        middle = QPoint(page.pairs.width() // 2, int(high * (labels.index("VP") + 0.5)))
        qtbot.mouseClick(page.pairs, Qt.MouseButton.LeftButton, pos=middle)
    assert chosen.args is not None
    words, rows = chosen.args
    assert words == "Job VP"
    leads = session.leads
    assert leads is not None
    column = leads.raw.column("Job")
    assert column is not None
    dated = np.flatnonzero([column[row] == "VP" for row in range(len(leads))])
    assert sorted(rows.tolist()) == dated.tolist()
    page.show_side(SCORES)
    page.score_pairs.setFocus()
    with qtbot.waitSignal(page.choose_asked) as chosen:
        qtbot.keyClick(page.score_pairs, Qt.Key.Key_Down)
        qtbot.keyClick(page.score_pairs, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert chosen.args[0].startswith("score ")


def test_that_rows_lead_to_their_field_and_their_rule(page: DriftPage, qtbot: QtBot) -> None:
    found = page._found
    assert found is not None
    page.fields.setFocus()
    page.fields.selectRow(0)
    with qtbot.waitSignal(page.field_asked) as asked:
        qtbot.keyClick(page.fields, Qt.Key.Key_Return)
    assert asked.args == [found.fields[field_order(found)[0]].name]
    page.show_side(RULES)
    page.rules.setFocus()
    page.rules.selectRow(1)
    assert found.rules[rule_order(found)[1]].name in page.rule_said.text()
    with qtbot.waitSignal(page.rule_asked) as asked:
        qtbot.keyClick(page.rules, Qt.Key.Key_Return)
    assert asked.args == [found.rules[rule_order(found)[1]].id]


def opened(leads: Leads, qtbot: QtBot) -> DriftPage:
    session = Session()
    session.open(History.of(project_of(leads)), leads.raw)
    made = DriftPage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    return made


def without(leads: Leads, *names: str) -> Leads:
    recipe = Recipe(tuple(item for item in RECIPE if item.name not in names))
    columns = tuple(column for column in leads.raw.columns if column.name not in names)
    return Leads(RawTable(columns, len(leads), "short.csv"), recipe)


def test_that_without_leads_or_days_it_is_said_what_is_missing(qtbot: QtBot) -> None:
    empty = DriftPage(Session(), LivePreview(Session()))
    qtbot.addWidget(empty)
    empty.show()
    assert empty.stack.currentIndex() == NO_LEADS
    page = opened(without(export(ROWS, OLD), "Created"), qtbot)
    assert page.stack.currentIndex() == NO_DATES
    page.look_at(taken(without(export(ROWS, NEW), "Created")))
    ready(page, qtbot)
    assert page.verdict.text()
    for one in (empty, page):
        one.finish()


def test_that_without_outcomes_fields_and_scores_are_compared_all_the_same(qtbot: QtBot) -> None:
    page = opened(without(export(ROWS, OLD), "Won", "Closed"), qtbot)
    ready(page, qtbot)
    assert "Nothing tells which leads converted" in page.verdict.text()
    assert page.times.value is None
    assert page.score_pairs.value is not None
    page.finish()


def test_that_leads_of_one_day_are_a_sentence_and_no_failure(qtbot: QtBot) -> None:
    leads = export(ROWS[:3], OLD)
    page = opened(leads, qtbot)
    qtbot.waitUntil(lambda: page.verdict.text().startswith("All leads were created on"))
    assert page.fields.model().rowCount() == 0
    page.finish()


def test_that_it_can_be_stopped_and_begun_again(page: DriftPage, qtbot: QtBot) -> None:
    page.choose(page.part.itemData(1))
    page.asking.cancel()
    assert page.verdict.text().startswith("Not compared: it was stopped.")
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    ready(page, qtbot)


def test_that_charts_have_their_tables(page: DriftPage) -> None:
    found = page._found
    assert found is not None
    assert sum(int(row[1]) for row in page.pairs.table()[1:]) == len(found.sides.old)
    assert sum(int(row[3]) for row in page.score_pairs.table()[1:]) == len(found.sides.new)
    times = found.over_time
    assert times is not None
    assert sum(int(row[1]) for row in page.times.table()[1:]) == sum(
        period.all.tally.known for period in times.periods
    )
    for chart in (page.pairs, page.score_pairs, page.times):
        assert chart.sentence()
        assert chart.legend()


def test_that_every_mark_is_drawn_in_both_themes(page: DriftPage, qtbot: QtBot) -> None:
    for side, chart in ((0, page.pairs), (SCORES, page.score_pairs), (SCORES, page.times)):
        page.show_side(side)
        QApplication.processEvents()
        image = chart.grab().toImage()
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in (20, 60)}
        assert len(colours) > 3
        assert chart.picture("png")


def test_that_an_empty_column_is_nothing_to_fail_on(qtbot: QtBot, tmp_path: Path) -> None:
    leads = export(ROWS, OLD)
    columns = (*leads.raw.columns, column_of("Empty", [""] * len(leads)))
    page = opened(Leads(RawTable(columns, len(leads), "e.csv"), RECIPE), qtbot)
    ready(page, qtbot)
    page.finish()


def test_that_a_field_chooses_the_leads_that_are_in_none_of_its_bins_of_blanks(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    page.choose_asked.connect(session.choose_rows)
    found, table = page._found, page.fields
    assert found is not None
    for row, place in enumerate(field_order(found)):
        field = found.fields[place]
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        blank = sum(one.old + one.new for one in field.bins if one.special and one.name == BLANK)
        filled = 0 if session.chosen is None else session.chosen.tally.leads
        assert filled == sum(field.leads) - blank, field.name
        if session.chosen is not None:
            assert table.model().index(row, CHOSEN_AT).data() == f"{filled:,}"


def test_that_a_period_chooses_the_leads_it_counts_and_draws_those_chosen(
    page: DriftPage, session: Session, qtbot: QtBot
) -> None:
    page.choose_asked.connect(session.choose_rows)
    page.show_side(SCORES)
    found, chart = page._found, page.times
    assert found is not None
    assert found.over_time is not None
    periods = found.over_time.periods
    assert len(periods) > 2
    for place, period in enumerate(periods):
        session.choose_leads(None)
        plot, (left, right) = chart.plot_box(), chart.bar_ends(place)
        at = QPoint(
            round((left + right) / 2 * chart.unit()), round(plot.center().y() * chart.unit())
        )
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
        assert session.chosen is not None
        assert session.chosen.tally.leads == period.all.tally.known
        assert session.chosen.words == f"created {period.name}"
        assert chart.value is not None
        assert chart.value.chosen is not None
        told = [point.tally.known for point in chart.value.chosen]
        assert told.pop(place) == period.all.tally.known
        assert not any(told)
        assert chart.value.chosen[place].tally == period.all.tally
        words = chart.bar_words(place)
        assert words.endswith(f"{period.all.tally.converted:,} converted")
        assert f"{period.all.tally.known:,} of them chosen" in words
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert session.chosen is not None
    assert session.chosen.words == f"created {periods[1].name}"
    named = list(reversed(list(enumerate(found.over_time.bands))))
    told = [(band, name) for band, name in named if periods[1].bands[band].tally.known]
    for (band, name), (words, do) in zip(told, chart.offers()[1 : 1 + len(told)], strict=True):
        do()
        assert words == f"Choose the leads of {name}, created {periods[1].name}"
        assert session.chosen.tally.leads == periods[1].bands[band].tally.known
    assert chart.table()[0][-2:] == ["Chosen", "Chosen converted"]
    session.choose_leads(None)
    assert chart.value is not None
    assert chart.value.chosen is None
