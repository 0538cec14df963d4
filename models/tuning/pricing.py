"""What each rein costs: the same tuning without it, on the same leads that test.

A price is asked for one rein at a time and takes a path of its own for each part; so it is worked
out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.evaluation.figures import decimal, interval, percent
from models.leads.wording import count_of, listed, quoted
from models.signs import signed
from models.tuning.division import Divided, divided
from models.tuning.judged import against
from models.tuning.leaking import without_leaks
from models.tuning.learning import Cancelled, card_scored, learn, ranked
from models.tuning.lines import Ground
from models.tuning.ranks import Ranked
from models.tuning.reins import LEAST, MOST, Hold, Rein, Reins, Sign
from models.tuning.report import Gap, Price
from models.tuning.task import Progress, Task, accounts_of

WITH = "what they allow"


@dataclass(frozen=True)
class Loosened:
    """The reins without one of them. `words`: that one; `key`: of its line, "" of several."""

    words: str
    reins: Reins
    key: str = ""


def loosened(ground: Ground, reins: Reins) -> tuple[Loosened, ...]:
    """Every rein that can be let go of by itself."""
    return (*_of_all(ground, reins), *_of_sets(ground, reins), *_of_lines(ground, reins))


def _of_all(ground: Ground, reins: Reins) -> Iterator[Loosened]:
    if reins.step > 1:
        yield Loosened(f"Points in steps of {reins.step}", replace(reins, step=1))
    if (reins.least, reins.most) != (LEAST, MOST):
        yield Loosened(
            f"Points from {signed(reins.least)} to {signed(reins.most)}",
            replace(reins, least=min(reins.least, LEAST), most=max(reins.most, MOST)),
        )
    if reins.per_field is not None:
        words = f"At most {count_of(reins.per_field, 'line')} of one field"
        yield Loosened(words, replace(reins, per_field=None))
    if reins.per_group is not None:
        words = f"At most {count_of(reins.per_group, 'line')} of one group"
        yield Loosened(words, replace(reins, per_group=None))
    if reins.most_changed is not None:
        words = f"At most {count_of(reins.most_changed, 'line')} may change"
        yield Loosened(words, replace(reins, most_changed=None))
    if reins.most_moved is not None:
        words = f"At most {percent(reins.most_moved, 0)} of the MQLs may move"
        yield Loosened(words, replace(reins, most_moved=None))


def _of_sets(ground: Ground, reins: Reins) -> Iterator[Loosened]:
    names = {line.key: line.name for line in ground.lines}
    for at, keys in enumerate(reins.one_of):
        rest = (*reins.one_of[:at], *reins.one_of[at + 1 :])
        words = f"Only one of {listed(names.get(key, key) for key in keys)}"
        yield Loosened(words, replace(reins, one_of=rest))
    for at, keys in enumerate(reins.rising):
        rest = (*reins.rising[:at], *reins.rising[at + 1 :])
        words = f"Points that do not fall along {listed(names.get(key, key) for key in keys)}"
        yield Loosened(words, replace(reins, rising=rest))


def _of_lines(ground: Ground, reins: Reins) -> Iterator[Loosened]:
    names = {line.key: line.name for line in ground.lines}
    now = {line.key: line.now for line in ground.lines}
    for key, rein in reins.lines:
        if key not in names or rein == Rein():
            continue
        rest = tuple(pair for pair in reins.lines if pair[0] != key)
        words = f"{quoted(names[key])} {_held(rein, now[key])}"
        yield Loosened(words, replace(reins, lines=rest), key)


def _held(rein: Rein, now: int) -> str:
    match rein.hold:
        case Hold.LOCK:
            return f"locked at {signed(now)}"
        case Hold.FORBID:
            return "without points"
        case Hold.KEEP:
            return "must give points"
        case Hold.FREE:
            pass
    if rein.sign is not Sign.ANY:
        return "never below 0" if rein.sign is Sign.UP else "never above 0"
    least = "" if rein.least is None else f"from {signed(rein.least)}"
    most = "" if rein.most is None else f"to {signed(rein.most)}"
    return f"{least} {most}".strip()


def price_of(
    task: Task,
    size: int,
    one: Loosened,
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Price | None:
    """What it costs at this size; None where it was stopped, or nothing can be tested."""
    return priced(task, size, (one,), progress, cancelled)[0]


def priced(
    task: Task,
    size: int,
    ones: Sequence[Loosened],
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> tuple[Price | None, ...]:
    """The same for several, in their order; with the reins as they are it is tuned once."""
    account, _ = accounts_of(task)
    parted = divided(task.looked, task.leads.created, account, "", task.split, task.way, task.seed)
    turns = len(ones) + 1
    progress("With all reins", 0, turns)
    held = _tests(task, parted, size, cancelled)
    found: list[Price | None] = []
    for at, one in enumerate(ones, 1):
        progress(one.words, at, turns)
        free = replace(task, reins=one.reins)
        tests = None if held is None else _tests(free, parted, size, cancelled)
        if held is None or tests is None:
            found.append(None)
            continue
        without = against(tests, held, task.aim.share, WITH)
        found.append(Price(one.words, one.key, without, _sentence(one.words, without.auc)))
    return tuple(found)


def _tests(task: Task, parted: Divided, size: int, cancelled: Cancelled) -> list[Ranked] | None:
    """The best card of this size on the leads that test, in each part."""
    task, _ = without_leaks(task)
    found = []
    for part in parted.parts:
        learnt = learn(task, part.teach, parted.codes, lambda *_: None, cancelled, sizes=(size,))
        cards = learnt.cards(size)
        if cancelled() or not cards:
            return None
        by = card_scored(task, learnt.laid, learnt.candidates, cards[0].points)
        found.append(ranked(task, by, part.teach, part.test, parted.codes))
    return found or None


def _sentence(words: str, auc: Gap | None) -> str:
    if auc is None:
        return f"{words}: what it costs cannot be said."
    gap = auc.difference
    figures = f"AUC {decimal(gap.value, 3)} without it, 95\u202f% {interval(gap, 3)}"
    if not auc.told:
        return f"{words} costs nothing that these leads could show ({figures})."
    if gap.value > 0:
        return f"{words} costs ranking: {figures}."
    return f"{words} helps: {figures}."
