"""A model as Zoho CRM's scoring rules can have it: a plain sum of points, and what that takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.exchange.targets.adapting import adapted as halves_left_out
from models.exchange.targets.adapting import half_reason, half_value_reason, without
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.exchange.zoho.criteria import Kinds, Unfit
from models.exchange.zoho.items import items
from models.leads.fields import Input
from models.leads.text import cleaned_key
from models.leads.wording import figure
from models.scoring.model import Group, Rule, Scale, ScoringModel
from models.signs import signed


def kinds_of(inputs: tuple[Input, ...]) -> Kinds:
    """The kinds of fields by key, other names of theirs included."""
    return {cleaned_key(name): item.kind for item in inputs for name in (*item.aliases, item.name)}


def adapted(model: ScoringModel, inputs: tuple[Input, ...] = ()) -> Adapted:
    """The model without what Zoho's scoring rules do not have. The score is the sum of the points.

    Bands stay, for whoever makes views or workflows of them; without the base they begin lower.
    """
    whole = halves_left_out(model, half_value_reason, half_reason)
    model = whole.model
    misfits = [
        *whole.misfits,
        *_rules(model, kinds_of(inputs or model.inputs)),
        *(
            Misfit(Part.OVERRIDE, item.id, item.name, "Zoho's score is its points alone.")
            for item in model.overrides
        ),
        *(misfit for group in model.groups for misfit in _group(group)),
        *_whole(model),
    ]
    gone = {misfit.id for misfit in misfits if misfit.part in (Part.RULE, Part.OVERRIDE)}
    gone |= {rule.id for rule in model.rules() if rule.muted}
    kept = without(model, gone)
    groups = tuple(replace(group, least=None, most=None, decay=None) for group in kept.groups)
    low = sum(rule.reach()[0] for rule in kept.rules())
    high = sum(rule.reach()[1] for rule in kept.rules())
    upper = [band.threshold - model.base for band in model.bands[1:]]
    least = min([low, model.scale.least, *(threshold - 1 for threshold in upper)])
    scale = Scale(least, max([high, model.scale.most, *upper]))
    bands = tuple(
        replace(band, threshold=threshold)
        for band, threshold in zip(model.bands, [least, *upper], strict=True)
    )
    plain = replace(
        kept,
        groups=groups,
        bands=bands,
        scale=scale,
        base=0,
        derived=(),
        output=None,
        grade=None,
        account=None,
        game=None,
        probability=None,
    )
    return Adapted(plain, tuple(misfits))


def _rules(model: ScoringModel, kinds: Kinds) -> Iterator[Misfit]:
    derived = {cleaned_key(item.name) for item in model.derived}
    for rule in model.rules():
        if rule.muted:
            continue
        why = _why_not(rule, derived, kinds)
        if why:
            yield Misfit(Part.RULE, rule.id, rule.name, why)


def _why_not(rule: Rule, derived: set[str], kinds: Kinds) -> str:
    if derived.intersection(map(cleaned_key, rule.fields())):
        return "It reads a derived field, which Zoho does not have."
    try:
        list(items(rule, kinds))
    except Unfit as unfit:
        return str(unfit)
    return ""


def _group(group: Group) -> Iterator[Misfit]:
    low = sum(rule.reach()[0] for rule in group.rules)
    high = sum(rule.reach()[1] for rule in group.rules)
    if group.clamp(low) != low or group.clamp(high) != high:
        yield _changed(group, "Zoho has no limits of groups: its points are not cut off.")
    if group.decay is not None:
        yield _changed(group, "Zoho's points do not fade.")


def _changed(group: Group, why: str) -> Misfit:
    return Misfit(Part.GROUP, group.id, group.name, why, left_out=False)


def _whole(model: ScoringModel) -> Iterator[Misfit]:
    def of_model(name: str, why: str, *, left_out: bool = True) -> Misfit:
        return Misfit(Part.MODEL, "", name, why, left_out=left_out)

    if model.base:
        yield of_model(
            "Base points",
            f"Zoho begins at 0, not at {signed(model.base)}: bands begin at other scores there.",
            left_out=False,
        )
    low = model.base + sum(rule.reach()[0] for rule in model.rules())
    high = model.base + sum(rule.reach()[1] for rule in model.rules())
    if low < model.scale.least or high > model.scale.most:
        limits = f"{figure(model.scale.least)} and {figure(model.scale.most)}"
        yield of_model("Scale", f"Zoho does not keep the score within {limits}.", left_out=False)
    for name, there in (
        ("Grade", model.grade is not None),
        ("Account score", model.account is not None),
        ("Output scale", model.output is not None),
        ("Chances", model.probability is not None),
    ):
        if there:
            yield of_model(name, "Zoho's scoring rules have nothing like it.")
