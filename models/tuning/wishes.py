"""What a person wishes of a tuning, in the terms that a page offers; kept in the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.tuning.aims import Aim
from models.tuning.reins import LEAST, MOST, STEP, Hold, Rein, Sign

FREE = Rein()


@dataclass(frozen=True)
class Wishes:
    """Points are multiples of `step` from `least` to `most`; at most `most_lines` give
    some, None: as many as do today, or what `task.sizes_of` tries.

    `signs`: points that add today add afterwards, or give nothing; likewise those that take away.
    `ladders`: along a table of ranges or counts that rises or falls today points go the same way.
    `proposals`: candidates may join. `most_changed`, `most_moved`: see `Reins`. `reins`: single
    lines by key, where they are not free. `one_of`: sets of lines, by key, of which at most one
    gives points; `rising`: lines along which points do not fall. `refused`: proposed rules, by what
    they ask (`refusals.asked_by`), that are neither proposed again nor used.
    """

    aim: Aim = field(default_factory=Aim)
    step: int = STEP
    least: int = LEAST
    most: int = MOST
    most_lines: int | None = None
    signs: bool = True
    ladders: bool = True
    proposals: bool = True
    most_changed: int | None = None
    most_moved: float | None = None
    per_field: int | None = None
    per_group: int | None = None
    reins: tuple[tuple[str, Rein], ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    rising: tuple[tuple[str, ...], ...] = ()
    refused: tuple[str, ...] = ()

    def rein(self, key: str) -> Rein:
        """What may happen to the line of that key."""
        return dict(self.reins).get(key, FREE)

    def with_rein(self, key: str, rein: Rein) -> Wishes:
        """The wishes with what may happen to one line said anew."""
        others = tuple(item for item in self.reins if item[0] != key)
        return replace(self, reins=others if rein == FREE else (*others, (key, rein)))

    def limiting(
        self, keys: Sequence[str], sign: Sign, least: int | None, most: int | None
    ) -> Wishes:
        """The wishes with the sign and the bounds of these lines said anew; locks stay."""
        found = self
        for key in keys:
            rein = replace(self.rein(key), sign=sign, least=least, most=most)
            found = found.with_rein(key, rein)
        return found

    def at_most_one_of(self, keys: tuple[str, ...]) -> Wishes:
        """The wishes with one more set of lines of which at most one gives points."""
        return self if keys in self.one_of else replace(self, one_of=(*self.one_of, keys))

    def rising_along(self, keys: tuple[str, ...]) -> Wishes:
        """The wishes with one more order along which points do not fall."""
        return self if keys in self.rising else replace(self, rising=(*self.rising, keys))

    def refusing(self, words: str, *, refused: bool = True) -> Wishes:
        """The wishes with one proposed rule refused, or welcome again."""
        others = tuple(item for item in self.refused if item != words)
        return replace(self, refused=(*others, words) if refused else others)

    @property
    def locked(self) -> tuple[str, ...]:
        """The keys of the lines that keep their points."""
        return tuple(key for key, rein in self.reins if rein.hold is Hold.LOCK)
