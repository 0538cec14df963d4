"""The threshold lab in words: the best threshold, its doubt, the next step, the weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.evaluation.figures import count, leads, percent
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.best import OFF_BY, BestByValue, by_capacity
from models.evaluation.thresholds.lab import Lab
from models.evaluation.thresholds.weeks import unworked
from models.evaluation.thresholds.wishes import Capacity
from models.evaluation.thresholds.words import a_week, amount, between
from models.leads.wording import count_of
from models.signs import NARROW

CI = f"95{NARROW}%"


def verdict(lab: Lab, now: int, name: str = "MQL") -> tuple[str, str]:
    """The best threshold against the present one, by its place; and the limits of saying so."""
    if not lab.curve.all_known or not lab.enough:
        return _volume(lab, now, name), " ".join(lab.faults[:1])
    if lab.best is None or lab.net is None:
        return _by_capacity(lab, now, name), (
            "Say at the left what working a lead costs and what a conversion is worth, to see "
            "which threshold earns most."
            if lab.money is None and lab.sales.money is None
            else ""
        )
    best = lab.best
    with_limit = _with_limit(lab)
    score, here = _score(lab, best.place), _score(lab, now)
    if best.place == now:
        first = f"{with_limit}{here} is the best {name} threshold already."
    else:
        gain = best.fair(lab.net.difference(best.place, now))
        if gain.low > 0:
            first = (
                f"{with_limit}{score} is the best {name} threshold: {_conversions(lab, best, now)} "
                f"than {here}, worth {amount(gain.value, lab.sales.currency)}{_per(lab)} "
                f"({CI}: {between(gain, lab.sales.currency)})."
            )
        else:
            first = (
                f"{with_limit}{score} earned most, but what it brings against {here}, "
                f"{amount(gain.value, lab.sales.currency)}{_per(lab)}, could be chance "
                f"({CI}: {between(gain, lab.sales.currency)})."
            )
    return first, " ".join((_doubt(lab, best), *_chosen(lab, best, now), *_no_limit(lab, now)))


def _volume(lab: Lab, now: int, name: str) -> str:
    handed = lab.at(now)
    weekly = "" if handed.per_week is None else f", {a_week(handed.per_week)} a week"
    verb = "reaches" if handed.leads == 1 else "reach"
    return f"{leads(handed.leads)} {verb} {name} at {count(handed.score)}{weekly}."


def _by_capacity(lab: Lab, now: int, name: str) -> str:
    handed = lab.at(now)
    if lab.per_week is not None and lab.curve.weeks:
        place = by_capacity(lab.curve, Capacity(lab.per_week, 1, 1))
        limit = _with_limit(lab)
        if place is None:
            return f"{limit}even the highest {name} threshold hands over more than sales can work."
        there = lab.at(place)
        return (
            f"{limit}{count(there.score)} is the lowest {name} threshold that sales can work: it "
            f"finds {count(there.converted)} of {count(lab.curve.all_converted)} conversions, "
            f"{count(handed.score)} finds {count(handed.converted)}."
        )
    return (
        f"{_volume(lab, now, name)[:-1]}: {count(handed.converted)} of "
        f"{count(lab.curve.all_converted)} conversions are found, {count(handed.missed)} missed."
    )


def _with_limit(lab: Lab) -> str:
    if lab.per_week is None or not lab.curve.weeks:
        return ""
    return f"With {a_week(lab.per_week)} leads a week, "


def _score(lab: Lab, place: int) -> str:
    return count(int(lab.curve.scores[place]))


def _per(lab: Lab) -> str:
    return " a year" if lab.ground.yearly else ""


def _conversions(lab: Lab, best: BestByValue, now: int) -> str:
    worked = lab.worked.converted
    more = float(worked[best.place] - worked[now]) * lab.ground.factor
    number = round(abs(more))
    if not number:
        return f"about as many conversions{_per(lab)}"
    word = "more" if more > 0 else "fewer"
    noun = "conversion" if number == 1 else "conversions"
    return f"{count(number)} {word} {noun}{_per(lab)}"


def _doubt(lab: Lab, best: BestByValue) -> str:
    low, high = _score(lab, best.low), _score(lab, best.high)
    if best.low == best.high:
        return "Every other threshold earns less."
    return f"Any from {low} to {high} could be as good."


def _chosen(lab: Lab, best: BestByValue, now: int) -> tuple[str, ...]:
    """What was taken off the gain, as the best was chosen on the leads that judge it."""
    if best.place == now or best.optimism < 0.5:
        return ()
    off = amount(best.optimism, lab.sales.currency)
    return (f"{off} is taken off: the best of many looks better on the leads that chose it.",)


def _no_limit(lab: Lab, now: int) -> tuple[str, ...]:
    whole, best = lab.best_whole, lab.best
    if not lab.limited or whole is None or best is None or lab.whole is None or lab.net is None:
        return ()
    if whole.place == best.place:
        return ("It would be the same with no limit.",)
    there = lab.at(whole.place, now, whole=True)
    weekly = "" if there.per_week is None else f", for {a_week(there.per_week)} leads a week"
    more = 0.0 if there.less is None else there.less
    word = "more" if more >= 0 else "less"
    return (
        f"With no limit it would be {count(there.score)}: "
        f"{amount(abs(more), lab.sales.currency)}{_per(lab)} {word} than now{weekly}.",
    )


def about(lab: Lab) -> str:
    """Which leads the page speaks of."""
    ground = lab.ground
    parts = [f"What a threshold costs and brings, on {leads(ground.every)}"]
    if ground.weeks is not None:
        parts.append(f" of {count_of(max(1, round(ground.weeks.length)), 'week')}")
    said = "".join(parts) + "."
    still_open = lab.curve.every[2]
    if still_open and lab.curve.all_known:
        they = "it is" if still_open == 1 else "they are"
        said += (
            f" Of {count(still_open)} the outcome is still open; {they} taken to turn out like the "
            "others."
        )
    if ground.weeks is not None and ground.weeks.undated:
        said += f" {leads(ground.weeks.undated)} without a day of creation are in no week."
    return said


def about_overrides(lab: Lab, name: str = "MQL") -> str:
    """Who is handed over, or is not, at any threshold; "" where no override says so."""
    standing = lab.ground.standing
    always, never = leads(standing.always), leads(standing.never)
    verb = "is" if standing.always == 1 else "are"
    by = f"by override ({', '.join(standing.by)})."
    if standing.always and standing.never:
        return f"{always} {verb} {name} at any threshold and {never} at none, {by}"
    if standing.always:
        return f"{always} {verb} {name} at any threshold, {by}"
    verb = "is" if standing.never == 1 else "are"
    return f"{never} {verb} {name} at no threshold, {by}" if standing.never else ""


def pays(lab: Lab) -> str:
    """From which chance on a lead is worth working."""
    if lab.pays_from is None:
        return ""
    return f"A lead pays from a chance of {percent(lab.pays_from)} upwards."


def step_down(lab: Lab, now: int) -> tuple[str, str]:
    """The heading and what one step down from a threshold would add."""
    counts = lab.ground.counts
    place = now - 1
    while place >= 0 and not counts[place + 1].sum():
        place -= 1
    if place < 0:
        return "One step down", "There is no lead below that could come in."
    head = f"One step down, {_score(lab, now)} to {_score(lab, place)}"
    no, yes, unknown = (int(number) for number in counts[place + 1])
    known = no + yes
    said = f"{count(no + yes + unknown)} more {'lead' if no + yes + unknown == 1 else 'leads'}"
    if not known:
        return head, f"{said}, of none of which the outcome is known."
    said += f", {count(yes)} of {count(known)} converted: {percent(yes / known)}"
    if lab.pays_from is None:
        return head, f"{said}."
    side = "above" if yes / known > lab.pays_from else "not above"
    return head, f"{said}, {side} the {percent(lab.pays_from)} that pays."


def regret(lab: Lab) -> str:
    """What being off by five points costs."""
    best = lab.best
    if best is None or not lab.enough:
        return ""
    sides = []
    for off, words in ((best.too_low, "too low"), (best.too_high, "too high")):
        if off is not None:
            chance = ", which could be chance" if off.low <= 0 else ""
            sides.append(f"{words} costs {amount(max(off.value, 0.0), lab.sales.currency)}{chance}")
    if not sides:
        return ""
    said = f"{OFF_BY} points {'; '.join(sides)}."
    if best.optimism >= 0.5:
        said += (
            f" Chosen on these leads, the best looks about "
            f"{amount(best.optimism, lab.sales.currency)} better than it will be."
        )
    return said


@dataclass(frozen=True)
class WeeksOver:
    """Weeks in which a threshold hands over more than sales can work; leads not worked by best
    first, and conversions among them by expectation."""

    weeks: int
    over: int
    lost: float
    converted: float


def weeks_over(lab: Lab, place: int) -> WeeksOver | None:
    """How often capacity is short at a threshold; None without weeks or capacity."""
    loads = lab.ground.loads
    if loads is None or lab.per_week is None:
        return None
    beyond = unworked(loads.at(place), lab.per_week)
    missed = float(lab.curve.converted[place] - lab.worked.converted[place])
    return WeeksOver(
        loads.number, int(np.count_nonzero(beyond > 0)), float(beyond.sum()), max(missed, 0.0)
    )


def by_week(lab: Lab, place: int) -> str:
    """How the weeks went at a threshold against what sales can work."""
    handed = lab.at(place)
    if handed.per_week is None:
        return "No day of creation is known, so nothing can be said of weeks."
    said = f"At {count(handed.score)} sales get {a_week(handed.per_week)} leads a week on average"
    undated = 0 if lab.ground.weeks is None else lab.ground.weeks.undated
    more = f" {leads(undated)} without a day of creation are in no week." if undated else ""
    found = weeks_over(lab, place)
    if found is None or lab.per_week is None:
        return (
            f"{said}. Say at the left what sales can work to see in which weeks it is too much."
            f"{more}"
        )
    limit = a_week(lab.per_week)
    if not found.over:
        return f"{said}, and in no week more than the {limit} that sales can work.{more}"
    lost = _about(found.lost, "lead")
    won = "" if not lab.curve.all_known else f", {_about(found.converted, 'conversion')} among them"
    return (
        f"{said}, and in {count(found.over)} of {count_of(found.weeks, 'calendar week')} more than "
        f"the {limit} that sales can work: best first, {lost} would not be worked{won}.{more}"
    )


def _about(number: float, noun: str) -> str:
    rounded = round(number)
    return f"{'no' if not rounded else count(rounded)} {noun}{'' if rounded == 1 else 's'}"


def keep_in_mind(lab: Lab, place: int) -> str:
    """Leads below were worked less often in the past, so that they convert less than they could."""
    found = lab.ground.worked_before(place)
    score = _score(lab, place)
    if found is None:
        return (
            f"Leads below {score} were probably worked less often in the past, so their "
            "conversion may be too low in this picture. Nothing in these leads tells who was "
            "worked: no owner, status or call."
        )
    below, above = found
    figures = f"{percent(below, 0)} against {percent(above, 0)}"
    if below < above:
        return (
            f"Leads below {score} were worked less often in the past ({figures}). Their "
            "conversion is probably too low in this picture."
        )
    return f"Leads below {score} were worked as often as the others ({figures})."


def gain_words(gain: Interval, currency: str) -> str:
    """A difference with its interval, for a tooltip."""
    return f"{amount(gain.value, currency)} ({CI}: {between(gain, currency)})"
