"""Keep, watch or re-tune: what follows from a drift, by rules that are published (semantics 7.6).

Re-tune where harm is shown: the newer leads lack a field that the model reads, the ranking is
worse; or a rule lost its lift or the scores moved far, and nothing shows that the ranking held.
Watch where something that matters has changed. Keep where it has not and a loss would have been
seen. Else there is not enough data to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.evaluation.drift.drift import Drift
from models.evaluation.drift.fields import FieldDrift
from models.evaluation.drift.rules import RuleDrift, State
from models.evaluation.drift.scores import BandDrift
from models.evaluation.drift.shift import LARGE, MODERATE
from models.evaluation.figures import count, decimal, interval, percent, rate_change
from models.leads.wording import count_of, listed, quoted

LEVEL = 0.05
LOSS = 0.05
"""A loss of ranking (AUC) of more than this must be ruled out to say that the ranking held."""
SEEN = 0.1
"""A loss of more than this must be ruled out to say that the model can be kept."""
MOST_NAMED = 3


class Call(StrEnum):
    """What to do."""

    KEEP = "keep"
    WATCH = "watch"
    RETUNE = "re-tune"
    CANNOT_SAY = "not enough data to say"


@dataclass(frozen=True)
class Reason:
    """What speaks for re-tuning or watching, in words."""

    call: Call
    words: str


@dataclass(frozen=True)
class Verdict:
    """`sentence` says what to do and the first reason; `reasons` all, re-tune before watch."""

    call: Call
    sentence: str
    reasons: tuple[Reason, ...]


def verdict_of(drift: Drift) -> Verdict:
    """What to do with the model."""
    harm = tuple(Reason(Call.RETUNE, words) for words in _harm(drift))
    change = tuple(Reason(Call.WATCH, words) for words in _change(drift))
    reasons = (*harm, *change)
    if harm:
        return Verdict(Call.RETUNE, f"Re-tune: {_within(harm[0].words)}", reasons)
    doubt = _doubt(drift)
    if change:
        more = f" {doubt}" if doubt else " The ranking held."
        return Verdict(Call.WATCH, f"Watch: {_within(change[0].words)}{more}", reasons)
    if doubt:
        return Verdict(Call.CANNOT_SAY, f"Nothing of weight has moved. {doubt}", reasons)
    return Verdict(
        Call.KEEP,
        "Keep: the newer leads look like the older ones, and the score ranks them as well"
        f"{_ranked(drift)}.",
        reasons,
    )


def _harm(drift: Drift) -> Iterator[str]:
    lacking = [field.name for field in drift.fields if field.missing and field.used]
    if lacking:
        are, them = ("is", "it") if len(lacking) == 1 else ("are", "them")
        names = f"{listed(lacking[:MOST_NAMED])}{_more(lacking)}"
        yield f"{names} {are} not in the newer export, and the model reads {them}."
    scores = drift.scores
    if _sure(scores.ranking_p) and scores.ranking is not None and scores.ranking.value < 0:
        yield f"The score ranks newer leads worse{_ranked(drift)}."
    if not held(drift):
        yield from _lost(drift)
    if _far(drift) and not held(drift) and not drift.sides.one_table:
        yield f"{_moved(drift)}, and nothing shows that the ranking held."


def _lost(drift: Drift, state: State = State.LOST, what: str = "lost its lift") -> Iterator[str]:
    """Rules that do not tell converted leads from others any more."""
    lost = [rule for rule in drift.rules if rule.state is state]
    if lost:
        yield f"{_rules(lost)} {what if len(lost) == 1 else what.replace('its', 'their')}."


def _change(drift: Drift) -> Iterator[str]:
    shift = drift.scores.bands_shift
    if shift is not None and _sure(drift.scores.moved_p) and shift.value >= MODERATE:
        if not _far(drift) or held(drift) or drift.sides.one_table:
            yield f"{_moved(drift)}."
    elif _sure(drift.scores.mql_p):
        yield f"{_mqls(drift)}."
    fields = sorted(
        (field for field in drift.fields if field.used and moved(field)),
        key=lambda field: -field.moved,
    )
    if fields:
        names = listed(field.name for field in fields[:MOST_NAMED])
        yield f"{names}{_more(fields)} moved, which the model reads."
    odd = [field for field in drift.fields if field.used and field.kind is not None]
    if odd:
        written = "is" if len(odd) == 1 else "are"
        names = listed(field.name for field in odd[:MOST_NAMED])
        yield f"{names}{_more(odd)} {written} written otherwise than before: mend how it is read."
    yield from _rule_changes(drift)
    bands = [band for band in drift.scores.bands if _sure(band.p)]
    if bands and timed(drift):
        yield f"Bands convert otherwise: {'; '.join(map(_band, reversed(bands)))}."


def _rule_changes(drift: Drift) -> Iterator[str]:
    if held(drift):
        yield from _lost(drift)
    # Beside leads of other kinds than before a rule can seem to turn, with the score as good.
    yield from _lost(drift, State.TURNED, "turned against its points")
    weaker = [rule for rule in drift.rules if rule.state is State.WEAKER]
    if weaker:
        yield f"{_rules(weaker)} {'has' if len(weaker) == 1 else 'have'} less lift than before."
    hits = [
        rule
        for rule in drift.rules
        if rule.shift is not None and rule.shift.value >= MODERATE and _sure(rule.hits_p)
    ]
    if hits:
        yield f"{_rules(hits)} {'hits' if len(hits) == 1 else 'hit'} other shares of the leads."


def moved(field: FieldDrift) -> bool:
    """Whether a field moved enough to be told, and more than by chance."""
    return field.shift is not None and field.shift.value >= MODERATE and _sure(field.p)


def held(drift: Drift) -> bool:
    """Whether the newer leads rule out a loss of ranking that would matter."""
    ranking = drift.scores.ranking
    return ranking is not None and ranking.low > -LOSS


def timed(drift: Drift) -> bool:
    """Whether both sides had the same time to convert, so that their rates can be compared."""
    return drift.horizon is not None


def _far(drift: Drift) -> bool:
    shift = drift.scores.bands_shift
    return shift is not None and shift.value >= LARGE and _sure(drift.scores.shift_p)


def _doubt(drift: Drift) -> str:
    """Why it cannot be said that the model still works; "" where it can."""
    scores = drift.scores
    if not drift.outcome:
        return "Nothing tells which leads converted, so whether the score still ranks is unknown."
    if scores.ranking is None:
        return (
            "Not enough data to say whether the score still ranks: "
            f"{_outcomes(drift)}; 10 of each are the least on either side."
        )
    if scores.ranking.low <= -SEEN:
        return (
            "Not enough data to say whether the score still ranks: with "
            f"{_outcomes(drift)} a loss of up to {decimal(-scores.ranking.low)} (AUC) could go "
            "unseen."
        )
    return ""


def _outcomes(drift: Drift) -> str:
    new = drift.scores.new.tally
    return (
        f"{count(new.converted)} of {count_of(new.known, 'newer lead')} that had the time converted"
        if timed(drift)
        else f"{count(new.converted)} of {count_of(new.known, 'newer lead')} converted"
    )


def _ranked(drift: Drift) -> str:
    scores = drift.scores
    if scores.ranking is None or scores.old.auc is None or scores.new.auc is None:
        return ""
    return (
        f": AUC {decimal(scores.old.auc.value)} then, {decimal(scores.new.auc.value)} now "
        f"(difference {decimal(scores.ranking.value)}, 95\u202f% {interval(scores.ranking)})"
    )


def _moved(drift: Drift) -> str:
    return f"Scores moved: {_within(_mqls(drift))}"


def _mqls(drift: Drift) -> str:
    scores = drift.scores
    old, new = (
        part / max(1, whole) for part, whole in zip(scores.mql_leads, scores.leads, strict=True)
    )
    return f"{percent(new)} of the newer leads are MQLs, {percent(old)} of the older"


def _band(band: BandDrift) -> str:
    return (
        f"{band.name} {percent(band.new.rate)} now, {percent(band.old.rate)} then "
        f"({rate_change(band.new.rate, band.old.rate)})"
    )


def _rules(rules: list[RuleDrift]) -> str:
    names = ", ".join(quoted(rule.name) for rule in rules[:MOST_NAMED])
    return f"{names}{_more(rules)}"


def _more(found: list[FieldDrift] | list[RuleDrift] | list[str]) -> str:
    return f" and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else ""


def _sure(p: float | None) -> bool:
    return p is not None and p < LEVEL


def _within(words: str) -> str:
    """Words that begin a sentence, within another; a name in quotation marks stays as it is."""
    return words[:1].lower() + words[1:] if not words.startswith("\u201c") else words
