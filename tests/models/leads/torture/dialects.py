"""Text files of every way to write rows: delimiters, quotation marks, ends of lines, sep=."""

from __future__ import annotations

from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.text_files import text_of

NAMES = ("Lead id", "Company", "Note", "Owner")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}

PLAIN = [(f"{n:03}", f"Firm {n}", "called twice", "ann") for n in range(1, 9)]
NASTY = [
    ("001", "Smith, Jones; Co", 'says "yes"', "ann"),
    ("002", '"Quoted" AG', 'a "b" c, d', "bob"),
    ("003", "tab\there | bar", "it's", ""),
    ("004", "", '""', "ann"),
    ("005", '"', "'single'", "bob"),
    ("006", " spaces before", "and behind ", "  "),
    ("007", "back\\slash", "C:\\leads\\new", "ann"),
    ("008", "=1+1", "+49 30 1234", "-"),
    ("009", "@handle", "#hash", "% sign"),
    ("010", "a;b;c", "x,y,z", "p|q"),
]
LINES = [
    ("001", "one\ntwo", "a\nb\nc", "ann"),
    ("002", "windows\r\nline", "old\rmac", "bob"),
    ("003", "\n", "ends with a line\n", "ann"),
    ("004", "no line", 'line\nand "quote", and comma', "bob"),
    ("005", "\n\nstarts with two", "x", "ann"),
    *((f"{n:03}", "plain", "x", "ann") for n in range(6, 16)),
]


def cases() -> list[Case]:
    """All dialects, each with plain cells, nasty ones and cells of several lines."""
    return [*_grid(), *_separators(), *_quotes(), *_ends(), *_one_column(), *_chosen()]


def _grid() -> list[Case]:
    found = []
    for word, delimiter in DELIMITERS.items():
        for ending, end in ENDS.items():
            for always in (False, True):
                quoting = "all-quoted" if always else "quoted-where-needed"
                for kind, rows in (("plain", PLAIN), ("nasty", NASTY), ("lines", LINES)):
                    text = text_of([NAMES, *rows], delimiter, end=end, always=always)
                    name = f"{word}-{ending}-{quoting}-{kind}.csv"
                    found.append(Case(name, text.encode(), Wanted(NAMES, rows)))
    return found


def _separators() -> list[Case]:
    """Excel's first line that names the delimiter, in the forms that are seen."""
    found = []
    for word, delimiter in (*DELIMITERS.items(), ("caret", "^"), ("tilde", "~"), ("colon", ":")):
        text = text_of([NAMES, *PLAIN], delimiter, end="\r\n")
        for form, line in (("plain", f"sep={delimiter}"), ("quoted", f'"sep={delimiter}"')):
            name = f"sep-{word}-{form}.csv"
            found.append(Case(name, f"{line}\r\n{text}".encode(), Wanted(NAMES, PLAIN)))
    text = "sep=;\r\n" + text_of([NAMES, *NASTY], ";", end="\r\n")
    found += [
        Case("sep-utf-16.csv", text.encode("utf-16"), Wanted(NAMES, NASTY)),
        Case("sep-mark.csv", text.encode("utf-8-sig"), Wanted(NAMES, NASTY)),
        Case("sep-capitals.csv", text.replace("sep", "SEP").encode(), Wanted(NAMES, NASTY)),
        Case("sep-old-mac.csv", ("sep=;\r" + text_of([NAMES, *PLAIN], ";", end="\r")).encode(),
             Wanted(NAMES, PLAIN)),
        Case("sep-is-a-name.csv", b"sep=size,name\n1,a\n2,b\n", Wanted(
            ["sep=size", "name"], [["1", "a"], ["2", "b"]])),
    ]  # fmt: skip
    return found


def _quotes() -> list[Case]:
    """Marks that are escaped by a backslash, single quotation marks, marks inside bare cells."""
    wide = [*NASTY, *(("1" + row[0], *row[1:]) for row in NASTY)]
    escaped = [tuple(cell.replace("\\", "/") for cell in row) for row in wide]
    inches = [("1", 'screen 15"', "x"), ("2", 'a 3" nail', "y"), ("3", "plain", "z")]
    single = [("1", "Smith, Jones", "it is"), ("2", "a, b", "plain"), ("3", "c, d", "e, f")]
    names = ("id", "what", "note")
    apostrophes = [("1", "O'Neil", "it's"), ("2", "D'Arcy", "'tis"), ("3", "plain", "x'y'z")]
    return [
        Case("backslash-quotes.csv",
             text_of([NAMES, *escaped], escape="\\", always=True).encode(),
             Wanted(NAMES, escaped, said=(("backslash", -1),))),
        Case("backslash-quotes-semicolon.csv",
             text_of([NAMES, *escaped], ";", escape="\\", end="\r\n").encode(),
             Wanted(NAMES, escaped, said=(("backslash", -1),))),
        Case("backslash-everything.csv",
             text_of([NAMES, *wide], escape="\\", always=True).encode(),
             Wanted(NAMES, wide, said=(("backslash", -1),))),
        Case("paths-are-no-escapes.csv", text_of(
            [names, *((str(n), f"C:\\leads\\{n}", "ok") for n in range(20))]).encode(),
             Wanted(names, [(str(n), f"C:\\leads\\{n}", "ok") for n in range(20)])),
        Case("inches.csv", b'id,what,note\n1,screen 15",x\n2,a 3" nail,y\n3,plain,z\n',
             Wanted(names, inches)),
        Case("single-quotes.csv",
             text_of([names, *single], quote="'", always=True).encode(), Wanted(names, single)),
        Case("apostrophes.csv", text_of([names, *apostrophes]).encode(),
             Wanted(names, apostrophes)),
        Case("spaces-before-quotes.csv", b'id, "what", "note"\n1, "a, b", "c"\n2, "d", "e, f"\n',
             Wanted(["id", "what", "note"], [["1", "a, b", "c"], ["2", "d", "e, f"]])),
        Case("words-behind-quotes.csv", b'id,what,note\n1,"big" firm,x\n2,plain,y\n3,z,w\n',
             Wanted(names, [["1", "big firm", "x"], ["2", "plain", "y"], ["3", "z", "w"]])),
    ]  # fmt: skip


def _ends() -> list[Case]:
    """Files whose ends of lines are mixed, missing or many."""
    rows = [(str(n), f"name {n}") for n in range(1, 7)]
    names = ("id", "name")
    mixed = "id,name\r\n1,name 1\n2,name 2\r\n3,name 3\n4,name 4\r\n5,name 5\n6,name 6"
    blank = "id,name\n\n1,name 1\n\n\n2,name 2\n3,name 3\n , \n4,name 4\n,\n5,name 5\n6,name 6\n\n"
    double = text_of([names, *rows], end="\r\r\n")
    separators = [("1", "line\u2028separator"), ("2", "next\x85line"), ("3", "page\x0cbreak")]
    return [
        Case("rows-of-spaces.csv", text_of([names, *rows[:3], ("  ", "\t"), *rows[3:]]).encode(),
             Wanted(names, rows, left_out=1, said=(("without a filled cell", 1),))),
        Case("mixed-ends.csv", mixed.encode(), Wanted(names, rows)),
        Case("no-last-end.csv", text_of([names, *rows], last_end=False).encode(),
             Wanted(names, rows)),
        Case("blank-lines.csv", blank.encode(),
             Wanted(names, rows, left_out=6, said=(("without a filled cell", 6),))),
        Case("returns-twice.csv", double.encode(), (
            Wanted(names, rows, left_out=7, said=(("without a filled cell", 7),)), Refused())),
        Case("signs-that-are-no-lines.csv", text_of([names, *separators]).encode(),
             Wanted(names, separators)),
        Case("end-sign-of-dos.csv", text_of([names, *rows]).encode() + b"\x1a",
             Wanted(names, rows, left_out=1, said=(("without a filled cell", 1),))),
        Case("many-blank-lines-below.csv", text_of([names, *rows]).encode() + b"\r\n" * 5000,
             Wanted(names, rows, left_out=5000, said=(("without a filled cell", 5000),))),
        Case("delimiters-alone-below.csv", text_of([names, *rows]).encode() + b",\n" * 300,
             Wanted(names, rows, left_out=300, said=(("without a filled cell", 300),))),
    ]  # fmt: skip


def _one_column() -> list[Case]:
    """Files without any delimiter, where a comma in a text is no delimiter."""
    mails = [(f"person{n}@example.com",) for n in range(12)]
    return [
        Case("one-column.csv", text_of([("E-mail",), *mails]).encode(),
             Wanted(("E-mail",), mails)),
        Case("one-column-quoted.csv", text_of([("E-mail",), *mails], always=True).encode(),
             Wanted(("E-mail",), mails)),
        Case("one-column-with-gaps.csv", b"E-mail\na@x.io\n\nb@x.io\n",
             Wanted(("E-mail",), [("a@x.io",), ("b@x.io",)], left_out=1,
                    said=(("without a filled cell", 1),))),
        Case("one-row.csv", b"id,name\n1,a", Wanted(("id", "name"), [("1", "a")])),
    ]  # fmt: skip


def _chosen() -> list[Case]:
    """What the person says goes before what is found."""
    rows = [("1", "a;b", "x"), ("2", "c;d", "y")]
    names = ("id", "pair", "note")
    carets = text_of([names, *rows], "^")
    return [
        Case("chosen-comma.csv", text_of([names, *rows]).encode(), Wanted(names, rows),
             {"delimiter": ","}),
        Case("chosen-caret.csv", carets.encode(), Wanted(names, rows), {"delimiter": "^"}),
        Case("chosen-wrongly.csv", b"id,name\n1,a\n2,b\n",
             Wanted(("id,name",), [("1,a",), ("2,b",)]), {"delimiter": ";"}),
    ]  # fmt: skip
