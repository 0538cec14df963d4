"""A tuning from end to end: who teaches and who tests, the path of cards, what it is worth.

The leads that test teach nothing: no cut of a range, no candidate, no size, no chance of a score.
What is offered in the end has its points learnt on all leads, in the way that was tested.
"""

from __future__ import annotations

from dataclasses import replace

from models.problems import LeadbenchError
from models.tuning.by_parts import by_parts, untested
from models.tuning.by_time import by_time
from models.tuning.division import divided
from models.tuning.ground import Laid
from models.tuning.impossible import refuse_impossible
from models.tuning.leaking import without_leaks
from models.tuning.learning import Cancelled, laid_of, prior_of
from models.tuning.report import Tuned, Way
from models.tuning.running import run_of
from models.tuning.sofar import Hear, nobody_hears
from models.tuning.task import Progress, Task, accounts_of, none_proposed, remembering
from models.tuning.tuned_words import no_better, notes_of, one_class, verdict_of
from models.tuning.unseen import keeping_unseen


def tune(
    task: Task,
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
    hear: Hear = nobody_hears,
) -> Tuned:
    """Tune, and prove it. LeadbenchError where nothing can be learnt: a sentence says why.

    `hear` is told of each card that was found or tested on the way. A run that is cancelled gives
    what it has found so far.
    """
    looked = task.looked
    fault = one_class(looked.codes)
    if fault:
        raise LeadbenchError(fault, remedy="Take leads that converted and leads that did not.")
    proposals = task.propose is not none_proposed
    refuse_impossible(task.scored, task.reins, proposals=proposals)
    account, named = accounts_of(task)
    parted = divided(looked, task.leads.created, account, named, task.split, task.way, task.seed)
    task, leaks = without_leaks(task)
    task = replace(task, propose=remembering(task.propose))
    in_order = parted.division.way in (Way.TIME, Way.ROWS)
    first = parted.parts[0].teach if in_order else parted.rows
    task = keeping_unseen(task, parted.codes, first)
    laid = laid_of(task, first, parted.codes, task.propose(first))
    _require(laid)
    run = run_of(task, parted, progress, cancelled, hear)
    match parted.division.way:
        case Way.TIME | Way.ROWS:
            found = by_time(run)
        case Way.FOLDS:
            found = by_parts(run)
        case Way.NONE:
            found = untested(run)
    found = replace(found, chance=no_better(found), prior=prior_of(found.ground))
    notes = (*((leaks,) if leaks else ()), *notes_of(found, laid), *found.notes)
    return replace(found, notes=notes, verdict=verdict_of(found))


def _require(laid: Laid) -> None:
    """LeadbenchError where there are no lines, or none gives any lead points."""
    ground = laid.ground
    if not ground.lines:
        raise LeadbenchError(
            "There is nothing to tune: no rule, and the fields propose none.",
            remedy="Add rules, or look on the page Quality whether the fields are filled.",
        )
    if not any(plane.any() for planes in ground.bits for plane in planes):
        raise LeadbenchError(
            "No rule gives any lead points, so no points could tell leads apart.",
            remedy="Look whether the fields that the rules read are filled.",
        )
