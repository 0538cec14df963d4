"""The verdict: the sentence that a page with a result opens with."""

from __future__ import annotations

from models.evaluation.causes import Cause
from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.pinned import Ranking
from models.evaluation.evaluation import TOO_FEW, Evaluation, Movement
from models.evaluation.figures import count, decimal, interval, leads, percent


def verdict(
    evaluation: Evaluation,
    baseline: str | None = None,
    cause: Cause | None = None,
    ranking: Ranking | None = None,
) -> tuple[str, str]:
    """What a sales lead would repeat, and its second half (cause or doubt; may be empty).

    With movement and the name of the saved version: what changed, and what that does to the
    ranking. Else: the model itself.
    """
    movement = evaluation.movement
    if movement is None or baseline is None:
        return _model(evaluation), _ranking(evaluation)
    if not movement.changed and not _band_changes(movement):
        return f"Every lead scores as with {baseline}.", ""
    halves = _cause(cause), _doubt(evaluation) or _ranks(ranking, baseline)
    return _changed(evaluation, movement, baseline), " ".join(filter(None, halves))


def _model(evaluation: Evaluation) -> str:
    mql, everyone = evaluation.mql, evaluation.all
    if not everyone.leads:
        return "There are no leads to score."
    reach = "reaches" if mql.leads == 1 else "reach"
    first = f"{count(mql.leads)} of {leads(everyone.leads)} {reach} sales"
    if not mql.leads:
        return f"None of {leads(everyone.leads)} reaches sales."
    if everyone.rate is None or mql.rate is None:
        return f"{first}."
    subject = "it converts" if mql.leads == 1 else "they convert"
    return f"{first}; {subject} at {percent(mql.rate)} against {percent(everyone.rate)} overall."


def _ranking(evaluation: Evaluation) -> str:
    doubt = _doubt(evaluation)
    if doubt or evaluation.auc is None:
        return doubt
    auc = evaluation.auc
    if auc.low <= 0.5 <= auc.high:
        return "The score cannot be told apart from chance at ranking leads."
    return f"Ranking (AUC) {auc.value:.2f}, {interval(auc)}."


def _ranks(ranking: Ranking | None, baseline: str) -> str:
    """Whether the leads are ranked better or worse than before, or it cannot be told."""
    if ranking is None:
        return ""
    if ranking.p >= LEVEL:
        return f"By ranking it cannot be told apart from {baseline}."
    better = "better" if ranking.difference.value > 0 else "worse"
    now, before = decimal(ranking.now, 3), decimal(ranking.pinned, 3)
    return f"It ranks leads {better} than {baseline} (AUC {now} after {before})."


def _doubt(evaluation: Evaluation) -> str:
    everyone = evaluation.all
    if not everyone.leads:
        return ""
    if not everyone.known:
        return "No outcome is known, so nothing says whether they convert."
    if not everyone.converted:
        return "No lead converted, so nothing says whether they are the right ones."
    if everyone.converted <= TOO_FEW:
        return f"Only {leads(everyone.converted)} converted: too few to judge by."
    return ""


def _changed(evaluation: Evaluation, movement: Movement, baseline: str) -> str:
    entered, left = movement.entered, movement.left
    net = entered.leads - left.leads
    if not entered.leads and not left.leads:
        moved = _band_changes(movement)
        if not moved:
            scores = "score changes" if movement.changed == 1 else "scores change"
            return f"No lead changes band against {baseline}; {count(movement.changed)} {scores}."
        change = "changes" if moved == 1 else "change"
        same = (
            "The same leads reach sales as" if evaluation.mql.leads else "No lead reaches sales, as"
        )
        return f"{same} with {baseline}; {count(moved)} {change} band."
    if net:
        reach = "reaches" if abs(net) == 1 else "reach"
        more = "more" if net > 0 else "fewer"
        noun = "lead" if abs(net) == 1 else "leads"
        first = f"{count(abs(net))} {more} {noun} {reach} sales than with {baseline}"
    else:
        others = "is another one" if entered.leads == 1 else "are others"
        first = f"As many leads reach sales as with {baseline}, but {count(entered.leads)} {others}"
    if not evaluation.all.known:
        return f"{first}."
    return f"{first}: {_conversions(entered.converted, left.converted)}."


def _conversions(found: int, missed: int) -> str:
    if not found and not missed:
        return "no conversion more or less"
    noun = "conversion" if (found or missed) == 1 else "conversions"
    if not missed:
        return f"{count(found)} more {noun} found, none missed"
    if not found:
        return f"{count(missed)} {noun} missed, none more found"
    return f"{count(found)} more {noun} found, {count(missed)} missed"


def _band_changes(movement: Movement) -> int:
    """Leads whose band is at another position than it was."""
    counts = movement.counts.sum(axis=2)
    return int(counts.sum() - counts.trace())


def _cause(cause: Cause | None) -> str:
    if cause is None:
        return ""
    if cause.only:
        return f"It comes from {cause.words}."
    if cause.share > 0.5:
        return f"Most of it comes from {cause.words}."
    if cause.share > 0:
        return f"The largest part comes from {cause.words}."
    return ""
