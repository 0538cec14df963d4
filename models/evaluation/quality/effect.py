"""What mending a finding would change in the scores of the chosen model, in figures and words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.evaluation.figures import count, leads
from models.leads.wording import count_of, quoted
from models.signs import signed


class Way(Enum):
    """How an effect was worked out."""

    UNREAD = auto()
    """No rule reads the field."""
    SCORED = auto()
    """All leads concerned were scored again with the cells read as the mend says."""
    STAKE = auto()
    """Nobody knows what the cells should say: the most that the rules could give these leads."""
    SAME = auto()
    """Rules read it and give every lead the same."""
    OUTCOME = auto()
    """It tells the outcome: figures change, scores do not."""


@dataclass(frozen=True)
class Effect:
    """`readers`: what of the model reads the field, by name. `leads`: those concerned.

    `scores`, `bands`: leads whose score or band changes; `up`, `down`: that come to the MQL
    threshold, or fall below it. `stake`: the most points that a lead could get more; `staked`: the
    leads that could get any more; `reach`: at most so many of them would come to the threshold.
    """

    way: Way = Way.UNREAD
    readers: tuple[str, ...] = ()
    leads: int = 0
    scores: int = 0
    bands: int = 0
    up: int = 0
    down: int = 0
    stake: int = 0
    staked: int = 0
    reach: int = 0
    mql: str = "MQL"

    @property
    def weight(self) -> tuple[int, int, int]:
        """What comes first in a list: bands that change or could, then scores, then leads."""
        return max(self.bands, self.reach), max(self.scores, self.staked), self.leads

    @property
    def changes(self) -> bool:
        """Whether any score changes, or could."""
        return bool(self.scores or self.staked)

    def sentence(self) -> str:
        """What it would change, in a sentence."""
        match self.way:
            case Way.UNREAD:
                return "No rule reads it: no score changes."
            case Way.OUTCOME:
                return "It tells the outcome: no score changes, figures of conversion may."
            case Way.SAME:
                return f"{self._read} it, but every lead has the same: it parts nobody."
            case Way.SCORED:
                return self._scored()
            case Way.STAKE:
                return self._stake()

    @property
    def _read(self) -> str:
        names = [quoted(name) for name in self.readers[:2]]
        if len(self.readers) > 2:
            names.append(f"{len(self.readers) - 2} more")
        verb = "reads" if len(self.readers) == 1 else "read"
        return (
            f"{', '.join(names[:-1])} and {names[-1]} {verb}" if names[1:] else names[0] + " reads"
        )

    def _scored(self) -> str:
        if not self.scores:
            return f"{self._read} it, but no score changes."
        verb = "changes" if self.scores == 1 else "change"
        words = f"{count_of(self.scores, 'score')} {verb}"
        if not self.bands:
            return f"{words}, no lead changes its band."
        moves = []
        if self.up:
            moves.append(f"{leads(self.up)} {'comes' if self.up == 1 else 'come'} to {self.mql}")
        if self.down:
            below = "it" if self.up else self.mql
            moves.append(
                f"{count(self.down)} {'falls' if self.down == 1 else 'fall'} below {below}"
            )
        of = f": {', '.join(moves)}" if moves else ""
        return f"{words} and {count_of(self.bands, 'band')}{of}."

    def _stake(self) -> str:
        if not self.staked:
            return f"{self._read} it, but these leads could not get more points."
        most = f"up to {signed(self.stake)} points for {leads(self.staked)}"
        if not self.reach:
            return f"{self._read} it: {most}; none of them would come to {self.mql}."
        return f"{self._read} it: {most}; at most {count(self.reach)} would come to {self.mql}."


UNREAD = Effect()
"""Nothing reads the field."""
