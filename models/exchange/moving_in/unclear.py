"""What words that mean nothing here are told with."""

from __future__ import annotations


class Unclear(Exception):
    """Words that are no test; the reason is a sentence, `remedy` what would be understood."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.remedy = remedy
        super().__init__(reason)
