"""Values that stand where somebody had to write something: test, n/a, asdf, 000000."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.leads.text import cleaned_key

NOTHING = frozenset(
    """n/a na n.a. n.a n\\a #n/a null nil none nan undefined unknown unkown unbekannt inconnu
    desconocido sconosciuto onbekend - -- --- ---- ? ?? ??? . .. ... / // _ __ x xx xxx xxxx tbd
    tba tbc k.a. k.a keine leer empty blank missing void (blank) (empty) (none) (null) [null]
    <null> not_available no_data not_set unspecified unassigned""".split()
) | {
    "not available",
    "not applicable",
    "not known",
    "not provided",
    "not specified",
    "not set",
    "not given",
    "no data",
    "no value",
    "no answer",
    "keine angabe",
    "keine angaben",
    "nicht bekannt",
    "to be determined",
    "to be defined",
    "non renseign\u00e9",
    "sin datos",
    "please select",
    "select",
    "choose one",
    "- select -",
    "- none -",
    "--none--",
    "-none-",
    "bitte w\u00e4hlen",
}
"""Words for nothing, by key."""

TRIED = frozenset(
    """test tests testing tester test1 test2 test123 testtest dummy asdf asdfg asdfgh asdfasdf
    qwer qwert qwerty qwertz yxcv foo bar foobar abc abcd abc123 lorem fake sample123 xyz
    test@test.com test@test.de test@example.com test@mail.com a@a.com a@a.de a@b.com abc@abc.com
    asdf@asdf.com none@none.com no@no.com noemail@noemail.com no@email.com example@example.com
    test@test asdf@asdf.de x@x.com aaa@aaa.com email@email.com me@me.com""".split()
) | {
    "test test",
    "test lead",
    "lorem ipsum",
    "first last",
    "john doe",
    "jane doe",
    "max mustermann",
}
"""What people type to try a form, by key."""

_ALIKE = re.compile(r"^(\D)\1{2,}$")
_RUN = re.compile(r"^(0?123456\d*|9876543\d*|000-?000-?0000|(\d)\2{4,})$")
"""Fewer than five digits may be a number of something."""


def is_placeholder(text: str) -> bool:
    """Whether a value seems to stand for nothing."""
    found = cleaned_key(text)
    if not found:
        return False
    if found in NOTHING or found in TRIED:
        return True
    return bool(_ALIKE.match(found) and found[0] not in "*+") or bool(_RUN.match(found))


def is_trial(text: str) -> bool:
    """Whether a value is what people type to try a form."""
    return cleaned_key(text) in TRIED


def placeholders_in(texts: Iterable[str]) -> list[int]:
    """The positions of values that seem to stand for nothing."""
    return [place for place, text in enumerate(texts) if is_placeholder(text)]


def codes_for_nothing(values: NDArray[np.float64]) -> list[float]:
    """Numbers far from all others that look like a code for unknown: 999 beside 0 to 30, or -1.

    They are all nines (at least three) and more than three times as great as the next greatest,
    or -1, -9, -99, -999 where no other number is negative; at least two leads have them.
    """
    filled = values[~np.isnan(values)]
    if len(filled) < 20:
        return []
    found, counts = np.unique(filled, return_counts=True)
    codes = []
    if len(found) > 2:
        top, below = float(found[-1]), float(found[-2])
        nines = top >= 999 and top == int(top) and set(str(int(top))) == {"9"}
        if nines and top > 3 * abs(below) and counts[-1] > 1:
            codes.append(top)
        low = float(found[0])
        if low in (-1, -9, -99, -999, -9999) and found[1] >= 0 and counts[0] > 1:
            codes.append(low)
    return codes
