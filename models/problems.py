"""What can be wrong, told so that a person can mend it: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is. An error stops the work; a warning is shown beside the result."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Problem:
    """One finding about data, a model or a file.

    `what` is a full sentence, `where` names file, sheet, field, rule or line, `remedy` says what
    to do. `count` is the number of cells, rows or rules concerned (0: not a count), `examples`
    a few of them as text. `fields`: the names of all that it is about, where those are fields and
    more than one; `where` may shorten them.
    """

    what: str
    where: str = ""
    remedy: str = ""
    count: int = 0
    examples: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    fields: tuple[str, ...] = ()

    def concerns(self, field: str) -> bool:
        """Whether it is about the field of that name."""
        return field in self.fields or self.where in (field, f"Field {field}")

    def sentence(self) -> str:
        """The problem in one line, for a message bar or standard error."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.remedy}".strip()


class LeadbenchError(Exception):
    """The input, a file or a model is at fault, and the user can do something about it."""

    def __init__(
        self, what: str, where: str = "", remedy: str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        self.problem = Problem(what, where, remedy, severity=Severity.ERROR)
        self.problems = problems or (self.problem,)
        super().__init__(self.problem.sentence())
