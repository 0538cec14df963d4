"""What the score histogram shows, in words and as a table too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from models.evaluation.by_score import ByScore
from models.evaluation.figures import count, expected, leads, percent
from widgets.charts.flags import Threshold
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.scales import Bins, bins_of

NOT_CONVERTED, CONVERTED, UNKNOWN = 0, 1, 2


@dataclass(frozen=True, eq=False)
class HistogramValue:
    """What the histogram shows: the evaluation now, and the saved version's behind it.

    `chosen`: of the leads that somebody chose, the same as `now.histogram`; None: none is chosen.
    """

    now: ByScore
    saved: ByScore | None = None
    saved_name: str = ""
    chosen: NDArray[Any] | None = None

    @property
    def thresholds(self) -> list[Threshold]:
        """The thresholds that can be moved: all but the first band's, which is the scale's end."""
        return [
            Threshold(place, band.name, band.threshold, band.mql)
            for place, band in enumerate(self.now.bands)
            if place
        ]

    @property
    def same_scale(self) -> ByScore | None:
        """The saved evaluation, where its scores can stand on the same axis."""
        if self.saved is None or not len(self.saved.histogram):
            return None
        same = self.saved.least == self.now.least and self.saved.most == self.now.most
        return self.saved if same else None

    @property
    def bins(self) -> Bins:
        """The bins of the scale."""
        return bins_of(self.now.least, self.now.most)


def histogram_table(value: HistogramValue) -> Table:
    """Leads by bin and outcome, now and in the saved version."""
    bins = value.bins
    saved = value.same_scale
    header = ["Score from", "to", "Not converted", "Converted", "Not known"]
    parts = [bins.gather(value.now.histogram)]
    if saved is not None:
        name = value.saved_name or "saved"
        header += [f"{part}, {name}" for part in header[2:]]
        parts.append(bins.gather(saved.histogram))
    if value.chosen is not None:
        header += ["Chosen, not converted", "Chosen, converted", "Chosen, not known"]
        parts.append(bins.gather(value.chosen))
    rows: Table = [list(header)]
    for place in range(len(bins)):
        row: list[str | int | float] = [int(bins.first[place]), int(bins.last[place])]
        for part in parts:
            row += [_cell(number) for number in part[place].tolist()]
        rows.append(row)
    return rows


def _cell(number: float) -> int | float:
    """Leads that are expected may be parts of one."""
    return int(number) if number == int(number) else round(number, 1)


def histogram_sentence(value: HistogramValue) -> str:
    """The shape in words: how many leads, where most of them score, the thresholds."""
    tally = value.now.all
    if not tally.leads:
        return "No leads to score."
    bins = value.bins
    sums = bins.gather(value.now.histogram).sum(axis=1)
    fullest = int(sums.argmax())
    low, high = int(bins.first[fullest]), int(bins.last[fullest])
    known = f", {count(tally.converted)} converted" if tally.known else ", no outcome known"
    where = count(low) if low == high else f"{count(low)} to {count(high)}"
    begins = ", ".join(f"{one.text}" for one in value.thresholds)
    parts = [f"{leads(tally.leads)} by score{known}.", f"Most score {where}."]
    if begins:
        parts.append(f"Thresholds: {begins}.")
    if value.chosen is not None:
        parts.append(f"{leads(round(float(value.chosen.sum())))} of them are chosen.")
    return " ".join(parts)


def bin_words(value: HistogramValue, score: float) -> str:
    """What one bin holds."""
    bins = value.bins
    place = bins.index_of(score)
    return range_words(value, int(bins.first[place]), int(bins.last[place]))


def range_words(value: HistogramValue, low: int, high: int) -> str:
    """What the scores from low to high hold."""
    some = slice(low - value.now.least, high - value.now.least + 1)
    row = value.now.histogram[some].sum(axis=0)
    known = float(row[NOT_CONVERTED] + row[CONVERTED])
    scores = f"Score {count(low)}" if low == high else f"Scores {count(low)} to {count(high)}"
    words = f"{scores}: {leads(round(float(row.sum())))}"
    if known:
        won = float(row[CONVERTED])
        words += f", {count(round(won))} of {count(round(known))} converted, {percent(won / known)}"
    if value.chosen is not None:
        words += f"; {expected(round(float(value.chosen[some].sum()), 1))} of them chosen"
    return words


def histogram_legend(value: HistogramValue | None) -> tuple[LegendEntry, ...]:
    """The marks that are there."""
    if value is None:
        return ()
    tally = value.now.all
    entries = [LegendEntry("outlined", "notconverted", "leads")]
    if tally.known:
        entries = [
            LegendEntry("solid", "converted", "converted"),
            LegendEntry("outlined", "notconverted", "not converted"),
        ]
        if tally.leads > tally.known:
            entries.append(LegendEntry("hollow", "edge", "not known yet"))
    if value.same_scale is not None:
        entries.append(LegendEntry("dashed", "ghost", value.saved_name or "saved"))
    if value.chosen is not None:
        entries.append(LegendEntry("hatched", "accent", "chosen"))
    return tuple(entries)
