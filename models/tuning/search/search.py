"""The door of the search: lines, reins and an aim in, a path of cards out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from models.leads.wording import figure
from models.problems import LeadbenchError
from models.tuning.aims import Aim
from models.tuning.card import Path
from models.tuning.lawful import contradictions
from models.tuning.lines import Ground
from models.tuning.malformed import malformed
from models.tuning.reins import Reins
from models.tuning.search.ascent import CARDS, KICKS, Ascent
from models.tuning.search.climb import Stopped
from models.tuning.search.evidence import evidence
from models.tuning.search.jury import Jury
from models.tuning.search.laws import Laws, laws_of
from models.tuning.search.movement import excess
from models.tuning.search.pots import pots_of
from models.tuning.search.stand import Whole
from models.tuning.search.start import lawful_card, nobody

MANY = 20_000
"""Leads of which it takes a while to ask again and again how many MQLs move."""

MOST_CHOICES = 1_001
"""Points of one line; beyond it time and memory go without end, and no list is ordered better."""


def never() -> bool:
    """Nobody cancels."""
    return False


def search(
    ground: Ground,
    reins: Reins,
    aim: Aim,
    sizes: Sequence[int],
    seed: int = 0,
    progress: Callable[[Path, float], None] | None = None,
    cancelled: Callable[[], bool] = never,
    seconds: float | None = None,
    prior: float = 0.0,
    kicks: int = KICKS,
) -> Path:
    """The best cards of at most so many lines for each of `sizes`; sizes for which the reins allow
    no card are left out.

    `progress` is told the share that is done and the best so far: at first the cards to begin with,
    then those of the sizes that were reached. Who cancels, or lets it run for
    so many `seconds` only, gets the best so far. `prior`: as many leads more that convert as
    today's points would have them: with few conversions the points move only as far as the
    outcomes can carry. `kicks`: how often each best card is shaken to find a better one; most of
    what they find comes with the first two, and they take most of the time. With 0 the search is
    quick: the beam is narrow, fewer cards climb, and none leaves the top that it has reached.
    Without `seconds` the same question has the same answer, to the last digit.
    """
    _fit_to_learn(ground, reins)
    end = None if seconds is None else time.monotonic() + seconds

    def look() -> None:
        if cancelled() or (end is not None and time.monotonic() > end):
            raise Stopped

    laws = laws_of(ground, reins)
    _few_enough(laws)
    beyond = excess(ground, reins)
    try:
        # Of few leads a start is found in no time: who cancels at once has that.
        patient = look if len(ground) > MANY else nobody
        starts = _starts(ground, reins, laws, sizes, beyond, patient)
    except Stopped:
        raise LeadbenchError(
            "The search was stopped before it found points that keep all that is asked.",
            remedy="Give it more time, or let more MQLs move.",
        ) from None
    jury = Jury(ground, aim, evidence(ground, prior))
    ascent: Ascent | None = None

    def path(most: int, *, whole: bool) -> Path:
        found = {
            size: [start, *(ascent.cards(size, most) if ascent else ())]
            for size, start in starts.items()
        }
        return Path(tuple(jury.rung(size, found[size], most) for size in sorted(found)), whole)

    def told(done: float) -> None:
        if progress is not None:
            far = path(1, whole=False)
            if ascent is not None:
                reached = tuple(rung for rung in far.rungs if rung.size <= ascent.reached)
                far = Path(reached, whole=False)
            progress(far, done)

    try:
        look()
        told(0.0)
        ascent = Ascent(
            ground,
            laws,
            aim,
            jury.speaks,
            pots_of(ground, laws.choices()),
            seed,
            starts,
            look,
            beyond,
            told,
            kicks,
        )
        ascent.all()
    except Stopped:
        return path(1, whole=False)
    found = path(CARDS, whole=True)
    if progress is not None:
        progress(found, 1.0)
    return found


def _fit_to_learn(ground: Ground, reins: Reins) -> None:
    if faults := malformed(ground, reins):
        raise LeadbenchError(" ".join(faults))
    weighed = ground.converted if ground.worth is None else ground.converted[ground.worth > 0]
    converted = int(weighed.sum())
    if converted in (0, len(weighed)):
        which = "No lead" if not converted else "Every lead"
        weight = "" if ground.worth is None else " that has a weight"
        raise LeadbenchError(
            f"{which} of the history{weight} converted, so that nothing tells good leads from "
            "others.",
            remedy="Take leads of both outcomes, or another column of outcomes.",
        )


def _few_enough(laws: Laws) -> None:
    choices = len(laws.values)
    if choices > MOST_CHOICES:
        raise LeadbenchError(
            f"The bounds and the step leave {figure(choices)} different points to choose from; "
            f"at most {figure(MOST_CHOICES)} can be tried.",
            remedy="Take larger steps or narrower bounds.",
        )


def _starts(
    ground: Ground,
    reins: Reins,
    laws: Laws,
    sizes: Sequence[int],
    beyond: Callable[[Whole], int] | None,
    look: Callable[[], None],
) -> dict[int, Whole]:
    """A lawful card for each size that has one."""
    found = {}
    asked = sorted({int(size) for size in sizes})
    for size in asked:
        card = lawful_card(laws.of_size(size), beyond, look)
        if card is not None:
            found[size] = card
    if found:
        return found
    faults = contradictions(ground, reins)
    if not asked and not faults:
        raise LeadbenchError(
            "No number of lines is asked for that holds all lines which must give points.",
            remedy="Ask for more lines, or let go of one that must give points.",
        )
    raise LeadbenchError(
        " ".join(faults) or "No points were found for so few lines that keep all that is asked.",
        remedy="Let go of a lock or a bound, or allow more lines, changes or moved MQLs.",
    )
