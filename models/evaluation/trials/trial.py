"""A live test as it was planned: a value of the project, so that nobody can move the goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from models.evaluation.trials.design import Design, Sizes
from models.leads.text import cleaned_key
from models.leads.wording import quoted
from models.problems import LeadbenchError


@dataclass(frozen=True)
class Trial:
    """`a`, `b`: what the assignment `field` says of the leads of each arm; A is what is done today.

    `outcome`: the stage that counts, "" the last one. `start`, `end`: leads created in between,
    both included, are in the test. `a_size`, `b_size`: the leads that it needs. `seed` deals them.
    """

    id: str
    name: str
    design: Design
    start: date
    end: date
    a_size: int
    b_size: int
    a: str = "A"
    b: str = "B"
    field: str = ""
    outcome: str = ""
    seed: str = ""

    @property
    def sizes(self) -> tuple[int, int]:
        """The leads of A and B that it needs."""
        return self.a_size, self.b_size

    @property
    def look(self) -> date:
        """The first day on which the result can be looked at, however few leads came."""
        return ripe_after(self.end, self.design.wait)

    def sizes_at(self, number: int) -> tuple[int, int]:
        """The leads of A and B that the look of that number needs, of the looks in the plan."""
        looks = self.design.looks
        return ceil(self.a_size * number / looks), ceil(self.b_size * number / looks)

    def look_at(self, number: int) -> date:
        """The day for which the look of that number is planned."""
        days = (self.end - self.start).days + 1
        last = self.start + timedelta(days=ceil(days * number / self.design.looks) - 1)
        return ripe_after(last, self.design.wait)


def ripe_after(last: date, wait: int) -> date:
    """When leads of that day have had so many days to convert."""
    return last + timedelta(days=wait)


def require_arms(a: str, b: str) -> None:
    """LeadbenchError where arms of these names could not be told apart."""
    if not a or not b:
        raise LeadbenchError(
            "An arm has no name.", "Live test", "Say what the field says of its leads, such as A."
        )
    if cleaned_key(a) == cleaned_key(b):
        raise LeadbenchError(
            f"Both arms are called {quoted(a)}.", "Live test", "Give each a name of its own."
        )


def trial_of(
    trial_id: str, name: str, design: Design, sizes: Sizes, start: date, weeks: int
) -> Trial:
    """A test that begins on that day and takes in leads for so many weeks."""
    end = start + timedelta(days=7 * weeks - 1)
    # Another test deals the same leads anew, so that none stays in B for good.
    seed = f"{trial_id}-{start.isoformat()}"
    return Trial(trial_id, name, design, start, end, sizes.a, sizes.b, seed=seed)
