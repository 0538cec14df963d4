"""What the gains curve shows, in words and as a table too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import count, leads, percent
from models.evaluation.metrics import best_first
from models.evaluation.part import best_of
from models.leads.wording import count_of
from models.leads.wording import percent as small_percent
from widgets.charts.labels import Cell, LegendEntry, Table

BEST = 0.1


@dataclass(frozen=True, eq=False)
class Best:
    """The leads with a known outcome, best first, one score after the other: of equal scores none
    is better. `scores` (n,), descending; `leads`, `converted` (n + 1,): how many are before each,
    and after the last."""

    scores: NDArray[np.int64]
    leads: NDArray[np.int64]
    converted: NDArray[np.int64]

    def share(self, place: int) -> float:
        """The share of the leads that have the score at this place or more."""
        return float(self.leads[place + 1] / self.leads[-1])


def best_words(share: str, score: int) -> str:
    """The best leads by name: down to a score, because of equal ones none is better."""
    return f"the best {share}, score {count(score)} or more"


@dataclass(frozen=True, eq=False)
class GainsValue:
    """The evaluation now, and the saved version's behind it.

    `rival`: they are two models, of which `now` is the first and `saved` the second. `chosen`: of
    the leads that somebody chose, the same as `now.histogram`; None: none is chosen.
    """

    now: Evaluation
    saved: Evaluation | None = None
    saved_name: str = ""
    now_name: str = "now"
    rival: bool = False
    chosen: NDArray[np.int64] | None = None

    @cached_property
    def by_score(self) -> Best:
        """The leads as they can be chosen from the top; none where nobody converted."""
        histogram = self.now.histogram
        held, converted = best_first(histogram)
        if not converted[-1]:
            held, converted = held[:1], converted[:1]
        scores = self.now.least + np.flatnonzero(histogram[:, :2].any(axis=1))[::-1]
        return Best(scores[: len(held) - 1], held, converted)

    @property
    def known_chosen(self) -> int | None:
        """How many of the chosen leads are on the curve: those with a known outcome."""
        return None if self.chosen is None else int(self.chosen[:, :2].sum())

    @property
    def best(self) -> float | None:
        """The share of conversions that the best tenth of the leads holds."""
        total = self.now.all.converted
        held = [row.converted for row in self.now.lift if row.share == BEST]
        return held[0] / total if held and total else None


def gains_table(value: GainsValue) -> Table:
    """Conversions among the best leads, now and in the saved version."""
    header: list[Cell] = ["Best share of leads", "Leads", "Conversions", "Share of conversions"]
    parts = [value.now]
    if value.saved is not None:
        name = value.saved_name or "saved"
        header += [f"Conversions, {name}", f"Share of conversions, {name}"]
        parts.append(value.saved)
    rows: Table = [header]
    held = [{row.share: row.converted for row in part.lift} for part in parts]
    for row in value.now.lift:
        line: list[Cell] = [percent(row.share, 0), row.leads]
        for part, found in zip(parts, held, strict=True):
            converted = found.get(row.share)
            total = part.all.converted
            known = converted is not None and total > 0
            line.append(round(converted, 2) if converted is not None else "")
            line.append(percent(converted / total) if known and converted is not None else "")
        rows.append(line)
    if value.chosen is not None:
        header.append("Chosen")
        some = best_of(value.now.histogram, value.chosen)
        for line, row in zip(rows[1:], value.now.lift, strict=True):
            line.append(round(some[row.share], 2))
    return rows


def gains_name(value: GainsValue, place: int) -> str:
    """The best leads down to the score at a place: "the best 12.5 %, score 45 or more"."""
    best = value.by_score
    by = f" by {value.now_name}" if value.rival else ""
    return best_words(f"{small_percent(best.share(place))}{by}", int(best.scores[place]))


def gains_words(value: GainsValue, place: int) -> str:
    """What these leads hold."""
    best, name = value.by_score, gains_name(value, place)
    held, won = int(best.leads[place + 1]), int(best.converted[place + 1])
    share, found = percent(won / int(best.converted[-1])), count_of(won, "conversion")
    return f"{name[:1].upper()}{name[1:]}: {leads(held)} with {found}, {share} of all"


def gains_sentence(value: GainsValue) -> str:
    """The curve in a sentence."""
    best = value.best
    if best is None:
        return "No conversions are known, so there is nothing to find."
    by = f" by {value.now_name}" if value.rival else ""
    said = f"The best {percent(BEST, 0)} of leads{by} hold {percent(best, 0)} of conversions."
    some = value.known_chosen
    return said if some is None else f"{said} {leads(some)} of them are chosen."


def gains_legend(value: GainsValue | None) -> tuple[LegendEntry, ...]:
    """The lines that are there."""
    if value is None or not value.now.all.converted:
        return ()
    found: list[LegendEntry] = []
    if value.saved is not None and value.saved.all.converted:
        token, name = "model_b" if value.rival else "ghost", value.saved_name or "saved"
        found = [LegendEntry("line", "accent", value.now_name), LegendEntry("dashed", token, name)]
    if value.chosen is not None:
        found.append(LegendEntry("hatched", "accent", "chosen"))
    return tuple(found)
