"""The many names of one thing: how exports call the fields and activities that templates ask for.

English and German. A field is found by its whole name or by a phrase within it; an activity, and a
field that counts one, by the beginnings of words: "Webinar attended", "Webinars 90d" and
"Webinar-Teilnahme" are all the activity Webinar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.leads.guessing.shapes import words_of
from models.leads.social_types import social_type
from models.leads.text import key


@dataclass(frozen=True)
class Called:
    """Names of a field: the whole name, or a phrase within it, beside at most two other words."""

    whole: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Begins:
    """Beginnings of words of an activity: all of one row, and none of `never`."""

    rows: tuple[str, ...]
    never: str = ""


FIELDS: dict[str, Called] = {
    "Job title": Called(
        ("title", "position", "job", "role", "funktion", "beruf"),
        (
            "job title", "jobtitle", "job position", "position title", "job role", "designation",
            "berufsbezeichnung", "stellenbezeichnung", "jobtitel", "job titel", "job bezeichnung",
        ),
    ),
    "Industry": Called(
        ("sector", "vertical", "trade", "branche", "wirtschaftszweig"),
        ("industry", "business sector", "line of business", "branche", "industrie"),
    ),
    "Employees": Called(
        ("size", "headcount", "staff", "mitarbeiter", "größe"),
        (
            "employees", "employee count", "number of employees", "company size", "headcount",
            "no of employees", "num employees", "mitarbeiterzahl", "anzahl mitarbeiter",
            "mitarbeiteranzahl", "beschäftigte", "unternehmensgröße",
        ),
    ),
    "Annual revenue": Called(
        ("revenue", "turnover", "umsatz"),
        (
            "annual revenue", "annualrevenue", "company revenue", "yearly revenue",
            "annual turnover", "jahresumsatz", "umsatz",
        ),
    ),
    "Country": Called(
        ("country", "land", "nation"),
        ("country", "country region", "country code", "countrycode", "ländercode"),
    ),
    "Lead source": Called(
        ("source", "channel", "origin", "quelle", "herkunft", "kanal"),
        (
            "lead source", "leadsource", "original source", "traffic source", "utm source",
            "acquisition channel", "marketing channel", "leadquelle", "lead quelle",
        ),
    ),
    "E-mail": Called(
        ("mail", "e mail", "email"),
        ("email address", "e mail address", "emailaddress", "work email", "business email",
         "e mail adresse", "mailadresse", "emailadresse"),
    ),
    "Phone": Called(
        ("phone", "telephone", "mobile", "cell", "tel", "telefon", "handy", "mobil"),
        ("phone number", "mobile phone", "telephone number", "telefonnummer", "work phone"),
    ),
    "Company": Called(
        ("company", "account", "organisation", "organization", "firma", "unternehmen", "employer"),
        ("company name", "account name", "organisation name", "organization name", "firmenname"),
    ),
    "Consent": Called(
        ("consent", "opt in", "optin", "einwilligung", "permission"),
        ("marketing consent", "email consent", "gdpr consent", "newsletter consent", "opt in"),
    ),
    "Last activity": Called(
        ("last activity", "last seen", "letzte aktivität"),
        (
            "last activity", "last activity date", "last engagement", "last contacted",
            "last visit", "letzte aktivität", "letzter kontakt", "letzter besuch",
        ),
    ),
    "Target account": Called(
        ("target", "named account", "zielkunde"),
        ("target account", "named account", "abm account", "zielkunde"),
    ),
    "Account tier": Called(
        ("tier", "abc class"),
        ("account tier", "customer tier", "account segment", "account class", "kundenklasse"),
    ),
    "Interests": Called(
        ("interests", "interest", "interessen", "topics", "preferences"),
        ("product interest", "areas of interest", "preferred category", "favourite category"),
    ),
    "Orders": Called(
        ("orders", "purchases", "bestellungen", "käufe"),
        ("number of orders", "order count", "orders count", "total orders", "anzahl bestellungen"),
    ),
    "Total spend": Called(
        ("spend", "lifetime value", "ltv", "clv", "umsatz"),
        ("total spend", "total spent", "amount spent", "customer value", "gesamtumsatz"),
    ),
    "Returns": Called(
        ("returns", "retouren"), ("number of returns", "returned orders", "anzahl retouren")
    ),
}  # fmt: skip

ACTIVITIES: dict[str, Begins] = {
    "Demo request": Begins(("demo", "vorführ", "product tour"), "video democra demogra"),
    "Contact request": Begins(
        (
            "contact request", "contact form", "contact us", "contact sales", "kontaktanfrage",
            "kontaktformular", "callback", "rückruf", "quote request", "request quote",
            "angebotsanfrage", "appointment", "terminanfrage", "beratung",
        )
    ),
    "Trial": Begins(("trial", "testversion", "testphase", "test version", "probezugang")),
    "Pricing page visit": Begins(
        ("pricing", "price page", "prices page", "price list", "preisseite", "preise", "tarifseite")
    ),
    "Page visit": Begins(
        (
            "page view", "page visit", "pageview", "website visit", "web visit", "site visit",
            "visit page", "view page", "web session", "seitenaufruf", "seitenbesuch",
            "websitebesuch", "webseitenbesuch",
        ),
        "pric preis career karriere job product produkt",
    ),
    "Webinar": Begins(("webinar", "webcast"), "regist anmeld invit einlad miss"),
    "Content download": Begins(
        ("download", "whitepaper", "white paper", "ebook", "heruntergelad"), "app"
    ),
    "Event": Begins(
        ("trade fair", "trade show", "tradeshow", "fair visit", "messe", "conference", "expo",
         "event", "kongress"),
        "last letzte messeng",
    ),
    "E-mail click": Begins(
        ("mail click", "email click", "click mail", "link click", "newsletter click", "mail klick",
         "mail geklickt", "email geklickt"),
    ),
    "E-mail reply": Begins(
        ("mail repl", "email repl", "mail answer", "email answer", "mail respon", "email respon",
         "mail beantwort", "mail antwort"),
    ),
    "E-mail bounce": Begins(("bounce", "unzustellbar", "undeliver")),
    "Careers page visit": Begins(("career", "karriere", "job page", "jobs", "stellenanzeig")),
    "Unsubscribed": Begins(("unsubscri", "opt out", "opted out", "optout", "abgemeld", "abmeld")),
    "Meeting": Begins(("meeting", "besprechung", "vor ort termin", "call book")),
    "Checkout": Begins(("checkout", "check out", "payment start", "kasse")),
    "Cart": Begins(("cart", "basket", "warenkorb"), "value wert carto"),
    "Product view": Begins(
        ("product view", "product page", "item view", "produktansicht", "produktseite")
    ),
    "Wish list": Begins(("wish", "wunsch", "merkzettel", "merkliste")),
    "Coupon": Begins(("coupon", "voucher", "gutschein", "discount code")),
    "Newsletter signup": Begins(
        ("newsletter sign", "newsletter subscri", "newsletter anmeld", "newsletteranmeld",
         "subscri newsletter", "newsletter abo"),
        "unsubscri",
    ),
    "Store visit": Begins(("store visit", "shop visit", "filialbesuch", "ladenbesuch")),
    "Return": Begins(("return", "retour", "rücksend"), "returning"),
    "Purchase": Begins(("purchase", "order", "bought", "kauf", "bestell"), "verkauf ordered"),
}  # fmt: skip

SOCIAL: dict[str, tuple[str, ...]] = {
    "Social follow": ("follow",),
    "Social share": ("share", "mention", "repost"),
    "Social like": ("like", "comment", "reaction"),
}
"""The acts of `models/leads/social_types.py` that each social activity stands for."""

DETAILS: dict[str, Called] = {
    "Page": Called(
        ("page", "url", "path", "detail", "details", "seite", "link", "asset"),
        ("page url", "page title", "page path", "page name", "url path"),
    ),
}

MOST_OTHERS = 2
"""Words beside a phrase that may stand in the name of a field."""


def rank(name: str, asked: str) -> int | None:
    """How well a field's name fits what is asked, 0 the best; None: not at all."""
    words = [key(word) for word in words_of(name)]
    said = " ".join(words)
    called = FIELDS.get(asked) or DETAILS.get(asked)
    if said == " ".join(key(word) for word in words_of(asked)):
        return 0
    if called is not None:
        if said in map(key, (*called.whole, *called.within)):
            return 1
        for phrase in map(key, called.within):
            others = len(words) - len(phrase.split())
            if f" {phrase} " in f" {said} " and others <= MOST_OTHERS:
                return 1 + others
    if asked in ACTIVITIES and _begins(words, ACTIVITIES[asked]):
        return 2 + MOST_OTHERS
    return None


def activity_types(types: Iterable[str], asked: str) -> tuple[str, ...]:
    """Those of the types of activity that are what is asked."""
    if asked in SOCIAL:
        return tuple(
            name
            for name in types
            if (found := social_type(name)) is not None and found.act in SOCIAL[asked]
        )
    wanted = key(asked)
    return tuple(
        name
        for name in types
        if key(name) == wanted
        or (
            asked in ACTIVITIES
            and _begins([key(word) for word in words_of(name)], ACTIVITIES[asked])
        )
    )


def _begins(words: Sequence[str], begins: Begins) -> bool:
    """Whether each beginning of some row begins a word, and none of `never` does."""
    if any(word.startswith(stem) for stem in begins.never.split() for word in words):
        return False
    return any(
        all(any(word.startswith(key(stem)) for word in words) for stem in row.split())
        for row in begins.rows
    )
