"""Outcome counts typed in: leads and conversions of each arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.evaluation.figures import count
from models.evaluation.trials.alike import ArmCounts
from models.evaluation.trials.arms import MOST_ARMS
from models.evaluation.trials.result import Result, result_of
from models.leads.text import clean, cleaned_key
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError

MOST = 10**9


@dataclass(frozen=True)
class TypedArm:
    """An arm as a person says it."""

    name: str
    leads: int
    converted: int


def typed_result(arms: Sequence[TypedArm], level: float = 0.05) -> Result:
    """The figures. LeadbenchError where the counts cannot be."""
    require_counts(arms)
    return result_of(
        [clean(arm.name) for arm in arms],
        [ArmCounts(arm.leads, arm.converted) for arm in arms],
        level,
    )


def require_counts(arms: Sequence[TypedArm]) -> None:
    """LeadbenchError that says which counts cannot be."""
    if not 2 <= len(arms) <= MOST_ARMS:
        raise LeadbenchError(
            f"A test has 2 to {MOST_ARMS} arms; {count_of(len(arms), 'arm')} "
            f"{'is' if len(arms) == 1 else 'are'} given.",
            remedy="Give the leads and conversions of each arm.",
        )
    seen: set[str] = set()
    for arm in arms:
        name = clean(arm.name)
        where = f"Arm {quoted(name)}"
        if not name:
            raise LeadbenchError("An arm has no name.", remedy="Name each arm, such as A and B.")
        if cleaned_key(name) in seen:
            raise LeadbenchError("Two arms have one name.", where, "Name each arm differently.")
        seen.add(cleaned_key(name))
        if arm.leads < 0 or arm.converted < 0:
            raise LeadbenchError("A count is below zero.", where, "Say how many there were.")
        if not arm.leads:
            raise LeadbenchError(
                "It has no leads, so there is nothing to compare.", where, "Say its leads."
            )
        if arm.leads > MOST:
            raise LeadbenchError(f"More than {count(MOST)} leads are too many.", where)
        if arm.converted > arm.leads:
            raise LeadbenchError(
                f"{count_of(arm.converted, 'conversion')} of {count_of(arm.leads, 'lead')} "
                "cannot be: more converted than there were.",
                where,
                "Exchange the two, or mend the count.",
            )
