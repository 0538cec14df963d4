"""A model as a system of points can have it: what is left out or changed, told part by part.

What is left is again a model, with the meaning that the system gives it, so that the leads whom
this costs something can be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.exchange.portable.lowering import portable
from models.exchange.portable.program import PortableGroup, PortableOverride, PortableRule
from models.exchange.targets.adapting import adapted, half_reason, half_value_reason, without
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.leads.fields import Input
from models.leads.wording import figure
from models.scoring.decay import Fades
from models.scoring.model import Group, PerOccurrence, Rule, Scale, ScoringModel
from models.scoring.rules import Axis
from models.signs import signed

_ANY_DAY = date(2024, 1, 1)
"""What fits does not hang on the as-of day."""

Fault = tuple[str, str]
"""Why a part does not fit, and the nearest that a person can do; "" where it fits."""
FITS: Fault = ("", "")


@dataclass(frozen=True)
class Abilities:
    """What a system of points can do. `name`: of the system.

    `most_of_group`: why a group cannot keep its highest points there ("" where it can); likewise
    `least_of_group`. `least`, `most`: whether the total can be kept from below and from above;
    `most_total` the highest limit that it takes. `base`: whether it can begin at other points than
    0. `rule` and `override`: whether one fits. `nearest`: what to do instead of decay, overrides,
    grade, account score.
    """

    name: str
    rule: Callable[[PortableRule, PortableGroup], Fault]
    override: Callable[[PortableOverride], Fault]
    most_of_group: Callable[[PortableGroup], str]
    least_of_group: str
    least: bool
    most: bool
    base: bool
    decay: str = ""
    grade: str = ""
    most_total: int = 2**31 - 1


def adapted_to(
    abilities: Abilities, model: ScoringModel, inputs: tuple[Input, ...] = ()
) -> Adapted:
    """The model as the system has it, and all that this took away or changed."""
    whole = adapted(model, half_value_reason, half_reason)
    model = whole.model
    misfits = [*whole.misfits, *_of_own_day(abilities, model)]
    model = _windowed(replace(model, own_day=None))
    misfits += (_fades(abilities, group) for group in model.groups if group.decay is not None)
    bare = replace(
        model,
        groups=tuple(replace(group, decay=None) for group in model.groups),
        grade=None,
        account=None,
        output=None,
        game=None,
        probability=None,
    )
    misfits += _parts(abilities, bare, inputs)
    kept = without(bare, {misfit.id for misfit in misfits if misfit.left_out})
    shown = {group.id: group for group in portable(kept, _ANY_DAY, inputs).groups}
    groups = []
    for group in kept.groups:
        fit, told = _group(abilities, group, shown[group.id])
        groups.append(fit)
        misfits += told
    fit_model, told = _totals(abilities, replace(kept, groups=tuple(groups)))
    return Adapted(fit_model, (*misfits, *told, *_whole(abilities, model)))


def _parts(
    abilities: Abilities, model: ScoringModel, inputs: tuple[Input, ...]
) -> Iterator[Misfit]:
    """Rules and overrides that do not fit."""
    program = portable(model, model.as_of or _ANY_DAY, inputs)
    for group in program.groups:
        for rule in group.rules:
            why, instead = abilities.rule(rule, group)
            if why:
                yield Misfit(Part.RULE, rule.id, rule.name, why, instead)
    for item in program.overrides:
        why, instead = abilities.override(item)
        if why:
            yield Misfit(Part.OVERRIDE, item.id, item.name, why, instead)


def _of_own_day(abilities: Abilities, model: ScoringModel) -> Iterator[Misfit]:
    if model.own_day is not None:
        why = f"{abilities.name} scores as of today, not as of a day of each lead's own."
        yield Misfit(Part.MODEL, "", "Own day of each lead", why, left_out=False)


def _windowed(model: ScoringModel) -> ScoringModel:
    """The same model, with a decay that keeps everything for some days written as a window.

    By activity only: points per occurrence of what is not older is exactly the same.
    """
    return replace(model, groups=tuple(map(_window, model.groups)))


def _window(group: Group) -> Group:
    decay = group.decay
    if decay is None or decay.way is not Fades.BY_ACTIVITY or decay.after or not decay.steps:
        return group
    if any(step.percent != 100 for step in decay.steps):
        return group
    days = decay.steps[-1].to
    return replace(group, decay=None, rules=tuple(_within(rule, days) for rule in group.rules))


def _within(rule: Rule, days: int) -> Rule:
    award = rule.award
    if not isinstance(award, PerOccurrence):
        return rule
    window = days if award.of.days is None else min(days, award.of.days)
    return replace(rule, award=replace(award, of=replace(award.of, days=window)))


def _fades(abilities: Abilities, group: Group) -> Misfit:
    why = f"Points of {abilities.name} do not fade by a table of percents."
    return Misfit(Part.GROUP, group.id, group.name, why, abilities.decay, left_out=False)


def _group(abilities: Abilities, group: Group, shown: PortableGroup) -> tuple[Group, list[Misfit]]:
    """The group with the limits that the system keeps; those never reached need no word."""
    told: list[Misfit] = []
    low = sum(rule.reach()[0] for rule in group.rules)
    high = sum(rule.reach()[1] for rule in group.rules)
    least, most = group.least, group.most
    if least is not None:
        why = abilities.least_of_group
        if least > 0:
            why = f"{abilities.name} gives no points to a lead that no rule fits."
        if low < least and why:
            told.append(_changed(group, why))
        if low >= least or why:
            least = None
    if most is not None:
        why = abilities.most_of_group(shown)
        if most < 0:
            why = f"{abilities.name} takes no points from a lead that no rule fits."
        if high > most and why:
            told.append(_changed(group, why))
        if high <= most or why:
            most = None
    return replace(group, least=least, most=most), told


def _changed(group: Group, why: str) -> Misfit:
    return Misfit(Part.GROUP, group.id, group.name, why, left_out=False)


def _totals(abilities: Abilities, model: ScoringModel) -> tuple[ScoringModel, list[Misfit]]:
    """Base and scale as the system has them; bands begin at the same totals."""
    told: list[Misfit] = []

    def changed(name: str, why: str) -> None:
        told.append(Misfit(Part.MODEL, "", name, why, left_out=False))

    base, shift = model.base, 0
    if base and not abilities.base:
        changed("Base points", _begins(abilities.name, base))
        base, shift = 0, base
    low = base + sum(group.reach()[0] for group in model.groups)
    high = base + sum(group.reach()[1] for group in model.groups)
    least, most = model.scale.least - shift, model.scale.most - shift
    upper = [band.threshold - shift for band in model.bands[1:]]
    if low < least and not abilities.least:
        changed("Lowest score", f"{abilities.name} lets a score fall below {figure(least)}.")
        least = low
    if high > most and (not abilities.most or not 1 <= most <= abilities.most_total):
        changed("Highest score", f"{abilities.name} does not stop a score at {figure(most)}.")
        most = high
    if upper:
        least, most = min(least, upper[0] - 1), max(most, upper[-1])
    most = max(most, least + 1)
    bands = tuple(
        replace(band, threshold=threshold)
        for band, threshold in zip(model.bands, (least, *upper), strict=True)
    )
    return replace(model, base=base, scale=Scale(least, most), bands=bands), told


def _begins(name: str, base: int) -> str:
    return f"{name} begins at 0, not at {signed(base)}: bands begin at other scores there."


def _whole(abilities: Abilities, model: ScoringModel) -> Iterator[Misfit]:
    parts = (
        ("Grade", model.grade is not None, abilities.grade),
        ("Account score", model.account is not None, ""),
        ("Output scale", model.output is not None, ""),
        ("Chances", model.probability is not None, ""),
    )
    for name, there, instead in parts:
        if there:
            why = f"{abilities.name} has nothing like it."
            yield Misfit(Part.MODEL, "", name, why, instead)


def axis_words(axis: Axis) -> str:
    """What a group measures, for whoever sorts groups into two scores."""
    return {Axis.FIT: "fit", Axis.ENGAGEMENT: "engagement", Axis.NONE: "neither"}[axis]
