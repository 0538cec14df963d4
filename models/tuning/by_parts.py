"""A tuning by cross-validation: all leads teach the cards, and parts of them prove the way.

In each part the rules are proposed, the points learnt and the size chosen without the leads that
test: what is proved is not one card but how cards of that size are made.
"""

from __future__ import annotations

from dataclasses import replace

from models.tuning.beside import beside_of
from models.tuning.judged import Tested, against, figures_of
from models.tuning.learning import Learnt
from models.tuning.offering import FEWER_DRAWS, Proof, Whole, offered
from models.tuning.proposing import smallest_good
from models.tuning.report import Figures, Size, Tried, Tuned
from models.tuning.running import Run
from models.tuning.tuned_words import HALF_WAY, ON_TEST, twins_words

FIRST = "the first card"


def by_parts(run: Run) -> Tuned:
    """The cards of all leads, with the figures that cards made so have on leads held back."""
    share = run.task.aim.share
    whole = run.learn(run.parted.rows, "Learning from all leads")
    run = run.after(1)
    sizes = tuple(rung.size for rung in whole.path.rungs if rung.cards)
    tests: dict[int, list[Tested]] = {size: [] for size in sizes}
    now: list[Tested] = []
    nested: list[Tested] = []
    inner = (run.searches - 2) // max(1, len(run.parted.parts))
    parts = run.parted.parts if sizes else ()
    proved = 0
    for part in parts:
        if run.cancelled():
            break
        learnt = run.learn(part.teach, "Testing on a part of the leads", sizes)
        found = {
            size: run.test(learnt, cards[0], part)[0]
            for size in sizes
            if (cards := learnt.cards(size))
        }
        size = run.after(1).chosen(part, sizes)
        run = run.after(inner)
        if run.cancelled() or len(found) < len(sizes):
            break
        proved += 1
        for at, one in found.items():
            tests[at].append(one)
        now += run.now(part)
        if size is not None:
            nested.append(found[size])
    return _told(run, whole, tests, now, nested, proved, share)


def untested(run: Run) -> Tuned:
    """Cards of all leads where too few are there to hold any back."""
    whole = run.learn(run.parted.rows, "Learning from all leads")
    tests: dict[int, list[Tested]] = {rung.size: [] for rung in whole.path.rungs if rung.cards}
    return _told(run, whole, tests, [], [], 0, run.task.aim.share)


def _told(
    run: Run,
    whole: Learnt,
    tests: dict[int, list[Tested]],
    now: list[Tested],
    nested: list[Tested],
    proved: int,
    share: float,
) -> Tuned:
    task, notes = run.task, []
    size = smallest_good(tests, task.aim) if proved else None
    parts = len(run.parted.parts)
    if 0 < proved < parts:
        notes.append(HALF_WAY.format(proved, parts))
    chosen = Figures(share=share)
    if size is not None and len(nested) == proved:
        chosen = figures_of(nested, share)
    elif size is not None:
        chosen = figures_of(tests[size], share)
        notes.append(ON_TEST)
    beside = None
    if size is not None and not run.cancelled():
        beside = beside_of(run, size, figures_of(tests[size], share))
    made = [_size(run, whole, at, ones, now) for at, ones in tests.items()]
    return Tuned(
        whole.ground,
        whole.candidates,
        task.reins,
        run.parted.division,
        tuple(made),
        None if size is None else list(tests).index(size),
        chosen,
        figures_of(now, share) if now else None,
        "",
        tuple(notes),
        beside,
        whole=whole.path.whole and not run.cancelled(),
    )


def _size(run: Run, whole: Learnt, size: int, tests: list[Tested], now: list[Tested]) -> Size:
    task = run.task
    over = Whole(run.parted.rows, whole.laid, whole.candidates)
    rung = next(rung for rung in whole.path.rungs if rung.size == size)
    proof = Proof(tests, now) if tests else None
    cards: list[Tried] = []
    first: Tested | None = None
    for card in rung.cards[: task.cards]:
        made, own = offered(task, over, run.codes, card.points, proof)
        if first is not None:
            apart = against([own], [first], task.aim.share, FIRST, FEWER_DRAWS)
            made = replace(made, apart=apart)
        first = first or own
        cards.append(made)
    return Size(size, tuple(cards), twins_words(cards))
