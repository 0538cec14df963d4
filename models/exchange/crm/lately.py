"""How long ago something was last done, asked by what was done since: systems count, they do not
measure.
"""

from __future__ import annotations

from dataclasses import replace

from models.exchange.crm.asking import Criteria, Criterion, Unfit, Verb, event_name, joined
from models.exchange.portable.columns import Column, OfLastActivity, OfQuantity
from models.exchange.portable.vocabulary import Blank, DayWithin, Known, NumberWithin, Question
from models.scoring.conditions import Measure, Selection


def last_done(column: Column) -> Selection | None:
    """The activities of whose last one the column tells; None for other columns."""
    match column.source:
        case OfQuantity(quantity) if quantity.measure is Measure.SINCE_LAST:
            return quantity.of
        case OfLastActivity(types):
            return Selection(types)
    return None


def since_last(question: Question, of: Selection, *, denied: bool) -> Criteria:
    """The question as criteria of how often it was done. Raises Unfit."""
    match question:
        case Known():
            return _often(of)
        case Blank():
            return _seldom(of)
    youngest, oldest = _ages(question)
    if denied:
        parts: list[Criteria] = []
        if oldest is not None:
            parts.append(joined(True, [_often(of), _seldom(_within(of, oldest))]))
        if youngest > 0:
            parts.append(_often(_within(of, youngest - 1)))
        return joined(False, parts)
    if oldest is not None and oldest < 0:
        raise Unfit("It asks for an activity after today.")
    done = _often(of if oldest is None else _within(of, oldest))
    return done if youngest <= 0 else joined(True, [done, _seldom(_within(of, youngest - 1))])


def _ages(question: Question) -> tuple[int, int | None]:
    """The least and the most days since."""
    match question:
        case NumberWithin(_, low, high, with_low, with_high):
            least = 0 if low is None else int(-(-low // 1) if with_low else low // 1 + 1)
            most = None if high is None else int(high // 1 if with_high else -(-high // 1) - 1)
            return least, most
        case DayWithin(_, first, last) if all(
            day is None or day.from_as_of for day in (first, last)
        ):
            return 0 if last is None else -last.days, None if first is None else -first.days
    raise Unfit("It asks for the day of an activity, and activities are only counted there.")


def _within(of: Selection, days: int) -> Selection:
    return replace(of, days=days if of.days is None else min(days, of.days))


def _often(of: Selection) -> Criterion:
    return Criterion(Verb.OFTEN, event_name(of), (), of, 1)


def _seldom(of: Selection) -> Criterion:
    return Criterion(Verb.SELDOM, event_name(of), (), of, 1)
