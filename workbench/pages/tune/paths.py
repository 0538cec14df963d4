"""The chart of the page Tune: models from few lines to many, found so far or in the end."""

from __future__ import annotations

from models.evaluation.figures import decimal, percent
from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval
from models.leads.wording import count_of
from models.tuning.report import Tuned, Way
from models.tuning.simplify import KEPT, smallest_that_keeps
from models.tuning.sofar import Found, Sofar
from widgets.charts.path_value import PathPoint, PathValue


def path_value(
    tuned: Tuned, place: int, card: int, ceiling: float | None = None
) -> PathValue | None:
    """The chart of all sizes: what the best card of each is on leads that were held out."""
    points, kept = [], []
    for at, size in enumerate(tuned.sizes):
        tried = size.cards[card] if at == place and card < len(size.cards) else size.best
        auc, moved = tried.test.auc or tried.training.auc, tried.disruption
        if auc is None:
            continue
        error = _error(auc)
        change = max(moved.joined, moved.left) / moved.mqls_now if moved.mqls_now else None
        share = None if change is None else min(change, 1.0)
        low, high = auc.value - error, auc.value + error
        points.append(PathPoint(size.size, auc.value, low, high, share, lines=tried.size))
        kept.append(at)
    if not points or place not in kept:
        return None
    proposed = tuned.proposed if tuned.proposed in kept else kept[-1]
    now = tuned.now.auc if tuned.now is not None else None
    lines = sum(points != 0 for points in tuned.ground.now)
    today_is = None if now is None or not lines else (lines, now.value)
    keeps = smallest_that_keeps(tuned)
    return PathValue(
        tuple(points),
        kept.index(place),
        kept.index(proposed or 0),
        today_is,
        ceiling,
        keeps=kept.index(keeps) if keeps in kept else None,
    )


def path_so_far(sofar: Sofar) -> PathValue:
    """The chart while the tuning runs: what is not tested yet is marked so."""
    return PathValue(tuple(_point(found) for found in sofar.found), None, None, sofar.now)


def _point(found: Found) -> PathPoint:
    if found.test is None:
        flat = found.training
        return PathPoint(found.size, flat, flat, flat, tested=False)
    value, error = found.test.value, _error(found.test)
    return PathPoint(found.size, value, value - error, value + error)


def _error(auc: Interval) -> float:
    return (auc.high - auc.low) / (2 * NORMAL_95)


def sofar_words(sofar: Sofar) -> str:
    """The best that was found so far, in a sentence."""
    tested = [found for found in sofar.found if found.test is not None]
    if not tested:
        last = sofar.found[-1]
        lines = count_of(last.size, "line")
        return f"{lines} found so far, not tested yet."
    best = max(tested, key=lambda found: 0.0 if found.test is None else found.test.value)
    assert best.test is not None
    said = f"So far {count_of(best.size, 'line')} rank best: AUC {decimal(best.test.value, 3)}"
    today = "" if sofar.now is None else f", today\u2019s model {decimal(sofar.now[1], 3)}"
    return f"{said}{today}, on leads that did not teach them."


def untested(tuned: Tuned) -> bool:
    """Whether today's model would change for points that no lead could test."""
    return tuned.division.way is Way.NONE and any(tuned.ground.now)


def aside_of(tuned: Tuned) -> str:
    """What to mind of what was found before anything is taken; "" nothing."""
    if not tuned.whole:
        return "Stopped early: the best so far."
    if other := _other_way(tuned):
        return other
    return "No change is ticked: take what you believe in." if untested(tuned) else ""


def _other_way(tuned: Tuned) -> str:
    """What the other way to test says, where it says something else; "" where both agree."""
    beside, place = tuned.beside, tuned.proposed
    if beside is None or not beside.warning or beside.figures.auc is None or place is None:
        return ""
    other = decimal(beside.figures.auc.value, 3)
    if tuned.division.way is not Way.FOLDS:
        return f"Dealt by chance AUC would be {other}: trust the figure by time."
    here = tuned.sizes[place].best.test.auc
    instead = "" if here is None else f", not {decimal(here.value, 3)}"
    return f"In the order of the rows AUC is {other}{instead}: trust it if that is time."


def kept_words(tuned: Tuned, share: float = KEPT) -> str:
    """Which is the smallest model that keeps nearly all of the lift; "" where nobody can say."""
    place = smallest_that_keeps(tuned, share)
    if place is None:
        return ""
    size = tuned.sizes[place]
    lift = size.best.test.lift
    if lift is None:
        return ""
    return (
        f"The smallest tuned model that keeps {percent(share, 0)} of the best one\u2019s lift "
        f"in the best tenth has {count_of(size.best.size, 'line')} (lift {decimal(lift.value, 1)})."
    )
