"""Workbooks of other makes (.ods, .xls, .xlsb), whole and broken."""

from __future__ import annotations

from datetime import date, datetime

from tests.models.leads.torture import binary_files as binary
from tests.models.leads.torture import ods_files as ods
from tests.models.leads.torture import old_files as old
from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.packages import Xml, zipped
from tests.models.leads.torture.workbooks import (
    KINDS,
    NAMES,
    ROWS,
    SOUND,
    TEXTS,
    D,
    E,
    N,
    T,
    X,
    serial,
)


def cases() -> list[Case]:
    """All three."""
    return [*_ods(), *_odd_ods(), *_broken_ods(), *_xls(), *_xlsb()]


def _ods() -> list[Case]:
    table = ods.table([NAMES, *ROWS])
    other = ods.table([("x", "y"), ("1", "2"), ("3", "4")], "Other")
    unseen = other.replace('table:name="Other"', 'table:name="Other" table:style-name="ta1"')
    style = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    far = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    return [
        Case("typed.ods", zipped(ods.parts([table])), SOUND),
        Case("repeated-blanks.ods", ods.document([NAMES, *ROWS], behind=far), SOUND),
        Case("two-tables.ods", zipped(ods.parts([table, other])), Wanted(
            NAMES, TEXTS, KINDS, said=(("1 other sheet", 1),))),
        Case("other-chosen.ods", zipped(ods.parts([table, other])), Wanted(
            ("x", "y"), (("1", "2"), ("3", "4"))), {"sheet": "Other"}),
        Case("hidden-first.ods", zipped(ods.parts([unseen, table], style)), SOUND),
        Case("named-new.xlsx", zipped(ods.parts([table])), SOUND),
        Case("named-old-open.xls", zipped(ods.parts([table])), SOUND),
        Case("named-text-open.csv", zipped(ods.parts([table])), SOUND),
    ]  # fmt: skip


def _odd_ods() -> list[Case]:
    """Cells as they are only found in OpenDocument."""
    names = ("what", "cell")
    p = "<text:p>{}</text:p>".format
    pairs: dict[str, tuple[object, str, object]] = {
        "lines": (ods.text_cell(p("one") + p("two")), "one\ntwo", T),
        "break": (ods.text_cell(p("one<text:line-break/>two")), "one\ntwo", T),
        "spaces": (ods.text_cell(p('a<text:s text:c="3"/>b')), "a   b", T),
        "tab": (ods.text_cell(p("a<text:tab/>b")), "a\tb", T),
        "spans": (
            ods.text_cell(p("<text:span>Big</text:span> <text:a>Firm</text:a>")),
            "Big Firm",
            T,
        ),
        "note": (
            ods.text_cell(
                "<office:annotation><text:p>ask Ann</text:p></office:annotation>" + p("value")
            ),
            "value",
            T,
        ),
        "entity": (ods.text_cell(p("&lt;&amp;&#65;")), "<&A", T),
        "share": (ods.cell("percentage", "0.125", "12.5 %"), "0.125", N),
        "money": (ods.cell("currency", "1234.5", "1.234,50 €"), "1234.5", N),
        "clock": (ods.cell("time", "PT09H30M00S", "09:30", "time-value"), "09:30:00", None),
        "text of digits": ("0042", "0042", T),
        "last": ("x", "x", T),
    }
    body = [names, *((what, cell) for what, (cell, _, _) in pairs.items())]
    kinds = [(T, T if kind is None else kind) for _, _, kind in pairs.values()]
    twice = Xml(
        '<table:table-cell table:number-columns-repeated="2" '
        'office:value-type="string"><text:p>same</text:p></table:table-cell>'
    )
    again = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'office:value-type="string"><text:p>r</text:p></table:table-cell><table:table-cell '
        'office:value-type="float" office:value="7"/></table:table-row>'
    )
    covered = [
        ("id", "City"),
        ("a", "Bern"),
        ("b", Xml("<table:covered-table-cell/>")),
        ("c", "Chur"),
    ]
    formula = Xml(
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    return [
        Case("cells.ods", ods.document(body), Wanted(
            names, [(what, text) for what, (_, text, _) in pairs.items()], kinds)),
        Case("repeated-cells.ods", ods.document([("id", "a", "b"), ("1", twice), ("2", "x", "y")]),
             Wanted(("id", "a", "b"), (("1", "same", "same"), ("2", "x", "y")))),
        Case("repeated-rows.ods", ods.document([("id", "n"), ("a", 1)], behind=again), Wanted(
            ("id", "n"), (("a", "1"), ("r", "7"), ("r", "7"), ("r", "7")), ((T, N),) * 4)),
        Case("covered.ods", ods.document(covered), Wanted(
            ("id", "City"), (("a", "Bern"), ("b", ""), ("c", "Chur")), ((T, T), (T, E), (T, T)))),
        Case("error.ods", ods.document([("id", "n"), ("a", formula), ("b", 2)]), (
            Wanted(("id", "n"), (("a", "#DIV/0!"), ("b", "2")), ((T, X), (T, N)),
                   said=(("an error such as", 1),)),
            Wanted(("id", "n"), (("a", ""), ("b", "2")), ((T, E), (T, N)),
                   said=(("errors", -1),)), Refused())),
    ]  # fmt: skip


def _broken_ods() -> list[Case]:
    sound = ods.parts([ods.table([NAMES, *ROWS])])
    whole = zipped(sound)
    secret = (
        '<manifest:encryption-data manifest:checksum="x"><manifest:algorithm '
        'manifest:algorithm-name="Blowfish CFB"/></manifest:encryption-data>'
    )
    locked = ods.parts([ods.table([NAMES, *ROWS])], entry=secret)
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    bomb = str(sound["content.xml"]).replace("?>", "?>" + entities, 1).replace(
        "plain", "&b;&b;&b;")  # fmt: skip
    filled = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16000" office:value-type="float" '
        'office:value="1"/></table:table-row>'
    )
    return [
        Case("cut.ods", whole[: len(whole) // 2], Refused()),
        Case("no-content.ods", zipped({k: v for k, v in sound.items() if k != "content.xml"}),
             Refused()),
        Case("empty-content.ods", ods.with_entry(sound, content_xml=""), Refused()),
        Case("no-table.ods", zipped(ods.parts([])), Refused()),
        Case("empty-table.ods", zipped(ods.parts([ods.table([])])), Refused()),
        Case("locked.ods", ods.with_entry(locked, content_xml=bytes(range(256))),
             Refused("password")),
        Case("entities.ods", ods.with_entry(sound, content_xml=bomb), Refused()),
        Case("filled-for-ever.ods", ods.document([NAMES, *ROWS], behind=filled), Refused()),
    ]  # fmt: skip


def _styled(style_of: object) -> list[tuple[object, ...]]:
    """The rows with days as styled numbers."""
    day, moment = style_of.DAY, style_of.TIME_OF_DAY  # type: ignore[attr-defined]

    def stored(value: object) -> object:
        if isinstance(value, datetime):
            return old.Styled(serial(value), moment)
        return old.Styled(serial(value), day) if isinstance(value, date) else value

    return [NAMES, *(tuple(map(stored, row)) for row in ROWS)]


def _errors(names: tuple[str, str]) -> tuple[Wanted, Wanted]:
    """The errors with their texts, or blank with a word that there may be some."""
    texts = [(f"L{n}", text) for n, text in enumerate(old.ERRORS)]
    blank = [(name, "") for name, _ in texts]
    return (
        Wanted(names, texts, ((T, X),) * len(texts), said=(("an error such as", len(texts)),)),
        Wanted(names, blank, ((T, E),) * len(texts), said=(("errors", -1),)),
    )


def _xls() -> list[Case]:
    names = ("id", "what")
    errors = [names, *((f"L{n}", old.Error(text)) for n, text in enumerate(old.ERRORS))]
    told_errors = _errors(names)
    mac = [names, ("a", old.Styled(serial(date(2021, 4, 15), True), old.DAY))]
    zips = [names, *((f"L{n}", old.Styled(n * 7, old.ZIP)) for n in range(1, 9))]
    whole = old.workbook(_styled(old))
    two = old.compound(
        old.stream({"Other": [("x", "y"), ("1", "2")], "Leads": _styled(old)}, hidden={"Other": 1})
    )
    return [
        Case("typed.xls", whole, SOUND),
        Case("old-named-newer.xlsx", whole, SOUND),
        Case("old-named-text.csv", whole, SOUND),
        Case("hidden-first.xls", two, Wanted(NAMES, TEXTS, KINDS, said=(("1 other sheet", 1),))),
        Case("since-1904.xls", old.workbook(mac, since_1904=True), Wanted(
            names, (("a", "2021-04-15"),), ((T, D),))),
        Case("errors.xls", old.workbook(errors), told_errors),
        Case("zip-codes.xls", old.workbook(zips), (
            Wanted(names, [(f"L{n}", f"{n * 7:05}") for n in range(1, 9)]),
            Wanted(names, [(f"L{n}", f"{n * 7}") for n in range(1, 9)], ((T, N),) * 8,
                   said=(("leading zeros", -1),)))),
        Case("cut.xls", whole[:3000], Refused()),
        Case("no-workbook.xls", old.compound(b"words" * 900, "WordDocument"), Refused()),
        Case("noise-inside.xls", old.compound(bytes(range(1, 256)) * 20), Refused()),
        Case("names-alone.xls", old.workbook([names]), Refused("no rows below")),
        Case("empty.xls", old.workbook([]), Refused("no sheet with filled cells")),
    ]  # fmt: skip


def _xlsb() -> list[Case]:
    names = ("id", "what")
    rows = [
        tuple(old.Styled(float(v), v.style) if isinstance(v, old.Styled) else v for v in row)
        for row in _styled(binary)
    ]
    whole = binary.workbook({"Leads": rows})
    errors = [names, *((f"L{n}", old.Error(text)) for n, text in enumerate(old.ERRORS))]
    told_errors = _errors(names)
    two = binary.workbook({"Other": [("x", "y"), ("1", "2")], "Leads": rows}, {"Other": 1})
    return [
        Case("typed.xlsb", whole, SOUND),
        Case("binary-named-new.xlsx", whole, SOUND),
        Case("hidden-first.xlsb", two, Wanted(NAMES, TEXTS, KINDS, said=(("1 other sheet", 1),))),
        Case("errors.xlsb", binary.workbook({"Leads": errors}), told_errors),
        Case("inline.xlsb", binary.workbook({"Leads": [names, ("1", "inline text"), ("2", "x")]}),
             Wanted(names, (("1", "inline text"), ("2", "x")))),
        Case("cut.xlsb", whole[: len(whole) // 2], Refused()),
        Case("names-alone.xlsb", binary.workbook({"Leads": [names]}), Refused("no rows below")),
    ]  # fmt: skip
