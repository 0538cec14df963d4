"""The page Evaluate: its figures are those of the history, and it follows what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.evaluation.history.asked import Asked
from models.evaluation.history.history import History, history_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.stages import Stage
from models.leads.table import Leads
from models.project.document import Project, Source
from models.project.edits import ChangeInput, SetPoints
from models.project.history import History as Edits
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from widgets import theme
from widgets.tables.record_painter import RecordPainter
from widgets.tables.record_table import RecordTable
from workbench.evaluate_choices import periods_of, segment_fields
from workbench.live_preview import LivePreview
from workbench.pages.evaluate.page import (
    NO_LEADS,
    NO_OUTCOME,
    SEGMENTS,
    SHOWN,
    TIME,
    EvaluatePage,
)
from workbench.session import Session

ROWS = 600
DICE = np.random.default_rng(4)
JOBS = [("VP", "Clerk", "Head")[row % 3] for row in range(ROWS)]
WON = ["yes" if DICE.random() < (0.6 if job == "VP" else 0.1) else "no" for job in JOBS]
MET = ["met" if won == "yes" or DICE.random() < 0.2 else "new" for won in WON]
FIRST = date(2023, 7, 1).toordinal()
RAW = RawTable(
    (
        column_of("Id", [f"00{row}" for row in range(ROWS)]),
        column_of("Job", JOBS),
        column_of("Created", [date.fromordinal(FIRST + row).isoformat() for row in range(ROWS)]),
        column_of("Source", [("Web", "Fair")[row % 2] for row in range(ROWS)]),
        column_of("Stage", MET),
        column_of("Won", WON),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Job"),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Source", role=Role.SOURCE),
        Input("Stage"),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
VP = Rule("r1", "VP", Points(60), FieldTest("Job", Test.IS, ("VP",)))
MODEL = ScoringModel(
    "m1",
    "Jobs",
    (Group("g1", "Fit", (VP,)),),
    bands=(Band("Cold", 0), Band("MQL", 50, mql=True)),
)
PROJECT = Project(
    "P",
    Source(RAW.fingerprint, "leads.csv", ROWS),
    RECIPE,
    (MODEL,),
    "m1",
    stages=(Stage("Met", "Stage", ("met",)),),
)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(Edits.of(PROJECT), RAW)
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[EvaluatePage]:
    made = EvaluatePage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    qtbot.waitUntil(lambda: made._found is not None)
    yield made
    made.finish()


def truth(session: Session, asked: Asked, model: ScoringModel = MODEL) -> History:
    assert session.leads is not None
    scored = score(model, session.leads, date.today())
    return history_of(scored, session.leads, PROJECT.stages, asked)


def cells(table: RecordTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_that_the_tables_are_those_of_the_history(page: EvaluatePage, session: Session) -> None:
    assert page.stack.currentIndex() == SHOWN
    true = truth(session, Asked(by="Source"))
    assert true.auc is not None
    assert cells(page.figures)[0][1] == f"{true.auc.value:.3f}"
    assert [row[0] for row in cells(page.bands)] == ["MQL", "Cold"]
    assert cells(page.bands)[0][1] == str(true.mql.known)
    assert true.segments is not None
    assert [row[:3] for row in cells(page.parts)] == [
        [part.name, str(part.tally.known), str(part.tally.converted)]
        for part in true.segments.parts
    ]
    assert [row[0] for row in cells(page.blocks)][:2] == ["older", "newer"]
    assert [row[0] for row in cells(page.stages)] == ["Met", "Won"]
    assert page.gains.value is not None
    assert page.gains.value.now.auc is not None
    assert page.gains.value.now.auc.value == true.auc.value
    assert page.rates.value is not None
    assert page.rates.value.rows == true.scores
    assert page.verdict.text().startswith("The score finds those who convert")
    assert cells(page.figures)[0][3].startswith("A lead that converted scores higher")


def test_that_what_a_figure_says_is_read_in_full_where_the_table_has_room(
    page: EvaluatePage, qtbot: QtBot
) -> None:
    page.resize(1000, 900)
    table = page.figures
    painter = table.itemDelegate()
    assert isinstance(painter, RecordPainter)
    rows = range(table.model().rowCount())
    said = [table.model().index(row, 3) for row in rows]
    qtbot.waitUntil(lambda: any(table.rowHeight(row) > theme.px(30) for row in rows))
    qtbot.waitUntil(
        lambda: not any(painter.left_out(table.visualRect(index), index) for index in said)
    )


def test_that_another_outcome_period_and_field_are_followed(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.outcome.setCurrentIndex(page.outcome.findText("Met"))
    page.outcome.activated.emit(page.outcome.currentIndex())
    page.by.setCurrentIndex(page.by.findText("Job"))
    page.by.activated.emit(page.by.currentIndex())
    page.period.setCurrentIndex(page.period.findText("in 2024"))
    page.period.activated.emit(page.period.currentIndex())
    asked = Asked("Met", date(2024, 1, 1), date(2024, 12, 31), "Job")
    qtbot.waitUntil(lambda: page._found is not None and page._found.asked == asked)
    true = truth(session, asked)
    assert page._found is not None
    assert page._found.all == true.all
    assert page._found.segments == true.segments
    assert page.outcome.currentText() == "Met"


def test_that_a_group_or_the_newer_part_alone_has_every_figure(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    names = [page.only.itemText(at) for at in range(page.only.count())]
    assert names == ["all groups", "Source: Web", "Source: Fair"]
    page.only.setCurrentIndex(2)
    page.only.activated.emit(2)
    qtbot.waitUntil(lambda: page._found is not None and page._found.looked.only == "Source Fair")
    true = truth(session, Asked(by="Source", only=("Source", "Fair")))
    assert page._found is not None
    assert (page._found.all, page._found.auc) == (true.all, true.auc)
    assert page.only.currentText() == "Source: Fair"
    assert [page.only.itemText(at) for at in range(page.only.count())] == names
    page.only.setCurrentIndex(0)
    page.only.activated.emit(0)
    qtbot.waitUntil(lambda: page._found is not None and not page._found.looked.only)
    newer = next(
        at for at in range(page.period.count()) if page.period.itemText(at).startswith("newer")
    )
    page.period.setCurrentIndex(newer)
    page.period.activated.emit(newer)
    qtbot.waitUntil(lambda: page._found is not None and page._found.looked.outside == ROWS // 2)
    assert page.period.currentIndex() == newer


def test_that_the_figures_follow_the_model_and_the_fields(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetPoints("m1", "r1", -60))
    qtbot.waitUntil(lambda: page._found is not None and not page._found.mql.leads)
    assert "None of 600 leads reaches the MQL threshold" in cells(page.figures)[1][3]
    session.apply(ChangeInput(replace(RECIPE.inputs[5], role=Role.FIELD)))
    session.apply(SetPoints("m1", "r1", 60))
    qtbot.waitUntil(lambda: page._found is not None and page.outcome.count() == 1)
    assert page.outcome.currentText() == "Met"


def test_that_a_band_chooses_its_leads_and_its_menu_shows_them_in_the_list(
    page: EvaluatePage, qtbot: QtBot
) -> None:
    page.show_side(1)
    page.bands.setCurrentIndex(page.bands.model().index(0, 0))
    with qtbot.waitSignal(page.choose_asked) as chosen:
        qtbot.keyClick(page.bands, Qt.Key.Key_Return)
    words, rows = chosen.args
    assert page._found is not None
    band = page._found.bands[1]
    assert words == f"band {band.name}"
    assert len(rows) == band.tally.known
    menu = page.bands.taking.menu()
    assert menu.actions()[0].text() == f"Choose the leads of band {band.name}"
    show = next(action for action in menu.actions() if action.text().startswith("Show band"))
    with qtbot.waitSignal(page.band_asked) as asked:
        show.trigger()
    menu.close()
    assert asked.args == [1]


def test_that_nothing_is_evaluated_without_leads_or_outcome(qtbot: QtBot) -> None:
    session = Session()
    page = EvaluatePage(session, LivePreview(session))
    qtbot.addWidget(page)
    page.show()
    assert page.stack.currentIndex() == NO_LEADS
    bare = replace(RECIPE.inputs[5], role=Role.FIELD)
    project = replace(PROJECT, recipe=RECIPE.changed(bare), stages=())
    session.open(Edits.of(project), RAW)
    assert page.stack.currentIndex() == NO_OUTCOME
    session.open(Edits.of(PROJECT), RAW)
    qtbot.waitUntil(lambda: page._found is not None)
    assert page.stack.currentIndex() == SHOWN
    session.open(None)
    assert page.stack.currentIndex() == NO_LEADS
    page.finish()


def test_that_one_outcome_alone_is_told_and_a_stop_says_so(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    session.apply(ChangeInput(replace(RECIPE.inputs[5], converted=("nobody",), kind=Kind.TEXT)))
    page.choose(Asked("Won", by="Source"))
    qtbot.waitUntil(lambda: page._found is not None and not page._found.all.converted)
    assert "none of 600 leads converted" in page.verdict.text()
    page.show_side(SEGMENTS)
    assert "no group is large enough" in page.parts_said.text()
    page.choose(Asked("Won", by="Job"))
    page.asking.cancel()
    assert page.verdict.text().startswith("Not evaluated: it was stopped.")
    assert page.again.isVisible()
    page.again.click()
    qtbot.waitUntil(lambda: page._found is not None and page._found.asked.by == "Job")
    assert not page.again.isVisible()


def test_that_a_group_chooses_the_leads_that_it_counts(page: EvaluatePage) -> None:
    asked: list[tuple[str, list[int]]] = []
    page.choose_asked.connect(lambda words, rows: asked.append((words, rows.tolist())))
    assert page._found is not None
    segments = page._found.segments
    assert segments is not None
    for place, part in enumerate(segments.parts):
        page.parts.record_opened.emit(place)
        words, rows = asked[-1]
        assert words == f"{segments.field} {part.name}"
        assert len(rows) == part.tally.known
    everyone = [row for _, rows in asked for row in rows]
    assert len(everyone) == len(set(everyone)) == page._found.all.known


def test_that_the_best_share_chooses_its_leads_with_those_of_the_last_ones_score(
    page: EvaluatePage, session: Session
) -> None:
    asked: list[tuple[str, list[int]]] = []
    page.choose_asked.connect(lambda words, rows: asked.append((words, rows.tolist())))
    assert page._found is not None
    assert session.leads is not None
    looked = page._found.looked.codes < 2
    scores = score(MODEL, session.leads, date.today()).scores
    ranked = sorted((int(one) for one in scores[looked]), reverse=True)
    for place, share in enumerate(page._found.drawn.shares):
        page.shares.record_opened.emit(place)
        words, rows = asked[-1]
        least = ranked[share.leads - 1]
        assert words.endswith(f", score {least} or more")
        assert rows == [row for row in range(ROWS) if looked[row] and scores[row] >= least]
        assert len(rows) >= share.leads


def test_that_older_leads_are_parted_from_newer_at_a_day_that_is_typed(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.show_side(TIME)
    page.split.setFocus()
    qtbot.keyClicks(page.split, "2024-06-01")
    asked = replace(page._asked, split=date(2024, 6, 1))
    qtbot.waitUntil(lambda: page._found is not None and page._found.asked == asked)
    assert page._found is not None
    assert page._found.periods == truth(session, asked).periods
    page.split.selectAll()
    qtbot.keyClicks(page.split, "1999-01-01")
    assert "leaves all leads on one side" in page.blocks_said.text()
    assert page._asked.split != date(1999, 1, 1)


def test_that_fields_with_a_value_for_every_lead_make_no_groups() -> None:
    leads = Leads(RAW, RECIPE)
    assert segment_fields(leads) == ("Source", "Created", "Job", "Stage")
    names = [words for words, _ in periods_of(leads)]
    assert names[0] == "at any time"
    assert names[-3:] == ["in 2025", "in 2024", "in 2023"]
    undated = leads.read_as(RECIPE.changed(replace(RECIPE.inputs[2], role=Role.FIELD)))
    assert len(periods_of(undated)) == 1


def test_that_a_random_split_is_said_to_flatter_where_conversion_changes_over_time(
    qtbot: QtBot, page: EvaluatePage
) -> None:
    assert "random split" not in page.verdict.text()
    later = ["yes" if row % 10 < (1 if row < 300 else 6) else "no" for row in range(ROWS)]
    columns = (*RAW.columns[:-1], column_of("Won", later))
    raw = RawTable(columns, ROWS, "leads.csv")
    project = replace(PROJECT, source=Source(raw.fingerprint, "leads.csv", ROWS))
    page.session.open(Edits.of(project), raw)
    qtbot.waitUntil(lambda: "a random split would flatter a model." in page.verdict.text())
    page.show_side(TIME)
    assert "random split" not in page.verdict.text()  # that side tells it at length
    assert "a random split mixes old and new leads" in page.blocks_said.text()
