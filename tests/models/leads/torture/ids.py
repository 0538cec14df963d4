"""Ids of all the forms that spreadsheets spoil, and words that data tools take for blanks."""

from __future__ import annotations

from tests.models.leads.torture.case import Case, Wanted
from tests.models.leads.torture.text_files import text_of

FORMS = (
    "{0:07}",  # leading zeros
    "00Q5g00000{0:05}AbCEAZ",  # Salesforce, 18 signs, told apart by case too
    "9{0:019}",  # 20 digits
    "{0}E10",  # a number to a spreadsheet
    "1E{0}",
    "{0:05}-12",  # a month to a spreadsheet
    "MAR{0}",
    "{0}/5",
    "+49{0:09}",
    "{0}.0",
    "{0}.10",
    "-{0}",
    "={0}+1",
    "0x{0:04X}",
    " {0}",  # a space before it
    "{0} ",
    "é{0}",
    "ß-{0}-\u2019",
    "{{{0:08x}-4a3b-11ee-be56-0242ac120002}}",
    "{0},5",
    '"{0}"',
    "{0};{0}",
    "{0}\t",
    "a\n{0}",
    "1_000_{0}",
    "𝟙{0}",
    "\u200f{0}",
    "INF{0}",
    "{0}%",
    "'{0}",
)
WORDS = (
    "NA", "N/A", "#N/A", "None", "null", "NULL", "nan", "NaN", "nil", "-", "--", "n.a.", "true",
    "TRUE", "False", "inf", "-inf", "Infinity", "0", "00", "-0", "1e5", "1.0", "01", "Jan 1", "1-2",
    "?", ".", "0x1F", "1d", "5F", "3j", "#REF!", "unknown", "SEPT2", "1/2",
)  # fmt: skip


def ids(count: int) -> list[str]:
    """So many ids, no two alike, of every form in turn."""
    return [FORMS[number % len(FORMS)].format(number) for number in range(count)]


def cases() -> list[Case]:
    """Files of ids and of words, quoted and bare."""
    names = ("Lead id", "Country", "Value")
    words = [(f"{n:04}", word, word) for n, word in enumerate(WORDS)]
    found = [
        Case(f"ids-{quoting}.csv", text_of([names, *rows], always=quoting == "quoted").encode(),
             Wanted(names, rows))
        for quoting in ("bare", "quoted")
        for rows in ([(text, "NA", "x") for text in ids(300)],)
    ] + [
        Case(f"words-{quoting}.csv", text_of([names, *words], always=quoting == "quoted").encode(),
             Wanted(names, words))
        for quoting in ("bare", "quoted")
    ]  # fmt: skip
    for number, form in enumerate(FORMS):
        rows = [(form.format(n), "NA", str(n)) for n in range(1, 41)]
        text = text_of([names, *rows], end="\r\n")
        found.append(Case(f"ids-{number:02}.csv", text.encode(), Wanted(names, rows)))
    for number, word in enumerate(WORDS):
        rows = [(f"{n:04}", word if n % 5 == 0 else str(n), word) for n in range(60)]
        text = text_of([names, *rows], ";")
        found.append(Case(f"word-{number:02}.csv", text.encode(), Wanted(names, rows)))
    return found
