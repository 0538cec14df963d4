"""Whether a column holds numbers, and with which decimal and thousands marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from models.leads.fields import Input, Kind
from models.leads.guessing.currencies import ORNAMENTS, PERCENT, currency_of
from models.leads.guessing.look import Doubt, Guess, Look
from models.leads.guessing.shapes import MARKS, number_marks, words_of
from models.leads.numbers import PARENTHESES
from models.leads.raw import Cell
from models.leads.wording import count_of, percent, quoted

ENOUGH = 0.97
"""Share of the filled cells that must be numbers (or dates) to make a field one."""
HALF = 0.5
FEWEST = 20
"""Cells that a question must rest on."""

POINT, COMMA, COMMA_GROUPS, POINT_GROUPS = 0, 1, 2, 3
"""Places in MARKS: 1.5; 1,5; 1,500.0; 1.500,0."""

CODE_WORDS = frozenset(
    "id ids guid uuid zip zipcode postal postcode postalcode plz phone mobile cell cellphone tel "
    "telephone fax iban bic swift vat siren siret duns sku ean extension telefon telefono "
    "téléphone teléfono telefone mobil handy portable celular postleitzahl postnummer cep "
    "codepostal kvk ssn nif cif".split()
)
"""Words of a header whose numbers are names of things: they stay text."""
NOUNS = frozenset(
    "account campaign company contact customer deal event lead object opportunity owner person "
    "potential prospect record task user".split()
)
"""With "id" behind them ("LEADID") they say the same."""


_NUMBER_WORDS = frozenset("number no nr num nummer numero número code".split())
"""Behind a noun ("Account Number", "Customer No.") they say the same."""


def names_things(header: str) -> bool:
    """Whether a header says that its numbers are names of things: an id, a postcode, a phone."""
    words = words_of(header)
    return (
        any(word in CODE_WORDS or (word.endswith("id") and word[:-2] in NOUNS) for word in words)
        or (len(words) > 1 and words[-1] in _NUMBER_WORDS and words[-2] in NOUNS)
        or words == ["code", "postal"]
    )


@dataclass
class _Numbers:
    """Rows that each pair of MARKS reads; rows whose marks decide something; whole numbers."""

    rows: list[int] = field(default_factory=lambda: [0] * len(MARKS))
    marked: int = 0
    short: int = 0
    long: int = 0
    ornaments: Counter[str] = field(default_factory=Counter)
    bare: int = 0


def guess_number(look: Look, item: Input) -> Guess | None:
    """A number field, or text with the reason why its numbers stay text; None: no numbers."""
    numbers = _counted(look)
    best = max(range(len(MARKS)), key=lambda index: (numbers.rows[index], -index))
    share = numbers.rows[best] / look.counted
    if share < HALF:
        return None
    if look.codes:
        codes = count_of(look.codes, "number")
        return Guess(item, f"kept as text: {codes} with leading zeros or more than 15 digits")
    if share < ENOUGH:
        told = percent(share)
        return Guess(
            item,
            f"kept as text: only {told} are numbers",
            f"Only {told} of its filled cells are numbers, so it stays text."
            if look.counted >= FEWEST
            else "",
        )
    if names_things(item.name):
        return Guess(item, "numbers that name something, kept as text")
    return _with_marks(look, item, numbers, best)


def _counted(look: Look) -> _Numbers:
    numbers = _Numbers()
    for pattern, count in look.patterns.items():
        fitting, ornaments = number_marks(pattern)
        if not fitting:
            continue
        numbers.ornaments.update(dict.fromkeys(ornaments, count))
        numbers.bare += 0 if ornaments else count
        for index in fitting:
            numbers.rows[index] += count
        if len(fitting) < len(MARKS):
            numbers.marked += count
        elif len(pattern.strip("+-\u2212")) <= 3:
            numbers.short += count
        else:
            numbers.long += count
    return numbers


def _with_marks(look: Look, item: Input, numbers: _Numbers, best: int) -> Guess:
    """Choose the marks; where 1.200 or 1,200 can be either, say so."""
    tied = {index for index, rows in enumerate(numbers.rows) if rows == numbers.rows[best]}
    either = len({MARKS[index][0] for index in tied}) > 1
    open_question = bool(numbers.marked) and either and set(look.stored) != {int(Cell.NUMBER)}
    # Only a point or a comma can stand for decimals or thousands; 1 200 has no question.
    grouped = open_question and not tied & {POINT, COMMA}
    open_question = open_question and not grouped
    if open_question and tied >= {POINT, POINT_GROUPS} and numbers.short and not numbers.long:
        best = POINT_GROUPS  # 640, 85 and 1.200: whole numbers beside groups of three
    elif open_question and tied >= {COMMA, COMMA_GROUPS}:
        best = COMMA_GROUPS  # decimals with exactly three places in every cell are rare
    decimal, thousands = MARKS[best]
    found = replace(
        item,
        kind=Kind.NUMBER,
        decimal=decimal,
        thousands=thousands,
        ornaments=tuple(mark for mark in (*ORNAMENTS, PARENTHESES) if numbers.ornaments[mark]),
        blank=tuple(sorted(look.placeholders)),
    )
    doubts = _doubts(numbers)
    if not open_question:
        proven = decimal if numbers.marked and not grouped else ""
        mark = thousands if grouped else ""
        return Guess(found, "numbers", proven_decimal=proven, mark=mark, doubts=doubts)
    mark = "." if POINT in tied else ","
    meaning = "the decimal mark" if decimal == mark else "between thousands"
    return Guess(
        found,
        "numbers",
        f"The mark “{mark}” in its numbers can stand for decimals or thousands; "
        f"it was read as {meaning}.",
        mark=mark,
        doubts=doubts,
    )


def _doubts(numbers: _Numbers) -> tuple[Doubt, ...]:
    """Amounts of several currencies, and percents beside plain numbers: they do not compare."""
    currencies: Counter[str] = Counter()
    for mark, rows in numbers.ornaments.items():
        if currency := currency_of(mark):
            currencies[currency] += rows
    found = []
    if len(currencies) > 1:
        shown = ", ".join(
            f"{quoted(mark)} in {count_of(rows, 'cell')}" for mark, rows in currencies.most_common()
        )
        found.append(
            Doubt(
                f"Its amounts are in several currencies: {shown}. They are compared as plain "
                "numbers.",
                "Convert them to one currency in the file.",
                currencies.total() - currencies.most_common(1)[0][1],
            )
        )
    percents = numbers.ornaments[PERCENT]
    if percents and numbers.bare:
        signs = "has a percent sign" if percents == 1 else "have a percent sign"
        found.append(
            Doubt(
                f"{count_of(percents, 'cell')} {signs}, {numbers.bare:,} "
                f"{'has' if numbers.bare == 1 else 'have'} none; 45% is read as 45.",
                "Write all of them alike in the file.",
                min(percents, numbers.bare),
            )
        )
    return tuple(found)


def with_decimal(guess: Guess, decimal: str) -> Guess:
    """The same numbers with the decimal mark that other fields of the table prove.

    A mark that was never in question, as in 1 200, stays between thousands.
    """
    if not guess.question:
        return replace(guess, item=replace(guess.item, decimal=decimal))
    thousands = "" if decimal == guess.mark else guess.mark
    item = replace(guess.item, decimal=decimal, thousands=thousands)
    return Guess(item, "numbers with marks as in other fields", doubts=guess.doubts)
