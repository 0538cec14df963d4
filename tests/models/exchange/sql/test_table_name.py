"""The name of the table that a statement reads: a name, and none that breaks the statement."""

from __future__ import annotations

import pytest

from models.exchange.sql.wish import checked_table
from models.problems import LeadbenchError


@pytest.mark.parametrize("name", ["leads", "crm.prepared_leads", "a.b.c", "_x", "orders", "T$1"])
def test_that_names_of_tables_are_taken_as_they_are(name: str) -> None:
    assert checked_table(name) == name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("my table", "“my table” is not the name of a table."),
        ("x; drop", "“x; drop” is not the name of a table."),
        ("1st", "“1st” is not the name of a table."),
        ("a.b.c.d", "“a.b.c.d” is not the name of a table."),
        ("order", "“order” is a word that databases keep for themselves."),
        ("crm.Select", "“Select” is a word that databases keep for themselves."),
    ],
)
def test_that_other_names_are_refused_in_a_sentence(name: str, told: str) -> None:
    with pytest.raises(LeadbenchError) as refused:
        checked_table(name)
    assert refused.value.problem.what == told
    assert refused.value.problem.remedy
