"""Text files in the encodings that CRMs, Windows, spreadsheets and old systems write."""

from __future__ import annotations

from tests.models.leads.torture import languages as of
from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.text_files import encoded, text_of

People = tuple[tuple[str, str, str], ...]

UNICODE = (
    "utf-8", "utf-8-sig", "utf-16-le+bom", "utf-16-be+bom", "utf-16-le", "utf-16-be",
    "utf-32-le+bom", "utf-32-be+bom",
)  # fmt: skip
FOREIGN: tuple[tuple[str, People], ...] = (
    ("cp1252", of.WESTERN),
    ("cp1252", of.WESTERN + of.EURO[:1]),
    ("latin-1", of.WESTERN),
    ("iso8859-15", of.WESTERN),
    ("cp1250", of.CENTRAL),
    ("cp1251", of.CYRILLIC),
    ("cp1253", of.GREEK),
    ("cp1254", of.TURKISH),
    ("cp932", of.JAPANESE),
    ("gb18030", of.CHINESE),
    ("big5", of.TRADITIONAL),
    ("euc_kr", of.KOREAN),
)
ASKED: tuple[tuple[str, People], ...] = (
    *FOREIGN,
    ("iso8859-15", of.WESTERN + of.EURO),
    ("iso8859-2", of.CENTRAL),
    ("iso8859-5", of.CYRILLIC),
    ("koi8-r", of.CYRILLIC),
    ("cp850", of.WESTERN),
    ("mac-roman", of.WESTERN),
    ("euc_jp", of.JAPANESE),
    ("iso2022_jp", of.JAPANESE),
    ("shift_jis", of.JAPANESE),
    ("utf-16-le", of.EVERY),
    ("utf-7", of.WESTERN),
)


def cases() -> list[Case]:
    """Every encoding, found out where it can be and told by the person where it cannot."""
    return [
        *(_unicode(codec, end) for codec in UNICODE for end in ("\n", "\r\n")),
        *(_unicode(codec, "\r") for codec in ("utf-8", "utf-16-le+bom")),
        *(_found(number, codec, people) for number, (codec, people) in enumerate(FOREIGN)),
        *(_asked(number, codec, people) for number, (codec, people) in enumerate(ASKED)),
        *_odd(),
    ]


def _unicode(codec: str, end: str) -> Case:
    people = of.WESTERN if codec in ("utf-16-le", "utf-16-be") else of.EVERY
    rows = of.leads(people, 12)
    text = text_of([of.NAMES, *rows], end=end)
    ending = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}[end]
    return Case(
        f"{codec}-{ending}.csv", encoded(text, codec), Wanted(of.NAMES, rows, silent=("UTF-8",))
    )


def _found(number: int, codec: str, people: People) -> Case:
    rows = of.leads(people, 60)
    text = text_of([of.NAMES, *rows], ";", end="\r\n")
    return Case(
        f"found-{number}-{codec}.csv",
        encoded(text, codec),
        Wanted(of.NAMES, rows, said=(("not UTF-8", 0),)),
    )


def _asked(number: int, codec: str, people: People) -> Case:
    rows = of.leads(people, 6)
    text = text_of([of.NAMES, *rows], "\t", end="\r\n")
    return Case(
        f"asked-{number}-{codec}.txt",
        encoded(text, codec),
        Wanted(of.NAMES, rows),
        {"encoding": codec},
    )


def _odd() -> list[Case]:
    """Marks where none should be, damage, and words about encodings that are wrong."""
    rows = of.leads(of.WESTERN, 40)
    text = text_of([of.NAMES, *rows])
    damaged = [list(row) for row in rows]
    damaged[7][1] = "Jos\ufffd"
    broken = text_of([of.NAMES, *damaged]).encode().replace("\ufffd".encode(), b"\xe9")
    inside = [list(row) for row in rows]
    inside[3][2] = "\ufeffBern"
    joined = encoded(text, "utf-8-sig") + encoded(text_of(rows[:2]), "utf-8-sig")
    late = [["x" * 50, "Ann", "Bonn", "plain"] for _ in range(6000)]
    late[-1][1] = "Grüß"
    return [
        Case("damaged-utf-8.csv", broken, Wanted(of.NAMES, damaged, said=(("damaged", 1),))),
        Case("mark-inside.csv", encoded(text_of([of.NAMES, *inside]), "utf-8"),
             Wanted(of.NAMES, inside)),
        Case("two-files-joined.csv", joined, Wanted(
            of.NAMES, [*rows, ["\ufeff" + rows[0][0], *rows[0][1:]], rows[1]])),
        Case("mark-twice.csv", b"\xef\xbb\xbf" + encoded(text, "utf-8-sig"),
             Wanted(["\ufeffLead id", *of.NAMES[1:]], rows, called={0: "Lead id"})),
        Case("late-accent.csv", encoded(text_of([of.NAMES, *late]), "cp1252"),
             Wanted(of.NAMES, late, said=(("not UTF-8", 0),))),
        Case("asked-wrongly.csv", encoded(text_of([of.NAMES, *rows]), "cp1252"),
             Refused("not written in utf-8"), {"encoding": "utf-8"}),
        Case("asked-for-nothing.csv", encoded(text, "utf-8"), Refused("name of an encoding"),
             {"encoding": "klingon"}),
        Case("asked-for-no-text.csv", encoded(text, "utf-8"), Refused("name of an encoding"),
             {"encoding": "base64"}),
        Case("odd-utf-16.csv", encoded(text, "utf-16-le+bom")[:-1], Refused("")),
        Case("half-a-pair.csv", encoded("id,n\n1,a\n2,", "utf-16-le+bom") + b"\x00\xd8\n\x00",
             Refused("")),
    ]  # fmt: skip
