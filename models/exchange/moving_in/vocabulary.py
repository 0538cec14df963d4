"""The words and signs by which people say a test of a field: ours first, then others'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from models.scoring.conditions import Test


class Asks(Enum):
    """What a phrase asks of what stands behind it."""

    IS = auto()
    IS_NOT = auto()
    ONE_OF = auto()
    NONE_OF = auto()
    TEXT = auto()
    TEXTS = auto()
    NUMBER = auto()
    BETWEEN = auto()
    DAYS = auto()
    DATE = auto()
    WEEKDAYS = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Phrase:
    """Words of a test. `test` None where the values decide which one it is."""

    words: str
    asks: Asks
    test: Test | None = None


def _all(asks: Asks, test: Test | None, *words: str) -> list[Phrase]:
    return [Phrase(text, asks, test) for text in words]


PHRASES: tuple[Phrase, ...] = tuple(
    sorted(
        [
            *_all(Asks.NOTHING, Test.IS_BLANK, "is blank", "is empty", "is missing", "is unknown"),
            *_all(Asks.NOTHING, Test.IS_BLANK, "is null", "is not known", "is not set", "not set"),
            *_all(Asks.NOTHING, Test.IS_BLANK, "has no value", "blank", "empty", "missing"),
            *_all(Asks.NOTHING, Test.IS_KNOWN, "is known", "is not blank", "is not empty"),
            *_all(Asks.NOTHING, Test.IS_KNOWN, "is not null", "is set", "is filled", "exists"),
            *_all(Asks.NOTHING, Test.IS_KNOWN, "has any value", "is provided", "known", "filled"),
            *_all(Asks.NOTHING, Test.IS_YES, "is yes", "is true", "is checked", "is ticked"),
            *_all(Asks.NOTHING, Test.IS_NO, "is no", "is false", "is not checked"),
            *_all(Asks.ONE_OF, None, "is one of", "is any of", "is in", "one of", "any of"),
            *_all(Asks.ONE_OF, None, "equals one of", "in list", "in"),
            *_all(Asks.NONE_OF, None, "is not one of", "is none of", "is not any of", "none of"),
            *_all(Asks.NONE_OF, None, "is not in", "not in", "not one of"),
            *_all(Asks.IS_NOT, None, "is not", "is not equal to", "isn't", "does not equal"),
            *_all(Asks.IS_NOT, None, "not equal to", "not equals", "!=", "<>", "\u2260"),
            *_all(Asks.IS, None, "is", "is equal to", "equals", "equal to", "equal", "==", "="),
            *_all(Asks.TEXTS, Test.CONTAINS_ANY_OF, "contains any of", "contains one of"),
            *_all(Asks.TEXT, Test.DOES_NOT_CONTAIN, "does not contain", "doesn't contain"),
            *_all(Asks.TEXT, Test.DOES_NOT_CONTAIN, "not contains", "excludes"),
            *_all(Asks.TEXT, Test.CONTAINS, "contains", "includes", "contain"),
            *_all(Asks.TEXT, Test.STARTS_WITH, "starts with", "begins with", "start with"),
            *_all(Asks.TEXT, Test.ENDS_WITH, "ends with", "end with"),
            *_all(Asks.TEXT, Test.MATCHES, "matches"),
            *_all(Asks.TEXTS, Test.HAS_ANY_OF, "has any of"),
            *_all(Asks.TEXTS, Test.HAS_ALL_OF, "has all of"),
            *_all(Asks.TEXTS, Test.HAS_NONE_OF, "has none of"),
            *_all(Asks.NUMBER, Test.AT_LEAST, "is at least", "at least", "is greater or equal to"),
            *_all(Asks.NUMBER, Test.AT_LEAST, "is greater than or equal to", ">=", "\u2265", "=>"),
            *_all(Asks.NUMBER, Test.AT_LEAST, "greater than or equal to", "minimum", "min", "from"),
            *_all(Asks.NUMBER, Test.AT_MOST, "is at most", "at most", "is less or equal to"),
            *_all(Asks.NUMBER, Test.AT_MOST, "is less than or equal to", "<=", "\u2264", "=<"),
            *_all(Asks.NUMBER, Test.AT_MOST, "less than or equal to", "maximum", "max", "up to"),
            *_all(Asks.NUMBER, Test.AT_MOST, "is up to", "no more than"),
            *_all(Asks.NUMBER, Test.MORE_THAN, "is more than", "more than", "is greater than"),
            *_all(Asks.NUMBER, Test.MORE_THAN, "greater than", "is over", "over", "is above"),
            *_all(Asks.NUMBER, Test.MORE_THAN, "above", ">"),
            *_all(Asks.NUMBER, Test.LESS_THAN, "is less than", "less than", "is under", "under"),
            *_all(Asks.NUMBER, Test.LESS_THAN, "is below", "below", "fewer than", "<"),
            *_all(Asks.BETWEEN, Test.BETWEEN, "is between", "between"),
            *_all(Asks.DAYS, Test.IN_THE_LAST, "is in the last", "in the last", "within the last"),
            *_all(Asks.DAYS, Test.IN_THE_LAST, "in last", "in the past"),
            *_all(Asks.DAYS, Test.IN_THE_NEXT, "is in the next", "in the next", "within the next"),
            *_all(Asks.DATE, Test.BEFORE, "is before", "before"),
            *_all(Asks.DATE, Test.AFTER, "is after", "after"),
            *_all(Asks.WEEKDAYS, Test.WEEKDAY, "falls on"),
            *_all(Asks.NOTHING, Test.IS_BLANK, "ist leer", "est vide"),
            *_all(Asks.NOTHING, Test.IS_KNOWN, "ist nicht leer", "n'est pas vide"),
            *_all(Asks.IS_NOT, None, "ist nicht", "n'est pas"),
            *_all(Asks.IS, None, "ist", "est"),
            *_all(Asks.TEXT, Test.CONTAINS, "enth\u00e4lt", "contient"),
            *_all(Asks.TEXT, Test.STARTS_WITH, "beginnt mit", "commence par"),
            *_all(Asks.NUMBER, Test.AT_LEAST, "mindestens", "ab", "au moins"),
            *_all(Asks.NUMBER, Test.AT_MOST, "h\u00f6chstens", "bis", "au plus"),
            *_all(Asks.NUMBER, Test.MORE_THAN, "mehr als", "\u00fcber", "plus de"),
            *_all(Asks.NUMBER, Test.LESS_THAN, "weniger als", "unter", "moins de"),
            *_all(Asks.BETWEEN, Test.BETWEEN, "zwischen", "entre"),
        ],
        key=lambda phrase: -len(phrase.words),
    )
)
"""The longest first, so that "is not one of" is never read as "is"."""

ALONE = frozenset(
    "blank empty missing known filled exists in equal contain over under above below from min max "
    "before after minimum maximum ab bis \u00fcber unter est".split()
)
"""Within a text these are taken only before a number: names of fields hold such words."""

_BY_WORDS = {phrase.words: phrase for phrase in PHRASES}


_COMPARE = (Asks.NUMBER, Asks.DATE)


def _pattern(words: str) -> str:
    escaped = re.escape(words).replace(r"\ ", " ")
    return rf"(?<!\w){escaped}(?!\w)" if words[0].isalpha() else rf"{escaped}(?![=<>])"


def _within(phrase: Phrase) -> str:
    before = r"(?= ?[$\u20ac\u00a3]?[0-9])" if phrase.words in ALONE else ""
    return _pattern(phrase.words) + before


_ANYWHERE = re.compile(
    "|".join(
        _within(phrase)
        for phrase in PHRASES
        if phrase.words not in ALONE or phrase.asks in _COMPARE
    ),
    re.IGNORECASE,
)
_AT_START = re.compile("|".join(_pattern(phrase.words) for phrase in PHRASES), re.IGNORECASE)


def phrase_at_start(text: str) -> tuple[Phrase, str] | None:
    """The phrase that a text begins with, and what follows it."""
    found = _AT_START.match(text)
    if found is None:
        return None
    return _BY_WORDS[found[0].lower()], text[found.end() :].strip()


def phrase_within(text: str) -> tuple[str, Phrase, str] | None:
    """What stands before the first phrase within a text, the phrase, and what follows it."""
    found = _ANYWHERE.search(text, 1) if text else None
    if found is None:
        return None
    before = text[: found.start()].strip()
    return (before, _BY_WORDS[found[0].lower()], text[found.end() :].strip()) if before else None
