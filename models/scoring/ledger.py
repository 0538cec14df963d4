"""The ledger of a gamified programme: quests awarded, badges given, the balance and its level.

Balances of all leads at once (`balances_of`), and the dated lines of one lead (`ledger_of`). Both
replay the activities up to the as-of day in their order (semantics 16); neither touches a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.scoring.activity_answers import ActivityAnswers
from models.scoring.chosen import Chosen, Places
from models.scoring.conditions import Selection
from models.scoring.game import Badge, Game, Quest
from models.scoring.masks import Masks
from models.scoring.sight import Sight

_FOR_EVER = np.iinfo(np.int64).max


class EntryKind(StrEnum):
    """What a line of a ledger is."""

    OPENING = "opening"
    QUEST = "quest"
    BADGE = "badge"


@dataclass(frozen=True)
class Entry:
    """One line: `points` are added, `balance` and `level` hold after it. `day` None: the opening.

    `what`: the type of the activity that brought it, as it is written; `level`: a position.
    """

    kind: EntryKind
    name: str
    day: int | None
    points: int
    balance: int
    level: int
    what: str = ""


@dataclass(frozen=True, eq=False)
class Balances:
    """All leads as of a day. `balance`, `level` (a position in the game's levels): (leads,).

    `awards`: how often each quest was awarded, by its id; `badges`: who has each, in order.
    """

    game: Game
    balance: NDArray[np.int64]
    level: NDArray[np.intp] = field(repr=False)
    awards: dict[str, NDArray[np.int64]] = field(repr=False)
    badges: tuple[NDArray[np.bool_], ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.balance)


def balances_of(game: Game, masks: Masks, sight: Sight) -> Balances:
    """The balance of every lead. What does not depend on points is kept with the leads."""
    answers = masks.activities(sight)
    balance = np.full(len(masks.leads), game.opening, dtype=np.int64)
    awards: dict[str, NDArray[np.int64]] = {}
    for quest in game.quests:
        asked = "awards", quest.of, quest.cool_down, quest.most, sight.key
        awards[quest.id] = masks.kept(asked, partial(_counted, quest, answers))
        balance += quest.points * awards[quest.id]
    badges = tuple(_has(badge, answers) for badge in game.badges)
    return Balances(game, balance, levels_at(game, balance), awards, badges)


def levels_at(game: Game, balance: NDArray[np.int64]) -> NDArray[np.intp]:
    """The position of the level that each balance holds; below all of them the first."""
    thresholds = np.array([level.threshold for level in game.levels], dtype=np.int64)
    return np.maximum(np.searchsorted(thresholds, balance, side="right") - 1, 0)


def _counted(quest: Quest, answers: ActivityAnswers) -> NDArray[np.int64]:
    chosen, (start, end) = answers.in_window(quest.of)
    most = _FOR_EVER if quest.most is None else quest.most
    if quest.cool_down <= 0 or not len(chosen):
        found: NDArray[np.int64] = np.clip(end - start, 0, most)
        return found
    counts = np.zeros(len(start), dtype=np.int64)
    for leads in _rounds(quest, chosen, start, end):
        counts[leads] += 1
    return counts


def _rounds(quest: Quest, chosen: Chosen, start: Places, end: Places) -> Iterator[NDArray[np.intp]]:
    """The leads that are awarded for the first time, for the second, and so on.

    An award is the first activity that is rested enough since the one before: from there the next
    is found by search, for all leads that still have one, so that all rounds together cost what
    there are awards.
    """
    span = chosen.last + quest.cool_down + 1
    order = chosen.lead.astype(np.int64) * span + chosen.days  # ascends: by lead, then by day
    leads = np.flatnonzero(start < end)
    at, last = start[leads], end[leads]
    left = _FOR_EVER if quest.most is None else quest.most
    while len(leads) and left > 0:
        yield leads
        left -= 1
        at = np.searchsorted(order, order[at] + quest.cool_down)
        some = at < last
        leads, at, last = leads[some], at[some], last[some]


def _has(badge: Badge, answers: ActivityAnswers) -> NDArray[np.bool_]:
    _, (start, end) = answers.in_window(badge.of)
    found: NDArray[np.bool_] = (end - start >= badge.count) & (end > start)
    return found


def ledger_of(game: Game, masks: Masks, sight: Sight, row: int) -> tuple[Entry, ...]:
    """The lines of one lead: the opening, then what each activity brought, quests before badges."""
    answers = masks.activities(sight)
    found: list[tuple[int, int, int, EntryKind, str, int, int]] = []
    for place, quest in enumerate(game.quests):
        events, days = _of_one(quest.of, answers, row)
        for event, day in _awarded(quest, events, days):
            found.append((event, 0, place, EntryKind.QUEST, quest.name, day, quest.points))
    for place, badge in enumerate(game.badges):
        events, days = _of_one(badge.of, answers, row)
        if 0 < badge.count <= len(events):
            event, day = events[badge.count - 1], days[badge.count - 1]
            found.append((event, 1, place, EntryKind.BADGE, badge.name, day, 0))
    balance = game.opening
    lines = [Entry(EntryKind.OPENING, "", None, balance, balance, _level(game, balance))]
    for event, _, _, kind, name, day, points in sorted(found, key=lambda item: item[:3]):
        balance += points
        what = _type(masks, event)
        lines.append(Entry(kind, name, day, points, balance, _level(game, balance), what))
    return tuple(lines)


def _of_one(of: Selection, answers: ActivityAnswers, row: int) -> tuple[list[int], list[int]]:
    """The activities of one lead in the window: which they are, and their days."""
    chosen, (start, end) = answers.in_window(of)
    places = np.arange(int(start[row]), max(int(start[row]), int(end[row])))
    return chosen.events[places].tolist(), chosen.day(places).tolist()


def _awarded(quest: Quest, events: list[int], days: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for event, day in zip(events, days, strict=True):
        if quest.most is not None and len(found) >= quest.most:
            break
        if not found or day - found[-1][1] >= quest.cool_down:
            found.append((event, day))
    return found


def _level(game: Game, balance: int) -> int:
    return int(levels_at(game, np.array([balance], dtype=np.int64))[0])


def _type(masks: Masks, event: int) -> str:
    activities = masks.leads.activities
    return "" if activities is None else activities.types.values[int(activities.types.codes[event])]
