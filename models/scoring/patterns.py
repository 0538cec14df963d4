"""Regular expressions in RE2's syntax: linear in the text, so no time limit changes a score.

RE2 reads UTF-8, which has no halves of a pair: a pattern must have none, and each in a text counts
as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import re2

MOST_SIGNS = 500
"""Characters that a pattern may have."""

_HALF = re.compile("[\ud800-\udfff]")


def pattern_fault(pattern: str) -> str:
    """Why a pattern is none, in words; "" where it is one."""
    if not pattern:
        return "The pattern is empty."
    if len(pattern) > MOST_SIGNS:
        return f"The pattern has {len(pattern):,} characters; at most {MOST_SIGNS} are allowed."
    reason = refusal(pattern)
    return f"RE2 cannot read the pattern: {reason}." if reason else ""


def refusal(pattern: str) -> str:
    """RE2's own reason for not accepting a pattern; "" where it does."""
    if _HALF.search(pattern):
        return "half of a character"
    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else "unknown"
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return ""


def searcher(pattern: str) -> Callable[[str], bool] | None:
    """Whether a text holds the pattern; None where the pattern is none."""
    if pattern_fault(pattern):
        return None
    compiled = _compiled(pattern)
    return lambda text: compiled.search(_HALF.sub("\ufffd", text)) is not None


def _compiled(pattern: str) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False  # a fault is told to the person, not to standard error
    return re2.compile(pattern, options)
