"""What stands beside the wishes on the page Tune: what they mean, what is held, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.evaluation.figures import percent
from models.evaluation.thresholds.wishes import Sales
from models.leads.wording import listed, quoted
from models.scoring.awards import PerOccurrence, Points, points_of
from models.scoring.model import ScoringModel
from models.scoring.words import award_words, entry_words
from models.signs import signed
from models.tuning.aims import Goal
from models.tuning.fading import fades_one_by_one
from models.tuning.impossible import impossible_at_once, lines_at_once
from models.tuning.reins import Hold
from models.tuning.said_limits import rein_words, sets_words
from models.tuning.wished import ladders_of, reins_of
from models.tuning.wishes import Wishes
from widgets.tune_form import HeldLine, TuneWords
from workbench.pages.tune.facts import MONEY, SAY_MONEY, SHARE

AIMS = {
    Goal.LOSS: "Chances that come true: the points tell leads apart at every height.",
    Goal.AUC: "Leads that convert stand above those that do not, wherever the threshold is.",
    Goal.CAPTURE: f"As many conversions as can be in the best {percent(SHARE, 0)} of leads.",
    Goal.VALUE: "What wins bring less what touches cost, at the best threshold.",
}


def tune_words(
    model: ScoringModel, wishes: Wishes, prices: Mapping[str, str], sales: Sales
) -> TuneWords:
    """What stands beside the wishes. `prices`: what is known of what limits cost, by their keys."""
    limits = [
        f"{quoted(group.name)} {_limits(group.least, group.most)}"
        for group in model.groups
        if group.least is not None or group.most is not None
    ]
    ladders = [rule.name for rule, _ in ladders_of(model)]
    fading = [
        rule.name
        for group in model.groups
        for rule in group.rules
        if not rule.muted and fades_one_by_one(group, rule)
    ]
    names = {line.key: line.name for line in lines_at_once(model)}
    kept = f"{listed(fading)}: fades activity by activity and keeps its points." if fading else ""
    of_groups = f"Limits of groups: {', '.join(limits)}." if limits else ""
    beyond = _locked_beyond(model, wishes)
    return TuneWords(
        " ".join(filter(None, (of_groups, kept))),
        f"{listed(ladders)}: the order of the points stays." if ladders else "",
        AIMS[wishes.aim.goal],
        (*faults_of(model, wishes), *_no_money(wishes, sales)),
        tuple(
            replace(
                _held(model, key, rein.hold),
                limits=rein_words(rein),
                price=prices.get(key, ""),
                beyond=key in beyond,
            )
            for key, rein in wishes.reins
        ),
        prices,
        sets_words(wishes, names),
    )


def _locked_beyond(model: ScoringModel, wishes: Wishes) -> frozenset[str]:
    """The keys of lines that are locked at points which no other line may have."""
    now = {line.key: line.now for line in lines_at_once(model)}
    given = {key: now.get(key, 0) for key in wishes.locked}
    return frozenset(
        key for key, points in given.items() if points and not wishes.least <= points <= wishes.most
    )


def faults_of(model: ScoringModel, wishes: Wishes) -> tuple[str, ...]:
    """What cannot be in what is wished, as far as that is seen before anything is tuned."""
    lines = lines_at_once(model)
    reins = reins_of(wishes, model, lines)
    return impossible_at_once(model, reins, lines, proposals=wishes.proposals)


def _no_money(wishes: Wishes, sales: Sales) -> Iterator[str]:
    if wishes.aim.goal is Goal.VALUE and sales.money is None:
        yield f"{MONEY} {SAY_MONEY}"


def _limits(least: int | None, most: int | None) -> str:
    ends = [
        f"{word} {signed(end)}" for word, end in (("from", least), ("to", most)) if end is not None
    ]
    return " ".join(ends)


def _held(model: ScoringModel, key: str, hold: Hold) -> HeldLine:
    rule_id, _, place = key.partition("/")
    rule = model.rule(rule_id)
    if rule is None:
        return HeldLine(key, "a rule that is gone", "", hold)
    award = rule.award
    if not place or isinstance(award, Points | PerOccurrence):
        return HeldLine(key, rule.name, award_words(rule), hold)
    entry = int(place)
    if entry >= len(award.entries):
        return HeldLine(key, f"{rule.name}: an entry that is gone", "", hold)
    words = f"{rule.name}: {entry_words(award, entry)}"
    return HeldLine(key, words, signed(points_of(award)[entry]), hold)
