"""What can be done about a problem with one press: the buttons of the message bar."""

from __future__ import annotations

from models.leads.fields import Input
from models.problems import Problem
from workbench.session import Session

SHOW, LEAVE_OUT, READ_ONLY = "show", "leave out", "read only"

Buttons = list[tuple[str, str]]


def field_of(problem: Problem, session: Session) -> Input | None:
    """The field that a problem is about."""
    project = session.project
    name = problem.where.removeprefix("Field ")
    return None if project is None or not name else project.recipe.find(name)


def remedies(problem: Problem, session: Session) -> Buttons:
    """Names and words of the buttons for a problem."""
    if "reading only" in problem.remedy:
        return [(READ_ONLY, "Open for reading")]
    if field_of(problem, session) is None:
        return []
    buttons: Buttons = [(SHOW, "Show")]
    if "leak" in problem.what:
        buttons.insert(0, (LEAVE_OUT, "Leave it out"))
    return buttons
