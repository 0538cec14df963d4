"""Leads chosen in a chart or table are rows of the leads that are scored, and go with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.tally import Tally
from models.project.document import Project, Source
from models.project.edits import ChangeInput
from models.project.history import History as Edits
from workbench.chosen import Chosen
from workbench.session import Session

WON = Input("Won", Kind.YES_NO, role=Role.OUTCOME)
RAW = RawTable(
    (column_of("Id", list("abcde")), column_of("Won", ["yes", "no", "", "no", "yes"])),
    5,
    "leads.csv",
)
PROJECT = Project(
    source=Source(RAW.fingerprint, "leads.csv", 5),
    recipe=Recipe((Input("Id", Kind.TEXT, role=Role.ID), WON)),
)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open(Edits.of(PROJECT), RAW)
    return made


def test_that_a_choice_tells_its_leads_once_in_order_and_what_became_of_them(
    session: Session,
) -> None:
    told: list[Chosen | None] = []
    session.leads_chosen.connect(told.append)
    session.choose_rows("three", np.array([4, 2, 1, 4]))
    assert session.chosen is not None
    assert session.chosen.rows.tolist() == [1, 2, 4]
    assert session.chosen.mask.tolist() == [False, True, True, False, True]
    assert session.chosen.tally == Tally(3, 1, 1)
    session.choose_rows("two", np.array([True, False, False, False, True]))
    assert session.chosen.rows.tolist() == [0, 4]
    session.choose_leads(None)
    session.choose_leads(None)
    assert [None if one is None else one.words for one in told] == ["three", "two", None]


def test_that_chosen_leads_are_forgotten_when_the_leads_are_others(session: Session) -> None:
    session.choose_rows("all", np.arange(5))
    old = session.chosen
    session.apply(ChangeInput(replace(WON, role=Role.FIELD)))
    assert session.chosen is None
    session.choose_leads(old)
    assert session.chosen is None
    session.open(None)
    session.choose_rows("all", np.arange(5))
    assert session.chosen is None
