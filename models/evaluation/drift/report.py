"""A drift for scripts (JSON) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.drift import sentence
from models.evaluation.drift.bins import Bin
from models.evaluation.drift.drift import Drift
from models.evaluation.drift.fields import FieldDrift
from models.evaluation.drift.over_time import OverTime
from models.evaluation.drift.rules import Lift, RuleDrift
from models.evaluation.drift.scores import BandDrift, ScoreDrift
from models.evaluation.drift.shift import Shift
from models.evaluation.drift.verdict import verdict_of
from models.evaluation.figures import NONE, count, decimal, interval, percent
from models.evaluation.history.part import Part
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.leads.tally import Tally


def drift_json(drift: Drift) -> dict[str, Any]:
    """One object; figures have `value`, `low`, `high`; null is not enough data to say."""
    verdict, sides = verdict_of(drift), drift.sides
    horizon = drift.horizon
    return {
        "call": verdict.call.value,
        "verdict": verdict.sentence,
        "reasons": [{"call": one.call.value, "what": one.words} for one in verdict.reasons],
        "model": drift.model.name,
        "about": list(sentence.about(drift)),
        "older": {"name": sides.old.name, "leads": len(sides.old)},
        "newer": {"name": sides.new.name, "leads": len(sides.new)},
        "split": None if sides.split is None else sides.split.isoformat(),
        "undated": sides.undated,
        "compared": None if sides.one_table else sides.who.value,
        "in_both": None if sides.seen is None else int(sides.seen.sum()),
        "scored_days_after_creation": drift.age,
        "converted_within_days": None if horizon is None else horizon.days,
        "too_young": {"older": drift.young[0], "newer": drift.young[1]},
        "fields": [_field(one) for one in drift.fields],
        "scores": _scores(drift.scores),
        "rules": [_rule(one) for one in drift.rules],
        "over_time": None if drift.over_time is None else _time(drift.over_time),
    }


def _field(found: FieldDrift) -> dict[str, Any]:
    return {
        "name": found.name,
        "used_by_model": found.used,
        "psi": _shift(found.shift, found.p),
        "bins": [_bin(one) for one in found.bins],
        "blank_difference": _interval(found.blanks),
        "new_values": [{"value": value, "leads": number} for value, number in found.fresh],
        "gone_values": [{"value": value, "leads": number} for value, number in found.gone],
        "missing": found.missing,
        "added": found.added,
        "written_otherwise": None if found.kind is None else found.kind.sentence(),
        "says": sentence.field(found),
    }


def _scores(found: ScoreDrift) -> dict[str, Any]:
    return {
        "bands_psi": _shift(found.bands_shift, found.shift_p),
        "scores_psi": _shift(
            found.scores_shift, None if found.scores_shift is None else found.scores_shift.p
        ),
        "bins": [_bin(one) for one in found.bins],
        "mean": {"older": found.means[0], "newer": found.means[1]},
        "mean_difference": _interval(found.mean),
        "mql": {
            "older": found.mql_leads[0],
            "newer": found.mql_leads[1],
            "difference": _tested(found.mql, found.mql_p),
        },
        "older": _part(found.old),
        "newer": _part(found.new),
        "auc_difference": _tested(found.ranking, found.ranking_p),
        "bands": [_band(one) for one in found.bands],
    }


def _band(found: BandDrift) -> dict[str, Any]:
    return {
        "name": found.name,
        "leads": {"older": found.old_leads, "newer": found.new_leads},
        "older": {**_tally(found.old), "rate": _interval(found.old_rate)},
        "newer": {**_tally(found.new), "rate": _interval(found.new_rate)},
        "difference": _tested(found.difference, found.p),
    }


def _rule(found: RuleDrift) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "hits": {"older": found.old_hits, "newer": found.new_hits},
        "hits_psi": _shift(found.shift, found.hits_p),
        "older": _lift(found.old),
        "newer": _lift(found.new),
        "odds_ratio_change": _tested(found.change, found.p),
        "state": found.state.value,
    }


def _lift(found: Lift) -> dict[str, Any]:
    return {
        **_tally(found.hit),
        "others": _tally(found.others),
        "lift": found.lift,
        "odds_ratio": _interval(found.odds),
    }


def _time(found: OverTime) -> dict[str, Any]:
    return {
        "months": found.months,
        "periods": [
            {
                "name": period.name,
                "start": period.start.isoformat(),
                **_tally(period.all.tally),
                "rate": _interval(period.all.rate),
                "bands": [
                    {"name": name, **_tally(point.tally), "rate": _interval(point.rate)}
                    for name, point in zip(found.bands, period.bands, strict=True)
                ],
            }
            for period in found.periods
        ],
    }


def _part(found: Part) -> dict[str, Any]:
    return {
        **_tally(found.tally),
        "rate": _interval(found.rate),
        "auc": _interval(found.auc),
        "mql": {**_tally(found.mql), "rate": _interval(found.mql_rate)},
    }


def _bin(found: Bin) -> dict[str, Any]:
    return {"name": found.name, "older": found.old, "newer": found.new}


def _tally(found: Tally) -> dict[str, int]:
    return {"leads": found.known, "converted": found.converted}


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _tested(found: Interval | None, p: float | None) -> dict[str, float | None] | None:
    made = _interval(found)
    return None if made is None else {**made, "p": p}


def _shift(found: Shift | None, p: float | None) -> dict[str, float | None] | None:
    if found is None:
        return None
    return {"value": found.value, "raw": found.raw, "by_chance": found.noise, "p": p}


def drift_text(drift: Drift) -> str:
    """The figures as lines for a terminal."""
    verdict = verdict_of(drift)
    lines = [verdict.sentence, *sentence.about(drift)]
    if drift.sides.one_table:
        lines.append(sentence.BY_AGE)
    lines += [f"- {one.call.value}: {one.words}" for one in verdict.reasons]
    lines += ["", sentence.CONVENTION, *_fields(drift.fields)]
    lines += ["", sentence.scores(drift), *_bands(drift.scores)]
    if drift.rules:
        lines += ["", *_rules(drift.rules)]
    if drift.over_time is not None:
        lines += ["", *_periods(drift.over_time)]
    return "\n".join(lines)


def _fields(found: tuple[FieldDrift, ...]) -> list[str]:
    """Name and PSI in columns, and what they say."""
    order = sorted(found, key=lambda field: -field.moved)
    rows = [
        (
            f"{one.name} *" if one.used else one.name,
            NONE if one.shift is None else decimal(one.shift.value, 3),
        )
        for one in order
    ]
    said = ["What it says", *map(sentence.field, order)]
    columns = table(("Field", "PSI"), rows)
    lines = [f"{line}  {words}" for line, words in zip(columns, said, strict=True)]
    if any(one.used for one in found):
        lines.append("* the model reads it")
    return lines


def _bands(found: ScoreDrift) -> list[str]:
    rows = [
        (
            band.name,
            count(band.old_leads),
            count(band.new_leads),
            percent(band.old.rate),
            percent(band.new.rate),
            NONE
            if band.difference is None
            else f"{decimal(100 * band.difference.low, 1)} to "
            f"{decimal(100 * band.difference.high, 1)}",
        )
        for band in reversed(found.bands)
    ]
    head = ("Band", "Older", "Newer", "Rate then", "Rate now", "Change, points, 95\u202f%")
    return table(head, rows)


def _rules(found: tuple[RuleDrift, ...]) -> list[str]:
    rows = [
        (
            one.name,
            count(one.old_hits),
            count(one.new_hits),
            NONE if one.old.lift is None else decimal(one.old.lift),
            NONE if one.new.lift is None else decimal(one.new.lift),
            NONE if one.change is None else decimal(one.change.value),
            interval(one.change),
            one.state.value,
        )
        for one in found
    ]
    head = ("Rule", "Hits then", "now", "Lift then", "now", "Odds, times", "95\u202f%", "")
    return table(head, rows)


def _periods(found: OverTime) -> list[str]:
    rows = [
        (
            period.name,
            count(period.all.tally.known),
            count(period.all.tally.converted),
            *(percent(point.tally.rate) for point in reversed(period.bands)),
        )
        for period in found.periods
    ]
    return table(("Created", "Leads", "Conv.", *reversed(found.bands)), rows)
