"""Regular expressions in RE2's syntax: linear in the text, so no time limit changes a score."""

from __future__ import annotations

from collections.abc import Callable

import re2

MOST_SIGNS = 500
"""Characters that a pattern may have."""


def pattern_fault(pattern: str) -> str:
    """Why a pattern is none, in words; "" where it is one."""
    if not pattern:
        return "The pattern is empty."
    if len(pattern) > MOST_SIGNS:
        return f"The pattern has {len(pattern):,} characters; at most {MOST_SIGNS} are allowed."
    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else "unknown"
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        return f"RE2 cannot read the pattern: {text}."
    return ""


def searcher(pattern: str) -> Callable[[str], bool] | None:
    """Whether a text holds the pattern; None where the pattern is none."""
    if pattern_fault(pattern):
        return None
    compiled = _compiled(pattern)
    return lambda text: compiled.search(text) is not None


def _compiled(pattern: str) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False  # a fault is told to the person, not to standard error
    return re2.compile(pattern, options)
