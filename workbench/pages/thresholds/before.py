"""What the charts of the page Thresholds are held against: the thresholds of the pinned version."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from models.evaluation.thresholds.curve import Figures
from models.evaluation.thresholds.ground import ground_of
from models.evaluation.thresholds.lab import Lab, lab_of
from models.leads.readers.contract import Progress
from models.leads.stages import Stage
from models.scoring.model import ScoringModel
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.live_preview import Preview


@dataclass(frozen=True, eq=False)
class Before:
    """The pinned version's figures at each threshold that is looked at, arrays (n,).

    `values`: net value, `volume`: leads, a week where that is known; None: the same as now.
    `weeks` (weeks,): leads that its own threshold hands over by week; None: no days are known, or
    it is the same threshold of the same model.
    """

    name: str
    values: Figures | None
    volume: Figures | None
    weeks: NDArray[np.int64] | None


def but_thresholds(model: ScoringModel) -> ScoringModel:
    """The model whatever the thresholds of its bands are: where leads stand is the same."""
    return replace(model, bands=tuple(replace(band, threshold=0) for band in model.bands))


class ThresholdBefore(QObject):
    """Looks at the pinned version out of the way. `found`: there is more to draw."""

    found = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.failed)
        self._held: tuple[tuple[object, ...], Lab] | None = None
        self._shown: tuple[tuple[object, ...], Before] | None = None

    def of(
        self, lab: Lab, model: ScoringModel, preview: Preview | None, stages: tuple[Stage, ...]
    ) -> Before | None:
        """What there is to draw behind a lab; what is not known yet is asked for.

        `model`: as it is now, also while a threshold is dragged.
        """
        saved, band = None if preview is None else preview.saved_scored, lab.ground.band
        if preview is None or saved is None:
            return None
        old, leads, name = saved.model, preview.leads, preview.baseline_name
        if old.scale != model.scale or len(old.bands) != len(model.bands):
            return None
        threshold = old.bands[band].threshold
        if but_thresholds(old) == but_thresholds(model):
            same = threshold == model.bands[band].threshold
            return None if same else self._made(lab, lab, threshold, name)
        key = (but_thresholds(old), leads, stages, band, lab.sales)
        held = self._held
        if held is not None and held[0] == key:
            return self._made(lab, held[1], threshold, name)
        # What sales can do moves no lead.
        known = held[1].ground if held is not None and held[0][:-1] == key[:-1] else None

        def work(_cancelled: Cancel, _progress: Progress) -> tuple[tuple[object, ...], Lab]:
            ground = known if known is not None else ground_of(saved, leads, stages, band)
            return key, lab_of(ground, lab.sales)

        self.asking.ask(key, work)
        return None

    def forget(self) -> None:
        """Other leads: nothing holds any more."""
        self._held = self._shown = None
        self.asking.forget()

    def _answered(self, found: object) -> None:
        if isinstance(found, tuple):
            self._held = found
            self.found.emit()

    def _made(self, lab: Lab, old: Lab, threshold: int, name: str) -> Before:
        """The same arrays while a threshold is dragged, so that the charts see that they stay."""
        key = (lab, old, threshold, name)
        if self._shown is None or self._shown[0] != key:
            self._shown = key, before_of(lab, old, threshold, name)
        return self._shown[1]


def before_of(lab: Lab, old: Lab, threshold: int, name: str) -> Before:
    """The figures of `old` at the thresholds of `lab`; its weeks at its own threshold."""
    ground = old.ground
    loads = None if ground.loads is None else ground.loads.at(old.curve.at(threshold))
    weeks = None if loads is None else loads.sum(axis=1)
    if old is lab:
        return Before(name, None, None, weeks)
    last = len(old.curve.scores) - 1
    at = np.minimum(np.searchsorted(old.curve.scores, lab.curve.scores), last)
    values = None if old.net is None else old.net.all[0][at]
    return Before(name, values, (old.curve.leads / (old.curve.weeks or 1.0))[at], weeks)
