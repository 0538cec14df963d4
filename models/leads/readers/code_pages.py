"""Which code page of one byte a text is written in: the one that makes words of a language of it.

Each page is tried; letters outside ASCII count for it where one of its languages has them, and
against it where none does, where signs stand within words, and where capitals stand behind small
letters. Windows-1252 is the usual page: another one must be clearly better.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

USUAL = "cp1252"
_SEVERAL = 0.85
"""What letters of several languages of a page count, beside those of one."""
_MARGIN = 2.0
"""By how much another page must be better than the usual one."""

_WESTERN = (
    "äöüßé", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "ãáâàçéêíóôõúü", "àèéìíîòóùú", "éèëïóöüáç",
    "åäöéü", "æøåéôòóä", "áðéíóúýþæö", "àçéèíïóòúü", "äõöüšž",
)  # fmt: skip
"""German, French, Spanish, Portuguese, Italian, Dutch, Swedish and Finnish, Danish and Norwegian,
Icelandic, Catalan, Estonian."""
_CENTRAL = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüßé",
)  # fmt: skip
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC = (_RUSSIAN, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш")
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_TURKISH = ("çğıİiöşüâîû",)  # noqa: RUF001 - these letters are meant
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "ąćęłńóśźż")

PAGES: dict[str, tuple[str, ...]] = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp1251": _CYRILLIC,
    "cp1253": _GREEK,
    "cp1254": _TURKISH,
    "cp1257": _BALTIC,
    "iso8859_2": _CENTRAL,
    "iso8859_15": _WESTERN,
    "koi8_r": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
}
"""Pages in the order in which they are taken where none is better, and their languages."""

_WORD = re.compile(r"[^\W\d_]+")
_FREQUENT = set("оеаинтсрвлкмдпуяαοιετσνηυρ")
_QUIET = set("\xa0’‘“”„‚–—…€£«»§°©®™·•¿¡´`¨½¼¾²³¹×·ªº№")  # noqa: RUF001 - these signs are meant
"""Signs that stand beside words in sound texts."""
_LATIN = re.compile("[a-zA-Zß-öø-ɏÀ-ÖØ-ÞẞÀ-ɏ]")


@dataclass(frozen=True)
class Page:
    """A page and how well it fits: at most one for each letter outside ASCII."""

    codec: str
    score: float
    letters: int


def best_page(sample: bytes) -> Page:
    """The page that fits a text best."""
    found = [page for codec in PAGES if (page := _fit(sample, codec)) is not None]
    if not found:
        return Page(USUAL, 0.0, 0)
    best = max(found, key=lambda page: page.score)
    usual = next((page for page in found if page.codec == USUAL), None)
    if usual is not None and best.score < usual.score + max(_MARGIN, 0.02 * usual.letters):
        return usual
    return best


def _fit(sample: bytes, codec: str) -> Page | None:
    try:
        text = sample.decode(codec)
    except UnicodeError:
        return None
    letters: Counter[str] = Counter()
    score = 0.0
    for word, times in Counter(_WORD.findall(text)).items():
        if word.isascii() or len(word) == 1:  # one letter alone is often a sign of money
            continue
        foreign = [sign for sign in word if not sign.isascii()]
        for sign in foreign:
            small = sign.lower()
            letters[small if len(small) == 1 else sign] += times
        score -= times * _oddities(word)
    score -= _signs(text)
    languages = [set(language) for language in PAGES[codec]]
    explained = max(_explained(letters, language) for language in languages)
    several = _SEVERAL * _explained(letters, set().union(*languages))
    explained = max(explained, several)
    return Page(codec, score + explained, sum(letters.values()))


def _explained(letters: Counter[str], language: set[str]) -> float:
    return sum(
        _worth(sign) * count if sign in language else -2 * count for sign, count in letters.items()
    )


def _worth(sign: str) -> float:
    """Frequent letters of scripts in which every letter is outside ASCII count more."""
    if sign < "\u0370":
        return 1.0
    return 1.2 if sign in _FREQUENT else 0.6


def _oddities(word: str) -> float:
    """Capitals within words that are not all of capitals, and two scripts in one word."""
    capitals = 0
    if not word.isupper():
        capitals = sum(
            1
            for before, sign in pairwise(word)
            if sign.isupper() and not (sign.isascii() and before.isascii())
        )
    latin = sum(1 for sign in word if _LATIN.match(sign))
    return 2.0 * capitals + (3.0 if 0 < latin < len(word) else 0.0)


def _signs(text: str) -> float:
    """Signs outside ASCII within or beside words, and signs that no text has."""
    found = 0.0
    for match in re.finditer(r"[^\x00-\x7f\w]|[²³¹ªº]", text):
        sign, place = match[0], match.start()
        before, after = text[place - 1 : place].isalpha(), text[place + 1 : place + 2].isalpha()
        if "\x80" <= sign <= "\x9f":
            found += 5.0
        elif before and after and sign not in "’·":
            found += 3.0
        elif sign not in _QUIET and (before or after):
            found += 1.0
    return found
