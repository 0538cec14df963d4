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
    few, many = (count_of(tuned.sizes[at].best.size, "line") for at in (place, best))
    then = "still ranks worse than today\u2019s model" if _worse(tuned, best) else "is shown first"
    gap = _gap(tuned, place)
    how = "clearly worse" if gap is not None and gap.told else "lower, though not for sure,"
    return best, (
        f"{few}, which the older leads propose, rank {how} than today\u2019s model: the "
        f"card of {many}, which ranks best on the leads that test (AUC {decimal(auc, 3)}), {then}. "
        "It was chosen by these leads, so its figures flatter a little."
    )


def _worse(tuned: Tuned, place: int) -> bool:
    gap = _gap(tuned, place)
    return gap is not None and gap.difference.value < 0 and -gap.difference.value > gap.error


def _gap(tuned: Tuned, place: int) -> Gap | None:
    today = tuned.sizes[place].best.today
    return None if today is None else today.auc
