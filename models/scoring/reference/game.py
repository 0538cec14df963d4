"""The ledger of a gamified programme for one lead, slowly and plainly, from semantics 16."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.scoring.game import Game
from models.scoring.reference.activities import Activity, ActivityRows, activities_until, selected
from models.scoring.reference.fields import number_of


@dataclass(frozen=True)
class ReferenceEntry:
    """One line: the opening, an award of a quest, or a badge. `day`: None for the opening;
    `balance`: after it; `level`: the name of the one that this balance holds."""

    what: str
    name: str
    day: int | None
    points: int
    balance: int
    level: str


def reference_ledger(
    game: Game, activities: ActivityRows, as_of: date, zone: str = "UTC"
) -> tuple[ReferenceEntry, ...]:
    """The opening, then what each activity until the day brought: quests first, then badges."""
    today = number_of(as_of)
    happened = activities_until(activities, today, zone)
    balance = game.opening
    lines = [ReferenceEntry("opening", "", None, balance, balance, _level(game, balance))]
    last: dict[int, int] = {}
    times = [0] * len(game.quests)
    counts = [0] * len(game.badges)
    for item in happened:
        for place, quest in enumerate(game.quests):
            fits = _is_among(item, selected(quest.of, happened, today))
            rested = place not in last or item.day - last[place] >= quest.cool_down
            if fits and rested and (quest.most is None or times[place] < quest.most):
                last[place] = item.day
                times[place] += 1
                balance += quest.points
                level = _level(game, balance)
                lines.append(
                    ReferenceEntry("quest", quest.name, item.day, quest.points, balance, level)
                )
        for place, badge in enumerate(game.badges):
            if _is_among(item, selected(badge.of, happened, today)):
                counts[place] += 1
                if counts[place] == badge.count:
                    level = _level(game, balance)
                    lines.append(ReferenceEntry("badge", badge.name, item.day, 0, balance, level))
    return tuple(lines)


def _is_among(item: Activity, chosen: Sequence[Activity]) -> bool:
    return any(other.place == item.place for other in chosen)


def _level(game: Game, balance: int) -> str:
    """The highest threshold that the balance reaches; below all of them the first."""
    name = game.levels[0].name if game.levels else ""
    for level in game.levels:
        if level.threshold <= balance:
            name = level.name
    return name
