"""Test vectors: a few leads with what they must get, so that anybody can check a target."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.exchange.portable.days import day_text
from models.exchange.portable.prepared import Value
from models.exchange.portable.run import Result, run
from models.exchange.targets.target import ExportFile, Order, Proof, level_words
from models.scoring.probability import WHOLE

MANY = 50
FEW = 10


@dataclass(frozen=True)
class Vector:
    """A prepared lead and what it must get. `row`: of the scored leads."""

    row: int
    lead: dict[str, Value]
    as_of: int
    result: Result


def chosen_rows(order: Order, most: int = MANY) -> list[int]:
    """Rows that show the most: leads on either side of each threshold, leads that each rule gives
    points, the best, the worst, then evenly from all. No more than `most`, in their order."""
    scored = order.scored
    if scored is None or not len(scored):
        return []
    found: dict[int, None] = {}
    scores = scored.scores.astype(np.int64)
    by_score = np.argsort(scores, kind="stable")
    for rule in order.model.rules():
        given = scored.contribution(rule)
        hits = np.flatnonzero(given)
        if len(hits) and not any(given[row] for row in found):
            found.setdefault(int(hits[0]))
    for band in order.model.bands[1:]:
        at = int(np.searchsorted(scores[by_score], band.threshold))
        for place in (at - 1, at):
            if 0 <= place < len(scores):
                found.setdefault(int(by_score[place]))
    found.setdefault(int(by_score[-1]))
    found.setdefault(int(by_score[0]))
    for place in np.linspace(0, len(scores) - 1, min(most, len(scores))).astype(int):
        found.setdefault(int(by_score[place]))
    return sorted(list(found)[:most])


def vectors(order: Order, most: int = MANY) -> tuple[Vector, ...]:
    """The chosen leads as prepared records, with their results by the portable form."""
    leads = order.prepared
    if leads is None:
        return ()
    rows = chosen_rows(order, most)
    return tuple(
        Vector(row, lead, int(leads.as_of[row]), run(order.program, lead, int(leads.as_of[row])))
        for row, lead in zip(rows, leads.records(rows), strict=True)
    )


def vectors_file(
    order: Order,
    proof: Proof,
    chosen: Sequence[Vector],
    leads: Iterable[Mapping[str, Any]],
    ending: str = ".vectors.json",
) -> ExportFile:
    """The file of test leads: each as the target reads it, and what it must get.

    `leads`: the chosen leads in the target's own form.
    """
    program = order.program
    said = {
        "model": program.name,
        "model_hash": program.hash,
        "proof": level_words(proof),
        "leads": [
            {"as_of": day_text(vector.as_of), "lead": lead, **result_json(vector.result)}
            for vector, lead in zip(chosen, leads, strict=True)
        ],
    }
    text = json.dumps(said, indent=1)
    return ExportFile(f"{order.stem}{ending}", f"{text}\n".encode("ascii"), "json")


def result_json(result: Result) -> dict[str, Any]:
    """What a lead must get."""
    return {
        "score": result.score,
        "band": result.band,
        "grade": result.grade,
        "output": result.output,
        "probability": None if result.chance is None else result.chance / WHOLE,
    }
