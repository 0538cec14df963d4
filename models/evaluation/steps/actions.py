"""What could be done about one lead: the published rule of what is a step, how often one is seen.

A step is
- an activity of a kind that leads of this history did and some rule sees, on the as-of day, at
  most `MOST_TIMES` times;
- a field that says what a lead did: one that a group on the engagement axis reads and none on the
  fit axis. A number rises to the next value that the rules tell apart, no becomes yes, a date
  becomes the as-of day. Nothing is taken back;
- a blank field that a form or a call can fill (text, number, yes/no or several values, no
  dates), with one of the values that leads have.
What is known of the company or the person stays as it is, days do not pass, and what the user
marked as out of reach is left out.

How often a step is seen: of the leads like it (see `ground`) the share that has it, of activities
those that did it so often within 30 days. One lead with and one without it are added, so that no
share is 0 or 1. The effort of a step is -ln of its share: the cheapest plan is the one that leads
like it are most often seen to take, each step by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.evaluation.steps.ground import WINDOW, Ground, Seen
from models.evaluation.steps.told_apart import ActivityKinds, ValueClasses, readers
from models.leads.activities import Activities
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    NumberColumn,
    YesNoColumn,
    blank_rows,
    rows_of,
)
from models.leads.fields import Input, Kind, Role
from models.leads.text import cleaned_key, key
from models.leads.wording import count_of
from models.scoring.answers import Scorable
from models.scoring.awards import ByCount, PerOccurrence
from models.scoring.cells import cell_words
from models.scoring.conditions import (
    ActivityTest,
    Condition,
    FieldTest,
    Measure,
    Selection,
    leaves_in,
)
from models.scoring.model import Axis, ScoringModel
from models.scoring.sight import Sight, today_of

MOST_TIMES = 10
MOST_VALUES = 12
"""Of a blank field so many classes of values are tried, the commonest."""
TO_ASK = (Role.FIELD, Role.EMAIL, Role.ACCOUNT, Role.CONSENT)
"""What a form may ask for."""


class Sort(StrEnum):
    """What kind of step it is."""

    ACTIVITY = "activity"
    DONE = "field of what was done"
    BLANK = "blank field"


@dataclass(frozen=True, eq=False)
class Option:
    """One way to take a step. `times`: of an activity; `value`: what a field becomes, in words;
    `cell`: the same as a column of one row, of the lead at `row` (-1: of none). `personal`: such
    values name one lead each, so that of the lead at `row` is for nobody else to see."""

    seen: Seen
    times: int = 1
    value: str = ""
    cell: Column | None = None
    row: int = -1
    personal: bool = False


@dataclass(frozen=True, eq=False)
class Action:
    """A step that could be taken, in one of its ways. `name`: a type of activity or a field.

    `details`: what the rules tell it from others of its type by ("" where by nothing). `place`:
    the activity of the history that it is like. `before`: what the field is now.
    """

    sort: Sort
    name: str
    options: tuple[Option, ...]
    details: str = ""
    place: int = -1
    before: str = ""

    @property
    def mark(self) -> str:
        """By what it is marked as out of reach: its name, whatever its details."""
        return mark_of(self.sort, self.name)


def mark_of(sort: Sort, name: str) -> str:
    """The mark of activities of a type, or of a field."""
    return f"{'activity' if sort is Sort.ACTIVITY else 'field'}: {cleaned_key(name)}"


def actions_for(
    ground: Ground, one: Scorable, band: int, out_of_reach: Collection[str] = ()
) -> tuple[Action, ...]:
    """What could be done about a lead (`one`: leads of one row, of the table or typed in) that is
    in a band. `out_of_reach`: marks of what nobody can do."""
    found = [*_activities(ground, one, band), *_fields(ground, one, band)]
    return tuple(action for action in found if action.mark not in out_of_reach)


# Activities


def times_asked(model: ScoringModel) -> dict[Selection, int]:
    """How many activities of each selection (without its days) can make a difference."""
    asked: dict[Selection, int] = {}

    def ask(of: Selection, times: int) -> None:
        whole = Selection(of.types, of.where)
        asked[whole] = max(asked.get(whole, 1), times)

    def tests(when: Condition | None) -> None:
        for leaf in leaves_in(when) if when is not None else ():
            if isinstance(leaf, ActivityTest):
                numbers = [int(v) for v in leaf.values if isinstance(v, int | float)]
                by_count = leaf.quantity.measure in (Measure.COUNT, Measure.DISTINCT)
                most = max(numbers, default=0) + 1 if by_count else MOST_TIMES
                ask(leaf.quantity.of, most if leaf.quantity.measure in _ADDING else 1)

    for rule in model.rules():
        if rule.muted:
            continue
        tests(rule.when)
        match rule.award:
            case PerOccurrence(of, _, most):
                ask(of, most)
            case ByCount(quantity, entries):
                many = max((entry.least for entry in entries), default=1)
                counts = quantity.measure is Measure.COUNT
                if quantity.measure in _ADDING:
                    ask(quantity.of, many if counts else MOST_TIMES)
    for override in model.overrides:
        tests(override.when)
    return asked


_ADDING = (Measure.COUNT, Measure.DISTINCT, Measure.SUM)


def _activities(ground: Ground, one: Scorable, band: int) -> list[Action]:
    activities = ground.leads.activities
    if activities is None or one.activities is None:
        return []
    kinds = ground.kinds
    asked, told = times_asked(ground.scored.model), told_of(activities, kinds)
    alike = ground.in_band_before(band) if len(kinds) else np.zeros(0, dtype=np.bool_)
    found = []
    for kind, place in enumerate(kinds.places.tolist()):
        name = activities.types.values[int(activities.types.codes[place])]
        if not name:
            continue  # nobody knows what was done
        most = max((asked.get(of, 1) for of in kinds.seen[kind]), default=1)
        done = ground.done(kind)[alike]
        options = tuple(
            Option(Seen(int(np.count_nonzero(done >= times)), len(done)), times)
            for times in range(1, min(most, MOST_TIMES) + 1)
        )
        found.append(Action(Sort.ACTIVITY, name, options, told[kind], place))
    return found


def told_of(activities: Activities, kinds: ActivityKinds) -> list[str]:
    """What tells a kind from others of its type: its details that rules ask about, in words."""
    names = [key(activities.types.values[int(activities.types.codes[at])]) for at in kinds.places]
    found = []
    for kind, place in enumerate(kinds.places.tolist()):
        if names.count(names[kind]) < 2:
            found.append("")
            continue
        asked = {
            cleaned_key(leaf.field)
            for other, seen in enumerate(kinds.seen)
            if names[other] == names[kind]
            for of in seen
            if of.where is not None
            for leaf in leaves_in(of.where)
            if isinstance(leaf, FieldTest)
        }
        words = [
            cell_words(column, place)
            for name, column in activities.details.items()
            if cleaned_key(name) in asked
        ]
        found.append(", ".join(words))
    return found


# Fields


def _fields(ground: Ground, one: Scorable, band: int) -> list[Action]:
    found = []
    model, leads = ground.scored.model, ground.leads
    for name in model.fields_of_leads():
        item = leads.input(name)
        mine = None if item is None else one.column(item.name)
        if item is None or mine is None:
            continue
        axes = {None if of is None else of.axis for of, _rule in readers(model, leads, item)}
        did = item.role is Role.FIELD and Axis.ENGAGEMENT in axes and Axis.FIT not in axes
        if did and item.kind in (Kind.NUMBER, Kind.YES_NO, Kind.DATE):
            options = _done(ground, one, item, mine, band)
            sort = Sort.DONE
        elif blank_rows(mine)[0] and item.role in TO_ASK and item.kind is not Kind.DATE:
            options = filled(ground, item, mine, band)
            sort = Sort.BLANK
        else:
            continue
        if options:
            found.append(Action(sort, item.name, options, before=cell_words(mine, 0)))
    return found


def filled(
    ground: Ground, item: Input, mine: Column, band: int, most: int | None = MOST_VALUES
) -> tuple[Option, ...]:
    """A blank field with one of the values that leads have; `most` classes of values."""
    classes, column = ground.classes(item), ground.leads.column(item.name)
    if column is None or not len(classes):
        return ()
    here = classes.codes[ground.in_band_with(item, mine, band)]
    held = np.bincount(here[here >= 0], minlength=len(classes)).tolist()
    options = []
    for place in range(len(classes))[:most]:
        seen = Seen(held[place], len(here))
        words = value_words(column, classes, place)
        row = int(classes.rows[place])
        personal = item.role is Role.EMAIL or _one_each(classes, place)
        options.append(Option(seen, 1, words, _cell(column, row), row, personal))
    return tuple(options)


def value_words(column: Column, classes: ValueClasses, place: int) -> str:
    """A class of values in words: the commonest of them and how many do the same; values that
    name one lead each, such as addresses, are counted, not told."""
    distinct = int(classes.distinct[place])
    if len(classes) == 1:
        return "known"
    if _one_each(classes, place):
        return f"one of {count_of(distinct, 'value')}"
    words = cell_words(column, int(classes.rows[place]))
    return words if distinct == 1 else f"{words} or {count_of(distinct - 1, 'other')} like it"


def _one_each(classes: ValueClasses, place: int) -> bool:
    """Whether most values of a class are those of one lead each."""
    distinct, leads = int(classes.distinct[place]), int(classes.leads[place])
    return distinct > 1 and 2 * distinct > leads


def _cell(column: Column, row: int) -> Column:
    return rows_of(column, np.array([row], dtype=np.intp))


def _done(
    ground: Ground, one: Scorable, item: Input, mine: Column, band: int
) -> tuple[Option, ...]:
    """A field of what a lead did, further on than it is."""
    column, today = ground.leads.column(item.name), day_of(one, ground.scored.sight)
    match column, mine:
        case NumberColumn(values), NumberColumn(own):
            now = 0.0 if np.isnan(own[0]) else float(own[0])
            nexts = _next_values(ground.classes(item), values, now)
            alike = values[ground.in_band_with(item, mine, band)] if nexts else values
            return tuple(
                Option(
                    Seen(int(np.count_nonzero(alike >= values[row])), len(alike)),
                    1,
                    cell_words(column, row),
                    _cell(column, row),
                    row,
                )
                for row in nexts
            )
        case YesNoColumn(values), YesNoColumn(own) if own[0] != 1:
            here = values[ground.in_band_with(item, mine, band)] == 1
            seen = Seen(int(np.count_nonzero(here)), len(here))
            return (Option(seen, 1, "yes", YesNoColumn(np.ones(1, dtype=np.int8))),)
        case DateColumn(days), DateColumn(own) if own[0] < today:
            ages = ground.scored.masks.today(ground.scored.sight) - days.astype(np.int64)
            lately = (days != BLANK_DAY) & (ages >= 0) & (ages <= WINDOW)
            here = lately[ground.in_band_with(item, mine, band)]
            seen = Seen(int(np.count_nonzero(here)), len(here))
            cell = DateColumn(np.array([today], dtype=np.int32))
            return (Option(seen, 1, "today", cell),)
    return ()


def _next_values(classes: ValueClasses, values: NDArray[np.float64], now: float) -> list[int]:
    """The leads that have the least value above `now` of each class, from the least value on."""
    above = values > now
    rows = []
    for place in range(len(classes)):
        held = np.flatnonzero(above & (classes.codes == place))
        if len(held):
            rows.append(int(held[np.argmin(values[held])]))
    return sorted(rows, key=lambda row: float(values[row]))


def day_of(one: Scorable, sight: Sight) -> int:
    """The day on which a lead is looked at, since 1970-01-01."""
    today = today_of(one, sight)
    return today if isinstance(today, int) else int(today[0])
