"""A comparison for scripts (one JSON object) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.chances import log_loss_of
from models.evaluation.comparison.bootstrap import Differences
from models.evaluation.comparison.compared import Compared
from models.evaluation.comparison.discordant import FEWEST_ALONE
from models.evaluation.figures import NONE, count, decimal, interval, percent
from models.evaluation.report import evaluation_json, table
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.leads.wording import count_of
from models.scoring.model import ScoringModel
from models.signs import NARROW


def comparison_json(found: Compared, a: str, b: str) -> dict[str, Any]:
    """The keys of `leadbench compare --json`, kept stable because scripts read them.

    All figures are of leads that both models score and whose outcome is known; the others are
    counted in `left_out` and `unknown`.
    """
    figures, codes = found.figures, found.leads.outcome
    auc, threshold = figures.auc, figures.threshold
    groups = {
        name: _tally(getattr(threshold, name)) for name in ("a_only", "b_only", "both", "neither")
    }
    bands_a, bands_b = found.scored_a.model.bands, found.scored_b.model.bands
    return {
        "a": {"model": a, **evaluation_json(found.a, log_loss_of(found.scored_a, codes))},
        "b": {"model": b, **evaluation_json(found.b, log_loss_of(found.scored_b, codes))},
        "auc_difference": None
        if auc is None
        else {**_interval(auc.difference), "p": auc.p, "smallest": figures.smallest},
        "differences": {name: _difference(item) for name, item in figures.figures.items()},
        "threshold": {**groups, "p": threshold.p},
        "moved": [
            {
                "from": bands_a[i].name,
                "to": bands_b[j].name,
                "leads": int(cell[0] + cell[1]),
                "converted": int(cell[1]),
            }
            for i, row in enumerate(found.moves)
            for j, cell in enumerate(row)
            if cell.any()
        ],
        "causes": [
            {"name": name, "enter": brought, "leave": took}
            for name, brought, took in found.ledger.by_cause
        ],
        "left_out": found.left_out,
        "unknown": figures.unknown,
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"leads": tally.known, "converted": tally.converted}


def _interval(found: Interval) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}


def _difference(found: Differences) -> dict[str, Any]:
    return {"a": found.a, "b": found.b, **_interval(found.difference), "p": found.p}


def comparison_text(found: Compared, a: str, b: str) -> str:
    """The same as lines for a terminal."""
    lines = [*_figures(found, a, b), "", *_thresholds(found), "", *_moves(found)]
    if found.ledger.by_cause:
        lines += ["", *_causes(found)]
    return "\n".join(lines).rstrip()


def _figures(found: Compared, a: str, b: str) -> list[str]:
    rows = []
    auc = found.figures.auc
    if auc is not None:
        rows.append(_row("Ranking (AUC)", auc.a.value, auc.b.value, auc.difference, auc.p))
    for name, item in found.figures.figures.items():
        rows.append(_row(figure_words(name), item.a, item.b, item.difference, item.p))
    if not rows:
        return ["Too few outcomes to compare figures."]
    return table(("Figure", a, b, "A \u2212 B", "95\u202f%", "p"), rows)


def figure_words(name: str) -> str:
    """A figure as every page calls it: "Found in best 10 %", "Conversion of MQLs"."""
    words = _NAMES.get(name, name.replace("capture", "found in best").replace(" %", f"{NARROW}%"))
    return words[:1].upper() + words[1:]


_NAMES = {"precision": "conversion of MQLs", "recall": "found by MQLs"}


def _row(name: str, a: float, b: float, between: Interval, p: float) -> tuple[str, ...]:
    return (
        name,
        decimal(a, 3),
        decimal(b, 3),
        decimal(between.value, 3),
        interval(between, 3),
        p_words(p),
    )


def p_words(p: float | None) -> str:
    """A p-value as it is printed."""
    if p is None:
        return NONE
    return "under 0.001" if p < 0.001 else decimal(p, 3)


def _thresholds(found: Compared) -> list[str]:
    at = found.figures.threshold
    rows = [
        (words, count(tally.known), count(tally.converted), percent(tally.rate))
        for words, tally in (
            ("both hand over", at.both),
            ("only A", at.a_only),
            ("only B", at.b_only),
            ("neither", at.neither),
        )
    ]
    head = f"At the thresholds ({_threshold(found.scored_a.model)} and "
    head += f"{_threshold(found.scored_b.model)})"
    p = ""
    if at.p is not None:
        p = f", mid-p {p_words(at.p)} by McNemar for conversions of one alone"
    elif at.alone:
        p = f", conversions of one alone too few to say ({at.alone}; {FEWEST_ALONE} at least)"
    return [f"{head}{p}:", *table(("", "Leads", "Conv.", "Rate"), rows)]


def _threshold(model: ScoringModel) -> str:
    return count(model.mql_threshold)


def _moves(found: Compared) -> list[str]:
    bands_a, bands_b = found.scored_a.model.bands, found.scored_b.model.bands
    rows = []
    for i in reversed(range(len(bands_a))):
        cells = [found.moves[i, j].tolist() for j in reversed(range(len(bands_b)))]
        told = (f"{count(no + yes)} ({count(yes)})" for no, yes, _unknown in cells)
        rows.append((bands_a[i].name, *told))
    head = ("A down, B across", *(band.name for band in reversed(bands_b)))
    return ["Leads (converted) by band:", *table(head, rows)]


def _causes(found: Compared) -> list[str]:
    rows = [
        (name, count(brought), count(took)) for name, brought, took in found.ledger.by_cause[:10]
    ]
    entered, left = len(found.ledger.entered), len(found.ledger.left)
    head = f"{count_of(entered, 'lead')} come to sales with B, {count(left)} go, by:"
    return [head, *table(("", "come", "go"), rows)]
