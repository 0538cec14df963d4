"""What happens to facts on their way into a CRM: blanks, spellings, notes in number fields."""

from __future__ import annotations

from sample_projects.b2b_software.dice import Dice
from sample_projects.b2b_software.words import COUNTRIES

SPELLINGS = {name: spellings for name, _, _, _, _, spellings in COUNTRIES}
NOT_NUMBERS = ("n/a", "ca. 300", "n/a", "50-100", "unknown", "n/a", "ca. 1000")
NOT_NUMBER_CELLS = 14


def country(dice: Dice, name: str) -> str:
    """The country as somebody typed it: one in seven differs from the list."""
    return dice.pick(SPELLINGS[name]) if dice.chance(0.14) else name


def industry(dice: Dice, name: str) -> str:
    """The industry, 1 % blank, now and then with a space too many or in small letters."""
    if dice.chance(0.01):
        return ""
    if dice.chance(0.02):
        return dice.pick((name.lower(), name + " ", name.upper()))
    return name


def title(dice: Dice, name: str) -> str:
    """The job title, 4 % blank, with the usual ways to write it."""
    if dice.chance(0.04):
        return ""
    if name.startswith("VP ") and dice.chance(0.3):
        rest = name[3:]
        return dice.pick((f"Vp {rest}", f"V.P. {rest}", f"Vice President {rest}", name.lower()))
    if dice.chance(0.05):
        return dice.pick((name.lower(), name.upper(), name.replace(" ", "  ", 1), name + " "))
    return name


def email(dice: Dice, address: str) -> str:
    """The address, some with capitals, 3 % blank."""
    if dice.chance(0.03):
        return ""
    if dice.chance(0.06):
        left, _, right = address.partition("@")
        return dice.pick((address.upper(), f"{left.title()}@{right}", f" {address}"))
    return address


def employees(dice: Dice, number: int) -> str:
    """The number of employees, 9 % blank, often rounded by hand."""
    if dice.chance(0.09):
        return ""
    if number > 200 and dice.chance(0.4):
        return str(number // 50 * 50)
    return str(number)


def revenue(dice: Dice, amount: int) -> str:
    """The firm's revenue, known for three in five."""
    return str(amount) if dice.chance(0.6) else ""


def consent(dice: Dice) -> str:
    """Whether the lead may be written to, as people fill it in."""
    return dice.weighted((("Yes", 60), ("No", 14), ("", 18), ("yes", 5), ("TRUE", 3)))


def website(dice: Dice, domain: str) -> str:
    """The firm's site, if known."""
    if dice.chance(0.3):
        return ""
    return dice.pick(("https://www.", "www.", "", "https://")) + domain
