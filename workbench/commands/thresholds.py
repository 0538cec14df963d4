"""What `leadbench evaluate` tells of thresholds, where capacity or money is said."""

from __future__ import annotations

from typing import Any

from models.evaluation.figures import NONE, count, percent
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.ground import ground_of
from models.evaluation.thresholds.lab import Lab, lab_of
from models.evaluation.thresholds.sentence import by_week, verdict, weeks_over
from models.evaluation.thresholds.wishes import Sales
from models.evaluation.thresholds.words import a_week, amount
from models.scoring.model import ScoringModel
from workbench.commands.scoring import Judged


def lab_for(judged: Judged, sales: Sales) -> Lab | None:
    """Every MQL threshold weighed by what was said, else by what the project says.

    None where neither says anything, or the model has one band.
    """
    project = judged.found.project
    if sales == Sales() and project is not None:
        sales = project.sales
    if sales.capacity is None and sales.money is None:
        return None
    if len(judged.model.bands) < 2:
        return None
    stages = () if project is None else project.stages
    band = max(1, judged.model.mql_band)
    return lab_of(ground_of(judged.scored, judged.leads, stages, band), sales)


def thresholds_json(lab: Lab, model: ScoringModel) -> dict[str, Any]:
    """One object: the choices with what each hands over, the verdict, the doubt, the weeks."""
    now = _now(lab, model)
    over, best = weeks_over(lab, now), lab.best
    scores = lab.curve.scores
    return {
        "verdict": " ".join(verdict(lab, now)).strip(),
        "problems": list(lab.faults),
        "per_week": lab.per_week,
        "a_year": lab.ground.yearly,
        "choices": [
            _choice(lab, one.key, one.place, now, whole=one.whole) for one in lab.choices(now)
        ],
        "doubt": None
        if best is None or not lab.enough
        else {"from": int(scores[best.low]), "to": int(scores[best.high])},
        "gain_less_optimism": None
        if best is None or lab.net is None or not lab.enough or best.place == now
        else _interval(best.fair(lab.net.difference(best.place, now))),
        "optimism": None if best is None or not lab.enough else best.optimism,
        "weeks": None
        if over is None
        else {
            "weeks": over.weeks,
            "over_capacity": over.over,
            "not_worked": over.lost,
            "conversions_not_worked": over.converted,
        },
    }


def _choice(lab: Lab, key: str, place: int | None, now: int, *, whole: bool) -> dict[str, Any]:
    if place is None:
        return {"name": key, "threshold": None}
    at = lab.at(place, now, whole=whole)
    return {
        "name": key,
        "threshold": at.score,
        "leads": at.leads,
        "per_week": at.per_week,
        "converted": at.converted,
        "missed": at.missed,
        "rate": _interval(at.rate),
        "recall": at.recall,
        "worked": at.worked,
        "value": _interval(at.value),
        "difference": _interval(at.gain),
    }


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def thresholds_text(lab: Lab, model: ScoringModel) -> str:
    """The same for a terminal."""
    now = _now(lab, model)
    lines = ["Thresholds", " ".join(verdict(lab, now)).strip(), *lab.faults]
    for one in lab.choices(now):
        if one.place is None:
            lines.append(f"  {one.name}: {one.why}")
            continue
        at = lab.at(one.place, now, whole=one.whole)
        weekly = "" if at.per_week is None else f", {a_week(at.per_week)} a week"
        rate = NONE if at.rate is None else percent(at.rate.value)
        worth = "" if at.value is None else f", {amount(at.value.value, lab.sales.currency)}"
        lines.append(
            f"  {one.name} ({one.note}): {count(at.score)}{weekly}, {count(at.converted)} "
            f"converted, {rate}{worth}"
        )
    if lab.per_week is not None:
        lines.append(by_week(lab, now))
    return "\n".join(dict.fromkeys(lines))


def _now(lab: Lab, model: ScoringModel) -> int:
    return lab.curve.at(model.bands[lab.ground.band].threshold)
