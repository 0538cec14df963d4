"""The known truth: from what a lead's chance to convert is made. The README shows it as a table.

The terms add up as log-odds; the outcome is then drawn with that chance. `budget` is the part
that no field of the export shows, so that no model can be perfect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

START = -4.45
LEVEL = {"decides": 1.3, "manages": 0.4, "works": 0.0, "learns": -2.0}
INDUSTRY = {"Software": 0.7, "Finance": 0.6, "Education": -0.7}
COUNTRY = {"Germany": 0.3, "Austria": 0.3, "Switzerland": 0.3}
SOURCE = {"Referral": 0.8, "Partner": 0.4, "List import": -0.6, "Paid search": -0.2}
INTEREST = 0.4
DEMO = 1.9
PRICING_VIEW, PRICING_MOST = 0.4, 4
CLICK, CLICK_MOST = 0.15, 5
DOWNLOAD = 0.4
WEBINAR = 0.0
ACTIVE = 0.5
QUIET = -0.9
CAREERS = -1.2
FREE_MAIL = -0.9
UNSUBSCRIBED = -1.0
COMPETITOR = -5.0
BUDGET = 0.9


@dataclass(frozen=True)
class Facts:
    """What the truth looks at, as it really is: without the blanks and spellings of the export."""

    level: str
    industry: str
    employees: int
    country: str
    source: str
    wanted_interest: bool
    demo: bool
    pricing_views: int
    clicks: int
    downloads: int
    webinars: int
    quiet_days: int | None
    careers: bool
    free_mail: bool
    unsubscribed: bool
    competitor: bool
    budget: float
    """-1 to 1."""


def size(employees: int) -> float:
    """The term of a firm's size."""
    if employees < 50:
        return 0.0
    if employees < 200:
        return 0.4
    return 0.7 if employees < 1000 else 0.2


def log_odds(facts: Facts) -> float:
    """All terms, added."""
    return (
        START
        + LEVEL[facts.level]
        + INDUSTRY.get(facts.industry, 0.0)
        + size(facts.employees)
        + COUNTRY.get(facts.country, 0.0)
        + SOURCE.get(facts.source, 0.0)
        + INTEREST * facts.wanted_interest
        + DEMO * facts.demo
        + PRICING_VIEW * min(facts.pricing_views, PRICING_MOST)
        + CLICK * min(facts.clicks, CLICK_MOST)
        + DOWNLOAD * (facts.downloads > 0)
        + WEBINAR * (facts.webinars > 0)
        + ACTIVE * (facts.quiet_days is not None and facts.quiet_days <= 14)
        + QUIET * (facts.quiet_days is None or facts.quiet_days > 90)
        + CAREERS * facts.careers
        + FREE_MAIL * facts.free_mail
        + UNSUBSCRIBED * facts.unsubscribed
        + COMPETITOR * facts.competitor
        + BUDGET * facts.budget
    )


def chance(facts: Facts) -> float:
    """The chance to convert, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds(facts)))
