"""What a tuning found, in sentences: whether it is better, how sure that is, what to know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, decimal, interval, percent
from models.leads.wording import count_of, listed
from models.tuning.ground import Laid
from models.tuning.learning import MANY
from models.tuning.lines import Ground
from models.tuning.reins import Hold, Reins
from models.tuning.report import Figures, Size, Tried, Tuned, Way

ON_TEST = (
    "The size was chosen on the leads that test it, as fewer could not choose it: its figures "
    "flatter a little."
)
HALF_WAY = "It was stopped: {} of {} parts are tested, and the figures rest on these."
FEWEST = 10
"""Leads of the rarer outcome with fewer of which nothing is said of which card is better."""
_SHOWN = 5


def one_class(codes: NDArray[np.uint8]) -> str:
    """Why nothing can be learnt where all known leads have one outcome; "" where both are there."""
    lost, won = (int(np.count_nonzero(codes == code)) for code in (0, 1))
    if lost and won:
        return ""
    if not lost and not won:
        return "No lead has a known outcome, so there is nothing to learn from."
    what = "converted" if won else "did not convert"
    return f"All {count_of(won or lost, 'lead')} with a known outcome {what}: nothing parts them."


def no_better(found: Tuned) -> bool:
    """Whether the proposed size, chosen and all, ranks no better than chance would."""
    auc = found.nested.auc
    return auc is not None and auc.low <= 0.5


def verdict_of(found: Tuned) -> str:
    """The whole in one or two sentences."""
    if not found.sizes:
        stopped = "It was stopped before" if not found.whole else "The search ended before"
        return f"{stopped} any points were found."
    if found.division.way is Way.NONE or found.proposed is None:
        return (
            f"Not enough to say how good these points are: {_rarer(found)}. "
            f"{_prior(found)} More outcomes are needed."
        ).replace("  ", " ")
    size = found.sizes[found.proposed]
    auc = found.nested.auc
    if auc is None:
        return f"Not enough to say how good these points are: {_rarer(found)}."
    what = f"AUC {decimal(auc.value, 3)}, 95\u202f% {interval(auc, 3)}"
    if found.chance:
        return (
            f"No better than chance: on leads that did not teach them the points of the proposed "
            f"size rank with {what}, and 0.5 is a coin. These leads tell nothing that points could "
            "use."
        )
    few = f" {_prior(found)}".rstrip()
    return f"{_against(found, size, what)}{few}"


def _against(found: Tuned, size: Size, what: str) -> str:
    best, lines = size.best, count_of(size.best.size, "line")
    ranks = "ranks" if size.best.size == 1 else "rank"
    today = best.today
    if today is None or today.auc is None:
        return f"{lines} {ranks} leads that did not teach them with {what}."
    now = sum(1 for value in found.ground.now if value)
    gap = today.auc.difference
    apart = f"difference {decimal(gap.value, 3)}, 95\u202f% {interval(gap, 3)}"
    if today.auc.told and gap.value > 0:
        return f"{lines} {ranks} better than today\u2019s model of {now}: {what}, {apart}."
    if today.auc.told:
        larger = "; look at larger sizes" if size is not found.sizes[-1] else ""
        return (
            f"{lines} {ranks} worse than today\u2019s model of {now} ({apart}): nothing speaks for "
            f"this change{larger}."
        )
    shown = ""
    if today.smallest is not None:
        shown = (
            f" A difference of {decimal(today.smallest, 3)} would show in four of five histories "
            "like this one."
        )
    less = "fewer lines are easier to explain" if best.size < now else "nothing speaks for a change"
    return (
        f"{lines} and today\u2019s model of {now} cannot be told apart by these leads ({what}, "
        f"{apart}): {less}.{shown}"
    )


def _rarer(found: Tuned) -> str:
    tally = found.division.teach
    if tally.converted <= tally.not_converted:
        return f"only {count_of(tally.converted, 'conversion')} of {count_of(tally.leads, 'lead')}"
    return (
        f"only {count_of(tally.not_converted, 'lead')} of {count(tally.leads)} that did not convert"
    )


def _prior(found: Tuned) -> str:
    """What today's points weigh, where that is much."""
    converted = found.ground.converted
    won = int(np.count_nonzero(converted))
    if not found.prior or min(won, len(converted) - won) >= MANY:
        return ""
    if not any(found.ground.now):
        return (
            "With so few, the data speak against points of nothing that count as much as "
            f"{_leads(found.prior)}."
        )
    return (
        "With so few, today\u2019s points are where it starts from: they count as much as "
        f"{_leads(found.prior)}, and the data move them only as far as they can."
    )


def _leads(number: float) -> str:
    return f"{round(number):,} leads"


def twins_words(cards: Sequence[Tried]) -> str:
    """Whether the data can tell the cards of one size apart; "" where there is one."""
    others = [card.apart for card in cards[1:] if card.apart is not None]
    if not others:
        return ""
    alike = sum(1 for one in others if one.auc is None or not one.auc.told)
    if alike == len(others):
        who = "the other card" if alike == 1 else f"the {alike} other cards"
        return f"The data cannot tell {who} from the first: choose what makes sense to you."
    if not alike:
        return "The first card ranks better than the others on the same leads."
    return (
        f"The data cannot tell {alike} of the {len(others)} other cards from the first: among "
        "these choose what makes sense to you."
    )


def alike_sizes(found: Tuned) -> str:
    """From which size to which nothing is lost that these leads could show; "" if none."""
    if found.proposed is None or len(found.sizes) < 2:
        return ""
    larger = found.sizes[found.proposed :]
    if len(larger) < 2:
        return ""
    first, last = larger[0].best.size, larger[-1].best.size
    return (
        f"{count_of(first, 'line')} {'is' if first == 1 else 'are'} the fewest within one standard "
        f"error of the best: up to {count_of(last, 'line')} the data show no clear gain."
    )


def notes_of(found: Tuned, laid: Laid) -> tuple[str, ...]:
    """What else must be known, a sentence each."""
    notes = [alike_sizes(found)]
    notes += [f"{one.name} keeps its points: {one.why}" for one in laid.fixed[:_SHOWN]]
    if len(laid.fixed) > _SHOWN:
        notes.append(f"{count(len(laid.fixed) - _SHOWN)} more rules keep their points.")
    if laid.overridden:
        notes.append(
            f"{count_of(laid.overridden, 'lead')} that an override holds down or in a band "
            f"{'teaches' if laid.overridden == 1 else 'teach'} nothing about points; "
            f"{'it is' if laid.overridden == 1 else 'they are'} tested with the others."
        )
    if laid.raised:
        notes.append(
            f"{count_of(laid.raised, 'lead')} {'is' if laid.raised == 1 else 'are'} raised by "
            "their account, which the search does not see; the figures do."
        )
    notes += [*_alike(found.ground), *_idle(found.ground, found.reins)]
    if not found.whole:
        notes.append("It was stopped or ran out of time: these are the best cards found so far.")
    return tuple(note for note in notes if note)


def _alike(ground: Ground) -> list[str]:
    """All lines hit the same leads: no points could tell these apart."""
    lines = {b"".join(plane.tobytes() for plane in planes) for planes in ground.bits}
    if len(ground.lines) > 1 and len(lines) == 1:
        return ["All lines hit the same leads, so one of them says all that they can say."]
    return []


def _idle(ground: Ground, reins: Reins) -> list[str]:
    idle = [
        line
        for line, planes in zip(ground.lines, ground.bits, strict=True)
        if not any(plane.any() for plane in planes)
    ]
    names = [line.name for line in idle]
    if not names:
        return []
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    verb = "hits" if len(names) == 1 else "hit"
    giving = [line for line in idle if line.now]
    kept = giving and all(reins.rein(line.key).hold is Hold.LOCK for line in giving)
    keeps = ", so they keep the points that they have" if kept else ""
    return [
        f"{listed(names[:_SHOWN])}{more} {verb} no lead with a known outcome: nothing can be "
        f"learnt of such lines{keeps}."
    ]


def beside_words(
    way: Way,
    here: Figures,
    there: Figures,
    rates: tuple[float | None, ...],
    differ: bool,
) -> str:
    """What it means that two ways to test differ; "" where they agree.

    `way`: of `here`; `there` is the other one. `rates`: conversion of who taught and who tested.
    """
    if not differ or here.auc is None or there.auc is None:
        return ""
    by_time = way in (Way.TIME, Way.ROWS)
    new, mixed = (here, there) if by_time else (there, here)
    assert new.auc is not None
    assert mixed.auc is not None
    order = "by time" if way is Way.TIME else "in the order of the rows"
    worse = "less well" if new.auc.value < mixed.auc.value else "better"
    text = (
        f"{order[0].upper()}{order[1:]} the points rank {worse} than in parts dealt by chance: AUC "
        f"{decimal(new.auc.value, 3)} against {decimal(mixed.auc.value, 3)}."
    )
    if not by_time and None not in rates:
        text += f" Conversion goes from {percent(rates[0])} to {percent(rates[1])}."
    if by_time:
        return f"{text} Trust the figure by time: who comes next is always new."
    return f"{text} If the rows are in the order of time, trust the former."
