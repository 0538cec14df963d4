"""Which fields give the outcome away, judged by their figures and their names.

A field is a leak by its figures where it is
- filled for one outcome only: at least 98 % of 20 filled leads or more converted where of all at
  most 90 % did; or none did where 30 conversions were to be expected (grave where half of the lost
  leads have it, or its name says so);
- a value that converts nearly always: 95 % and more of 20 leads, at the lower end of the interval
  still 80 %, where of all at most half did;
- strong alone: an AUC whose interval begins above 0.95; or above 0.85 and far above the other
  fields: its strength (2 AUC - 1) exceeds their median by five times their spread (1.4826 times the
  median absolute deviation, at least 0.05). In the public data that this was tried on, the
  strongest field that is known before the outcome ranks with 0.78, most below 0.65.
A name that says "after the outcome" is believed where the field ranks better than 0.6, or 0.7 if
the word means other things, too; that only customers have it, where a tenth of the leads lack it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from models.evaluation.figures import count, decimal, interval, leads, percent
from models.evaluation.guard.figures import FieldFigures
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField
from models.evaluation.guard.folds import FEWEST_RANKED, Folds
from models.evaluation.guard.names import after_by_name
from models.evaluation.tallies import Interval
from models.leads.fields import Role
from models.leads.wording import count_of, quoted

ONLY, ONLY_BASE = 0.98, 0.9
EXPECTED = 30
MOST_LOST = 0.5
VALUE_RATE, VALUE_LOW, VALUE_BASE, VALUE_SHARE = 0.95, 0.8, 0.5, 0.05
ALONE, STRONG = 0.95, 0.85
SPREADS, LEAST_SPREAD, OTHERS = 5, 0.05, 5
NAMED, VAGUE = 0.6, 0.7
LACKED = 0.1
"""Share of leads without it from which a field may be one of customers only."""


def leaks_of(fields: Sequence[FieldFigures], folds: Folds) -> tuple[Finding, ...]:
    """One finding for each field that seems to know the outcome, all its signs together."""
    found = []
    for field in fields:
        others = [other.strength for other in fields if other is not field and other.auc]
        # Who has it filled says all that its values and its AUC could say.
        signs = _filled(field, folds) or [*_value(field, folds), *_alone(field, others)]
        signs += _named(field, bool(signs))
        if signs:
            found.append(_joined(field, signs))
    return tuple(found)


def _joined(field: FieldFigures, signs: list[Finding]) -> Finding:
    first, grave = signs[0], any(sign.grave for sign in signs)
    name = field.item.name
    more = tuple(sign.sentence for sign in signs[1:])
    evidence = tuple({key: value for sign in signs for key, value in sign.evidence}.items())
    return Finding(
        first.kind,
        name,
        f"{name} {'looks like' if grave else 'may be'} a leak: {first.sentence}",
        evidence,
        tuple(f"{text[0].upper()}{text[1:]}" for text in more),
        grave,
        LeaveOutField(name),
        field.item.role is Role.IGNORED,
    )


def _sign(
    kind: GuardKind, sentence: str, *evidence: tuple[str, float], grave: bool = True
) -> Finding:
    return Finding(kind, "", sentence, evidence, grave=grave)


def _filled(field: FieldFigures, folds: Folds) -> list[Finding]:
    filled, blank, base = field.filled, field.blank, folds.base
    if filled.known < FEWEST_RANKED or not blank.known:
        return []
    figures = (("filled", filled.known), ("filled and converted", filled.converted))
    if base < ONLY_BASE and filled.converted >= ONLY * filled.known:
        almost = "" if not filled.not_converted else "almost "
        return [
            _sign(
                GuardKind.FILLED,
                f"filled {almost}only for leads that converted ({count(filled.converted)} of "
                f"{count_of(filled.known, 'filled lead')}).",
                *figures,
            )
        ]
    # Who unsubscribed may never buy, and that is known before: few lost leads are no proof.
    named = after_by_name(field.item.name)
    if not filled.converted and filled.known * base >= EXPECTED:
        return [
            _sign(
                GuardKind.FILLED,
                f"filled only for leads that did not convert (0 of {leads(filled.known)} with it "
                f"converted, of all {percent(base)}).",
                *figures,
                grave=filled.known >= MOST_LOST * folds.not_converted or named is not None,
            )
        ]
    return []


def _value(field: FieldFigures, folds: Folds) -> list[Finding]:
    best = field.best
    if best is None or not nearly_always(best.rate, folds.base):
        return []
    tally = best.tally
    return [
        _sign(
            GuardKind.VALUE,
            f"with {quoted(best.label)} {count(tally.converted)} of {leads(tally.known)} converted "
            f"({percent(best.rate.value)}, at least {percent(best.rate.low)}), of all "
            f"{percent(folds.base)}.",
            ("leads with the value", tally.known),
            ("of them converted", tally.converted),
            grave=tally.converted >= VALUE_SHARE * folds.converted,
        )
    ]


def nearly_always(rate: Interval, base: float) -> bool:
    """Whether leads that convert so often know the outcome, where of all so many do."""
    return base <= VALUE_BASE and rate.value >= VALUE_RATE and rate.low >= VALUE_LOW


def _alone(field: FieldFigures, others: Sequence[float]) -> list[Finding]:
    auc = field.auc
    if auc is None or auc.low < STRONG:
        return []
    usual = f", the other fields {decimal((1 + median(others)) / 2)}" if others else ""
    far = auc.low > ALONE or field.strength > outstanding(others)
    if not far:
        return []
    how = "almost perfectly" if auc.low > ALONE else "far better than the other fields do"
    return [
        _sign(
            GuardKind.ALONE,
            f"alone it ranks the leads {how} ({_auc(auc)}{usual}).",
            *_of(field),
        )
    ]


def outstanding(others: Sequence[float]) -> float:
    """The strength above which a field stands far out of the others; beyond reach if they are few.

    Median and median absolute deviation, so that some leaks among the others do not hide one.
    """
    if len(others) < OTHERS:
        return 1.0
    middle = median(others)
    spread = 1.4826 * median(abs(other - middle) for other in others)
    return middle + SPREADS * max(spread, LEAST_SPREAD)


def _named(field: FieldFigures, known_already: bool) -> list[Finding]:
    sign = after_by_name(field.item.name)
    if sign is None or (sign.lacked and field.blank.known < LACKED * _known(field)):
        return []
    why, auc = sign.why, field.auc
    if auc is not None and auc.low < (VAGUE if sign.vague else NAMED) and not known_already:
        return []  # whatever its name says, it tells little about the outcome
    if known_already:
        return [_sign(GuardKind.NAME, f"its name says so, too: {why}.", *_of(field))]
    if auc is None:
        return [_sign(GuardKind.NAME, f"by its name {why}.", grave=False)]
    return [
        _sign(
            GuardKind.NAME,
            f"by its name {why}; and alone it tells a converted lead from another "
            f"{round(100 * auc.value)} times in 100 ({_auc(auc)}).",
            *_of(field),
        )
    ]


def _auc(auc: Interval) -> str:
    return f"AUC {decimal(auc.value)}, {interval(auc)}"


def _known(field: FieldFigures) -> int:
    return field.filled.known + field.blank.known


def _of(field: FieldFigures) -> tuple[tuple[str, float], ...]:
    auc = field.auc
    if auc is None:
        return ()
    return (("auc", auc.value), ("auc low", auc.low), ("auc high", auc.high))
