"""Rules that no lead meets, that every lead meets, and entries of points that nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.leads.wording import count_of
from models.problems import Severity
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_model, at_rule
from models.scoring.lint.fixes import muted, names_of, with_group, without_rules
from models.scoring.lint.ground import Ground, Sample
from models.scoring.lint.impossible import conflict
from models.scoring.model import ByRange, ByValue, Group, Points, Rule, ScoringModel
from models.scoring.rules import Axis
from models.scoring.words import plain, range_text, sentence
from models.signs import signed


def impossible_rules(ground: Ground) -> Iterator[Finding]:
    """Rules whose condition contradicts itself."""
    for _, rule in ground.rules():
        parts = conflict(rule.when)
        if parts is not None:
            yield Finding(
                FindingKind.CONTRADICTS_ITSELF,
                f"No lead can ever meet {rule.name}: its condition contradicts itself.",
                " and ".join(plain(sentence(part)) for part in parts) + ".",
                "Ask for any of them instead of all, or change the values.",
                at_rule(rule),
                fix=Fix(f"Mute {rule.name}", muted(ground.model, {rule.id})),
            )


def rules_by_hits(ground: Ground) -> Iterator[Finding]:
    """Rules that hit nobody or everybody among the leads."""
    sample = ground.sample
    if sample is None or not len(sample):
        return
    for group, rule in ground.rules():
        if sample.lacks(rule) or conflict(rule.when) is not None:
            continue
        hits = sample.hits(rule)[1]
        if not hits:
            yield Finding(
                FindingKind.NEVER_HITS,
                f"{rule.name} gives no lead any points.",
                f"It hits 0 of {count_of(len(sample), 'lead')}.",
                "Look for another spelling or a wider range; mute it if it waits for leads to "
                "come.",
                at_rule(rule),
                fix=Fix(f"Mute {rule.name}", muted(ground.model, {rule.id})),
            )
        elif hits == len(sample) and isinstance(rule.award, Points):
            yield _always(ground.model, group, rule, sample)
        elif isinstance(rule.award, ByValue | ByRange):
            yield from _entries(ground.model, rule, rule.award, sample)


def _always(model: ScoringModel, group: Group, rule: Rule, sample: Sample) -> Finding:
    points = rule.award.points if isinstance(rule.award, Points) else 0
    remedy = "Points that everybody gets tell nobody apart: give them as the base, or narrow it."
    fix = None
    # Moving points to the base leaves each score as it is where nothing fades and no grade reads
    # the group: clamp(sum + p, least, most) = clamp(sum, least - p, most - p) + p.
    if group.decay is None and (model.grade is None or group.axis is Axis.NONE):
        shifted = replace(
            group,
            rules=tuple(item for item in group.rules if item.id != rule.id),
            least=None if group.least is None else group.least - points,
            most=None if group.most is None else group.most - points,
        )
        after = replace(with_group(model, shifted), base=model.base + points)
        fix = Fix(f"Move {signed(points)} to the base", after)
        if (group.least, group.most) != (None, None):
            remedy += " The limits of the group move with them, so that every score stays."
    return Finding(
        FindingKind.ALWAYS_HITS,
        f"Every lead gets the {signed(points)} of {rule.name}.",
        f"It hits {sample.of_all(len(sample))}.",
        remedy,
        at_rule(rule),
        fix=fix,
    )


def _entries(
    model: ScoringModel, rule: Rule, award: ByValue | ByRange, sample: Sample
) -> Iterator[Finding]:
    """A note on the values or ranges of a rule that no lead has."""
    reached = sample.scored.masks.reached(award, sample.scored.sight)
    counts = np.bincount(reached, minlength=len(award.entries) + 1)[1:]
    idle = {place for place, leads in enumerate(counts.tolist()) if not leads}
    if not idle or len(idle) == len(award.entries):
        return
    if isinstance(award, ByValue):
        names = [entry.value or "blank" for i, entry in enumerate(award.entries) if i in idle]
        kept = tuple(entry for i, entry in enumerate(award.entries) if i not in idle)
        after = model.with_rule(replace(rule, award=replace(award, entries=kept)))
        one, many, noun, has = "names a value", "names values", "value", "have"
        holds, otherwise = "no lead has", "Look for another spelling"
    else:
        names = [
            range_text(entry.low, entry.high) for i, entry in enumerate(award.entries) if i in idle
        ]
        left = tuple(entry for i, entry in enumerate(award.entries) if i not in idle)
        after = model.with_rule(replace(rule, award=replace(award, entries=left)))
        one, many, noun, has = "has a range", "has ranges", "range", "are in"
        holds, otherwise = "no lead falls in", "Look at where ranges begin and end"
    single = len(idle) == 1
    yield Finding(
        FindingKind.NEVER_HITS,
        f"{rule.name} {one if single else many} that {holds}.",
        f"0 of {count_of(len(sample), 'lead')} {has} {names_of(names, 5)}.",
        f"{otherwise}, or take {'it' if single else 'them'} out.",
        at_rule(rule),
        Severity.NOTE,
        Fix(f"Take {count_of(len(idle), noun)} out of {rule.name}", after),
    )


def muted_rules(ground: Ground) -> Iterator[Finding]:
    """Rules that lie around muted."""
    found = [rule for rule in ground.model.rules() if rule.muted]
    if found:
        yield Finding(
            FindingKind.MUTED,
            "1 rule is muted and gives no points."
            if len(found) == 1
            else f"{len(found):,} rules are muted and give no points.",
            names_of((rule.name for rule in found), 6) + ".",
            "Turn them on, or take them out before the model is handed over.",
            at_rule(found[0]),
            Severity.NOTE,
            Fix(
                f"Take out {count_of(len(found), 'muted rule')}",
                without_rules(ground.model, {rule.id for rule in found}),
            ),
        )


def no_negative(ground: Ground) -> Iterator[Finding]:
    """A model that only ever adds."""
    model = ground.model
    if not any(True for _ in ground.rules()):
        return
    takes = any(rule.reach()[0] < 0 for _, rule in ground.rules())
    if takes or any(item.move != "at least" for item in model.overrides):
        return
    yield Finding(
        FindingKind.NO_NEGATIVE,
        "Nothing in the model ever lowers a score.",
        f"{count_of(sum(1 for _ in ground.rules()), 'rule')}, none with points below 0, and no "
        "override that disqualifies.",
        "Take points for what speaks against a lead: students, competitors, unsubscribed, "
        "long silence.",
        at_model(model),
        Severity.NOTE,
    )
