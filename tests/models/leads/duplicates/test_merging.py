from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.duplicates.find import find_duplicates
from models.leads.duplicates.merging import field_merges, merge_rows
from models.leads.duplicates.picking import groups_by_rule
from models.leads.duplicates.report import merge_report
from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from tests.models.leads.duplicates.people_table import leads_of
from tests.models.leads.duplicates.slow_duplicates import Person

CELLS = st.sampled_from(["", " ", "a", "A", "b", "c "])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[int, ...]]]:
    """Cells by row, and groups of rows that do not meet."""
    rows = draw(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=2, max_size=12))
    order = draw(st.permutations(range(len(rows))))
    groups, at = [], 0
    while at < len(order):
        size = draw(st.integers(1, 4))
        part = tuple(order[at : at + size])
        if len(part) > 1:
            groups.append(part)
        at += size
    return rows, groups


def raw_of(rows: list[list[str]]) -> RawTable:
    columns = tuple(
        column_of(name, [row[place] for row in rows]) for place, name in enumerate(("One", "Two"))
    )
    return RawTable(columns, len(rows))


@given(tables(), st.booleans())
def test_that_each_group_becomes_its_first_row_and_only_blanks_are_filled(
    drawn: tuple[list[list[str]], list[tuple[int, ...]]], fill: bool
) -> None:
    rows, groups = drawn
    merged = merge_rows(raw_of(rows), groups, fill)
    into = {row: group[0] for group in groups for row in group}
    assert merged.rows.tolist() == [row for row in range(len(rows)) if into.get(row, row) == row]
    assert [int(merged.rows[new]) for new in merged.of] == [
        into.get(row, row) for row in range(len(rows))
    ]
    members = {group[0]: group for group in groups}
    for new, old in enumerate(merged.rows.tolist()):
        for place, column in enumerate(merged.raw.columns):
            known = [
                rows[row][place] for row in members.get(old, (old,)) if rows[row][place].strip()
            ]
            kept = rows[old][place]
            wanted = known[0] if fill and known and not kept.strip() else kept
            assert column[new] == wanted


@given(tables(), st.booleans())
def test_that_every_cell_of_a_merged_row_is_kept_said_again_or_counted(
    drawn: tuple[list[list[str]], list[tuple[int, ...]]], fill: bool
) -> None:
    rows, groups = drawn
    for place, counted in enumerate(field_merges(raw_of(rows), groups, fill)):
        filled = conflicts = lost = unfilled = 0
        for group in groups:
            first, *others = (rows[row][place].strip() for row in group)
            known = [cell for cell in others if cell]
            kept = first
            if not first and known:
                filled, unfilled = filled + fill, unfilled + (not fill)
                kept = known[0] if fill else ""
            other = [cell for cell in known if kept and cell.lower() != kept.lower()]
            lost, conflicts = lost + len(other), conflicts + bool(other)
        assert (counted.filled, counted.conflicts) == (filled, conflicts)
        assert (counted.lost, counted.unfilled) == (lost, unfilled)
        if lost:
            assert counted.example[0].strip().lower() != counted.example[1].strip().lower()


def dated(days: list[str]) -> Leads:
    rows = len(days)
    fields = (
        column_of("Id", ["x"] * rows),
        column_of("Made", days),
        column_of("More", ["", "m", "m", ""][:rows]),
    )
    recipe = Recipe(
        (Input("Id", role=Role.ID), Input("Made", Kind.DATE, Role.CREATED), Input("More"))
    )
    return Leads(RawTable(fields, rows), recipe)


@pytest.mark.parametrize(
    ("keep", "days", "order"),
    [
        (Keep.NEWEST, ["2026-01-02", "", "2026-01-05", "2026-01-01"], (2, 0, 3, 1)),
        (Keep.OLDEST, ["2026-01-02", "", "2026-01-05", "2026-01-01"], (3, 0, 2, 1)),
        (Keep.FIRST, ["2026-01-02", "", "2026-01-05", "2026-01-01"], (0, 1, 2, 3)),
        (Keep.FULLEST, ["2026-01-02", "", "2026-01-05", "2026-01-01"], (2, 0, 1, 3)),
        (Keep.NEWEST, ["", "", "", ""], (3, 2, 1, 0)),
        (Keep.OLDEST, ["", "", "", ""], (0, 1, 2, 3)),
        (Keep.NEWEST, ["2026-01-02", "2026-01-02", "2026-01-01"], (1, 0, 2)),
        (Keep.OLDEST, ["2026-01-02", "2026-01-02", "2026-01-01"], (2, 0, 1)),
    ],
)
def test_that_the_rule_says_who_is_kept_and_who_fills_next(
    keep: Keep, days: list[str], order: tuple[int, ...]
) -> None:
    leads = dated(days)
    duplicates = find_duplicates(leads, (Match.ID,))
    assert groups_by_rule(leads, duplicates, DuplicateRule(keep=keep)) == (order,)


def test_that_leads_kept_apart_and_large_groups_are_not_merged() -> None:
    people = [Person("0", "a@b.de"), Person("1", "a@b.de"), Person("2", "c@b.de")]
    people += [Person("3", "c@b.de")] + [Person(f"n{n}", "nobody@nowhere.com") for n in range(60)]
    leads = leads_of(people)
    duplicates = find_duplicates(leads, (Match.EMAIL,))
    rule = DuplicateRule(keep=Keep.FIRST)
    assert groups_by_rule(leads, duplicates, rule) == ((0, 1), (2, 3))
    apart = DuplicateRule(keep=Keep.FIRST, apart=("1",))
    assert groups_by_rule(leads, duplicates, apart) == ((2, 3),)


def test_that_merging_says_what_is_filled_and_what_is_lost() -> None:
    leads = leads_of(
        [Person("1", "a@b.de", "Anna Meyer", ""), Person("2", "A@b.de", "Anne Meyer", "Acme")],
        Phone=["", "12"],
    )
    rule = DuplicateRule(keep=Keep.FIRST)
    report = merge_report(leads, [(0, 1)], rule)
    assert report.sentences() == (
        "1 lead goes into 1 other; the first lead of each in the file is kept.",
        "2 blank cells are filled from the others: Company 1, Phone 1.",
        "2 cells say something else than what is kept: Id 1, Name 1. Id, for example: “1” is kept, "
        "“2” is not.",
    )
    left = merge_report(leads, [(0, 1)], DuplicateRule(keep=Keep.FIRST, fill=False))
    assert "stay blank although another lead knows: Company 1, Phone 1" in left.sentences()[1]


def test_that_words_for_blank_are_filled_like_blanks() -> None:
    people = [Person("1", "a@b.de"), Person("2", "a@b.de"), Person("3", "a@b.de")]
    leads = leads_of(people, Staff=["n/a", "N/A ", "50"])
    recipe = leads.recipe.changed(Input("Staff", Kind.NUMBER, blank=("N/A",)))
    merged = merge_rows(leads.raw, [(0, 1, 2)], True, recipe)
    assert merged.raw.columns[-1][0] == "50"
    assert merge_rows(leads.raw, [(0, 1, 2)], True).raw.columns[-1][0] == "n/a"
    staff = field_merges(leads.raw, [(0, 1, 2)], True, recipe)[-1]
    assert (staff.filled, staff.lost) == (1, 0)
    read = leads.read_as(recipe)
    found = find_duplicates(read, (Match.EMAIL,))
    fullest = DuplicateRule(keep=Keep.FULLEST)
    assert groups_by_rule(read, found, fullest) == ((2, 0, 1),)
    assert groups_by_rule(leads, found, fullest) == ((0, 1, 2),)


def test_that_leads_without_a_day_of_creation_are_newer_the_later_they_stand_and_it_is_said() -> (
    None
):
    leads = leads_of([Person("1", "a@b.de"), Person("2", "a@b.de")])
    newest = merge_report(leads, [(1, 0)], DuplicateRule(keep=Keep.NEWEST)).sentences()
    assert newest[1].startswith("No field says when a lead was created")
    first = merge_report(leads, [(0, 1)], DuplicateRule(keep=Keep.FIRST)).sentences()
    assert not any("created" in words for words in first)


def test_that_nothing_to_merge_changes_nothing() -> None:
    leads = leads_of([Person("1"), Person("2")])
    merged = merge_rows(leads.raw, (), True)
    assert merged.raw.fingerprint == leads.raw.fingerprint
    assert merge_report(leads, (), DuplicateRule()).lost == 0


def test_that_many_groups_of_a_million_rows_are_merged_as_pandas_would_in_two_seconds() -> None:
    rows, groups = 1_000_000, 50_000
    rng = np.random.default_rng(3)
    cells = rng.integers(0, 300, (4, rows))
    cells[cells < 100] = 0
    texts = np.array(["", *(f"v{code}" for code in range(1, 300))])
    columns = tuple(column_of(f"f{n}", texts[part].tolist()) for n, part in enumerate(cells))
    raw = RawTable(columns, rows)
    chosen = rng.permutation(rows)[: 3 * groups].reshape(groups, 3)
    made = tuple(map(tuple, chosen.tolist()))
    began = time.process_time()
    merged = merge_rows(raw, made, True)
    took = time.process_time() - began
    assert took < 2
    key = np.arange(rows)
    key[chosen] = chosen[:, :1]
    rank = np.zeros(rows, dtype=np.int64)
    rank[chosen] = np.arange(3)
    frame = pd.DataFrame({f"f{n}": texts[part] for n, part in enumerate(cells)}).replace("", None)
    frame["key"], frame["rank"] = key, rank
    wanted = frame.sort_values(["key", "rank"], kind="stable").groupby("key").first()
    assert merged.rows.tolist() == wanted.index.tolist()
    for column in merged.raw.columns:
        ours = np.array(list(column.texts), dtype=object)[column.codes]
        assert (ours == wanted[column.name].fillna("").to_numpy()).all()
