"""The difference of a card to today's model, line by line, with what the leads say of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.scoring.bits import number, packed
from models.tuning.change_words import change_words
from models.tuning.lines import Ground, Line
from models.tuning.report import Change, Turn
from models.tuning.strength import slope_of, strengths


def changes_of(ground: Ground, points: Sequence[int]) -> tuple[Change, ...]:
    """Every line with points today or by the card, in the order of the ground."""
    places = [
        place
        for place, (line, given) in enumerate(zip(ground.lines, points, strict=True))
        if given or line.now
    ]
    if not places:
        return ()
    given = [place for place in places if points[place]]
    gone = [place for place in places if not points[place]]
    told = strengths(ground, given, gone)
    beside = dict(zip([*given, *gone], told, strict=True))
    # A point is worth what it is worth in the card; of an empty card, in today's model.
    slope = slope_of(ground, points if any(points) else ground.now)
    return tuple(_change(ground, place, points[place], beside[place], slope) for place in places)


def taken(ground: Ground, points: Sequence[int], refused: Collection[str]) -> tuple[int, ...]:
    """The points of the card but for the lines of these keys, which stay as they are today."""
    return tuple(
        line.now if line.key in refused else given
        for line, given in zip(ground.lines, points, strict=True)
    )


def _change(ground: Ground, place: int, after: int, found: Interval, slope: float) -> Change:
    line = ground.lines[place]
    hits, others = _tallies(ground, place)
    rate, other = (rate_interval(one.converted, one.known) for one in (hits, others))
    fair = _fair(found, slope)
    turn = turn_of(line, after)
    return Change(
        line.key,
        line.name,
        line.group,
        turn,
        line.now,
        after,
        hits,
        others,
        rate,
        other,
        fair,
        change_words(line.name, turn, line.now, after, hits, others, fair),
    )


def turn_of(line: Line, after: int) -> Turn:
    """What becomes of the line."""
    if after == line.now:
        return Turn.SAME
    if not line.now:
        return Turn.ADDED
    if not after:
        return Turn.DROPPED
    return Turn.UP if after > line.now else Turn.DOWN


def _tallies(ground: Ground, place: int) -> tuple[Tally, Tally]:
    bits = ground.bits[place][0]
    converted = packed(ground.converted.astype(bool))
    known, won = number(bits), number(bits & converted)
    all_won = number(converted)
    return (
        Tally(known, won, known - won),
        Tally(len(ground) - known, all_won - won, len(ground) - known - all_won + won),
    )


def _fair(odds: Interval, slope: float) -> Interval | None:
    """Points that the log-odds are worth; None where points are worth nothing themselves."""
    if slope <= 0:
        return None
    return Interval(odds.value / slope, odds.low / slope, odds.high / slope)
