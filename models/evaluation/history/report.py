"""A history for scripts (keys beside those that are stable) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.figures import NONE, count, decimal, expected, interval, percent, percents
from models.evaluation.history import sentence
from models.evaluation.history.history import History
from models.evaluation.history.part import Part
from models.evaluation.history.periods import sentences as about_time
from models.evaluation.history.reliability import Reliability
from models.evaluation.history.resting import Estimate
from models.evaluation.history.rows import Row
from models.evaluation.history.segments import sentence as about_segments
from models.evaluation.report import table
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally


def history_json(history: History) -> dict[str, Any]:
    """One object; each figure has `value`, `low`, `high`, or is null: not enough data to say."""
    looked, drawn = history.looked, history.drawn
    return {
        "verdict": sentence.verdict(history),
        "outcome": looked.outcome,
        "outcomes": list(history.outcomes),
        **_tally(history.all),
        "left_out": {
            "unknown": looked.unknown,
            "too_young": looked.young,
            "created_after": None
            if looked.cut_off is None or not looked.young
            else looked.cut_off.day.isoformat(),
            "outside_period": looked.outside,
            "other_groups": looked.elsewhere,
        },
        "only": looked.only or None,
        "rate": _interval(history.rate),
        "auc": _interval(history.auc),
        "average_precision": _estimate(drawn.average_precision),
        "ks": _estimate(drawn.ks),
        "correlation": _interval(history.correlation),
        "rank_correlation": _interval(history.rank_correlation),
        "calibration": None if history.reliability is None else _reliability(history.reliability),
        "brier": None if history.reliability is None else _interval(history.reliability.brier),
        "log_loss": None if history.reliability is None else _interval(history.reliability.loss),
        "no_probability": " ".join(sentence.no_probability()[:2])
        if history.reliability is None
        else None,
        "mql": {
            **_tally(history.mql),
            "rate": _interval(history.mql_rate),
            "capture": _interval(history.mql_capture),
        },
        "coverage": {"leads": history.touched.known, "of": history.all.known},
        "value": None
        if history.worth is None
        else {
            "total": history.worth.total,
            "mql": history.worth.mql,
            "conversions": history.worth.priced,
            "share": _interval(history.worth.share),
            "without_value": history.worth.without,
            "negative": history.worth.negative,
        },
        "shares": [
            {
                "share": row.share,
                "leads": row.leads,
                "converted": row.converted,
                "capture": _interval(row.capture),
                "lift": _interval(row.lift),
                "rate": _interval(row.rate),
            }
            for row in drawn.shares
        ],
        "bands": [{"name": row.name, "threshold": row.low, **_row(row)} for row in history.bands],
        "scores": [{"from": row.low, "to": row.high, **_row(row)} for row in history.scores],
        "stages": [
            {
                "name": row.name,
                **_tally(row.all),
                "rate": _interval(row.rate),
                "mql": {**_tally(row.mql), "rate": _interval(row.mql_rate)},
            }
            for row in history.stages
        ],
        "time": _time(history),
        "by": None
        if history.segments is None
        else {
            "field": history.segments.field,
            "overlapping": history.segments.several,
            "segments": [_part(part) for part in history.segments.parts],
        },
    }


def _time(history: History) -> dict[str, Any] | None:
    found = history.periods
    if found is None:
        return None
    return {
        "order": found.order.value,
        "split": None if found.split is None else found.split.isoformat(),
        "older": _part(found.older),
        "newer": _part(found.newer),
        "auc_difference": None
        if found.difference is None
        else {**(_interval(found.difference) or {}), "p": found.p},
        "periods": [_part(part) for part in found.blocks],
        "p_same_auc": found.steady,
        "p_same_rate": found.drift,
        "undated": found.undated,
        "sentences": list(about_time(found)),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        **_tally(part.tally),
        "rate": _interval(part.rate),
        "auc": _interval(part.auc),
        "mql": {**_tally(part.mql), "rate": _interval(part.mql_rate)},
        "small": part.small,
    }


def _row(row: Row) -> dict[str, Any]:
    return {**_tally(row.tally), "rate": _interval(row.rate)}


def _tally(tally: Tally) -> dict[str, int]:
    return {"leads": tally.known, "converted": tally.converted}


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _estimate(found: Estimate | None) -> dict[str, float | None] | None:
    if found is None:
        return None
    if found.interval is None:
        return {"value": found.value, "low": None, "high": None}
    return {"value": found.value, "low": found.interval.low, "high": found.interval.high}


def history_text(history: History) -> str:
    """The figures as lines for a terminal."""
    lines = [sentence.verdict(history), *sentence.about(history), ""]
    if not history.all.known:
        return "\n".join(lines).rstrip()
    lines += table(("Figure", "Value", "95\u202f% interval"), _figures(history))
    lines += ["", sentence.mql(history), sentence.touched(history)]
    lines += sentence.chances(history)
    if history.worth is not None:
        lines.append(sentence.worth(history.worth))
    lines += ["", *_shares(history), "", *_rows("Score", history.scores)]
    if history.stages:
        lines += ["", *_stages(history)]
    if history.periods is not None:
        lines += ["", *about_time(history.periods)]
        parts = (history.periods.older, history.periods.newer, *history.periods.blocks)
        lines += _parts("Tested on the leads", parts)
    if history.segments is not None:
        lines += ["", about_segments(history.segments)]
        if history.segments.several:
            lines.append("A lead can be in several of these groups.")
        lines += _parts(history.segments.field, history.segments.parts)
    return "\n".join(lines).rstrip()


def _figures(history: History) -> list[tuple[str, ...]]:
    drawn = history.drawn
    rows: list[tuple[str, Estimate | None]] = [
        ("Ranking (AUC)", _as_estimate(history.auc)),
        ("Average precision", drawn.average_precision),
        ("KS", drawn.ks),
        ("Correlation", _as_estimate(history.correlation)),
        ("Rank correlation", _as_estimate(history.rank_correlation)),
    ]
    if history.reliability is not None:
        rows.append(("Log-loss", _as_estimate(history.reliability.loss)))
        rows.append(("Brier score", _as_estimate(history.reliability.brier)))
        rows.append(("Calibration error", Estimate(history.reliability.error, None)))
    return [
        (
            name,
            NONE if found is None else decimal(found.value, 3),
            "not enough data" if found is None else _between(found.interval),
        )
        for name, found in rows
    ]


def _reliability(found: Reliability) -> dict[str, Any]:
    return {
        "error": found.error,
        "by_chance": found.by_chance,
        "groups": [
            {
                "leads": one.leads,
                "converted": one.converted,
                "chance": one.chance,
                "rate": _interval(one.rate),
            }
            for one in found.bins
        ],
    }


def _as_estimate(found: Interval | None) -> Estimate | None:
    return None if found is None else Estimate(found.value, found)


def _between(found: Interval | None) -> str:
    return "not enough data" if found is None else interval(found, 3)


def _shares(history: History) -> list[str]:
    rows = [
        (
            f"best {percent(row.share, 0)}",
            count(row.leads),
            expected(round(row.converted, 6)),
            NONE if row.capture is None else percent(row.capture.value),
            percents(row.capture),
            NONE if row.lift is None else decimal(row.lift.value),
            interval(row.lift),
        )
        for row in history.drawn.shares
    ]
    head = ("Share", "Leads", "Conv.", "Captured", "95\u202f%", "Lift", "95\u202f%")
    return table(head, rows)


def _rows(head: str, rows: tuple[Row, ...]) -> list[str]:
    cells = [
        (
            row.name,
            count(row.tally.known),
            count(row.tally.converted),
            percent(row.tally.rate),
            percents(row.rate),
        )
        for row in reversed(rows)
    ]
    return table((head, "Leads", "Conv.", "Rate", "95\u202f%"), cells)


def _stages(history: History) -> list[str]:
    cells = [
        (
            row.name,
            count(row.all.known),
            percent(row.all.rate),
            count(row.mql.known),
            percent(row.mql.rate),
            percents(row.mql_rate),
        )
        for row in history.stages
    ]
    return table(("Stage", "Leads", "Reached", "MQLs", "Reached", "95\u202f%"), cells)


def _parts(head: str, parts: tuple[Part, ...]) -> list[str]:
    cells = [
        (
            f"{part.name} *" if part.small else part.name,
            count(part.tally.known),
            count(part.tally.converted),
            percent(part.tally.rate),
            percents(part.rate),
            NONE if part.auc is None else decimal(part.auc.value),
            interval(part.auc),
            count(part.mql.known),
            percent(part.mql.rate),
            percents(part.mql_rate),
        )
        for part in parts
    ]
    names = ("Leads", "Conv.", "Rate", "95\u202f%", "AUC", "95\u202f%", "MQLs", "Rate", "95\u202f%")
    lines = table((head, *names), cells)
    if any(part.small for part in parts):
        lines.append(f"* fewer than {FEWEST} converted or did not: a first look only")
    return lines
