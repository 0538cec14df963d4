"""Back from points to a model: rules with other points, rules gone, candidates come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from models.scoring.awards import PerOccurrence, Points, points_of, with_points
from models.scoring.model import ScoringModel
from models.scoring.rules import Group, Rule
from models.tuning.candidate import Candidate
from models.tuning.fading import settled
from models.tuning.lines import Line

Given = Mapping[int | None, int]
"""Points by the place of the entry; None: of the whole rule."""


def tuned_model(
    model: ScoringModel,
    lines: Sequence[Line],
    points: Sequence[int],
    candidates: Sequence[Candidate] = (),
) -> ScoringModel:
    """The model with these points for the lines, in their order.

    Lines that keep today's points change nothing: so a part of a card can be taken. A rule that
    shall give nothing any more is removed; an entry of a table stays, at 0 points, so that it still
    takes its leads away from the entries after it. A muted rule that is given points is unmuted.
    Candidates with points become rules at the end of their groups.
    """
    own: dict[str, dict[int | None, int]] = {}
    come: dict[str, dict[int | None, int]] = {}
    for line, given in zip(lines, points, strict=True):
        if not line.rule:
            if given:
                come.setdefault(line.key.partition("/")[0], {})[line.entry] = given
        elif given != line.now:
            own.setdefault(line.rule, {})[line.entry] = given
    fresh = _fresh(model, candidates, come)
    groups = [_tuned(group, own, fresh.pop(group.id, (group, []))[1]) for group in model.groups]
    groups += [replace(group, rules=tuple(rules), decay=None) for group, rules in fresh.values()]
    return replace(model, groups=tuple(groups))


def only_these(lines: Sequence[Line], points: Sequence[int], keys: Collection[str]) -> list[int]:
    """Points where only the lines of these keys change, and the others keep today's."""
    pairs = zip(lines, points, strict=True)
    return [given if line.key in keys else line.now for line, given in pairs]


def _fresh(
    model: ScoringModel,
    candidates: Sequence[Candidate],
    come: Mapping[str, Given],
) -> dict[str, tuple[Group, list[Rule]]]:
    """The rules that come, by the id of their group."""
    found: dict[str, tuple[Group, list[Rule]]] = {}
    ids = model.fresh_ids("r")
    for candidate in candidates:
        given = come.get(candidate.key)
        if given is not None:
            rule = _with(replace(candidate.rule, id=next(ids)), given, fresh=True)
            found.setdefault(candidate.group.id, (candidate.group, []))[1].append(rule)
    return found


def _tuned(group: Group, own: Mapping[str, Given], fresh: Sequence[Rule]) -> Group:
    rules: list[Rule] = []
    idle: list[str] = []
    for rule in group.rules:
        given = own.get(rule.id)
        tuned = rule if given is None else _with(rule, given, fresh=rule.muted)
        rules.append(tuned)
        if given is not None and _gives_nothing(tuned):
            idle.append(rule.id)
    rules += fresh
    return group if tuple(rules) == group.rules else settled(group, rules, idle)


def _with(rule: Rule, given: Given, *, fresh: bool) -> Rule:
    """The rule with these points. `fresh`: what is not given any has none."""
    award = rule.award
    match award:
        case Points():
            return replace(rule, award=Points(given[None]), muted=False)
        case PerOccurrence():
            return replace(rule, award=replace(award, points=given[None]), muted=False)
        case _:
            points = [
                given.get(place, 0 if fresh else was) for place, was in enumerate(points_of(award))
            ]
            return replace(rule, award=with_points(award, points), muted=False)


def _gives_nothing(rule: Rule) -> bool:
    return rule.reach() == (0, 0)
