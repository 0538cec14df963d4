"""Names of fields that are known only after the outcome, in the words of CRM systems."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.leads.guessing.shapes import words_of

_OF_CUSTOMERS = "only leads that became customers or opportunities have it"
_OF_CALLS = "it tells how long a call took or how it ended, which is known only after the call"
_SAYS = (
    (
        r"(closed?|lost|loss|lose|won|win|reject(ed|ion)?|disqualif\w*|decline[d]?|churn(ed)?|"
        r"cancel\w*|dead|nurture) (lost |won )?(reason|cause|why|detail|comment)s?"
        r"|reason (for |of )?(lost|losing|loss|winning|won|closing|closed?|reject\w*|disqualif\w*|"
        r"declin\w*|churn\w*)|(verlust|absage|ablehnungs)grund|motif (de )?(perte|refus)",
        "it tells why a lead was won or lost, which is written when that is decided",
    ),
    (
        r"(converted|conversion|closed?|closing|won|lost|signed|signature|contract|booking|invoice|"
        r"payment|purchase|activation|go live)( signed| start| end)? (date|day|time|on|at|by)|"
        r"date (converted|closed|won|lost|signed)|customer since|vertragsdatum|abschlussdatum",
        "it is the day of the outcome, or comes after it",
    ),
    (
        r"contract (no|number|id|value|amount|start|end|term|length|signed)|invoice.*|"
        r"(converted|resulting) (account|contact|opportunity|deal).*|customer (id|no|number|status|"
        r"tier)|(opportunity|deal|potential|sales) (stage|status|owner|name|id|type|probability|"
        r"forecast)|forecast (category|type)|expected revenue|closed? (amount|value|revenue)|"
        r"(opportunity|deal|potential|won|order|contract|booking|closed) (amount|value|size|"
        r"revenue)"
        r"|(first|last) (order|purchase|payment|invoice).*|"
        r"(number|count) of (orders|purchases|payments)|renewal.*|onboarding.*|kick ?off.*|"
        r"vertrag.*|rechnung.*|auftrag(swert)?",
        _OF_CUSTOMERS,
    ),
    (
        r"(last )?call (duration|length|time|minutes|seconds|result|outcome).*|"
        r"(duration|length) of (the )?(last )?call.*|talk ?time.*|(meeting|demo) (duration|length|"
        r"result|outcome)|gespraechsdauer|gesprächsdauer|anrufdauer",
        _OF_CALLS,
    ),
    (
        r"(last )?(modified|updated?|changed?|edited)( (date|time|on|at|by))?|"
        r"last (update|change|edit)( (date|time))?|system modstamp|(geändert|zuletzt geändert).*",
        "it moves with every change, also with the one that writes the outcome",
    ),
)
"""Each with what it says about the field."""

_MAY_SAY = (
    (r"contracts?|amount|deals?|mrr|arr|orders?|implementation.*", _OF_CUSTOMERS),
    (r"duration", _OF_CALLS),
)
"""Words that mean other things, too: the amount that is wanted, the months of a loan."""


@dataclass(frozen=True)
class NameSign:
    """`why` a field is known only after the outcome. `vague`: its name may mean something else.
    `lacked`: if it means that, many leads do not have it."""

    why: str
    vague: bool
    lacked: bool


_PATTERNS = tuple(
    (re.compile(pattern), NameSign(why, vague, why == _OF_CUSTOMERS))
    for says, vague in ((_SAYS, False), (_MAY_SAY, True))
    for pattern, why in says
)


def after_by_name(name: str) -> NameSign | None:
    """Whether a field of that name is known only after the outcome; None: the name says nothing."""
    words = " ".join(words_of(name))
    return next((sign for pattern, sign in _PATTERNS if pattern.fullmatch(words)), None)
