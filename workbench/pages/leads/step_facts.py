"""The next steps of a lead in words for its panel."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.evaluation.figures import count
from models.evaluation.steps.actions import Action, Sort
from models.evaluation.steps.ground import Seen
from models.evaluation.steps.plans import NextSteps, Plan
from models.evaluation.steps.unknown import Unknown
from models.evaluation.steps.words import seen_sentence, seen_words, step_words, verdict
from models.leads.wording import figure
from models.scoring.model import ScoringModel
from widgets.steps_side import PlanLines, ReachLine, StepLine, StepsView

MOST_UNKNOWN = 5


def steps_view(
    found: NextSteps,
    unknown: Sequence[Unknown],
    every: Sequence[Action],
    out_of_reach: Collection[str],
    model: ScoringModel,
    band: int,
    how: str,
) -> StepsView:
    """What was found for a lead, whose score `found.before` tells; `band`: the one to reach."""
    now = found.before.band
    missing = tuple(_missing(item, model, now) for item in unknown[:MOST_UNKNOWN])
    if now + 1 >= len(model.bands):
        top = f"The lead is in {model.bands[now].name}, the highest band."
        return StepsView((), now, top, missing=missing, how=how if missing else "")
    first, second = verdict(found, model.bands[band].name, model)
    targets = [(at, model.bands[at]) for at in range(now + 1, len(model.bands))]
    return StepsView(
        tuple((at, f"{item.name} ({figure(item.threshold)})") for at, item in targets),
        band,
        first,
        second,
        tuple(_plan(plan, model) for plan in found.plans),
        missing,
        _reach(every, out_of_reach),
        how,
    )


def _plan(plan: Plan, model: ScoringModel) -> PlanLines:
    after = plan.after
    return PlanLines(
        f"{figure(after.score)}, {model.bands[after.band].name}",
        tuple(
            StepLine(step_words(step.action, step.option), seen_words(step.option))
            for step in plan.steps
        ),
        seen_sentence(plan),
    )


def _missing(item: Unknown, model: ScoringModel, now: int) -> StepLine:
    """ "Job title: may take it to MQL", "31 of 258"."""
    ways, seen = [], 0
    if item.up.leads:
        ways.append(f"up to {model.bands[model.band_of(item.best)].name}")
        seen += item.up.leads
    if item.down.leads:
        ways.append(f"down to {model.bands[model.band_of(item.worst)].name}")
        seen += item.down.leads
    told = Seen(seen, item.up.of)
    words = f"{item.field} is blank: it may take it {' or '.join(ways)}"
    return StepLine(words, f"{count(told.leads)} of {count(told.of)}")


def _reach(every: Sequence[Action], out_of_reach: Collection[str]) -> tuple[ReachLine, ...]:
    """What can be done, each type and field once."""
    names = {
        action.mark: action.name if action.sort is Sort.ACTIVITY else f"{action.name} (field)"
        for action in every
    }
    return tuple(
        ReachLine(mark, name, mark not in out_of_reach) for mark, name in sorted(names.items())
    )
