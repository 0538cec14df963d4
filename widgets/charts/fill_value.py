"""A field's fill by month, as its chart shows it."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.quality.fill import Part


@dataclass(frozen=True)
class FillByMonth:
    """The months in order and the part of the leads of each that is filled. `chosen`: how many of
    the leads of each month are chosen, None where nobody chose any.
    """

    names: tuple[str, ...]
    parts: tuple[Part, ...]
    chosen: tuple[int, ...] | None = None
