"""Names of fields that are known only after the outcome, in the words of CRM systems."""

from __future__ import annotations

import re

from models.leads.guessing.shapes import words_of

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
        r"contracts?|contract (no|number|id|value|amount|start|end|term|length|signed)|invoice.*|"
        r"(converted|resulting) (account|contact|opportunity|deal).*|customer (id|no|number|status|"
        r"tier)|(opportunity|deal|potential|sales) (stage|status|owner|name|id|type|probability|"
        r"forecast)|forecast (category|type)|expected revenue|closed? (amount|value|revenue)|"
        r"(opportunity|deal|potential|won|order|contract|booking|closed) (amount|value|size|"
        r"revenue)"
        r"|amount|deals?|mrr|arr|(first|last) (order|purchase|payment|invoice).*|orders?|"
        r"(number|count) of (orders|purchases|payments)|renewal.*|onboarding.*|kick ?off.*|"
        r"implementation.*|vertrag.*|rechnung.*|auftrag(swert)?",
        "only leads that became customers or opportunities have it",
    ),
    (
        r"duration|(last )?call (duration|length|time|minutes|seconds|result|outcome).*|"
        r"(duration|length) of (the )?(last )?call.*|talk ?time.*|(meeting|demo) (duration|length|"
        r"result|outcome)|gespraechsdauer|gesprächsdauer|anrufdauer",
        "it tells how long a call took or how it ended, which is known only after the call",
    ),
    (
        r"(last )?(modified|updated?|changed?|edited)( (date|time|on|at|by))?|"
        r"last (update|change|edit)( (date|time))?|system modstamp|(geändert|zuletzt geändert).*",
        "it moves with every change, also with the one that writes the outcome",
    ),
)
"""Each with what it says about the field."""

_PATTERNS = tuple((re.compile(pattern), why) for pattern, why in _SAYS)


def after_by_name(name: str) -> str:
    """Why a field of that name is known only after the outcome; "" where the name says nothing."""
    words = " ".join(words_of(name))
    return next((why for pattern, why in _PATTERNS if pattern.fullmatch(words)), "")
