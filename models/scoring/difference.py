"""What differs between two versions of a model, in plain words, matched by ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from models.leads.derived_fields import Derived
from models.leads.derived_words import made_of
from models.leads.fields import Input
from models.leads.text import cleaned_key
from models.leads.wording import figure
from models.scoring.activity_words import each_told, quantity_told
from models.scoring.grade import Grade, GradeStep
from models.scoring.json_node import Extra
from models.scoring.model import (
    Band,
    ByCount,
    ByRange,
    ByValue,
    Group,
    Override,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from models.scoring.words import award_words, plain, range_text, sentence
from models.signs import signed

ARROW = "\u2192"
_T = TypeVar("_T")


def differences(before: ScoringModel, after: ScoringModel) -> tuple[str, ...]:
    """Each change from one model to the other as a line; none where they are equal but for ids."""
    return (
        *_whole(before, after),
        *_bands(before.bands, after.bands),
        *_groups(before.groups, after.groups),
        *_rules(before, after),
        *_overrides(before.overrides, after.overrides),
        *_grade(before.grade, after.grade),
        *_inputs(before.inputs, after.inputs),
        *_derived(before.derived, after.derived),
    )


def _changed(what: str, before: str, after: str) -> list[str]:
    return [f"{what}: {before} {ARROW} {after}"] if before != after else []


def _text(what: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    if not before:
        return [f"Added {what}"]
    return [f"Changed {what}" if after else f"Removed {what}"]


def _other(what: str, before: Extra, after: Extra) -> list[str]:
    return [f"Changed keys of {what} that this version does not know"] if before != after else []


def _whole(before: ScoringModel, after: ScoringModel) -> list[str]:
    def scale(model: ScoringModel) -> str:
        return f"{figure(model.scale.least)} to {figure(model.scale.most)}"

    def as_of(model: ScoringModel) -> str:
        return model.as_of.isoformat() if model.as_of else "follows the data"

    return [
        *_changed("Name of the model", before.name, after.name),
        *_changed("Scale", scale(before), scale(after)),
        *_changed("Base", signed(before.base), signed(after.base)),
        *_changed("As-of day", as_of(before), as_of(after)),
        *_changed("Time zone", before.zone, after.zone),
        *_text("the notes on the model", before.notes, after.notes),
        *_other("the model", before.extra, after.extra),
    ]


def _bands(before: tuple[Band, ...], after: tuple[Band, ...]) -> list[str]:
    old, new = {b.name: b for b in before}, {b.name: b for b in after}
    gone = [band for band in before if band.name not in new]
    come = [band for band in after if band.name not in old]
    lines = []
    if len(gone) == len(come) and len(before) == len(after):
        # Bands have no ids: those in the same place between the same neighbours were renamed.
        pairs = [(a, b) for a, b in zip(before, after, strict=True) if a.name != b.name]
        if len(pairs) == len(gone):
            lines = [f"Renamed band {a.name} to {b.name}" for a, b in pairs]
            old |= {b.name: a for a, b in pairs}
            gone, come = [], []
    lines += [f"Removed band {band.name}" for band in gone]
    lines += [f"Added band {band.name} from {figure(band.threshold)}" for band in come]
    for band in after:
        was = old.get(band.name)
        if was is not None:
            what = f"{band.name} threshold"
            if was.threshold != band.threshold:
                lines.append(f"{what} {figure(was.threshold)} {ARROW} {figure(band.threshold)}")
    was_mql, is_mql = (
        next((band.name for band in bands if band.mql), "none") for bands in (before, after)
    )
    if old.get(is_mql) is None or not old[is_mql].mql:
        lines += _changed("MQL band", was_mql, is_mql)
    return lines


def _groups(before: tuple[Group, ...], after: tuple[Group, ...]) -> list[str]:
    old = {group.id: group for group in before}
    lines = _come_and_gone(before, after, "group", lambda group: group.id, lambda group: group.name)
    for group in after:
        was = old.get(group.id)
        if was is None:
            continue
        name = group.name
        if was.name != name:
            lines.append(f"Renamed group {was.name} to {name}")
        lines += _changed(f"Limit of {name}", _limit(was), _limit(group))
        lines += _changed(f"Axis of {name}", was.axis.value, group.axis.value)
        lines += _changed(f"Category of {name}", was.category or "none", group.category or "none")
        lines += _text(f"the note on {name}", was.note, group.note)
        lines += _other(name, was.extra, group.extra)
    return lines + _order("groups", before, after, lambda group: group.id)


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
            lines += _rule(was, rule)
        same = next((item for item in before.groups if item.id == group.id), None)
        if same is not None:
            lines += _order(f"rules of {group.name}", same.rules, group.rules, lambda r: r.id)
    return lines


def _rule(was: Rule, rule: Rule) -> list[str]:
    lines = []
    if was.name != rule.name:
        lines.append(f"Renamed {was.name} to {rule.name}")
    if was.muted != rule.muted:
        lines.append(f"{'Muted' if rule.muted else 'Unmuted'} {rule.name}")
    lines += _award(was, rule)
    if was.when != rule.when:
        before, after = plain(sentence(was.when)), plain(sentence(rule.when))
        lines.append(f"{rule.name}: if {before} {ARROW} if {after}")
    lines += _text(f"the note on {rule.name}", was.note, rule.note)
    return lines + _other(rule.name, was.extra, rule.extra)


def _award(was: Rule, rule: Rule) -> list[str]:
    old, new = was.award, rule.award
    if old == new:
        return []
    if isinstance(old, Points) and isinstance(new, Points):
        return [f"{rule.name}: {figure(old.points)} {ARROW} {figure(new.points)} points"]
    if isinstance(old, ByValue) and isinstance(new, ByValue) and old.field == new.field:
        lines = _entries(rule.name, _by_value(old), _by_value(new))
        if old.exact != new.exact:
            how = "exactly as written" if new.exact else "ignoring case"
            lines.append(f"{rule.name}: values compare {how}")
        return lines
    if isinstance(old, ByRange) and isinstance(new, ByRange) and old.field == new.field:
        return _entries(rule.name, _by_range(old), _by_range(new))
    return _changed(
        rule.name, f"{_form(was)} ({award_words(was)})", f"{_form(rule)} ({award_words(rule)})"
    )


def _form(rule: Rule) -> str:
    match rule.award:
        case Points():
            return "points"
        case ByValue(field):
            return f"points by {field}"
        case ByRange(field):
            return f"points by the range of {field}"
        case ByCount(quantity):
            return f"points by {plain(quantity_told(quantity, sentence))}"
        case PerOccurrence():
            return f"points {plain(each_told(rule.award, sentence, each='each'))}"


def _by_value(award: ByValue) -> list[tuple[str, int]]:
    return [
        ("blank" if entry.value is None else entry.value, entry.points) for entry in award.entries
    ]


def _by_range(award: ByRange) -> list[tuple[str, int]]:
    return [(range_text(entry.low, entry.high), entry.points) for entry in award.entries]


def _entries(name: str, before: list[tuple[str, int]], after: list[tuple[str, int]]) -> list[str]:
    old, new = dict(reversed(before)), dict(reversed(after))
    lines = [
        f"{name}: removed {what} ({signed(old[what])})" for what, _ in before if what not in new
    ]
    for what, given in after:
        if what not in old:
            lines.append(f"{name}: added {what} ({signed(given)})")
        elif old[what] != new[what] == given:
            lines.append(f"{name}, {what}: {figure(old[what])} {ARROW} {figure(given)} points")
    lines += _order(f"entries of {name}", before, after, lambda entry: entry[0])
    return list(dict.fromkeys(lines)) or [f"{name}: other entries"]


def _overrides(before: tuple[Override, ...], after: tuple[Override, ...]) -> list[str]:
    old = {item.id: item for item in before}
    lines = _come_and_gone(before, after, "override", lambda o: o.id, lambda o: o.name)
    for item in after:
        was = old.get(item.id)
        if was is None:
            continue
        if was.name != item.name:
            lines.append(f"Renamed override {was.name} to {item.name}")
        lines += _changed(
            f"Override {item.name}", f"{was.move} {was.band}", f"{item.move} {item.band}"
        )
        if was.when != item.when:
            then, now = plain(sentence(was.when)), plain(sentence(item.when))
            lines.append(f"Override {item.name}: if {then} {ARROW} if {now}")
        lines += _text(f"the note on override {item.name}", was.note, item.note)
        lines += _other(f"override {item.name}", was.extra, item.extra)
    return lines + _order("overrides", before, after, lambda o: o.id)


def _grade(before: Grade | None, after: Grade | None) -> list[str]:
    if before is None or after is None:
        here = "Added the matrix of grades" if after is not None else "Removed the matrix of grades"
        return [] if before == after else [here]
    lines = []
    for what, was, now in (
        ("rows", before.fit, after.fit),
        ("columns", before.engagement, after.engagement),
    ):
        if len(was) != len(now):
            lines.append(f"Matrix: {len(was)} {what} {ARROW} {len(now)}")
            continue
        for old, new in zip(was, now, strict=True):
            lines += _changed(
                f"{what.capitalize()[:-1]} {old.name} of the matrix", old.name, new.name
            )
            lines += _changed(f"{new.name} of the matrix", _from(old), _from(new))
    if len(before.labels) == len(after.labels) and before.labels != after.labels:
        lines.append("Changed labels of the matrix")
    return lines


def _from(step: GradeStep) -> str:
    return "the rest" if step.threshold is None else f"from {figure(step.threshold)}"


def _derived(before: Sequence[Derived], after: Sequence[Derived]) -> list[str]:
    def name(item: Derived) -> str:
        return item.name

    old = {item.name: item for item in before}
    lines = _come_and_gone(before, after, "derived field", name, name)
    for item in after:
        was = old.get(item.name)
        if was is not None and was != item:
            changed = _changed(f"Derived field {item.name}", made_of(was), made_of(item))
            lines += changed or [f"Derived field {item.name} has another table"]
    return lines + _order("derived fields", before, after, name)


def _inputs(before: tuple[Input, ...], after: tuple[Input, ...]) -> list[str]:
    def name(item: Input) -> str:
        return cleaned_key(item.name)

    old = {name(item): item for item in before}
    lines = _come_and_gone(before, after, "field", name, lambda item: item.name)
    for item in after:
        was = old.get(name(item))
        if was is None or was == item:
            continue
        changed = [
            *_changed(f"{item.name} is read as", was.kind.value, item.kind.value),
            *_changed(f"{item.name} is the", was.role.value, item.role.value),
        ]
        lines += changed or [f"{item.name} is read otherwise"]
    return lines


def _come_and_gone(
    before: Sequence[_T],
    after: Sequence[_T],
    what: str,
    same: Callable[[_T], str],
    name: Callable[[_T], str],
) -> list[str]:
    old, new = {same(item) for item in before}, {same(item) for item in after}
    return [
        *(f"Removed {what} {name(item)}" for item in before if same(item) not in new),
        *(f"Added {what} {name(item)}" for item in after if same(item) not in old),
    ]


def _order(
    what: str, before: Iterable[_T], after: Iterable[_T], same: Callable[[_T], str]
) -> list[str]:
    was, now = [same(item) for item in before], [same(item) for item in after]
    shared = set(was) & set(now)
    changed = [item for item in was if item in shared] != [item for item in now if item in shared]
    return [f"Changed the order of {what}"] if changed else []
