"""Reads many hostile files in one other process, which is started again when it dies or hangs."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.leads.readers.child import MEMORY

_ROOT = Path(__file__).resolve().parents[4]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from tests.models.leads.torture.batch_child import main; main()"
)
PATIENCE = 30.0
"""Seconds that one file may take before it counts as a hang."""


@dataclass(frozen=True)
class Outcome:
    """`end`: table, refused, memory, broke (an exception that is no sentence), died or hung.

    The time and memory of one that died are not known; it died of what it asked for.
    """

    end: str
    seconds: float = 0.0
    bytes: int = 0
    what: str = ""
    where: str = ""
    remedy: str = ""
    rows: int = 0
    columns: int = 0
    even: bool = True
    left_out: int = 0

    @property
    def told(self) -> bool:
        """Whether the window can say a sentence: its own, or that reading broke off."""
        foreign = self.end == "broke" and self.what == "PanicException"
        return foreign or self.end in ("memory", "died") or self.sentence

    @property
    def sentence(self) -> bool:
        """Whether the reader refused it in full sentences."""
        whole = self.what.endswith(".") and self.remedy.endswith(".") and bool(self.where)
        return self.end == "refused" and whole


class Batch:
    """The other process; `with` ends it."""

    def __init__(self, limit: int = MEMORY) -> None:
        self._limit = limit
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.starts = 0

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path, options: Mapping[str, object] | None = None) -> Outcome:
        """What becomes of one file."""
        if self._child is None:
            self._begin()
        assert self._child is not None
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(
                json.dumps({"path": str(path), "options": options or {}}) + "\n"
            )
            self._child.stdin.flush()
            answer = self._answers.get(timeout=PATIENCE)
        except queue.Empty:
            self._end()
            return Outcome("hung", PATIENCE)
        except BrokenPipeError:
            answer = ""
        if not answer:
            self._end()
            return Outcome("died")
        found: dict[str, Any] = json.loads(answer)
        return Outcome(**found)

    def _begin(self) -> None:
        self.starts += 1
        self._answers = queue.SimpleQueue()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._child.stdin is not None
        self._child.stdin.write(f"{self._limit}\n")
        threading.Thread(
            target=self._listen, args=(self._child, self._answers), daemon=True
        ).start()

    @staticmethod
    def _listen(child: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            answers.put(line)
        answers.put("")

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                stream.close()
        self._child = None
