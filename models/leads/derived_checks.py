"""What is wrong with a list of derived fields, as problems that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from models.leads.derived import (
    Derived,
    FreeMail,
    FromTitle,
    LookUp,
    kind_of,
    kind_read,
    place_of,
    reads,
    words_of_title,
)
from models.leads.fields import Kind
from models.leads.free_mail import FREE_MAIL
from models.leads.text import clean, cleaned_key
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity

KindOf = Callable[[str], Kind | None]


def derived_problems(derived: Sequence[Derived], kind_of_field: KindOf) -> tuple[Problem, ...]:
    """Names, order, what is read and the tables; `kind_of_field`: None where leads lack it."""
    found: list[Problem] = []
    for place, item in enumerate(derived):
        found += _name(derived, place, kind_of_field)
        found += _reading(derived, place, kind_of_field)
        found += _tables(item)
    return tuple(found)


def _name(derived: Sequence[Derived], place: int, kind_of_field: KindOf) -> Iterator[Problem]:
    name = derived[place].name
    if not clean(name):
        yield _error("It has no name.", f"Derived field {place + 1}", "Give it one.")
    elif place_of(derived, name) != place:
        yield _error("An earlier derived field has this name too.", name, "Rename one of them.")
    elif kind_of_field(name) is not None:
        yield _error("A field of the leads has this name too.", name, "Rename the derived field.")


def _reading(derived: Sequence[Derived], place: int, kind_of_field: KindOf) -> Iterator[Problem]:
    item = derived[place]
    for name in reads(item):
        other = place_of(derived, name)
        if other is not None and other >= place:
            which = "itself" if other == place else f"{quoted(name)}, which comes later"
            yield _error(
                f"It reads {which}, so it is blank for all leads.",
                item.name,
                "Choose a field of the leads or a derived field above it.",
            )
            continue
        kind = kind_of_field(name) if other is None else kind_of(derived[other])
        if kind is None:
            yield Problem(
                f"It is made of {quoted(name)}, which these leads do not have.",
                item.name,
                "Choose another field or add it to the file.",
            )
        elif kind is not kind_read(item):
            yield Problem(
                f"It is made of {quoted(name)}, which is read as {kind} and not as "
                f"{kind_read(item)}; it is blank for all leads.",
                item.name,
                "Change the field's kind or choose another field.",
            )


def _tables(item: Derived) -> Iterator[Problem]:
    match item:
        case FreeMail() if item.version not in FREE_MAIL:
            yield _error(
                f"Its list of free-mail hosts, {quoted(item.version)}, is not known here.",
                item.name,
                "Install a newer Leadbench, or make the field anew.",
            )
        case FromTitle():
            yield from _title_table(item)
        case LookUp():
            lefts = [cleaned_key(left) for left, _ in item.table]
            repeats = len(lefts) - len(set(lefts))
            if not lefts:
                yield Problem("Its table is empty.", item.name, "Load one or add rows.")
            if repeats:
                yield Problem(
                    f"{count_of(repeats, 'row')} of its table {_verb(repeats, 'has', 'have')} a "
                    "value that an earlier row has; the first counts.",
                    item.name,
                    "Remove the later ones.",
                    repeats,
                )


def _title_table(item: FromTitle) -> Iterator[Problem]:
    if not item.lines:
        yield Problem("Its table is empty.", item.name, "Add lines or take the built-in table.")
    wordless = [
        words for line in item.lines for words in line.words if not words_of_title(clean(words))
    ]
    if wordless:
        yield Problem(
            f"{listed(wordless[:3])} {_verb(len(wordless), 'is', 'are')} no word, so no title "
            "has it.",
            item.name,
            "Remove it from the table.",
            len(wordless),
        )
    empty = sum(not line.words for line in item.lines)
    if empty:
        yield Problem(
            f"{count_of(empty, 'line')} of its table {_verb(empty, 'has', 'have')} no words.",
            item.name,
            "Write the words, or remove it.",
            empty,
        )
    unnamed = sum(not clean(line.value) for line in item.lines)
    if unnamed:
        yield Problem(
            f"{count_of(unnamed, 'line')} of its table {_verb(unnamed, 'gives', 'give')} no value.",
            item.name,
            "Write the value that these words stand for.",
            unnamed,
        )


def _verb(number: int, one: str, more: str) -> str:
    return one if number == 1 else more


def _error(what: str, where: str, remedy: str) -> Problem:
    return Problem(what, where, remedy, severity=Severity.ERROR)
