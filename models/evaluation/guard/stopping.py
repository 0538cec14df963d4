"""How the guard is told that its answer is not wanted any more."""

from __future__ import annotations

from collections.abc import Callable

Stop = Callable[[], bool]


class Stopped(Exception):  # not an error: the user wished it
    """The answer is not wanted any more."""


def never() -> bool:
    """For who wants the answer in any case."""
    return False


def unless(stopped: Stop) -> None:
    """Go on, unless the answer is not wanted any more."""
    if stopped():
        raise Stopped
