"""A tuning by cross-validation: all leads teach the cards, and parts of them prove the way.

In each part the rules are proposed and the points learnt without the leads that test: what is
proved is not one card but how cards of that size are made. The size is chosen without them, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.tuning.aims import Aim
from models.tuning.beside import beside_of
from models.tuning.judged import against, figures_of
from models.tuning.learning import Learnt
from models.tuning.offering import FEWER_DRAWS, Proof, Whole, offered
from models.tuning.proposing import smallest_good
from models.tuning.ranks import Ranked
from models.tuning.report import Figures, Size, Tried, Tuned
from models.tuning.running import Run
from models.tuning.tuned_words import HALF_WAY, ON_TEST, twins_words

FIRST = "the first card"


def by_parts(run: Run) -> Tuned:
    """The cards of all leads, with the figures that cards made so have on leads held back."""
    whole, prove = run.learn_told(run.parted.rows, "Learning from all leads")
    run = run.after(1)
    sizes = tuple(rung.size for rung in whole.rungs)
    tests: dict[int, list[Ranked]] = {size: [] for size in sizes}
    now: list[Ranked] = []
    for part in run.parted.parts if sizes else ():
        if run.cancelled():
            break
        learnt = run.learn(part.teach, "Testing on a part of the leads", sizes)
        run = run.after(1)
        found = {size: cards[0] for size in sizes if (cards := learnt.cards(size))}
        if run.cancelled() or len(found) < len(sizes):
            break
        for size, card in found.items():
            tests[size].append(run.test(learnt, card, part)[0])
        now += run.now(part)
        prove(tests, now)
    return _told(run, whole, tests, now)


def untested(run: Run) -> Tuned:
    """Cards of all leads where too few are there to hold any back."""
    whole, _ = run.learn_told(run.parted.rows, "Learning from all leads")
    return _told(run, whole, {rung.size: [] for rung in whole.rungs}, [])


def _told(run: Run, whole: Learnt, tests: dict[int, list[Ranked]], now: list[Ranked]) -> Tuned:
    task, notes = run.task, []
    proved = min((len(ones) for ones in tests.values()), default=0)
    size = smallest_good(tests, task.aim) if proved else None
    if 0 < proved < len(run.parted.parts):
        notes.append(HALF_WAY.format(proved, len(run.parted.parts)))
    chosen, beside = Figures(share=task.aim.share), None
    if size is not None:
        own = nested(tests, task.aim)
        notes += [] if own else [ON_TEST]
        chosen = figures_of(own or tests[size], task.aim.share)
        if not run.cancelled():
            beside = beside_of(run, size, figures_of(tests[size], task.aim.share))
    return Tuned(
        whole.ground,
        whole.candidates,
        task.reins,
        run.parted.division,
        tuple(_size(run, whole, at, ones, now) for at, ones in tests.items()),
        None if size is None else list(tests).index(size),
        chosen,
        figures_of(now, task.aim.share) if now else None,
        "",
        tuple(notes),
        beside,
        whole=whole.path.whole and not run.cancelled(),
        proof=() if size is None else tuple(tests[size]),
        rows=whole.laid.rows,
    )


def nested(tests: Mapping[int, Sequence[Ranked]], aim: Aim) -> list[Ranked]:
    """Each part tested at the size that the other parts would propose; none with two parts or less.

    So the choice is tested on leads that had no say in it, at no further search: the cards of the
    other parts were tested without it (as Tibshirani and Tibshirani, Annals of Applied Statistics
    3 (2009), 822-829, take the error of choosing from the parts).
    """
    parts = min(len(ones) for ones in tests.values())
    found = []
    for at in range(parts if parts > 2 else 0):
        others = {
            size: [one for place, one in enumerate(ones[:parts]) if place != at]
            for size, ones in tests.items()
        }
        size = smallest_good(others, aim)
        if size is not None:
            found.append(tests[size][at])
    return found


def _size(run: Run, whole: Learnt, size: int, tests: list[Ranked], now: list[Ranked]) -> Size:
    task = run.task
    over = Whole(run.parted.rows, whole.laid, whole.candidates)
    rung = next(rung for rung in whole.path.rungs if rung.size == size)
    proof = Proof(tests, now) if tests else None
    cards: list[Tried] = []
    first: Ranked | None = None
    for card in rung.cards[: task.cards]:
        made, own = offered(task, over, run.codes, card.points, proof)
        if first is not None:
            apart = against([own], [first], task.aim.share, FIRST, FEWER_DRAWS)
            made = replace(made, apart=apart)
        first = first or own
        cards.append(made)
    return Size(size, tuple(cards), twins_words(cards))
