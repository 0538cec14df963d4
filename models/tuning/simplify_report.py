"""What can be simpler in a model, for scripts (one JSON object) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.figures import NONE, count, decimal, interval, percent
from models.evaluation.report import table
from models.tuning.report import Against, Simpler
from models.tuning.simplify import Offer, signed_decimal
from models.tuning.smallest import Smallest


def simplify_json(offer: Offer, least: Smallest, cost: Simpler, share: float) -> dict[str, Any]:
    """The keys of `leadbench tune --simplify --json`, kept stable because scripts read them.

    `steps`: each by itself, what costs least first. `smallest`: the model that keeps `share` of the
    lift, with what all its steps cost together; `way`: how the lift falls as rule after rule goes.
    """
    return {
        "whole": offer.whole,
        "steps": [_step(one) for one in offer.steps],
        "merges_not_weighed": offer.left,
        "smallest": {
            "share": share,
            "sentence": least.sentence,
            "rules": least.way[least.place].rules,
            "dropped": [step.rule for step in least.steps],
            **_cost(cost),
        },
        "way": [
            {"rules": left.rules, "lift": left.lift, "dropped": _last(left.gone)}
            for left in least.way
        ],
    }


def _last(gone: tuple[Any, ...]) -> str | None:
    return gone[-1].rule if gone else None


def _step(one: Simpler) -> dict[str, Any]:
    step = one.steps[0]
    return {
        "way": step.way.value,
        "rule": step.rule or None,
        "words": one.words,
        **_cost(one),
        "sentence": one.sentence,
    }


def _cost(one: Simpler) -> dict[str, Any]:
    moved = one.disruption
    return {
        **_gaps(one.cost),
        "lift_kept": one.lift_kept,
        "leads": moved.leads,
        "moved": moved.moved,
        "mqls_now": moved.mqls_now,
        "mqls": moved.mqls,
        "joined": moved.joined,
        "left": moved.left,
    }


def _gaps(cost: Against) -> dict[str, Any]:
    found = {}
    for name, gap in (("auc", cost.auc), ("log_loss", cost.loss)):
        found[name] = gap and {
            "difference": gap.difference.value,
            "low": gap.difference.low,
            "high": gap.difference.high,
            "p": gap.p,
        }
    return found


def simplify_text(offer: Offer, least: Smallest, cost: Simpler) -> str:
    """The same as lines for a terminal."""
    lines = [least.sentence]
    if least.steps:
        lines += [cost.sentence]
    rows = []
    for one in offer.steps:
        gap = one.cost.auc
        mark = " *" if gap is not None and gap.told else ""
        rows.append(
            (
                one.words,
                NONE if gap is None else signed_decimal(gap.difference.value) + mark,
                NONE if gap is None else interval(gap.difference, 3),
                percent(one.lift_kept),
                count(one.disruption.moved),
            )
        )
    if rows:
        head = ("Each by itself", "AUC", "95\u202f%", "Lift kept", "Other band")
        lines += ["", *table(head, rows), "* more than chance alone shows"]
    if offer.left:
        lines.append(f"{count(offer.left)} more pairs of entries could be merged; not weighed.")
    if least.steps:
        lines += ["", "As rule after rule goes:"]
        lines += table(
            ("Rules", "Lift"), [(count(one.rules), decimal(one.lift)) for one in least.way]
        )
    return "\n".join(lines)
