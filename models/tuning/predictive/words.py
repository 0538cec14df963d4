"""What chances and the ceiling say, a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.figures import count, decimal, interval, percent
from models.evaluation.history.reliability import Reliability
from models.evaluation.tallies import Interval
from models.leads.wording import count_of, listed
from models.signs import MINUS
from models.tuning.predictive.score_chances import Method, Moved, ScoreChances
from models.tuning.report import Division, Way

_MODELS = {
    "rules": "a logistic regression on the rules",
    "trees": "gradient boosting on the fields",
}
DRIFTED = 0.02
"""A calibration error so far above what chance makes is said to be one."""


def one_outcome(rarer: int, won: bool, fewest: int) -> tuple[str, str]:
    """Why no chance can be learnt, and what to do."""
    what = "conversion" if won else "lead that did not convert"
    plural = "conversions" if won else "leads that did not convert"
    return (
        f"{count_of(rarer, what, plural)} {'is' if rarer == 1 else 'are'} too few to learn the "
        f"chance of a score: it takes {fewest} of either outcome.",
        "Take more leads of known outcome.",
    )


def judged_words(
    learnt: ScoreChances,
    reliability: Reliability | None,
    division: Division,
    *,
    by: str = "score",
) -> tuple[str, ...]:
    """How the chances were learnt, and how well they came true on other leads."""
    found = [_learnt(learnt, by)]
    if learnt.moved is not None:
        found.append(_moved(learnt.moved))
    if reliability is None:
        found.append("Too few leads are known to hold some back: how well they come true is open.")
        return tuple(found)
    found.append(division.sentence)
    error, chance = reliability.error, reliability.by_chance
    off, would = decimal(100 * error, 1), decimal(100 * chance, 1)
    text = (
        f"On leads that did not teach them the chances are off by {off} percentage points on "
        f"average (right ones would be by {would}, as leads convert by chance)."
    )
    if error > DRIFTED + chance and division.way in (Way.TIME, Way.ROWS):
        text += (
            " The newest leads convert otherwise than those before: trust the order of the scores "
            "more than the chances, and learn them again with next month\u2019s outcomes."
        )
    found.append(text)
    if reliability.loss.value >= reliability.base_loss:
        found.append("They foretell no better than giving every lead the conversion of all.")
    return tuple(found)


def better_words(difference: Interval | None, way: str = "rules") -> str:
    """Which of the score and another way foretells better on leads that taught neither; less
    log-loss is better.
    """
    if difference is None:
        return "Which foretells better is open: too few leads are known to hold some back."
    by = f"log-loss {_signed(difference.value, 4)}"
    between = f"{_signed(difference.low, 4)} to {_signed(difference.high, 4)}"
    if difference.high < 0:
        return f"Chances by {way} foretell better than those by score: {by} ({between})."
    if difference.low > 0:
        return f"Chances by score foretell better than those by {way}: {by} by {way} ({between})."
    return f"Which of the two foretells better cannot be told: {by} by {way} ({between})."


def fields_out(names: Sequence[str]) -> str:
    """Fields that trees do not ask, as they know the outcome."""
    give = "gives" if len(names) == 1 else "give"
    return f"{listed(names)} {give} the outcome away: trees do not ask for {_them(names)}."


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", MINUS)


def kept_out(names: Sequence[str]) -> str:
    """Rules that add nothing, as they know the outcome."""
    read, they = ("reads", "it adds") if len(names) == 1 else ("read", "they add")
    return (
        f"{listed(names)} {read} a field that gives the outcome away: {they} nothing by the rules."
    )


def _learnt(learnt: ScoreChances, by: str) -> str:
    tally = learnt.tally
    way = (
        "as a table that never falls"
        if learnt.method is Method.TABLE
        else "as a curve of two parameters (Platt)"
    )
    model = _MODELS.get(by)
    added = "" if model is None else f"by {model}, its log-odds read "
    return (
        f"Learnt from {count_of(tally.known, 'lead')} ({count(tally.converted)} converted) "
        f"{added}{way}."
    )


def _moved(moved: Moved) -> str:
    way = "more" if moved.by > 0 else "less"
    return (
        f"The newest {count_of(moved.leads, 'lead')} converted {way} often than the older ones "
        f"foretold ({count(moved.converted)} against {count(round(moved.expected))}), so all "
        "chances were moved to them."
    )


def reach_words(
    points: Interval, best: Interval, name: str, reach: Interval | None, whose: str
) -> tuple[str, ...]:
    """How much of what the data allow the points reach; `whose`: "Today’s points"."""
    versus = f"AUC {decimal(points.value, 3)} against {decimal(best.value, 3)} of {name}"
    if points.value >= best.value:
        return (
            f"Nothing without points ranked these leads better: {versus}. That is no proof that "
            "nothing could; it is what was tried.",
        )
    if reach is None:
        return (
            f"The fields tell so little that no share can be said: {versus}, "
            f"{interval(best, 3)} with chance at 0.5.",
        )
    low, high = percent(reach.low, 0), percent(reach.high, 0)
    return (
        f"{whose} reach {percent(reach.value, 0)} ({low} to {high}) of what the data allow: "
        f"{versus}, on the same leads.",
    )


def time_words(way: Way, here: tuple[str, Interval], there: tuple[str, Interval]) -> str:
    """That the best possible differs between leads by time and by chance."""
    by_time, mixed = (here, there) if way in (Way.TIME, Way.ROWS) else (there, here)
    order = "By time" if way is Way.TIME else "In the order of the rows"
    text = (
        f"{order} the best possible is {decimal(by_time[1].value, 3)} ({by_time[0]}), in parts "
        f"dealt by chance {decimal(mixed[1].value, 3)} ({mixed[0]})."
    )
    return f"{text} What comes next is always new: trust the figure by time."
