"""What differs between two versions of a model, in plain words, matched by ids."""

from __future__ import annotations

from collections.abc import Sequence

from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived_fields import Derived
from models.leads.derived_words import made_of
from models.leads.fields import Input
from models.leads.text import cleaned_key
from models.leads.wording import count_of, figure
from models.scoring.account_difference import account_changed
from models.scoring.decay_difference import decay_changed
from models.scoring.derived_use import is_free, renamed
from models.scoring.difference_lines import (
    changed,
    come_and_gone,
    condition_changed,
    order_changed,
    steps_changed,
    text_changed,
    unknown_changed,
)
from models.scoring.game_difference import game_changed
from models.scoring.grade_difference import grade_changed
from models.scoring.model import Band, Group, Override, Scale, ScoringModel
from models.scoring.probability_difference import probability_changed
from models.scoring.rule_difference import rule_changed
from models.scoring.words import award_words
from models.signs import signed


def differences(before: ScoringModel, after: ScoringModel) -> tuple[str, ...]:
    """Each change from one model to the other as a line; none where they are equal but for ids."""
    lines, before = _called_otherwise(before, after)
    return (
        *lines,
        *_whole(before, after),
        *_bands(before.bands, after.bands),
        *grade_changed(before.grade, after.grade),
        *_groups(before.groups, after.groups),
        *_rules(before, after),
        *_overrides(before.overrides, after.overrides),
        *account_changed(before.account, after.account),
        *game_changed(before.game, after.game),
        *probability_changed(before.probability, after.probability),
        *_inputs(before.inputs, after.inputs),
        *_derived(before.derived, after.derived),
        *_activities(before.activities, after.activities),
    )


def _whole(before: ScoringModel, after: ScoringModel) -> list[str]:
    def scale(scale: Scale | None) -> str:
        return "none" if scale is None else f"{figure(scale.least)} to {figure(scale.most)}"

    def as_of(model: ScoringModel) -> str:
        return model.as_of.isoformat() if model.as_of else "follows the data"

    def own_day(model: ScoringModel) -> str:
        if model.own_day is None:
            return "the model's"
        return f"{count_of(model.own_day, 'day')} after its creation"

    return [
        *changed("Name of the model", before.name, after.name),
        *changed("Scale", scale(before.scale), scale(after.scale)),
        *changed("Scale for other systems", scale(before.output), scale(after.output)),
        *changed("Base", signed(before.base), signed(after.base)),
        *changed("As-of day", as_of(before), as_of(after)),
        *changed("As-of day of each lead", own_day(before), own_day(after)),
        *changed("Time zone", before.zone, after.zone),
        *text_changed("the notes on the model", before.notes, after.notes),
        *unknown_changed("the model", before.extra, after.extra),
    ]


def _bands(before: tuple[Band, ...], after: tuple[Band, ...]) -> list[str]:
    lines, was = steps_changed(
        "band",
        [(band.name, figure(band.threshold)) for band in before],
        [(band.name, figure(band.threshold)) for band in after],
    )
    was_mql, is_mql = (
        next((band.name for band in bands if band.mql), "none") for bands in (before, after)
    )
    if is_mql not in was or not before[was[is_mql]].mql:
        lines += changed("MQL band", was_mql, is_mql)
    return lines


def _groups(before: tuple[Group, ...], after: tuple[Group, ...]) -> list[str]:
    old = {group.id: group for group in before}
    lines = come_and_gone(before, after, "group", lambda group: group.id, lambda group: group.name)
    for group in after:
        was = old.get(group.id)
        if was is None:
            continue
        name = group.name
        if was.name != name:
            lines.append(f"Renamed group {was.name} to {name}")
        lines += changed(f"Limit of {name}", _limit(was), _limit(group))
        lines += changed(f"Axis of {name}", was.axis.value, group.axis.value)
        lines += changed(f"Category of {name}", was.category or "none", group.category or "none")
        lines += decay_changed(name, was.decay, group.decay)
        lines += text_changed(f"the note on {name}", was.note, group.note)
        lines += unknown_changed(name, was.extra, group.extra)
    return lines + order_changed("groups", before, after, lambda group: group.id)


def _limit(group: Group) -> str:
    if group.least is None and group.most is None:
        return "none"
    if group.least is None:
        return f"at most {figure(group.most or 0)}"
    if group.most is None:
        return f"at least {figure(group.least)}"
    return f"{figure(group.least)} to {figure(group.most)}"


def _rules(before: ScoringModel, after: ScoringModel) -> list[str]:
    old = {rule.id: rule for rule in before.rules()}
    new = {rule.id: rule for rule in after.rules()}
    groups_after = {group.id for group in after.groups}
    lines = [
        f"Removed {rule.name} ({award_words(rule)}) from {group.name}"
        for group in before.groups
        for rule in group.rules
        if rule.id not in new and group.id in groups_after
    ]
    for group in after.groups:
        for rule in group.rules:
            was = old.get(rule.id)
            if was is None:
                lines.append(f"Added {rule.name} ({award_words(rule)}) to {group.name}")
                continue
            home = before.group_of(rule.id)
            if home is not None and home.id != group.id:
                lines.append(f"Moved {rule.name} from {home.name} to {group.name}")
            lines += rule_changed(was, rule)
        same = next((item for item in before.groups if item.id == group.id), None)
        if same is not None:
            lines += order_changed(
                f"rules of {group.name}", same.rules, group.rules, lambda r: r.id
            )
    return lines


def _overrides(before: tuple[Override, ...], after: tuple[Override, ...]) -> list[str]:
    old = {item.id: item for item in before}
    lines = come_and_gone(before, after, "override", lambda o: o.id, lambda o: o.name)
    for item in after:
        was = old.get(item.id)
        if was is None:
            continue
        if was.name != item.name:
            lines.append(f"Renamed override {was.name} to {item.name}")
        lines += changed(
            f"Override {item.name}", f"{was.move} {was.band}", f"{item.move} {item.band}"
        )
        lines += condition_changed(f"Override {item.name}", was.when, item.when)
        lines += text_changed(f"the note on override {item.name}", was.note, item.note)
        lines += unknown_changed(f"override {item.name}", was.extra, item.extra)
    return lines + order_changed("overrides", before, after, lambda o: o.id)


def _called_otherwise(before: ScoringModel, after: ScoringModel) -> tuple[list[str], ScoringModel]:
    """Derived fields that were renamed, and what was before with their new names: what reads them
    is no other for that."""
    lines: list[str] = []
    if len(before.derived) != len(after.derived):
        return lines, before
    for place, (was, now) in enumerate(zip(before.derived, after.derived, strict=True)):
        called = renamed(before, place, now.name)
        fresh = is_free(before, place, now.name)
        if was.name != now.name and fresh and called.derived[place] == now:
            lines.append(f"Renamed derived field {was.name} to {now.name}")
            before = called
    return lines, before


def _derived(before: Sequence[Derived], after: Sequence[Derived]) -> list[str]:
    def name(item: Derived) -> str:
        return item.name

    old = {item.name: item for item in before}
    lines = come_and_gone(before, after, "derived field", name, name)
    for item in after:
        was = old.get(item.name)
        if was is not None and was != item:
            told = changed(f"Derived field {item.name}", made_of(was), made_of(item))
            lines += told or [f"Derived field {item.name} has another table"]
    return lines + order_changed("derived fields", before, after, name)


def _activities(before: ActivityRecipe, after: ActivityRecipe) -> list[str]:
    def clicks(recipe: ActivityRecipe) -> str:
        return "left out" if recipe.without_machine_clicks else "counted"

    def identical(recipe: ActivityRecipe) -> str:
        return "count once" if recipe.identical_once else "count each"

    return [
        *changed("Suspected machine clicks", clicks(before), clicks(after)),
        *changed("Identical activities", identical(before), identical(after)),
        *_inputs(before.inputs, after.inputs, " of activities"),
    ]


def _inputs(before: tuple[Input, ...], after: tuple[Input, ...], of: str = "") -> list[str]:
    def name(item: Input) -> str:
        return cleaned_key(item.name)

    old = {name(item): item for item in before}
    lines = come_and_gone(before, after, f"field{of}", name, lambda item: item.name)
    for item in after:
        was = old.get(name(item))
        if was is None or was == item:
            continue
        found = [
            *changed(f"{item.name} is read as", was.kind.value, item.kind.value),
            *changed(f"{item.name} is the", was.role.value, item.role.value),
        ]
        lines += found or [f"{item.name} is read otherwise"]
    return lines + order_changed(f"fields{of}", before, after, name)
