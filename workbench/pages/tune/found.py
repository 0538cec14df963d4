"""What the page Tune has found, and which of its models is looked at."""

from __future__ import annotations

from models.scoring.rules import Rule
from models.tuning.first_shown import first_shown
from models.tuning.report import Tried, Tuned
from workbench.pages.tune.facts import Asked


class TuneFound:
    """`tuned`: the last tuning, `of` what was asked; None: there is none. `place` of a size and
    `card` among its models: what is looked at. `first`: why the size that is shown first is not
    the proposed one, "" where it is.
    """

    def __init__(self) -> None:
        self.of: Asked | None = None
        self.tuned: Tuned | None = None
        self.first = ""
        self.place = self.card = 0

    def keep(self, of: Asked, tuned: Tuned) -> None:
        """This was found. The proposed size is looked at, unless it is clearly worse."""
        self.of, self.tuned = of, tuned
        self.place, self.first = first_shown(tuned)
        self.card = 0

    def forget(self) -> None:
        """Nothing that was found holds any more."""
        self.of, self.tuned = None, None

    def proposed(self, key: str) -> Rule | None:
        """The proposed rule that a line of this key is of; None: it is of the model's own."""
        candidates = () if self.tuned is None else self.tuned.candidates
        return next((one.rule for one in candidates if one.key == key.partition("/")[0]), None)

    @property
    def tried(self) -> Tried | None:
        """The model that is looked at."""
        if self.tuned is None or not self.tuned.sizes:
            return None
        size = self.tuned.sizes[min(self.place, len(self.tuned.sizes) - 1)]
        return size.cards[min(self.card, len(size.cards) - 1)]
