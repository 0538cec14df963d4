from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
    derive,
    kind_of,
)
from models.leads.derived_fields import SEPARATORS
from models.leads.fields import Input, Kind
from models.leads.preparation import prepare
from models.leads.raw import column_of
from models.leads.title_words import DEPARTMENT, SENIORITY
from models.scoring.reference.cells import Read, read_cell
from models.scoring.reference.derived import derived_value

phrases = [words for line in (*SENIORITY, *DEPARTMENT) for words in line.words]
signs = st.sampled_from(
    [*SEPARATORS, *"aAbBéÉßİ\u0131Σς1@.\u200d\u00ad\u0301\u00a0\ud83d", "\u3000"]
)
words = st.one_of(st.text(signs, max_size=4), st.sampled_from([*phrases, "", "VP", "vp", "V.P."]))
titles = st.lists(words, max_size=4).flatmap(lambda parts: signs.map(lambda sign: sign.join(parts)))
hosts = st.sampled_from(["gmail.com", "GMX.de", "googlemail.com", "mail.gmail.com", "İ.com", ""])
emails = st.one_of(
    titles, st.tuples(words, st.sampled_from(["@", "@@", "@ ", " @\u00a0"]), hosts).map("".join)
)
days = st.sampled_from(["", "2024-02-28", "2024-03-01", "0001-01-01", "9999-12-31", "soon"])
cells = st.lists(st.one_of(titles, emails, days), min_size=1, max_size=6)
lines = st.lists(
    st.builds(TitleWord, st.lists(titles, max_size=3).map(tuple), st.text(signs, max_size=3)),
    max_size=4,
).map(tuple)
field = st.sampled_from(["A", "B", "Missing"])
derived_fields = st.one_of(
    st.builds(EmailDomain, st.just("X"), field),
    st.builds(
        FreeMail, st.just("X"), field, also=st.lists(hosts.filter(bool), max_size=2).map(tuple)
    ),
    st.builds(
        FromTitle,
        st.just("X"),
        field,
        st.sampled_from(["seniority", "department"]),
        st.one_of(st.none(), lines),
    ),
    st.builds(
        LookUp,
        st.just("X"),
        field,
        st.lists(st.tuples(titles, titles), max_size=4).map(tuple),
        titles,
    ),
    st.builds(DaysBetween, st.just("X"), field, field),
)
kinds = st.sampled_from([*Kind, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.DATE])


def read(column: Column, row: int) -> Read:
    match column:
        case TextColumn():
            return column.values[int(column.codes[row])] or None
        case YesNoColumn():
            value = int(column.values[row])
            return None if value < 0 else value == 1
        case NumberColumn():
            number = float(column.values[row])
            return None if number != number else number
        case DateColumn():
            return None if column.days[row] == BLANK_DAY else int(column.days[row])
    raise TypeError(column)


@settings(max_examples=400)
@given(derived_fields, cells, kinds, kinds, st.data())
def test_that_derived_fields_are_what_the_reference_says(
    derived: Derived, a: list[str], kind_a: Kind, kind_b: Kind, data: st.DataObject
) -> None:
    if isinstance(derived, LookUp) and data.draw(st.booleans()):
        table = tuple((cell, "found") for cell in a[:2])
        derived = LookUp("X", derived.field, (*table, *derived.table), derived.otherwise)
    if isinstance(derived, FromTitle) and data.draw(st.booleans()):
        met = st.lists(st.sampled_from(a), max_size=2).map(tuple)
        table = data.draw(st.lists(met, max_size=3))
        numbered = tuple(TitleWord(phrases, f"line {i}") for i, phrases in enumerate(table))
        derived = FromTitle("X", derived.field, derived.what, numbered)
    b = data.draw(st.permutations(a))
    raw = {
        "A": (column_of("A", a), Input("A", kind_a)),
        "B": (column_of("B", b), Input("B", kind_b)),
    }
    columns = {name: prepare(*pair)[0] for name, pair in raw.items()}
    found = derive(derived, columns.get, len(a))
    for row in range(len(a)):
        lead = {
            name: (item.kind, read_cell(column[row], item, "UTC"))
            for name, (column, item) in raw.items()
        }
        expected = derived_value(derived, lead.get)
        assert (kind_of(derived), read(found, row)) == expected, ascii((a[row], b[row]))
