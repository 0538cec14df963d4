"""What a tuning tells: cards to choose from, each with honest figures, its price and its sureness.

Values only. A figure that the leads cannot tell is None, and a sentence says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.scoring.model import ScoringModel
from models.tuning.candidate import Candidate
from models.tuning.lines import Ground
from models.tuning.ranks import Ranked
from models.tuning.reins import Reins
from models.tuning.steps import Step


class Way(StrEnum):
    """How leads that teach and leads that test are told apart. Scripts read the values."""

    TIME = "time"
    """The older teach, the newest test."""
    ROWS = "order of the rows"
    """The same by the order of the rows, where no days of creation are known."""
    FOLDS = "cross-validation"
    """By chance, in parts: each part is tested by the points that the others taught."""
    NONE = "none"
    """Too few leads of one outcome to hold any back: all teach, none test."""


@dataclass(frozen=True)
class Division:
    """Who teaches and who tests. `teach`, `test`: their leads; with `FOLDS` each lead does both.

    `first`: the day of creation of the first lead that tests, None unless by `TIME`. `parts`: how
    many parts, 1 unless by `FOLDS`. `accounts`: the field by which leads of one account are kept
    on one side, "" none; `parted`: leads left out since their account was on both sides.
    `young`: leads too young to have converted, `unknown` without an outcome, `outside` the period
    that was asked, `undated` without the day that orders them; all of these neither teach nor test.
    `sentence`: all of this in words; `why`: why it was divided so and not by time, "" if it was.
    """

    way: Way
    teach: Tally
    test: Tally
    first: date | None = None
    parts: int = 1
    accounts: str = ""
    parted: int = 0
    young: int = 0
    unknown: int = 0
    outside: int = 0
    undated: int = 0
    sentence: str = ""
    why: str = ""


@dataclass(frozen=True)
class Figures:
    """What points do on leads. None: too few leads of one outcome to say.

    `auc`: the share of pairs ranked rightly. `loss`: the mean log-loss of the chances that the
    points give, learnt with them. `capture`: the share of conversions in the top `share` of leads,
    `lift` the same against chance. `value`: net value for each lead at the best threshold of the
    leads that teach, where the aim knows money.
    """

    auc: Interval | None = None
    loss: Interval | None = None
    capture: Interval | None = None
    value: Interval | None = None
    share: float = 0.1

    @property
    def lift(self) -> Interval | None:
        """How many times as many conversions as among as many leads taken by chance."""
        found = self.capture
        if found is None:
            return None
        return Interval(found.value / self.share, found.low / self.share, found.high / self.share)


@dataclass(frozen=True)
class Gap:
    """A difference with its 95 % interval, how likely chance alone gives one as large, and its
    standard error.
    """

    difference: Interval
    p: float
    error: float = 0.0

    @property
    def told(self) -> bool:
        """Whether the leads tell it from nothing, at the 5 % level."""
        return self.p < 0.05


@dataclass(frozen=True)
class Against:
    """A card against other points on the same leads that test: the card's figure less the other's.

    Of the log-loss less is better, of the others more. `smallest`: the difference in AUC that
    these leads would show in four of five cases. `sentence`: which is better, or that the data
    cannot tell them apart.
    """

    auc: Gap | None = None
    loss: Gap | None = None
    capture: Gap | None = None
    value: Gap | None = None
    smallest: float | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Disruption:
    """What taking a card changes for people. Of all scored `leads`, whatever their outcome.

    `changed`: lines that give other points, `added` that gave none, `dropped` that give none now.
    `moved`: leads whose band is another one. `mqls_now`, `mqls`: MQLs by today's model and by the
    card at its own threshold; `joined` and `left`: leads that become MQLs, and that cease to be.
    """

    changed: int
    added: int
    dropped: int
    leads: int
    moved: int
    mqls_now: int
    mqls: int
    joined: int
    left: int

    @property
    def touched(self) -> int:
        """Lines that are not as they are today."""
        return self.changed + self.added + self.dropped

    @property
    def moved_share(self) -> float:
        """The share of leads whose band is another one, 0 to 1."""
        return self.moved / self.leads if self.leads else 0.0


class Turn(StrEnum):
    """What becomes of a line."""

    UP = "more points"
    DOWN = "fewer points"
    ADDED = "added"
    DROPPED = "dropped"
    SAME = "as today"


@dataclass(frozen=True)
class Change:
    """One line of a card against today: what changes, and what the leads say of it.

    `key`, `name`, `group`: of the line. `before`, `after`: its points. `hits`, `others`: all leads
    with a known outcome that it gives points to, and the rest; `rate`, `other_rate`: how they
    convert. `fair`: the points that the leads would give it beside the (other) lines of the card,
    with their 95 % interval, on the card's own scale; None: they cannot say. `sentence`: the change
    with its evidence.
    """

    key: str
    name: str
    group: str
    turn: Turn
    before: int
    after: int
    hits: Tally
    others: Tally
    rate: Interval | None
    other_rate: Interval | None
    fair: Interval | None
    sentence: str


@dataclass(frozen=True, eq=False)
class Tried:
    """A card that can be taken: `points` for each line of the ground, learnt on all leads.

    `model`: today's model with these points and fitting thresholds. `tested`: the points learnt on
    the leads that teach alone, which `test` and `today` are about; None: the parts of a
    cross-validation each have their own points, and `test` is what such cards do on average.
    `training`: the figures of `points` on the leads that taught them, which flatter; `optimism`:
    by how much, in AUC: what was learnt on some leads, on these less on others.
    `today`: against today's model on the leads that test. `apart`: against the first card of the
    same size; None for that one.
    """

    points: tuple[int, ...]
    model: ScoringModel
    disruption: Disruption
    training: Figures
    test: Figures
    tested: tuple[int, ...] | None = None
    today: Against | None = None
    apart: Against | None = None
    optimism: float | None = None

    @property
    def size(self) -> int:
        """Lines with points."""
        return sum(value != 0 for value in self.points)


@dataclass(frozen=True, eq=False)
class Size:
    """The cards of at most `size` lines, the best first. `sentence`: whether the data can tell the
    others from it, "" where there is one only.
    """

    size: int
    cards: tuple[Tried, ...]
    sentence: str = ""

    @property
    def best(self) -> Tried:
        """The first card."""
        return self.cards[0]


@dataclass(frozen=True)
class Beside:
    """The proposed size judged in another way, so that nobody trusts one figure alone.

    `warning`: what it means that both differ, "" where they agree.
    """

    way: Way
    figures: Figures
    warning: str = ""


@dataclass(frozen=True, eq=False)
class Tuned:
    """All that a tuning found. `sizes` ascend; empty where nothing could be learnt. `candidates`:
    the proposed rules among the lines of the ground.

    `proposed`: the place in `sizes` of the smallest size within one standard error of the best,
    None where there is none; `nested`: what choosing the size in this way gives on leads that
    neither taught nor chose. `now`: today's model on the leads that test, None without one.
    `chance`: no card is better than chance. `prior`: how many leads' worth today's points count,
    0 where the history speaks alone. `verdict`: the whole in one or two sentences; `notes`: what
    else must be known, a sentence each. `whole`: False where a person or the time stopped it.
    `proof`: the leads that test, part by part, as the proposed size scores them.
    `rows`: (leads of the ground,) which of all leads they are.
    """

    ground: Ground = field(repr=False)
    candidates: tuple[Candidate, ...]
    reins: Reins
    division: Division
    sizes: tuple[Size, ...]
    proposed: int | None
    nested: Figures
    now: Figures | None
    verdict: str
    notes: tuple[str, ...] = ()
    beside: Beside | None = None
    chance: bool = False
    prior: float = 0.0
    whole: bool = True
    proof: tuple[Ranked, ...] = field(default=(), repr=False)
    rows: NDArray[np.intp] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Price:
    """What one rein costs: the figures without it less those with it, at the proposed size.

    `words`: the rein. `key`: its line, "" where it is about several. `sentence`: the price, or that
    it costs nothing that the leads could show.
    """

    words: str
    key: str
    without: Against
    sentence: str


@dataclass(frozen=True, eq=False)
class Simpler:
    """A simpler model and what it costs, on all leads with a known outcome.

    `steps`: what is done, `words`: the same in words. `cost`: the simpler model's figures less
    those of the model at hand. `lift_kept`: its lift as a share of that of the model at hand, None
    where nobody can say.
    """

    steps: tuple[Step, ...]
    words: str
    model: ScoringModel
    cost: Against
    disruption: Disruption
    lift_kept: float | None
    sentence: str
