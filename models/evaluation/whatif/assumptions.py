"""What a supposition takes for granted, and where the leads say too little: sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.whatif.filling import FEW_FILLED, Filling
from models.evaluation.whatif.mix import effective
from models.evaluation.whatif.suppositions import (
    FieldFilled,
    LeadsStop,
    ShareBecomes,
    Supposition,
    TypesDoNotCount,
)
from models.leads.wording import count_of, percent

THIN = 0.5
"""With less than this share of the leads in effect the figures are of other leads than these."""

_MIX = (
    "Takes for granted that more or fewer leads of a kind score and convert as those at hand do, "
    "and that the number of leads stays what it is."
)
_STOP = "Takes for granted that all other leads still come, and convert as before."
_TYPES = (
    "Takes for granted that leads would have done nothing else instead. Who converted stays as it "
    "is: only the scores change."
)
_FILLED = (
    "Takes for granted that leads without {field} have what the others of the same outcome have. "
    "Who is blank for a reason differs, so the range shows the least and the most whatever they "
    "had."
)


def assumptions_of(
    suppositions: tuple[Supposition, ...], filling: Filling | None
) -> tuple[str, ...]:
    """The sentence of each kind of supposition, once."""
    told: dict[str, None] = {}
    for item in suppositions:
        match item:
            case ShareBecomes():
                told.setdefault(_MIX)
            case LeadsStop():
                told.setdefault(_STOP)
            case TypesDoNotCount():
                told.setdefault(_TYPES)
            case FieldFilled(field) if filling is None:
                told.setdefault(f"Every lead has {field} already: filling it changes nothing.")
            case FieldFilled(field):
                told.setdefault(_FILLED.format(field=field))
    return tuple(told)


def cautions_of(filling: Filling | None, weights: NDArray[np.float64]) -> tuple[str, ...]:
    """Where figures rest on few leads, or on others than those that are asked about."""
    told = []
    came = int(np.count_nonzero(weights > 0))
    tells = effective(weights)
    if came and tells < THIN * came:
        told.append(
            f"The supposed mix makes {count_of(came, 'lead')} tell as much as {tells:,.0f} would: "
            "intervals are as wide as that."
        )
    if filling is not None:
        if filling.filled < FEW_FILLED:
            told.append(
                f"Only {count_of(filling.filled, 'lead')} with {filling.field}: too few to say "
                "what the others would have."
            )
        share = len(filling.rows) / max(1, len(filling.classes))
        if share > THIN:
            told.append(f"{percent(share)} of the leads are blank: most of this is assumption.")
        if filling.lent[1]:
            told.append(
                f"No converted lead has {filling.field}, so converted leads are taken to have "
                "what all others have."
            )
    return tuple(told)
