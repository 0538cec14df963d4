"""What a history proposes, what it does not and why. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.profile.profile import LeftOut
from models.evaluation.profile.traits import Evidence
from models.leads.tally import Tally
from models.tuning.candidate import Candidate
from models.tuning.lines import Line


@dataclass(frozen=True)
class Repeat:
    """What was not proposed since a line of the model, or another candidate, is given to the very
    same leads (or, `opposite`, to all others). `key`, `as_name`: of that line."""

    name: str
    key: str
    as_name: str
    opposite: bool = False

    @property
    def why(self) -> str:
        """The reason in a sentence."""
        same = "all leads but those of" if self.opposite else "the same leads as"
        return f"{self.name} would be given to {same} {self.as_name}, so it is not proposed again."


_NOBODY = Tally()


@dataclass(frozen=True)
class Proposals:
    """What a history proposes beside the rules that there are.

    `own`: the lines of the model, each with its evidence. `candidates`: the surest first.
    `repeats`: what says the same as one of these. `left_out`: fields and activities that are not
    looked at, and why. `all`: the leads that teach. `tried`: how many conditions were looked at,
    `pairs` not counted; `chance`: how many of them would be as unlikely by chance alone, at most.
    `more`: candidates beyond the most that are proposed. `until_today`: activities are counted up
    to one day for all leads, and some may be from after a lead had converted.
    """

    own: tuple[tuple[Line, Evidence], ...] = ()
    candidates: tuple[Candidate, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    all: Tally = _NOBODY
    tried: int = 0
    pairs: int = 0
    chance: int = 0
    more: int = 0
    until_today: bool = False
