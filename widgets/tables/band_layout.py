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

HEADER, ROW, LEAST_ROW, NOTE = 26, 29, 20, 34
NAMES, FROM, LEADS, SAVED, CONVERTED, RATE, CHOSEN = range(7)
ORDER = (NAMES, FROM, LEADS, CHOSEN, SAVED, CONVERTED, RATE)
STRONG, WEAK = (LEADS, RATE), (FROM, SAVED, CONVERTED)
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
        """Places for these rows. Where room is short the air gives way first, then the bars,
        then columns that others imply, and the names last; a line's tooltip says all."""
        hidden = set()
        if all(row.moved is None for row in rows):
            hidden.add(SAVED)
        if all(row.chosen is None for row in rows):
            hidden.add(CHOSEN)
        if not now.all.known:
            hidden |= {CONVERTED, RATE}
        shown = [column for column in ORDER if column not in hidden]
        if [*self.widths] != shown:
            self.widths = self._widest(shown, now, saved_name)
        for row in rows:
            for column, text in zip(range(FROM, CHOSEN + 1), row.cells, strict=True):
                if column in self.widths:
                    need = text_width(text, theme.px(13), 600)
                    self.widths[column] = max(self.widths[column], need)
        for left_out in ((), (CONVERTED,), (CONVERTED, SAVED), (CONVERTED, SAVED, FROM)):
            kept = [column for column in shown if column not in left_out]
            found, spare = self._place(width, kept, rows)
            if spare >= 0:
                break
        return found

    def _widest(self, shown: list[int], now: Evaluation, saved_name: str) -> dict[int, float]:
        """What cells could come to say, so that there is room for it from the start."""
        most = (
            "",
            count(now.most),
            count(now.all.leads),
            change(-now.all.leads // 20),
            count(now.all.converted),
            percent(1.0),
            count(now.all.leads),
        )
        heads = headings(saved_name)
        return {
            column: max(
                text_width(most[column], theme.px(13), 600),
                text_width(heads[column], theme.px(12), 400),
            )
            for column in shown
        }

    def _place(
        self, width: float, shown: list[int], rows: Sequence[BandRow]
    ) -> tuple[Columns, float]:
        """Places for some columns, and the width that is left over or missing."""
        needs = [self.widths[column] for column in shown[1:]]
        longest = max((text_width(row.name, theme.px(12), 600) for row in rows), default=0.0)
        names = min(longest + theme.px(14), max(0.4 * width, theme.px(44)))

        def left_over(air: float, bar: float) -> float:
            return width - names - sum(needs) - air * len(needs) - (bar + air if bar else 0)

        wish = theme.px(BAR) if RATE in shown else 0
        tries = [(AIR, wish), (8, wish), (7, wish * 0.6), (AIR, 0), (6, 0)]
        sizes = [(theme.px(space), width_of_bar) for space, width_of_bar in tries]
        air, bar = next((one for one in sizes if left_over(*one) >= 0), sizes[-1])
        spare = left_over(air, bar)
        names = max(names + min(spare, 0), theme.px(30))
        # What is left over widens the gaps a little, and then the names.
        more = min(max(spare, 0) / max(len(needs), 1), theme.px(16))
        left = names + max(spare - more * len(needs), 0)
        places = {NAMES: (0.0, left)}
        for column, need in zip(shown[1:], needs, strict=True):
            places[column] = (left, left + air + more + need)
            left = places[column][1]
        return Columns(places, (left + air, left + air + bar)), spare


def headings(saved_name: str) -> tuple[str, ...]:
    """The heads of the columns; a long name of the saved version is just "saved"."""
    name = saved_name.split(",")[0]
    against = f"vs. {name if 0 < len(name) <= 8 else 'saved'}"
    return ("Band", "from", "Leads", against, "Conv.", "Rate", "Chosen")


@lru_cache(maxsize=1024)
def text_width(text: str, pixels: int, weight: int) -> float:
    """The width of a word on the screen; figures come back again and again while dragging."""
    return float(QFontMetricsF(fonts.sized(pixels, weight, True)).horizontalAdvance(text))
