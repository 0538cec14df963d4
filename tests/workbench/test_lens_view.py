"""The rules under the lens on the page Evaluate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.evaluation.lens import sentence
from models.evaluation.lens.lens import Lens, lens_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.wording import both_ends
from models.project.document import Project, Source
from models.project.edits import SetPoints
from models.project.history import History as Edits
from models.scoring.awards import ByRange, RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from tests.models.evaluation.lens.test_rest import cities
from widgets.tables.record_table import RecordTable
from widgets.tables.records import CHOSEN_AT
from workbench.live_preview import LivePreview
from workbench.pages.evaluate.lens_records import COLUMNS, ONLY_WIDE, block_records
from workbench.pages.evaluate.lens_view import LensView
from workbench.pages.evaluate.page import FIGURES, RULES, EvaluatePage
from workbench.session import Session

ROWS = 2_400
DICE = np.random.default_rng(4)
JOBS = [("VP", "Clerk", "Head")[row % 3] for row in range(ROWS)]
SIZES = [str((5, 50, 500)[row % 7 % 3]) for row in range(ROWS)]
WON = ["yes" if DICE.random() < (0.4 if job == "VP" else 0.1) else "no" for job in JOBS]
FIRST = date(2020, 7, 1).toordinal()
RAW = RawTable(
    (
        column_of("Job", JOBS),
        column_of("Size", SIZES),
        column_of("Created", [date.fromordinal(FIRST + row).isoformat() for row in range(ROWS)]),
        column_of("Won", WON),
    ),
    ROWS,
    "leads.csv",
)
RECIPE = Recipe(
    (
        Input("Job"),
        Input("Size", Kind.NUMBER),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
LONG = "A rule whose name is far longer than any column of any table could ever be shown in"
MODEL = ScoringModel(
    "m1",
    "Jobs",
    (
        Group(
            "g1",
            "Fit",
            (
                Rule("r1", "VP", Points(-60), FieldTest("Job", Test.IS, ("VP",))),
                Rule(
                    "r2",
                    "Size",
                    ByRange("Size", (RangePoints(None, 10, 1), RangePoints(10, None, 8))),
                ),
                Rule("r3", LONG, Points(5), FieldTest("Job", Test.IS, ("Head",)), muted=True),
                Rule("r4", "Head", Points(-5), FieldTest("Job", Test.IS, ("Head",))),
            ),
        ),
    ),
    bands=(Band("Cold", 0), Band("MQL", 5, mql=True)),
)
PROJECT = Project("P", Source(RAW.fingerprint, "leads.csv", ROWS), RECIPE, (MODEL,), "m1")


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(Edits.of(PROJECT), RAW)
    return made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[EvaluatePage]:
    made = EvaluatePage(session, LivePreview(session))
    qtbot.addWidget(made)
    made.resize(1232, 600)
    made.show()
    qtbot.waitUntil(lambda: made._found is not None)
    made.show_side(RULES)
    qtbot.waitUntil(lambda: made.lens.found is not None)
    yield made
    made.finish()


def truth(session: Session) -> Lens:
    assert session.leads is not None
    assert session.model is not None
    scored = score(session.model, session.leads, date.today())
    return lens_of(scored, session.leads.outcome, session.leads.created)


def cells(table: RecordTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_that_the_sentence_and_the_table_are_those_of_the_lens(
    page: EvaluatePage, session: Session
) -> None:
    found = truth(session)
    assert page.verdict.text().startswith("1 of 3 rules points the wrong way: VP.")
    assert page.verdict.text() == " ".join(sentence.verdict(found))
    rows = cells(page.lens.table)
    assert [row[0].strip() for row in rows] == ["VP", "Size", "under 10", "10 up", LONG, "Head"]
    assert [row[2] for row in rows] == [f"{line.hits.known:,}" for line in found.lines]
    assert rows[0][-1] == "points the wrong way"
    assert rows[4][-1] == "muted"
    page.show_side(FIGURES)
    assert page.verdict.text().startswith("The score ranks")


def test_that_the_gravest_line_is_told_first_and_nothing_is_chosen_by_itself(
    page: EvaluatePage, session: Session
) -> None:
    assert page.lens.name.text() == "VP"
    assert "It gives \u221260, though its leads convert more often." in page.lens.finding.text()
    assert len(cells(page.lens.blocks)) == 4
    assert session.chosen is None


def test_that_a_chosen_line_chooses_its_leads_everywhere(page: EvaluatePage, qtbot: QtBot) -> None:
    table = page.lens.table
    with qtbot.waitSignal(page.choose_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Down)
        qtbot.keyClick(table, Qt.Key.Key_Down)
    words, rows = asked.args
    assert words == "rule Size"
    with qtbot.waitSignal(page.choose_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    words, rows = asked.args
    assert words == "rule Size: 10 up"
    assert [SIZES[row] for row in rows.tolist()].count("5") == 0
    assert len(rows) == sum(size != "5" for size in SIZES)
    assert page.lens.name.text() == "Size: 10 up"


def test_that_a_rule_opens_on_the_page_of_the_model(page: EvaluatePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.rule_asked) as asked:
        qtbot.keyClick(page.lens.table, Qt.Key.Key_Return)
    assert asked.args == ["r1"]
    with qtbot.waitSignal(page.rule_asked) as asked:
        page.lens.open.click()
    assert asked.args == ["r1"]


def test_that_a_rule_that_hits_the_same_leads_is_gone_to(page: EvaluatePage, qtbot: QtBot) -> None:
    page.lens.table.setCurrentIndex(page.lens.table.model().index(5, 0))
    assert page.lens.overlap.text().startswith(f"Goes along most with {LONG}: 100")
    page.lens.overlaps.setCurrentIndex(page.lens.overlaps.model().index(0, 0))
    qtbot.keyClick(page.lens.overlaps, Qt.Key.Key_Return)
    assert page.lens.name.text() == both_ends(LONG, 120)
    assert "It is muted" in page.lens.finding.text()


@pytest.mark.parametrize("column", range(len(COLUMNS) - len(ONLY_WIDE)))
def test_that_each_column_sorts_both_ways(page: EvaluatePage, column: int) -> None:
    table = page.lens.table
    header = table.horizontalHeader()
    header.sectionClicked.emit(column)
    first = [row[0].strip() for row in cells(table)]
    header.sectionClicked.emit(column)
    second = [row[0].strip() for row in cells(table)]
    assert len(first) == 6
    assert second == first[::-1]


def test_that_a_wide_table_has_more_columns(page: EvaluatePage, qtbot: QtBot) -> None:
    assert page.lens.table.model().columnCount() == len(COLUMNS) - len(ONLY_WIDE)
    page.resize(1700, 900)
    qtbot.waitUntil(lambda: page.lens.table.model().columnCount() == len(COLUMNS))


def test_that_the_rules_follow_the_model(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetPoints("m1", "r1", 20))
    qtbot.waitUntil(lambda: page.verdict.text().startswith("No rule points the wrong way"))
    assert page.lens.found is not None
    assert page.lens.found.lines[0].line.points == 20


def test_that_a_stop_is_said_and_can_be_taken_back(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.lens.asking.again()
    page.lens._ask()
    page.lens.asking.cancel()
    assert page.verdict.text().startswith("The rules were not looked at: it was stopped.")
    assert page.again.isVisible()
    page.again.click()
    qtbot.waitUntil(lambda: page.verdict.text().startswith("1 of 3 rules"))
    assert not page.again.isVisible()


def test_that_a_model_without_rules_and_a_history_that_says_nothing_are_told(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    bare = replace(PROJECT, models=(replace(MODEL, groups=()),))
    session.open(Edits.of(bare), RAW)
    qtbot.waitUntil(lambda: page.verdict.text() == "The model has no rules yet.")
    assert not page.lens.open.isVisible()
    nobody = replace(RECIPE.inputs[3], kind=Kind.TEXT, converted=("nobody",))
    session.open(Edits.of(replace(PROJECT, recipe=RECIPE.changed(nobody))), RAW)
    qtbot.waitUntil(lambda: page.verdict.text().startswith("Not enough data to say"))


def test_that_a_rule_of_more_values_than_are_looked_at_says_how_many_leads_are_left(
    qtbot: QtBot,
) -> None:
    view = LensView()
    qtbot.addWidget(view)
    _, found = cities(57)
    view._answered(found)
    assert "Job: The 40 commonest of 57 values are looked at one by one" in view.note.text()
    view._say(found.rules[0])
    assert "153 leads are in the rest" in view.finding.text()
    _, whole = cities(40)
    view._answered(whole)
    assert "commonest" not in view.note.text()


def test_that_parts_and_shared_leads_of_a_rule_are_chosen_as_they_are_counted(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    page.choose_asked.connect(session.choose_rows)
    lens, view = page.lens.found, page.lens
    assert lens is not None
    for place in lens.rules:
        view.table.choose(place)
        view._say(place)
        found = lens.lines[place]
        assert found.stability is not None
        for at, block in enumerate(found.stability.blocks):
            session.choose_leads(None)
            view.blocks.setCurrentIndex(view.blocks.model().index(at, 0))
            qtbot.keyClick(view.blocks, Qt.Key.Key_Return)
            chosen = 0 if session.chosen is None else session.chosen.tally.leads
            assert chosen == block.hits.known
            if chosen:
                assert view.blocks.model().index(at, CHOSEN_AT).data() == f"{chosen:,}"
        for row, item in enumerate(found.overlaps):
            session.choose_leads(None)
            view.overlaps.setCurrentIndex(view.overlaps.model().index(row, 0))
            qtbot.keyClick(view.overlaps, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert session.chosen is not None
            assert session.chosen.tally.leads == item.both
            assert view.overlaps.model().index(row, CHOSEN_AT).data() == f"{item.both:,}"
            assert view.table.chosen() == place, "it goes to no other rule"


def test_that_the_tables_of_a_rule_say_how_many_of_the_chosen_they_have(
    page: EvaluatePage, session: Session, qtbot: QtBot
) -> None:
    lens, view = page.lens.found, page.lens
    of = page._evaluated
    assert lens is not None
    assert of is not None
    place = lens.rules[0]
    view._say(place)
    assert "Chosen" not in heads(view.blocks) + heads(view.overlaps)
    which = np.random.default_rng(8).random(len(session.leads or ())) < 0.4
    session.choose_rows("some", which)
    for table in (view.blocks, view.overlaps):
        assert heads(table)[CHOSEN_AT] == "Chosen"
    blocks = [view.blocks.model().index(row, CHOSEN_AT).data() for row in range(4)]
    hit = np.zeros(len(which), dtype=np.bool_)
    hit[lens.rows(place)] = True
    known = of.history.looked.codes < 2
    assert sum(map(int, blocks)) == int((hit & known & which).sum())
    # Another line has its own leads, and the list that is copied has them, too.
    other = lens.rules[1]
    view._say(other)
    again = [view.blocks.model().index(row, CHOSEN_AT).data() for row in range(4)]
    assert again != blocks
    listed = view.blocks.listed()
    assert listed is not None
    assert listed.header[CHOSEN_AT] == "Chosen"
    assert [str(listed.row(row)[CHOSEN_AT]) for row in range(4)] == again
    session.choose_leads(None)
    assert "Chosen" not in heads(view.blocks) + heads(view.overlaps)


def test_that_a_narrow_table_over_time_says_where_each_part_begins(page: EvaluatePage) -> None:
    lens = page.lens.found
    assert lens is not None
    found = lens.lines[lens.rules[0]]
    assert found.stability is not None
    for wide in (True, False):
        records = block_records(lens, found, wide=wide)
        for place, block in enumerate(found.stability.blocks):
            first, _, last = block.name.partition(" to ")
            assert records.cell(0, place) == (f"{first} to {last}" if wide and last else first)


def heads(table: RecordTable) -> list[str]:
    model = table.model()
    across = Qt.Orientation.Horizontal
    return [str(model.headerData(at, across)) for at in range(model.columnCount())]
