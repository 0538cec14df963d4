"""The pages of the open project: each is built when it is first shown, and its wishes are wired.

Building all of them would take most of a second, and bring charts that nobody looks at yet.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, overload

from workbench.live_preview import LivePreview
from workbench.places import PLACES
from workbench.session import Session

Ready = Callable[[Any], None]


class OpenedPages(Sequence[Any]):
    """Pages in the order of the rail. `ready` is told of each page that was built."""

    def __init__(self, session: Session, preview: LivePreview, ready: Ready) -> None:
        self._session, self._preview, self._ready = session, preview, ready
        self._built: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(PLACES)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        place = range(len(self))[place]
        if place not in self._built:
            entry = PLACES[place]
            made = getattr(importlib.import_module(entry.module), entry.page)
            self._built[place] = made(self._session, self._preview)
            self._ready(self._built[place])
        return self._built[place]

    @property
    def built(self) -> list[Any]:
        """The pages that were shown so far."""
        return list(self._built.values())

    def place_of(self, page: object) -> int:
        """The place of a page that was built; -1 for anything else."""
        return next((place for place, one in self._built.items() if one is page), -1)


def grant(page: object, wishes: Mapping[str, Callable[..., Any]]) -> None:
    """Connect every wish that a page has."""
    for name, answer in wishes.items():
        signal = getattr(page, name, None)
        if signal is not None and hasattr(signal, "connect"):
            signal.connect(answer)
