"""What each limit of a tuning costs: the same tuning without it, in words for the page Tune."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.evaluation.figures import decimal, interval
from models.leads.readers.contract import Cancelled, Progress
from models.scoring.model import ScoringModel
from models.tuning.pricing import Loosened, priced
from models.tuning.report import Gap
from models.tuning.wished import ladders_of, reins_of
from models.tuning.wishes import FREE, Wishes
from workbench.background import Cancel
from workbench.pages.tune.facts import Asked, task_of

ALL = "all"
"""The key of all limits together; those of single ones name what is wished, or a line."""
FAR = 100
"""Points to here and back are as good as no bounds."""


@dataclass(frozen=True)
class Prices:
    """`asked`: what they rest on; `size`: of how many lines. `words` by the key of the limit."""

    asked: Asked
    size: int
    words: Mapping[str, str]


def looser(wishes: Wishes, model: ScoringModel) -> Iterator[tuple[str, str, Wishes]]:
    """Every limit that holds: its key, its words, and the wishes without it; all of them last."""
    least, most = min(wishes.least, -FAR), max(wishes.most, FAR)
    if wishes.step > 1:
        yield "step", f"Steps of {wishes.step}", replace(wishes, step=1)
    if (least, most) != (wishes.least, wishes.most):
        yield "bounds", "Least and most points", replace(wishes, least=least, most=most)
    if wishes.signs:
        yield "signs", "Signs as they are", replace(wishes, signs=False)
    if wishes.ladders and ladders_of(model):
        yield "ladders", "Ladders keep rising", replace(wishes, ladders=False)
    if wishes.one_of or wishes.rising:
        yield "together", "Lines that hang together", replace(wishes, one_of=(), rising=())
    if wishes.most_moved is not None:
        yield "moved", "MQLs that may change", replace(wishes, most_moved=None)
    free = replace(
        wishes,
        step=1,
        least=least,
        most=most,
        signs=False,
        ladders=False,
        most_moved=None,
        most_changed=None,
        per_field=None,
        per_group=None,
        reins=(),
        one_of=(),
        rising=(),
    )
    yield ALL, "All limits", free


def loosened(asked: Asked, key: str) -> tuple[tuple[str, str, Wishes], ...]:
    """What is to be priced: the line of that key, "" all limits one by one and together."""
    if key:
        return ((key, "This line", asked.wishes.with_rein(key, FREE)),)
    return tuple(looser(asked.wishes, asked.model))


def prices_by(
    asked: Asked, size: int | None, key: str, cancelled: Cancel, progress: Progress
) -> Prices:
    """Work them out, at so many lines; None: as many as give points today."""
    task, lines = task_of(asked)
    size = size or asked.wishes.most_lines or sum(1 for line in lines if line.now) or len(lines)
    ones = loosened(asked, key)
    found = priced(
        task,
        size,
        [Loosened(words, reins_of(wishes, asked.model, lines), key) for key, words, wishes in ones],
        progress,
        cancelled,
    )
    if cancelled():
        raise Cancelled
    pairs = zip(ones, found, strict=True)
    return Prices(
        asked,
        size,
        {
            key: price_words(None if price is None else price.without.auc)
            for (key, _, _), price in pairs
        },
    )


def price_words(gap: Gap | None) -> str:
    """The price in one line: "Costs 0.001 AUC (-0.001 to 0.003): nothing that can be seen."."""
    if gap is None:
        return "What it costs cannot be said: too few leads test, or no such model was found."
    found = gap.difference
    if found.low == found.high == 0:
        return "Costs nothing: without it the same ranking comes out."
    if gap.told and found.value < 0:
        return f"Helps: {decimal(-found.value, 3)} AUC less without it ({interval(found, 3)})."
    said = f"Costs {decimal(found.value, 3)} AUC ({interval(found, 3)})"
    return f"{said}." if gap.told else f"{said}: nothing that can be seen."
