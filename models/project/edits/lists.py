"""Changes of what is wished of lists for other systems."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.exchange.reimport.wishes import ListWishes
from models.project.document import Project


@dataclass(frozen=True)
class ChangeLists:
    """Say anew what lists for other systems hold: headers, next steps, files."""

    lists: ListWishes

    def apply(self, project: Project) -> Project:
        return replace(project, lists=self.lists)

    def label(self, before: Project) -> str:
        if before.lists.system != self.lists.system:
            return "Another system for lists"
        if before.lists.next_steps != self.lists.next_steps:
            return "Next steps of the bands"
        return "Lists for another system"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("lists",)
