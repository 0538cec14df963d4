"""What differs between two versions of a rule: its name, condition and points."""

from __future__ import annotations

from models.leads.wording import count_of, figure
from models.scoring.activity_words import each_told, quantity_told
from models.scoring.difference_lines import (
    ARROW,
    changed,
    condition_changed,
    entries_changed,
    text_changed,
    unknown_changed,
)
from models.scoring.model import (
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    RangePoints,
    Rule,
)
from models.scoring.words import award_words, plain, range_text, sentence


def rule_changed(was: Rule, rule: Rule) -> list[str]:
    """What differs between two versions of a rule."""
    lines = []
    if was.name != rule.name:
        lines.append(f"Renamed {was.name} to {rule.name}")
    if was.muted != rule.muted:
        lines.append(f"{'Muted' if rule.muted else 'Unmuted'} {rule.name}")
    lines += _award(was, rule)
    lines += condition_changed(rule.name, was.when, rule.when)
    lines += text_changed(f"the note on {rule.name}", was.note, rule.note)
    return lines + unknown_changed(rule.name, was.extra, rule.extra)


def _award(was: Rule, rule: Rule) -> list[str]:
    old, new = was.award, rule.award
    if old == new:
        return []
    if isinstance(old, Points) and isinstance(new, Points):
        return [f"{rule.name}: {figure(old.points)} {ARROW} {figure(new.points)} points"]
    if isinstance(old, ByValue) and isinstance(new, ByValue) and old.field == new.field:
        lines = entries_changed(rule.name, _by_value(old), _by_value(new))
        if old.exact != new.exact:
            how = "exactly as written" if new.exact else "ignoring case"
            lines.append(f"{rule.name}: values compare {how}")
        return lines
    if isinstance(old, ByRange) and isinstance(new, ByRange) and old.field == new.field:
        return entries_changed(rule.name, ranges_told(old.entries), ranges_told(new.entries))
    if isinstance(old, ByCount) and isinstance(new, ByCount) and old.quantity == new.quantity:
        return entries_changed(rule.name, _by_count(old), _by_count(new))
    if isinstance(old, PerOccurrence) and isinstance(new, PerOccurrence) and old.of == new.of:
        lines = []
        if old.points != new.points:
            lines = [f"{rule.name}: {figure(old.points)} {ARROW} {figure(new.points)} points each"]
        return [*lines, *changed(rule.name, _times(old.most), _times(new.most))]
    lines = changed(
        rule.name, f"{_form(was)} ({award_words(was)})", f"{_form(rule)} ({award_words(rule)})"
    )
    return lines or [f"{rule.name}: points are given otherwise"]


def _times(most: int) -> str:
    return f"at most {count_of(most, 'time')}"


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


def ranges_told(entries: tuple[RangePoints, ...]) -> list[tuple[str, int]]:
    """Each range with its points."""
    return [(range_text(entry.low, entry.high), entry.points) for entry in entries]


def _by_count(award: ByCount) -> list[tuple[str, int]]:
    return [(f"from {figure(entry.least)}", entry.points) for entry in award.entries]
