"""Next steps in words: what takes a lead where, how often it is seen, and why nothing does."""

from __future__ import annotations

from models.evaluation.figures import count, percent
from models.evaluation.steps.actions import MOST_TIMES, Action, Option, Sort
from models.evaluation.steps.ground import WINDOW
from models.evaluation.steps.plans import MOST_KINDS, NextSteps, Plan
from models.leads.wording import count_of, figure
from models.scoring.explanation import Explanation, StepKind, times
from models.scoring.model import Move, ScoringModel

HOW = (
    f"Looked at: activities on the as-of day, at most {MOST_TIMES} of a kind; fields that say what "
    "a lead did; blank fields that a form can fill. Never what is known of the company or the "
    f"person, never time. Up to {MOST_KINDS} kinds of steps together, the likeliest first: leads "
    f"that started in the same band, and what they did within {WINDOW} days; for a field, leads "
    "that would be in that band with the same value in it. Each plan is scored by the model itself."
)


def step_words(action: Action, option: Option) -> str:
    """A step as one does it: "Demo requested", "Page view (/pricing), twice"."""
    match action.sort:
        case Sort.ACTIVITY:
            name = f"{action.name} ({action.details})" if action.details else action.name
            return name if option.times == 1 else f"{name}, {times(option.times)}"
        case Sort.DONE:
            return f"{action.name} becomes {option.value}"
        case Sort.BLANK:
            return f"{action.name} is filled: {option.value}"


def seen_words(option: Option) -> str:
    """How often leads like it have it: "89 of 3,488"."""
    return f"{count(option.seen.leads)} of {count(option.seen.of)}"


def share_words(share: float) -> str:
    """A share that may be very small: "85 % of", "1 in 29"."""
    if share > 0.5:
        return f"{percent(min(share, 0.99), 0)} of"
    if share < 1 / 10_000:
        return "fewer than 1 in 10,000"
    return f"1 in {count(round(1 / share))}"


def seen_sentence(plan: Plan) -> str:
    """How often leads like it take all steps: "Seen with 1 in 29 leads like it." """
    apart = ", if steps are independent" if len(plan.steps) > 1 else ""
    return f"Seen with {share_words(plan.share)} leads like it{apart}."


def plan_sentence(plan: Plan, before: Explanation, model: ScoringModel) -> str:
    """ "Demo requested: that takes it from Warm (41) to MQL (60)." """
    said = _and([step_words(step.action, step.option) for step in plan.steps])
    return f"{said}: that takes it from {_where(before, model)} to {_where(plan.after, model)}."


def _where(way: Explanation, model: ScoringModel) -> str:
    return f"{model.bands[way.band].name} ({figure(way.score)})"


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def verdict(found: NextSteps, name: str, model: ScoringModel) -> tuple[str, str]:
    """What takes the lead to the target band `name`, and how sure that is; or why nothing does."""
    if found.before.score >= found.target:
        return f"The lead is in {name} or above already.", ""
    if found.plans:
        first = found.plans[0]
        likeliest = f"It is the likeliest of {count_of(found.tried, 'plan')}."
        return plan_sentence(first, found.before, model), likeliest
    lacks = f"No plan takes it to {name} ({figure(found.target)})"
    if not found.actions:
        return (
            f"{lacks}: no rule reads anything that could still be done or filled in.",
            "",
        )
    if found.furthest is None:
        return f"{lacks}: none of {count_of(found.tried, 'plan')} raises the score.", stops(
            found.before, model
        )
    far = found.furthest.after
    return (
        f"{lacks}. The furthest is {_where(far, model)}.",
        stops(far, model),
    )


def stops(way: Explanation, model: ScoringModel) -> str:
    """What holds a score down: groups at their limit, an override, points that are taken."""
    held = [
        f"{group.name} is at its limit of {figure(group.most)}"
        for group in way.groups
        if group.most is not None and group.points >= group.most
    ]
    override = next((item for item in model.overrides if item.name == way.decided), None)
    if override is not None and override.move is not Move.AT_LEAST:
        most = "at most " if override.move is Move.AT_MOST else ""
        held.append(f"{override.name} makes it {most}{override.band}")
    taken = [step for step in way.steps if step.kind is StepKind.RULE and step.points < 0]
    if taken:
        worst = min(taken, key=lambda step: step.points)
        held.append(f"{worst.name} takes {figure(-worst.points)}")
    if not held:
        return "The rules that can still be met do not give enough points."
    return f"{'; '.join(held)}."
