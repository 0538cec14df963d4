"""What a command says: text on standard output, problems and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any, TextIO

from models.problems import LeadbenchError, Problem, Severity

_TICK = 0.1
_WIDTH = 24
_WORDS = {Severity.NOTE: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


class Terminal:
    """Both streams of a command. `progress` draws only where somebody watches."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = sys.stdout if out is None else out
        self.err = sys.stderr if err is None else err
        self._drawn = 0
        self._next = 0.0

    def say(self, text: str) -> None:
        """A line or lines of the answer."""
        self.wipe()
        self.out.write(fitting(text, self.out) + "\n")

    def answer(self, data: dict[str, Any]) -> None:
        """The answer as one JSON object."""
        self.wipe()
        plain = (self.out.encoding or "").lower().replace("-", "") != "utf8"
        self.out.write(json.dumps(data, ensure_ascii=plain, allow_nan=False, indent=2) + "\n")

    def tell(self, problems: Iterable[Problem]) -> None:
        """Problems, one line each."""
        for problem in problems:
            self.complain(problem.sentence(), _WORDS[problem.severity])

    def complain(self, sentence: str, kind: str = "error") -> None:
        """One line about something that is not as it should be."""
        self.wipe()
        line = " ".join(sentence.split("\n"))
        self.err.write(fitting(f"leadbench: {kind}: {line}", self.err) + "\n")
        self.err.flush()

    def fail(self, error: LeadbenchError) -> None:
        """Why the command did not do its work; where there are several faults, all of them."""
        self.complain(str(error))
        if len(error.problems) > 1:
            for problem in error.problems:
                self.err.write(fitting(f"  {problem.sentence()}\n", self.err))

    def progress(self, what: str, done: int, total: int) -> None:
        """How far the work is; at most ten times a second, and only on a terminal."""
        now = time.monotonic()
        if not self.err.isatty() or (now < self._next and done < total):
            return
        self._next = now + _TICK
        if total > 0:
            part = min(done / total, 1.0)
            full = round(part * _WIDTH)
            line = f"{what} [{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}"
        else:
            line = f"{what} ..."
        self.err.write("\r" + fitting(line.ljust(self._drawn), self.err))
        self.err.flush()
        self._drawn = len(line)

    def wipe(self) -> None:
        """Take the progress bar away before something else is written."""
        if self._drawn:
            self.err.write("\r" + " " * self._drawn + "\r")
            self.err.flush()
            self._drawn = 0


def fitting(text: str, stream: TextIO) -> str:
    """The text with what the stream cannot show replaced, so that a sign never stops a command."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
