"""An explanation in words: a few sentences, each with a head that is set in bold."""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.wording import figure
from models.scoring.explanation import Explanation, GroupWay, Step, StepKind
from models.scoring.model import Move, ScoringModel
from models.signs import NARROW, signed


@dataclass(frozen=True)
class Words:
    """A sentence; `head` is set in bold and comes first."""

    head: str
    rest: str

    def plain(self) -> str:
        """The sentence as one line."""
        return f"{self.head} {self.rest}".strip()


def in_words(explanation: Explanation, model: ScoringModel) -> tuple[Words, ...]:
    """The way of a score in words: base, groups, account, scale, override and band, grade."""
    base = explanation.base
    start = Words("", f"Starts with {figure(base)} {_points(base)}, as every lead does.")
    return (
        start,
        *(_group(way) for way in explanation.groups),
        *_account(explanation),
        *(_scale(step, explanation) for step in explanation.steps if step.kind is StepKind.SCALE),
        _end(explanation, model),
        *_grade(explanation),
    )


def _grade(explanation: Explanation) -> tuple[Words, ...]:
    """The axes and their place in the matrix; base, scale and overrides do not touch it."""
    grade = explanation.grade
    if grade is None:
        return ()
    fit, engagement = figure(grade.fit), figure(grade.engagement)
    rest = f"Fit {fit} is row {grade.row}, engagement {engagement} is column {grade.column}."
    return (Words(f"Grade {grade.label}.", rest),)


def _points(points: int) -> str:
    return "point" if points == 1 else "points"


def _group(way: GroupWay) -> Words:
    if not way.steps:
        return Words(f"{way.name}: 0.", "No rule applies.")
    head = f"{way.name}: {figure(way.given)}"
    limit = _limit(way)
    given = ", ".join(_given(step) for step in way.steps if step.kind is StepKind.RULE)
    rest = f"{given}." if given else "No rule applies."
    within = _within(way)
    if within < way.points:
        rest += f" Together {figure(way.points)}, of which the limit leaves {figure(within)}."
    elif within > way.points:
        rest += f" Together {figure(way.points)}, which the limit raises to {figure(within)}."
    if way.percent is not None and way.given != within:
        rest += f" Time leaves {way.percent}{NARROW}% of {figure(within)}: {figure(way.given)}."
    return Words(head, f"{limit} {rest}") if limit else Words(f"{head}.", rest)


def _account(explanation: Explanation) -> tuple[Words, ...]:
    account = explanation.account
    if account is None:
        return ()
    told = f"The account has {figure(account.score)} {_points(account.score)}"
    raises = "which raises its leads by" if account.points > 0 else "which gives its leads"
    if not account.points:
        return (Words(f"{account.name}: 0.", f"{told}, which raises nothing."),)
    points = figure(account.points) if account.points > 0 else signed(account.points)
    return (Words(f"{account.name}: {signed(account.points)}.", f"{told}, {raises} {points}."),)


def _within(way: GroupWay) -> int:
    """The points of a group within its limits, before time took its share."""
    return way.given - sum(step.points for step in way.steps if step.kind is StepKind.DECAY)


def _limit(way: GroupWay) -> str:
    if way.given >= 0 and way.most is not None:
        return f"of at most {figure(way.most)}."
    if way.given < 0 and way.least is not None:
        return f"of at least {figure(way.least)}."
    return ""


def _given(step: Step) -> str:
    value = f" ({step.value})" if step.value else ""
    return f"{step.name}{value} {signed(step.points)}"


def _scale(step: Step, explanation: Explanation) -> Words:
    where = "ends" if step.points < 0 else "begins"
    return Words(
        "",
        f"The scale {where} at {figure(explanation.total)}, so {figure(explanation.points)} "
        f"{_points(explanation.points)} count as {figure(explanation.total)}.",
    )


def _end(explanation: Explanation, model: ScoringModel) -> Words:
    score = explanation.score
    head = f"{figure(score)} {_points(score)}: {explanation.band_name}."
    override = next((o for o in model.overrides if o.name == explanation.decided), None)
    if override is None:
        return Words(head, "")
    asked = {
        Move.AT_LEAST: f"at least {override.band}",
        Move.AT_MOST: f"at most {override.band}",
        Move.EXACTLY: override.band,
    }[override.move]
    if score == explanation.total:
        return Words(head, f"{override.name} asks for {asked}, which the points give already.")
    was = figure(explanation.total)
    return Words(head, f"{override.name} makes this lead {asked}: {was} becomes {figure(score)}.")
