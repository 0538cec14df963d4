"""The rules under the lens for scripts (the key `rules`) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.figures import NONE, count, decimal, interval, percent, percents
from models.evaluation.lens import sentence
from models.evaluation.lens.lens import Evidence, Lens
from models.evaluation.lens.rest import rest_words
from models.evaluation.lens.stability import Block, Stability
from models.evaluation.lens.without import Without
from models.evaluation.odds import Odds
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.leads.tally import Tally


def lens_json(lens: Lens) -> list[dict[str, Any]]:
    """One object for each rule; its entries, if they are looked at one by one, within it."""
    return [
        {
            **_line(lens, lens.lines[place]),
            "sentence": sentence.of_entries(lens, place),
            "entries": [_line(lens, lens.lines[entry]) for entry in lens.entries(place)],
            "entries_left_out": lens.lines[place].line.rest,
            "leads_of_entries_left_out": lens.lines[place].line.rest_leads,
        }
        for place in lens.rules
    ]


def _line(lens: Lens, found: Evidence) -> dict[str, Any]:
    line = found.line
    said: dict[str, Any] = {"id": line.rule.id, "name": line.rule.name}
    if line.entry is not None:
        said = {"entry": line.words}
    return {
        **said,
        "points": line.points,
        "muted": line.muted,
        "hits": found.hits.leads,
        "leads": found.hits.known,
        "converted": found.hits.converted,
        "rate": _interval(found.rate),
        "others": {**_tally(found.others), "rate": _interval(found.other_rate)},
        "lift": _interval(found.lift),
        "odds_ratio": _odds(found.odds, found.p_odds),
        "information_value": found.information,
        "worth": None
        if found.worth is None
        else {
            **(_interval(found.worth.points) or {}),
            "has": found.worth.given,
            "p": found.worth.p,
            "p_holm": found.p_worth,
        },
        "without": _without(found.without),
        "overlaps": [
            {
                "rule": lens.lines[lens.rules[item.other]].line.rule.id,
                "leads": item.both,
                "share": item.share,
                "jaccard": item.jaccard,
                "phi": item.phi,
            }
            for item in found.overlaps
        ],
        "over_time": _time(found.stability, found),
        "finding": found.finding.value,
        "sentence": sentence.finding(found),
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"leads": tally.known, "converted": tally.converted}


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _odds(found: Odds | None, corrected: float | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        **(_interval(found.ratio) or {}),
        "p": found.p,
        "p_holm": corrected,
        "interval_by": found.interval_by,
        "p_by": found.p_by,
    }


def _without(found: Without | None) -> dict[str, Any] | None:
    if found is None:
        return None
    auc = found.auc
    return {
        "mql": _tally(found.mql),
        "out": _tally(found.kept),
        "in": _tally(found.held_back),
        "auc": None if auc is None else auc.b.value,
        "auc_lost": None if auc is None else {**(_interval(auc.difference) or {}), "p": auc.p},
    }


def _time(found: Stability | None, evidence: Evidence) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "verdict": evidence.held.value,
        "p": found.p,
        "p_holm": evidence.p_time,
        "older": _block(found.older),
        "newer": _block(found.newer),
        "periods": [_block(block) for block in found.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "name": block.name,
        **_tally(block.hits),
        "rate": _interval(block.rate),
        "others": _tally(block.others),
        "odds_ratio": None if block.odds is None else _interval(block.odds.ratio),
    }


def lens_text(lens: Lens) -> str:
    """The rules as lines for a terminal."""
    first, second = sentence.verdict(lens)
    lines = [f"{first} {second}".strip()]
    if not lens.rules or not lens.all.known:
        return lines[0]
    lines += [sentence.CORRECTED, "", *table(_EVIDENCE, [_evidence(row) for row in lens.lines])]
    lines += ["", *table(_MEANING, [_meaning(lens, row) for row in lens.lines])]
    cut = [(lens.lines[at].line.rule.name, rest_words(lens.lines[at].line)) for at in lens.rules]
    return "\n".join([*lines, *(f"{name}: {words}" for name, words in cut if words)])


_BETWEEN = "95\u202f%"
_EVIDENCE = (
    "Rule",
    "Points",
    "Leads",
    "Conv.",
    "Rate",
    _BETWEEN,
    "Others",
    "Lift",
    "Odds ratio",
    _BETWEEN,
    "Information",
    "Finding",
)
_MEANING = (
    "Rule",
    "Points",
    "Worth",
    _BETWEEN,
    "MQLs lost",
    "Conv. lost",
    "AUC lost",
    _BETWEEN,
    "Over time",
    "Goes along with",
    "Shared",
)


def _name(found: Evidence) -> str:
    line = found.line
    return f"  {line.words}" if line.entry is not None else line.rule.name


def _evidence(found: Evidence) -> tuple[str, ...]:
    odds = None if found.odds is None else found.odds.ratio
    return (
        _name(found),
        found.line.said,
        count(found.hits.known),
        count(found.hits.converted),
        percent(found.hits.rate),
        percents(found.rate),
        percent(found.others.rate),
        NONE if found.lift is None else decimal(found.lift.value),
        NONE if odds is None else decimal(odds.value),
        interval(odds),
        NONE if found.information is None else decimal(found.information, 3),
        sentence.SHORT[found.finding],
    )


def _meaning(lens: Lens, found: Evidence) -> tuple[str, ...]:
    lost, worth = found.without, found.worth
    auc = None if lost is None or lost.auc is None else lost.auc.difference
    other = found.overlaps[0] if found.overlaps else None
    return (
        _name(found),
        found.line.said,
        NONE if worth is None else sentence.points(worth.points.value),
        NONE if worth is None else sentence.worth_between(worth),
        NONE if lost is None else count(lens.mql.known - lost.mql.known),
        NONE if lost is None else count(lens.mql.converted - lost.mql.converted),
        NONE if auc is None else decimal(auc.value, 3),
        interval(auc, 3),
        sentence.HELD[found.held],
        "" if other is None else lens.lines[lens.rules[other.other]].line.rule.name,
        "" if other is None else percent(other.share, 0),
    )
