"""A tuning where the older leads teach and the newest test: each card is tested itself."""

from __future__ import annotations

from collections.abc import Sequence

from models.tuning.beside import beside_of
from models.tuning.judged import against, figures_of
from models.tuning.learning import laid_of, refitted
from models.tuning.offering import FEWER_DRAWS, Proof, Whole, offered
from models.tuning.proposing import smallest_good
from models.tuning.ranks import Ranked
from models.tuning.report import Figures, Size, Tried, Tuned
from models.tuning.running import THOROUGH, Run
from models.tuning.tuned_words import ON_TEST, twins_words

FIRST = "the first card"


def by_time(run: Run) -> Tuned:
    """The cards of the older leads, their points learnt anew on all."""
    task, part = run.task, run.parted.parts[0]
    old, _ = run.learn_told(part.teach, "Learning from the older leads", part, THOROUGH)
    run = run.after(THOROUGH)
    now = run.now(part)
    proofs: dict[int, list[Proof]] = {}
    for rung in old.rungs:
        # Who stopped it waits: the first card of each size is enough then.
        for card in rung.cards[: 1 if run.cancelled() else task.cards]:
            test, training = run.test(old, card, part)
            proof = Proof((test,), now, card.points, (training,))
            proofs.setdefault(rung.size, []).append(proof)
    tests = {size: row[0].tests for size, row in proofs.items()}
    size = run.chosen(part, tuple(tests)) if tests else None
    run = run.after(run.searches - run.done - 2)
    notes: tuple[str, ...] = ()
    if tests and size not in tests:
        size, notes = smallest_good(tests, task.aim), (ON_TEST,)
    nested = Figures(share=task.aim.share)
    beside = None
    if size is not None:
        nested = figures_of(tests[size], task.aim.share)
        beside = beside_of(run, size, nested)
    run = run.after(1)
    laid = laid_of(task, run.parted.rows, run.codes, old.candidates)
    whole = Whole(run.parted.rows, laid, old.candidates)
    sizes = []
    tell = run.telling("Learning the points on all leads")
    for at, (rung_size, row) in enumerate(proofs.items()):
        tell("", at, len(proofs))
        sizes.append(_size(run, whole, rung_size, row))
    return Tuned(
        laid.ground,
        old.candidates,
        task.reins,
        run.parted.division,
        tuple(sizes),
        None if size is None else list(proofs).index(size),
        nested,
        figures_of(now, task.aim.share) if now else None,
        "",
        notes,
        beside,
        whole=old.path.whole and not run.cancelled(),
        proof=() if size is None else tuple(tests[size]),
        rows=laid.rows,
    )


def _size(run: Run, whole: Whole, size: int, row: Sequence[Proof]) -> Size:
    """The cards of one size; who has the same lines as one before is left out."""
    task = run.task
    cards: list[Tried] = []
    first: Sequence[Ranked] = row[0].tests
    seen: set[tuple[int, ...]] = set()
    for proof in row[: 1 if run.cancelled() else len(row)]:
        points = proof.points or ()
        if not run.cancelled():
            points = refitted(task, whole.laid, points, run.cancelled) or points
        if points in seen:
            continue
        seen.add(points)
        apart = None
        if cards:
            apart = against(proof.tests, first, task.aim.share, FIRST, FEWER_DRAWS)
        cards.append(offered(task, whole, run.codes, points, proof, apart)[0])
    return Size(size, tuple(cards), twins_words(cards))
