"""Names, companies and e-mails folded, so that what differs only in writing is the same text.

Folded texts are for comparing alone: no cell is changed by them.
"""

from __future__ import annotations

import re
import unicodedata

from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.text import cleaned_key

LONGEST = 120
"""Characters of a folded name; a longer text is no name and is compared with nothing."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\u0131": "i",
    }
)
_POINTS = re.compile(r"(?<=\w)[.'\u2019`](?=\w|$|\s)")
_OTHERS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")

FORMS = frozenset(
    "gmbh mbh ag kg kgaa ohg gbr ug ev se inc incorporated ltd limited llc llp lp plc corp "
    "corporation co company sa sas sarl eurl srl spa sl slu bv nv cv vof oy oyj ab as asa aps "
    "kft zrt sro doo ooo oao zao pty pte pvt kk sdn bhd lda ltda".split()
)
"""Legal forms: the last words of a company's name that do not tell it from others."""

_AND = frozenset(("and", "und", "et", "og", "och"))

NO_NAME = frozenset(
    "na none null unknown unbekannt test tester testing nobody anonymous anonym no name noname "
    "not known not available not provided not set tbd tba xx xxx xxxx asdf".split()
)
"""Words that people write where they have no name; a text of these alone is blank here."""

NO_COMPANY = NO_NAME | frozenset(
    "private privat individual self employed selfemployed freelance freelancer student retired "
    "unemployed home personal company firma the my own independent consultant particulier".split()
)
"""Words that people write where there is no company."""

SHARED = frozenset(
    "info sales office contact hello hi admin administrator support mail email service services "
    "team post marketing billing accounts accounting finance hr jobs career careers press media "
    "webmaster postmaster hostmaster noreply no-reply donotreply do-not-reply none unknown test "
    "enquiries enquiry inquiries reception help helpdesk general purchasing orders order shop "
    "kontakt buchhaltung einkauf vertrieb verwaltung empfang zentrale bestellung rechnung invoice "
    "invoices contacto ventas administracion comercial commercial direction secretariat accueil "
    "compta info1 customerservice customercare".split()
)
"""What stands before the @ of a mailbox that several people read."""

_FREE = frozenset(FREE_MAIL[FREE_MAIL_VERSION])


def folded(text: str) -> str:
    """Small letters without accents and signs, words in their order, one space between them."""
    if text.isascii():
        plain = text.lower()
    else:
        split = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        plain = "".join(letter for letter in split if not unicodedata.combining(letter))
        plain = unicodedata.normalize("NFC", plain)
    return _OTHERS.sub(" ", _POINTS.sub("", plain)).strip()


def folded_name(text: str) -> str:
    """A person's name folded; "" where it is none."""
    plain = folded(text)
    if len(plain) > LONGEST or not any(letter.isalpha() for letter in plain):
        return ""
    return "" if _says_none(plain.split(), NO_NAME) else plain


def folded_company(text: str) -> str:
    """A company's name folded, without its legal form; "" where it is none."""
    plain = folded(text.replace("&", " and ").replace("+", " and "))
    words = plain.split()
    if words[:1] == ["the"]:
        words = words[1:]
    while len(words) > 1 and (words[-1] in FORMS or words[-1] in _AND):
        words.pop()
    words = [word for word in words if word not in _AND] or words
    short = " ".join(words)
    if len(short) > LONGEST or not any(sign.isalnum() for sign in short):
        return ""
    return "" if _says_none(words, NO_COMPANY) else short


def _says_none(words: list[str], nothing: frozenset[str]) -> bool:
    return nothing.issuperset(words) or "".join(words) in nothing  # n/a is two words by its sign


def in_order(plain: str) -> str:
    """The words of a folded text in the order of the alphabet."""
    return " ".join(sorted(plain.split()))


def address(text: str) -> str:
    """The key of an e-mail address; "" where the text is none.

    Capitals are ignored. Dots and what follows a + stay: whether they are one mailbox is for the
    host to say.
    """
    found = cleaned_key(text).removeprefix("mailto:")
    return found if _ADDRESS.fullmatch(found) else ""


def is_shared(mail: str) -> bool:
    """Whether an address is a mailbox that several people read, such as info@."""
    return mail.partition("@")[0] in SHARED


def business_domain(mail: str) -> str:
    """The host of an address; "" where anybody can have a mailbox there."""
    domain = mail.rpartition("@")[2]
    return "" if domain in _FREE else domain
