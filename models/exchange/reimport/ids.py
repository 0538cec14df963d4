"""Ids of records as other systems write them: what is wrong with one, and when two are the same.

An id that is wrong is never mended: the row would change somebody else, or nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.exchange.cells import encodable
from models.leads.scored_lists import STARTS_FORMULA

LONGEST = 255
"""Characters of a cell that every system takes as text."""

_DIGITS = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_SALESFORCE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?", re.ASCII)
_GUID = re.compile(r"(\{)?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?(1)\})", re.ASCII)
_ZOHO = re.compile(r"(?:zcrm_)?[0-9]{6,20}", re.ASCII)
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}", re.ASCII
)
_SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")


@dataclass(frozen=True)
class IdForm:
    """A way to write ids. `fault`: what is wrong with an id that is not blank, "" for nothing;
    follows "the id". `same`: equal for ids of one record.
    """

    fault: Callable[[str], str]
    same: Callable[[str], str]


def cell_fault(text: str) -> str:
    """Why a text cannot stand in a cell that a spreadsheet or a loader takes as it is."""
    if text.startswith(STARTS_FORMULA):
        return f"begins with {text[0]}, as a formula does"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if _CONTROL.search(text) or encodable(text) != text:
        return "has characters that cannot be written"
    return ""


def plain_fault(text: str) -> str:
    """Why a text is no id at all."""
    if text == "#N/A":
        return "stands for no value"
    return cell_fault(text)


def salesforce_suffix(fifteen: str) -> str:
    """The last three of eighteen characters: which of the fifteen before are capitals.

    Five characters give one: the first counts 1, the second 2, the third 4 and so on.
    """
    blocks = (fifteen[start : start + 5] for start in (0, 5, 10))
    return "".join(
        _SUFFIXES[sum(1 << place for place, sign in enumerate(block) if "A" <= sign <= "Z")]
        for block in blocks
    )


def _salesforce(text: str) -> str:
    if _SALESFORCE.fullmatch(text) is None:
        return "is not 15 or 18 letters and digits"
    if len(text) == 18 and text[15:].upper() != salesforce_suffix(text[:15]):
        return "has last characters that do not fit the others, as when capitals were changed"
    return ""


def _email(text: str) -> str:
    if _EMAIL.fullmatch(text) is None or len(text) > 254:
        return "is not an e-mail address of plain letters"
    return cell_fault(text)


def _form_of(pattern: re.Pattern[str], words: str, same: Callable[[str], str]) -> IdForm:
    def fault(text: str) -> str:
        return "" if pattern.fullmatch(text) else f"is not {words}"

    return IdForm(fault, same)


def _itself(text: str) -> str:
    return text


DIGITS = _form_of(_DIGITS, "a whole number", _itself)
GUID = _form_of(_GUID, "a GUID", lambda text: text.strip("{}").lower())
ZOHO = _form_of(_ZOHO, "a record id of Zoho", lambda text: text.removeprefix("zcrm_"))
SALESFORCE = IdForm(_salesforce, lambda text: text[:15])
EMAIL = IdForm(_email, str.lower)
PLAIN = IdForm(plain_fault, _itself)
