"""Several models, and two by groups, for scripts (JSON) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.comparison.agreement import Agreement, Agreements, said
from models.evaluation.comparison.report import p_words
from models.evaluation.comparison.several import (
    CAPTURE,
    FOUND,
    RANKING,
    RATE,
    SHARE,
    Against,
    Several,
    verdict,
)
from models.evaluation.figures import NONE, count, decimal, interval, percent, rate_change
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.leads.tally import Tally

KEYS = {RANKING: "auc", CAPTURE: "capture", FOUND: "found", RATE: "rate"}


def several_json(found: Several) -> dict[str, Any]:
    """The key `several`: each model with its figures, and its differences from the reference.

    p are corrected for all differences together (Holm); None: nothing could be said.
    """
    names = [item.name for item in found.models]
    return {
        "reference": names[found.reference],
        "verdict": verdict(found),
        "leads": found.known,
        "converted": found.converted,
        "unknown": found.unknown,
        "left_out": found.left_out,
        "models": [
            {
                "model": one.name,
                "auc": _interval(one.auc),
                "capture": {"share": SHARE, **(_interval(one.best.capture) or {})}
                if one.best is not None
                else None,
                "mql": _tally(one.mql),
                "found": _interval(one.found),
                "rate": _interval(one.rate),
                "same": same,
            }
            for one, same in zip(found.models, found.same, strict=True)
        ],
        "differences": [
            {
                "model": names[item.model],
                "figure": KEYS[item.figure],
                **(_interval(item.difference) or {}),
                "p": item.p,
            }
            for item in found.against
        ],
    }


def several_text(found: Several) -> str:
    """The same as lines for a terminal."""
    rows = []
    for place, one in enumerate(found.models):
        best = None if one.best is None else one.best.capture
        rows.append(
            (
                f"{one.name} (reference)" if place == found.reference else one.name,
                NONE if one.auc is None else decimal(one.auc.value, 3),
                interval(one.auc, 3),
                percent(None if best is None else best.value),
                count(one.mql.leads),
                percent(None if one.found is None else one.found.value),
                percent(None if one.rate is None else one.rate.value),
            )
        )
    head = ("Model", RANKING, "95\u202f%", CAPTURE, "MQLs", FOUND, RATE)
    lines = table(head, rows)
    differences = [
        (item.figure, found.models[item.model].name, *_difference(item))
        for figure in KEYS
        for item in found.differences(figure)
    ]
    if differences:
        lines += [
            "",
            "Less the reference; p corrected for all of them (Holm), each interval by itself:",
        ]
        lines += table(("Figure", "Model", "Difference", "95\u202f%", "p"), differences)
    return "\n".join(lines)


def _difference(item: Against) -> tuple[str, str, str]:
    if item.figure == RANKING:
        words = decimal(item.difference.value, 3), interval(item.difference, 3)
    else:
        held = item.difference
        low, high = decimal(100 * held.low, 1), decimal(100 * held.high, 1)
        words = rate_change(item.value, item.reference), f"{low} to {high}"
    return *words, p_words(item.p)


def groups_json(found: Agreements) -> dict[str, Any]:
    """The key `groups`: where two models agree and how each ranks; p corrected for all groups."""
    return {
        "field": found.field,
        "all": _agreement(found.all),
        "groups": [_agreement(item) for item in found.groups],
    }


def _agreement(item: Agreement) -> dict[str, Any]:
    auc = item.auc
    return {
        "name": item.name,
        "leads": item.tally.leads,
        "converted": item.tally.converted,
        "few": item.small,
        "agree": _interval(item.alike),
        "kappa": _interval(item.kappa),
        "a_only": item.a_only.leads,
        "b_only": item.b_only.leads,
        "a": None if auc is None else _interval(auc.a),
        "b": None if auc is None else _interval(auc.b),
        "difference": None if auc is None else {**(_interval(auc.difference) or {}), "p": item.p},
    }


def groups_text(found: Agreements, a: str, b: str) -> str:
    """The same as lines for a terminal."""
    rows = []
    for item in (found.all, *found.groups):
        auc = item.auc
        rows.append(
            (
                f"{item.name} (few)" if item.small else item.name,
                count(item.tally.leads),
                count(item.tally.converted),
                percent(None if item.alike is None else item.alike.value),
                NONE if item.kappa is None else decimal(item.kappa.value),
                interval(item.kappa),
                NONE if auc is None else decimal(auc.a.value, 3),
                NONE if auc is None else decimal(auc.b.value, 3),
                NONE if auc is None else interval(auc.difference, 3),
                p_words(item.p),
            )
        )
    between = "95\u202f%"
    head = (
        *(found.field, "Leads", "Conv.", "Agree", "Kappa", between),
        *("AUC of A", "of B", f"A \u2212 B, {between}", "p"),
    )
    note = "p is corrected for all groups (Holm); each interval is 95\u202f% by itself."
    return "\n".join((said(found, a, b), *([note] if found.groups else []), *table(head, rows)))


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _tally(tally: Tally) -> dict[str, int]:
    return {"leads": tally.leads, "converted": tally.converted}
