"""What differs between two gamified programmes."""

from __future__ import annotations

from models.leads.wording import count_of, figure
from models.scoring.activity_words import chosen_told
from models.scoring.conditions import Selection
from models.scoring.difference_lines import (
    ARROW,
    changed,
    come_and_gone,
    order_changed,
    steps_changed,
)
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.words import plain, sentence


def game_changed(before: Game | None, after: Game | None) -> list[str]:
    """The lines of the programme: its opening, quests, badges and levels."""
    if before == after:
        return []
    if before is None or after is None:
        return ["Added the programme" if after else "Removed the programme"]
    lines = [
        *changed("Opening of the programme", figure(before.opening), figure(after.opening)),
        *_quests(before.quests, after.quests),
        *_badges(before.badges, after.badges),
        *_levels(before.levels, after.levels),
    ]
    return lines or ["Changed the programme"]


def _quests(before: tuple[Quest, ...], after: tuple[Quest, ...]) -> list[str]:
    old = {quest.id: quest for quest in before}
    lines = come_and_gone(before, after, "quest", lambda quest: quest.id, lambda quest: quest.name)
    for quest in after:
        was = old.get(quest.id)
        if was is None or was == quest:
            continue
        what = f"Quest {quest.name}"
        found = [f"Renamed quest {was.name} to {quest.name}"] if was.name != quest.name else []
        if was.points != quest.points:
            found.append(f"{what}: {figure(was.points)} {ARROW} {figure(quest.points)} points")
        found += _activity(what, was.of, quest.of)
        found += changed(f"{what}, days apart", figure(was.cool_down), figure(quest.cool_down))
        found += changed(f"{what}, how often", _most(was), _most(quest))
        lines += found
    return lines + order_changed("quests", before, after, lambda quest: quest.id)


def _most(quest: Quest) -> str:
    return "always" if quest.most is None else f"at most {count_of(quest.most, 'time')}"


def _activity(what: str, before: Selection, after: Selection) -> list[str]:
    if before == after:
        return []
    then, now = (plain(chosen_told(of, sentence)) for of in (before, after))
    return changed(what, then, now) or [f"{what}: other activities"]


def _badges(before: tuple[Badge, ...], after: tuple[Badge, ...]) -> list[str]:
    old = {badge.name: badge for badge in before}
    lines = come_and_gone(before, after, "badge", lambda item: item.name, lambda item: item.name)
    for badge in after:
        if was := old.get(badge.name):
            what = f"Badge {badge.name}"
            lines += _activity(what, was.of, badge.of)
            lines += changed(f"{what}, activities", figure(was.count), figure(badge.count))
    return lines + order_changed("badges", before, after, lambda badge: badge.name)


def _levels(before: tuple[Level, ...], after: tuple[Level, ...]) -> list[str]:
    lines, places = steps_changed(
        "level",
        [(level.name, figure(level.threshold)) for level in before],
        [(level.name, figure(level.threshold)) for level in after],
        "Level ",
    )
    for level in after:
        if level.name in places:
            was = before[places[level.name]].reward
            what = f"Reward of {level.name}"
            lines += changed(what, was or "none", level.reward or "none")
    return lines
