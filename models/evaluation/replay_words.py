"""What a replay says: how early the model saw conversions coming, and what is left out."""

from __future__ import annotations

from models.evaluation.figures import count, leads, percent
from models.evaluation.lead_path import LeadPath, Moved
from models.evaluation.lead_times import LeadTimes
from models.evaluation.replay import WEEK, Replay
from models.evaluation.tallies import TOO_FEW
from models.leads.fields import Kind
from models.leads.wording import count_of, day_words
from models.scoring.awards import ByRange, ByValue
from models.scoring.conditions import SHAPES, tests_in
from models.scoring.model import Rule, ScoringModel
from models.signs import signed


def replay_verdict(found: Replay, times: LeadTimes) -> tuple[str, str]:
    """What a sales lead would repeat, and its limits."""
    doubts = [_times_doubt(found, times), _as_exported(found.model), _left_out(found)]
    return _first(found, times), " ".join(filter(None, doubts))


def _first(found: Replay, times: LeadTimes) -> str:
    quartiles = times.quartiles
    if quartiles is None:
        if times.dated:
            return (
                f"None of {count_of(times.dated, 'conversion')} reached the MQL threshold before "
                "the day of the conversion."
            )
        mql = found.mql.sum(axis=1).tolist()
        start, end = (day_words(found.day(place)) for place in (0, -1))
        return (
            f"{count(mql[-1])} of {leads(int(found.counts[-1].sum()))} are above the MQL threshold "
            f"on {end}; on {start} it was {count(mql[0])} of {count(int(found.counts[0].sum()))}."
        )
    low, middle, high = quartiles
    text = (
        f"Customers who crossed the MQL threshold did so {count_of(middle, 'day')} before they "
        f"converted, half of them {count(low)} to {count(high)} days before"
    )
    # Who converted after the last day may have crossed after it, too.
    never = f"had not by {day_words(found.day(-1))}" if times.later else "never did"
    rest = [
        f"{percent(number / times.dated, 0)} of all customers {what}"
        for number, what in ((times.after, "only on that day or later"), (times.never, never))
        if number
    ]
    return "; ".join([text, *rest]) + "."


def _times_doubt(found: Replay, times: LeadTimes) -> str:
    if not times.dated and not times.undated:
        return "No conversion is known, so nothing says how early it was seen."
    if not times.dated:
        return (
            f"{count_of(times.undated, 'conversion')} without a day: say on the Data page which "
            "field is the day of the outcome."
        )
    parts = [f"From {count_of(times.dated, 'conversion')}"]
    if times.undated:
        parts.append(f"{count(times.undated)} more have no day")
    if times.later:
        some = "all" if times.later == times.dated else count(times.later)
        parts.append(f"{some} of them after {day_words(found.day(-1))}, where the data end")
    if times.dated <= TOO_FEW:
        parts.append("too few to judge by")
    if times.step > 1:
        each = "once a week" if times.step == WEEK else f"every {times.step} days"
        parts.append(f"looked at {each}, so a crossing counts from the next look")
    return ", ".join(parts) + "."


def _as_exported(model: ScoringModel) -> str:
    """How many rules read fields other than dates: of what these were before nobody knows."""
    rules = [rule for rule in model.rules() if not rule.muted]
    reading = sum(map(_reads_undated, rules))
    if not reading:
        return ""
    read = "reads" if reading == 1 else "read"
    many = f"{count(reading)} of {count_of(len(rules), 'rule')}"
    return f"{many} {read} fields as exported: what these were before is not known."


def _reads_undated(rule: Rule) -> bool:
    if isinstance(rule.award, ByValue | ByRange):
        return True
    tests = () if rule.when is None else tests_in(rule.when)
    return any(SHAPES[test.test].kind is not Kind.DATE for test in tests)


def _left_out(found: Replay) -> str:
    if not found.undated:
        return ""
    return f"{leads(found.undated)} without a day of creation left out."


def moved_words(path: LeadPath, place: int) -> str:
    """What moved a lead's score on a day: "Pricing page 5 to 10 (+5), limit of Fit ..."."""
    moved = path.moved(place)
    if not moved:
        return "Nothing moved the score."
    return "; ".join(_step(one) for one in moved)


def _step(one: Moved) -> str:
    name = one.name[0].upper() + one.name[1:]
    if one.before == 0:
        return f"{name} {signed(one.points)}"
    return f"{name} {signed(one.before)} to {signed(one.after)}"
