"""What the figures of a history say, a sentence each; the verdict first."""

from __future__ import annotations

from models.evaluation.figures import count, decimal, interval, leads, percent, percents
from models.evaluation.history.history import History
from models.evaluation.history.reliability import Reliability
from models.evaluation.history.resting import Estimate, Share
from models.evaluation.history.worth import Worth
from models.evaluation.tallies import FEWEST, Interval
from models.leads.wording import count_of, day_words, figure, quoted
from models.scoring.probability import Chances, table_of

NOT_ENOUGH = "Not enough data to say"
NO_PROBABILITY = "no probability"
"""What stands where a figure of probabilities would."""


def no_probability() -> tuple[str, ...]:
    """Why calibration, log-loss and Brier score are not told of points, and what tells them."""
    return (
        "The points are no probability: 60 ranks a lead above one with 50, and does not say that "
        "60 in 100 convert.",
        "Calibration, log-loss and Brier score judge a chance of converting for each lead; one "
        "would have to be learnt from leads with known outcomes and tested on others.",
        "How often each range of scores converted stands under Bands and scores.",
    )


def chances(history: History) -> tuple[str, ...]:
    """How the chances that are kept with the model come true, or why there are none."""
    found, taught = history.reliability, history.taught
    if found is None or taught is None:
        return no_probability()[:2]
    return calibration(found), log_loss(found), _taught(taught)


def calibration(found: Reliability) -> str:
    """How far chances are from what became of the leads."""
    return (
        f"Chances are off by {percent(found.error)} on average over {len(found.bins)} groups of "
        f"leads; right ones would be by {percent(found.by_chance)}, as leads convert by chance."
    )


def log_loss(found: Reliability) -> str:
    """Whether chances foretell more than the conversion of all."""
    against = f"{decimal(found.loss.value, 3)} against {decimal(found.base_loss, 3)}"
    if found.loss.value < found.base_loss:
        return f"Chances foretell more than giving every lead the conversion of all: {against}."
    return f"Chances foretell no more than giving every lead the conversion of all: {against}."


def _taught(chances: Chances) -> str:
    taught = table_of(chances)
    if not taught.leads:
        return "They are kept with the model; who taught them is not said."
    return (
        f"{count_of(taught.leads, 'lead')} taught them. Where these leads are among them, the "
        "figures flatter: they are meant for leads that came later."
    )


def verdict(history: History) -> str:
    """Whether the score finds those who convert, or that this history cannot tell."""
    every = history.all
    if not every.known:
        return f"{NOT_ENOUGH}: no lead has a known outcome here."
    if not every.converted:
        return f"{NOT_ENOUGH}: none of {leads(every.known)} converted."
    if not every.not_converted:
        return f"{NOT_ENOUGH}: all of {leads(every.known)} converted."
    if min(every.converted, every.not_converted) < FEWEST:
        fewer = min(every.converted, every.not_converted)
        verb = "converted" if fewer == every.converted else "did not convert"
        return (
            f"{NOT_ENOUGH}: only {count(fewer)} of {leads(every.known)} {verb}; "
            f"{FEWEST} are the least, and 100 tell more."
        )
    auc = history.auc
    if auc is None or auc.low <= 0.5 <= auc.high:
        return (
            "The score cannot be told from chance: with these "
            f"{count_of(every.converted, 'conversion')} it may rank leads by nothing at all."
        )
    if auc.high < 0.5:
        return "The score ranks the wrong way round: leads with lower scores convert more often."
    best = next((row for row in history.drawn.shares if row.share == 0.1), None)
    first = f"The score finds those who convert: {auc_words(auc)}"
    if best is None or best.lift is None:
        return f"{first}."
    return (
        f"{first}; the best {percent(0.1, 0)} of the leads convert "
        f"{decimal(best.lift.value, 1)} times as often as all ({interval(best.lift, 1)})."
    )


def auc_words(auc: Interval) -> str:
    """The AUC as a person reads it."""
    return (
        f"a lead that converted scores higher than one that did not in "
        f"{percent(auc.value, 0)} of cases ({percent(auc.low, 0)} to {percent(auc.high, 0)})"
    )


def about(history: History) -> tuple[str, ...]:
    """Which leads the figures rest on, and who is left out."""
    looked, every = history.looked, history.all
    said = [
        f"The figures rest on {leads(every.known)} of {count(history.every)}, "
        f"{count(every.converted)} of them converted"
        f"{'' if every.rate is None else f' ({percent(every.rate)})'}."
    ]
    if looked.only:
        others = f"{leads(looked.elsewhere)} {'is' if looked.elsewhere == 1 else 'are'}"
        said.append(f"Only {quoted(looked.only)} is looked at; {others} of other groups.")
    if looked.outside:
        more = f", {count(looked.undated)} of them without a day" if looked.undated else ""
        said.append(f"{leads(looked.outside)} were not created in this period{more}.")
    if looked.young and looked.cut_off is not None:
        cut = looked.cut_off
        verb = "is" if looked.young == 1 else "are"
        said.append(
            f"{leads(looked.young)} created after {day_words(cut.day)} {verb} left out: they had "
            f"less than the {count_of(cut.days, 'day')} that {percent(cut.share / 100, 0)} of "
            "conversions take."
        )
    if looked.unknown:
        verb = "has" if looked.unknown == 1 else "have"
        said.append(f"{leads(looked.unknown)} {verb} no known outcome.")
    return tuple(said)


def auc(history: History) -> str:
    """The ranking."""
    found = history.auc
    if found is None:
        return f"{NOT_ENOUGH}: two converted leads and two others are needed."
    words = auc_words(found)
    return f"{words[0].upper()}{words[1:]}; {percent(0.5, 0)} is chance."


def average_precision(history: History) -> str:
    """Average precision beside what chance gives."""
    found, rate = history.drawn.average_precision, history.all.rate
    if found is None or rate is None:
        return f"{NOT_ENOUGH}: converted leads and others are needed."
    return (
        "Going down from the best score, on average "
        f"{percent(found.value)} of the leads so far had converted; by chance it would be "
        f"{percent(rate)}.{_few(found)}"
    )


def ks(history: History) -> str:
    """KS."""
    found = history.drawn.ks
    if found is None:
        return f"{NOT_ENOUGH}: converted leads and others are needed."
    return (
        "At the score that parts them best, the share of conversions found is "
        f"{decimal(100 * found.value, 1)} points above the share of other leads.{_few(found)}"
    )


def _few(found: Estimate) -> str:
    if found.interval is not None:
        return ""
    return f" Too few converted or did not for an interval: {FEWEST} of each are needed."


def correlation(found: Interval | None) -> str:
    """Whether score and conversion go together."""
    if found is None:
        return f"{NOT_ENOUGH}: all leads have one score or one outcome."
    if found.low <= 0 <= found.high:
        return "Whether score and conversion go together at all cannot be told from chance."
    if found.value < 0:
        return "Leads with a higher score convert less often."
    return "Leads with a higher score convert more often."


def mql(history: History) -> str:
    """What the MQLs are and hold."""
    tally, everyone = history.mql, history.all
    if not tally.known or history.mql_rate is None:
        return f"None of {leads(everyone.known)} reaches the MQL threshold."
    said = (
        f"{leads(tally.known)} {'reaches' if tally.known == 1 else 'reach'} the MQL threshold "
        f"and {'converts' if tally.known == 1 else 'convert'} at {percent(tally.rate)} "
        f"({percents(history.mql_rate)}) against {percent(everyone.rate)} of all"
    )
    capture = history.mql_capture
    if capture is None:
        return f"{said}."
    return f"{said}; they hold {percent(capture.value)} of the conversions ({percents(capture)})."


def share(row: Share) -> str:
    """What the best leads hold."""
    best = f"The best {percent(row.share, 0)} ({leads(row.leads)})"
    if row.capture is None or row.lift is None:
        return f"{best}: {NOT_ENOUGH.lower()}."
    return (
        f"{best} hold {percent(row.capture.value)} of the conversions "
        f"({percents(row.capture)}): {decimal(row.lift.value)} times as many as by chance."
    )


def worth(found: Worth | None) -> str:
    """How much of the value the MQLs hold."""
    if found is None:
        return "No field tells what conversions were worth."
    left = []
    if found.without:
        left.append(f"{count(found.without)} without a value")
    if found.negative:
        left.append(f"{count(found.negative)} with one below zero")
    more = f" ({' and '.join(left)} left out)" if left else ""
    said = (
        f"The MQLs hold {figure(round(found.mql))} of the {figure(round(found.total))} that "
        f"{count_of(found.priced, 'conversion')} brought"
    )
    if found.share is None:
        return f"{said}{more}; too few for an interval."
    return f"{said}, {percent(found.share.value)} ({percents(found.share)}){more}."


def touched(history: History) -> str:
    """How many leads the model says anything of."""
    every, hit = history.all, history.touched
    if not every.known:
        return f"{NOT_ENOUGH}: no lead has a known outcome here."
    return (
        f"Rules say something of {percent(hit.known / every.known)} of the leads "
        f"({count(hit.known)} of {count(every.known)}); the others have the score of a blank lead."
    )
