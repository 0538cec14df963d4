"""Workbooks (.xlsx, .xlsm) that are sound, in every way that programs write them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

from models.leads.raw import Cell
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.packages import Xml

E, T, N, D, B, X = (Cell.EMPTY, Cell.TEXT, Cell.NUMBER, Cell.DATE, Cell.YES_NO, Cell.ERROR)
NAMES = ("Lead id", "Size", "Created", "Seen", "Newsletter", "Note")
ROWS: list[tuple[object, ...]] = [
    ("00017", 12, date(2021, 4, 15), datetime(2021, 4, 15, 23, 3), True, "plain"),
    ("NA", -0.25, date(1999, 12, 31), datetime(2000, 1, 1, 0, 0, 1), False, " spaces "),
    ("5E10", 1e20, date(2024, 2, 29), datetime(2024, 2, 29, 12, 30), True, "line\nline"),
    ("12345678901234567890", 0.1, date(1900, 3, 1), datetime(1970, 1, 1, 6, 0), False, "Zoë 😀"),
    ("TRUE", 1234567.5, date(2099, 1, 1), datetime(2030, 7, 8, 9, 10, 11), True, "<&>\"'"),
    ("x", 0, date(2021, 1, 1), datetime(2021, 1, 1, 1, 0), False, "_x000D_ is a text"),
]
TEXTS = (
    ("00017", "12", "2021-04-15", "2021-04-15 23:03:00", "TRUE", "plain"),
    ("NA", "-0.25", "1999-12-31", "2000-01-01 00:00:01", "FALSE", " spaces "),
    ("5E10", "1e+20", "2024-02-29", "2024-02-29 12:30:00", "TRUE", "line\nline"),
    ("12345678901234567890", "0.1", "1900-03-01", "1970-01-01 06:00:00", "FALSE", "Zoë 😀"),
    ("TRUE", "1234567.5", "2099-01-01", "2030-07-08 09:10:11", "TRUE", "<&>\"'"),
    ("x", "0", "2021-01-01", "2021-01-01 01:00:00", "FALSE", "_x000D_ is a text"),
)
KINDS = ((T, N, D, D, B, T),) * len(TEXTS)
SOUND = Wanted(NAMES, TEXTS, KINDS)


def serial(moment: date, since_1904: bool = False) -> float:
    """A day or moment as a spreadsheet counts it."""
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    whole = (
        moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    )
    since = whole - first
    return since.days + since.seconds / 86_400


def rows(since_1904: bool = False) -> list[tuple[object, ...]]:
    """The rows with their names, dates as styled numbers, and marks that look like escapes."""
    found: list[tuple[object, ...]] = [NAMES]
    for values in ROWS:
        cells: list[object] = []
        for value in values:
            if isinstance(value, datetime):
                cells.append(ooxml.number(serial(value, since_1904), ooxml.TIME_OF_DAY))
            elif isinstance(value, date):
                cells.append(ooxml.number(serial(value, since_1904), ooxml.DAY))
            elif isinstance(value, str):
                cells.append(value.replace("_x000D_", "_x005F_x000D_"))
            else:
                cells.append(value)
        found.append(tuple(cells))
    return found


def cases() -> list[Case]:
    """Every way."""
    return [*_forms(), *_dates(), *_texts(), *_numbers(), *_formulas(), *_sheets()]


def _forms() -> list[Case]:
    """The same table in packages that are written in different ways."""
    shared: list[str] = []
    texts = ooxml.sheet(rows(), shared=shared)
    usual = ooxml.parts({"Leads": texts}, shared=shared)
    inline = ooxml.parts({"Leads": ooxml.sheet(rows())})
    absolute = {
        **usual,
        "xl/_rels/workbook.xml.rels": str(usual["xl/_rels/workbook.xml.rels"]).replace(
            'Target="', 'Target="/xl/'
        ),
    }
    prefixed = ooxml.parts({"Leads": ooxml.sheet(rows(), prefix="x")})
    strict = ooxml.parts(
        {"Leads": ooxml.sheet(rows(), namespace=ooxml.STRICT)},
        namespace=ooxml.STRICT, office=ooxml.STRICT_OFFICE,
    )  # fmt: skip
    no_types = {name: part for name, part in usual.items() if not name.startswith("[")}
    capitals = {
        name.replace("xl/sharedStrings", "xl/SharedStrings"): part for name, part in usual.items()
    }
    backslashes = {name.replace("/", "\\"): part for name, part in usual.items()}
    packages: dict[str, bytes] = {
        "shared.xlsx": ooxml.zipped(usual),
        "inline.xlsx": ooxml.zipped(inline),
        "stored.xlsx": ooxml.zipped(usual, zipfile.ZIP_STORED),
        "absolute-targets.xlsx": ooxml.zipped(absolute),
        "prefixed.xlsx": ooxml.zipped(prefixed),
        "macros.xlsm": ooxml.zipped({**usual, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 9}),
        "template.xltx": ooxml.zipped(usual),
        "no-places.xlsx": ooxml.zipped(ooxml.parts({"Leads": ooxml.sheet(rows(), places=False)})),
        "comment-behind.xlsx": _with_comment(ooxml.zipped(usual)),
        "named-text.csv": ooxml.zipped(usual),
        "named-old.xls": ooxml.zipped(usual),
        "named-nothing": ooxml.zipped(usual),
    }
    for word, size in (("small", "A1:B2"), ("large", "A1:XFD1048576"), ("odd", "A1")):
        sheet = ooxml.sheet(rows(), shared=shared, dimension=size)
        content = ooxml.zipped(ooxml.parts({"Leads": sheet}, shared=shared))
        packages[f"{word}-dimension.xlsx"] = content
    found = [Case(name, content, SOUND) for name, content in packages.items()]
    either = (SOUND, Refused())
    nonsense = ooxml.sheet(rows(), shared=shared, dimension="nonsense")
    nonsense_book = ooxml.zipped(ooxml.parts({"Leads": nonsense}, shared=shared))
    found += [
        Case("nonsense-dimension.xlsx", nonsense_book, either),
        Case("strict.xlsx", ooxml.zipped(strict), either),
        Case("no-content-types.xlsx", ooxml.zipped(no_types), either),
        Case("capital-parts.xlsx", ooxml.zipped(capitals), either),
        Case("backslashes.xlsx", ooxml.zipped(backslashes), either),
        Case("junk-before.xlsx", b"PK\x03\x04junk" + ooxml.zipped(usual), either),
    ]
    return found


def _with_comment(content: bytes) -> bytes:
    return content[:-2] + b"\x05\x00hello"


def _dates() -> list[Case]:
    days = [date(2020, 1, 1 + n) for n in range(28)]
    names = ("id", "Created")
    bare = [names, *((f"L{n}", serial(day)) for n, day in enumerate(days))]
    texts = [(f"L{n}", f"{serial(day):.0f}") for n, day in enumerate(days)]
    odd: list[tuple[object, ...]] = [
        ("id", "what"),
        ("own", ooxml.number(44301, ooxml.OWN_DAY)),
        ("clock", ooxml.number(0.5, ooxml.CLOCK)),
        ("hours", ooxml.number(1.5, ooxml.HOURS)),
        ("iso", Xml('<c r="@" t="d"><v>2021-04-15</v></c>')),
        ("iso time", Xml('<c r="@" t="d"><v>2021-04-15T10:11:12</v></c>')),
        ("share", ooxml.number(0.125, ooxml.SHARE)),
        ("money", ooxml.number(1234.5, ooxml.MONEY)),
    ]
    told = (
        ("own", "2021-04-15"), ("clock", "12:00:00"), ("hours", "36:00:00"), ("iso", "2021-04-15"),
        ("iso time", "2021-04-15 10:11:12"), ("share", "0.125"), ("money", "1234.5"),
    )  # fmt: skip
    no_style = ooxml.parts({"Leads": ooxml.sheet(bare)})
    del no_style["xl/styles.xml"]
    kinds = ((T, D), (T, T), (T, T), (T, D), (T, D), (T, N), (T, N))
    early = [names, ("a", ooxml.number(59, ooxml.DAY)), ("b", ooxml.number(61, ooxml.DAY))]
    # The year 1900 had no 29 February, but spreadsheets count one: 59 is 28 February 1900.
    early_texts = (("a", "1900-02-28"), ("b", "1900-03-01"))
    mac = [
        names,
        ("a", ooxml.number(serial(date(1904, 1, 2), True), ooxml.DAY)),
        ("b", ooxml.number(serial(date(2021, 4, 15), True), ooxml.DAY)),
        ("c", ooxml.number(serial(datetime(2021, 4, 15, 6), True), ooxml.TIME_OF_DAY)),
    ]
    mac_texts = (("a", "1904-01-02"), ("b", "2021-04-15"), ("c", "2021-04-15 06:00:00"))
    far = [
        names,
        ("a", ooxml.number(-1, ooxml.DAY)),
        ("b", ooxml.number(1e9, ooxml.DAY)),
        ("c", ooxml.number(44301, ooxml.DAY)),
    ]
    return [
        Case(
            "serial-days.xlsx",
            ooxml.workbook(bare),
            Wanted(names, texts, ((T, N),) * len(texts), said=(("dates", -1),)),
        ),
        Case(
            "serial-days-no-styles.xlsx",
            ooxml.zipped(no_style),
            Wanted(names, texts, ((T, N),) * len(texts), said=(("dates", -1),)),
        ),
        Case(
            "since-1904.xlsx",
            ooxml.zipped(ooxml.parts({"Leads": ooxml.sheet(mac)}, since_1904=True)),
            Wanted(names, mac_texts, ((T, D),) * 3),
        ),
        Case("kinds-of-days.xlsx", ooxml.workbook(odd), Wanted(("id", "what"), told, kinds)),
        Case(
            "endless-hours.xlsx",
            ooxml.workbook([names, ("a", ooxml.number(1e12, ooxml.HOURS))]),
            Refused("damaged"),
        ),
        Case("first-days.xlsx", ooxml.workbook(early), Wanted(names, early_texts, ((T, D),) * 2)),
        Case(
            "days-that-are-none.xlsx",
            ooxml.workbook(far),
            Wanted(
                names,
                (("a", "-1"), ("b", "1000000000"), ("c", "2021-04-15")),
                ((T, N), (T, N), (T, D)),
                said=(("below zero", 1),),
            ),
        ),
    ]


def _texts() -> list[Case]:
    """Texts in all the ways that parts can hold them."""
    rich = Xml(
        '<c r="@" t="inlineStr"><is><r><rPr><b/></rPr><t>Big</t></r>'
        '<r><t xml:space="preserve"> Firm</t></r></is></c>'
    )
    ruby = Xml(
        '<c r="@" t="inlineStr"><is><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></is></c>'
    )
    cases_of = {
        "rich": (rich, "Big Firm"),
        "ruby": (ruby, "山田"),
        "escape": (_inline("a_x000D_\nb"), "a\r\nb"),
        "escaped escape": (_inline("_x005F_x000D_"), "_x000D_"),
        "tab escape": (_inline("a_x0009_b"), "a\tb"),
        "no escape": (_inline("_xZZZZ_ _x00_"), "_xZZZZ_ _x00_"),
        "entities": (_inline("&lt;b&gt; &amp;amp; &#65;&#x42; &quot;"), '<b> &amp; AB "'),
        "section": (_inline("<![CDATA[<a & b>]]>"), "<a & b>"),
        "spaces": (
            Xml('<c r="@" t="inlineStr"><is><t xml:space="preserve">  x  </t></is></c>'),
            "  x  ",
        ),
        "comment": (_inline("one<!-- no -->two"), "onetwo"),
        "of formula": (Xml('<c r="@" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'), "ab"),
        "number text": (_inline("0042"), "0042"),
        "line": (_inline("a&#10;b"), "a\nb"),
        "emoji": (_inline("👩‍💻 🇧🇷"), "👩‍💻 🇧🇷"),
        "formula sign": (_inline("=1+1"), "=1+1"),
        "long": (_inline("x" * 32_767), "x" * 32_767),
    }
    names = ("what", "text")
    body = [names, *((what, cell) for what, (cell, _) in cases_of.items())]
    wanted = Wanted(names, [(what, text) for what, (_, text) in cases_of.items()])
    found = [Case("texts.xlsx", ooxml.workbook(body), wanted)]
    shared = [
        str(cell).partition("<is>")[2].partition("</is>")[0]
        for cell, _ in cases_of.values()
        if "<is>" in cell
    ]
    listed = [what for what, (cell, _) in cases_of.items() if "<is>" in cell]
    body = [
        names,
        *((what, Xml(f'<c r="@" t="s"><v>{place}</v></c>')) for place, what in enumerate(listed)),
    ]
    content = ooxml.zipped(ooxml.parts({"Leads": ooxml.sheet(body)}, shared=shared))
    told = Wanted(names, [(what, cases_of[what][1]) for what in listed])
    return [*found, Case("shared-texts.xlsx", content, told)]


def _inline(inside: str) -> Xml:
    return Xml(f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>')


def _numbers() -> list[Case]:
    """Numbers that lose something on the way through careless readers."""
    written = {
        "0.1": "0.1", "0.30000000000000004": "0.30000000000000004", "1E3": "1000",
        "1.5E-7": "1.5e-07", "-0": "0", "1e15": "1000000000000000", "-12.50": "-12.5",
        "9007199254740993": "9007199254740993",
        "1.7976931348623157E+308": "1.7976931348623157e+308",
        "5E-324": "5e-324", "0.99999999999999989": "0.9999999999999999", "100": "100",
    }  # fmt: skip
    names = ("id", "Number")
    body = [
        names,
        *((f"L{n}", Xml(f'<c r="@"><v>{text}</v></c>')) for n, text in enumerate(written)),
    ]
    texts = [(f"L{n}", text) for n, text in enumerate(written.values())]
    zips = [("id", "Zip"), *((f"L{n}", ooxml.number(n * 7, ooxml.ZIP)) for n in range(1, 12))]
    zip_texts = [(f"L{n}", f"{n * 7:05}") for n in range(1, 12)]
    ids = [("id", "x"), *((12345678901234567000 + n, "x") for n in range(8))]
    as_text = [("id", "Size"), *((f"L{n}", str(n * 3)) for n in range(12))]
    odd = [
        ("id", "Answer"),
        ("a", Xml('<c r="@" t="b"><v>1</v></c>')),
        ("b", 1),
        ("c", "1"),
        ("d", Xml('<c r="@" t="b"><v>0</v></c>')),
    ]
    return [
        Case("numbers.xlsx", ooxml.workbook(body), Wanted(names, texts, ((T, N),) * len(texts))),
        Case(
            "zip-codes.xlsx",
            ooxml.workbook(zips),
            Wanted(("id", "Zip"), zip_texts, said=(("leading zeros", 11),)),
        ),
        Case(
            "long-ids-as-numbers.xlsx",
            ooxml.workbook(ids),
            Wanted(
                ("id", "x"),
                [(str(12345678901234567000 + n), "x") for n in range(8)],
                ((N, T),) * 8,
                said=(("more than 15 digits", 8),),
            ),
        ),
        Case(
            "numbers-as-text.xlsx",
            ooxml.workbook(as_text),
            Wanted(
                ("id", "Size"),
                [(f"L{n}", str(n * 3)) for n in range(12)],
                values={"Size": [float(n * 3) for n in range(12)]},
            ),
        ),
        Case(
            "three-kinds-of-one.xlsx",
            ooxml.workbook(odd),
            Wanted(
                ("id", "Answer"),
                (("a", "TRUE"), ("b", "1"), ("c", "1"), ("d", "FALSE")),
                ((T, B), (T, N), (T, T), (T, B)),
            ),
        ),
    ]


def _formulas() -> list[Case]:
    names = ("id", "Result")
    stored = [
        names,
        ("a", ooxml.formula("1+1", "2")),
        ("b", ooxml.formula('"x"', "x", "str")),
        ("c", ooxml.formula("1=1", "1", "b")),
        ("d", ooxml.formula('""', "", "str")),
    ]
    missing = [
        names,
        ("a", ooxml.formula("1+1", None)),
        ("b", ooxml.formula("2+2", None)),
        ("c", 5),
        ("d", Xml('<c r="@"><f>A1</f><v></v></c>')),
    ]
    shared = [
        names,
        ("a", Xml('<c r="@"><f t="shared" ref="B2:B3" si="0">1</f><v>1</v></c>')),
        ("b", Xml('<c r="@"><f t="shared" si="0"/><v>1</v></c>')),
        ("c", Xml('<c r="@"><f t="shared" si="0"/></c>')),
    ]
    kinds = ("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!")
    errors = [names, *((f"L{n}", ooxml.error(text)) for n, text in enumerate(kinds))]
    new = [names, ("a", ooxml.error("#SPILL!")), ("b", ooxml.error("#CALC!")), ("c", 1)]
    return [
        Case(
            "formulas.xlsx",
            ooxml.workbook(stored),
            Wanted(
                names,
                (("a", "2"), ("b", "x"), ("c", "TRUE"), ("d", "")),
                ((T, N), (T, T), (T, B), (T, E)),
                silent=("no stored",),
            ),
        ),
        Case(
            "formulas-without-result.xlsx",
            ooxml.workbook(missing),
            Wanted(
                names,
                (("a", ""), ("b", ""), ("c", "5"), ("d", "")),
                ((T, E), (T, E), (T, N), (T, E)),
                said=(("no stored result", 3),),
            ),
        ),
        Case(
            "shared-formulas.xlsx",
            ooxml.workbook(shared),
            Wanted(
                names,
                (("a", "1"), ("b", "1"), ("c", "")),
                ((T, N), (T, N), (T, E)),
                said=(("no stored result", 1),),
            ),
        ),
        Case(
            "errors.xlsx",
            ooxml.workbook(errors),
            Wanted(
                names,
                [(f"L{n}", text) for n, text in enumerate(kinds)],
                ((T, X),) * len(kinds),
                said=(("an error such as", len(kinds)),),
            ),
        ),
        Case(
            "new-errors.xlsx",
            ooxml.workbook(new),
            (
                Wanted(
                    names,
                    (("a", "#SPILL!"), ("b", "#CALC!"), ("c", "1")),
                    ((T, X), (T, X), (T, N)),
                    said=(("an error such as", 2),),
                ),
                Refused(),
            ),
        ),
    ]


def _sheets() -> list[Case]:
    """Several sheets, hidden ones, merged cells, hidden rows, titles, totals, gaps."""
    names = ("id", "City", "Size")
    body = [names, *((f"L{n}", "Bern", n) for n in range(40))]
    texts = [(f"L{n}", "Bern", str(n)) for n in range(40)]
    kinds = ((T, T, N),) * 40
    here = Wanted(names, texts, kinds)
    leads, other = ooxml.sheet(body), ooxml.sheet([("x", "y"), ("1", "2"), ("3", "4")])
    empty = ooxml.sheet([])
    several = {"Notes": empty, "Leads": leads, "Other": other}
    strange = 'A&B "x" <é> \'s'
    merged = ooxml.sheet(
        [names, ("a", "Bern", 1), ("b", None, 2), ("c", None, 3)],
        behind='<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>',
    )
    unseen = ooxml.sheet(body, attributes={3: ' hidden="1"', 4: ' hidden="1"', 9: ' hidden="true"'})
    title = [("Leads of spring", None, None), (None, None, None), *body]
    two = [("Person", None, "Firm"), ("id", "City", "Size"), *body[1:]]
    total = [*body, ("Total", None, 780)]
    gaps = [*body[:10], (None, None, None), ("", "", ""), *body[10:]]
    blank = [(row[0], None, *row[1:]) for row in body]
    sparse = (
        '<row r="2">'
        + "".join(f'<c r="{place}2" t="inlineStr"><is><t>{place}</t></is></c>' for place in "AC")
        + "</row>"
    )
    gap = ooxml.sheet([names]).replace("</sheetData>", sparse + "</sheetData>")
    doubles = [("id", "Mail", "Mail", None), ("1", "a", "b", "c"), ("2", "d", "e", "f")]
    most = [tuple(f"F{n}" for n in range(2000)), *(tuple(range(n, n + 2000)) for n in range(2))]

    def of(sheets: dict[str, str], **options: object) -> bytes:
        return ooxml.zipped(ooxml.parts(sheets, **options))  # type: ignore[arg-type]

    other_wanted = Wanted(("x", "y"), (("1", "2"), ("3", "4")))
    said_two = (("2 other sheets", 2),)
    headings = [
        ("Person", None, "Firm", None),
        ("id", "City", "Size", "Mail"),
        *((*row, "x") for row in body[1:]),
    ]
    below = ooxml.sheet(
        headings,
        behind='<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C1:D1"/>'
        "</mergeCells>",
    )
    return [
        Case(
            "merged-headings.xlsx",
            of({"Leads": below}),
            Wanted(
                ("Person id", "Person City", "Firm Size", "Firm Mail"),
                [(*row, "x") for row in texts],
                ((T, T, N, T),) * 40,
                said=(("stand in 2 rows", 2),),
            ),
        ),
        Case("several.xlsx", of(several), Wanted(names, texts, kinds, said=said_two)),
        Case("second-chosen.xlsx", of(several), other_wanted, {"sheet": "Other"}),
        Case("no-such-sheet.xlsx", of(several), Refused("no sheet “Nobody”"), {"sheet": "Nobody"}),
        Case("blank-chosen.xlsx", of(several), Refused("no filled cell"), {"sheet": "Notes"}),
        Case(
            "hidden-first.xlsx",
            of({"Other": other, "Leads": leads}, hidden={"Other": "hidden"}),
            Wanted(names, texts, kinds, said=(("1 other sheet", 1),)),
        ),
        Case(
            "very-hidden-first.xlsx",
            of({"Other": other, "Leads": leads}, hidden={"Other": "veryHidden"}),
            Wanted(names, texts, kinds),
        ),
        Case(
            "hidden-chosen.xlsx",
            of({"Other": other, "Leads": leads}, hidden={"Other": "hidden"}),
            other_wanted,
            {"sheet": "Other"},
        ),
        Case(
            "all-hidden.xlsx", of({"Leads": leads}, hidden={"Leads": "hidden"}), (here, Refused())
        ),
        Case("strange-sheet-name.xlsx", of({strange: leads}), here),
        Case(
            "strange-sheet-chosen.xlsx",
            of({"Other": other, strange: leads}),
            here,
            {"sheet": strange},
        ),
        Case(
            "merged.xlsx",
            of({"Leads": merged}),
            Wanted(
                names,
                (("a", "Bern", "1"), ("b", "", "2"), ("c", "", "3")),
                ((T, T, N), (T, E, N), (T, E, N)),
                said=(("merged cells", 1),),
            ),
        ),
        Case(
            "hidden-rows.xlsx",
            of({"Leads": unseen}),
            Wanted(names, texts, kinds, said=(("hidden", 3),)),
        ),
        Case(
            "title.xlsx",
            ooxml.workbook(title),
            Wanted(names, texts, kinds, said=(("above the names", 1),)),
        ),
        Case(
            "two-lines-of-names.xlsx",
            ooxml.workbook(two),
            Wanted(names, texts, kinds, said=(("above the names", 1),)),
            {"header_row": 2},
        ),
        Case(
            "total.xlsx",
            ooxml.workbook(total),
            Wanted(names, texts, kinds, said=(("total", 1),), left_out=1),
        ),
        Case(
            "blank-rows.xlsx",
            ooxml.workbook(gaps),
            Wanted(names, texts, kinds, left_out=2, said=(("without a filled cell", 2),)),
        ),
        Case(
            "blank-column.xlsx",
            ooxml.workbook(blank),
            Wanted(names, texts, kinds, said=(("without name and cells", 1),)),
        ),
        Case("gap-in-a-row.xlsx", of({"Leads": gap}), Wanted(names, (("A", "", "C"),))),
        Case(
            "double-names.xlsx",
            ooxml.workbook(doubles),
            Wanted(
                ("id", "Mail", "Mail", ""),
                (("1", "a", "b", "c"), ("2", "d", "e", "f")),
                said=(("occurred before", 1),),
                called={2: "Mail (2)", 3: "Column 4"},
            ),
        ),
        Case(
            "2000-columns.xlsx",
            ooxml.workbook(most),
            Wanted(most[0], [tuple(map(str, row)) for row in most[1:]], ((N,) * 2000,) * 2),
        ),
        Case("names-alone.xlsx", ooxml.workbook([names]), Refused("no rows below")),
        Case("empty-sheet.xlsx", of({"Leads": empty}), Refused("no sheet with filled cells")),
    ]
