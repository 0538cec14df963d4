"""How the two languages say the same thing. Values only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass


def camel(name: str) -> str:
    """A name with underscores as JavaScript writes it, such as isOneOf.

    >>> camel("is_one_of")
    'isOneOf'
    """
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def quoted(text: str) -> str:
    """A text as Python and JavaScript both read it, in double quotes.

    Signs beyond the first plane stand as they are: Python has no pairs of escapes for them.
    """
    signs = (sign if sign > "\uffff" else json.dumps(sign)[1:-1] for sign in text)
    return f'"{"".join(signs)}"'


@dataclass(frozen=True)
class Tongue:
    """A language: its words, and how names, lists and comments are written."""

    key: str
    ending: str
    none: str
    true: str
    false: str
    both: str
    either: str
    no: str
    named: Callable[[str], str]
    pair: Callable[[list[str]], str]
    """Several items; in Python a tuple."""
    table: Callable[[list[tuple[str, str]]], str]
    """From one item to another."""
    end: str
    """Of a statement."""

    def call(self, name: str, *arguments: str) -> str:
        """A call of a function of the runtime."""
        return f"{self.named(name)}({', '.join(arguments)})"

    def texts(self, texts: tuple[str, ...]) -> str:
        """Several texts."""
        return self.pair([quoted(text) for text in texts])

    def number(self, value: float) -> str:
        """A number that reads back the same."""
        return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)

    def maybe(self, value: int | None) -> str:
        """A whole number or none."""
        return self.none if value is None else str(value)


def _tuple(items: list[str]) -> str:
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


PYTHON = Tongue(
    key="python",
    ending=".py",
    none="None",
    true="True",
    false="False",
    both=" and ",
    either=" or ",
    no="not ",
    named=str,
    pair=_tuple,
    table=lambda rows: "{" + ", ".join(f"{left}: {right}" for left, right in rows) + "}",
    end="",
)
JAVASCRIPT = Tongue(
    key="javascript",
    ending=".mjs",
    none="null",
    true="true",
    false="false",
    both=" && ",
    either=" || ",
    no="!",
    named=camel,
    pair=lambda items: f"[{', '.join(items)}]",
    table=lambda rows: f"new Map([{', '.join(f'[{left}, {right}]' for left, right in rows)}])",
    end=";",
)
