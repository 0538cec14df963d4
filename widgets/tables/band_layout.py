"""Where the columns of the table of bands stand; what gives way where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QFontMetricsF

from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import change, count, percent
from widgets import theme
from widgets.tables.band_rows import BandRow
from widgets.theme import fonts

HEADER, ROW, LEAST_ROW, NOTE = 26, 29, 21, 34
NAMES, FROM, LEADS, SAVED, CONVERTED, RATE = range(6)
STRONG = (LEADS, RATE)
AIR, BAR = 12, 36


@dataclass(frozen=True)
class Columns:
    """Left and right end of each column that is shown, and of the bars (no width: none)."""

    places: dict[int, tuple[float, float]]
    bar: tuple[float, float]


@dataclass
class BandLayout:
    """Remembers how wide columns were: they only grow, so nothing moves under the hand."""

    widths: dict[int, float] = field(default_factory=dict)

    def columns(
        self, width: float, rows: Sequence[BandRow], now: Evaluation, saved_name: str
    ) -> Columns:
        """Places for these rows: bars give way first, then the air, then the names."""
        has_saved = any(row.moved is not None for row in rows)
        shown = [
            column
            for column in range(6)
            if (column != SAVED or has_saved) and (column < CONVERTED or now.all.known)
        ]
        if [*self.widths] != shown:
            self.widths = self._widest(shown, now, saved_name)
        for row in rows:
            for column, text in zip(range(FROM, RATE + 1), row.cells, strict=True):
                if column in self.widths:
                    need = text_width(text, theme.px(13), 600)
                    self.widths[column] = max(self.widths[column], need)
        return self._place(width, [self.widths[column] for column in shown[1:]], shown, rows)

    def _widest(self, shown: list[int], now: Evaluation, saved_name: str) -> dict[int, float]:
        """What cells could come to say, so that there is room for it from the start."""
        most = (
            "",
            count(now.most),
            count(now.all.leads),
            change(-now.all.leads // 20),
            count(now.all.converted),
            percent(1.0),
        )
        heads = headings(saved_name)
        return {
            column: max(
                text_width(most[column], theme.px(13), 600),
                text_width(heads[column], theme.px(12), 400),
            )
            for column in shown
        }

    @staticmethod
    def _place(
        width: float, needs: list[float], shown: list[int], rows: Sequence[BandRow]
    ) -> Columns:
        longest = max((text_width(row.name, theme.px(12), 600) for row in rows), default=0.0)
        names = min(longest + theme.px(14), max(0.4 * width, theme.px(44)))

        def left_over(air: float, bar: float) -> float:
            return width - names - sum(needs) - air * len(needs) - (bar + air if bar else 0)

        air, bar = theme.px(AIR), theme.px(BAR) if RATE in shown else 0
        if left_over(air, bar) < 0:
            bar = 0
        if left_over(air, bar) < 0:
            air = theme.px(AIR / 2)
        spare = left_over(air, bar)
        names = max(names + min(spare, 0), theme.px(30))
        # What is left over widens the gaps a little, and then the names.
        more = min(max(spare, 0) / max(len(needs), 1), theme.px(16))
        left = names + max(spare - more * len(needs), 0)
        places = {NAMES: (0.0, left)}
        for column, need in zip(shown[1:], needs, strict=True):
            places[column] = (left, left + air + more + need)
            left = places[column][1]
        return Columns(places, (left + air, left + air + bar))


def headings(saved_name: str) -> tuple[str, ...]:
    """The heads of the columns; a long name of the saved version is just "saved"."""
    name = saved_name.split(",")[0]
    against = f"vs. {name if 0 < len(name) <= 8 else 'saved'}"
    return ("Band", "from", "Leads", against, "Conv.", "Rate")


@lru_cache(maxsize=1024)
def text_width(text: str, pixels: int, weight: int) -> float:
    """The width of a word on the screen; figures come back again and again while dragging."""
    return float(QFontMetricsF(fonts.sized(pixels, weight, True)).horizontalAdvance(text))
