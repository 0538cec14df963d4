from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from models.leads.cleaning import is_clean
from models.leads.raw import Texts
from models.leads.text import clean, key

SPACES = {
    *range(0x0021), *range(0x007F, 0x00A1), 0x1680, *range(0x2000, 0x200C),
    0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF,
}  # fmt: skip

messy = st.text(
    st.one_of(
        st.sampled_from("aZß éÉe\u0301\u00a0\u200b\u200c\u200d\u00ad\t\n\u3000İΣςσ\ufeff"),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)


def slow_clean(text: str) -> str:
    """Semantics 1, one sign at a time."""
    result = ""
    for sign in unicodedata.normalize("NFC", text):
        if ord(sign) in SPACES:
            if not result.endswith(" "):
                result += " "
        else:
            result += sign
    return result[result.startswith(" ") : len(result) - result.endswith(" ")] if result else ""


@given(messy)
def test_that_cleaning_is_what_the_semantics_say(text: str) -> None:
    expected = slow_clean(text)
    assert clean(text) == ("" if expected == " " else expected)


@given(messy)
def test_that_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.lists(messy, max_size=6))
def test_that_texts_are_called_clean_only_if_cleaning_changes_none(texts: list[str]) -> None:
    if is_clean(Texts.of(texts)):
        assert [clean(text) for text in texts] == texts


@given(st.lists(messy.map(clean), max_size=6))
def test_that_clean_ascii_texts_are_called_clean(texts: list[str]) -> None:
    if all(text.isascii() for text in texts):
        assert is_clean(Texts.of(texts))


@given(messy)
def test_that_a_key_keeps_its_length_and_is_its_own_key(text: str) -> None:
    assert len(key(text)) == len(text)
    assert key(key(text)) == key(text)
    assert key(text) == "".join(key(sign) for sign in text)


def test_that_keys_know_no_language_and_no_place_in_the_word() -> None:
    assert key("ΟΔΟΣ") == key("οδος") == key("οδοσ") == "οδοσ"
    assert key("İstanbul") == "istanbul"
    assert key("STRASSE") != key("Straße")
    assert key("É") == "é" != key("E")
