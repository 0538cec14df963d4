"""Which size is shown first: the proposed one, unless these leads speak clearly against it."""

from __future__ import annotations

from models.evaluation.figures import decimal
from models.leads.wording import count_of
from models.tuning.report import Gap, Tuned


def first_shown(tuned: Tuned) -> tuple[int, str]:
    """The place of a size, and why it is not the proposed one, "" where it is; 0 without sizes.

    Where the proposed card ranks worse than today's model, by more than one standard error of the
    difference, the one that ranks best on the leads that test stands first: who only reads the
    first line should not take what looks worse than what there is.
    """
    last = max(0, len(tuned.sizes) - 1)
    place = last if tuned.proposed is None else tuned.proposed
    if not tuned.sizes or not _worse(tuned, place):
        return place, ""
    told = [
        (size.best.test.auc.value, -at)
        for at, size in enumerate(tuned.sizes)
        if size.best.test.auc is not None
    ]
    auc, back = max(told)
    best = -back
    if best == place:
        return place, ""
    few, many = (tuned.sizes[at].best.size for at in (place, best))
    gap = _gap(tuned, place)
    how = "clearly worse" if gap is not None and gap.told else "lower, though not for sure"
    return best, (
        f"{_whole(tuned, best)}: {count_of(few, 'line')}, the proposed size, {_rank(few)} {how}. "
        f"Shown first: {count_of(many, 'line')}, which {_rank(many)} best on the leads that test "
        f"(AUC {decimal(auc, 3)}); as these leads chose it, its figures flatter a little."
    )


def _rank(lines: int) -> str:
    return "ranks" if lines == 1 else "rank"


def _whole(tuned: Tuned, best: int) -> str:
    """What the best card is beside today's model."""
    gap = _gap(tuned, best)
    if _worse(tuned, best):
        return "No size ranks as well as today\u2019s model"
    if gap is not None and gap.told and gap.difference.value > 0:
        return "One size ranks better than today\u2019s model"
    return "No size ranks better than today\u2019s model for sure"


def _worse(tuned: Tuned, place: int) -> bool:
    gap = _gap(tuned, place)
    return gap is not None and gap.difference.value < 0 and -gap.difference.value > gap.error


def _gap(tuned: Tuned, place: int) -> Gap | None:
    today = tuned.sizes[place].best.today
    return None if today is None else today.auc
