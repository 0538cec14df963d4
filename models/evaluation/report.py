"""The figures of an evaluation for scripts (one JSON object) and for a terminal (text)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import NONE, count, decimal, expected, interval, leads, percent


def evaluation_json(evaluation: Evaluation, loss: float | None = None) -> dict[str, Any]:
    """The keys of `leadbench evaluate --json`, kept stable because scripts read them.

    Leads whose outcome is unknown are left out of every figure and counted in `unknown`.
    `loss`: of the chances kept with the model (`log_loss_of`).
    """
    auc = evaluation.auc
    return {
        "leads": evaluation.all.known,
        "converted": evaluation.all.converted,
        "unknown": evaluation.all.leads - evaluation.all.known,
        "auc": None if auc is None else {"value": auc.value, "low": auc.low, "high": auc.high},
        "log_loss": loss,
        "bands": [
            {
                "name": band.name,
                "threshold": band.threshold,
                "leads": band.tally.known,
                "converted": band.tally.converted,
            }
            for band in evaluation.bands
        ],
        "lift": [
            {
                "share": row.share,
                "leads": row.leads,
                "converted": row.converted,
                "lift": row.lift,
            }
            for row in evaluation.lift
        ],
    }


def evaluation_text(evaluation: Evaluation, *, shares: bool = True) -> str:
    """The same figures as lines for a terminal. `shares`: with lift by the best shares."""
    known = evaluation.all
    lines = [f"{leads(known.known)} with a known outcome, {count(known.converted)} converted"]
    if known.rate is not None:
        lines[0] += f" ({percent(known.rate)})"
    if known.leads > known.known:
        unknown = known.leads - known.known
        are = "is" if unknown == 1 else "are"
        lines.append(f"{leads(unknown)} without an outcome {are} left out")
    if evaluation.auc is None:
        lines.append("Ranking (AUC): too few outcomes to say")
    else:
        value = decimal(evaluation.auc.value, 3)
        lines.append(f"Ranking (AUC) {value}, 95\u202f% {interval(evaluation.auc, 3)}")
    lift = _lift(evaluation) if shares else []
    return "\n".join([*lines, "", *_bands(evaluation), "", *lift]).rstrip()


def _bands(evaluation: Evaluation) -> list[str]:
    rows = [
        (
            f"{band.name} (MQL)" if band.mql and band.name != "MQL" else band.name,
            count(band.threshold),
            count(band.tally.known),
            count(band.tally.converted),
            percent(band.tally.rate),
        )
        for band in reversed(evaluation.bands)
    ]
    mql = evaluation.mql
    threshold = next((band.threshold for band in evaluation.bands if band.mql), None)
    if threshold is not None:
        figures = count(mql.known), count(mql.converted), percent(mql.rate)
        rows.append(("MQL or above", count(threshold), *figures))
    return table(("Band", "from", "Leads", "Conv.", "Rate"), rows)


def _lift(evaluation: Evaluation) -> list[str]:
    rows = [
        (
            f"best {percent(row.share, 0)}",
            count(row.leads),
            expected(row.converted),
            NONE if row.lift is None else decimal(row.lift),
        )
        for row in evaluation.lift
    ]
    return table(("Share", "Leads", "Conv.", "Lift"), rows) if rows else []


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns aligned: the first to the left, figures to the right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = []
    for row in [head, *rows]:
        first, *others = (
            cell.ljust(width) if position == 0 else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join([first, *others]).rstrip())
    return lines
