from __future__ import annotations

from collections.abc import Mapping

import pytest

from models.leads.columns import Column, NumberColumn, TextColumn, YesNoColumn
from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
    What,
    derive,
    derived_column,
    kind_of,
    reads,
    words_of_title,
)
from models.leads.derived_checks import derived_problems
from models.leads.derived_fields import SEPARATORS
from models.leads.fields import Input, Kind
from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.preparation import prepare
from models.leads.raw import column_of
from models.leads.text import cleaned_key, key
from models.leads.title_words import DEPARTMENT, SENIORITY
from models.problems import Severity

ORDER = (
    "C-level", "VP", "Director", "Head", "Manager", "Senior", "Staff", "Junior", "Student/Intern",
)  # fmt: skip


def column(cells: list[str], kind: Kind = Kind.TEXT) -> Column:
    return prepare(column_of("F", cells), Input("F", kind))[0]


def values(found: Column) -> list[str | float | None]:
    match found:
        case TextColumn():
            return [found.values[int(code)] or None for code in found.codes]
        case YesNoColumn():
            return [None if value < 0 else bool(value) for value in found.values]
        case NumberColumn():
            return [None if value != value else float(value) for value in found.values]
    raise TypeError(found)


def given(derived: Derived, *cells: str) -> list[str | float | None]:
    return values(derive(derived, lambda _: column(list(cells)), len(cells)))


def test_that_the_domain_is_the_key_of_what_follows_the_last_at_sign() -> None:
    cells = ("Ann@ACME.example", "a@b@c.example", "no sign", "ann@", "", "ann@ x.example ")
    found = given(EmailDomain("Domain", "E"), *cells)
    assert found == ["acme.example", "c.example", None, None, None, "x.example"]


def test_that_free_mail_is_asked_of_the_whole_domain_and_of_the_hosts_that_were_added() -> None:
    cells = ("a@GMail.com", "a@mail.gmail.com", "a@corp.example", "a@own.example", "a", "")
    found = given(FreeMail("Free", "E", also=("OWN.example",)), *cells)
    assert found == [True, False, False, True, None, None]


def test_that_every_free_mail_list_is_sorted_keys_of_domains() -> None:
    assert FREE_MAIL_VERSION in FREE_MAIL
    for hosts in FREE_MAIL.values():
        assert list(hosts) == sorted(set(hosts))
        assert all(host == cleaned_key(host) and "." in host for host in hosts)
        assert len(hosts) > 140


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("Vice President, Marketing", "VP", "Marketing"),
        ("VP Sales", "VP", "Sales"),
        ("President", "C-level", "Management"),
        ("Chief Information Officer", "C-level", "IT"),
        ("Chief Revenue Officer", "C-level", "Sales"),
        ("Assistant to the CEO", "Staff", "Management"),
        ("Head of IT", "Head", "IT"),
        ("Director, Revenue Operations", "Director", "Sales"),
        ("Intern, Marketing", "Student/Intern", "Marketing"),
        ("Student", "Student/Intern", None),
        ("Senior Software Engineer", "Senior", "Engineering"),
        ("Procurement Officer", "Staff", "Procurement"),
        ("GESCHÄFTSFÜHRER/IN", "C-level", "Management"),
        ("Leiterin Einkauf", "Head", "Procurement"),
        ("Vertriebsleiter:in", "Head", "Sales"),
        ("Directrice générale", "C-level", "Management"),
        ("Responsable des ventes", "Head", "Sales"),
        ("Jefa de recursos humanos", "Head", "HR"),
        ("Becario", "Student/Intern", None),
        ("R&D Manager", "Manager", "Engineering"),
        ("Headhunter", None, None),
        ("Nitwit", None, None),
        ("", None, None),
    ],
)
def test_that_the_built_in_tables_read_titles_in_four_languages(
    title: str, seniority: str | None, department: str | None
) -> None:
    assert given(FromTitle("S", "T", "seniority"), title) == [seniority]
    assert given(FromTitle("D", "T", "department"), title) == [department]


@pytest.mark.parametrize("table", [SENIORITY, DEPARTMENT])
def test_that_no_line_of_a_built_in_table_is_hidden_by_the_lines_above(
    table: tuple[TitleWord, ...],
) -> None:
    what: What = "seniority" if table is SENIORITY else "department"
    for line in table:
        for phrase in line.words:
            assert phrase == cleaned_key(phrase)
            assert words_of_title(phrase)
            assert given(FromTitle("X", "T", what), phrase) != [None]
    assert {line.value for line in SENIORITY} == set(ORDER)
    assert len({phrase for line in table for phrase in line.words}) == sum(
        len(line.words) for line in table
    )


def test_that_a_phrase_is_words_that_follow_each_other_and_the_first_line_wins() -> None:
    table = (
        TitleWord(("team lead", "++"), "A"),
        TitleWord(("lead", "Team"), "B"),
        TitleWord(("TEAM LEAD",), "C"),
    )
    cells = ("Team-Lead", "lead team", "TEAM", "teamlead", "the lead / team lead")
    assert given(FromTitle("S", "T", table=table), *cells) == ["A", "B", "B", None, "A"]


def test_that_no_separator_is_a_letter_or_a_digit_or_changes_with_case() -> None:
    assert not [sign for sign in SEPARATORS if sign.isalnum() or key(sign) != sign]
    assert len(set(SEPARATORS)) == len(SEPARATORS)


def test_that_a_lookup_is_by_key_and_its_first_row_counts() -> None:
    table = (("AUSTRIA ", "DACH"), ("austria", "no"), ("Peru", ""))
    cells = ("Austria", "aUSTRIA", "Peru", "Chile", "")
    assert given(LookUp("R", "C", table), *cells) == ["DACH", "DACH", None, None, None]
    found = given(LookUp("R", "C", (*table, ("", "None")), " Other "), *cells)
    assert found == ["DACH", "DACH", None, "Other", "None"]


def test_that_days_between_are_the_end_less_the_start() -> None:
    fields = {
        "A": column(["2024-02-28", "2024-03-01", "", "2024-01-01"], Kind.DATE),
        "B": column(["2024-03-01", "2024-02-28", "2024-01-01", ""], Kind.DATE),
    }
    assert values(derive(DaysBetween("D", "A", "B"), fields.get, 4)) == [2.0, -2.0, None, None]
    assert values(derive(DaysBetween("D", "A", "A"), fields.get, 4)) == [0.0, 0.0, None, 0.0]


EVERY: Mapping[type, Derived] = {
    EmailDomain: EmailDomain("X", "F"),
    FreeMail: FreeMail("X", "F"),
    FromTitle: FromTitle("X", "F"),
    LookUp: LookUp("X", "F", (("", "blank"), ("1", "one"))),
    DaysBetween: DaysBetween("X", "F", "F"),
}


@pytest.mark.parametrize("derived", EVERY.values(), ids=lambda item: type(item).__name__)
def test_that_a_field_of_another_kind_gives_blank_and_one_that_lacks_is_blank(
    derived: Derived,
) -> None:
    other = column(["1", "2", ""], Kind.NUMBER)
    assert values(derive(derived, lambda _: other, 3)) == [None] * 3
    lacking = derive(derived, lambda _: None, 3)
    assert values(lacking) == (["blank"] * 3 if isinstance(derived, LookUp) else [None] * 3)
    kinds = {TextColumn: Kind.TEXT, YesNoColumn: Kind.YES_NO, NumberColumn: Kind.NUMBER}
    assert kinds[type(lacking)] is kind_of(derived)


def test_that_a_derived_field_reads_earlier_ones_and_neither_itself_nor_later_ones() -> None:
    table = (("b.example", "B"),)
    derived = (
        LookUp("Early", "Domain", table),
        EmailDomain("Domain", "E"),
        LookUp("Late", "DOMAIN", table),
        EmailDomain("Loop", "loop"),
    )
    leads = {"E": column(["a@b.example"]), "loop": column(["a@b.example"])}
    found = [values(derived_column(derived, place, leads.get, 1)) for place in range(4)]
    assert found == [[None], ["b.example"], ["B"], [None]]
    problems = derived_problems(derived, {"E": Kind.TEXT, "Loop": Kind.TEXT}.get)
    assert [(p.where, p.severity) for p in problems] == [
        ("Early", Severity.ERROR),
        ("Loop", Severity.ERROR),
        ("Loop", Severity.ERROR),
    ]


def test_that_what_is_wrong_with_derived_fields_is_told() -> None:
    derived = (
        EmailDomain(" ", "E"),
        EmailDomain("Size", "E"),
        FreeMail("Free", "Missing", "1999-01"),
        FreeMail("free", "Number"),
        FromTitle("S", "E", table=(TitleWord(("&", "ok"), ""), TitleWord((), "x"))),
        LookUp("L", "E", (("a", "1"), ("A", "2"))),
        LookUp("M", "E"),
        DaysBetween("D", "E", "Number"),
    )
    kinds = {"E": Kind.TEXT, "Size": Kind.NUMBER, "Number": Kind.NUMBER}
    told = [problem.sentence() for problem in derived_problems(derived, kinds.get)]
    assert [line.partition(": ")[0] for line in told] == [
        "Derived field 1", "Size", "Free", "Free", "free", "free", "S", "S", "S", "L", "M",
        "D", "D",
    ]  # fmt: skip
    assert "1 row of its table has a value that an earlier row has" in told[9]
    assert "which is read as number and not as date" in told[12]
    sound = (EmailDomain("Domain", "E"), LookUp("R", "domain", (("a", "b"),)))
    assert derived_problems(sound, kinds.get) == ()


def test_that_what_is_read_is_named_once() -> None:
    assert reads(DaysBetween("D", "A", "A")) == ("A",)
    assert reads(DaysBetween("D", "A", "B")) == ("A", "B")
    assert reads(FreeMail("F", "E")) == ("E",)
