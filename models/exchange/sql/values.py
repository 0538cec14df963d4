"""How single values are written: numbers, and several texts in one cell."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_PLAIN = 2**31


def number_text(number: float) -> str:
    """A number that reads back as the same double: whole ones without a point.

    >>> number_text(10.0), number_text(0.1), number_text(-0.0)
    ('10', '0.1', '0')
    """
    if number == int(number) and abs(number) < _MOST_PLAIN:
        return str(int(number))
    return repr(number)


def escaped_value(text: str) -> str:
    """A text within a cell of several, which ends at a semicolon: "%" is %25, ";" is %3b.

    In small letters, so that the keys of a cell are the cell in lower case.
    """
    return text.replace("%", "%25").replace(";", "%3b")


def values_cell(values: Sequence[str]) -> str:
    """Several texts as one cell: each stands between semicolons.

    >>> values_cell(("a", "b;c"))
    ';a;b%3bc;'
    """
    return f";{';'.join(map(escaped_value, values))};"


def value_within(text: str) -> str:
    """What a cell of several texts holds if one of them is this."""
    return values_cell((text,))
