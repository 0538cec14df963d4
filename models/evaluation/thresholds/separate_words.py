"""Separate thresholds in words: what they bring, and that it may be nothing."""

from __future__ import annotations

from models.evaluation.figures import count
from models.evaluation.thresholds.lab import Lab
from models.evaluation.thresholds.sentence import CI
from models.evaluation.thresholds.separate import Judged, Separate
from models.evaluation.thresholds.words import a_week, amount, between
from models.leads.wording import count_of


def sentences(found: Separate, lab: Lab, *, money: bool = True) -> tuple[str, str]:
    """The verdict and what it rests on. `money`: what it brings is money, not conversions."""
    if found.why or found.gain is None:
        return found.why, ""
    currency = lab.sales.currency if money else ""
    time = " a year" if lab.ground.yearly else ""

    def said(value: float) -> str:
        if money:
            return f"{amount(value, currency)}{time}"
        return f"{amount(value, '')} {'conversion' if round(value) == 1 else 'conversions'}{time}"

    common = "none at all" if found.common is None else count(found.common)
    gain = found.gain
    limit = "" if found.room is None else f" within {a_week(found.room)} leads a week"
    ends = f"{CI}: {between(gain, currency)}"
    if gain.low > 0:
        first = (
            f"Separate thresholds by {found.field} bring {said(gain.value)} more than one of "
            f"{common} for all{limit} ({ends})."
        )
    elif gain.high < 0:
        first = (
            f"Separate thresholds by {found.field} would cost {said(-gain.value)} against one of "
            f"{common} for all{limit} ({ends})."
        )
    else:
        first = (
            f"Separate thresholds by {found.field} bring nothing that can be told from chance "
            f"against one of {common} for all{limit}: {said(gain.value)} ({ends})."
        )
    return first, " ".join((_judged(found), _apparent(found, said(found.apparent)), _held(found)))


def _judged(found: Separate) -> str:
    if found.how is Judged.NEWER:
        return (
            f"Chosen on the older half of the leads, judged on the {count(found.judged)} newer "
            "ones of known outcome."
        )
    return (
        f"No dates tell older from newer leads: chosen on either half, judged on the other, "
        f"{count_of(found.judged, 'lead')} of known outcome in all."
    )


def _apparent(found: Separate, said: str) -> str:
    gain = found.gain
    if gain is None or found.apparent <= max(gain.value, 0.0):
        return f"On the leads that they were chosen by they bring {said}."
    return f"On the leads that they were chosen by they look better, {said}, as they always do."


def _held(found: Separate) -> str:
    if found.held < 2:
        return ""
    return f"{count(found.held)} small groups are held together."
