"""The page Customer: the sentence first, and every trait a rule by a click."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Axis, Group, Points, Rule, ScoringModel
from widgets.trait_card import SHOWN
from workbench.live_preview import LivePreview
from workbench.pages.customer.page import CustomerPage
from workbench.session import Session

ROWS = 1500
RULE = Rule("r1", "Software", Points(5), FieldTest("Industry", Test.IS, ("Software",)))
MODEL = ScoringModel(
    "m1",
    "M",
    (Group("g1", "Did", axis=Axis.ENGAGEMENT), Group("g2", "Fit", (RULE,), Axis.FIT)),
    as_of=date(2024, 6, 14),
)


def table(known: bool = True) -> RawTable:
    rng = random.Random(4)
    industry = [rng.choice(["Software", *"ABCDEFGH"]) for _ in range(ROWS)]
    age = [str(rng.randint(20, 70)) for _ in range(ROWS)]
    won = [
        "yes" if rng.random() < (0.5 if i == "Software" else 0.15) + 0.12 * (int(a) > 50) else "no"
        for i, a in zip(industry, age, strict=True)
    ]
    return RawTable(
        (
            column_of("Industry", industry),
            column_of("Age", age),
            column_of("Won", won if known else [""] * ROWS),
        ),
        ROWS,
    )


RECIPE = Recipe(
    (Input("Industry"), Input("Age", Kind.NUMBER), Input("Won", Kind.YES_NO, Role.OUTCOME))
)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.open(None)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[CustomerPage]:
    preview = LivePreview(session)
    made = CustomerPage(session, preview)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.finish()
    preview.finish()


def open_leads(session: Session, known: bool = True) -> None:
    raw = table(known)
    project = Project("P", Source(raw.fingerprint, "l.csv", ROWS), RECIPE, (MODEL,), "m1")
    session.open(History(project, project), raw)


def ready(page: CustomerPage, session: Session, qtbot: QtBot) -> None:
    open_leads(session)
    qtbot.waitUntil(lambda: bool(page.list.cards), timeout=20_000)


def test_that_without_leads_it_says_what_is_missing(page: CustomerPage) -> None:
    assert page.stack.currentWidget() is page.nothing


def test_that_a_profile_of_leads_that_are_gone_is_not_shown(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    open_leads(session)
    qtbot.waitUntil(lambda: page._of is not None)
    session.open(None)
    qtbot.waitUntil(lambda: page._of is None)
    page._looking._pool.waitForDone()
    qtbot.wait(20)
    assert page.profile is None
    assert page.stack.currentWidget() is page.nothing


def test_that_without_an_outcome_it_says_so_and_leads_to_the_fields(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    open_leads(session, known=False)
    qtbot.waitUntil(lambda: page.profile is not None, timeout=20_000)
    assert page.stack.currentWidget() is page.untold
    assert "No outcome is known" in page.untold.accessibleName()
    with qtbot.waitSignal(page.fields_asked):
        page.untold.findChildren(QPushButton)[0].click()


def test_that_the_sentence_comes_first_and_the_strongest_field(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    ready(page, session, qtbot)
    assert page.verdict.text().startswith("Software companies")
    assert [card.field.name for card in page.list.cards] == ["Industry", "Age"]
    texts = [label.text() for label in page.list.cards[0].findChildren(type(page.how))]
    assert any("Read already by the rule Software." in text for text in texts)
    cautions = [label.text() for label in page.list.cards[1].findChildren(type(page.how))]
    assert any("think twice" in text for text in cautions)


def test_that_a_field_becomes_a_rule_in_the_group_it_belongs_to_and_undo_takes_it_back(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    ready(page, session, qtbot)
    said: list[str] = []
    page.note.connect(said.append)
    page.list.cards[0].whole.click()
    assert session.model is not None
    [first, added] = session.model.groups[1].rules
    assert first == RULE
    assert added.fields() == ("Industry",)
    assert added.id not in ("r1", "")
    assert "to Fit" in said[0]
    assert session.history is not None
    assert session.history.undo_label.startswith("Add Industry")
    session.undo()
    assert session.model == MODEL


def test_that_a_single_trait_becomes_a_rule(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    ready(page, session, qtbot)
    page.list.cards[0].buttons[0].click()
    assert session.model is not None
    added = session.model.groups[1].rules[-1]
    assert added.when == FieldTest("Industry", Test.IS, ("Software",))
    assert isinstance(added.award, Points)
    assert added.award.points > 0


def test_that_long_lists_are_opened_on_demand(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    ready(page, session, qtbot)
    card = page.list.cards[0]
    assert card.more.isVisibleTo(card)
    assert card.more.text() == f"{9 - SHOWN} more"
    card.more.click()
    assert not card.more.isVisibleTo(card)


def test_that_an_edit_of_points_does_not_look_at_the_history_again(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    ready(page, session, qtbot)
    profile = page.profile
    page.list.cards[0].whole.click()
    qtbot.wait(400)
    assert page.profile is profile


def test_that_each_trait_says_how_many_of_its_leads_are_chosen(
    page: CustomerPage, session: Session, qtbot: QtBot
) -> None:
    open_leads(session)
    qtbot.waitUntil(lambda: page.profile is not None and bool(page.list.cards))
    bars = [bar for card in page.list.cards for bar in card.bars]
    page.choose_asked.connect(session.choose_rows)
    for bar in bars[:3]:
        session.choose_leads(None)
        assert bar.chosen is None
        bar.click()
        qtbot.waitUntil(lambda bar=bar: bar.chosen is not None)
        assert bar.chosen == bar.trait.having.leads
    raw = table()
    some = np.random.default_rng(2).random(ROWS) < 0.2
    session.choose_rows("some", some)
    industry = np.array([raw.columns[0].texts[code] for code in raw.columns[0].codes])
    for card in page.list.cards:
        if card.field.title == "Industry":
            qtbot.waitUntil(lambda card=card: card.bars[0].chosen is not None)
            for bar in card.bars:
                held = int((some & (industry == bar.trait.value)).sum())
                assert bar.chosen == held
                assert bar.accessibleName().endswith(f", {held} chosen")
            header, first, *_ = card.listed().table()
            assert header[-1] == "Chosen"
            assert first[-1] == card.bars[0].chosen
    # They stay when the cards are made anew.
    page.list._restyle()
    assert all(bar.chosen is not None for card in page.list.cards for bar in card.bars)
    session.choose_leads(None)
    assert all(bar.chosen is None for card in page.list.cards for bar in card.bars)
