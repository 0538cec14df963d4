"""The page Decay by mouse and keys, the group's panel, and the cards that tell of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.ahead import Ahead, LeadAhead
from models.evaluation.evaluation import Evaluation
from models.leads.fields import Input, Kind
from models.leads.tally import TypeCounts, ValueCount
from models.project.edits import AddRules, AnyEdit, ChangeGroup, ChangeRule
from models.scoring.awards import ByCount, CountPoints, PerOccurrence, Points
from models.scoring.conditions import FieldTest, Inactive, Quantity, Selection, Test
from models.scoring.decay import Decay, DecayStep, Fades, Shape, half_life, linear
from models.scoring.model import Group, Rule
from tests.widgets.editors.conftest import Desk
from widgets.editors.around import Activities, Around
from widgets.editors.card_painting import named_first
from widgets.editors.card_places import Zone, card_places, header_places
from widgets.editors.card_words import tip_of
from widgets.editors.evidence import Say, told
from widgets.editors.model_editor import DECAY, ModelEditor
from widgets.editors.rule_rows import HeaderRow, RuleRow, rows_of

FIELDS = (Input("Job title"), Input("Created", Kind.DATE), Input("Employees", Kind.NUMBER))
SOCIAL = TypeCounts(
    ValueCount("", 9, times=99),
    tuple(
        ValueCount(name, 5, times=9)
        for name in ("Page visited", "LinkedIn like", "Retweeted", "New follower")
    ),
)
AHEAD = Ahead(date(2026, 4, 1), (24, *(12,) * 90), (24,) * 91)


class Page:
    """The left half of the page Model on a desk."""

    def __init__(self, desk: Desk, evaluation: Evaluation) -> None:
        self.desk, self.evaluation = desk, evaluation
        self.ahead: LeadAhead | None = LeadAhead("Anna Weber", AHEAD, typical=False)
        self.editor = ModelEditor()
        self.editor.edited.connect(self._take)

    def _take(self, edit: AnyEdit, gesture: int) -> None:
        self.desk.take(edit, gesture)
        self.present()

    def present(self) -> None:
        around = Around(
            FIELDS, activities=Activities(lambda: SOCIAL), ahead=lambda group: self.ahead
        )
        self.editor.present(self.desk.model, around, evaluation=self.evaluation)

    def group(self, group_id: str = "g2") -> Group:
        group = self.desk.model.group(group_id)
        assert group is not None
        return group


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, evaluation: Evaluation) -> Iterator[Page]:
    made = Page(desk, evaluation)
    qtbot.addWidget(made.editor)
    made.editor.resize(700, 800)
    made.present()
    made.editor.show()
    made.editor.activateWindow()
    QApplication.processEvents()
    yield made
    made.editor.close()


def _half_life(days: int) -> Decay:
    return Decay(Fades.BY_ACTIVITY, *half_life(days), shape=Shape.HALF_LIFE, days=days)


def test_that_a_half_life_is_set_in_words_and_typed_as_one_gesture(page: Page) -> None:
    page.editor.edit_decay("g2")
    decay = page.editor.decay
    assert page.editor.tabs.currentIndex() == DECAY
    assert decay.words.way.hasFocus()
    assert not decay.table.isVisible()
    decay.words.way.picked.emit(Fades.BY_ACTIVITY)
    assert page.group().decay == _half_life(30)
    assert decay.table.isVisible()
    days = decay.words.days.edit
    days.setFocus()
    days.selectAll()
    QTest.keyClicks(days, "14")
    assert page.group().decay == _half_life(14)
    typed = [gesture for _, gesture in page.desk.heard[1:]]
    assert len(set(typed)) == 1
    days.selectAll()
    QTest.keyClick(days, Qt.Key.Key_Delete)
    assert page.group().decay == _half_life(14), "a gap is told to nobody"
    assert decay._message.text() == "Type a number of days from 1 to 3,650."
    decay.words.way.picked.emit(None)
    assert page.group().decay is None


def test_that_a_decay_is_called_so_in_the_history(page: Page) -> None:
    before = page.desk.project
    page.editor.edit_decay("g2")
    page.editor.decay.words.way.picked.emit(Fades.BY_GROUP)
    assert page.desk.edits[0].label(before) == "Decay of Engagement"


def test_that_a_row_typed_over_makes_steps(page: Page) -> None:
    page.editor.edit_decay("g2")
    decay = page.editor.decay
    decay.words.way.picked.emit(Fades.BY_ACTIVITY)
    decay.words.shape.picked.emit(Shape.WINDOW)
    index = decay.table.model().index(0, 1)
    decay.table.model().setData(index, "80 %")
    assert page.group().decay == Decay(Fades.BY_ACTIVITY, (DecayStep(30, 80),), 0)
    decay.add.click()
    steps = (DecayStep(30, 80), DecayStep(60, 40))
    assert page.group().decay == Decay(Fades.BY_ACTIVITY, steps, 0)
    assert decay.table.hasFocus()
    decay.table.model().setData(decay.table.model().index(1, 0), "9")
    assert decay._message.text() == "Row 2 must end later than row 1, after 30 days."
    assert page.group().decay == Decay(Fades.BY_ACTIVITY, steps, 0)
    QTest.keyClick(decay.table, Qt.Key.Key_Delete)
    assert page.group().decay == Decay(Fades.BY_ACTIVITY, steps[:1], 0)
    decay.words.after.setFocus()
    QTest.keyClicks(decay.words.after, "5")
    assert page.group().decay == Decay(Fades.BY_ACTIVITY, steps[:1], 5)


def test_that_a_group_fades_by_a_date_or_by_activities(page: Page) -> None:
    page.editor.edit_decay("g2")
    words = page.editor.decay.words
    words.way.picked.emit(Fades.BY_GROUP)
    words.shape.picked.emit(Shape.LINEAR)
    even = Decay(Fades.BY_GROUP, *linear(30), shape=Shape.LINEAR, days=30)
    assert page.group().decay == even
    QTest.keyClicks(words.types.tags.line, "Page visited;")
    assert page.group().decay == replace(even, types=("Page visited",))
    words.age.picked.emit("field")
    assert words.field.is_open, "nothing changes until a field is chosen"
    assert [item.name for item in words.field._fields] == ["Created"]
    QTest.keyClick(words.field, Qt.Key.Key_Return)
    assert page.group().decay == replace(even, field="Created")
    words.undated.setFocus()
    words.undated.selectAll()
    QTest.keyClicks(words.undated, "100")
    assert page.group().decay == replace(even, field="Created", undated=100)
    words.age.picked.emit("activity")
    assert page.group().decay == replace(even, types=("Page visited",), undated=100)


def test_that_a_lead_is_told_ahead(page: Page) -> None:
    page.editor.edit_decay("g2")
    ahead = page.editor.decay.ahead
    assert ahead.sentence == "Anna Weber has 24 points on 1 April, 12 after 30 days."
    assert ahead.line.accessibleDescription() == ahead.sentence
    assert "chosen" in ahead._who.text()
    assert "Dashed: without decay." in ahead._who.text()
    page.ahead = None
    page.present()
    assert ahead.sentence.startswith("Anna"), "what is not known yet leaves what was shown"
    page.ahead = LeadAhead()
    page.present()
    assert ahead.sentence.startswith("No lead has points of this group")
    assert not ahead.line.isVisible()


def test_that_an_undone_decay_is_shown(page: Page) -> None:
    before = page.desk.project
    page.editor.edit_decay("g2")
    page.editor.decay.words.way.picked.emit(Fades.BY_ACTIVITY)
    page.desk.project = before
    page.present()
    assert not page.editor.decay.table.isVisible()
    assert page.editor.decay.group == "g2"


# The group's panel and its header


def test_that_the_panel_leads_to_the_decay(page: Page) -> None:
    page.desk.take(ChangeGroup("m1", replace(page.group(), decay=_half_life(30))), 0)
    page.present()
    page.editor.edit_group("g2")
    assert page.editor.group.decay.text() == "half-life 30 days"
    page.editor.group.decay.click()
    assert page.editor.tabs.currentIndex() == DECAY
    assert not page.editor.group.isVisible()


def test_that_a_category_is_chosen_or_typed(page: Page) -> None:
    page.editor.edit_group("g2")
    category = page.editor.group.category
    category.choice.picked.emit("implicit")
    assert page.group().category == "implicit"
    category.choice.picked.emit("own")
    assert category.line.hasFocus()
    assert page.group().category == "implicit"
    category.line.selectAll()
    QTest.keyClicks(category.line, "events")
    assert page.group().category == "events"
    page.editor.edit_group("g1")
    assert not category.line.isVisible()


def test_that_a_social_group_offers_a_rule_for_each_social_type(page: Page) -> None:
    page.editor.edit_group("g4")
    panel = page.editor.group
    assert not panel.add_social.isVisible()
    panel.category.choice.picked.emit("social")
    assert panel._social.text() == (
        "3 of your activity types are social: LinkedIn like, Retweeted, New follower."
    )
    panel.add_social.click()
    edit = page.desk.edits[-1]
    assert isinstance(edit, AddRules)
    assert [rule.name for rule in edit.rules] == ["LinkedIn like", "Retweeted", "New follower"]
    award = PerOccurrence(Selection(("Retweeted",), days=90), 1, 5)
    assert page.group("g4").rules[1].award == award
    assert len({rule.id for rule in page.desk.model.rules()}) == 12
    assert not panel.add_social.isVisible(), "all of them have a rule now"


def _rows(page: Page) -> dict[str, HeaderRow | RuleRow]:
    rows = rows_of(page.desk.model, page.evaluation, None, {})
    return {row.key[1]: row for row in rows if isinstance(row, HeaderRow | RuleRow)}


def test_that_a_header_tells_its_decay_and_leads_to_it(page: Page) -> None:
    page.desk.take(ChangeGroup("m1", replace(page.group(), decay=_half_life(30))), 0)
    page.present()
    row = _rows(page)["g2"]
    assert isinstance(row, HeaderRow)
    rect = page.editor.rules.header_rect("g2")
    places = header_places(rect, row)
    assert places.zone(places.decay.center()) is Zone.DECAY
    assert tip_of(row, Zone.DECAY, rect).startswith("How the points of Engagement fade")
    narrow = header_places(QRect(0, 0, 320, 30), row).decay
    assert 0 < narrow.width() < places.decay.width(), "where it is narrow only the mark is left"
    spot = places.decay.center()
    QTest.mouseClick(
        page.editor.rules.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), spot.y())
    )
    assert page.editor.tabs.currentIndex() == DECAY
    assert page.editor.decay.group == "g2"


def test_that_what_asks_several_things_is_named_first() -> None:
    details = replace(Selection(("Page",)), where=FieldTest("Path", Test.IS, ("/prices",)))
    each = Rule("r1", "Looks at prices", PerOccurrence(Selection(("Page",)), 5, 3))
    assert not named_first(each)
    assert named_first(replace(each, award=PerOccurrence(details, 5, 3)))
    assert named_first(replace(each, when=Inactive(3)))
    assert not named_first(Rule("r1", "Quiet", Points(-5), Inactive(60)))


def test_that_cards_tell_points_by_activities(page: Page) -> None:
    web = Selection(("Webinar attended",), days=90)
    rule = page.group().rules[0]
    page.desk.take(ChangeRule("m1", replace(rule, award=PerOccurrence(web, 5, 3))), 0)
    steps = (CountPoints(1, 5), CountPoints(3, 10))
    other = page.group().rules[1]
    page.desk.take(ChangeRule("m1", replace(other, award=ByCount(Quantity(of=web), steps))), 0)
    page.present()
    each, counted = _rows(page)["r5"], _rows(page)["r6"]
    assert isinstance(each, RuleRow)
    assert isinstance(counted, RuleRow)
    assert told(each.evidence).endswith(" \u00b7 each, at most +15")
    assert each.evidence.runs[-1].say is Say.MOST
    assert not card_places(QRect(0, 0, 640, 56), each).cells, "a slider, as for plain points"
    cells = card_places(QRect(0, 0, 640, 56), counted)
    assert len(cells.cells) == 2
    tip = tip_of(counted, Zone.CELL, QRect(0, 0, 640, 56))
    assert tip == "from 1: +5\nfrom 3: +10"
    page.editor.choose("r6")
    page.editor.rules._inputs.edit_cell(1)
    name = page.editor.rules._inputs.cell.accessibleName()
    assert name == "Points for Senior and looking at prices from 3"
