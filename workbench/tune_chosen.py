"""The leads of the lines of a tuning: those that it learnt from, as many as a line counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.table import Leads
from models.scoring.bits import Bits, number, packed, unpacked
from models.tuning.report import Tuned
from workbench.chosen import Chosen
from workbench.session import Session


class LinesChosen:
    """Bits of lines against bits of the chosen: a table of them is counted at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tuned: Tuned | None = None
        self._leads: Leads | None = None
        self._places: dict[str, int] = {}
        self._of: tuple[Chosen, Tuned] | None = None
        self._bits: Bits = np.zeros(0, dtype=np.uint8)

    def present(self, tuned: Tuned) -> None:
        """What was tuned on the leads that there are now."""
        if tuned is not self._tuned:
            self._tuned, self._leads = tuned, self._session.leads
            self._places = {line.key: at for at, line in enumerate(tuned.ground.lines)}

    @property
    def current(self) -> bool:
        """Whether these leads are still there."""
        tuned = self._tuned
        return tuned is not None and tuned.rows is not None and self._leads is self._session.leads

    def rows(self, key: str) -> NDArray[np.intp]:
        """The rows, among all leads, of those that a line is about."""
        tuned = self._tuned
        if tuned is None or tuned.rows is None or not self.current:
            return np.zeros(0, dtype=np.intp)
        hit = unpacked(self._line(tuned, key), 0, len(tuned.ground))
        return tuned.rows[np.flatnonzero(hit)]

    def number(self, key: str) -> int:
        """How many of the chosen leads a line is about."""
        tuned, chosen = self._tuned, self._session.chosen
        if tuned is None or tuned.rows is None or chosen is None or not self.current:
            return 0
        if self._of is None or self._of[0] is not chosen or self._of[1] is not tuned:
            self._of, self._bits = (chosen, tuned), packed(chosen.mask[tuned.rows])
        return number(self._bits & self._line(tuned, key))

    def _line(self, tuned: Tuned, key: str) -> Bits:
        return tuned.ground.bits[self._places[key]][0]
