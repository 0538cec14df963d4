"""The gamified programme, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.wording import figure
from models.scoring.awards import MOST_POINTS
from models.scoring.file.condition_json import read_selection, selection_to_json
from models.scoring.file.group_json import Ids, objects, read_whole
from models.scoring.file.json_node import MOST_SCORE, Node, check_names
from models.scoring.file.json_values import MOST_DAYS
from models.scoring.game import Badge, Game, Level, Quest

MOST_TIMES = 1_000_000
"""A quest is awarded at most so often; a badge asks for at most so many activities."""


def game_to_json(game: Game) -> dict[str, Any]:
    """The programme; what a quest does not limit is left out."""
    return {
        "opening": game.opening,
        "quests": [_quest_to_json(quest) for quest in game.quests],
        "badges": [
            {"name": badge.name, "activity": selection_to_json(badge.of), "count": badge.count}
            for badge in game.badges
        ],
        "levels": [_level_to_json(level) for level in game.levels],
    }


def _quest_to_json(quest: Quest) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": quest.id,
        "name": quest.name,
        "activity": selection_to_json(quest.of),
        "points": quest.points,
        "cool_down": quest.cool_down,
    }
    return data if quest.most is None else {**data, "most": quest.most}


def _level_to_json(level: Level) -> dict[str, Any]:
    data = {"name": level.name, "from": level.threshold}
    return {**data, "reward": level.reward} if level.reward else data


def game_from_json(data: Any, where: str = "", *, strict: bool = True) -> Game:
    """A programme of its own, as the journal has it."""

    def read(node: Node) -> Game:
        return read_game(node, Ids(objects(node.value.get("quests"))))

    return read_whole(data, where, strict, read)


def read_game(node: Node, ids: Ids) -> Game:
    """The programme of a node; faults are noted there."""
    opening = node.whole("opening", -MOST_SCORE, MOST_SCORE, 0)
    quest_nodes = node.children("quests", named=True)
    quests = tuple(_read_quest(item, ids) for item in quest_nodes)
    check_names(quest_nodes, [quest.name for quest in quests])
    badge_nodes = node.children("badges", named=True)
    badges = tuple(_read_badge(item) for item in badge_nodes)
    check_names(badge_nodes, [badge.name for badge in badges])
    game = Game(opening, quests, badges, _read_levels(node, opening))
    node.leave()
    return game


def _read_quest(node: Node, ids: Ids) -> Quest:
    quest = Quest(
        ids.of(node, "q"),
        node.text("name", blank=False),
        read_selection(node.child("activity")),
        node.whole("points", -MOST_POINTS, MOST_POINTS),
        node.whole("cool_down", 0, MOST_DAYS, 0),
        node.whole("most", 1, MOST_TIMES) if node.has("most") else None,
    )
    node.leave()
    return quest


def _read_badge(node: Node) -> Badge:
    badge = Badge(
        node.text("name", blank=False),
        read_selection(node.child("activity")),
        node.whole("count", 1, MOST_TIMES),
    )
    node.leave()
    return badge


def _read_levels(game: Node, opening: int) -> tuple[Level, ...]:
    nodes = game.children("levels", named=True)
    if "levels" not in game.value:
        game.fault("levels", "a list of at least one level")
    elif game.raw("levels") == []:
        game.faults.law(game.at("levels"), "must have at least one level")
    levels: list[Level] = []
    for node in nodes:
        threshold = node.whole("from", -MOST_SCORE, MOST_SCORE)
        if not levels and threshold > opening:
            node.faults.law(
                node.at("from"),
                f"must not be above the opening, {figure(opening)}, found {figure(threshold)}",
            )
        if levels and threshold <= levels[-1].threshold:
            node.faults.law(
                node.at("from"),
                f"must be above {figure(levels[-1].threshold)}, where the level before it "
                f"begins, found {figure(threshold)}",
            )
        levels.append(Level(node.text("name", blank=False), threshold, node.text("reward", "")))
        node.leave()
    check_names(nodes, [level.name for level in levels])
    return tuple(levels)
