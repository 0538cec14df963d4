"""What differs between two ways to score accounts."""

from __future__ import annotations

from models.leads.wording import count_of, figure
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.difference_lines import (
    changed,
    entries_changed,
    order_changed,
)
from models.scoring.rule_difference import ranges_told, rule_changed
from models.scoring.words import award_words


def account_changed(before: AccountScore | None, after: AccountScore | None) -> list[str]:
    """The lines of the account score: how accounts are found, what counts, rules, raises."""
    if before == after:
        return []
    if before is None or after is None:
        return ["Added the account score" if after else "Removed the account score"]
    lines = [
        *changed("Field of the account", before.field or "none", after.field or "none"),
        *changed("E-mail of the account", before.email or "none", after.email or "none"),
        *changed("Free-mail hosts that are no account", before.free_mail, after.free_mail),
        *changed("Scale of the account score", _scale(before), _scale(after)),
        *_parts(before.parts, after.parts),
        *_rules(before, after),
        *entries_changed(
            "Raise by the account score", ranges_told(before.raises), ranges_told(after.raises)
        ),
    ]
    return lines or ["Changed the account score"]


def part_words(part: AccountPart) -> str:
    """A part of an account's score: "5 x leads in MQL or above, at most 4"."""
    match part.measure:
        case AccountMeasure.HIGHEST:
            what = "the highest score"
        case AccountMeasure.TOP:
            what = f"the sum of the top {count_of(part.top, 'score')}"
        case AccountMeasure.IN_BAND:
            what = f"leads in {part.band} or above"
        case AccountMeasure.DISTINCT:
            what = f"different values of {part.field}"
    times = "" if part.times == 1 else f"{figure(part.times)} \u00d7 "
    return f"{times}{what}" if part.most is None else f"{times}{what}, at most {figure(part.most)}"


def _scale(account: AccountScore) -> str:
    return f"{figure(account.scale.least)} to {figure(account.scale.most)}"


def _parts(before: tuple[AccountPart, ...], after: tuple[AccountPart, ...]) -> list[str]:
    old, new = [part_words(part) for part in before], [part_words(part) for part in after]
    if len(old) == len(new):
        pairs = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        if len(pairs) == 1:
            return changed("The account score counts", *pairs[0])
    return [
        *(f"The account score no longer counts {part}" for part in old if part not in new),
        *(f"The account score also counts {part}" for part in new if part not in old),
        *order_changed("what the account score counts", old, new, str),
    ]


def _rules(before: AccountScore, after: AccountScore) -> list[str]:
    old = {rule.id: rule for rule in before.rules}
    kept = {rule.id for rule in after.rules}
    lines = [
        f"Removed {rule.name} ({award_words(rule)}) from the account score"
        for rule in before.rules
        if rule.id not in kept
    ]
    for rule in after.rules:
        was = old.get(rule.id)
        if was is None:
            lines.append(f"Added {rule.name} ({award_words(rule)}) to the account score")
        else:
            lines += rule_changed(was, rule)
    return lines + order_changed(
        "rules of the account score", before.rules, after.rules, lambda rule: rule.id
    )
