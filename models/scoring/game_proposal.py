"""A first programme: quests from the activity types there are, a badge, and levels above it."""

from __future__ import annotations

from models.leads.activity_table import Activities
from models.scoring.conditions import Selection
from models.scoring.game import Badge, Game, Level, Quest

MOST_QUESTS = 6
_AGAINST = ("unsubscri", "bounce", "complain", "spam", "career", "opt-out", "opt out")
"""Parts of the names of activities that nobody should win points for."""
_POINTS = (5, 5, 10, 10, 20, 20)
"""Points from the commonest type of activity to the rarest: what few do is worth more."""


def proposed_game(activities: Activities | None) -> Game | None:
    """Quests for the commonest types of activity; None where there is none."""
    counts = () if activities is None else activities.type_counts
    names = [name for name, _ in counts if name and not _is_against(name)][:MOST_QUESTS]
    if not names:
        return None
    quests = tuple(
        Quest(f"q{place}", name, Selection((name,)), points, cool_down=1, most=10)
        for place, (name, points) in enumerate(zip(names, _POINTS, strict=False), start=1)
    )
    badges = (Badge("Regular", Selection(), 10), Badge("Explorer", Selection((names[-1],)), 1))
    levels = (
        Level("Newcomer", 0),
        Level("Member", 25, "Early access to events"),
        Level("Fan", 75, "A place in the customer council"),
        Level("Champion", 150, "A free seat at the conference"),
    )
    return Game(0, quests, badges, levels)


def _is_against(name: str) -> bool:
    small = name.lower()
    return any(part in small for part in _AGAINST)


def game_fault(game: Game) -> str:
    """What keeps a programme from being used, in words; "" where nothing does."""
    for what, names in (
        ("quest", [quest.name for quest in game.quests]),
        ("badge", [badge.name for badge in game.badges]),
        ("level", [level.name for level in game.levels]),
    ):
        for place, name in enumerate(names):
            if not name:
                return f"A {what} needs a name."
            if name in names[:place]:
                return f"There is a {what} {name} already."
    if not game.levels:
        return "A programme needs a level."
    first = game.levels[0]
    if first.threshold > game.opening:
        return f"{first.name} must begin at or below the opening, so that everybody has a level."
    for one, other in zip(game.levels, game.levels[1:], strict=False):
        if other.threshold <= one.threshold:
            return f"{other.name} must begin above {one.name}: levels ascend."
    return ""
