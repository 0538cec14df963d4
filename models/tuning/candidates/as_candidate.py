"""A condition that was found as a candidate: a rule with proposed points, a note and a group."""

from __future__ import annotations

from models.evaluation.figures import count, leads, percent, percents
from models.evaluation.profile.traits import Evidence, points_for
from models.scoring.awards import Points
from models.scoring.lint.protected import caution_for
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule
from models.tuning.candidate import Beyond, Candidate
from models.tuning.candidates.found import Found
from models.tuning.candidates.homes import Homes

HOW = "5 points for each doubling of the odds."


class Writer:
    """Writes candidates for a model."""

    def __init__(self, model: ScoringModel) -> None:
        self._homes = Homes(model)

    def __call__(self, key: str, found: Found, p: float, *, sure: bool) -> Candidate:
        """The candidate of that key."""
        beyond, evidence = found.beyond, found.evidence
        points = points_for(evidence.log_odds if beyond is None else beyond.log_odds(evidence))
        p = p if beyond is None else beyond.p
        rule = Rule(key, found.name, Points(points), found.when, note_of(evidence, beyond))
        group = self._homes.of(found, points)
        caution = "" if found.engagement else " ".join(filter(None, map(caution_for, found.of)))
        return Candidate(key, rule, group, found.sort, evidence, p, sure, caution, beyond)


def note_of(evidence: Evidence | None, beyond: Beyond | None) -> str:
    """The evidence in words, for the note on the rule; "" without any."""
    if evidence is None:
        return ""
    having = evidence.having
    told = (
        f"From history: {count(having.converted)} of {leads(having.known)} convert "
        f"({percent(evidence.rate.value)}; {percents(evidence.rate)}), of all "
        f"{percent(evidence.all.rate)}."
    )
    if beyond is not None:
        told += f" By each of the two alone one would expect {percent(beyond.expected)}."
    return f"{told} {HOW}"
