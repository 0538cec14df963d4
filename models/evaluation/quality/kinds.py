"""Text that is numbers: all of it, or some of it among words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from models.evaluation.quality.values import Values
from models.leads.plain import plain_numbers
from models.leads.raw import Texts

WHOLE = 0.8
"""Share of filled leads with a number from which a text field seems to be numbers."""
FEW, MANY = 0.05, 0.8
"""Between these shares numbers and words are mixed."""
_NAMES = re.compile(
    r"(^|[\s_.-])(id|ids|no|nr|num|number|nummer|code|zip|plz|postcode|postal|phone|telefon|tel|fax"
    r"|mobile|mobil|key|sku|vat)($|[\s_.-])|(?-i:[a-z](Id|ID|No|Nr|Code)$)",
    re.IGNORECASE,
)
"""Names of fields whose numbers name something."""
DISTINCT = 3
"""Different numbers that there must be."""


@dataclass(frozen=True)
class Written:
    """Values that are written as numbers: their `places`, commonest first, and `leads` of `of`."""

    places: list[int]
    leads: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether nearly all are numbers."""
        return self.leads >= WHOLE * self.of


def numbers_written(values: Values, name: str = "") -> Written | None:
    """Values that are plain numbers and name nothing; None where there are few.

    A zero in front (a postcode, a number of a customer) or more than 15 digits name something, and
    so do the numbers of a field whose `name` says so.
    """
    if not len(values) or values.sets is not None or _NAMES.search(name):
        return None
    plain = plain_numbers(Texts.of(values.texts))
    names = plain.zero & (plain.whole > 1)
    leads = values.leads
    if bool((plain.found & names & (leads > 0)).any()):
        return None
    places = np.flatnonzero(plain.found & (leads > 0))
    if len(places) < DISTINCT:
        return None
    order = places[np.argsort(-leads[places], kind="stable")]
    return Written(order.tolist(), int(leads[places].sum()), int(leads.sum()))


def mixed_in(written: Written) -> bool:
    """Whether there are many numbers, and many words."""
    return FEW * written.of <= written.leads <= MANY * written.of
