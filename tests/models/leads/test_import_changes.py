"""Laws of the report: every cell that is not read as written is counted once, by a slow count."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.import_changes import changes_of, report_of, rows_of
from models.leads.import_report import CellChange, ChangeRule, ImportReport, RowsLeftOut
from models.leads.raw import Cell, RawTable, column_of
from models.leads.readers.contract import Imported
from models.leads.table import Leads
from models.problems import Problem, Severity
from models.project.document import Project, Source
from models.project.edits_json import project_from_json, project_to_json
from models.scoring.reference.cells import cleaned, key_of, read_cell

cells = st.one_of(
    st.sampled_from(
        "5,05,+5,-5,5.0,1.50,1.200,1 200,$5,5 $,(5),($5),45%,1e3,12345678901234567,n/a,N/A ,-,"
        "yes,No,TRUE,x,ja,maybe,2024-01-02,2024-01-02 10:00,2024-01-02T23:30:00-05:00,"
        "3. März 2024,03.02.2024,3/2/24,20240102,a;b,a;,;,a;n/a,n/a;n/a,Uk,uk;b,plain,plain ,"
        "two  words,#N/A,\ufffdx,e\u0301,31.02.2024".split(",")
    ),
    st.sampled_from(["1,5", "1,200", "1,200.50", " ", "\u00a0", "", "a\nb", "a, b"]),
    st.text("0123456789.,-$%() /:;anx\u00a0", max_size=8),
)
inputs = st.builds(
    Input,
    st.just("F"),
    st.sampled_from(Kind),
    date_order=st.sampled_from(DateOrder),
    decimal=st.sampled_from([".", ","]),
    thousands=st.sampled_from(["", "'", " "]),
    separator=st.sampled_from([";", "\n"]),
    blank=st.sampled_from([(), ("n/a", "-"), ("5",), ("2024-01-02",)]),
    ornaments=st.sampled_from([(), ("$", "%", "()"), ("%",)]),
    spellings=st.sampled_from([(), (("uk", "United Kingdom"), ("x", ""), ("plain", "n/a"))]),
)
kinds = st.sampled_from([Cell.TEXT, Cell.TEXT, Cell.TEXT, Cell.ERROR, Cell.NUMBER])


def is_as_written(text: str, item: Input, cell: Cell) -> bool:
    """Whether a filled cell says plainly what it is read as; the reference reads it."""
    spelled = {key_of(cleaned(was)): cleaned(meant) for was, meant in reversed(item.spellings)}
    meant = text
    if cell is not Cell.ERROR and item.kind is not Kind.MULTIPLE:
        meant = spelled.get(key_of(cleaned(text)), text)
    value = read_cell(meant, item, "Europe/Berlin", cell) if meant == text else None
    if meant != text and cleaned(meant) != cleaned(text):
        return False
    if item.kind is Kind.MULTIPLE and cell is not Cell.ERROR:
        parts = [cleaned(part) for part in text.split(item.separator)]
        if any(spelled.get(key_of(part), part) != part for part in parts):
            return False
    match item.kind:
        case Kind.TEXT:
            return value == text
        case Kind.MULTIPLE:
            return value == (text,)
        case Kind.YES_NO:
            return value is not None and key_of(text) == ("yes" if value else "no")
        case Kind.DATE:
            return value is not None and text == str(date(1970, 1, 1) + timedelta(days=int(value)))  # type: ignore[arg-type]
        case Kind.NUMBER:
            literal = r"[-+\u2212]?(0|[1-9][0-9]*|(?=\.))(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?"
            same = re.fullmatch(literal, text) and float(text.replace("\u2212", "-")) == value
            digits = re.sub(r"[eE].*|[^0-9]", "", text).lstrip("0")
            return bool(same) and len(digits) <= 15


@given(st.lists(st.tuples(cells, kinds), min_size=1, max_size=12), inputs)
def test_that_every_cell_that_is_not_read_as_written_is_counted_under_one_rule(
    drawn: list[tuple[str, Cell]], item: Input
) -> None:
    texts = [text for text, _ in drawn]
    if item.kind is Kind.DATE:  # short years depend on the whole column: see the test of them
        texts = [re.sub(r"^.*/24$", "3/2/2024", text) for text in texts]
    raw = column_of("F", texts, [kind for _, kind in drawn])
    changes = changes_of(raw, item, "Europe/Berlin")
    assert len({change.rule for change in changes}) == len(changes)
    expected = Counter(
        text
        for text, (_, kind) in zip(texts, drawn, strict=True)
        if text and "\ufffd" not in text and not is_as_written(text, item, kind)
    )
    leads = Leads(RawTable((raw,), len(texts)), Recipe((item,)), zone="Europe/Berlin")
    seen: Counter[str] = Counter()
    for change in changes:
        rows = rows_of(leads, "F", change.rule)
        assert len(rows) == change.count
        assert [was for was, _ in change.examples] == [
            was for was, _ in change.examples if was in {texts[row] for row in rows}
        ]
        seen.update(texts[row] for row in rows if "\ufffd" not in texts[row])
    assert seen == expected


@given(st.lists(st.tuples(cells, kinds), min_size=1, max_size=12), inputs)
def test_that_misfits_are_those_that_preparing_counts(
    drawn: list[tuple[str, Cell]], item: Input
) -> None:
    raw = column_of("F", [text for text, _ in drawn], [kind for _, kind in drawn])
    leads = Leads(RawTable((raw,), len(drawn)), Recipe((item,)), zone="UTC")
    counted = sum(c.count for c in changes_of(raw, item) if c.rule is ChangeRule.MISFIT)
    assert counted == leads.misfits("F").count


MONEY = Input("F", Kind.NUMBER, thousands=",", ornaments=("$", "%", "()"), blank=("n/a",))


@pytest.mark.parametrize(
    ("item", "was", "rule", "read"),
    [
        (MONEY, "$22,700.00", ChangeRule.CURRENCY, "22700"),
        (MONEY, "1,200", ChangeRule.MARKS, "1200"),
        (MONEY, "(1,200)", ChangeRule.PARENTHESES, "-1200"),
        (MONEY, "45 %", ChangeRule.PERCENT, "45"),
        (MONEY, "n/a", ChangeRule.BLANK_WORD, ""),
        (MONEY, "many", ChangeRule.MISFIT, ""),
        (MONEY, "0.1234567890123456", ChangeRule.ROUNDED, "0.123456789012346"),
        (MONEY, "007", ChangeRule.LEADING_ZEROS, "7"),
        (MONEY, " 7", ChangeRule.TRIMMED, "7"),
        (MONEY, "  ", ChangeRule.ONLY_SPACES, ""),
        (Input("F", Kind.DATE), "2024-01-02 10:00", ChangeRule.TIME, "2024-01-02"),
        (Input("F", Kind.DATE), "2024-01-02T23:30:00-05:00", ChangeRule.OTHER_DAY, "2024-01-03"),
        (Input("F", Kind.DATE), "3 Mar 2024", ChangeRule.DATE_FORM, "2024-03-03"),
        (Input("F", Kind.DATE), "3 Mar 24", ChangeRule.SHORT_YEAR, "2024-03-03"),
        (Input("F", Kind.YES_NO), "TRUE", ChangeRule.YES_NO_WORD, "yes"),
        (Input("F", Kind.MULTIPLE), "a; b", ChangeRule.CUT, "a | b"),
        (Input("F", spellings=(("uk", "UK"),)), "Uk", ChangeRule.SPELLING, "UK"),
        (Input("F"), "two  words", ChangeRule.TRIMMED, "two words"),
        (Input("F"), "Fran\ufffdois", ChangeRule.DAMAGED, "Fran\ufffdois"),
    ],
)
def test_that_each_rule_has_its_cells(item: Input, was: str, rule: ChangeRule, read: str) -> None:
    assert changes_of(column_of("F", [was, was, ""]), item) == (
        CellChange("F", rule, 2, ((was, read),)),
    )


def report() -> ImportReport:
    table = RawTable(
        (
            column_of("Record ID", ["1", "2", "3"]),
            column_of("Lifecycle Stage", ["lead", "customer", "lead"]),
            column_of("Original Source", ["Web", "Web ", "Web"]),
            column_of("Amount", ["$5", "many", "$1,200.00"]),
        ),
        3,
        "leads.csv",
    )
    recipe = Recipe(
        (
            Input("Record ID", role=Role.IGNORED),
            Input("Lifecycle Stage"),
            Input("Original Source"),
            replace_name(MONEY, "Amount"),
        )
    )
    problems = (
        Problem("2 rows without a filled cell were left out.", "leads.csv", "", 2),
        Problem("1 row above the names of the fields was left out.", "leads.csv", "", 1),
    )
    return report_of(Imported(table, recipe, problems=problems, rows_in=5), recipe)


def replace_name(item: Input, name: str) -> Input:
    return Input(**{**item.__dict__, "name": name})


def test_that_the_report_is_read_from_above() -> None:
    assert list(report().sentences()) == [
        "5 rows in leads.csv, 2 left out.",
        "It looks like an export of HubSpot contacts.",
        "2 rows left out: no cell is filled.",
        "1 field is not read: Record ID.",
        "1 cell of 1 field does not fit its kind and is read as blank:",
        "Amount: 1 cell: does not fit the kind, read as blank, such as “many”.",
        "3 cells of 2 fields are read in another form than they are written; "
        "what is written stays in the project:",
        "Original Source: 1 cell: needless spaces and line breaks left out, “Web ” is “Web”.",
        "Amount: 2 cells: currency dropped, “$5” is “5”.",
    ]


def test_that_rows_that_nothing_explains_are_told_all_the_same() -> None:
    imported = Imported(RawTable((column_of("A", ["x"]),), 1), Recipe(), rows_in=3)
    assert report_of(imported, Recipe((Input("A"),))).left_out == (
        RowsLeftOut(2, "they hold no lead."),
    )
    assert report().left_out == (RowsLeftOut(2, "no cell is filled."),)
    assert Problem("x", severity=Severity.NOTE).count == 0


def test_that_a_report_survives_the_projects_file_and_forgets_cells_where_asked() -> None:
    found = report()
    project = Project(source=Source("f" * 64, "leads.csv", 3, report=found))
    assert project_from_json(project_to_json(project)) == project
    bare = found.without_cells()
    assert "many" not in repr(bare)
    assert bare.changed == found.changed == 4


def test_that_true_and_false_of_a_spreadsheet_are_read_as_they_are_written() -> None:
    stored = column_of("F", ["TRUE", "FALSE"], [Cell.YES_NO] * 2)
    assert changes_of(stored, Input("F", Kind.YES_NO)) == ()
    typed = changes_of(column_of("F", ["TRUE", "FALSE"]), Input("F", Kind.YES_NO))
    assert [change.rule for change in typed] == [ChangeRule.YES_NO_WORD]


def test_that_a_sentence_stays_in_one_line() -> None:
    [change] = changes_of(column_of("F", ["a\r\nb\tc"]), Input("F"))
    assert change.examples == (("a\r\nb\tc", "a b c"),)
    assert change.sentence().endswith("left out, “a\u23ceb\u21e5c” is “a b c”.")


def test_that_rows_can_be_shown_of_a_field_and_a_rule() -> None:
    raw = column_of("F", ["$5", "6", "many", "$7"])
    leads = Leads(RawTable((raw,), 4), Recipe((MONEY,)))
    assert rows_of(leads, "F", ChangeRule.CURRENCY).tolist() == [0, 3]
    assert rows_of(leads, "F", ChangeRule.MISFIT).tolist() == [2]
    assert rows_of(leads, "Other", ChangeRule.MISFIT).dtype == np.intp


def test_that_the_time_of_an_activity_is_read_and_so_not_left_out() -> None:
    raw = column_of("When", ["2025-03-01 10:00:05", "1 Mar 2025 10:00", "2025-03-01", ""])
    field = Input("When", kind=Kind.DATE)
    time = Input("When", kind=Kind.DATE, role=Role.ACTIVITY_TIME)
    assert [(c.rule, c.count) for c in changes_of(raw, field)] == [(ChangeRule.TIME, 2)]
    assert [(c.rule, c.count) for c in changes_of(raw, time)] == [(ChangeRule.DATE_FORM, 1)]
