"""The live preview: a change of the project becomes an evaluation, at most one frame later.

Small tables are evaluated at once in the window's thread; large ones in the background, while a
drag of points runs on a cube of counts that costs the same at any number of leads.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from models.evaluation.bands_drag import BandsDrag
from models.evaluation.causes import Cause, main_cause
from models.evaluation.comparison.pinned import Pinned, Ranking, pinned_of, ranking_of
from models.evaluation.drag import PointsDrag
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation
from models.leads.table import Leads
from models.problems import LeadbenchError, Problem
from models.scoring.accounts import raises_scores
from models.scoring.as_of import as_of_day
from models.scoring.checks import problems_of
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import ScoredBy
from workbench.background import Background
from workbench.dragged import what_differs
from workbench.looked_at import LookedAt
from workbench.session import Baseline, Session, today

INLINE_LEADS = 60_000
"""Up to so many leads a full evaluation fits into a frame."""

INLINE_ACTIVITIES = 1_000_000
"""Up to so many activities what an edit asks of them anew does, too."""

REST = 160
"""Milliseconds without a change after which the costly figures are worked out too."""


@dataclass(frozen=True, eq=False)
class Preview:
    """What every page shows of the chosen model on the leads that it scores (`by`).

    `settled` is False while points are dragged at a large size: then `scored` is that of the last
    settled preview, and rules' effects are too. `live`: more changes are likely to follow at once,
    so axes stay where they are. `ranking`: held against that of the baseline (`pinned`), also while
    points are dragged; None: nothing to hold it against, or not known before the hand rests.
    """

    model: ScoringModel
    by: ScoredBy
    as_of: date
    scored: Scored
    evaluation: Evaluation
    saved_scored: Scored | None
    baseline: Baseline | None
    saved: Evaluation | None
    cause: Cause | None
    findings: tuple[Problem, ...]
    settled: bool
    milliseconds: float
    live: bool = False
    pinned: Pinned | None = None
    ranking: Ranking | None = None

    @property
    def leads(self) -> Leads:
        """The leads that are scored."""
        return self.by.leads

    @property
    def baseline_name(self) -> str:
        """What is compared with; "" for nothing."""
        return "" if self.baseline is None else self.baseline.name


@dataclass(frozen=True, eq=False)
class _Asked:
    """`every`: all leads, also those left out, which the as-of day is of; `by`: those scored."""

    model: ScoringModel
    every: Leads
    baseline: Baseline | None
    by: ScoredBy
    masks: Masks
    last: Preview | None

    @property
    def leads(self) -> Leads:
        """The leads that are scored."""
        return self.by.leads


def _answer(asked: _Asked) -> Preview:
    start = time.perf_counter()
    model, leads, masks = asked.model, asked.leads, asked.masks
    day = as_of_day(model, asked.every, today())
    scored = score(model, leads, day, masks)
    saved_scored, saved = _saved(asked)
    pinned = _pinned(asked, saved_scored)
    ranking = None if pinned is None else ranking_of(pinned, scored, leads.outcome)
    cause = None if saved_scored is None else main_cause(scored, saved_scored)
    evaluation = evaluate(model, leads, scored=scored, saved=saved_scored, effects=True)
    took = (time.perf_counter() - start) * 1000
    findings = (*problems_of(model, leads, masks, day), *asked.by.problems(model, day))
    return Preview(
        model,
        asked.by,
        day,
        scored,
        evaluation,
        saved_scored,
        asked.baseline,
        saved,
        cause,
        findings,
        True,
        took,
        pinned=pinned,
        ranking=ranking,
    )


class LivePreview(QObject):
    """Emits `evaluated` (Preview) after each change, or `emptied` without model or leads."""

    evaluated = Signal(object)
    emptied = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looked_at = LookedAt()
        self._last: Preview | None = None
        self._drag: PointsDrag | BandsDrag | None = None
        self._dragged: tuple[str, int | None] = ("", None)
        self._background = Background(self)
        self._background.done.connect(self._deliver)
        self._background.failed.connect(self.failed)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self._compute)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._settle)
        session.project_changed.connect(self._changed)
        session.leads_changed.connect(self._new_leads)
        session.baseline_changed.connect(self.refresh)

    @property
    def last(self) -> Preview | None:
        """The newest preview."""
        return self._last

    @property
    def due(self) -> bool:
        """Whether a preview of the model as it is now comes with the next frame."""
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None:
            return False
        return self._frame.isActive() and _fits_a_frame(model, leads)

    def refresh(self) -> None:
        """Evaluate again within a frame."""
        if not self._frame.isActive():
            self._frame.start(0)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._frame.stop()
        self._rest.stop()
        self._background.finish()

    def _changed(self, before: object, after: object) -> None:
        self.refresh()

    def _new_leads(self) -> None:
        self._looked_at.forget()
        self._last, self._drag = None, None
        self.refresh()

    def _asked(self) -> _Asked | None:
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None:
            return None
        by, masks = self._looked_at.of(model, leads)
        if not len(by.leads):
            return None
        return _Asked(model, leads, self._session.baseline, by, masks, self._last)

    @property
    def left_out(self) -> ScoredBy | None:
        """Which leads the model as it is now does not score; None without model or leads."""
        model, leads = self._session.model, self._session.leads
        return None if model is None or leads is None else self._looked_at.of(model, leads)[0]

    def _compute(self) -> None:
        asked = self._asked()
        self._background.cancel()  # an answer to what was before this must not come after it
        if asked is None:
            self._last = None
            self.emptied.emit()
            return
        last = self._last
        if last is not None and self._same(last, asked):
            return
        if last is not None and self._graded(last, asked):
            return
        if _fits_a_frame(asked.model, asked.leads):
            self._inline(asked)
        elif last is not None and self._on_cube(last, asked):
            self._rest.start()
        else:
            self._run(asked)

    def _same(self, last: Preview, asked: _Asked) -> bool:
        return (
            last.settled
            and last.model == asked.model
            and last.leads is asked.leads
            and last.baseline == asked.baseline
        )

    def _graded(self, last: Preview, asked: _Asked) -> bool:
        """The matrix does not touch the score: where it alone differs nothing is scored again."""
        model = asked.model
        alike = self._same(replace(last, model=model), asked)
        if not alike or replace(last.model, grade=model.grade) != model:
            return False
        scored = replace(last.scored, model=model)
        self._rest.start()
        self._deliver(replace(last, model=model, scored=scored, live=True))
        return True

    def _inline(self, asked: _Asked) -> None:
        follows = self._rest.isActive()
        self._rest.start()
        try:
            self._deliver(replace(_answer(asked), live=follows))
        except LeadbenchError as error:
            self.failed.emit(error)

    def _run(self, asked: _Asked) -> None:
        self._background.run(lambda _cancelled, _progress: _answer(asked))

    def _settle(self) -> None:
        """The hand rests: axes may move, and what a drag left out is worked out."""
        last, asked = self._last, self._asked()
        if last is not None and last.settled and last.live:
            self._deliver(replace(last, live=False))
        elif asked is not None and last is not None and not last.settled:
            self._run(asked)

    def _deliver(self, preview: object) -> None:
        if isinstance(preview, Preview):
            self._last, self._drag = preview, None
            self.evaluated.emit(preview)

    def _on_cube(self, last: Preview, asked: _Asked) -> bool:
        """Answer from a cube if only points or thresholds differ from what was settled."""
        if last.leads is not asked.leads or last.baseline != asked.baseline:
            return False
        change = what_differs(last.scored.model, asked.model)
        # Accounts that raise scores carry a change to leads that it does not touch.
        if change is None or raises_scores(asked.model):
            return False
        start = time.perf_counter()
        if self._drag is None or self._dragged != change.what:
            saved, _ = _saved(asked)
            if change.rule:
                self._drag = PointsDrag(
                    last.scored, asked.leads, change.rule, saved, change.entry, last.pinned
                )
            else:
                self._drag = BandsDrag(last.scored, asked.leads, saved)
            self._dragged = change.what
        if isinstance(self._drag, PointsDrag):
            evaluation, ranking = self._drag.at(change.points), self._drag.ranking
        else:
            evaluation = self._drag.at(asked.model.bands)
            # Only an override moves a score with its threshold.
            ranking = None if asked.model.overrides else last.ranking
        took = (time.perf_counter() - start) * 1000
        self._last = replace(
            last,
            model=asked.model,
            evaluation=_with_old_effects(evaluation, last.evaluation),
            settled=False,
            milliseconds=took,
            live=True,
            ranking=ranking,
        )
        self.evaluated.emit(self._last)
        return True


def _fits_a_frame(model: ScoringModel, leads: Leads) -> bool:
    """Whether a full evaluation of these leads may run in the window's thread.

    Where accounts raise scores, what each rule adds costs a whole scoring.
    """
    activities = 0 if leads.activities is None else len(leads.activities)
    most = INLINE_LEADS // 4 if raises_scores(model) else INLINE_LEADS
    return len(leads) <= most and activities <= INLINE_ACTIVITIES


def _with_old_effects(now: Evaluation, before: Evaluation) -> Evaluation:
    """The rules' effects that a cube cannot know are kept as they were until all is settled."""
    rules = {
        rule_id: replace(figures, mql_added=before.rules[rule_id].mql_added)
        if figures.mql_added is None and rule_id in before.rules
        else figures
        for rule_id, figures in now.rules.items()
    }
    return replace(now, rules=rules)


def _saved(asked: _Asked) -> tuple[Scored | None, Evaluation | None]:
    """The leads scored and evaluated by the baseline; what the last preview had is kept."""
    if asked.baseline is None:
        return None, None
    # The versions differ in their design; they look at the same leads on the same days.
    model, last = replace(asked.baseline.model, own_day=asked.model.own_day), asked.last
    day = as_of_day(model, asked.every, today())
    known = None if last is None or last.leads is not asked.leads else last.saved_scored
    if known is not None and known.model == model and known.as_of == day and last is not None:
        return known, last.saved
    scored = score(model, asked.leads, day, asked.masks)
    return scored, evaluate(model, asked.leads, scored=scored)


def _pinned(asked: _Asked, saved: Scored | None) -> Pinned | None:
    """The ranking of the baseline; what the last preview had is kept."""
    last = asked.last
    if saved is None:
        return None
    if last is not None and last.saved_scored is saved and last.leads is asked.leads:
        return last.pinned
    return pinned_of(saved, asked.leads.outcome)
