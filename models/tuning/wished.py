"""From what a person wishes to the reins of the search."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from models.scoring.awards import ByCount, ByRange
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule
from models.tuning.held import keys_of
from models.tuning.lines import Line
from models.tuning.reins import Rein, Reins, Sign
from models.tuning.wishes import Wishes


def reins_of(wishes: Wishes, model: ScoringModel, lines: Sequence[Line]) -> Reins:
    """The reins for these lines of the model. What a rein of a line says goes before the rest."""
    held = dict(wishes.reins)
    found: dict[str, Rein] = {}
    for line in lines:
        rein = held.get(line.key, Rein())
        if wishes.signs and rein.sign is Sign.ANY and line.now:
            rein = replace(rein, sign=Sign.UP if line.now > 0 else Sign.DOWN)
        if rein != Rein():
            found[line.key] = rein
    known = {line.key for line in lines}
    ladders = _rising(model, known) if wishes.ladders else ()
    return Reins(
        step=wishes.step,
        least=wishes.least,
        most=wishes.most,
        lines=tuple(found.items()),
        most_lines=wishes.most_lines,
        per_field=wishes.per_field,
        per_group=wishes.per_group,
        one_of=_of_known(wishes.one_of, known),
        rising=(*ladders, *_of_known(wishes.rising, known)),
        most_changed=wishes.most_changed,
        most_moved=wishes.most_moved,
    )


def _of_known(sets: Sequence[Sequence[str]], known: Set[str]) -> tuple[tuple[str, ...], ...]:
    """The sets without lines that are gone; one line alone is bound to nothing."""
    left = (tuple(key for key in keys if key in known) for keys in sets)
    return tuple(keys for keys in left if len(keys) > 1)


def _rising(model: ScoringModel, known: Set[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(keys for _, keys in ladders_of(model) if known >= set(keys))


def ladders_of(model: ScoringModel) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """The tables along which points rise or fall today, with their keys, least points first.

    Only ranges and counts have an order; of values nobody knows it.
    """
    found = []
    for rule in model.rules():
        award = rule.award
        if rule.muted or not isinstance(award, ByRange | ByCount):
            continue
        points = [entry.points for entry in award.entries]
        keys = keys_of(rule)
        if len(set(points)) < 2:
            continue
        if points == sorted(points):
            found.append((rule, keys))
        elif points == sorted(points, reverse=True):
            found.append((rule, keys[::-1]))
    return tuple(found)
