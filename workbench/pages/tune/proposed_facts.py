"""What the side Proposed rules asks of the models: candidates, and the model's own lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, leads, percent, percents
from models.evaluation.guard.stopping import Stop
from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.evaluation.profile.traits import Evidence
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.as_of import as_of_day
from models.scoring.bits import Bits, packed
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.tuning.candidate import Candidate
from models.tuning.candidates.proposals import Proposals
from models.tuning.candidates.propose import proposals_of
from models.tuning.candidates.teaching import chance_of
from models.tuning.ground import that_teach
from models.tuning.lined import Owner, lines_of
from models.tuning.lines import Line
from models.tuning.refusals import welcome
from workbench.chosen import rows_of_all
from workbench.looked_at import LookedAt
from workbench.session import Session, today


@dataclass(frozen=True)
class Asked:
    """What proposals rest on, compared by ==. `looked` keeps what is derived of the leads."""

    model: ScoringModel
    leads: Leads
    stages: tuple[Stage, ...]
    day: date
    looked: LookedAt = field(default_factory=LookedAt, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Found:
    """The answer, with the leads that it rests on.

    `rows`: the rows, among all leads, of those that teach. `lines`: to which of these each row of
    the table gives its points, by its key; one bit a lead (see `scoring.bits`).
    """

    asked: Asked
    proposals: Proposals
    rows: NDArray[np.intp] = field(repr=False)
    lines: Mapping[str, Bits] = field(repr=False)


@dataclass(frozen=True)
class Proposed:
    """A row of the table: a candidate, or a line of the model (`line`), with its evidence."""

    name: str
    group: str
    points: int
    evidence: Evidence
    p: float
    candidate: Candidate | None = None
    line: Line | None = None

    @property
    def key(self) -> str:
        """Names it in every answer: keys of candidates are other ones in each."""
        return self.name if self.line is None else key_of(self.line)

    @property
    def sure(self) -> bool:
        """Whether it stands out also among all that was tried."""
        return self.candidate is not None and self.candidate.sure

    @property
    def said(self) -> str:
        """How sure it is, in a word or two."""
        if self.evidence.having.converted < 1 and not self.evidence.having.known:
            return "no leads"
        if self.candidate is not None:
            return "sure" if self.sure else "may be chance"
        return "stands out" if self.p <= 0.05 else "cannot be told"


def asked_of(session: Session, looked: LookedAt) -> Asked | None:
    """What would be asked now; None where there is nothing to ask."""
    project, model, leads = session.project, session.model, session.leads
    if project is None or model is None or leads is None or not len(leads):
        return None
    return Asked(model, leads, project.stages, as_of_day(model, leads, today()), looked)


def found_of(asked: Asked, stopped: Stop) -> Found:
    """Look for rules. Raises `Stopped`."""
    by, masks = asked.looked.of(asked.model, asked.leads, asked.day)
    scored = score(asked.model, by.leads, asked.day, masks)
    codes = looked_at(by.leads, asked.stages, Outcome()).codes
    proposals = proposals_of(scored, by.leads, codes, stages=asked.stages, stopped=stopped)
    teach, _ = that_teach(scored, codes)
    lines = {
        one.rule.name: packed(scored.masks.hit(one.rule, scored.sight)[teach])
        for one in proposals.candidates
    }
    for group in asked.model.groups:
        for rule in group.rules:
            for line, planes in lines_of(Owner(rule, group.id, rule.id), scored, teach):
                lines[key_of(line)] = planes[0]
    return Found(asked, proposals, rows_of_all(teach, by), lines)


def key_of(line: Line) -> str:
    """Names a line of the model among the rows."""
    return f"line {line.key}"


def proposed_of(found: Found, refused: Collection[str], *, own: bool) -> tuple[Proposed, ...]:
    """The rows: what tells most first, what may be chance last. `own`: lines of the model too."""
    names = {group.id: group.name for group in found.asked.model.groups}
    rows = [
        Proposed(
            one.rule.name, one.group.name, max(one.rule.reach(), key=abs), one.evidence, one.p, one
        )
        for one in welcome(found.proposals.candidates, refused)
        if one.evidence is not None
    ]
    if own:
        rows += [
            Proposed(
                line.name,
                names.get(line.group, ""),
                line.now,
                evidence,
                chance_of(evidence),
                line=line,
            )
            for line, evidence in found.proposals.own
        ]
    unsure = [row.candidate is not None and not row.sure for row in rows]
    order = sorted(range(len(rows)), key=lambda at: (unsure[at], -rows[at].evidence.information))
    return tuple(rows[at] for at in order)


def verdict_of(found: Found, shown: int, sure: int) -> tuple[str, str]:
    """What was found, and what chance would do."""
    told = found.proposals
    if not told.all.converted or not told.all.not_converted:
        return (
            "Nothing can be proposed.",
            "Rules are learnt from leads that converted and leads that did not: one of the two is "
            "missing.",
        )
    of = f"{count(told.all.converted)} of {leads(told.all.known)} converted"
    if not shown:
        return f"No rule is proposed: {of}.", _by_chance(told)
    are = "one is" if sure == 1 else f"{count(sure)} are"
    said = f"{count_of(shown, 'rule')} proposed, of which {are} sure: {of}."
    return said, _by_chance(told)


def _by_chance(told: Proposals) -> str:
    if not told.tried:
        return "No condition is shared by enough leads to be looked at."
    return (
        f"{count(told.tried)} conditions were looked at; chance alone would make up to "
        f"{count(told.chance)} of them look as telling."
    )


def evidence_words(row: Proposed) -> str:
    """What the leads say of a row, in sentences."""
    having, every = row.evidence.having, row.evidence.all
    if not having.known:
        return "No lead of known outcome has it."
    parts = [
        f"{count(having.converted)} of {leads(having.known)} convert "
        f"({percent(row.evidence.rate.value)}; {percents(row.evidence.rate)}), of all "
        f"{percent(every.rate)}."
    ]
    candidate = row.candidate
    if candidate is None:
        parts.append("A rule of yours, judged by the same leads.")
        return " ".join(parts)
    if candidate.beyond is not None:
        first, second = candidate.beyond.names
        parts.append(
            f"By {first} and by {second} alone one would expect "
            f"{percent(candidate.beyond.expected)}."
        )
    if not candidate.sure:
        parts.append("Among so much that was looked at, this may be chance.")
    return " ".join(filter(None, (*parts, candidate.caution)))


def left_out_words(told: Proposals) -> str:
    """Fields that are not proposed from, and why; what there is more."""
    lines = [f"{left.name}: {left.why}" for left in told.left_out]
    if told.more:
        lines.append(f"{count_of(told.more, 'weaker rule')} beyond these are not listed.")
    if told.until_today:
        lines.append(
            "Activities are counted up to one day for all leads, also those after a lead had "
            "converted: let the model look at each lead on its own day."
        )
    return "\n".join(lines)


def repeat_words(told: Proposals) -> tuple[str, ...]:
    """What is not proposed since another rule says the same: a line for each such rule."""
    same: dict[str, dict[str, None]] = {}
    other: dict[str, dict[str, None]] = {}
    for one in told.repeats:
        (other if one.opposite else same).setdefault(one.as_name, {})[one.name] = None
    lines = []
    for name in dict.fromkeys(one.as_name for one in told.repeats):
        parts = [", ".join(same.get(name, ()))]
        if name in other:
            parts.append(f"all others are {', '.join(other[name])}")
        lines.append(f"{name} = {'; '.join(filter(None, parts))}")
    return tuple(lines)


def repeats_of(told: Proposals) -> int:
    """How many conditions say the same as another."""
    return len({(one.name, one.as_name) for one in told.repeats})
