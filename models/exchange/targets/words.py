"""An export in words: what does not fit, what that costs, how far it is proved."""

from __future__ import annotations

from models.evaluation.figures import count
from models.exchange.targets.effect import Effect
from models.exchange.targets.misfit import Misfit, Part
from models.exchange.targets.target import PROOF_WORDS, Target
from models.leads.wording import count_of, quoted

_PARTS = {Part.RULE: "Rule", Part.GROUP: "Group", Part.OVERRIDE: "Override", Part.MODEL: "Model"}


def misfit_words(misfit: Misfit) -> str:
    """One part that does not fit, in a line."""
    whose = f"{_PARTS[misfit.part]} {quoted(misfit.name)}" if misfit.name else "The model"
    what = "is left out" if misfit.left_out else "is written otherwise"
    return " ".join(filter(None, (f"{whose} {what}. {misfit.why}", misfit.instead)))


def fit_words(misfits: tuple[Misfit, ...]) -> str:
    """How much of the model fits, in a few words for a card."""
    if not misfits:
        return "All of the model fits"
    out = sum(misfit.left_out for misfit in misfits)
    other = len(misfits) - out
    told = []
    if out:
        told.append(f"{count_of(out, 'part')} left out")
    if other:
        told.append(f"{other if told else count_of(other, 'part')} written otherwise")
    return ", ".join(told)


def effect_words(effect: Effect, target: str) -> str:
    """What the target's limits cost on these leads."""
    leads = len(effect.own)
    if not len(effect.rows):
        all_keep = f"All {count_of(leads, 'lead')} keep their"
        kept = "The one lead keeps its" if leads == 1 else all_keep
        return f"{kept} score and band by the model as written for {target}."
    band = (
        f"{count(effect.other_band)} of them another band"
        if effect.other_band
        else "none another band"
    )
    sales = (
        f"; for {count(effect.in_or_out)} it decides whether they reach sales"
        if effect.in_or_out
        else ""
    )
    verb = "gets" if effect.other_score == 1 else "get"
    return (
        f"Without what does not fit {count(effect.other_score)} of {count_of(leads, 'lead')} "
        f"{verb} another score, {band}{sales}."
    )


def proof_words(target: Target) -> str:
    """The target's level of proof and what it means."""
    return f"{target.proof.value.capitalize()}: {PROOF_WORDS[target.proof]}"
