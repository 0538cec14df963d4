"""What a drift says in words: who is compared, fields, scores, rules."""

from __future__ import annotations

from models.evaluation.drift.drift import Drift
from models.evaluation.drift.fields import FieldDrift
from models.evaluation.drift.rules import RuleDrift, State
from models.evaluation.drift.shift import LARGE, MODERATE, Shift
from models.evaluation.drift.sides import Who
from models.evaluation.drift.verdict import LEVEL
from models.evaluation.figures import count, decimal, interval, leads, percent
from models.leads.wording import count_of, day_words, listed

CONVENTION = (
    f"PSI below {decimal(MODERATE, 1)} is called small and from {decimal(LARGE)} large: a "
    "convention. What chance alone would show is taken off."
)
BY_AGE = (
    "Within one export older leads have had longer: fields that fill up or count as a lead ages "
    "differ by age alone. Next month's export tells better."
)


def about(drift: Drift) -> tuple[str, ...]:
    """Who is compared, as of when, and who of them counts for conversion."""
    sides = drift.sides
    said = [_who(drift)]
    if sides.undated:
        verb = "is" if sides.undated == 1 else "are"
        said.append(f"{leads(sides.undated)} without a day of creation {verb} on neither side.")
    if drift.age is not None:
        more = sum(drift.unscored)
        out = f"; {leads(more)} younger than that or without a creation left out" if more else ""
        said.append(
            f"Every lead is scored {count_of(drift.age, 'day')} after its creation and before its "
            f"outcome{out}."
        )
    if drift.outcome:
        said.append(_conversion(drift))
    return tuple(said)


def _who(drift: Drift) -> str:
    sides = drift.sides
    old, new = leads(len(sides.old)), leads(len(sides.new))
    if sides.split is not None:
        day = day_words(sides.split)
        return f"{new} created from {day} on are compared with {old} created before."
    if sides.who is Who.ALL:
        shared = ""
        if sides.seen is not None:
            shared = f"; {count(int(sides.seen.sum()))} of the newer are in both"
        return f"All {new} of the newer export are compared with {old} of the older{shared}."
    said = f"{new} that only the newer export has are compared with {old} of the older"
    if sides.days is not None:
        said += f", those that were as young ({count_of(sides.days, 'day')} at most)"
    return f"{said}."


def _conversion(drift: Drift) -> str:
    one, other = (side.tally for side in (drift.scores.old, drift.scores.new))
    said = (
        f"Conversion: {count(other.converted)} of {leads(other.known)} now, "
        f"{count(one.converted)} of {leads(one.known)} then"
    )
    horizon = drift.horizon
    if horizon is None:
        return f"{said}; nothing tells how long leads take, so newer ones may still convert."
    if horizon.days is None:
        return f"{said}; all had the same time to convert."
    young = drift.young[1]
    late = f"; {leads(young)} too young for that" if young else ""
    return f"{said}, within {count_of(horizon.days, 'day')} of the creation on both sides{late}."


def shift_words(shift: Shift | None, p: float | None) -> str:
    """How far something moved: "little", "moved", "moved far", "could be chance"."""
    if shift is None:
        return "too few to say"
    if p is not None and p >= LEVEL:
        return "could be chance"
    if shift.value >= LARGE:
        return "moved far"
    return "moved" if shift.value >= MODERATE else "moved a little"


def field(found: FieldDrift) -> str:
    """One field: what moved, what is new, what is gone."""
    if found.missing:
        return "The newer export does not have it."
    if found.added:
        return "Only the newer export has it; the model does not read it."
    said = []
    if found.shift is None:
        said.append("Too few leads to say whether it moved.")
    else:
        words = shift_words(found.shift, found.p)
        sure = words.startswith("moved")
        said.append(f"It {words}." if sure else "Whether it moved could be chance.")
        if sure:
            most = max(found.bins, key=found.apart)
            said.append(
                f"Most in {most.name}: {percent(found.share(most.new, 1))} now, "
                f"{percent(found.share(most.old))} then."
            )
    for values, words in ((found.fresh, "New"), (found.gone, "Gone")):
        if values:
            rest = f" and {len(values) - 3:,} more" if len(values) > 3 else ""
            number = sum(number for _, number in values)
            said.append(f"{words}: {listed(v for v, _ in values[:3])}{rest} ({leads(number)}).")
    if found.kind is not None:
        said.append(found.kind.sentence())
    return " ".join(said)


def rule(found: RuleDrift) -> str:
    """One rule: its lift then and now."""
    if found.state is State.TOO_FEW:
        return "Too few conversions on either side to say whether its lift held."
    if found.old.lift is None or found.new.lift is None or found.change is None:
        return "Too few to say."
    told = (
        f"Lift {decimal(found.old.lift)} then, {decimal(found.new.lift)} now; odds ratio "
        f"{decimal(found.change.value)} times as large (95\u202f% {interval(found.change)})"
    )
    words = {
        State.HELD: "No change that could not be chance",
        State.NONE: "It tells converted leads from others neither then nor now",
        State.LOST: "It lost its lift",
        State.TURNED: "It speaks against its points now",
        State.WEAKER: "It tells less than before",
        State.STRONGER: "It tells more than before",
    }[found.state]
    return f"{words}: {told}."


def scores(drift: Drift) -> str:
    """How the scores moved."""
    found = drift.scores
    one, other = found.means
    if one is None or other is None or found.mean is None:
        return "Too few leads are scored on either side."
    mean = (
        f"The mean score is {decimal(other, 1)} now, {decimal(one, 1)} then (difference "
        f"{decimal(found.mean.value, 1)}, 95\u202f% {interval(found.mean, 1)})"
    )
    mql = ""
    if found.mql is not None:
        between = f"{decimal(100 * found.mql.low, 1)} to {decimal(100 * found.mql.high, 1)} points"
        mql = (
            f"; MQLs {count(found.mql_leads[1])} of {count(found.leads[1])} now, "
            f"{count(found.mql_leads[0])} of {count(found.leads[0])} then, difference of the "
            f"shares {decimal(100 * found.mql.value, 1)} points ({between})"
        )
    bands, every = _psi(found.bands_shift), _psi(found.scores_shift)
    return f"{mean}{mql}. PSI of the bands {bands}, of the scores {every}."


def _psi(shift: Shift | None) -> str:
    return "not known" if shift is None else decimal(shift.value, 3)
