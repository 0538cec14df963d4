"""Changes inside one scoring model: its bands, overrides, name, base and scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.wording import count_of
from models.project.document import Project
from models.project.edits.base import EditError, model_of
from models.scoring.model import Band, Override, ScoringModel
from models.signs import signed


@dataclass(frozen=True)
class MoveThreshold:
    """Move a band's threshold; it stays between its neighbours. The first band has none to move."""

    model: str
    band: int
    threshold: int

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        if not 0 < self.band < len(model.bands):
            raise EditError(f"no threshold {self.band}")
        low = model.bands[self.band - 1].threshold + 1
        last = self.band == len(model.bands) - 1
        high = model.scale.most if last else model.bands[self.band + 1].threshold - 1
        threshold = max(low, min(high, self.threshold))
        bands = list(model.bands)
        bands[self.band] = replace(bands[self.band], threshold=threshold)
        return project.with_model(replace(model, bands=tuple(bands)))

    def label(self, before: Project) -> str:
        band = model_of(before, self.model).bands[self.band]
        return f"{band.name} from {band.threshold} \u2192 {self.threshold}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("threshold", self.model, str(self.band))


@dataclass(frozen=True)
class ChangeBands:
    """Replace all bands: add, remove, rename, choose the MQL band."""

    model: str
    bands: tuple[Band, ...]

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), bands=self.bands))

    def label(self, before: Project) -> str:
        return "Change the bands"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("bands", self.model)


@dataclass(frozen=True)
class ChangeOverrides:
    """Replace the list of overrides."""

    model: str
    overrides: tuple[Override, ...]

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), overrides=self.overrides))

    def label(self, before: Project) -> str:
        was = len(model_of(before, self.model).overrides)
        if len(self.overrides) > was:
            return f"Add override {self.overrides[-1].name}"
        return "Remove an override" if len(self.overrides) < was else "Change an override"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("overrides", self.model)


@dataclass(frozen=True)
class ChangeModel:
    """Change name, notes, base, scale, as-of day, own day or zone.

    What has edits of its own stays: groups, bands, overrides, derived fields, grade, account
    score, programme, probability.
    """

    model: ScoringModel

    def apply(self, project: Project) -> Project:
        was = model_of(project, self.model.id)
        after = replace(
            self.model,
            groups=was.groups,
            bands=was.bands,
            overrides=was.overrides,
            derived=was.derived,
            grade=was.grade,
            account=was.account,
            game=was.game,
            probability=was.probability,
        )
        return project.with_model(after)

    def label(self, before: Project) -> str:
        was = model_of(before, self.model.id)
        if was.name != self.model.name:
            return f"Rename model to {self.model.name}"
        if was.base != self.model.base:
            return f"Base {signed(was.base)} \u2192 {signed(self.model.base)}"
        if was.output != self.model.output:
            return "Change the scale for other systems"
        if was.notes != self.model.notes:
            return f"Note on {was.name}"
        if was.as_of != self.model.as_of:
            return "Change the as-of day"
        if was.own_day != self.model.own_day:
            if self.model.own_day is None:
                return "Look at all leads on one day"
            return f"Look at each lead {count_of(self.model.own_day, 'day')} after its creation"
        return f"Change {was.name}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("model", self.model.id)
