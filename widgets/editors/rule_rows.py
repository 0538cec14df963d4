"""The rows of the list of rules as values, so that a difference says what to redraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.evaluation.evaluation import TOO_FEW, Evaluation, RuleFigures
from models.leads.text import cleaned_key
from models.leads.wording import figure
from models.problems import Problem
from models.scoring.awards import Award, ByCount, ByValue, PerOccurrence, RangePoints, Table
from models.scoring.decay_words import decay_words
from models.scoring.model import Axis, Group, Rule, ScoringModel
from models.scoring.words import award_sentence, most_words, plain, range_text, rule_sentence
from models.signs import signed
from models.tuning.reins import Hold
from widgets.editors.evidence import Evidence, bar_end, evidence
from widgets.inputs.points_slider import span_for


@dataclass(frozen=True)
class HeaderRow:
    """The head of a group. `group` is without its rules, `rules` says how many it has."""

    group: Group
    rules: int
    what: str
    decay: str
    limit: str
    reaches: str
    collapsed: bool
    findings: int

    @property
    def key(self) -> tuple[str, str]:
        """What the row is, whatever it shows now."""
        return "group", self.group.id


@dataclass(frozen=True)
class RuleRow:
    """A rule with all that its card shows. `hold`: what a tuning may do to it."""

    group: str
    rule: Rule
    saved: Award | None
    span: int
    evidence: Evidence
    problem: Problem | None
    fast_track: str
    hold: Hold = Hold.FREE

    @property
    def key(self) -> tuple[str, str]:
        """What the row is, whatever it shows now."""
        return "rule", self.rule.id


@dataclass(frozen=True)
class EmptyRow:
    """A group that has no rules says so and offers one."""

    group: str
    name: str

    @property
    def key(self) -> tuple[str, str]:
        """What the row is, whatever it shows now."""
        return "empty", self.group


@dataclass(frozen=True)
class FootRow:
    """The last row: another group."""

    @property
    def key(self) -> tuple[str, str]:
        """What the row is, whatever it shows now."""
        return "foot", ""


Row = HeaderRow | RuleRow | EmptyRow | FootRow


def rows_of(
    model: ScoringModel,
    evaluation: Evaluation | None,
    saved: ScoringModel | None,
    findings: Mapping[str, Problem],
    *,
    collapsed: frozenset[str] = frozenset(),
    wanted: str = "",
    span: int = 25,
    holds: Mapping[str, Hold] | None = None,
) -> tuple[Row, ...]:
    """All rows from top to bottom. `wanted` keeps only the rules in which that text occurs."""
    figures = evaluation.rules if evaluation is not None else {}
    base = evaluation.all.rate if evaluation is not None else None
    full = bar_end(base, _sure_rates(figures))
    before = {rule.id: rule.award for rule in saved.rules()} if saved is not None else {}
    tracks = {item.when: f"{item.name}: {item.band}" for item in model.overrides}
    held = holds or {}
    rows: list[Row] = []
    for group in model.groups:
        rules = [rule for rule in group.rules if _matches(rule, wanted)]
        if wanted and not rules:
            continue
        folded = group.id in collapsed and not wanted
        rows.append(_header(group, evaluation, folded, findings))
        if folded:
            continue
        rows += [
            RuleRow(
                group.id,
                rule,
                before.get(rule.id),
                span,
                evidence(figures.get(rule.id), base, full, muted=rule.muted, most=_most(rule)),
                findings.get(rule.id),
                tracks.get(rule.when, "") if rule.when is not None else "",
                held.get(rule.id, Hold.FREE),
            )
            for rule in rules
        ]
        if not group.rules:
            rows.append(EmptyRow(group.id, group.name))
    if model.groups and not wanted:
        rows.append(FootRow())
    return tuple(rows)


def scale_of(model: ScoringModel, saved: ScoringModel | None) -> int:
    """The end of the sliders' scale: all rules of a model have the same, so lengths compare."""
    given = [abs(points) for rule in model.rules() for points in given_by(rule.award)]
    if saved is not None:
        given += [abs(points) for rule in saved.rules() for points in given_by(rule.award)]
    return span_for(max(given, default=0))


def given_by(award: Award) -> tuple[int, ...]:
    """The points of an award, entry by entry."""
    if isinstance(award, Table):
        return tuple(entry.points for entry in award.entries)
    return (award.points,)


def labels_of(award: Table) -> tuple[str, ...]:
    """What each entry of points by value, by range or by count is for."""
    if isinstance(award, ByCount):
        return tuple(f"from {figure(entry.least)}" for entry in award.entries)
    if isinstance(award, ByValue):
        return tuple("blank" if e.value is None else e.value for e in award.entries)
    return tuple(_range_label(entry) for entry in award.entries)


def _range_label(entry: RangePoints) -> str:
    """A range as short as a cell needs it: the range from 1 to under 2 is "1"."""
    one = entry.low is not None and entry.high == entry.low + 1 and entry.low == int(entry.low)
    return figure(entry.low or 0) if one else range_text(entry.low, entry.high)


def what_of(group: Group) -> str:
    """What a group is about, beside its name."""
    low = sum(rule.reach()[0] for rule in group.rules)
    high = sum(rule.reach()[1] for rule in group.rules)
    if group.most == 0 or (low < 0 and high == 0):
        return "what speaks against"
    if cleaned_key(group.category) == "social":
        return group.category
    words = {Axis.FIT: "who they are", Axis.ENGAGEMENT: "what they did"}
    return words.get(group.axis, group.category)


def limit_words(group: Group) -> str:
    """The limits of a group: "0 to 60", "at most 60"; "" where it has none."""
    low, high = group.least, group.most
    if low is None:
        return "" if high is None else f"at most {figure(high)}"
    return f"at least {figure(low)}" if high is None else f"{figure(low)} to {figure(high)}"


def sentence_of(rule: Rule) -> str:
    """The rule in one line of plain text."""
    return plain(rule_sentence(rule))


def award_lines(rule: Rule) -> str:
    """Every entry of the points in words, for a tooltip."""
    if not isinstance(rule.award, Table):
        return award_sentence(rule)
    pairs = zip(labels_of(rule.award), given_by(rule.award), strict=True)
    return "\n".join(f"{label}: {signed(points)}" for label, points in pairs)


def _header(
    group: Group,
    evaluation: Evaluation | None,
    collapsed: bool,
    findings: Mapping[str, Problem],
) -> HeaderRow:
    got = evaluation.reaches.get(group.id) if evaluation is not None else None
    reaches = f"reaches {_reach(got)}" if got is not None else f"can reach {_reach(group.reach())}"
    count = sum(rule.id in findings for rule in group.rules)
    return HeaderRow(
        replace(group, rules=()),
        len(group.rules),
        what_of(group),
        decay_words(group.decay),
        limit_words(group),
        reaches if group.rules else "",
        collapsed,
        count,
    )


def _reach(reach: tuple[int, int]) -> str:
    low, high = reach
    if low >= 0:
        return figure(high)
    return figure(low) if high <= 0 else f"{figure(low)} to {figure(high)}"


def _sure_rates(figures: Mapping[str, RuleFigures]) -> list[float]:
    tallies = [item.hits for item in figures.values()]
    return [tally.rate for tally in tallies if tally.rate is not None and tally.converted > TOO_FEW]


def _most(rule: Rule) -> str:
    """The most that points per occurrence come to, where more than one counts."""
    award = rule.award
    return most_words(rule) if isinstance(award, PerOccurrence) and award.most > 1 else ""


def _matches(rule: Rule, wanted: str) -> bool:
    if not wanted:
        return True
    text = f"{rule.name}\n{sentence_of(rule)}\n{rule.note}".casefold()
    return all(word in text for word in wanted.casefold().split())
