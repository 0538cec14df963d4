"""Changes of what can be done about a lead: steps that nobody here can take."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project


@dataclass(frozen=True)
class ChangeReach:
    """Say anew which steps are out of reach, by their marks."""

    out_of_reach: tuple[str, ...]

    def apply(self, project: Project) -> Project:
        return replace(project, out_of_reach=self.out_of_reach)

    def label(self, before: Project) -> str:
        was, now = set(before.out_of_reach), set(self.out_of_reach)
        more, fewer = sorted(now - was), sorted(was - now)
        if len(more) == 1 and not fewer:
            return f"Out of reach: {more[0].partition(': ')[2]}"
        if len(fewer) == 1 and not more:
            return f"Within reach: {fewer[0].partition(': ')[2]}"
        return "Steps out of reach"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("reach",)
