"""The cells of derived fields, in tables and in lists, are what the reference says rules see."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

from models.exchange.list_rows import scored_list
from models.leads.derived import DaysBetween, EmailDomain, LookUp
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import Cell
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.derived_cells import derived_cells
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.reference.fields import Record
from models.scoring.sight import Sight
from tests.models.scoring.nasty_leads import AS_OF, COUNTRY, INPUTS
from tests.models.scoring.runners import table
from tests.models.scoring.test_derived_in_models import DERIVED, leads_with_mail

EVERY = (*INPUTS, Input("Second mail"))
EPOCH = date(1970, 1, 1).toordinal()


def said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float | int) else str(value)


def test_that_each_cell_is_what_the_reference_says_of_the_lead() -> None:
    for seed in range(12):
        rows, kinds = leads_with_mail(seed, 30)
        leads = Leads(table(rows, kinds), Recipe(EVERY))
        masks, sight = Masks(leads), Sight(AS_OF, None, DERIVED)
        for made in DERIVED:
            cells = derived_cells(masks, sight, made.name.upper())
            assert cells is not None
            for row, lead in enumerate(rows):
                told = kinds[row] if kinds else {}
                day = AS_OF.toordinal() - EPOCH
                found = Record(lead, EVERY, day, "UTC", told, DERIVED).field(made.name)
                assert found is not None
                assert cells[row] == said(found.value), (seed, row, made)


def leads_of(rows: int) -> Leads:
    dice = random.Random(rows)
    given = [
        {
            "Mail": dice.choice(["a@b.example", "", "=x@-c.example"]),
            "From": dice.choice(["2026-01-01", "", "2025-12-31"]),
            "To": dice.choice(["2026-01-11", "2025-01-01", ""]),
            COUNTRY: "Austria",
        }
        for _ in range(rows)
    ]
    dates = (Input("From", Kind.DATE), Input("To", Kind.DATE))
    return Leads(table(given), Recipe((Input("Mail"), Input(COUNTRY), *dates)))


def test_that_a_list_has_the_derived_fields_asked_for_as_rules_mean_the_name() -> None:
    leads = leads_of(40)
    derived = (
        EmailDomain("Host", "Mail"),
        DaysBetween("Days", "From", "To"),
        LookUp(COUNTRY, COUNTRY, (("austria", "DACH"),)),  # blank: it reads itself
    )
    model = ScoringModel("m", "M", derived=derived)
    scored = score(model, leads, AS_OF)
    listed = scored_list(scored, leads, ["Mail", "host", "Days", COUNTRY], datetime(2026, 1, 1))
    assert listed.header[5:9] == ("Mail", "Host", "Days", COUNTRY)
    assert listed.numbers == (False, False, True, False)
    (block,) = listed.blocks()
    hosts = {"a@b.example": "b.example", "": "", "=x@-c.example": "-c.example"}
    assert [hosts[mail] for mail in block.fields[0]] == block.fields[1]
    assert set(block.fields[2]) == {"", "10", "11", "-365", "-364"}
    assert set(block.fields[3]) == {""}
    with pytest.raises(LeadbenchError, match=r"Mail.*Host, Days"):
        scored_list(scored, leads, ["Nothing"])


def test_that_cells_are_made_once_for_what_they_are_made_of() -> None:
    leads = leads_of(10)
    masks, sight = Masks(leads), Sight(AS_OF, None, (EmailDomain("Host", "Mail"),))
    first = derived_cells(masks, sight, "Host")
    assert derived_cells(masks, sight, "host") is first
    assert derived_cells(masks, sight, "Mail") is None
    assert first is not None
    assert first.cells.tolist() == [Cell.EMPTY, *[Cell.TEXT] * (len(first.texts) - 1)]
    renamed = derived_cells(masks, Sight(AS_OF, None, (EmailDomain("Domain", "Mail"),)), "Domain")
    assert renamed is not None
    assert renamed.name == "Domain"
