"""Duplicates in the sample and in public tables, counted by pandas on its own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from models.leads.duplicates.compared import compared_fields
from models.leads.duplicates.find import Duplicates, find_duplicates
from models.leads.duplicates.report import report_of
from models.leads.duplicates.rule import Match
from models.leads.readers import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from tests.models.leads.test_real_files import DATA, needs_data, quiet

SAMPLE = Path(__file__).resolve().parents[4] / "sample_projects" / "b2b_software" / "leads.csv"
ZOHO = DATA / "crm-export-zoho-style"


def leads_of(path: Path) -> Leads:
    read = read_here(path, ReadOptions(), quiet)
    return Leads(read.table, read.recipe)


def rows_by(duplicates: Duplicates) -> set[tuple[int, ...]]:
    return {group.rows for group in duplicates.groups}


def by_pandas(path: Path, field: str, leave_out: tuple[str, ...] = ()) -> set[tuple[int, ...]]:
    frame = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8")
    cells = frame[field].str.strip().str.lower()
    held = cells[(cells != "") & ~cells.str.partition("@")[0].isin(leave_out)]
    groups = held.groupby(held).groups.values()
    return {tuple(map(int, rows)) for rows in groups if len(rows) > 1}


def test_that_the_people_of_the_sample_who_were_entered_twice_are_found() -> None:
    leads = leads_of(SAMPLE)
    found = find_duplicates(leads, (Match.EMAIL,))
    assert rows_by(found) == by_pandas(SAMPLE, "Email", ("test",))
    assert len(found.groups) == 23
    assert report_of(found).shared == 4


def test_that_names_find_those_of_the_sample_whose_email_was_lost() -> None:
    leads = leads_of(SAMPLE)
    mails = leads.raw_column(leads.recipe.inputs[4])
    assert mails is not None
    assert mails.name == "Email"
    more = [
        group
        for group in find_duplicates(leads, tuple(Match)).groups
        if Match.EMAIL not in group.by
    ]
    assert len(more) == 4
    assert all("" in {mails[row] for row in group.rows} for group in more)


@needs_data
@pytest.mark.parametrize(
    ("name", "company"), [("Leads.csv", "Company"), ("Contacts.csv", "Account Id")]
)
def test_that_in_tables_of_last_names_nobody_is_taken_for_somebody_else(
    name: str, company: str
) -> None:
    leads = leads_of(ZOHO / name)
    compared = compared_fields(leads.recipe, [item.name for item in leads.recipe])
    assert (compared.email, compared.name, compared.company) == ("Email", ("Last Name",), company)
    found = find_duplicates(leads, tuple(Match))
    assert found.keys.last_names
    assert rows_by(found) == by_pandas(ZOHO / name, "Email") == set()
