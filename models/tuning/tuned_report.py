"""A tuning for scripts (one JSON object) and for a terminal (text)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.evaluation.figures import NONE, count, decimal, interval, percent
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.leads.wording import count_of
from models.scoring.model import ScoringModel
from models.tuning.changes import changes_of
from models.tuning.report import (
    Against,
    Change,
    Disruption,
    Division,
    Figures,
    Gap,
    Size,
    Tried,
    Tuned,
    Turn,
)


def tuned_json(found: Tuned, paths: Mapping[int, str]) -> dict[str, Any]:
    """The keys of `leadbench tune --json`, kept stable because scripts read them.

    `models`: one for each size, from simple to exact; `log_loss` and `auc` are of the leads that
    taught its points, `test` of leads that did not. `paths`: the file of a model by its place.
    """
    proposed = found.proposed
    return {
        "verdict": found.verdict,
        "notes": list(found.notes),
        "whole": found.whole,
        "no_better_than_chance": found.chance,
        "division": _division(found.division),
        "prior_leads": found.prior,
        "proposed": proposed,
        "nested": _figures(found.nested),
        "today": None if found.now is None else _figures(found.now),
        "beside": None
        if found.beside is None
        else {
            "way": found.beside.way.value,
            **_figures(found.beside.figures),
            "warning": found.beside.warning,
        },
        "models": [
            _model(found, size, size.best, paths.get(place))
            for place, size in enumerate(found.sizes)
        ],
    }


def _model(found: Tuned, size: Size, card: Tried, path: str | None) -> dict[str, Any]:
    training = card.training
    return {
        "rules": rules_giving(card.model),
        "lines": card.size,
        "size": size.size,
        "log_loss": None if training.loss is None else training.loss.value,
        "auc": None if training.auc is None else training.auc.value,
        "path": path,
        "test": _figures(card.test),
        "optimism": card.optimism,
        "today": None if card.today is None else _against(card.today),
        "disruption": _disruption(card.disruption),
        "near_equal": len(size.cards) - 1,
        "told_apart": size.sentence,
        "points": {
            line.key: given
            for line, given in zip(found.ground.lines, card.points, strict=True)
            if given
        },
        "changes": [_change(one) for one in changes_of(found.ground, card.points)],
    }


def rules_giving(model: ScoringModel) -> int:
    """Rules that give points."""
    return sum(1 for rule in model.rules() if any(rule.reach()))


def _division(found: Division) -> dict[str, Any]:
    return {
        "way": found.way.value,
        "teach": _tally(found.teach),
        "test": _tally(found.test),
        "first": None if found.first is None else found.first.isoformat(),
        "parts": found.parts,
        "accounts": found.accounts,
        "parted": found.parted,
        "young": found.young,
        "unknown": found.unknown,
        "outside": found.outside,
        "undated": found.undated,
        "sentence": found.sentence,
    }


def _tally(found: Tally) -> dict[str, int]:
    return {"leads": found.known, "converted": found.converted}


def _interval(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "auc": _interval(found.auc),
        "log_loss": _interval(found.loss),
        "capture": _interval(found.capture),
        "value": _interval(found.value),
        "share": found.share,
    }


def _gap(found: Gap | None) -> dict[str, float] | None:
    return None if found is None else {**(_interval(found.difference) or {}), "p": found.p}


def _against(found: Against) -> dict[str, Any]:
    return {
        "auc": _gap(found.auc),
        "log_loss": _gap(found.loss),
        "capture": _gap(found.capture),
        "value": _gap(found.value),
        "smallest": found.smallest,
        "sentence": found.sentence,
    }


def _disruption(found: Disruption) -> dict[str, int]:
    return {
        "changed": found.changed,
        "added": found.added,
        "dropped": found.dropped,
        "leads": found.leads,
        "moved": found.moved,
        "mqls_now": found.mqls_now,
        "mqls": found.mqls,
        "joined": found.joined,
        "left": found.left,
    }


def _change(found: Change) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "turn": found.turn.value,
        "before": found.before,
        "after": found.after,
        "with": _tally(found.hits),
        "without": _tally(found.others),
        "fair": _interval(found.fair),
        "sentence": found.sentence,
    }


def tuned_text(found: Tuned, place: int | None, first: str = "") -> str:
    """The same as lines for a terminal; `place`: the size whose changes are told, `first`: why it
    is not the proposed one (`first_shown`).
    """
    lines = [*filter(None, (first, found.verdict)), "", found.division.sentence, *found.notes]
    if found.beside is not None and found.beside.warning:
        lines.append(found.beside.warning)
    if found.sizes:
        lines += ["", *_path(found)]
    if place is not None:
        lines += ["", *_changes(found, found.sizes[place].best)]
    return "\n".join(lines)


def _path(found: Tuned) -> list[str]:
    """A row for each size; beside today's model where there is one."""
    rows = [
        _row(
            f"{count(size.best.size)}{' *' if place == found.proposed else ''}",
            size.best.test,
            count(size.best.disruption.mqls),
        )
        + (() if found.now is None else _beside(size.best))
        for place, size in enumerate(found.sizes)
    ]
    head: tuple[str, ...] = ("AUC", "95\u202f%", "Log-loss")
    head = ("Lines", *head, f"In best {percent(found.nested.share, 0)}", "MQLs")
    lines: list[str] = []
    if found.proposed is not None:
        lines.append("* the fewest lines within one standard error of the best")
    if found.now is not None:
        head += ("AUC \u2212 today", "Leads moved", "MQLs in, out")
        mqls = count(found.sizes[0].best.disruption.mqls_now)
        rows.append((*_row("today", found.now, mqls), NONE, NONE, NONE))
        if any(_told(size.best) for size in found.sizes):
            lines.append(f"{TOLD} more than chance alone shows")
    return [*table(head, rows), *lines]


TOLD = "\u2020"


def _row(name: str, found: Figures, mqls: str) -> tuple[str, ...]:
    capture = NONE if found.capture is None else percent(found.capture.value)
    figures = (_value(found.auc), interval(found.auc, 3), _value(found.loss))
    return (name, *figures, capture, mqls)


def _beside(card: Tried) -> tuple[str, ...]:
    moved = card.disruption
    joined, left = f"+{moved.joined:,}", f"{chr(0x2212)}{moved.left:,}"
    return (_difference(card.today), percent(moved.moved_share), f"{joined} {left}")


def _told(card: Tried) -> bool:
    return card.today is not None and card.today.auc is not None and card.today.auc.told


def _value(found: Interval | None) -> str:
    return NONE if found is None else decimal(found.value, 3)


def _difference(found: Against | None) -> str:
    if found is None or found.auc is None:
        return NONE
    return f"{decimal(found.auc.difference.value, 3)}{f' {TOLD}' if found.auc.told else ''}"


def _changes(found: Tuned, card: Tried) -> list[str]:
    told = changes_of(found.ground, card.points)
    same = sum(1 for one in told if one.turn is Turn.SAME)
    lines = [f"What changes with {count_of(card.size, 'line')}:"]
    lines += [f"  {one.sentence}" for one in told if one.turn is not Turn.SAME]
    if same:
        lines.append(f"  {count(same)} {'line stays' if same == 1 else 'lines stay'} as today.")
    return lines
