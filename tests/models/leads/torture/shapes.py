"""Text files whose tables are of odd shapes: rows that are not even, headers, titles, totals."""

from __future__ import annotations

from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.text_files import text_of

NAMES = ("Lead id", "Company", "City", "Size")
ROWS = [(f"L{n:03}", f"Firm {n}", "Bern" if n % 2 else "Basel", str(n * 7)) for n in range(60)]
KEPT = "extra cells were left out"


def cases() -> list[Case]:
    """Every shape."""
    return [*_ragged(), *_headers(), *_titles(), *_totals(), *_sizes()]


def _ragged() -> list[Case]:
    long = [*map(",".join, [NAMES, *ROWS]), "L900,Firm,Bern,7,left,over", "L901,Firm,Chur,8"]
    wanted_long = [*ROWS, ("L900", "Firm", "Bern", "7"), ("L901", "Firm", "Chur", "8")]
    short = [*map(",".join, [NAMES, *ROWS]), "L900,Firm", "L901"]
    wanted_short = [*ROWS, ("L900", "Firm", "", ""), ("L901", "", "", "")]
    torn = [*map(",".join, [NAMES, *ROWS]), "L900,Firm", "broken,Bern,7"]
    wanted_torn = [*ROWS, ("L900", "Firm", "", ""), ("broken", "Bern", "7", "")]
    trailing = "\n".join(",".join(row) + "," for row in [NAMES, *ROWS])
    all_long = "\n".join([",".join(NAMES), *(",".join(row) + ",more" for row in ROWS)])
    unquoted = [NAMES, *ROWS[:10], ("L8", "Smith, Jones", "Bern", "3")]
    return [
        _case("long-row.csv", long, Wanted(NAMES, wanted_long, said=((KEPT, 1),))),
        _case("short-rows.csv", short, Wanted(NAMES, wanted_short, said=(("fewer cells", 2),))),
        _case("torn-row.csv", torn, Wanted(NAMES, wanted_torn, said=(("fewer cells", 2),))),
        Case("trailing-delimiters.csv", trailing.encode(),
             Wanted(NAMES, ROWS, said=(("without name and cells", 1),))),
        Case("all-rows-long.csv", all_long.encode(), Refused("more cells than the header")),
        _case("unquoted-comma.csv", [",".join(row) for row in unquoted], Wanted(
            NAMES, [*ROWS[:10], ("L8", "Smith", " Jones", "Bern")], said=((KEPT, 1),))),
        _case("empty-cells.csv", ["a,b,c", "1,,", ",2,", ",,3", '"",4,""'], Wanted(
            ("a", "b", "c"), [("1", "", ""), ("", "2", ""), ("", "", "3"), ("", "4", "")])),
    ]  # fmt: skip


def _headers() -> list[Case]:
    rows = [("1", "a@x.io", "b@x.io", "c", "d"), ("2", "e@x.io", "f@x.io", "g", "h")]
    wide = [(*row, "x") for row in rows]
    doubles = ("id", "Email", "Email", "email", "Email (2)")
    long_name = "Which of our products are you most interested in? " * 6
    lines = ("id", "first\nname", " padded ", "a,b", '"q"')
    return [
        Case("double-names.csv", text_of([doubles, *rows]).encode(),
             Wanted(doubles, rows, said=(("occurred before", -1),), called={1: "Email"})),
        Case("blank-names.csv", text_of([("id", "", "mail", " ", "x"), *rows]).encode(), Wanted(
            ("id", "", "mail", " ", "x"), rows, called={1: "Column 2", 3: "Column 4"})),
        Case("last-names-missing.csv", text_of([("id", "mail", "", "", ""), *rows]).encode(),
             Wanted(("id", "mail", "", "", ""), rows, called={4: "Column 5"})),
        Case("names-with-lines.csv", text_of([lines, *rows]).encode(),
             Wanted(lines, rows, called={1: "first name", 2: "padded"})),
        Case("long-name.csv", text_of([("id", long_name, "c", "d", "e"), *rows]).encode(),
             Wanted(("id", long_name, "c", "d", "e"), rows)),
        Case("two-lines-of-names.csv",
             text_of([("Person", "", "Firm", ""), ("id", "name", "city", "size"), *ROWS]).encode(),
             Wanted(("Person id", "Person name", "Firm city", "Firm size"), ROWS,
                    said=(("stand in 2 rows", 2),))),
        Case("no-names.csv", text_of([(str(n), f"{n}.5", "Bern", "2021-05-04") for n in
                                      range(1, 30)]).encode(),
             Wanted(("", "", "", ""), [(str(n), f"{n}.5", "Bern", "2021-05-04") for n in
                                       range(1, 30)],
                    said=(("looks like a lead", 0),), called={0: "Column 1"})),
        Case("years-as-names.csv", text_of([("Firm", "2020", "2021", "2022"), *(
            (f"Firm {n}", str(n), str(n + 1), str(n + 2)) for n in range(20))]).encode(),
             Wanted(("Firm", "2020", "2021", "2022"),
                    [(f"Firm {n}", str(n), str(n + 1), str(n + 2)) for n in range(20)])),
        Case("blank-column.csv", text_of([("id", "", "mail", "c", "d", "f"), *(
            (row[0], "", *row[2:]) for row in wide)]).encode(),
             Wanted(("id", "mail", "c", "d", "f"), [(row[0], *row[2:]) for row in wide],
                    said=(("without name and cells", 1),))),
        Case("named-blank-column.csv", text_of([("id", "none", "mail"), ("1", "", "a"),
                                                ("2", "", "b")]).encode(),
             Wanted(("id", "none", "mail"), [("1", "", "a"), ("2", "", "b")])),
        Case("texts-only.csv", b"name,city\nann,bern\nbob,basel\n",
             Wanted(("name", "city"), [("ann", "bern"), ("bob", "basel")])),
        Case("chosen-header.csv", text_of([("x", "y"), ("id", "mail"), ("1", "a")]).encode(),
             Wanted(("id", "mail"), [("1", "a")]), {"header_row": 2}),
        Case("chosen-no-header.csv", text_of([("id", "mail"), ("1", "a")]).encode(),
             Wanted(("", ""), [("id", "mail"), ("1", "a")]), {"header_row": 0}),
        Case("chosen-header-far.csv", text_of([("id", "mail"), ("1", "a")]).encode(),
             Refused("can't be in row 40"), {"header_row": 40}),
        Case("chosen-blank-header.csv", b"id,mail\n,\n1,a\n2,b\n",
             Refused("holds no names"), {"header_row": 2}),
    ]  # fmt: skip


def _titles() -> list[Case]:
    body = [NAMES, *ROWS]
    text = text_of(body)
    said = (("above the names", 1),)
    return [
        Case("title.csv", ("Leads of spring\n" + text).encode(), Wanted(NAMES, ROWS, said=said)),
        Case("title-and-gap.csv", ("Leads of spring,,,\n,,,\n" + text).encode(),
             Wanted(NAMES, ROWS, said=said)),
        Case("titles.csv", ("Report,,,\nBy: Ann,,,\nDay: 2024-05-01,,,\n\n" + text).encode(),
             Wanted(NAMES, ROWS, said=(("above the names", 3),))),
        Case("title-semicolon.csv", ("Report;;;\n" + text_of(body, ";")).encode(),
             Wanted(NAMES, ROWS, said=said)),
        Case("blank-lines-above.csv", ("\n\n" + text).encode(), Wanted(NAMES, ROWS)),
    ]  # fmt: skip


def _totals() -> list[Case]:
    text = text_of([NAMES, *ROWS])
    total = ("Total", "", "", "12390")
    note = ("Source: our CRM", "", "", "")
    return [
        Case("total.csv", (text + text_of([total])).encode(), Wanted(
            NAMES, ROWS, said=(("total", 1),), left_out=1)),
        Case("total-and-note.csv", (text + text_of([total, ("",) * 4, note])).encode(), Wanted(
            NAMES, ROWS, said=(("total", 2),), left_out=3)),
        Case("total-kept.csv", (text + text_of([total])).encode(), Wanted(
            NAMES, [*ROWS, total]), {"totals": True}),
        Case("total-is-a-firm.csv", (text + text_of([("L999", "Total", "Paris", "5")])).encode(),
             Wanted(NAMES, [*ROWS, ("L999", "Total", "Paris", "5")])),
    ]  # fmt: skip


def _sizes() -> list[Case]:
    most = tuple(f"Field {n}" for n in range(2000))
    wide = [tuple(str(n * row) for n in range(2000)) for row in range(1, 4)]
    huge = "word " * 60_000
    block = ['quote "', "line\nline", "plain"] * 3
    many = [(f"{n:06}", block[n % 9], f"é{n % 13}", str(n)) for n in range(12_000)]
    return [
        Case("2000-columns.csv", text_of([most, *wide]).encode(), Wanted(most, wide)),
        Case("2001-columns.csv", text_of([(*most, "one more"), *((*row, "x") for row in wide)])
             .encode(), Refused("at most 2,000")),
        Case("huge-cell.csv", text_of([("id", "note"), ("1", huge), ("2", "x")]).encode(),
             Wanted(("id", "note"), [("1", huge), ("2", "x")])),
        Case("cell-too-huge.csv", text_of([("id", "note"), ("1", "x" * 1_100_000), ("2", "y")],
                                          always=True).encode(),
             (Wanted(("id", "note"), [("1", "x" * 1_100_000), ("2", "y")]), Refused(""))),
        Case("huge-name.csv", text_of([("id", "n" * 70_000), ("1", "x"), ("2", "y")]).encode(),
             Wanted(("id", "n" * 70_000), [("1", "x"), ("2", "y")])),
        Case("many-rows.csv", text_of([NAMES, *many]).encode(), Wanted(NAMES, many)),
    ]  # fmt: skip


def _case(name: str, lines: list[str], wanted: Wanted) -> Case:
    return Case(name, "\n".join(lines).encode(), wanted)
