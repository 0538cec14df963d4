"""Marks of currency and percent that numbers wear, those of one currency together."""

from __future__ import annotations

CURRENCIES = (
    ("$", "US$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("CHF", "Fr.", "SFr."),
    ("kr", "kr.", "SEK", "NOK", "DKK"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("₺", "TL", "TRY"),
    ("₽", "RUB"),
    ("¥", "JPY", "CNY", "RMB"),
    ("₩", "KRW"),
    ("₹", "Rs.", "Rs", "INR"),
    ("₪", "ILS"),
    ("R$", "BRL"),
    ("CA$", "C$", "CAD"),
    ("A$", "AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("MX$", "MXN"),
    ("ZAR",),
    ("AED",),
)
PERCENT = "%"

ORNAMENTS = tuple(
    sorted((PERCENT, *(mark for marks in CURRENCIES for mark in marks)), key=lambda m: (-len(m), m))
)
"""The longest first, so that “US$” is not read as “$” behind the word US."""


def currency_of(mark: str) -> str:
    """The first mark of the same currency; "" for what is none."""
    return next((marks[0] for marks in CURRENCIES if mark in marks), "")
